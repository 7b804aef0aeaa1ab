/* The signal with which the bridge makes a thread look at its own states: lua_sethook is safe only there. Time
 * limits use it, and interrupts from other threads. It is a real-time signal that had no handler when the first
 * state was opened. */
#define _GNU_SOURCE
#include "bridge.h"
#include <errno.h>
#include <time.h>

static lua_bridge_state *states;
static atomic_flag is_locked = ATOMIC_FLAG_INIT;
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
    while (atomic_flag_test_and_set(&is_locked)) continue;
    for (lua_bridge_state *S = states; S; S = S->next) {
        if (!pthread_equal(S->owner, pthread_self())) continue;
        if (atomic_exchange(&S->requested_elsewhere, false)) bridge_request(S, LUA_BRIDGE_INTERRUPTED);
        if (S->deadline != 0 && now >= S->deadline) bridge_request(S, LUA_BRIDGE_TIME_LIMIT);
    }
    atomic_flag_clear(&is_locked);
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

static void set_blocked(int how, sigset_t *former) {
    sigset_t ours;
    sigemptyset(&ours);
    if (bridge_signal != 0) sigaddset(&ours, bridge_signal);
    pthread_sigmask(how, &ours, former);
}

/* The list is short and changes only when a state opens or closes. The signal is blocked while this thread has the lock,
 * so that its handler never waits for its own thread. */
static void lock(sigset_t *former) {
    set_blocked(SIG_BLOCK, former);
    while (atomic_flag_test_and_set(&is_locked)) continue;
}

static void unlock(const sigset_t *former) {
    atomic_flag_clear(&is_locked);
    pthread_sigmask(SIG_SETMASK, former, NULL);
}

void bridge_own(lua_bridge_state *S) {
    S->owner = pthread_self();
    set_blocked(SIG_UNBLOCK, NULL); /* worker threads of libdispatch block every signal */
}

void bridge_register(lua_bridge_state *S) {
    pthread_once(&installed, install);
    sigset_t former;
    lock(&former);
    S->next = states;
    states = S;
    unlock(&former);
    bridge_own(S);
}

void bridge_unregister(lua_bridge_state *S) {
    sigset_t former;
    lock(&former);
    for (lua_bridge_state **link = &states; *link; link = &(*link)->next) {
        if (*link != S) continue;
        *link = S->next;
        break;
    }
    unlock(&former);
}
