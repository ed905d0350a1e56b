/* match/walk.h - one form on its way through the chart, and the rules of place:
 * where its language allows it to match, and where what it made may stand as a
 * mention.
 *
 * chart.c walks, refuse.c judges the path, place.c what it made. */
#ifndef RN_MATCH_WALK_H
#define RN_MATCH_WALK_H

#include "base/limits.h"
#include "match/chart.h"

/* A form being walked: the tokens of its words and the items of its slots so
 * far. */
struct rn_walk {
    struct rn_chart *c;
    uint32_t start;
    uint8_t root;
    bool plural,
        wholes;     /* its head, or a whole behind "of", is in the plural */
    bool heads;     /* what was read heads a list of titles */
    uint32_t asked; /* by rn_asked_end; else RN_NONE */
    uint32_t met;   /* what is asked for ends before this token; 0: it is not
                       there */
    unsigned depth, nlits, nkids;
    uint32_t lit[RN_FORM_TOKENS_MAX];   /* tokens */
    uint8_t lit_at[RN_FORM_TOKENS_MAX]; /* element of the path */
    uint32_t kid[RN_FORM_TOKENS_MAX];   /* items */
    uint32_t steps;
};

/* The class of the language that a root's forms are of. */
extern const uint8_t rn_class_of_root[RN_ROOT_COUNT];

/* Whether the item is of another language than forms of the root. A form
 * without words is of the language that its order of slots is, and so must be
 * all that fills it; so is a pair of fields or levels, whose words only join.
 * Places and what code recognised speak for none. */
bool rn_item_foreign(const struct rn_chart *c, const struct rn_item *it,
                     uint8_t root);

/* Why the accepted path, which ends before token `end`, gives no item; NULL
 * where it does. */
const char *rn_walk_refusal(const struct rn_walk *w, uint32_t end,
                            uint32_t accept);

/* Whether nothing but marks stands in the segment beside the tokens start …
 * end-1. */
bool rn_fills_segment(const struct rn_chart *c, uint32_t start, uint32_t end);

/* Whether the item is an area or a level, or two by their words: "tỉnh, thành".
 */
bool rn_names_level(const struct rn_chart *c, const struct rn_item *it);

/* Whether the item is two of its like with "and" between them. */
bool rn_is_pair(const struct rn_chart *c, const struct rn_item *it);

/* Whether the second field of an English or a Malay name, unlike the first, is
 * written small, and so is none: "Jabatan Kesihatan dan | pelaburan asing". */
bool rn_written_smaller(const struct rn_chart *c, const struct rn_item *first,
                        const struct rn_item *second);

/* Behind an abbreviation in parentheses, "(UBKT)", that begins at token `pos`;
 * `pos` where none does. */
uint32_t rn_behind_paren(const struct rn_chart *c, uint32_t pos);

/* Whether a capital stands within the word: letters, "MoFA", or two glued
 * words, "NguyenThi". */
bool rn_inner_capital(const struct rn_chart *c, uint32_t i);

/* Whether the item may be a mention where it stands. Not asked of what never
 * stands alone; `weak`: it has no words but short abbreviations. */
bool rn_walk_stands(const struct rn_walk *w, uint32_t end,
                    const struct rn_ihead *head, bool weak);

/* Whether what fills the slots has no words but abbreviations of three letters
 * or fewer: noise has them too. */
bool rn_walk_slots_weak(const struct rn_walk *w);

#endif
