#include "check.h"

#include "syntax/prefilter.h"

static const tk_slice words[] = {
    {"alpha", 5}, {"alphabet", 8}, {"beta.gamma", 10}, {"xy", 2}, {"abc", 3},
};

static bool mentions(const char *text)
{
    return tk_prefilter_mentions(tk_slice_of(text), words, sizeof words / sizeof *words);
}

static void test_finds_whole_words_anywhere(void **state)
{
    (void)state;
    assert_true(mentions("alpha"));
    assert_true(mentions("import alpha"));
    assert_true(mentions("x=alpha.f()\n"));
    assert_true(mentions("# alphabet"));
    assert_true(mentions("'alpha'"));
    assert_true(mentions("import beta.gamma as g"));
    assert_true(mentions("(xy)"));
    assert_true(mentions("xy"));
    assert_true(mentions("abc"));
    assert_true(mentions("alphas alpha"));
}

static void test_parts_of_words_do_not_count(void **state)
{
    (void)state;
    assert_false(mentions(""));
    assert_false(mentions("a"));
    assert_false(mentions("alph"));
    assert_false(mentions("alphas my_alpha alpha1 \xC3\xA9"
                          "alpha alpha\xC3\xA9"));
    assert_false(mentions("beta gamma beta_gamma beta.gammas"));
    assert_false(mentions("xyz wxy x y"));
    assert_false(mentions("ALPHA"));
}

static void test_no_words_and_every_place(void **state)
{
    (void)state;
    assert_false(tk_prefilter_mentions(TK_SLICE("alpha"), words, 0));
    char text[64];
    for (size_t at = 0; at + 5 <= sizeof text; at++) {
        memset(text, ' ', sizeof text);
        memcpy(text + at, "alpha", 5);
        assert_true(tk_prefilter_mentions((tk_slice){text, sizeof text}, words, 5));
        assert_true(tk_prefilter_mentions((tk_slice){text, at + 5}, words, 5));
        assert_false(tk_prefilter_mentions((tk_slice){text, at + 4}, words, 5));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_whole_words_anywhere),
        cmocka_unit_test(test_parts_of_words_do_not_count),
        cmocka_unit_test(test_no_words_and_every_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
