// Names for keys that are made once: no two different keys of a function have the same, whichever of the
// fixes that are offered are applied.
#include <string.h>

#include "fix/fix.h"

enum { MOST_IN_FUNCTION = 100 };   // kinds of fixes count, too

static bool is_in_function(const tk_fixer *self, tk_node function, tk_slice name)
{
    uint32_t stop = tk_node_row_of(self->nodes, function)->stop;
    for (tk_node at = function; at.i < stop; at.i++)
        if (tk_node_kind(self->nodes, at) == TK_KIND_IDENTIFIER &&
            tk_slice_equal(tk_node_text(self->nodes, at), name))
            return true;
    return false;
}

// The first of the keys that got a name in this function, or one behind it.
static uint32_t first_in(const tk_fixer *self, tk_node function)
{
    uint32_t low = 0, high = self->shared_keys.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->shared_keys.at[middle].function.i < function.i)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Another key has it, of this fix or of one that may be applied together with it.
static bool is_taken(const tk_shared_key *keys, uint32_t count, const tk_shared_key *key)
{
    for (uint32_t i = 0; i < count; i++)
        if (keys[i].name.i == key->name.i && keys[i].text.i != key->text.i &&
            (keys[i].group != key->group || keys[i].turn == key->turn))
            return true;
    return false;
}

static bool choose(const tk_fixer *self, tk_shared_key *key, tk_slice array)
{
    uint32_t from = first_in(self, key->function), to = from;
    while (to < self->shared_keys.len && self->shared_keys.at[to].function.i == key->function.i)
        to++;
    tk_text own = {0};
    tk_text_add(&own, array.at, array.len);
    tk_text_add_string(&own, "_key");
    tk_slice names[] = {TK_SLICE("key"), {own.at, own.len}};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && !found && to - from < MOST_IN_FUNCTION; i++) {
        key->name = tk_names_add(self->unit->names, names[i]);
        found = !is_taken(self->shared_keys.at + from, to - from, key) &&
                !is_in_function(self, key->function, names[i]);
    }
    tk_text_free(&own);
    return found;
}

tk_name tk_key_name(tk_fixer *self, tk_shared_key *key, tk_slice array)
{
    if (!choose(self, key, array))
        return (tk_name){0};
    uint32_t at = first_in(self, key->function);
    tk_vec_push(&self->shared_keys, *key);
    memmove(&self->shared_keys.at[at + 1], &self->shared_keys.at[at],
            (self->shared_keys.len - 1 - at) * sizeof *key);
    self->shared_keys.at[at] = *key;
    return key->name;
}
