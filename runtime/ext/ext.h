/* What the files of the extension module share.  Limited API of CPython 3.11. */
#ifndef TKHASH_EXT_H
#define TKHASH_EXT_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include "tkhash.h"

#define RELEASE_FROM 32768       /* bytes from which hashing lets other Python threads run */

/* ---- key_type.c: tkhash.Key and tkhash.Keys ---- */

extern PyTypeObject *key_type, *keys_type;
int key_types_init(PyObject *module);
PyObject *key_new(const uint8_t *digest, uint8_t size);
/* An uninitialised Keys of n digests; *data receives the memory to fill. */
PyObject *keys_new(Py_ssize_t n, uint8_t **data);

/* ---- view.c: any object as a struct tkhash_array ---- */

struct view {
    struct tkhash_array array;   /* points into this struct and into buf */
    Py_buffer buf, mask;         /* obj is NULL when not held */
    PyObject *description;       /* owns the strings and spans of a described array, or NULL */
    uint64_t bytes;              /* size of the encoded data */
    bool plain;                  /* those are array.data itself */
    struct tkhash_span span;     /* of an ordinary dtype */
    struct tkhash_span *spans;   /* allocated for a record, or NULL */
    uint64_t shape[TKHASH_MAX_NDIM];
    int64_t strides[TKHASH_MAX_NDIM];
};

/* False with an exception set.  A view that was opened must be closed; it must not be moved. */
bool view_open(struct view *v, PyObject *object, uint8_t options);
void view_close(struct view *v);
/* The Python function that explains unusual objects, and numpy's array type once it is known. */
extern PyObject *view_describe;
extern PyTypeObject *view_ndarray;
int view_init(void);
int view_set_ndarray(PyTypeObject *type);

#endif
