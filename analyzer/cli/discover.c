#include "cli/discover.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "cli/git_files.h"
#include "cli/ignore.h"
#include "cli/path.h"

// A folder still to be read.
typedef struct pending {
    char *shown;                   // owned; as it is reported
    char *absolute;                // owned
    const tk_ignore_level *above;  // ignore files of the folders above; NULL: none
} pending;

typedef struct walk {
    tk_config *config;
    const tk_options *options;  // of the run
    tk_diagnostics *diagnostics;
    tk_ignore_patterns user;  // git's ignore file for all repositories of the user
    TK_VEC(pending) stack;
    TK_VEC(tk_git_nested) trees;       // named, or repositories inside those
    TK_VEC(tk_ignore_level *) levels;  // all that were read, freed at the end
    tk_found found;
    uint32_t argument;
    char *root;  // owned; of the tree that is walked: links to files outside of it are not followed
} walk;

static void read_user_ignores(tk_ignore_patterns *out)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    tk_text path = {0};
    if (config && *config)
        tk_text_format(&path, "%s/git/ignore", config);
    else if (home && *home)
        tk_text_format(&path, "%s/.config/git/ignore", home);
    if (path.len)
        tk_ignore_add_file(out, path.at);
    tk_text_free(&path);
}

bool tk_discover_excluded(tk_config *config, const char *path)
{
    if (!tk_config_of_run(config)->options.force_exclude)
        return false;
    const tk_settings *settings = tk_config_of_path(config, path);
    char *absolute = tk_path_absolute(path);
    bool excluded = tk_excludes_cover(&settings->excludes, absolute);
    free(absolute);
    return excluded;
}

static bool has_extension(const char *name, const char *extension)
{
    const char *dot = strrchr(name, '.');
    return dot && dot != name && strcmp(dot + 1, extension + (*extension == '.')) == 0;
}

static bool is_python(const tk_options *options, const char *name)
{
    for (uint32_t i = 0; i < options->extension.len; i++)
        if (has_extension(name, options->extension.at[i]))
            return true;
    return has_extension(name, "py") || has_extension(name, "pyi") || has_extension(name, "ipynb");
}

static const tk_ignore_level *read_level(walk *self, const tk_ignore_level *above,
                                         const char *folder)
{
    tk_ignore_level *level = tk_ignore_level_read(above, folder);
    tk_vec_push(&self->levels, level);
    return level;
}

// The ignore files above a folder that was named on the command line. When they hide that folder
// itself they are left aside, and `*hidden` is set: who names an ignored folder wants it scanned.
static const tk_ignore_level *read_levels_above(walk *self, const char *folder, bool *hidden)
{
    char *top = tk_path_repository(folder);
    const tk_ignore_level *level = NULL;
    const char *below = top ? tk_path_below(folder, top) : "";
    for (const char *at = below; *at && !*hidden;) {
        char *above = tk_memory_copy_string(folder, (size_t)(at - folder) - 1);
        level = read_level(self, level, *above ? above : "/");
        free(above);
        at += strcspn(at, "/");
        char *next = tk_memory_copy_string(folder, (size_t)(at - folder));
        *hidden = tk_ignore_level_hides(level, &self->user, next, true);
        free(next);
        at += *at == '/';
    }
    free(top);
    return *hidden ? NULL : level;
}

static void complain(walk *self, const char *path, const char *why)
{
    tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, path, 0, 0, "cannot be read: %s", why);
}

static void visit_entry(walk *self, const pending *folder, const tk_ignore_level *level,
                        const tk_settings *settings, const char *name)
{
    char *absolute = tk_path_join(folder->absolute, name);
    char *shown = tk_path_join(folder->shown, name);
    struct stat status;
    bool exists = lstat(absolute, &status) == 0;
    bool is_link = exists && S_ISLNK(status.st_mode);
    if (is_link)
        exists = stat(absolute, &status) == 0 && S_ISREG(status.st_mode);
    bool is_folder = exists && S_ISDIR(status.st_mode);
    if (is_link && exists)
        exists = tk_path_stays(absolute, self->root);
    bool wanted = exists && (is_folder || (S_ISREG(status.st_mode) && is_python(self->options, name)));
    if (wanted && !tk_excludes_hide(&settings->excludes, absolute, is_folder) &&
        !(level && tk_ignore_level_hides(level, &self->user, absolute, is_folder))) {
        if (is_folder) {
            pending next = {shown, absolute, level};
            tk_vec_push(&self->stack, next);
            return;
        }
        tk_found_add(&self->found, shown, &status, is_link, self->argument, settings);
    }
    free(absolute);
    free(shown);
}

static void visit_folder(walk *self, const pending *folder)
{
    DIR *directory = tk_memory_checked(opendir(folder->absolute));
    const struct dirent *entry;
    if (!directory) {
        complain(self, folder->shown, strerror(errno));
        return;
    }
    const tk_ignore_level *level = folder->above;
    if (self->options->respect_gitignore)
        level = read_level(self, folder->above, folder->absolute);
    const tk_settings *settings = tk_config_of_folder(self->config, folder->absolute);
    while ((entry = readdir(directory)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            visit_entry(self, folder, level, settings, entry->d_name);
    closedir(directory);
}

// Inside a work tree git says what is there; elsewhere, and when git cannot say, the folder is walked.
// Takes over both paths.
static void visit_tree(walk *self, char *shown, char *absolute)
{
    bool hidden = !self->options->respect_gitignore;
    const tk_ignore_level *above = hidden ? NULL : read_levels_above(self, absolute, &hidden);
    char *repository = tk_path_repository(absolute);
    free(self->root);
    self->root = repository ? repository : tk_memory_copy_string(absolute, strlen(absolute));
    pending next = {shown, absolute, above};
    tk_git_folder folder = {shown, absolute, self->root, above, self->argument, is_python, self->options};
    tk_git_nested *nested = NULL;
    uint32_t count = 0;
    if (hidden || !repository ||
        !tk_git_files(&folder, self->config, &self->found, &nested, &count)) {
        tk_vec_push(&self->stack, next);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        tk_vec_push(&self->trees, nested[i]);
    free(nested);
    free(shown);
    free(absolute);
}

static void visit_argument(walk *self, const char *argument)
{
    struct stat status, link;
    char *shown = tk_path_tidy(argument);
    if (stat(shown, &status) != 0) {
        complain(self, shown, strerror(errno));
    } else if (tk_discover_excluded(self->config, shown)) {
        free(shown);
        return;
    } else if (S_ISREG(status.st_mode)) {
        bool is_link = lstat(shown, &link) == 0 && S_ISLNK(link.st_mode);
        tk_found_add(&self->found, shown, &status, is_link, self->argument,
                     tk_config_of_path(self->config, shown));
    } else if (S_ISDIR(status.st_mode)) {
        tk_git_nested tree = {shown, tk_memory_checked(realpath(shown, NULL))};
        if (tree.absolute) {
            tk_vec_push(&self->trees, tree);
            return;
        }
        complain(self, shown, strerror(errno));
    } else {
        complain(self, shown, "it is neither a file nor a folder");
    }
    free(shown);
}

static void visit_all(walk *self)
{
    while (self->trees.len || self->stack.len) {
        if (self->stack.len) {
            pending folder = self->stack.at[--self->stack.len];
            visit_folder(self, &folder);
            free(folder.shown);
            free(folder.absolute);
        } else {
            tk_git_nested tree = self->trees.at[--self->trees.len];
            visit_tree(self, tree.shown, tree.absolute);
        }
    }
}

void tk_discover(tk_config *config, const tk_strings *paths, tk_inputs *out,
                 tk_diagnostics *diagnostics)
{
    const tk_options *options = &tk_config_of_run(config)->options;
    walk self = {.config = config, .options = options, .diagnostics = diagnostics};
    if (options->respect_gitignore)
        read_user_ignores(&self.user);
    for (self.argument = 0; self.argument < paths->len; self.argument++) {
        visit_argument(&self, paths->at[self.argument]);
        visit_all(&self);
    }
    tk_found_finish(&self.found, out);
    for (uint32_t i = 0; i < self.levels.len; i++)
        tk_ignore_level_free(self.levels.at[i]);
    tk_vec_free(&self.levels);
    tk_vec_free(&self.stack);
    tk_vec_free(&self.trees);
    free(self.root);
    tk_ignore_free(&self.user);
}
