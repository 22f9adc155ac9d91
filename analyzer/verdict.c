#include "verdict.h"

#include <string.h>

#include "passed.h"
#include "syntax/prefilter.h"

// hash(a) == hash(b): both operands call the same, so neither result is kept.
static bool is_compared(const tk_node_table *nodes, const tk_nomination *site)
{
    tk_node parent = tk_node_parent(nodes, site->site);
    if (tk_node_kind(nodes, site->site) != TK_KIND_CALL ||
        tk_node_kind(nodes, parent) != TK_KIND_COMPARISON_OPERATOR)
        return false;
    tk_slice name = tk_node_text(nodes, tk_node_first(nodes, site->site));
    for (tk_node at = tk_node_first(nodes, parent); at.i; at = tk_node_next(nodes, at)) {
        tk_slice other = tk_node_text(nodes, tk_node_first(nodes, at));
        if (at.i != site->site.i && tk_node_kind(nodes, at) == TK_KIND_CALL &&
            other.len == name.len && memcmp(other.at, name.at, name.len) == 0)
            return true;
    }
    return false;
}

// At these sites it matters what the key is, not what its hash does.
static bool by_shape(tk_site_kind kind)
{
    return kind == TK_SITE_FRAME_INDEX || kind == TK_SITE_ISIN_SET;
}

static bool differ_in_family(const tk_pool *pool, tk_value value)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(pool, value, members);
    for (uint32_t i = 1; i < count; i++)
        if (tk_value_family(pool, members[i]) != tk_value_family(pool, members[0]))
            return true;
    return false;
}

// An annotation names a base: what comes may be of a subclass, in whatever file, that does hash.
static bool may_be_subclass(tk_infer *infer, tk_value culprit, tk_origin origin)
{
    const tk_origins *origins = tk_infer_origins(infer);
    if (!tk_project_class_index(tk_instance_class(infer, culprit).i))
        return false;
    while (origin.i && origins->rows.at[origin.i].how != TK_HOW_ANNOTATION)
        origin = origins->rows.at[origin.i].from;
    return origin.i != 0;
}

tk_case tk_case_of(tk_infer *infer, const tk_node_table *nodes, const tk_nomination *site)
{
    tk_hash_set set = tk_infer_hash(infer, site->fact.value);
    tk_case facts = {.site = site, .certainty = site->fact.certainty};
    facts.culprit = tk_infer_culprit(infer, site->fact.value, &facts.inside);
    bool named = site->symbolic.i || site->kind == TK_SITE_MODULE_KEY;
    if (named && facts.culprit.i == TK_BOTTOM.i)
        facts.culprit = site->fact.value;
    facts.derived = tk_derived_key_of(infer, site);
    facts.place = site->symbolic.i ? site->symbolic
                  : facts.derived.parts ? facts.derived.made : site->key;
    if (named)
        facts.certainty = tk_certainty_least(facts.certainty, site->symbolic.i ? TK_LIKELY : TK_DEFINITE);
    else if (facts.derived.parts)
        facts.certainty = tk_derived_certainty(&facts.derived, site->fact.certainty);
    else if (by_shape(site->kind)
                 ? differ_in_family(tk_infer_pool(infer), site->fact.value)
                 : set.value || set.unknown || (set.raises && set.identity))
        facts.certainty = TK_POSSIBLE;
    if (by_shape(site->kind) && facts.culprit.i == TK_BOTTOM.i)
        facts.culprit = site->fact.value;
    // What another module takes of a value it is given is often meant to be the address: weak
    // references and maps by identity are made so.
    if (site->kind == TK_SITE_HASH_CALL && site->inner.i)
        facts.certainty = TK_POSSIBLE;
    if (may_be_subclass(infer, facts.culprit, site->fact.origin))
        facts.certainty = TK_POSSIBLE;
    if (site->container.value.i != TK_BOTTOM.i)
        facts.certainty = tk_certainty_least(facts.certainty, site->container.certainty);
    facts.compared = is_compared(nodes, site);
    facts.printed = tk_node_kind(nodes, tk_node_parent(nodes, site->site)) == TK_KIND_INTERPOLATION;
    facts.role = tk_origin_how(tk_infer_origins(infer), site->fact.origin);
    facts.lifetime = tk_infer_lifetime(infer, site->container.value);
    facts.key_text = tk_node_text(nodes, site->indirect ? site->inner : facts.place);
    if (site->container_node.i)
        facts.container_text = tk_node_text(nodes, site->container_node);
    return facts;
}

// --- conditions ------------------------------------------------------------------------------------

static bool any_class(tk_infer *infer, tk_value value, const tk_condition *condition)
{
    for (uint16_t i = 0; i < condition->value_count; i++)
        if (tk_infer_class_is(infer, value, (tk_class_id){(uint32_t)condition->values[i]}))
            return true;
    return false;
}

static bool has_hash(tk_infer *infer, tk_value value, uint32_t words)
{
    tk_hash_set set = tk_infer_hash(infer, value);
    return (set.raises && (words >> TK_HASH_RAISES & 1)) ||
           (set.identity && (words >> TK_HASH_IDENTITY & 1)) ||
           (set.value && (words >> TK_HASH_VALUE & 1));
}

static bool has_family(const tk_pool *pool, tk_value value, uint32_t words)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(pool, value, members);
    for (uint32_t i = 0; i < count; i++)
        if (words >> tk_value_family(pool, members[i]) & 1)
            return true;
    return false;
}

static bool has_rank(tk_infer *infer, tk_value value, const tk_condition *condition)
{
    const tk_value_row *row = tk_value_of(tk_infer_pool(infer), value);
    bool array = tk_value_family(tk_infer_pool(infer), value) == TK_FAMILY_ARRAY;
    for (uint16_t i = 0; array && row->rank >= 0 && i < condition->value_count; i++)
        if (condition->values[i] == row->rank)
            return true;
    return false;
}

// Bit 0, which is no word of the vocabulary, for what is no array and was not made of one.
static uint8_t dtype_of(const tk_pool *pool, const tk_case *facts)
{
    if (tk_value_family(pool, facts->culprit) == TK_FAMILY_ARRAY)
        return tk_value_of(pool, facts->culprit)->dtype;
    return facts->derived.parts ? facts->derived.dtype : TK_DTYPE_UNKNOWN;
}

static bool is_large(const tk_pool *pool, tk_value value)
{
    enum { LARGE = 1000 };
    int rank = tk_value_family(pool, value) == TK_FAMILY_ARRAY ? tk_value_of(pool, value)->rank : 0;
    uint64_t size = 1;
    for (int i = 0; i < rank; i++) {
        uint32_t dim = tk_value_dim(pool, value, (uint32_t)i);
        if (dim == TK_DIM_UNKNOWN)
            return false;
        size = size > LARGE && dim ? size : size * dim;
    }
    return size > LARGE;
}

static bool is_column(const tk_pool *pool, tk_value value)
{
    return tk_value_family(pool, value) == TK_FAMILY_ARRAY &&
           tk_value_of(pool, value)->rank == 2 && tk_value_dim(pool, value, 1) == 1;
}

bool tk_verdict_is_single(const tk_pool *pool, tk_value value)
{
    int rank = tk_value_of(pool, value)->rank;
    bool single = tk_value_family(pool, value) == TK_FAMILY_ARRAY && rank >= 0;
    for (int axis = 0; axis < rank && single; axis++)
        single = tk_value_dim(pool, value, (uint32_t)axis) == 1;
    return single;
}

static bool is_display(const tk_case *facts)
{
    return facts->key_text.len && strchr("[{", facts->key_text.at[0]) != NULL;
}

static bool text_mentions(const tk_program *program, const tk_source *source,
                          const tk_condition *condition)
{
    tk_slice text = {source->text, source->len};
    for (uint16_t i = 0; i < condition->value_count; i++) {
        tk_slice word = tk_names_text(program->names, (tk_name){(uint32_t)condition->values[i]});
        if (tk_prefilter_mentions(text, &word, 1))
            return true;
    }
    return false;
}

static tk_word_search *search_of(tk_program *program, const tk_condition *condition)
{
    for (uint32_t i = 0; i < program->searches.len; i++)
        if (program->searches.at[i].words == condition->values)
            return &program->searches.at[i];
    tk_vec_push(&program->searches, ((tk_word_search){.words = condition->values}));
    return &program->searches.at[program->searches.len - 1];
}

// The file, or one whose values it uses: a graph is often built in one module and run in another.
static bool file_mentions(tk_infer *infer, const tk_condition *condition)
{
    tk_program *program = tk_infer_program(infer);
    const tk_node_table *nodes = &program->syntax->nodes;
    tk_word_search *search = search_of(program, condition);
    for (; !search->found && search->searched <= nodes->foreign.len; search->searched++) {
        uint32_t i = search->searched;
        const tk_source *source =
            i ? nodes->foreign.at[i - 1].table->source : program->syntax->source;
        search->found = text_mentions(program, source, condition);
    }
    return search->found;
}

// df[:, 0]: a tuple, in which something stands for several labels.
static bool selects_several(tk_infer *infer, tk_value key)
{
    const tk_pool *pool = tk_infer_pool(infer);
    if (tk_value_family(pool, key) != TK_FAMILY_TUPLE)
        return false;
    for (uint32_t i = 0; i < tk_value_item_count(pool, key); i++) {
        tk_value item = tk_value_item(pool, key, i);
        tk_hash_set hash = tk_infer_hash(infer, item);
        bool refused = hash.raises && !hash.value && !hash.identity && !hash.unknown;
        if (refused || tk_value_is_builtin(pool, item, TK_BUILTIN_SLICE))
            return true;
    }
    return false;
}

static bool is_positions(tk_infer *infer, tk_value key)
{
    const tk_pool *pool = tk_infer_pool(infer);
    uint32_t count = tk_value_item_count(pool, key);
    bool positions = tk_value_family(pool, key) == TK_FAMILY_TUPLE && count > 0;
    for (uint32_t i = 0; i < count && positions; i++) {
        tk_value item = tk_value_item(pool, key, i);
        tk_family family = tk_value_family(pool, item);
        if (family == TK_FAMILY_LIST)
            family = tk_value_family(pool, tk_container_contents(infer, tk_fact_of(item)).element.value);
        positions = family == TK_FAMILY_SCALAR || family == TK_FAMILY_ARRAY ||
                    tk_value_is_builtin(pool, item, TK_BUILTIN_SLICE);
    }
    return positions;
}

static bool has_names(const tk_pool *pool, tk_value key)
{
    uint32_t count = tk_value_family(pool, key) == TK_FAMILY_TUPLE ? tk_value_item_count(pool, key) : 0;
    for (uint32_t i = 0; i < count; i++)
        if (tk_value_family(pool, tk_value_item(pool, key, i)) == TK_FAMILY_TEXT)
            return true;
    return false;
}

static bool only_of(tk_infer *infer, tk_value keys, const tk_condition *condition)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(tk_infer_pool(infer), keys, members);
    for (uint32_t i = 0; i < count; i++)
        if (!any_class(infer, members[i], condition))
            return false;
    return count > 0;
}

static bool only_names(const tk_pool *pool, tk_value keys)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(pool, keys, members);
    for (uint32_t i = 0; i < count; i++)
        if (tk_value_kind_of(pool, members[i]) != TK_VALUE_CLASS &&
            tk_value_family(pool, members[i]) != TK_FAMILY_TEXT)
            return false;
    return count > 0;
}

static bool test_holds(tk_infer *infer, const tk_condition *condition, const tk_case *facts)
{
    const tk_pool *pool = tk_infer_pool(infer);
    tk_value container = facts->site->container.value;
    uint32_t words = condition->words;
    switch ((tk_test)condition->test) {
    case TK_TEST_KEY_HASH: {
        // Only what decides: a tuple with one array raises whatever else is in it.
        return has_hash(infer, facts->culprit, words);
    }
    case TK_TEST_KEY_CLASS:
        // A key that hashes by value has no part that decides.
        return any_class(infer, facts->culprit.i != TK_BOTTOM.i ? facts->culprit
                                                                : facts->site->fact.value, condition);
    case TK_TEST_KEY_FAMILY:
        return words >> tk_value_family(pool, facts->culprit) & 1;
    case TK_TEST_KEY_RANK:
        return has_rank(infer, facts->culprit, condition);
    case TK_TEST_KEY_DTYPE:
        return words >> dtype_of(pool, facts) & 1;
    case TK_TEST_KEY_LARGE:
        return words >> is_large(pool, facts->culprit) & 1;
    case TK_TEST_KEY_COLUMN:
        return words >> is_column(pool, facts->culprit) & 1;
    case TK_TEST_KEY_SINGLE:
        return words >> tk_verdict_is_single(pool, facts->culprit) & 1;
    case TK_TEST_KEY_ROLE:
        return words >> facts->role & 1;
    case TK_TEST_FILE_MENTIONS:
        return file_mentions(infer, condition);
    case TK_TEST_KEY_CERTAINTY:
        return words >> facts->certainty & 1;
    case TK_TEST_KEY_PART:
        return words >> facts->site->part & 1;
    case TK_TEST_KEY_IN_TUPLE:
        return words >> facts->inside.tuple & 1;
    case TK_TEST_KEY_IN_INSTANCE:
        return words >> facts->inside.instance & 1;
    case TK_TEST_KEY_LITERAL:
        return words >> is_display(facts) & 1;
    case TK_TEST_KEY_DERIVED:
        return (words & facts->derived.parts) != 0;
    case TK_TEST_KEY_LOSES:
        return (words & facts->derived.loses) != 0;
    case TK_TEST_KEY_VARIES:
        return (words & facts->derived.varies) != 0;
    case TK_TEST_KEY_ALONE:
        return words >> facts->derived.alone & 1;
    case TK_TEST_KEY_FLEETING:
        return words >> facts->derived.fleeting & 1;
    case TK_TEST_KEY_MIXED:
        return words >> tk_rows_mixed(infer, facts->site->fact) & 1;
    case TK_TEST_KEY_SYMBOLIC:
        return words >> (facts->site->symbolic.i != 0) & 1;
    case TK_TEST_SITE_PASSED_AS:
        return tk_site_is_passed(tk_infer_program(infer), condition, facts->site, false);
    case TK_TEST_SITE_PASSED_TO:
        return tk_site_is_passed(tk_infer_program(infer), condition, facts->site, true);
    case TK_TEST_KEY_KEPT:
        return words >> facts->site->kept & 1;
    case TK_TEST_KEY_SELECTS:
        return words >> selects_several(infer, facts->site->fact.value) & 1;
    case TK_TEST_KEY_POSITIONS:
        return words >> is_positions(infer, facts->site->fact.value) & 1;
    case TK_TEST_KEY_NAMES:
        return words >> has_names(pool, facts->site->fact.value) & 1;
    case TK_TEST_VALUE_DEPENDS:
        return words >> facts->derived.value_depends & 1;
    case TK_TEST_VALUE_KEEPS_KEY:
        return words >> facts->derived.value_keeps & 1;
    case TK_TEST_VALUE_MEMOISED:
        return words >> facts->derived.memoised & 1;
    case TK_TEST_CONTAINER_CLASS:
        return any_class(infer, container, condition);
    case TK_TEST_CONTAINER_FAMILY:
        return words >> tk_value_family(pool, container) & 1;
    case TK_TEST_CONTAINER_LIFETIME:
        return words >> facts->lifetime & 1;
    case TK_TEST_CONTAINER_KEY_FAMILY:
        return has_family(pool, facts->site->held.value, words);
    case TK_TEST_CONTAINER_ONLY:
        return only_of(infer, facts->site->held.value, condition);
    case TK_TEST_CONTAINER_ONLY_NAMES:
        return words >> only_names(pool, facts->site->held.value) & 1;
    case TK_TEST_SITE_ASKS:
        return words >> facts->site->asks & 1;
    case TK_TEST_SITE_STAGE:
        return words >> facts->site->stage & 1;
    case TK_TEST_SITE_PRINTED:
        return words >> facts->printed & 1;
    case TK_TEST_SITE_COMPARED:
        return words >> facts->compared & 1;
    case TK_TEST_CONTAINER_KEYS:
        return has_hash(infer, facts->site->held.value, words);
    default:
        return false;
    }
}

// Conditions nest as deep as a rule file writes them, which the catalog bounds.
bool tk_condition_holds(tk_infer *infer, const tk_condition *condition, const tk_case *facts)
{
    if (!condition)
        return true;
    switch (condition->op) {
    case TK_CONDITION_ALL:
        for (uint16_t i = 0; i < condition->part_count; i++)
            if (!tk_condition_holds(infer, condition->parts[i], facts))
                return false;
        return true;
    case TK_CONDITION_ANY:
        for (uint16_t i = 0; i < condition->part_count; i++)
            if (tk_condition_holds(infer, condition->parts[i], facts))
                return true;
        return false;
    case TK_CONDITION_NOT:
        for (uint16_t i = 0; i < condition->part_count; i++)
            if (tk_condition_holds(infer, condition->parts[i], facts))
                return false;
        return true;
    default:
        return test_holds(infer, condition, facts);
    }
}

const tk_rule *tk_verdict_rule(const tk_catalog *catalog, tk_infer *infer, const tk_case *facts)
{
    const tk_rule *best = NULL;
    for (uint32_t i = 0; i < catalog->rules.len; i++) {
        const tk_rule *rule = &catalog->rules.at[i];
        if (!(rule->sites >> facts->site->kind & 1) ||
            (best && rule->precedence <= best->precedence))
            continue;
        if (tk_condition_holds(infer, rule->when, facts))
            best = rule;
    }
    return best;
}

tk_level tk_verdict_level(tk_infer *infer, const tk_rule *rule, const tk_case *facts)
{
    for (uint16_t i = 0; i < rule->level_count; i++)
        if (tk_condition_holds(infer, rule->levels[i].when, facts))
            return rule->levels[i].level;
    return rule->level;
}
