#include "cli/path.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

char *tk_path_tidy(const char *path)
{
    tk_text out = {0};
    if (path[0] == '/')
        tk_text_add_char(&out, '/');
    while (*path) {
        size_t len = strcspn(path, "/");
        if (len && !(len == 1 && path[0] == '.')) {
            if (out.len && out.at[out.len - 1] != '/')
                tk_text_add_char(&out, '/');
            tk_text_add(&out, path, len);
        }
        path += len;
        path += *path == '/';
    }
    if (out.len == 0)
        tk_text_add_char(&out, '.');
    return out.at;
}

char *tk_path_join(const char *folder, const char *name)
{
    tk_text out = {0};
    if (strcmp(folder, ".") != 0) {
        tk_text_add_string(&out, folder);
        if (out.len == 0 || out.at[out.len - 1] != '/')
            tk_text_add_char(&out, '/');
    }
    tk_text_add_string(&out, name);
    return out.at;
}

char *tk_path_current(void)
{
    char *path = tk_memory_checked(realpath(".", NULL));
    return path ? path : tk_memory_copy_string("", 0);
}

char *tk_path_absolute(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    char *named = slash ? tk_memory_copy_string(path, len ? len : 1) : tk_memory_copy_string(".", 1);
    char *folder = tk_memory_checked(realpath(named, NULL));
    char *result = folder ? tk_path_join(folder, slash ? slash + 1 : path) : NULL;
    if (!folder) {
        char *current = tk_path_current();
        char *joined = path[0] == '/' ? NULL : tk_path_join(current, path);
        result = tk_path_tidy(joined ? joined : path);
        free(joined);
        free(current);
    }
    free(named);
    free(folder);
    return result;
}

const char *tk_path_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    while (len && folder[len - 1] == '/')
        len--;
    if (strncmp(path, folder, len) != 0 || (path[len] && path[len] != '/'))
        return NULL;
    return path[len] ? path + len + 1 : path + len;
}

char *tk_path_relative(const char *path, const char *current)
{
    char *tidy = tk_path_tidy(path);
    const char *below = tidy[0] == '/' ? tk_path_below(tidy, current) : tidy;
    if (!below)
        below = tidy + 1;
    memmove(tidy, below, strlen(below) + 1);
    return tidy;
}

char *tk_path_repository(const char *folder)
{
    char *at = tk_memory_copy_string(folder, strlen(folder));
    for (;;) {
        char *git = tk_path_join(at, ".git");
        struct stat status;
        bool found = stat(git, &status) == 0;
        free(git);
        char *slash = strrchr(at, '/');
        if (found)
            return at;
        if (!slash || slash[1] == '\0')
            break;
        slash[slash == at] = '\0';
    }
    free(at);
    return NULL;
}

bool tk_path_stays(const char *path, const char *folder)
{
    char *at = tk_memory_copy_string(path, strlen(path)), *real;
    bool climbs = false;
    while (!(real = tk_memory_checked(realpath(at, NULL)))) {
        char *slash = strrchr(at, '/');
        if (!slash || slash == at)
            break;
        climbs |= strcmp(slash, "/..") == 0;
        *slash = '\0';
    }
    bool stays = real && !climbs && tk_path_below(real, folder);
    free(real);
    free(at);
    return stays;
}
