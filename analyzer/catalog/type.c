#include "catalog/type.h"

#include <ctype.h>
#include <string.h>

#include "catalog/symbols.h"

enum { DEEPEST_TYPE = 16, MOST_TYPE_ARGUMENTS = 64, HIGHEST_RANK = 64 };

// A type being read. `failed` sticks: the first mistake is told, the rest of the text is skipped.
typedef struct cursor {
    tk_loader *loader;
    const tk_yaml *at;
    const char *text;
    size_t len, position;
    uint32_t depth;
    bool failed;
} cursor;

static const tk_type *read_type(cursor *self);

static tk_diagnostic *fail(cursor *self, size_t position, const char *message)
{
    if (self->failed)
        return NULL;
    self->failed = true;
    return tk_loader_error_in(self->loader, self->at, position, "%s in the type '%s'", message,
                              self->text);
}

static char peek(cursor *self)
{
    while (self->position < self->len && isspace((unsigned char)self->text[self->position]))
        self->position++;
    return self->text[self->position];
}

static bool accept(cursor *self, char c)
{
    if (peek(self) != c || self->failed)
        return false;
    self->position++;
    return true;
}

static void expect(cursor *self, char c, const char *message)
{
    if (!accept(self, c))
        fail(self, self->position, message);
}

static tk_slice read_name(cursor *self)
{
    peek(self);
    size_t start = self->position;
    while (self->position < self->len) {
        unsigned char c = (unsigned char)self->text[self->position];
        if (!isalnum(c) && c != '_' && c != '.' && c < 0x80)
            break;
        self->position++;
    }
    return (tk_slice){self->text + start, self->position - start};
}

static tk_type *new_type(tk_catalog *catalog, int kind)
{
    tk_type *type = TK_ARENA_NEW(&catalog->arena, tk_type);
    type->kind = kind;
    type->rank = -1;
    return type;
}

tk_type *tk_type_of_class(tk_catalog *catalog, tk_class_id cls)
{
    tk_type *type = new_type(catalog, TK_TYPE_CLASS);
    type->cls = cls;
    return type;
}

static void keep_arguments(cursor *self, tk_type *type, const tk_type *const *args, uint16_t count)
{
    const tk_type **kept = TK_ARENA_ARRAY(&self->loader->catalog->arena, const tk_type *, count);
    if (count)
        memcpy(kept, args, count * sizeof *kept);
    type->args = kept;
    type->arg_count = count;
}

static void read_rank(cursor *self, tk_type *type)
{
    int rank = 0, digits = 0;
    size_t start = self->position;
    for (; isdigit((unsigned char)self->text[self->position]) && digits < 3; digits++)
        rank = rank * 10 + (self->text[self->position++] - '0');
    if (digits == 0 || rank > HIGHEST_RANK)
        fail(self, start, "a rank is a number from 0 to 64");
    type->rank = (int8_t)rank;
    if (type->kind != TK_TYPE_ITEM && self->text[self->position] == '+') {   // or more
        self->position++;
        type->rank = (int8_t)(-1 - rank);
    }
}

static void read_dtype(cursor *self, tk_type *type)
{
    size_t start = self->position;
    tk_slice word = read_name(self);
    if (tk_vocabulary_find(&tk_words_dtype, word, &type->dtype))
        return;
    tk_diagnostic *error = fail(self, start, "unknown dtype");
    if (error)
        tk_loader_hint_word(error, word, tk_words_dtype.words, tk_words_dtype.count);
}

static bool accept_word(cursor *self, const char *word)
{
    peek(self);
    tk_slice rest = {self->text + self->position, self->len - self->position};
    if (self->failed || !tk_slice_starts(rest, word))
        return false;
    self->position += strlen(word);
    return true;
}

// `rank=2 dtype=int64` behind a class
static void read_qualities(cursor *self, tk_type *type)
{
    for (;;) {
        if (accept_word(self, "rank="))
            read_rank(self, type);
        else if (accept_word(self, "dtype="))
            read_dtype(self, type);
        else if (accept_word(self, "likely"))
            type->likely = true;
        else
            return;
    }
}

static void read_arguments(cursor *self, tk_type *type)
{
    const tk_type *args[MOST_TYPE_ARGUMENTS];
    uint16_t count = 0;
    do {
        if (count && accept_word(self, "...")) {
            type->variadic = true;
            break;
        }
        if (count == MOST_TYPE_ARGUMENTS) {
            fail(self, self->position, "more than 64 arguments");
            break;
        }
        args[count++] = read_type(self);
    } while (accept(self, ','));
    expect(self, ']', "expected ']'");
    keep_arguments(self, type, args, count);
}

static const tk_type *read_class(cursor *self, size_t start, tk_slice name)
{
    tk_class_id cls = tk_loader_class_in(self->loader, self->at, start, name);
    if (!cls.i)
        self->failed = true;
    tk_type *type = tk_type_of_class(self->loader->catalog, cls);
    if (accept(self, '['))
        read_arguments(self, type);
    read_qualities(self, type);
    return type;
}

// Behind `type[`.
static const tk_type *read_class_object(cursor *self)
{
    size_t start = self->position;
    const tk_type *of = read_type(self);
    if (of && of->kind != TK_TYPE_CLASS && !self->failed)
        fail(self, start, "type[...] takes a class");
    expect(self, ']', "expected ']'");
    if (self->failed || !of)
        return NULL;
    tk_type *type = tk_type_of_class(self->loader->catalog, of->cls);
    type->kind = TK_TYPE_OBJECT_OF;
    type->dtype = of->dtype;
    read_qualities(self, type);
    return type;
}

static const tk_type *read_item(cursor *self)
{
    tk_type *type = new_type(self->loader->catalog, TK_TYPE_ITEM);
    expect(self, '(', "expected '(' and a number");
    read_rank(self, type);
    expect(self, ')', "expected ')'");
    return type;
}

static const tk_type *read_argument(cursor *self)
{
    expect(self, '(', "expected '(' and a role");
    size_t start = self->position;
    tk_slice word = read_name(self);
    uint8_t role = TK_ROLE_NONE;
    if (!tk_vocabulary_find(&tk_words_role, word, &role)) {
        tk_diagnostic *error = fail(self, start, "unknown role");
        if (error)
            tk_loader_hint_word(error, word, tk_words_role.words, tk_words_role.count);
    }
    expect(self, ')', "expected ')'");
    tk_type *type = new_type(self->loader->catalog, TK_TYPE_ARGUMENT);
    type->role = role;
    return type;
}

static const tk_type *read_word(cursor *self, int kind)
{
    tk_type *type = new_type(self->loader->catalog, kind);
    if (kind == TK_TYPE_SELF)
        read_qualities(self, type);
    return type;
}

static const tk_type *read_one(cursor *self)
{
    peek(self);
    size_t start = self->position;
    tk_slice name = read_name(self);
    if (tk_slice_is(name, "unknown"))
        return read_word(self, TK_TYPE_UNKNOWN);
    if (tk_slice_is(name, "self"))
        return read_word(self, TK_TYPE_SELF);
    if (tk_slice_is(name, "element"))
        return read_word(self, TK_TYPE_ELEMENT);
    if (tk_slice_is(name, "None"))
        return read_word(self, TK_TYPE_NONE);
    if (tk_slice_is(name, "arg"))
        return read_argument(self);
    if (tk_slice_is(name, "item"))
        return read_item(self);
    if (tk_slice_is(name, "type") && accept(self, '['))
        return read_class_object(self);
    if (tk_qualified_valid(name))
        return read_class(self, start, name);
    fail(self, start, "expected a class");
    return NULL;
}

static const tk_type *read_union(cursor *self)
{
    const tk_type *parts[MOST_TYPE_ARGUMENTS];
    uint16_t count = 0;
    do {
        if (count == MOST_TYPE_ARGUMENTS) {
            fail(self, self->position, "more than 64 alternatives");
            break;
        }
        parts[count++] = read_one(self);
    } while (accept(self, '|'));
    if (count == 1 || self->failed)
        return parts[0];
    tk_type *type = new_type(self->loader->catalog, TK_TYPE_UNION);
    keep_arguments(self, type, parts, count);
    return type;
}

static const tk_type *read_type(cursor *self)
{
    if (self->depth == DEEPEST_TYPE) {
        fail(self, self->position, "more than 16 types inside each other");
        return NULL;
    }
    self->depth++;
    const tk_type *type = self->failed ? NULL : read_union(self);
    self->depth--;
    return type;
}

const tk_type *tk_type_parse(tk_loader *loader, const tk_yaml *at)
{
    if (!at || !tk_loader_is(loader, at, TK_YAML_SCALAR, "a type"))
        return NULL;
    cursor self = {.loader = loader, .at = at, .text = at->text.at, .len = at->text.len};
    const tk_type *type = read_type(&self);
    if (!self.failed && peek(&self))
        fail(&self, self.position, "unexpected text");
    return self.failed ? NULL : type;
}

static void add_arguments(const tk_catalog *catalog, const tk_type *type, const char *between,
                          tk_text *out)
{
    for (uint16_t i = 0; i < type->arg_count; i++) {
        tk_text_add_string(out, i ? between : "");
        tk_type_text(catalog, type->args[i], out);
    }
}

static void add_class(const tk_catalog *catalog, const tk_type *type, tk_text *out)
{
    tk_slice name = tk_names_text(catalog->names, tk_class_of(catalog, type->cls)->name);
    bool builtin = tk_slice_starts(name, "builtins.");
    tk_text_add_slice(out, builtin ? tk_qualified_last(name) : name);
    if (type->arg_count == 0)
        return;
    tk_text_add_char(out, '[');
    add_arguments(catalog, type, ", ", out);
    tk_text_add_string(out, type->variadic ? ", ...]" : "]");
}

void tk_type_text(const tk_catalog *catalog, const tk_type *type, tk_text *out)
{
    switch (type->kind) {
    case TK_TYPE_UNKNOWN:
        tk_text_add_string(out, "unknown");
        break;
    case TK_TYPE_CLASS:
        add_class(catalog, type, out);
        break;
    case TK_TYPE_OBJECT_OF:
        tk_text_add_string(out, "type[");
        add_class(catalog, type, out);
        tk_text_add_char(out, ']');
        break;
    case TK_TYPE_SELF:
        tk_text_add_string(out, "self");
        break;
    case TK_TYPE_NONE:
        tk_text_add_string(out, "None");
        break;
    case TK_TYPE_UNION:
        add_arguments(catalog, type, " | ", out);
        break;
    case TK_TYPE_ARGUMENT:
        tk_text_format(out, "arg(%s)", tk_vocabulary_text(&tk_words_role, (uint8_t)type->role));
        break;
    case TK_TYPE_ITEM:
        tk_text_format(out, "item(%d)", type->rank);
        break;
    case TK_TYPE_ELEMENT:
        tk_text_add_string(out, "element");
        break;
    }
    if (type->rank >= 0)
        tk_text_format(out, " rank=%d", type->rank);
    else if (type->rank < -1)
        tk_text_format(out, " rank=%d+", -1 - type->rank);
    if (type->dtype)
        tk_text_format(out, " dtype=%s", tk_dtype_text((tk_dtype)type->dtype));
    if (type->likely)
        tk_text_add_string(out, " likely");
}
