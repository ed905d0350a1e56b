/* The order of readings: which of two that begin together is the better one. */
#include "match/walk.h"

/* Whether the reading's form is of the language that its span is heard in. */
static bool at_home(const struct rn_chart *c, const struct rn_item *it)
{
    return c->route.label[it->start] == rn_class_of_root[it->root];
}

/* Whether the reading is the canonical name as it is: "Signals Command", which
 * is the plural of a form "Signal Command" too. */
static bool names(const struct rn_chart *c, const struct rn_item *it)
{
    return (c->im->heads[it->accept].flags & RN_HEAD_CANON) &&
           !(it->flags & RN_ITEM_PLURAL);
}

/* The concepts of a reading, each word of a place that nobody listed one. */
static unsigned weight(const struct rn_item *it)
{
    return it->nodes + it->guesses;
}

/* Readings of one end; negative where `a` goes first: fewer concepts, more
 * words, exact case, fewer slots, the id, the language of the span, the name as
 * it is, the form, its path, then what fills the slots from the left on. Each
 * is asked of all readings alike: else three of them could go in a circle. */
static int compare_tie(const struct rn_chart *c, const struct rn_item *a,
                       const struct rn_item *b)
{
    const struct rn_iaccept *x, *y;

    if ((a->flags ^ b->flags) & RN_ITEM_DEFINED)
        return a->flags & RN_ITEM_DEFINED ? -1 : 1;
    if (weight(a) != weight(b))
        return weight(a) < weight(b) ? -1 : 1;
    if (a->lits != b->lits)
        return a->lits > b->lits ? -1 : 1;
    if (a->exact != b->exact)
        return a->exact > b->exact ? -1 : 1;
    if (a->nkids != b->nkids)
        return a->nkids < b->nkids ? -1 : 1;
    if (a->concept != b->concept)
        return a->concept < b->concept ? -1 : 1;
    if (a->accept == RN_NONE || b->accept == RN_NONE)
        return (a->accept == RN_NONE) - (b->accept == RN_NONE);
    if (at_home(c, a) != at_home(c, b))
        return at_home(c, a) ? -1 : 1;
    if (names(c, a) != names(c, b))
        return names(c, a) ? -1 : 1;
    x = &c->im->accepts[a->accept];
    y = &c->im->accepts[b->accept];
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    if (x->path != y->path)
        return x->path < y->path ? -1 : 1;
    for (uint32_t k = 0; k < a->nkids; k++) {
        const struct rn_item *i = &c->items[c->kids[a->kids + k]];
        const struct rn_item *j = &c->items[c->kids[b->kids + k]];
        int order = i->end != j->end ? (i->end > j->end ? -1 : 1)
                                     : compare_tie(c, i, j);
        if (order)
            return order;
    }
    return 0;
}

bool rn_item_better(const struct rn_chart *c, const struct rn_item *a,
                    const struct rn_item *b)
{
    if ((a->flags ^ b->flags) & RN_ITEM_STANDS)
        return (a->flags & RN_ITEM_STANDS) != 0;
    if (a->end != b->end)
        return a->end > b->end;
    return compare_tie(c, a, b) < 0;
}

bool rn_item_further(const struct rn_chart *c, const struct rn_item *a,
                     const struct rn_item *b)
{
    return a->end != b->end ? a->end > b->end : compare_tie(c, a, b) < 0;
}
