#include "match/signs.h"

#include "base/mem.h"
#include "lexicon/model.h"

void rn_signs_release(struct rn_signs *s)
{
    rn_free(s->v);
    *s = (struct rn_signs){ 0 };
}

void rn_signs_page(struct rn_signs *s)
{
    s->n = s->page_for = s->page_against = 0;
}

static bool add(struct rn_signs *s, struct rn_sign sign)
{
    if (!rn_grow(&s->v, &s->cap, s->n + 1, sizeof *s->v))
        return false;
    s->v[s->n++] = sign;
    if (sign.against)
        s->page_against++;
    else
        s->page_for++;
    return true;
}

/* The longest sign that begins at token `i`; false where none does. A longer one for wins, so
 * that "Lào Cai" is no Laos. */
static bool sign_at(const struct rn_chart *c, uint32_t i, struct rn_sign *sign)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);
    bool found = false;

    for (; n; n--, it++) {
        bool against = it->kind == h->kind_against;
        if ((it->flags & RN_ITEM_DEAD) ||
            !(against || it->kind == h->kind_for || it->kind == h->kind_listed))
            continue;
        if (!found || it->end > sign->end || (it->end == sign->end && !against))
            *sign = (struct rn_sign){ i, it->end, against };
        found = true;
    }
    return found;
}

renorm_status rn_signs_segment(struct rn_signs *s, const struct rn_chart *c)
{
    struct rn_sign sign = { 0 };

    s->n = 0;
    if (c->im->head->kind_against == RN_NONE || !c->nitems)
        return RENORM_OK;
    for (uint32_t i = c->first; i < c->last;) {
        if (!sign_at(c, i, &sign)) {
            i++;
            continue;
        }
        if (!add(s, sign))
            return RENORM_E_NOMEM;
        i = sign.end;
    }
    return RENORM_OK;
}

/* Whether a sign against stands right before or behind; behind also "of [the]" and one. */
static bool beside(const struct rn_signs *s, const struct rn_chart *c,
                   const struct rn_item *it)
{
    uint32_t behind = it->end;

    if (rn_word_bits_at(c, behind) & RN_WORD_OF)
        behind++;
    if (behind > it->end && (rn_word_bits_at(c, behind) & RN_WORD_THE))
        behind++;
    for (size_t k = 0; k < s->n; k++)
        if (s->v[k].against &&
            ((s->v[k].end == it->start &&
              !(c->tok->flags[it->start] & RN_TOK_HARD)) ||
             (s->v[k].start == behind &&
              !(c->tok->flags[behind] & RN_TOK_HARD))))
            return true;
    return false;
}

/* Tokens between a sign and the reading. */
static uint32_t distance(const struct rn_sign *s, const struct rn_item *it)
{
    return s->end <= it->start ? it->start - s->end
           : s->start >= it->end ? s->start - it->end
                                 : 0;
}

bool rn_signs_allow(const struct rn_signs *s, const struct rn_chart *c,
                    const struct rn_item *it)
{
    const struct rn_sign *nearest = NULL;

    if (beside(s, c, it))
        return false;
    if (!(c->im->concepts[it->concept].flags & RN_CONCEPT_SIGN))
        return true;
    for (size_t k = 0; k < s->n; k++)
        if (!nearest || distance(&s->v[k], it) < distance(nearest, it) ||
            (distance(&s->v[k], it) == distance(nearest, it) &&
             !s->v[k].against))
            nearest = &s->v[k];
    if (rn_word_bits_at(c, it->end) & RN_WORD_SURNAME)
        return true; /* who bears it is one of ours */
    if (nearest && !nearest->against)
        return true;
    return s->page_against <= s->page_for;
}
