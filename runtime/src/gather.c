/* The elements of any strided array in C order, a strip at a time, in canonical form.
 *
 * Three ways, chosen when the gather starts:
 *   runs     the last dimension is contiguous: copies of whole runs;
 *   across   another dimension is (a.T, Fortran order): whole rows of it by strip transpose;
 *   single   neither, or records: element by element.
 * Every way delivers whole elements, so that canonicalisation never sees half a float. */
#include "tkhash_p.h"

static bool spans_are_memory(const struct tkhash_array *a)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < a->n_spans; i++) {
        const struct tkhash_span *s = &a->spans[i];
        if (s->offset != at || s->op != TKHASH_RAW || (s->swap && s->unit > 1))
            return false;
        at += s->bytes;
    }
    return true;
}

bool tk_array_is_plain(const struct tkhash_array *a)
{
    if (a->mask || !spans_are_memory(a))
        return false;
    if (!a->strides)
        return a->memsize == a->dtype.itemsize;
    for (int i = 0; i < a->ndim; i++) {
        if (a->shape[i] == 0)
            return true;
    }
    uint64_t step = a->dtype.itemsize;
    for (int i = a->ndim - 1; i >= 0; i--) {
        if (a->shape[i] != 1 && (uint64_t)a->strides[i] != step)
            return false;
        step *= a->shape[i];
    }
    return true;
}

/* Appends a dimension, or merges it into the one before when both are one run of steps. */
static void add_dim(struct tk_gather *g, uint64_t shape, int64_t stride)
{
    if (shape == 1)
        return;
    int last = g->ndim - 1;
    if (last >= 0 && g->stride[last] == stride * (int64_t)shape) {
        g->shape[last] *= shape;
        g->stride[last] = stride;
        return;
    }
    g->shape[g->ndim] = shape;
    g->stride[g->ndim] = stride;
    g->ndim++;
}

static void choose_across(struct tk_gather *g)
{
    uint32_t size = g->itemsize;
    g->across = -1;
    if (g->n_spans != 1 || g->stride[g->ndim - 1] == size)
        return;
    if (size != 1 && size != 2 && size != 4 && size != 8)
        return;
    g->inner = 1;
    for (int k = g->ndim - 1; k >= 0; k--) {
        if (g->inner > TK_SCRATCH / 2 / size)   /* a strip keeps room for tree leftovers */
            return;
        if (g->stride[k] == size && g->inner > 1) {
            g->across = k;
            return;
        }
        g->inner *= g->shape[k];
    }
}

void tk_gather_init(struct tk_gather *g, const struct tkhash_array *a, int first_dim,
                    uint64_t item)
{
    int64_t strides[TKHASH_MAX_NDIM];
    int64_t step = a->memsize;
    for (int i = a->ndim - 1; i >= 0; i--) {
        strides[i] = a->strides ? a->strides[i] : step;
        step *= (int64_t)a->shape[i];
    }
    g->base = a->data;
    g->left = 1;
    g->done = 0;
    g->mask = a->mask;
    g->spans = a->spans;
    g->n_spans = a->n_spans;
    g->itemsize = a->dtype.itemsize;
    g->ndim = 0;
    if (first_dim == 1)
        g->base += (int64_t)item * strides[0];
    for (int i = first_dim; i < a->ndim; i++)
        g->left *= a->shape[i];
    if (g->mask)
        g->mask += item * g->left;
    for (int i = first_dim; i < a->ndim && g->left > 0; i++)
        add_dim(g, a->shape[i], strides[i]);
    if (g->ndim == 0) {
        g->shape[0] = 1;
        g->stride[0] = g->itemsize;
        g->ndim = 1;
    }
    memset(g->index, 0, sizeof g->index[0] * (size_t)g->ndim);
    g->at = g->base;
    choose_across(g);
}

size_t tk_gather_strip(const struct tk_gather *g)
{
    return g->across >= 0 ? TK_SCRATCH : TK_STRIP;
}

/* Moves n elements along dimension d, with carry; n does not pass the end of d. */
static void advance(struct tk_gather *g, int d, uint64_t n)
{
    for (;;) {
        g->index[d] += n;
        g->at += (int64_t)n * g->stride[d];
        if (g->index[d] < g->shape[d] || d == 0)
            return;
        g->at -= (int64_t)g->shape[d] * g->stride[d];
        g->index[d] = 0;
        d--, n = 1;
    }
}

#define COPY_STRIDED(TYPE)                                                                        \
    for (uint64_t i = 0; i < n; i++, in += stride)                                                \
        memcpy(out + i * sizeof(TYPE), in, sizeof(TYPE))

static void copy_elements(const uint8_t *in, int64_t stride, uint8_t *out, uint64_t n,
                          uint32_t size)
{
    switch (size) {
    case 1:
        COPY_STRIDED(uint8_t);
        break;
    case 2:
        COPY_STRIDED(uint16_t);
        break;
    case 4:
        COPY_STRIDED(uint32_t);
        break;
    case 8:
        COPY_STRIDED(uint64_t);
        break;
    default:
        for (uint64_t i = 0; i < n; i++, in += stride)
            memcpy(out + i * size, in, size);
    }
}

static void copy_records(const struct tk_gather *g, uint8_t *out, uint64_t n)
{
    const uint8_t *in = g->at;
    int64_t stride = g->stride[g->ndim - 1];
    for (uint64_t i = 0; i < n; i++, in += stride) {
        for (uint32_t k = 0; k < g->n_spans; k++) {
            memcpy(out, in + g->spans[k].offset, g->spans[k].bytes);
            tk_canon_apply(&g->spans[k], out, g->spans[k].bytes);
            out += g->spans[k].bytes;
        }
    }
}

/* Up to max elements along the last dimension. */
static uint64_t fill_run(struct tk_gather *g, uint8_t *out, uint64_t max)
{
    int last = g->ndim - 1;
    uint64_t n = g->shape[last] - g->index[last];
    n = n < max ? n : max;
    const uint8_t *in = g->at;
    if (g->n_spans != 1)
        copy_records(g, out, n);
    else if (g->stride[last] == g->itemsize)
        memcpy(out, in + g->spans[0].offset, n * g->itemsize);
    else
        copy_elements(in + g->spans[0].offset, g->stride[last], out, n, g->itemsize);
    advance(g, last, n);
    return n;
}

/* Whole steps of the dimension that is contiguous in memory; max counts elements. */
static uint64_t fill_across(struct tk_gather *g, uint8_t *out, uint64_t max)
{
    int k = g->across, last = g->ndim - 1;
    uint64_t rows = g->shape[k] - g->index[k], cols = g->shape[last];
    rows = rows < max / g->inner ? rows : max / g->inner;
    const uint8_t *column = g->at + g->spans[0].offset;
    for (uint64_t done = 0; done < g->inner; done += cols) {
        tk_transpose(column, g->stride[last], out + done * g->itemsize, g->inner * g->itemsize,
                     rows, cols, g->itemsize);
        for (int d = last - 1; d > k; d--) {
            column += g->stride[d];
            if (++g->index[d] < g->shape[d])
                break;
            column -= (int64_t)g->shape[d] * g->stride[d];
            g->index[d] = 0;
        }
    }
    advance(g, k, rows);
    return rows * g->inner;
}

static void hide_masked(const struct tk_gather *g, uint8_t *out, uint64_t n)
{
    for (uint64_t i = 0; i < n; i++) {
        if (g->mask[g->done + i])
            memset(out + i * g->itemsize, 0, g->itemsize);
    }
}

size_t tk_gather_fill(struct tk_gather *g, uint8_t *out, size_t cap)
{
    size_t used = 0;
    if (g->itemsize == 0)
        return 0;
    while (g->left > 0 && cap - used >= g->itemsize) {
        uint64_t room = (cap - used) / g->itemsize, n;
        if (g->across >= 0) {
            if (room < g->inner)
                break;
            n = fill_across(g, out + used, room);
        } else {
            n = fill_run(g, out + used, room);
        }
        if (g->n_spans == 1)
            tk_canon_apply(&g->spans[0], out + used, n * g->itemsize);
        if (g->mask)
            hide_masked(g, out + used, n);
        used += n * g->itemsize;
        g->done += n;
        g->left -= n;
    }
    return used;
}
