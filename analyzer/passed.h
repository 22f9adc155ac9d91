// Dicts that are given to certain calls: `f(words={key: 1})`, or `d[key] = 1` where the code around has `f(words=d)`.
#ifndef TK_PASSED_H
#define TK_PASSED_H

#include "infer/infer.h"

// `to`: the words of the condition name the called function, and not the parameter.
bool tk_site_is_passed(tk_program *program, const tk_condition *condition, const tk_nomination *site, bool to);

#endif
