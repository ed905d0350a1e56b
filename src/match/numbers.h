/* match/numbers.h - lists of numbers and ordinals, the members of which are no
 * concepts: which go on. */
#ifndef RN_MATCH_NUMBERS_H
#define RN_MATCH_NUMBERS_H

#include "match/select.h"

/* Whether the list that the mention `f` begins with the number or ordinal
 * `tail` goes on with `next`. `sign`: "No." stands before that. */
bool rn_number_goes_on(struct rn_chart *c, const struct rn_found *f,
                       const struct rn_item *tail, const struct rn_item *next,
                       bool sign);

#endif
