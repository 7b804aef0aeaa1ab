/* The stock libraries, and warnings as the stand-alone interpreter shows them. */
#include "bridge.h"
#include <stdio.h>
#include <string.h>

static const struct {
    uint32_t bit;
    const char *name;
    lua_CFunction open;
} libraries[] = {
    {LUA_BRIDGE_BASE, LUA_GNAME, luaopen_base},
    {LUA_BRIDGE_PACKAGE, LUA_LOADLIBNAME, luaopen_package},
    {LUA_BRIDGE_COROUTINE, LUA_COLIBNAME, bridge_open_coroutine},
    {LUA_BRIDGE_TABLE, LUA_TABLIBNAME, luaopen_table},
    {LUA_BRIDGE_IO, LUA_IOLIBNAME, luaopen_io},
    {LUA_BRIDGE_OS, LUA_OSLIBNAME, luaopen_os},
    {LUA_BRIDGE_STRING, LUA_STRLIBNAME, luaopen_string},
    {LUA_BRIDGE_MATH, LUA_MATHLIBNAME, luaopen_math},
    {LUA_BRIDGE_UTF8, LUA_UTF8LIBNAME, luaopen_utf8},
    {LUA_BRIDGE_DEBUG, LUA_DBLIBNAME, luaopen_debug},
};

static int open_libraries(lua_State *L) {
    uint32_t mask = (uint32_t)lua_tointeger(L, 1);
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        if (!(mask & libraries[i].bit)) continue;
        luaL_requiref(L, libraries[i].name, libraries[i].open, 1);
        lua_pop(L, 1);
    }
    return 0;
}

int lua_bridge_open_libraries(lua_State *L, uint32_t mask) {
    lua_pushcfunction(L, open_libraries);
    lua_pushinteger(L, mask);
    return lua_bridge_call(L, 1, 0);
}

/* "@on" and "@off" switch; other messages starting with '@' are for other tools. Off at first, as in lua5.4. */
static bool is_control(lua_bridge_state *S, const char *message, int to_be_continued) {
    if (S->warning_continues || to_be_continued || message[0] != '@') return false;
    if (strcmp(message, "@on") == 0) S->warnings_on = true;
    if (strcmp(message, "@off") == 0) S->warnings_on = false;
    return true;
}

void bridge_warn(void *state, const char *message, int to_be_continued) {
    lua_bridge_state *S = state;
    if (is_control(S, message, to_be_continued)) return;
    if (S->warnings_on) {
        if (!S->warning_continues) fputs("Lua warning: ", stderr);
        fputs(message, stderr);
        if (!to_be_continued) fputc('\n', stderr);
        fflush(stderr);
    }
    S->warning_continues = to_be_continued != 0;
}
