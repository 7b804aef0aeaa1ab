/* Lua's patterns, matched so that a request to stop is answered: find, match, gmatch and gsub for chunks of others.
 *
 * The library's own matcher runs to its end once it has begun, and a pattern such as "(.-)(.-)b" on a text of some
 * thousand bytes has not ended after a day. This one looks for a request every few thousand steps. What it accepts, what
 * it returns and what it says of mistakes is the manual's (section 6.4.1) and the library's; a test compares the two on
 * random patterns. */
#define _GNU_SOURCE
#include "bridge.h"
#include <ctype.h>
#include <string.h>

#define CAPTURES_MAX 32
#define DEPTH_MAX 200        /* of matches within matches, as in the library */
#define STEPS_PER_LOOK 4096u

enum : ptrdiff_t { CAPTURE_OPEN = -1, CAPTURE_POSITION = -2 };

typedef const unsigned char *bytes;

typedef struct {
    lua_State *L;
    bytes text, text_end, pattern_end;
    int depth, count;
    unsigned steps;
    struct {
        bytes start;
        ptrdiff_t length;
    } capture[CAPTURES_MAX];
} matcher;

static bytes match(matcher *m, bytes s, bytes p);

static inline void step(matcher *m) {
    if (UNLIKELY(++m->steps % STEPS_PER_LOOK == 0)) bridge_raise_if_requested(m->L);
}

/* ---- Classes of characters */

static bool is_of_class(int c, int letter) {
    bool is;
    switch (tolower(letter)) {
    case 'a': is = isalpha(c); break;
    case 'c': is = iscntrl(c); break;
    case 'd': is = isdigit(c); break;
    case 'g': is = isgraph(c); break;
    case 'l': is = islower(c); break;
    case 'p': is = ispunct(c); break;
    case 's': is = isspace(c); break;
    case 'u': is = isupper(c); break;
    case 'w': is = isalnum(c); break;
    case 'x': is = isxdigit(c); break;
    case 'z': is = c == 0; break; /* of Lua 5.1, and still understood */
    default: return letter == c;
    }
    return isupper(letter) ? !is : is;
}

/* The end of the item that begins at p: a character, an escape, a set. */
static bytes item_end(matcher *m, bytes p) {
    if (*p == '%') {
        if (p + 1 == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
        return p + 2;
    }
    if (*p != '[') return p + 1;
    p++;
    if (p < m->pattern_end && *p == '^') p++;
    /* A bracket that comes first is a member. */
    for (bool is_first = true; is_first || p == m->pattern_end || *p != ']'; is_first = false) {
        if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
        p += *p == '%' && p + 1 < m->pattern_end ? 2 : 1;
    }
    return p + 1;
}

/* Whether c is in the set between p, at its bracket, and last, at the closing one. */
static bool is_in_set(int c, bytes p, bytes last) {
    bool is_wanted = p[1] != '^';
    for (p += is_wanted ? 1 : 2; p < last; p++) {
        if (*p == '%') {
            if (is_of_class(c, *++p)) return is_wanted;
        } else if (p[1] == '-' && p + 2 < last) {
            if (*p <= c && c <= p[2]) return is_wanted;
            p += 2;
        } else if (*p == c) {
            return is_wanted;
        }
    }
    return !is_wanted;
}

static bool is_single(const matcher *m, bytes s, bytes p, bytes end) {
    if (s >= m->text_end) return false;
    switch (*p) {
    case '.': return true;
    case '%': return is_of_class(*s, p[1]);
    case '[': return is_in_set(*s, p, end - 1);
    default: return *p == *s;
    }
}

/* ---- Items that are more than a character */

static bytes match_longest(matcher *m, bytes s, bytes p, bytes end) {
    ptrdiff_t count = 0;
    for (; is_single(m, s + count, p, end); count++) step(m);
    for (; count >= 0; count--) {
        step(m);
        bytes rest = match(m, s + count, end + 1);
        if (rest) return rest;
    }
    return NULL;
}

static bytes match_shortest(matcher *m, bytes s, bytes p, bytes end) {
    for (;; s++) {
        step(m);
        bytes rest = match(m, s, end + 1);
        if (rest) return rest;
        if (!is_single(m, s, p, end)) return NULL;
    }
}

static bytes open_capture(matcher *m, bytes s, bytes p, ptrdiff_t length) {
    if (m->count >= CAPTURES_MAX) luaL_error(m->L, "too many captures");
    m->capture[m->count].start = s;
    m->capture[m->count].length = length;
    m->count++;
    bytes rest = match(m, s, p);
    if (!rest) m->count--;
    return rest;
}

static bytes close_capture(matcher *m, bytes s, bytes p) {
    int index = m->count - 1;
    while (index >= 0 && m->capture[index].length != CAPTURE_OPEN) index--;
    if (index < 0) luaL_error(m->L, "invalid pattern capture");
    m->capture[index].length = s - m->capture[index].start;
    bytes rest = match(m, s, p);
    if (!rest) m->capture[index].length = CAPTURE_OPEN;
    return rest;
}

/* The end of what a capture matched before, again; NULL where it is not there. */
static bytes match_again(matcher *m, bytes s, int digit) {
    int index = digit - '1';
    if (index < 0 || index >= m->count || m->capture[index].length == CAPTURE_OPEN) {
        luaL_error(m->L, "invalid capture index %%%d", index + 1);
    }
    ptrdiff_t length = m->capture[index].length;
    if (length < 0 || m->text_end - s < length) return NULL;
    return memcmp(m->capture[index].start, s, (size_t)length) == 0 ? s + length : NULL;
}

static bytes match_balance(matcher *m, bytes s, bytes p) {
    if (m->pattern_end - p < 2) luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    if (s >= m->text_end || *s != p[0]) return NULL;
    for (ptrdiff_t depth = 1; ++s < m->text_end;) {
        step(m);
        if (*s == p[1]) {
            if (--depth == 0) return s + 1;
        } else if (*s == p[0]) {
            depth++;
        }
    }
    return NULL;
}

/* The end of the set of a frontier at s, or NULL where there is none. */
static bytes match_frontier(matcher *m, bytes s, bytes p) {
    if (p >= m->pattern_end || *p != '[') luaL_error(m->L, "missing '[' after '%%f' in pattern");
    bytes end = item_end(m, p);
    int before = s == m->text ? 0 : s[-1], after = s == m->text_end ? 0 : *s;
    return !is_in_set(before, p, end - 1) && is_in_set(after, p, end - 1) ? end : NULL;
}

/* ---- The match itself: the end of what the pattern from p matches at s, or NULL. */

/* An item of one character with what repeats it. Goes on in *s and *p and returns true, or stores the result. */
static bool match_item(matcher *m, bytes *s, bytes *p, bytes *result) {
    bytes end = item_end(m, *p);
    int suffix = end < m->pattern_end ? *end : 0;
    switch (suffix) {
    case '*': return *result = match_longest(m, *s, *p, end), false;
    case '-': return *result = match_shortest(m, *s, *p, end), false;
    case '+':
        *result = is_single(m, *s, *p, end) ? match_longest(m, *s + 1, *p, end) : NULL;
        return false;
    case '?':
        if (is_single(m, *s, *p, end) && (*result = match(m, *s + 1, end + 1))) return false;
        *p = end + 1;
        return true;
    default:
        if (!is_single(m, *s, *p, end)) return *result = NULL, false;
        *s += 1;
        *p = end;
        return true;
    }
}

static bytes match_on(matcher *m, bytes s, bytes p) {
    for (; p < m->pattern_end; step(m)) {
        int next = p + 1 < m->pattern_end ? p[1] : 0;
        if (*p == '(') {
            return next == ')' ? open_capture(m, s, p + 2, CAPTURE_POSITION) : open_capture(m, s, p + 1, CAPTURE_OPEN);
        }
        if (*p == ')') return close_capture(m, s, p + 1);
        if (*p == '$' && p + 1 == m->pattern_end) return s == m->text_end ? s : NULL;
        if (*p == '%' && next == 'b') {
            if (!(s = match_balance(m, s, p + 2))) return NULL;
            p += 4;
        } else if (*p == '%' && next == 'f') {
            if (!(p = match_frontier(m, s, p + 2))) return NULL;
        } else if (*p == '%' && isdigit(next)) {
            if (!(s = match_again(m, s, next))) return NULL;
            p += 2;
        } else {
            bytes result = NULL;
            if (!match_item(m, &s, &p, &result)) return result;
        }
    }
    return s;
}

static bytes match(matcher *m, bytes s, bytes p) {
    if (m->depth == DEPTH_MAX) luaL_error(m->L, "pattern too complex");
    m->depth++;
    bytes rest = match_on(m, s, p);
    m->depth--;
    return rest;
}

static bytes match_at(matcher *m, bytes s, bytes p) {
    step(m);
    m->count = 0;
    return match(m, s, p);
}

/* ---- Results */

/* Pushes a capture; the whole match, from s to e, is the first of a pattern without any. */
static void push_capture(matcher *m, int index, bytes s, bytes e) {
    if (index >= m->count) {
        if (index != 0) luaL_error(m->L, "invalid capture index %%%d", index + 1);
        lua_pushlstring(m->L, (const char *)s, (size_t)(e - s));
        return;
    }
    ptrdiff_t length = m->capture[index].length;
    if (length == CAPTURE_OPEN) luaL_error(m->L, "unfinished capture");
    if (length == CAPTURE_POSITION) {
        lua_pushinteger(m->L, m->capture[index].start - m->text + 1);
    } else {
        lua_pushlstring(m->L, (const char *)m->capture[index].start, (size_t)length);
    }
}

static int push_captures(matcher *m, bytes s, bytes e) {
    int count = m->count == 0 && s ? 1 : m->count;
    luaL_checkstack(m->L, count, "too many captures");
    for (int i = 0; i < count; i++) push_capture(m, i, s, e);
    return count;
}

static bytes prepare(lua_State *L, matcher *m) {
    size_t text_size, pattern_size;
    bytes text = (bytes)luaL_checklstring(L, 1, &text_size), pattern = (bytes)luaL_checklstring(L, 2, &pattern_size);
    *m = (matcher){.L = L, .text = text, .text_end = text + text_size, .pattern_end = pattern + pattern_size};
    return pattern;
}

/* Where a search begins: a position counts from 1, or from the end where it is negative. NULL: beyond the end. */
static bytes first_place(lua_State *L, const matcher *m) {
    lua_Integer size = m->text_end - m->text, position = luaL_optinteger(L, 3, 1);
    if (position < 0) position = position < -size ? 1 : size + position + 1;
    if (position == 0) position = 1;
    return position > size + 1 ? NULL : m->text + position - 1;
}

static int find_plainly(lua_State *L, const matcher *m, bytes place, bytes pattern) {
    size_t size = (size_t)(m->pattern_end - pattern);
    bytes found = memmem(place, (size_t)(m->text_end - place), pattern, size);
    if (!found) return luaL_pushfail(L), 1;
    lua_pushinteger(L, found - m->text + 1);
    lua_pushinteger(L, found - m->text + (ptrdiff_t)size);
    return 2;
}

static bool is_plain(bytes p, bytes end) {
    for (; p < end; p++) {
        if (*p && strchr("^$*+?.([%-", *p)) return false;
    }
    return true;
}

static int search(lua_State *L, bool is_find) {
    matcher m;
    bytes p = prepare(L, &m), s = first_place(L, &m);
    if (!s) return luaL_pushfail(L), 1;
    if (is_find && (lua_toboolean(L, 4) || is_plain(p, m.pattern_end))) return find_plainly(L, &m, s, p);
    bool is_anchored = p < m.pattern_end && *p == '^';
    do {
        bytes end = match_at(&m, s, p + is_anchored);
        if (!end) continue;
        if (!is_find) return push_captures(&m, s, end);
        lua_pushinteger(L, s - m.text + 1);
        lua_pushinteger(L, end - m.text);
        return push_captures(&m, NULL, NULL) + 2;
    } while (s++ < m.text_end && !is_anchored);
    return luaL_pushfail(L), 1;
}

static int string_find(lua_State *L) { return search(L, true); }
static int string_match(lua_State *L) { return search(L, false); }

/* ---- gmatch: upvalues are the text, the pattern, where to go on, and the end of the last match (-1: none). */

static int next_match(lua_State *L) {
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, lua_upvalueindex(2));
    matcher m;
    bytes p = prepare(L, &m), s = m.text + lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
    for (; s <= m.text_end; s++) {
        bytes end = match_at(&m, s, p);
        if (!end || end - m.text == last) continue;
        lua_pushinteger(L, end - m.text);
        lua_copy(L, -1, lua_upvalueindex(3));
        lua_copy(L, -1, lua_upvalueindex(4));
        return push_captures(&m, s, end);
    }
    lua_pushinteger(L, m.text_end - m.text + 1);
    lua_copy(L, -1, lua_upvalueindex(3));
    return 0;
}

static int string_gmatch(lua_State *L) {
    matcher m;
    (void)prepare(L, &m);
    bytes place = first_place(L, &m);
    lua_settop(L, 2);
    lua_pushinteger(L, place ? place - m.text : m.text_end - m.text + 1);
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, next_match, 4);
    return 1;
}

/* ---- gsub */

static void add_replacement_text(matcher *m, luaL_Buffer *buffer, bytes s, bytes e) {
    size_t size;
    const char *text = lua_tolstring(m->L, 3, &size), *end = text + size;
    while (text < end) {
        const char *escape = memchr(text, '%', (size_t)(end - text));
        luaL_addlstring(buffer, text, (size_t)((escape ? escape : end) - text));
        if (!escape) return;
        int next = escape + 1 < end ? (unsigned char)escape[1] : 0;
        if (next == '%') {
            luaL_addchar(buffer, '%');
        } else if (next == '0') {
            luaL_addlstring(buffer, (const char *)s, (size_t)(e - s));
        } else if (isdigit(next)) {
            push_capture(m, next - '1', s, e);
            luaL_tolstring(m->L, -1, NULL); /* a position is a number */
            lua_remove(m->L, -2);
            luaL_addvalue(buffer);
        } else {
            luaL_error(m->L, "invalid use of '%%' in replacement string");
        }
        text = escape + 2;
    }
}

/* Adds what a match from s to e is replaced by; whether that is something else. */
static bool add_replacement(matcher *m, luaL_Buffer *buffer, bytes s, bytes e) {
    lua_State *L = m->L;
    switch (lua_type(L, 3)) {
    case LUA_TFUNCTION:
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(m, s, e), 1);
        break;
    case LUA_TTABLE:
        push_capture(m, 0, s, e);
        lua_gettable(L, 3);
        break;
    default: add_replacement_text(m, buffer, s, e); return true;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(buffer, (const char *)s, (size_t)(e - s));
        return false;
    }
    if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    luaL_addvalue(buffer);
    return true;
}

static int string_gsub(lua_State *L) {
    matcher m;
    bytes p = prepare(L, &m), s = m.text, last = NULL;
    int type = lua_type(L, 3);
    bool is_replacement = type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE;
    luaL_argexpected(L, is_replacement, 3, "string/function/table");
    lua_Integer limit = luaL_optinteger(L, 4, m.text_end - m.text + 1), count = 0;
    bool is_anchored = p < m.pattern_end && *p == '^', is_changed = false;
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    while (count < limit) {
        bytes end = match_at(&m, s, p + is_anchored);
        if (end && end != last) {
            count++;
            is_changed |= add_replacement(&m, &buffer, s, end);
            s = last = end;
        } else if (s < m.text_end) {
            luaL_addchar(&buffer, (char)*s++);
        } else {
            break;
        }
        if (is_anchored) break;
    }
    if (is_changed) {
        luaL_addlstring(&buffer, (const char *)s, (size_t)(m.text_end - s));
        luaL_pushresult(&buffer);
    } else {
        lua_pushvalue(L, 1);
    }
    lua_pushinteger(L, count);
    return 2;
}

void bridge_replace_patterns(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"find", string_find}, {"match", string_match}, {"gmatch", string_gmatch}, {"gsub", string_gsub}, {NULL, NULL},
    };
    luaL_setfuncs(L, functions, 0);
}
