import CLua
import Glibc

/// The null members of the objects that are being decoded, and the metatables of the sets of them met before.
///
/// Names are kept as bytes of the text; those that had escapes are copied.
struct LuaNullSets: ~Copyable {
    private struct Name {
        var start: UnsafePointer<UInt8>
        var count: Int
        var hash: UInt32

        var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
    }

    /// A set met before, as the range of its names in `kept`.
    private struct Entry {
        var hash: UInt32 = 0
        var names = 0..<0
    }

    /// How many sets are remembered, each with a slot of the Lua stack.
    static let capacity: Int32 = 16

    /// The null members of all open objects, those of the innermost last.
    private var open: [Name] = []
    private var kept: [Name] = []
    private var entries = [Entry](repeating: Entry(), count: Int(capacity))
    private var copies: [UnsafeMutablePointer<UInt8>] = []

    deinit { for copy in copies { copy.deallocate() } }

    /// How many null members are open; an object remembers it when it begins.
    @inline(__always)
    var count: Int { open.count }

    /// Notes a null member of the innermost object. Equal names must come with equal hashes.
    mutating func note(_ name: JSONText, hash: UInt32) {
        var start = name.start
        if !name.isInSource {
            let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, name.count))
            copy.update(from: name.start, count: name.count)
            copies.append(copy)
            start = UnsafePointer(copy)
        }
        open.append(Name(start: start, count: name.count, hash: hash))
    }

    /// Gives the table on top the metatable that carries the null members noted since `mark`, and forgets them.
    /// `base` is the first stack slot of the remembered metatables. Stack: unchanged, needs 6 slots.
    mutating func close(since mark: Int, _ state: OpaquePointer, base: Int32) {
        var hash: UInt32 = 1
        for index in mark..<open.count { hash = (hash ^ open[index].hash) &* 0x0100_0193 }
        let index = Int32(truncatingIfNeeded: hash >> 24) & (Self.capacity - 1)
        if !isRemembered(at: Int(index), hash, since: mark) {
            LuaMark.pushMetatable(state, nullNames: open[mark...].map(\.bytes))
            lua_copy(state, -1, base + index)
            lua_settop(state, -2)
            remember(at: Int(index), hash, since: mark)
        }
        lua_pushvalue(state, base + index)
        lua_setmetatable(state, -2)
        open.removeLast(open.count - mark)
    }

    private func isRemembered(at index: Int, _ hash: UInt32, since mark: Int) -> Bool {
        let entry = entries[index]
        guard entry.hash == hash, entry.names.count == open.count - mark else { return false }
        for offset in 0..<entry.names.count {
            let one = kept[entry.names.lowerBound + offset]
            let other = open[mark + offset]
            guard one.count == other.count, memcmp(one.start, other.start, one.count) == 0 else { return false }
        }
        return true
    }

    private mutating func remember(at index: Int, _ hash: UInt32, since mark: Int) {
        // Ever new sets must not pile up names: starting over costs no more than the metatables just made.
        if kept.count > 4096 {
            kept.removeAll(keepingCapacity: true)
            entries = [Entry](repeating: Entry(), count: Int(Self.capacity))
        }
        let first = kept.count
        kept += open[mark...]
        entries[index] = Entry(hash: hash, names: first..<kept.count)
    }
}
