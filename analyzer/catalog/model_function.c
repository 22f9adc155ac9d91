#include <string.h>

#include "catalog/model.h"
#include "catalog/symbols.h"
#include "catalog/type.h"

enum { NAME, NAMES, PARAMS, TYPE, TUPLE, SCALAR, TRANSFER, DTYPE, DEFAULT_DTYPE, INTEGERS, UNSIGNED, HOW, HASHES, STORES, GUARD,
       STAGE, NEVER_RETURNS, CACHES, MUTATES, DERIVES, NAMED, CLASS, EAGER, REQUIRES,
       EXPECTS_ERROR, STRIPS, KEY_COUNT };
TK_KEYS(function_keys, "a function", 0, "name", "names", "params", "type", "tuple", "scalar", "transfer",
        "dtype", "default_dtype", "integers", "unsigned", "how", "hashes", "stores", "guard", "stage",
        "never_returns", "caches", "mutates", "derives", "named", "class", "eager", "requires",
        "expects_error", "strips");

const tk_yaml *tk_function_name(tk_loader *loader, const tk_yaml *node, uint32_t i)
{
    const tk_yaml *names = NULL;
    for (uint32_t k = 0; node->kind == TK_YAML_MAPPING && k < node->count; k += 2) {
        const tk_yaml *key = node->items[k];
        if (key->kind != TK_YAML_SCALAR)
            continue;
        if (tk_slice_is(key->text, "name") || tk_slice_is(key->text, "names"))
            names = node->items[k + 1];
    }
    if (!names && i == 0 && node->kind == TK_YAML_MAPPING)
        tk_loader_error(loader, node, "a function needs the key 'name' or 'names'");
    if (!names || names->kind == TK_YAML_MAPPING || i >= tk_yaml_count(names))
        return NULL;
    const tk_yaml *name = tk_yaml_item(names, i);
    return tk_loader_is(loader, name, TK_YAML_SCALAR, "a name") ? name : NULL;
}

tk_function_id tk_function_add(tk_catalog *catalog, const tk_function *function, tk_name name)
{
    tk_vec_push(&catalog->functions, *function);
    catalog->functions.at[catalog->functions.len - 1].name = name;
    return (tk_function_id){catalog->functions.len};
}

static void complain_of_role(tk_loader *loader, const tk_yaml *at, size_t offset, tk_slice word)
{
    tk_diagnostic *error = tk_loader_error_in(loader, at, offset, "unknown role '%.*s'",
                                              (int)word.len, word.at);
    tk_loader_hint_word(error, word, tk_words_role.words, tk_words_role.count);
}

// `axis`, `dim=axis`, `*shape`, `*size=shape`
static bool read_parameter(tk_loader *loader, const tk_yaml *at, tk_parameter *parameter)
{
    tk_slice name = at->text;
    uint8_t role = TK_ROLE_NONE;
    if (name.len > 1 && name.at[0] == '*') {
        parameter->variadic = true;
        name = (tk_slice){name.at + 1, name.len - 1};
    }
    const char *equals = memchr(name.at, '=', name.len);
    if (equals) {
        size_t before = (size_t)(equals - name.at);
        tk_slice word = {equals + 1, name.len - before - 1};
        if (!tk_vocabulary_find(&tk_words_role, word, &role))
            complain_of_role(loader, at, (size_t)(word.at - at->text.at), word);
        name.len = before;
    } else {
        tk_vocabulary_find(&tk_words_role, name, &role);
    }
    if (!tk_qualified_valid(name) || memchr(name.at, '.', name.len)) {
        tk_diagnostic *error = tk_loader_error(loader, at, "'%s' is no parameter", at->text.at);
        tk_loader_hint(error, "write name, name=role, *name or * alone; keywords that are not listed "
                              "have no meaning to the model");
        return false;
    }
    parameter->name = tk_names_add(loader->catalog->names, name);
    parameter->role = (tk_role)role;
    return true;
}

static bool repeats_parameter(const tk_parameter *params, uint16_t count)
{
    for (uint16_t i = 0; i + 1 < count; i++)
        if (tk_name_equal(params[i].name, params[count - 1].name))
            return true;
    return false;
}

static void read_parameters(tk_loader *loader, const tk_yaml *list, tk_function *function)
{
    if (!tk_loader_is(loader, list, TK_YAML_SEQUENCE, "'params'") ||
        !tk_loader_count_fits(loader, list))
        return;
    tk_parameter *params = TK_ARENA_ARRAY(&loader->catalog->arena, tk_parameter, list->count);
    uint16_t count = 0;
    bool keyword_only = false;
    for (uint32_t i = 0; i < list->count; i++) {
        const tk_yaml *item = list->items[i];
        if (!tk_loader_is(loader, item, TK_YAML_SCALAR, "a parameter"))
            continue;
        if (tk_slice_is(item->text, "*")) {
            keyword_only = true;
            continue;
        }
        params[count] = (tk_parameter){.keyword_only = keyword_only};
        if (!read_parameter(loader, item, &params[count]))
            continue;
        keyword_only |= params[count].variadic;
        count++;
        if (repeats_parameter(params, count))
            tk_loader_error(loader, item, "the parameter '%s' stands here twice", item->text.at);
    }
    function->params = params;
    function->param_count = count;
}

enum { HASHING_ROLE, HASHING_PART, HASHING_SITE, HASHING_UNLESS, HASHING_ASKS, HASHING_COUNT };
TK_KEYS(hashing_keys, "an entry of 'hashes'", 1 << HASHING_SITE, "role", "part", "site", "unless",
        "asks");

static bool read_hashing(tk_loader *loader, const tk_yaml *node, tk_hashing *hashing)
{
    const tk_yaml *values[HASHING_COUNT];
    if (!tk_loader_keys(loader, node, &hashing_keys, values))
        return false;
    hashing->part = tk_loader_word(loader, values[HASHING_PART], &tk_words_part, TK_PART_WHOLE);
    hashing->role = tk_loader_word(loader, values[HASHING_ROLE], &tk_words_role, TK_ROLE_NONE);
    uint8_t site = tk_loader_word(loader, values[HASHING_SITE], &tk_words_site, UINT8_MAX);
    hashing->site = (tk_site_kind)site;
    hashing->unless = tk_type_parse(loader, values[HASHING_UNLESS]);
    hashing->asks = tk_loader_bool(loader, values[HASHING_ASKS], false);
    if (!values[HASHING_ROLE] && hashing->part != TK_PART_ALL)
        tk_loader_error(loader, node, "an entry of 'hashes' needs the key 'role' unless its part is all");
    return site != UINT8_MAX && (hashing->role || hashing->part == TK_PART_ALL);
}

static void read_hashings(tk_loader *loader, const tk_yaml *list, tk_function *function)
{
    if (!list || !tk_loader_is(loader, list, TK_YAML_SEQUENCE, "'hashes'") ||
        !tk_loader_count_fits(loader, list))
        return;
    tk_hashing *hashing = TK_ARENA_ARRAY(&loader->catalog->arena, tk_hashing, list->count);
    function->hashing = hashing;
    for (uint32_t i = 0; i < list->count; i++)
        function->hashing_count +=
            read_hashing(loader, list->items[i], &hashing[function->hashing_count]);
}

// `{element: x}`
static bool read_storing(tk_loader *loader, const tk_yaml *node, tk_storing *storing)
{
    if (!tk_loader_is(loader, node, TK_YAML_MAPPING, "an entry of 'stores'"))
        return false;
    if (node->count != 2) {
        tk_loader_error(loader, node, "an entry of 'stores' has one key, like {element: x}");
        return false;
    }
    uint8_t what = tk_loader_word(loader, node->items[0], &tk_words_storing, UINT8_MAX);
    uint8_t role = tk_loader_word(loader, node->items[1], &tk_words_role, TK_ROLE_NONE);
    storing->what = what;
    storing->role = (tk_role)role;
    return what != UINT8_MAX && role != TK_ROLE_NONE;
}

static void read_storings(tk_loader *loader, const tk_yaml *list, tk_function *function)
{
    if (!list || !tk_loader_is(loader, list, TK_YAML_SEQUENCE, "'stores'") ||
        !tk_loader_count_fits(loader, list))
        return;
    tk_storing *storing = TK_ARENA_ARRAY(&loader->catalog->arena, tk_storing, list->count);
    function->storing = storing;
    for (uint32_t i = 0; i < list->count; i++)
        function->storing_count +=
            read_storing(loader, list->items[i], &storing[function->storing_count]);
}

// `{records: list[dict]}`
static void read_named(tk_loader *loader, const tk_yaml *node, tk_function *function)
{
    if (!node || !tk_loader_is(loader, node, TK_YAML_MAPPING, "'named'") ||
        !tk_loader_count_fits(loader, node))
        return;
    tk_named_type *named = TK_ARENA_ARRAY(&loader->catalog->arena, tk_named_type, node->count / 2);
    function->named = named;
    for (uint32_t i = 0; i + 1 < node->count; i += 2) {
        if (!tk_loader_is(loader, node->items[i], TK_YAML_SCALAR, "a text"))
            continue;
        named[function->named_count++] = (tk_named_type){
            tk_names_add(loader->catalog->names, node->items[i]->text),
            tk_type_parse(loader, node->items[i + 1])};
    }
}

// `isinstance`, or `{is-class: pack.Tensor}`
static void read_guard(tk_loader *loader, const tk_yaml *node, tk_function *function)
{
    bool with_class = node && node->kind == TK_YAML_MAPPING && node->count == 2;
    const tk_yaml *word = with_class ? node->items[0] : node;
    function->guard = tk_loader_word(loader, word, &tk_words_guard, TK_GUARD_NONE);
    if (with_class)
        function->guard_class = tk_loader_class(loader, node->items[1]);
    if (with_class && function->guard && function->guard != TK_GUARD_IS_CLASS)
        tk_loader_error(loader, word, "the guard '%s' takes no class", word->text.at);
    if (!with_class && function->guard == TK_GUARD_IS_CLASS)
        tk_loader_error(loader, node, "the guard is-class needs a class, like {is-class: int}");
}

static bool is_word(const tk_yaml *node, const char *word)
{
    return node && node->kind == TK_YAML_SCALAR && tk_slice_is(node->text, word);
}

void tk_function_read(tk_loader *loader, const tk_yaml *node, tk_function *function)
{
    const tk_yaml *values[KEY_COUNT];
    *function = (tk_function){0};
    if (!tk_loader_keys(loader, node, &function_keys, values))
        return;
    if (values[NAME] && values[NAMES])
        tk_loader_error(loader, values[NAMES], "both 'name' and 'names'");
    if (values[PARAMS])
        read_parameters(loader, values[PARAMS], function);
    function->type = tk_type_parse(loader, values[TYPE]);
    function->tuple = tk_type_parse(loader, values[TUPLE]);
    function->scalar = tk_type_parse(loader, values[SCALAR]);
    function->transfer =
        tk_loader_word(loader, values[TRANSFER], &tk_words_transfer, TK_TRANSFER_TYPE);
    function->any_dtype = is_word(values[DTYPE], "unknown");
    if (!function->any_dtype)
        function->dtype = tk_loader_word(loader, values[DTYPE], &tk_words_dtype, TK_DTYPE_UNKNOWN);
    function->default_dtype =
        tk_loader_word(loader, values[DEFAULT_DTYPE], &tk_words_dtype, TK_DTYPE_UNKNOWN);
    function->floats_by_size = is_word(values[INTEGERS], "by-size");
    if (!function->floats_by_size)
        function->integers =
            tk_loader_word(loader, values[INTEGERS], &tk_words_dtype, TK_DTYPE_UNKNOWN);
    function->unsigned_integers =
        tk_loader_word(loader, values[UNSIGNED], &tk_words_dtype, TK_DTYPE_UNKNOWN);
    function->how = tk_loader_word(loader, values[HOW], &tk_words_how, TK_HOW_UNKNOWN);
    read_named(loader, values[NAMED], function);
    read_hashings(loader, values[HASHES], function);
    read_storings(loader, values[STORES], function);
    read_guard(loader, values[GUARD], function);
    function->stage = tk_loader_word(loader, values[STAGE], &tk_words_stage, TK_STAGE_NONE);
    function->never_returns = tk_loader_bool(loader, values[NEVER_RETURNS], false);
    function->expects_error = tk_loader_bool(loader, values[EXPECTS_ERROR], false);
    function->caches = tk_loader_word(loader, values[CACHES], &tk_words_caches, TK_CACHES_NOTHING);
    function->strips = tk_loader_bool(loader, values[STRIPS], false);
    function->eager = tk_loader_bool(loader, values[EAGER], false);
    function->mutates =
        tk_loader_word(loader, values[MUTATES], &tk_words_mutates, TK_MUTATES_NOTHING);
    if (values[CLASS])
        function->cls = tk_loader_class(loader, values[CLASS]);
    if (values[REQUIRES])
        function->requires = tk_loader_class(loader, values[REQUIRES]);
    function->derives =
        tk_loader_word(loader, values[DERIVES], &tk_words_derives, TK_DERIVES_NOTHING);
}
