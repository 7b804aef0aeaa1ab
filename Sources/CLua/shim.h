#if !__has_include(<lua.h>)
#error "missing <lua.h>: run scripts/run, or install the Debian package liblua5.4-dev and pkg-config"
#endif
#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>
