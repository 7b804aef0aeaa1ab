import CLua

/// Builds Lua tables on the stack of a state.
///
/// Used while the bridge's allocator cannot refuse (rule 3 of the bridge), so none of the pushes raises; the caller
/// bounds the size of what it decodes. The slots it needs are reserved before it starts.
///
/// From `base` on the stack holds the strings of the key cache, the metatables of the null sets, that of empty arrays,
/// and then the values under construction.
struct LuaSink: JSONSink, ~Copyable {
    /// Whether the value that was pushed is null, which an object does not store.
    struct Value {
        var isNull: Bool
    }

    struct Name {
        /// The position in the key cache, -1 if the name is not in it.
        var index: Int32
        /// The name itself, valid after ``name(_:in:)`` only if it lies in the text.
        var text: JSONText
    }

    struct Members {
        var count: Int32 = 0
        let place: LuaForesight.Place
        /// The place of the last member, once there is one.
        var last: LuaForesight.Place
        /// How many null members were open when the object began.
        let nullMark: Int
    }

    struct Elements {
        var count: Int64 = 0
        let place: LuaForesight.Place
        /// Whether the array is the member of an object; one in another array has no place of its own.
        let isMember: Bool
    }

    private let state: OpaquePointer
    private let base: Int32
    private let cache: LuaKeyCache
    private let foresight: LuaForesight
    /// The place of the value that comes next.
    private var place: LuaForesight.Place = 0
    private var nulls = LuaNullSets()
    private var hasEmptyArrayMetatable = false

    private var nullSetBase: Int32 { base + cache.capacity }
    private var emptyArrayIndex: Int32 { nullSetBase + LuaNullSets.capacity }

    /// Prepares to build values that nest at most `depth` levels deep from `text`, or from no text at all.
    /// Stack: pushes what ``finish()`` or ``abandon()`` pops.
    init(_ state: OpaquePointer, text: UnsafeRawBufferPointer?, depth: Int) throws(JSONFailure) {
        let count = text?.count ?? 0
        let capacity: Int32 = count < 2048 ? 32 : 256
        let fixed = capacity + LuaNullSets.capacity + 1
        // A level holds a table and a name; 16 more are for the innermost value and for making metatables.
        guard lua_checkstack(state, fixed + 2 * Int32(depth) + 16) != 0 else { throw JSONFailure(problem: .outOfStack) }
        let start = text?.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? JSONText.nowhere
        self.state = state
        base = lua_gettop(state) + 1
        cache = LuaKeyCache(capacity: capacity, textEnd: start + count)
        foresight = LuaForesight(isLarge: count >= 2048)
        lua_settop(state, base + fixed - 1)
    }

    /// Leaves the finished value alone on the stack. Stack: pushes 1 where ``init`` began.
    func finish() {
        lua_copy(state, -1, base)
        lua_settop(state, base)
    }

    /// Stack: as before ``init``.
    func abandon() { lua_settop(state, base - 1) }

    // MARK: Scalars. Stack: each pushes 1.

    @inline(__always)
    func null() -> Value {
        lua_pushlightuserdata(state, nil)
        return Value(isNull: true)
    }

    @inline(__always)
    func bool(_ value: Bool) -> Value {
        lua_pushboolean(state, value ? 1 : 0)
        return Value(isNull: false)
    }

    @inline(__always)
    func integer(_ value: Int64) -> Value {
        lua_pushinteger(state, value)
        return Value(isNull: false)
    }

    @inline(__always)
    func number(_ value: Double) -> Value {
        lua_pushnumber(state, value)
        return Value(isNull: false)
    }

    @inline(__always)
    mutating func string(_ text: JSONText) -> Value {
        _ = push(text, isName: false)
        return Value(isNull: false)
    }

    /// Pushes a string, from the cache if it is there. A name enters it at once, another string when met again.
    @inline(__always)
    private func push(_ text: JSONText, isName: Bool) -> Int32 {
        guard text.isInSource, text.count <= LuaKeyCache.longest else {
            pushBytes(state, text.bytes)
            return -1
        }
        let hash = cache.hash(text.start, text.count)
        let index = cache.index(of: hash)
        if cache.holds(index, text.start, text.count) {
            lua_pushvalue(state, base &+ index)
            return index
        }
        pushBytes(state, text.bytes)
        let entry = cache.entries + Int(index)
        guard isName || entry.pointee.tag == hash else {
            entry.pointee.tag = hash
            return -1
        }
        lua_copy(state, -1, base &+ index)
        entry.pointee = LuaKeyCache.Entry(start: text.start, count: UInt32(truncatingIfNeeded: text.count), tag: hash)
        return index
    }

    // MARK: Objects

    /// Stack: pushes the table.
    @inline(__always)
    func beginObject() -> Members {
        lua_createtable(state, 0, foresight.slot(place).pointee.memberCount)
        return Members(place: place, last: place, nullMark: nulls.count)
    }

    /// Stack: pushes the name.
    @inline(__always)
    mutating func name(_ text: JSONText, in members: inout Members) -> Name {
        let index = push(text, isName: true)
        if members.count == 0 {
            foresight.slot(members.place).pointee.firstName = index
        } else {
            foresight.slot(members.last).pointee.nextName = index
        }
        enter(index, of: &members)
        return Name(index: index, text: text)
    }

    /// Foresees the name that stood here in the last object at this place. Stack: pushes the name, if it is that.
    @inline(__always)
    mutating func foreseenName(at scanner: inout JSONScanner, in members: inout Members) -> Name? {
        let slot = foresight.slot(members.last)
        let index = members.count == 0 ? slot.pointee.firstName : slot.pointee.nextName
        guard index >= 0, let text = cache.entries[Int(index)].text, scanner.skip(text) else { return nil }
        lua_pushvalue(state, base &+ index)
        enter(index, of: &members)
        return Name(index: index, text: text)
    }

    @inline(__always)
    private mutating func enter(_ name: Int32, of members: inout Members) {
        place = LuaForesight.member(name, of: members.place)
        members.last = place
        members.count &+= 1
    }

    /// Stack: pops the name and the value.
    @inline(__always)
    mutating func add(_ value: consuming Value, named name: consuming Name, to members: inout Members) {
        if value.isNull {
            lua_settop(state, -2)
            noteNull(name)
            // An earlier member of the same name goes.
            lua_pushnil(state)
        }
        lua_rawset(state, -3)
    }

    /// Notes the name on top as a null member. One that does not lie in the text is read off the stack.
    private mutating func noteNull(_ name: Name) {
        if name.text.isInSource {
            return nulls.note(name.text, hash: name.index >= 0 ? cache.entries[Int(name.index)].tag : 0)
        }
        var count = 0
        // Non-nil: a string was pushed.
        let start = UnsafeRawPointer(lua_tolstring(state, -1, &count).unsafelyUnwrapped)
        let bytes = start.assumingMemoryBound(to: UInt8.self)
        nulls.note(JSONText(start: bytes, count: count, isValidated: true, isInSource: false), hash: 0)
    }

    @inline(__always)
    mutating func endObject(_ members: consuming Members) -> Value {
        place = members.place
        foresight.slot(place).pointee.memberCount = LuaForesight.count(after: Int64(members.count))
        if nulls.count > members.nullMark { nulls.close(since: members.nullMark, state, base: nullSetBase) }
        return Value(isNull: false)
    }

    // MARK: Arrays

    /// Stack: pushes the table.
    @inline(__always)
    mutating func beginArray(under name: Name?, isEmpty: Bool) -> Elements {
        let isMember = name != nil
        let hint = isEmpty ? 0 : isMember ? max(1, foresight.slot(place).pointee.elementCount) : 1
        lua_createtable(state, hint, 0)
        return Elements(place: place, isMember: isMember)
    }

    /// Stack: pops the element.
    @inline(__always)
    func append(_ value: consuming Value, to elements: inout Elements) {
        elements.count &+= 1
        lua_rawseti(state, -2, elements.count)
    }

    @inline(__always)
    mutating func endArray(_ elements: consuming Elements) -> Value {
        if elements.count == 0 { tagAsEmptyArray() }
        place = elements.place
        if elements.isMember {
            foresight.slot(place).pointee.elementCount = LuaForesight.count(after: elements.count)
        }
        return Value(isNull: false)
    }

    /// Stack: unchanged; the table is on top.
    private mutating func tagAsEmptyArray() {
        if !hasEmptyArrayMetatable {
            LuaMark.pushEmptyArrayMetatable(state)
            lua_copy(state, -1, emptyArrayIndex)
            lua_settop(state, -2)
            hasEmptyArrayMetatable = true
        }
        lua_pushvalue(state, emptyArrayIndex)
        lua_setmetatable(state, -2)
    }
}
