/* Functions of the stock libraries that tell the host before they use a stream, so that it can put away what it shows on
 * the terminal. Each is wrapped by a function that becomes it: the same frame, name, arguments, results and errors. */
#include "bridge.h"

static const char *const globals[] = {"print", "warn", NULL};
static const char *const io[] = {"write", "read", "lines", "popen", "close", NULL};
static const char *const os[] = {"execute", "exit", NULL};
static const char *const debug[] = {"debug", NULL};
static const char *const methods[] = {"write", "read", "lines", "flush", "close", NULL};

static int announced(lua_State *L) {
    lua_bridge_host host = lua_bridge_state_of(L)->host;
    if (host.use_stream) host.use_stream(host.context);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* Wraps functions of the table on top; what a sandbox has taken out stays out. Stack: pops 1. */
static void wrap(lua_State *L, const char *const *names) {
    for (; lua_istable(L, -1) && *names; names++) {
        lua_pushstring(L, *names);
        lua_rawget(L, -2);
        if (lua_iscfunction(L, -1) && lua_tocfunction(L, -1) != announced && !lua_getupvalue(L, -1, 1)) {
            lua_pushcclosure(L, announced, 1);
            lua_pushstring(L, *names);
            lua_insert(L, -2);
            lua_rawset(L, -3);
        } else {
            lua_settop(L, 1);
        }
    }
    lua_settop(L, 0);
}

static void wrap_library(lua_State *L, const char *library, const char *const *names) {
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_getfield(L, -1, library);
    lua_replace(L, 1);
    lua_settop(L, 1);
    wrap(L, names);
}

static int announce(lua_State *L) {
    wrap_library(L, LUA_GNAME, globals);
    wrap_library(L, LUA_IOLIBNAME, io);
    wrap_library(L, LUA_OSLIBNAME, os);
    wrap_library(L, LUA_DBLIBNAME, debug);
    if (luaL_getmetatable(L, LUA_FILEHANDLE) != LUA_TTABLE) return 0;
    lua_getfield(L, 1, "__index");
    lua_replace(L, 1);
    lua_settop(L, 1);
    wrap(L, methods);
    return 0;
}

int lua_bridge_announce_stream_use(lua_State *L) {
    lua_pushcfunction(L, announce);
    return lua_bridge_call(L, 0, 0);
}
