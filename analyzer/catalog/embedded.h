#ifndef TK_CATALOG_EMBEDDED_H
#define TK_CATALOG_EMBEDDED_H

#include <stddef.h>

/* One rule, model or query file that is part of the program. The array is generated at build time
 * by tools/embed.c and lives as long as the program does. */
struct tk_embedded {
    const char *path;           /* from the project's root, with '/': "rules/models/pack.yaml" */
    const unsigned char *bytes; /* the file, YAML packed (catalog/packed.h), and a NUL */
    size_t len;                 /* in bytes, without that NUL */
};

extern const struct tk_embedded tk_embedded_files[]; /* sorted by path, bytewise */
extern const size_t tk_embedded_count;

/* All of them but the queries as a loaded catalog (catalog/image.h). */
extern const unsigned char *const tk_embedded_image;
extern const size_t tk_embedded_image_size; /* 0: they have mistakes, or cannot be kept so */

#endif
