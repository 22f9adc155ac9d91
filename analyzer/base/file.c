#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int close_as(int file, int error)
{
    close(file);
    errno = error;
    return -1;
}

int tk_file_open(const char *path)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return -1;
    if (fstat(file, &status) != 0)
        return close_as(file, errno);
    if (!S_ISREG(status.st_mode))
        return close_as(file, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
    return file;
}

bool tk_file_append(int file, tk_text *out, uint64_t most)
{
    char buffer[1 << 16];
    for (uint64_t had = out->len; out->len - had <= most;) {
        ssize_t count = read(file, buffer, sizeof buffer);
        if (count == 0)
            return true;
        if (count > 0)
            tk_text_add(out, buffer, (size_t)count);
        else if (errno != EINTR)
            return false;
    }
    return true;
}

bool tk_file_load(const char *path, tk_text *out, uint64_t most)
{
    uint64_t had = out->len;
    int file = tk_file_open(path);
    bool good = file >= 0 && tk_file_append(file, out, most);
    if (good && out->len - had > most) {
        good = false;
        errno = EFBIG;
    }
    int error = errno;
    if (file >= 0)
        close(file);
    errno = error;
    return good;
}
