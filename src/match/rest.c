/* Names that go on in small letters. */
#include "match/half.h"

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
