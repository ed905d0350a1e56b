#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *rn_malloc(size_t size)
{
    return malloc(size ? size : 1);
}

void *rn_calloc(size_t count, size_t size)
{
    return calloc(count ? count : 1, size ? size : 1);
}

void *rn_realloc(void *ptr, size_t size)
{
    return realloc(ptr, size ? size : 1);
}

void rn_free(void *ptr)
{
    free(ptr);
}

bool rn_grow(void *ptr, size_t *cap, size_t need, size_t size)
{
    void *old, *grown;
    size_t want = *cap ? *cap : 16;

    if (need <= *cap)
        return true;
    while (want < need) {
        if (want > SIZE_MAX / 2)
            return false;
        want *= 2;
    }
    if (want > SIZE_MAX / size)
        return false;
    memcpy(&old, ptr, sizeof old);
    grown = rn_realloc(old, want * size);
    if (!grown)
        return false;
    memcpy(ptr, &grown, sizeof grown);
    *cap = want;
    return true;
}
