/* The log-odds of a word from the model's table. */
#include "lang/score.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/hash.h"
#include "lang/model.h"

/* The first of a bucket's eight lanes that holds `fingerprint`, or 8. */
static int lane_of(const uint64_t bucket[2], uint64_t fingerprint)
{
#if defined(__SSE2__)
    __m128i lanes = _mm_loadu_si128((const __m128i *)(const void *)bucket);
    __m128i same = _mm_cmpeq_epi16(lanes, _mm_set1_epi16((short)fingerprint));
    unsigned bits = (unsigned)_mm_movemask_epi8(same);

    return bits ? __builtin_ctz(bits) / 2 : 8;
#else
    for (int e = 0; e < 8; e++)
        if ((bucket[e / 4] >> (16 * (e % 4)) & 0xffff) == fingerprint)
            return e;
    return 8;
#endif
}

void rn_lang_fetch(uint64_t hash)
{
    size_t at = rn_lang_bucket(hash, (size_t)rn_lang_model[0]) * RN_LANG_BUCKET;
    RN_PREFETCH(rn_lang_model + RN_LANG_MODEL_TABLE + at);
}

/* Adds the weights stored for `hash` to `sum`; false when there are none. */
static bool probe(uint64_t hash, int step, int32_t sum[RN_LC_COUNT])
{
    size_t n = (size_t)rn_lang_model[0];
    uint64_t fp = rn_lang_fingerprint(hash);
    for (size_t at = rn_lang_bucket(hash, n), tries = 0; tries < n;
         at = at + 1 == n ? 0 : at + 1, tries++) {
        const uint64_t *b =
            rn_lang_model + RN_LANG_MODEL_TABLE + at * RN_LANG_BUCKET;
        int e = lane_of(b, fp);
        if (e < 8) {
            uint64_t w = b[2 + e / 2] >> (32 * (e % 2));
            for (int c = 0; c < RN_LANG_WEIGHTS; c++)
                sum[c] += (int8_t)(uint8_t)(w >> (8 * c)) * step;
            return true;
        }
        if (!(b[1] >> 48)) /* a bucket fills from its first entry */
            return false;
    }
    return false;
}

void rn_lang_score(struct rn_span key, uint64_t hash, int16_t out[RN_LC_COUNT])
{
    int32_t sum[RN_LC_COUNT] = { 0 }, top = 0;
    if (!probe(hash, RN_LANG_WORD_STEP, sum)) {
        uint64_t grams[RN_LANG_GRAMS_MAX];
        size_t n = rn_lang_grams(key, grams);
        for (size_t i = 0; i < n; i++)
            rn_lang_fetch(grams[i]);
        for (size_t i = 0; i < n; i++)
            probe(grams[i], RN_LANG_GRAM_STEP, sum);
    }
    sum[RN_LC_ID] += RN_LANG_ID_LIFT;
    for (int c = 0; c < RN_LC_COUNT; c++)
        top = sum[c] > top ? sum[c] : top;
    for (int c = 0; c < RN_LC_COUNT; c++) {
        int32_t s = sum[c] - top;
        out[c] = (int16_t)(s < RN_LANG_SCORE_MIN ? RN_LANG_SCORE_MIN : s);
    }
}
