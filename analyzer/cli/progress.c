#include "cli/progress.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/write.h"

enum { PATIENCE = 1000, INTERVAL = 100 };

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

void tk_progress_start(tk_progress *self, const tk_options *options)
{
    const char *terminal = getenv("TERM");
    bool dumb = terminal && strcmp(terminal, "dumb") == 0;
    *self = (tk_progress){.start = tk_clock_ms()};
    // pre-commit gives its hooks a terminal, and shows all that they write.
    self->watched = !options->quiet && isatty(STDERR_FILENO) && !dumb && !is_set("CI") &&
                    !is_set("PRE_COMMIT");
}

static void write_line(const char *line)
{
    tk_text text = {0};
    tk_text_format(&text, "\r\033[K%s", line);
    tk_write_error(&text);
    tk_text_free(&text);
}

void tk_progress_tell(void *context, uint32_t done, uint32_t of)
{
    tk_progress *self = context;
    int64_t now = self->watched ? tk_clock_ms() : 0;
    if (!self->watched || now - self->start < PATIENCE || now - self->last < INTERVAL)
        return;
    tk_text line = {0};
    tk_text_format(&line, "tkscan: %u %%", (uint32_t)((uint64_t)done * 100 / (of ? of : 1)));
    write_line(line.at);
    tk_text_free(&line);
    self->last = now;
    self->shown = true;
}

void tk_progress_end(tk_progress *self)
{
    if (self->shown)
        write_line("");
    self->shown = false;
}
