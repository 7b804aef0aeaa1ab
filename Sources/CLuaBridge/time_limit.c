/* Time limits: a POSIX timer that signals the state's own thread at the deadline. It costs two system calls when a
 * limit is set and nothing while the chunk runs; a permanent count hook would slow every chunk down 2.4 times. */
#define _GNU_SOURCE
#include "bridge.h"
#include <errno.h>
#include <time.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

/* A kernel timer is known by a small integer that may be 0, so NULL means none and the rest is offset by one. */
static timer_t timer_of(const lua_bridge_state *S) { return (timer_t)((intptr_t)S->timer - 1); }

static int create_timer(lua_bridge_state *S) {
    if (S->timer && S->timer_thread == gettid()) return 0;
    bridge_delete_timer(S); /* the program moved the state to another thread */
    if (bridge_signal == 0) return EAGAIN;
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = bridge_signal};
    S->timer_thread = gettid();
    event.sigev_notify_thread_id = S->timer_thread;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return errno;
    S->timer = (void *)((intptr_t)timer + 1);
    return 0;
}

static int set_timer(lua_bridge_state *S, uint64_t deadline) {
    struct itimerspec at = {0};
    at.it_value.tv_sec = (time_t)(deadline / 1000000000u);
    at.it_value.tv_nsec = (long)(deadline % 1000000000u);
    return timer_settime(timer_of(S), TIMER_ABSTIME, &at, NULL) == 0 ? 0 : errno;
}

uint64_t lua_bridge_set_deadline(lua_State *L, uint64_t deadline, int *failed) {
    lua_bridge_state *S = lua_bridge_state_of(L);
    uint64_t former = S->deadline;
    *failed = 0;
    if (deadline == 0 && former == 0) return 0;
    bool is_future = deadline == 0 || deadline > lua_bridge_monotonic_nanoseconds();
    S->deadline = deadline;
    if (is_future && S->request == LUA_BRIDGE_TIME_LIMIT) lua_bridge_clear_interrupt(L);
    *failed = create_timer(S);
    if (*failed == 0) *failed = set_timer(S, deadline);
    return former;
}

void bridge_delete_timer(lua_bridge_state *S) {
    if (!S->timer) return;
    timer_delete(timer_of(S));
    S->timer = NULL;
}
