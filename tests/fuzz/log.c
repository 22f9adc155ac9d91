// Runs a target: under libFuzzer, with a line for each finished run in the file that TK_FUZZ_LOG names
// (target, executions, seconds); or, built with TK_FUZZ_REPLAY, once for each file named.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fuzz.h"

#ifdef TK_FUZZ_REPLAY

static bool replay(const char *path)
{
    tk_text text = {0};
    char buffer[65536];
    FILE *in = fopen(path, "rb");
    if (!in) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return false;
    }
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, in)) > 0;)
        tk_text_add(&text, buffer, got);
    fclose(in);
    // A block of just this size, so that a byte read behind the end is seen.
    char *bytes = tk_memory_alloc(text.len);
    if (text.len)
        memcpy(bytes, text.at, text.len);
    tk_fuzz_input(bytes, text.len);
    free(bytes);
    tk_text_free(&text);
    return true;
}

int main(int count, char **paths)
{
    bool good = true;
    for (int i = 1; i < count; i++)
        good &= replay(paths[i]);
    printf("%s: %d files\n", tk_fuzz_name, count - 1);
    return good ? 0 : 2;
}

#else

static unsigned long long executions;
static time_t started;

static void write_log(void)
{
    const char *path = getenv("TK_FUZZ_LOG");
    FILE *out = path ? fopen(path, "a") : NULL;
    if (!out)
        return;
    fprintf(out, "%s\t%llu\t%lld\n", tk_fuzz_name, executions,
            (long long)(time(NULL) - started));
    fclose(out);
}

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    started = time(NULL);
    atexit(write_log);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    executions++;
    tk_fuzz_input((const char *)bytes, len);
    return 0;
}

#endif
