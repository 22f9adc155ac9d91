#ifndef TK_CLI_VERSION_H
#define TK_CLI_VERSION_H

#define TK_VERSION "0.1.0"

#endif
