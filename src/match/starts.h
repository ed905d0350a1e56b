/* match/starts.h - which forms begin with a slot, by the kind that fills it,
 * and what they go on with. */
#ifndef RN_MATCH_STARTS_H
#define RN_MATCH_STARTS_H

#include "match/chart.h"

static inline uint64_t rn_kind_bit(uint32_t kind)
{
    return UINT64_C(1) << (kind & 63);
}

/* The bit of what fills a slot. */
static inline uint64_t rn_slot_bit(const struct rn_image *im, uint32_t kind)
{
    return rn_kind_bit(kind & RN_SLOT_CONCEPT
                           ? im->concepts[kind & ~RN_SLOT_CONCEPT].kind
                           : kind);
}

static inline bool rn_onward_meets(struct rn_onward a, struct rn_onward b)
{
    return (a.words & b.words) | (a.kinds & b.kinds);
}

/* Fill c->kind_starts, kind_alone, kind_on and kinds_of of a new chart, which
 * owns them. False when memory runs out. */
bool rn_chart_starts(struct rn_chart *c);

#endif
