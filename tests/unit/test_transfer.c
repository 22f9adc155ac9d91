// Transfer functions: what a library call, an operator or a subscript gives. The table's expectations
// are what the real libraries give (transfer_oracle.py asks them).
#include "infer_support.h"

typedef struct transfer_case {
    const char *section;
    expression expression;
} transfer_case;

#define PRELUDE(line) line "\n"
#define CASE(section, python, value)
#define LIKELY(section, python, value)
static const char prelude[] =
#include "transfer_cases.def"
    ;
#undef PRELUDE
#undef CASE
#undef LIKELY

#define PRELUDE(line)
#define CASE(section, python, value) {#section, {python, value " definite"}},
#define LIKELY(section, python, value) {#section, {python, value " likely"}},
static const transfer_case cases[] = {
#include "transfer_cases.def"
};
#undef PRELUDE
#undef CASE
#undef LIKELY

static void check_section(const char *section)
{
    TK_VEC(expression) chosen = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(cases[i].section, section) == 0)
            tk_vec_push(&chosen, cases[i].expression);
    check_expressions_at(prelude, chosen.at, chosen.len, __FILE__, __LINE__);
    tk_vec_free(&chosen);
}

#define SECTION(name) \
    static void test_##name(void **state) \
    { \
        (void)state; \
        check_section(#name); \
    }

SECTION(make)
SECTION(reduce)
SECTION(elementwise)
SECTION(reshape)
SECTION(combine)
SECTION(index)
SECTION(sequence)
SECTION(iterators)
SECTION(functions)
SECTION(tables)
SECTION(grids)
SECTION(algebra)
SECTION(applied)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_make),        cmocka_unit_test(test_reduce),
        cmocka_unit_test(test_elementwise), cmocka_unit_test(test_reshape),
        cmocka_unit_test(test_combine),     cmocka_unit_test(test_index),
        cmocka_unit_test(test_sequence),    cmocka_unit_test(test_iterators),
        cmocka_unit_test(test_functions),   cmocka_unit_test(test_tables),
        cmocka_unit_test(test_grids),       cmocka_unit_test(test_algebra),
        cmocka_unit_test(test_applied),
    };
    return support_run(tests);
}
