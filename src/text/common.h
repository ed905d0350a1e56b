/* text/common.h - what is known of common characters beforehand: tables that
 * gen_common.c makes of what utf8proc says, while renorm is built. */
#ifndef RN_TEXT_COMMON_H
#define RN_TEXT_COMMON_H

#include "base/span.h"
#include "text/chars.h"

enum {
    RN_LOW_CHARS = 0x370,   /* ASCII to the combining marks */
    RN_LATIN_CHARS = 0x250, /* ASCII to Latin Extended-B */
    RN_VIET_FIRST = 0x1e00, /* Latin Extended Additional */
    RN_VIET_CHARS = 0x100,
    RN_PUNCT_FIRST = 0x2000, /* General Punctuation */
    RN_PUNCT_CHARS = 0x70,
    RN_COMMON_KEY_MAX = 3
};

/* What a byte begins that mostly ends where its kind of bytes does. */
enum rn_plain {
    RN_PLAIN_NO,
    RN_PLAIN_LETTER, /* or a byte that is not ASCII */
    RN_PLAIN_DIGIT,
    RN_PLAIN_MARK,
    RN_PLAIN_STOP /* a mark that may lie in a keep zone */
};

/* What rn_fold makes of a word of this letter alone. */
struct rn_common_letter {
    unsigned char key[RN_COMMON_KEY_MAX]; /* without its tone */
    unsigned char len;                    /* of it; 0: ask rn_fold */
    unsigned char tone;                   /* 1 to 5, or 0 */
    unsigned short flags;                 /* enum rn_token_flags */
};

extern const unsigned char rn_low_classes[RN_LOW_CHARS];
extern const unsigned char rn_viet_classes[RN_VIET_CHARS];
extern const unsigned char rn_punct_classes[RN_PUNCT_CHARS];
extern const unsigned char rn_plain_bytes[256];

/* rn_char_class. */
static inline enum rn_char_class rn_common_class(uint32_t cp)
{
    if (cp < RN_LOW_CHARS)
        return rn_low_classes[cp];
    if (cp - RN_VIET_FIRST < RN_VIET_CHARS)
        return rn_viet_classes[cp - RN_VIET_FIRST];
    if (cp - RN_PUNCT_FIRST < RN_PUNCT_CHARS)
        return rn_punct_classes[cp - RN_PUNCT_FIRST];
    return rn_char_class(cp);
}

/* rn_fold of a word of common letters, or 0 where it has something else in it.
 */
size_t rn_common_fold(struct rn_span raw, char *key, unsigned *flags);

#endif
