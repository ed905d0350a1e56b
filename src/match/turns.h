/* match/turns.h - whose a page's bare titles are.
 *
 * "The Secretary" is ours, but not on a page that has "Secretary of State
 * Kerry" and no secretary of ours: there it is his again. Of each title that
 * other bodies have too the page's turns are counted: those that are theirs, by
 * what stands near; those that are ours, by their bearer or their body; and
 * those that stand bare. What the whole page says is known behind its last
 * segment alone, and where it takes titles away the page is read once more. */
#ifndef RN_MATCH_TURNS_H
#define RN_MATCH_TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

enum rn_turn_of { RN_TURN_THEIRS, RN_TURN_OURS, RN_TURN_BARE, RN_TURN_COUNT };

struct rn_turn {
    uint32_t concept;
    uint32_t n[RN_TURN_COUNT], before[RN_TURN_COUNT]; /* the segment */
    bool lost; /* its bare turns are theirs */
    bool won;  /* they are ours: one of ours bears it, and nobody else */
};

struct rn_turns {
    struct rn_turn v[RN_TURNS_MAX];
    size_t n;
};

/* Begin a page: forget the one before. */
void rn_turns_begin(struct rn_turns *t);

/* Begin a segment, or the same one once more (`again`). */
void rn_turns_segment(struct rn_turns *t, bool again);

/* Count a title. */
void rn_turns_note(struct rn_turns *t, uint32_t concept, enum rn_turn_of whose);

/* Behind the last segment of the first reading: whether some bare title is
 * theirs, so that the page must be read again. */
bool rn_turns_decide(struct rn_turns *t);

/* Whether bare turns of the title were found to be theirs. */
bool rn_turns_lost(const struct rn_turns *t, uint32_t concept);

/* Whether they were found to be ours, however foreign the page is. */
bool rn_turns_won(const struct rn_turns *t, uint32_t concept);

#endif
