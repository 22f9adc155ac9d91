// Loaded before the C library (LD_PRELOAD): the allocation that TK_STARVE counts to fails, and with
// TK_STARVE_ON all that follow. In a build that counts, TK_STARVE_COUNT names a file for how many there were.
#define _GNU_SOURCE
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static atomic_ulong asked;
static unsigned long last;
static bool goes_on, ready;

__attribute__((constructor)) static void start(void)
{
    const char *at = getenv("TK_STARVE");
    last = at ? strtoul(at, NULL, 10) : 0;
    goes_on = getenv("TK_STARVE_ON") != NULL;
    ready = true;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("TK_STARVE_COUNT");
    ready = false;
    FILE *out = path ? fopen(path, "w") : NULL;
    if (!out)
        return;
    fprintf(out, "%lu\n", atomic_load(&asked));
    fclose(out);
}

static bool fails(void)
{
    if (!ready)
        return false;
    unsigned long number = atomic_fetch_add(&asked, 1) + 1;
    bool now = last && (number == last || (goes_on && number > last));
    if (now)
        errno = ENOMEM;
    return now;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

void *mmap(void *at, size_t size, int access, int flags, int file, off_t offset)
{
    if ((flags & MAP_ANONYMOUS) && fails())
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, size, access, flags, file, offset);
}
