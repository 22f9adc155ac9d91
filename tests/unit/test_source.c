#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

// "text" with flags, or the diagnostic, of a file with these bytes.
static void check_decoded(const char *bytes, size_t len, const char *expected)
{
    tk_diagnostics diagnostics = {0};
    tk_text out = {0};
    tk_source *source = tk_source_from_bytes("x.py", bytes, len, &diagnostics);
    if (source) {
        check_add_escaped(&out, (tk_slice){source->text, source->len});
        tk_text_add_string(&out, source->had_bom ? " bom" : "");
        tk_text_add_string(&out, source->transcoded ? " transcoded" : "");
        assert_int_equal(source->text[source->len], 0);
        assert_int_equal(diagnostics.list.len, 0);
    } else {
        assert_int_equal(diagnostics.list.len, 1);
        const tk_diagnostic *d = &diagnostics.list.at[0];
        assert_int_equal(d->severity, TK_SEVERITY_NOTE);
        tk_text_format(&out, "%s %s:%u %s", d->code, d->path, d->line, d->message);
    }
    check_dump(expected, &out);
    tk_source_free(source);
    tk_diagnostics_free(&diagnostics);
}

#define DECODED(literal, expected) check_decoded((literal), sizeof(literal) - 1, (expected))

static void test_utf8_stays_as_it_is(void **state)
{
    (void)state;
    DECODED("", "");
    DECODED("x = 1\r\ny = 2\n", "x = 1\\r\\ny = 2\\n");
    DECODED("s = '\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBD'",
            "s = '\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBD'");
    DECODED("a\0b\n", "a\\x00b\\n");
    DECODED("# coding: utf-8\n'\xC3\xA9'", "# coding: utf-8\\n'\xC3\xA9'");
    DECODED("# -*- coding: UTF_8_SIG -*-\n", "# -*- coding: UTF_8_SIG -*-\\n");
}

static void test_the_byte_order_mark_is_not_text(void **state)
{
    (void)state;
    DECODED("\xEF\xBB\xBF"
            "x = 1\n",
            "x = 1\\n bom");
    DECODED("\xEF\xBB\xBF", " bom");
    // Python refuses a mark with another declaration; the mark is the better witness.
    DECODED("\xEF\xBB\xBF# coding: latin-1\n'\xC3\xA9'", "# coding: latin-1\\n'\xC3\xA9' bom");
}

static void test_a_lone_carriage_return_ends_a_line(void **state)
{
    (void)state;
    DECODED("a\rb\r", "a\\nb\\n transcoded");
    DECODED("a\r\r\nb\r", "a\\n\\r\\nb\\n transcoded");
    DECODED("a\r\nb\r\n", "a\\r\\nb\\r\\n");
}

static void test_declared_encodings(void **state)
{
    (void)state;
    DECODED("# coding: latin-1\n'\xE9'\n", "# coding: latin-1\\n'\xC3\xA9'\\n transcoded");
    DECODED("#!/x\n# vim: set fileencoding=iso-8859-15 :\n'\xA4'",
            "#!/x\\n# vim: set fileencoding=iso-8859-15 :\\n'\xE2\x82\xAC' transcoded");
    DECODED("# coding=cp1252\n'\x80\xE9'", "# coding=cp1252\\n'\xE2\x82\xAC\xC3\xA9' transcoded");
    DECODED("# coding: euc_jp\n'\xA4\xA2'", "# coding: euc_jp\\n'\xE3\x81\x82' transcoded");
    DECODED("# coding: latin-1-unix\r'\xE9'", "# coding: latin-1-unix\\n'\xC3\xA9' transcoded");
    DECODED("\f# x\n \f# coding: latin-1\n'\xE9'",
            "\\x0c# x\\n \\x0c# coding: latin-1\\n'\xC3\xA9' transcoded");
    DECODED("# coding: ascii\nx\n", "# coding: ascii\\nx\\n");
}

static void test_what_is_no_declaration(void **state)
{
    (void)state;
    DECODED("x = 'coding: latin-1'\n\xE9",
            "TK002 x.py:2 skipped: byte 0xe9 at offset 22 is not UTF-8");
    DECODED("\n\n# coding: latin-1\n\xE9",
            "TK002 x.py:4 skipped: byte 0xe9 at offset 20 is not UTF-8");
    DECODED("import os\n# coding: latin-1\n\xE9",
            "TK002 x.py:3 skipped: byte 0xe9 at offset 28 is not UTF-8");
}

static void test_what_cannot_be_decoded_is_a_note(void **state)
{
    (void)state;
    DECODED("x = 1\ny = '\xFF'\n", "TK002 x.py:2 skipped: byte 0xff at offset 11 is not UTF-8");
    DECODED("\xC0\x80", "TK002 x.py:1 skipped: byte 0xc0 at offset 0 is not UTF-8");
    DECODED("\xE0\x9F\xBF", "TK002 x.py:1 skipped: byte 0xe0 at offset 0 is not UTF-8");
    DECODED("\xF0\x8F\xBF\xBF", "TK002 x.py:1 skipped: byte 0xf0 at offset 0 is not UTF-8");
    DECODED("a\xED\xA0\x80", "TK002 x.py:1 skipped: byte 0xed at offset 1 is not UTF-8");
    DECODED("a\xF4\x90\x80\x80", "TK002 x.py:1 skipped: byte 0xf4 at offset 1 is not UTF-8");
    DECODED("1234567\xE2\x82", "TK002 x.py:1 skipped: byte 0xe2 at offset 7 is not UTF-8");
    DECODED("\xEF\xBB\xBFx\n\xE9", "TK002 x.py:2 skipped: byte 0xe9 at offset 5 is not UTF-8");
    DECODED("# coding: ascii\n\xC3\xA9",
            "TK002 x.py:2 skipped: byte 0xc3 at offset 16 is not ascii");
    DECODED("# coding: cp1252\n\x81", "TK002 x.py:2 skipped: byte 0x81 at offset 17 is not cp1252");
    DECODED("# coding: klingon\n",
            "TK002 x.py:1 skipped: the declared encoding 'klingon' is not known");
    DECODED("# coding: utf-16\n",
            "TK002 x.py:1 skipped: the declared encoding 'utf-16' is not known");
}

static void add_position(tk_text *out, tk_source *source, uint32_t offset)
{
    tk_position p = tk_source_position(source, offset);
    tk_text_format(out, "%u=%u:%u/%u/%u ", offset, p.line, p.column, p.column_utf16,
                   p.column_bytes);
}

static void test_positions_count_in_three_units(void **state)
{
    (void)state;
    tk_source *source = check_source("a\xC3\xA9\xF0\x9F\x98\x80z\r\n\nend");
    static const uint32_t offsets[] = {0, 1, 3, 7, 8, 9, 10, 11, 14, 7, 3, 11};
    tk_text out = {0};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++)
        add_position(&out, source, offsets[i]);
    check_dump("0=1:1/1/1 1=1:2/2/2 3=1:3/3/4 7=1:4/5/8 8=1:5/6/9 9=1:6/7/10 10=2:1/1/1 11=3:1/1/1 "
               "14=3:4/4/4 7=1:4/5/8 3=1:3/3/4 11=3:1/1/1 ",
               &out);
    tk_source_free(source);
}

static void test_lines_come_without_their_endings(void **state)
{
    (void)state;
    tk_source *source = check_source("one\r\ntwo\n\nfour");
    tk_text out = {0};
    for (uint32_t line = 0; line <= 5; line++) {
        tk_text_format(&out, "%u[", line);
        check_add_escaped(&out, tk_source_line_text(source, line));
        tk_text_add_string(&out, "] ");
    }
    check_dump("0[] 1[one] 2[two] 3[] 4[four] 5[] ", &out);
    assert_int_equal(tk_source_line(source, 4), 1);
    assert_int_equal(tk_source_line(source, 5), 2);
    tk_source_free(source);
}

static void test_offsets_of_columns_stop_at_the_line(void **state)
{
    (void)state;
    tk_source *source = check_source("a\xC3\xA9"
                                     "b\nx\r\n");
    assert_int_equal(tk_source_offset(source, 1, 1), 0);
    assert_int_equal(tk_source_offset(source, 1, 3), 3);
    assert_int_equal(tk_source_offset(source, 1, 4), 4);
    assert_int_equal(tk_source_offset(source, 1, 99), 4);
    assert_int_equal(tk_source_offset(source, 2, 9), 6);
    assert_int_equal(tk_source_offset(source, 9, 1), 8);
    for (uint32_t offset = 0; offset < 2; offset++) {
        tk_position p = tk_source_position(source, offset);
        assert_int_equal(tk_source_offset(source, p.line, p.column), offset);
    }
    tk_source_free(source);
}

// The one diagnostic of a path that cannot be read, as "severity code message".
static void check_unread(const char *path, uint64_t most, const char *expected)
{
    tk_diagnostics diagnostics = {0};
    assert_null(tk_source_read(path, most, &diagnostics));
    assert_int_equal(diagnostics.list.len, 1);
    const tk_diagnostic *d = &diagnostics.list.at[0];
    assert_string_equal(d->path, path);
    tk_text out = {0};
    tk_text_format(&out, "%s %s %s", d->severity == TK_SEVERITY_ERROR ? "error" : "note", d->code,
                   d->message);
    check_dump(expected, &out);
    tk_diagnostics_free(&diagnostics);
}

static void test_files(void **state)
{
    (void)state;
    char folder[] = "/tmp/tkscan-test-XXXXXX";
    char path[64], pipe[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.py", folder);
    snprintf(pipe, sizeof pipe, "%s/pipe.py", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("x = 1\n", file);
    fclose(file);
    assert_int_equal(mkfifo(pipe, 0600), 0);

    tk_diagnostics diagnostics = {0};
    tk_source *source = tk_source_read(path, 6, &diagnostics);
    assert_non_null(source);
    assert_string_equal(source->text, "x = 1\n");
    assert_string_equal(source->path, path);
    tk_source_free(source);
    check_unread(path, 5, "note TK002 skipped: the file has 6 bytes, more than the limit of 5");
    check_unread(folder, 100, "error TK002 cannot be read: it is a directory");
    check_unread(pipe, 100, "error TK002 cannot be read: it is not a regular file");
    unlink(path);
    check_unread(path, 100, "error TK002 cannot be read: No such file or directory");
    unlink(pipe);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8_stays_as_it_is),
        cmocka_unit_test(test_the_byte_order_mark_is_not_text),
        cmocka_unit_test(test_a_lone_carriage_return_ends_a_line),
        cmocka_unit_test(test_declared_encodings),
        cmocka_unit_test(test_what_is_no_declaration),
        cmocka_unit_test(test_what_cannot_be_decoded_is_a_note),
        cmocka_unit_test(test_positions_count_in_three_units),
        cmocka_unit_test(test_lines_come_without_their_endings),
        cmocka_unit_test(test_offsets_of_columns_stop_at_the_line),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
