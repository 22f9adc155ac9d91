#include "cli/file_list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

bool tk_file_read(const char *path, uint64_t max_bytes, tk_text *out, tk_diagnostics *diagnostics)
{
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    const char *why = file < 0 || !tk_file_append(file, out, max_bytes) ? strerror(errno)
                      : out->len > max_bytes ? "it is too large" : NULL;
    if (why)
        tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, standard ? "<stdin>" : path, 0, 0,
                           "cannot be read: %s", why);
    if (file >= 0 && !standard)
        close(file);
    return !why;
}

bool tk_file_list_read(const char *path, char separator, tk_strings *out,
                       tk_diagnostics *diagnostics)
{
    tk_text text = {0};
    bool read = tk_file_read(path, UINT32_MAX, &text, diagnostics);
    for (size_t i = 0; read && i < text.len;) {
        const char *at = text.at + i;
        const char *end = memchr(at, separator, text.len - i);
        size_t len = end ? (size_t)(end - at) : text.len - i;
        size_t kept = len && separator == '\n' && at[len - 1] == '\r' ? len - 1 : len;
        if (kept)
            tk_vec_push(out, tk_memory_copy_string(at, kept));
        i += len + 1;
    }
    tk_text_free(&text);
    return read;
}

void tk_strings_free(tk_strings *self)
{
    for (uint32_t i = 0; i < self->len; i++)
        free(self->at[i]);
    tk_vec_free(self);
}
