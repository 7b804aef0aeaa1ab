import CLua

/// The null members of the objects that are being decoded, and the metatables of the sets of them met before.
struct LuaNullSets: ~Copyable {
    private struct Name {
        var start: UnsafePointer<UInt8>
        var count: Int
        var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
    }

    private struct Entry {
        var hash: UInt64
        var names: [Name]
    }

    /// How many sets are remembered, each with a slot of the Lua stack.
    static let capacity: Int32 = 16

    /// The null members of all open objects, those of the innermost last.
    private var open: [Name] = []
    private var entries = [Entry?](repeating: nil, count: Int(capacity))
    /// Names that do not lie in the text, because they had escapes.
    private var copies: [UnsafeMutablePointer<UInt8>] = []

    deinit { for copy in copies { copy.deallocate() } }

    /// How many null members are open; an object remembers it when it begins.
    @inline(__always)
    var count: Int { open.count }

    /// Notes a null member of the innermost object.
    mutating func note(_ name: JSONText) {
        guard !name.isInSource else { return open.append(Name(start: name.start, count: name.count)) }
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, name.count))
        copy.update(from: name.start, count: name.count)
        copies.append(copy)
        open.append(Name(start: UnsafePointer(copy), count: name.count))
    }

    /// Gives the table on top the metatable that carries the null members noted since `mark`, and forgets them.
    /// `base` is the first stack slot of the remembered metatables. Stack: unchanged, needs 6 slots.
    mutating func close(since mark: Int, _ state: OpaquePointer, base: Int32) {
        let names = open[mark...]
        var hash: UInt64 = 0
        for name in names { hash = Self.combine(hash, name) }
        let index = Int32(truncatingIfNeeded: hash >> 32) & (Self.capacity - 1)
        if !isRemembered(at: Int(index), hash, names) {
            LuaMark.pushMetatable(state, nullNames: names.map(\.bytes))
            lua_copy(state, -1, base + index)
            lua_settop(state, -2)
            entries[Int(index)] = Entry(hash: hash, names: Array(names))
        }
        lua_pushvalue(state, base + index)
        lua_setmetatable(state, -2)
        open.removeSubrange(mark...)
    }

    private func isRemembered(at index: Int, _ hash: UInt64, _ names: ArraySlice<Name>) -> Bool {
        guard let entry = entries[index], entry.hash == hash, entry.names.count == names.count else { return false }
        return zip(entry.names, names).allSatisfy { $0.bytes.elementsEqual($1.bytes) }
    }

    @inline(__always)
    private static func combine(_ hash: UInt64, _ name: Name) -> UInt64 {
        var result = (hash ^ UInt64(truncatingIfNeeded: name.count)) &* 0x9E37_79B9_7F4A_7C15
        for byte in name.bytes { result = (result ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return result ^ result >> 29
    }
}
