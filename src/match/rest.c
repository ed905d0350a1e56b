/* What stands directly beside a reading, and what is at its edges. */
#include "match/builtin.h"
#include "match/half.h"
#include "match/select.h"

const struct rn_item *rn_half_innermost(const struct rn_chart *c,
                                        const struct rn_item *it, bool last)
{
    while (it->nkids) {
        const struct rn_item *kid =
            &c->items[c->kids[it->kids + (last ? it->nkids - 1u : 0)]];
        if (last ? kid->end != it->end : kid->start != it->start)
            break;
        it = kid;
    }
    return it;
}

bool rn_half_small_rest(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_item *word = rn_half_innermost(c, it, true);
    const unsigned other = RN_WORD_FOLLOWS | RN_WORD_JOINS;
    uint32_t i = it->end;

    return word != it && word->root == RN_ROOT_VI && rn_is_body(c, word) &&
           (c->im->heads[word->accept].flags & RN_HEAD_NEVER) && i < c->last &&
           (c->tok->flags[i] & RN_TOK_WORD) &&
           !(c->tok->flags[i] & (RN_TOK_UPPER | RN_TOK_HARD | RN_TOK_KEEP)) &&
           c->route.label[i] == RN_ROUTE_VI &&
           !(rn_word_bits_at(c, i) & other) &&
           !rn_word_listed(c, i, RN_LIST_CLAUSE_WORDS);
}

bool rn_half_owns_offices(const struct rn_chart *c, uint32_t i)
{
    enum { WORDS = 3 };

    for (unsigned k = 0; k < WORDS && i < c->last; k++, i++) {
        uint32_t n;
        const struct rn_item *it = rn_cell(c, i, &n);
        if ((c->tok->flags[i] & (RN_TOK_WORD | RN_TOK_UPPER | RN_TOK_HARD)) !=
            RN_TOK_WORD)
            return false;
        for (; n; n--, it++)
            if (!(it->flags & RN_ITEM_DEAD) && rn_is_body(c, it) &&
                rn_item_plural(c, it))
                return true;
    }
    return false;
}

bool rn_half_owns_paper(const struct rn_chart *c, uint32_t i)
{
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);

    for (; n; n--, it++)
        if (!(it->flags & RN_ITEM_DEAD) && rn_root_english(it->root) &&
            rn_image_kind_may_be(c->im, it->kind, c->im->head->kind_type) &&
            (it->end >= c->last || !(c->tok->flags[it->end] & RN_TOK_UPPER)))
            return true;
    return false;
}

bool rn_half_tenure_at(const struct rn_chart *c, uint32_t i)
{
    bool word;
    uint32_t n;
    const struct rn_item *it;

    if (i + 1 >= c->last)
        return false;
    word = rn_word_bits_at(c, i) & RN_WORD_NOT_NAME;
    for (it = rn_cell(c, i + word, &n); n; n--, it++)
        if (it->kind == RN_B_ORDINAL && !(it->flags & RN_ITEM_DEAD) &&
            (word || (it->end < c->last &&
                      (rn_word_bits_at(c, it->end) & RN_WORD_NOT_NAME))))
            return true;
    return false;
}

bool rn_half_behind_deputy(const struct rn_chart *c, uint32_t i)
{
    const uint16_t *f = &c->tok->flags[i];

    if (i < c->first + 2 || (f[-2] & RN_TOK_GLUED) || !(f[-1] & RN_TOK_GLUED) ||
        !rn_word_listed(c, i - 2, RN_LIST_DEPUTIES))
        return false;
    return rn_is_mark(c, i - 1, '.')
               ? (f[-2] & RN_TOK_UPPER) != 0
               : (f[0] & RN_TOK_GLUED) &&
                     (rn_is_mark(c, i - 1, '-') || rn_is_mark(c, i - 1, '/'));
}
