/* text/fold.h - the key of a token that is not all ASCII, through utf8proc.
 *
 * That takes some hundred cycles a character: text/vocab.h calls it once a
 * spelling. */
#ifndef RN_TEXT_FOLD_H
#define RN_TEXT_FOLD_H

#include "base/span.h"

enum {
    RN_KEY_MAX = 1024 /* bytes of a key: under four times those of the token */
};

/* The key of a token of valid UTF-8: a word, or one mark with its combining
 * marks; 1 to RN_TOKEN_MAX bytes. Writes it to `key`, which has room for
 * RN_KEY_MAX, and RN_TOK_UPPER, ALLCAPS and VIETNAMESE to *flags. Returns the
 * bytes of the key. Never fails. */
size_t rn_fold(struct rn_span raw, char *key, unsigned *flags);

#endif
