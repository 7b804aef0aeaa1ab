#ifndef BRIDGE_H
#define BRIDGE_H

/* What the files of the bridge share. */

#include "lua_bridge.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

/* Blocks up to this size come from free lists, one for each multiple of 16 bytes. */
#define POOL_BLOCK_MAX 512u
#define POOL_CLASSES (POOL_BLOCK_MAX / 16u + 1u)

struct lua_bridge_state {
    uint64_t identity;            /* must stay first: lua_bridge_identity reads it */
    /* Host frames that are live. > 0: an allocation must not fail, because a longjmp would cross them. */
    int host_depth;
    size_t memory_used, memory_limit;
    lua_State *main;
    lua_State *volatile running;
    lua_State *task;              /* the innermost thread that the host itself resumed */
    int task_status;              /* how the task that returned last ended */
    int64_t ticket;               /* of the operation that was suspended last */
    lua_bridge_host host;

    int entries;                  /* open entries of the host; requests count only within one */
    volatile sig_atomic_t request; /* LUA_BRIDGE_RUNS, _INTERRUPTED, _TIME_LIMIT */
    int ended_by;                 /* the request that was pending when the last outermost entry ended */
    int volatile grace;           /* instructions until the request is raised */
    int refusals;                 /* allocations of Lua to fail: how a memory error is raised on purpose */
    int volatile wakeup;          /* event descriptor, -1 if there is none */
    uint64_t volatile deadline;
    atomic_bool requested_elsewhere; /* another thread asked for an interrupt */
    void *timer;
    int timer_thread;             /* the thread id that the timer signals */
    pthread_t owner;
    lua_bridge_state *next;       /* of all states of the process */

    int64_t fail_after, fail_count, failed;
    void *free_lists[POOL_CLASSES];
    char *chunk_next, *chunk_end;
    void *chunks;

    bool warnings_on, warning_continues;
};

void *bridge_allocate(void *state, void *block, size_t old_size, size_t new_size);
void bridge_free_pool(lua_bridge_state *state);
void bridge_warn(void *state, const char *message, int to_be_continued);

/* Raises a true memory error (LUA_ERRMEM), which no message handler sees. */
_Noreturn void bridge_raise_memory_error(lua_State *L);

/* Puts the hook that raises a pending request onto a thread that is about to run. */
void bridge_arm(lua_bridge_state *S, lua_State *thread);
static inline void bridge_arm_if_requested(lua_bridge_state *S, lua_State *thread) {
    if (UNLIKELY(S->request != LUA_BRIDGE_RUNS)) bridge_arm(S, thread);
}

/* Raises a pending request from within a C function that Lua called. */
void bridge_raise_if_requested(lua_State *L);

/* Puts string functions that can be interrupted into the table on top. Stack: unchanged. */
void bridge_replace_patterns(lua_State *L);

/* What a stretch of Lua between two of host code must restore. In it allocations may fail, and `running` is the
 * thread to interrupt. */
typedef struct {
    lua_State *running;
    int host_depth;
} bridge_frame;

static inline bridge_frame bridge_leave_host(lua_bridge_state *S, lua_State *thread) {
    bridge_frame frame = {S->running, S->host_depth};
    S->running = thread;
    S->host_depth = 0;
    S->entries++;
    return frame;
}
void bridge_end_outermost(lua_bridge_state *S);
static inline void bridge_return_to_host(lua_bridge_state *S, bridge_frame frame) {
    S->running = frame.running;
    S->host_depth = frame.host_depth;
    if (--S->entries == 0) {
        bridge_end_outermost(S);
    } else if (frame.running) {
        bridge_arm_if_requested(S, frame.running);
    }
}

/* The light userdata that a coroutine yields when it waits for an operation of the host. */
extern const char bridge_operation_mark;
/* Raises, yields or returns what a host function asked for with its result. */
int bridge_finish(lua_State *L, lua_bridge_state *S, int result);

/* The states of the process, of which the bridge's signal visits those of its thread (signal.c). */
void bridge_register(lua_bridge_state *S);
void bridge_unregister(lua_bridge_state *S);
/* Makes this thread the one to signal. */
void bridge_own(lua_bridge_state *S);
static inline void bridge_own_if_new(lua_bridge_state *S) {
    if (UNLIKELY(!pthread_equal(S->owner, pthread_self()))) bridge_own(S);
}
/* The signal that makes a thread look at its states; 0 if none was free. */
extern int bridge_signal;
void bridge_request(lua_bridge_state *S, int request);
void bridge_delete_timer(lua_bridge_state *S);
/* Message handler: the error value stays as it is; the traceback waits in the registry. */
int bridge_record_traceback(lua_State *L);

/* lua_resume and lua_resetthread as entries from the host: they tell which thread runs and may fail to allocate. */
int bridge_resume(lua_State *thread, lua_State *from, int arguments, int *results);
int bridge_close_thread(lua_State *thread);
/* The same for a thread that may wait, and for the coroutines it waits for. */
int bridge_close_waiting(lua_State *thread);
/* Takes away what a waiting thread has yielded, before it is resumed. */
void bridge_pop_marks(lua_State *thread);
int bridge_open_coroutine(lua_State *L);

#endif
