#include "cli/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static bool complain(tk_diagnostics *diagnostics, const char *path, const char *why)
{
    tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, path, 0, 0, "not fixed: %s", why);
    return false;
}

bool tk_original_read(tk_original *self, const char *path, tk_diagnostics *diagnostics)
{
    struct stat link;
    *self = (tk_original){.path = path};
    if (lstat(path, &link) == 0 && S_ISLNK(link.st_mode))
        return complain(diagnostics, path, "it is a symbolic link; name the file it points to");
    if (access(path, W_OK) != 0)
        return complain(diagnostics, path, errno == EACCES ? "it is read-only" : strerror(errno));
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool read = file >= 0 && fstat(file, &self->status) == 0 &&
                tk_file_append(file, &self->bytes, UINT64_MAX);
    int error = errno;
    if (file >= 0)
        close(file);
    // Root may write to files that nobody is meant to.
    if (read && !(self->status.st_mode & 0222))
        return complain(diagnostics, path, "it is read-only");
    return read || complain(diagnostics, path, strerror(error));
}

void tk_original_free(tk_original *self)
{
    tk_text_free(&self->bytes);
}

static bool is_unchanged(const tk_original *self)
{
    struct stat now;
    const struct stat *then = &self->status;
    return lstat(self->path, &now) == 0 && now.st_dev == then->st_dev &&
           now.st_ino == then->st_ino && now.st_size == then->st_size &&
           now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == then->st_mtim.tv_nsec;
}

// 0, or an errno.
static int write_all(int file, tk_slice bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(file, bytes.at, bytes.len);
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0) {
            bytes.at += written;
            bytes.len -= (size_t)written;
        }
    }
    return fsync(file) == 0 || errno == EINVAL ? 0 : errno;
}

static int make_beside(const tk_original *self, tk_slice bytes, tk_text *name)
{
    tk_text_format(name, "%s.%ld.tmp", self->path, (long)getpid());
    int file = open(name->at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return errno;
    int error = write_all(file, bytes);
    // The group before the mode, which a change of owner would cut; only root may give files away.
    if (!error && (self->status.st_uid != geteuid() || self->status.st_gid != getegid()) &&
        fchown(file, self->status.st_uid, self->status.st_gid) != 0 && errno != EPERM)
        error = errno;
    if (!error && fchmod(file, self->status.st_mode & 07777) != 0)
        error = errno;
    if (close(file) != 0 && !error)
        error = errno;
    if (error)
        unlink(name->at);
    return error;
}

bool tk_original_replace(const tk_original *self, tk_slice bytes, tk_diagnostics *diagnostics)
{
    tk_text name = {0};
    const char *why = NULL;
    int error = make_beside(self, bytes, &name);
    if (error) {
        why = strerror(error);
    } else if (!is_unchanged(self)) {
        why = "it was changed meanwhile";
        unlink(name.at);
    } else if (rename(name.at, self->path) != 0) {
        why = strerror(errno);
        unlink(name.at);
    }
    tk_text_free(&name);
    return why ? complain(diagnostics, self->path, why) : true;
}
