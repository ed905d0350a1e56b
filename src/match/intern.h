/* match/intern.h - byte strings to small numbers, in order of first sight. */
#ifndef RN_MATCH_INTERN_H
#define RN_MATCH_INTERN_H

#include "base/span.h"

/* A place of the table: 8 bytes, so that a large one touches little memory. */
struct rn_intern_place {
    uint32_t hash;  /* half of it */
    uint32_t entry; /* its number + 1, or 0 where nothing is */
};

struct rn_intern_entry {
    struct rn_span key; /* borrowed: must outlive the table */
    uint32_t value;
};

struct rn_intern {
    struct rn_intern_place *table;
    size_t size; /* of the table: a power of two or 0 */
    struct rn_intern_entry *entries;
    size_t n, cap;
};

void rn_intern_init(struct rn_intern *t);
void rn_intern_release(struct rn_intern *t);

/* Enter `key` with `value`, unless it is there; false when memory runs out. */
bool rn_intern_put(struct rn_intern *t, struct rn_span key, uint32_t value);

/* The value of `key`, or UINT32_MAX. */
uint32_t rn_intern_get(const struct rn_intern *t, struct rn_span key);

#endif
