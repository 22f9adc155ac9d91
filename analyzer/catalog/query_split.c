#include "catalog/query_split.h"

#include <tree_sitter/api.h>

#include "syntax/syntax.h"

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t skip_blanks(tk_slice text, size_t at)
{
    for (bool comment = false; at < text.len; at++) {
        char c = text.at[at];
        comment = comment ? c != '\n' : c == ';';
        if (!comment && c != '\n' && c != ' ' && c != '\t' && c != '\r')
            break;
    }
    return at;
}

// Behind the parenthesis that closes the one at `at`.
static size_t skip_group(tk_slice text, size_t at)
{
    uint32_t depth = 0;
    for (bool string = false; at < text.len; at++) {
        char c = text.at[at];
        if (c == '"' && (!string || text.at[at - 1] != '\\'))
            string = !string;
        else if (c == ';' && !string)
            at = skip_blanks(text, at) - 1;
        else if (!string)
            depth += c == '(' ? 1u : c == ')' ? -1u : 0;
        if (c == ')' && !depth)
            return at + 1;
    }
    return at;
}

// The kind of node that a pattern matches; empty when there are several.
static tk_slice node_of(tk_slice pattern)
{
    const TSLanguage *python = tree_sitter_python();
    size_t at = 0;
    while (at < pattern.len && pattern.at[at] == '(')
        at = skip_blanks(pattern, at + 1);
    tk_slice name = {pattern.at + at, 0};
    while (at + name.len < pattern.len && is_name(name.at[name.len]))
        name.len++;
    TSSymbol symbol = ts_language_symbol_for_name(python, name.at, (uint32_t)name.len, true);
    bool one = symbol && ts_language_symbol_type(python, symbol) == TSSymbolTypeRegular;
    return one && name.at[name.len] != '/' ? name : TK_SLICE("");
}

bool tk_query_split(tk_slice text, bool (*take)(void *context, tk_slice node, tk_slice pattern),
                    void *context)
{
    for (size_t at = skip_blanks(text, 0), end; at < text.len; at = end) {
        if (text.at[at] != '(')
            return false;
        end = skip_blanks(text, skip_group(text, at));
        while (end < text.len && text.at[end] != '(')   // @captures
            end = skip_blanks(text, end + 1);
        tk_slice pattern = {text.at + at, end - at};
        if (!take(context, node_of(pattern), pattern))
            return false;
    }
    return true;
}
