// Growable arrays on the heap: TK_VEC(int) numbers = {0}; tk_vec_push(&numbers, 7); tk_vec_free(&numbers);
#ifndef TK_BASE_VEC_H
#define TK_BASE_VEC_H

#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"

// `at` holds `len` live items and room for `cap`. All-zero is the empty vector.
#define TK_VEC(type) \
    struct { \
        type *at; \
        uint32_t len, cap; \
    }

#define tk_vec_reserve(vec, want) \
    do { \
        if ((want) > (vec)->cap) { \
            uint32_t tk_cap_ = (vec)->cap ? (vec)->cap : 8; \
            while (tk_cap_ < (want)) \
                tk_cap_ *= 2; \
            (vec)->at = tk_memory_grow((vec)->at, tk_cap_, sizeof *(vec)->at); \
            (vec)->cap = tk_cap_; \
        } \
    } while (0)

#define tk_vec_push(vec, item) \
    do { \
        tk_vec_reserve((vec), (vec)->len + 1); \
        (vec)->at[(vec)->len++] = (item); \
    } while (0)

// Gives back the room that is not used.
#define tk_vec_trim(vec) \
    do { \
        if ((vec)->len && (vec)->len < (vec)->cap) { \
            (vec)->at = tk_memory_grow((vec)->at, (vec)->len, sizeof *(vec)->at); \
            (vec)->cap = (vec)->len; \
        } \
    } while (0)

#define tk_vec_free(vec) \
    do { \
        free((vec)->at); \
        (vec)->at = NULL; \
        (vec)->len = (vec)->cap = 0; \
    } while (0)

#endif
