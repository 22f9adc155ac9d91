// A site against the rules: which one applies, how sure, and what to say.
#ifndef TK_VERDICT_H
#define TK_VERDICT_H

#include "infer/derived.h"

// What conditions and messages ask about one site.
typedef struct tk_case {
    const tk_nomination *site;
    tk_value culprit;          // the value whose hash raises or goes by identity
    tk_inside inside;          // where it stands in the key
    bool printed;              // the call stands in an f-string
    bool compared;             // with the result of a call of the same function
    tk_certainty certainty;
    tk_how role;
    tk_lifetime lifetime;      // of the container
    tk_derived_key derived;    // when the key was made of an array
    tk_node place;             // where the finding is: the key, or what made it of an array
    tk_slice key_text, container_text;
    uint32_t python;           // the version that the project is for, as 312; 0: any
} tk_case;

tk_case tk_case_of(tk_infer *infer, const tk_node_table *nodes, const tk_nomination *site);
bool tk_condition_holds(tk_infer *infer, const tk_condition *condition, const tk_case *facts);
// The rule that reports this site, of those that apply the most specific; NULL: none.
const tk_rule *tk_verdict_rule(const tk_catalog *catalog, tk_infer *infer, const tk_case *facts);
tk_level tk_verdict_level(tk_infer *infer, const tk_rule *rule, const tk_case *facts);
// Fills the placeholders of the rule's message, or advice (empty when it has none).
void tk_verdict_message(tk_infer *infer, const tk_rule *rule, const tk_case *facts, tk_text *out);
void tk_verdict_advice(tk_infer *infer, const tk_rule *rule, const tk_case *facts, tk_text *out);
bool tk_verdict_is_single(const tk_pool *pool, tk_value value);   // an array that is known to have one element
// "a 2-D pack.array": the class as people say it.
void tk_verdict_type(tk_infer *infer, tk_value value, tk_text *out);

#endif
