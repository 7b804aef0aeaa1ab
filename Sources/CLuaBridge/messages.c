/* Messages of errors that the host raises, in the words of the stock libraries. Only memory errors could be raised here, and
 * while the host runs there are none. */
#include "bridge.h"
#include <string.h>

void lua_bridge_push_message(lua_State *L, const char *message, size_t size) {
    lua_Debug caller;
    if (!lua_getstack(L, 1, &caller) || !lua_getinfo(L, "Sl", &caller) || caller.currentline <= 0) {
        lua_pushlstring(L, message, size);
        return;
    }
    lua_pushfstring(L, "%s:%d: ", caller.short_src, caller.currentline);
    lua_pushlstring(L, message, size);
    lua_concat(L, 2);
}

static const char *function_name(lua_State *L, lua_Debug *called) {
    if (!lua_getstack(L, 0, called)) return NULL;
    lua_getinfo(L, "n", called);
    return called->name;
}

void lua_bridge_push_argument_message(lua_State *L, int argument, const char *problem) {
    lua_Debug called = {0};
    const char *name = function_name(L, &called), *text;
    bool is_method = name && strcmp(called.namewhat, "method") == 0;
    if (is_method) argument--;
    if (is_method && argument == 0) {
        text = lua_pushfstring(L, "calling '%s' on bad self (%s)", name, problem);
    } else {
        text = lua_pushfstring(L, "bad argument #%d to '%s' (%s)", argument, name ? name : "?", problem);
    }
    lua_bridge_push_message(L, text, strlen(text));
    lua_remove(L, -2);
}
