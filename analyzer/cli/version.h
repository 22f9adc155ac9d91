#ifndef TK_CLI_VERSION_H
#define TK_CLI_VERSION_H

#define TK_VERSION "0.1.0"

// The address of the repository, without a slash at the end: make HOMEPAGE=https://...
#ifndef TK_HOMEPAGE
#define TK_HOMEPAGE NULL
#endif

#endif
