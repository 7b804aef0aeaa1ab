// The signals of a program on a terminal: a self-pipe while it edits, a callback while it runs the user's code.
#ifndef EDIT_SIGNALS_H
#define EDIT_SIGNALS_H

#include <stdbool.h>

/// Called in the signal handler, on any thread: async-signal-safe, and `context` must outlive the handlers.
typedef void (*edit_interrupt_function)(void *context);

/// Handles INT and XFSZ, and with `interactive` also WINCH, TSTP, CONT, TERM, HUP and QUIT. A signal that was ignored at the start
/// (nohup, background jobs) stays ignored. Without `interactive`, SIGINT has its default action outside of
/// edit_signals_begin_running. Calling it again changes nothing. Returns 0 or an errno.
int edit_signals_install(bool interactive);

/// Puts the dispositions of before back and closes the pipe.
void edit_signals_restore(void);

/// Readable when edit_signals_next has something to return; -1 before the installation.
int edit_signals_descriptor(void);

/// Takes one signal off the pipe: its number, or 0 when there is none.
int edit_signals_next(void);

/// Between these two a line is edited, and SIGINT goes into the pipe. One that comes after the line's end interrupts what
/// runs next; with the next line it is forgotten.
void edit_signals_begin_line(void);
void edit_signals_end_line(void);

/// From here to edit_signals_end_running, SIGINT calls `function`, and the third within two seconds ends the process
/// with status 130; with NULL it is only counted. SIGTSTP stops at once. SIGTERM and SIGHUP call `function`
/// too, so that the code ends, and stay in the pipe; the second of them ends the process.
void edit_signals_begin_running(edit_interrupt_function function, void *context);
void edit_signals_end_running(void);

/// SIGINTs since the last edit_signals_begin_running.
unsigned edit_signals_interrupt_count(void);

/// Whether code between edit_signals_begin_running and edit_signals_end_running was asked to end.
bool edit_signals_is_interrupting(void);

/// Signals since then that ask the running code to end: INT, and TERM and HUP since the installation.
unsigned edit_signals_ending_count(void);

/// Waits until the descriptor is readable or closed by the other side. False when such a signal has come since the
/// count was `seen`, also before the call, and when poll(2) fails. For one thread at a time.
bool edit_signals_wait_readable(int descriptor, unsigned seen);

/// Stops the process as SIGTSTP's default action does, and returns when it goes on.
void edit_signals_stop(void);

#endif
