/* text/private.h - what the modules of this room share with each other alone.
 */
#ifndef RN_TEXT_PRIVATE_H
#define RN_TEXT_PRIVATE_H

#include "text/chars.h"
#include "text/text.h"
#include "text/vocab.h"

/* One line of a page: its tokens first … last-1, its bytes without the line
 * end. */
struct rn_text_line {
    uint32_t first, last;
    uint32_t start, end;
};

enum {
    RN_LOW_CHARS = 0x370,    /* ASCII to the combining marks */
    RN_VIET_FIRST = 0x1e00,  /* Latin Extended Additional */
    RN_PUNCT_FIRST = 0x2000, /* General Punctuation */
    RN_PUNCT_CHARS = 0x70
};

/* What a byte begins that mostly ends where its kind of bytes does. */
enum rn_plain {
    RN_PLAIN_NO,
    RN_PLAIN_LETTER, /* or a byte that is not ASCII */
    RN_PLAIN_DIGIT,
    RN_PLAIN_MARK,
    RN_PLAIN_STOP /* a mark that may lie in a keep zone */
};

struct rn_text {
    struct rn_vocab vocab;
    struct rn_text_line *lines; /* of the page in work */
    size_t nlines, lines_cap;
    struct rn_tokens form;           /* rn_text_form_tokens */
    unsigned char low[RN_LOW_CHARS]; /* rn_char_class of common blocks */
    unsigned char viet[0x100];
    unsigned char punct[RN_PUNCT_CHARS];
    unsigned char plain[0x100]; /* a byte: enum rn_plain */
};

static inline enum rn_char_class rn_text_class(const struct rn_text *x,
                                               uint32_t cp)
{
    if (cp < RN_LOW_CHARS)
        return x->low[cp];
    if (cp - RN_VIET_FIRST < sizeof x->viet)
        return x->viet[cp - RN_VIET_FIRST];
    if (cp - RN_PUNCT_FIRST < sizeof x->punct)
        return x->punct[cp - RN_PUNCT_FIRST];
    return rn_char_class(cp);
}

/* Join the lines of the page to segments; sets RN_TOK_HARD and RN_TOK_LINE at
 * their edges. */
renorm_status rn_text_segment(struct rn_text *text, struct rn_span page,
                              struct rn_tokens *t);

/* A stretch of bytes of a page; empty where start == end. */
struct rn_zone {
    size_t start, end;
};

/* The keep zone that the mark at `at` belongs to: `at` is the ':' of "://", the
 * '@', '#',
 * '/' or '.' of a zone, or none of a zone's. `from` is where the line, or what
 * lies behind the last zone, begins. */
struct rn_zone rn_text_zone(const struct rn_text *text, struct rn_span page,
                            size_t from, size_t at);

#endif
