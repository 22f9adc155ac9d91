// Compound statements to IR: branches, loops, try, with, match.
#include "infer/lower.h"

void tk_lower_block(tk_lower *self, tk_node block)
{
    if (!block.i)
        return;
    if (self->depth >= TK_LOWER_DEPTH) {
        self->program->too_deep = true;
        return;
    }
    self->depth++;
    if (tk_node_kind(self->nodes, block) == TK_KIND_BLOCK ||
        tk_node_kind(self->nodes, block) == TK_KIND_MODULE) {
        for (tk_node child = tk_node_first(self->nodes, block); child.i;
             child = tk_node_next(self->nodes, child))
            tk_lower_statement(self, child);
    } else {
        tk_lower_statement(self, block);
    }
    self->depth--;
}

static tk_node body_of(tk_lower *self, tk_node clause)
{
    tk_node body = tk_node_field(self->nodes, clause, TK_FIELD_BODY);
    for (tk_node child = tk_node_first(self->nodes, clause); !body.i && child.i;
         child = tk_node_next(self->nodes, child))
        if (tk_node_kind(self->nodes, child) == TK_KIND_BLOCK)
            body = child;
    return body;
}

// if / elif / else: each elif stands in the else range of what is before it. The ranges all end at
// the same place, so they are closed together.
void tk_lower_if(tk_lower *self, tk_node node)
{
    TK_VEC(tk_temp) tests = {0};
    tk_node arm = node;
    tk_node next = tk_node_first(self->nodes, node);
    while (arm.i) {
        tk_temp test =
            tk_lower_expression(self, tk_node_field(self->nodes, arm, TK_FIELD_CONDITION));
        tk_temp branch = tk_lower_emit(self, TK_OP_IF, arm, test, 0, 0);
        tk_vec_push(&tests, branch);
        tk_lower_block(self, tk_node_field(self->nodes, arm, TK_FIELD_CONSEQUENCE));
        tk_lower_at(self, branch)->b = tk_lower_here(self);
        arm = (tk_node){0};
        for (; next.i && !arm.i; next = tk_node_next(self->nodes, next)) {
            tk_kind kind = tk_node_kind(self->nodes, next);
            if (kind == TK_KIND_ELIF_CLAUSE && tests.len < TK_LOWER_DEPTH)
                arm = next;
            else if (kind == TK_KIND_ELSE_CLAUSE)
                tk_lower_block(self, body_of(self, next));
        }
    }
    for (uint32_t i = 0; i < tests.len; i++)
        tk_lower_at(self, tests.at[i])->c = tk_lower_here(self);
    tk_vec_free(&tests);
}

static void lower_loop_end(tk_lower *self, tk_node node, tk_temp loop)
{
    tk_lower_at(self, loop)->b = tk_lower_here(self);
    tk_node otherwise = tk_node_field(self->nodes, node, TK_FIELD_ALTERNATIVE);
    if (otherwise.i)
        tk_lower_block(self, body_of(self, otherwise));
    tk_lower_at(self, loop)->c = tk_lower_here(self);
}

void tk_lower_for(tk_lower *self, tk_node node)
{
    tk_node left = tk_node_field(self->nodes, node, TK_FIELD_LEFT);
    tk_temp iterable = tk_lower_expressions(self, node, TK_FIELD_RIGHT);
    tk_temp loop = tk_lower_emit(self, TK_OP_FOR, node, iterable, 0, 0);
    tk_temp element = tk_lower_emit(self, TK_OP_ELEMENT, left, iterable, 0, 0);
    tk_lower_assign(self, left, element);
    tk_lower_block(self, tk_node_field(self->nodes, node, TK_FIELD_BODY));
    lower_loop_end(self, node, loop);
}

void tk_lower_while(tk_lower *self, tk_node node)
{
    tk_temp loop = tk_lower_emit(self, TK_OP_WHILE, node, 0, 0, 0);
    tk_temp test =
        tk_lower_expression(self, tk_node_field(self->nodes, node, TK_FIELD_CONDITION));
    tk_lower_emit(self, TK_OP_TEST, node, test, 0, 0);
    tk_lower_block(self, tk_node_field(self->nodes, node, TK_FIELD_BODY));
    lower_loop_end(self, node, loop);
}

static bool raises(const tk_lower *self, tk_node block)
{
    uint32_t stop = tk_node_row_of(self->nodes, block)->stop;
    for (uint32_t i = block.i + 1; i < stop; i++)
        if (tk_node_kind(self->nodes, (tk_node){i}) == TK_KIND_RAISE_STATEMENT)
            return true;
    return false;
}

static bool mentions(const tk_lower *self, tk_node node, tk_slice name)
{
    uint32_t stop = tk_node_row_of(self->nodes, node)->stop;
    for (uint32_t i = node.i + 1; i < stop; i++)
        if (tk_node_kind(self->nodes, (tk_node){i}) == TK_KIND_IDENTIFIER &&
            tk_slice_equal(tk_node_text(self->nodes, (tk_node){i}), name))
            return true;
    return false;
}

// `except TypeError as error: print(name, error)`: nothing is done in place of what failed.
static bool only_tells(const tk_lower *self, tk_node clause, tk_node block)
{
    tk_node value = tk_node_field(self->nodes, clause, TK_FIELD_VALUE);
    if (tk_node_kind(self->nodes, value) != TK_KIND_AS_PATTERN)
        return false;
    tk_slice name = tk_node_text(self->nodes, tk_node_field(self->nodes, value, TK_FIELD_ALIAS));
    for (tk_node child = tk_node_first(self->nodes, block); child.i; child = tk_node_next(self->nodes, child)) {
        tk_node call = tk_node_first(self->nodes, child);
        if (tk_node_kind(self->nodes, child) != TK_KIND_EXPRESSION_STATEMENT ||
            tk_node_kind(self->nodes, call) != TK_KIND_CALL || !mentions(self, call, name))
            return false;
    }
    return true;
}

// Which errors does a handler name? `except (KeyError, TypeError)` does; `except Exception` does not, but
// keeps them from the callers.
static uint8_t errors_named(tk_lower *self, tk_node clause)
{
    uint8_t named = 0;
    bool first = true, any = true;
    uint32_t stop = tk_node_row_of(self->nodes, clause)->stop;
    for (uint32_t i = clause.i + 1; i < stop; i++) {
        tk_node node = {i};
        if (tk_node_kind(self->nodes, node) == TK_KIND_BLOCK) {
            named |= any && !raises(self, node) ? TK_EXPECTS_SILENTLY : 0;
            if (named & TK_EXPECTS_TYPE_ERROR && only_tells(self, clause, node))
                named ^= TK_EXPECTS_TYPE_ERROR | TK_EXPECTS_TO_TELL;
            break;
        }
        if (tk_node_kind(self->nodes, node) != TK_KIND_IDENTIFIER)
            continue;
        if (first)
            any = tk_node_is(self->nodes, node, "Exception") ||
                  tk_node_is(self->nodes, node, "BaseException");
        first = false;
        named |= tk_node_is(self->nodes, node, "TypeError") ? TK_EXPECTS_TYPE_ERROR : 0;
        named |= tk_node_is(self->nodes, node, "ValueError") ? TK_EXPECTS_VALUE_ERROR : 0;
    }
    return named;
}

static void lower_handler(tk_lower *self, tk_node clause)
{
    tk_node value = tk_node_field(self->nodes, clause, TK_FIELD_VALUE);
    if (tk_node_kind(self->nodes, value) == TK_KIND_AS_PATTERN) {
        tk_node alias = tk_node_field(self->nodes, value, TK_FIELD_ALIAS);
        tk_lower_store(self, tk_node_first(self->nodes, alias),
                       tk_lower_emit(self, TK_OP_UNKNOWN, alias, 0, 0, 0));
    }
    tk_lower_block(self, body_of(self, clause));
}

static void end_range(tk_lower *self, tk_operands *ends, tk_kind kind)
{
    tk_operand end = {.kind = TK_OPERAND_END, .temp = tk_lower_here(self)};
    end.name.i = (uint32_t)kind;
    tk_vec_push(ends, end);
}

void tk_lower_try(tk_lower *self, tk_node node)
{
    tk_temp attempt = tk_lower_emit(self, TK_OP_TRY, node, 0, 0, 0);
    tk_operands ends = {0};
    uint8_t expected = 0;
    tk_lower_block(self, tk_node_field(self->nodes, node, TK_FIELD_BODY));
    end_range(self, &ends, TK_KIND_TRY_STATEMENT);
    for (tk_node child = tk_node_first(self->nodes, node); child.i;
         child = tk_node_next(self->nodes, child)) {
        tk_kind kind = tk_node_kind(self->nodes, child);
        if (kind == TK_KIND_EXCEPT_CLAUSE) {
            expected |= errors_named(self, child);
            lower_handler(self, child);
        } else if (kind == TK_KIND_ELSE_CLAUSE || kind == TK_KIND_FINALLY_CLAUSE) {
            tk_lower_block(self, body_of(self, child));
        } else {
            continue;
        }
        end_range(self, &ends, kind);
    }
    tk_lower_at(self, attempt)->flag = expected;
    tk_lower_operands(self, attempt, ends.at, ends.len);
    tk_vec_free(&ends);
}

void tk_lower_with(tk_lower *self, tk_node node)
{
    tk_operands contexts = {0};
    tk_node clause = tk_node_first(self->nodes, node);
    for (tk_node item = tk_node_first(self->nodes, clause); item.i;
         item = tk_node_next(self->nodes, item)) {
        tk_node value = tk_node_field(self->nodes, item, TK_FIELD_VALUE);
        tk_node target = {0};
        if (tk_node_kind(self->nodes, value) == TK_KIND_AS_PATTERN) {
            target = tk_node_first(self->nodes,
                                   tk_node_field(self->nodes, value, TK_FIELD_ALIAS));
            value = tk_node_first(self->nodes, value);
        }
        tk_operand context = {.temp = tk_lower_expression(self, value), .node = value};
        tk_vec_push(&contexts, context);
        tk_temp entered = tk_lower_emit(self, TK_OP_ENTER, value, context.temp, 0, 0);
        if (target.i)
            tk_lower_assign(self, target, entered);
    }
    tk_temp with = tk_lower_emit(self, TK_OP_WITH, node, 0, 0, 0);
    tk_lower_operands(self, with, contexts.at, contexts.len);
    tk_vec_free(&contexts);
    tk_lower_block(self, tk_node_field(self->nodes, node, TK_FIELD_BODY));
    tk_lower_at(self, with)->b = tk_lower_here(self);
}

// The class pattern that a clause's only pattern is, possibly under `as name`.
static tk_node class_pattern_of(tk_lower *self, tk_node clause)
{
    tk_node pattern = tk_node_first(self->nodes, clause);
    tk_node second = tk_node_next(self->nodes, pattern);
    if (tk_node_kind(self->nodes, second) == TK_KIND_CASE_PATTERN)
        return (tk_node){0};
    tk_node inner = tk_node_first(self->nodes, pattern);
    if (tk_node_kind(self->nodes, inner) == TK_KIND_AS_PATTERN)
        inner = tk_node_first(self->nodes, tk_node_first(self->nodes, inner));
    return tk_node_kind(self->nodes, inner) == TK_KIND_CLASS_PATTERN ? inner : (tk_node){0};
}

static tk_temp lower_dotted(tk_lower *self, tk_node dotted)
{
    tk_node part = tk_node_first(self->nodes, dotted);
    tk_temp value = tk_lower_expression(self, part);
    while ((part = tk_node_next(self->nodes, part)).i)
        value = tk_lower_emit(self, TK_OP_ATTRIBUTE, part, value, tk_lower_name(self, part).i, 0);
    return value;
}

// What the subject is inside the clause: an instance of the pattern's class, what it was under `_`
// or a bare name, and unknown where the pattern says something else.
static void narrow_subject(tk_lower *self, tk_node subject, tk_temp value, tk_node clause)
{
    tk_node cls = class_pattern_of(self, clause);
    tk_node pattern = tk_node_first(self->nodes, clause);
    tk_node name = tk_node_first(self->nodes, tk_node_first(self->nodes, pattern));
    bool bare = tk_node_child_count(self->nodes, pattern) == 0 ||
                tk_node_kind(self->nodes, name) == TK_KIND_IDENTIFIER;
    if (cls.i)
        value = tk_lower_emit(self, TK_OP_INSTANCE, cls,
                              lower_dotted(self, tk_node_first(self->nodes, cls)), 0, 0);
    else if (!bare)
        value = tk_lower_emit(self, TK_OP_UNKNOWN, clause, 0, 0, 0);
    tk_lower_store(self, subject, value);
    tk_node whole = tk_node_first(self->nodes, pattern);
    if (cls.i && tk_node_kind(self->nodes, whole) == TK_KIND_AS_PATTERN)
        tk_lower_store(self, tk_node_next(self->nodes, tk_node_first(self->nodes, whole)), value);
}

static void lower_pattern(tk_lower *self, tk_node pattern, tk_temp value);

// `[first, *rest]` of a value.
static void lower_items(tk_lower *self, tk_node pattern, tk_temp value)
{
    uint32_t count = tk_node_child_count(self->nodes, pattern), index = 0;
    for (tk_node child = tk_node_first(self->nodes, pattern); child.i;
         child = tk_node_next(self->nodes, child), index++) {
        tk_node inner = tk_node_first(self->nodes, child);
        bool rest = tk_node_kind(self->nodes, inner) == TK_KIND_SPLAT_PATTERN;
        tk_temp item = tk_lower_emit(self, TK_OP_UNPACK, child, value, index, count);
        tk_lower_at(self, item)->flag = rest;
        if (rest)
            tk_lower_store(self, tk_node_first(self->nodes, inner), item);
        else
            lower_pattern(self, child, item);
    }
}

// `Point(x=a)`: attributes of an instance.
static void lower_attributes(tk_lower *self, tk_node pattern)
{
    tk_node cls = tk_node_first(self->nodes, pattern);
    tk_temp made =
        tk_lower_emit(self, TK_OP_INSTANCE, pattern, lower_dotted(self, cls), 0, 0);
    for (tk_node child = tk_node_next(self->nodes, cls); child.i;
         child = tk_node_next(self->nodes, child)) {
        tk_node keyword = tk_node_first(self->nodes, child);
        if (tk_node_kind(self->nodes, keyword) != TK_KIND_KEYWORD_PATTERN)
            continue;
        tk_node name = tk_node_first(self->nodes, keyword);
        tk_temp attribute = tk_lower_emit(self, TK_OP_ATTRIBUTE, keyword, made,
                                          tk_lower_name(self, name).i, 0);
        lower_pattern(self, tk_node_next(self->nodes, name), attribute);
    }
}

// What the names in a pattern are when it takes a value; those that this does not tell stay unknown.
static void lower_pattern(tk_lower *self, tk_node pattern, tk_temp value)
{
    if (!pattern.i || self->depth >= TK_LOWER_DEPTH)
        return;
    self->depth++;
    tk_node first = tk_node_first(self->nodes, pattern);
    switch (tk_node_kind(self->nodes, pattern)) {
    case TK_KIND_CASE_PATTERN:
        lower_pattern(self, first, value);
        break;
    case TK_KIND_DOTTED_NAME:
        if (tk_node_child_count(self->nodes, pattern) == 1)
            tk_lower_store(self, first, value);
        break;
    case TK_KIND_LIST_PATTERN:
    case TK_KIND_TUPLE_PATTERN:
        lower_items(self, pattern, value);
        break;
    case TK_KIND_CLASS_PATTERN:
        lower_attributes(self, pattern);
        break;
    default:
        break;
    }
    self->depth--;
}

static void bind_captures(tk_lower *self, tk_node clause)
{
    tk_node at = {0};
    while ((at = tk_scope_capture(self->nodes, clause, at)).i) {
        const tk_binding *binding =
            tk_scope_binding(&self->program->scopes, self->scope, tk_lower_name(self, at));
        if (binding && binding->kind == TK_BINDING_LOCAL)
            tk_lower_store(self, at, tk_lower_emit(self, TK_OP_UNKNOWN, at, 0, 0, 0));
    }
}

void tk_lower_match(tk_lower *self, tk_node node)
{
    tk_node subject = {0};
    tk_temp value = 0;
    for (tk_node child = tk_node_first(self->nodes, node); child.i;
         child = tk_node_next(self->nodes, child))
        if (tk_node_row_of(self->nodes, child)->field == TK_FIELD_SUBJECT) {
            value = tk_lower_expression(self, child);
            subject = child;
        }
    tk_temp match = tk_lower_emit(self, TK_OP_MATCH, node, 0, 0, 0);
    tk_operands ends = {0};
    tk_node body = body_of(self, node);
    bool total = false;
    for (tk_node clause = tk_node_first(self->nodes, body); body.i && clause.i;
         clause = tk_node_next(self->nodes, clause)) {
        if (tk_node_kind(self->nodes, clause) != TK_KIND_CASE_CLAUSE)
            continue;
        bind_captures(self, clause);
        if (value) {
            narrow_subject(self, subject, value, clause);
            tk_node pattern = tk_node_first(self->nodes, clause);
            tk_node second = tk_node_next(self->nodes, pattern);   // `case a, b:`
            if (tk_node_kind(self->nodes, second) != TK_KIND_CASE_PATTERN)
                lower_pattern(self, pattern, value);
        }
        tk_node guard = tk_node_field(self->nodes, clause, TK_FIELD_GUARD);
        if (guard.i)
            tk_lower_expression(self, tk_node_first(self->nodes, guard));
        tk_lower_block(self, tk_node_field(self->nodes, clause, TK_FIELD_CONSEQUENCE));
        total = !guard.i && tk_node_is(self->nodes, tk_node_first(self->nodes, clause), "_");
        end_range(self, &ends, TK_KIND_CASE_CLAUSE);
    }
    tk_lower_at(self, match)->flag = total;
    tk_lower_operands(self, match, ends.at, ends.len);
    tk_vec_free(&ends);
}
