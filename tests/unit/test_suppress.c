#include "check.h"

#include "suppress.h"

// The outline finds the comments; one row for each line and code that is silenced, as "line:code".
typedef struct scene {
    tk_source *source;
    tk_names *names;
    tk_outline outline;
    tk_suppressions *suppressions;
} scene;

static void scene_start(scene *self, const char *text)
{
    memset(self, 0, sizeof *self);
    self->source = check_source(text);
    self->names = tk_names_new(NULL);
    tk_outline_scan(&self->outline, self->source, self->names);
    self->suppressions = tk_suppressions_read(self->source, &self->outline);
}

static void scene_end(scene *self)
{
    tk_suppressions_free(self->suppressions);
    tk_outline_free(&self->outline);
    tk_names_free(self->names);
    tk_source_free(self->source);
}

static tk_text silenced(scene *self, uint32_t lines)
{
    static const char *const codes[] = {"TK101", "TK203"};
    tk_text out = {0};
    for (uint32_t line = 1; line <= lines; line++)
        for (int i = 0; i < 2; i++)
            if (tk_suppressions_cover(self->suppressions, line, line, codes[i]))
                tk_text_format(&out, "%u:%s ", line, codes[i]);
    return out;
}

#define check_silenced(text, lines, expected) \
    do { \
        scene scene_; \
        scene_start(&scene_, (text)); \
        tk_text found_ = silenced(&scene_, (lines)); \
        check_dump((expected), &found_); \
        scene_end(&scene_); \
    } while (0)

static void test_files_without_suppressions_cost_nothing(void **state)
{
    (void)state;
    scene none;
    scene_start(&none, "x = 1  # note: quickly\n# tkscan is: fine\ns = '# noqa'\n");
    assert_null(none.suppressions);
    assert_false(tk_suppressions_cover(none.suppressions, 1, 1, "TK101"));
    scene_end(&none);
}

static void test_ignore_at_the_end_of_a_line(void **state)
{
    (void)state;
    check_silenced("x\nx  # tkscan: ignore[TK101] known\nx\n", 3, "2:TK101 ");
    check_silenced("x # tkscan: ignore\nx\n", 2, "1:TK101 1:TK203 ");
    check_silenced("x # tkscan:ignore[TK9, TK2]\n", 1, "1:TK203 ");
    check_silenced("x # TKSCAN: Ignore[tk101]\n", 1, "1:TK101 ");
    check_silenced("x # type: ignore # tkscan: ignore[TK101]\n", 1, "1:TK101 ");
    check_silenced("x # tkscan: ignore[]\n", 1, "");
    check_silenced("x # tkscan: ignored\nx # tkscan: ignore-next\n", 2, "");
    check_silenced("x # tkscan: ignore[TK101\n", 1, "1:TK101 ");
}

static void test_ignore_alone_on_the_line_above(void **state)
{
    (void)state;
    check_silenced("# tkscan: ignore[TK101] why\nx\nx\n", 3, "1:TK101 2:TK101 ");
    check_silenced("if x:\n    # tkscan: ignore[TK101] why\n    # and more of it\n    x\n    x\n",
                   5, "2:TK101 3:TK101 4:TK101 ");
    check_silenced("# tkscan: ignore[TK101]\n# tkscan: ignore[TK203]\nx\n", 3,
                   "1:TK101 2:TK101 2:TK203 3:TK101 3:TK203 ");
    check_silenced("# noqa\nx\n", 2, "");
}

static void test_noqa_reads_what_flake8_reads(void **state)
{
    (void)state;
    check_silenced("x # noqa\nx # NOQA\nx #noqa\nx # noqa  \n", 4,
                   "1:TK101 1:TK203 2:TK101 2:TK203 3:TK101 3:TK203 4:TK101 4:TK203 ");
    check_silenced("x # noqa: TK101\nx # noqa:TK2\nx # NOQA : tk101\n", 3,
                   "1:TK101 2:TK203 3:TK101 ");
    check_silenced("x # noqa: E501, TK101\nx # noqa: E501 TK203 why\nx # noqa: E501,W291\n", 3,
                   "1:TK101 2:TK203 ");
    check_silenced("x # noqa: this is fine\n", 1, "1:TK101 1:TK203 ");
    check_silenced("x # noqable\nx # noqa_this\nx # see noqa\n", 3, "");
    check_silenced("x # why # noqa: TK101\n", 1, "1:TK101 ");
}

static void test_strings_are_no_comments(void **state)
{
    (void)state;
    check_silenced("x = '# noqa'\ny = \"\"\"\n# tkscan: ignore\n\"\"\"\n", 4, "");
    check_silenced("x = f'{y}# noqa'  # noqa: TK101\n", 1, "1:TK101 ");
}

static void test_a_comment_behind_a_string_counts_for_all_its_lines(void **state)
{
    (void)state;
    check_silenced("d[x] = '''\ntext\n'''  # noqa: TK101\nx\n", 4, "1:TK101 2:TK101 3:TK101 ");
    check_silenced("d[x] = \\\n    \\\n    1  # tkscan: ignore[TK203]\n", 3,
                   "1:TK203 2:TK203 3:TK203 ");
    check_silenced("d[x] = \"\"\"\"a\n\"\"\"  # noqa: TK101\nx\n", 3, "1:TK101 2:TK101 ");
    check_silenced("a = \"it's\"\nd[x] = 'a\\\nb'  # noqa: TK101\n", 3, "2:TK101 3:TK101 ");
    check_silenced("d[x] = r'\\'\nx = 1  # noqa\n", 2, "2:TK101 2:TK203 ");
    check_silenced("# don't\nd[x]\nx  # noqa: TK101\n", 3, "3:TK101 ");
    check_silenced("d[x] = '''\r\n\\\r\n'''  # noqa: TK101\r\nx\r\n", 4,
                   "1:TK101 2:TK101 3:TK101 ");
}

static void test_any_line_of_a_key_may_carry_the_comment(void **state)
{
    (void)state;
    scene found;
    scene_start(&found, "d[\n    f(\n        x  # tkscan: ignore[TK101]\n    )\n]\n");
    assert_true(tk_suppressions_cover(found.suppressions, 2, 4, "TK101"));
    assert_false(tk_suppressions_cover(found.suppressions, 1, 2, "TK101"));
    assert_false(tk_suppressions_cover(found.suppressions, 4, 5, "TK101"));
    scene_end(&found);
}

static void test_ranges(void **state)
{
    (void)state;
    check_silenced("x\n# tkscan: disable[TK101]\nx\n# tkscan: enable[TK101]\nx\n", 5,
                   "2:TK101 3:TK101 4:TK101 ");
    check_silenced("# tkscan: disable[TK1, TK2]\nx\n# tkscan: enable[TK2]\nx\n", 4,
                   "1:TK101 1:TK203 2:TK101 2:TK203 3:TK101 3:TK203 4:TK101 ");
    check_silenced("# tkscan: disable[TK1, TK2]\n# tkscan: enable\nx\n", 3,
                   "1:TK101 1:TK203 2:TK101 2:TK203 ");
    check_silenced("# tkscan: disable\nx\n", 2, "1:TK101 1:TK203 2:TK101 2:TK203 ");
    check_silenced("# tkscan: enable[TK101]\nx\n", 2, "");
}

static void test_whole_files(void **state)
{
    (void)state;
    check_silenced("x\n# tkscan: file-ignore[TK1] generated\nx\n", 3, "1:TK101 2:TK101 3:TK101 ");
    check_silenced("x\n# flake8: noqa\n", 2, "1:TK101 1:TK203 2:TK101 2:TK203 ");
    check_silenced("x\n# flake8: noqa: E501, TK203\n", 2, "1:TK203 2:TK203 ");
    check_silenced("x\n# tkscan: noqa: TK101\n", 2, "1:TK101 2:TK101 ");
}

static void test_use_is_recorded(void **state)
{
    (void)state;
    scene used;
    scene_start(&used, "x # tkscan: ignore[TK101, TK203]\nx # noqa\n# tkscan: disable[TK3]\n");
    assert_true(tk_suppressions_cover(used.suppressions, 1, 1, "TK101"));
    tk_text out = {0};
    for (uint32_t i = 0; i < used.suppressions->lines.len; i++) {
        const tk_suppression *line = &used.suppressions->lines.at[i];
        tk_text_format(&out, "%u-%u '%s' at %u %s\n", line->first_line, line->last_line, line->code,
                       line->code_start, line->used ? "used" : "unused");
    }
    check_dump("1-1 'TK101' at 19 used\n1-1 'TK203' at 26 unused\n2-2 '' at 0 unused\n", &out);
    assert_int_equal(used.suppressions->blocks.len, 1);
    assert_false(used.suppressions->blocks.at[0].used);
    scene_end(&used);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_without_suppressions_cost_nothing),
        cmocka_unit_test(test_ignore_at_the_end_of_a_line),
        cmocka_unit_test(test_ignore_alone_on_the_line_above),
        cmocka_unit_test(test_noqa_reads_what_flake8_reads),
        cmocka_unit_test(test_strings_are_no_comments),
        cmocka_unit_test(test_a_comment_behind_a_string_counts_for_all_its_lines),
        cmocka_unit_test(test_any_line_of_a_key_may_carry_the_comment),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_whole_files),
        cmocka_unit_test(test_use_is_recorded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
