// Fixes: what to write instead. The files of this folder share this header; the rest of the program
// sees tk_fix_findings and fix/apply.h.
//
// A site has targets: the expressions that are rewritten. A kind of fix (rules/fixes.yaml) says what is
// written for each of them. Sites that share a container make a group, which is rewritten as a whole.
#ifndef TK_FIX_FIX_H
#define TK_FIX_FIX_H

#include "catalog/fixes.h"
#include "scan.h"
#include "unit.h"

// A finding of the file and the site it is about.
typedef struct tk_found {
    uint32_t finding;          // index into the result's findings
    uint32_t site;             // index into the unit's sites
} tk_found;

// Fills in the fixes of the findings, best first, those of the preferred kind before the others, and what
// becomes of containers that other files use.
void tk_fix_findings(tk_unit *unit, tk_suppressions *suppressions, const tk_scan_options *options,
                     const tk_found *found, uint32_t count, tk_file_result *result);

// --- shared by the files of this folder ------------------------------------------------------------

// One expression to rewrite, seen in one or more ways: `str(x)` whole, or the x inside it.
typedef struct tk_target {
    struct {
        tk_target_shape shape;
        tk_node node;          // what is replaced
    } ways[3];
    uint32_t way_count;
    tk_node array;             // the array's expression
    tk_case facts;             // the site's, with the array as the culprit
    bool used_otherwise;       // the key goes on to something that is no look-up
    uint8_t type;              // bit of tk_kept_type: what the replaced expression gives; 0: other
    bool optional;             // a key that nothing is wrong with: may stay where others keep their type
} tk_target;

typedef TK_VEC(tk_target) tk_targets;
typedef TK_VEC(tk_node) tk_node_list;

typedef struct tk_draft {      // an edit while a fix is made
    uint32_t start, end;
    tk_node around;            // a node of the statement it stands in; none: a line of its own
    tk_text text;
} tk_draft;

typedef TK_VEC(tk_draft) tk_drafts;   // sorted by place

// Something that a site has; sites with the same one belong together.
typedef struct tk_site_link {
    enum {
        TK_LINK_CONTAINER,     // a: root of a container that it uses
        TK_LINK_NODE,          // a: the node at which it is
        TK_LINK_NAME,          // a: function, b: name of a container that is not known
        TK_LINK_KEY,           // a: the node of its key; says nothing about belonging together
        TK_LINK_CHANGED,       // a: the key whose array this site changes in place; likewise
    } kind;
    uint32_t a, b;
    uint32_t site;
    uint32_t taken;            // of the first of those that are alike: the last group that took them all
} tk_site_link;

// How a fix can name a module.
typedef struct tk_module_use_of {
    tk_slice module;
    bool usable;
    bool imported;             // under `name`; else by a line of its own at `place`
    tk_slice name;
    uint32_t place;
    bool apart;                // the line wants an empty one before it
} tk_module_use_of;

// A node that evaluates to a container, or to a key that came out of one, and the place where that was made.
typedef struct tk_container_use {
    uint32_t root;
    tk_node node;
} tk_container_use;

// A container that other files may use: its number among roots, and its object.
typedef struct tk_shared_root {
    uint32_t root, object;
} tk_shared_root;

// A key that a fix makes once in a function, under a name.
typedef struct tk_shared_key {
    tk_node function;
    tk_name name, text;
    uint32_t group, turn;      // of the fix: those of one group in different turns exclude each other
} tk_shared_key;

// All sites that a key of one container is used at, and what else is known about that container.
typedef struct tk_group {
    uint32_t id;               // from 1
    TK_VEC(uint32_t) sites;    // indices, ascending
    TK_VEC(uint32_t) roots;
    tk_node_list stripped;     // calls on keys that came out, which say nothing on a number
    bool elsewhere;            // another module made one of its containers
    bool leaves;               // code that is not seen may use the container
    bool unknown_keys;         // some key is not known to be what it is
    bool tuple_keys;           // some key is a plain tuple already
    bool keys_taken_apart;     // a key that comes out is indexed or iterated over
    tk_fix_reason reason;      // why it may only be shown, or NONE
    tk_node because;           // the place that is the reason
    tk_targets targets;        // of all sites
    TK_VEC(uint32_t) owners;   // per target: its site
    bool complete;             // every site has targets
    bool offered;              // some finding of it has its fixes
} tk_group;

enum { TK_GROUP_MOST = 1000 };   // sites of a group that is rewritten: its fix carries an edit for each

typedef struct tk_fixer {
    tk_unit *unit;
    const tk_fixes *fixes;
    const tk_node_table *nodes;
    tk_suppressions *suppressions;
    TK_VEC(tk_container_use) uses, keys;   // sorted by (root, node); made when first asked for
    bool uses_known;
    TK_VEC(tk_site_link) links;      // sorted; made when first asked for
    TK_VEC(tk_module_use_of) modules;   // those that were asked for
    TK_VEC(tk_group *) groups;
    TK_VEC(tk_shared_root) shared;   // sorted
    TK_VEC(tk_shared_key) shared_keys;   // sorted by function
    uint32_t turn;             // of asking once.c
    uint32_t *group_of;        // per site: id of its group, 0 = not asked for
} tk_fixer;

// target.c: false when what is hashed at the site cannot be rewritten.
bool tk_targets_of_site(tk_fixer *self, const tk_nomination *site, tk_targets *out);
bool tk_fixer_is_array(tk_fixer *self, tk_value value);

// names.c
tk_node tk_function_around(const tk_node_table *nodes, tk_node node);   // or none: the module
// Every use of the variable that the identifier `name` stands for, in its function.
void tk_name_places(const tk_node_table *nodes, tk_node name, tk_node_list *out);
// The right side of the only assignment that binds the variable; none when there are others.
tk_node tk_name_bound_to(const tk_node_table *nodes, tk_node name);
bool tk_name_is_bound_at(const tk_node_table *nodes, tk_node place);
// Is the expression used as a key there, or compared, and nothing else?
bool tk_place_is_key(tk_fixer *self, tk_node node);

// link.c
// The index of the first link that is like this one in all but its site, or the number of links.
uint32_t tk_links_first(tk_fixer *self, const tk_site_link *wanted);
bool tk_links_alike(const tk_site_link *a, const tk_site_link *b);
// Where the container was made; 0: it is none, or not known. Of what another module made, a number that no
// place in this one has.
uint32_t tk_fixer_root(const tk_fixer *self, tk_value value);
uint32_t tk_fixer_root_of(const tk_fixer *self, tk_object_id object);
// The container of a site; for `set(xs)` and other calls that make one, what they make.
tk_value tk_fixer_container(const tk_fixer *self, const tk_nomination *site);
// Calls `visit` with every link of the site but that of its key.
void tk_links_of_site(tk_fixer *self, uint32_t site, void (*visit)(void *, tk_site_link), void *context);
bool tk_fixer_is_site(tk_fixer *self, tk_node key);   // something is nominated there

// group.c: the group of a site, or of a container; made once.
tk_group *tk_group_of_site(tk_fixer *self, uint32_t site);
tk_group *tk_group_of_root(tk_fixer *self, uint32_t root);
void tk_group_refuse(tk_group *self, tk_fix_reason reason, tk_node because);
void tk_group_free(tk_group *self);
// Every key of the container is a number or a text, and a whole array is looked up: the site stays as it is.
bool tk_site_among_scalars(const tk_fixer *self, const tk_nomination *site);

// uses.c
void tk_fixer_find_uses(tk_fixer *self);
// The index of the first use of the container, or that of the first one behind it.
uint32_t tk_uses_first(const tk_container_use *uses, uint32_t count, uint32_t root);
// What the node, which evaluates to a container of the group, is used for.
void tk_group_judge_use(tk_fixer *self, tk_group *group, tk_node node);
// Does a function get a key, or a list of them, that knows what to do with arrays only?
bool tk_call_wants_arrays(tk_fixer *self, tk_node call);

// plan.c: one kind of fix for the whole group, without a title; false when it cannot be written.
bool tk_group_write(tk_fixer *self, tk_group *group, const tk_fix_kind *kind, tk_fix *out);
// The same for a finding of one of its sites, which gets it as its last fix if it can be written.
void tk_group_offer(tk_fixer *self, tk_group *group, uint32_t site, const tk_fix_kind *kind, tk_finding *finding);

// parts.c
void tk_fixer_find_shared(tk_fixer *self);
const tk_object *tk_fixer_shared(const tk_fixer *self, uint32_t root);   // or NULL
bool tk_object_is_elsewhere(const tk_object *object);
void tk_fixer_add_parts(tk_fixer *self, const char *style, tk_file_result *result);

// keys.c
// The container whose key the fact is, as a root; 0: none, or not known.
uint32_t tk_fixer_taken_from(const tk_fixer *self, tk_fact fact);
// Is it a key that came out of a container of the group, and right when that is?
bool tk_group_has_root(const tk_group *group, uint32_t root);
bool tk_group_settles(const tk_fixer *self, const tk_group *group, tk_fact fact);
void tk_group_judge_keys(tk_fixer *self, tk_group *group, uint32_t root);

// loop.c: when the target is the variable of a loop over an array of numbers, the array's expression
// there; `calls` gets the calls on the variable that say nothing on a number.
tk_node tk_loop_source(tk_fixer *self, const tk_target *target, tk_node_list *calls);
// The for statement or clause that binds the name, and the node in which the variable lives.
tk_node tk_loop_around(const tk_node_table *nodes, tk_node name, tk_node *reach);
// The call `name.item()` around the name, which says nothing on a number, or none.
tk_node tk_number_method(const tk_fixer *self, tk_node place);

// form.c: writes the text for a target of this kind; false when the kind has no form for it.
tk_node tk_form_place(const tk_fix_kind *kind, const tk_target *target);   // what it replaces; none: nothing
bool tk_form_write(tk_fixer *self, const tk_fix_kind *kind, const tk_target *target, tk_drafts *out);

// One conversion of the target's array, of which the variable is the name.
bool tk_form_convert(tk_fixer *self, tk_conversion conversion, const tk_target *target, tk_slice variable,
                     tk_text *out, tk_drafts *drafts);

// The pair that is stored of the array, or of nothing, and a value.
bool tk_form_write_pair(tk_fixer *self, const tk_fix_kind *kind, const tk_target *target, tk_slice value,
                        bool with_array, tk_text *out);

// entry.c: the array is stored beside the value, at all uses of the group's container; `shown` is the value of
// the first that does so.
bool tk_entries_write(tk_fixer *self, const tk_group *group, const tk_fix_kind *kind, tk_drafts *drafts,
                      tk_node *shown);

// parameters.c: a function that makes a key of the arguments of the one below the decorator, which is the target.
bool tk_parameters_write(tk_fixer *self, const tk_target *target, tk_text *out, tk_drafts *drafts);

// declared.c
// Fields of the instance's class that its hash raises for, or goes by identity; false when there are none
// that could be declared otherwise.
bool tk_declared_fields(tk_fixer *self, tk_value instance, const tk_target *like, tk_targets *out);
// The declaration of such a field with an option that leaves it out.
bool tk_declared_write(tk_fixer *self, const tk_target *target, tk_text *out, tk_drafts *drafts);

// draft.c
bool tk_drafts_add(tk_drafts *self, tk_draft draft);   // takes over the text; false: it overlaps another
void tk_drafts_free(tk_drafts *self);

// once.c: keys that are long and written at several places of a function are made once, under a name.
// False: some edit overlaps another.
bool tk_drafts_share(tk_fixer *self, const tk_group *group, tk_drafts *drafts);

// once_name.c: `key`, or `row_key` for an array `row` when another one has that name; none when both are in use.
tk_name tk_key_name(tk_fixer *self, tk_shared_key *key, tk_slice array);

// modules.c: the name under which a module can be used, adding an import when there is none; false
// when the name is taken.
bool tk_module_use(tk_fixer *self, tk_slice module, tk_text *name, tk_drafts *out);

// The same of something in the module, by its own name if the file imports that.
bool tk_name_use(tk_fixer *self, tk_slice module, tk_slice thing, tk_text *name, tk_drafts *out);

// parses.c
// The statement a node stands in: a child of a block, or of the region's root.
tk_node tk_statement_around(const tk_node_table *nodes, tk_node node);
// Do the statements still parse after the edits?
bool tk_drafts_parse(tk_fixer *self, const tk_drafts *drafts);

#endif
