/* From a Python object to a struct tkhash_array.
 *
 * Fastest way: an exact numpy.ndarray whose dtype object was met before; numpy takes as long to
 * write the format of a buffer as for all the rest of it.
 *
 * Fast way: exact types whose buffer tells the whole truth (numpy.ndarray, bytes, bytearray,
 * memoryview, array.array) and whose format is one plain scalar.  Subclasses are kept out: a
 * masked array's buffer hides its mask.
 *
 * Everything else goes through tkhash._adapt.describe, which returns an object for the fast way,
 * or a tuple that spells out dtype, spans and mask. */
#include "ext.h"

#include <string.h>

PyObject *view_describe;
PyTypeObject *view_ndarray;
static PyTypeObject *array_array;
/* ndarray.dtype's descriptor: asked directly it saves the search through the type. */
static PyObject *dtype_descriptor;
static descrgetfunc dtype_get;

/* What the format of a dtype object said; direct-mapped by address.  The reference keeps the
 * address from meaning another dtype; only formats of one scalar get here, whose dtypes do not
 * change.  The GIL guards the table. */
static struct {
    PyObject *dtype;
    char cls;
    bool swap;
} dtypes[64];

int view_init(void)
{
    PyObject *module = PyImport_ImportModule("array");
    if (!module)
        return -1;
    array_array = (PyTypeObject *)PyObject_GetAttrString(module, "array");
    Py_DECREF(module);
    return array_array ? 0 : -1;
}

int view_set_ndarray(PyTypeObject *type)
{
    PyObject *descriptor = PyObject_GetAttrString((PyObject *)type, "dtype");
    if (!descriptor)
        return -1;
    dtype_get = __extension__(descrgetfunc)PyType_GetSlot(Py_TYPE(descriptor), Py_tp_descr_get);
    if (!dtype_get) {
        Py_DECREF(descriptor);
        PyErr_SetString(PyExc_TypeError, "numpy.ndarray is expected");
        return -1;
    }
    Py_XDECREF(dtype_descriptor);
    dtype_descriptor = descriptor;
    Py_INCREF((PyObject *)type);
    Py_XDECREF((PyObject *)view_ndarray);
    view_ndarray = type;
    return 0;
}

static PyObject *dtype_of(PyObject *ndarray)
{
    return dtype_get(dtype_descriptor, ndarray, (PyObject *)view_ndarray);
}

static bool is_exact(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    return type == view_ndarray || type == &PyBytes_Type || type == &PyByteArray_Type ||
           type == &PyMemoryView_Type || type == array_array;
}

/* What may stand between the size of an element and its class. */
static bool size_fits(char cls, Py_ssize_t size)
{
    switch (cls) {
    case 'b':
        return size == 1;
    case 'i':
    case 'u':
        return size == 1 || size == 2 || size == 4 || size == 8;
    case 'f':
        return size == 2 || size == 4 || size == 8;
    case 'c':
        return size == 8 || size == 16;
    case 'U':
        return size % 4 == 0;
    }
    return true;
}

/* Class of a struct-module format of one scalar (numpy adds w and Z); 0 for anything else.  The
 * size of the item decides, not the letter: 'l' and 'q' are one type. */
static char format_class(const char *f, Py_ssize_t itemsize, bool *swap)
{
    char cls = 0;
    *swap = *f == '>' || *f == '!';
    if (*f && strchr("<>=!@", *f))
        f++;
    bool counted = *f >= '0' && *f <= '9';
    while (*f >= '0' && *f <= '9')
        f++;
    bool complex = *f == 'Z';
    f += complex;
    if (!*f || f[1])
        return 0;
    if (strchr("bhilqn", *f))
        cls = 'i';
    else if (strchr("BHILQN", *f))
        cls = 'u';
    else if (strchr("efd", *f))
        cls = 'f';
    else if (*f == '?')
        cls = 'b';
    else if (*f == 's' || *f == 'c')
        cls = 'S';
    else if (*f == 'w')
        cls = 'U';
    if (complex)
        cls = cls == 'f' ? 'c' : 0;
    if (counted && cls != 'S' && cls != 'U')
        return 0;
    return size_fits(cls, itemsize) ? cls : 0;
}

static void ordinary_span(struct view *v, bool swap)
{
    struct tkhash_array *a = &v->array;
    uint32_t size = a->dtype.itemsize;
    char cls = a->dtype.cls;
    unsigned unit = cls == 'S' || cls == 'V' ? 1 : cls == 'U' ? 4 : cls == 'c' ? size / 2 : size;
    v->span = (struct tkhash_span){.bytes = size, .unit = (uint8_t)unit, .swap = swap};
    if (cls == 'b')
        v->span.op = TKHASH_BOOL;
    else if ((cls == 'f' || cls == 'c') && (a->options & TKHASH_VALUE))
        v->span.op = unit == 2 ? TKHASH_F16 : unit == 4 ? TKHASH_F32 : TKHASH_F64;
    a->spans = &v->span;
    a->n_spans = 1;
    v->plain = !a->strides && v->span.op == TKHASH_RAW && !(swap && unit > 1);
}

/* Shape, strides, pointer; the buffer stays owned by v->buf. */
static bool take_layout(struct view *v)
{
    struct tkhash_array *a = &v->array;
    const Py_buffer *b = &v->buf;
    if (b->ndim > TKHASH_MAX_NDIM || b->itemsize > INT32_MAX) {
        PyErr_Format(PyExc_ValueError, "tkhash: arrays of more than %d dimensions or 2 GiB "
                     "elements have no key", TKHASH_MAX_NDIM);
        return false;
    }
    a->data = b->buf;
    a->ndim = b->ndim;
    a->shape = v->shape;
    a->memsize = (uint32_t)b->itemsize;
    bool c_order = true;
    int64_t step = b->itemsize;
    for (int i = b->ndim - 1; i >= 0; i--) {
        if (b->shape[i] < 0) {
            PyErr_SetString(PyExc_ValueError, "tkhash: the buffer has a negative dimension; its "
                            "exporter is broken");
            return false;
        }
        v->shape[i] = (uint64_t)b->shape[i];
        if (b->strides) {
            v->strides[i] = b->strides[i];
            c_order = c_order && b->strides[i] == step;
            step = (int64_t)((uint64_t)step * (uint64_t)b->shape[i]);
        }
    }
    a->strides = c_order ? NULL : v->strides;
    return true;
}

static void count_bytes(struct view *v)
{
    uint64_t n = 1;
    for (int i = 0; i < v->array.ndim; i++)
        n *= v->array.shape[i];      /* an overflow is found by the library */
    v->bytes = n * v->array.dtype.itemsize;
}

static bool take_ordinary(struct view *v, char cls, bool swap)
{
    v->array.dtype.cls = cls;
    v->array.dtype.itemsize = (uint32_t)v->buf.itemsize;
    if (!take_layout(v)) {
        PyBuffer_Release(&v->buf);
        return false;
    }
    ordinary_span(v, swap);
    count_bytes(v);
    return true;
}

/* 1: opened; 0: the dtype is new, nothing held; -1: exception. */
static int open_known(struct view *v, PyObject *ndarray)
{
    PyObject *dtype = dtype_of(ndarray);
    if (!dtype)
        return -1;
    size_t slot = (uintptr_t)dtype / 32 % 64;
    bool known = dtypes[slot].dtype == dtype;
    char cls = dtypes[slot].cls;
    bool swap = dtypes[slot].swap;
    Py_DECREF(dtype);
    if (!known)
        return 0;
    if (PyObject_GetBuffer(ndarray, &v->buf, PyBUF_STRIDED_RO) < 0) {
        v->buf.obj = NULL;
        return -1;
    }
    return take_ordinary(v, cls, swap) ? 1 : -1;
}

static void remember_dtype(PyObject *ndarray, char cls, bool swap)
{
    PyObject *dtype = dtype_of(ndarray);
    if (!dtype) {
        PyErr_Clear();
        return;
    }
    size_t slot = (uintptr_t)dtype / 32 % 64;
    PyObject *old = dtypes[slot].dtype;
    dtypes[slot].dtype = dtype;
    dtypes[slot].cls = cls;
    dtypes[slot].swap = swap;
    Py_XDECREF(old);
}

/* 1: opened; 0: not for the fast way, nothing held; -1: exception. */
static int open_fast(struct view *v, PyObject *object)
{
    bool swap;
    if (PyObject_GetBuffer(object, &v->buf, PyBUF_RECORDS_RO) < 0) {
        v->buf.obj = NULL;
        if (PyErr_ExceptionMatches(PyExc_ValueError) && Py_TYPE(object) == view_ndarray) {
            PyErr_Clear();           /* numpy: a dtype that formats cannot say */
            return 0;
        }
        return -1;
    }
    const char *format = v->buf.format ? v->buf.format : "B";
    char cls = format_class(format, v->buf.itemsize, &swap);
    if (!cls) {
        PyBuffer_Release(&v->buf);
        return 0;
    }
    if (!take_ordinary(v, cls, swap))
        return -1;
    if (Py_TYPE(object) == view_ndarray)
        remember_dtype(object, cls, swap);
    return 1;
}

/* ---- described arrays ---- */

static bool read_spans(struct view *v, PyObject *spans)
{
    Py_ssize_t n = PyTuple_Size(spans);
    if (n < 0)
        return false;
    v->spans = PyMem_Calloc(n ? (size_t)n : 1, sizeof *v->spans);
    if (!v->spans) {
        PyErr_NoMemory();
        return false;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        unsigned offset, bytes;
        unsigned char unit, swap, op;
        if (!PyArg_ParseTuple(PyTuple_GetItem(spans, i), "IIbbb", &offset, &bytes, &unit, &swap,
                              &op))
            return false;
        v->spans[i] = (struct tkhash_span){offset, bytes, unit, swap, op};
    }
    v->array.spans = v->spans;
    v->array.n_spans = (uint32_t)n;
    return true;
}

static bool check_span_bounds(const struct view *v)
{
    for (uint32_t i = 0; i < v->array.n_spans; i++) {
        const struct tkhash_span *s = &v->array.spans[i];
        if ((uint64_t)s->offset + s->bytes > (uint64_t)v->buf.itemsize) {
            PyErr_SetString(PyExc_ValueError, "tkhash: a field lies outside its record");
            return false;
        }
    }
    return true;
}

/* (carrier, class, itemsize, name, unit, spans, mask or None); carrier exports the elements with
 * strides, mask one byte per element in C order. */
static bool open_described(struct view *v, PyObject *tuple)
{
    PyObject *carrier, *spans, *mask;
    const char *name, *unit;
    int cls;
    unsigned itemsize;
    Py_ssize_t name_len, unit_len;
    if (!PyArg_ParseTuple(tuple, "OCIy#y#O!O", &carrier, &cls, &itemsize, &name, &name_len, &unit,
                          &unit_len, &PyTuple_Type, &spans, &mask))
        return false;
    if (name_len > TKHASH_MAX_NAME || unit_len > TKHASH_MAX_NAME) {
        PyErr_Format(PyExc_ValueError, "tkhash: the description of this dtype is longer than %d "
                     "bytes; hash its fields one by one", TKHASH_MAX_NAME);
        return false;
    }
    Py_INCREF(tuple);
    v->description = tuple;
    v->array.dtype = (struct tkhash_dtype){(char)cls, itemsize, name, (uint16_t)name_len, unit,
                                           (uint16_t)unit_len};
    if (PyObject_GetBuffer(carrier, &v->buf, PyBUF_STRIDED_RO) < 0)
        return false;
    if (!take_layout(v) || !read_spans(v, spans) || !check_span_bounds(v))
        return false;
    count_bytes(v);
    if (mask == Py_None)
        return true;
    if (PyObject_GetBuffer(mask, &v->mask, PyBUF_SIMPLE) < 0)
        return false;
    if (itemsize && (uint64_t)v->mask.len != v->bytes / itemsize) {
        PyErr_SetString(PyExc_ValueError, "tkhash: the mask must have one byte per element");
        return false;
    }
    v->array.mask = v->mask.buf;
    return true;
}

static bool open_other(struct view *v, PyObject *object)
{
    PyObject *plain = PyObject_CallFunction(view_describe, "Oi", object,
                                            v->array.options & TKHASH_VALUE);
    if (!plain)
        return false;
    int done;
    if (PyTuple_Check(plain)) {
        done = open_described(v, plain) ? 1 : -1;
    } else {
        done = open_fast(v, plain);
        if (done == 0)
            PyErr_Format(PyExc_TypeError, "tkhash: cannot read the elements of %R", object);
    }
    Py_DECREF(plain);
    if (done == 1)
        return true;
    view_close(v);
    return false;
}

bool view_open(struct view *v, PyObject *object, uint8_t options)
{
    v->array = (struct tkhash_array){.options = options};
    v->buf.obj = v->mask.obj = NULL;
    v->description = NULL;
    v->spans = NULL;
    v->plain = false;
    if (is_exact(object)) {
        int done = Py_TYPE(object) == view_ndarray ? open_known(v, object) : 0;
        if (done == 0)
            done = open_fast(v, object);
        if (done != 0)
            return done > 0;
    }
    return open_other(v, object);
}

void view_close(struct view *v)
{
    if (v->buf.obj)
        PyBuffer_Release(&v->buf);
    if (v->mask.obj)
        PyBuffer_Release(&v->mask);
    if (v->spans)
        PyMem_Free(v->spans);
    Py_CLEAR(v->description);
}
