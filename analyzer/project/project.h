// The modules of the project around the named files: the import graph, and the order in which they
// are analysed.
//
// An import is looked for on disk, below the root of the project (project/folder.h), whatever files
// were named. What a module imports is analysed before it; where imports go in a circle, its modules
// are taken in the order in which Python would run them from the one with the smallest path, and
// those that import a later one are analysed a second time. So what is known about a module, and what
// is found in it, follows from the files on disk alone.
#ifndef TK_PROJECT_PROJECT_H
#define TK_PROJECT_PROJECT_H

#include "cache/cache.h"
#include "project/folder.h"
#include "scan.h"
#include "unit.h"

// What a module and all that it imports amount to.
typedef enum tk_reach { TK_REACH_UNKNOWN, TK_REACH_SMALL, TK_REACH_LARGE } tk_reach;

// Modules that no library of the models reaches are analysed only for what others import from them.
// When one of them and all that it imports have more source than this, nothing is known about it.
enum { TK_REACH_BYTES = 4 << 20 };

typedef struct tk_module {
    char *path;                  // absolute, without links in its folder; owned
    char *shown;                 // as reports show it: relative to the current folder if below; owned
    const tk_input *input;       // the named file it is, or NULL
    tk_scan_options options;
    const tk_folder *folder;
    uint64_t bytes;
    tk_digest digest;            // of what it holds; of its circle and all that is imported, later
    bool readable;
    bool remembered;             // its result comes from the cache
    TK_VEC(tk_visible) visible;  // imports that were found; `spelled` is owned
    bool concerned;              // it, or a module that it imports, mentions a library of the models
    tk_reach reach;              // of one that is not concerned
    bool needed;                 // concerned and named, or imported by such
    uint32_t circle;             // its strongly connected component; imports come before importers
    uint32_t place;              // in the order of its circle
    bool again;                  // imports a module that comes later in its circle
    bool imported;               // by a needed one
    uint32_t group;              // modules that hang together by imports in any direction
    tk_unit *units[2];           // after the first analysis and the second; owned
} tk_module;

// What counts for a named file; NULL: for one that is read because others import it.
typedef tk_scan_options tk_options_of(const void *context, const tk_input *input);

typedef struct tk_project {
    const tk_catalog *catalog;
    tk_options_of *options_of;
    tk_words words;              // that make a file one to be looked at
    const void *context;         // of options_of
    tk_folders folders;
    TK_VEC(tk_module) modules;   // [0] unused; a module's number is its index
    uint32_t *slots;             // hash table by path: number
    uint32_t slot_count;
    char *current;               // the current folder, absolute; owned
    uint32_t *of_input;          // number of the module of each input; owned
} tk_project;

// graph.c: reads the named files and whatever they import, and orders them. `inspect`: whatever is
// named is analysed, even if it mentions nothing.
void tk_project_open(tk_project *self, const tk_catalog *catalog, tk_options_of *options_of,
                     const void *context, const tk_inputs *inputs, bool inspect);
void tk_project_close(tk_project *self);
tk_source *tk_project_source(const tk_project *self, uint32_t module, tk_diagnostics *diagnostics);

// imports.c: fills `visible` from the imports of a file that was read; adds the modules it finds.
void tk_project_read_imports(tk_project *self, uint32_t module, const tk_outline *outline,
                             tk_names *names);
uint32_t tk_project_module_at(tk_project *self, const char *path);   // finds or adds

// order.c: circles and places in them.
void tk_project_order(tk_project *self);
// Which modules are needed, for the sake of named ones that are not remembered, and their groups.
void tk_project_need(tk_project *self);

// remember.c: the keys of results in the cache, one for each input. What the result of a file follows
// from: its own text and that of all it imports, the options, what the user adds to the catalog.
tk_digest *tk_project_keys(tk_project *self, const tk_inputs *inputs);

// run.c
typedef struct tk_project_use {
    uint32_t modules;            // analysed for the sake of others only
    uint64_t bytes;              // of memory for what importers read, at most at one time
} tk_project_use;

// Told now and then how much of the work is done, from one thread at a time.
typedef struct tk_watch {
    void (*tell)(void *context, uint32_t done, uint32_t of);
    void *context;
} tk_watch;

// Fills one zeroed result for each input, in their order, findings sorted by (offset, code): the same
// for any number of threads (`jobs` >= 1), and for a file whatever others are named. `cache` and
// `watch` may be NULL.
tk_project_use tk_project_scan(const tk_catalog *catalog, tk_options_of *options_of,
                               const void *context, const tk_inputs *inputs, uint32_t jobs,
                               tk_cache *cache, const tk_watch *watch,
                               tk_file_result *results);
// Analyses the named files and keeps every unit.
void tk_project_inspect(tk_project *self, const tk_inputs *all);
// The analysed unit of a named file, which is the project's; NULL when it cannot be read.
tk_unit *tk_project_unit(const tk_project *self, uint32_t input);

#endif
