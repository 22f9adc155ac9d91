#include "cli/outputs.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/option_table.h"
#include "cli/problems.h"
#include "cli/write.h"
#include "report/summary.h"

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

// --color, then FORCE_COLOR, then NO_COLOR, then whether somebody watches.
bool tk_outputs_color(const tk_options *options, int descriptor)
{
    const char *force = getenv("FORCE_COLOR"), *terminal = getenv("TERM");
    if (options->color == TK_COLOR_ALWAYS || options->color == TK_COLOR_NEVER)
        return options->color == TK_COLOR_ALWAYS;
    if (force && *force)
        return strcmp(force, "0") != 0;
    if (is_set("NO_COLOR"))
        return false;
    return isatty(descriptor) && !(terminal && strcmp(terminal, "dumb") == 0);
}

static uint32_t terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

static uint32_t layer_of(const tk_options *options, const char *key)
{
    return options->from[tk_option_index(tk_option_of_key(tk_slice_of(key)))].layer;
}

// The environment speaks for the user: after the command line, before configuration files.
static tk_format default_format(const tk_options *options)
{
    const char *from_environment = getenv("TKSCAN_OUTPUT_FORMAT");
    if (layer_of(options, "output-format") >= TK_LAYER_INLINE)
        return (tk_format)options->format;
    for (uint32_t i = 0; from_environment && i < TK_FORMAT_COUNT; i++)
        if (strcmp(from_environment, tk_format_text((tk_format)i)) == 0)
            return (tk_format)i;
    return options->format >= 0 ? (tk_format)options->format : TK_FORMAT_FULL;
}

static bool counts_only(const tk_options *options, tk_format format)
{
    return options->statistics && (tk_format_is_text(format) || format == TK_FORMAT_JSON);
}

static bool write_one(const tk_options *options, tk_report *report, tk_format format,
                      const char *file)
{
    tk_text text = {0};
    tk_diagnostics diagnostics = {0};
    report->color =
        file ? options->color == TK_COLOR_ALWAYS : tk_outputs_color(options, STDOUT_FILENO);
    report->links = report->color && !file && isatty(STDOUT_FILENO);
    report->width = file ? 0 : terminal_width();
    if (counts_only(options, format))
        tk_report_statistics(report, format, &text);
    else
        tk_report_render(report, format, &text);
    bool written = tk_write_report(file, &text, &diagnostics);
    tk_problems_print(&diagnostics, true);
    tk_diagnostics_free(&diagnostics);
    tk_text_free(&text);
    return written;
}

void tk_outputs_summary(const tk_options *options, tk_report *report)
{
    tk_text text = {0};
    report->color = tk_outputs_color(options, STDERR_FILENO);
    tk_report_summary(report, &text);
    tk_write_error(&text);
    tk_text_free(&text);
}

bool tk_outputs_write(const tk_options *options, tk_report *report)
{
    bool written = true, for_people = false;
    bool asked = options->format >= 0 &&
                 layer_of(options, "output-format") >= layer_of(options, "output");
    if (options->outputs.len == 0 || options->output_file || asked) {
        tk_format format = default_format(options);
        written = write_one(options, report, format, options->output_file);
        for_people = tk_format_is_text(format);
    }
    for (uint32_t i = 0; i < options->outputs.len; i++) {
        const tk_output *output = &options->outputs.at[i];
        written &= write_one(options, report, output->format, output->file);
        for_people |= tk_format_is_text(output->format);
    }
    bool nothing_at_all = report->file_count == 0 && report->problems.len;
    if ((for_people || options->verbose) && !options->quiet && !nothing_at_all)
        tk_outputs_summary(options, report);
    return written;
}
