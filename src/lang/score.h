/* lang/score.h - what one word says about its language.
 *
 * A pure function of the folded key: for each class the log-odds against the
 * word's best class in 1/100 nat, 0 at the best and negative elsewhere. */
#ifndef RN_LANG_SCORE_H
#define RN_LANG_SCORE_H

#include "lang/lang.h"

void rn_lang_score(struct rn_span key, uint64_t hash, int16_t out[RN_LC_COUNT]);

#endif
