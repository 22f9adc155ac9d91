// The formats that programs read.
#include "report_fixture.h"

#include "report/fingerprint.h"
#include "report/json_write.h"

static const char *const source_text = "x = f()\ns = '\xF0\x9F\x98\x80'; d[x] = s\n";

static void one_finding(fixture *run)
{
    fixture_start(run);
    tk_source *source = fixture_file(run, "src/a b.py", source_text);
    tk_finding *finding = fixture_finding(run, 1, "x", 2, "'x' is \"bad\".", "Use y.");
    fixture_related(finding, source, "f()", 1, "made here");
}

static void test_json_writer_escapes(void **state)
{
    (void)state;
    tk_text out = {0};
    tk_json json = {.out = &out};
    tk_json_open(&json, NULL, '[');
    tk_json_string(&json, NULL, "\"\\/\b\f\n\r\t\x01\x7F");
    tk_json_string(&json, NULL, "\xC3\xA9\xE2\x80\xA8\xF0\x9F\x98\x80");
    tk_json_slice(&json, NULL, (tk_slice){"a\0b", 3});
    tk_json_string(&json, NULL, "\xFF|\xC3|\xED\xA0\x80|\xF0\x9F\x98|\xC0\x80|\xF5\x80\x80\x80");
    tk_json_string(&json, NULL, NULL);
    tk_json_open(&json, NULL, '{');
    tk_json_number(&json, "a", -9007199254740993);
    tk_json_bool(&json, "b", true);
    tk_json_close(&json, '}');
    tk_json_close(&json, ']');
    assert_int_equal(json.depth, 0);
#define BAD "\xEF\xBF\xBD"
    check_dump("[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f\",\"\xC3\xA9\\u2028\xF0\x9F\x98\x80\","
               "\"a\\u0000b\",\"" BAD "|" BAD "|" BAD BAD BAD "|" BAD BAD BAD "|" BAD BAD
               "|" BAD BAD BAD BAD "\",null,{\"a\":-9007199254740993,\"b\":true}]",
               &out);
}

static void test_json(void **state)
{
    (void)state;
    fixture run;
    one_finding(&run);
    fixture_file(&run, "z.py", "");
    tk_diagnostic *note =
        tk_diagnostics_add(&run.files[1].diagnostics, TK_SEVERITY_NOTE, "z.py", 3, 1, "No Python.");
    note->code = "TK001";
    check_found(fixture_render(&run, TK_FORMAT_JSON),
                "{\"version\": 1, \"tool\": \"tkscan\", \"findings\": [\n"
                "{\"code\": \"TK101\", \"name\": \"unhashable-dict-key\", \"class\": \"raises\", "
                "\"certainty\": \"definite\", \"level\": \"error\", "
                "\"message\": \"'x' is \\\"bad\\\".\", \"path\": \"src/a b.py\", \"line\": 2, "
                "\"column\": 12, \"end_line\": 2, \"end_column\": 13, \"cell\": null, "
                "\"advice\": \"Use y.\", \"related\": [{\"path\": \"src/a b.py\", \"line\": 1, "
                "\"column\": 5, \"cell\": null, \"message\": \"made here\"}], \"fixes\": []}\n"
                "], \"errors\": [\n"
                "{\"code\": \"TK001\", \"level\": \"note\", \"message\": \"No Python.\", "
                "\"hint\": null, \"path\": \"z.py\", \"line\": 3, \"column\": 1, "
                "\"cell\": null}\n"
                "], \"files\": 2}\n");
    fixture_end(&run);
}

static void test_json_of_an_empty_run(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    check_found(fixture_render(&run, TK_FORMAT_JSON),
                "{\"version\": 1, \"tool\": \"tkscan\", \"findings\": [], \"errors\": [], "
                "\"files\": 0}\n");
    check_found(fixture_render(&run, TK_FORMAT_JSON_LINES), "");
    check_found(fixture_render(&run, TK_FORMAT_GITLAB), "[]\n");
    check_found(fixture_render(&run, TK_FORMAT_RDJSON),
                "{\"source\": {\"name\": \"tkscan\"}, \"diagnostics\": []}\n");
    fixture_end(&run);
}

static void test_json_lines_has_a_line_for_each_finding(void **state)
{
    (void)state;
    fixture run;
    one_finding(&run);
    fixture_finding(&run, 2, "s", 1, "Two\nlines.", NULL);
    const char *text = fixture_render(&run, TK_FORMAT_JSON_LINES);
    const char *second = strchr(text, '\n') + 1;
    assert_memory_equal(text, "{\"code\": \"TK101\"", 16);
    check_found(second, "{\"code\": \"TK201\", \"name\": \"identity-dict-key\", \"class\": "
                        "\"identity\", \"certainty\": \"definite\", \"level\": \"warning\", "
                        "\"message\": \"Two\\nlines.\", \"path\": \"src/a b.py\", \"line\": 2, "
                        "\"column\": 1, \"end_line\": 2, \"end_column\": 2, \"cell\": null, "
                        "\"advice\": null, \"related\": [], \"fixes\": []}\n");
    fixture_end(&run);
}

static void test_github_commands_cannot_be_forged(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    fixture_file(&run, "a,b:c%\n::error::.py", "d[x]\nd[f(\n1)]\n");
    fixture_finding(&run, 1, "x", 1, "100% bad,\r\n::error::forged", NULL);
    fixture_finding(&run, 2, "f(\n1)", 1, "Two lines.", NULL);
    check_found(fixture_render(&run, TK_FORMAT_GITHUB),
                "::error title=tkscan (TK101),file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.py,line=1,"
                "col=3,endLine=1,endColumn=4::a,b:c%25\xE2\x90\x8A::error::.py:1:3: TK101 "
                "100%25 bad,\xE2\x90\x8D ::error::forged\n"
                "::warning title=tkscan (TK201),file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.py,line=2,"
                "endLine=3::a,b:c%25\xE2\x90\x8A::error::.py:2:3: TK201 Two lines.\n");
    fixture_end(&run);
}

static void test_azure_commands_cannot_be_forged(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    fixture_file(&run, "a;b].py", "d[x]\n");
    fixture_finding(&run, 1, "x", 1, "50% bad\n##vso[task.x]", NULL);
    check_found(fixture_render(&run, TK_FORMAT_AZURE),
                "##vso[task.logissue type=error;sourcepath=a%3Bb%5D.py;linenumber=1;"
                "columnnumber=3;code=TK101;]50%AZP25 bad #\xE2\x99\xAF"
                "vso[task.x]\n");
    fixture_end(&run);
}

static void test_rdjson_counts_bytes(void **state)
{
    (void)state;
    fixture run;
    one_finding(&run);
    check_found(fixture_render(&run, TK_FORMAT_RDJSON),
                "{\"source\": {\"name\": \"tkscan\"}, \"diagnostics\": [\n"
                "{\"message\": \"'x' is \\\"bad\\\".\", \"location\": {\"path\": \"src/a b.py\", "
                "\"range\": {\"start\": {\"line\": 2, \"column\": 15}, \"end\": {\"line\": 2, "
                "\"column\": 16}}}, \"severity\": \"ERROR\", \"code\": {\"value\": \"TK101\"}, "
                "\"relatedLocations\": [{\"message\": \"made here\", \"location\": {\"path\": "
                "\"src/a b.py\", \"range\": {\"start\": {\"line\": 1, \"column\": 5}, \"end\": "
                "{\"line\": 1, \"column\": 8}}}}]}\n"
                "]}\n");
    fixture_end(&run);
}

static void test_gitlab(void **state)
{
    (void)state;
    fixture run;
    one_finding(&run);
    fixture_render(&run, TK_FORMAT_CONCISE);
    tk_text expected = {0};
    tk_text_format(
        &expected,
        "[\n{\"check_name\": \"TK101\", \"description\": \"TK101: 'x' is \\\"bad\\\".\", "
        "\"severity\": \"major\", \"fingerprint\": \"%s\", \"location\": {\"path\": "
        "\"src/a b.py\", \"positions\": {\"begin\": {\"line\": 2, \"column\": 12}, "
        "\"end\": {\"line\": 2, \"column\": 13}}}}\n]\n",
        run.files[0].findings.at[0].fingerprint);
    check_found(fixture_render(&run, TK_FORMAT_GITLAB), expected.at);
    tk_text_free(&expected);
    fixture_end(&run);
}

// Lines above do not change them; equal lines in one function are told apart.
static void test_fingerprints(void **state)
{
    (void)state;
    fixture before, after;
    fixture_start(&before);
    fixture_file(&before, "a.py", "d[x]\nd[x]\n");
    fixture_finding(&before, 1, "x", 1, "Bad.", NULL);
    fixture_finding(&before, 1, "x", 2, "Bad.", NULL);
    fixture_start(&after);
    fixture_file(&after, "a.py", "import numpy\n\nd [x]\nd[x]\nd[y]\n");
    fixture_finding(&after, 1, "x", 1, "Bad.", NULL);
    fixture_finding(&after, 1, "x", 2, "Worse.", NULL);
    fixture_finding(&after, 1, "y", 2, "Bad.", NULL);
    fixture_finding(&after, 2, "y", 2, "Bad.", NULL);
    fixture_render(&before, TK_FORMAT_CONCISE);
    fixture_render(&after, TK_FORMAT_CONCISE);
    const tk_finding *a = before.files[0].findings.at, *b = after.files[0].findings.at;
    check_found(b[0].fingerprint, a[0].fingerprint);
    check_found(b[1].fingerprint, a[1].fingerprint);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(strlen(b[i].fingerprint), 32);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(b[i].fingerprint, b[j].fingerprint);
    }
    fixture_end(&before);
    fixture_end(&after);
}

static void test_junit(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    fixture_file(&run, "src/a&b.py", "d[x]\n");
    fixture_finding(&run, 1, "x", 1, "'x' < \"y\"\x01", "Use y.");
    fixture_file(&run, "src/clean.py", "\n");
    check_found(fixture_render(&run, TK_FORMAT_JUNIT),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<testsuites name=\"tkscan\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
                "  <testsuite name=\"src/a&amp;b.py\" tests=\"1\" failures=\"1\" errors=\"0\" "
                "skipped=\"0\">\n"
                "    <testcase name=\"TK101 at 1:3\" classname=\"src/a&amp;b\" "
                "file=\"src/a&amp;b.py\" line=\"1\">\n"
                "      <failure type=\"TK101\" message=\"'x' &lt; &quot;y&quot;\xE2\x90\x81\">"
                "line 1, column 3: 'x' &lt; &quot;y&quot;\xE2\x90\x81\nhelp: Use y.</failure>\n"
                "    </testcase>\n"
                "  </testsuite>\n"
                "  <testsuite name=\"src/clean.py\" tests=\"1\" failures=\"0\" errors=\"0\" "
                "skipped=\"0\">\n"
                "    <testcase name=\"no findings\" classname=\"src/clean\" "
                "file=\"src/clean.py\"/>\n"
                "  </testsuite>\n"
                "</testsuites>\n");
    fixture_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_writer_escapes),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_json_of_an_empty_run),
        cmocka_unit_test(test_json_lines_has_a_line_for_each_finding),
        cmocka_unit_test(test_github_commands_cannot_be_forged),
        cmocka_unit_test(test_azure_commands_cannot_be_forged),
        cmocka_unit_test(test_rdjson_counts_bytes),
        cmocka_unit_test(test_gitlab),
        cmocka_unit_test(test_fingerprints),
        cmocka_unit_test(test_junit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
