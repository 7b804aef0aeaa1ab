#include "http_server_shim.h"
#include <arpa/inet.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LOAD(prefix, name)                                                                                                \
    if (!(functions->name = (__typeof__(functions->name))dlsym(library, #prefix #name))) return dlerror();
#define LOAD_HTTPD(name) LOAD(MHD_, name)
#define LOAD_TLS(name) LOAD(gnutls_, name)

const char *httpd_load(struct httpd_functions *functions) {
    void *library = dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_LOCAL);
    if (!library) return dlerror();
    HTTPD_FUNCTIONS(LOAD_HTTPD)
    return NULL;
}

const char *tls_load(struct tls_functions *functions) {
    void *library = dlopen("libgnutls.so.30", RTLD_NOW | RTLD_LOCAL);
    if (!library) return dlerror();
    TLS_FUNCTIONS(LOAD_TLS)
    return NULL;
}

// Only messages of the starting thread are of use to a person; the daemon's own threads log each broken client.
static _Thread_local char *log_text;
static _Thread_local size_t log_size;

__attribute__((format(printf, 2, 0)))
static void keep_message(void *context, const char *format, va_list arguments) {
    (void)context;
    if (log_text) vsnprintf(log_text, log_size, format, arguments);
}

// `began` has the target as it was sent; nobody reads the copy that would be decoded.
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

struct MHD_Daemon *httpd_start(const struct httpd_functions *functions, const struct httpd_options *options,
                               char *problem, size_t problem_size) {
    struct MHD_OptionItem items[] = {
        {MHD_OPTION_LISTEN_SOCKET, options->listen_socket, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, options->connection_limit, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, options->timeout_seconds, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)options->connection_memory, NULL},
        {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)keep_escapes, NULL},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)options->began, options->context},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)options->completed, options->context},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)options->connected, options->context},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
        {MHD_OPTION_END, 0, NULL},  // the number of threads, where there are several
        {MHD_OPTION_END, 0, NULL},  // the key
        {MHD_OPTION_END, 0, NULL},  // the certificate
        {MHD_OPTION_END, 0, NULL},
    };
    size_t next = sizeof items / sizeof items[0] - 4;
    unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ERROR_LOG | MHD_USE_SUSPEND_RESUME;
    if (options->threads > 1)
        items[next++] = (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE, options->threads, NULL};
    if (options->key) {
        flags |= MHD_USE_TLS;
        items[next++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)options->key};
        items[next++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)options->certificate};
    }
    problem[0] = 0;
    log_text = problem;
    log_size = problem_size;
    struct MHD_Daemon *daemon =
        functions->start_daemon(flags, 0, NULL, NULL, options->received, options->context, MHD_OPTION_EXTERNAL_LOGGER,
                                keep_message, NULL, MHD_OPTION_ARRAY, items, MHD_OPTION_END);
    log_text = NULL;
    return daemon;
}

int httpd_descriptor(const struct httpd_functions *functions, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = functions->get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

void *httpd_connection_context(const struct httpd_functions *functions, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        functions->get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

int httpd_peer(const struct httpd_functions *functions, struct MHD_Connection *connection, char *text, size_t size) {
    const union MHD_ConnectionInfo *info =
        functions->get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (!info || !info->client_addr) return 0;
    const struct sockaddr *address = info->client_addr;
    const void *number = address->sa_family == AF_INET6 ? (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr
                                                        : (const void *)&((const struct sockaddr_in *)address)->sin_addr;
    return inet_ntop(address->sa_family, number, text, (socklen_t)size) != NULL;
}
