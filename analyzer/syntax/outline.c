#include "syntax/outline.h"

#include <assert.h>
#include <string.h>

#include "syntax/imports.h"
#include "syntax/scan.h"

// A run of statements is cut after so many, or so many bytes, to keep single parses small.
enum { MOST_STATEMENTS = 200 };

// Where lines stand: the module, or the body of an open class.
typedef struct block {
    tk_region_id class;  // none for the module
    uint32_t indent;
} block;

typedef struct builder {
    tk_outline *outline;
    tk_names *names;
    const char *text;
    tk_scanner scanner;
    TK_VEC(block) blocks;  // the module, then the open classes from outside in
    // What takes the lines that are indented deeper than the block: none, a function, a run of
    // statements (the body of an if), or a class whose body has not begun.
    tk_region_id taker;
    tk_region_id statements;   // the run that the next statement of this block continues, or none
    uint32_t statement_count;  // in that run
    bool decorated;            // decorators wait for their function or class
    uint32_t decorators;       // where the first of them starts
    uint32_t last_end;         // end of the last line
    uint32_t line, counted;    // the line of offset `counted`
} builder;

static tk_region *region_of(const builder *self, tk_region_id id)
{
    assert(id.i && id.i <= self->outline->regions.len);
    return &self->outline->regions.at[id.i - 1];
}

static const block *innermost(const builder *self)
{
    return &self->blocks.at[self->blocks.len - 1];
}

// Asked for ascending offsets only.
static uint32_t line_at(builder *self, uint32_t offset)
{
    const char *at = self->text + self->counted, *end = self->text + offset;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        self->line++;
        at++;
    }
    self->counted = offset;
    return self->line;
}

static tk_region_id add_region(builder *self, tk_region_kind kind, uint32_t start, uint32_t end)
{
    tk_region region = {
        .start = start,
        .end = end,
        .whole_end = end,
        .line = line_at(self, start),
        .kind = kind,
        .parent = innermost(self)->class,
    };
    tk_vec_push(&self->outline->regions, region);
    return (tk_region_id){self->outline->regions.len};
}

static void extend(builder *self, tk_region_id id, uint32_t end)
{
    tk_region *region = region_of(self, id);
    region->end = region->whole_end = end;
}

static void read_imports(builder *self, tk_region_id region)
{
    for (uint32_t i = 0; i < self->scanner.imports.len; i++)
        tk_imports_read(self->outline, self->names, self->text, self->scanner.imports.at[i],
                        region);
}

static bool ends_with_colon(const builder *self, const tk_logical_line *line)
{
    return self->text[line->end - 1] == ':';
}

static bool is_clause(const char *at)
{
    return tk_scan_word_at(at, "else") || tk_scan_word_at(at, "elif") ||
           tk_scan_word_at(at, "except") || tk_scan_word_at(at, "finally");
}

// A statement that is large itself stands alone: the parser may give it up, and nothing else with it.
static bool is_full(const builder *self, uint32_t start, uint32_t end)
{
    return self->statement_count >= MOST_STATEMENTS || end - start >= TK_REGION_BYTES ||
           start - region_of(self, self->statements)->start >= TK_REGION_BYTES;
}

static void add_statement(builder *self, const tk_logical_line *line)
{
    uint32_t start = self->decorated ? self->decorators : line->start;
    bool clause = is_clause(self->text + line->start);
    self->decorated = false;
    if (!self->statements.i || (!clause && is_full(self, start, line->end))) {
        self->statements = add_region(self, TK_REGION_STATEMENTS, start, line->end);
        self->statement_count = 0;
    }
    self->statement_count++;
    extend(self, self->statements, line->end);
    self->taker = ends_with_colon(self, line) ? self->statements : (tk_region_id){0};
    read_imports(self, self->statements);
}

static void set_name(builder *self, tk_region_id id, uint32_t at)
{
    tk_region *region = region_of(self, id);
    uint32_t end = at;
    while (tk_scan_is_word(self->text[end]))
        end++;
    region->name_start = at;
    if (end > at)
        region->name = tk_names_add(self->names, (tk_slice){self->text + at, end - at});
}

static tk_region_id start_definition(builder *self, tk_region_kind kind,
                                     const tk_logical_line *line, uint32_t end)
{
    tk_region_id id = add_region(self, kind, self->decorated ? self->decorators : line->start, end);
    self->decorated = false;
    self->statements = (tk_region_id){0};
    return id;
}

static void add_function(builder *self, const tk_logical_line *line, uint32_t name, bool async)
{
    tk_region_id id = start_definition(self, TK_REGION_FUNCTION, line, line->end);
    region_of(self, id)->async = async;
    set_name(self, id, name);
    self->taker = ends_with_colon(self, line) ? id : (tk_region_id){0};
    read_imports(self, id);
}

// `class A: x = 1` has its body on the line of the heading.
static void add_one_line_body(builder *self, tk_region_id class, const tk_logical_line *line)
{
    uint32_t start = tk_scan_blanks(self->text, line->colon + 1);
    tk_vec_push(&self->blocks, ((block){class, line->indent}));
    tk_region_id body = add_region(self, TK_REGION_STATEMENTS, start, line->end);
    self->blocks.len--;
    region_of(self, class)->whole_end = line->end;
    read_imports(self, body);
    self->taker = (tk_region_id){0};
}

static void add_class(builder *self, const tk_logical_line *line, uint32_t name)
{
    tk_region_id id = start_definition(self, TK_REGION_CLASS, line, line->colon + 1);
    set_name(self, id, name);
    self->taker = id;
    if (line->colon + 1 < line->end)
        add_one_line_body(self, id, line);
}

// The offset behind the word and the blanks after it; 0 when another word stands at `at`.
static uint32_t behind_word(const builder *self, uint32_t at, const char *word)
{
    if (!tk_scan_word_at(self->text + at, word))
        return 0;
    return tk_scan_blanks(self->text, at + (uint32_t)strlen(word));
}

static void add_line(builder *self, const tk_logical_line *line)
{
    uint32_t async = behind_word(self, line->start, "async");
    uint32_t function = behind_word(self, async ? async : line->start, "def");
    uint32_t class = behind_word(self, line->start, "class");
    if (self->text[line->start] == '@') {
        if (!self->decorated)
            self->decorators = line->start;
        self->decorated = true;
        self->taker = (tk_region_id){0};
    } else if (function && line->colon) {
        add_function(self, line, function, async != 0);
    } else if (class && line->colon) {
        add_class(self, line, class);
    } else {
        add_statement(self, line);
    }
}

// Decorators without a function or class: broken code, which the parser shall see.
static void drop_decorators(builder *self)
{
    if (self->decorated)
        add_region(self, TK_REGION_STATEMENTS, self->decorators, self->last_end);
    self->decorated = false;
    self->statements = (tk_region_id){0};
}

static void close_class(builder *self)
{
    drop_decorators(self);
    region_of(self, innermost(self)->class)->whole_end = self->last_end;
    self->blocks.len--;
}

// Finds the block of a line; false when its indentation fits none.
static bool enter_block(builder *self, const tk_logical_line *line)
{
    if (line->indent > innermost(self)->indent) {
        if (!self->taker.i || region_of(self, self->taker)->kind != TK_REGION_CLASS)
            return false;
        tk_vec_push(&self->blocks, ((block){self->taker, line->indent}));
        return true;
    }
    while (line->indent < innermost(self)->indent)
        close_class(self);
    return line->indent == innermost(self)->indent;
}

static bool is_deeper_line(const builder *self, const tk_logical_line *line)
{
    return line->indent > innermost(self)->indent && self->taker.i &&
           region_of(self, self->taker)->kind != TK_REGION_CLASS;
}

static bool build(builder *self)
{
    tk_logical_line line;
    tk_vec_push(&self->blocks, ((block){{0}, 0}));
    while (tk_scanner_next(&self->scanner, &line)) {
        if (is_deeper_line(self, &line)) {
            extend(self, self->taker, line.end);
            read_imports(self, self->taker);
        } else if (enter_block(self, &line)) {
            add_line(self, &line);
        } else {
            return false;
        }
        self->last_end = line.end;
    }
    while (self->blocks.len > 1)
        close_class(self);
    drop_decorators(self);
    return !self->scanner.failed;
}

// What does not add up is one region; the tables take what can be read line by line.
static void build_irregular(builder *self, uint32_t len)
{
    tk_logical_line line;
    tk_outline *outline = self->outline;
    outline->irregular = true;
    outline->regions.len = outline->imports.len = 0;
    self->blocks.len = 1;
    self->line = 1;
    self->counted = 0;
    tk_region_id all = add_region(self, TK_REGION_STATEMENTS, 0, len);
    tk_scanner_restart(&self->scanner);
    while (tk_scanner_next(&self->scanner, &line))
        read_imports(self, all);
}

void tk_outline_scan(tk_outline *self, const tk_source *source, tk_names *names)
{
    *self = (tk_outline){0};
    builder state = {
        .outline = self,
        .names = names,
        .text = source->text,
        .scanner = {.text = source->text, .len = source->len, .outline = self},
        .line = 1,
    };
    if (!build(&state))
        build_irregular(&state, source->len);
    tk_scanner_free(&state.scanner);
    tk_vec_free(&state.blocks);
}

void tk_outline_free(tk_outline *self)
{
    tk_vec_free(&self->regions);
    tk_vec_free(&self->comments);
    tk_vec_free(&self->imports);
    *self = (tk_outline){0};
}
