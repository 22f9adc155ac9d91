#include "catalog/model.h"

#include <string.h>

#include "catalog/symbols.h"
#include "catalog/type.h"

enum { LIBRARY, VERSIONS, MODULES, ALWAYS, ALIASES, CLASSES, FUNCTIONS, VALUES, KEY_COUNT };
TK_KEYS(model_keys, "a model", 1 << LIBRARY | 1 << MODULES, "library", "versions", "modules",
        "always", "aliases", "classes", "functions", "values");

void tk_models_free(tk_models *self)
{
    tk_vec_free(&self->classes);
    tk_vec_free(&self->functions);
    tk_vec_free(&self->values);
    tk_vec_free(&self->extensions);
}

// Several files may describe one library.
static tk_library_id library_named(tk_loader *loader, tk_slice text)
{
    tk_catalog *catalog = loader->catalog;
    tk_name name = tk_names_add(catalog->names, text);
    for (uint32_t i = 0; i < catalog->libraries.len; i++)
        if (tk_name_equal(catalog->libraries.at[i].name, name))
            return (tk_library_id){i + 1};
    tk_library library = {.name = name};
    tk_vec_push(&catalog->libraries, library);
    return (tk_library_id){catalog->libraries.len};
}

static bool is_qualified(tk_loader *loader, const tk_yaml *at, const char *noun)
{
    if (!tk_loader_is(loader, at, TK_YAML_SCALAR, noun))
        return false;
    if (tk_qualified_valid(at->text))
        return true;
    tk_loader_error(loader, at, "'%s' is no qualified name", at->text.at);
    return false;
}

static void declare_modules(tk_loader *loader, tk_library_id id, const tk_yaml *list)
{
    if (list->kind == TK_YAML_MAPPING) {
        tk_loader_is(loader, list, TK_YAML_SEQUENCE, "'modules'");
        return;
    }
    if (!tk_loader_count_fits(loader, list))
        return;
    tk_library *library = &loader->catalog->libraries.at[id.i - 1];
    uint32_t count = library->module_count + tk_yaml_count(list);
    tk_name *modules = TK_ARENA_ARRAY(&loader->catalog->arena, tk_name, count);
    if (library->module_count)
        memcpy(modules, library->modules, library->module_count * sizeof *modules);
    library->modules = modules;
    for (uint32_t i = 0; i < tk_yaml_count(list); i++) {
        const tk_yaml *item = tk_yaml_item(list, i);
        if (!is_qualified(loader, item, "a module") || library->module_count == UINT16_MAX)
            continue;
        tk_symbols_add_module(loader, item->text);
        modules[library->module_count++] = tk_names_add(loader->catalog->names, item->text);
    }
}

// A name lies in a module that some model lists, or in a class.
static bool has_home(tk_loader *loader, const tk_yaml *at)
{
    tk_slice parent = tk_qualified_parent(at->text);
    tk_name id = tk_names_find(loader->catalog->names, parent);
    if (parent.len && tk_symbols_find(loader->catalog->symbols, id))
        return true;
    tk_diagnostic *error =
        tk_loader_error(loader, at, "'%s' lies in no module of the model", at->text.at);
    if (parent.len)
        tk_loader_hint(error, "list '%.*s' under 'modules'", (int)parent.len, parent.at);
    else
        tk_loader_hint(error, "write the name with its module");
    return false;
}

static tk_draft draft_of(const tk_loader *loader, const tk_yaml *node)
{
    return (tk_draft){.path = loader->path, .layer = loader->layer, .node = node};
}

static const tk_yaml *value_of(const tk_yaml *node, const char *key)
{
    for (uint32_t i = 0; node->kind == TK_YAML_MAPPING && i < node->count; i += 2)
        if (node->items[i]->kind == TK_YAML_SCALAR && tk_slice_is(node->items[i]->text, key))
            return node->items[i + 1];
    return NULL;
}

static void declare_class(tk_models *self, tk_loader *loader, tk_library_id library,
                          const tk_yaml *node)
{
    tk_catalog *catalog = loader->catalog;
    tk_draft draft = draft_of(loader, node);
    if (value_of(node, "extends")) {
        tk_vec_push(&self->extensions, draft);
        return;
    }
    const tk_yaml *at = value_of(node, "name");
    if (!at) {   // tells what is missing, or what stands there instead
        tk_loader_error(loader, node, "a class needs the key 'name'");
        return;
    }
    if (!is_qualified(loader, at, "the name of a class") || !has_home(loader, at))
        return;
    tk_name name = tk_names_add(catalog->names, at->text);
    const tk_symbol_entry *old = tk_symbols_find(catalog->symbols, name);
    bool replaces = old && old->symbol.kind == TK_SYMBOL_CLASS && old->layer < loader->layer;
    draft.id = replaces ? old->symbol.cls.i : catalog->classes.len + 1;
    tk_symbol symbol = {.kind = TK_SYMBOL_CLASS, .cls = {draft.id}};
    if (!tk_symbols_declare(loader, at, name, symbol))
        return;
    tk_class cls = {.name = name, .prints = name, .library = library};
    if (replaces)
        catalog->classes.at[draft.id - 1] = cls;
    else
        tk_vec_push(&catalog->classes, cls);
    tk_vec_push(&self->classes, draft);
}

static void declare_function(tk_models *self, tk_loader *loader, const tk_yaml *node)
{
    tk_catalog *catalog = loader->catalog;
    tk_draft draft = draft_of(loader, node);
    draft.id = catalog->functions.len + 1;
    const tk_yaml *at;
    for (uint32_t i = 0; (at = tk_function_name(loader, node, i)); i++) {
        if (!is_qualified(loader, at, "the name of a function") || !has_home(loader, at))
            continue;
        tk_name name = tk_names_add(catalog->names, at->text);
        tk_symbol symbol = {.kind = TK_SYMBOL_FUNCTION, .function = {catalog->functions.len + 1}};
        if (!tk_symbols_declare(loader, at, name, symbol))
            continue;
        tk_function_add(catalog, &(tk_function){0}, name);
        draft.count++;
    }
    tk_vec_push(&self->functions, draft);
}

static void declare_value(tk_models *self, tk_loader *loader, const tk_yaml *at, const tk_yaml *node)
{
    if (!is_qualified(loader, at, "the name of a value") || !has_home(loader, at))
        return;
    tk_draft draft = draft_of(loader, node);
    draft.type = TK_ARENA_NEW(&loader->catalog->arena, tk_type);
    draft.type->rank = -1;
    tk_symbol symbol = {.kind = TK_SYMBOL_VALUE, .type = draft.type};
    if (tk_symbols_declare(loader, at, tk_names_add(loader->catalog->names, at->text), symbol))
        tk_vec_push(&self->values, draft);
}

static void declare_alias(tk_loader *loader, const tk_yaml *at, const tk_yaml *target)
{
    if (is_qualified(loader, at, "an alias") && is_qualified(loader, target, "an alias's target"))
        tk_symbols_add_alias(loader, at, at->text, target->text);
}

static bool is_list(tk_loader *loader, const tk_yaml *node, const char *noun)
{
    return node && !tk_yaml_empty(node) && tk_loader_is(loader, node, TK_YAML_SEQUENCE, noun);
}

static bool is_map(tk_loader *loader, const tk_yaml *node, const char *noun)
{
    return node && !tk_yaml_empty(node) && tk_loader_is(loader, node, TK_YAML_MAPPING, noun);
}

static void check_versions(tk_loader *loader, const tk_yaml *node)
{
    if (!is_map(loader, node, "'versions'"))
        return;
    for (uint32_t i = 0; i < node->count; i++)
        tk_loader_is(loader, node->items[i], TK_YAML_SCALAR, "a library or its version");
}

void tk_models_declare(tk_models *self, tk_loader *loader, const tk_yaml *root)
{
    const tk_yaml *values[KEY_COUNT];
    if (!tk_loader_keys(loader, root, &model_keys, values) ||
        !is_qualified(loader, values[LIBRARY], "a library"))
        return;
    tk_library_id library = library_named(loader, values[LIBRARY]->text);
    check_versions(loader, values[VERSIONS]);
    declare_modules(loader, library, values[MODULES]);
    if (tk_loader_bool(loader, values[ALWAYS], false))
        loader->catalog->libraries.at[library.i - 1].always = 1;
    if (is_list(loader, values[CLASSES], "'classes'"))
        for (uint32_t i = 0; i < values[CLASSES]->count; i++)
            declare_class(self, loader, library, values[CLASSES]->items[i]);
    if (is_list(loader, values[FUNCTIONS], "'functions'"))
        for (uint32_t i = 0; i < values[FUNCTIONS]->count; i++)
            declare_function(self, loader, values[FUNCTIONS]->items[i]);
    if (is_map(loader, values[VALUES], "'values'"))
        for (uint32_t i = 0; i < values[VALUES]->count; i += 2)
            declare_value(self, loader, values[VALUES]->items[i], values[VALUES]->items[i + 1]);
    if (is_map(loader, values[ALIASES], "'aliases'"))
        for (uint32_t i = 0; i < values[ALIASES]->count; i += 2)
            declare_alias(loader, values[ALIASES]->items[i], values[ALIASES]->items[i + 1]);
}

static void read_function(tk_loader *loader, const tk_draft *draft)
{
    tk_catalog *catalog = loader->catalog;
    tk_function function;
    tk_function_read(loader, draft->node, &function);
    for (uint32_t i = 0; i < draft->count; i++) {
        tk_function *declared = &catalog->functions.at[draft->id - 1 + i];
        function.name = declared->name;
        *declared = function;
    }
}

enum { VALUE_TYPE, VALUE_DTYPE, VALUE_COUNT };
TK_KEYS(value_keys, "a value", 1 << VALUE_TYPE, "type", "dtype");

// `pack.pi: float` or `pack.float32: {type: type[pack.float32], dtype: float32}`
static void read_value(tk_loader *loader, const tk_draft *draft)
{
    const tk_yaml *values[VALUE_COUNT] = {draft->node, NULL};
    if (draft->node->kind != TK_YAML_SCALAR &&
        !tk_loader_keys(loader, draft->node, &value_keys, values))
        return;
    const tk_type *type = tk_type_parse(loader, values[VALUE_TYPE]);
    if (!type)
        return;
    *draft->type = *type;
    draft->type->dtype = tk_loader_word(loader, values[VALUE_DTYPE], &tk_words_dtype, type->dtype);
}

static void turn_to(tk_loader *loader, const tk_draft *draft)
{
    loader->path = draft->path;
    loader->layer = draft->layer;
}

void tk_models_read(tk_models *self, tk_loader *loader)
{
    tk_symbols_resolve_aliases(loader);
    for (uint32_t i = 0; i < self->classes.len; i++) {
        turn_to(loader, &self->classes.at[i]);
        tk_class_read(loader, &self->classes.at[i]);
    }
    for (uint32_t i = 0; i < self->extensions.len; i++) {
        turn_to(loader, &self->extensions.at[i]);
        tk_class_extend(loader, &self->extensions.at[i]);
    }
    for (uint32_t i = 0; i < self->functions.len; i++) {
        turn_to(loader, &self->functions.at[i]);
        read_function(loader, &self->functions.at[i]);
    }
    for (uint32_t i = 0; i < self->values.len; i++) {
        turn_to(loader, &self->values.at[i]);
        read_value(loader, &self->values.at[i]);
    }
    tk_classes_resolve(self, loader);
    tk_symbols_sort_evidence(loader->catalog->symbols);
    tk_vec_free(&loader->catalog->symbols->aliases);   // they stand for their targets now
}
