#ifndef LUA_BRIDGE_H
#define LUA_BRIDGE_H

/* The bridge between Lua 5.4 and Swift.
 *
 * One rule shapes everything here: a longjmp of Lua (an error or a yield) may cross only C frames.
 *
 *  - Lua -> host: the only lua_CFunctions are trampolines of this library. They call a host function that *returns*
 *    what should happen (a number of results, LUA_BRIDGE_ERROR, LUA_BRIDGE_YIELD); C raises or yields after the host's
 *    frame is gone.
 *  - Host -> Lua: what may raise runs here, inside lua_pcallk. What can only run out of memory may be called directly:
 *    while host frames are live (host depth > 0) the allocator of this library never reports failure. The memory limit
 *    is enforced at the next allocation of Lua itself, or right after the host function has returned.
 *
 * One thread at a time uses a Lua state, with no call of it open when another takes over. Only lua_bridge_interrupt
 * may be called on others meanwhile, and from signal handlers. */

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct lua_bridge_state lua_bridge_state;

/* ---- What a host function returns: a count >= 0 of results on top of the stack, or one of these. */
enum : int32_t {
    LUA_BRIDGE_ERROR = -1, /* the value on top of the stack is raised */
    LUA_BRIDGE_MEMORY = -3, /* a memory error is raised; nothing is on the stack */
    LUA_BRIDGE_YIELD = -2, /* an operation was started with lua_bridge_set_ticket; the coroutine waits for it */
};

typedef int (*lua_bridge_function)(lua_State *L, void *context);
typedef void (*lua_bridge_release)(void *context);

/* ---- State (state.c). */

/* The host's half of suspended operations. */
typedef struct {
    void *context;
    /* Pushes the results of the operation, which is complete, onto L; returns as a host function does. */
    int (*complete)(lua_State *L, int64_t ticket);
    /* Returns only when the operation is complete: L cannot yield. */
    void (*wait)(lua_State *L, int64_t ticket);
    /* Called before announced functions use a stream; may be NULL. It must not touch a Lua state. */
    void (*use_stream)(void *context);
} lua_bridge_host;

/* Creates a state without libraries; NULL if there is no memory. `limit` is in bytes, 0 for none. */
lua_State *lua_bridge_open(size_t limit);
void lua_bridge_close(lua_State *L);
void lua_bridge_set_host(lua_State *L, lua_bridge_host host);
void *lua_bridge_host_context(lua_State *L);
lua_State *lua_bridge_main_thread(lua_State *L);
/* The thread that runs Lua code, or NULL while the host is in control. */
lua_State *lua_bridge_running_thread(lua_State *L);

static inline lua_bridge_state *lua_bridge_state_of(lua_State *L) { return *(lua_bridge_state **)lua_getextraspace(L); }

/* A number that no other state of the process has or had. */
static inline uint64_t lua_bridge_identity(lua_State *L) { return *(const uint64_t *)lua_bridge_state_of(L); }

/* ---- Memory (allocator.c). */
size_t lua_bridge_memory_used(lua_State *L);
size_t lua_bridge_memory_limit(lua_State *L);
void lua_bridge_set_memory_limit(lua_State *L, size_t limit);
/* For tests: of the growing allocations that Lua makes, `count` fail after n others; n < 0 turns this off. Lua asks
 * twice for each, with a collection between. */
void lua_bridge_fail_allocations(lua_State *L, int64_t n, int64_t count);
/* For tests: how many allocations were refused since the last call of lua_bridge_fail_allocations. */
int64_t lua_bridge_failed_allocations(lua_State *L);

/* ---- Lua calls the host (trampoline.c). */

/* Pushes a function that owns `context`: it is released when Lua collects the function. Stack: pushes 1. */
void lua_bridge_push_closure(lua_State *L, lua_bridge_function function, void *context, lua_bridge_release release);
/* Pushes a function without context; it costs one light userdata. Stack: pushes 1. */
void lua_bridge_push_callback(lua_State *L, lua_bridge_function function);
/* Says which operation a LUA_BRIDGE_YIELD waits for. */
void lua_bridge_set_ticket(lua_State *L, int64_t ticket);

/* ---- Objects of the host as userdata (objects.c). */

/* Pushes a userdata that owns `object`. The metatable is the one registered under `metatable`. Stack: pushes 1. */
void lua_bridge_push_object(lua_State *L, const void *metatable, void *object, lua_bridge_release release);
/* Creates a metatable for objects and registers it under its own address, which identifies it. Stack: pushes it. */
const void *lua_bridge_new_object_metatable(lua_State *L, const char *name);
/* The object at `index` if its metatable is `metatable` and it was not released; NULL otherwise. Stack: unchanged. */
void *lua_bridge_object(lua_State *L, int index, const void *metatable);
/* Whether the value at `index` has the metatable, released or not. Stack: unchanged. */
bool lua_bridge_is_object(lua_State *L, int index, const void *metatable);
/* Releases the object now; later uses find NULL. Stack: unchanged. */
bool lua_bridge_release_object(lua_State *L, int index, const void *metatable);
/* Turns (methods table, fallback function) into an `__index` that tries the one, then the other.
 * Stack: pops 2, pushes 1. */
void lua_bridge_push_index(lua_State *L);

/* ---- The host calls Lua (protected.c). All return a Lua status; if it is not LUA_OK the error value is on top, in the
 *      place of the operands. */
int lua_bridge_call(lua_State *L, int arguments, int results);
/* The same; if no other entry is open, a message handler records a traceback and leaves the error value as it is. */
int lua_bridge_call_function(lua_State *L, int arguments, int results);
int lua_bridge_get_table(lua_State *L, int index);                                /* pops key, pushes value */
int lua_bridge_set_table(lua_State *L, int index);                                /* pops key and value */
int lua_bridge_raw_set(lua_State *L, int index);                                  /* pops key and value */
int lua_bridge_get_field(lua_State *L, int index, const char *name, size_t size); /* pushes value */
int lua_bridge_set_field(lua_State *L, int index, const char *name, size_t size); /* pops value */
int lua_bridge_get_global(lua_State *L, const char *name, size_t size);           /* pushes value */
int lua_bridge_set_global(lua_State *L, const char *name, size_t size);           /* pops value */
int lua_bridge_compare(lua_State *L, int first, int second, int operation, bool *result);
int lua_bridge_length(lua_State *L, int index);            /* pushes #value */
int lua_bridge_concatenate(lua_State *L, int count);       /* pops count, pushes 1 */
int lua_bridge_arithmetic(lua_State *L, int operation);    /* pops the operands, pushes 1 */
int lua_bridge_tostring(lua_State *L, int index);          /* pushes a string */
int lua_bridge_next(lua_State *L, int index, bool *found); /* pops a key, pushes key and value if there are more */
int lua_bridge_require(lua_State *L, const char *name, lua_CFunction open, bool global); /* pushes the module */
int lua_bridge_load(lua_State *L, const char *source, size_t size, const char *name, const char *mode); /* pushes 1 */
/* The traceback that the last lua_bridge_call_function or task recorded for its error, or nil. Stack: pushes 1. */
void lua_bridge_push_recorded_traceback(lua_State *L);
/* A full collection. */
int lua_bridge_collect(lua_State *L);

/* Pushes the message with the position of the Lua code that called the running function, as luaL_error does.
 * Stack: pushes 1. */
void lua_bridge_push_message(lua_State *L, const char *message, size_t size);
/* Pushes "bad argument #i to 'name' (...)" with the position, as luaL_argerror does. Stack: pushes 1. */
void lua_bridge_push_argument_message(lua_State *L, int argument, const char *problem);

/* ---- Libraries (libraries.c). */
enum : uint32_t {
    LUA_BRIDGE_BASE = 1 << 0,
    LUA_BRIDGE_PACKAGE = 1 << 1,
    LUA_BRIDGE_COROUTINE = 1 << 2,
    LUA_BRIDGE_TABLE = 1 << 3,
    LUA_BRIDGE_IO = 1 << 4,
    LUA_BRIDGE_OS = 1 << 5,
    LUA_BRIDGE_STRING = 1 << 6,
    LUA_BRIDGE_MATH = 1 << 7,
    LUA_BRIDGE_UTF8 = 1 << 8,
    LUA_BRIDGE_DEBUG = 1 << 9,
};
/* Makes load, loadfile and dofile refuse binary chunks, which can crash the interpreter. */
int lua_bridge_refuse_binary_chunks(lua_State *L);
/* Bounds what one call of a stock function may take: patterns can be interrupted, made-up lengths, finalizers and the
 * collector's controls are refused. For chunks of others, after the libraries are open. Returns a status. */
int lua_bridge_bound_libraries(lua_State *L);
/* Opens the stock libraries of the mask, `coroutine` with this bridge's resume, wrap, yield and close. */
int lua_bridge_open_libraries(lua_State *L, uint32_t mask);

/* ---- Streams (streams.c). */

/* Makes the functions of the open libraries that read or write the process's streams, let another program do so or end
 * the process call the host's `use_stream` before. Returns a status, with an error's value on top. */
int lua_bridge_announce_stream_use(lua_State *L);

/* ---- Coroutines (coroutines.c). */

/* Pushes a coroutine that the host owns (a task) and returns it. Its yields belong to the host: a script cannot
 * yield from it. Push the function and its arguments onto it before the first resume. Stack: pushes 1. */
lua_State *lua_bridge_push_task(lua_State *L);
/* Resumes a task; `arguments` counts only at the first resume. Returns LUA_OK with the results as all there is on
 * its stack, LUA_YIELD if it waits, or the status of the error whose value is on top;
 * lua_bridge_push_recorded_traceback has the calls that were open. */
int lua_bridge_resume_task(lua_State *thread, int arguments);
/* Whether the thread waits for an operation of the host. */
bool lua_bridge_is_waiting(lua_State *thread);
/* Ends a task that will not be resumed, with the coroutines whose operations it forwards: their `__close` functions run,
 * in which calls wait in place. A status. */
int lua_bridge_close_task(lua_State *thread);

/* ---- Interrupts (interrupt.c, time_limit.c). */
enum : int32_t { LUA_BRIDGE_RUNS = 0, LUA_BRIDGE_INTERRUPTED = 1, LUA_BRIDGE_TIME_LIMIT = 2 };

/* Stops the running chunk at its next instruction. Async-signal-safe, on any thread while the state is open; the
 * parameter is a lua_bridge_state *, so that the function fits `void (*)(void *)`. The request stays until the host
 * regains control (the outermost entry ends), so that no pcall swallows it for good; while no entry is open it is
 * ignored. */
void lua_bridge_interrupt(void *state);
/* Which request is pending: one of the constants above. */
int32_t lua_bridge_pending(lua_State *L);
/* Which request a call that has just failed ran into: the pending one, or the one its outermost entry ended with. */
int32_t lua_bridge_stopped_by(lua_State *L);
/* Drops the pending request. */
void lua_bridge_clear_interrupt(lua_State *L);
/* A stretch of work of the host with Lua (a run of the scheduler): requests count within it and end with it. */
void lua_bridge_enter(lua_State *L);
void lua_bridge_leave(lua_State *L);
/* Whether an entry is open. */
bool lua_bridge_is_entered(lua_State *L);
/* An event descriptor that becomes readable with a request, for the host's poll; -1 if it cannot be made. */
int lua_bridge_wakeup_descriptor(lua_State *L);
/* Sleeps until a request comes, at most so long. */
void lua_bridge_sleep(lua_State *L, uint64_t nanoseconds);
/* Ends the chunk that runs at `deadline` (CLOCK_MONOTONIC nanoseconds, 0 for none); returns the former deadline.
 * `*failed` is set to errno if the timer cannot be made. */
uint64_t lua_bridge_set_deadline(lua_State *L, uint64_t deadline, int *failed);
uint64_t lua_bridge_monotonic_nanoseconds(void);

/* ---- Macros of the Lua headers, as functions. */
static inline int lua_bridge_registry_index(void) { return LUA_REGISTRYINDEX; }
static inline void lua_bridge_pop(lua_State *L, int count) { lua_settop(L, -count - 1); }
static inline void lua_bridge_push_globals(lua_State *L) {
    (void)lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}
static inline int lua_bridge_upvalue_index(int i) { return lua_upvalueindex(i); }
static inline void lua_bridge_stop_collector(lua_State *L) { (void)lua_gc(L, LUA_GCSTOP); }
static inline void lua_bridge_restart_collector(lua_State *L) { (void)lua_gc(L, LUA_GCRESTART); }

/* ---- Collection. */

/* Lets the host allocate about `bytes` before the collector takes its next step: for a large value of which nothing is
 * garbage until it is finished. Returns what lua_bridge_resume_collection() is to take back, 0 if the collector is
 * stopped or is running the finalizer this is called from. */
int lua_bridge_postpone_collection(lua_State *L, size_t bytes);

/* Makes up for what was postponed: the collector is where it would be without the pause, and works off what was
 * allocated meanwhile, in one step. It may run finalizers, as any allocation may. */
void lua_bridge_resume_collection(lua_State *L, int postponed);

#endif
