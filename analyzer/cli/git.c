#include "cli/git.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "cli/process.h"

enum { MOST_FILTERS = 1000 };

// What stands in the environment of git: configuration that goes before that of the repository.
typedef struct settings {
    TK_VEC(char *) variables;  // name, value, name, value, ...; owned
    uint32_t count;            // of settings
} settings;

static void add_variable(settings *self, const char *name, const char *value)
{
    tk_vec_push(&self->variables, tk_memory_copy_string(name, strlen(name)));
    tk_vec_push(&self->variables, tk_memory_copy_string(value, strlen(value)));
}

static void set(settings *self, const char *key, const char *value)
{
    char name[40];
    snprintf(name, sizeof name, "GIT_CONFIG_KEY_%u", self->count);
    add_variable(self, name, key);
    snprintf(name, sizeof name, "GIT_CONFIG_VALUE_%u", self->count++);
    add_variable(self, name, value);
}

static void settings_free(settings *self)
{
    for (uint32_t i = 0; i < self->variables.len; i++)
        free(self->variables.at[i]);
    tk_vec_free(&self->variables);
}

static int run(settings *self, const char *folder, const char *const *arguments, tk_text *out,
               tk_text *errors)
{
    TK_VEC(const char *) words = {0};
    char count[16];
    snprintf(count, sizeof count, "%u", self->count);
    add_variable(self, "GIT_CONFIG_COUNT", count);
    add_variable(self, "GIT_ALLOW_PROTOCOL", "none");
    add_variable(self, "GIT_NO_LAZY_FETCH", "1");
    add_variable(self, "GIT_OPTIONAL_LOCKS", "0");
    add_variable(self, "LC_ALL", "C");
    tk_vec_push(&self->variables, NULL);
    // Also as options, for a git that does not know these variables.
    static const char *const first[] = {"git", "-c", "core.fsmonitor=false", "-c",
                                        "core.hooksPath=/dev/null"};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        tk_vec_push(&words, first[i]);
    for (; *arguments; arguments++)
        tk_vec_push(&words, *arguments);
    tk_vec_push(&words, NULL);
    int status = tk_process_run(folder, words.at, (const char *const *)self->variables.at, out, errors);
    tk_vec_free(&words);
    settings_free(self);
    return status;
}

int tk_git_run(const char *folder, const char *const *arguments, tk_text *out, tk_text *errors)
{
    settings none = {0};
    return run(&none, folder, arguments, out, errors);
}

// False when there are too many filters to be left out.
static bool leave_out_filters(settings *self, tk_slice names)
{
    for (size_t i = 0; i < names.len;) {
        size_t len = strnlen(names.at + i, names.len - i);
        char *name = tk_memory_copy_string(names.at + i, len);
        bool required = len > 9 && strcmp(name + len - 9, ".required") == 0;
        set(self, name, required ? "false" : "");
        free(name);
        i += len + 1;
    }
    return self->count <= MOST_FILTERS;
}

int tk_git_run_on_contents(const char *folder, const char *const *arguments, tk_text *out,
                           tk_text *errors)
{
    static const char *const list[] = {
        "config", "-z", "--name-only", "--get-regexp",
        "^filter\\..*\\.(clean|smudge|process|required)$", NULL};
    settings filters = {0};
    tk_text names = {0};
    // 1: there are none.
    int status = tk_git_run(folder, list, &names, errors);
    bool known = status == 1 || (status == 0 && leave_out_filters(&filters, (tk_slice){
                                                    tk_text_string(&names), names.len}));
    tk_text_free(&names);
    if (!known) {
        settings_free(&filters);
        return -1;
    }
    tk_text_clear(errors);
    return run(&filters, folder, arguments, out, errors);
}
