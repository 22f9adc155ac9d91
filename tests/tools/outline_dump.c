// outline_dump FILE...: the regions of Python files, one line each, for tests/outline_ast.py.
//
//   file PATH                             before the regions of each file; "irregular PATH" when so
//   KIND START END LINE LAST PARENT NAME  offsets, first and last line (of a class: its body's),
//                                         number of the region it stands in or 0, name or "-"
#include <stdio.h>

#include "syntax/outline.h"

static const char *const kinds[] = {
    [TK_REGION_STATEMENTS] = "statements",
    [TK_REGION_FUNCTION] = "function",
    [TK_REGION_CLASS] = "class",
};

static void print_region(tk_source *source, const tk_names *names, const tk_region *region)
{
    tk_slice name = region->name.i ? tk_names_text(names, region->name) : TK_SLICE("-");
    printf("%s %u %u %u %u %u %.*s\n", kinds[region->kind], region->start, region->end,
           region->line, tk_source_line(source, region->whole_end - 1), region->parent.i,
           (int)name.len, name.at);
}

static void print_file(const char *path, tk_diagnostics *diagnostics)
{
    tk_source *source = tk_source_read(path, 64u << 20, diagnostics);
    if (!source) {
        printf("unread %s\n", path);
        return;
    }
    tk_names *names = tk_names_new(NULL);
    tk_outline outline;
    tk_outline_scan(&outline, source, names);
    printf("%s %s\n", outline.irregular ? "irregular" : "file", path);
    for (uint32_t i = 0; i < outline.regions.len; i++)
        print_region(source, names, &outline.regions.at[i]);
    tk_outline_free(&outline);
    tk_names_free(names);
    tk_source_free(source);
}

int main(int argc, char **argv)
{
    tk_diagnostics diagnostics = {0};
    for (int i = 1; i < argc; i++)
        print_file(argv[i], &diagnostics);
    tk_diagnostics_free(&diagnostics);
    return 0;
}
