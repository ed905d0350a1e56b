/* base/arena.h - memory that dies together: a lexicon's strings, a page's
 * items.
 *
 * Blocks double from 4 KiB to 1 MiB. rn_arena_clear keeps the blocks for reuse.
 */
#ifndef RN_BASE_ARENA_H
#define RN_BASE_ARENA_H

#include "base/span.h"

struct rn_arena_block;

struct rn_arena {
    struct rn_arena_block *first, *block; /* all blocks; the one in use */
    size_t used;                          /* bytes used in it */
};

void rn_arena_init(struct rn_arena *a);
void rn_arena_clear(struct rn_arena *a);
void rn_arena_release(struct rn_arena *a);

/* `size` bytes, aligned to 16, not cleared; NULL when memory runs out. */
void *rn_arena_alloc(struct rn_arena *a, size_t size);

/* The same for an array, zeroed; NULL also when count × size overflows. */
void *rn_arena_zalloc(struct rn_arena *a, size_t count, size_t size);

/* A copy of `s` with a NUL behind it; ptr is NULL when memory runs out. */
struct rn_span rn_arena_copy(struct rn_arena *a, struct rn_span s);

#endif
