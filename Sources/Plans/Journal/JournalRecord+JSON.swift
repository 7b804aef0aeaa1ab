import JSON

// Writing.
extension JournalRecord {
    /// The text of the records that each step has, by hand: what every value has to be asked for is known of them. Nil for
    /// the others.
    var plainText: [UInt8]? {
        switch self {
        case .step(let index, let step):
            // The rest of an object that has members in any case.
            guard let text = try? step.jsonValue.serialized() else { return nil }
            return Array("{\"step\":\(index + 1),".utf8) + text.dropFirst()
        case .started(let index, let time):
            return Array("{\"start\":\(index + 1),\"at\":\"\(JournalTime.text(time))\"}".utf8)
        case .settled(let index, let time, let settlement):
            guard settlement.outcome == .done, settlement.result == nil, !settlement.isFound else { return nil }
            let id = settlement.requestID ?? ""
            guard id.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }) else { return nil }
            let request = id.isEmpty ? "" : ",\"request\":\"\(id)\""
            return Array("{\"done\":\(index + 1),\"at\":\"\(JournalTime.text(time))\"\(request)}".utf8)
        default: return nil
        }
    }

    var json: JSONObject {
        switch self {
        case .header(let header): header.json
        case .step(let index, let step): step.record(number: index + 1)
        case .session(let session):
            [
                "session": .string(JournalTime.text(session.time)), "boot": .string(session.boot),
                "process": .integer(Int64(session.process))
            ]
        case .ahead(let last): ["ahead": .integer(Int64(last + 1))]
        case .existing(let items, let list): ["existing": .string(list), "items": items]
        case .started(let index, let time): Self.object("start", index, time)
        case .settled(let index, let time, let settlement): Self.object(index, time, settlement)
        case .withdrawn(let index): ["withdrawn": .integer(Int64(index + 1))]
        case .end(let time, let isInterrupted):
            ["end": .string(JournalTime.text(time)), "interrupted": .bool(isInterrupted)]
        }
    }

    private static func object(_ name: String, _ index: Int, _ time: Int64) -> JSONObject {
        [name: .integer(Int64(index + 1)), "at": .string(JournalTime.text(time))]
    }

    private static func object(_ index: Int, _ time: Int64, _ settlement: StepSettlement) -> JSONObject {
        var object = object(settlement.outcome.recordName, index, time)
        if let id = settlement.requestID { object["request"] = .string(id) }
        if settlement.isFound { object["found"] = true }
        if let result = settlement.result { object["result"] = result }
        switch settlement.outcome {
        case .failed(let failure): object["error"] = .object(failure.record)
        case .skipped(let reason), .unknown(let reason): object["reason"] = .string(reason)
        case .done, .notStarted: break
        }
        return object
    }
}

extension StepOutcome {
    /// The name of the record that says so.
    var recordName: String {
        switch self {
        case .notStarted: "withdrawn"
        case .done: "done"
        case .failed: "failed"
        case .skipped: "skipped"
        case .unknown: "unknown"
        }
    }
}

// Reading.
extension JournalRecord {
    /// Nil for a record of no kind that this version knows, or that lacks what its kind needs.
    init?(_ json: JSONObject) {
        guard let first = json.members.first else { return nil }
        switch first.name {
        case JournalHeader.key: self.init(header: json)
        case "step": self.init(step: json)
        case "session": self.init(session: json)
        case "ahead": self.init(first.value.index.map { .ahead(through: $0) })
        case "existing":
            guard let list = first.value.string, let items = json["items"] else { return nil }
            self = .existing(items, of: list)
        case "withdrawn": self.init(first.value.index.map { .withdrawn($0) })
        case "end":
            guard let time = first.value.time, let isInterrupted = json["interrupted"]?.bool else { return nil }
            self = .end(at: time, isInterrupted: isInterrupted)
        case "start":
            guard let index = first.value.index, let time = json["at"]?.time else { return nil }
            self = .started(index, at: time)
        default:
            guard let index = first.value.index, let time = json["at"]?.time,
                let settlement = StepSettlement(named: first.name, json)
            else { return nil }
            self = .settled(index, at: time, settlement)
        }
    }

    private init?(_ record: JournalRecord?) {
        guard let record else { return nil }
        self = record
    }

    private init?(header json: JSONObject) {
        guard let header = JournalHeader(json) else { return nil }
        self = .header(header)
    }

    private init?(step json: JSONObject) {
        guard let index = json["step"]?.index, let step = PlanStep(record: json) else { return nil }
        self = .step(index, step)
    }

    private init?(session json: JSONObject) {
        guard let time = json["session"]?.time, let boot = json["boot"]?.string, let process = json["process"]?.integer
        else { return nil }
        self = .session(JournalSession(time: time, boot: boot, process: Int32(truncatingIfNeeded: process)))
    }
}

extension StepSettlement {
    fileprivate init?(named name: String, _ json: JSONObject) {
        let reason = json["reason"]?.string ?? ""
        switch name {
        case "done": outcome = .done
        case "failed": outcome = .failed(StepFailure(record: json["error"]?.object ?? [:]))
        case "skipped": outcome = .skipped(reason: reason)
        case "unknown": outcome = .unknown(reason: reason)
        default: return nil
        }
        result = json["result"]
        requestID = json["request"]?.string
        isFound = json["found"] == true
    }
}

extension StepFailure {
    fileprivate var record: JSONObject {
        var record: JSONObject = ["message": .string(message)]
        if let status { record["status"] = .integer(Int64(status)) }
        if !id.isEmpty { record["id"] = .string(id) }
        if let requestID { record["request"] = .string(requestID) }
        return record
    }

    fileprivate init(record: JSONObject) {
        self.init(
            status: record["status"]?.integer.map { Int(truncatingIfNeeded: $0) }, id: record["id"]?.string ?? "",
            message: record["message"]?.string ?? "", requestID: record["request"]?.string)
    }
}

extension JSONValue {
    /// The index of a step, which records count from 1.
    var index: Int? { integer.flatMap { $0 > 0 ? Int(exactly: $0 - 1) : nil } }
    var time: Int64? { string.flatMap(JournalTime.milliseconds) }
}
