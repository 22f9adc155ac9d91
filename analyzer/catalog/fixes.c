#include "catalog/fixes.h"

#include <string.h>

#include "catalog/condition.h"

enum { SITES, CLASSES, EXCEPT, KINDS, CONVERSIONS, REFUSALS, REASONS, USES, FIXES_KEY_COUNT };
TK_KEYS(fixes_keys, "the fixes", 1 << SITES | 1 << CLASSES | 1 << KINDS, "sites",
        "classes", "except", "kinds", "conversions", "refusals", "reasons", "uses");

enum { KIND, TITLE, TARGETS, KEYS_OF, WHEN, OFFERED, PROVEN, KEEPS, BESIDE, DISPLAY_ONLY, FORMS, KIND_KEY_COUNT };
TK_KEYS(kind_keys, "a kind of fix", 1 << KIND | 1 << TITLE | 1 << TARGETS | 1 << FORMS, "kind",
        "title", "targets", "keys", "when", "offered", "proven", "keeps", "beside", "display-only", "forms");

enum { FORM_WHEN, FORM_WRITE, FORM_KEY_COUNT };
TK_KEYS(form_keys, "a form of a fix", 1 << FORM_WRITE, "when", "write");

TK_KEYS(refusal_keys, "a refusal", 1 << 0 | 1 << 1, "when", "text");

// In the order of tk_fix_reason, without NONE.
TK_KEYS(reason_keys, "the reasons", 0, "unknown-key", "key-used", "stored", "silenced", "unreached",
        "no-form", "with-another", "elsewhere", "across", "argument", "among-scalars",
        "inside", "changed", "many");

// In the order of tk_conversion.
TK_KEYS(conversion_keys, "the conversions", 0, "number", "list", "dtype", "shape", "data");

// In the order of tk_use_words.
TK_KEYS(use_keys, "the uses", 0, "keyed", "keys", "harmless", "harmless-calls", "iterating-calls",
        "storing-calls", "number-calls", "number-methods", "making-calls", "transparent", "unbounded-caches",
        "bounded-caches", "keyed-caches", "field-options");

static const char *const target_words[] = {
#define TK_TARGET(name, text) text,
#include "catalog/targets.def"
#undef TK_TARGET
};
static const tk_vocabulary target_vocabulary = {"target of fixes", target_words, TK_TARGET_COUNT, 0};

static const char *const kept_words[] = {"text", "bytes"};
static const tk_vocabulary kept_vocabulary = {"type that is kept", kept_words, 2, 0};

static const char *const conversion_words[] = {"number", "list", "dtype", "shape", "data"};

int tk_fixes_conversion(tk_slice placeholder)
{
    for (int i = 0; i < TK_CONVERSION_COUNT; i++) {
        size_t len = strlen(conversion_words[i]);
        if (tk_slice_starts(placeholder, conversion_words[i]) &&
            (placeholder.len == len || placeholder.at[len] == ':'))
            return i;
    }
    return -1;
}

static bool is_placeholder(tk_slice word)
{
    static const char *const words[] = {"x", "made", "items", "value", "arguments", "called", "key-function", "field"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (tk_slice_is(word, words[i]))
            return true;
    return tk_slice_starts(word, "options:") || tk_slice_starts(word, "module:") || tk_fixes_conversion(word) >= 0;
}

static bool braces_known(tk_loader *loader, const tk_yaml *node, const char *text)
{
    for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
        tk_slice word = {open + 1, strcspn(open + 1, "}")};
        if (word.at[word.len] && is_placeholder(word))
            continue;
        tk_diagnostic *error = tk_loader_error_in(loader, node, (size_t)(open - text),
                                                  "unknown placeholder in what a fix writes");
        tk_loader_hint(error, "{x}, {made}, {items}, {arguments}, {called}, {options:NAME}, {module:NAME} or a conversion");
        return false;
    }
    return true;
}

static tk_fix_forms read_forms(tk_loader *loader, const tk_yaml *list)
{
    tk_fix_forms all = {NULL, 0};
    if (!list || !tk_loader_is(loader, list, TK_YAML_SEQUENCE, "'forms'") ||
        !tk_loader_count_fits(loader, list))
        return all;
    tk_fix_form *forms = TK_ARENA_ARRAY(&loader->catalog->arena, tk_fix_form, list->count);
    for (uint32_t i = 0; i < list->count; i++) {
        const tk_yaml *values[FORM_KEY_COUNT];
        if (!tk_loader_keys(loader, list->items[i], &form_keys, values))
            continue;
        tk_fix_form form = {tk_condition_read(loader, values[FORM_WHEN]),
                            tk_loader_string(loader, values[FORM_WRITE], "'write'")};
        if (form.write && (form.when || !values[FORM_WHEN]) &&
            braces_known(loader, values[FORM_WRITE], form.write))
            forms[all.count++] = form;
    }
    all.at = forms;
    return all;
}

static bool read_kind(tk_loader *loader, const tk_yaml *node, tk_fix_kind *kind)
{
    const tk_yaml *values[KIND_KEY_COUNT];
    if (!tk_loader_keys(loader, node, &kind_keys, values))
        return false;
    tk_slice keys = tk_loader_text(loader, values[KEYS_OF], "'keys'");
    *kind = (tk_fix_kind){
        .name = tk_loader_string(loader, values[KIND], "'kind'"),
        .title = tk_loader_string(loader, values[TITLE], "'title'"),
        .targets = tk_loader_word_set(loader, values[TARGETS], &target_vocabulary),
        .when = tk_condition_read(loader, values[WHEN]),
        .offered = tk_condition_read(loader, values[OFFERED]),
        .proven = tk_condition_read(loader, values[PROVEN]),
        .keeps = tk_loader_word_set(loader, values[KEEPS], &kept_vocabulary),
        .beside = tk_loader_word_set(loader, values[BESIDE], &tk_words_derives),
        .display_only = tk_loader_bool(loader, values[DISPLAY_ONLY], false),
    };
    if (keys.len)
        kind->keys = tk_names_add(loader->catalog->names, keys);
    kind->forms = read_forms(loader, values[FORMS]);
    return kind->name && kind->title && kind->targets && (kind->when || !values[WHEN]);
}

static void read_kinds(tk_loader *loader, const tk_yaml *list, tk_fixes *fixes)
{
    if (!tk_loader_is(loader, list, TK_YAML_SEQUENCE, "'kinds'") ||
        !tk_loader_count_fits(loader, list))
        return;
    tk_fix_kind *kinds = TK_ARENA_ARRAY(&loader->catalog->arena, tk_fix_kind, list->count);
    for (uint32_t i = 0; i < list->count; i++)
        if (read_kind(loader, list->items[i], &kinds[fixes->kind_count]))
            fixes->kind_count++;
    fixes->kinds = kinds;
}

static tk_word_list read_words(tk_loader *loader, const tk_yaml *node)
{
    tk_word_list list = {NULL, 0};
    if (!node || !tk_loader_count_fits(loader, node))
        return list;
    const char **words = TK_ARENA_ARRAY(&loader->catalog->arena, const char *, tk_yaml_count(node));
    for (uint32_t i = 0; i < tk_yaml_count(node); i++) {
        const char *word = tk_loader_string(loader, tk_yaml_item(node, i), "a name");
        if (word)
            words[list.count++] = word;
    }
    list.at = words;
    return list;
}

static void read_conversions(tk_loader *loader, const tk_yaml *node, tk_fixes *fixes)
{
    const tk_yaml *values[TK_CONVERSION_COUNT];
    if (!node || !tk_loader_keys(loader, node, &conversion_keys, values))
        return;
    for (int i = 0; i < TK_CONVERSION_COUNT; i++)
        fixes->conversions[i] = read_forms(loader, values[i]);
}

static void read_refusals(tk_loader *loader, const tk_yaml *list, tk_fixes *fixes)
{
    if (!list || !tk_loader_is(loader, list, TK_YAML_SEQUENCE, "'refusals'") ||
        !tk_loader_count_fits(loader, list))
        return;
    tk_advice *refusals = TK_ARENA_ARRAY(&loader->catalog->arena, tk_advice, list->count);
    for (uint32_t i = 0; i < list->count; i++) {
        const tk_yaml *values[2];
        if (!tk_loader_keys(loader, list->items[i], &refusal_keys, values))
            continue;
        tk_advice refusal = {tk_condition_read(loader, values[0]),
                             tk_loader_string(loader, values[1], "'text'")};
        if (refusal.when && refusal.text)
            refusals[fixes->refusal_count++] = refusal;
    }
    fixes->refusals = refusals;
}

static void read_reasons(tk_loader *loader, const tk_yaml *node, tk_fixes *fixes)
{
    const tk_yaml *values[TK_REASON_COUNT - 1];
    if (!node || !tk_loader_keys(loader, node, &reason_keys, values))
        return;
    for (int i = 1; i < TK_REASON_COUNT; i++)
        fixes->reasons[i] = tk_loader_string(loader, values[i - 1], "a reason");
}

static void read_uses(tk_loader *loader, const tk_yaml *node, tk_fixes *fixes)
{
    const tk_yaml *values[TK_USE_COUNT];
    if (!node || !tk_loader_keys(loader, node, &use_keys, values))
        return;
    for (int i = 0; i < TK_USE_COUNT; i++)
        fixes->words[i] = read_words(loader, values[i]);
}

void tk_fixes_read(tk_loader *loader, const tk_yaml *root)
{
    const tk_yaml *values[FIXES_KEY_COUNT];
    tk_fixes *fixes = TK_ARENA_NEW(&loader->catalog->arena, tk_fixes);
    if (!tk_loader_keys(loader, root, &fixes_keys, values))
        return;
    fixes->sites = tk_loader_word_set(loader, values[SITES], &tk_words_site);
    fixes->harms = tk_loader_word_set(loader, values[CLASSES], &tk_words_harm);
    fixes->except = read_words(loader, values[EXCEPT]);
    read_kinds(loader, values[KINDS], fixes);
    read_conversions(loader, values[CONVERSIONS], fixes);
    read_refusals(loader, values[REFUSALS], fixes);
    read_reasons(loader, values[REASONS], fixes);
    read_uses(loader, values[USES], fixes);
    loader->catalog->fixes = fixes;
}

bool tk_fixes_has(const tk_fixes *self, tk_use_words list, tk_slice word)
{
    for (uint16_t i = 0; i < self->words[list].count; i++)
        if (tk_slice_is(word, self->words[list].at[i]))
            return true;
    return false;
}

const tk_fix_kind *tk_fixes_kind(const tk_fixes *self, const char *name)
{
    for (uint16_t i = 0; i < self->kind_count; i++)
        if (strcmp(self->kinds[i].name, name) == 0)
            return &self->kinds[i];
    return NULL;
}
