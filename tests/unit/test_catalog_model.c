// Library models: what a class, function or name means once all files are read.
#include "catalog_support.h"

#define LIBRARY "library: np\nmodules: [np, np.random]\n"

static void test_names_of_modules(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("a.yaml", "library: deep\nmodules: [one.two.three]\n"),
         model("b.yaml", "library: np\nmodules: np\n"),
         model("c.yaml", "library: np\nmodules: [np.random]\n"));
    check_string("", problems(&self));
    check_string("module", meaning(&self, "one.two.three"));
    check_string("module", meaning(&self, "one.two"));
    check_string("module", meaning(&self, "one"));
    check_string("nothing", meaning(&self, "two"));
    assert_int_equal(self.catalog->libraries.len, 3);
    const tk_library *np = &self.catalog->libraries.at[2];
    assert_int_equal(np->module_count, 2);
    check_string("np", name_text(&self, np->modules[0]));
    check_string("np.random", name_text(&self, np->modules[1]));
    assert_false(np->always);
    assert_true(self.catalog->libraries.at[0].always);
    unload(&self);
}

static void test_functions(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY
         "classes:\n"
         "  - {name: np.array}\n"
         "functions:\n"
         "  - names: [np.zeros, np.ones]\n"
         "    params: [shape, dtype, '*', like, dim=axis]\n"
         "    type: np.array\n"
         "    transfer: shape\n"
         "    default_dtype: float64\n"
         "    integers: int64\n"
         "  - name: np.random.randint\n"
         "    params: ['*size=shape', keepdims]\n"
         "    type: np.array rank=2\n"
         "    scalar: int\n"
         "    dtype: int32\n"
         "    how: reduction\n"
         "  - name: np.load\n"
         "    params: [mode=name]\n"
         "    type: np.array\n"
         "    transfer: by-name\n"
         "    named: {rows: 'list[np.array]', first: np.array rank=1}\n"
         "  - {name: np.round, params: [x], type: np.array, transfer: like, dtype: unknown}\n"
         "  - {name: np.exit, type: None, never_returns: true, mutates: true}\n"
         "  - {name: np.raises, type: None, expects_error: true}\n"
         "  - {name: np.memo, caches: true, transfer: function, params: [function]}\n"));
    check_string("", problems(&self));
    check_string("np.zeros(shape=shape, dtype=dtype, *, like, dim=axis) -> np.array transfer=shape "
                 "default=float64 integers=int64",
                 meaning(&self, "np.zeros"));
    check_string("np.ones(shape=shape, dtype=dtype, *, like, dim=axis) -> np.array transfer=shape "
                 "default=float64 integers=int64",
                 meaning(&self, "np.ones"));
    check_string("np.random.randint(*size=shape, keepdims=keepdims) -> np.array rank=2 scalar int "
                 "transfer=type dtype=int32 how=reduction",
                 meaning(&self, "np.random.randint"));
    check_string("np.load(mode=name) -> np.array named rows: list[np.array] first: np.array rank=1 "
                 "transfer=by-name",
                 meaning(&self, "np.load"));
    check_string("np.round(x=x) -> np.array transfer=like dtype=any", meaning(&self, "np.round"));
    check_string("np.exit() -> None transfer=type never-returns mutates", meaning(&self, "np.exit"));
    check_string("np.raises() -> None transfer=type expects-error", meaning(&self, "np.raises"));
    check_string("np.memo(function=function) transfer=function caches", meaning(&self, "np.memo"));
    unload(&self);
}

static void test_what_calls_do(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY
         "functions:\n"
         "  - name: np.put\n"
         "    params: [key, value, iterable]\n"
         "    hashes:\n"
         "      - {role: key, site: dict-key}\n"
         "      - {role: iterable, part: pairs, site: set-member}\n"
         "      - {part: all, site: cached-argument}\n"
         "    stores: [{key: key}, {value: value}, {pairs_of: iterable}]\n"
         "  - {name: np.is_int, params: [x], guard: {is-class: int}}\n"
         "  - {name: np.is_a, params: [x, class], guard: isinstance}\n"));
    check_string("", problems(&self));
    check_string("np.put(key=key, value=value, iterable=iterable) transfer=type hashes whole of key at "
                 "dict-key hashes pairs of iterable at set-member hashes all of unknown at "
                 "cached-argument stores key key stores value value stores pairs_of iterable",
                 meaning(&self, "np.put"));
    check_string("np.is_int(x=x) transfer=type guard=is-class:builtins.int",
                 meaning(&self, "np.is_int"));
    check_string("np.is_a(x=x, class=class) transfer=type guard=isinstance", meaning(&self, "np.is_a"));
    unload(&self);
}

static void test_classes_and_their_members(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY
         "classes:\n"
         "  - name: np.array\n"
         "    prints: np.array\n"
         "    family: array\n"
         "    hash: raises\n"
         "    zero_dim_scalar: true\n"
         "    scalars: {unknown: np.generic, int64: np.int64, object: unknown}\n"
         "    constructor: {params: [shape], transfer: shape}\n"
         "    attributes:\n"
         "      shape: {transfer: dims}\n"
         "      dtype: type\n"
         "      base: {type: np.array | None}\n"
         "    methods:\n"
         "      - {names: [sum, prod], params: [axis], transfer: reduce}\n"
         "      - {name: copy, transfer: same}\n"
         "  - {name: np.generic, family: scalar}\n"
         "  - {name: np.int64, bases: [np.generic], dtype: int64}\n"
         "  - name: np.matrix\n"
         "    bases: np.array\n"
         "    methods: [{name: copy, type: list}]\n"));
    check_string("", problems(&self));
    check_string("np.array prints np.array hash=raises family=array order=np.array,builtins.object "
                 "zero-dim-scalar unknown:np.generic int64:np.int64",
                 meaning(&self, "np.array"));
    check_string("np.matrix prints matrix hash=raises family=array order=np.matrix,np.array,"
                 "builtins.object zero-dim-scalar unknown:np.generic int64:np.int64",
                 meaning(&self, "np.matrix"));
    check_string("np.int64 prints int64 hash=value family=scalar order=np.int64,np.generic,"
                 "builtins.object dtype=int64",
                 meaning(&self, "np.int64"));
    check_string("np.array.sum(axis=axis) transfer=reduce", member(&self, "np.array", "sum"));
    check_string("np.array.prod(axis=axis) transfer=reduce", member(&self, "np.matrix", "prod"));
    check_string("np.matrix.copy() -> list transfer=type", member(&self, "np.matrix", "copy"));
    check_string("np.array.copy() transfer=same", member(&self, "np.array", "copy"));
    check_string("attribute dims", member(&self, "np.matrix", "shape"));
    check_string("attribute type np.array | None", member(&self, "np.array", "base"));
    check_string("nothing", member(&self, "np.array", "item"));
    tk_class_id array = tk_catalog_class(self.catalog, "np.array");
    tk_text constructor = {0};
    add_function(&self, tk_class_of(self.catalog, array)->constructor, &constructor);
    check_dump("np.array(shape=shape) -> np.array transfer=shape", &constructor);
    unload(&self);
}

static void test_a_class_gets_more_members_from_another_file(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self,
         model("a.yaml", "library: np\nmodules: [np]\n"
                         "classes:\n"
                         "  - extends: np.array\n"
                         "    attributes: {size: int}\n"
                         "    methods: [{name: sum, transfer: reduce}]\n"),
         model("b.yaml", "library: np\nmodules: [np]\n"
                         "classes:\n"
                         "  - {name: np.array, attributes: {ndim: int}}\n"));
    check_string("", problems(&self));
    check_string("attribute type int", member(&self, "np.array", "size"));
    check_string("attribute type int", member(&self, "np.array", "ndim"));
    check_string("np.array.sum() transfer=reduce", member(&self, "np.array", "sum"));
    unload(&self);
}

static void test_bases_order_as_python_does(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY
         "classes:\n"
         "  - {name: np.Bottom, bases: [np.Left, np.Right]}\n"
         "  - {name: np.Left, bases: [np.Top]}\n"
         "  - {name: np.Right, bases: [np.Top], hash: identity}\n"
         "  - {name: np.Top, hash: raises, family: mapping}\n"));
    check_string("", problems(&self));
    check_string("np.Bottom prints Bottom hash=identity family=mapping "
                 "order=np.Bottom,np.Left,np.Right,np.Top,builtins.object",
                 meaning(&self, "np.Bottom"));
    tk_class_id bottom = tk_catalog_class(self.catalog, "np.Bottom");
    tk_class_id top = tk_catalog_class(self.catalog, "np.Top");
    assert_true(tk_class_is(self.catalog, bottom, top));
    assert_true(tk_class_is(self.catalog, bottom, bottom));
    assert_false(tk_class_is(self.catalog, top, bottom));
    assert_false(tk_class_is(self.catalog, (tk_class_id){0}, top));
    unload(&self);
}

static void test_evidence(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY
         "classes:\n"
         "  - name: np.array\n"
         "    methods: [{name: tobytes, type: str}]\n"
         "    evidence: [tobytes, ctypes]\n"
         "  - {name: np.other, evidence: ctypes}\n"));
    check_string("", problems(&self));
    tk_names *names = self.catalog->names;
    tk_class_id array = tk_catalog_class(self.catalog, "np.array");
    tk_name tobytes = tk_names_find(names, TK_SLICE("tobytes"));
    assert_int_equal(tk_catalog_evidence(self.catalog, tobytes, 0).i, array.i);
    assert_int_equal(tk_catalog_evidence(self.catalog, tobytes, 1).i, 0);
    tk_name ctypes = tk_names_find(names, TK_SLICE("ctypes"));
    assert_int_equal(tk_catalog_evidence(self.catalog, ctypes, 0).i, array.i);
    assert_int_not_equal(tk_catalog_evidence(self.catalog, ctypes, 1).i, 0);
    assert_int_equal(tk_catalog_evidence(self.catalog, ctypes, 2).i, 0);
    assert_int_equal(tk_catalog_evidence(self.catalog, (tk_name){0}, 0).i, 0);
    check_string("np.array.tobytes() -> str transfer=type evidence", member(&self, "np.array", "tobytes"));
    unload(&self);
}

static void test_aliases(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY
         "classes: [{name: np.array, methods: [{name: sum, type: int}]}]\n"
         "functions: [{name: np.random.rand, type: fruit.Basket}]\n"
         "values: {np.pi: float}\n"
         "aliases:\n"
         "  np.core.ndarray: np.array\n"
         "  np.chain: np.core.ndarray\n"
         "  compat.random: np.random\n"
         "  np.tau: np.pi\n"),
         model("fruit.yaml", "library: fruit\nmodules: [fruit]\nclasses: [{name: fruit.Basket, bases: np.chain}]\n"));
    check_string("", problems(&self));
    check_string("np.array prints array hash=value family=object order=np.array,builtins.object",
                 meaning(&self, "np.core.ndarray"));
    check_string("np.array prints array hash=value family=object order=np.array,builtins.object",
                 meaning(&self, "np.chain"));
    check_string("module", meaning(&self, "np.core"));
    check_string("module", meaning(&self, "compat"));
    check_string("module", meaning(&self, "compat.random"));
    check_string("np.random.rand() -> fruit.Basket transfer=type", meaning(&self, "compat.random.rand"));
    check_string("value float", meaning(&self, "np.tau"));
    check_string("np.array.sum() -> int transfer=type", member(&self, "fruit.Basket", "sum"));
    unload(&self);
}

static void test_values(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY
         "classes: [{name: np.dtype}]\n"
         "values:\n"
         "  np.pi: float\n"
         "  np.float32: {type: np.dtype, dtype: float32}\n"
         "  np.random.number: type[int]\n"));
    check_string("", problems(&self));
    check_string("value float", meaning(&self, "np.pi"));
    check_string("value np.dtype dtype=float32", meaning(&self, "np.float32"));
    check_string("value type[int]", meaning(&self, "np.random.number"));
    unload(&self);
}

static void test_a_later_folder_replaces(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY
         "classes: [{name: np.array, hash: raises, methods: [{name: sum, type: int}]}, {name: np.sub, bases: np.array}]\n"
         "functions: [{name: np.zeros, type: np.array}]\n"),
         in_layer(model("mine.yaml", LIBRARY
         "classes: [{name: np.array, hash: identity, methods: [{name: max, type: int}]}]\n"
         "functions: [{name: np.zeros, type: int}]\n"), 1));
    check_string("", problems(&self));
    check_string("np.array prints array hash=identity family=object order=np.array,builtins.object",
                 meaning(&self, "np.array"));
    check_string("np.sub prints sub hash=identity family=object order=np.sub,np.array,builtins.object",
                 meaning(&self, "np.sub"));
    check_string("nothing", member(&self, "np.sub", "sum"));
    check_string("np.array.max() -> int transfer=type", member(&self, "np.sub", "max"));
    check_string("np.zeros() -> int transfer=type", meaning(&self, "np.zeros"));
    unload(&self);
}

static void check_type(const char *text, const char *expected)
{
    loaded self;
    tk_text source = {0};
    tk_text_format(&source, LIBRARY "classes: [{name: np.array}]\nvalues:\n  np.x: \"%s\"\n", text);
    LOAD(&self, model("t.yaml", source.at));
    tk_text found = {0};
    tk_text_format(&found, "%s", meaning(&self, "np.x"));
    tk_text_format(&found, "%s%s", self.diagnostics.list.len ? "\n" : "", problems(&self));
    check_dump(expected, &found);
    tk_text_free(&source);
    unload(&self);
}

static void test_types_read_back_as_written(void **state)
{
    (void)state;
    check_type("int", "value int");
    check_type(" np.array rank=2  dtype=int64 ", "value np.array rank=2 dtype=int64");
    check_type("list[int]", "value list[int]");
    check_type("tuple[int, str]", "value tuple[int, str]");
    check_type("tuple[int,...]", "value tuple[int, ...]");
    check_type("dict[str,list[np.array rank=0]]", "value dict[str, list[np.array rank=0]]");
    check_type("int|None | list[int | str]", "value int | None | list[int | str]");
    check_type("iterator[self]", "value iterator[self]");
    check_type("type[np.array]", "value type[np.array]");
    check_type("type", "value type");
    check_type("element", "value element");
    check_type("arg(x)", "value arg(x)");
    check_type("unknown", "value unknown");
    check_type("self rank=1", "value self rank=1");
    check_type("list[np.array rank=2+ dtype=int64]", "value list[np.array rank=2+ dtype=int64]");
}

static void test_types_that_are_wrong(void **state)
{
    (void)state;
    check_type("", "value unknown\nt.yaml:5:10: expected a class in the type ''\n");
    check_type("nt", "value unknown\nt.yaml:5:10: no model defines the class 'nt' [did you mean 'int'?]\n");
    check_type("list[np.arry]", "value unknown\nt.yaml:5:15: no model defines the class 'np.arry' "
                                "[did you mean 'np.array'?]\n");
    check_type("list[int", "value unknown\nt.yaml:5:18: expected ']' in the type 'list[int'\n");
    check_type("list[]", "value unknown\nt.yaml:5:15: expected a class in the type 'list[]'\n");
    check_type("int int", "value unknown\nt.yaml:5:14: unexpected text in the type 'int int'\n");
    check_type("int |", "value unknown\nt.yaml:5:15: expected a class in the type 'int |'\n");
    check_type("np.array rank=x",
               "value unknown\nt.yaml:5:24: a rank is a number from 0 to 64 in the type "
               "'np.array rank=x'\n");
    check_type("np.array rank=99",
               "value unknown\nt.yaml:5:24: a rank is a number from 0 to 64 in the type "
               "'np.array rank=99'\n");
    check_type("int dtype=int46", "value unknown\nt.yaml:5:20: unknown dtype in the type "
                                  "'int dtype=int46' [did you mean 'int16'?]\n");
    check_type("arg(axes)", "value unknown\nt.yaml:5:14: unknown role in the type 'arg(axes)' "
                            "[did you mean 'axis'?]\n");
    check_type("arg", "value unknown\nt.yaml:5:13: expected '(' and a role in the type 'arg'\n");
    check_type("type[int | str]",
               "value unknown\nt.yaml:5:15: type[...] takes a class in the type 'type[int | str]'\n");
    check_type("list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[int]]]]"
               "]]]]]]]]]]]]",
               "value unknown\nt.yaml:5:90: more than 16 types inside each other in the type "
               "'list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[int]]]]"
               "]]]]]]]]]]]]'\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_modules),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_what_calls_do),
        cmocka_unit_test(test_classes_and_their_members),
        cmocka_unit_test(test_a_class_gets_more_members_from_another_file),
        cmocka_unit_test(test_bases_order_as_python_does),
        cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_a_later_folder_replaces),
        cmocka_unit_test(test_types_read_back_as_written),
        cmocka_unit_test(test_types_that_are_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
