#define _GNU_SOURCE
#include "edit_signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

static const int handled[] = {SIGINT, SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGQUIT};
enum { HANDLED = sizeof handled / sizeof *handled };

static struct sigaction previous[HANDLED];
static bool replaced[HANDLED];
static int pipe_ends[2] = {-1, -1};
// Readable after a signal that asks the running code to end: what it waits for is over.
static int ending_ends[2] = {-1, -1};
static atomic_bool edits, edits_line, waiting_interrupt;

static atomic_bool running;
static _Atomic(edit_interrupt_function) interrupt_function;
static _Atomic(void *) interrupt_context;
static atomic_uint interrupts;
static atomic_uint terminations;
static atomic_llong last_interrupt, interrupt_before_last;

static const long long burst_nanoseconds = 2000000000LL;

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void put(int signal, const int ends[2]) {
    unsigned char byte = (unsigned char)signal;
    // A full pipe means that the reader has plenty to wake up for.
    ssize_t written = write(ends[1], &byte, 1);
    (void)written;
}

static void notify(int signal) {
    put(signal, pipe_ends);
}

static void call_interrupt(void) {
    edit_interrupt_function function = atomic_load(&interrupt_function);
    if (function != NULL) function(atomic_load(&interrupt_context));
}

static void interrupt_running(void) {
    long long time = now();
    unsigned count = atomic_fetch_add(&interrupts, 1) + 1;
    put(SIGINT, ending_ends);
    bool is_burst = count >= 3 && time - atomic_load(&interrupt_before_last) <= burst_nanoseconds;
    if (is_burst && atomic_load(&interrupt_function) != NULL) _exit(128 + SIGINT);
    atomic_store(&interrupt_before_last, atomic_load(&last_interrupt));
    atomic_store(&last_interrupt, time);
    call_interrupt();
}

// The default action of the signal, from inside its handler: the signal is blocked until the handler is left.
static void act_by_default(int signal) {
    struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
    sigset_t only, mask;
    sigemptyset(&standard.sa_mask);
    sigemptyset(&only);
    sigaddset(&only, signal);
    sigaction(signal, &standard, &ours);
    raise(signal);
    pthread_sigmask(SIG_UNBLOCK, &only, &mask);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(signal, &ours, NULL);
}

static void handle_running(int signal) {
    switch (signal) {
    case SIGINT: interrupt_running(); break;
    case SIGTSTP:
    case SIGQUIT: act_by_default(signal); break;
    case SIGTERM:
    case SIGHUP:
        if (atomic_fetch_add(&terminations, 1) > 0) _exit(128 + signal);
        put(signal, ending_ends);
        notify(signal);
        call_interrupt();
        break;
    default: notify(signal);
    }
}

static void handle(int signal) {
    int saved = errno;
    if (atomic_load(&running)) {
        handle_running(signal);
    } else if (!atomic_load(&edits)) {
        act_by_default(signal);
    } else if (signal == SIGINT && !atomic_load(&edits_line)) {
        // Between two lines: it is meant for what is about to run.
        atomic_store(&waiting_interrupt, true);
    } else if (signal != SIGQUIT) {
        // While a line is edited Control-\ is a slip of the finger, as in every shell.
        notify(signal);
    }
    errno = saved;
}

static void do_nothing(int signal) {
    (void)signal;
}

static int open_pipe(void) {
    if (pipe_ends[0] >= 0) return 0;
    if (ending_ends[0] < 0 && pipe2(ending_ends, O_CLOEXEC | O_NONBLOCK) != 0) return errno;
    return pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) == 0 ? 0 : errno;
}

// A write beyond the file size limit (RLIMIT_FSIZE) shall fail as one to a full disk does, and not end the program. A
// handler, unlike SIG_IGN, does not reach the programs we start.
static void ignore_file_size_signal(void) {
    struct sigaction action = {.sa_handler = do_nothing, .sa_flags = SA_RESTART}, standard;
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGXFSZ, NULL, &standard) == 0 && standard.sa_handler == SIG_DFL) sigaction(SIGXFSZ, &action, NULL);
}

int edit_signals_install(bool interactive) {
    int failure = open_pipe();
    if (failure != 0) return failure;
    ignore_file_size_signal();
    atomic_store(&terminations, 0);
    if (interactive) atomic_store(&edits, true);
    for (int i = 0; i < (interactive ? HANDLED : 1); i++) {
        if (replaced[i]) continue;
        struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
        sigemptyset(&action.sa_mask);
        if (sigaction(handled[i], NULL, &previous[i]) != 0) return errno;
        if (previous[i].sa_handler == SIG_IGN && handled[i] != SIGWINCH) continue;
        if (sigaction(handled[i], &action, NULL) != 0) return errno;
        replaced[i] = true;
    }
    return 0;
}

static void close_pipe(int ends[2]) {
    for (int i = 0; i < 2; i++) {
        if (ends[i] >= 0) close(ends[i]);
        ends[i] = -1;
    }
}

void edit_signals_restore(void) {
    atomic_store(&edits, false);
    for (int i = 0; i < HANDLED; i++) {
        if (replaced[i]) sigaction(handled[i], &previous[i], NULL);
        replaced[i] = false;
    }
    close_pipe(pipe_ends);
    close_pipe(ending_ends);
}

int edit_signals_descriptor(void) {
    return pipe_ends[0];
}

int edit_signals_next(void) {
    unsigned char byte;
    return pipe_ends[0] >= 0 && read(pipe_ends[0], &byte, 1) == 1 ? byte : 0;
}

void edit_signals_begin_line(void) {
    atomic_store(&edits_line, true);
    atomic_store(&waiting_interrupt, false);
}

void edit_signals_end_line(void) {
    atomic_store(&edits_line, false);
}

void edit_signals_begin_running(edit_interrupt_function function, void *context) {
    atomic_store(&interrupts, 0);
    atomic_store(&interrupt_context, context);
    atomic_store(&interrupt_function, function);
    atomic_store(&running, true);
    if (atomic_exchange(&waiting_interrupt, false)) interrupt_running();
}

void edit_signals_end_running(void) {
    atomic_store(&running, false);
    atomic_store(&interrupt_function, NULL);
}

unsigned edit_signals_interrupt_count(void) {
    return atomic_load(&interrupts);
}

bool edit_signals_is_interrupting(void) {
    return atomic_load(&running) && (atomic_load(&interrupts) > 0 || atomic_load(&terminations) > 0);
}

unsigned edit_signals_ending_count(void) {
    return atomic_load(&interrupts) + atomic_load(&terminations);
}

bool edit_signals_wait_readable(int descriptor, unsigned seen) {
    struct pollfd watched[] = {{.fd = descriptor, .events = POLLIN}, {.fd = ending_ends[0], .events = POLLIN}};
    // The count is looked at after the pipe was emptied: a signal that comes later fills it again.
    while (edit_signals_ending_count() == seen) {
        if (poll(watched, 2, -1) < 0 && errno != EINTR) return false;
        if (watched[0].revents != 0) return true;
        unsigned char bytes[64];
        while (ending_ends[0] >= 0 && read(ending_ends[0], bytes, sizeof bytes) > 0) continue;
    }
    return false;
}

void edit_signals_stop(void) {
    act_by_default(SIGTSTP);
}
