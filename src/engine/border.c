/* The borders of an edit: what stands beside a canonical name may make a longer
 * reading with it, though it made none with the words that the name replaces.
 * "X of the Party Organization | of Ha Tinh", written for words that took no
 * "of", would be read as one name the next time. */
#include "engine/private.h"

#include "base/hash.h"
#include "base/mem.h"

/* Tokens within which a piece that ends at the edit may begin. */
enum { PIECE_MAX = 6 };

/* Whether the item is a piece of names that is no mention: a place, a level, a
 * field. */
static bool is_piece(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_ikind *k = &c->im->kinds[it->kind];
    uint32_t place = c->im->head->kind_place;

    return !(it->flags & RN_ITEM_DEAD) && k->emit == RN_NONE && !k->ignore &&
           (it->concept != RN_NONE ||
            (place != RN_NONE && rn_item_is(c, it, place)));
}

/* Whether an English form may begin with the word at token `i`, an article or
 * "of" aside: "deputy | Secretary of the …". */
static bool begins_english(const struct rn_chart *c, uint32_t i)
{
    uint32_t word = rn_word_at(c, i);

    return word != RN_NONE &&
           !(rn_word_bits_at(c, i) & (RN_WORD_OF | RN_WORD_THE)) &&
           (c->im->words[word].starts &
            (1u << RN_ROOT_EN | 1u << RN_ROOT_CANON));
}

/* Behind the longest piece that begins at token `i`, also behind an "and", and
 * ends before token `limit`, where the next mention is; 0 where none does. */
static uint32_t piece_behind(const struct rn_chart *c, uint32_t i,
                             uint32_t limit)
{
    const unsigned joins = RN_WORD_JOINS;
    uint32_t n, end = 0;
    const struct rn_item *it;

    if (i + 1 < limit && (c->tok->flags[i] & RN_TOK_WORD) &&
        !(c->tok->flags[i] & RN_TOK_HARD) && (rn_word_bits_at(c, i) & joins))
        i++;
    if (i >= limit || (c->tok->flags[i] & (RN_TOK_HARD | RN_TOK_MARK)))
        return 0;
    for (it = rn_cell(c, i, &n); n; n--, it++)
        if (is_piece(c, it) && it->end <= limit && it->end > end)
            end = it->end;
    return end;
}

/* Where the longest piece begins that ends at token `i` and does not begin
 * before token `floor`, or the word of one that goes on; `i` where none does.
 */
static uint32_t piece_before(const struct rn_chart *c, uint32_t i,
                             uint32_t floor)
{
    uint32_t first = i;

    if (i <= floor || i == c->first || (c->tok->flags[i] & RN_TOK_HARD) ||
        (c->tok->flags[i - 1] & RN_TOK_MARK))
        return i;
    if (begins_english(c, i - 1))
        first = i - 1;
    for (uint32_t k = i; k > floor && k > c->first && i - k < PIECE_MAX; k--) {
        uint32_t n;
        const struct rn_item *it = rn_cell(c, k - 1, &n);
        for (; n; n--, it++)
            if (it->end == i && is_piece(c, it))
                first = k - 1;
    }
    return first;
}

/* What the second reading is asked: whether it leaves bytes from … to-1 as they
 * are. */
struct question {
    uint64_t from, to;
    bool changed;
};

static renorm_status on_mention(void *arg, const renorm_mention *m)
{
    struct question *q = arg;

    if (m->edit_start >= q->to || m->edit_end <= q->from)
        return RENORM_OK;
    if (strlen(m->replacement) != m->text_len + (m->start - m->edit_start) ||
        memcmp(m->replacement + (m->start - m->edit_start), m->text,
               m->text_len))
        q->changed = true;
    return RENORM_OK;
}

/* The context that reads what was written, and what it answered, made when they
 * are first needed. */
static renorm_status make_reader(renorm_context *ctx)
{
    renorm_options options = { .lang_forced = ctx->options.lang_forced,
                               .prior_id = ctx->options.prior_id,
                               .have_prior_id = ctx->options.have_prior_id,
                               .keep_case = ctx->options.keep_case,
                               .at = RENORM_NOWHERE };
    renorm_status st;

    if (ctx->reader)
        return RENORM_OK;
    if (!ctx->answers)
        ctx->answers = rn_calloc(RN_ANSWERS, sizeof *ctx->answers);
    if (!ctx->answers)
        return RENORM_E_NOMEM;
    st = renorm_context_new(ctx->lexicon, &options, &ctx->reader);
    if (!st)
        ctx->reader->inner = true;
    return st;
}

/* Whether ctx->beside changes within the question's bytes when it is read. The
 * answer hangs on these bytes alone, so that the last ones are remembered, by
 * hash. */
static renorm_status ask(renorm_context *ctx, struct question *q)
{
    renorm_handler handler = { .arg = q, .mention = on_mention };
    uint64_t key =
        rn_hash(ctx->beside.ptr, ctx->beside.len) ^ (q->from << 32 | q->to);
    uint64_t *answer;
    renorm_status st = make_reader(ctx);

    if (st)
        return st;
    answer = &ctx->answers[key % RN_ANSWERS];
    if ((*answer ^ key) >> 1 == 0) {
        q->changed = *answer & 1;
        return RENORM_OK;
    }
    st = renorm_document(ctx->reader, &handler, ctx->beside.ptr,
                         ctx->beside.len);
    *answer = (key & ~UINT64_C(1)) | q->changed;
    return st;
}

renorm_status rn_engine_border(renorm_context *ctx, struct rn_span page,
                               size_t k, const struct rn_edit *edit,
                               bool *joins)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_found *f = &ctx->found.v[k];
    const struct rn_tokens *t = c->tok;
    uint32_t behind = f->end + f->tail, first, last;
    uint32_t limit = k + 1 < ctx->found.n ? f[1].start : c->last;
    struct question q = { 0 };
    renorm_status st;

    *joins = false;
    if (ctx->inner || edit->style != RENORM_REPLACE ||
        rn_span_eq(rn_buf_span(&ctx->replacement),
                   rn_span_of(page.ptr + edit->start, edit->end - edit->start)))
        return RENORM_OK;
    last = piece_behind(c, behind, limit);
    first = edit->start == t->start[f->start]
                ? piece_before(c, f->start, edit->floor)
                : f->start; /* an article or "các" is written anew */
    if (!last && first == f->start)
        return RENORM_OK;
    rn_buf_clear(&ctx->beside);
    if (first < f->start)
        rn_buf_put(&ctx->beside, page.ptr + t->start[first],
                   edit->start - t->start[first]);
    q.from = ctx->beside.len;
    rn_buf_put_span(&ctx->beside, rn_buf_span(&ctx->replacement));
    if (last)
        rn_buf_put(&ctx->beside, page.ptr + edit->end,
                   t->end[last - 1] - edit->end);
    q.to = ctx->beside.len; /* what stands behind is to stay as well */
    st = ctx->beside.failed ? RENORM_E_NOMEM : ask(ctx, &q);
    *joins = q.changed;
    return st;
}
