/* bench-parse LIST: parses the Python files that LIST names, one a line, with the program's own parser,
 * memory and options, and does nothing else. Files that import no modelled library are left out, as
 * the program leaves them out. Prints how many files and bytes were parsed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/parse.h"
#include "syntax/syntax.h"
#include "unit.h"

enum { LONGEST_PATH = 4096 };

static bool is_concerned(const tk_words *words, const tk_catalog *catalog, tk_source *source)
{
    tk_names *names = tk_names_new(catalog->names);
    tk_outline outline = {0};
    tk_outline_scan(&outline, source, names);
    bool concerned = tk_words_imported(words, source, &outline, names);
    tk_outline_free(&outline);
    tk_names_free(names);
    return concerned;
}

static void parse(const tk_source *source)
{
    tk_parser parser;
    tk_parser_open(&parser, tree_sitter_python());
    tk_heap *before = tk_parser_enter(&parser);
    tk_parser_parse(&parser, (tk_slice){source->text, source->len}, TK_SLICE(""));
    tk_parser_leave(before);
    tk_parser_close(&parser);
}

int main(int argc, char **argv)
{
    FILE *list = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (list == NULL) {
        fputs("usage: bench-parse LIST\n", stderr);
        return 2;
    }
    tk_diagnostics diagnostics = {0};
    tk_catalog *catalog = tk_catalog_load(NULL, 0, &diagnostics);
    tk_words words = {0};
    tk_words_of(&words, catalog);
    char path[LONGEST_PATH];
    unsigned long files = 0, bytes = 0;
    while (fgets(path, sizeof path, list) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        tk_source *source = tk_source_read(path, 64u << 20, &diagnostics);
        if (source != NULL && is_concerned(&words, catalog, source)) {
            parse(source);
            files++;
            bytes += source->len;
        }
        tk_source_free(source);
    }
    printf("%lu %lu\n", files, bytes);
    fclose(list);
    tk_vec_free(&words);
    tk_catalog_free(catalog);
    tk_diagnostics_free(&diagnostics);
    return 0;
}
