#include "catalog/describe.h"

#include "catalog/words.h"
#include "catalog/template.h"

#include <string.h>

enum { WIDTH = 80, INDENT = 4 };

// Adds one paragraph's words in lines of at most WIDTH columns.
static void add_wrapped(tk_text *out, tk_slice words, int indent)
{
    int column = 0;
    size_t i = 0;
    while (i < words.len) {
        size_t end = i;
        int width = 0;
        for (; end < words.len && words.at[end] != ' ' && words.at[end] != '\n'; end++)
            width += ((unsigned char)words.at[end] & 0xC0) != 0x80;
        if (width > 0) {
            if (column > 0 && column + 1 + width > WIDTH) {
                tk_text_add_char(out, '\n');
                column = 0;
            }
            tk_text_format(out, "%*s", column ? 1 : indent, "");
            tk_text_add(out, words.at + i, end - i);
            column += (column ? 1 : indent) + width;
        }
        i = end + 1;
    }
    if (column)
        tk_text_add_char(out, '\n');
}

// What stands before the next empty line; *rest becomes what follows.
static tk_slice next_paragraph(const char **rest)
{
    while (**rest == '\n')
        (*rest)++;
    const char *end = strstr(*rest, "\n\n");
    tk_slice paragraph = {*rest, end ? (size_t)(end - *rest) : strlen(*rest)};
    *rest += paragraph.len;
    return paragraph;
}

static void add_prose(tk_text *out, const char *text, int indent)
{
    bool first = true;
    for (tk_slice paragraph; (paragraph = next_paragraph(&text)).len; first = false) {
        if (!first)
            tk_text_add_char(out, '\n');
        add_wrapped(out, paragraph, indent);
    }
}

static void add_code(tk_text *out, const char *code, int indent)
{
    while (*code) {
        size_t len = strcspn(code, "\n");
        if (len)
            tk_text_format(out, "%*s", indent, "");
        tk_text_add(out, code, len);
        tk_text_add_char(out, '\n');
        code += len + (code[len] == '\n');
    }
}

// Prose whose characters mean themselves in Markdown as well.
static void add_escaped(tk_text *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_[]<>#", *text))
            tk_text_add_char(out, '\\');
        tk_text_add_char(out, *text);
    }
}

// What people read in place of the placeholders when no finding fills them in.
static void add_template(tk_text *out, const char *text)
{
    static const struct {
        const char *placeholder, *stands_for;
    } examples[] = {{"{key}", "x"},
                    {"{key.primary}", "x"},
                    {"{key.class}", "the class"},
                    {"{key.refused}", "unhashable type: 'the class'"},
                    {"{key.type}", "an array"},
                    {"{key.origin}", "where it was made"},
                    {"{container}", "the container"},
                    {"{site}", "the place"}};
    tk_template_version version = {0};
    while (*text) {
        size_t len = strcspn(text, "{");
        tk_text_add(out, text, len);
        text += len;
        if (*text && tk_template_turn(&version, text, &len, out)) {
            text += len;
            continue;
        }
        for (size_t i = 0; *text && i < sizeof examples / sizeof *examples; i++) {
            if (!tk_slice_starts(tk_slice_of(text), examples[i].placeholder))
                continue;
            tk_text_add_string(out, examples[i].stands_for);
            text += strlen(examples[i].placeholder);
            break;
        }
    }
}

static const char *harm_sentence(tk_harm harm)
{
    static const char *const sentences[] = {
        [TK_HARM_RAISES] = "Python raises when the line is reached.",
        [TK_HARM_IDENTITY] = "Hashes silently by identity, so equal arrays never match.",
        [TK_HARM_UNSOUND] = "A derived key that can collide, go stale or miss.",
        [TK_HARM_TRAP] = "Looks right and does something else.",
        [TK_HARM_CONTRACT] = "An operation whose shapes, types or labels cannot work.",
        [TK_HARM_TOOL] = "About the scan itself.",
    };
    return sentences[harm];
}

static void add_sites(tk_text *out, const tk_rule *rule)
{
    const char *between = "";
    for (int site = 0; site < TK_SITE_COUNT; site++) {
        if (!(rule->sites >> site & 1))
            continue;
        tk_text_format(out, "%s%s", between, tk_site_text((tk_site_kind)site));
        between = ", ";
    }
}

static void add_level(tk_text *out, const tk_rule *rule)
{
    tk_text_add_string(out, tk_level_text(rule->level));
    uint32_t told = UINT32_C(1) << rule->level;
    for (uint16_t i = 0; i < rule->level_count; i++) {
        if (!(told >> rule->levels[i].level & 1))
            tk_text_format(out, " or %s", tk_level_text(rule->levels[i].level));
        told |= UINT32_C(1) << rule->levels[i].level;
    }
}

static void add_title(const tk_rule *rule, const char *heading, tk_text *out)
{
    tk_text_format(out, "%s%s %s\n\n", heading, rule->code, rule->name);
    tk_text_add_string(out, "Level: ");
    add_level(out, rule);
    tk_text_format(out, "; class: %s; since %s", tk_harm_text(rule->harm), rule->since);
    if (rule->sites) {
        tk_text_add_string(out, "; at: ");
        add_sites(out, rule);
    }
    tk_text_format(out, "\n\n%s\n", harm_sentence(rule->harm));
}

static void add_advice(tk_text *out, const tk_rule *rule, bool markdown)
{
    for (uint16_t i = 0; i < rule->advice_count; i++) {
        tk_text advice = {0}, lines = {0};
        add_template(&advice, rule->advice[i].text);
        tk_slice words = {tk_text_string(&advice), advice.len};
        if (markdown) {
            tk_text_add_string(out, "- ");
            add_escaped(out, words.at);
            tk_text_add_char(out, '\n');
        } else {
            add_wrapped(&lines, words, INDENT + 2);
            tk_text_format(out, "%*s- %s", INDENT, "", tk_text_string(&lines) + INDENT + 2);
        }
        tk_text_free(&advice);
        tk_text_free(&lines);
    }
}

// One section; every kind of output names the same ones in the same order.
static void add_section(tk_text *out, const char *title, const char *text, bool code, bool markdown)
{
    if (!text)
        return;
    tk_text_format(out, markdown ? "\n## %s\n\n" : "\n%s\n", title);
    if (!markdown && code) {
        add_code(out, text, INDENT);
    } else if (!markdown) {
        add_prose(out, text, INDENT);
    } else if (code) {
        tk_text_add_string(out, "```python\n");
        add_code(out, text, 0);
        tk_text_add_string(out, "```\n");
    } else {
        add_escaped(out, text);
        if (out->at[out->len - 1] != '\n')
            tk_text_add_char(out, '\n');
    }
}

static void add_sections(tk_text *out, const tk_rule *rule, bool markdown)
{
    add_section(out, "Why", rule->why, false, markdown);
    add_section(out, "Bad", rule->bad, true, markdown);
    add_section(out, "Good", rule->good, true, markdown);
    if (rule->advice_count) {
        tk_text_add_string(out, markdown ? "\n## What to do\n\n" : "\nWhat to do\n");
        add_advice(out, rule, markdown);
    }
    add_section(out, "How often it is right", rule->measured, false, markdown);
    add_section(out, "When it is deliberate", rule->deliberate, false, markdown);
    add_section(out, "How to silence it", rule->suppress, false, markdown);
    if (rule->reference_count)
        tk_text_add_string(out, markdown ? "\n## References\n\n" : "\nReferences\n");
    for (uint16_t i = 0; i < rule->reference_count; i++)
        tk_text_format(out, markdown ? "- <%s>\n" : "    %s\n", rule->references[i]);
}

void tk_rule_describe(const tk_rule *rule, tk_text *out)
{
    add_title(rule, "", out);
    add_sections(out, rule, false);
}

void tk_rule_markdown(const tk_rule *rule, tk_text *out)
{
    add_title(rule, "# ", out);
    add_sections(out, rule, true);
}

tk_precision tk_rule_precision(const tk_rule *rule)
{
    return (tk_precision)rule->precision;
}

const char *tk_precision_text(tk_precision precision)
{
    return tk_vocabulary_text(&tk_words_precision, (uint8_t)precision);
}
