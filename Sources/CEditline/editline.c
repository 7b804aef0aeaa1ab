#define _GNU_SOURCE
#include "editline.h"

#include <string.h>
#include <wctype.h>

FILE *edit_open_stream(void *context, edit_write_function write) {
    FILE *stream = fopencookie(context, "w", (cookie_io_functions_t){.write = write});
    return stream;
}

EditLine *edit_open(const char *program, int input, int output, FILE *stream, void *client) {
    EditLine *editor = el_init_fd(program, stdin, stream, stream, input, output, output);
    if (editor == NULL) return NULL;
    el_wset(editor, EL_CLIENTDATA, client);
    el_wset(editor, EL_EDITOR, L"emacs");
    // Control-S is a key of the search, and line ends in a paste must come as they are.
    el_wset(editor, EL_SETTY, L"-d", L"-ixon", L"-icrnl", L"-inlcr", NULL);
    // Before our bindings: `bind -v` and `bind -e` reset the key maps.
    el_source(editor, NULL);
    return editor;
}

void *edit_client(EditLine *editor) {
    void *client = NULL;
    el_wget(editor, EL_CLIENTDATA, &client);
    return client;
}

int edit_set_reader(EditLine *editor, edit_read_function reader) {
    return el_wset(editor, EL_GETCFN, reader);
}

int edit_set_prompt(EditLine *editor, edit_prompt_function prompt) {
    return el_wset(editor, EL_PROMPT_ESC, prompt, L'\1');
}

static int bind_key(EditLine *editor, const wchar_t *key, const wchar_t *command) {
    int plain = el_wset(editor, EL_BIND, key, command, NULL);
    int alternative = el_wset(editor, EL_BIND, L"-a", key, command, NULL);
    return plain != 0 ? plain : alternative;
}

int edit_bind_commands(EditLine *editor, edit_command_function command) {
    // libedit keeps the pointers to name and help: literals live as long as the program.
    int added = el_wset(editor, EL_ADDFN, L"line-editor-command", L"A command of the host program", command);
    if (added != 0) return added;
    int dispatch = bind_key(editor, L"\\034", L"line-editor-command");
    // vi's ways through the history; libedit's own history is not used.
    el_wset(editor, EL_BIND, L"-a", L"k", L"line-editor-command", NULL);
    el_wset(editor, EL_BIND, L"-a", L"j", L"line-editor-command", NULL);
    return dispatch != 0 ? dispatch : bind_key(editor, L"\\035", L"ed-newline");
}

bool edit_is_vi(EditLine *editor) {
    const wchar_t *name = NULL;
    return el_wget(editor, EL_EDITOR, &name) == 0 && name != NULL && wcscmp(name, L"vi") == 0;
}

bool edit_can_edit(EditLine *editor) {
    int mode = 0;
    return el_wget(editor, EL_EDITMODE, &mode) == 0 && mode != 0;
}

int edit_refresh(EditLine *editor) {
    return el_wset(editor, EL_REFRESH);
}

int edit_set_raw(EditLine *editor, bool raw) {
    return el_wset(editor, EL_PREP_TERM, (int)raw);
}

int edit_cell_width(wint_t character) {
    if (!iswprint(character)) return -1;
    int cells = wcwidth((wchar_t)character);
    return cells < 0 ? 0 : cells;
}

const void *edit_find(const void *text, size_t count, const void *pattern, size_t pattern_count) {
    return memmem(text, count, pattern, pattern_count);
}
