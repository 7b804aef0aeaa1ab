/* Tasks: coroutines that the host owns. The body is a protected call inside the coroutine: at an error the message
 * handler sees the calls that are open, and to-be-closed variables are closed with hooks on. */
#include "bridge.h"

static int task_ended(lua_State *L, int status, lua_KContext context) {
    (void)context;
    bool succeeded = status == LUA_OK || status == LUA_YIELD;
    lua_bridge_state_of(L)->task_status = succeeded ? LUA_OK : status;
    return lua_gettop(L) - 1;
}

static int task_body(lua_State *L) {
    lua_pushcfunction(L, bridge_record_traceback);
    lua_insert(L, 1);
    return task_ended(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 1, 0, task_ended), 0);
}

lua_State *lua_bridge_push_task(lua_State *L) {
    lua_State *thread = lua_newthread(L);
    lua_pushcfunction(thread, task_body);
    return thread;
}

int lua_bridge_resume_task(lua_State *thread, int arguments) {
    lua_bridge_state *S = lua_bridge_state_of(thread);
    lua_State *outer = S->task;
    bool is_started = lua_status(thread) == LUA_YIELD;
    if (is_started) bridge_pop_marks(thread);
    S->task = thread;
    int results, status = bridge_resume(thread, S->running, is_started ? 0 : arguments + 1, &results);
    S->task = outer;
    return status == LUA_OK ? S->task_status : status;
}

int lua_bridge_close_task(lua_State *thread) { return bridge_close_waiting(thread); }
