/* Lua calls the host. The trampolines are the only lua_CFunctions that reach host code; they raise and yield after the
 * host's frame has returned. */
#include "bridge.h"

typedef struct {
    lua_bridge_function function; /* NULL once released */
    void *context;
    lua_bridge_release release;
} closure;

const char bridge_operation_mark = 0;
static const char closure_metatable_key = 0;

/* The operation is complete: the host pushes its results onto the coroutine that asked for them. */
static int complete_operation(lua_State *L, int status, lua_KContext ticket) {
    (void)status;
    lua_bridge_state *S = lua_bridge_state_of(L);
    if (!S->host.complete) return luaL_error(L, "the interpreter is closing");
    S->host_depth++;
    int result = S->host.complete(L, (int64_t)ticket);
    S->host_depth--;
    return bridge_finish(L, S, result);
}

/* The host pushed past the limit, which it may; now that its frame is gone Lua gets its memory error. */
static void enforce_limit(lua_State *L, lua_bridge_state *S) {
    lua_gc(L, LUA_GCCOLLECT);
    if (S->memory_used > S->memory_limit) bridge_raise_memory_error(L);
}

int bridge_finish(lua_State *L, lua_bridge_state *S, int result) {
    if (LIKELY(result >= 0)) {
        if (UNLIKELY(S->memory_used > S->memory_limit)) enforce_limit(L, S);
        return result;
    }
    if (result == LUA_BRIDGE_ERROR) return lua_error(L);
    if (result == LUA_BRIDGE_MEMORY) bridge_raise_memory_error(L);
    lua_pushlightuserdata(L, (void *)&bridge_operation_mark); /* what the host left on the stack stays */
    return lua_yieldk(L, 1, (lua_KContext)S->ticket, complete_operation);
}

static int call_closure(lua_State *L) {
    const closure *c = lua_touserdata(L, lua_upvalueindex(1));
    if (UNLIKELY(!c->function)) return luaL_error(L, "the function was released");
    lua_bridge_state *S = lua_bridge_state_of(L);
    S->host_depth++;
    int result = c->function(L, c->context);
    S->host_depth--;
    if (LIKELY(result >= 0 && S->memory_used <= S->memory_limit)) return result;
    return bridge_finish(L, S, result);
}

static int call_callback(lua_State *L) {
    lua_bridge_function function = (lua_bridge_function)lua_touserdata(L, lua_upvalueindex(1));
    lua_bridge_state *S = lua_bridge_state_of(L);
    S->host_depth++;
    int result = function(L, NULL);
    S->host_depth--;
    if (LIKELY(result >= 0 && S->memory_used <= S->memory_limit)) return result;
    return bridge_finish(L, S, result);
}

static int release_closure(lua_State *L) {
    closure *c = lua_touserdata(L, 1);
    void *context = c->context;
    c->context = NULL;
    c->function = NULL;
    if (!context || !c->release) return 0;
    lua_bridge_state *S = lua_bridge_state_of(L);
    S->host_depth++;
    c->release(context);
    S->host_depth--;
    return 0;
}

static void push_closure_metatable(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &closure_metatable_key) == LUA_TTABLE) return;
    lua_pop(L, 1);
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, release_closure);
    lua_setfield(L, -2, "__gc");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &closure_metatable_key);
}

void lua_bridge_push_closure(lua_State *L, lua_bridge_function function, void *context, lua_bridge_release release) {
    closure *c = lua_newuserdatauv(L, sizeof *c, 0);
    *c = (closure){function, NULL, release};
    push_closure_metatable(L);
    lua_setmetatable(L, -2);
    c->context = context; /* owned from here on: the finalizer is in place */
    lua_pushcclosure(L, call_closure, 1);
}

void lua_bridge_push_callback(lua_State *L, lua_bridge_function function) {
    lua_pushlightuserdata(L, (void *)function);
    lua_pushcclosure(L, call_callback, 1);
}

void lua_bridge_set_ticket(lua_State *L, int64_t ticket) { lua_bridge_state_of(L)->ticket = ticket; }
