/* Requests to stop the running chunk. Nothing is checked while a chunk runs: the request itself sets a hook on the
 * running thread, and the hook raises.
 *
 * A pcall in the script may catch that, so the request stays pending until the host regains control, and the hook
 * raises it again and again: after 1,000 further instructions, so that a cleanup can finish, then 500, 250, ... 1.
 * What no hook reaches: one C call of the library, such as a pattern match, and the body of a `__gc` or of a
 * message handler that xpcall runs for the interrupt itself. For untrusted chunks the time limit is therefore
 * raised as a memory error, for which Lua calls no message handler. */
#define _GNU_SOURCE
#include "bridge.h"
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define CLEANUP_INSTRUCTIONS 1000

static void raise_request(lua_State *L, lua_Debug *record) {
    (void)record;
    lua_bridge_state *S = lua_bridge_state_of(L);
    if (S->request == LUA_BRIDGE_RUNS) {
        lua_sethook(L, NULL, 0, 0);
        return;
    }
    S->grace = S->grace == 0 ? CLEANUP_INSTRUCTIONS : S->grace > 1 ? S->grace / 2 : 1;
    bridge_arm(S, L);
    if (S->request == LUA_BRIDGE_TIME_LIMIT) bridge_raise_memory_error(L);
    luaL_where(L, 0); /* a hook has no frame of its own */
    lua_pushliteral(L, "interrupted!");
    lua_concat(L, 2);
    lua_error(L);
}

void bridge_arm(lua_bridge_state *S, lua_State *thread) {
    lua_sethook(thread, raise_request, LUA_MASKCOUNT, S->grace > 0 ? S->grace : 1);
}

void bridge_raise_if_requested(lua_State *L) {
    if (UNLIKELY(lua_bridge_state_of(L)->request != LUA_BRIDGE_RUNS)) raise_request(L, NULL);
}

void bridge_request(lua_bridge_state *S, int request) {
    if (S->entries == 0) return;
    if (S->request == LUA_BRIDGE_RUNS) {
        S->grace = 0;
        S->request = request;
    }
    if (S->running) bridge_arm(S, S->running);
    uint64_t one = 1;
    if (S->wakeup >= 0 && write(S->wakeup, &one, sizeof one) < 0) return; /* full: readable already */
}

void lua_bridge_interrupt(void *state) {
    lua_bridge_state *S = state;
    if (pthread_equal(pthread_self(), S->owner)) {
        bridge_request(S, LUA_BRIDGE_INTERRUPTED);
        return;
    }
    atomic_store(&S->requested_elsewhere, true);
    if (bridge_signal != 0) pthread_kill(S->owner, bridge_signal);
}

int32_t lua_bridge_pending(lua_State *L) { return lua_bridge_state_of(L)->request; }

int32_t lua_bridge_stopped_by(lua_State *L) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    return S->entries > 0 ? S->request : S->ended_by;
}

void lua_bridge_clear_interrupt(lua_State *L) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    S->request = LUA_BRIDGE_RUNS;
    uint64_t count;
    if (S->wakeup >= 0 && read(S->wakeup, &count, sizeof count) < 0) return; /* nothing was written */
}

void bridge_end_outermost(lua_bridge_state *S) {
    S->refusals = 0;
    S->ended_by = S->request;
    if (S->request != LUA_BRIDGE_RUNS) lua_bridge_clear_interrupt(S->main);
}

void lua_bridge_enter(lua_State *L) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    bridge_own_if_new(S);
    S->entries++;
}
void lua_bridge_leave(lua_State *L) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    if (--S->entries == 0) bridge_end_outermost(S);
}
bool lua_bridge_is_entered(lua_State *L) { return lua_bridge_state_of(L)->entries > 0; }

int lua_bridge_wakeup_descriptor(lua_State *L) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    if (S->wakeup >= 0) return S->wakeup;
    S->wakeup = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    /* A signal's request that came before the descriptor was in place could not write to it. */
    uint64_t one = 1;
    if (S->request != LUA_BRIDGE_RUNS && S->wakeup >= 0 && write(S->wakeup, &one, sizeof one) < 0) return -1;
    return S->wakeup;
}

void lua_bridge_sleep(lua_State *L, uint64_t nanoseconds) {
    struct pollfd descriptor = {.fd = lua_bridge_wakeup_descriptor(L), .events = POLLIN};
    struct timespec time = {(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)};
    ppoll(&descriptor, 1, &time, NULL);
}
