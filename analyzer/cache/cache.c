#include "cache/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/version.h"

static const char tag[] = "Signature: 8a477f597d28d172789f06886806bc55\n"
                          "# This folder is tkscan's cache: https://bford.info/cachedir/\n";
static const char magic[8] = "tkscan\x01\n";

enum { LARGEST_ENTRY = 64 << 20 };

// In front of each entry. The sum is that of the bytes behind it.
typedef struct header {
    char magic[8];
    tk_digest key;
    uint64_t len, sum;
} header;

struct tk_cache {
    char *folder;  // owned; of this program: DIR/<program>
    const tk_catalog *catalog;
    atomic_uint found, asked, written;
};

static char *path_in(const char *folder, const char *name)
{
    tk_text path = {0};
    tk_text_format(&path, "%s/%s", folder, name);
    return path.at;
}

static bool make_folder(const char *path)
{
    struct stat status;
    return mkdir(path, 0777) == 0 ||
           (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode));
}

static bool make_folders(const char *path)
{
    char *copy = tk_memory_copy_string(path, strlen(path));
    bool made = true;
    for (char *slash = strchr(copy + 1, '/'); slash && made; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        made = make_folder(copy);
        *slash = '/';
    }
    made = made && make_folder(copy);
    free(copy);
    return made;
}

// --- whole files -----------------------------------------------------------------------------------

static bool write_whole(const char *path, const tk_text *text, unsigned number)
{
    tk_text temporary = {0};
    tk_text_format(&temporary, "%s.%ld.%u", path, (long)getpid(), number);
    int file = open(temporary.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool good = file >= 0;
    for (size_t done = 0; good && done < text->len;) {
        ssize_t put = write(file, text->at + done, text->len - done);
        good = put >= 0 || errno == EINTR;
        done += put > 0 ? (size_t)put : 0;
    }
    if (file >= 0 && close(file) != 0)
        good = false;
    good = good && rename(temporary.at, path) == 0;
    if (!good && file >= 0)
        unlink(temporary.at);
    tk_text_free(&temporary);
    return good;
}

static void write_if_missing(const char *folder, const char *name, const char *content)
{
    char *path = path_in(folder, name);
    tk_text text = {0};
    tk_text_add_string(&text, content);
    if (access(path, F_OK) != 0)
        write_whole(path, &text, 0);
    tk_text_free(&text);
    free(path);
}

// --- the folder ------------------------------------------------------------------------------------

// The program is what its file holds: other code may find other things.
static tk_digest digest_of_program(void)
{
    tk_digest digest = {0};
    tk_text text = {0};
    if (tk_file_load("/proc/self/exe", &text, SIZE_MAX / 2))
        tk_digest_add(&digest, text.at, text.len);
    tk_text_free(&text);
    tk_digest_add_text(&digest, TK_VERSION);
    return digest;
}

tk_cache *tk_cache_open(const char *folder, const tk_catalog *catalog, tk_diagnostics *diagnostics)
{
    tk_digest program = digest_of_program();
    tk_text own = {0};
    tk_text_format(&own, "%s/%016llx", folder, (unsigned long long)program.high);
    if (!make_folders(own.at)) {
        tk_diagnostics_add(diagnostics, TK_SEVERITY_NOTE, folder, 0, 0,
                           "cannot be the cache, there will be none: %s", strerror(errno));
        tk_text_free(&own);
        return NULL;
    }
    write_if_missing(folder, "CACHEDIR.TAG", tag);
    write_if_missing(folder, ".gitignore", "*\n");
    tk_cache *self = tk_memory_zero(1, sizeof *self);
    self->folder = own.at;
    self->catalog = catalog;
    return self;
}

void tk_cache_close(tk_cache *self)
{
    if (!self)
        return;
    free(self->folder);
    free(self);
}

static char *path_of(const tk_cache *self, const tk_digest *key, bool make)
{
    char name[36];
    snprintf(name, sizeof name, "%02x/%014llx%016llx", (unsigned)(key->high >> 56),
             (unsigned long long)(key->high & 0xFFFFFFFFFFFFFFu), (unsigned long long)key->low);
    char *path = path_in(self->folder, name);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    if (make)
        make_folder(path);
    *slash = '/';
    return path;
}

static bool is_whole(const tk_text *text, const tk_digest *key)
{
    header head;
    if (text->len < sizeof head)
        return false;
    memcpy(&head, text->at, sizeof head);
    return memcmp(head.magic, magic, sizeof magic) == 0 && head.key.high == key->high &&
           head.key.low == key->low && head.len == text->len - sizeof head &&
           head.sum == tk_hash_bytes(text->at + sizeof head, head.len);
}

bool tk_cache_load(tk_cache *self, const tk_digest *key, tk_file_result *result)
{
    tk_text text = {0};
    char *path = path_of(self, key, false);
    bool good = tk_file_load(path, &text, LARGEST_ENTRY) && is_whole(&text, key) &&
                tk_result_unpack((tk_slice){text.at + sizeof(header), text.len - sizeof(header)},
                                 self->catalog, result);
    atomic_fetch_add_explicit(&self->asked, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&self->found, good, memory_order_relaxed);
    tk_text_free(&text);
    free(path);
    return good;
}

void tk_cache_save(tk_cache *self, const tk_digest *key, const tk_file_result *result)
{
    tk_text text = {0}, packed = {0};
    tk_result_pack(result, self->catalog, &packed);
    header head = {.key = *key, .len = packed.len, .sum = tk_hash_bytes(packed.at, packed.len)};
    memcpy(head.magic, magic, sizeof magic);
    tk_text_add(&text, (const char *)&head, sizeof head);
    tk_text_add(&text, packed.at, packed.len);
    char *path = path_of(self, key, true);
    write_whole(path, &text,
                atomic_fetch_add_explicit(&self->written, 1, memory_order_relaxed));
    free(path);
    tk_text_free(&packed);
    tk_text_free(&text);
}

void tk_cache_count(const tk_cache *self, uint32_t *found, uint32_t *asked)
{
    *found = atomic_load(&((tk_cache *)self)->found);
    *asked = atomic_load(&((tk_cache *)self)->asked);
}

// --- removal ---------------------------------------------------------------------------------------

// What tk_cache_open and tk_cache_save make is three levels deep; anything else stays.
static bool remove_below(const char *folder, int levels)
{
    DIR *directory = tk_memory_checked(opendir(folder));
    bool good = directory;
    for (const struct dirent *entry; directory && (entry = readdir(directory));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *path = path_in(folder, entry->d_name);
        if (unlink(path) != 0)
            good &= levels > 0 && remove_below(path, levels - 1);
        free(path);
    }
    if (directory)
        closedir(directory);
    return good && rmdir(folder) == 0;
}

bool tk_cache_remove(const char *folder, tk_diagnostics *diagnostics)
{
    char *path = path_in(folder, "CACHEDIR.TAG");
    tk_text text = {0};
    struct stat status;
    const char *why = NULL;
    if (stat(folder, &status) != 0)
        why = errno == ENOENT ? NULL : strerror(errno);
    else if (!tk_file_load(path, &text, sizeof tag) || strcmp(text.at, tag) != 0)
        why = "it is no cache of tkscan";
    else if (!remove_below(folder, 3))
        why = "something in it stays";
    if (why)
        tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, folder, 0, 0, "cannot be removed: %s",
                           why);
    tk_text_free(&text);
    free(path);
    return !why;
}
