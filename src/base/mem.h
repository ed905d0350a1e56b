/* base/mem.h - allocation that tests can make fail, and growing arrays.
 *
 * All rooms allocate through these, so that a test can wrap them at link time
 * (-Wl,--wrap=rn_malloc …) and make each allocation fail in turn. */
#ifndef RN_BASE_MEM_H
#define RN_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

void *rn_malloc(size_t size);
void *rn_calloc(size_t count, size_t size);
void *rn_realloc(void *ptr, size_t size);
void rn_free(void *ptr);

/* Make room for `need` elements of `size` bytes in *ptr, which has room for
 * *cap: doubles. False when memory runs out or the size overflows; *ptr and
 * *cap are then as before. */
bool rn_grow(void *ptr, size_t *cap, size_t need, size_t size);

#endif
