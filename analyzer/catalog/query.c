#include "catalog/query.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/loader.h"
#include "catalog/query_load.h"
#include "catalog/query_shape.h"
#include "catalog/query_split.h"
#include "syntax/syntax.h"

enum { LARGEST_QUERY = 16 * 1024 * 1024, MOST_PARTS = 64 };

static const char *const capture_words[] = {"key", "container", "site"};
static const tk_vocabulary captures_known = {"capture", capture_words, 3, TK_CAPTURE_KEY};

// Patterns that are compiled when they are needed.
typedef struct part {
    tk_slice node;                     // the kind of node that they match
    tk_text text;
    tk_query query;
    atomic_bool compiled;
} part;

// The files, and what became of them once compiled. The lock is for the thread that compiles.
typedef struct tk_queries {
    TK_VEC(tk_catalog_file) files;     // only while loading, or embedded and not yet compiled
    pthread_mutex_t lock;
    atomic_bool compiled;              // all of them
    tk_query all;
    part *parts;                       // of embedded files; none when a pattern may match several kinds
    uint32_t part_count;
    tk_arena arena;
} tk_queries;

// A text that is being compiled: one file, or all of them, since compiling once costs much less than
// once per file.
typedef struct source {
    tk_queries *queries;
    tk_diagnostics *diagnostics;
    const char *path;
    tk_text text;
    tk_query *into;
} source;

static tk_diagnostic *complain(source *self, size_t offset, const char *message, tk_slice word)
{
    uint32_t line = 1, column = 1;
    for (size_t i = 0; i < offset && i < self->text.len; i++) {
        unsigned char c = (unsigned char)self->text.at[i];
        line += c == '\n';
        column = c == '\n' ? 1 : column + ((c & 0xC0) != 0x80);
    }
    return tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, self->path, line, column, message,
                              (int)word.len, word.at);
}

static tk_slice word_at(const source *self, uint32_t offset)
{
    size_t end = offset;
    while (end < self->text.len && !strchr(" \t\r\n()[]:\"@#", self->text.at[end]))
        end++;
    return (tk_slice){self->text.at + offset, end - offset};
}

static void complain_of_query(source *self, uint32_t offset, TSQueryError type)
{
    tk_slice word = word_at(self, offset);
    switch (type) {
    case TSQueryErrorNodeType:
        complain(self, offset, "Python's grammar has no node '%.*s'", word);
        break;
    case TSQueryErrorField:
        complain(self, offset, "Python's grammar has no field '%.*s'", word);
        break;
    case TSQueryErrorCapture:
        complain(self, offset, "the pattern has no capture '@%.*s'", word);
        break;
    case TSQueryErrorStructure:
        complain(self, offset, "nothing in Python's grammar can match this pattern%.*s", TK_SLICE(""));
        break;
    default:
        complain(self, offset, offset < self->text.len ? "not a valid query%.*s"
                                                       : "the file ends inside a pattern%.*s",
                 TK_SLICE(""));
        break;
    }
}

static tk_slice string_of(const TSQuery *query, uint32_t id)
{
    uint32_t len;
    const char *text = ts_query_string_value_for_id(query, id, &len);
    return (tk_slice){text, len};
}

// `(#set! kind "dict-key")` is the only directive.
static bool read_directive(source *self, const TSQuery *query, const TSQueryPredicateStep *step,
                           uint32_t len, uint32_t offset, tk_site_pattern *pattern)
{
    tk_slice name = string_of(query, step[0].value_id);
    if (!tk_slice_is(name, "set!")) {
        tk_diagnostic *error = complain(self, offset, "the directive '#%.*s' means nothing here", name);
        tk_loader_hint(error, "patterns have shapes only; conditions stand in rules");
        return false;
    }
    bool kind = len == 3 && step[1].type == TSQueryPredicateStepTypeString &&
                step[2].type == TSQueryPredicateStepTypeString &&
                tk_slice_is(string_of(query, step[1].value_id), "kind");
    if (!kind) {
        tk_loader_hint(complain(self, offset, "'#%.*s' takes 'kind' and a site kind", name),
                       "like (#set! kind \"dict-key\")");
        return false;
    }
    uint8_t value;
    tk_slice word = string_of(query, step[2].value_id);
    if (!tk_vocabulary_find(&tk_words_site, word, &value)) {
        tk_loader_hint_word(complain(self, offset, "unknown site kind '%.*s'", word), word,
                            tk_words_site.words, tk_words_site.count);
        return false;
    }
    *pattern = (tk_site_pattern){true, (tk_site_kind)value};
    return true;
}

static bool read_directives(source *self, const TSQuery *query, uint32_t index,
                            tk_site_pattern *pattern)
{
    uint32_t count, start = 0;
    uint32_t offset = ts_query_start_byte_for_pattern(query, index);
    const TSQueryPredicateStep *steps = ts_query_predicates_for_pattern(query, index, &count);
    bool good = true;
    for (uint32_t i = 0; i < count; i++) {
        if (steps[i].type != TSQueryPredicateStepTypeDone)
            continue;
        if (i > start)
            good &= read_directive(self, query, steps + start, i - start, offset, pattern);
        start = i + 1;
    }
    return good;
}

static bool has_capture(const TSQuery *query, uint32_t pattern, tk_capture wanted,
                        const uint8_t *captures)
{
    for (uint32_t i = 0; i < ts_query_capture_count(query); i++)
        if (captures[i] == wanted &&
            ts_query_capture_quantifier_for_id(query, pattern, i) != TSQuantifierZero)
            return true;
    return false;
}

static bool has_required(source *self, const TSQuery *query, uint32_t index, const uint8_t *captures)
{
    uint32_t offset = ts_query_start_byte_for_pattern(query, index);
    bool key = has_capture(query, index, TK_CAPTURE_KEY, captures);
    bool site = has_capture(query, index, TK_CAPTURE_SITE, captures);
    if (!key)
        complain(self, offset, "the pattern needs the capture '%.*s'", TK_SLICE("@key"));
    if (!site)
        complain(self, offset, "the pattern needs the capture '%.*s'", TK_SLICE("@site"));
    return key && site;
}

static bool read_captures(source *self, const TSQuery *query, uint8_t *captures)
{
    bool good = true;
    for (uint32_t i = 0; i < ts_query_capture_count(query); i++) {
        uint32_t len;
        const char *name = ts_query_capture_name_for_id(query, i, &len);
        captures[i] = TK_CAPTURE_OTHER;
        tk_slice word = {name, len};
        if (tk_vocabulary_find(&captures_known, word, &captures[i]) || name[0] == '_')
            continue;
        tk_text at = {0};
        tk_text_format(&at, "@%s", name);
        const char *found = strstr(self->text.at, at.at);
        tk_diagnostic *error = complain(self, found ? (size_t)(found - self->text.at) : 0,
                                        "unknown capture '@%.*s'", word);
        tk_loader_hint(error, "captures are @key, @container and @site, or begin with '_'");
        tk_text_free(&at);
        good = false;
    }
    return good;
}

// What the captures and directives of a query say; false when some pattern makes no sense.
static bool read_patterns(source *self, const TSQuery *query, tk_site_pattern *patterns,
                          uint8_t *captures)
{
    if (!read_captures(self, query, captures))
        return false;
    bool good = true;
    for (uint32_t i = 0; i < ts_query_pattern_count(query); i++) {
        good &= has_required(self, query, i, captures);
        good &= read_directives(self, query, i, &patterns[i]);
    }
    return good;
}

// Keeps the query; false when it cannot be compiled or makes no sense.
static bool compile(source *self)
{
    uint32_t offset;
    TSQueryError type;
    size_t bare;
    tk_queries *queries = self->queries;
    if (!tk_query_shape_good((tk_slice){tk_text_string(&self->text), self->text.len}, &bare)) {
        complain(self, bare, "nothing stands here that could match%.*s", TK_SLICE(""));
        return false;
    }
    TSQuery *query = ts_query_new(tree_sitter_python(), tk_text_string(&self->text),
                                  (uint32_t)self->text.len, &offset, &type);
    if (!query) {
        complain_of_query(self, offset, type);
        return false;
    }
    uint32_t capture_count = ts_query_capture_count(query), count = ts_query_pattern_count(query);
    uint8_t *captures = TK_ARENA_ARRAY(&queries->arena, uint8_t, capture_count);
    tk_site_pattern *patterns = TK_ARENA_ARRAY(&queries->arena, tk_site_pattern, count);
    if (!read_patterns(self, query, patterns, captures)) {
        ts_query_delete(query);
        return false;
    }
    if (self->into->query)
        ts_query_delete(self->into->query);
    *self->into = (tk_query){query, patterns, captures};
    return true;
}

static bool compile_together(source *self)
{
    tk_diagnostics untold = {0};   // places in the joined text would help nobody
    tk_diagnostics *told = self->diagnostics;
    tk_text_clear(&self->text);
    for (uint32_t i = 0; i < self->queries->files.len; i++) {
        const tk_catalog_file *file = &self->queries->files.at[i];
        tk_text_add(&self->text, file->bytes, file->len);
        tk_text_add_char(&self->text, '\n');
    }
    self->diagnostics = &untold;
    bool compiled = compile(self);
    self->diagnostics = told;
    tk_diagnostics_free(&untold);
    return compiled;
}

// Tells what is wrong with which files, and drops these.
static void keep_good(source *self)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < self->queries->files.len; i++) {
        tk_catalog_file file = self->queries->files.at[i];
        tk_text_clear(&self->text);
        tk_text_add(&self->text, file.bytes, file.len);
        self->path = file.path;
        if (compile(self))
            self->queries->files.at[kept++] = file;
    }
    self->queries->files.len = kept;
}

static void compile_files(tk_queries *self, tk_diagnostics *diagnostics)
{
    source all = {.queries = self, .diagnostics = diagnostics, .into = &self->all};
    if (self->files.len && !compile_together(&all)) {
        keep_good(&all);
        if (self->files.len)
            compile_together(&all);
    }
    tk_text_free(&all.text);
    tk_vec_free(&self->files);
    atomic_store_explicit(&self->compiled, true, memory_order_release);
}

// --- by kind of node --------------------------------------------------------------------------------

static part *part_of(tk_queries *self, tk_slice node)
{
    for (uint32_t i = 0; i < self->part_count; i++)
        if (tk_slice_equal(self->parts[i].node, node))
            return &self->parts[i];
    if (self->part_count == MOST_PARTS)
        return NULL;
    part *added = &self->parts[self->part_count++];
    added->node = node;
    atomic_init(&added->compiled, false);
    return added;
}

static bool add_pattern(void *context, tk_slice node, tk_slice pattern)
{
    part *into = node.len ? part_of(context, node) : NULL;
    if (!into)
        return false;
    tk_text_add_slice(&into->text, pattern);
    tk_text_add_char(&into->text, '\n');
    return true;
}

static void free_parts(tk_queries *self)
{
    for (uint32_t i = 0; i < self->part_count; i++) {
        if (self->parts[i].query.query)
            ts_query_delete(self->parts[i].query.query);
        tk_text_free(&self->parts[i].text);
    }
    self->part_count = 0;
}

// One query per kind of node costs less, as long as few kinds are met.
static void split(tk_queries *self)
{
    bool good = true;
    self->parts = TK_ARENA_ARRAY(&self->arena, part, MOST_PARTS);
    for (uint32_t i = 0; i < self->files.len && good; i++)
        good = tk_query_split((tk_slice){self->files.at[i].bytes, self->files.at[i].len}, add_pattern,
                              self);
    if (!good)
        free_parts(self);
}

// A test holds that our own files have no mistakes.
static void compile_part(tk_queries *self, part *of)
{
    tk_diagnostics none = {0};
    pthread_mutex_lock(&self->lock);
    if (!atomic_load_explicit(&of->compiled, memory_order_relaxed)) {
        compile(&(source){.queries = self, .diagnostics = &none, .text = of->text, .into = &of->query});
        atomic_store_explicit(&of->compiled, true, memory_order_release);
    }
    pthread_mutex_unlock(&self->lock);
    tk_diagnostics_free(&none);
}

static void compile_own(tk_queries *self)
{
    tk_diagnostics none = {0};
    pthread_mutex_lock(&self->lock);
    if (!atomic_load_explicit(&self->compiled, memory_order_relaxed))
        compile_files(self, &none);
    pthread_mutex_unlock(&self->lock);
    tk_diagnostics_free(&none);
}

tk_queries *tk_query_new(void)
{
    tk_queries *self = tk_memory_zero(1, sizeof *self);
    pthread_mutex_init(&self->lock, NULL);
    atomic_init(&self->compiled, false);
    return self;
}

void tk_query_free(tk_queries *self)
{
    if (self->all.query)
        ts_query_delete(self->all.query);
    free_parts(self);
    pthread_mutex_destroy(&self->lock);
    tk_vec_free(&self->files);
    tk_arena_free(&self->arena);
    free(self);
}

void tk_query_load(tk_catalog *catalog, const tk_catalog_file *files, uint32_t count,
                   tk_diagnostics *diagnostics)
{
    tk_queries *self = catalog->queries;
    size_t total = 0;
    bool own = true;
    for (uint32_t i = 0; i < count; i++) {
        if (files[i].kind != TK_FILE_QUERY)
            continue;
        own &= files[i].embedded;
        total += files[i].len + 1;
        if (total < LARGEST_QUERY)
            tk_vec_push(&self->files, files[i]);
        else
            tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, files[i].path, 0, 0,
                               "more than 16 MiB of queries");
    }
    if (own)
        split(self);
    else
        compile_files(self, diagnostics);
}

const tk_query *tk_query_all(const tk_catalog *catalog)
{
    tk_queries *self = catalog->queries;
    if (!atomic_load_explicit(&self->compiled, memory_order_acquire))
        compile_own(self);
    return self->all.query ? &self->all : NULL;
}

const tk_query *tk_query_at(const tk_catalog *catalog, const char *node)
{
    tk_queries *self = catalog->queries;
    if (!self->part_count)
        return tk_query_all(catalog);
    for (uint32_t i = 0; i < self->part_count; i++) {
        part *of = &self->parts[i];
        if (!tk_slice_is(of->node, node))
            continue;
        if (!atomic_load_explicit(&of->compiled, memory_order_acquire))
            compile_part(self, of);
        return of->query.query ? &of->query : NULL;
    }
    return NULL;
}
