#include "cli/discover.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "cli/found.h"
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
    TK_VEC(tk_ignore_level *) levels;  // all that were read, freed at the end
    tk_found found;
    uint32_t argument;
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

static bool is_python(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && dot != name &&
           (strcmp(dot, ".py") == 0 || strcmp(dot, ".pyi") == 0 || strcmp(dot, ".ipynb") == 0);
}

static const tk_ignore_level *read_level(walk *self, const tk_ignore_level *above,
                                         const char *folder)
{
    tk_ignore_level *level = tk_ignore_level_read(above, folder);
    tk_vec_push(&self->levels, level);
    return level;
}

// The ignore files above a folder that was named on the command line. When they hide that folder
// itself they are left aside: who names an ignored folder wants it scanned.
static const tk_ignore_level *read_levels_above(walk *self, const char *folder)
{
    char *top = tk_path_repository(folder);
    const tk_ignore_level *level = NULL;
    bool hidden = false;
    const char *below = top ? tk_path_below(folder, top) : "";
    for (const char *at = below; *at && !hidden;) {
        char *above = tk_memory_copy_string(folder, (size_t)(at - folder) - 1);
        level = read_level(self, level, *above ? above : "/");
        free(above);
        at += strcspn(at, "/");
        char *next = tk_memory_copy_string(folder, (size_t)(at - folder));
        hidden = tk_ignore_level_hides(level, &self->user, next, true);
        free(next);
        at += *at == '/';
    }
    free(top);
    return hidden ? NULL : level;
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
    bool wanted = exists && (is_folder || (S_ISREG(status.st_mode) && is_python(name)));
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
    DIR *directory = opendir(folder->absolute);
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
        char *absolute = realpath(shown, NULL);
        if (absolute) {
            bool respect = self->options->respect_gitignore;
            pending next = {shown, absolute, respect ? read_levels_above(self, absolute) : NULL};
            tk_vec_push(&self->stack, next);
            return;
        }
        complain(self, shown, strerror(errno));
    } else {
        complain(self, shown, "it is neither a file nor a folder");
    }
    free(shown);
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
        while (self.stack.len) {
            pending folder = self.stack.at[--self.stack.len];
            visit_folder(&self, &folder);
            free(folder.shown);
            free(folder.absolute);
        }
    }
    tk_found_finish(&self.found, out);
    for (uint32_t i = 0; i < self.levels.len; i++)
        tk_ignore_level_free(self.levels.at[i]);
    tk_vec_free(&self.levels);
    tk_vec_free(&self.stack);
    tk_ignore_free(&self.user);
}
