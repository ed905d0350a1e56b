/* failing.h - an allocator that fails when a test says so. One source file of a
 * program may include it; the build wraps the allocator (-Wl,--wrap=...). */
#ifndef RN_TEST_FAILING_H
#define RN_TEST_FAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"

void *__real_rn_malloc(size_t size);
void *__real_rn_calloc(size_t count, size_t size);
void *__real_rn_realloc(void *ptr, size_t size);
bool __real_rn_grow(void *ptr, size_t *cap, size_t need, size_t size);
void *__wrap_rn_malloc(size_t size);
void *__wrap_rn_calloc(size_t count, size_t size);
void *__wrap_rn_realloc(void *ptr, size_t size);
bool __wrap_rn_grow(void *ptr, size_t *cap, size_t need, size_t size);
void *__real_rn_arena_alloc(struct rn_arena *a, size_t size);
void *__wrap_rn_arena_alloc(struct rn_arena *a, size_t size);
void *__real_rn_arena_zalloc(struct rn_arena *a, size_t count, size_t size);
void *__wrap_rn_arena_zalloc(struct rn_arena *a, size_t count, size_t size);
struct rn_span __real_rn_arena_copy(struct rn_arena *a, struct rn_span s);
struct rn_span __wrap_rn_arena_copy(struct rn_arena *a, struct rn_span s);

static size_t left = SIZE_MAX; /* allocations that succeed from now on */
static size_t calls;           /* allocations asked for */
static size_t tried;           /* those that might have failed */
static bool once;              /* one fails, those behind it succeed */

static struct {
    const void *at;
    int times;
} callers[256]; /* who asked, and how often */
static size_t ncallers;

/* From now on `n` allocations succeed. */
static void fail_from(size_t n)
{
    calls = tried = ncallers = 0;
    left = n;
}

static bool fails(void)
{
    tried++;
    if (left == SIZE_MAX)
        return false;
    if (!left) {
        left = once ? SIZE_MAX : 0;
        return true;
    }
    left--;
    return false;
}

/* Each caller fails the first `times` that it asks: of thousands of the same
 * the later ones tell nothing new. */
static bool caller_fails(const void *caller, int times)
{
    size_t i = 0;

    calls++;
    while (i < ncallers && callers[i].at != caller)
        i++;
    if (i == sizeof callers / sizeof *callers)
        abort();
    if (i == ncallers) {
        callers[i].at = caller;
        callers[i].times = 0;
        ncallers++;
    }
    /* and all when there is no memory any more */
    return (callers[i].times++ < times || (!left && !once)) && fails();
}

/* The function that called the one where this stands: a buffer's stands for
 * many. */
#define HEAP_FAILS() caller_fails(__builtin_return_address(0), 200)

/* An arena rarely asks for a block; which of its callers meets the end of one
 * is chance. So each fails. */
#define ARENA_FAILS() caller_fails(__builtin_return_address(0), 2)

void *__wrap_rn_malloc(size_t size)
{
    return HEAP_FAILS() ? NULL : __real_rn_malloc(size);
}

void *__wrap_rn_calloc(size_t count, size_t size)
{
    return HEAP_FAILS() ? NULL : __real_rn_calloc(count, size);
}

void *__wrap_rn_realloc(void *ptr, size_t size)
{
    return HEAP_FAILS() ? NULL : __real_rn_realloc(ptr, size);
}

bool __wrap_rn_grow(void *ptr, size_t *cap, size_t need, size_t size)
{
    return (need <= *cap || !HEAP_FAILS()) &&
           __real_rn_grow(ptr, cap, need, size);
}

void *__wrap_rn_arena_alloc(struct rn_arena *a, size_t size)
{
    return ARENA_FAILS() ? NULL : __real_rn_arena_alloc(a, size);
}

void *__wrap_rn_arena_zalloc(struct rn_arena *a, size_t count, size_t size)
{
    return ARENA_FAILS() ? NULL : __real_rn_arena_zalloc(a, count, size);
}

struct rn_span __wrap_rn_arena_copy(struct rn_arena *a, struct rn_span s)
{
    return ARENA_FAILS() ? rn_span_of(NULL, 0) : __real_rn_arena_copy(a, s);
}

#endif
