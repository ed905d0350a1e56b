/* match/possessive.h - the other ways in which texts write the possessives of
 * English names: with the apostrophe elsewhere, or without one. */
#ifndef RN_MATCH_POSSESSIVE_H
#define RN_MATCH_POSSESSIVE_H

#include "base/arena.h"
#include "lexicon/notation.h"

enum rn_possessive {
    RN_POSSESSIVE_NONE,   /* Peoples Committee, Farmers Union */
    RN_POSSESSIVE_BEHIND, /* Peoples' Committee, Ministry of Home Affairs' … */
    RN_POSSESSIVE_BEFORE, /* Farmer's Union */
    RN_POSSESSIVES
};

/* The path with all its possessives written in one way, in `a`'s memory; false
 * where it is written so already. *failed is set when memory runs out. */
bool rn_possessive(struct rn_arena *a, const struct rn_path *p,
                   enum rn_possessive way, struct rn_path *out, bool *failed);

#endif
