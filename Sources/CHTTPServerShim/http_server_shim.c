#include "http_server_shim.h"
