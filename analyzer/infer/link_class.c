// Other modules' functions and classes as this module numbers them.
#include "infer/link.h"

#include <string.h>

#include "infer/infer.h"

enum { BASES_DEEP = 16 };

uint32_t tk_link_def_of(tk_infer *self, uint32_t link, uint32_t theirs)
{
    const tk_def *def = &tk_link_image(self, link)->program.defs.at[theirs];
    uint32_t ours;
    if (def->home.module) {
        uint32_t home = tk_link_through(self, link, def->home.module);
        return home == link ? 0 : tk_link_def_of(self, home, def->home.index);
    }
    if (!link)
        return theirs;
    if (tk_link_taken(self, TK_LINKED_DEF, link, theirs, &ours))
        return ours;
    tk_def made = *def;
    memset(&made.attributes, 0, sizeof made.attributes);   // owned by the other module
    made.home = (tk_home){self->links.list.at[link].module, theirs};
    made.node = tk_link_node(self, link, def->node);
    made.body = tk_link_node(self, link, def->body);
    made.name = tk_link_name(self, link, def->name);
    made.returns = tk_link_node(self, link, def->returns);
    made.scope = made.parent_scope = made.class_index = 0;
    made.params = NULL;
    made.param_count = 0;
    made.code = NULL;
    made.result = TK_FACT_BOTTOM;
    made.documented = tk_link_fact(self, link, def->documented);
    made.looked = true;
    made.running = false;
    made.calls = 0;
    tk_vec_push(&self->program.defs, made);
    ours = self->program.defs.len - 1;
    tk_link_take(self, TK_LINKED_DEF, link, theirs, ours);
    return ours;
}

static uint32_t link_of_home(const tk_infer *self, tk_home home)
{
    uint32_t link = self->links.list.len - 1;
    while (self->links.list.at[link].module != home.module)
        link--;
    return link;
}

static tk_def_parameter link_parameter(tk_infer *self, uint32_t link, tk_def_parameter param)
{
    param.name = tk_link_name(self, link, param.name);
    param.annotation = tk_link_node(self, link, param.annotation);
    param.fallback = tk_link_fact(self, link, param.fallback);
    param.passed = param.before = TK_FACT_BOTTOM;
    param.documented = tk_link_fact(self, link, param.documented);
    param.looked = true;
    return param;
}

void tk_link_def(tk_infer *self, uint32_t index)
{
    tk_def *def = &self->program.defs.at[index];
    if (!def->home.module || def->linked)
        return;
    def->linked = true;
    uint32_t link = link_of_home(self, def->home);
    const tk_def *theirs = &tk_link_image(self, link)->program.defs.at[def->home.index];
    tk_def_parameter *params = tk_memory_zero(theirs->param_count, sizeof *params);
    for (uint32_t i = 0; i < theirs->param_count; i++)
        params[i] = link_parameter(self, link, theirs->params[i]);
    uint32_t scope = tk_link_scope(self, link, theirs->scope);
    uint32_t parent = tk_link_scope(self, link, theirs->parent_scope);
    uint32_t class = theirs->class_index ? tk_link_class_of(self, link, theirs->class_index) : 0;
    tk_fact result = tk_link_fact(self, link, theirs->result);
    tk_value makes_key = tk_link_fact(self, link, tk_fact_of(theirs->makes_key)).value;
    def = &self->program.defs.at[index];   // rows may have moved
    def->params = params;
    def->param_count = theirs->param_count;
    def->scope = scope;
    def->parent_scope = parent;
    def->class_index = class;
    def->result = result;
    def->makes_key = makes_key;
    def->opens = theirs->opens;
    def->traced_as = theirs->traced_as;
    def->keeps_numbers = theirs->keeps_numbers;
}

uint32_t tk_link_class_of(tk_infer *self, uint32_t link, uint32_t theirs)
{
    const tk_project_class *cls = &tk_link_image(self, link)->program.classes.at[theirs];
    uint32_t ours;
    if (cls->home.module) {
        uint32_t home = tk_link_through(self, link, cls->home.module);
        return home == link ? 0 : tk_link_class_of(self, home, cls->home.index);
    }
    if (!link)
        return theirs;
    if (tk_link_taken(self, TK_LINKED_CLASS, link, theirs, &ours))
        return ours;
    tk_project_class made = {
        .home = {self->links.list.at[link].module, theirs},
        .node = tk_link_node(self, link, cls->node),
        .name = tk_link_name(self, link, cls->name),
        .bases_known = cls->bases_known,
        .decorated_unknown = cls->decorated_unknown,
        .hash = cls->hash,
        .dataclass = cls->dataclass,
    };
    tk_vec_push(&self->program.classes, made);
    ours = self->program.classes.len - 1;
    tk_link_take(self, TK_LINKED_CLASS, link, theirs, ours);   // a base may mention the class
    uint32_t scope = tk_link_scope(self, link, cls->scope);
    uint32_t parent = tk_link_scope(self, link, cls->parent_scope);
    if (self->links.deep == BASES_DEEP)
        self->program.classes.at[ours].bases_known = false;
    self->links.deep++;
    for (uint32_t i = 0; i < cls->bases.len && self->links.deep <= BASES_DEEP; i++) {
        tk_fact base = tk_link_fact(self, link, cls->bases.at[i]);
        tk_vec_push(&self->program.classes.at[ours].bases, base);
    }
    self->links.deep--;
    for (uint32_t i = 0; i < cls->fields.len; i++) {
        tk_class_field field = cls->fields.at[i];
        field.name = tk_link_name(self, link, field.name);
        field.annotation = (tk_node){0};
        field.fact = tk_link_fact(self, link, field.fact);
        field.fallback = tk_link_fact(self, link, field.fallback);
        tk_vec_push(&self->program.classes.at[ours].fields, field);
    }
    self->program.classes.at[ours].scope = scope;
    self->program.classes.at[ours].parent_scope = parent;
    return ours;
}

// The row of that name in the class's own module, which is then `*link`.
static const tk_class_attribute *row_at_home(tk_infer *self, tk_home home, bool member,
                                             tk_name name, uint32_t *link)
{
    if (!home.module)
        return NULL;
    *link = link_of_home(self, home);
    const tk_infer *image = tk_link_image(self, *link);
    const tk_project_class *theirs = &image->program.classes.at[home.index];
    tk_name wanted = tk_names_find(image->names, tk_names_text(self->names, name));
    if (!wanted.i)
        return NULL;
    return tk_class_rows_find(member ? &theirs->members : &theirs->attributes, wanted);
}

tk_class_attribute *tk_link_class_member(tk_infer *self, uint32_t project_class, tk_name name)
{
    uint32_t link = 0;
    tk_project_class *made = &self->program.classes.at[project_class];
    tk_class_attribute *own = tk_class_rows_find(&made->members, name);
    if (own)
        return own;
    const tk_class_attribute *row = row_at_home(self, made->home, true, name, &link);
    if (!row)
        return NULL;
    tk_class_attribute member = {.name = name, .fact = tk_link_fact(self, link, row->fact),
                                 .before = TK_FACT_BOTTOM, .base = TK_FACT_BOTTOM};
    made = &self->program.classes.at[project_class];
    own = tk_class_rows_find(&made->members, name);   // its own value may mention it
    return own ? own : tk_class_rows_add(&made->members, member);
}

tk_class_attribute *tk_link_class_attribute(tk_infer *self, uint32_t project_class, tk_name name)
{
    uint32_t link = 0;
    tk_project_class *made = &self->program.classes.at[project_class];
    tk_class_attribute *own = tk_class_rows_find(&made->attributes, name);
    if (own)
        return own;
    const tk_class_attribute *row = row_at_home(self, made->home, false, name, &link);
    if (!row)
        return NULL;
    tk_fact base = tk_link_fact(self, link, row->before);
    if (base.value.i == TK_UNKNOWN.i)   // what callers pass, and those are elsewhere
        base = TK_FACT_BOTTOM;
    made = &self->program.classes.at[project_class];
    own = tk_class_rows_find(&made->attributes, name);
    return own ? own : tk_class_rows_add(&made->attributes, (tk_class_attribute){
        .name = name, .fact = base, .before = base, .base = base});
}
