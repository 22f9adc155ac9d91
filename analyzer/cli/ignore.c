#include "cli/ignore.h"

#include <string.h>
#include <sys/stat.h>

#include "cli/file_list.h"
#include "cli/glob.h"

// Without the spaces at the end, but for one behind a backslash.
static tk_slice trimmed(tk_slice line)
{
    size_t kept = 0;
    if (line.len && line.at[line.len - 1] == '\r')
        line.len--;
    for (size_t i = 0; i < line.len; i++) {
        if (line.at[i] == '\\' && i + 1 < line.len)
            i++;
        else if (line.at[i] == ' ')
            continue;
        kept = i + 1;
    }
    return (tk_slice){line.at, kept};
}

void tk_ignore_add_line(tk_ignore_patterns *self, tk_slice line)
{
    tk_ignore_pattern pattern = {0};
    line = trimmed(line);
    if (line.len == 0 || line.at[0] == '#')
        return;
    pattern.negated = line.at[0] == '!';
    line.at += pattern.negated;
    line.len -= pattern.negated;
    pattern.folders_only = line.len && line.at[line.len - 1] == '/';
    line.len -= pattern.folders_only;
    pattern.anchored = line.len && memchr(line.at, '/', line.len);
    if (line.len && line.at[0] == '/') {
        line.at++;
        line.len--;
    }
    if (line.len == 0)
        return;
    pattern.text = tk_memory_copy_string(line.at, line.len);
    tk_vec_push(&self->list, pattern);
}

void tk_ignore_add_file(tk_ignore_patterns *self, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return;
    tk_strings lines = {0};
    tk_diagnostics unread = {0};  // git itself passes over an ignore file it cannot read
    tk_file_list_read(path, '\n', &lines, &unread);
    for (uint32_t i = 0; i < lines.len; i++) {
        tk_slice line = tk_slice_of(lines.at[i]);
        if (i == 0 && tk_slice_starts(line, "\xEF\xBB\xBF"))
            line = (tk_slice){line.at + 3, line.len - 3};
        tk_ignore_add_line(self, line);
    }
    tk_diagnostics_free(&unread);
    tk_strings_free(&lines);
}

void tk_ignore_free(tk_ignore_patterns *self)
{
    for (uint32_t i = 0; i < self->list.len; i++)
        free(self->list.at[i].text);
    tk_vec_free(&self->list);
}

tk_verdict tk_ignore_decide(const tk_ignore_patterns *self, tk_slice path, bool is_folder)
{
    tk_slice name = path;
    for (size_t i = 0; i < path.len; i++)
        if (path.at[i] == '/')
            name = (tk_slice){path.at + i + 1, path.len - i - 1};
    for (uint32_t i = self->list.len; i > 0; i--) {
        const tk_ignore_pattern *pattern = &self->list.at[i - 1];
        if (pattern->folders_only && !is_folder)
            continue;
        if (tk_glob_match(tk_slice_of(pattern->text), pattern->anchored ? path : name))
            return pattern->negated ? TK_KEPT : TK_IGNORED;
    }
    return TK_UNDECIDED;
}

bool tk_ignore_covers(const tk_ignore_patterns *self, const char *path)
{
    size_t len = strlen(path);
    for (size_t i = 1; i <= len; i++)
        if ((i == len || path[i] == '/') &&
            tk_ignore_decide(self, (tk_slice){path, i}, i < len) == TK_IGNORED)
            return true;
    return false;
}

static void add_file_in(tk_ignore_patterns *self, const char *folder, const char *name)
{
    tk_text path = {0};
    tk_text_format(&path, "%s/%s", folder, name);
    tk_ignore_add_file(self, path.at);
    tk_text_free(&path);
}

tk_ignore_level *tk_ignore_level_read(const tk_ignore_level *above, const char *folder)
{
    tk_ignore_level *self = tk_memory_zero(1, sizeof *self);
    struct stat status;
    tk_text git = {0};
    tk_text_format(&git, "%s/.git", folder);
    self->above = above;
    self->folder = tk_memory_copy_string(folder, strlen(folder));
    self->repository = stat(git.at, &status) == 0;
    add_file_in(&self->ignore, folder, ".ignore");
    add_file_in(&self->gitignore, folder, ".gitignore");
    if (self->repository)
        add_file_in(&self->exclude, folder, ".git/info/exclude");
    tk_text_free(&git);
    return self;
}

void tk_ignore_level_free(tk_ignore_level *self)
{
    tk_ignore_free(&self->ignore);
    tk_ignore_free(&self->gitignore);
    tk_ignore_free(&self->exclude);
    free(self->folder);
    free(self);
}

static tk_slice below(const tk_ignore_level *level, const char *path)
{
    const char *rest = path + strlen(level->folder);
    return tk_slice_of(*rest == '/' ? rest + 1 : rest);
}

bool tk_ignore_level_hides(const tk_ignore_level *self, const tk_ignore_patterns *user,
                           const char *path, bool is_folder)
{
    tk_verdict verdict = TK_UNDECIDED;
    const tk_ignore_level *at;
    for (at = self; at && !verdict; at = at->above)
        verdict = tk_ignore_decide(&at->ignore, below(at, path), is_folder);
    for (at = self; at && !verdict; at = at->above) {
        verdict = tk_ignore_decide(&at->gitignore, below(at, path), is_folder);
        if (!verdict && at->repository)
            verdict = tk_ignore_decide(&at->exclude, below(at, path), is_folder);
        if (!verdict && (at->repository || !at->above))
            verdict = tk_ignore_decide(user, below(at, path), is_folder);
        if (at->repository)
            break;
    }
    return verdict == TK_IGNORED;
}

bool tk_ignore_level_hides_own(const tk_ignore_level *self, const char *path, bool is_folder)
{
    tk_verdict verdict = TK_UNDECIDED;
    for (const tk_ignore_level *at = self; at && !verdict; at = at->above)
        verdict = tk_ignore_decide(&at->ignore, below(at, path), is_folder);
    return verdict == TK_IGNORED;
}
