/* Messages of errors that the host raises, in the words of the stock libraries. Only memory errors could be raised here, and
 * while the host runs there are none. */
#include "bridge.h"
#include <string.h>

/* Writes "source:line: " and returns its length. */
static size_t write_position(char *text, const lua_Debug *caller) {
    char digits[16], *end = digits + sizeof digits, *first = end;
    for (int line = caller->currentline; line > 0; line /= 10) *--first = (char)('0' + line % 10);
    size_t source = strlen(caller->short_src), count = (size_t)(end - first);
    memcpy(text, caller->short_src, source);
    text[source] = ':';
    memcpy(text + source + 1, first, count);
    memcpy(text + source + 1 + count, ": ", 2);
    return source + count + 3;
}

void lua_bridge_push_message(lua_State *L, const char *message, size_t size) {
    lua_Debug caller;
    if (!lua_getstack(L, 1, &caller) || !lua_getinfo(L, "Sl", &caller) || caller.currentline <= 0) {
        lua_pushlstring(L, message, size);
        return;
    }
    char text[LUA_IDSIZE + 32 + 256]; /* one string to make instead of three */
    size_t start = write_position(text, &caller);
    if (size <= sizeof text - start) {
        memcpy(text + start, message, size);
        lua_pushlstring(L, text, start + size);
        return;
    }
    lua_pushlstring(L, text, start);
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
