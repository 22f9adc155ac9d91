// Questions to git about work trees that others may have made: what their configuration names is not run.
#ifndef TK_CLI_GIT_H
#define TK_CLI_GIT_H

#include "base/text.h"

// Runs `git ARGUMENTS...` (ends with NULL) in `folder`; its exit status, or -1 when it could not be run.
// Nothing that it is asked may need the contents of files in the work tree, or a remote repository.
int tk_git_run(const char *folder, const char *const *arguments, tk_text *out, tk_text *errors);
// The same for questions about contents: the filters of the work tree's configuration are left out.
int tk_git_run_on_contents(const char *folder, const char *const *arguments, tk_text *out,
                           tk_text *errors);

#endif
