#include "text/common.h"

#include "base/limits.h"
#include "text/text.h"
#include "text/utf8.h"

#include "text/common.inc"

static const struct rn_common_letter *letter_of(uint32_t cp)
{
    const struct rn_common_letter *l = NULL;

    if (cp < RN_LATIN_CHARS)
        l = &rn_low_letters[cp];
    else if (cp - RN_VIET_FIRST < RN_VIET_CHARS)
        l = &rn_viet_letters[cp - RN_VIET_FIRST];
    return l && l->len ? l : NULL;
}

size_t rn_common_fold(struct rn_span raw, char *key, unsigned *flags)
{
    char tones[RN_TOKEN_MAX];
    unsigned all = RN_TOK_ALLCAPS | RN_TOK_UPPER, viet = 0;
    size_t len = 0, ntones = 0;

    for (size_t i = 0, n; i < raw.len; i += n) {
        const struct rn_common_letter *l;
        uint32_t cp;
        n = rn_utf8_decode(raw.ptr + i, raw.len - i, &cp);
        l = n ? letter_of(cp) : NULL;
        if (!l)
            return 0;
        memcpy(key + len, l->key, l->len);
        len += l->len;
        if (l->tone)
            tones[ntones++] = (char)('0' + l->tone);
        /* the capital of the first letter counts, and those of all */
        all &= i ? l->flags | RN_TOK_UPPER : l->flags;
        viet |= l->flags & RN_TOK_VIETNAMESE;
    }
    memcpy(key + len, tones, ntones);
    *flags = all | viet;
    return len + ntones;
}
