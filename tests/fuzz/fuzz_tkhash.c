// Views of any shape and strides: a view's key is that of its elements copied out in C order.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "tkhash.h"

const char tk_fuzz_name[] = "tkhash";

enum { MOST_DIMS = 4, MOST_EXTENT = 16 };

typedef struct bytes_left {
    const char *at;
    size_t len;
} bytes_left;

static uint8_t take(bytes_left *self)
{
    if (!self->len)
        return 0;
    self->len--;
    return (uint8_t)*self->at++;
}

typedef struct view {
    struct tkhash_array array;
    struct tkhash_span span;
    uint64_t shape[MOST_DIMS];
    int64_t strides[MOST_DIMS];
    uint64_t count;       // elements
    int64_t low, high;    // bytes that it reaches before and behind its first element's start
} view;

static void read_view(view *self, bytes_left *input)
{
    static const char classes[] = "biufcMmSUVTx";
    uint8_t size = (uint8_t)(1u << (take(input) & 3));
    uint8_t op = take(input) % 6;
    int ndim = take(input) % (MOST_DIMS + 1);
    self->span = (struct tkhash_span){.bytes = size, .unit = size, .swap = take(input) & 1};
    // Each operation is for scalars of one size.
    static const uint8_t sizes[] = {[TKHASH_BOOL] = 1, [TKHASH_F16] = 2, [TKHASH_BF16] = 2,
                                    [TKHASH_F32] = 4, [TKHASH_F64] = 8};
    self->span.op = sizes[op] == size ? op : TKHASH_RAW;
    self->count = 1;
    for (int i = 0; i < ndim; i++) {
        self->shape[i] = take(input) % MOST_EXTENT;
        self->strides[i] = (int8_t)take(input);
        self->count *= self->shape[i];
    }
    for (int i = 0; self->count && i < ndim; i++) {
        int64_t reach = (int64_t)(self->shape[i] - 1) * self->strides[i];
        *(reach < 0 ? &self->low : &self->high) += reach;
    }
    self->array = (struct tkhash_array){
        .ndim = ndim, .shape = self->shape, .strides = self->strides, .spans = &self->span,
        .n_spans = 1, .memsize = size, .options = take(input) & TKHASH_VALUE,
        .dtype = {.cls = classes[take(input) % (sizeof classes - 1)], .itemsize = size,
                  .name = "a name", .name_len = take(input) % 7}};
}

static void copy_elements(const view *self, const char *first, char *out)
{
    uint64_t index[MOST_DIMS] = {0};
    for (uint64_t n = 0; n < self->count; n++) {
        const char *from = first;
        for (int i = 0; i < self->array.ndim; i++)
            from += (int64_t)index[i] * self->strides[i];
        memcpy(out + n * self->span.bytes, from, self->span.bytes);
        for (int i = self->array.ndim; i-- > 0;) {
            if (++index[i] < self->shape[i])
                break;
            index[i] = 0;
        }
    }
}

static void compare(const struct tkhash_array *a, const struct tkhash_array *b)
{
    uint8_t left[TKHASH_DIGEST] = {0}, right[TKHASH_DIGEST] = {0};
    enum tkhash_status status = tkhash_key(a, left);
    assert(tkhash_key(b, right) == status && memcmp(left, right, sizeof left) == 0);
    status = tkhash_tree(a, 1, left);
    assert(tkhash_tree(b, 2, right) == status && memcmp(left, right, sizeof left) == 0);
    status = tkhash_fast128(a, left);
    assert(tkhash_fast128(b, right) == status && memcmp(left, right, 16) == 0);
    if (a->ndim < 1 || tkhash_key(a, left) != TKHASH_OK)
        return;
    uint8_t rows_a[MOST_EXTENT * TKHASH_DIGEST], rows_b[MOST_EXTENT * TKHASH_DIGEST];
    status = tkhash_rows(a, 1, rows_a);
    assert(tkhash_rows(b, 2, rows_b) == status);
    assert(status != TKHASH_OK || memcmp(rows_a, rows_b, a->shape[0] * TKHASH_DIGEST) == 0);
}

void tk_fuzz_input(const char *bytes, size_t len)
{
    view self = {.count = 0};
    bytes_left input = {bytes, len};
    read_view(&self, &input);
    size_t reach = (size_t)(self.high - self.low) + self.span.bytes;
    size_t copied = self.count * self.span.bytes;
    char *memory = tk_memory_alloc(reach);
    char *plain = tk_memory_alloc(copied);
    for (size_t i = 0; i < reach; i++)
        memory[i] = input.len ? input.at[i % input.len] : (char)i;
    copy_elements(&self, memory - self.low, plain);
    self.array.data = memory - self.low;
    struct tkhash_array copy = self.array;
    copy.data = plain;
    copy.strides = NULL;
    compare(&self.array, &copy);
    free(memory);
    free(plain);
}
