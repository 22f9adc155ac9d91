#include "report/display.h"

#include <stdio.h>
#include <string.h>

#include "report/json_write.h"

static const char *const escapes[] = {
    [TK_STYLE_PATH] = "\033[1m",       [TK_STYLE_ERROR] = "\033[1;31m",
    [TK_STYLE_WARNING] = "\033[1;33m", [TK_STYLE_NOTE] = "\033[1;36m",
    [TK_STYLE_GUTTER] = "\033[34m",    [TK_STYLE_RELATED] = "\033[1;34m",
    [TK_STYLE_HELP] = "\033[32m",
};

void tk_style_begin(const tk_style *self, tk_style_name name)
{
    if (self->color)
        tk_text_add_string(self->out, escapes[name]);
}

void tk_style_end(const tk_style *self)
{
    if (self->color)
        tk_text_add_string(self->out, "\033[0m");
}

tk_style_name tk_style_of_level(tk_level level)
{
    return level == TK_LEVEL_ERROR     ? TK_STYLE_ERROR
           : level == TK_LEVEL_WARNING ? TK_STYLE_WARNING
                                       : TK_STYLE_NOTE;
}

static uint32_t code_point(const char *at, size_t length)
{
    const unsigned char *c = (const unsigned char *)at;
    static const unsigned char lead_masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t point = c[0] & lead_masks[length];
    for (size_t i = 1; i < length; i++)
        point = point << 6 | (c[i] & 0x3F);
    return point;
}

static bool reorders_text(uint32_t point)
{
    return point == 0x061C || point == 0x200E || point == 0x200F ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

// The second sign of "##[" and "##vso[": logs of continuous integration take commands from there.
static bool begins_command(tk_slice text, size_t at)
{
    tk_slice rest = {text.at + at + 1, text.len - at - 1};
    return at > 0 && text.at[at] == '#' && text.at[at - 1] == '#' &&
           (tk_slice_starts(rest, "[") || tk_slice_starts(rest, "vso["));
}

tk_glyph tk_display_glyph(tk_slice text, size_t at)
{
    size_t length = tk_utf8_length(text.at + at, text.len - at);
    tk_glyph glyph = {"\xEF\xBF\xBD", 1, length ? length : 1};
    if (length == 0)
        return glyph;
    uint32_t point = code_point(text.at + at, length);
    if (point == '\t') {
        strcpy(glyph.bytes, "\t");
    } else if (point < 0x20 || point == 0x7F) {
        snprintf(glyph.bytes, sizeof glyph.bytes, "\xE2\x90%c",
                 (char)(0x80 + (point == 0x7F ? 0x21 : point)));
    } else if (point == '#' && begins_command(text, at)) {
        strcpy(glyph.bytes, "\xE2\x99\xAF");
    } else if (!(point >= 0x80 && point < 0xA0) && !reorders_text(point)) {
        memcpy(glyph.bytes, text.at + at, length);
        glyph.bytes[length] = '\0';
        glyph.width = tk_display_width(point);
    }
    return glyph;
}

static void add_shown(tk_text *out, tk_slice text, const char *newline, const char *tab)
{
    for (size_t i = 0; i < text.len;) {
        tk_glyph glyph = tk_display_glyph(text, i);
        if (text.at[i] == '\n')
            tk_text_add_string(out, newline);
        else if (text.at[i] == '\t')
            tk_text_add_string(out, tab);
        else
            tk_text_add_string(out, glyph.bytes);
        i += glyph.taken;
    }
}

void tk_display_name(tk_text *out, tk_slice name)
{
    size_t blanks = 0;
    while (blanks < name.len && name.at[blanks] == ' ')
        blanks++;
    // At the start of a line "::" is a command of GitHub's.
    if (tk_slice_starts((tk_slice){name.at + blanks, name.len - blanks}, "::"))
        tk_text_add_string(out, "./");
    add_shown(out, name, "\xE2\x90\x8A", "\xE2\x90\x89");
}

void tk_display_quoted(tk_text *out, const char *path)
{
    tk_text shown = {0};
    tk_display_name(&shown, tk_slice_of(path));
    bool plain = strcmp(tk_text_string(&shown), path) == 0 && path[0] != '"';
    tk_text_free(&shown);
    if (plain) {
        tk_text_add_string(out, path);
        return;
    }
    tk_text_add_char(out, '"');
    for (; *path; path++) {
        bool escape = *path == '"' || *path == '\\' || *path == '#' || *path == ':' ||
                      (unsigned char)*path < 0x20 || (unsigned char)*path >= 0x7F;
        if (escape)
            tk_text_format(out, "\\%03o", (unsigned char)*path);
        else
            tk_text_add_char(out, *path);
    }
    tk_text_add_char(out, '"');
}

void tk_display_line(tk_text *out, tk_slice message)
{
    while (message.len && message.at[message.len - 1] == '\n')
        message.len--;
    add_shown(out, message, " ", " ");
}

void tk_display_text(tk_text *out, tk_slice text)
{
    for (size_t i = 0; i < text.len;) {
        tk_glyph glyph = tk_display_glyph(text, i);
        tk_text_add_string(out, text.at[i] == '\n' ? "\n" : glyph.bytes);
        i += glyph.taken;
    }
}

void tk_display_code(const tk_style *style, const tk_finding *finding)
{
    const char *code = finding->rule->code;
    if (style->homepage)
        tk_text_format(style->out, "\033]8;;%s/blob/main/docs/rules/%s.md\033\\", style->homepage,
                       code);
    tk_style_begin(style, tk_style_of_level(finding->level));
    tk_text_add_string(style->out, code);
    tk_style_end(style);
    if (style->homepage)
        tk_text_add_string(style->out, "\033]8;;\033\\");
}

void tk_display_heading(const tk_style *style, const tk_finding *finding, tk_applicability least)
{
    tk_style_begin(style, TK_STYLE_PATH);
    tk_display_name(style->out, tk_slice_of(finding->place.path));
    tk_style_end(style);
    tk_text_add_char(style->out, ':');
    tk_place_print(&finding->place, style->out);
    tk_text_add_string(style->out, ": ");
    tk_display_code(style, finding);
    tk_text_add_string(style->out, tk_finding_fix(finding, least) ? " [*] " : " ");
    tk_display_line(style->out, tk_slice_of(finding->message));
}
