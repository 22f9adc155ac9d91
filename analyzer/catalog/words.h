// The closed vocabularies of rules and models: which words there are, and what they stand for.
#ifndef TK_CATALOG_WORDS_H
#define TK_CATALOG_WORDS_H

#include "base/text.h"
#include "catalog/catalog.h"

typedef struct tk_vocabulary {
    const char *noun;            // "dtype", for messages
    const char *const *words;
    uint8_t count;
    uint8_t first;               // word i stands for the enum value first + i
} tk_vocabulary;

extern const tk_vocabulary tk_words_derives, tk_words_loss, tk_words_varies, tk_words_dtype, tk_words_transfer, tk_words_role, tk_words_site,
    tk_words_how, tk_words_hash, tk_words_family, tk_words_lifetime, tk_words_part, tk_words_storing,
    tk_words_guard, tk_words_annotation, tk_words_certainty, tk_words_stage, tk_words_level, tk_words_harm, tk_words_bool, tk_words_test,
    tk_words_mutates, tk_words_caches, tk_words_precision, tk_words_kept;

bool tk_vocabulary_find(const tk_vocabulary *self, tk_slice word, uint8_t *value);
const char *tk_vocabulary_text(const tk_vocabulary *self, uint8_t value);   // "unknown" when none

#endif
