#ifndef BASELINES_H
#define BASELINES_H

/* What a careful C binding does: the references of the benchmarks. */

#include <lua.h>
#include <stdint.h>

int baseline_add(lua_State *L);
int baseline_echo(lua_State *L);
int baseline_fail(lua_State *L);
/* A userdata with a method `get`. Stack: pushes 1. */
void baseline_push_object(lua_State *L, int64_t value);
/* Calls the function at the registry's `reference` with two integers, `count` times, by lua_pcall; returns the sum. */
int64_t baseline_call(lua_State *L, int reference, int64_t count);
/* Stack: pushes 1. */
void baseline_push_function(lua_State *L, lua_CFunction function);
/* For Lua: nanoseconds of CPU time of this thread. */
int baseline_now(lua_State *L);
uint64_t baseline_cpu_nanoseconds(void);
uint64_t baseline_wall_nanoseconds(void);

#endif
