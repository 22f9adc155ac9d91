#include "base/memory.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

void tk_memory_end(void)
{
    fputs("tkscan: out of memory\n", stderr);
    exit(2);
}

static void *checked(void *block)
{
    if (!block)
        tk_memory_end();
    return block;
}

void *tk_memory_checked(void *made)
{
    if (!made && errno == ENOMEM)
        tk_memory_end();
    return made;
}

void *tk_memory_alloc(size_t bytes)
{
    return checked(malloc(bytes ? bytes : 1));
}

void *tk_memory_zero(size_t count, size_t size)
{
    return checked(calloc(count ? count : 1, size ? size : 1));
}

void *tk_memory_grow(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return checked(NULL);
    size_t bytes = count * size;
    return checked(realloc(old, bytes ? bytes : 1));
}

void *tk_memory_resize(void *old, size_t bytes)
{
    return tk_memory_grow(old, 1, bytes);
}

char *tk_memory_copy_string(const char *text, size_t len)
{
    char *copy = tk_memory_alloc(len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

uint64_t tk_memory_peak(void)
{
    struct rusage used = {0};
    getrusage(RUSAGE_SELF, &used);
#ifdef __APPLE__
    return (uint64_t)used.ru_maxrss;
#else
    return (uint64_t)used.ru_maxrss * 1024;   // Linux counts in KiB
#endif
}
