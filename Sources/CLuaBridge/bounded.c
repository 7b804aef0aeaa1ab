/* Functions of the stock libraries for chunks of others: those that could run for hours within one call, out of reach of
 * every hook, are bounded or refuse, and what a finalizer could do is not offered, since Lua runs these without hooks. */
#include "bridge.h"
#include <string.h>

#define MOVED_MAX 10000000
#define SORTED_MAX 1000000

/* Calls the stock function, the first upvalue, with the arguments as they are. */
static int call_stock(lua_State *L) { return lua_tocfunction(L, lua_upvalueindex(1))(L); }

/* ---- table: a length that a function of the chunk makes up may be any number. */

static void refuse_made_up_length(lua_State *L, const char *name) {
    luaL_checktype(L, 1, LUA_TTABLE);
    if (luaL_getmetafield(L, 1, "__len") == LUA_TNIL) return;
    luaL_error(L, "table.%s: tables with __len are refused in a snippet of others", name);
}

static int table_concat(lua_State *L) { return refuse_made_up_length(L, "concat"), call_stock(L); }
static int table_insert(lua_State *L) { return refuse_made_up_length(L, "insert"), call_stock(L); }
static int table_remove(lua_State *L) { return refuse_made_up_length(L, "remove"), call_stock(L); }

static int table_unpack(lua_State *L) {
    if (lua_istable(L, 1)) refuse_made_up_length(L, "unpack");
    return call_stock(L);
}

static int table_sort(lua_State *L) {
    refuse_made_up_length(L, "sort");
    if (lua_rawlen(L, 1) > SORTED_MAX) {
        return luaL_error(L, "table.sort: more than %d items in a snippet of others", SORTED_MAX);
    }
    return call_stock(L);
}

static int table_move(lua_State *L) {
    lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
    if (last >= first && (lua_Unsigned)last - (lua_Unsigned)first >= MOVED_MAX) {
        return luaL_error(L, "table.move: more than %d items in a snippet of others", MOVED_MAX);
    }
    return call_stock(L);
}

/* ---- the others */

/* Nothing, repeated as often as one likes, takes as long. */
static int string_rep(lua_State *L) {
    size_t size, separator;
    luaL_checklstring(L, 1, &size);
    luaL_checkinteger(L, 2);
    luaL_optlstring(L, 3, "", &separator);
    if (size > 0 || separator > 0) return call_stock(L);
    lua_pushliteral(L, "");
    return 1;
}

/* A field that is added to the metatable later makes no finalizer (manual section 2.5.3). */
static int base_setmetatable(lua_State *L) {
    if (lua_istable(L, 2)) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL) {
            return luaL_error(L, "setmetatable: __gc is refused in a snippet of others");
        }
        lua_pop(L, 1);
    }
    return call_stock(L);
}

static int base_collectgarbage(lua_State *L) {
    const char *what = luaL_optstring(L, 1, "collect");
    if (strcmp(what, "count") == 0) return call_stock(L);
    return luaL_error(L, "collectgarbage: only \"count\" is offered in a snippet of others, not \"%s\"", what);
}

typedef struct {
    const char *name;
    lua_CFunction function;
} replacement;

static const replacement base[] = {
    {"setmetatable", base_setmetatable}, {"collectgarbage", base_collectgarbage}, {NULL, NULL}};
static const replacement string[] = {{"rep", string_rep}, {NULL, NULL}};
static const replacement table[] = {
    {"concat", table_concat}, {"insert", table_insert}, {"remove", table_remove}, {"unpack", table_unpack},
    {"sort", table_sort},     {"move", table_move},     {NULL, NULL}};

/* Puts the replacements into the table on top, each with the stock function. Stack: unchanged. */
static void replace(lua_State *L, const replacement *list) {
    for (; list->name; list++) {
        if (lua_getfield(L, -1, list->name) != LUA_TFUNCTION) {
            lua_pop(L, 1);
            continue;
        }
        lua_pushcclosure(L, list->function, 1);
        lua_setfield(L, -2, list->name);
    }
}

static int bound(lua_State *L) {
    lua_bridge_push_globals(L);
    replace(L, base);
    if (lua_getfield(L, 1, "table") == LUA_TTABLE) replace(L, table);
    if (lua_getfield(L, 1, "string") == LUA_TTABLE) {
        replace(L, string);
        bridge_replace_patterns(L);
    }
    return 0;
}

int lua_bridge_bound_libraries(lua_State *L) {
    lua_pushcfunction(L, bound);
    return lua_bridge_call(L, 0, 0);
}
