import CLua

/// Strings met while decoding one text, by their bytes: a name met before costs a look here and a copy on the stack,
/// instead of a hash over all its bytes and a look into Lua's string table.
///
/// A direct-mapped cache: an entry and the Lua stack slot of its string live at the same index, and a new string simply
/// takes the place of an old one.
struct LuaKeyCache: ~Copyable {
    struct Entry {
        var start: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        /// The hash of the string that was last here, or wanted to be.
        var tag: UInt32 = 0

        var text: JSONText? {
            start.map { JSONText(start: $0, count: Int(count), isValidated: true, isInSource: true) }
        }
    }

    /// No longer strings: Lua interns none of more than 40 bytes.
    static let longest = 40

    let entries: UnsafeMutablePointer<Entry>
    let capacity: Int32
    /// The end of the text, up to which bytes may be read.
    private let textEnd: UnsafePointer<UInt8>

    /// - Parameter capacity: A power of two.
    init(capacity: Int32, textEnd: UnsafePointer<UInt8>) {
        self.capacity = capacity
        self.textEnd = textEnd
        entries = .allocate(capacity: Int(capacity))
        entries.initialize(repeating: Entry(), count: Int(capacity))
    }

    deinit { entries.deallocate() }

    @inline(__always)
    func index(of hash: UInt32) -> Int32 { Int32(truncatingIfNeeded: hash) & (capacity &- 1) }

    /// The hash of at most ``longest`` bytes of the text: their number, the first eight and the last eight.
    @inline(__always)
    func hash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        if textEnd - start >= 8 {
            head = JSONText.eightBytes(start)
            if count >= 8 {
                tail = JSONText.eightBytes(start + (count &- 8))
            } else {
                head &= count == 0 ? 0 : ~0 &>> UInt64(64 &- 8 &* count)
            }
        } else {
            for index in 0..<count { head |= UInt64(start[index]) &<< UInt64(8 &* index) }
        }
        let mixed = (head ^ (tail &<< 1 | tail &>> 63) ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
        return UInt32(truncatingIfNeeded: mixed &>> 32)
    }

    /// Whether the entry holds these bytes. It points to an earlier place of the same text.
    @inline(__always)
    func holds(_ index: Int32, _ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let entry = entries + Int(index)
        guard let cached = entry.pointee.start, Int(entry.pointee.count) == count else { return false }
        if count >= 8 || textEnd - start >= 8 { return JSONText.areEqual(cached, start, count) }
        return UnsafeBufferPointer(start: cached, count: count)
            .elementsEqual(UnsafeBufferPointer(start: start, count: count))
    }
}
