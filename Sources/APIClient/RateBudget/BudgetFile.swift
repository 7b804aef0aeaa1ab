/// The file by which the sessions of one token share what they sent: a ring of records behind a header.
///
/// A turn is: ``begin(at:unixTime:known:learn:)`` locks the file and gives what others wrote since the last
/// turn, ``commit(_:at:unixTime:)`` writes what this session adds and unlocks. A process that is killed within a turn loses its
/// lock, and its records, since the header is written last. The file is read and written by system calls, not mapped: what
/// another program does to it, cutting it included, is an error here and never a signal.
final class BudgetFile {
    typealias Failure = LockableFile.Failure

    /// What a turn begins with.
    struct News {
        /// Whether the records are all there are, and what was known before is to be forgotten.
        var isWhole = false
        var records: [BudgetRecord] = []
    }

    /// More than an hour's: of 5,000 requests, each of them taken back or followed by a finding about others.
    static let capacity = 16_384

    let path: String
    private let bootIdentifier: BootIdentifier
    private var file: LockableFile?
    /// As of the last turn; nil before the first.
    private var header: BudgetFileHeader?

    init(_ path: String, boot: BootIdentifier = .current) {
        self.path = path
        bootIdentifier = boot
    }

    /// Requests an hour, as the API told the session that asked last; nil where it has not.
    var hourLimit: Int? {
        get { header.flatMap { $0.hourLimit == 0 ? nil : Int($0.hourLimit) } }
        set { header?.hourLimit = UInt32(clamping: newValue ?? 0) }
    }

    /// Locks the file and reads what is new in it. After an error the file is not locked.
    ///
    /// - Parameters:
    ///   - known: What this session knows, for a file that was damaged or taken away under it.
    ///   - learn: Gets the news.
    func begin(
        at now: MachineTime, unixTime: Int64, known: () -> [BudgetRecord], learn: (News) -> Void
    ) throws(Failure) {
        try leaveDeletedFile(at: now, unixTime: unixTime, learn: learn)
        if self.file == nil { self.file = try LockableFile(path) }
        guard let file else { return }
        try file.lock()
        do throws(Failure) {
            learn(try readNews(file, at: now, unixTime: unixTime, known: known))
        } catch {
            file.unlock()
            throw error
        }
    }

    /// Writes records and unlocks.
    func commit(_ records: [BudgetRecord], at now: MachineTime, unixTime: Int64) throws(Failure) {
        guard let file else { return }
        defer { file.unlock() }
        guard !records.isEmpty, var header else { return }
        try write(records[...], to: file, after: &header)
        header.writtenAt = now
        header.writtenAtUnixTime = unixTime
        try file.write(header.bytes, at: 0)
        self.header = header
    }

    /// Where the open file was deleted, the other sessions go on with the one that has the path now, or will have it: this
    /// one follows, and takes along what it has not read.
    private func leaveDeletedFile(at now: MachineTime, unixTime: Int64, learn: (News) -> Void) throws(Failure) {
        guard let file, file.isDeleted else { return }
        try file.lock()
        defer { file.unlock() }
        if let news = try? readNews(file, at: now, unixTime: unixTime, known: { [] }) { learn(news) }
        self.file = nil
        header = nil
    }

    private func readNews(
        _ file: LockableFile, at now: MachineTime, unixTime: Int64, known: () -> [BudgetRecord]
    ) throws(Failure) -> News {
        let former = header
        let found: BudgetFileHeader
        do throws(BudgetFileHeader.Problem) {
            found = try BudgetFileHeader(file.read(BudgetFileHeader.size, at: 0))
        } catch {
            guard error == .damaged else { throw .unusable(reason: "it is no file of a rate budget; remove it") }
            try rewrite(file, known(), at: now, unixTime: unixTime, hourLimit: former?.hourLimit ?? 0)
            return News()
        }
        if former == found { return News() }
        header = found
        if found.boot != bootIdentifier || found.writtenAt > now + .seconds(60) {
            return try adopt(found, from: file, at: now, unixTime: unixTime)
        }
        guard let former, found.continues(former, within: UInt64(Self.capacity)) else {
            return News(isWhole: true, records: records(before: found.end, in: file))
        }
        return News(records: records(from: former.end, to: found.end, in: file))
    }

    /// Translates what was written before the machine was started anew, by the wall clock. Where that was set back
    /// meanwhile, no time is taken to have passed, which is the safe side.
    private func adopt(
        _ found: BudgetFileHeader, from file: LockableFile, at now: MachineTime, unixTime: Int64
    ) throws(Failure) -> News {
        let passed = Duration.seconds(min(max(0, unixTime - found.writtenAtUnixTime), 1_000_000))
        let records = records(before: found.end, in: file).map { record in
            let age = max(.zero, found.writtenAt - record.time) + passed
            return BudgetRecord(record.kind, at: now - age)
        }
        try rewrite(file, records, at: now, unixTime: unixTime, hourLimit: found.hourLimit)
        return News(isWhole: true, records: records)
    }

    /// Makes the file anew.
    private func rewrite(
        _ file: LockableFile, _ records: [BudgetRecord], at now: MachineTime, unixTime: Int64, hourLimit: UInt32
    ) throws(Failure) {
        var made = BudgetFileHeader(
            generation: .random(in: 1 ... .max), boot: bootIdentifier, at: now, unixTime: unixTime)
        made.hourLimit = hourLimit
        try file.reserve(BudgetFileHeader.size + Self.capacity * BudgetRecord.size)
        try write(records.suffix(Self.capacity), to: file, after: &made)
        try file.write(made.bytes, at: 0)
        header = made
    }
}

// The ring.
extension BudgetFile {
    private func write(
        _ records: ArraySlice<BudgetRecord>, to file: LockableFile, after header: inout BudgetFileHeader
    ) throws(Failure) {
        var rest = records
        while !rest.isEmpty {
            let slot = Int(header.end % UInt64(Self.capacity))
            let part = rest.prefix(Self.capacity - slot)
            var bytes: [UInt8] = []
            bytes.reserveCapacity(part.count * BudgetRecord.size)
            for record in part { record.append(to: &bytes) }
            try file.write(bytes, at: Self.offset(ofSlot: slot))
            header.end += UInt64(part.count)
            rest = rest.dropFirst(part.count)
        }
    }

    /// All that are still there.
    private func records(before end: UInt64, in file: LockableFile) -> [BudgetRecord] {
        records(from: end - min(end, UInt64(Self.capacity)), to: end, in: file)
    }

    /// Without those that make no sense: a power failure may leave anything.
    private func records(from start: UInt64, to end: UInt64, in file: LockableFile) -> [BudgetRecord] {
        var records: [BudgetRecord] = []
        var next = start
        while next < end {
            let slot = Int(next % UInt64(Self.capacity))
            let count = min(Int(end - next), Self.capacity - slot)
            let bytes = file.read(count * BudgetRecord.size, at: Self.offset(ofSlot: slot))
            bytes.withUnsafeBytes { records.append(contentsOf: BudgetRecord.all(in: $0)) }
            next += UInt64(count)
        }
        return records
    }

    private static func offset(ofSlot slot: Int) -> Int { BudgetFileHeader.size + slot * BudgetRecord.size }
}
