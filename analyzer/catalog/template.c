#include "catalog/template.h"

#include <stdlib.h>
#include <string.h>

static tk_template_kind read_marker(const char *at, size_t *len, uint32_t *version)
{
    static const struct {
        const char *text;
        tk_template_kind kind;
    } markers[] = {{"{before 3.", TK_PART_BEFORE}, {"{since 3.", TK_PART_SINCE}};
    *version = 0;
    if (tk_slice_starts(tk_slice_of(at), "{always}")) {
        *len = strlen("{always}");
        return TK_PART_ALWAYS;
    }
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
        if (!tk_slice_starts(tk_slice_of(at), markers[i].text))
            continue;
        const char *digits = at + strlen(markers[i].text);
        size_t count = strspn(digits, "0123456789");
        if (count == 0 || count > 2 || digits[count] != '}')
            continue;
        *version = 300 + (uint32_t)strtoul(digits, NULL, 10);
        *len = (size_t)(digits - at) + count + 1;
        return markers[i].kind;
    }
    return TK_PART_NONE;
}

tk_template_kind tk_template_part(const char *at, size_t *len)
{
    uint32_t version;
    return read_marker(at, len, &version);
}

bool tk_template_turn(tk_template_version *self, const char *at, size_t *len, tk_text *out)
{
    uint32_t version;
    tk_template_kind kind = read_marker(at, len, &version);
    if (kind == TK_PART_NONE)
        return false;
    if (self->bracket)
        tk_text_add_char(out, ')');
    self->bracket = kind == TK_PART_SINCE && !self->target;
    if (self->bracket)
        tk_text_format(out, " (since Python 3.%u: ", version - 300);
    self->hidden = self->target && ((kind == TK_PART_BEFORE && self->target >= version) ||
                                    (kind == TK_PART_SINCE && self->target < version));
    return true;
}
