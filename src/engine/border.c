/* What a name makes of the text around it. The borders of an edit: what stands
 * beside a canonical name may make a longer reading with it, though it made
 * none with the words that the name replaces. "X of the Party Organization | of
 * Ha Tinh", written for words that took no "of", would be read as one name the
 * next time. */
#include "engine/private.h"

#include "base/hash.h"
#include "base/mem.h"
#include "rewrite/name.h"

enum {
    /* Tokens within which a piece that ends at the edit may begin. */
    PIECE_MAX = 6,

    /* Figures of a number that may be read as an ordinal. */
    ORDINAL_MAX = 3,

    /* Words between two names that a form may join. */
    BETWEEN_MAX = 2,

    /* Answers that are remembered of a page's questions, and of more. */
    ANSWERS_FIRST = 256,
    ANSWERS = 8192
};

/* Whether the item is one small Vietnamese word or phrase that is no level: a
 * field ("tổ chức", which "organizes" too). No English name goes on with it. */
static bool small_field(const struct rn_chart *c, const struct rn_item *it)
{
    return it->root == RN_ROOT_VI && !it->nkids &&
           !(c->tok->flags[it->start] & RN_TOK_UPPER) &&
           !rn_item_is(c, it, c->im->head->kind_level);
}

/* Whether the item is a piece of names that is no mention: a place, a level, a
 * field. */
static bool is_piece(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_ikind *k = &c->im->kinds[it->kind];
    uint32_t place = c->im->head->kind_place;

    return !(it->flags & RN_ITEM_DEAD) && k->emit == RN_NONE && !k->ignore &&
           !small_field(c, it) &&
           (it->concept != RN_NONE ||
            (place != RN_NONE && rn_item_is(c, it, place)));
}

/* Whether an English form may begin with the word at token `i`, an article or
 * "of" aside: "deputy | Secretary of the …"; or with the number there, which
 * counted before: "3 | Congress". */
static bool begins_english(const struct rn_chart *c, uint32_t i)
{
    uint32_t word = rn_word_at(c, i);

    if (c->tok->flags[i] & RN_TOK_NUMBER)
        return !((c->tok->flags[i] | c->tok->flags[i + 1]) & RN_TOK_GLUED) &&
               rn_token_keylen(c->tok, i) <= ORDINAL_MAX;
    return word != RN_NONE &&
           !(rn_word_bits_at(c, i) & (RN_WORD_OF | RN_WORD_THE)) &&
           (c->im->words[word].starts & RN_ROOTS_ENGLISH);
}

/* Whether a form may go on over the token from one name to the next: words that
 * say "of", "in", "at", an article, "'s", a dash. An "and" may stand there too,
 * but nearly always between names of their own; so may a comma. */
static bool goes_over(const struct rn_chart *c, uint32_t i)
{
    return !(c->tok->flags[i] & RN_TOK_HARD) &&
           ((rn_word_bits_at(c, i) & (RN_WORD_OF | RN_WORD_THE)) ||
            rn_token_key(c->tok, i).ptr[0] == '\'' || rn_is_mark(c, i, '-') ||
            rn_word_listed(c, i, RN_LIST_NAME_LINKS));
}

/* Whether the tokens only lead from one name to the next. */
static bool only_leads(const struct rn_chart *c, uint32_t i, uint32_t end)
{
    while (i < end && goes_over(c, i))
        i++;
    return i == end;
}

/* Behind the longest piece that begins at token `i`, also behind an "and", and
 * ends before token `limit`, where the next mention is; 0 where none does. */
static uint32_t piece_behind(struct rn_chart *c, uint32_t i, uint32_t limit)
{
    uint32_t n, end;
    const struct rn_item *it;

    if (i + 1 < limit && (c->tok->flags[i] & RN_TOK_WORD) &&
        !(c->tok->flags[i] & RN_TOK_HARD) &&
        (rn_word_bits_at(c, i) & RN_WORD_JOINS))
        i++;
    if (i >= limit || (c->tok->flags[i] & (RN_TOK_HARD | RN_TOK_MARK)))
        return 0;
    end = rn_asked_end(c, i, RN_ASKED_ANY);
    if (end > limit || (end && only_leads(c, i, end)))
        end = 0;
    for (it = rn_cell(c, i, &n); n; n--, it++)
        if (is_piece(c, it) && it->end <= limit && it->end > end &&
            !only_leads(c, it->start, it->end))
            end = it->end;
    return end;
}

/* Where the longest piece begins that ends at token `i` and does not begin
 * before token `floor`, or the word of one that goes on; `i` where none does.
 */
static uint32_t piece_before(const struct rn_chart *c, uint32_t i,
                             uint32_t floor)
{
    uint32_t first = i, word = i;

    if (i <= floor || i == c->first || (c->tok->flags[i] & RN_TOK_HARD) ||
        (c->tok->flags[i - 1] & RN_TOK_MARK))
        return i;
    if (begins_english(c, i - 1))
        word = first = i - 1; /* pieces may stand before it as well */
    for (uint32_t k = i; k > floor && k > c->first && i - k < PIECE_MAX; k--) {
        uint32_t n;
        const struct rn_item *it = rn_cell(c, k - 1, &n);
        for (; n; n--, it++)
            if ((it->end == i || it->end == word) && is_piece(c, it) &&
                !only_leads(c, it->start, it->end))
                first = k - 1;
    }
    return first;
}

/* Whether the mention is a body of the kind, if there is such a kind. */
static bool is_body_of(const struct rn_chart *c, const struct rn_found *f,
                       uint32_t kind)
{
    return kind != RN_NONE && rn_item_is(c, &c->items[f->item], kind);
}

/* Whether a comma may join the mention and the next one: an office and its
 * ministry or its department, or a department and its court. A list of their
 * like is none. */
static bool comma_joins(const struct rn_chart *c, const struct rn_found *f)
{
    uint32_t ministry = c->im->head->kind_ministerial;
    uint32_t bureau = c->im->head->kind_bureau;

    return (is_body_of(c, f + 1, ministry) && !is_body_of(c, f, ministry)) ||
           is_body_of(c, f, bureau) != is_body_of(c, f + 1, bureau);
}

/* Whether a form may join the mention and the next one, with tokens from …
 * to-1 between them. */
static bool side_by_side(const struct rn_chart *c, const struct rn_found *f,
                         uint32_t from, uint32_t to)
{
    if (to - from > BETWEEN_MAX || (c->tok->flags[to] & RN_TOK_HARD))
        return false;
    if (to == from + 1 && rn_is_mark(c, from, ','))
        return comma_joins(c, f);
    while (from < to)
        if (!goes_over(c, from++))
            return false;
    return true;
}

/* Put what stands between two names. Where there is a word ("'s"), a line's end
 * beside it parted nothing on the page, but might the two short lines here. */
static void put_between(struct rn_buf *b, const char *bytes, size_t n)
{
    size_t from = b->len;
    bool word = false;

    rn_buf_put(b, bytes, n);
    for (size_t i = from; i < b->len; i++)
        word |= (unsigned char)b->ptr[i] > ' ';
    for (size_t i = from; word && i < b->len; i++)
        if (b->ptr[i] == '\n' || b->ptr[i] == '\r')
            b->ptr[i] = ' ';
}

/* Put the name before mention `k`, whether it was written or not, and what lies
 * between it and the edit, where a form may join the two: so what is asked of
 * both is the same, and both are written or neither. */
static void put_before(renorm_context *ctx, struct rn_span page, size_t k,
                       uint32_t first, const struct rn_edit *edit)
{
    const struct rn_found *f = ctx->found.v + k;
    uint32_t end = k ? f[-1].end + f[-1].tail : 0;

    if (!k || !side_by_side(&ctx->chart, f - 1, end, first))
        return;
    if (ctx->name_end == end)
        rn_buf_put(&ctx->beside, ctx->out.ptr + ctx->name_at,
                   ctx->out.len - ctx->name_at);
    else
        rn_name_render(&ctx->chart, f[-1].item, &ctx->beside);
    end = ctx->tokens.end[end - 1];
    put_between(&ctx->beside, page.ptr + end, edit->start - end);
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

/* Room for answers: little at first, for a report of a page touches no more
 * memory than it needs. Those that it held are asked for again. */
static renorm_status more_answers(renorm_context *ctx)
{
    size_t n = ctx->asked < ANSWERS_FIRST ? ANSWERS_FIRST : ANSWERS;
    uint64_t *answers;

    if (n == ctx->nanswers)
        return RENORM_OK;
    answers = rn_calloc(n, sizeof *answers);
    if (!answers)
        return RENORM_E_NOMEM;
    rn_free(ctx->answers);
    ctx->answers = answers;
    ctx->nanswers = n;
    return RENORM_OK;
}

/* The context that reads what was written, made when it is first needed. */
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

    if (!st)
        st = more_answers(ctx);
    if (st)
        return st;
    ctx->asked++;
    answer = &ctx->answers[key % ctx->nanswers];
    if ((*answer ^ key) >> 1 == 0) {
        q->changed = *answer & 1;
        return RENORM_OK;
    }
    st = renorm_document(ctx->reader, &handler, ctx->beside.ptr,
                         ctx->beside.len);
    *answer = (key & ~UINT64_C(1)) | q->changed;
    return st;
}

/* Put the question: the edit's name between the pieces of names that stand
 * beside it, or the names. Whether there is anything to ask. */
static bool put_question(renorm_context *ctx, struct rn_span page, size_t k,
                         const struct rn_edit *edit, struct question *q)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_found *f = &ctx->found.v[k];
    const struct rn_tokens *t = c->tok;
    bool more = k + 1 < ctx->found.n;
    uint32_t first = f->start, behind = f->end + f->tail, before, last;
    size_t name;

    rn_buf_clear(&ctx->beside);
    while (t->start[first] > edit->start)
        first--; /* an article or "các" is written anew */
    before = first == f->start ? piece_before(c, first, edit->floor) : first;
    if (before < first)
        rn_buf_put(&ctx->beside, page.ptr + t->start[before],
                   edit->start - t->start[before]);
    else
        put_before(ctx, page, k, first, edit);
    q->from = before < first ? 0 : ctx->beside.len;
    name = ctx->beside.len;
    rn_buf_put_span(&ctx->beside, rn_buf_span(&ctx->replacement));
    last = piece_behind(&ctx->chart, behind, more ? f[1].start : c->last);
    if (last)
        rn_buf_put(&ctx->beside, page.ptr + edit->end,
                   t->end[last - 1] - edit->end);
    q->to = ctx->beside.len; /* what stands behind is to stay as well */
    if (!last && more && side_by_side(c, f, behind, f[1].start)) {
        put_between(&ctx->beside, page.ptr + edit->end,
                    t->start[f[1].start] - edit->end);
        rn_name_render(c, f[1].item, &ctx->beside); /* as it will be */
    }
    return name || ctx->beside.len > ctx->replacement.len;
}

/* Put the question: the edit's name in its segment, where all mentions have
 * their names: so it is of a document whose type hangs on the language around
 * it. */
static void put_segment(renorm_context *ctx, struct rn_span page, size_t k,
                        const struct rn_edit *edit, struct question *q)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_tokens *t = c->tok;
    uint32_t at = t->start[c->first];

    rn_buf_clear(&ctx->beside);
    for (size_t i = 0; i < ctx->found.n; i++) {
        const struct rn_found *f = &ctx->found.v[i];
        uint32_t start = i == k ? edit->start : t->start[f->start];
        rn_buf_put(&ctx->beside, page.ptr + at, start - at);
        at = t->end[f->end + f->tail - 1];
        if (i != k) {
            rn_name_render(c, f->item, &ctx->beside);
            continue;
        }
        q->from = ctx->beside.len;
        rn_buf_put_span(&ctx->beside, rn_buf_span(&ctx->replacement));
        q->to = ctx->beside.len;
    }
    rn_buf_put(&ctx->beside, page.ptr + at, t->end[c->last - 1] - at);
}

renorm_status rn_engine_border(renorm_context *ctx, struct rn_span page,
                               size_t k, const struct rn_edit *edit,
                               bool *joins)
{
    struct question q = { 0 };
    renorm_status st;

    *joins = false;
    if (ctx->inner || edit->style != RENORM_REPLACE ||
        rn_span_eq(rn_buf_span(&ctx->replacement),
                   rn_span_of(page.ptr + edit->start, edit->end - edit->start)))
        return RENORM_OK;
    if (rn_name_contradicts(&ctx->chart, ctx->found.v[k].item))
        put_segment(ctx, page, k, edit, &q);
    else if (!put_question(ctx, page, k, edit, &q))
        return ctx->beside.failed ? RENORM_E_NOMEM : RENORM_OK;
    st = ctx->beside.failed ? RENORM_E_NOMEM : ask(ctx, &q);
    *joins = q.changed;
    return st;
}
