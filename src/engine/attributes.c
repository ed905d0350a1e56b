#include "engine/private.h"

#include "base/ascii.h"
#include "match/builtin.h"
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
        if (rn_name_slot(c, item, label, &l->ctx->values) &&
            l->ctx->values.len &&
            !put(l, rn_image_str(c->im, c->im->labels[label])))
            return false;
    }
    return true;
}

/* ---- numbers that the page names in full -------------------------------- */

/* Behind the tokens from `i` on that no byte divides. */
static size_t glued_end(const struct rn_tokens *t, size_t i)
{
    size_t end = i + 1;

    while (end < t->n && (t->flags[end] & RN_TOK_GLUED) &&
           !(t->flags[end] & (RN_TOK_HARD | RN_TOK_KEEP)))
        end++;
    return end;
}

renorm_status rn_engine_note_numbers(renorm_context *ctx, struct rn_span page)
{
    const struct rn_tokens *t = &ctx->tokens;

    rn_buf_clear(&ctx->numbers);
    for (size_t i = 0, end; i < t->n; i = end) {
        size_t from = ctx->numbers.len;
        end = glued_end(t, i);
        if (!(t->flags[i] & RN_TOK_NUMBER) || end - i < 5)
            continue;
        rn_text_ascii(
            rn_span_of(page.ptr + t->start[i], t->end[end - 1] - t->start[i]),
            &ctx->numbers);
        while (ctx->numbers.len > from &&
               !rn_ascii_alnum(
                   (unsigned char)ctx->numbers.ptr[ctx->numbers.len - 1]))
            ctx->numbers.len--;
        rn_buf_putc(&ctx->numbers, '\0');
    }
    return ctx->numbers.failed ? RENORM_E_NOMEM : RENORM_OK;
}

/* Whether `full` begins with the plain number and goes on with a code. */
static bool names_in_full(const char *full, struct rn_span plain)
{
    return !strncmp(full, plain.ptr, plain.len) &&
           (full[plain.len] == '-' || full[plain.len] == '/') &&
           rn_ascii_alpha((unsigned char)full[plain.len + 1]);
}

/* "57": the one full number of the page that begins with it and whose code may
 * mean the type; else the plain one stays. */
static bool complete_number(renorm_context *ctx, uint32_t item, struct list *l)
{
    const struct rn_image *im = ctx->chart.im;
    const char *found = NULL, *value;
    size_t at = 0;

    while (at < l->n &&
           strcmp(l->all[at].key,
                  rn_image_str(im, im->labels[im->head->label_number])))
        at++;
    if (at == l->n || strpbrk(l->all[at].value, "-/"))
        return true; /* nothing to complete */
    for (size_t i = 0; i < ctx->numbers.len;
         i += strlen(ctx->numbers.ptr + i) + 1) {
        const char *full = ctx->numbers.ptr + i;
        if (!names_in_full(full, rn_span_str(l->all[at].value)) ||
            !rn_name_type_fits(&ctx->chart, item, full))
            continue;
        if (found && strcmp(found, full))
            return true; /* two documents: nobody knows which */
        found = full;
    }
    if (!found)
        return true;
    rn_buf_clear(&ctx->values);
    rn_buf_puts(&ctx->values, found);
    value = rn_arena_copy(&ctx->arena, rn_buf_span(&ctx->values)).ptr;
    if (!value || ctx->values.failed)
        return false;
    l->all[at].value = value;
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
            best = c->cell[i - c->first] + k;
    return best;
}

/* Whether only small words lie between two tokens, and few. */
static bool small_words(const struct rn_chart *c, uint32_t from, uint32_t to)
{
    if (to < from || to - from > GAP_WORDS_MAX)
        return false;
    for (uint32_t i = from; i < to; i++)
        if (!(c->tok->flags[i] & RN_TOK_WORD) ||
            (c->tok->flags[i] & (RN_TOK_UPPER | RN_TOK_HARD)))
            return false;
    return true;
}

/* The date that follows token `end`; *behind is the token behind it. */
static uint32_t date_behind(const struct rn_chart *c, uint32_t end,
                            uint32_t *behind)
{
    for (uint32_t i = end; i < c->last && i <= end + GAP_WORDS_MAX; i++) {
        uint32_t date = date_at(c, i);
        if (date != RN_NONE) {
            *behind = c->items[date].end;
            return small_words(c, end, i) ? date : RN_NONE;
        }
    }
    return RN_NONE;
}

/* The body that issued document `k`: behind it (and its date), or before it
 * with an 's. */
static uint32_t issuer_of(const renorm_context *ctx, size_t k, uint32_t behind)
{
    const struct rn_selection *s = &ctx->found;
    const struct rn_chart *c = &ctx->chart;
    uint32_t body = c->im->head->kind_body;

    if (k + 1 < s->n && s->v[k + 1].kind == body &&
        small_words(c, behind, s->v[k + 1].start) &&
        !(c->tok->flags[s->v[k + 1].start] & RN_TOK_HARD))
        return s->v[k + 1].item;
    if (k > 0 && s->v[k - 1].kind == body &&
        s->v[k].start == s->v[k - 1].end + 1 &&
        rn_span_is(rn_token_key(c->tok, s->v[k - 1].end), "'s"))
        return s->v[k - 1].item;
    return RN_NONE;
}

static bool put_origin(struct list *l, size_t k)
{
    renorm_context *ctx = l->ctx;
    const struct rn_chart *c = &ctx->chart;
    uint32_t behind = ctx->found.v[k].end;
    uint32_t date = date_behind(c, behind, &behind), issuer;

    if (date != RN_NONE) {
        rn_buf_clear(&ctx->values);
        rn_buf_puts(&ctx->values, c->values.ptr + c->items[date].value);
        if (!put(l, "date"))
            return false;
    }
    issuer = issuer_of(ctx, k, date == RN_NONE ? ctx->found.v[k].end : behind);
    if (issuer == RN_NONE)
        return true;
    rn_buf_clear(&ctx->values);
    rn_name_render(c, issuer, &ctx->values);
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
        if (!complete_number(ctx, item, &l) || !put_origin(&l, k))
            return RENORM_E_NOMEM;
    }
    m->attributes = l.all;
    m->nattributes = l.n;
    return RENORM_OK;
}
