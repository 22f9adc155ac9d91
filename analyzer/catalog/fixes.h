// Fixes as data: rules/fixes.yaml. docs/fixing.md has the format.
#ifndef TK_CATALOG_FIXES_H
#define TK_CATALOG_FIXES_H

#include "catalog/loader.h"

typedef enum tk_target_shape {
#define TK_TARGET(name, text) TK_TARGET_##name,
#include "catalog/targets.def"
#undef TK_TARGET
    TK_TARGET_COUNT
} tk_target_shape;

// How one library writes something. Templates hold {x} (the array), {made} (what is replaced),
// {items} (what stands inside the brackets of a display), {arguments} (those of a decorator),
// {module:NAME}, and conversions: {number}, or {number:v} of a variable v.
typedef struct tk_fix_form {
    const tk_condition *when;      // NULL: always
    const char *write;
} tk_fix_form;

typedef struct tk_fix_forms {
    const tk_fix_form *at;         // the first whose condition holds
    uint16_t count;
} tk_fix_forms;

// What libraries spell differently; the words of `conversions`.
typedef enum tk_conversion {
    TK_CONVERSION_NUMBER,          // the Python number in an array of one
    TK_CONVERSION_LIST,            // nested lists of Python numbers
    TK_CONVERSION_DTYPE,           // the element type, hashable
    TK_CONVERSION_SHAPE,           // the shape, hashable
    TK_CONVERSION_DATA,            // the bytes of the elements in C order
    TK_CONVERSION_COUNT
} tk_conversion;

typedef enum tk_kept_type { TK_KEPT_TEXT, TK_KEPT_BYTES } tk_kept_type;

typedef struct tk_fix_kind {
    const char *name;              // "item"; reports and --key-style name it
    const char *title;             // template: {new} what is written for the first target
    uint32_t targets;              // bit set of tk_target_shape
    tk_name keys;                  // kinds with one word here give equal keys for equal arrays
    const tk_condition *when;      // NULL: always
    const tk_condition *offered;   // when it is offered without --key-style; NULL: always
    const tk_condition *proven;    // when the new keys are known to be equal for equal arrays only
    uint32_t keeps;                // bit set of tk_kept_type: what was one stays one
    uint32_t beside;               // bit set of tk_derives: keys made so agree with these
    bool display_only;
    tk_fix_forms forms;
} tk_fix_kind;

// Why a fix may not be applied, or is not offered; the words of `reasons`.
typedef enum tk_fix_reason {
    TK_REASON_NONE,
    TK_REASON_UNKNOWN_KEY,         // a key of the same container is not known
    TK_REASON_KEY_USED,            // a key that comes out of the container is used as an array
    TK_REASON_STORED,              // the keys are written to a file or sent
    TK_REASON_SILENCED,            // a comment says that one of the keys is meant as it is
    TK_REASON_UNREACHED,           // a key of the same container cannot be rewritten in place
    TK_REASON_NO_FORM,             // nothing that could be written there is right
    TK_REASON_WITH_ANOTHER,        // the finding of another line carries the edits of both
    TK_REASON_ELSEWHERE,           // another module made the container, and may use keys of it
    TK_REASON_ACROSS,              // what another file does with the container stands in the way
    TK_REASON_ARGUMENT,            // the function computes with what is passed, and may want another form of it
    TK_REASON_AMONG_SCALARS,       // no key made of the array would be found among those that are there
    TK_REASON_INSIDE,              // what is hashed is made of the argument in another module
    TK_REASON_CHANGED,             // an array that is a key is changed in place, and its content with it
    TK_REASON_MANY,                // more keys go into the container than a person would read the changes of
    TK_REASON_COUNT
} tk_fix_reason;

// What using a container means, by the name of the method or of the called function.
typedef enum tk_use_words {
    TK_USE_KEYED,                  // methods that take a key
    TK_USE_KEYS,                   // methods that give the keys
    TK_USE_HARMLESS,               // methods that have nothing to do with keys
    TK_USE_HARMLESS_CALLS,         // functions
    TK_USE_ITERATING_CALLS,
    TK_USE_STORING_CALLS,          // write to a file or send
    TK_USE_NUMBER_CALLS,           // give the same for an array of one number and for the number
    TK_USE_NUMBER_METHODS,         // of such an array, that say nothing on a number and are taken away
    TK_USE_MAKING_CALLS,           // make arrays of Python's numbers as of arrays
    TK_USE_TRANSPARENT,            // methods and functions that give the same elements and shape
    TK_USE_UNBOUNDED_CACHES,       // decorators that, without arguments, never forget
    TK_USE_BOUNDED_CACHES,         // decorators that take how much they remember
    TK_USE_KEYED_CACHES,           // decorators that take a key function
    TK_USE_FIELD_OPTIONS,          // "decorator module function option": how a class leaves out a field
    TK_USE_COUNT
} tk_use_words;

typedef struct tk_word_list {
    const char *const *at;
    uint16_t count;
} tk_word_list;

typedef struct tk_fixes {
    const tk_fix_kind *kinds;      // best first
    uint16_t kind_count;
    uint32_t sites;                // bit set of tk_site_kind: where something is rewritten at all
    uint32_t harms;                // bit set of tk_harm: likewise
    tk_word_list except;           // codes of rules whose findings no kind is right for
    tk_fix_forms conversions[TK_CONVERSION_COUNT];
    const tk_advice *refusals;     // where no fix is right, and why
    uint16_t refusal_count;
    const char *reasons[TK_REASON_COUNT];   // template: {line}; NULL: not told
    tk_word_list words[TK_USE_COUNT];
} tk_fixes;

// Reads a file of fixes. One of a later layer replaces all of an earlier one.
void tk_fixes_read(tk_loader *loader, const tk_yaml *root);
bool tk_fixes_has(const tk_fixes *self, tk_use_words list, tk_slice word);
const tk_fix_kind *tk_fixes_kind(const tk_fixes *self, const char *name);   // the first; or NULL
// The conversion that a placeholder names, as `number` or `number:v`; -1: none.
int tk_fixes_conversion(tk_slice placeholder);

#endif
