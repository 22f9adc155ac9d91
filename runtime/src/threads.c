/* Threads for one call: started, joined, gone.  Starting one takes 10-40 us, which sets the
 * amount of work from which the callers ask for them. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "tkhash_p.h"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

/* glibc moved these into libc with a new symbol version; the old names exist in every release, so
 * that a wheel built today still loads on an old system. */
#if defined(TK_STATIC)
/* A static program takes what its libc has. */
#elif defined(__GLIBC__) && defined(__x86_64__)
__asm__(".symver pthread_create,pthread_create@GLIBC_2.2.5");
__asm__(".symver pthread_join,pthread_join@GLIBC_2.2.5");
#elif defined(__GLIBC__) && defined(__aarch64__)
__asm__(".symver pthread_create,pthread_create@GLIBC_2.17");
__asm__(".symver pthread_join,pthread_join@GLIBC_2.17");
#endif

struct worker {
    pthread_t thread;
    void (*fn)(void *arg, unsigned i);
    void *arg;
    unsigned i;
    bool started;
};

static void *work(void *arg)
{
    struct worker *w = arg;
    w->fn(w->arg, w->i);
    return NULL;
}

/* glibc gives threads megabytes; others as little as 128 KiB, less than a strip. */
static bool start(struct worker *w)
{
#if defined(__GLIBC__)
    return pthread_create(&w->thread, NULL, work, w) == 0;
#else
    pthread_attr_t attr;
    if (pthread_attr_init(&attr) != 0)
        return false;
    bool good = pthread_attr_setstacksize(&attr, 2 * TKHASH_STACK) == 0 &&
                pthread_create(&w->thread, &attr, work, w) == 0;
    pthread_attr_destroy(&attr);
    return good;
#endif
}

void tk_parallel(unsigned n, void (*fn)(void *arg, unsigned i), void *arg)
{
    struct worker w[TK_MAX_THREADS];
    assert(n >= 1 && n <= TK_MAX_THREADS);
    for (unsigned i = 1; i < n; i++) {
        w[i] = (struct worker){.fn = fn, .arg = arg, .i = i};
        w[i].started = start(&w[i]);
    }
    fn(arg, 0);
    for (unsigned i = 1; i < n; i++) {
        if (w[i].started)
            pthread_join(w[i].thread, NULL);
        else
            fn(arg, i);
    }
}

static unsigned available(void)
{
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return (unsigned)CPU_COUNT(&set);
#endif
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (unsigned)n : 1;
}

unsigned tk_threads_for(unsigned asked, uint64_t bytes, uint64_t per_thread)
{
    uint64_t n = asked;
    if (asked == 0) {
        if (bytes < 2 * per_thread)
            return 1;
        n = bytes / per_thread < available() ? bytes / per_thread : available();
    }
    n = n < TK_MAX_THREADS ? n : TK_MAX_THREADS;
    return n > 0 ? (unsigned)n : 1;
}
