// What other modules of the project define, taken over into this one when it is asked for.
//
// A module that was analysed does not change any more; those that import it read its tables, from
// several threads. Its values, functions, classes and objects get numbers of their own here, by the
// module in which they were defined, so that a class that two modules pass on is one class. What is
// called is interpreted here with a copy of its IR; what is put into its objects and attributes is
// seen here only.
#ifndef TK_INFER_LINK_H
#define TK_INFER_LINK_H

#include "infer/program.h"

struct tk_infer;

// One spelling of an import statement and the module of the project that it means.
typedef struct tk_visible {
    const char *spelled;            // "pkg.part", "..part"; owned by the project
    uint32_t module;                // its number in the project, from 1
    const struct tk_infer *image;   // NULL: not analysed yet (in a cycle of imports)
} tk_visible;

// What a module can see of its project; the rows and the context are the project's and outlive it.
typedef struct tk_surroundings {
    uint32_t module;                // the number of the module itself; 0: it stands alone
    const tk_visible *visible;
    uint32_t count;
    // The image that `reader` should read of a module that others pass on; NULL: the one they have.
    const struct tk_infer *(*image_of)(const void *context, uint32_t reader, uint32_t module);
    const void *context;
    bool draft;                     // it will be analysed again: two rounds are enough
} tk_surroundings;

// A module of which something is used here.
typedef struct tk_link {
    uint32_t module;
    const struct tk_infer *image;
    uint32_t scope;                 // the scope here that stands for its module scope
} tk_link;

typedef struct tk_link_slot {
    uint64_t key;                   // what, of which link, its number there; 0: free
    uint32_t ours;
} tk_link_slot;

typedef struct tk_links {
    tk_surroundings around;
    tk_name *spelled;               // around.visible[i].spelled as a name; owned
    TK_VEC(tk_link) list;           // [0] unused: the module itself
    tk_link_slot *slots;            // hash table; owned
    uint32_t slot_count, used;
    uint32_t deep;                  // classes being taken over for the sake of others: a base's base
} tk_links;

void tk_links_init(struct tk_infer *self, const tk_surroundings *around);
void tk_links_free(tk_links *self);

// A module spelled in an import statement of module `link` (0: this one); -1 when the project has
// none, 0 for this module itself.
int64_t tk_link_spelled(struct tk_infer *self, uint32_t link, tk_name spelled);
// What a module binds, also by star imports; BOTTOM when it binds no such name.
tk_fact tk_link_member(struct tk_infer *self, uint32_t link, tk_name name);
// What the star imports of a module bring in; BOTTOM when they do not bring this name.
tk_fact tk_link_starred(struct tk_infer *self, uint32_t link, tk_name name);

// Takes over what was left out when these rows were made; nothing to do for the file's own.
void tk_link_def(struct tk_infer *self, uint32_t def);
void tk_link_object(struct tk_infer *self, tk_object_id object);
// A variable of another module's scope as that module left it.
tk_fact tk_link_cell(struct tk_infer *self, uint32_t scope, uint32_t slot);
// Rows of another module's class, made here on the first use; NULL: it has none.
tk_class_attribute *tk_link_class_member(struct tk_infer *self, uint32_t project_class, tk_name name);
tk_class_attribute *tk_link_class_attribute(struct tk_infer *self, uint32_t project_class,
                                            tk_name name);

// link_code.c: copies the code of a linked function or class body.
tk_code *tk_link_def_code(struct tk_infer *self, uint32_t def);
tk_code *tk_link_class_code(struct tk_infer *self, uint32_t project_class);

// --- shared by the link files ------------------------------------------------------------------------

typedef enum tk_linked_kind {
    TK_LINKED_VALUE = 1, TK_LINKED_DEF, TK_LINKED_CLASS, TK_LINKED_SCOPE, TK_LINKED_ORIGIN,
} tk_linked_kind;

// What was taken over has the number `*ours` here; false: it was not yet.
bool tk_link_taken(const struct tk_infer *self, tk_linked_kind kind, uint32_t link, uint32_t theirs,
                   uint32_t *ours);
void tk_link_take(struct tk_infer *self, tk_linked_kind kind, uint32_t link, uint32_t theirs,
                  uint32_t ours);
const struct tk_infer *tk_link_image(const struct tk_infer *self, uint32_t link);
// The link to a module that the image of `link` has taken something from; `link` when it has not.
uint32_t tk_link_through(struct tk_infer *self, uint32_t link, uint32_t module);

// Their numbers as they are here.
tk_value tk_link_value(struct tk_infer *self, uint32_t link, tk_value theirs);
tk_fact tk_link_fact(struct tk_infer *self, uint32_t link, tk_fact theirs);
tk_name tk_link_name(struct tk_infer *self, uint32_t link, tk_name theirs);
tk_node tk_link_node(struct tk_infer *self, uint32_t link, tk_node theirs);
tk_origin tk_link_origin(struct tk_infer *self, uint32_t link, tk_origin theirs);
uint32_t tk_link_scope(struct tk_infer *self, uint32_t link, uint32_t theirs);
uint32_t tk_link_def_of(struct tk_infer *self, uint32_t link, uint32_t theirs);
uint32_t tk_link_class_of(struct tk_infer *self, uint32_t link, uint32_t theirs);

#endif
