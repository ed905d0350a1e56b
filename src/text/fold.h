/* text/fold.h - the key of a word behind a memo.
 *
 * Folding through utf8proc takes some hundred cycles a character; reports
 * repeat their words. The memo keeps raw bytes -> key, flags and hash. It is a
 * cache: a word is looked for in RN_MEMO_PROBES neighbouring slots only, else
 * takes one of them over, and when the bytes of raw words and keys pass
 * RN_MEMO_BYTES everything is forgotten. So memory and the time of a look-up
 * are bounded whatever the text. Raw bytes are compared: a hit is never another
 * word. */
#ifndef RN_TEXT_FOLD_H
#define RN_TEXT_FOLD_H

#include "base/span.h"
#include "renorm/renorm.h"

enum {
    RN_MEMO_SLOTS =
        16384, /* a power of two: Vietnamese has some 7,000 syllables */
    RN_MEMO_PROBES = 8,
    RN_MEMO_BYTES = 1024 * 1024,
    RN_KEY_MAX = 1024, /* bytes of a key: under four times those of the token */
    RN_KEY_PAD =
        16 /* bytes that may be read behind a key, so that copies are short */
};

struct rn_fold {
    uint64_t raw_hash, hash; /* rn_hash of the raw bytes and of the key */
    uint32_t raw;            /* offset of the raw bytes, the key behind them */
    uint16_t rawlen;         /* 0: an empty slot */
    uint16_t keylen;
    uint16_t flags; /* RN_TOK_UPPER, ALLCAPS, VIETNAMESE */
};

struct rn_memo {
    struct rn_fold *slots;
    char *bytes;
    size_t used;
};

renorm_status rn_memo_init(struct rn_memo *m);
void rn_memo_release(struct rn_memo *m);

/* The key of a token of valid UTF-8 that is not all ASCII letters: a word, or
 * one mark with its combining marks; 1 to RN_TOKEN_MAX bytes. Lasts until the
 * next call. Never fails. */
const struct rn_fold *rn_memo_fold(struct rn_memo *m, struct rn_span raw);

static inline const char *rn_memo_key(const struct rn_memo *m,
                                      const struct rn_fold *f)
{
    return m->bytes + f->raw + f->rawlen;
}

#endif
