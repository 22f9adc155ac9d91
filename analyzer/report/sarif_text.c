#include "report/sarif_text.h"

#include <ctype.h>
#include <string.h>

static const char *safe(char c, bool in_link)
{
    switch (c) {
    case '{':
        return "(";
    case '}':
        return ")";
    case '\n':
    case '\r':
    case '\t':
        return " ";
    case '[':
        return in_link ? "(" : NULL;
    case ']':
        return in_link ? ")" : NULL;
    default:
        return NULL;
    }
}

static void add_safe(tk_text *out, const char *text, bool in_link)
{
    size_t len = strlen(text);
    while (len && isspace((unsigned char)text[len - 1]))
        len--;
    for (size_t i = 0; i < len; i++) {
        const char *instead = safe(text[i], in_link);
        if (instead)
            tk_text_add_string(out, instead);
        else
            tk_text_add_char(out, text[i]);
        if (text[i] == ']' && !in_link && i + 1 < len && text[i + 1] == '(')
            tk_text_add_char(out, ' ');  // `cache[x](y)` is no link
    }
}

static void add_period(tk_text *out)
{
    if (out->len && !strchr(".!?", out->at[out->len - 1]))
        tk_text_add_char(out, '.');
}

void tk_sarif_sentence(tk_text *out, const char *text)
{
    add_safe(out, text, false);
    add_period(out);
}

void tk_sarif_link(tk_text *out, const char *text, uint32_t id)
{
    tk_text_add_char(out, '[');
    add_safe(out, text, true);
    tk_text_format(out, "](%u)", id);
}

void tk_sarif_pascal(tk_text *out, const char *name)
{
    bool upper = true;
    for (; *name; name++) {
        bool letter = isalnum((unsigned char)*name);
        if (letter)
            tk_text_add_char(out, upper ? (char)toupper((unsigned char)*name) : *name);
        upper = !letter;
    }
}

void tk_sarif_description(tk_text *out, const char *text)
{
    enum { MOST = 1000 };  // bytes; never more characters than that
    tk_text whole = {0};
    tk_sarif_sentence(&whole, text);
    if (whole.len > MOST) {
        size_t len = MOST;
        while (len && ((unsigned char)whole.at[len] & 0xC0) == 0x80)
            len--;
        for (size_t i = len; i > MOST / 2; i--) {
            if (whole.at[i - 1] == '.') {  // at the end of a sentence, if there is one
                len = i;
                break;
            }
        }
        whole.len = len;
    }
    tk_text_add(out, tk_text_string(&whole), whole.len);
    add_period(out);
    tk_text_free(&whole);
}
