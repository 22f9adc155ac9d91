/* tkhash.Key: an immutable digest of 16 or 32 bytes.  tkhash.Keys: many of them in one block. */
#include "ext.h"

#include <string.h>

/* Slots hold functions as void *, which ISO C leaves to the platform. */
#define SLOT(function) __extension__(void *)(function)

PyTypeObject *key_type, *keys_type;

struct key {
    PyObject_HEAD
    uint8_t size;                /* 16 or 32 */
    uint8_t digest[TKHASH_DIGEST];
};

struct keys {
    PyObject_HEAD
    Py_ssize_t n;
    uint8_t *data;               /* n * 32 bytes, owned */
    Py_ssize_t shape[2], strides[2];
};

/* Dead keys to be used again: a lookup makes a key and drops it.  The GIL guards them. */
static PyObject *spare[16];
static int n_spare;

PyObject *key_new(const uint8_t *digest, uint8_t size)
{
    struct key *k;
    if (n_spare > 0)
        k = (struct key *)PyObject_Init(spare[--n_spare], key_type);
    else
        k = PyObject_New(struct key, key_type);
    if (!k)
        return NULL;
    k->size = size;
    memcpy(k->digest, digest, 16);
    if (size == 32)
        memcpy(k->digest + 16, digest + 16, 16);
    return (PyObject *)k;
}

static PyObject *key_construct(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    const char *digest;
    Py_ssize_t size;
    (void)type;
    if (kwargs && PyDict_Size(kwargs) > 0) {
        PyErr_SetString(PyExc_TypeError, "Key() takes no keyword arguments");
        return NULL;
    }
    if (!PyArg_ParseTuple(args, "y#:Key", &digest, &size))
        return NULL;
    if (size != 16 && size != 32) {
        PyErr_Format(PyExc_ValueError, "a Key has 16 or 32 bytes, not %zd; tkhash.key(array) "
                     "makes one from an array", size);
        return NULL;
    }
    return key_new((const uint8_t *)digest, (uint8_t)size);
}

static void key_dealloc(PyObject *self)
{
    if (n_spare < (int)(sizeof spare / sizeof spare[0]))
        spare[n_spare++] = self;
    else
        PyObject_Free(self);
    Py_DECREF((PyObject *)key_type);
}

static Py_hash_t key_hash(PyObject *self)
{
    Py_hash_t h;
    memcpy(&h, ((struct key *)self)->digest, sizeof h);      /* uniform already */
    return h == -1 ? -2 : h;
}

static PyObject *key_compare(PyObject *a, PyObject *b, int op)
{
    if (Py_TYPE(a) != key_type || Py_TYPE(b) != key_type)
        Py_RETURN_NOTIMPLEMENTED;
    const struct key *x = (struct key *)a, *y = (struct key *)b;
    int order = memcmp(x->digest, y->digest, x->size < y->size ? x->size : y->size);
    if (order == 0)
        order = x->size - y->size;
    Py_RETURN_RICHCOMPARE(order, 0, op);
}

static PyObject *to_hex(const uint8_t *digest, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    char text[2 * TKHASH_DIGEST];
    for (size_t i = 0; i < size; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    return PyUnicode_DecodeASCII(text, (Py_ssize_t)(2 * size), NULL);
}

static PyObject *key_hex(PyObject *self, PyObject *unused)
{
    (void)unused;
    return to_hex(((struct key *)self)->digest, ((struct key *)self)->size);
}

static PyObject *key_digest(PyObject *self, PyObject *unused)
{
    (void)unused;
    return PyBytes_FromStringAndSize((char *)((struct key *)self)->digest,
                                     ((struct key *)self)->size);
}

static PyObject *key_reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *digest = key_digest(self, NULL);
    return digest ? Py_BuildValue("O(N)", (PyObject *)key_type, digest) : NULL;
}

static PyObject *key_repr(PyObject *self)
{
    PyObject *hex = key_hex(self, NULL);
    PyObject *text = hex ? PyUnicode_FromFormat("<tkhash.Key %U>", hex) : NULL;
    Py_XDECREF(hex);
    return text;
}

static PyMethodDef key_methods[] = {
    {"hex", key_hex, METH_NOARGS, "The digest as hexadecimal text."},
    {"digest", key_digest, METH_NOARGS, "The digest as bytes."},
    {"__bytes__", key_digest, METH_NOARGS, "The digest as bytes."},
    {"__reduce__", key_reduce, METH_NOARGS, NULL},
    {0},
};

static PyType_Slot key_slots[] = {
    {Py_tp_doc, "Key(digest)\n--\n\nContent key of an array: hashable, comparable, picklable."},
    {Py_tp_new, SLOT(key_construct)},
    {Py_tp_dealloc, SLOT(key_dealloc)},
    {Py_tp_hash, SLOT(key_hash)},
    {Py_tp_richcompare, SLOT(key_compare)},
    {Py_tp_repr, SLOT(key_repr)},
    {Py_tp_methods, key_methods},
    {0, NULL},
};

static PyType_Spec key_spec = {
    .name = "tkhash.Key",
    .basicsize = sizeof(struct key),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = key_slots,
};

/* ---- Keys ---- */

PyObject *keys_new(Py_ssize_t n, uint8_t **data)
{
    if (n > PY_SSIZE_T_MAX / TKHASH_DIGEST)
        return PyErr_NoMemory();
    struct keys *k = PyObject_New(struct keys, keys_type);
    if (!k)
        return NULL;
    k->n = n;
    k->data = PyMem_Malloc(n ? (size_t)n * TKHASH_DIGEST : 1);
    k->shape[0] = n, k->shape[1] = TKHASH_DIGEST;
    k->strides[0] = TKHASH_DIGEST, k->strides[1] = 1;
    if (!k->data) {
        Py_DECREF(k);
        return PyErr_NoMemory();
    }
    *data = k->data;
    return (PyObject *)k;
}

static PyObject *keys_construct(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    const char *digests;
    Py_ssize_t size;
    uint8_t *data;
    (void)type;
    if (kwargs && PyDict_Size(kwargs) > 0) {
        PyErr_SetString(PyExc_TypeError, "Keys() takes no keyword arguments");
        return NULL;
    }
    if (!PyArg_ParseTuple(args, "y#:Keys", &digests, &size))
        return NULL;
    if (size % TKHASH_DIGEST) {
        PyErr_Format(PyExc_ValueError, "Keys need 32 bytes each, %zd is no multiple of it", size);
        return NULL;
    }
    PyObject *k = keys_new(size / TKHASH_DIGEST, &data);
    if (k)
        memcpy(data, digests, (size_t)size);
    return k;
}

static void keys_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyMem_Free(((struct keys *)self)->data);
    PyObject_Free(self);
    Py_DECREF(type);
}

static Py_ssize_t keys_length(PyObject *self)
{
    return ((struct keys *)self)->n;
}

static PyObject *keys_item(PyObject *self, Py_ssize_t i)
{
    const struct keys *k = (struct keys *)self;
    if (i < 0 || i >= k->n) {
        PyErr_SetString(PyExc_IndexError, "Keys index out of range");
        return NULL;
    }
    return key_new(k->data + i * TKHASH_DIGEST, TKHASH_DIGEST);
}

static PyObject *keys_slice(const struct keys *k, PyObject *slice)
{
    Py_ssize_t start, stop, step;
    uint8_t *to;
    if (PySlice_Unpack(slice, &start, &stop, &step) < 0)
        return NULL;
    Py_ssize_t n = PySlice_AdjustIndices(k->n, &start, &stop, step);
    PyObject *part = keys_new(n, &to);
    for (Py_ssize_t i = 0; part && i < n; i++)
        memcpy(to + i * TKHASH_DIGEST, k->data + (start + i * step) * TKHASH_DIGEST,
               TKHASH_DIGEST);
    return part;
}

static PyObject *keys_subscript(PyObject *self, PyObject *index)
{
    if (PySlice_Check(index))
        return keys_slice((struct keys *)self, index);
    Py_ssize_t i = PyNumber_AsSsize_t(index, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    return keys_item(self, i < 0 ? i + ((struct keys *)self)->n : i);
}

static PyObject *keys_compare(PyObject *a, PyObject *b, int op)
{
    if (Py_TYPE(a) != keys_type || Py_TYPE(b) != keys_type || (op != Py_EQ && op != Py_NE))
        Py_RETURN_NOTIMPLEMENTED;
    const struct keys *x = (struct keys *)a, *y = (struct keys *)b;
    bool equal = x->n == y->n && !memcmp(x->data, y->data, (size_t)x->n * TKHASH_DIGEST);
    return PyBool_FromLong(equal == (op == Py_EQ));
}

static int keys_getbuffer(PyObject *self, Py_buffer *b, int flags)
{
    struct keys *k = (struct keys *)self;
    if (PyBuffer_FillInfo(b, self, k->data, k->n * TKHASH_DIGEST, 1, flags) < 0)
        return -1;
    if (flags & PyBUF_ND) {
        b->ndim = 2;
        b->shape = k->shape;
        if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES)
            b->strides = k->strides;
    }
    return 0;
}

static PyObject *keys_hex(PyObject *self, PyObject *unused)
{
    const struct keys *k = (struct keys *)self;
    PyObject *list = PyList_New(k->n);
    (void)unused;
    for (Py_ssize_t i = 0; list && i < k->n; i++) {
        PyObject *hex = to_hex(k->data + i * TKHASH_DIGEST, TKHASH_DIGEST);
        if (!hex || PyList_SetItem(list, i, hex) < 0)
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *keys_tobytes(PyObject *self, PyObject *unused)
{
    const struct keys *k = (struct keys *)self;
    (void)unused;
    return PyBytes_FromStringAndSize((char *)k->data, k->n * TKHASH_DIGEST);
}

static PyObject *keys_reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *bytes = keys_tobytes(self, NULL);
    return bytes ? Py_BuildValue("O(N)", (PyObject *)keys_type, bytes) : NULL;
}

static PyObject *keys_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<tkhash.Keys of %zd arrays>", ((struct keys *)self)->n);
}

static PyMethodDef keys_methods[] = {
    {"hex", keys_hex, METH_NOARGS, "The digests as a list of hexadecimal texts."},
    {"tobytes", keys_tobytes, METH_NOARGS, "All digests, 32 bytes each."},
    {"__reduce__", keys_reduce, METH_NOARGS, NULL},
    {0},
};

static PyType_Slot keys_slots[] = {
    {Py_tp_doc, "Keys(digests)\n--\n\nAn immutable sequence of keys in one block of memory."},
    {Py_tp_new, SLOT(keys_construct)},
    {Py_tp_dealloc, SLOT(keys_dealloc)},
    {Py_tp_hash, SLOT(PyObject_HashNotImplemented)},
    {Py_tp_richcompare, SLOT(keys_compare)},
    {Py_tp_repr, SLOT(keys_repr)},
    {Py_tp_methods, keys_methods},
    {Py_sq_length, SLOT(keys_length)},
    {Py_sq_item, SLOT(keys_item)},
    {Py_mp_length, SLOT(keys_length)},
    {Py_mp_subscript, SLOT(keys_subscript)},
    {Py_bf_getbuffer, SLOT(keys_getbuffer)},
    {0, NULL},
};

static PyType_Spec keys_spec = {
    .name = "tkhash.Keys",
    .basicsize = sizeof(struct keys),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = keys_slots,
};

int key_types_init(PyObject *module)
{
    key_type = (PyTypeObject *)PyType_FromSpec(&key_spec);
    keys_type = key_type ? (PyTypeObject *)PyType_FromSpec(&keys_spec) : NULL;
    if (!keys_type)
        return -1;
    if (PyModule_AddObjectRef(module, "Key", (PyObject *)key_type) < 0)
        return -1;
    return PyModule_AddObjectRef(module, "Keys", (PyObject *)keys_type);
}
