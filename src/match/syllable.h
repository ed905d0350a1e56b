/* match/syllable.h - the shape of syllables in Vietnamese place names. */
#ifndef RN_MATCH_SYLLABLE_H
#define RN_MATCH_SYLLABLE_H

#include "base/span.h"

/* Whether a word without marks, in small letters, can be a syllable of a
 * place's name:
 *
 *     [ onset ] nucleus [ coda ]    "nguyen", "bac", "hoa"
 *
 * or has the shape that the highlands' languages add: "ea", "krong", "dak",
 * "kbang", "cu". */
bool rn_syllable(struct rn_span bare);

#endif
