/* The functions of tkhash._core. */
#include "ext.h"

#include <string.h>

#define MAX_ARRAYS 4096          /* views that keys() holds at once */

/* ---- arguments ---- */

struct options {
    uint8_t value;               /* TKHASH_VALUE or 0 */
    unsigned threads;            /* 0: choose */
};

static bool parse_canonical(PyObject *arg, uint8_t *out)
{
    if (arg == Py_None) {
        *out = 0;
        return true;
    }
    if (PyUnicode_Check(arg) && PyUnicode_CompareWithASCIIString(arg, "value") == 0) {
        *out = TKHASH_VALUE;
        return true;
    }
    PyErr_Format(PyExc_ValueError, "tkhash: canonical is None (bytes decide) or \"value\" (-0.0 "
                 "equals 0.0, every NaN equals every NaN), not %R", arg);
    return false;
}

static bool parse_threads(PyObject *arg, unsigned *out)
{
    if (arg == Py_None) {
        *out = 0;
        return true;
    }
    long n = PyLong_AsLong(arg);
    if (n == -1 && PyErr_Occurred())
        return false;
    if (n < 1 || n > 1024) {
        PyErr_SetString(PyExc_ValueError, "tkhash: threads is None (choose) or 1 to 1024");
        return false;
    }
    *out = (unsigned)n;
    return true;
}

/* One positional argument, then keywords out of canonical and threads. */
static bool parse(const char *function, PyObject *const *args, Py_ssize_t n, PyObject *names,
                  bool with_threads, struct options *o)
{
    *o = (struct options){0, 0};
    if (n != 1) {
        PyErr_Format(PyExc_TypeError, "%s() takes one array, %zd were given; tkhash.keys([a, b]) "
                     "takes several", function, n);
        return false;
    }
    Py_ssize_t n_names = names ? PyTuple_Size(names) : 0;
    for (Py_ssize_t i = 0; i < n_names; i++) {
        PyObject *name = PyTuple_GetItem(names, i), *arg = args[n + i];
        bool good;
        if (PyUnicode_CompareWithASCIIString(name, "canonical") == 0) {
            good = parse_canonical(arg, &o->value);
        } else if (with_threads && PyUnicode_CompareWithASCIIString(name, "threads") == 0) {
            good = parse_threads(arg, &o->threads);
        } else {
            PyErr_Format(PyExc_TypeError, "%s() has no argument %R", function, name);
            good = false;
        }
        if (!good)
            return false;
    }
    return true;
}

static PyObject *raise_status(enum tkhash_status status)
{
    PyErr_Format(status == TKHASH_ENOXXH ? PyExc_RuntimeError : PyExc_ValueError, "tkhash: %s",
                 tkhash_strerror(status));
    return NULL;
}

/* ---- recent headers and their chaining values ----
 *
 * One compression in two for a small array.  The GIL guards the table. */

struct cached_prefix {
    char cls;                    /* 0: empty */
    uint8_t options, ndim;
    uint32_t itemsize;
    uint64_t shape[4];
    struct tkhash_prefix prefix;
    uint8_t fast_header[TKHASH_BLOCK];   /* mode x */
};
static struct cached_prefix prefixes[256];

static struct cached_prefix *prefix_slot(const struct tkhash_array *a)
{
    uint64_t h = (uint8_t)a->dtype.cls + 257u * a->dtype.itemsize + 31u * a->options;
    for (int i = 0; i < a->ndim; i++)
        h = (h ^ a->shape[i]) * 0x9e3779b97f4a7c15u;
    return &prefixes[(h ^ h >> 32) & 255];
}

static bool prefix_matches(const struct cached_prefix *c, const struct tkhash_array *a)
{
    if (c->cls != a->dtype.cls || c->itemsize != a->dtype.itemsize || c->ndim != a->ndim ||
        c->options != a->options)
        return false;
    for (int i = 0; i < a->ndim; i++) {
        if (c->shape[i] != a->shape[i])
            return false;
    }
    return true;
}

/* NULL when the array cannot be encoded or does not belong in the table. */
static const struct cached_prefix *prefix_of(const struct tkhash_array *a)
{
    if (a->ndim > 4 || a->mask || a->dtype.name_len || a->dtype.unit_len)
        return NULL;
    struct cached_prefix *c = prefix_slot(a);
    if (!prefix_matches(c, a)) {
        size_t len = tkhash_header(a, 'x', c->fast_header, sizeof c->fast_header);
        if (len != TKHASH_BLOCK || tkhash_prefix(a, &c->prefix) != TKHASH_OK) {
            c->cls = 0;
            return NULL;
        }
        c->cls = a->dtype.cls, c->options = a->options, c->ndim = (uint8_t)a->ndim;
        c->itemsize = a->dtype.itemsize;
        for (int i = 0; i < a->ndim; i++)
            c->shape[i] = a->shape[i];
    }
    return c;
}

/* ---- digests of one array ---- */

static PyObject *py_key(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    struct options o;
    struct view v;
    uint8_t digest[TKHASH_DIGEST];
    enum tkhash_status status;
    (void)self;
    if (!parse("key", args, n, names, false, &o) || !view_open(&v, args[0], o.value))
        return NULL;
    const struct cached_prefix *cached = v.bytes < RELEASE_FROM ? prefix_of(&v.array) : NULL;
    if (cached && v.plain) {
        tkhash_sha256_with(&cached->prefix, v.array.data, v.bytes, digest);
        status = TKHASH_OK;
    } else if (cached) {
        status = tkhash_key_with(&v.array, &cached->prefix, digest);
    } else {
        Py_BEGIN_ALLOW_THREADS
        status = tkhash_key(&v.array, digest);
        Py_END_ALLOW_THREADS
    }
    view_close(&v);
    return status == TKHASH_OK ? key_new(digest, sizeof digest) : raise_status(status);
}

static PyObject *py_fast128(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    struct options o;
    struct view v;
    uint8_t digest[16];
    enum tkhash_status status;
    (void)self;
    if (!parse("fast128", args, n, names, false, &o) || !view_open(&v, args[0], o.value))
        return NULL;
    const struct cached_prefix *cached =
        v.bytes < RELEASE_FROM && v.plain ? prefix_of(&v.array) : NULL;
    if (cached) {
        status = tkhash_fast128_with(cached->fast_header, v.array.data, v.bytes, digest);
    } else {
        Py_BEGIN_ALLOW_THREADS
        status = tkhash_fast128(&v.array, digest);
        Py_END_ALLOW_THREADS
    }
    view_close(&v);
    return status == TKHASH_OK ? key_new(digest, sizeof digest) : raise_status(status);
}

static PyObject *py_tree(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    struct options o;
    struct view v;
    uint8_t digest[TKHASH_DIGEST];
    enum tkhash_status status;
    (void)self;
    if (!parse("tree", args, n, names, true, &o) || !view_open(&v, args[0], o.value))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    status = tkhash_tree(&v.array, o.threads, digest);
    Py_END_ALLOW_THREADS
    view_close(&v);
    return status == TKHASH_OK ? key_new(digest, sizeof digest) : raise_status(status);
}

static PyObject *py_sha256(PyObject *self, PyObject *object)
{
    Py_buffer b;
    uint8_t digest[TKHASH_DIGEST];
    (void)self;
    if (PyObject_GetBuffer(object, &b, PyBUF_SIMPLE) < 0)
        return NULL;
    if (b.len >= RELEASE_FROM) {
        Py_BEGIN_ALLOW_THREADS
        tkhash_sha256(b.buf, (size_t)b.len, digest);
        Py_END_ALLOW_THREADS
    } else {
        tkhash_sha256(b.buf, (size_t)b.len, digest);
    }
    PyBuffer_Release(&b);
    return PyBytes_FromStringAndSize((char *)digest, sizeof digest);
}

static PyObject *py_header(PyObject *self, PyObject *args)
{
    PyObject *object, *canonical = Py_None;
    struct view v;
    uint8_t options, header[2 * TKHASH_MAX_NAME + 1024];
    int mode;
    (void)self;
    if (!PyArg_ParseTuple(args, "OC|O:header", &object, &mode, &canonical))
        return NULL;
    if (!parse_canonical(canonical, &options) || !view_open(&v, object, options))
        return NULL;
    size_t len = tkhash_header(&v.array, (char)mode, header, sizeof header);
    view_close(&v);
    return len ? PyBytes_FromStringAndSize((char *)header, (Py_ssize_t)len)
               : raise_status(TKHASH_EINVAL);
}

/* ---- batches ---- */

static PyObject *py_rows(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    struct options o;
    struct view v;
    uint8_t *out;
    enum tkhash_status status;
    (void)self;
    if (!parse("rows", args, n, names, true, &o) || !view_open(&v, args[0], o.value))
        return NULL;
    if (v.array.ndim < 1) {
        view_close(&v);
        PyErr_SetString(PyExc_ValueError, "tkhash: rows() needs at least one dimension; use "
                        "key() for a single value");
        return NULL;
    }
    PyObject *keys = keys_new((Py_ssize_t)v.array.shape[0], &out);
    if (!keys) {
        view_close(&v);
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    status = tkhash_rows(&v.array, o.threads, out);
    Py_END_ALLOW_THREADS
    view_close(&v);
    if (status == TKHASH_OK)
        return keys;
    Py_DECREF(keys);
    return raise_status(status);
}

/* The keys of items [from, from + n) of a sequence; views and arrays have room for n. */
static bool keys_chunk(PyObject *items, Py_ssize_t from, Py_ssize_t n, const struct options *o,
                       struct view *views, struct tkhash_array *arrays, uint8_t *out)
{
    Py_ssize_t opened = 0;
    enum tkhash_status status = TKHASH_OK;
    for (; opened < n; opened++) {
        PyObject *item = PyList_GetItem(items, from + opened);
        if (!item || !view_open(&views[opened], item, o->value))
            break;
        arrays[opened] = views[opened].array;
    }
    bool good = opened == n;
    if (good) {
        Py_BEGIN_ALLOW_THREADS
        status = tkhash_keys(arrays, (size_t)n, o->threads, out, NULL);
        Py_END_ALLOW_THREADS
    }
    for (Py_ssize_t i = 0; i < opened; i++)
        view_close(&views[i]);
    if (good && status != TKHASH_OK)
        raise_status(status);
    return good && status == TKHASH_OK;
}

static PyObject *py_keys(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names)
{
    struct options o;
    uint8_t *out;
    (void)self;
    if (!parse("keys", args, n, names, true, &o))
        return NULL;
    PyObject *items = PySequence_List(args[0]);      /* ours: nobody shortens it meanwhile */
    if (!items)
        return NULL;
    Py_ssize_t total = PyList_Size(items), room = total < MAX_ARRAYS ? total : MAX_ARRAYS;
    struct view *views = PyMem_Calloc((size_t)room + 1, sizeof *views);
    struct tkhash_array *arrays = PyMem_Calloc((size_t)room + 1, sizeof *arrays);
    PyObject *keys = views && arrays ? keys_new(total, &out) : PyErr_NoMemory();
    for (Py_ssize_t i = 0; keys && i < total; i += room) {
        Py_ssize_t k = total - i < room ? total - i : room;
        if (!keys_chunk(items, i, k, &o, views, arrays, out + i * TKHASH_DIGEST))
            Py_CLEAR(keys);
    }
    PyMem_Free(views);
    PyMem_Free(arrays);
    Py_DECREF(items);
    return keys;
}

/* ---- which code runs ---- */

static PyObject *py_backend(PyObject *self, PyObject *unused)
{
    struct tkhash_backend b = tkhash_backend();
    (void)self, (void)unused;
    return Py_BuildValue("{sssssssIsIsssIsIsNss}", "single", b.single, "pair", b.pair, "lanes",
                         b.lanes, "width", b.width, "min_lanes", b.min_lanes, "fast128",
                         b.fast128, "detected", b.detected, "allowed", b.allowed, "self_test",
                         PyBool_FromLong(b.self_test), "reason", b.reason);
}

static PyObject *py_force(PyObject *self, PyObject *arg)
{
    (void)self;
    if (arg == Py_None) {
        tkhash_unforce();
        Py_RETURN_NONE;
    }
    unsigned long mask = PyLong_AsUnsignedLong(arg);
    if (mask == (unsigned long)-1 && PyErr_Occurred())
        return NULL;
    enum tkhash_status status = tkhash_force((unsigned)mask);
    if (status != TKHASH_OK)
        return raise_status(status);
    Py_RETURN_NONE;
}

static PyObject *py_set_ndarray(PyObject *self, PyObject *type)
{
    (void)self;
    if (!PyType_Check(type)) {
        PyErr_SetString(PyExc_TypeError, "numpy.ndarray is expected");
        return NULL;
    }
    if (view_set_ndarray((PyTypeObject *)type) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *py_set_describe(PyObject *self, PyObject *function)
{
    (void)self;
    Py_INCREF(function);
    Py_XDECREF(view_describe);
    view_describe = function;
    Py_RETURN_NONE;
}

#define FAST(f) (PyCFunction)(void (*)(void))(f), METH_FASTCALL | METH_KEYWORDS

static PyMethodDef functions[] = {
    {"key", FAST(py_key),
     "key(array, /, *, canonical=None)\n--\n\nContent key of an array: SHA-256 of dtype, shape "
     "and elements."},
    {"tree", FAST(py_tree),
     "tree(array, /, *, canonical=None, threads=None)\n--\n\nContent key of a big array, hashed "
     "in parallel.  Never equal to key(array)."},
    {"fast128", FAST(py_fast128),
     "fast128(array, /, *, canonical=None)\n--\n\nXXH3-128 key of an array.  Not for data that "
     "an adversary chooses."},
    {"rows", FAST(py_rows),
     "rows(array, /, *, canonical=None, threads=None)\n--\n\nThe keys of array[0], array[1], "
     "... as Keys."},
    {"keys", FAST(py_keys),
     "keys(arrays, /, *, canonical=None, threads=None)\n--\n\nThe keys of separate arrays as "
     "Keys."},
    {"sha256", py_sha256, METH_O,
     "sha256(buffer, /)\n--\n\nThe standard SHA-256 digest of contiguous bytes, as bytes."},
    {"header", py_header, METH_VARARGS,
     "header(array, mode, canonical=None, /)\n--\n\nThe bytes in front of the data; mode is "
     "'k', 't' or 'x'."},
    {"backend", py_backend, METH_NOARGS, "backend()\n--\n\nWhat runs, as a dict."},
    {"force", py_force, METH_O,
     "force(mask, /)\n--\n\nRestrict to these CPU features; None undoes it."},
    {"set_ndarray", py_set_ndarray, METH_O, NULL},
    {"set_describe", py_set_describe, METH_O, NULL},
    {0},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "tkhash._core", .m_size = -1, .m_methods = functions,
};

PyMODINIT_FUNC PyInit__core(void);

PyMODINIT_FUNC PyInit__core(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (!module)
        return NULL;
    if (view_init() < 0 || key_types_init(module) < 0) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
