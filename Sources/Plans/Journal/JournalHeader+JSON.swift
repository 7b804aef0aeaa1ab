import JSON

extension JournalHeader {
    /// The name of the member that says what the file is; it is the first.
    static let key = "format"

    var json: JSONObject {
        var json: JSONObject = [
            Self.key: .string(Self.format), "version": .integer(Self.version), "time": .string(JournalTime.text(time)),
            "steps": .integer(Int64(stepCount)), "unchanged": .integer(Int64(unchangedCount))
        ]
        if let title { json["title"] = .string(title) }
        if let undoes { json["undoes"] = .string(undoes) }
        if let target { json["target"] = .object(target.record) }
        return json
    }

    init?(_ json: JSONObject) {
        guard let time = json["time"]?.time, let count = json["steps"]?.integer, count >= 0 else { return nil }
        self.time = time
        stepCount = Int(clamping: count)
        unchangedCount = Int(clamping: json["unchanged"]?.integer ?? 0)
        title = json["title"]?.string
        undoes = json["undoes"]?.string
        target = json["target"]?.object.flatMap(PlanTarget.init(record:))
    }
}

extension PlanTarget {
    fileprivate var record: JSONObject {
        var record: JSONObject = ["context": .string(context), "address": .string(address)]
        if let account { record["account"] = .string(account) }
        return record
    }

    fileprivate init?(record: JSONObject) {
        guard let context = record["context"]?.string, let address = record["address"]?.string else { return nil }
        self.init(context: context, address: address, account: record["account"]?.string)
    }
}
