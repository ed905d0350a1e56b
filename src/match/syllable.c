#include "match/syllable.h"

/* Longest first, so that the first that fits is taken. Those behind the bar are of the
 * highlands: Bahnaric and Chamic clusters as maps write them. */
static const char *const onsets[] = {
    "ngh", "kbl", "kpl", "chr", "krn", "ng", "nh", "ch", "gh", "gi", "kh",
    "ph", "qu", "th", "tr", /**/ "kr", "kl", "kb", "kd", "kn", "kp", "kt",
    "br", "bl", "pl", "pr", "hr", "hm", "hl", "dr", "dl", "mr", "ml", "mn",
    "gr", "gl", "rm", "ry", "sr", "yr", /**/ "b", "c", "d", "g", "h", "k",
    "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", "j", "y", ""
};

static const char *const nuclei[] = {
    "uyen", "oai", "oay", "uay", "uoi", "ieu", "yeu", "uou", "uya", "uye",
    "oeo", "uao", "uyu", "oa", "oe", "uy", "uo", "ue", "ua", "ia", "ie", "iu",
    "uu", "ai", "ao", "au", "ay", "eo", "eu", "oi", "ui", "ye", "oo", "ea",
    "eu", "a", "e", "i", "o", "u", "y"
};

static const char *const codas[] = { "ch", "ng", "nh", "nk", "c", "m", "n",
                                     "p", "t", "k", "r", "l", "h", "w", "" };

static bool starts(struct rn_span s, const char *head)
{
    size_t n = strlen(head);

    return s.len >= n && memcmp(s.ptr, head, n) == 0;
}

static bool rhyme(struct rn_span s)
{
    for (size_t n = 0; n < sizeof nuclei / sizeof *nuclei; n++) {
        size_t len = strlen(nuclei[n]);
        if (!starts(s, nuclei[n]))
            continue;
        for (size_t k = 0; k < sizeof codas / sizeof *codas; k++)
            if (rn_span_is(rn_span_of(s.ptr + len, s.len - len), codas[k]))
                return true;
    }
    return false;
}

bool rn_syllable(struct rn_span bare)
{
    if (bare.len < 1 || bare.len > 8)
        return false;
    for (size_t o = 0; o < sizeof onsets / sizeof *onsets; o++) {
        size_t len = strlen(onsets[o]);
        if (starts(bare, onsets[o]) &&
            rhyme(rn_span_of(bare.ptr + len, bare.len - len)))
            return true;
    }
    return false;
}
