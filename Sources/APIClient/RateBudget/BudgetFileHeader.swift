/// The beginning of a state file: whose clock its times are of, and how far it is written.
struct BudgetFileHeader: Equatable {
    /// Another one when the records do not continue those that were there before.
    var generation: UInt32
    /// How many records were ever written; the last ``BudgetFile/capacity`` of them are there.
    var end: UInt64 = 0
    var boot: BootIdentifier
    /// When the header was written, on the clock of that boot and on the wall.
    var writtenAt: MachineTime
    var writtenAtUnixTime: Int64
    /// Requests an hour, as the API said last; 0 where it has not.
    var hourLimit: UInt32 = 0

    static let size = 72
    private static let magic: [UInt8] = Array("moontide rate 1\n".utf8)

    init(generation: UInt32, boot: BootIdentifier, at time: MachineTime, unixTime: Int64) {
        self.generation = generation
        self.boot = boot
        writtenAt = time
        writtenAtUnixTime = unixTime
    }

    enum Problem: Error {
        /// Not ours to overwrite.
        case foreign
        /// Begun or changed by something that did not finish.
        case damaged
    }

    /// - Parameter bytes: What the file begins with, ``size`` bytes where it has as many.
    init(_ bytes: [UInt8]) throws(Problem) {
        // Zeros where space was reserved and nothing written.
        guard Self.magic.starts(with: bytes.prefix(Self.magic.count)) || bytes.allSatisfy({ $0 == 0 }) else {
            throw .foreign
        }
        guard bytes.count == Self.size else { throw .damaged }
        self = bytes.withUnsafeBytes { Self($0) }
        guard self.bytes == bytes else { throw .damaged }
    }

    private init(_ bytes: UnsafeRawBufferPointer) {
        end = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        boot = bytes.loadUnaligned(fromByteOffset: 24, as: BootIdentifier.self)
        writtenAt = MachineTime(nanoseconds: bytes.loadUnaligned(fromByteOffset: 40, as: Int64.self))
        writtenAtUnixTime = bytes.loadUnaligned(fromByteOffset: 48, as: Int64.self)
        generation = bytes.loadUnaligned(fromByteOffset: 56, as: UInt32.self)
        hourLimit = bytes.loadUnaligned(fromByteOffset: 60, as: UInt32.self)
    }

    /// Whether the ring still has everything that was written since a former state of it.
    func continues(_ former: BudgetFileHeader, within capacity: UInt64) -> Bool {
        generation == former.generation && former.end <= end && end - former.end <= capacity
    }

    /// With a checksum at the end (FNV-1a).
    var bytes: [UInt8] {
        var bytes = Self.magic
        bytes.reserveCapacity(Self.size)
        func append<Value: BitwiseCopyable>(_ value: Value) {
            withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
        }
        append(end)
        append(boot)
        append(writtenAt.nanoseconds)
        append(writtenAtUnixTime)
        append(generation)
        append(hourLimit)
        append(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 })
        return bytes
    }
}

/// Which start of the machine it is: the clock of another begins anew.
struct BootIdentifier: Equatable, BitwiseCopyable {
    var high: UInt64 = 0
    var low: UInt64 = 0

    /// Of the running system: 128 random bits of the kernel's as a UUID's text. Zero where it does not say.
    static let current: BootIdentifier = {
        guard let file = try? SmallFile("/proc/sys/kernel/random/boot_id") else { return BootIdentifier() }
        let digits = String(decoding: file.bytes, as: UTF8.self).filter(\.isHexDigit)
        return BootIdentifier(
            high: UInt64(digits.prefix(16), radix: 16) ?? 0, low: UInt64(digits.dropFirst(16), radix: 16) ?? 0)
    }()
}
