#ifndef HTTP_SERVER_SHIM_H
#define HTTP_SERVER_SHIM_H
#endif
