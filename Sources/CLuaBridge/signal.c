/* The signal with which the bridge makes a thread look at its own states: lua_sethook is safe only there. Time limits use
 * it, and interrupts from other threads. It is a real-time signal that had no handler when the first state was opened. */
#define _GNU_SOURCE
#include "bridge.h"
#include <errno.h>
#include <time.h>

static _Thread_local lua_bridge_state *states;
static pthread_once_t installed = PTHREAD_ONCE_INIT;
int bridge_signal;

uint64_t lua_bridge_monotonic_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void look_at_states(int number) {
    (void)number;
    int saved = errno;
    uint64_t now = lua_bridge_monotonic_nanoseconds();
    for (lua_bridge_state *S = states; S; S = S->next_of_thread) {
        if (atomic_exchange(&S->requested_elsewhere, false)) bridge_request(S, LUA_BRIDGE_INTERRUPTED);
        if (S->deadline != 0 && now >= S->deadline) bridge_request(S, LUA_BRIDGE_TIME_LIMIT);
    }
    errno = saved;
}

static void install(void) {
    for (int number = SIGRTMAX - 1; number > SIGRTMIN; number--) {
        struct sigaction current, ours = {.sa_handler = look_at_states, .sa_flags = SA_RESTART};
        if (sigaction(number, NULL, &current) != 0 || current.sa_handler != SIG_DFL) continue;
        if (sigaction(number, &ours, NULL) != 0) continue;
        bridge_signal = number;
        return;
    }
}

void bridge_register(lua_bridge_state *S) {
    pthread_once(&installed, install);
    sigset_t ours; /* worker threads of libdispatch block every signal */
    sigemptyset(&ours);
    sigaddset(&ours, bridge_signal);
    pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
    S->next_of_thread = states;
    states = S;
}

void bridge_unregister(lua_bridge_state *S) {
    for (lua_bridge_state **link = &states; *link; link = &(*link)->next_of_thread) {
        if (*link != S) continue;
        *link = S->next_of_thread;
        return;
    }
}
