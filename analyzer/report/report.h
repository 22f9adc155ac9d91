// A run's results as text in one of the formats. A report only reads; whoever calls it writes the
// text where it belongs.
#ifndef TK_REPORT_REPORT_H
#define TK_REPORT_REPORT_H

#include "report/finding.h"

typedef enum tk_format {
#define TK_FORMAT(name, text, kind) TK_FORMAT_##name,
#include "report/formats.def"
#undef TK_FORMAT
    TK_FORMAT_COUNT
} tk_format;

// What a report shows. Everything is borrowed from the run.
typedef struct tk_report {
    const tk_catalog *catalog;
    const tk_file_result *files;  // every scanned file, sorted by path
    uint32_t file_count;
    TK_VEC(const tk_finding *) findings;     // to be shown, sorted by (path, offset, code); owned
    TK_VEC(const tk_finding *) silenced;     // by comments, when they are asked for, likewise; owned
    uint32_t found;                          // before --max-results took some away
    TK_VEC(const tk_diagnostic *) problems;  // of the run, then of its files in order; owned
    const char *version;                     // of the program
    const char *homepage;                    // its address, without a slash at the end, or NULL
    const char *root;                        // absolute folder that URIs are relative to, or NULL
    const char *folder;                      // absolute folder that relative paths start from
    uint32_t shard, shard_count;             // which part of the files this is; 0: all
    tk_applicability least;                  // of the fixes that --fix applies with the given options
    uint32_t fixed;                          // findings that were repaired and are not among these
    bool would_fix;                          // they would be: nothing was written
    bool color;                              // terminal colours (text formats)
    bool links;                              // codes link to the homepage (text formats)
    uint32_t width;                          // columns of the terminal; 0: do not crop lines
} tk_report;

// Fills findings and problems from the files and from `general` (may be NULL). Of more than
// `max_results` findings (0: no limit) the gravest are kept.
void tk_report_collect(tk_report *self, const tk_diagnostics *general, uint32_t max_results);
void tk_report_free(tk_report *self);

const char *tk_format_text(tk_format format);  // "json-lines"
bool tk_format_is_text(tk_format format);
void tk_report_render(const tk_report *self, tk_format format, tk_text *out);
// How many findings of each code, most frequent first; as a table or (`format` JSON) as JSON.
void tk_report_statistics(const tk_report *self, tk_format format, tk_text *out);

#define TK_FORMAT(name, text, kind) void tk_report_##text(const tk_report *self, tk_text *out);
#include "report/formats.def"
#undef TK_FORMAT

#endif
