// For people: each finding with its source line, where the value came from, and what to write instead.
//
//     train.py:14:3: TK101 'x' is an array: TypeError when this line is reached.
//        |
//     12 | x = zeros(3)
//        |     ----------- made here
//        :
//     14 | d[x] = 1
//        |   ^
//        = help: use tuple(x.tolist()) as the key
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/display.h"
#include "report/report.h"

enum { TAB_WIDTH = 4, NARROWEST = 40 };

// One finding while it is drawn.
typedef struct drawing {
    tk_style style;
    uint32_t width;    // of the terminal; 0: lines are not cropped
    int gutter;        // columns of the widest line number
    const char *path;  // of the source line drawn last
    uint32_t cell;     // and its cell in a notebook
    uint32_t line;     // its number; 0: none yet
    uint32_t from;     // the first of its columns that was shown
    tk_applicability least;  // of fixes that are marked
} drawing;

// A source line in terminal columns.
typedef struct strip {
    tk_slice text;
    uint32_t total;             // columns of the whole text
    uint32_t key_from, key_to;  // columns of the marked part
    uint32_t from, to;          // columns of the window that is shown
} strip;

static uint32_t glyph_width(const tk_glyph *glyph, uint32_t column)
{
    return glyph->bytes[0] == '\t' ? TAB_WIDTH - column % TAB_WIDTH : glyph->width;
}

static strip measure(const tk_place *place, uint32_t room)
{
    strip self = {.text = tk_slice_of(place->excerpt)};
    uint32_t point = place->excerpt_column ? place->excerpt_column : 1;
    uint32_t column = 0;
    uint32_t end = place->to.line > place->from.line ? UINT32_MAX : place->to.column;
    self.key_from = self.key_to = UINT32_MAX;
    for (size_t i = 0; i < self.text.len; point++) {
        tk_glyph glyph = tk_display_glyph(self.text, i);
        if (point == place->from.column)
            self.key_from = column;
        if (point == end)
            self.key_to = column;
        column += glyph_width(&glyph, column);
        i += glyph.taken;
    }
    self.total = column;
    self.key_from = self.key_from > column ? column : self.key_from;
    self.key_to = self.key_to > column ? column : self.key_to;
    self.to = column;
    if (room && column > room) {
        uint32_t third = room / 3;
        self.from = self.key_from > third ? self.key_from - third : 0;
        if (self.from + room > column)
            self.from = column - room;
        self.to = self.from + room;
    }
    return self;
}

static void add_spaces(tk_text *out, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        tk_text_add_char(out, ' ');
}

// The ellipses stand where a character was cut away, so the columns below stay in line.
static void add_source(tk_text *out, const strip *self, bool cropped_before)
{
    uint32_t column = 0;
    if (self->from > 0 || cropped_before)
        tk_text_add_string(out, "\xE2\x80\xA6");
    else
        tk_text_add_char(out, ' ');
    for (size_t i = 0; i < self->text.len;) {
        tk_glyph glyph = tk_display_glyph(self->text, i);
        uint32_t width = glyph_width(&glyph, column);
        if (column >= self->from && column + width <= self->to) {
            if (glyph.bytes[0] == '\t')
                add_spaces(out, width);
            else
                tk_text_add_string(out, glyph.bytes);
        } else if (column < self->from && column + width > self->from) {
            add_spaces(out, column + width - self->from);
        }
        column += width;
        i += glyph.taken;
    }
    if (self->to < self->total)
        tk_text_add_string(out, "\xE2\x80\xA6");
    while (out->len && out->at[out->len - 1] == ' ')
        out->at[--out->len] = '\0';
}

static void add_gutter(const drawing *self, const char *number, const char *bar)
{
    tk_style_begin(&self->style, TK_STYLE_GUTTER);
    tk_text_format(self->style.out, "%*s %s", self->gutter, number, bar);
    tk_style_end(&self->style);
}

static void add_marks(const drawing *self, const strip *source, char mark, tk_style_name color,
                      const char *label)
{
    tk_text *out = self->style.out;
    uint32_t from = source->key_from < source->to ? source->key_from : source->to;
    uint32_t to = source->key_to < source->to ? source->key_to : source->to;
    add_gutter(self, "", "|");
    add_spaces(out, 1 + from - source->from);
    tk_style_begin(&self->style, color);
    tk_text_add_char(out, mark);
    for (uint32_t i = from + 1; i < to; i++)
        tk_text_add_char(out, mark);
    if (label && *label) {
        tk_text_add_char(out, ' ');
        tk_display_line(out, tk_slice_of(label));
    }
    tk_style_end(&self->style);
    tk_text_add_char(out, '\n');
}

// What stands between the line drawn last and the next one.
static void add_gap(drawing *self, const tk_place *place)
{
    tk_text *out = self->style.out;
    bool here = strcmp(place->path, self->path) == 0;
    if (!here || place->cell != self->cell) {
        add_gutter(self, "", "::: ");
        if (!here) {
            tk_display_name(out, tk_slice_of(place->path));
            tk_text_add_char(out, ':');
        }
        tk_place_print(place, out);
        tk_text_add_char(out, '\n');
    } else if (self->line == 0) {
        add_gutter(self, "", "|\n");
    } else if (place->from.line != self->line + 1) {
        add_gutter(self, "", ":\n");
    }
}

static void draw_place(drawing *self, const tk_place *place, char mark, tk_style_name color,
                       const char *label)
{
    uint32_t used = (uint32_t)self->gutter + 5;
    uint32_t room = self->width == 0                 ? 0
                    : self->width > used + NARROWEST ? self->width - used
                                                     : NARROWEST;
    strip source = measure(place, room);
    // A long line is shown again when this part of it was not.
    if (self->line != place->from.line || self->cell != place->cell || self->from != source.from ||
        strcmp(place->path, self->path) != 0) {
        char number[16];
        snprintf(number, sizeof number, "%u", place->from.line);
        add_gap(self, place);
        add_gutter(self, number, "|");
        add_source(self->style.out, &source, place->excerpt_column > 1);
        tk_text_add_char(self->style.out, '\n');
    }
    self->line = place->from.line;
    self->from = source.from;
    self->cell = place->cell;
    self->path = place->path;
    add_marks(self, &source, mark, color, label);
}

// One place of a finding with what is drawn below it.
typedef struct mark {
    const tk_place *place;
    const char *label;  // NULL: none
    bool is_key;
} mark;

static int compare_marks(const void *a, const void *b)
{
    const mark *left = a, *right = b;
    const tk_position *first = &left->place->from, *second = &right->place->from;
    if (left->place->cell != right->place->cell)
        return left->place->cell < right->place->cell ? -1 : 1;
    if (first->line != second->line)
        return first->line < second->line ? -1 : 1;
    if (left->is_key != right->is_key)
        return left->is_key ? 1 : -1;
    return first->column < second->column ? -1 : first->column > second->column;
}

static bool same_place(const tk_place *a, const tk_place *b)
{
    return a->start == b->start && a->end == b->end && strcmp(a->path, b->path) == 0;
}

// What is drawn: places in other files as they come, then those of the key's file from top to bottom.
// An origin that is the key itself becomes its label. Returns how many; `marks` has room for all.
static uint32_t collect_marks(const tk_finding *finding, mark *marks)
{
    const tk_place *key = &finding->place;
    uint32_t others = 0, len = 0;
    const char *label = NULL;
    for (int own = 0; own <= 1; own++) {
        others = own ? len : 0;
        for (uint32_t i = 0; i < finding->related.len; i++) {
            const tk_related *related = &finding->related.at[i];
            if ((strcmp(related->place.path, key->path) == 0) != own)
                continue;
            if (same_place(&related->place, key))
                label = related->message;
            else
                marks[len++] = (mark){&related->place, related->message, false};
        }
    }
    marks[len++] = (mark){key, label, true};
    qsort(marks + others, len - others, sizeof *marks, compare_marks);
    return len;
}

static int gutter_width(const mark *marks, uint32_t len)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < len; i++)
        if (marks[i].place->from.line > last)
            last = marks[i].place->from.line;
    return snprintf(NULL, 0, "%u", last);
}

static void add_footnote(const drawing *self, const char *kind, const char *text)
{
    add_gutter(self, "", "= ");
    tk_style_begin(&self->style, TK_STYLE_HELP);
    tk_text_format(self->style.out, "%s: ", kind);
    tk_style_end(&self->style);
    tk_display_line(self->style.out, tk_slice_of(text));
    tk_text_add_char(self->style.out, '\n');
}

static bool is_other_line(const tk_fix *fix, const tk_finding *finding, uint32_t index)
{
    const tk_edit *edit = &fix->edits.at[index];
    uint32_t line = edit->file_from.line;
    bool known = line == finding->place.file_from.line;
    for (uint32_t i = 0; i < index && !known; i++)
        known = fix->edits.at[i].file_from.line == line;
    return !known;
}

// "(also in lines 3 and 9; with --unsafe-fixes)"
static void add_conditions(const tk_fix *fix, const tk_finding *finding, tk_text *out)
{
    static const char *const levels[] = {"only shown", "with --unsafe-fixes", ""};
    uint32_t others = 0, told = 0;
    for (uint32_t i = 0; i < fix->edits.len; i++)
        others += is_other_line(fix, finding, i);
    if (!others && !fix->others.len && !levels[fix->applicability][0])
        return;
    tk_text_add_string(out, " (");
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        if (!is_other_line(fix, finding, i))
            continue;
        const char *before = told == 0 ? (others > 1 ? "also in lines " : "also in line ")
                             : told + 1 == others ? " and " : ", ";
        tk_text_format(out, "%s%u", before, fix->edits.at[i].from.line);
        if (fix->edits.at[i].cell != finding->place.cell)
            tk_text_format(out, " of cell %u", fix->edits.at[i].cell);
        told++;
    }
    for (uint32_t i = 0; i < fix->others.len; i++) {
        tk_text_add_string(out, others || i ? ", in " : "also in ");
        tk_display_name(out, tk_slice_of(fix->others.at[i].path));
    }
    if (levels[fix->applicability][0])
        tk_text_format(out, "%s%s", others || fix->others.len ? "; " : "", levels[fix->applicability]);
    tk_text_add_char(out, ')');
}

static bool says_the_same(const char *advice, const char *title)
{
    size_t len = strlen(title);
    len -= len && title[len - 1] == '.';
    return strncmp(advice, title, len) == 0 && strcmp(advice + len, ".") == 0;
}

// What to do by hand is not said again by what --fix would do.
static void add_advice(const drawing *self, const tk_finding *finding)
{
    const tk_fix *fix = tk_finding_fix(finding, TK_FIX_UNSAFE);
    if (!fix && finding->fixes.len)
        fix = &finding->fixes.at[0];
    if (finding->advice && !(fix && says_the_same(finding->advice, fix->title)))
        add_footnote(self, "help", finding->advice);
    if (fix) {
        tk_text text = {0};
        tk_text_add_string(&text, fix->title);
        add_conditions(fix, finding, &text);
        add_footnote(self, "fix", text.at);
        tk_text_free(&text);
    }
    if (finding->unfixed)
        add_footnote(self, "note", finding->unfixed);
}

static void draw_finding(drawing *self, const tk_finding *finding)
{
    mark *marks = tk_memory_alloc((finding->related.len + 1) * sizeof *marks);
    uint32_t len = collect_marks(finding, marks);
    tk_style_name color = tk_style_of_level(finding->level);
    self->gutter = gutter_width(marks, len);
    self->path = finding->place.path;
    self->cell = finding->place.cell;
    self->line = 0;
    tk_display_heading(&self->style, finding, self->least);
    tk_text_add_char(self->style.out, '\n');
    for (uint32_t i = 0; i < len; i++)
        draw_place(self, marks[i].place, marks[i].is_key ? '^' : '-',
                   marks[i].is_key ? color : TK_STYLE_RELATED, marks[i].label);
    add_advice(self, finding);
    tk_text_add_char(self->style.out, '\n');
    free(marks);
}

void tk_report_full(const tk_report *self, tk_text *out)
{
    drawing state = {.style = {out, self->color, self->links ? self->homepage : NULL},
                     .width = self->width,
                     .least = self->least};
    for (uint32_t i = 0; i < self->findings.len; i++)
        draw_finding(&state, self->findings.at[i]);
}
