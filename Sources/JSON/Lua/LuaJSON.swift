import CLua
import CLuaBridge

/// JSON onto and off the stack of a Lua state, without loss.
///
/// | JSON | Lua |
/// |---|---|
/// | null as an element | `null`, the light userdata of address 0 (as lua-cjson's) |
/// | null as a member | nil; the metatable remembers the name, so that it is written again |
/// | integer of 64 bits | integer |
/// | other number | float |
/// | array | sequence; an empty one is marked in its metatable |
/// | object | table with string keys |
///
/// Every function is called while the allocator of the bridge cannot refuse (while Swift frames are live), so nothing
/// raises; in return the caller bounds the size of the text. All access is raw: no metamethod runs. The state's thread only.
package enum LuaJSON {
    /// About how much larger than its text a document of the API is as tables.
    private static let tableBytesPerByte = 4

    /// Decodes a JSON text. Stack: pushes 1; nothing if it throws.
    ///
    /// - Throws: ``JSONError`` with line and column, as ``JSONValue/init(parsing:depthLimit:)``.
    package static func push(
        parsing text: UnsafeRawBufferPointer, onto state: OpaquePointer,
        depthLimit: Int = JSONValue.defaultDepthLimit
    ) throws(JSONError) {
        // A collection in the middle would walk tables that all are needed, and then walk them again.
        let postponed = lua_bridge_postpone_collection(state, text.count * tableBytesPerByte)
        defer { lua_bridge_resume_collection(state, postponed) }
        do throws(JSONFailure) {
            let sink = try LuaSink(state, text: text, depth: min(depthLimit, text.count))
            var parser = JSONParser(text, sink: sink, depthLimit: depthLimit)
            do throws(JSONFailure) {
                _ = try parser.document()
            } catch {
                parser.sink.abandon()
                throw error
            }
            parser.sink.finish()
        } catch {
            throw JSONError(error, in: text)
        }
    }

    /// Pushes a tree, as if its text had been decoded. Stack: pushes 1; nothing if it throws.
    ///
    /// - Throws: ``JSONError`` for more than ``JSONValue/maximumDepthLimit`` levels of nesting.
    package static func push(_ value: JSONValue, onto state: OpaquePointer) throws(JSONError) {
        do throws(JSONFailure) {
            var sink = try LuaSink(state, text: nil, depth: value.depth)
            do throws(JSONFailure) {
                _ = try value.send(to: &sink, sortingNames: false)
            } catch {
                sink.abandon()
                throw error
            }
            sink.finish()
        } catch {
            throw JSONError(reason: error.problem.valueReason)
        }
    }

    /// Encodes the value at `index`. Stack: unchanged.
    ///
    /// - Throws: ``JSONError`` whose reason names the place, `details.body[3]: a function has no JSON form`: for a table
    ///   that is neither a sequence nor has only string keys, a value without a JSON form, a string that is not UTF-8, a
    ///   number that is infinite or not a number, and for more than `depthLimit` levels of nesting, as in a cycle.
    package static func serialized(
        _ state: OpaquePointer, at index: Int32, _ options: JSONWriter.Options = [],
        depthLimit: Int = JSONValue.defaultDepthLimit
    ) throws(JSONError) -> [UInt8] {
        try written(state, at: index, options, depthLimit).writer.withBytes { Array($0) }
    }

    /// Encodes the value at `index` to a Lua string. Stack: pushes 1; nothing if it throws.
    ///
    /// - Throws: As ``serialized(_:at:_:depthLimit:)``.
    package static func pushSerialized(
        _ state: OpaquePointer, at index: Int32, _ options: JSONWriter.Options = [],
        depthLimit: Int = JSONValue.defaultDepthLimit
    ) throws(JSONError) {
        let sink = try written(state, at: index, options, depthLimit)
        sink.writer.withBytes { pushBytes(state, $0) }
    }

    /// The value at `index` as a tree. Stack: unchanged.
    ///
    /// - Throws: As ``serialized(_:at:_:depthLimit:)``.
    package static func value(
        _ state: OpaquePointer, at index: Int32, depthLimit: Int = JSONValue.defaultDepthLimit
    ) throws(JSONError) -> JSONValue {
        var sink = JSONTreeSink()
        return try walk(state, at: index, sortsNames: false, depthLimit, to: &sink)
    }

    private static func written(
        _ state: OpaquePointer, at index: Int32, _ options: JSONWriter.Options, _ depthLimit: Int
    ) throws(JSONError) -> JSONTextSink {
        var sink = JSONTextSink(writer: JSONWriter(options: options))
        try walk(state, at: index, sortsNames: options.contains(.sortedKeys), depthLimit, to: &sink)
        return sink
    }

    private static func walk<Sink: JSONSink & ~Copyable>(
        _ state: OpaquePointer, at index: Int32, sortsNames: Bool, _ depthLimit: Int, to sink: inout Sink
    ) throws(JSONError) -> Sink.Value {
        precondition(1...JSONValue.maximumDepthLimit ~= depthLimit, "depthLimit is out of range")
        let index = lua_absindex(state, index)
        let top = lua_gettop(state)
        let walker = LuaTableWalker(state: state, depthLimit: depthLimit, sortsNames: sortsNames)
        do throws(JSONFailure) {
            return try walker.value(at: index, under: nil, to: &sink, depth: 0)
        } catch {
            let path = JSONPath(state, above: top)
            lua_settop(state, top)
            throw JSONError(at: path, reason: error.problem.valueReason)
        }
    }
}

extension JSONPath {
    /// The keys a walker left on the stack: one in every second slot above `top`.
    fileprivate init(_ state: OpaquePointer, above top: Int32) {
        for index in stride(from: top + 1, to: lua_gettop(state), by: 2) {
            if lua_isinteger(state, index) != 0 {
                steps.append(.index(lua_tointegerx(state, index, nil)))
            } else if lua_type(state, index) == LUA_TSTRING {
                var count = 0
                let start = lua_tolstring(state, index, &count)
                steps.append(.name(String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)))
            }
        }
    }
}
