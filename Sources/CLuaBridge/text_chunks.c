/* load, loadfile and dofile that take text only: Lua does not verify binary chunks. */
#include "bridge.h"
#include <string.h>

/* The mode at `index`, without "b"; "" refuses everything, as a caller who insists on binary gets it. */
static void restrict_mode(lua_State *L, int index) {
    const char *mode = luaL_optstring(L, index, "t");
    lua_pushstring(L, strchr(mode, 't') ? "t" : "");
    lua_replace(L, index);
}

/* Calls the stock function, an upvalue, with a mode at `index`. */
static int load_with_mode(lua_State *L, int index) {
    if (lua_gettop(L) < index) lua_settop(L, index); /* an absent env must stay absent */
    restrict_mode(L, index);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static int load_text(lua_State *L) { return load_with_mode(L, 3); }
static int loadfile_text(lua_State *L) { return load_with_mode(L, 2); }

static int dofile_done(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    return lua_gettop(L) - 1;
}

static int dofile_text(lua_State *L) {
    const char *name = luaL_optstring(L, 1, NULL);
    lua_settop(L, 1);
    if (luaL_loadfilex(L, name, "t") != LUA_OK) return lua_error(L);
    lua_callk(L, 0, LUA_MULTRET, 0, dofile_done);
    return dofile_done(L, LUA_OK, 0);
}

static int replace_loaders(lua_State *L) {
    lua_bridge_push_globals(L);
    if (lua_getfield(L, -1, "load") == LUA_TNIL) return 0; /* the base library was not opened */
    lua_pushcclosure(L, load_text, 1);
    lua_setfield(L, -2, "load");
    lua_getfield(L, -1, "loadfile");
    lua_pushcclosure(L, loadfile_text, 1);
    lua_setfield(L, -2, "loadfile");
    lua_pushcfunction(L, dofile_text);
    lua_setfield(L, -2, "dofile");
    return 0;
}

int lua_bridge_refuse_binary_chunks(lua_State *L) {
    lua_pushcfunction(L, replace_loaders);
    return lua_bridge_call(L, 0, 0);
}
