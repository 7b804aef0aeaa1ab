// Fixed-arity forms of libedit's variadic functions, which Swift cannot call, and the process's terminal signals.
#ifndef EDITLINE_H
#define EDITLINE_H

#include <histedit.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <wchar.h>

/// The characters the reader returns to reach our own commands; ordinary keys with these codes are decoded before.
enum {
    EDIT_DISPATCH = 0x1c,
    EDIT_NEWLINE = 0x1d,
};

typedef ssize_t (*edit_write_function)(void *context, const char *bytes, size_t count);
typedef int (*edit_read_function)(EditLine *editor, wchar_t *character);
typedef unsigned char (*edit_command_function)(EditLine *editor, wint_t character);
typedef wchar_t *(*edit_prompt_function)(EditLine *editor);

/// A stdio stream whose writes go to a function: el_init_fd wants a FILE, we want one write(2) per key. NULL on failure.
FILE *edit_open_stream(void *context, edit_write_function write);

/// el_init_fd with EL_CLIENTDATA and the emacs key map, then the user's .editrc. NULL on failure.
EditLine *edit_open(const char *program, int input, int output, FILE *stream, void *client);

/// EL_CLIENTDATA.
void *edit_client(EditLine *editor);

/// EL_GETCFN.
int edit_set_reader(EditLine *editor, edit_read_function reader);

/// EL_PROMPT_ESC with \1 as the mark around literal sequences.
int edit_set_prompt(EditLine *editor, edit_prompt_function prompt);

/// EL_ADDFN and EL_BIND of EDIT_DISPATCH to `command`, of EDIT_NEWLINE to libedit's ed-newline, in both key maps;
/// `k` and `j` of vi's command mode go to `command`, too.
int edit_bind_commands(EditLine *editor, edit_command_function command);

/// EL_EDITOR: whether the user's .editrc chose vi mode.
bool edit_is_vi(EditLine *editor);

/// EL_EDITMODE: false after "edit off" in .editrc, and on terminals that cannot edit.
bool edit_can_edit(EditLine *editor);

/// EL_REFRESH: draws prompt and text anew, taking the cursor's place as the first cell.
int edit_refresh(EditLine *editor);

/// EL_PREP_TERM: raw mode for editing, or the mode found at the start.
int edit_set_raw(EditLine *editor, bool raw);

/// The cells of a character libedit prints as it is (wcwidth); -1 for one it spells out.
int edit_cell_width(wint_t character);

/// memmem, which Swift's C library module does not have.
const void *edit_find(const void *text, size_t count, const void *pattern, size_t pattern_count);

#endif
