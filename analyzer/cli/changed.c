#include "cli/changed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/git.h"
#include "report/uri.h"

// Lines first..last of a file, as they are now.
typedef struct hunk {
    uint32_t first, last;
} hunk;

typedef struct changed_file {
    char *path;  // owned; from the repository's root
    TK_VEC(hunk) hunks;  // ascending
} changed_file;

typedef TK_VEC(changed_file) changes;

static int compare_files(const void *a, const void *b)
{
    return strcmp(((const changed_file *)a)->path, ((const changed_file *)b)->path);
}

static bool take_line(tk_slice *rest, tk_slice *line)
{
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->at, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->at) : rest->len;
    *line = (tk_slice){rest->at, len};
    rest->at += len + (end != NULL);
    rest->len -= len + (end != NULL);
    return true;
}

// The path behind "+++ ", with its "b/": as it is, or in quotes with the escapes of C.
static char *read_path(tk_slice text)
{
    static const char names[] = "abfnrtv\"\\", values[] = "\a\b\f\n\r\t\v\"\\";
    tk_text path = {0};
    bool quoted = text.len > 1 && text.at[0] == '"' && text.at[text.len - 1] == '"';
    size_t end = quoted ? text.len - 1 : text.len;
    for (size_t i = quoted; i < end; i++) {
        const char *name;
        if (!quoted || text.at[i] != '\\' || i + 1 == end) {
            // A name with spaces has a tab behind it.
            if (quoted || text.at[i] != '\t' || i + 1 != end)
                tk_text_add_char(&path, text.at[i]);
        } else if (i + 3 < end && isdigit((unsigned char)text.at[i + 1])) {
            tk_text_add_char(&path, (char)((text.at[i + 1] - '0') * 64 +
                                           (text.at[i + 2] - '0') * 8 + (text.at[i + 3] - '0')));
            i += 3;
        } else if ((name = memchr(names, text.at[++i], sizeof names - 1))) {
            tk_text_add_char(&path, values[name - names]);
        }
    }
    bool prefixed = path.len > 2 && memcmp(path.at, "b/", 2) == 0;
    char *result = prefixed ? tk_memory_copy_string(path.at + 2, path.len - 2) : NULL;
    tk_text_free(&path);
    return result;
}

// "@@ -1,2 +3,4 @@": four lines from the third.
static bool read_hunk(tk_slice line, hunk *out)
{
    const char *plus = memchr(line.at, '+', line.len);
    char *end;
    if (!plus)
        return false;
    unsigned long first = strtoul(plus + 1, &end, 10), count = 1;
    if (*end == ',')
        count = strtoul(end + 1, NULL, 10);
    *out = (hunk){(uint32_t)first, (uint32_t)(first + count - 1)};
    return count > 0;
}

static void read_diff(tk_slice diff, changes *out)
{
    tk_slice line;
    bool heading = false;  // lines of the text itself may look like headings
    bool known = false;
    while (take_line(&diff, &line)) {
        hunk found;
        if (tk_slice_starts(line, "diff --git ")) {
            heading = true;
            known = false;
        } else if (heading && tk_slice_starts(line, "+++ ")) {
            changed_file file = {.path = read_path((tk_slice){line.at + 4, line.len - 4})};
            known = file.path;
            if (known)
                tk_vec_push(out, file);
        } else if (tk_slice_starts(line, "@@ ")) {
            heading = false;
            if (known && read_hunk(line, &found))
                tk_vec_push(&out->at[out->len - 1].hunks, found);
        }
    }
}

static void read_untracked(tk_slice list, changes *out)
{
    for (size_t i = 0; i < list.len;) {
        size_t len = strnlen(list.at + i, list.len - i);
        changed_file file = {.path = tk_memory_copy_string(list.at + i, len)};
        hunk all = {1, UINT32_MAX};
        tk_vec_push(&file.hunks, all);
        tk_vec_push(out, file);
        i += len + 1;
    }
}

static bool ask_git(const tk_report *report, const char *revision, changes *out,
                    tk_diagnostics *diagnostics)
{
    const char *const diff[] = {"-c", "core.quotePath=false", "diff", "-U0", "-M", "--no-color",
                                "--no-ext-diff", "--no-textconv", "--ignore-submodules=all",
                                "--src-prefix=a/", "--dst-prefix=b/", "--end-of-options", revision, "--", NULL};
    const char *const untracked[] = {"ls-files", "-o", "--exclude-standard", "-z", NULL};
    tk_text text = {0}, errors = {0};
    int status = tk_git_run_on_contents(report->root, diff, &text, &errors);
    if (status == 0) {
        read_diff((tk_slice){text.at, text.len}, out);
        tk_text_clear(&text);
        status = tk_git_run(report->root, untracked, &text, &errors);
        read_untracked((tk_slice){text.at, text.len}, out);
    }
    if (status != 0) {
        const char *said = tk_text_string(&errors);
        said += strncmp(said, "fatal: ", 7) == 0 ? 7 : 0;
        said = *said ? said : "it could not be run";
        tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, NULL, 0, 0,
                           "'--diff-base': git cannot compare with '%s': %.*s", revision,
                           (int)strcspn(said, "\n"), said);
    }
    tk_text_free(&text);
    tk_text_free(&errors);
    return status == 0;
}

static bool touches(const changed_file *file, const tk_finding *finding)
{
    uint32_t first = finding->place.file_from.line, last = finding->place.file_to.line;
    for (uint32_t i = 0; file && i < file->hunks.len; i++)
        if (file->hunks.at[i].first <= last && file->hunks.at[i].last >= first)
            return true;
    return false;
}

static void filter_file(const tk_report *report, const changes *all, tk_file_result *file)
{
    tk_text path = {0};
    uint32_t kept = 0;
    tk_path_from_root(report, file->path, &path);
    changed_file wanted = {.path = (char *)tk_text_string(&path)};
    const changed_file *found =
        all->len ? bsearch(&wanted, all->at, all->len, sizeof *all->at, compare_files) : NULL;
    for (uint32_t i = 0; i < file->findings.len; i++) {
        if (touches(found, &file->findings.at[i]))
            file->findings.at[kept++] = file->findings.at[i];
        else
            tk_finding_free(&file->findings.at[i]);
    }
    file->findings.len = kept;
    tk_text_free(&path);
}

bool tk_changed_filter(const tk_report *report, const char *revision, tk_file_result *files,
                       tk_diagnostics *diagnostics)
{
    changes all = {0};
    bool known = ask_git(report, revision, &all, diagnostics);
    if (all.len)
        qsort(all.at, all.len, sizeof *all.at, compare_files);
    for (uint32_t i = 0; known && i < report->file_count; i++)
        if (files[i].findings.len)
            filter_file(report, &all, &files[i]);
    for (uint32_t i = 0; i < all.len; i++) {
        free(all.at[i].path);
        tk_vec_free(&all.at[i].hunks);
    }
    tk_vec_free(&all);
    return known;
}
