#include "cli/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// 0, or an errno.
static int write_all(int file, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(file, bytes, len);
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0) {
            bytes += written;
            len -= (size_t)written;
        }
    }
    return 0;
}

static bool complain(tk_diagnostics *diagnostics, const char *path, int error)
{
    if (error)
        tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, path, 0, 0, "cannot be written: %s",
                           strerror(error));
    return error == 0;
}

static int write_directly(const char *path, const tk_text *text)
{
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return errno;
    int error = write_all(file, tk_text_string(text), text->len);
    if (close(file) != 0 && !error)
        error = errno;
    return error;
}

// `existing` is the file that will be replaced, or NULL.
static int write_beside(const char *path, const struct stat *existing, const tk_text *text)
{
    tk_text temporary = {0};
    tk_text_format(&temporary, "%s.%ld.tmp", path, (long)getpid());
    int file = open(temporary.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    int error = file < 0 ? errno : 0;
    if (!error && existing && fchmod(file, existing->st_mode & 07777) != 0)
        error = errno;
    if (!error)
        error = write_all(file, tk_text_string(text), text->len);
    if (file >= 0 && close(file) != 0 && !error)
        error = errno;
    if (!error && rename(temporary.at, path) != 0)
        error = errno;
    if (error && file >= 0)
        unlink(temporary.at);
    tk_text_free(&temporary);
    return error;
}

static int write_file(const char *path, const tk_text *text)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return write_beside(path, NULL, text);
    if (!S_ISREG(status.st_mode))
        return write_directly(path, text);
    char *real = tk_memory_checked(realpath(path, NULL));  // a link stays one: its target is replaced
    int error = real ? write_beside(real, &status, text) : errno;
    free(real);
    return error;
}

bool tk_write_report(const char *file, const tk_text *text, tk_diagnostics *diagnostics)
{
    if (file)
        return complain(diagnostics, file, write_file(file, text));
    return complain(diagnostics, "<stdout>",
                    write_all(STDOUT_FILENO, tk_text_string(text), text->len));
}

void tk_write_error(const tk_text *text)
{
    write_all(STDERR_FILENO, tk_text_string(text), text->len);
}
