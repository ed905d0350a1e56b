/* lang/score.h - what one word says about its language.
 *
 * The model is one table of 48-byte buckets, eight entries each, addressed by a
 * 64-bit hash. An entry is of a whole word (its folded key's hash, as the
 * tokens carry it) or of a gram: one to five letters of the key between the
 * edge marks, hashed with a seed of their own. A word that has an entry is
 * scored by it alone; any other is the sum of its grams.
 *
 * A bucket is
 *
 * - uint64_t 0-1: 8 fingerprints of 16 bits, 0 where the entry is empty
 * - uint64_t 2-5: 8 times 4 signed bytes: vi, ms, en, id against other
 *
 * A hash goes to the bucket of its high half, and on to the next ones while
 * these are full. */
#ifndef RN_LANG_SCORE_H
#define RN_LANG_SCORE_H

#include "lang/lang.h"

enum {
    RN_LANG_BUCKET = 6,   /* uint64_t a bucket */
    RN_LANG_WEIGHTS = 4,  /* stored classes; the last one is the zero */
    RN_LANG_GRAM_MAX = 5, /* letters */

    /* Letters of a word whose grams count: no word of prose is longer, and the
     * time of a made-up one stays bounded. */
    RN_LANG_LETTERS_MAX = 40,
    RN_LANG_GRAMS_MAX = (RN_LANG_LETTERS_MAX + 2) * RN_LANG_GRAM_MAX,

    /* 1/100 nat: what one step of a word's and of a gram's stored weight is. */
    RN_LANG_WORD_STEP = 8,
    RN_LANG_GRAM_STEP = 2,

    /* 1/100 nat. Added to each word's score for Indonesian: the texts that
     * Malay is learnt from are more alike than what is written in it, so that
     * plain sentences of either look a little more Malay than they are. Set on
     * held-out text. */
    RN_LANG_ID_LIFT = 15,

    /* 1/100 nat. The least score of a word: one word never decides a paragraph.
     */
    RN_LANG_SCORE_MIN = -1000,

    /* A capitalised word inside a sentence is often a name, which says little:
     * its share of a vote, in sixteenths. */
    RN_LANG_NAME_WEIGHT = 8,

    /* The same of a lone letter: an initial, a unit, a piece of noise. */
    RN_LANG_LETTER_WEIGHT = 4,
    RN_LANG_FULL_WEIGHT = 16
};

/* Hashes of the grams of a key; how many. `out` has room for RN_LANG_GRAMS_MAX.
 */
size_t rn_lang_grams(struct rn_span key, uint64_t *out);

/* Ask for what the table has for a hash, of a word or a gram: they lie all over
 * it. */
void rn_lang_fetch(uint64_t hash);

/* Log-odds of a word: for each class against the word's best one, 1/100 nat, 0
 * at the best and negative elsewhere. A pure function of the key. */
void rn_lang_score(struct rn_span key, uint64_t hash, int16_t out[RN_LC_COUNT]);

static inline uint16_t rn_lang_fingerprint(uint64_t hash)
{
    return (uint16_t)((hash & 0xffff) ? (hash & 0xffff) : 1);
}

static inline size_t rn_lang_bucket(uint64_t hash, size_t buckets)
{
    return (size_t)(((hash >> 32) * (uint64_t)buckets) >> 32);
}

/* A word's share of a vote, in sixteenths: `keylen` bytes of key; `as_name`
 * where it is capitalised inside a sentence. */
static inline int rn_lang_weight(size_t keylen, bool as_name)
{
    return keylen == 1 ? RN_LANG_LETTER_WEIGHT
           : as_name   ? RN_LANG_NAME_WEIGHT
                       : RN_LANG_FULL_WEIGHT;
}

#endif
