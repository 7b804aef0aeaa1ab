internal import CLua

extension Interpreter {
    /// The release of Lua that this was compiled against: `5.4.6`.
    public static var luaVersion: String { "\(LUA_VERSION_MAJOR).\(LUA_VERSION_MINOR).\(LUA_VERSION_RELEASE)" }
}
