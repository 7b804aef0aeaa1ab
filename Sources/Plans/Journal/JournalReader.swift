import JSON

/// Reads a journal's bytes.
///
/// A run that is killed can leave a torn line at the end, and one whose machine loses its power can leave worse, but only
/// behind what was last synchronized. Everything else that does not fit is damage, and refused.
struct JournalReader {
    private(set) var journal: Journal
    /// How many bytes are whole lines; what follows is torn.
    private(set) var size = 0
    private(set) var lineCount = 0
    /// The boot of the session that wrote last; nil before there was one.
    private var boot: String?
    /// The steps that may have begun without a record of it, if the machine lost its power.
    private var ahead = -1
    /// The steps that the session has settled: it began no other that had failed before.
    private var settled: Set<Int> = []

    /// - Parameter boot: That of this machine now.
    init(_ name: String, _ bytes: [UInt8], boot currentBoot: String) throws(JournalError) {
        var lines = JournalLines(bytes)
        let header = try Self.header(lines.next(), name)
        var plan = Plan(target: header.target, title: header.title, unchangedCount: header.unchangedCount)
        for index in 0..<header.stepCount {
            guard let line = lines.next(), line.number == index + 2, let record = JournalRecord(line.record),
                case .step(index, let step) = record
            else { throw JournalError(.damaged, name, "is damaged in line \(index + 2), in its plan") }
            plan.steps.append(step)
        }
        journal = Journal(
            name: name, plan: plan, startTime: header.time, lastTime: header.time, undoes: header.undoes,
            outcomes: Array(repeating: .notStarted, count: plan.steps.count))
        lineCount = header.stepCount + 1
        size = lines.offset
        try readEvents(&lines)
        if boot != currentBoot || currentBoot.isEmpty { distrustSteps() }
    }

    private static func header(_ line: JournalLine?, _ name: String) throws(JournalError) -> JournalHeader {
        guard let line, line.number == 1, line.record[JournalHeader.key]?.string == JournalHeader.format else {
            throw JournalError(.damaged, name, "does not begin as a journal does")
        }
        let version = line.record["version"]?.integer
        guard version == JournalHeader.version else {
            let found = version.map { "version \($0)" } ?? "no version"
            throw JournalError(
                .otherVersion, name,
                "has \(found), and this program reads version \(JournalHeader.version); use the program that wrote it")
        }
        guard let header = JournalHeader(line.record) else {
            throw JournalError(.damaged, name, "is damaged in line 1")
        }
        return header
    }

    private mutating func readEvents(_ lines: inout JournalLines) throws(JournalError) {
        while !lines.isAtEnd {
            let former = lines
            guard let line = lines.next(), line.number == lineCount + 1 else {
                guard former.isTorn(ahead: ahead) else {
                    throw JournalError(.damaged, journal.name, "is damaged in line \(lineCount + 1)")
                }
                return
            }
            guard let record = JournalRecord(line.record), apply(record) else {
                throw JournalError(
                    .damaged, journal.name, "has a record in line \(line.number) that is none of a journal")
            }
            lineCount += 1
            size = lines.offset
        }
    }

    /// - Returns: False for a record that cannot be here.
    private mutating func apply(_ record: JournalRecord) -> Bool {
        switch record {
        case .header, .step: return false
        case .session(let session):
            if let boot, boot != session.boot || boot.isEmpty { distrustSteps() }
            boot = session.boot
            (ahead, settled) = (-1, [])
            journal.sessionCount += 1
            journal.lastTime = session.time
        case .ahead(let last): ahead = max(ahead, last)
        case .existing(let items, let list): journal.existing[list] = items
        case .started(let index, let time):
            guard journal.outcomes.indices.contains(index) else { return false }
            journal.outcomes[index] = .unknown(reason: Self.noAnswer)
            journal.startTimes[index] = time
            journal.lastTime = time
        case .settled(let index, let time, let settlement):
            guard journal.outcomes.indices.contains(index) else { return false }
            settle(index, settlement)
            journal.lastTime = time
        case .withdrawn(let index):
            guard journal.outcomes.indices.contains(index) else { return false }
            journal.outcomes[index] = .notStarted
            journal.startTimes[index] = nil
        case .end(let time, _): journal.lastTime = time
        }
        return true
    }

    private static let noAnswer = "the run ended before the answer came"

    private mutating func settle(_ index: Int, _ settlement: StepSettlement) {
        journal.outcomes[index] = settlement.outcome
        settled.insert(index)
        if let result = settlement.result { journal.results[index] = result }
        if let id = settlement.requestID { journal.requestIDs[index] = id }
    }

    /// The machine went down: records that were written last may be lost, and so steps may have begun without one.
    private mutating func distrustSteps() {
        for index in journal.outcomes.indices where index <= ahead && !settled.contains(index) {
            switch journal.outcomes[index] {
            case .notStarted, .failed, .skipped:
                journal.outcomes[index] = .unknown(reason: "the machine went down before it was known to have begun")
            case .done, .unknown: break
            }
        }
        ahead = -1
    }
}

/// The lines of a journal, one after the other.
struct JournalLines {
    private let bytes: [UInt8]
    /// Behind the last line that was read.
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    /// The next line; nil where it is damaged or has no end. Then the offset stays.
    mutating func next() -> JournalLine? {
        guard let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")),
            let line = JournalLine(bytes[offset..<end])
        else { return nil }
        offset = end + 1
        return line
    }

    /// Whether a crash explains that the line at the offset is damaged: it was not synchronized. That it was is proved by a
    /// step that began though it was not announced before the line.
    ///
    /// - Parameter ahead: The last step that was announced so far.
    func isTorn(ahead: Int) -> Bool {
        var rest = bytes[offset...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            if let line = JournalLine(rest[..<end]), let record = JournalRecord(line.record) {
                switch record {
                case .started(let index, _): if index > ahead { return false }
                case .session: return false
                default: break
                }
            }
            rest = rest[(end + 1)...]
        }
        return true
    }
}
