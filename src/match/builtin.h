/* match/builtin.h - what no list can hold: ordinals in digits, numbers of
 * documents, dates, years, names of places that nobody listed, of what schools
 * are called after, unlisted tails of English names.
 *
 * Each scanner reads tokens from `i` on, within the segment, and hands what it
 * finds to rn_builtin_found; match/value.h makes its text:
 *
 * - ordinal: "15th" from 15 (vi), 15th (en), ke-15 (ms), XV
 * - int: "15" from 15, XV; "3A"
 * - number: "57-NQ/TW"; ASCII, joints closed, at most one blank at each joint
 * - date: "2024-05-19" from 19/5/2024, May 19, 2024, 19 Mei 2024, ngày 19
 *   tháng 5 năm 2024
 * - years: "2020-2025"
 * - name: "Ea Knuec"; one to three capitalised syllables of Vietnamese shape
 * - namesake: "Le Quy Don"; two to four such syllables, persons' names too,
 *   and nothing else in their run of capitals but the word that asks for it
 * - tail: "Crop Production"; capitalised English words behind "of" */
#ifndef RN_MATCH_BUILTIN_H
#define RN_MATCH_BUILTIN_H

#include "match/chart.h"

/* Put the built-in items that start at token `i` into the open cell. */
void rn_builtin_items(struct rn_chart *c, uint32_t i);

/* In chart.c: a built-in item of `kind` (enum rn_builtin) over tokens i …
 * end-1.
 */
void rn_builtin_found(struct rn_chart *c, uint32_t kind, uint32_t i,
                      uint32_t end, unsigned flags);

/* The letters of the word at `i` without marks, in small; borrowed until the
 * next call. */
struct rn_span rn_plain_key(struct rn_chart *c, uint32_t i);

/* Whether the word at `i` has the shape of a syllable of our names. */
bool rn_is_syllable(struct rn_chart *c, uint32_t i);

/* Whether what stands at an unlisted tail has a name of its own after all, or
 * begins with one. Asked when its cell is full. */
bool rn_tail_is_listed(const struct rn_chart *c, const struct rn_item *tail);

/* How many words with which sentences begin stand at token `i`, or, unless
 * `opening`, of a headline's verb: none, one or two. */
uint32_t rn_phrase_at(const struct rn_chart *c, uint32_t i, bool opening);

#endif
