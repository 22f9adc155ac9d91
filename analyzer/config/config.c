#include "config/config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/path.h"
#include "cli/problems.h"
#include "config/file.h"
#include "config/keys.h"
#include "config/toml.h"

enum { LONGEST_CHAIN = 16 };

struct tk_config {
    const tk_options *given;
    tk_diagnostics diagnostics;  // not printed yet
    bool failed;
    const tk_catalog *catalog;  // NULL until the run has one
    char *current;              // the absolute current folder
    tk_settings *run;           // one of `list`
    bool same_everywhere;       // --isolated, --config FILE
    TK_VEC(tk_settings *) list;
    tk_names *folders;                // the folders that were asked for
    TK_VEC(tk_settings *) by_folder;  // by the folder's name; NULL: not asked for
};

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return tk_memory_copy_string(".", 1);
    return tk_memory_copy_string(path, slash == path ? 1 : (size_t)(slash - path));
}

// --- one file and what it extends ------------------------------------------------------------------

typedef struct link {
    char *path;  // owned
    char *real;  // owned; with links resolved: a file must not extend itself
    const tk_yaml *table;
    tk_arena arena;
} link;

typedef TK_VEC(link) chain;

static bool is_in(const chain *files, const char *real)
{
    for (uint32_t i = 0; i < files->len; i++)
        if (strcmp(files->at[i].real, real) == 0)
            return true;
    return false;
}

static char *resolve(const char *path)
{
    char *real = tk_memory_checked(realpath(path, NULL));
    return real ? real : tk_path_tidy(path);
}

// The file that `table` extends, or NULL. What keeps it from being read is an error at its name.
static char *next_in_chain(tk_config *self, const chain *files, const char *root)
{
    const link *last = &files->at[files->len - 1];
    const tk_yaml *name = last->table ? tk_keys_extend(last->table) : NULL;
    if (!name)
        return NULL;
    char *folder = folder_of(last->path);
    char *real_folder = folder_of(last->real);
    tk_key_source source = {last->path, real_folder, root, 0};
    bool allowed = tk_keys_path_allowed(&source, name, "extend", name->text.at, &self->diagnostics);
    free(real_folder);
    if (!allowed) {
        free(folder);
        return NULL;
    }
    char *path = name->text.at[0] == '/' ? tk_path_tidy(name->text.at)
                                         : tk_path_join(folder, name->text.at);
    char *real = resolve(path);
    const char *why = is_in(files, real)           ? "it is extended by itself"
                      : files->len == LONGEST_CHAIN ? "more than 16 files extend each other"
                      : !is_file(path)              ? "there is no such file"
                                                    : NULL;
    if (why) {
        tk_diagnostics_add(&self->diagnostics, TK_SEVERITY_ERROR, last->path, name->line,
                           name->column, "'%s' cannot be extended: %s", name->text.at, why);
        free(path);
        path = NULL;
    }
    free(folder);
    free(real);
    return path;
}

static void read_chain(tk_config *self, const char *file, const char *root, chain *files)
{
    char *path = tk_memory_copy_string(file, strlen(file));
    while (path) {
        link next = {.path = path, .real = resolve(path), .arena = TK_ARENA_INIT};
        next.table = tk_config_file_read(&next.arena, path, &self->diagnostics);
        tk_vec_push(files, next);
        path = next_in_chain(self, files, root);
    }
}

// What a configuration file that nobody named may speak of: its repository, or its folder. NULL: all.
static char *root_of(const tk_config *self, const char *file)
{
    char *real = resolve(file), *folder = folder_of(real);
    char *root = self->same_everywhere ? NULL : tk_path_repository(folder);
    free(real);
    if (root || self->same_everywhere) {
        free(folder);
        return root;
    }
    return folder;
}

static void apply_file(tk_config *self, const char *file, tk_options *options)
{
    chain files = {0};
    char *root = root_of(self, file);
    read_chain(self, file, root, &files);
    for (uint32_t i = files.len; i-- > 0;) {
        char *real_folder = folder_of(files.at[i].real);
        tk_key_source source = {files.at[i].path, real_folder, root, files.len - i};
        if (files.at[i].table)
            tk_keys_apply(options, files.at[i].table, &source, &self->diagnostics);
        free(real_folder);
    }
    for (uint32_t i = 0; i < files.len; i++) {
        free(files.at[i].path);
        free(files.at[i].real);
        tk_arena_free(&files.at[i].arena);
    }
    tk_vec_free(&files);
    free(root);
}

// --- --config --------------------------------------------------------------------------------------

static bool is_setting(const char *value)
{
    return !is_file(value) && strchr(value, '=');
}

// KEY=VALUE is a line of TOML; a value that is none is taken as text: output-format=sarif.
static const tk_yaml *read_setting(tk_arena *arena, const char *value, tk_diagnostics *diagnostics)
{
    tk_diagnostics problems = {0};
    const tk_yaml *table = tk_toml_read(arena, "--config", tk_slice_of(value), NULL, &problems);
    tk_text quoted = {0};
    size_t key = strcspn(value, "=") + 1;
    if (!table && !strpbrk(value + key, "[]{}\"'")) {
        tk_text_add(&quoted, value, key);
        tk_text_format(&quoted, "'%s'", value + key);
        tk_diagnostics_free(&problems);
        table = tk_toml_read(arena, "--config", (tk_slice){quoted.at, quoted.len}, NULL, &problems);
        tk_text_free(&quoted);
    }
    tk_diagnostics_move(diagnostics, &problems);
    return table;
}

static void apply_inline(tk_config *self, tk_options *options)
{
    for (uint32_t i = 0; i < self->given->config.len; i++) {
        const char *value = self->given->config.at[i];
        if (!is_setting(value))
            continue;
        tk_arena arena = TK_ARENA_INIT;
        tk_diagnostics problems = {0};
        tk_diagnostics *errors = self->list.len ? &problems : &self->diagnostics;  // once is enough
        const tk_yaml *table = read_setting(&arena, value, errors);
        tk_key_source source = {"--config", NULL, NULL, TK_LAYER_INLINE};
        if (table)
            tk_keys_apply(options, table, &source, errors);
        tk_diagnostics_free(&problems);
        tk_arena_free(&arena);
    }
}

// --- settings --------------------------------------------------------------------------------------

static void complete(tk_config *self, tk_settings *settings)
{
    tk_selection_read(&settings->selection, &settings->options, self->catalog, &self->diagnostics);
}

// Takes over `file`, which may be NULL.
static tk_settings *new_settings(tk_config *self, char *file)
{
    tk_settings *settings = tk_memory_zero(1, sizeof *settings);
    tk_options_start(&settings->options);
    settings->file = file;
    if (file)
        apply_file(self, file, &settings->options);
    apply_inline(self, &settings->options);
    tk_options_repeat(&settings->options, self->given);
    tk_excludes_read(&settings->excludes, &settings->options);
    if (self->catalog)
        complete(self, settings);
    tk_vec_push(&self->list, settings);
    return settings;
}

// The settings a file has given already, for a folder that reaches it by another way; or new ones.
static tk_settings *settings_of_file(tk_config *self, char *file)
{
    for (uint32_t i = 0; i < self->list.len; i++) {
        const char *known = self->list.at[i]->file;
        if (known ? file && strcmp(known, file) == 0 : !file) {
            free(file);
            return self->list.at[i];
        }
    }
    return new_settings(self, file);
}

// Messages name a file below the current folder without it.
static char *shown_path(const tk_config *self, char *path)
{
    const char *below = *self->current ? tk_path_below(path, self->current) : NULL;
    char *shown = tk_memory_copy_string(below && *below ? below : path,
                                        strlen(below && *below ? below : path));
    free(path);
    return shown;
}

static tk_settings **slot(tk_config *self, const char *folder, size_t len)
{
    tk_name name = tk_names_add(self->folders, (tk_slice){folder, len});
    while (self->by_folder.len <= name.i)
        tk_vec_push(&self->by_folder, NULL);
    return &self->by_folder.at[name.i];
}

static size_t parent_length(const char *folder, size_t len)
{
    while (len > 0 && folder[len - 1] != '/')
        len--;
    return len > 1 ? len - 1 : len;  // the root keeps its slash
}

static tk_settings *find_upwards(tk_config *self, const char *folder)
{
    size_t len = strlen(folder), found_at;
    tk_settings *found = NULL;
    for (found_at = len; !found && found_at > 0;) {
        found = *slot(self, folder, found_at);
        char *here = tk_memory_copy_string(folder, found_at);
        char *file = found ? NULL : tk_config_file_in(here);
        free(here);
        if (file)
            found = settings_of_file(self, shown_path(self, file));
        size_t next = parent_length(folder, found_at);
        if (found || next == found_at)
            break;
        found_at = next;
    }
    if (!found)
        found = settings_of_file(self, NULL);
    for (size_t at = len;; at = parent_length(folder, at)) {
        *slot(self, folder, at) = found;
        if (at <= found_at)
            break;
    }
    return found;
}

const tk_settings *tk_config_of_folder(tk_config *self, const char *folder)
{
    return self->same_everywhere || folder[0] != '/' ? self->run : find_upwards(self, folder);
}

const tk_settings *tk_config_of_path(tk_config *self, const char *path)
{
    struct stat status;
    bool is_folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    char *named = is_folder ? tk_path_tidy(path) : folder_of(path);
    char *folder = tk_memory_checked(realpath(named, NULL));
    const tk_settings *settings = folder ? tk_config_of_folder(self, folder) : self->run;
    free(named);
    free(folder);
    return settings;
}

// --- the run ---------------------------------------------------------------------------------------

// --config FILE, at most one.
static char *given_file(tk_config *self)
{
    char *file = NULL;
    for (uint32_t i = 0; i < self->given->config.len; i++) {
        const char *value = self->given->config.at[i];
        if (is_setting(value))
            continue;
        const char *why = file ? "one file is enough" : is_file(value) ? NULL : "no such file";
        if (why)
            tk_diagnostics_add(&self->diagnostics, TK_SEVERITY_ERROR, value, 0, 0,
                               "cannot be the configuration: %s", why);
        else
            file = tk_path_tidy(value);
    }
    return file;
}

// The settings of the current folder; when no file counts there, those of the first path named.
static void find_run(tk_config *self)
{
    const tk_strings *arguments = &self->given->arguments;
    self->run = *self->current ? find_upwards(self, self->current) : settings_of_file(self, NULL);
    bool takes_paths = self->given->command == TK_COMMAND_CHECK ||
                       self->given->command == TK_COMMAND_CONFIG;
    if (!self->run->file && takes_paths && arguments->len && strcmp(arguments->at[0], "-") != 0)
        self->run = (tk_settings *)tk_config_of_path(self, arguments->at[0]);
}

tk_config *tk_config_new(const tk_options *given)
{
    tk_config *self = tk_memory_zero(1, sizeof *self);
    self->given = given;
    self->current = tk_path_current();
    self->folders = tk_names_new(NULL);
    char *file = given_file(self);
    self->same_everywhere = given->isolated || file;
    if (self->same_everywhere)
        self->run = new_settings(self, file);
    else
        find_run(self);
    return self;
}

void tk_config_free(tk_config *self)
{
    if (!self)
        return;
    for (uint32_t i = 0; i < self->list.len; i++) {
        tk_settings *settings = self->list.at[i];
        tk_options_free(&settings->options);
        tk_selection_free(&settings->selection);
        tk_excludes_free(&settings->excludes);
        free(settings->file);
        free(settings);
    }
    tk_vec_free(&self->list);
    tk_vec_free(&self->by_folder);
    tk_names_free(self->folders);
    tk_diagnostics_free(&self->diagnostics);
    free(self->current);
    free(self);
}

bool tk_config_failed(tk_config *self)
{
    self->failed |= tk_problems_print(&self->diagnostics, true);
    tk_diagnostics_free(&self->diagnostics);
    return self->failed;
}

const tk_settings *tk_config_of_run(const tk_config *self)
{
    return self->run;
}

void tk_config_use_catalog(tk_config *self, const tk_catalog *catalog)
{
    self->catalog = catalog;
    for (uint32_t i = 0; i < self->list.len; i++)
        complete(self, self->list.at[i]);
}
