// libcurl without linking it: its functions are looked up when the first transfer needs them, because linking costs every
// start of the program 4 ms. Fixed-arity functions stand for the variadic ones, which Swift cannot call.
//
// Every function but curl_shim_load needs a curl_shim_load that returned NULL before.
#ifndef CURL_SHIM_H
#define CURL_SHIM_H

#define CURL_DISABLE_TYPECHECK
#if !__has_include(<curl/curl.h>)
#error "missing <curl/curl.h>: run scripts/run, or install the Debian package libcurl4-openssl-dev and pkg-config"
#endif
#include <curl/curl.h>
#include <stdint.h>

// Loads and initializes libcurl once. Returns NULL, or the sentence of the dynamic linker that says why it cannot.
// Thread-safe.
const char *_Nullable curl_shim_load(void);

// curl_version_info(CURLVERSION_NOW)->version_num, as 0x075801 for 7.88.1.
unsigned curl_shim_version(void);

CURL *_Nullable curl_shim_easy_init(void);
void curl_shim_easy_cleanup(CURL *_Nonnull easy);
void curl_shim_easy_reset(CURL *_Nonnull easy);

// curl_easy_setopt for options of type long, curl_off_t, pointer and function.
CURLcode curl_shim_set_long(CURL *_Nonnull easy, CURLoption option, long value);
CURLcode curl_shim_set_offset(CURL *_Nonnull easy, CURLoption option, int64_t value);
CURLcode curl_shim_set_string(CURL *_Nonnull easy, CURLoption option, const char *_Nullable value);
CURLcode curl_shim_set_pointer(CURL *_Nonnull easy, CURLoption option, void *_Nullable value);
CURLcode curl_shim_set_list(CURL *_Nonnull easy, CURLoption option, struct curl_slist *_Nullable value);

// The callbacks of a transfer. Body and header fields arrive in pieces; to take fewer bytes than offered ends the transfer.
typedef size_t (*curl_shim_bytes_callback)(char *_Nonnull bytes, size_t size, size_t count, void *_Nullable context);
// Called before the request goes out on a connection; CURL_PREREQFUNC_ABORT ends the transfer.
typedef int (*curl_shim_before_request_callback)(
    void *_Nullable context, char *_Nullable peer_address, char *_Nullable local_address, int peer_port, int local_port);

CURLcode curl_shim_on_body(CURL *_Nonnull easy, curl_shim_bytes_callback _Nonnull callback, void *_Nullable context);
CURLcode curl_shim_on_header(CURL *_Nonnull easy, curl_shim_bytes_callback _Nonnull callback, void *_Nullable context);
// CURLE_UNKNOWN_OPTION before libcurl 7.80.
CURLcode curl_shim_before_request(
    CURL *_Nonnull easy, curl_shim_before_request_callback _Nonnull callback, void *_Nullable context);

// curl_easy_getinfo for information of type long and curl_off_t.
CURLcode curl_shim_get_long(CURL *_Nonnull easy, CURLINFO info, long *_Nonnull value);
CURLcode curl_shim_get_offset(CURL *_Nonnull easy, CURLINFO info, int64_t *_Nonnull value);

struct curl_slist *_Nullable curl_shim_list_append(struct curl_slist *_Nullable list, const char *_Nonnull text);
void curl_shim_list_free(struct curl_slist *_Nullable list);

const char *_Nonnull curl_shim_error_text(CURLcode code);

CURLM *_Nullable curl_shim_multi_init(void);
void curl_shim_multi_cleanup(CURLM *_Nonnull multi);
CURLMcode curl_shim_multi_add(CURLM *_Nonnull multi, CURL *_Nonnull easy);
CURLMcode curl_shim_multi_remove(CURLM *_Nonnull multi, CURL *_Nonnull easy);
CURLMcode curl_shim_multi_perform(CURLM *_Nonnull multi, int *_Nonnull running);
CURLMcode curl_shim_multi_poll(
    CURLM *_Nonnull multi, struct curl_waitfd *_Nullable extra, unsigned extra_count, int timeout_ms);
// What transfers wait for: descriptors with CURL_WAIT_POLLIN and CURL_WAIT_POLLOUT, of which those below FD_SETSIZE are told,
// and the time until libcurl wants to be called whatever comes, or -1.
CURLMcode curl_shim_multi_watched(
    CURLM *_Nonnull multi, struct curl_waitfd *_Nonnull descriptors, unsigned capacity, unsigned *_Nonnull count,
    long *_Nonnull timeout_ms);
// The next transfer that is over, or NULL; `result` becomes how it ended.
CURL *_Nullable curl_shim_multi_next_done(CURLM *_Nonnull multi, CURLcode *_Nonnull result);

#endif
