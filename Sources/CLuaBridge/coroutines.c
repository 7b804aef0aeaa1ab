/* Coroutines. The stock coroutine.resume and wrap would deliver an operation's yield to the innermost resume
 * instead of the host's scheduler. These forward it outwards, and wait in place where a thread on the way cannot
 * yield. A coroutine whose operation is in flight looks like one that resumed another ("normal"): only its own
 * resumer can go on with it. They also say which thread runs, so that an interrupt reaches loops inside coroutines. */
#include "bridge.h"

/* Below the operation's mark on a thread that forwards it: (the thread inside, this mark). */
static const char forwarding_mark = 0;

bool lua_bridge_is_waiting(lua_State *thread) {
    return lua_status(thread) == LUA_YIELD && lua_gettop(thread) > 0
        && lua_touserdata(thread, -1) == (void *)&bridge_operation_mark;
}

/* The coroutine whose operation's yield a waiting thread has forwarded; NULL if the operation is its own. It lives: the
 * frame that forwards holds it. */
static lua_State *inner_thread(lua_State *thread) {
    bool forwards = lua_gettop(thread) >= 3 && lua_touserdata(thread, -2) == (void *)&forwarding_mark;
    return forwards ? lua_touserdata(thread, -3) : NULL;
}

void bridge_pop_marks(lua_State *thread) { lua_pop(thread, inner_thread(thread) ? 3 : 1); }

int bridge_resume(lua_State *thread, lua_State *from, int arguments, int *results) {
    lua_bridge_state *S = lua_bridge_state_of(thread);
    bridge_frame frame = bridge_leave_host(S, thread);
    bridge_arm_if_requested(S, thread);
    int status = lua_resume(thread, from, arguments, results);
    bridge_return_to_host(S, frame);
    return status;
}

/* A thread that an interrupt killed has its hooks off for good, so that its `__close` functions could not be
 * stopped: it is left to the collector while the request is pending. */
int bridge_close_thread(lua_State *thread) {
    lua_bridge_state *S = lua_bridge_state_of(thread);
    if (S->request != LUA_BRIDGE_RUNS && lua_status(thread) > LUA_YIELD) return lua_status(thread);
    bridge_frame frame = bridge_leave_host(S, thread);
    bridge_arm_if_requested(S, thread);
    int status = lua_resetthread(thread);
    bridge_return_to_host(S, frame);
    return status;
}

/* What a script's coroutines hold inside each other is closed from the innermost on, as an error would close it. */
int bridge_close_waiting(lua_State *thread) {
    lua_State *inner = lua_bridge_is_waiting(thread) ? inner_thread(thread) : NULL;
    if (inner) bridge_close_waiting(inner);
    return bridge_close_thread(thread);
}

/* ---- resume and wrap */

static lua_State *coroutine_argument(lua_State *L) {
    lua_State *thread = lua_tothread(L, 1);
    luaL_argexpected(L, thread, 1, "coroutine");
    return thread;
}

/* As lua_resume would say it, for a coroutine that only its resumer may go on with. */
static bool may_resume(lua_State *L, lua_State *thread, int arguments) {
    if (UNLIKELY(!lua_checkstack(thread, arguments))) return lua_pushliteral(L, "too many arguments to resume"), false;
    if (UNLIKELY(lua_bridge_is_waiting(thread))) {
        return lua_pushliteral(L, "cannot resume non-suspended coroutine"), false;
    }
    return true;
}

static int forward_continued(lua_State *L, int status, lua_KContext is_wrap);

/* Runs the coroutine until it yields to the script, ends or fails. Pushes the results and returns their number, or
 * -1 and the error value. `outcome` is set to 1 if an operation must be forwarded by a yield of L. */
static int run(lua_State *L, lua_State *thread, int arguments, bool *forwards) {
    for (;;) {
        int results = 0, status = bridge_resume(thread, L, arguments, &results);
        if (UNLIKELY(status > LUA_YIELD)) return lua_xmove(thread, L, 1), -1;
        if (status == LUA_OK || !lua_bridge_is_waiting(thread)) {
            if (UNLIKELY(!lua_checkstack(L, results + 1))) {
                lua_pop(thread, results);
                return lua_pushliteral(L, "too many results to resume"), -1;
            }
            return lua_xmove(thread, L, results), results;
        }
        if (lua_isyieldable(L)) return *forwards = true, 0;
        lua_bridge_state *S = lua_bridge_state_of(L);
        S->host_depth++;
        S->host.wait(L, S->ticket);
        S->host_depth--;
        bridge_pop_marks(thread);
        arguments = 0;
    }
}

static int forward(lua_State *L, lua_State *thread, bool is_wrap) {
    lua_pushlightuserdata(L, thread);
    lua_pushlightuserdata(L, (void *)&forwarding_mark);
    lua_pushlightuserdata(L, (void *)&bridge_operation_mark);
    return lua_yieldk(L, 3, is_wrap, forward_continued);
}

static int deliver(lua_State *L, lua_State *thread, int results) {
    (void)thread;
    lua_pushboolean(L, results >= 0);
    if (results < 0) {
        lua_insert(L, -2);
        return 2;
    }
    lua_insert(L, -results - 1);
    return results + 1;
}

static int deliver_wrapped(lua_State *L, lua_State *thread, int results) {
    if (LIKELY(results >= 0)) return results;
    int status = lua_status(thread);
    if (status != LUA_OK && status != LUA_YIELD) { /* failed inside: close its pending variables */
        lua_pushvalue(L, -1);
        lua_xmove(L, thread, 1); /* lua_resetthread takes the error value from the top */
        status = bridge_close_thread(thread);
        lua_xmove(thread, L, 1);
        lua_remove(L, -2);
    }
    if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int go_on(lua_State *L, lua_State *thread, int arguments, bool is_wrap) {
    bool forwards = false;
    int results = run(L, thread, arguments, &forwards);
    if (forwards) return forward(L, thread, is_wrap);
    return is_wrap ? deliver_wrapped(L, thread, results) : deliver(L, thread, results);
}

static int forward_continued(lua_State *L, int status, lua_KContext is_wrap) {
    (void)status;
    lua_State *thread = is_wrap ? lua_tothread(L, lua_upvalueindex(1)) : lua_tothread(L, 1);
    bridge_pop_marks(thread);
    return go_on(L, thread, 0, is_wrap);
}

static int start(lua_State *L, lua_State *thread, int arguments, bool is_wrap) {
    if (UNLIKELY(!may_resume(L, thread, arguments))) {
        return is_wrap ? deliver_wrapped(L, thread, -1) : deliver(L, thread, -1);
    }
    lua_xmove(L, thread, arguments);
    return go_on(L, thread, arguments, is_wrap);
}

static int coroutine_resume(lua_State *L) { return start(L, coroutine_argument(L), lua_gettop(L) - 1, false); }
static int call_wrapped(lua_State *L) { return start(L, lua_tothread(L, lua_upvalueindex(1)), lua_gettop(L), true); }

static int coroutine_wrap(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *thread = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, thread, 1);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

/* ---- the others */

/* A task of the host is what the main thread is to a script: it cannot yield to anyone. */
static bool is_main(lua_State *L, lua_State *thread) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    return thread == S->main || thread == S->task;
}

static int coroutine_yield(lua_State *L) {
    if (is_main(L, L)) return luaL_error(L, "attempt to yield from outside a coroutine");
    return lua_yield(L, lua_gettop(L));
}

static int coroutine_isyieldable(lua_State *L) {
    lua_State *thread = lua_isnone(L, 1) ? L : coroutine_argument(L);
    lua_pushboolean(L, !is_main(L, thread) && lua_isyieldable(thread));
    return 1;
}

static int coroutine_running(lua_State *L) {
    lua_pushthread(L);
    lua_pushboolean(L, is_main(L, L));
    return 2;
}

static bool has_frames(lua_State *thread) {
    lua_Debug record;
    return lua_getstack(thread, 0, &record);
}

static const char *status_name(lua_State *L, lua_State *thread) {
    if (L == thread) return "running";
    if (lua_bridge_is_waiting(thread)) return "normal";
    switch (lua_status(thread)) {
    case LUA_YIELD: return "suspended";
    case LUA_OK: return has_frames(thread) ? "normal" : lua_gettop(thread) == 0 ? "dead" : "suspended";
    default: return "dead";
    }
}

static int coroutine_status(lua_State *L) {
    lua_pushstring(L, status_name(L, coroutine_argument(L)));
    return 1;
}

static int coroutine_close(lua_State *L) {
    lua_State *thread = coroutine_argument(L);
    const char *status = status_name(L, thread);
    if (*status != 'd' && *status != 's') return luaL_error(L, "cannot close a %s coroutine", status);
    if (bridge_close_thread(thread) == LUA_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_xmove(thread, L, 1);
    return 2;
}

static const luaL_Reg replacements[] = {
    {"resume", coroutine_resume}, {"wrap", coroutine_wrap},       {"yield", coroutine_yield},
    {"status", coroutine_status}, {"running", coroutine_running}, {"isyieldable", coroutine_isyieldable},
    {"close", coroutine_close},   {NULL, NULL},
};

int bridge_open_coroutine(lua_State *L) {
    luaopen_coroutine(L);
    luaL_setfuncs(L, replacements, 0);
    return 1;
}
