#include "syntax/scan.h"

// No Python compiles what is deeper than this: "too many nested parentheses" at 200 of them,
// RecursionError at some thousands of operators of which each takes all before it as its operand.
enum { MOST_BRACKETS = 200, MOST_CHAIN = 50000 };

// What makes an expression one level deeper when it follows it. `and`, `or`, comparisons and commas
// do not: they are flat.
static const bool deepens[256] = {
    ['+'] = true, ['-'] = true, ['*'] = true, ['/'] = true, ['%'] = true, ['@'] = true,
    ['&'] = true, ['|'] = true, ['^'] = true, ['~'] = true, ['.'] = true,
    ['('] = true, ['['] = true,
};

bool tk_scan_too_deep(const char *text, uint32_t start, uint32_t end)
{
    tk_outline comments = {0};
    tk_scanner scanner = {.text = text, .len = end, .outline = &comments};
    tk_logical_line line = {0};
    uint32_t chain[MOST_BRACKETS + 1] = {0};   // by how many brackets are open
    bool deep = false;
    for (uint32_t at = start; at < end && !deep;) {
        char c = text[at];
        uint32_t *length = &chain[scanner.open.len];
        if (deepens[(unsigned char)c])
            deep = ++*length > MOST_CHAIN;
        else if (c == ',' || c == ';' || c == '=' || (c == '\n' && !scanner.open.len))
            *length = 0;
        uint32_t next = tk_scan_special(&scanner, &line, at);
        if (next == TK_SCAN_BAD)
            break;
        if (scanner.open.len > MOST_BRACKETS)
            deep = true;
        else if (&chain[scanner.open.len] > length)
            chain[scanner.open.len] = 0;
        at = next;
    }
    tk_scanner_free(&scanner);
    tk_vec_free(&comments.comments);
    return deep;
}
