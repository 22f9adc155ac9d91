// Names and attributes of modules: of the libraries, of the project, of the file and of Python itself.
#include "infer/member.h"

#include "base/hash.h"

static tk_name join_names(tk_infer *self, tk_name module, tk_name name)
{
    tk_slice left = tk_names_text(self->names, module), right = tk_names_text(self->names, name);
    tk_text text = {0};
    tk_text_add_slice(&text, left);
    if (!left.len || left.at[left.len - 1] != '.')
        tk_text_add_char(&text, '.');
    tk_text_add_slice(&text, right);
    tk_name joined = tk_names_add(self->names, (tk_slice){text.at, text.len});
    tk_text_free(&text);
    return joined;
}

// "package" and "part" give "package.part", "." and "part" give ".part". The same few are asked for again
// and again.
static tk_name joined_name(tk_infer *self, tk_name module, tk_name name)
{
    uint64_t hash = tk_hash_mix(module.i, name.i) >> 8;
    tk_joined_name *kept = &self->joined_names[hash % TK_NAMES_KEPT];
    if (!kept->joined.i || kept->module.i != module.i || kept->name.i != name.i)
        *kept = (tk_joined_name){module, name, join_names(self, module, name)};
    return kept->joined;
}

static tk_fact symbol_fact(tk_infer *self, tk_name qualified, tk_node node)
{
    tk_symbol symbol = tk_catalog_symbol(self->catalog, qualified);
    switch (symbol.kind) {
    case TK_SYMBOL_MODULE:
        return tk_fact_of(tk_value_module(self->pool, qualified));
    case TK_SYMBOL_CLASS:
        return tk_fact_of(tk_value_class(self->pool, (tk_class_ref){symbol.cls.i}));
    case TK_SYMBOL_FUNCTION:
        return tk_fact_of(tk_value_function(self->pool, symbol.function, TK_BOTTOM));
    case TK_SYMBOL_VALUE:
        return tk_made(self, tk_value_from_type(self->pool, symbol.type, TK_BOTTOM), node,
                       TK_HOW_MADE, TK_FACT_BOTTOM);
    default:
        return TK_FACT_UNKNOWN;
    }
}

tk_fact tk_module_member(tk_infer *self, tk_name module, tk_name name, tk_node node)
{
    return symbol_fact(self, joined_name(self, module, name), node);
}

tk_value tk_module_value(tk_infer *self, uint32_t link, tk_name spelled)
{
    int64_t found = tk_link_spelled(self, link, spelled);
    if (found <= 0)
        return TK_BOTTOM;
    tk_value_row row = *tk_value_of(self->pool, tk_value_module(self->pool, spelled));
    row.literal = (uint32_t)found;
    return tk_pool_intern(self->pool, row);
}

tk_fact tk_import_member(tk_infer *self, uint32_t link, tk_name spelled, tk_name name,
                         tk_node node)
{
    tk_fact found = tk_module_member(self, spelled, name, node);
    if (found.value.i != TK_UNKNOWN.i)
        return found;
    int64_t module = tk_link_spelled(self, link, spelled);
    found = module > 0 ? tk_link_member(self, (uint32_t)module, name) : TK_FACT_BOTTOM;
    if (found.value.i != TK_BOTTOM.i)
        return found;
    tk_value inner = tk_module_value(self, link, joined_name(self, spelled, name));
    return inner.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : tk_fact_of(inner);
}

// A name that models know means the library; else the project's module, or one inside its package.
tk_fact tk_member_of_module(tk_infer *self, tk_value module, tk_name name, tk_node node)
{
    const tk_value_row row = *tk_value_of(self->pool, module);
    tk_fact found = tk_module_member(self, (tk_name){row.ref}, name, node);
    if (found.value.i != TK_UNKNOWN.i)
        return found;
    found = row.literal ? tk_link_member(self, row.literal, name) : TK_FACT_BOTTOM;
    if (found.value.i != TK_BOTTOM.i)
        return found;
    uint32_t code = self->top ? self->program.scopes.list.at[self->top->code->scope].module : 0;
    tk_name dot = tk_names_add(self->names, TK_SLICE("."));
    tk_value part = row.literal   // a part that the package itself has imported
                        ? tk_module_value(self, row.literal, joined_name(self, dot, name)) : TK_BOTTOM;
    if (part.i != TK_BOTTOM.i)
        return tk_fact_of(part);
    tk_value inner = tk_module_value(self, code, joined_name(self, (tk_name){row.ref}, name));
    return inner.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : tk_fact_of(inner);
}

tk_fact tk_name_load(tk_infer *self, uint32_t scope, tk_name name, tk_node node)
{
    uint32_t module = self->program.scopes.list.at[scope].module;
    tk_fact found = TK_FACT_BOTTOM;
    if (module) {
        found = tk_link_member(self, module, name);
    } else {
        const tk_binding *binding = tk_scope_binding(&self->program.scopes, 1, name);
        if (binding && binding->kind == TK_BINDING_LOCAL)
            return tk_cell_load(self, 1, binding->slot);
        found = tk_link_starred(self, 0, name);
    }
    if (found.value.i != TK_BOTTOM.i)
        return found;
    tk_name builtins = tk_infer_name(self, "builtins");
    return tk_module_member(self, builtins, name, node);
}
