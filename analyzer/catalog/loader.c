#include "catalog/loader.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/symbols.h"

enum { MOST_WORDS_IN_HINT = 12, MOST_ITEMS = 65535 };

tk_diagnostic *tk_loader_error_in(tk_loader *self, const tk_yaml *at, size_t offset,
                                  const char *format, ...)
{
    tk_text message = {0};
    va_list args;
    va_start(args, format);
    tk_text_vformat(&message, format, args);
    va_end(args);
    uint32_t column = at->column;
    if (at->kind == TK_YAML_SCALAR && at->inline_text) {
        column += at->plain ? 0 : 1;
        for (size_t i = 0; i < offset && i < at->text.len; i++)
            column += ((unsigned char)at->text.at[i] & 0xC0) != 0x80;
    }
    tk_diagnostic *added = tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, self->path,
                                              at->line, column, "%s", tk_text_string(&message));
    tk_text_free(&message);
    return added;
}

tk_diagnostic *tk_loader_error(tk_loader *self, const tk_yaml *at, const char *format, ...)
{
    tk_text message = {0};
    va_list args;
    va_start(args, format);
    tk_text_vformat(&message, format, args);
    va_end(args);
    tk_diagnostic *added =
        tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, self->path, at->line, at->column,
                           "%s", tk_text_string(&message));
    tk_text_free(&message);
    return added;
}

void tk_loader_hint(tk_diagnostic *diagnostic, const char *format, ...)
{
    tk_text hint = {0};
    va_list args;
    va_start(args, format);
    tk_text_vformat(&hint, format, args);
    va_end(args);
    free(diagnostic->hint);
    diagnostic->hint = hint.at;
}

void tk_loader_hint_word(tk_diagnostic *diagnostic, tk_slice word, const char *const *words,
                         uint32_t count)
{
    char *copy = tk_memory_copy_string(word.at, word.len);
    const char *nearest = tk_diagnostic_nearest(copy, words, count);
    free(copy);
    if (nearest) {
        tk_loader_hint(diagnostic, "did you mean '%s'?", nearest);
        return;
    }
    if (count > MOST_WORDS_IN_HINT)
        return;
    tk_text all = {0};
    for (uint32_t i = 0; i < count; i++)
        tk_text_format(&all, "%s%s", i ? ", " : "", words[i]);
    tk_loader_hint(diagnostic, "one of: %s", tk_text_string(&all));
    tk_text_free(&all);
}

static const char *kind_noun(const tk_yaml *node)
{
    static const char *const nouns[] = {"a text", "a list", "a mapping"};
    return tk_yaml_empty(node) ? "nothing" : nouns[node->kind];
}

bool tk_loader_is(tk_loader *self, const tk_yaml *node, int kind, const char *noun)
{
    static const char *const wanted[] = {"a text", "a list", "a mapping with keys"};
    if ((int)node->kind == kind && !tk_yaml_empty(node))
        return true;
    tk_loader_error(self, node, "%s is %s, not %s", noun, wanted[kind], kind_noun(node));
    return false;
}

bool tk_loader_count_fits(tk_loader *self, const tk_yaml *node)
{
    if (tk_yaml_count(node) <= MOST_ITEMS)
        return true;
    tk_loader_error(self, node, "more than %d items", MOST_ITEMS);
    return false;
}

static void unknown_key(tk_loader *self, const tk_yaml *key, const tk_keys *keys)
{
    tk_slice word = key->text;
    tk_diagnostic *error = tk_loader_error(self, key, "unknown key '%.*s' of %s", (int)word.len,
                                           word.at, keys->noun);
    tk_loader_hint_word(error, word, keys->names, keys->count);
}

static int find_key(const tk_keys *keys, tk_slice word)
{
    for (int i = 0; i < keys->count; i++)
        if (word.len && word.at[0] == keys->names[i][0] && tk_slice_is(word, keys->names[i]))
            return i;
    return -1;
}

static bool has_required(tk_loader *self, const tk_yaml *node, const tk_keys *keys,
                         const tk_yaml *const *values)
{
    bool complete = true;
    for (int i = 0; i < keys->count; i++) {
        if (!(keys->required >> i & 1) || values[i])
            continue;
        tk_loader_error(self, node, "%s needs the key '%s'", keys->noun, keys->names[i]);
        complete = false;
    }
    return complete;
}

bool tk_loader_keys(tk_loader *self, const tk_yaml *node, const tk_keys *keys,
                    const tk_yaml **values)
{
    memset(values, 0, keys->count * sizeof *values);
    if (!tk_loader_is(self, node, TK_YAML_MAPPING, keys->noun))
        return false;
    for (uint32_t i = 0; i < node->count; i += 2) {
        const tk_yaml *key = node->items[i];
        if (!tk_loader_is(self, key, TK_YAML_SCALAR, "a key"))
            continue;
        int found = find_key(keys, key->text);
        if (found < 0)
            unknown_key(self, key, keys);
        else if (values[found])
            tk_loader_error(self, key, "the key '%s' stands here twice", keys->names[found]);
        else
            values[found] = node->items[i + 1];
    }
    return has_required(self, node, keys, values);
}

tk_slice tk_loader_text(tk_loader *self, const tk_yaml *node, const char *noun)
{
    if (!node || !tk_loader_is(self, node, TK_YAML_SCALAR, noun))
        return TK_SLICE("");
    return node->text;
}

const char *tk_loader_string(tk_loader *self, const tk_yaml *node, const char *noun)
{
    if (!node || !tk_loader_is(self, node, TK_YAML_SCALAR, noun))
        return NULL;
    return tk_arena_copy(&self->catalog->arena, node->text.at, node->text.len);
}

bool tk_loader_bool(tk_loader *self, const tk_yaml *node, bool absent)
{
    uint8_t value = absent;
    if (!node || !tk_loader_is(self, node, TK_YAML_SCALAR, "true or false"))
        return absent;
    if (!tk_vocabulary_find(&tk_words_bool, node->text, &value))
        tk_loader_error(self, node, "expected true or false, not '%s'", node->text.at);
    return value;
}

int32_t tk_loader_int(tk_loader *self, const tk_yaml *node, int32_t absent)
{
    if (!node || !tk_loader_is(self, node, TK_YAML_SCALAR, "a number"))
        return absent;
    char *end;
    long value = strtol(node->text.at, &end, 10);
    if (*end == '\0' && node->text.len > 0 && value >= -100000 && value <= 100000)
        return (int32_t)value;
    tk_loader_error(self, node, "expected a whole number, not '%s'", node->text.at);
    return absent;
}

uint8_t tk_loader_word(tk_loader *self, const tk_yaml *node, const tk_vocabulary *words,
                       uint8_t absent)
{
    uint8_t value = absent;
    if (!node || !tk_loader_is(self, node, TK_YAML_SCALAR, words->noun))
        return absent;
    if (tk_vocabulary_find(words, node->text, &value))
        return value;
    tk_diagnostic *error =
        tk_loader_error(self, node, "unknown %s '%s'", words->noun, node->text.at);
    tk_loader_hint_word(error, node->text, words->words, words->count);
    return absent;
}

uint32_t tk_loader_word_set(tk_loader *self, const tk_yaml *node, const tk_vocabulary *words)
{
    uint32_t set = 0;
    if (!node)
        return 0;
    if (node->kind == TK_YAML_MAPPING) {
        tk_loader_is(self, node, TK_YAML_SEQUENCE, words->noun);
        return 0;
    }
    for (uint32_t i = 0; i < tk_yaml_count(node); i++) {
        uint8_t value = tk_loader_word(self, tk_yaml_item(node, i), words, UINT8_MAX);
        if (value != UINT8_MAX)
            set |= UINT32_C(1) << value;
    }
    return set;
}

static tk_name builtin_name(const tk_catalog *catalog, tk_slice name)
{
    tk_text qualified = {0};
    tk_text_add_string(&qualified, "builtins.");
    tk_text_add_slice(&qualified, name);
    tk_name found = tk_names_find(catalog->names, (tk_slice){qualified.at, qualified.len});
    tk_text_free(&qualified);
    return found;
}

static void hint_class(tk_loader *self, tk_diagnostic *error, tk_slice name)
{
    TK_VEC(const char *) known = {0};
    bool builtin = !memchr(name.at, '.', name.len);
    const tk_symbol_table *symbols = self->catalog->symbols;
    for (uint32_t i = 0; i < symbols->entries.len; i++) {
        if (symbols->entries.at[i].symbol.kind != TK_SYMBOL_CLASS)
            continue;
        tk_slice text = tk_names_text(self->catalog->names, symbols->entries.at[i].name);
        if (!builtin)
            tk_vec_push(&known, text.at);
        else if (tk_slice_starts(text, "builtins."))
            tk_vec_push(&known, text.at + strlen("builtins."));
    }
    tk_loader_hint_word(error, name, known.at, known.len);
    tk_vec_free(&known);
}

tk_class_id tk_loader_class_in(tk_loader *self, const tk_yaml *at, size_t offset, tk_slice name)
{
    bool builtin = !memchr(name.at, '.', name.len);
    tk_name id = builtin ? builtin_name(self->catalog, name) : tk_names_find(self->catalog->names, name);
    const tk_symbol_entry *entry = tk_symbols_find(self->catalog->symbols, id);
    if (entry && entry->symbol.kind == TK_SYMBOL_CLASS)
        return entry->symbol.cls;
    tk_diagnostic *error = tk_loader_error_in(self, at, offset, "no model defines the class '%.*s'",
                                              (int)name.len, name.at);
    hint_class(self, error, name);
    return (tk_class_id){0};
}

tk_class_id tk_loader_class(tk_loader *self, const tk_yaml *node)
{
    if (!node || !tk_loader_is(self, node, TK_YAML_SCALAR, "a class name"))
        return (tk_class_id){0};
    return tk_loader_class_in(self, node, 0, node->text);
}
