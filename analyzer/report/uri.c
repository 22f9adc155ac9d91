#include "report/uri.h"

#include <ctype.h>
#include <string.h>

// Appends the components of `path` to the absolute path in `out`; ".." takes one away.
static void resolve(tk_text *out, const char *path)
{
    while (*path) {
        size_t len = strcspn(path, "/");
        bool up = len == 2 && path[0] == '.' && path[1] == '.';
        if (up) {
            while (out->len && out->at[out->len - 1] != '/')
                out->len--;
            out->len -= out->len > 0;
        } else if (len && !(len == 1 && path[0] == '.')) {
            tk_text_add_char(out, '/');
            tk_text_add(out, path, len);
        }
        path += len;
        path += *path == '/';
    }
}

void tk_path_from_root(const tk_report *self, const char *path, tk_text *out)
{
    if (!self->root || path[0] == '<') {  // <stdin>
        tk_text_add_string(out, path);
        return;
    }
    tk_text absolute = {0};
    if (path[0] != '/')
        resolve(&absolute, self->folder);
    resolve(&absolute, path);
    size_t root = strlen(self->root);
    while (root && self->root[root - 1] == '/')
        root--;
    bool below = absolute.len > root + 1 && memcmp(absolute.at, self->root, root) == 0 &&
                 absolute.at[root] == '/';
    size_t from = below ? root + 1 : 0;
    tk_text_add(out, absolute.at + from, absolute.len - from);
    tk_text_free(&absolute);
}

static bool is_plain(char c)
{
    return isalnum((unsigned char)c) || strchr("-._~/!$&'()*+,;=@", c);
}

void tk_uri_from_root(const tk_report *self, const char *path, tk_text *out)
{
    tk_text relative = {0};
    tk_path_from_root(self, path, &relative);
    if (tk_text_string(&relative)[0] == '/')
        tk_text_add_string(out, "file://");
    for (const char *at = tk_text_string(&relative); *at; at++) {
        if (is_plain(*at))
            tk_text_add_char(out, *at);
        else
            tk_text_format(out, "%%%02X", (unsigned char)*at);
    }
    tk_text_free(&relative);
}
