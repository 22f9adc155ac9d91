#include "catalog/words.h"

#include <string.h>

static const char *const dtype_words[] = {
#define TK_DTYPE(name, text, python) text,
#include "value/dtypes.def"
#undef TK_DTYPE
};

static const char *const transfer_words[] = {
#define TK_TRANSFER(name, text) text,
#include "transfer/transfers.def"
#undef TK_TRANSFER
};

static const char *const role_words[] = {
#define TK_ROLE(name, text) text,
#include "catalog/roles.def"
#undef TK_ROLE
};

static const char *const site_words[] = {
#define TK_SITE(name, text) text,
#include "catalog/sites.def"
#undef TK_SITE
};

static const char *const how_words[] = {
#define TK_HOW(name, text, phrase) text,
#include "value/origins.def"
#undef TK_HOW
};

static const char *const how_phrases[] = {
#define TK_HOW(name, text, phrase) phrase,
#include "value/origins.def"
#undef TK_HOW
};

static const char *const derives_words[] = {
#define TK_DERIVES(name, text, what) text,
#include "value/derivations.def"
#undef TK_DERIVES
};

static const char *const test_words[] = {
#define TK_CONDITION(name, text, kind) text,
#include "catalog/conditions.def"
#undef TK_CONDITION
};

// In the order of the enums in catalog.h.
static const char *const hash_words[] = {"value", "raises", "identity", "items"};
static const char *const family_words[] = {"object", "array", "scalar", "text", "tuple",
                                           "list", "set", "mapping", "iterator"};
static const char *const lifetime_words[] = {"local", "closure", "self", "module"};
static const char *const part_words[] = {"whole", "elements", "pairs", "all", "first", "ends",
                                         "column", "columns", "groups"};
static const char *const storing_words[] = {"element", "elements_of", "key",
                                            "keys_of", "value", "pairs_of"};
static const char *const guard_words[] = {"isinstance", "is-class", "is-scalar", "callable", "hasattr",
                                         "issubclass", "all", "any"};
static const char *const annotation_words[] = {"optional", "union", "first", "shaped"};
static const char *const certainty_words[] = {"possible", "likely", "definite"};   // tk_certainty
static const char *const stage_words[] = {"traced", "loading"};
static const char *const level_words[] = {"note", "warning", "error"};
static const char *const harm_words[] = {"raises", "identity", "unsound", "trap", "contract", "tool"};
static const char *const loss_words[] = {"elements", "digits", "name", "shape", "dtype", "content",
                                         "bits", "rest"};
static const char *const varies_words[] = {"met", "argument"};
static const char *const bool_words[] = {"false", "true"};
static const char *const precision_words[] = {"low", "medium", "high", "very-high"};
static const char *const mutates_words[] = {"false", "true", "whole"};
static const char *const caches_words[] = {"false", "true", "others"};
static const char *const kept_words[] = {"key", "address", "argument", "result"};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define VOCABULARY(name, first_value, noun_text) \
    const tk_vocabulary tk_words_##name = { \
        noun_text, name##_words, COUNT(name##_words), first_value}

VOCABULARY(dtype, 1, "dtype");
VOCABULARY(transfer, 0, "transfer");
VOCABULARY(role, 1, "role");
VOCABULARY(site, 0, "site");
VOCABULARY(how, 1, "way for a value to come about");
VOCABULARY(hash, TK_HASH_VALUE, "hash behaviour");
VOCABULARY(family, TK_FAMILY_OBJECT, "family");
VOCABULARY(lifetime, TK_LIFETIME_LOCAL, "lifetime");
VOCABULARY(part, TK_PART_WHOLE, "part");
VOCABULARY(storing, TK_STORE_ELEMENT, "way to store");
VOCABULARY(certainty, 0, "certainty");
VOCABULARY(stage, TK_STAGE_TRACED, "stage");
VOCABULARY(annotation, TK_ANNOTATION_OPTIONAL, "annotation form");
VOCABULARY(guard, TK_GUARD_ISINSTANCE, "guard");
VOCABULARY(level, TK_LEVEL_NOTE, "level");
VOCABULARY(harm, TK_HARM_RAISES, "class of findings");
VOCABULARY(bool, 0, "true or false");
VOCABULARY(precision, 0, "precision");
VOCABULARY(mutates, 0, "way to change an object");
VOCABULARY(caches, 0, "way to cache");
VOCABULARY(kept, TK_KEPT_KEY, "way to be kept");
VOCABULARY(derives, 1, "derivation");
VOCABULARY(loss, 0, "loss");
VOCABULARY(varies, 0, "way to vary");
VOCABULARY(test, 0, "condition");

_Static_assert(COUNT(family_words) == TK_FAMILY_COUNT - 1, "a word for every family");
_Static_assert(COUNT(hash_words) == TK_HASH_ITEMS, "a word for every hash behaviour");
_Static_assert(COUNT(lifetime_words) == TK_LIFETIME_MODULE, "a word for every lifetime");
_Static_assert(COUNT(harm_words) == TK_HARM_TOOL + 1, "a word for every class of findings");

bool tk_vocabulary_find(const tk_vocabulary *self, tk_slice word, uint8_t *value)
{
    if (word.len == 0)
        return false;
    for (uint8_t i = 0; i < self->count; i++) {
        const char *known = self->words[i];
        if (known[0] == word.at[0] && tk_slice_is(word, known)) {
            *value = (uint8_t)(self->first + i);
            return true;
        }
    }
    return false;
}

const char *tk_vocabulary_text(const tk_vocabulary *self, uint8_t value)
{
    bool known = value >= self->first && value < self->first + self->count;
    return known ? self->words[value - self->first] : "unknown";
}

const char *tk_dtype_text(tk_dtype dtype)
{
    return tk_vocabulary_text(&tk_words_dtype, (uint8_t)dtype);
}

tk_dtype tk_dtype_find(tk_slice text)
{
    uint8_t value = TK_DTYPE_UNKNOWN;
    tk_vocabulary_find(&tk_words_dtype, text, &value);
    return (tk_dtype)value;
}

const char *tk_site_text(tk_site_kind kind)
{
    return tk_vocabulary_text(&tk_words_site, (uint8_t)kind);
}

const char *tk_how_text(tk_how how)
{
    return tk_vocabulary_text(&tk_words_how, (uint8_t)how);
}

const char *tk_how_phrase(tk_how how)
{
    bool known = how > TK_HOW_UNKNOWN && how < TK_HOW_COUNT;
    return known ? how_phrases[how - 1] : "";
}

const char *tk_lifetime_text(tk_lifetime lifetime)
{
    return tk_vocabulary_text(&tk_words_lifetime, (uint8_t)lifetime);
}

const char *tk_harm_text(tk_harm harm)
{
    return tk_vocabulary_text(&tk_words_harm, (uint8_t)harm);
}

const char *tk_level_text(tk_level level)
{
    return tk_vocabulary_text(&tk_words_level, (uint8_t)level);
}
