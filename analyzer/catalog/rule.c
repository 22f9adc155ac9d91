#include "catalog/rule.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/condition.h"
#include "catalog/template.h"

enum { CODE, NAME, SINCE, LEVEL, LEVELS, CLASS, SITES, WHEN, MESSAGE, MESSAGES, ADVICE, WHY, BAD, GOOD,
       DELIBERATE, SUPPRESS, REFERENCES, PRECEDENCE, PRECISION, MEASURED, KEY_COUNT };
enum { REQUIRED = 1 << CODE | 1 << NAME | 1 << SINCE | 1 << LEVEL | 1 << CLASS | 1 << MESSAGE | 1 << WHY };
TK_KEYS(rule_keys, "a rule", REQUIRED, "code", "name", "since", "level", "levels", "class", "sites",
        "when", "message", "messages", "advice", "why", "bad", "good", "deliberate", "suppress", "references",
        "precedence", "precision", "measured");

// ^[A-Z]{2,5}[0-9]{3}$
static bool is_code(tk_slice text)
{
    size_t letters = 0;
    while (letters < text.len && isupper((unsigned char)text.at[letters]))
        letters++;
    if (letters < 2 || letters > 5 || text.len != letters + 3)
        return false;
    for (size_t i = letters; i < text.len; i++)
        if (!isdigit((unsigned char)text.at[i]))
            return false;
    return true;
}

// Lower-case words with hyphens, read after the word "allow".
static bool is_rule_name(tk_slice text)
{
    bool fresh = true;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '-' ? fresh : !islower(c) && !isdigit(c))
            return false;
        fresh = c == '-';
    }
    return !fresh;
}

static void complain_of_placeholder(tk_loader *loader, const tk_yaml *at, size_t offset, size_t len)
{
    static const char *const known[] = {TK_PLACEHOLDERS};
    tk_slice word = {at->text.at + offset, len};
    tk_diagnostic *error = tk_loader_error_in(loader, at, offset, "unknown placeholder '%.*s'",
                                              (int)len, word.at);
    tk_loader_hint_word(error, word, known, sizeof known / sizeof *known);
}

// A text whose braces are all placeholders.
static const char *read_template(tk_loader *loader, const tk_yaml *node, const char *noun)
{
    static const char *const known[] = {TK_PLACEHOLDERS};
    const char *text = tk_loader_string(loader, node, noun);
    for (const char *open = text ? strpbrk(text, "{}") : NULL; open;) {
        size_t len = 1;
        bool found = tk_template_part(open, &len) != TK_PART_NONE;
        for (size_t i = 0; i < sizeof known / sizeof *known && !found; i++)
            if (tk_slice_starts(tk_slice_of(open), known[i])) {
                len = strlen(known[i]);
                found = true;
            }
        if (!found) {
            size_t rest = strcspn(open, "} \n");
            len = *open == '{' && open[rest] == '}' ? rest + 1 : 1;
            complain_of_placeholder(loader, node, (size_t)(open - text), len);
        }
        open = strpbrk(open + len, "{}");
    }
    return text;
}

enum { WHEN_OF, TEXT_OF, ENTRY_COUNT };
TK_KEYS(advice_keys, "an entry of 'advice'", 1 << TEXT_OF, "when", "text");
TK_KEYS(message_keys, "an entry of 'messages'", 1 << WHEN_OF | 1 << TEXT_OF, "when", "text");
TK_KEYS(level_keys, "an entry of 'levels'", 1 << WHEN_OF | 1 << TEXT_OF, "when", "level");

static bool is_list(tk_loader *loader, const tk_yaml *node, const char *noun)
{
    return node && tk_loader_is(loader, node, TK_YAML_SEQUENCE, noun) &&
           tk_loader_count_fits(loader, node);
}

// Texts with conditions, of which the first that holds is told.
static const tk_advice *read_texts(tk_loader *loader, const tk_yaml *list, const tk_keys *keys,
                                   uint16_t *count)
{
    tk_advice *texts = TK_ARENA_ARRAY(&loader->catalog->arena, tk_advice, list->count);
    for (uint32_t i = 0; i < list->count; i++) {
        const tk_yaml *values[ENTRY_COUNT];
        if (!tk_loader_keys(loader, list->items[i], keys, values))
            continue;
        const tk_condition *when = tk_condition_read(loader, values[WHEN_OF]);
        const char *text = read_template(loader, values[TEXT_OF], "the text");
        if (text && (when || !values[WHEN_OF]))
            texts[(*count)++] = (tk_advice){when, text};
        if (!values[WHEN_OF] && i + 1 < list->count)
            tk_loader_error(loader, list->items[i + 1],
                            "this text is never told: the one before it always holds");
    }
    return texts;
}

static void read_levels(tk_loader *loader, const tk_yaml *list, tk_rule *rule)
{
    if (!is_list(loader, list, "'levels'"))
        return;
    tk_rule_level *levels = TK_ARENA_ARRAY(&loader->catalog->arena, tk_rule_level, list->count);
    for (uint32_t i = 0; i < list->count; i++) {
        const tk_yaml *values[ENTRY_COUNT];
        if (!tk_loader_keys(loader, list->items[i], &level_keys, values))
            continue;
        const tk_condition *when = tk_condition_read(loader, values[WHEN_OF]);
        uint8_t level = tk_loader_word(loader, values[TEXT_OF], &tk_words_level, UINT8_MAX);
        if (when && level != UINT8_MAX)
            levels[rule->level_count++] = (tk_rule_level){when, (tk_level)level};
    }
    rule->levels = levels;
}

static void read_references(tk_loader *loader, const tk_yaml *list, tk_rule *rule)
{
    if (!is_list(loader, list, "'references'"))
        return;
    const char **references = TK_ARENA_ARRAY(&loader->catalog->arena, const char *, list->count);
    for (uint32_t i = 0; i < list->count; i++) {
        const char *reference = tk_loader_string(loader, list->items[i], "a reference");
        if (reference)
            references[rule->reference_count++] = reference;
    }
    rule->references = references;
}

static void read_words(tk_loader *loader, const tk_yaml *const *values, tk_rule *rule)
{
    rule->code = tk_loader_string(loader, values[CODE], "'code'");
    rule->name = tk_loader_string(loader, values[NAME], "'name'");
    rule->since = tk_loader_string(loader, values[SINCE], "'since'");
    rule->message = read_template(loader, values[MESSAGE], "'message'");
    rule->why = tk_loader_string(loader, values[WHY], "'why'");
    rule->bad = tk_loader_string(loader, values[BAD], "'bad'");
    rule->good = tk_loader_string(loader, values[GOOD], "'good'");
    rule->precision = tk_loader_word(loader, values[PRECISION], &tk_words_precision, TK_PRECISION_MEDIUM);
    rule->measured = tk_loader_string(loader, values[MEASURED], "'measured'");
    if (values[PRECISION] && !values[MEASURED])
        tk_loader_error(loader, values[PRECISION], "'precision' needs 'measured', which says how it is known");
    rule->deliberate = tk_loader_string(loader, values[DELIBERATE], "'deliberate'");
    rule->suppress = tk_loader_string(loader, values[SUPPRESS], "'suppress'");
    if (rule->code && !is_code(values[CODE]->text)) {
        tk_diagnostic *error = tk_loader_error(loader, values[CODE], "'%s' is no code", rule->code);
        tk_loader_hint(error, "two to five capital letters and three digits, like TK101");
        rule->code = NULL;
    }
    if (rule->name && !is_rule_name(values[NAME]->text)) {
        tk_diagnostic *error = tk_loader_error(loader, values[NAME], "'%s' is no rule name", rule->name);
        tk_loader_hint(error, "lower-case words joined by hyphens, like unhashable-dict-key");
    }
}

static void check_sites(tk_loader *loader, const tk_yaml *root, const tk_yaml *const *values,
                        const tk_rule *rule)
{
    if (rule->harm == TK_HARM_TOOL && values[SITES])
        tk_loader_error(loader, values[SITES], "a rule of class tool has no sites");
    if (rule->harm != TK_HARM_TOOL && !values[SITES])
        tk_loader_error(loader, root, "a rule needs the key 'sites' unless its class is tool");
}

// A rule without the code, the message or the condition it asks for would report the wrong things.
static bool is_usable(const tk_rule *rule, const tk_yaml *const *values)
{
    return rule->code && rule->name && rule->since && rule->message && rule->why &&
           (rule->when || !values[WHEN]) && (rule->sites || rule->harm == TK_HARM_TOOL);
}

static void add_rule(tk_loader *loader, const tk_yaml *at, const tk_rule *rule)
{
    tk_catalog *catalog = loader->catalog;
    for (uint32_t i = 0; i < catalog->rules.len; i++) {
        tk_rule *old = &catalog->rules.at[i];
        if (strcmp(old->code, rule->code) != 0)
            continue;
        if (old->layer == loader->layer) {
            tk_diagnostic *error =
                tk_loader_error(loader, at, "the rule %s is defined twice", rule->code);
            tk_loader_hint(error, "the other definition is in %s", old->path);
            return;
        }
        *old = *rule;
        return;
    }
    tk_vec_push(&catalog->rules, *rule);
}

void tk_rule_read(tk_loader *loader, const tk_yaml *root)
{
    const tk_yaml *values[KEY_COUNT];
    tk_rule rule = {.path = loader->path, .layer = loader->layer};
    bool complete = tk_loader_keys(loader, root, &rule_keys, values);
    if (root->kind != TK_YAML_MAPPING)
        return;
    read_words(loader, values, &rule);
    rule.level = tk_loader_word(loader, values[LEVEL], &tk_words_level, TK_LEVEL_WARNING);
    rule.harm = tk_loader_word(loader, values[CLASS], &tk_words_harm, TK_HARM_TRAP);
    rule.sites = tk_loader_word_set(loader, values[SITES], &tk_words_site);
    rule.when = tk_condition_read(loader, values[WHEN]);
    int32_t precedence = tk_loader_int(loader, values[PRECEDENCE], 0);
    rule.precedence = (uint16_t)(precedence < 0 ? 0 : precedence);
    if (precedence < 0 || precedence > 1000)
        tk_loader_error(loader, values[PRECEDENCE], "a precedence is a number from 0 to 1000");
    if (is_list(loader, values[ADVICE], "'advice'"))
        rule.advice = read_texts(loader, values[ADVICE], &advice_keys, &rule.advice_count);
    if (is_list(loader, values[MESSAGES], "'messages'"))
        rule.messages = read_texts(loader, values[MESSAGES], &message_keys, &rule.message_count);
    read_levels(loader, values[LEVELS], &rule);
    read_references(loader, values[REFERENCES], &rule);
    if (complete)
        check_sites(loader, root, values, &rule);
    if (complete && is_usable(&rule, values))
        add_rule(loader, values[CODE], &rule);
}

static int by_code(const void *a, const void *b)
{
    return strcmp(((const tk_rule *)a)->code, ((const tk_rule *)b)->code);
}

void tk_rules_finish(tk_loader *loader)
{
    tk_catalog *catalog = loader->catalog;
    if (catalog->rules.len == 0)
        return;
    qsort(catalog->rules.at, catalog->rules.len, sizeof *catalog->rules.at, by_code);
    for (uint32_t i = 1; i < catalog->rules.len; i++) {
        const tk_rule *rule = &catalog->rules.at[i];
        for (uint32_t k = 0; k < i; k++) {
            if (strcmp(catalog->rules.at[k].name, rule->name) != 0)
                continue;
            tk_diagnostic *error = tk_diagnostics_add(
                loader->diagnostics, TK_SEVERITY_ERROR, rule->path, 0, 0,
                "the rules %s and %s have one name, '%s'", catalog->rules.at[k].code, rule->code,
                rule->name);
            tk_loader_hint(error, "the other one is in %s", catalog->rules.at[k].path);
        }
    }
}
