/// Writes JSON text as it is told about values, in document order.
public struct JSONWriter: ~Copyable {
    /// How the text looks; the default is compact, members in the order given.
    public struct Options: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// One member or element a line, indented by two spaces a level.
        public static let pretty = Options(rawValue: 1 << 0)
        /// The members of every object in the order of their names' UTF-8 bytes.
        public static let sortedKeys = Options(rawValue: 1 << 1)
    }

    /// What stands before the cursor, and so what the next value must be preceded by.
    private enum Place {
        case start
        case afterOpening
        case afterValue
        case afterName
    }

    private(set) var output: UnsafeMutablePointer<UInt8>
    var count = 0
    private var capacity: Int
    private var place = Place.start
    private var level = 0
    private let isPretty: Bool

    init(options: Options = []) {
        isPretty = options.contains(.pretty)
        (output, capacity) = JSONOutputMemory.take()
    }

    deinit { JSONOutputMemory.give(output, capacity) }

    /// Lends what was written for the time of the call.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        body(UnsafeBufferPointer(start: output, count: count))
    }

    // MARK: Values

    mutating func null() {
        separate()
        append("null")
    }

    mutating func bool(_ value: Bool) {
        separate()
        append(value ? "true" : "false")
    }

    @inline(__always)
    mutating func integer(_ value: Int64) {
        separate()
        appendInteger(value)
    }

    /// Writes the shortest form that reads back as the same double, always with a fraction or an exponent.
    mutating func number(_ value: Double) throws(JSONFailure) {
        guard value.isFinite else { throw JSONFailure(problem: .notFinite) }
        separate()
        if !appendShortDecimal(value) { appendDescription(value) }
    }

    @inline(__always)
    mutating func string(_ text: JSONText) throws(JSONFailure) {
        startLineIfPretty()
        try appendQuoted(text)
        place = .afterValue
    }

    // MARK: Structure

    mutating func openObject() { open(0x7B) }
    mutating func closeObject() { close(0x7D) }
    mutating func openArray() { open(0x5B) }
    mutating func closeArray() { close(0x5D) }

    @inline(__always)
    mutating func name(_ text: JSONText) throws(JSONFailure) {
        startLineIfPretty()
        try appendQuoted(text)
        put(0x3A)
        if isPretty { put(0x20) }
        place = .afterName
    }

    @inline(__always)
    private mutating func open(_ bracket: UInt8) {
        separate()
        reserve(1)
        put(bracket)
        level += 1
        place = .afterOpening
    }

    @inline(__always)
    private mutating func close(_ bracket: UInt8) {
        level -= 1
        if isPretty, place != .afterOpening { startLine() }
        reserve(1)
        put(bracket)
        place = .afterValue
    }

    /// Writes the comma and the line break that belong before the next value or name.
    @inline(__always)
    private mutating func separate() {
        startLineIfPretty()
        reserve(1)
        appendSeparator()
        place = .afterValue
    }

    /// Writes the comma that belongs before the next value or name; room for it must have been reserved.
    @inline(__always)
    mutating func appendSeparator() {
        if place == .afterValue { put(0x2C) }
    }

    /// In a pretty text writes the comma and the line break instead.
    @inline(__always)
    private mutating func startLineIfPretty() {
        if isPretty, place == .afterValue || place == .afterOpening {
            reserve(1)
            appendSeparator()
            place = .afterOpening
            startLine()
        }
    }

    @inline(never)
    private mutating func startLine() {
        reserve(1 + 2 * level)
        put(0x0A)
        for _ in 0..<2 * level { put(0x20) }
    }

    // MARK: Bytes

    @inline(__always)
    mutating func reserve(_ additional: Int) {
        if capacity &- count < additional { grow(additional) }
    }

    @inline(never)
    private mutating func grow(_ additional: Int) {
        capacity = max(capacity * 2, count + additional)
        output = JSONOutputMemory.reallocate(output, capacity)
    }

    /// Room must have been reserved.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        output[count] = byte
        count &+= 1
    }

    private mutating func append(_ word: StaticString) {
        reserve(word.utf8CodeUnitCount)
        (output + count).update(from: word.utf8Start, count: word.utf8CodeUnitCount)
        count += word.utf8CodeUnitCount
    }
}
