// Mistakes in library models: each is told at its place with what would be right, and the rest of the
// file is still read.
#include "catalog_support.h"

#define LIBRARY "library: np\nmodules: [np]\n"

// One model whose lines from 3 on are `body`.
static void check_body(const char *body, const char *expected)
{
    loaded self;
    tk_text source = {0};
    tk_text_format(&source, LIBRARY "%s", body);
    LOAD(&self, model("m.yaml", source.at));
    check_string(expected, problems(&self));
    tk_text_free(&source);
    unload(&self);
}

static void check_model(const char *text, const char *expected)
{
    loaded self;
    LOAD(&self, model("m.yaml", text));
    check_string(expected, problems(&self));
    unload(&self);
}

static void check_function(const char *text, const char *expected)
{
    tk_text body = {0};
    tk_text_format(&body, "functions:\n  - name: np.f\n%s", text);
    check_body(body.at, expected);
    tk_text_free(&body);
}

static void test_files(void **state)
{
    (void)state;
    check_model("- a\n", "m.yaml:1:1: a model is a mapping with keys, not a list\n");
    check_model("modules: [np]\n", "m.yaml:1:1: a model needs the key 'library'\n");
    check_model("library: np\n", "m.yaml:1:1: a model needs the key 'modules'\n");
    check_model(LIBRARY "library: x\n", "m.yaml:3:1: the key 'library' stands here twice\n");
    check_model("library: 1np\nmodules: [np]\n", "m.yaml:1:10: '1np' is no qualified name\n");
    check_body("clases: []\n", "m.yaml:3:1: unknown key 'clases' of a model [did you mean 'classes'?]\n");
    check_body("zzzzzzzzz: []\n",
               "m.yaml:3:1: unknown key 'zzzzzzzzz' of a model [one of: library, versions, modules, "
               "always, aliases, classes, functions, values]\n");
    check_body("always: maybe\n", "m.yaml:3:9: expected true or false, not 'maybe'\n");
    check_body("versions: 3\n", "m.yaml:3:11: 'versions' is a mapping with keys, not a text\n");
    check_body("versions: {np: [1]}\n", "m.yaml:3:16: a library or its version is a text, not a list\n");
    check_body("classes: {a: 1}\n", "m.yaml:3:10: 'classes' is a list, not a mapping\n");
    check_body("functions: x\n", "m.yaml:3:12: 'functions' is a list, not a text\n");
    check_body("classes:\nfunctions:\nvalues:\naliases:\n", "");
}

static void test_names(void **state)
{
    (void)state;
    check_model("library: np\nmodules: [np, n p, [x]]\n",
                "m.yaml:2:15: 'n p' is no qualified name\n"
                "m.yaml:2:20: a module is a text, not a list\n");
    check_body("functions: [{name: npx.zeros}]\n",
               "m.yaml:3:20: 'npx.zeros' lies in no module of the model [list 'npx' under 'modules']\n");
    check_body("functions: [{name: zeros}]\n",
               "m.yaml:3:20: 'zeros' lies in no module of the model [write the name with its module]\n");
    check_body("functions: [{params: [x]}]\n",
               "m.yaml:3:13: a function needs the key 'name' or 'names'\n");
    check_body("functions: [{name: np.a, names: [np.b]}]\n",
               "m.yaml:3:33: both 'name' and 'names'\n");
    check_body("functions: [5]\n", "m.yaml:3:13: a function is a mapping with keys, not a text\n");
    check_body("classes: [{hash: raises}]\n", "m.yaml:3:11: a class needs the key 'name'\n");
    check_body("classes: [{name: np..a}]\n", "m.yaml:3:18: 'np..a' is no qualified name\n");
    check_body("values: {np: int}\n",
               "m.yaml:3:10: 'np' lies in no module of the model [write the name with its module]\n");
}

static void test_names_that_are_defined_twice(void **state)
{
    (void)state;
    check_body("functions:\n  - {name: np.f}\n  - {names: [np.g, np.f]}\n",
               "m.yaml:5:20: 'np.f' is defined twice [the other definition is at m.yaml:4]\n");
    check_body("classes: [{name: np.f}]\nvalues: {np.f: int}\n",
               "m.yaml:4:10: 'np.f' is defined twice [the other definition is at m.yaml:3]\n");
    check_body("functions: [{name: np.f}, {name: np.g}]\naliases: {np.f: np.g}\n",
               "m.yaml:4:11: 'np.f' is defined twice [the other definition is at m.yaml:3]\n");
    check_body("classes:\n  - name: np.a\n    attributes: {x: int}\n    methods: [{names: [y, x]}]\n",
               "m.yaml:6:27: 'np.a' has 'x' twice\n");
    check_body("classes:\n  - {name: np.a, attributes: {x: int}}\n"
               "  - {extends: np.a, attributes: {x: str}}\n",
               "m.yaml:5:34: 'np.a' has 'x' twice\n");
    check_body("classes:\n  - {extends: int, bases: [int]}\n",
               "m.yaml:4:20: unknown key 'bases' of an extension of a class [one of: extends, "
               "attributes, methods]\n");
    loaded self;
    LOAD(&self, model("a.yaml", LIBRARY "functions: [{name: np.f, type: int}]\n"),
         model("b.yaml", LIBRARY "functions: [{name: np.f, type: str}]\n"));
    check_string("b.yaml:3:20: 'np.f' is defined twice [the other definition is at a.yaml:3]\n",
                 problems(&self));
    check_string("np.f() -> int transfer=type", meaning(&self, "np.f"));
    unload(&self);
}

static void test_aliases(void **state)
{
    (void)state;
    check_body("aliases: {np.a: np.b}\n",
               "m.yaml:3:11: the alias 'np.a' stands for 'np.b', which no model defines\n");
    check_body("aliases: {np.a: np.a}\n", "m.yaml:3:11: the alias 'np.a' lies within its own target\n");
    check_body("aliases: {np.a: np}\n", "m.yaml:3:11: the alias 'np.a' lies within its own target\n");
    check_body("aliases: {np.a: np.b, np.b: np.a}\n",
               "m.yaml:3:11: the alias 'np.a' stands for 'np.b', which no model defines\n"
               "m.yaml:3:23: the alias 'np.b' stands for 'np.a', which no model defines\n");
    check_body("aliases: [np.a]\n", "m.yaml:3:10: 'aliases' is a mapping with keys, not a list\n");
    check_body("aliases: {np.a: [np.b]}\n", "m.yaml:3:17: an alias's target is a text, not a list\n");
}

static void test_words(void **state)
{
    (void)state;
    check_function("    transfer: redcue\n",
                   "m.yaml:5:15: unknown transfer 'redcue' [did you mean 'reduce'?]\n");
    check_function("    dtype: float65\n", "m.yaml:5:12: unknown dtype 'float65' [did you mean 'float64'?]\n");
    check_function("    default_dtype: [a]\n", "m.yaml:5:20: dtype is a text, not a list\n");
    check_function("    how: elment\n", "m.yaml:5:10: unknown way for a value to come about 'elment' "
                                        "[did you mean 'element'?]\n");
    check_function("    caches: yes\n", "m.yaml:5:13: unknown way to cache 'yes' [one of: false, true, others]\n");
    check_function("    transfr: reduce\n",
                   "m.yaml:5:5: unknown key 'transfr' of a function [did you mean 'transfer'?]\n");
    check_body("classes: [{name: np.a, hash: raise}]\n",
               "m.yaml:3:30: unknown hash behaviour 'raise' [did you mean 'raises'?]\n");
    check_body("classes: [{name: np.a, family: bag}]\n",
               "m.yaml:3:32: unknown family 'bag' [one of: object, array, scalar, text, tuple, list, "
               "set, mapping, iterator]\n");
}

static void test_parameters(void **state)
{
    (void)state;
    check_function("    params: x\n", "m.yaml:5:13: 'params' is a list, not a text\n");
    check_function("    params: [x, dim=axes]\n",
                   "m.yaml:5:21: unknown role 'axes' [did you mean 'axis'?]\n");
    check_function("    params: [x, keepdims=truth]\n",
                   "m.yaml:5:26: unknown role 'truth'\n");
    check_function("    params: [x, x]\n", "m.yaml:5:17: the parameter 'x' stands here twice\n");
    check_function("    params: [{x: 1}]\n", "m.yaml:5:14: a parameter is a text, not a mapping\n");
    check_function("    params: ['**kwargs', 'a b']\n",
                   "m.yaml:5:14: '**kwargs' is no parameter [write name, name=role, *name or * alone; "
                   "keywords that are not listed have no meaning to the model]\n"
                   "m.yaml:5:26: 'a b' is no parameter [write name, name=role, *name or * alone; "
                   "keywords that are not listed have no meaning to the model]\n");
}

static void test_effects(void **state)
{
    (void)state;
    check_function("    hashes: [{role: key}]\n",
                   "m.yaml:5:14: an entry of 'hashes' needs the key 'site'\n");
    check_function("    hashes: [{site: dict-key}]\n",
                   "m.yaml:5:14: an entry of 'hashes' needs the key 'role' unless its part is all\n");
    check_function("    hashes: [{role: key, part: middle, site: dictkey}]\n",
                   "m.yaml:5:32: unknown part 'middle' [one of: whole, elements, pairs, all, first, ends, column, columns, groups]\n"
                   "m.yaml:5:46: unknown site 'dictkey' [did you mean 'dict-key'?]\n");
    check_function("    stores: [{elements: x}]\n",
                   "m.yaml:5:15: unknown way to store 'elements' [did you mean 'element'?]\n");
    check_function("    stores: [{element: x, key: x}]\n",
                   "m.yaml:5:14: an entry of 'stores' has one key, like {element: x}\n");
    check_function("    stores: [element]\n",
                   "m.yaml:5:14: an entry of 'stores' is a mapping with keys, not a text\n");
    check_function("    guard: is-class\n",
                   "m.yaml:5:12: the guard is-class needs a class, like {is-class: int}\n");
    check_function("    guard: {callable: int}\n", "m.yaml:5:13: the guard 'callable' takes no class\n");
    check_function("    guard: {is-class: itn}\n",
                   "m.yaml:5:23: no model defines the class 'itn' [did you mean 'int'?]\n");
}

static void test_members(void **state)
{
    (void)state;
    check_body("classes: [{name: np.a, attributes: {x.y: int}}]\n",
               "m.yaml:3:37: 'x.y' is no name of a method or attribute\n");
    check_body("classes: [{name: np.a, attributes: {x: {kind: int}}}]\n",
               "m.yaml:3:41: unknown key 'kind' of an attribute [one of: type, transfer, derives]\n");
    check_body("classes: [{name: np.a, methods: {x: int}}]\n",
               "m.yaml:3:33: 'methods' is a list, not a mapping\n");
    check_body("classes: [{name: np.a, evidence: {x: int}}]\n",
               "m.yaml:3:34: 'evidence' is a list, not a mapping\n");
    check_body("classes: [{name: np.a, scalars: {int46: int, int64: itn}}]\n",
               "m.yaml:3:34: unknown dtype 'int46' [did you mean 'int16'?]\n"
               "m.yaml:3:53: no model defines the class 'itn' [did you mean 'int'?]\n");
    check_body("values: {np.x: {dtype: int64}}\n", "m.yaml:3:16: a value needs the key 'type'\n");
}

static void test_bases(void **state)
{
    (void)state;
    check_body("classes: [{name: np.a, bases: [np.b, int]}]\n",
               "m.yaml:3:32: no model defines the class 'np.b' [did you mean 'np.a'?]\n");
    check_body("classes:\n  - {name: np.a, bases: np.b}\n  - {name: np.b, bases: np.c}\n"
               "  - {name: np.c, bases: np.a}\n",
               "m.yaml:6:25: 'np.c' is a base of its own base np.a\n");
    check_body("classes: [{name: np.a, bases: np.a}]\n",
               "m.yaml:3:31: 'np.a' is a base of its own base np.a\n");
    check_body("classes:\n  - {name: np.a}\n  - {name: np.b, bases: np.a}\n"
               "  - {name: np.c, bases: [np.a, np.b]}\n",
               "m.yaml:6:25: 'np.c' has bases that Python cannot bring into an order\n");
}

// A chain of classes that is declared from its end costs no stack, and ends at the limit.
static void test_long_chains_of_bases(void **state)
{
    (void)state;
    loaded self;
    tk_text source = {0};
    tk_text_add_string(&source, LIBRARY "classes:\n");
    for (int i = 0; i < 140; i++)
        tk_text_format(&source, "  - {name: np.c%d, bases: np.c%d}\n", i, i + 1);
    tk_text_add_string(&source, "  - {name: np.c140}\n");
    LOAD(&self, model("m.yaml", source.at));
    assert_int_equal(self.diagnostics.list.len, 15);
    check_string("'np.c0' has more than 127 ancestors", self.diagnostics.list.at[0].message);
    assert_int_equal(tk_class_of(self.catalog, tk_catalog_class(self.catalog, "np.c0"))->ancestor_count,
                     128);
    tk_text_free(&source);
    unload(&self);
}

static void test_the_rest_is_kept(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("bad.yaml", "library: [\n"),
         model("m.yaml", LIBRARY "functions:\n  - {name: np.f, type: int, dtype: nonsense, params: [x, y=z]}\n"
                                 "  - {name: np.g, type: list[}\n"
                                 "  - {name: np.h, type: str}\n"));
    check_string("bad.yaml:2:1: not valid YAML: did not find expected node content while parsing a flow "
                 "node\n"
                 "m.yaml:5:28: not valid YAML: did not find expected ',' or '}' while parsing a flow "
                 "mapping\n",
                 problems(&self));
    unload(&self);
    LOAD(&self, model("m.yaml", LIBRARY "functions:\n  - {name: np.f, type: int, dtype: nonsense, params: [x, y=z]}\n"
                                 "  - {name: np.g, type: 'list['}\n"
                                 "  - {name: np.h, type: str}\n"));
    check_string("m.yaml:4:36: unknown dtype 'nonsense'\n"
                 "m.yaml:4:60: unknown role 'z' [did you mean 'x'?]\n"
                 "m.yaml:5:30: expected a class in the type 'list['\n",
                 problems(&self));
    check_string("np.f(x=x, y) -> int transfer=type", meaning(&self, "np.f"));
    check_string("np.g() transfer=type", meaning(&self, "np.g"));
    check_string("np.h() -> str transfer=type", meaning(&self, "np.h"));
    unload(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_names_that_are_defined_twice),
        cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_effects),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_bases),
        cmocka_unit_test(test_long_chains_of_bases),
        cmocka_unit_test(test_the_rest_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
