#include "base/arena.h"

#include "base/mem.h"

enum { FIRST_BLOCK = 4096, LAST_BLOCK = 1024 * 1024, ALIGN = 16 };

struct rn_arena_block {
    struct rn_arena_block *next;
    size_t size;
    _Alignas(16) char data[];
};

void rn_arena_init(struct rn_arena *a)
{
    *a = (struct rn_arena){ 0 };
}

void rn_arena_clear(struct rn_arena *a)
{
    a->block = a->first;
    a->used = 0;
}

void rn_arena_release(struct rn_arena *a)
{
    struct rn_arena_block *b = a->first;
    while (b) {
        struct rn_arena_block *next = b->next;
        rn_free(b);
        b = next;
    }
    rn_arena_init(a);
}

/* Move to a block with room for `size` bytes: a later one that is kept, or a
 * new one. */
static bool next_block(struct rn_arena *a, size_t size)
{
    struct rn_arena_block *b;
    size_t want = a->block ? a->block->size : FIRST_BLOCK / 2;

    while (a->block && a->block->next) {
        a->block = a->block->next;
        a->used = 0;
        if (a->block->size >= size)
            return true;
    }
    if (want < LAST_BLOCK)
        want *= 2;
    if (want < size)
        want = size;
    if (want > SIZE_MAX - sizeof *b)
        return false;
    b = rn_malloc(sizeof *b + want);
    if (!b)
        return false;
    b->next = NULL;
    b->size = want;
    if (a->block)
        a->block->next = b;
    else
        a->first = b;
    a->block = b;
    a->used = 0;
    return true;
}

void *rn_arena_alloc(struct rn_arena *a, size_t size)
{
    void *p;

    if (size > SIZE_MAX - ALIGN)
        return NULL;
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if ((!a->block || a->block->size - a->used < size) && !next_block(a, size))
        return NULL;
    p = a->block->data + a->used;
    a->used += size;
    return p;
}

void *rn_arena_zalloc(struct rn_arena *a, size_t count, size_t size)
{
    void *p;

    if (size && count > SIZE_MAX / size)
        return NULL;
    p = rn_arena_alloc(a, count * size);
    if (p)
        memset(p, 0, count * size);
    return p;
}

struct rn_span rn_arena_copy(struct rn_arena *a, struct rn_span s)
{
    char *p = s.len < SIZE_MAX ? rn_arena_alloc(a, s.len + 1) : NULL;

    if (!p)
        return (struct rn_span){ NULL, 0 };
    if (s.len)
        memcpy(p, s.ptr, s.len);
    p[s.len] = '\0';
    return rn_span_of(p, s.len);
}
