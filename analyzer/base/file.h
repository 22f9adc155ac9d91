// Bytes of files.
#ifndef TK_BASE_FILE_H
#define TK_BASE_FILE_H

#include <stdint.h>

#include "base/text.h"

// Opens a regular file for reading; -1 with errno set when it is none (EISDIR, EINVAL) or cannot be
// opened. A named pipe nobody writes to does not make it wait.
int tk_file_open(const char *path);

// Appends what is left of an open file. Stops behind `most` bytes, so that a file that grew
// meanwhile is seen to be longer than that; false with errno set when reading fails.
bool tk_file_append(int file, tk_text *out, uint64_t most);

// Both and close; EFBIG when there is more than `most`.
bool tk_file_load(const char *path, tk_text *out, uint64_t most);

#endif
