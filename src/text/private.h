/* text/private.h - what the modules of this room share with each other alone.
 */
#ifndef RN_TEXT_PRIVATE_H
#define RN_TEXT_PRIVATE_H

#include "text/common.h"
#include "text/text.h"
#include "text/vocab.h"

/* One line of a page: its tokens first … last-1, its bytes without the line
 * end. */
struct rn_text_line {
    uint32_t first, last;
    uint32_t start, end;
};

struct rn_text {
    struct rn_vocab vocab;
    struct rn_text_line *lines; /* of the page in work */
    size_t nlines, lines_cap;
    struct rn_tokens form; /* rn_text_form_tokens */
};

/* Join the lines of the page to segments; sets RN_TOK_HARD and RN_TOK_LINE at
 * their edges. */
renorm_status rn_text_segment(struct rn_text *text, struct rn_span page,
                              struct rn_tokens *t);

/* Length of the entity of HTML whose '&' stands at `at` ("&nbsp;", "&#160;"),
 * and what its character is; 0 where none does. Of names those of blanks, of
 * zero-width marks and of letters with accents are known, others are marks. */
size_t rn_text_entity(struct rn_span page, size_t at, enum rn_char_class *is);

/* A stretch of bytes of a page; empty where start == end. */
struct rn_zone {
    size_t start, end;
};

/* The keep zone that the mark at `at` belongs to: `at` is the ':' of "://", the
 * '@', '#',
 * '/' or '.' of a zone, or none of a zone's. `from` is where the line, or what
 * lies behind the last zone, begins. */
struct rn_zone rn_text_zone(struct rn_span page, size_t from, size_t at);

#endif
