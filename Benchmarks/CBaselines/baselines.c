#define _POSIX_C_SOURCE 200809L
#include "baselines.h"
#include <lauxlib.h>
#include <time.h>

int baseline_add(lua_State *L) {
    lua_pushinteger(L, luaL_checkinteger(L, 1) + luaL_checkinteger(L, 2));
    return 1;
}

int baseline_echo(lua_State *L) {
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    lua_pushlstring(L, text, size);
    return 1;
}

int baseline_fail(lua_State *L) { return luaL_error(L, "boom"); }

static int get(lua_State *L) {
    const int64_t *value = luaL_checkudata(L, 1, "baseline");
    lua_pushinteger(L, *value);
    return 1;
}

void baseline_push_object(lua_State *L, int64_t value) {
    int64_t *object = lua_newuserdatauv(L, sizeof *object, 0);
    *object = value;
    if (luaL_newmetatable(L, "baseline")) {
        lua_createtable(L, 0, 1);
        lua_pushcfunction(L, get);
        lua_setfield(L, -2, "get");
        lua_setfield(L, -2, "__index");
    }
    lua_setmetatable(L, -2);
}

int64_t baseline_call(lua_State *L, int reference, int64_t count) {
    int64_t sum = 0;
    for (int64_t i = 0; i < count; i++) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
        lua_pushinteger(L, i);
        lua_pushinteger(L, 1);
        if (lua_pcall(L, 2, 1, 0) != LUA_OK) return -1;
        sum += lua_tointegerx(L, -1, NULL);
        lua_pop(L, 1);
    }
    return sum;
}

void baseline_push_function(lua_State *L, lua_CFunction function) { lua_pushcfunction(L, function); }

static uint64_t nanoseconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

uint64_t baseline_cpu_nanoseconds(void) { return nanoseconds(CLOCK_THREAD_CPUTIME_ID); }
uint64_t baseline_wall_nanoseconds(void) { return nanoseconds(CLOCK_MONOTONIC); }

int baseline_now(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)baseline_cpu_nanoseconds());
    return 1;
}
