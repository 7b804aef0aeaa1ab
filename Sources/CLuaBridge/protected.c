/* The host calls Lua: everything that may raise, as a C function under lua_pcallk. */
#include "bridge.h"
#include <string.h>

static const char traceback_key = 0;

int lua_bridge_call(lua_State *L, int arguments, int results) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    bridge_frame frame = bridge_leave_host(S, L);
    bridge_arm_if_requested(S, L);
    int status = lua_pcallk(L, arguments, results, 0, 0, NULL);
    bridge_return_to_host(S, frame);
    return status;
}

int bridge_record_traceback(lua_State *L) {
    luaL_traceback(L, L, NULL, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &traceback_key);
    return 1;
}

static int call_traced(lua_State *L, int arguments, int results) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    bridge_own_if_new(S);
    int handler = lua_gettop(L) - arguments;
    lua_pushcfunction(L, bridge_record_traceback);
    lua_insert(L, handler);
    bridge_frame frame = bridge_leave_host(S, L);
    int status = lua_pcallk(L, arguments, results, handler, 0, NULL);
    bridge_return_to_host(S, frame);
    lua_remove(L, handler);
    return status;
}

int lua_bridge_call_function(lua_State *L, int arguments, int results) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    if (UNLIKELY(S->entries == 0)) return call_traced(L, arguments, results);
    bridge_frame frame = bridge_leave_host(S, L);
    bridge_arm_if_requested(S, L);
    int status = lua_pcallk(L, arguments, results, 0, 0, NULL);
    bridge_return_to_host(S, frame);
    return status;
}

void lua_bridge_push_recorded_traceback(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &traceback_key);
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &traceback_key);
}

static int get_table(lua_State *L) { return lua_gettable(L, 1), 1; }
static int set_table(lua_State *L) { return lua_settable(L, 1), 0; }
static int raw_set(lua_State *L) { return lua_rawset(L, 1), 0; }
static int to_string(lua_State *L) { return luaL_tolstring(L, 1, NULL), 1; }
static int length_of(lua_State *L) { return lua_len(L, 1), 1; }
static int concatenate(lua_State *L) { return lua_concat(L, lua_gettop(L)), 1; }
static int collect(lua_State *L) { return lua_gc(L, LUA_GCCOLLECT), 0; }
static int next_pair(lua_State *L) { return lua_next(L, 1) ? 2 : 0; }
static int compare(lua_State *L) {
    lua_pushboolean(L, lua_compare(L, 1, 2, (int)lua_tointeger(L, 3)));
    return 1;
}
static int arithmetic(lua_State *L) {
    int operation = (int)lua_tointeger(L, 1);
    return lua_arith(L, operation), 1;
}

/* Calls `function` with the value at `index` under the `operands` values on top, which it takes. */
static int call_on(lua_State *L, lua_CFunction function, int index, int operands, int results) {
    index = lua_absindex(L, index);
    int first = lua_gettop(L) - operands + 1;
    lua_pushcfunction(L, function);
    lua_pushvalue(L, index);
    lua_rotate(L, first, 2);
    return lua_bridge_call(L, operands + 1, results);
}

int lua_bridge_get_table(lua_State *L, int index) { return call_on(L, get_table, index, 1, 1); }
int lua_bridge_set_table(lua_State *L, int index) { return call_on(L, set_table, index, 2, 0); }
int lua_bridge_raw_set(lua_State *L, int index) { return call_on(L, raw_set, index, 2, 0); }
int lua_bridge_tostring(lua_State *L, int index) { return call_on(L, to_string, index, 0, 1); }
int lua_bridge_length(lua_State *L, int index) { return call_on(L, length_of, index, 0, 1); }

int lua_bridge_get_field(lua_State *L, int index, const char *name, size_t size) {
    index = lua_absindex(L, index);
    lua_pushlstring(L, name, size);
    return lua_bridge_get_table(L, index);
}

int lua_bridge_set_field(lua_State *L, int index, const char *name, size_t size) {
    index = lua_absindex(L, index);
    lua_pushlstring(L, name, size);
    lua_insert(L, -2);
    return lua_bridge_set_table(L, index);
}

int lua_bridge_get_global(lua_State *L, const char *name, size_t size) {
    lua_bridge_push_globals(L);
    int status = lua_bridge_get_field(L, -1, name, size);
    lua_remove(L, -2);
    return status;
}

int lua_bridge_set_global(lua_State *L, const char *name, size_t size) {
    lua_bridge_push_globals(L);
    lua_insert(L, -2);
    int status = lua_bridge_set_field(L, -2, name, size);
    lua_remove(L, status == LUA_OK ? -1 : -2);
    return status;
}

int lua_bridge_compare(lua_State *L, int first, int second, int operation, bool *result) {
    first = lua_absindex(L, first);
    second = lua_absindex(L, second);
    lua_pushcfunction(L, compare);
    lua_pushvalue(L, first);
    lua_pushvalue(L, second);
    lua_pushinteger(L, operation);
    int status = lua_bridge_call(L, 3, 1);
    if (status != LUA_OK) return status;
    *result = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return LUA_OK;
}

int lua_bridge_concatenate(lua_State *L, int count) {
    lua_pushcfunction(L, concatenate);
    lua_insert(L, -count - 1);
    return lua_bridge_call(L, count, 1);
}

int lua_bridge_arithmetic(lua_State *L, int operation) {
    int operands = operation == LUA_OPUNM || operation == LUA_OPBNOT ? 1 : 2;
    lua_pushcfunction(L, arithmetic);
    lua_pushinteger(L, operation);
    lua_rotate(L, -operands - 2, 2);
    return lua_bridge_call(L, operands + 1, 1);
}

int lua_bridge_next(lua_State *L, int index, bool *found) {
    int top = lua_gettop(L);
    int status = call_on(L, next_pair, index, 1, LUA_MULTRET);
    *found = status == LUA_OK && lua_gettop(L) == top + 1;
    return status;
}

static int require(lua_State *L) {
    luaL_requiref(L, lua_touserdata(L, 1), *(lua_CFunction *)lua_touserdata(L, 2), lua_toboolean(L, 3));
    return 1;
}

int lua_bridge_require(lua_State *L, const char *name, lua_CFunction open, bool global) {
    lua_pushcfunction(L, require);
    lua_pushlightuserdata(L, (void *)name);
    lua_pushlightuserdata(L, &open);
    lua_pushboolean(L, global);
    return lua_bridge_call(L, 3, 1);
}

/* lua_load protects itself; it runs as Lua so that a large source meets the memory limit. */
int lua_bridge_load(lua_State *L, const char *source, size_t size, const char *name, const char *mode) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    bridge_frame frame = bridge_leave_host(S, L);
    int status = luaL_loadbufferx(L, source, size, name, mode);
    bridge_return_to_host(S, frame);
    return status;
}

int lua_bridge_collect(lua_State *L) {
    lua_pushcfunction(L, collect);
    return lua_bridge_call(L, 0, 0);
}
