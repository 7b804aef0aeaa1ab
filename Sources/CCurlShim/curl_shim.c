#include "curl_shim.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <sys/select.h>

// Every function of libcurl that is used, with the type of its declaration.
#define CURL_FUNCTIONS(F)                                                                                              \
    F(global_init)                                                                                                     \
    F(version_info)                                                                                                    \
    F(easy_init)                                                                                                       \
    F(easy_cleanup)                                                                                                    \
    F(easy_reset)                                                                                                      \
    F(easy_setopt)                                                                                                     \
    F(easy_getinfo)                                                                                                    \
    F(easy_strerror)                                                                                                   \
    F(slist_append)                                                                                                    \
    F(slist_free_all)                                                                                                  \
    F(multi_init)                                                                                                      \
    F(multi_cleanup)                                                                                                   \
    F(multi_add_handle)                                                                                                \
    F(multi_remove_handle)                                                                                             \
    F(multi_perform)                                                                                                   \
    F(multi_poll)                                                                                                      \
    F(multi_fdset)                                                                                                     \
    F(multi_timeout)                                                                                                   \
    F(multi_info_read)

static struct {
#define F(name) __typeof__(&curl_##name) name;
    CURL_FUNCTIONS(F)
#undef F
} curl;

static pthread_once_t loaded = PTHREAD_ONCE_INIT;
static const char *load_problem;

static void load(void) {
    // Not RTLD_GLOBAL: the symbols of OpenSSL stay out of everybody else's way.
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        load_problem = reason ? strdup(reason) : "libcurl.so.4 cannot be loaded";
        return;
    }
#define F(name)                                                                                                        \
    if (!(curl.name = (__typeof__(curl.name))dlsym(library, "curl_" #name))) {                                         \
        load_problem = "libcurl.so.4 has no function curl_" #name "; 7.66 or newer is needed";                         \
        return;                                                                                                        \
    }
    CURL_FUNCTIONS(F)
#undef F
    if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) load_problem = "libcurl cannot be initialized";
}

const char *curl_shim_load(void) {
    pthread_once(&loaded, load);
    return load_problem;
}

unsigned curl_shim_version(void) { return curl.version_info(CURLVERSION_NOW)->version_num; }

CURL *curl_shim_easy_init(void) { return curl.easy_init(); }
void curl_shim_easy_cleanup(CURL *easy) { curl.easy_cleanup(easy); }
void curl_shim_easy_reset(CURL *easy) { curl.easy_reset(easy); }

CURLcode curl_shim_set_long(CURL *easy, CURLoption option, long value) { return curl.easy_setopt(easy, option, value); }

CURLcode curl_shim_set_offset(CURL *easy, CURLoption option, int64_t value) {
    return curl.easy_setopt(easy, option, (curl_off_t)value);
}

CURLcode curl_shim_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl.easy_setopt(easy, option, value);
}

CURLcode curl_shim_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl.easy_setopt(easy, option, value);
}

CURLcode curl_shim_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl.easy_setopt(easy, option, value);
}

CURLcode curl_shim_on_body(CURL *easy, curl_shim_bytes_callback callback, void *context) {
    CURLcode code = curl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
    return code == CURLE_OK ? curl.easy_setopt(easy, CURLOPT_WRITEDATA, context) : code;
}

CURLcode curl_shim_on_header(CURL *easy, curl_shim_bytes_callback callback, void *context) {
    CURLcode code = curl.easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
    return code == CURLE_OK ? curl.easy_setopt(easy, CURLOPT_HEADERDATA, context) : code;
}

CURLcode curl_shim_before_request(CURL *easy, curl_shim_before_request_callback callback, void *context) {
#if LIBCURL_VERSION_NUM >= 0x075000
    CURLcode code = curl.easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
    return code == CURLE_OK ? curl.easy_setopt(easy, CURLOPT_PREREQDATA, context) : code;
#else
    (void)easy, (void)callback, (void)context;
    return CURLE_UNKNOWN_OPTION;
#endif
}

CURLcode curl_shim_get_long(CURL *easy, CURLINFO info, long *value) { return curl.easy_getinfo(easy, info, value); }

CURLcode curl_shim_get_offset(CURL *easy, CURLINFO info, int64_t *value) {
    curl_off_t offset = 0;
    CURLcode code = curl.easy_getinfo(easy, info, &offset);
    *value = offset;
    return code;
}

struct curl_slist *curl_shim_list_append(struct curl_slist *list, const char *text) {
    return curl.slist_append(list, text);
}

void curl_shim_list_free(struct curl_slist *list) { curl.slist_free_all(list); }

const char *curl_shim_error_text(CURLcode code) { return curl.easy_strerror(code); }

CURLM *curl_shim_multi_init(void) { return curl.multi_init(); }
void curl_shim_multi_cleanup(CURLM *multi) { curl.multi_cleanup(multi); }
CURLMcode curl_shim_multi_add(CURLM *multi, CURL *easy) { return curl.multi_add_handle(multi, easy); }
CURLMcode curl_shim_multi_remove(CURLM *multi, CURL *easy) { return curl.multi_remove_handle(multi, easy); }
CURLMcode curl_shim_multi_perform(CURLM *multi, int *running) { return curl.multi_perform(multi, running); }

CURLMcode curl_shim_multi_poll(CURLM *multi, struct curl_waitfd *extra, unsigned extra_count, int timeout_ms) {
    return curl.multi_poll(multi, extra, extra_count, timeout_ms, NULL);
}

static short watched_events(int descriptor, const fd_set *reading, const fd_set *writing) {
    return (short)((FD_ISSET(descriptor, reading) ? CURL_WAIT_POLLIN : 0)
                   | (FD_ISSET(descriptor, writing) ? CURL_WAIT_POLLOUT : 0));
}

CURLMcode curl_shim_multi_watched(
    CURLM *multi, struct curl_waitfd *descriptors, unsigned capacity, unsigned *count, long *timeout_ms) {
    fd_set reading, writing, failing;
    FD_ZERO(&reading);
    FD_ZERO(&writing);
    FD_ZERO(&failing);
    int highest = -1;
    *count = 0;
    CURLMcode code = curl.multi_fdset(multi, &reading, &writing, &failing, &highest);
    if (code != CURLM_OK) return code;
    for (int descriptor = 0; descriptor <= highest && *count < capacity; descriptor++) {
        short events = watched_events(descriptor, &reading, &writing);
        if (events != 0) descriptors[(*count)++] = (struct curl_waitfd){.fd = descriptor, .events = events};
    }
    return curl.multi_timeout(multi, timeout_ms);
}

CURL *curl_shim_multi_next_done(CURLM *multi, CURLcode *result) {
    int remaining = 0;
    CURLMsg *message;
    while ((message = curl.multi_info_read(multi, &remaining))) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}
