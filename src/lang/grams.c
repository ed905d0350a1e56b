/* The grams of a word: the same for the detector and for the trainer. */
#include "lang/score.h"

#include "base/hash.h"
#include "base/limits.h"

/* Keeps the hashes of grams apart from those of whole words. */
#define GRAM_SEED UINT64_C(0xa0761d6478bd642f)

size_t rn_lang_grams(struct rn_span key, uint64_t *out)
{
    char buf[RN_TOKEN_MAX + 3];
    uint16_t at[RN_LANG_LETTERS_MAX + 3]; /* byte offsets of the letters */
    size_t letters = 0, len = 0, n = 0;
    at[letters++] = 0;
    buf[len++] = 2;
    for (size_t i = 0; i < key.len && len <= RN_TOKEN_MAX; i++) {
        if (((unsigned char)key.ptr[i] & 0xc0) != 0x80) {
            if (letters > RN_LANG_LETTERS_MAX)
                break;
            at[letters++] = (uint16_t)len;
        }
        buf[len++] = key.ptr[i];
    }
    at[letters++] = (uint16_t)len;
    buf[len++] = 3;
    at[letters] = (uint16_t)len;
    for (size_t i = 0; i < letters; i++)
        for (size_t g = 1; g <= RN_LANG_GRAM_MAX && i + g <= letters; g++) {
            if (g == 1 && (i == 0 || i + 1 == letters))
                continue;
            uint64_t h = rn_hash(buf + at[i], (size_t)(at[i + g] - at[i]));
            out[n++] = rn_hash_mix(h ^ GRAM_SEED, RN_HASH_K1);
        }
    return n;
}
