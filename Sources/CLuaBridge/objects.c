/* Objects of the host as userdata. The class is recognized by the address of its metatable, which the registry anchors:
 * three API calls and no string look-up. */
#include "bridge.h"

typedef struct {
    void *object; /* NULL once released */
    lua_bridge_release release;
} box;

static void release(lua_State *L, box *b) {
    void *object = b->object;
    b->object = NULL;
    if (!object) return;
    lua_bridge_state *S = lua_bridge_state_of(L);
    S->host_depth++;
    b->release(object);
    S->host_depth--;
}

static int release_object(lua_State *L) {
    box *b = lua_touserdata(L, 1);
    if (b && lua_rawlen(L, 1) == sizeof *b) release(L, b);
    return 0;
}

const void *lua_bridge_new_object_metatable(lua_State *L, const char *name) {
    lua_createtable(L, 0, 6);
    const void *identity = lua_topointer(L, -1);
    lua_pushcfunction(L, release_object);
    lua_setfield(L, -2, "__gc");
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, identity);
    return identity;
}

void lua_bridge_push_object(lua_State *L, const void *metatable, void *object, lua_bridge_release release) {
    box *b = lua_newuserdatauv(L, sizeof *b, 0);
    *b = (box){NULL, release};
    lua_rawgetp(L, LUA_REGISTRYINDEX, metatable);
    lua_setmetatable(L, -2);
    b->object = object; /* owned from here on: the finalizer is in place */
}

static inline box *box_at(lua_State *L, int index, const void *metatable) {
    box *b = lua_touserdata(L, index);
    if (!b || !lua_getmetatable(L, index)) return NULL;
    const void *found = lua_topointer(L, -1);
    lua_settop(L, -2);
    return found == metatable ? b : NULL;
}

void *lua_bridge_object(lua_State *L, int index, const void *metatable) {
    const box *b = box_at(L, index, metatable);
    return b ? b->object : NULL;
}

bool lua_bridge_is_object(lua_State *L, int index, const void *metatable) {
    return box_at(L, index, metatable) != NULL;
}

bool lua_bridge_release_object(lua_State *L, int index, const void *metatable) {
    box *b = box_at(L, index, metatable);
    if (!b) return false;
    release(L, b);
    return true;
}

static int return_one(lua_State *L, int status, lua_KContext context) {
    (void)status, (void)context;
    return 1;
}

static int index_object(lua_State *L) {
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    lua_settop(L, 2);
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_insert(L, 1);
    lua_callk(L, 2, 1, 0, return_one);
    return 1;
}

void lua_bridge_push_index(lua_State *L) { lua_pushcclosure(L, index_object, 2); }
