// What the fuzzing targets share. A target is one file with tk_fuzz_name and tk_fuzz_input; log.c makes
// it a libFuzzer target, which writes down what it ran, or a program that runs the files it is given.
#ifndef TK_TESTS_FUZZ_FUZZ_H
#define TK_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "catalog/files.h"

extern const char tk_fuzz_name[];
void tk_fuzz_input(const char *bytes, size_t len);

// Reads a catalog of the embedded builtins and one definition file more, made of the input.
void tk_fuzz_catalog(int kind, const char *path, const char *bytes, size_t len);

// Scans the input under a name of one of the catalog's languages, and renders a report.
void tk_fuzz_scan(const char *name, const char *bytes, size_t len);
// Applies all of its fixes; what comes out must parse if it did, and have none left.
void tk_fuzz_fix(const char *name, const char *bytes, size_t len);

#endif
