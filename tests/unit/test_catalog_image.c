// The catalog as an image: the same as what is read from YAML, and usable like it.
#include "catalog/embedded.h"
#include "catalog/image.h"
#include "catalog/query_load.h"
#include "catalog_support.h"

#define MODEL \
    "library: pack\n" \
    "modules: [pack]\n" \
    "classes:\n" \
    "  - name: pack.Array\n" \
    "    family: array\n" \
    "    hash: raises\n" \
    "    attributes: {flat: \"list[pack.Array rank=1]\"}\n" \
    "  - {name: pack.Masked, bases: [pack.Array]}\n" \
    "functions:\n" \
    "  - {name: pack.zeros, params: [shape], type: pack.Array}\n"

static tk_catalog *opened(const tk_catalog_file *files, uint32_t count, tk_text *image)
{
    tk_diagnostics diagnostics = {0};
    const char *why;
    tk_catalog *one = tk_catalog_read(files, count, &diagnostics);
    tk_catalog *other = tk_catalog_read(files, count, &diagnostics);
    assert_int_equal(diagnostics.list.len, 0);
    if (!tk_image_make(one, other, image, &why))
        fail_msg("%s", why);
    tk_catalog_free(one);
    tk_catalog_free(other);
    tk_diagnostics_free(&diagnostics);
    tk_catalog *self = tk_image_open((const unsigned char *)image->at);
    self->queries = tk_query_new();
    return self;
}

// Byte by byte: the image of the build, and one that is made here of the same YAML.
static void test_own_image(void **state)
{
    (void)state;
    tk_catalog_files files = {0};
    tk_text image = {0};
    tk_catalog_files_embedded(&files);
    tk_catalog_free(opened(files.list.at, files.list.len, &image));
    assert_int_equal(image.len, tk_embedded_image_size);
    if (memcmp(image.at, tk_embedded_image, image.len) != 0)
        fail_msg("the image is not what the YAML says; if it is, a struct of catalog.h or symbols.h "
                 "has a gap between its fields that nothing fills");
    tk_text_free(&image);
    tk_catalog_files_free(&files);
}

static void test_use(void **state)
{
    (void)state;
    tk_catalog_file files[] = {model("builtins.yaml", BUILTINS), model("pack.yaml", MODEL)};
    tk_text image = {0};
    tk_catalog *self = opened(files, 2, &image);
    tk_text_free(&image);   // nothing points there
    tk_class_id cls = tk_catalog_class(self, "pack.Masked");
    assert_int_equal(tk_class_of(self, cls)->hash, TK_HASH_RAISES);
    const tk_member *flat = tk_class_member(self, cls, tk_names_find(self->names, TK_SLICE("flat")));
    tk_text type = {0};
    tk_type_text(self, flat->type, &type);
    check_string("list[pack.Array rank=1]", tk_text_string(&type));
    tk_symbol zeros = tk_catalog_symbol(self, tk_names_find(self->names, TK_SLICE("pack.zeros")));
    assert_int_equal(zeros.kind, TK_SYMBOL_FUNCTION);
    assert_int_equal(tk_function_of(self, zeros.function)->param_count, 1);
    tk_text_free(&type);
    tk_catalog_free(self);
}

static void test_trust(void **state)
{
    (void)state;
    tk_catalog_file files[] = {model("builtins.yaml", BUILTINS), model("pack.yaml", MODEL)};
    tk_text image = {0};
    tk_catalog *self = opened(files, 2, &image);
    tk_catalog_trust(self, "pack.Array");
    tk_catalog_trust(self, "mine.Point");
    assert_int_equal(tk_class_of(self, tk_catalog_class(self, "pack.Masked"))->hash, TK_HASH_VALUE);
    assert_true(tk_catalog_trusts(self, tk_names_find(self->names, TK_SLICE("Point"))));
    assert_true(tk_catalog_trusts(self, tk_names_find(self->names, TK_SLICE("Array"))));
    tk_catalog_free(self);
    tk_catalog *again = tk_image_open((const unsigned char *)image.at);
    again->queries = tk_query_new();
    assert_int_equal(tk_class_of(again, tk_catalog_class(again, "pack.Masked"))->hash, TK_HASH_RAISES);
    tk_catalog_free(again);
    tk_text_free(&image);
}

static void test_unlike(void **state)
{
    (void)state;
    tk_catalog_file files[] = {model("builtins.yaml", BUILTINS), model("pack.yaml", MODEL)};
    tk_diagnostics diagnostics = {0};
    tk_text image = {0};
    const char *why;
    tk_catalog *one = tk_catalog_read(files, 1, &diagnostics);
    tk_catalog *other = tk_catalog_read(files, 2, &diagnostics);
    assert_false(tk_image_make(one, other, &image, &why));
    check_string("it is not the same when it is loaded again", why);
    tk_catalog_free(one);
    tk_catalog_free(other);
    tk_diagnostics_free(&diagnostics);
    tk_text_free(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_image),
        cmocka_unit_test(test_use),
        cmocka_unit_test(test_trust),
        cmocka_unit_test(test_unlike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
