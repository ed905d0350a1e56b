#include "engine/private.h"

#include "match/builtin.h"
#include "match/value.h"
#include "rewrite/name.h"

/* Words that may stand between a document's number and its date, or before its
 * issuer: "dated", "ngày", "issued by the". */
enum { GAP_WORDS_MAX = 3, EXTRA_MAX = 2 };

struct list {
    renorm_context *ctx;
    renorm_attribute *all;
    size_t n;
};

/* Put `key` with what is in ctx->values; false when memory runs out. */
static bool put(struct list *l, const char *key)
{
    struct rn_span value =
        rn_arena_copy(&l->ctx->arena, rn_buf_span(&l->ctx->values));

    if (!value.ptr || l->ctx->values.failed)
        return false;
    l->all[l->n++] = (renorm_attribute){ key, value.ptr };
    return true;
}

/* The label of the k-th slot, bound slot or slot from a list; RN_NONE where
 * there is none. */
static uint32_t label_of(const struct rn_chart *c, const struct rn_item *it,
                         size_t k)
{
    const struct rn_iaccept *a = &c->im->accepts[it->accept];

    if (k < a->nslots)
        return c->im->slot_labels[a->labels + k];
    if (k < (size_t)a->nslots + a->nbinds)
        return c->im->binds[a->binds + k - a->nslots].label;
    return it->extra != RN_NONE ? it->extra_label : RN_NONE;
}

static bool put_slots(struct list *l, uint32_t item, size_t n)
{
    const struct rn_chart *c = &l->ctx->chart;

    for (size_t k = 0; k < n; k++) {
        uint32_t label = label_of(c, &c->items[item], k);
        if (label == RN_NONE)
            continue;
        rn_buf_clear(&l->ctx->values);
        if (!rn_name_slot(c, item, label, &l->ctx->values) ||
            !l->ctx->values.len) {
            if (l->ctx->values.failed)
                return false;
            continue;
        }
        if (!put(l, rn_image_str(c->im, c->im->labels[label])))
            return false;
    }
    return true;
}

/* ---- date and issuer ---------------------------------------------------- */

/* The item of a date at token `i`, or RN_NONE. */
static uint32_t date_at(const struct rn_chart *c, uint32_t i)
{
    uint32_t n, best = RN_NONE;
    const struct rn_item *it = rn_cell(c, i, &n);

    for (uint32_t k = 0; k < n; k++)
        if (it[k].kind == RN_B_DATE && it[k].accept == RN_NONE)
            best = c->cell[i - c->first].first + k;
    return best;
}

/* Whether only small words lie between two tokens, and few, no "and" among
 * them. */
static bool small_words(const struct rn_chart *c, uint32_t from, uint32_t to)
{
    if (to < from || to - from > GAP_WORDS_MAX)
        return false;
    for (uint32_t i = from; i < to; i++)
        if (!(c->tok->flags[i] & RN_TOK_WORD) ||
            (c->tok->flags[i] & (RN_TOK_UPPER | RN_TOK_HARD)) ||
            (rn_word_bits_at(c, i) & RN_WORD_JOINS))
            return false;
    return true;
}

/* Whether what lies between a document and a body makes the one the issuer of
 * the other: nothing, "của", "issued by the". */
static bool from_whom(const struct rn_chart *c, uint32_t from, uint32_t to)
{
    uint32_t last = to;

    if (!small_words(c, from, to))
        return false;
    while (last > from && (rn_word_bits_at(c, last - 1) & RN_WORD_THE))
        last--;
    return last == from ? from == to
                        : rn_word_listed(c, last - 1, RN_LIST_ISSUED_BY);
}

/* The date that follows token `end`, also behind a comma or in parentheses;
 * *behind is the token behind it. */
static uint32_t date_behind(const struct rn_chart *c, uint32_t end,
                            uint32_t *behind)
{
    bool paren = rn_is_mark(c, end, '(');
    uint32_t from = end + (paren || rn_is_mark(c, end, ','));

    for (uint32_t i = from; i < c->last && i <= from + GAP_WORDS_MAX; i++) {
        uint32_t date = date_at(c, i);
        if (date == RN_NONE)
            continue;
        if (!small_words(c, from, i))
            return RN_NONE;
        *behind = c->items[date].end;
        *behind += paren && rn_is_mark(c, *behind, ')');
        return date;
    }
    return RN_NONE;
}

/* The body that issued document `k`: behind it (and its date, and a comma
 * behind that), or before it with an 's. */
static const struct rn_found *issuer_of(const renorm_context *ctx, size_t k,
                                        uint32_t behind)
{
    const struct rn_selection *s = &ctx->found;
    const struct rn_chart *c = &ctx->chart;
    uint32_t body = c->im->head->kind_body;

    if (behind > s->v[k].end && rn_is_mark(c, behind, ','))
        behind++;
    if (k + 1 < s->n && s->v[k + 1].kind == body &&
        from_whom(c, behind, s->v[k + 1].start) &&
        !(c->tok->flags[s->v[k + 1].start] & RN_TOK_HARD))
        return &s->v[k + 1];
    if (k > 0 && s->v[k - 1].kind == body &&
        s->v[k].start == s->v[k - 1].end + 1 &&
        rn_key_at(c, s->v[k - 1].end, "'s"))
        return &s->v[k - 1];
    return NULL;
}

static bool put_origin(struct list *l, size_t k)
{
    renorm_context *ctx = l->ctx;
    const struct rn_chart *c = &ctx->chart;
    uint32_t behind = ctx->found.v[k].end;
    uint32_t date = date_behind(c, behind, &behind);
    const struct rn_found *issuer = issuer_of(ctx, k, behind);

    if (date == RN_NONE && issuer && issuer->start >= behind)
        date = date_behind(c, issuer->end, &behind);
    if (date != RN_NONE) {
        rn_buf_clear(&ctx->values);
        rn_value_text(c, &c->items[date], &ctx->values);
        if (!put(l, "date"))
            return false;
    }
    if (!issuer)
        return true;
    rn_buf_clear(&ctx->values);
    rn_name_render(c, issuer->item, &ctx->values);
    return put(l, "issuer");
}

renorm_status rn_engine_attributes(renorm_context *ctx, size_t k,
                                   renorm_mention *m)
{
    const struct rn_chart *c = &ctx->chart;
    uint32_t item = ctx->found.v[k].item;
    const struct rn_iaccept *a = &c->im->accepts[c->items[item].accept];
    size_t n = (size_t)a->nslots + a->nbinds + 1;
    struct list l = { .ctx = ctx };

    l.all = rn_arena_zalloc(&ctx->arena, n + EXTRA_MAX, sizeof *l.all);
    if (!l.all || !put_slots(&l, item, n))
        return RENORM_E_NOMEM;
    if (rn_item_slot(c, &c->items[item], c->im->head->label_number) !=
        RN_NONE) {
        if (!put_origin(&l, k) || !rn_engine_full_number(ctx, k, l.all, l.n))
            return RENORM_E_NOMEM;
    }
    m->attributes = l.all;
    m->nattributes = l.n;
    return RENORM_OK;
}
