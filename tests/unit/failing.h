/* failing.h - an allocator that fails when a test says so. One source file of a
 * program may include it; the build wraps the allocator (-Wl,--wrap=...). */
#ifndef RN_TEST_FAILING_H
#define RN_TEST_FAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

void *__real_rn_malloc(size_t size);
void *__real_rn_calloc(size_t count, size_t size);
void *__real_rn_realloc(void *ptr, size_t size);
bool __real_rn_grow(void *ptr, size_t *cap, size_t need, size_t size);
void *__wrap_rn_malloc(size_t size);
void *__wrap_rn_calloc(size_t count, size_t size);
void *__wrap_rn_realloc(void *ptr, size_t size);
bool __wrap_rn_grow(void *ptr, size_t *cap, size_t need, size_t size);

static size_t left = SIZE_MAX; /* allocations that succeed from now on */
static size_t calls;           /* allocations asked for */
static bool once;              /* one fails, those behind it succeed */

static bool fails(void)
{
    calls++;
    if (left == SIZE_MAX)
        return false;
    if (!left) {
        left = once ? SIZE_MAX : 0;
        return true;
    }
    left--;
    return false;
}

void *__wrap_rn_malloc(size_t size)
{
    return fails() ? NULL : __real_rn_malloc(size);
}

void *__wrap_rn_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_rn_calloc(count, size);
}

void *__wrap_rn_realloc(void *ptr, size_t size)
{
    return fails() ? NULL : __real_rn_realloc(ptr, size);
}

bool __wrap_rn_grow(void *ptr, size_t *cap, size_t need, size_t size)
{
    return (need <= *cap || !fails()) && __real_rn_grow(ptr, cap, need, size);
}

#endif
