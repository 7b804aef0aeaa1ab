// libmicrohttpd and GnuTLS, loaded on first use instead of linked: linking them costs every start of the program 4 ms,
// and most starts serve nothing. The tables below hold their functions, typed by the libraries' own headers.
#ifndef HTTP_SERVER_SHIM_H
#define HTTP_SERVER_SHIM_H

#if !__has_include(<microhttpd.h>)
#error "missing <microhttpd.h>: install the Debian package libmicrohttpd-dev"
#endif
#if !__has_include(<gnutls/x509.h>)
#error "missing <gnutls/x509.h>: install the Debian package libgnutls28-dev"
#endif
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <microhttpd.h>
#include <stddef.h>
#include <stdint.h>

#define HTTPD_FUNCTIONS(X)                                                                                                \
    X(start_daemon) X(stop_daemon) X(get_connection_values) X(queue_response)                            \
    X(create_response_from_buffer) X(create_response_from_callback) X(add_response_header) X(destroy_response)             \
    X(suspend_connection) X(resume_connection) X(get_connection_info)

#define TLS_FUNCTIONS(X)                                                                                                  \
    X(strerror) X(x509_privkey_init) X(x509_privkey_deinit) X(x509_privkey_generate) X(x509_privkey_import)        \
    X(x509_privkey_export) X(x509_privkey_get_key_id) X(x509_crt_init) X(x509_crt_deinit) X(x509_crt_import)             \
    X(x509_crt_export) X(x509_crt_set_version) X(x509_crt_set_serial) X(x509_crt_set_activation_time)                    \
    X(x509_crt_set_expiration_time) X(x509_crt_set_dn_by_oid) X(x509_crt_set_key) X(x509_crt_set_basic_constraints)      \
    X(x509_crt_set_key_usage) X(x509_crt_set_subject_key_id) X(x509_crt_set_authority_key_id)                            \
    X(x509_crt_set_key_purpose_oid) X(x509_crt_set_subject_alt_name) X(x509_crt_sign2) X(x509_crt_get_key_id)            \
    X(x509_crt_get_activation_time) X(x509_crt_get_expiration_time) X(x509_crt_check_issuer) X(x509_crt_verify)          \
    X(x509_crt_check_hostname)

#define HTTPD_FIELD(name) __typeof__(MHD_##name) *name;
#define TLS_FIELD(name) __typeof__(gnutls_##name) *name;

/// Functions of libmicrohttpd, without their prefix `MHD_`.
struct httpd_functions {
    HTTPD_FUNCTIONS(HTTPD_FIELD)
};

/// Functions of GnuTLS, without their prefix `gnutls_`.
struct tls_functions {
    TLS_FUNCTIONS(TLS_FIELD)
};

#undef HTTPD_FIELD
#undef TLS_FIELD

/// Both fill the table and return null, or return what the dynamic loader says is missing (valid until its next call on
/// the same thread). The library stays loaded.
const char *httpd_load(struct httpd_functions *functions);
const char *tls_load(struct tls_functions *functions);

/// What a daemon is started with. The strings are read during the start only.
struct httpd_options {
    int listen_socket;
    unsigned int threads;
    unsigned int connection_limit;
    unsigned int timeout_seconds;
    size_t connection_memory;
    /// PEM; both null for plain HTTP.
    const char *certificate;
    const char *key;
    void *context;
    /// Gets the target as it was sent; what it returns is the request's context in the other two.
    void *(*began)(void *context, const char *target, struct MHD_Connection *connection);
    MHD_AccessHandlerCallback received;
    MHD_RequestCompletedCallback completed;
    /// At the beginning of each connection, and at its end, before its descriptor is closed.
    MHD_NotifyConnectionCallback connected;
};

/// Stands for the variadic MHD_start_daemon. Null on failure, with libmicrohttpd's last words in `problem`.
struct MHD_Daemon *httpd_start(const struct httpd_functions *functions, const struct httpd_options *options,
                               char *problem, size_t problem_size);

/// Writes the numeric address of a connection's client; 0 where it is not known. Stands for the variadic
/// MHD_get_connection_info, and for the cast of what that returns.
int httpd_peer(const struct httpd_functions *functions, struct MHD_Connection *connection, char *text, size_t size);

/// The descriptor of a connection; -1 where it is not known. Stands for the variadic MHD_get_connection_info.
int httpd_descriptor(const struct httpd_functions *functions, struct MHD_Connection *connection);

/// What `connected` has kept for a connection. Stands for the variadic MHD_get_connection_info.
void *httpd_connection_context(const struct httpd_functions *functions, struct MHD_Connection *connection);

#endif
