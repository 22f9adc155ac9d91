#include "report/codes.h"

#include <ctype.h>
#include <string.h>

static bool separates(char c)
{
    return c == ',' || isspace((unsigned char)c);
}

bool tk_codes_next(tk_slice *list, tk_slice *code)
{
    size_t i = 0, start;
    while (i < list->len && separates(list->at[i]))
        i++;
    start = i;
    while (i < list->len && !separates(list->at[i]))
        i++;
    *code = (tk_slice){list->at + start, i - start};
    *list = (tk_slice){list->at + i, list->len - i};
    return code->len > 0;
}

static bool starts_with(const char *code, tk_slice prefix)
{
    for (size_t i = 0; i < prefix.len; i++)
        if (toupper((unsigned char)prefix.at[i]) != toupper((unsigned char)code[i]))
            return false;  // also at the end of a shorter code
    return prefix.len > 0;
}

size_t tk_codes_match(tk_slice list, const char *code)
{
    size_t longest = 0;
    tk_slice entry;
    while (tk_codes_next(&list, &entry)) {
        size_t length = tk_slice_is(entry, "ALL") ? 1 : starts_with(code, entry) ? entry.len : 0;
        if (length > longest)
            longest = length;
    }
    return longest;
}

bool tk_codes_selected(const char *select, const char *ignore, const char *code)
{
    size_t selected = select ? tk_codes_match(tk_slice_of(select), code) : 1;
    size_t ignored = ignore ? tk_codes_match(tk_slice_of(ignore), code) : 0;
    return selected > ignored;
}
