// What is said of a site: the rule's texts with their placeholders filled.
#include "verdict.h"

#include <ctype.h>
#include <string.h>

#include "catalog/template.h"

void tk_verdict_type(tk_infer *infer, tk_value value, tk_text *out)
{
    const tk_pool *pool = tk_infer_pool(infer);
    const tk_value_row *row = tk_value_of(pool, value);
    tk_slice name = tk_infer_class_prints(infer, value);
    bool vowel = name.len && strchr("aeiouAEIOU", name.at[0]);
    bool array = tk_value_family(pool, value) == TK_FAMILY_ARRAY;
    if (array && row->rank == 0)
        tk_text_add_string(out, "a 0-d ");
    else if (array && row->rank > 0)
        tk_text_format(out, "a %d-D ", row->rank);
    else
        tk_text_add_string(out, vowel ? "an " : "a ");
    tk_text_add_slice(out, name);
}

// A key that spans lines, or is long, is shown by its beginning.
static void add_source(tk_text *out, tk_slice text)
{
    enum { LONGEST = 60 };
    size_t len = 0;
    while (len < text.len && len < LONGEST && text.at[len] != '\n' && text.at[len] != '\r')
        len++;
    while (len > 0 && len < text.len && ((unsigned char)text.at[len] & 0xC0) == 0x80)
        len--;
    tk_text_add(out, text.at, len);
    if (len < text.len)
        tk_text_add_string(out, "...");
}

// Can ".item()" follow this text as it is? Names, attributes, calls and subscripts are primaries.
static bool is_primary(tk_slice text)
{
    int depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '\n')
            return false;
        depth += strchr("([{", c) != NULL;
        bool inner = depth > 0;
        depth -= strchr(")]}", c) != NULL;
        if (!inner && !isalnum(c) && c != '_' && c != '.' && c < 0x80)
            return false;
    }
    return text.len > 0 && !isdigit((unsigned char)text.at[0]);
}

// A key that is too long to be repeated inside another expression is called by its role.
static void add_primary(tk_text *out, tk_slice text)
{
    enum { LONGEST = 40 };
    if (text.len > LONGEST || memchr(text.at, '\n', text.len))
        tk_text_add_string(out, "key");
    else
        tk_text_format(out, is_primary(text) ? "%.*s" : "(%.*s)", (int)text.len, text.at);
}

static void add_origin(tk_infer *infer, const tk_case *facts, tk_text *out)
{
    const tk_origins *origins = tk_infer_origins(infer);
    tk_origin origin = facts->site->fact.origin;
    if (!origin.i)
        return;
    tk_program *program = tk_infer_program(infer);
    add_source(out, tk_node_text(&program->syntax->nodes, origins->rows.at[origin.i].node));
}

// What the error says: most classes leave the words to Python.
static void add_refused(tk_infer *infer, tk_value culprit, tk_text *out)
{
    const tk_catalog *catalog = tk_pool_catalog(tk_infer_pool(infer));
    tk_class_id cls = tk_value_catalog_class(tk_infer_pool(infer), culprit);
    tk_name refuses = cls.i ? tk_class_of(catalog, cls)->refuses : (tk_name){0};
    if (refuses.i) {
        tk_text_add_slice(out, tk_names_text(tk_infer_program(infer)->names, refuses));
        return;
    }
    tk_text_add_string(out, "unhashable type: '");
    tk_text_add_slice(out, tk_infer_class_prints(infer, culprit));
    tk_text_add_char(out, '\'');
}

static void add_placeholder(tk_infer *infer, const tk_case *facts, tk_slice name, tk_text *out)
{
    if (tk_slice_is(name, "key"))
        add_source(out, facts->key_text);
    else if (tk_slice_is(name, "key.primary"))
        add_primary(out, facts->key_text);
    else if (tk_slice_is(name, "key.class"))
        tk_text_add_slice(out, tk_infer_class_prints(infer, facts->culprit));
    else if (tk_slice_is(name, "key.refused"))
        add_refused(infer, facts->culprit, out);
    else if (tk_slice_is(name, "key.type"))
        tk_verdict_type(infer, facts->culprit, out);
    else if (tk_slice_is(name, "key.origin"))
        add_origin(infer, facts, out);
    else if (tk_slice_is(name, "container"))
        add_source(out, facts->container_text);
    else if (tk_slice_is(name, "site"))
        tk_text_add_string(out, tk_site_text(facts->site->kind));
}

static void fill(tk_infer *infer, const char *template, const tk_case *facts, tk_text *out)
{
    tk_template_version version = {.target = facts->python};
    for (const char *at = template; *at;) {
        const char *open = strchr(at, '{');
        const char *close = open ? strchr(open, '}') : NULL;
        size_t len = close ? (size_t)(open - at) : strlen(at);
        if (!version.hidden)
            tk_text_add(out, at, len);
        if (!close)
            return;
        if (!tk_template_turn(&version, open, &len, out) && !version.hidden)
            add_placeholder(infer, facts, (tk_slice){open + 1, (size_t)(close - open - 1)}, out);
        at = close + 1;
    }
}

static const char *chosen(tk_infer *infer, const tk_advice *list, uint16_t count,
                          const tk_case *facts)
{
    for (uint16_t i = 0; i < count; i++)
        if (tk_condition_holds(infer, list[i].when, facts))
            return list[i].text;
    return NULL;
}

void tk_verdict_message(tk_infer *infer, const tk_rule *rule, const tk_case *facts, tk_text *out)
{
    const char *special = chosen(infer, rule->messages, rule->message_count, facts);
    fill(infer, special ? special : rule->message, facts, out);
}

void tk_verdict_advice(tk_infer *infer, const tk_rule *rule, const tk_case *facts, tk_text *out)
{
    const char *text = chosen(infer, rule->advice, rule->advice_count, facts);
    if (text)
        fill(infer, text, facts, out);
}
