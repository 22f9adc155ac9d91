// Lists of rows that are given to a library to make one tensor of them.
#include "infer/derived.h"

enum { TEXTS = 1, NUMBERS = 2, SEQUENCES = 4, UNKNOWNS = 8 };

// What one item of a row is, as the library sees it.
static unsigned kinds_of(tk_infer *self, tk_value item)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, item, members);
    unsigned kinds = 0;
    for (uint32_t i = 0; i < count; i++) {
        const tk_value_row *row = tk_value_of(self->pool, members[i]);
        switch (tk_value_family(self->pool, members[i])) {
        case TK_FAMILY_TEXT:
            kinds |= TEXTS;
            break;
        case TK_FAMILY_SCALAR:
            kinds |= NUMBERS;
            break;
        case TK_FAMILY_TUPLE:
        case TK_FAMILY_LIST:
            kinds |= SEQUENCES;
            break;
        case TK_FAMILY_ARRAY:   // numbers of unknown rank: no text in any case
            kinds |= row->dtype == TK_DTYPE_STR || row->dtype == TK_DTYPE_OBJECT ? UNKNOWNS
                     : row->rank > 0 ? SEQUENCES : row->rank == 0 ? NUMBERS : SEQUENCES | UNKNOWNS;
            break;
        default:
            kinds |= UNKNOWNS;
        }
    }
    return kinds;
}

static unsigned kinds_in_row(tk_infer *self, tk_fact row)
{
    unsigned kinds = 0;
    tk_family family = tk_value_family(self->pool, row.value);
    if (family == TK_FAMILY_LIST)
        return kinds_of(self, tk_container_contents(self, row).element.value);
    if (family != TK_FAMILY_TUPLE)
        return UNKNOWNS;
    for (uint32_t i = 0; i < tk_value_item_count(self->pool, row.value); i++)
        kinds |= kinds_of(self, tk_value_item(self->pool, row.value, i));
    return kinds;
}

bool tk_rows_mixed(tk_infer *self, tk_fact list)
{
    if (tk_value_family(self->pool, list.value) != TK_FAMILY_LIST)
        return false;
    unsigned kinds = kinds_in_row(self, tk_container_contents(self, list).element);
    if (kinds & TEXTS)
        return (kinds & (NUMBERS | SEQUENCES)) && !(kinds & UNKNOWNS && !(kinds & SEQUENCES));
    return kinds == (NUMBERS | SEQUENCES);
}
