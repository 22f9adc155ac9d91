// Files as they should not be: every beginning of each file named (chop), with bytes replaced (noise), and
// with pieces doubled and taken out (slap). Each is scanned, and takes less than a second.
//
//     mutations [--every N] FILE...      every N-th beginning, and as many of the other two (default: 1)
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "report/report.h"
#include "scan.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { MOST_MS = 20000 };
#else
enum { MOST_MS = 1000 };
#endif

typedef struct run {
    const tk_catalog *catalog;
    const char *path;
    uint32_t scans, slow;
    uint64_t state;  // of the numbers below, which are the same in each run
} run;

static uint32_t number(run *self, size_t below)
{
    self->state = self->state * 6364136223846793005u + 1442695040888963407u;
    return below ? (uint32_t)((self->state >> 33) % below) : 0;
}

static int64_t processor_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// Written before a scan, so that a crash leaves behind what caused it.
static void keep(const run *self, const char *bytes, size_t len)
{
    const char *path = getenv("TK_MUTATION");
    FILE *out = path ? fopen(path, "wb") : NULL;
    if (!out)
        return;
    fwrite(bytes, 1, len, out);
    fclose(out);
    fprintf(stderr, "%s\n", self->path);
}

static void scan(run *self, const char *what, const char *bytes, size_t len)
{
    static const tk_scan_options options = {.pedantic = true, .max_bytes = UINT32_MAX - 1};
    // A block of just this size, so that a byte read behind the end is seen.
    char *exact = tk_memory_alloc(len);
    if (len)
        memcpy(exact, bytes, len);
    keep(self, exact, len);
    int64_t start = processor_ms();
    tk_file_result result;
    tk_scan_bytes(self->catalog, &options, "input.py", exact, len, &result);
    tk_report report = {.catalog = self->catalog, .files = &result, .file_count = 1, .version = "0"};
    tk_report_collect(&report, NULL, 0);
    tk_text out = {0};
    tk_report_render(&report, TK_FORMAT_FULL, &out);
    tk_text_free(&out);
    tk_report_free(&report);
    tk_file_result_free(&result);
    free(exact);
    int64_t took = processor_ms() - start;
    self->scans++;
    if (took > MOST_MS) {
        printf("%s: %s, %zu bytes: took %" PRId64 " ms\n", self->path, what, len, took);
        self->slow++;
    }
}

static void noise(run *self, char *bytes, size_t len)
{
    static const char likely[] = "()[]{}'\"\\:,.\n\r\t #@=*\0\x80\xff";
    for (uint32_t times = 1 + number(self, 8); times-- > 0 && len;) {
        char *at = bytes + number(self, len);
        switch (number(self, 3)) {
        case 0:
            *at = (char)(*at ^ (1 << number(self, 8)));
            break;
        case 1:
            *at = likely[number(self, sizeof likely)];
            break;
        default:
            *at = bytes[number(self, len)];
        }
    }
    scan(self, "noise", bytes, len);
}

// A piece of the file in another place, and another piece gone.
static void slap(run *self, const char *bytes, size_t len)
{
    size_t from = number(self, len), size = number(self, len - from + 1), to = number(self, len);
    size_t gone = number(self, len - to + 1);
    char *changed = tk_memory_alloc(len + size);
    memcpy(changed, bytes, to);
    memcpy(changed + to, bytes + from, size);
    memcpy(changed + to + size, bytes + to + gone, len - to - gone);
    scan(self, "slap", changed, len + size - gone);
    free(changed);
}

static void mutate(run *self, const char *bytes, size_t len, size_t every)
{
    char *copy = tk_memory_alloc(len);
    for (size_t i = number(self, every); i < len; i += every) {
        scan(self, "chop", bytes, i);
        memcpy(copy, bytes, len);
        noise(self, copy, len);
        slap(self, bytes, len);
    }
    free(copy);
}

static char *read_file(const char *path, size_t *len)
{
    FILE *in = fopen(path, "rb");
    tk_text text = {0};
    char buffer[65536];
    for (size_t got; in && (got = fread(buffer, 1, sizeof buffer, in)) > 0;)
        tk_text_add(&text, buffer, got);
    if (in)
        fclose(in);
    *len = text.len;
    return text.at;
}

int main(int count, char **arguments)
{
    tk_diagnostics diagnostics = {0};
    run self = {.catalog = tk_catalog_load(NULL, 0, &diagnostics), .state = 37};
    size_t every = 1;
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "--every") == 0 && i + 1 < count) {
            every = strtoul(arguments[++i], NULL, 10);
            every = every ? every : 1;
            continue;
        }
        size_t len;
        self.path = arguments[i];
        char *bytes = read_file(arguments[i], &len);
        if (len)
            mutate(&self, bytes, len, every);
        free(bytes);
    }
    tk_catalog_free((tk_catalog *)self.catalog);
    tk_diagnostics_free(&diagnostics);
    printf("%" PRIu32 " scans, %" PRIu32 " of them slow\n", self.scans, self.slow);
    return self.slow || !self.scans;
}
