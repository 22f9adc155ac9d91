// Heap allocation that cannot fail: out of memory ends the program in one place.
#ifndef TK_BASE_MEMORY_H
#define TK_BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

void *tk_memory_alloc(size_t bytes);                 // uninitialised, never NULL
void *tk_memory_zero(size_t count, size_t size);     // zeroed, never NULL
void *tk_memory_grow(void *old, size_t count, size_t size);
void *tk_memory_resize(void *old, size_t bytes);
void *tk_memory_checked(void *made);  // by a function of the C library: no NULL for lack of memory
void tk_memory_end(void) __attribute__((noreturn));  // says that there is no more
uint64_t tk_memory_peak(void);   // bytes that the process had in memory at most, shared pages included
char *tk_memory_copy_string(const char *text, size_t len);  // NUL-terminated copy

#endif
