import CJSONScan

/// A cursor over JSON text that recognizes its tokens; the grammar above it is `JSONParser`.
///
/// The text is borrowed: it must outlive the scanner.
struct JSONScanner: ~Copyable {
    let start: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    var position: UnsafePointer<UInt8>
    /// Where strings with escapes are decoded: room for the longest one met so far.
    var scratch = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)

    init(_ text: UnsafeRawBufferPointer) {
        // An empty buffer may have no address; this one is never read, because `position == end`.
        let base = text.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        start = base.assumingMemoryBound(to: UInt8.self)
        end = start + text.count
        position = start
    }

    deinit { scratch.deallocate() }

    /// The byte at the cursor, 0 at the end of the text. (A NUL in the text is no token either; error messages tell
    /// the two apart by the position.)
    @inline(__always)
    var current: UInt8 { position < end ? position.pointee : 0 }

    @inline(__always)
    mutating func advance() { position += 1 }

    @inline(__always)
    func failure(_ problem: JSONFailure.Problem) -> JSONFailure { failure(problem, at: position) }

    func failure(_ problem: JSONFailure.Problem, at place: UnsafePointer<UInt8>) -> JSONFailure {
        JSONFailure(problem: problem, offset: place - start)
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while position < end, position.pointee <= 0x20 {
            let byte = position.pointee
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    /// Consumes `byte` if it is the next one.
    @inline(__always)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    /// Consumes the word `true`, `false` or `null`, of which the cursor is at the first letter.
    @inline(__always)
    mutating func word(_ word: StaticString) throws(JSONFailure) {
        let count = word.utf8CodeUnitCount
        guard end - position >= count else { throw failure(.expectedValue) }
        for index in 1..<count where position[index] != word.utf8Start[index] { throw failure(.expectedValue) }
        position += count
    }
}
