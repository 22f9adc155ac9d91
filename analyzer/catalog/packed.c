#include "catalog/packed.h"

#include <assert.h>

enum { KIND_MASK = 3, PLAIN = 4, INLINE_TEXT = 8 };

static void put_number(tk_text *out, uint32_t number)
{
    for (; number >= 0x80; number >>= 7)
        tk_text_add_char(out, (char)(0x80 | (number & 0x7F)));
    tk_text_add_char(out, (char)number);
}

// Both directions call themselves as deep as the YAML nests, which its reader limits.
static void put_node(const tk_yaml *node, uint32_t *line, tk_text *out)
{
    int flags = (node->plain ? PLAIN : 0) | (node->inline_text ? INLINE_TEXT : 0);
    assert(node->line >= *line);
    tk_text_add_char(out, (char)(node->kind | flags));
    put_number(out, node->line - *line);
    put_number(out, node->column);
    *line = node->line;
    if (node->kind == TK_YAML_SCALAR) {
        put_number(out, (uint32_t)node->text.len);
        tk_text_add_slice(out, node->text);
        tk_text_add_char(out, '\0');
        return;
    }
    put_number(out, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        put_node(node->items[i], line, out);
}

void tk_yaml_pack(const tk_yaml *root, tk_text *out)
{
    uint32_t line = 0;
    tk_text_add_char(out, '\0');
    put_node(root, &line, out);
}

bool tk_yaml_is_packed(const void *bytes, size_t len)
{
    return len > 0 && *(const unsigned char *)bytes == '\0';
}

static uint32_t take_number(const unsigned char **at)
{
    uint32_t number = 0;
    for (int shift = 0;; shift += 7) {
        assert(shift < 32);
        number |= (uint32_t)(**at & 0x7F) << shift;
        if (*(*at)++ < 0x80)
            return number;
    }
}

static const tk_yaml *take_node(tk_arena *arena, const unsigned char **at, uint32_t *line)
{
    tk_yaml *node = TK_ARENA_NEW(arena, tk_yaml);
    int flags = *(*at)++;
    node->kind = flags & KIND_MASK;
    node->plain = flags & PLAIN;
    node->inline_text = flags & INLINE_TEXT;
    node->line = *line += take_number(at);
    node->column = take_number(at);
    uint32_t count = take_number(at);
    if (node->kind == TK_YAML_SCALAR) {
        node->text = (tk_slice){(const char *)*at, count};
        *at += count + 1;
        return node;
    }
    node->count = count;
    node->items = TK_ARENA_ARRAY(arena, const tk_yaml *, count);
    for (uint32_t i = 0; i < count; i++)
        node->items[i] = take_node(arena, at, line);
    return node;
}

const tk_yaml *tk_yaml_unpack(tk_arena *arena, const void *bytes)
{
    const unsigned char *at = bytes;
    uint32_t line = 0;
    assert(*at == '\0');
    at++;
    return take_node(arena, &at, &line);
}
