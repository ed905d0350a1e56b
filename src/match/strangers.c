#include "match/builtin.h"
#include "match/half.h"
#include "match/signs.h"
#include "match/walk.h"

/* Whether a name transcribed as Vietnamese papers once did stands at token `i`:
 * "Phi-đen". */
static bool transcribed(const struct rn_chart *c, uint32_t i)
{
    const unsigned glued = RN_TOK_GLUED | RN_TOK_UPPER;

    return i + 2 < c->last && (c->tok->flags[i] & RN_TOK_WORD) &&
           (c->tok->flags[i] & RN_TOK_UPPER) && rn_is_mark(c, i + 1, '-') &&
           (c->tok->flags[i + 1] & RN_TOK_GLUED) &&
           (c->tok->flags[i + 2] & RN_TOK_WORD) &&
           (c->tok->flags[i + 2] & glued) == RN_TOK_GLUED;
}

/* Whether a Malay name of a body may begin at token `i`, though none is read
 * there: "Setiausaha | Pusat Latihan". */
static bool begins_malay(const struct rn_chart *c, uint32_t i)
{
    return i < c->last && c->route.label[i] == RN_ROUTE_MS &&
           rn_starts_form(c, i, RN_ROOT_MS);
}

/* Whether a stranger's name stands at token `i`, known by its first word or,
 * where that is no family name of ours, by its second: "Liu | Xiangrong". */
static bool stranger_at(struct rn_chart *c, uint32_t i)
{
    i = rn_name_behind(c, i);
    if (begins_malay(c, i))
        return false;
    return rn_half_strange_word(c, i) || transcribed(c, i) ||
           (i < c->last && (c->tok->flags[i] & RN_TOK_UPPER) &&
            !(c->tok->flags[i] & (RN_TOK_HARD | RN_TOK_VIETNAMESE)) &&
            !(rn_word_bits_at(c, i) & (RN_WORD_SURNAME | RN_WORD_NOT_NAME)) &&
            rn_best_at(c, i) == RN_NONE && rn_half_strange_word(c, i + 1));
}

bool rn_half_leads_to_enterprise(const struct rn_chart *c, uint32_t i)
{
    enum { WORDS_MAX = 8 };
    const unsigned edge = RN_TOK_HARD | RN_TOK_LINE;
    const unsigned other = RN_WORD_SURNAME | RN_WORD_NOT_NAME;
    uint32_t n, kind = c->im->head->kind_enterprise;

    if (rn_half_headline(c)) /* any verb has a capital there */
        return false;
    for (uint32_t end = i + WORDS_MAX; i < end && i < c->last; i++) {
        const struct rn_item *it = rn_cell(c, i, &n);
        if (!(c->tok->flags[i] & RN_TOK_UPPER) || (c->tok->flags[i] & edge) ||
            (rn_word_bits_at(c, i) & other))
            return false;
        for (; n; n--, it++)
            if (!(it->flags & RN_ITEM_DEAD) && rn_item_is(c, it, kind))
                return true;
    }
    return false;
}

bool rn_half_says_where(const struct rn_chart *c, const struct rn_item *it)
{
    if (rn_image_tells_where(c->im, it->kind))
        return true;
    for (uint32_t k = 0; k < it->nkids; k++)
        if (rn_half_says_where(c, &c->items[c->kids[it->kids + k]]))
            return true;
    return false;
}

/* Titles in a row that one person may bear. */
enum { TITLES_MAX = 6 };

/* Whether a level or a place is part of the reading, spelled or bound. */
static bool placed(const struct rn_chart *c, const struct rn_item *it)
{
    if (rn_image_tells_where(c->im, it->kind))
        return true;
    if (it->accept != RN_NONE) {
        const struct rn_iaccept *a = &c->im->accepts[it->accept];
        for (uint32_t k = 0; k < a->nbinds; k++) {
            uint32_t bound = c->im->binds[a->binds + k].concept;
            if (rn_image_tells_where(c->im, c->im->concepts[bound].kind))
                return true;
        }
    }
    for (uint32_t k = 0; k < it->nkids; k++)
        if (placed(c, &c->items[c->kids[it->kids + k]]))
            return true;
    return false;
}

/* Whether the reading is a title of ours that a stranger may have too: one that
 * needs a sign, or any without level and place where the page speaks of others.
 */
static bool common_title(const struct rn_chart *c, const struct rn_signs *signs,
                         const struct rn_item *it)
{
    return rn_is_title(c, it) &&
           !rn_item_is(c, it, c->im->head->kind_honorific) &&
           (rn_signs_needed(c, it) || (signs->page_against && !placed(c, it)));
}

/* The token behind what joins a title that begins at `start` and ends at `end`
 * to another of the same bearer, or `end`: a comma, "kiêm" or both, and, unless
 * an article parts them, "and". */
static uint32_t behind_joiner(const struct rn_chart *c, uint32_t start,
                              uint32_t end)
{
    uint32_t next = end + rn_is_mark(c, end, ',');

    if (end + 1 >= c->last)
        return end;
    next += rn_word_listed(c, next, RN_LIST_TITLE_JOINERS);
    if (next > end)
        return next;
    return (rn_word_bits_at(c, end) & RN_WORD_JOINS) &&
                   !(start > c->first &&
                     (rn_word_bits_at(c, start - 1) & RN_WORD_THE))
               ? end + 1
               : end;
}

/* Whether a title of ours stands before a stranger's name, "President | Obama",
 * or before others that do, or that are another country's, with nothing but a
 * joiner between: "Party General Secretary | and President Thongloun". */
bool rn_half_strangers(struct rn_chart *c, const struct rn_signs *signs,
                       const struct rn_item *it)
{
    if (!common_title(c, signs, it) || rn_signs_named_before(c, it) != RN_NONE)
        return false;
    for (unsigned k = 0; k < TITLES_MAX; k++) {
        uint32_t next, other;
        if (stranger_at(c, it->end))
            return true;
        next = behind_joiner(c, it->start, it->end);
        other = next > it->end ? rn_best_at(c, next) : RN_NONE;
        if (other == RN_NONE)
            return false;
        if (rn_is_mark(c, it->end, ',') &&
            (rn_item_ignored(c, &c->items[other]) ||
             common_title(c, signs, &c->items[other])) &&
            rn_signs_touch(signs, next, c->items[other].end))
            return true;
        it = &c->items[other];
        if (!common_title(c, signs, it))
            return false;
    }
    return false;
}
