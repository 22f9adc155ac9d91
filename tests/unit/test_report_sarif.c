#include "report_fixture.h"

#include "report/sarif_text.h"
#include "report/uri.h"

static const char *from_root(const char *root, const char *folder, const char *path, tk_text *out)
{
    tk_report report = {.root = root, .folder = folder};
    tk_text_clear(out);
    tk_uri_from_root(&report, path, out);
    return out->at;
}

static void test_uris_are_relative_to_the_repository(void **state)
{
    (void)state;
    tk_text out = {0};
    check_found(from_root("/repo", "/repo", "src/a.py", &out), "src/a.py");
    check_found(from_root("/repo", "/repo", "./src//a.py", &out), "src/a.py");
    check_found(from_root("/repo", "/repo/src", "a.py", &out), "src/a.py");
    check_found(from_root("/repo", "/repo/src", "../lib/../b.py", &out), "b.py");
    check_found(from_root("/repo", "/elsewhere", "/repo/src/a.py", &out), "src/a.py");
    check_found(from_root("/", "/", "a.py", &out), "a.py");
    check_found(from_root("/repo", "/repo", "/repository/a.py", &out), "file:///repository/a.py");
    check_found(from_root("/repo", "/repo", "../../../a.py", &out), "file:///a.py");
    tk_text_free(&out);
}

static void test_uris_are_escaped(void **state)
{
    (void)state;
    tk_text out = {0};
    check_found(from_root("/r", "/r", "a b/\xC3\xA9#?%[1]:x\"<>.py", &out),
                "a%20b/%C3%A9%23%3F%25%5B1%5D%3Ax%22%3C%3E.py");
    check_found(from_root("/r", "/r", "<stdin>", &out), "%3Cstdin%3E");
    tk_text_free(&out);
}

static void test_message_text(void **state)
{
    (void)state;
    tk_text out = {0};
    tk_sarif_sentence(&out, "Use 'cache[x](y)' for {'a': 1}\nor [1] (2)\n");
    check_dump("Use 'cache[x] (y)' for ('a': 1) or [1] (2).", &out);
    tk_sarif_sentence(&out, "Is it?");
    check_dump("Is it?", &out);
    tk_sarif_link(&out, "d[0] is made here", 2);
    check_dump("[d(0) is made here](2)", &out);
    tk_sarif_pascal(&out, "unhashable-dict-key");
    check_dump("UnhashableDictKey", &out);
}

static void test_long_descriptions_end_with_a_sentence(void **state)
{
    (void)state;
    tk_text source = {0}, out = {0};
    while (source.len < 2000)
        tk_text_add_string(&source, "A sentence of words. ");
    tk_sarif_description(&out, source.at);
    assert_true(out.len <= 1024 && out.len > 900);
    check_found(out.at + out.len - 20, "A sentence of words.");
    tk_text_clear(&source);
    tk_text_clear(&out);
    while (source.len < 2000)
        tk_text_add_string(&source, "\xE6\x97\xA5");
    tk_sarif_description(&out, source.at);
    assert_int_equal(out.len, 333 * 3 + 1);
    tk_text_free(&source);
    tk_text_free(&out);
}

// From "results" to the end: what a finding becomes.
static void test_result(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    tk_source *source =
        fixture_file(&run, "src/a b.py", "x = f()\ns = '\xF0\x9F\x98\x80'; d[x] = s\n");
    tk_finding *finding = fixture_finding(&run, 2, "x", 2, "'d[x](y)' is bad", "Use y.");
    fixture_related(finding, source, "f()", 1, "'x' is a torch.Tensor: made here");
    strcpy(finding->line_hash, "5ceeb771b3aff0bd:1");
    const char *found = strstr(fixture_render(&run, TK_FORMAT_SARIF), "\"results\"");
    const char *fingerprint = strstr(found, "tkscanContextHash/v1\":\"") + 23;
    tk_text expected = {0};
    tk_text_format(
        &expected,
        "\"results\":[{\"ruleId\":\"TK201\",\"ruleIndex\":1,\"level\":\"warning\",\"message\":{"
        "\"text\":\"'d[x] (y)' is bad. See: ['x' is a torch.Tensor: made here](1). Use y.\"},"
        "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"src/a%%20b.py\"},"
        "\"region\":{\"startLine\":2,\"startColumn\":13,\"endLine\":2,\"endColumn\":14}}}],"
        "\"relatedLocations\":[{\"id\":1,\"physicalLocation\":{\"artifactLocation\":{\"uri\":"
        "\"src/a%%20b.py\"},\"region\":{\"startLine\":1,\"startColumn\":5,\"endLine\":1,"
        "\"endColumn\":8}},\"message\":{\"text\":\"'x' is a torch.Tensor: made here.\"}}],"
        "\"codeFlows\":[{\"threadFlows\":[{\"locations\":[{\"location\":{\"physicalLocation\":{"
        "\"artifactLocation\":{\"uri\":\"src/a%%20b.py\"},\"region\":{\"startLine\":1,"
        "\"startColumn\":5,\"endLine\":1,\"endColumn\":8}},\"message\":{\"text\":"
        "\"'x' is a torch.Tensor: made here.\"}}},{\"location\":{\"physicalLocation\":{"
        "\"artifactLocation\":{\"uri\":\"src/a%%20b.py\"},\"region\":{\"startLine\":2,"
        "\"startColumn\":13,\"endLine\":2,\"endColumn\":14}},\"message\":{\"text\":"
        "\"Used as a key here.\"}}}]}]}],\"partialFingerprints\":{\"primaryLocationLineHash\":"
        "\"5ceeb771b3aff0bd:1\",\"tkscanContextHash/v1\":\"%.32s\"},\"properties\":{"
        "\"certainty\":\"definite\"}}]}]}\n",
        fingerprint);
    check_found(found, expected.at);
    tk_text_free(&expected);
    fixture_end(&run);
}

static void test_problems_are_notifications(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    fixture_file(&run, "a.py", "");
    tk_diagnostics *problems = &run.files[0].diagnostics;
    tk_diagnostics_add(problems, TK_SEVERITY_NOTE, "a.py", 4, 2, "No Python here.")->code = "TK001";
    tk_diagnostics_add(problems, TK_SEVERITY_ERROR, NULL, 0, 0, "Something else");
    char *found = strstr(fixture_render(&run, TK_FORMAT_SARIF), "\"automationDetails\"");
    check_found(found,
                "\"automationDetails\":{\"id\":\"tkscan/\"},\"columnKind\":\"utf16CodeUnits\","
                "\"invocations\":[{\"executionSuccessful\":true,\"toolExecutionNotifications\":["
                "{\"descriptor\":{\"id\":\"TK001\",\"index\":0},\"level\":\"warning\","
                "\"message\":{\"text\":\"No Python here.\"},\"locations\":[{\"physicalLocation\":{"
                "\"artifactLocation\":{\"uri\":\"a.py\"},\"region\":{\"startLine\":4,"
                "\"startColumn\":2}}}]},"
                "{\"level\":\"error\",\"message\":{\"text\":\"Something else.\"}}]}],"
                "\"results\":[]}]}\n");
    fixture_end(&run);
}

static void test_driver(void **state)
{
    (void)state;
    fixture run;
    fixture_start(&run);
    run.report.homepage = "https://example.org/tkscan";
    const char *found = fixture_render(&run, TK_FORMAT_SARIF);
    const char *start =
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
        "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"tkscan\","
        "\"fullName\":\"tkscan 0.1.0\",\"version\":\"0.1.0\","
        "\"semanticVersion\":\"0.1.0\","
        "\"informationUri\":\"https://example.org/tkscan\",\"rules\":["
        "{\"id\":\"TK101\",\"name\":\"UnhashableDictKey\",\"shortDescription\":{"
        "\"text\":\"Unhashable dict key.\"},\"fullDescription\":{"
        "\"text\":\"Arrays refuse to be hashed.\"},\"help\":{";
    assert_memory_equal(found, start, strlen(start));
    const char *rest = strstr(found, "\"helpUri\"");
    const char *expected =
        "\"helpUri\":\"https://example.org/tkscan/blob/main/docs/rules/TK101.md\","
        "\"defaultConfiguration\":{\"level\":\"error\"},\"properties\":{"
        "\"tags\":[\"correctness\",\"raises\",\"python\"],"
        "\"precision\":\"high\",\"problem.severity\":\"error\"}},";
    assert_memory_equal(rest, expected, strlen(expected));
    assert_non_null(strstr(found, "\"notifications\":[{\"id\":\"TK001\",\"name\":\"SyntaxError\""));
    fixture_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uris_are_relative_to_the_repository),
        cmocka_unit_test(test_uris_are_escaped),
        cmocka_unit_test(test_message_text),
        cmocka_unit_test(test_long_descriptions_end_with_a_sentence),
        cmocka_unit_test(test_result),
        cmocka_unit_test(test_problems_are_notifications),
        cmocka_unit_test(test_driver),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
