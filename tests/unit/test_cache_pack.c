#include "report_fixture.h"

#include <stdio.h>

#include "cache/pack.h"

static void fill(fixture *run)
{
    fixture_start(run);
    tk_source *source = fixture_file(run, "a.py", "x = 1\nd[x] = {x: 1}\n");
    tk_finding *finding = fixture_finding(run, 1, "x", 2, "'x' is bad.", "Better.");
    fixture_related(finding, source, "x", 1, "made here");
    finding->scope = fixture_copy("f.g");
    snprintf(finding->line_hash, sizeof finding->line_hash, "abc:1");
    fixture_finding(run, 2, "x", 3, "\xc3\xa9", NULL);
    tk_diagnostic *note = tk_diagnostics_add(&run->files[0].diagnostics, TK_SEVERITY_NOTE, "a.py", 1,
                                             2, "broken");
    note->code = "TK001";
    note->hint = fixture_copy("mend it");
    run->files[0].bytes = 77;
}

static void test_what_is_packed_comes_out_again(void **state)
{
    (void)state;
    fixture run;
    tk_text packed = {0}, again = {0};
    tk_file_result result;
    fill(&run);
    tk_result_pack(&run.files[0], &run.catalog, &packed);
    assert_true(tk_result_unpack((tk_slice){packed.at, packed.len}, &run.catalog, &result));
    tk_result_pack(&result, &run.catalog, &again);
    assert_int_equal(again.len, packed.len);
    assert_memory_equal(again.at, packed.at, packed.len);
    assert_int_equal(result.bytes, 77);
    check_found(result.findings.at[0].related.at[0].message, "made here");
    check_found(result.diagnostics.list.at[0].code, "TK001");
    assert_ptr_equal(result.findings.at[1].rule, run.files[0].findings.at[1].rule);
    assert_null(result.findings.at[1].advice);
    tk_file_result_free(&result);
    tk_text_free(&packed);
    tk_text_free(&again);
    fixture_end(&run);
}

// Whatever the bytes are, they are refused or make a result that can be packed.
static void test_damaged_bytes(void **state)
{
    (void)state;
    fixture run;
    tk_text packed = {0};
    tk_file_result result;
    fill(&run);
    tk_result_pack(&run.files[0], &run.catalog, &packed);
    for (size_t len = 0; len < packed.len; len++)
        assert_false(tk_result_unpack((tk_slice){packed.at, len}, &run.catalog, &result));
    for (size_t i = 0; i < packed.len; i++) {
        for (int bit = 0; bit < 8; bit++) {
            tk_text again = {0};
            packed.at[i] = (char)(packed.at[i] ^ (1 << bit));
            if (tk_result_unpack((tk_slice){packed.at, packed.len}, &run.catalog, &result)) {
                tk_result_pack(&result, &run.catalog, &again);
                assert_true(again.len > 0);
                tk_file_result_free(&result);
            }
            packed.at[i] = (char)(packed.at[i] ^ (1 << bit));
            tk_text_free(&again);
        }
    }
    run.catalog.rules.len = 1;  // rules that the catalog does not have any more
    assert_false(tk_result_unpack((tk_slice){packed.at, packed.len}, &run.catalog, &result));
    tk_text_free(&packed);
    fixture_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_packed_comes_out_again),
        cmocka_unit_test(test_damaged_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
