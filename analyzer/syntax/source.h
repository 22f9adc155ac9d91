// One Python file as UTF-8 text: decoded, without its byte order mark, with a line index on demand. Of
// a notebook (by the name of the file) the text is that of its code cells.
#ifndef TK_SYNTAX_SOURCE_H
#define TK_SYNTAX_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diagnostic.h"
#include "base/text.h"

// 1-based; columns of one position in the three units that reports use.
typedef struct tk_position {
    uint32_t line;
    uint32_t column;        // code points
    uint32_t column_utf16;  // UTF-16 code units
    uint32_t column_bytes;  // UTF-8 bytes
} tk_position;

enum { TK_MARK_STEP = 1024 };

// All offsets in the analyzer are bytes into `text`, which is always UTF-8, with '\n' and '\r\n' left
// as they were and '\r' alone, which ends a line for Python, made '\n'. A file in another declared
// encoding (PEP 263) was transcoded; `text` then differs from the bytes on disk, while lines and
// columns (counted in code points) agree.
typedef struct tk_notebook tk_notebook;

typedef struct tk_source {
    char *path;                // as the user named it; owned
    char *shown;               // as findings in other files name it; NULL: by path; owned
    char *text;                // `len` bytes and a NUL behind them; owned
    uint32_t len;
    bool had_bom;
    bool transcoded;           // text is not the bytes on disk (behind the mark): no edits
    uint32_t *line_starts;     // offsets, ascending, [0] = 0; NULL until asked for; owned
    uint32_t line_count;
    struct tk_column_mark {
        uint32_t characters;   // code points before this place of the text
        uint32_t utf16;
    } *marks;                  // at every TK_MARK_STEP bytes; NULL until a long line needs them; owned
    tk_notebook *notebook;     // where the text comes from, if not from a file of Python; owned
} tk_source;

// Reads and decodes a file of at most `max_bytes`. On failure returns NULL and adds one diagnostic:
// TK002 notes (too large, undecodable) or an error (unreadable, a directory, no regular file).
tk_source *tk_source_read(const char *path, uint64_t max_bytes, tk_diagnostics *diagnostics);
// The same from memory (standard input, tests); `path` is only a name.
tk_source *tk_source_from_bytes(const char *path, const char *bytes, size_t len,
                                tk_diagnostics *diagnostics);
void tk_source_free(tk_source *self);

tk_position tk_source_position(tk_source *self, uint32_t offset);   // builds the line index
uint32_t tk_source_line(tk_source *self, uint32_t offset);          // 1-based
// The text of a line (1-based) without its line ending; empty when there is no such line.
tk_slice tk_source_line_text(tk_source *self, uint32_t line);
// The offset of a 1-based line and code-point column, clamped to the line's end.
uint32_t tk_source_offset(tk_source *self, uint32_t line, uint32_t column);

#endif
