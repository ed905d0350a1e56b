/* lang/model.h - the trained tables (docs/langid-model.md).
 *
 * tools/train_langid writes them to model.bin, whose banner says from what;
 * gen_model turns that file into C while renorm is built. In order: how many
 * buckets, the transitions of the lattice (from each class to each, 1/100 nat),
 * the buckets (score.h). */
#ifndef RN_LANG_MODEL_H
#define RN_LANG_MODEL_H

#include "base/hash.h"
#include "lang/lang.h"

enum {
    RN_LANG_MODEL_TRANS = 1,
    RN_LANG_MODEL_TABLE = RN_LANG_MODEL_TRANS + RN_LC_COUNT * RN_LC_COUNT
};

/* The checksum of the numbers so far and one more. */
static inline uint64_t rn_lang_checksum(uint64_t sum, uint64_t x)
{
    return rn_hash_mix(sum ^ x, RN_HASH_K1) + x;
}

extern const uint64_t rn_lang_model[];

static inline int rn_lang_trans(int from, int to)
{
    return (int)(int64_t)
        rn_lang_model[RN_LANG_MODEL_TRANS + from * RN_LC_COUNT + to];
}

#endif
