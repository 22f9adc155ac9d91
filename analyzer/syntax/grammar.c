#include "syntax/grammar.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include <src/language.h>

#include "syntax/syntax.h"

enum { MOST_SYMBOLS = 512, MOST_FIELDS = 64 };

// Written once, before anyone reads them.
static struct {
    uint16_t kinds[MOST_SYMBOLS];  // by the grammar's symbol, that of its inner nodes too
    uint8_t fields[MOST_FIELDS];   // by the grammar's field; 0 is "no field" in both worlds
} grammar;

static pthread_once_t grammar_once = PTHREAD_ONCE_INIT;

static uint16_t kind_by_name(const char *name)
{
    if (strcmp(name, "comment") == 0 || strcmp(name, "line_continuation") == 0)
        return TK_GRAMMAR_DROPPED;
    for (uint16_t kind = 1; kind < TK_KIND_COUNT; kind++)
        if (strcmp(name, tk_kind_name((tk_kind)kind)) == 0)
            return kind;
    return TK_KIND_OTHER;
}

static void read_grammar(void)
{
    const TSLanguage *language = tree_sitter_python();
    uint32_t symbols = ts_language_symbol_count(language);
    uint32_t fields = ts_language_field_count(language);
    assert(symbols <= MOST_SYMBOLS && fields < MOST_FIELDS);
    for (uint32_t i = 0; i < symbols; i++) {
        TSSymbol symbol = ts_language_public_symbol(language, (TSSymbol)i);
        bool named = ts_language_symbol_type(language, symbol) == TSSymbolTypeRegular;
        const char *name = ts_language_symbol_name(language, symbol);
        grammar.kinds[i] = named ? kind_by_name(name) : (uint16_t)TK_GRAMMAR_TOKEN;
    }
    for (uint32_t i = 1; i <= fields; i++) {
        const char *name = ts_language_field_name_for_id(language, (TSFieldId)i);
        for (uint8_t field = 1; field < TK_FIELD_COUNT; field++)
            if (strcmp(name, tk_field_name((tk_field)field)) == 0)
                grammar.fields[i] = field;
    }
}

uint16_t tk_grammar_kind(TSSymbol symbol)
{
    pthread_once(&grammar_once, read_grammar);
    if (symbol >= MOST_SYMBOLS)  // the parser's own number for ERROR is 65535
        return TK_KIND_ERROR;
    return grammar.kinds[symbol];
}

tk_field tk_grammar_field(TSFieldId field)
{
    pthread_once(&grammar_once, read_grammar);
    return (tk_field)grammar.fields[field < MOST_FIELDS ? field : 0];
}
