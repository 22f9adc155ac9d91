#include "syntax/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "syntax/decode.h"
#include "syntax/notebook.h"

// Offsets and node numbers are 32-bit: a quarter of that leaves room for several nodes per byte.
static const uint64_t LARGEST = 1u << 30;

static tk_source *source_new(const char *path, tk_decoding *decoding)
{
    tk_source *self = tk_memory_zero(1, sizeof *self);
    self->path = tk_memory_copy_string(path, strlen(path));
    self->text = decoding->text.at;
    self->len = (uint32_t)decoding->text.len;
    self->had_bom = decoding->had_bom;
    self->transcoded = decoding->changed;
    return self;
}

static void set_hint(tk_diagnostic *diagnostic, const char *hint)
{
    diagnostic->hint = tk_memory_copy_string(hint, strlen(hint));
}

static tk_diagnostic *add_skipped(tk_diagnostics *diagnostics, tk_severity severity,
                                  const char *path, uint32_t line, const char *message)
{
    tk_diagnostic *added = tk_diagnostics_add(diagnostics, severity, path, line, 0, "%s", message);
    added->code = "TK002";
    return added;
}

static uint32_t line_of(tk_slice bytes, size_t offset)
{
    uint32_t line = 1;
    for (size_t i = 0; i < offset; i++)
        if (bytes.at[i] == '\n' ||
            (bytes.at[i] == '\r' && i + 1 < bytes.len && bytes.at[i + 1] != '\n'))
            line++;
    return line;
}

static void add_undecodable(tk_diagnostics *diagnostics, const char *path, tk_slice bytes,
                            const tk_decoding *decoding, tk_decode_result result)
{
    tk_text message = {0};
    size_t offset = decoding->bad_at + (decoding->had_bom ? 3 : 0);
    uint32_t line = 1;
    if (result == TK_DECODE_UNKNOWN) {
        tk_text_format(&message, "skipped: the declared encoding '%s' is not known",
                       decoding->encoding);
    } else {
        line = line_of(bytes, offset);
        tk_text_format(&message, "skipped: byte 0x%02x at offset %zu is not %s",
                       (unsigned char)bytes.at[offset], offset,
                       decoding->encoding[0] ? decoding->encoding : "UTF-8");
    }
    tk_diagnostic *added =
        add_skipped(diagnostics, TK_SEVERITY_NOTE, path, line, tk_text_string(&message));
    if (result == TK_DECODE_INVALID && !decoding->encoding[0] && !tk_notebook_named(path))
        set_hint(added, "declare the encoding in the first line, as in: # coding: latin-1");
    tk_text_free(&message);
}

static void add_too_large(tk_diagnostics *diagnostics, const char *path, uint64_t size,
                          uint64_t most)
{
    tk_text message = {0};
    tk_text_format(&message,
                   "skipped: the file has %" PRIu64 " bytes, more than the limit of %" PRIu64, size,
                   most);
    tk_diagnostic *added =
        add_skipped(diagnostics, TK_SEVERITY_NOTE, path, 0, tk_text_string(&message));
    if (tk_notebook_named(path))
        set_hint(added, "what the cells have printed counts, too");
    tk_text_free(&message);
}

static void add_unreadable(tk_diagnostics *diagnostics, const char *path, const char *why)
{
    tk_text message = {0};
    tk_text_format(&message, "cannot be read: %s", why);
    add_skipped(diagnostics, TK_SEVERITY_ERROR, path, 0, tk_text_string(&message));
    tk_text_free(&message);
}

tk_source *tk_source_from_bytes(const char *path, const char *bytes, size_t len,
                                tk_diagnostics *diagnostics)
{
    tk_slice all = {bytes, len};
    tk_decoding decoding;
    if (len > LARGEST) {
        add_too_large(diagnostics, path, len, LARGEST);
        return NULL;
    }
    tk_decode_result result = tk_decode_bytes(&decoding, all);
    if (result != TK_DECODE_OK)
        add_undecodable(diagnostics, path, all, &decoding, result);
    else if (decoding.text.len > LARGEST)
        add_too_large(diagnostics, path, decoding.text.len, LARGEST);
    else if (tk_notebook_named(path))
        return tk_notebook_read(source_new(path, &decoding), diagnostics);
    else
        return source_new(path, &decoding);
    tk_text_free(&decoding.text);
    return NULL;
}

tk_source *tk_source_read(const char *path, uint64_t max_bytes, tk_diagnostics *diagnostics)
{
    tk_source *self = NULL;
    tk_text bytes = {0};
    struct stat status;
    uint64_t most = max_bytes < LARGEST ? max_bytes : LARGEST;
    // A named pipe nobody writes to must not make the open wait.
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 || fstat(file, &status) != 0)
        add_unreadable(diagnostics, path, strerror(errno));
    else if (!S_ISREG(status.st_mode))
        add_unreadable(diagnostics, path,
                       S_ISDIR(status.st_mode) ? "it is a directory" : "it is not a regular file");
    else if ((uint64_t)status.st_size > most)
        add_too_large(diagnostics, path, (uint64_t)status.st_size, most);
    else if (!tk_file_append(file, &bytes, most))
        add_unreadable(diagnostics, path, strerror(errno));
    else if (bytes.len > most)
        add_too_large(diagnostics, path, bytes.len, most);
    else
        self = tk_source_from_bytes(path, tk_text_string(&bytes), bytes.len, diagnostics);
    if (file >= 0)
        close(file);
    tk_text_free(&bytes);
    return self;
}

void tk_source_free(tk_source *self)
{
    if (!self)
        return;
    free(self->path);
    free(self->shown);
    free(self->text);
    free(self->line_starts);
    tk_notebook_free(self->notebook);
    free(self->marks);
    free(self);
}
