/* match/select.h - from all readings of a segment to its mentions.
 *
 * Left to right: at each token the best reading that may stand there
 * (rn_item_better) is taken, and the search goes on behind it. A reading of an
 * `ignore` kind claims its words and marks nothing; on an equal span it wins.
 * Signs in the text may forbid a mention (signs.h), and half a name is not
 * taken at all. Then the rule of lists: a body without area takes the area of
 * the body that closes its list; a title or document whose last slot is a field
 * or number repeats for each further one. */
#ifndef RN_MATCH_SELECT_H
#define RN_MATCH_SELECT_H

#include "match/chart.h"
#include "match/signs.h"

struct rn_found {
    uint32_t item;       /* of the chart */
    uint32_t kind;       /* the kind it is emitted under */
    uint32_t start, end; /* tokens; a repeated field has its own */
    uint32_t tail; /* tokens behind it that go with it: a list's parenthesis */
    bool listed;   /* the first of a list that is written out: no plural */
};

/* A reading that was the best of its token and is no mention, and why; kept for
 * explain. */
struct rn_passed {
    uint32_t item;
    const char *reason;
};

struct rn_selection {
    struct rn_found *v;
    size_t n, cap;
    struct rn_passed *passed; /* of the segment, where the chart traces */
    size_t npassed, passed_cap;
    size_t half; /* names left out because they go on, since it was made */
    struct rn_signs signs;
};

void rn_selection_init(struct rn_selection *s);
void rn_selection_release(struct rn_selection *s);

/* The mentions of the chart's segment, in order of start (those before are
 * dropped). */
renorm_status rn_select(struct rn_chart *c, struct rn_selection *s);

/* The second half of rn_select: apply the rule of lists. */
renorm_status rn_lists(struct rn_chart *c, struct rn_selection *s);

/* The item that fills the slot `label` of `it`; RN_NONE where it is bound or
 * empty. */
uint32_t rn_item_slot(const struct rn_chart *c, const struct rn_item *it,
                      uint32_t label);

/* The concept that a form binds to the slot `label` of `it`, or RN_NONE. */
uint32_t rn_item_bind(const struct rn_chart *c, const struct rn_item *it,
                      uint32_t label);

/* The level of an area: spelled, bound, or its place's own. RN_NONE where it
 * has none. */
uint32_t rn_area_level(const struct rn_chart *c, const struct rn_item *it);

/* The best reading that may stand at the token, or RN_NONE. */
uint32_t rn_best_at(const struct rn_chart *c, uint32_t token);

/* Whether the reading claims its words and marks nothing. */
bool rn_item_ignored(const struct rn_chart *c, const struct rn_item *it);

/* Whether the mention stands in the plural: its own head, or that of its first
 * slot. */
bool rn_item_plural(const struct rn_chart *c, const struct rn_item *it);

/* Flags of the number that a word within a Vietnamese or Malay reading tells:
 * each of several has one ("Bí thư | các Huyện ủy", "UBND | các huyện"). */
unsigned rn_item_number(const struct rn_chart *c, const struct rn_item *it);

#endif
