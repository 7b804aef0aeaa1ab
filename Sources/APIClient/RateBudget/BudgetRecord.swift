/// What one session tells the others through the state file: a change of what is counted.
struct BudgetRecord: Equatable {
    enum Kind: Equatable {
        /// A request left; `limit` is the special limit it counts under, 0 without one.
        case sent(limit: UInt32)
        /// A request that a record `sent` with the same time and limit told of did not count.
        case released(limit: UInt32)
        /// So many requests of others were found out.
        case foreign(count: Int)
        /// So many of the oldest requests of others no longer count.
        case foreignGone(count: Int)
    }

    var kind: Kind
    /// When it was counted at the latest.
    var time: MachineTime

    static let size = 16
    /// In place of a limit's number; special limits have numbers from 2.
    private static let foreignMark: UInt32 = 1

    /// Which special limit a record means: the FNV-1a hash of its name.
    static func number(of special: RequestWindow?) -> UInt32 {
        guard let special else { return 0 }
        let hash = special.name.utf8.reduce(0x811c_9dc5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        return max(hash, foreignMark + 1)
    }

    init(_ kind: Kind, at time: MachineTime) {
        self.kind = kind
        self.time = time
    }

    /// The time, a count and a limit's number, in the machine's byte order: the file never leaves the machine.
    ///
    /// - Parameter bytes: ``size`` bytes.
    init?(_ bytes: UnsafeRawBufferPointer) {
        time = MachineTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 0, as: Int64.self))
        let count = bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self)
        let limit = bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)
        switch (limit, count) {
        case (Self.foreignMark, 1...): kind = .foreign(count: Int(count))
        case (Self.foreignMark, ...(-1)): kind = .foreignGone(count: Int(-Int64(count)))
        case (_, 1): kind = .sent(limit: limit)
        case (_, -1): kind = .released(limit: limit)
        default: return nil
        }
    }

    /// The records that can be read; a rest of fewer bytes is left.
    static func all(in bytes: UnsafeRawBufferPointer) -> [BudgetRecord] {
        stride(from: 0, through: bytes.count - size, by: size).compactMap {
            BudgetRecord(UnsafeRawBufferPointer(rebasing: bytes[$0..<$0 + size]))
        }
    }

    func append(to bytes: inout [UInt8]) {
        let (count, limit): (Int32, UInt32) =
            switch kind {
            case .sent(let limit): (1, limit)
            case .released(let limit): (-1, limit)
            case .foreign(let count): (Int32(clamping: count), Self.foreignMark)
            case .foreignGone(let count): (-Int32(clamping: count), Self.foreignMark)
            }
        withUnsafeBytes(of: time.nanoseconds) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: count) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: limit) { bytes.append(contentsOf: $0) }
    }
}
