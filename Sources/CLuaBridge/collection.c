/* Postponing the collector without stopping it. LUA_GCSTOP would do the first half, but LUA_GCRESTART forgets how much
 * was allocated and how long the collector meant to pause, so a program that decodes in a loop would never collect, or
 * would all the time. A step of a negative size moves the collector's account and nothing else; the same step with the
 * opposite sign moves it back and collects if the account says so. */
#include "bridge.h"
#include <limits.h>

int lua_bridge_postpone_collection(lua_State *L, size_t bytes) {
    if (lua_gc(L, LUA_GCISRUNNING) != 1) return 0;
    size_t kilobytes = bytes / 1024u;
    int postponed = kilobytes < INT_MAX ? (int)kilobytes : INT_MAX;
    if (postponed > 0) (void)lua_gc(L, LUA_GCSTEP, -postponed);
    return postponed;
}

void lua_bridge_resume_collection(lua_State *L, int postponed) {
    if (postponed > 0) (void)lua_gc(L, LUA_GCSTEP, postponed);
}
