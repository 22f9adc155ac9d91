// How far a long run is, on the terminal of somebody who waits for it.
#ifndef TK_CLI_PROGRESS_H
#define TK_CLI_PROGRESS_H

#include "cli/options.h"

typedef struct tk_progress {
    bool watched;        // standard error is a terminal, and no machine is behind it
    bool shown;          // a line stands there
    int64_t start, last; // ms: of the run, and when the line was written
} tk_progress;

void tk_progress_start(tk_progress *self, const tk_options *options);
// `done` of `of` parts of the work; a tk_watch. Writes a few times a second, after the first one.
void tk_progress_tell(void *self, uint32_t done, uint32_t of);
void tk_progress_end(tk_progress *self);  // takes the line away

#endif
