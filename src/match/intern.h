/* match/intern.h - byte strings to small numbers, in order of first sight. */
#ifndef RN_MATCH_INTERN_H
#define RN_MATCH_INTERN_H

#include "base/span.h"

struct rn_intern_entry {
    struct rn_span key; /* borrowed: must outlive the table */
    uint64_t hash;
    uint32_t value;
};

struct rn_intern {
    struct rn_intern_entry *table;
    size_t size, n; /* size is a power of two or 0 */
};

void rn_intern_init(struct rn_intern *t);
void rn_intern_release(struct rn_intern *t);

/* The entry of `key`, made with `value` where it is missing; NULL when memory
 * runs out. */
struct rn_intern_entry *rn_intern_put(struct rn_intern *t, struct rn_span key,
                                      uint32_t value);

/* The value of `key`, or UINT32_MAX. */
uint32_t rn_intern_get(const struct rn_intern *t, struct rn_span key);

#endif
