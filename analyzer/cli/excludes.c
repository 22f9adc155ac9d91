#include "cli/excludes.h"

#include <stdlib.h>
#include <string.h>

#include "cli/path.h"

static const char usual[] =
    ".bzr,.direnv,.eggs,.git,.git-rewrite,.hg,.ipynb_checkpoints,.mypy_cache,.nox,.pants.d,.pyenv,"
    ".pytest_cache,.pytype,.ruff_cache,.svn,.tkscan_cache,.tox,.venv,.vscode,__pycache__,"
    "__pypackages__,_build,buck-out,build,dist,node_modules,site-packages,venv";

static void add_patterns(tk_excludes *self, const char *base, const char *list)
{
    tk_exclude_group *group = NULL;
    for (uint32_t i = 0; i < self->groups.len && !group; i++)
        if (strcmp(self->groups.at[i].base, base) == 0)
            group = &self->groups.at[i];
    if (!group) {
        tk_exclude_group added = {.base = tk_memory_copy_string(base, strlen(base))};
        tk_vec_push(&self->groups, added);
        group = &self->groups.at[self->groups.len - 1];
    }
    while (*list) {
        size_t len = strcspn(list, ",");
        tk_ignore_add_line(&group->patterns, (tk_slice){list, len});
        list += len;
        list += *list == ',';
    }
}

void tk_excludes_read(tk_excludes *self, const tk_options *options)
{
    const tk_baseds *lists[] = {&options->exclude, &options->extend_exclude};
    char *current = tk_path_current();
    if (options->exclude.len == 0)
        add_patterns(self, current, usual);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (uint32_t j = 0; j < lists[i]->len; j++) {
            const tk_based *entry = &lists[i]->at[j];
            add_patterns(self, entry->base ? entry->base : current, entry->text);
        }
    }
    free(current);
}

void tk_excludes_free(tk_excludes *self)
{
    for (uint32_t i = 0; i < self->groups.len; i++) {
        free(self->groups.at[i].base);
        tk_ignore_free(&self->groups.at[i].patterns);
    }
    tk_vec_free(&self->groups);
}

// Patterns with a slash count from their base, or are absolute.
bool tk_excludes_hide(const tk_excludes *self, const char *absolute, bool is_folder)
{
    for (uint32_t i = 0; i < self->groups.len; i++) {
        const tk_exclude_group *group = &self->groups.at[i];
        const char *below = tk_path_below(absolute, group->base);
        tk_verdict verdict = TK_UNDECIDED;
        if (below)
            verdict = tk_ignore_decide(&group->patterns, tk_slice_of(below), is_folder);
        if (!verdict)
            verdict = tk_ignore_decide(&group->patterns, tk_slice_of(absolute + 1), is_folder);
        if (verdict == TK_IGNORED)
            return true;
    }
    return false;
}

bool tk_excludes_cover(const tk_excludes *self, const char *absolute)
{
    for (uint32_t i = 0; i < self->groups.len; i++) {
        char *relative = tk_path_relative(absolute, self->groups.at[i].base);
        bool covered = tk_ignore_covers(&self->groups.at[i].patterns, relative);
        free(relative);
        if (covered)
            return true;
    }
    return false;
}
