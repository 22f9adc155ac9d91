// Runs one function over many files on several threads.
#ifndef TK_DRIVER_H
#define TK_DRIVER_H

#include "report/finding.h"

typedef struct tk_input {
    char *path;      // owned
    uint64_t bytes;  // its size when it was found: large files go first
    const struct tk_settings *settings;  // what counts for this file; the driver does not look
} tk_input;

typedef struct tk_inputs {
    TK_VEC(tk_input) list;
} tk_inputs;

void tk_inputs_free(tk_inputs *self);

// Fills `result` for one file; called from several threads at once.
typedef void tk_driver_work(const void *context, const tk_input *input, tk_file_result *result);

// `results` has one zeroed entry for each input and is filled in the order of the inputs, findings
// sorted by (offset, code): the same for any number of threads (`jobs` >= 1).
void tk_driver_run(const tk_inputs *inputs, uint32_t jobs, tk_driver_work *work,
                   const void *context, tk_file_result *results);

#endif
