// Text for terminals: names and source that cannot harm one, colours, and how wide characters are.
#ifndef TK_REPORT_DISPLAY_H
#define TK_REPORT_DISPLAY_H

#include "report/finding.h"

typedef enum tk_style_name {
    TK_STYLE_PATH,
    TK_STYLE_ERROR,
    TK_STYLE_WARNING,
    TK_STYLE_NOTE,
    TK_STYLE_GUTTER,
    TK_STYLE_RELATED,
    TK_STYLE_HELP,
} tk_style_name;

typedef struct tk_style {
    tk_text *out;
    bool color;            // false: begin and end write nothing
    const char *homepage;  // codes are links to its pages of rules (OSC 8); NULL: they are not
} tk_style;

void tk_style_begin(const tk_style *self, tk_style_name name);
void tk_style_end(const tk_style *self);
tk_style_name tk_style_of_level(tk_level level);

// One character as it may be shown. Control characters become their pictures (U+2400 and on), what
// reorders text or is no UTF-8 becomes U+FFFD; no commands for the logs of CI are left.
typedef struct tk_glyph {
    char bytes[5];   // UTF-8, NUL-terminated; a tab stays a tab
    uint32_t width;  // terminal columns: 0, 1 or 2
    size_t taken;    // bytes of the input
} tk_glyph;

tk_glyph tk_display_glyph(tk_slice text, size_t at);
uint32_t tk_display_width(uint32_t point);  // of a Unicode scalar value

void tk_display_name(tk_text *out, tk_slice name);     // a file name; tabs and newlines as pictures
// A path for programs, as git prints it: in quotes, with the escapes of C, when it would not look like
// what it is.
void tk_display_quoted(tk_text *out, const char *path);
void tk_display_line(tk_text *out, tk_slice message);  // prose on one line; newlines become spaces
void tk_display_text(tk_text *out, tk_slice text);     // lines; they stay lines
void tk_display_code(const tk_style *style, const tk_finding *finding);
// "path:line:column: CODE message"; "CODE [*]" when some fix is at least that applicable.
void tk_display_heading(const tk_style *style, const tk_finding *finding, tk_applicability least);

#endif
