#include "catalog/condition.h"

#include <string.h>

enum { HASH, FAMILY, HOW, LIFETIME, PART, CERTAINTY, STAGE, BOOL, DERIVES, LOSS, VARIES, KEPT, DTYPE, CLASS, INT, TEXT };

static const uint8_t test_kinds[TK_TEST_COUNT] = {
#define TK_CONDITION(name, text, kind) kind,
#include "catalog/conditions.def"
#undef TK_CONDITION
};

// The vocabulary of a test's words; NULL when its values are classes or numbers.
static const tk_vocabulary *vocabulary_of(uint8_t test)
{
    static const tk_vocabulary *const of_kind[] = {
        [HASH] = &tk_words_hash, [FAMILY] = &tk_words_family, [HOW] = &tk_words_how,
        [LIFETIME] = &tk_words_lifetime, [PART] = &tk_words_part, [CERTAINTY] = &tk_words_certainty,
        [STAGE] = &tk_words_stage, [BOOL] = &tk_words_bool, [DERIVES] = &tk_words_derives,
        [LOSS] = &tk_words_loss, [VARIES] = &tk_words_varies, [KEPT] = &tk_words_kept, [DTYPE] = &tk_words_dtype,
        [CLASS] = NULL, [INT] = NULL, [TEXT] = NULL,
    };
    return of_kind[test_kinds[test]];
}

// Conditions of one level while they are read.
typedef struct parts {
    const tk_condition **at;
    uint16_t count, room;
} parts;

static tk_condition *new_condition(tk_loader *loader, int op)
{
    tk_condition *condition = TK_ARENA_NEW(&loader->catalog->arena, tk_condition);
    condition->op = op;
    return condition;
}

static parts new_parts(tk_loader *loader, uint32_t room)
{
    room = room > UINT16_MAX ? UINT16_MAX : room;
    return (parts){TK_ARENA_ARRAY(&loader->catalog->arena, const tk_condition *, room), 0,
                   (uint16_t)room};
}

static void add_part(parts *self, const tk_condition *part)
{
    if (part && self->count < self->room)
        self->at[self->count++] = part;
}

static const tk_condition *join(tk_loader *loader, int op, parts list)
{
    if (list.count == 0 || (list.count == 1 && op != TK_CONDITION_NOT))
        return list.count ? list.at[0] : NULL;
    tk_condition *condition = new_condition(loader, op);
    condition->parts = list.at;
    condition->part_count = list.count;
    return condition;
}

static void read_values(tk_loader *loader, const tk_yaml *node, tk_condition *condition)
{
    uint32_t count = tk_yaml_count(node);
    int32_t *values = TK_ARENA_ARRAY(&loader->catalog->arena, int32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        const tk_yaml *item = tk_yaml_item(node, i);
        int32_t value = INT32_MIN;
        if (test_kinds[condition->test] == INT) {
            value = tk_loader_int(loader, item, INT32_MIN);
        } else if (test_kinds[condition->test] == TEXT) {
            tk_slice word = tk_loader_text(loader, item, "a word");
            if (word.len)
                value = (int32_t)tk_names_add(loader->catalog->names, word).i;
        } else {
            tk_class_id cls = tk_loader_class(loader, item);
            value = cls.i ? (int32_t)cls.i : INT32_MIN;
        }
        if (value != INT32_MIN)
            values[condition->value_count++] = value;
    }
    condition->values = values;
}

// `hash: raises`, `class: [a, b]`; NULL when no value could be read, which would never hold.
static const tk_condition *read_test(tk_loader *loader, uint8_t test, const tk_yaml *node)
{
    const tk_vocabulary *words = vocabulary_of(test);
    tk_condition *condition = new_condition(loader, TK_CONDITION_TEST);
    condition->test = test;
    if (node->kind == TK_YAML_MAPPING || !tk_loader_count_fits(loader, node)) {
        tk_loader_is(loader, node, TK_YAML_SCALAR, tk_vocabulary_text(&tk_words_test, test));
        return NULL;
    }
    if (node->kind == TK_YAML_SEQUENCE && node->count == 0)
        tk_loader_error(loader, node, "an empty list never holds");
    if (words)
        condition->words = tk_loader_word_set(loader, node, words);
    else
        read_values(loader, node, condition);
    return condition->words || condition->value_count ? condition : NULL;
}

// The properties of `subject`: what stands behind its dot in conditions.def.
static uint32_t properties_of(tk_slice subject, const char **properties)
{
    uint32_t count = 0;
    for (uint8_t i = 0; i < tk_words_test.count; i++) {
        const char *name = tk_words_test.words[i];
        if (tk_slice_starts(tk_slice_of(name), subject.at) && name[subject.len] == '.')
            properties[count++] = name + subject.len + 1;
    }
    return count;
}

static bool find_test(tk_slice subject, tk_slice property, uint8_t *test)
{
    tk_text name = {0};
    tk_text_add_slice(&name, subject);
    tk_text_add_char(&name, '.');
    tk_text_add_slice(&name, property);
    bool found = tk_vocabulary_find(&tk_words_test, (tk_slice){name.at, name.len}, test);
    tk_text_free(&name);
    return found;
}

// `{hash: raises, rank: [1, 2]}` behind `key`: all of them.
static const tk_condition *read_subject(tk_loader *loader, const tk_yaml *subject,
                                        const tk_yaml *node)
{
    if (!tk_loader_is(loader, node, TK_YAML_MAPPING, subject->text.at))
        return NULL;
    parts all = new_parts(loader, node->count / 2);
    for (uint32_t i = 0; i < node->count; i += 2) {
        const tk_yaml *property = node->items[i];
        uint8_t test;
        if (!tk_loader_is(loader, property, TK_YAML_SCALAR, "a key"))
            continue;
        if (find_test(subject->text, property->text, &test)) {
            add_part(&all, read_test(loader, test, node->items[i + 1]));
            continue;
        }
        const char *known[TK_TEST_COUNT];
        uint32_t count = properties_of(subject->text, known);
        tk_diagnostic *error = tk_loader_error(loader, property, "unknown condition '%s.%s'",
                                               subject->text.at, property->text.at);
        tk_loader_hint_word(error, property->text, known, count);
    }
    return join(loader, TK_CONDITION_ALL, all);
}

static const tk_condition *read_list(tk_loader *loader, int op, const tk_yaml *node)
{
    if (!tk_loader_is(loader, node, TK_YAML_SEQUENCE, op == TK_CONDITION_ALL ? "'all'" : "'any'"))
        return NULL;
    parts list = new_parts(loader, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        add_part(&list, tk_condition_read(loader, node->items[i]));
    return join(loader, op, list);
}

static const tk_condition *read_entry(tk_loader *loader, const tk_yaml *key, const tk_yaml *value)
{
    const char *properties[TK_TEST_COUNT];
    if (!tk_loader_is(loader, key, TK_YAML_SCALAR, "a key"))
        return NULL;
    if (tk_slice_is(key->text, "all"))
        return read_list(loader, TK_CONDITION_ALL, value);
    if (tk_slice_is(key->text, "any"))
        return read_list(loader, TK_CONDITION_ANY, value);
    if (tk_slice_is(key->text, "not")) {
        parts denied = new_parts(loader, 1);
        add_part(&denied, tk_condition_read(loader, value));
        return join(loader, TK_CONDITION_NOT, denied);
    }
    if (key->text.len && properties_of(key->text, properties))
        return read_subject(loader, key, value);
    static const char *const known[] = {"key", "value", "container", "site", "file",
                                        "all", "any", "not"};
    tk_diagnostic *error = tk_loader_error(loader, key, "unknown condition '%s'", key->text.at);
    tk_loader_hint_word(error, key->text, known, sizeof known / sizeof *known);
    return NULL;
}

// Calls itself as deep as the YAML nests, which its reader limits.
const tk_condition *tk_condition_read(tk_loader *loader, const tk_yaml *node)
{
    if (!node || !tk_loader_is(loader, node, TK_YAML_MAPPING, "a condition"))
        return NULL;
    if (node->count == 0)
        tk_loader_error(loader, node, "an empty condition");
    parts all = new_parts(loader, node->count / 2);
    for (uint32_t i = 0; i < node->count; i += 2)
        add_part(&all, read_entry(loader, node->items[i], node->items[i + 1]));
    return join(loader, TK_CONDITION_ALL, all);
}

static void test_text(const tk_catalog *catalog, const tk_condition *test, tk_text *out)
{
    const tk_vocabulary *words = vocabulary_of(test->test);
    const char *between = " is ";
    tk_text_add_string(out, tk_vocabulary_text(&tk_words_test, test->test));
    for (uint8_t word = 0; words && word < 32; word++) {
        if (!(test->words >> word & 1))
            continue;
        tk_text_format(out, "%s%s", between, tk_vocabulary_text(words, word));
        between = " or ";
    }
    for (uint16_t i = 0; i < test->value_count; i++) {
        tk_text_add_string(out, between);
        between = " or ";
        if (test_kinds[test->test] == INT)
            tk_text_format(out, "%d", (int)test->values[i]);
        else
            tk_text_add_slice(out, tk_names_text(catalog->names,
                                                 catalog->classes.at[test->values[i] - 1].name));
    }
}

void tk_condition_text(const tk_catalog *catalog, const tk_condition *condition, tk_text *out)
{
    static const char *const names[] = {"all", "any", "not"};
    if (condition->op == TK_CONDITION_TEST) {
        test_text(catalog, condition, out);
        return;
    }
    tk_text_add_string(out, names[condition->op]);
    for (uint16_t i = 0; i < condition->part_count; i++) {
        tk_text_add_string(out, i ? ", " : "(");
        tk_condition_text(catalog, condition->parts[i], out);
    }
    tk_text_add_char(out, ')');
}
