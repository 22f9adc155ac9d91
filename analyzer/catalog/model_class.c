#include <stdlib.h>
#include <string.h>

#include "catalog/model.h"
#include "catalog/symbols.h"
#include "catalog/type.h"

enum { NAME, PRINTS, BASES, FAMILY, HASH, DTYPE, ZERO_DIM_SCALAR, SCALARS, OVERRIDES, PYTHON_FLOAT, REFUSES, ENUMERATION,
       ANNOTATION, CALLS, ABSTRACT, CONSTRUCTOR,
       EVIDENCE, ATTRIBUTES, METHODS, KEY_COUNT };
TK_KEYS(class_keys, "a class", 1 << NAME, "name", "prints", "bases", "family", "hash", "dtype",
        "zero_dim_scalar", "scalars", "overrides", "python_float", "refuses", "enumeration", "annotation", "calls", "abstract",
        "constructor", "evidence", "attributes", "methods");

// A class being read; its members are copied to the arena when all are known.
typedef struct reader {
    tk_loader *loader;
    tk_class_id cls;
    tk_name qualified;
    TK_VEC(tk_member) members;
} reader;

static tk_class *class_at(const reader *self)
{
    return &self->loader->catalog->classes.at[self->cls.i - 1];
}

static void add_member(reader *self, const tk_yaml *at, tk_member member)
{
    for (uint32_t i = 0; i < self->members.len; i++) {
        if (!tk_name_equal(self->members.at[i].name, member.name))
            continue;
        tk_loader_error(self->loader, at, "'%s' has '%s' twice",
                        tk_names_text(self->loader->catalog->names, self->qualified).at,
                        at->text.at);
        return;
    }
    tk_vec_push(&self->members, member);
}

static bool is_member_name(reader *self, const tk_yaml *at)
{
    if (!tk_loader_is(self->loader, at, TK_YAML_SCALAR, "a name"))
        return false;
    if (tk_qualified_valid(at->text) && !memchr(at->text.at, '.', at->text.len))
        return true;
    tk_loader_error(self->loader, at, "'%s' is no name of a method or attribute", at->text.at);
    return false;
}

enum { ATTRIBUTE_TYPE, ATTRIBUTE_TRANSFER, ATTRIBUTE_DERIVES, ATTRIBUTE_COUNT };
TK_KEYS(attribute_keys, "an attribute", 0, "type", "transfer", "derives");

// `shape: {transfer: dims}` or `dtype: pack.dtype`
static void read_attribute(reader *self, const tk_yaml *name, const tk_yaml *node)
{
    tk_loader *loader = self->loader;
    if (!is_member_name(self, name))
        return;
    tk_member member = {.name = tk_names_add(loader->catalog->names, name->text)};
    if (node->kind == TK_YAML_SCALAR) {
        member.type = tk_type_parse(loader, node);
    } else {
        const tk_yaml *values[ATTRIBUTE_COUNT];
        if (!tk_loader_keys(loader, node, &attribute_keys, values))
            return;
        member.type = tk_type_parse(loader, values[ATTRIBUTE_TYPE]);
        member.transfer =
            tk_loader_word(loader, values[ATTRIBUTE_TRANSFER], &tk_words_transfer, TK_TRANSFER_TYPE);
        member.derives =
            tk_loader_word(loader, values[ATTRIBUTE_DERIVES], &tk_words_derives, TK_DERIVES_NOTHING);
    }
    add_member(self, name, member);
}

static void read_attributes(reader *self, const tk_yaml *node)
{
    if (!node || !tk_loader_is(self->loader, node, TK_YAML_MAPPING, "'attributes'"))
        return;
    for (uint32_t i = 0; i < node->count; i += 2)
        read_attribute(self, node->items[i], node->items[i + 1]);
}

static tk_name method_name(reader *self, tk_slice method)
{
    tk_names *names = self->loader->catalog->names;
    tk_text text = {0};
    tk_text_add_slice(&text, tk_names_text(names, self->qualified));
    tk_text_add_char(&text, '.');
    tk_text_add_slice(&text, method);
    tk_name name = tk_names_add(names, (tk_slice){text.at, text.len});
    tk_text_free(&text);
    return name;
}

static void read_method(reader *self, const tk_yaml *node)
{
    tk_catalog *catalog = self->loader->catalog;
    tk_function function;
    tk_function_read(self->loader, node, &function);
    const tk_yaml *name;
    for (uint32_t i = 0; (name = tk_function_name(self->loader, node, i)); i++) {
        if (!is_member_name(self, name))
            continue;
        tk_member member = {.name = tk_names_add(catalog->names, name->text)};
        member.function = tk_function_add(catalog, &function, method_name(self, name->text));
        add_member(self, name, member);
    }
}

static void read_methods(reader *self, const tk_yaml *node)
{
    if (!node || !tk_loader_is(self->loader, node, TK_YAML_SEQUENCE, "'methods'"))
        return;
    for (uint32_t i = 0; i < node->count; i++)
        read_method(self, node->items[i]);
}

static int by_name(const void *a, const void *b)
{
    uint32_t left = ((const tk_member *)a)->name.i, right = ((const tk_member *)b)->name.i;
    return left < right ? -1 : left > right;
}

static void keep_members(reader *self, const tk_yaml *node)
{
    uint32_t count = self->members.len;
    if (count > UINT16_MAX) {
        tk_loader_error(self->loader, node, "a class with more than %d members", UINT16_MAX);
        count = UINT16_MAX;
    }
    tk_member *members = TK_ARENA_ARRAY(&self->loader->catalog->arena, tk_member, count);
    if (count) {
        memcpy(members, self->members.at, count * sizeof *members);
        qsort(members, count, sizeof *members, by_name);
    }
    class_at(self)->members = members;
    class_at(self)->member_count = (uint16_t)count;
}

static void read_evidence(reader *self, const tk_yaml *node)
{
    if (!node)
        return;
    if (node->kind == TK_YAML_MAPPING) {
        tk_loader_is(self->loader, node, TK_YAML_SEQUENCE, "'evidence'");
        return;
    }
    tk_catalog *catalog = self->loader->catalog;
    for (uint32_t i = 0; i < tk_yaml_count(node); i++) {
        const tk_yaml *item = tk_yaml_item(node, i);
        if (!is_member_name(self, item))
            continue;
        tk_name name = tk_names_add(catalog->names, item->text);
        tk_symbols_add_evidence(self->loader, name, self->cls);
        for (uint32_t m = 0; m < self->members.len; m++) {
            tk_function_id method = self->members.at[m].function;
            if (method.i && tk_name_equal(self->members.at[m].name, name))
                catalog->functions.at[method.i - 1].evidence = true;
        }
    }
}

static void read_bases(reader *self, const tk_yaml *node)
{
    tk_loader *loader = self->loader;
    if (!node)
        return;
    if (node->kind == TK_YAML_MAPPING || !tk_loader_count_fits(loader, node)) {
        tk_loader_is(loader, node, TK_YAML_SEQUENCE, "'bases'");
        return;
    }
    uint32_t count = tk_yaml_count(node);
    tk_class_id *bases = TK_ARENA_ARRAY(&loader->catalog->arena, tk_class_id, count);
    uint16_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        bases[kept] = tk_loader_class(loader, tk_yaml_item(node, i));
        kept += bases[kept].i != 0;
    }
    class_at(self)->bases = bases;
    class_at(self)->base_count = kept;
}

// A dtype, or `unknown` for the class of scalars whose dtype isn't known.
static uint8_t read_scalar_dtype(reader *self, const tk_yaml *at)
{
    if (at->kind == TK_YAML_SCALAR && tk_slice_is(at->text, "unknown"))
        return TK_DTYPE_UNKNOWN;
    return tk_loader_word(self->loader, at, &tk_words_dtype, TK_DTYPE_COUNT);
}

static void read_scalars(reader *self, const tk_yaml *node)
{
    if (!node || !tk_loader_is(self->loader, node, TK_YAML_MAPPING, "'scalars'"))
        return;
    for (uint32_t i = 0; i < node->count; i += 2) {
        const tk_yaml *name = node->items[i + 1];
        uint8_t dtype = read_scalar_dtype(self, node->items[i]);
        if (dtype == TK_DTYPE_COUNT ||
            (name->kind == TK_YAML_SCALAR && tk_slice_is(name->text, "unknown")))
            continue;
        tk_class_id scalar = tk_loader_class(self->loader, name);
        class_at(self)->scalars[dtype] = scalar;
    }
}

static void read_constructor(reader *self, const tk_yaml *node)
{
    if (!node)
        return;
    tk_catalog *catalog = self->loader->catalog;
    tk_function function;
    tk_function_read(self->loader, node, &function);
    if (!function.type)
        function.type = tk_type_of_class(catalog, self->cls);
    tk_function_id constructor = tk_function_add(catalog, &function, self->qualified);
    class_at(self)->constructor = constructor;
}

static void read_qualities(reader *self, tk_draft *draft, const tk_yaml *const *values)
{
    tk_loader *loader = self->loader;
    tk_class *cls = class_at(self);
    tk_slice prints = tk_loader_text(loader, values[PRINTS], "'prints'");
    if (!prints.len)
        prints = tk_qualified_last(tk_names_text(loader->catalog->names, self->qualified));
    cls->prints = tk_names_add(loader->catalog->names, prints);
    tk_slice refuses = tk_loader_text(loader, values[REFUSES], "'refuses'");
    if (refuses.len)
        cls->refuses = tk_names_add(loader->catalog->names, refuses);
    cls->hash = tk_loader_word(loader, values[HASH], &tk_words_hash, TK_HASH_INHERIT);
    cls->family = tk_loader_word(loader, values[FAMILY], &tk_words_family, TK_FAMILY_NONE);
    cls->dtype = tk_loader_word(loader, values[DTYPE], &tk_words_dtype, TK_DTYPE_UNKNOWN);
    cls->overrides = tk_loader_bool(loader, values[OVERRIDES], false);
    cls->python_float =
        tk_loader_word(loader, values[PYTHON_FLOAT], &tk_words_dtype, TK_DTYPE_UNKNOWN);
    cls->annotation = tk_loader_word(loader, values[ANNOTATION], &tk_words_annotation,
                                     TK_ANNOTATION_PLAIN);
    tk_slice calls = tk_loader_text(loader, values[CALLS], "'calls'");
    if (calls.len)
        cls->calls = tk_names_add(loader->catalog->names, calls);
    cls->enumeration = tk_loader_bool(loader, values[ENUMERATION], false);
    cls->abstract = tk_loader_bool(loader, values[ABSTRACT], false);
    if (values[ZERO_DIM_SCALAR])
        draft->zero_dim_scalar = tk_loader_bool(loader, values[ZERO_DIM_SCALAR], false)
                                     ? TK_SAYS_TRUE
                                     : TK_SAYS_FALSE;
}

void tk_class_read(tk_loader *loader, tk_draft *draft)
{
    const tk_yaml *values[KEY_COUNT];
    if (!tk_loader_keys(loader, draft->node, &class_keys, values))
        return;
    reader self = {.loader = loader, .cls = {draft->id}};
    tk_class *cls = class_at(&self);
    self.qualified = cls->name;
    draft->bases = values[BASES];
    read_qualities(&self, draft, values);
    read_bases(&self, values[BASES]);
    read_scalars(&self, values[SCALARS]);
    read_constructor(&self, values[CONSTRUCTOR]);
    read_attributes(&self, values[ATTRIBUTES]);
    read_methods(&self, values[METHODS]);
    read_evidence(&self, values[EVIDENCE]);
    keep_members(&self, draft->node);
    tk_vec_free(&self.members);
}

enum { EXTENDS, MORE_ATTRIBUTES, MORE_METHODS, EXTENSION_COUNT };
TK_KEYS(extension_keys, "an extension of a class", 1 << EXTENDS, "extends", "attributes", "methods");

void tk_class_extend(tk_loader *loader, const tk_draft *draft)
{
    const tk_yaml *values[EXTENSION_COUNT];
    if (!tk_loader_keys(loader, draft->node, &extension_keys, values))
        return;
    reader self = {.loader = loader, .cls = tk_loader_class(loader, values[EXTENDS])};
    if (!self.cls.i)
        return;
    const tk_class *cls = class_at(&self);
    self.qualified = cls->name;
    for (uint32_t i = 0; i < cls->member_count; i++)
        tk_vec_push(&self.members, cls->members[i]);
    read_attributes(&self, values[MORE_ATTRIBUTES]);
    read_methods(&self, values[MORE_METHODS]);
    keep_members(&self, draft->node);
    tk_vec_free(&self.members);
}
