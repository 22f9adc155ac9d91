#include "catalog/yaml.h"

#include <string.h>
#include <yaml.h>

enum { DEEPEST = 64, MOST_NODES = 2000000 };

// A document being built. `pending` holds the finished children of all open collections; the innermost
// one's start at opened[depth - 1].first.
typedef struct reader {
    yaml_parser_t parser;
    tk_arena *arena;
    tk_diagnostics *diagnostics;
    const char *path;
    struct {
        tk_yaml *node;
        uint32_t first;
    } opened[DEEPEST];
    uint32_t depth, nodes;
    TK_VEC(const tk_yaml *) pending;
    const tk_yaml *root;
    bool stopped;             // what follows would only repeat the problem
} reader;

static tk_diagnostic *complain(reader *self, yaml_mark_t mark, const char *message)
{
    return tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, self->path,
                              (uint32_t)mark.line + 1, (uint32_t)mark.column + 1, "%s", message);
}

static void stop(reader *self, yaml_mark_t mark, const char *message)
{
    complain(self, mark, message);
    self->stopped = true;
}

static tk_yaml *add_node(reader *self, const yaml_event_t *event, int kind)
{
    if (self->nodes == MOST_NODES) {
        stop(self, event->start_mark, "the file has more than 2 million YAML nodes");
        return NULL;
    }
    self->nodes++;
    tk_yaml *node = TK_ARENA_NEW(self->arena, tk_yaml);
    node->kind = kind;
    node->line = (uint32_t)event->start_mark.line + 1;
    node->column = (uint32_t)event->start_mark.column + 1;
    return node;
}

static void refuse_tag(reader *self, const yaml_event_t *event, const yaml_char_t *tag)
{
    if (tag)
        complain(self, event->start_mark, "YAML tags have no meaning here");
}

static void place(reader *self, const tk_yaml *node)
{
    if (self->depth)
        tk_vec_push(&self->pending, node);
    else
        self->root = node;
}

static void read_scalar(reader *self, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;
    refuse_tag(self, event, event->data.scalar.tag);
    if (memchr(value, '\0', len)) {
        complain(self, event->start_mark, "the text holds a NUL character");
        len = strlen(value);
    }
    tk_yaml *node = add_node(self, event, TK_YAML_SCALAR);
    if (!node)
        return;
    yaml_scalar_style_t style = event->data.scalar.style;
    node->plain = style == YAML_PLAIN_SCALAR_STYLE;
    node->inline_text = event->start_mark.line == event->end_mark.line;
    node->text = (tk_slice){tk_arena_copy(self->arena, value, len), len};
    place(self, node);
}

static void open_node(reader *self, const yaml_event_t *event, int kind, const yaml_char_t *tag)
{
    refuse_tag(self, event, tag);
    if (self->depth == DEEPEST) {
        stop(self, event->start_mark, "more than 64 levels of YAML inside each other");
        return;
    }
    tk_yaml *node = add_node(self, event, kind);
    if (!node)
        return;
    self->opened[self->depth].node = node;
    self->opened[self->depth].first = self->pending.len;
    self->depth++;
}

static void close_node(reader *self)
{
    tk_yaml *node = self->opened[self->depth - 1].node;
    uint32_t first = self->opened[self->depth - 1].first;
    node->count = self->pending.len - first;
    node->items = TK_ARENA_ARRAY(self->arena, const tk_yaml *, node->count);
    if (node->count)
        memcpy(node->items, self->pending.at + first, node->count * sizeof *node->items);
    self->pending.len = first;
    self->depth--;
    place(self, node);
}

static void read_event(reader *self, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (self->root)
            stop(self, event->start_mark, "a second YAML document; a file holds one");
        break;
    case YAML_ALIAS_EVENT:
        stop(self, event->start_mark, "YAML aliases are not allowed; write the text out");
        break;
    case YAML_SCALAR_EVENT:
        read_scalar(self, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        open_node(self, event, TK_YAML_SEQUENCE, event->data.sequence_start.tag);
        break;
    case YAML_MAPPING_START_EVENT:
        open_node(self, event, TK_YAML_MAPPING, event->data.mapping_start.tag);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_node(self);
        break;
    default:
        break;
    }
}

// libyaml gives its reader's errors (bad UTF-8, control characters) a byte offset instead of a mark.
static yaml_mark_t mark_of_offset(const char *bytes, size_t len, size_t offset)
{
    yaml_mark_t mark = {0};
    for (size_t i = 0; i < len && i < offset; i++) {
        if (bytes[i] == '\n') {
            mark.line++;
            mark.column = 0;
        } else if (((unsigned char)bytes[i] & 0xC0) != 0x80) {
            mark.column++;
        }
    }
    return mark;
}

static void complain_of_syntax(reader *self, const char *bytes, size_t len)
{
    const yaml_parser_t *parser = &self->parser;
    yaml_mark_t mark = parser->error == YAML_READER_ERROR
                           ? mark_of_offset(bytes, len, parser->problem_offset)
                           : parser->problem_mark;
    tk_text message = {0};
    tk_text_format(&message, "not valid YAML: %s", parser->problem ? parser->problem : "unreadable");
    if (parser->context)
        tk_text_format(&message, " %s", parser->context);
    stop(self, mark, tk_text_string(&message));
    tk_text_free(&message);
}

static void read_events(reader *self, const char *bytes, size_t len)
{
    bool ended = false;
    while (!ended && !self->stopped) {
        yaml_event_t event;
        if (!yaml_parser_parse(&self->parser, &event)) {
            if (self->parser.error == YAML_MEMORY_ERROR)
                tk_memory_end();
            complain_of_syntax(self, bytes, len);
            return;
        }
        read_event(self, &event);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
}

const tk_yaml *tk_yaml_read(tk_arena *arena, const char *path, const void *bytes, size_t len,
                            tk_diagnostics *diagnostics)
{
    reader self = {.arena = arena, .path = path, .diagnostics = diagnostics};
    if (!yaml_parser_initialize(&self.parser))
        tk_memory_end();
    yaml_parser_set_input_string(&self.parser, bytes, len);
    read_events(&self, bytes, len);
    if (!self.root && !self.stopped)
        complain(&self, (yaml_mark_t){0}, "the file is empty");
    yaml_parser_delete(&self.parser);
    tk_vec_free(&self.pending);
    return self.root;
}

uint32_t tk_yaml_count(const tk_yaml *self)
{
    return self->kind == TK_YAML_SCALAR ? 1 : self->count;
}

const tk_yaml *tk_yaml_item(const tk_yaml *self, uint32_t i)
{
    return self->kind == TK_YAML_SCALAR ? self : self->items[i];
}

bool tk_yaml_empty(const tk_yaml *self)
{
    return self->kind == TK_YAML_SCALAR && self->plain && self->text.len == 0;
}
