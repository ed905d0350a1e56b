/* A first table: frequent words written in ASCII, with their log-odds. */
#include "lang/score.h"

static const struct {
    const char *word;
    int16_t score[RN_LC_COUNT];
} words[] = {
#include "lang/words.inc"
};

void rn_lang_score(struct rn_span key, uint64_t hash, int16_t out[RN_LC_COUNT])
{
    size_t lo = 0, hi = sizeof(words) / sizeof(words[0]);
    (void)hash;
    memset(out, 0, RN_LC_COUNT * sizeof(*out));
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = rn_span_cmp(rn_span_str(words[mid].word), key);
        if (c == 0) {
            memcpy(out, words[mid].score, sizeof(words[mid].score));
            return;
        }
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
}
