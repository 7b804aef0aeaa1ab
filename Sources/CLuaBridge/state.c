/* Opening and closing a state. */
#define _GNU_SOURCE
#include "bridge.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static _Atomic uint64_t last_identity;

/* Not reached through this bridge: the host never raises. It says what happened before lua_newstate's caller aborts. */
static int panic(lua_State *L) {
    const char *message = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "error object is not a string";
    fprintf(stderr, "Lua: error outside a protected call: %s\n", message);
    return 0;
}

lua_State *lua_bridge_open(size_t limit) {
    lua_bridge_state *S = calloc(1, sizeof *S);
    if (!S) return NULL;
    S->identity = ++last_identity;
    S->memory_limit = limit ? limit : SIZE_MAX;
    S->fail_after = -1;
    S->wakeup = -1;
    S->owner = pthread_self();
    lua_State *L = lua_newstate(bridge_allocate, S);
    if (!L) {
        bridge_free_pool(S);
        free(S);
        return NULL;
    }
    *(lua_bridge_state **)lua_getextraspace(L) = S; /* Lua copies it into every coroutine */
    lua_atpanic(L, panic);
    lua_setwarnf(L, bridge_warn, S);
    S->main = L;
    S->host_depth = 1;
    bridge_register(S);
    return L;
}

void lua_bridge_close(lua_State *L) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    S->memory_limit = SIZE_MAX;
    S->fail_after = -1;
    lua_close(S->main);
    bridge_unregister(S);
    bridge_delete_timer(S);
    if (S->wakeup >= 0) close(S->wakeup);
    bridge_free_pool(S);
    free(S);
}

void lua_bridge_set_host(lua_State *L, lua_bridge_host host) { lua_bridge_state_of(L)->host = host; }
void *lua_bridge_host_context(lua_State *L) { return lua_bridge_state_of(L)->host.context; }
lua_State *lua_bridge_main_thread(lua_State *L) { return lua_bridge_state_of(L)->main; }
lua_State *lua_bridge_running_thread(lua_State *L) { return lua_bridge_state_of(L)->running; }
