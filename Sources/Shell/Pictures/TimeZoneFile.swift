internal import Glibc

/// The offsets of a time zone as a file of the system's database has them (RFC 8536).
///
/// The C library would give them by way of the environment variable `TZ`, which the other threads of an embedding
/// program read, too.
struct TimeZoneFile: Sendable {
    /// When an offset begins to hold, in Unix seconds; ascending.
    private var transitions: [(time: Int64, offset: Int)] = []
    /// Before the first of them.
    private var firstOffset = 0
    /// After the last of them.
    private var rule: TimeZoneRule?

    /// Reads the file of a zone such as `Europe/Berlin`; nil where there is none, or none that can be read.
    init?(named name: String) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }), !name.utf8.contains(0) else { return nil }
        let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
        guard let bytes = Self.contents(of: folder + "/" + name) else { return nil }
        self.init(bytes)
    }

    /// - Parameter bytes: What the file holds: version 1 with times of 32 bits, and since version 2 the same once more
    ///   with 64 bits and a rule for the time after.
    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard let first = reader.header() else { return nil }
        var header = first
        if first.version >= UInt8(ascii: "2") {
            guard reader.skip(first.size(timeSize: 4)), let second = reader.header() else { return nil }
            header = second
        }
        let timeSize = first.version >= UInt8(ascii: "2") ? 8 : 4
        guard reader.has(header.size(timeSize: timeSize)), header.typeCount > 0 else { return nil }
        let times = (0..<header.timeCount).map { _ in reader.integer(timeSize) }
        let types = (0..<header.timeCount).map { _ in Int(reader.integer(1) & 0xFF) }
        let offsets = (0..<header.typeCount).map { _ in
            let offset = Int(reader.integer(4))
            _ = reader.skip(2)
            return offset
        }
        guard types.allSatisfy({ $0 < offsets.count }) else { return nil }
        transitions = zip(times, types).map { ($0, offsets[$1]) }
        firstOffset = offsets[0]
        _ = reader.skip(header.sizeAfterTypes(timeSize: timeSize))
        if timeSize == 8 { rule = reader.footer().flatMap { TimeZoneRule($0) } }
    }

    /// Seconds east of UTC at a time in Unix seconds.
    func offset(at time: Int64) -> Int {
        guard let last = transitions.last else { return rule?.offset(at: time) ?? firstOffset }
        if time >= last.time { return rule?.offset(at: time) ?? last.offset }
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : transitions[low - 1].offset
    }

    private static func contents(of path: String) -> [UInt8]? {
        var status = stat()
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // The largest of the database has 4 KB.
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 20 else {
            return nil
        }
        return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
    }
}

extension TimeZoneFile {
    /// How much of each kind of datum a block has (RFC 8536 section 3.1).
    private struct Header {
        let version: UInt8
        let (universalCount, standardCount, leapCount): (Int, Int, Int)
        let (timeCount, typeCount, characterCount): (Int, Int, Int)

        func size(timeSize: Int) -> Int {
            timeCount * (timeSize + 1) + typeCount * 6 + sizeAfterTypes(timeSize: timeSize)
        }

        func sizeAfterTypes(timeSize: Int) -> Int {
            characterCount + leapCount * (timeSize + 4) + standardCount + universalCount
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        func has(_ count: Int) -> Bool { bytes.count - position >= count }

        mutating func skip(_ count: Int) -> Bool {
            guard has(count) else { return false }
            position += count
            return true
        }

        mutating func header() -> Header? {
            guard has(44), bytes[position..<position + 4].elementsEqual("TZif".utf8) else { return nil }
            let version = bytes[position + 4]
            position += 20
            let counts = (0..<6).map { _ in Int(integer(4)) }
            guard counts.allSatisfy({ 0...1_000_000 ~= $0 }) else { return nil }
            return Header(
                version: version, universalCount: counts[0], standardCount: counts[1], leapCount: counts[2],
                timeCount: counts[3], typeCount: counts[4], characterCount: counts[5])
        }

        /// A big-endian number of 1, 4 or 8 bytes, which are there.
        mutating func integer(_ size: Int) -> Int64 {
            defer { position += size }
            let start: Int64 = bytes[position] & 0x80 == 0 ? 0 : -1
            return bytes[position..<position + size].reduce(start) { $0 << 8 | Int64($1) }
        }

        /// The text between the two ends of line after the data.
        func footer() -> String? {
            guard has(2), bytes[position] == UInt8(ascii: "\n") else { return nil }
            let text = bytes[(position + 1)...].prefix { $0 != UInt8(ascii: "\n") }
            return String(validating: text, as: UTF8.self)
        }
    }
}
