// How often each code was found.
#include <stdlib.h>
#include <string.h>

#include "report/json_write.h"
#include "report/report.h"

typedef struct tally {
    const tk_rule *rule;
    uint32_t count;
} tally;

static int compare_tallies(const void *a, const void *b)
{
    const tally *left = a, *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return strcmp(left->rule->code, right->rule->code);
}

static uint32_t count_codes(const tk_report *self, tally *tallies)
{
    uint32_t len = 0;
    for (uint32_t i = 0; i < self->findings.len; i++) {
        const tk_rule *rule = self->findings.at[i]->rule;
        uint32_t j = 0;
        while (j < len && tallies[j].rule != rule)
            j++;
        if (j == len)
            tallies[len++] = (tally){rule, 0};
        tallies[j].count++;
    }
    qsort(tallies, len, sizeof *tallies, compare_tallies);
    return len;
}

static void add_json(const tally *tallies, uint32_t len, tk_text *out)
{
    tk_json json = {.out = out, .spaced = true};
    tk_json_open(&json, NULL, '[');
    for (uint32_t i = 0; i < len; i++) {
        tk_json_open(&json, NULL, '{');
        tk_json_string(&json, "code", tallies[i].rule->code);
        tk_json_string(&json, "name", tallies[i].rule->name);
        tk_json_number(&json, "count", tallies[i].count);
        tk_json_close(&json, '}');
    }
    tk_json_close(&json, ']');
    tk_text_add_char(out, '\n');
}

void tk_report_statistics(const tk_report *self, tk_format format, tk_text *out)
{
    tally *tallies = tk_memory_alloc((self->findings.len + 1) * sizeof *tallies);
    uint32_t len = count_codes(self, tallies);
    if (!tk_format_is_text(format)) {
        add_json(tallies, len, out);
    } else {
        for (uint32_t i = 0; i < len; i++)
            tk_text_format(out, "%6u  %-6s %s\n", tallies[i].count, tallies[i].rule->code,
                           tallies[i].rule->name);
    }
    free(tallies);
}
