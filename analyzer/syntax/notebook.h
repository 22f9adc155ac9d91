// Jupyter notebooks (nbformat 4): the code cells, in their order, as one module, and the way back from
// its text to the cells and to the JSON file.
//
// Each cell ends with a line ending and an empty line, which the file need not have. Lines that
// IPython reads itself (%magic, !command, help?) are an expression and blanks of the same length; cells
// in other languages are left out.
#ifndef TK_SYNTAX_NOTEBOOK_H
#define TK_SYNTAX_NOTEBOOK_H

#include "base/vec.h"
#include "syntax/source.h"

typedef struct tk_notebook_cell {
    uint32_t number;      // among all cells of the notebook, from 1
    uint32_t start, end;  // bytes of the module's text; what was added behind it does not count
    bool broken;          // its brackets or indentation do not add up: only blanks are left of it
} tk_notebook_cell;

// A stretch of the module's text. Of equal lengths: byte for byte what stands in the file. Otherwise
// one character that is written as an escape, or (raw_len 0) text that is not in the file.
typedef struct tk_notebook_run {
    uint32_t text, text_len;
    uint32_t raw, raw_len;
} tk_notebook_run;

struct tk_notebook {
    tk_source *file;                 // the JSON text; owned
    TK_VEC(tk_notebook_cell) cells;  // code cells, ascending; empty ones are left out
    TK_VEC(tk_notebook_run) runs;    // ascending, without gaps from 0 to the end of the module
};

// Whether a file of this name is read as a notebook.
bool tk_notebook_named(const char *path);
// The module of the notebook that `file` holds, which is taken over. On failure returns NULL and adds
// one TK002 note; cells that are broken get a TK001 note each.
tk_source *tk_notebook_read(tk_source *file, tk_diagnostics *diagnostics);
void tk_notebook_free(tk_notebook *self);  // NULL is fine

// Where the character at `offset` of the module starts in the file, and where the one before ends.
uint32_t tk_notebook_raw_start(const tk_notebook *self, uint32_t offset);
uint32_t tk_notebook_raw_end(const tk_notebook *self, uint32_t offset);
// The offset in the module of what stands at `raw` in the file, or of what comes next in it.
uint32_t tk_notebook_offset(const tk_notebook *self, uint32_t raw);
// The cell that the offset is in, or the one before; NULL when no cell starts before it.
const tk_notebook_cell *tk_notebook_cell_at(const tk_notebook *self, uint32_t offset);

// A change of the file: the bytes [start, end) become `text`, which is JSON.
typedef struct tk_notebook_change {
    uint32_t start, end;
    tk_text text;  // owned
} tk_notebook_change;

// How the file has to change for the bytes [start, end) of the module to become `text`. False, with
// nothing to free, when that is not the text of one cell.
bool tk_notebook_edit(const tk_source *module, uint32_t start, uint32_t end, const char *text,
                      tk_notebook_change *out);

// The parts of tk_notebook_read that know what cells may hold (notebook_cell.c). A cell as Python, in
// place; false when it is in another language. `text` has a NUL behind its `len` bytes.
bool tk_notebook_cell_python(char *text, uint32_t len);
// Whether the brackets, strings and indentation of a cell add up.
bool tk_notebook_cell_regular(const char *text, uint32_t len);
// Whether its first line of code is indented, which IPython forgives.
bool tk_notebook_cell_indented(const char *text);

// Called for each code cell with its source, an array of strings or a string, as JSON (notebook_json.c).
typedef void tk_notebook_each(void *context, uint32_t number, const tk_slice *strings,
                              uint32_t count);
// Reads the JSON; NULL when it is a notebook that can be read, otherwise why it cannot, with where.
typedef struct tk_notebook_fault {
    const char *why;   // NULL: none
    const char *hint;  // or NULL
    uint32_t raw;      // where, in the file
} tk_notebook_fault;
tk_notebook_fault tk_notebook_json(tk_slice file, tk_notebook_each *each, void *context);

#endif
