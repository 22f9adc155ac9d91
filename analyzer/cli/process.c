#include "cli/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"

enum { CHUNK = 64 * 1024 };

static void run_child(const char *folder, const char *const *argv, const char *const *variables,
                      int out, int errors)
{
    static const char *const set_by_hooks[] = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
                                               "GIT_PREFIX"};
    int null = open("/dev/null", O_RDONLY);
    for (size_t i = 0; i < sizeof set_by_hooks / sizeof *set_by_hooks; i++)
        unsetenv(set_by_hooks[i]);
    for (; *variables; variables += 2)
        setenv(variables[0], variables[1], 1);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
        dup2(errors, STDERR_FILENO) < 0 || chdir(folder) != 0)
        _exit(127);
    execvp(argv[0], (char *const *)argv);
    _exit(127);
}

// Both pipes at once: a program that fills one of them would wait for us for ever.
static void collect(struct pollfd *pipes, tk_text *const *texts)
{
    char *chunk = tk_memory_alloc(CHUNK);
    int open_pipes = 2;
    while (open_pipes > 0) {
        if (poll(pipes, 2, -1) < 0 && errno != EINTR)
            break;
        for (int i = 0; i < 2; i++) {
            if (pipes[i].fd < 0 || !pipes[i].revents)
                continue;
            ssize_t got = read(pipes[i].fd, chunk, CHUNK);
            if (got > 0) {
                tk_text_add(texts[i], chunk, (size_t)got);
            } else if (got == 0 || errno != EINTR) {
                close(pipes[i].fd);
                pipes[i].fd = -1;  // poll passes over it
                open_pipes--;
            }
        }
    }
    free(chunk);
}

static int wait_for(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return code == 127 ? -1 : code;
}

int tk_process_run(const char *folder, const char *const *argv, const char *const *variables,
                   tk_text *out, tk_text *errors)
{
    int outs[2], errs[2];
    tk_text *texts[] = {out, errors};
    if (pipe(outs) != 0)
        return -1;
    if (pipe(errs) != 0) {
        close(outs[0]);
        close(outs[1]);
        return -1;
    }
    pid_t child = fork();
    if (child == 0)
        run_child(folder, argv, variables, outs[1], errs[1]);
    close(outs[1]);
    close(errs[1]);
    struct pollfd pipes[] = {{.fd = outs[0], .events = POLLIN}, {.fd = errs[0], .events = POLLIN}};
    if (child < 0) {
        close(outs[0]);
        close(errs[0]);
        return -1;
    }
    collect(pipes, texts);
    return wait_for(child);
}
