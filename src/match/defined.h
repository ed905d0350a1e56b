/* match/defined.h - abbreviations that a page defines for itself.
 *
 * "Trung tâm Y tế huyện Mường Tè (TTYT)": behind the parenthesis TTYT is that
 * body, with its place, whatever the lexicon has for it. So it is where the
 * letters are the initials of a body or a title that ends before the
 * parenthesis ("… (BCH Quân sự tỉnh)": words may be written out), and where an
 * unlisted abbreviation stands within a name ("Trung tâm Kiểm soát bệnh tật
 * (TTKSBT) tỉnh Lai Châu"). "Trường Sơn (TS)", letters of words that are no
 * mention, takes a short abbreviation's listed meaning away.
 *
 * So it is where the name stands behind the letters, in parentheses or as the
 * rest of their line: "PPC (Provincial People's Committee)".
 *
 * What stands in the parentheses says the name before it again and is no
 * mention. A page's definitions hold behind their place, the last one first;
 * longer readings ("TTYT huyện Phong Thổ") win as ever.
 *
 * The derivation of each is kept as the first items of the chart, so that it
 * fills slots and renders like any other. Everything is reused from page to
 * page. */
#ifndef RN_MATCH_DEFINED_H
#define RN_MATCH_DEFINED_H

#include "base/buf.h"
#include "base/limits.h"
#include "renorm/renorm.h"

struct rn_chart;
struct rn_item;
struct rn_selection;

struct rn_definition {
    uint32_t item; /* of the chart; RN_NONE: nothing that the lexicon knows */
    uint32_t open; /* token of the parenthesis */
    uint32_t n;    /* tokens of the abbreviation, behind it */
};

struct rn_defined {
    struct rn_definition v[RN_DEFINED_MAX];
    size_t n;
    /* what the chart's arrays begin with; `installed` items lie there */
    struct rn_item *items;
    uint32_t *kids;
    size_t nitems, nkids, installed, items_cap, kids_cap;
};

void rn_defined_init(struct rn_defined *d);
void rn_defined_release(struct rn_defined *d);

/* Forget the page before. */
void rn_defined_page(struct rn_defined *d);

/* Begin a segment: what the page defined so far are the chart's only items.
 * False when memory runs out. */
bool rn_defined_install(struct rn_chart *c);

/* Offer what the page defined for the abbreviation at token `i`, if it did. */
void rn_defined_items(struct rn_chart *c, uint32_t i);

/* Whether the page uses the abbreviation that is the whole reading for
 * something that the lexicon does not know. */
bool rn_defined_away(const struct rn_chart *c, const struct rn_item *it);

/* Whether the page defines the abbreviation at tokens i … end-1 as a mention,
 * which stands there in place of what the lexicon reads. */
bool rn_defined_instead(const struct rn_chart *c, uint32_t i, uint32_t end);

/* Learn what the segment's mentions define, and drop those that only say the
 * one before them again. *again is whether a new definition holds in the
 * segment already, which is then to be read once more. */
renorm_status rn_defined_learn(struct rn_chart *c, struct rn_selection *s,
                               bool *again);

#endif
