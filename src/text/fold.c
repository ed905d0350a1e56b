#include "text/fold.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/limits.h"
#include "text/chars.h"
#include "text/text.h"
#include "text/utf8.h"

/* A canonical decomposition has at most four characters, case folding makes at
 * most three of one (and of two bytes at least). */
enum { CPS_MAX = RN_TOKEN_MAX * 4 };

/* Whether the word is of capital consonants and eths alone: "HÐND". */
static bool abbreviation(struct rn_span raw)
{
    for (size_t i = 0; i < raw.len; i++)
        if ((raw.ptr[i] < 'A' || raw.ptr[i] > 'Z' ||
             strchr("AEIOUY", raw.ptr[i])) &&
            (unsigned char)raw.ptr[i] != 0xc3 &&
            (unsigned char)raw.ptr[i] != 0x90)
            return false;
    return true;
}

/* The letter that a Vietnamese text means by one that looks like it: many have
 * eth for "đ", where a word begins and no eth does or in an abbreviation, and
 * "ƣ" for "ư" since they were converted. */
static uint32_t meant(uint32_t cp, bool first)
{
    switch (cp) {
    case 0xd0:
        return first ? 0x110 : cp;
    case 0xf0:
        return first ? 0x111 : cp;
    case 0x1a2:
        return 0x1af;
    case 0x1a3:
        return 0x1b0;
    default:
        return cp;
    }
}

/* Likewise "ǎ" for "ă", of a decomposition. */
static void mend_carons(utf8proc_int32_t *cps, size_t n)
{
    utf8proc_int32_t base = 0;

    for (size_t i = 0; i < n; i++) {
        if (rn_char_class((uint32_t)cps[i]) != RN_CH_COMBINING)
            base = cps[i];
        else if (cps[i] == 0x30c && (base == 'a' || base == 'A'))
            cps[i] = 0x306;
    }
}

/* The canonical decomposition of `raw`, zero-width marks left out, in `cps`. */
static size_t decompose(struct rn_span raw, utf8proc_int32_t *cps)
{
    char visible[RN_TOKEN_MAX];
    size_t len = 0, i, n;
    uint32_t cp = 0;
    utf8proc_ssize_t count;

    for (i = 0; i < raw.len; i += n) {
        n = rn_utf8_decode(raw.ptr + i, raw.len - i, &cp);
        assert(n > 0);
        if (rn_char_class(cp) == RN_CH_ZERO)
            continue;
        len +=
            rn_utf8_encode(meant(cp, !len || (cp == 0xd0 && abbreviation(raw))),
                           visible + len);
    }
    count = utf8proc_decompose((const utf8proc_uint8_t *)visible,
                               (utf8proc_ssize_t)len, cps, CPS_MAX,
                               UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
    assert(count >= 0 && count <= CPS_MAX);
    mend_carons(cps, (size_t)count);
    return (size_t)count;
}

/* 1 to 5, or 0 for what is no Vietnamese tone mark. */
static int tone(utf8proc_int32_t cp)
{
    switch (cp) {
    case 0x300:
        return 1;
    case 0x301:
        return 2;
    case 0x303:
        return 3;
    case 0x309:
        return 4;
    case 0x323:
        return 5;
    default:
        return 0;
    }
}

/* Whether mark `m` on letter `base` is written by Vietnamese only. */
static bool vietnamese_mark(utf8proc_int32_t base, utf8proc_int32_t m)
{
    utf8proc_int32_t c = base < 0x80 ? base | 0x20 : 0;
    bool vowel =
        c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';

    switch (m) {
    case 0x302:
        return c == 'a' || c == 'e' || c == 'o';
    case 0x306:
        return c == 'a';
    case 0x31b:
        return c == 'o' || c == 'u';
    default:
        return vowel && tone(m);
    }
}

/* UPPER, ALLCAPS and VIETNAMESE of a decomposed word; nothing of a mark. */
static unsigned flags_of(const utf8proc_int32_t *cps, size_t n)
{
    unsigned flags = RN_TOK_ALLCAPS;
    utf8proc_int32_t base = 0;
    bool letters = false;

    for (size_t i = 0; i < n; i++) {
        utf8proc_category_t k = utf8proc_category(cps[i]);
        if (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) {
            if (!letters && k <= UTF8PROC_CATEGORY_LT &&
                k != UTF8PROC_CATEGORY_LL)
                flags |= RN_TOK_UPPER;
            if (k != UTF8PROC_CATEGORY_LU)
                flags &= ~(unsigned)RN_TOK_ALLCAPS;
            letters = true;
            base = cps[i];
            if (base == 0x110 || base == 0x111)
                flags |= RN_TOK_VIETNAMESE;
        } else if (vietnamese_mark(base, cps[i])) {
            flags |= RN_TOK_VIETNAMESE;
        }
    }
    return letters ? flags : 0;
}

/* Fold case and move the tones to the end. Folding before the decomposition
 * would do for all but the Greek iota below, which becomes a letter and must
 * have its place by then. */
static size_t fold_cps(const utf8proc_int32_t *cps, size_t n,
                       utf8proc_int32_t *out, char *tones, size_t *ntones)
{
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        int digit = tone(cps[i]), boundclass = 0;
        utf8proc_ssize_t k;

        if (digit) {
            tones[(*ntones)++] = (char)('0' + digit);
            continue;
        }
        k = utf8proc_decompose_char(
            cps[i], out + len, (utf8proc_ssize_t)(CPS_MAX - len),
            UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundclass);
        assert(k >= 0 && (size_t)k <= CPS_MAX - len);
        len += (size_t)k;
    }
    return len;
}

/* A mark with its combining marks: NFC, one apostrophe, one dash. */
static size_t mark_key(utf8proc_int32_t *cps, size_t n, char *key)
{
    size_t len = 0;
    utf8proc_ssize_t k = utf8proc_normalize_utf32(
        cps, (utf8proc_ssize_t)n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);

    assert(k >= 0);
    if (k == 1 && rn_char_class((uint32_t)cps[0]) == RN_CH_DASH)
        cps[0] = '-';
    if (k == 1 && rn_char_class((uint32_t)cps[0]) == RN_CH_APOSTROPHE)
        cps[0] = '\'';
    for (utf8proc_ssize_t i = 0; i < k; i++)
        len += rn_utf8_encode((uint32_t)cps[i], key + len);
    return len;
}

static size_t word_key(const utf8proc_int32_t *cps, size_t n, char *key)
{
    utf8proc_int32_t folded[CPS_MAX];
    char tones[CPS_MAX];
    size_t ntones = 0, len = 0, m = fold_cps(cps, n, folded, tones, &ntones);
    utf8proc_ssize_t k = utf8proc_normalize_utf32(
        folded, (utf8proc_ssize_t)m, UTF8PROC_COMPOSE | UTF8PROC_STABLE);

    assert(k >= 0);
    for (utf8proc_ssize_t i = 0; i < k; i++)
        len += rn_utf8_encode((uint32_t)folded[i], key + len);
    memcpy(key + len, tones, ntones);
    return len + ntones;
}

size_t rn_fold(struct rn_span raw, char *key, unsigned *flags)
{
    utf8proc_int32_t cps[CPS_MAX];
    uint32_t first = 0;
    size_t n;

    assert(raw.len > 0 && raw.len <= RN_TOKEN_MAX);
    n = decompose(raw, cps);
    *flags = flags_of(cps, n);
    rn_utf8_decode(raw.ptr, raw.len, &first);
    return rn_char_class(first) == RN_CH_LETTER ? word_key(cps, n, key)
                                                : mark_key(cps, n, key);
}
