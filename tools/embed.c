/* embed OUT FILE...: writes the C source that holds the files' bytes (analyzer/catalog/embedded.h).
 *
 * The bytes become string literals, which compilers read many times faster than lists of numbers. The
 * rules and models go in twice: read, as an image of the catalog they make, which is what a run takes;
 * and as packed YAML, for a run in which folders of the user's say more or other things. A file that is
 * no YAML goes in as it is, and the program tells what is wrong with it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/embedded.h"
#include "catalog/files.h"
#include "catalog/image.h"
#include "catalog/packed.h"

enum { LITERAL_COLUMNS = 96 };

/* There is nothing in the program that makes it. */
const struct tk_embedded tk_embedded_files[] = {{0, 0, 0}};
const size_t tk_embedded_count = 0;
const unsigned char *const tk_embedded_image = NULL;
const size_t tk_embedded_image_size = 0;

static int by_path(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Returns how many columns the byte takes. Octal escapes always have three digits, so that a digit
 * that follows is not read as part of them; '?' is escaped because "??=" is a trigraph in C11. */
static int put_byte(FILE *out, int c)
{
    if (c == '\n')
        return fprintf(out, "\\n");
    if (c == '"' || c == '\\' || c == '?')
        return fprintf(out, "\\%c", c);
    if (c >= ' ' && c < 127)
        return fprintf(out, "%c", c);
    return fprintf(out, "\\%03o", (unsigned)c);
}

/* False when the file can't be read. */
static bool read_file(const char *path, tk_text *text)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return false;
    char buffer[65536];
    size_t got;
    while ((got = fread(buffer, 1, sizeof buffer, in)) > 0)
        tk_text_add(text, buffer, got);
    bool whole = !ferror(in);
    fclose(in);
    return whole;
}

static bool ends_with(const char *path, const char *ending)
{
    size_t len = strlen(path), end = strlen(ending);
    return len > end && strcmp(path + len - end, ending) == 0;
}

/* Replaces YAML by its packed tree; what is no YAML stays as it is. */
static void pack(const char *path, tk_text *text)
{
    tk_arena arena = TK_ARENA_INIT;
    tk_diagnostics diagnostics = {0};
    const tk_yaml *root = tk_yaml_read(&arena, path, tk_text_string(text), text->len, &diagnostics);
    if (root != NULL && diagnostics.list.len == 0) {
        tk_text_clear(text);
        tk_yaml_pack(root, text);
    }
    tk_diagnostics_free(&diagnostics);
    tk_arena_free(&arena);
}

static void put_literals(FILE *out, const tk_text *text)
{
    int column = 0;
    fputs("        \"", out);
    for (size_t i = 0; i < text->len; i++) {
        unsigned char c = (unsigned char)text->at[i];
        if (column >= LITERAL_COLUMNS) {
            fputs("\"\n        \"", out);
            column = 0;
        }
        column = c == '\n' ? LITERAL_COLUMNS + put_byte(out, c) : column + put_byte(out, c);
    }
    fputs("\"", out);
}

static void put_files(FILE *out, const tk_catalog_files *files)
{
    fputs("const struct tk_embedded tk_embedded_files[] = {\n", out);
    for (uint32_t i = 0; i < files->list.len; i++) {
        const tk_catalog_file *file = &files->list.at[i];
        tk_text text = {0};
        tk_text_add(&text, file->bytes, file->len);
        if (file->kind != TK_FILE_QUERY)
            pack(file->path, &text);
        fprintf(out, "    {\n        \"%s\",\n        (const unsigned char *)\n", file->path);
        put_literals(out, &text);
        fprintf(out, ",\n        %zu,\n    },\n", text.len);
        tk_text_free(&text);
    }
    fputs("    {0, 0, 0},\n};\n\n", out); /* C has no empty arrays */
    fprintf(out, "const size_t tk_embedded_count = %u;\n\n", files->list.len);
}

/* Empty when the files have mistakes: the program reads them itself then, and says which. */
static bool put_image(FILE *out, const tk_catalog_files *files)
{
    tk_text image = {0};
    tk_diagnostics diagnostics = {0};
    const char *why = NULL;
    tk_catalog *one = tk_catalog_read(files->list.at, files->list.len, &diagnostics);
    tk_catalog *other = tk_catalog_read(files->list.at, files->list.len, &diagnostics);
    if (diagnostics.list.len == 0 && !tk_image_make(one, other, &image, &why))
        fprintf(stderr, "embed: the catalog cannot be kept as it is in memory: %s\n", why);
    fputs("const unsigned char *const tk_embedded_image = (const unsigned char *)\n", out);
    put_literals(out, &image);
    fprintf(out, ";\nconst size_t tk_embedded_image_size = %zu;\n", image.len);
    tk_catalog_free(one);
    tk_catalog_free(other);
    tk_diagnostics_free(&diagnostics);
    tk_text_free(&image);
    return why == NULL;
}

static bool read_files(tk_catalog_files *files, char **paths, int count)
{
    for (int i = 0; i < count; i++) {
        tk_text text = {0};
        if (!read_file(paths[i], &text)) {
            perror(paths[i]);
            return false;
        }
        tk_catalog_file file = {.path = paths[i], .len = text.len, .kind = TK_FILE_RULE};
        file.bytes = tk_arena_copy(&files->arena, text.at, text.len);
        if (ends_with(paths[i], ".scm"))
            file.kind = TK_FILE_QUERY;
        else if (strstr(paths[i], "/models/") != NULL)
            file.kind = TK_FILE_MODEL;
        tk_vec_push(&files->list, file);
        tk_text_free(&text);
    }
    return true;
}

int main(int argc, char **argv)
{
    tk_catalog_files files = {0};
    if (argc < 2) {
        fputs("usage: embed OUT FILE...\n", stderr);
        return 2;
    }
    qsort(argv + 2, (size_t)(argc - 2), sizeof *argv, by_path);
    if (!read_files(&files, argv + 2, argc - 2))
        return 1;
    FILE *out = fopen(argv[1], "wb");
    if (out == NULL) {
        perror(argv[1]);
        return 1;
    }
    fputs("/* Generated by tools/embed.c. */\n#include \"catalog/embedded.h\"\n\n", out);
    put_files(out, &files);
    bool whole = put_image(out, &files) && !ferror(out);
    whole &= fclose(out) == 0;
    if (!whole)
        remove(argv[1]);
    tk_catalog_files_free(&files);
    return whole ? 0 : 1;
}
