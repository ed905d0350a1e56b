#include "engine/private.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "rewrite/edit.h"
#include "rewrite/name.h"

/* What is written before the page's next byte is copied. */
struct page {
    renorm_context *ctx;
    struct rn_span bytes;
    size_t copied;       /* bytes of the page that are in ctx->out */
    uint32_t plural_end; /* token behind a title in the plural, or 0 */
    /* What options.keep told, once it was asked; those before `keep` end before
     * the last mention. */
    const renorm_stretch *keeps;
    size_t nkeeps, keep;
    bool asked;
};

/* ---- places ------------------------------------------------------------- */

/* Count lines and columns up to byte `at` of the page. A line ends with LF,
 * CRLF or CR. */
static void count_to(renorm_context *ctx, struct rn_span page, size_t at)
{
    for (size_t i = (size_t)ctx->seen; i < at; i++) {
        unsigned char b = (unsigned char)page.ptr[i];
        bool lf = b == '\n';
        bool cr = b == '\r' && !(i + 1 < page.len && page.ptr[i + 1] == '\n');
        if (lf || cr) {
            ctx->line++;
            ctx->column = 1;
        } else if ((b & 0xc0) != 0x80) {
            ctx->column++;
        }
    }
    if (at > ctx->seen)
        ctx->seen = at;
}

/* ---- languages ---------------------------------------------------------- */

static struct rn_route route_of(const struct rn_lang_result *r)
{
    return (struct rn_route){ r->votes, r->vote, r->label, r->unmarked };
}

static renorm_status tell_spans(renorm_context *ctx)
{
    renorm_status st = RENORM_OK;

    if (!ctx->handler.span)
        return RENORM_OK;
    for (size_t i = 0; i < ctx->heard.nspans && !st; i++) {
        const struct rn_lang_span *s = &ctx->heard.spans[i];
        renorm_lang_span span = { ctx->offset + s->start,
                                  ctx->offset + s->end,
                                  s->lang,
                                  s->margin,
                                  ctx->heard.page,
                                  i == 0 ? ctx->heard.page_margin : 0 };
        st = ctx->handler.span(ctx->handler.arg, &span);
    }
    return st;
}

static const renorm_lang lang_of_root[] = { RENORM_VI, RENORM_MS, RENORM_EN,
                                            RENORM_VI, RENORM_EN };

/* How far the language of a mention is ahead: the margin of its span where that
 * is of the same language, else what its own words say. */
static int margin_of(renorm_context *ctx, uint32_t first, uint32_t last,
                     renorm_lang lang)
{
    const struct rn_lang_result *h = &ctx->heard;
    int sum[RN_LC_COUNT] = { 0 }, best = INT32_MIN;

    while (ctx->span + 1 < h->nspans && h->spans[ctx->span].last <= first)
        ctx->span++;
    if (ctx->span < h->nspans && h->spans[ctx->span].first <= first &&
        h->spans[ctx->span].lang == lang)
        return h->spans[ctx->span].margin;
    for (uint32_t i = first; i < last; i++)
        for (int c = 0; c < RN_LC_COUNT; c++)
            sum[c] += h->votes[h->vote[i]][c];
    for (int c = 0; c < RN_LC_COUNT; c++)
        if (c != (int)lang && sum[c] > best)
            best = sum[c];
    return sum[lang] - best;
}

/* ---- mentions ----------------------------------------------------------- */

/* Whether the options let us act on it. */
static bool wanted(const renorm_context *ctx, const struct rn_found *f)
{
    bool kind = ctx->nkinds == 0;

    for (size_t i = 0; i < ctx->nkinds; i++)
        kind = kind || ctx->kinds[i] == f->kind;
    return kind && (!ctx->concept_filter ||
                    ctx->concept_filter[ctx->chart.items[f->item].concept]);
}

/* Whether the options' stretches touch bytes start to end of the page. */
static renorm_status kept(struct page *p, size_t start, size_t end, bool *yes)
{
    const renorm_options *o = &p->ctx->options;
    renorm_status st;

    *yes = false;
    if (!o->keep)
        return RENORM_OK;
    if (!p->asked) {
        st = o->keep(o->keep_arg, p->bytes.ptr, p->bytes.len, &p->keeps,
                     &p->nkeeps);
        if (st)
            return st;
        p->asked = true;
    }
    while (p->keep < p->nkeeps && p->keeps[p->keep].end <= start)
        p->keep++;
    *yes = p->keep < p->nkeeps && p->keeps[p->keep].start < end;
    return RENORM_OK;
}

static void name_it(renorm_context *ctx, const struct rn_found *f,
                    renorm_mention *m)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_item *it = &c->items[f->item];

    rn_buf_clear(&ctx->canonical);
    rn_name_render(c, f->item, &ctx->canonical);
    m->canonical = ctx->canonical.ptr;
    m->plural = rn_item_plural(c, it);
    m->concept = rn_image_str(c->im, c->im->concepts[it->concept].id);
    m->kind = rn_image_str(c->im, c->im->kinds[f->kind].name);
    m->lang = lang_of_root[it->root];
}

/* Whether a canonical name in square brackets stands behind mention `k`: its
 * gloss from an earlier run, whatever that run read. */
static bool has_gloss(renorm_context *ctx, struct rn_span page, size_t k)
{
    const struct rn_tokens *t = &ctx->tokens;
    const struct rn_found *f = &ctx->found.v[k], *g = f + 1;
    uint32_t start, end;

    rn_buf_clear(&ctx->canonical);
    if (ctx->options.style != RENORM_GLOSS || k + 1 >= ctx->found.n ||
        g->start != f->end + 1 || !rn_is_mark(&ctx->chart, f->end, '[') ||
        !rn_is_mark(&ctx->chart, g->end, ']'))
        return false;
    start = t->start[g->start];
    end = t->end[g->end - 1];
    rn_name_render(&ctx->chart, g->item, &ctx->canonical);
    return rn_span_eq(rn_buf_span(&ctx->canonical),
                      rn_span_of(page.ptr + start, end - start));
}

/* Put the mention aside until the page is decided: a copy, in the page's arena.
 */
static renorm_status set_aside(renorm_context *ctx, size_t k, renorm_mention *m)
{
    renorm_status st = rn_engine_attributes(ctx, k, m);

    if (!st && ctx->options.trace)
        st = rn_engine_trace(ctx, &ctx->found.v[k], m);
    if (st)
        return st;
    m->canonical = rn_arena_copy(&ctx->arena, rn_buf_span(&ctx->canonical)).ptr;
    m->replacement =
        rn_arena_copy(&ctx->arena, rn_buf_span(&ctx->replacement)).ptr;
    if (!m->canonical || !m->replacement ||
        !rn_grow(&ctx->mentions, &ctx->mentions_cap, ctx->nmentions + 1,
                 sizeof *ctx->mentions))
        return RENORM_E_NOMEM;
    ctx->mentions[ctx->nmentions++] = *m;
    return RENORM_OK;
}

/* Whether a title right behind one in the plural is of the same persons: "các
 * đồng chí | Phó Bí thư". English says so itself. */
static bool shares_plural(const renorm_context *ctx, const struct rn_found *f)
{
    const struct rn_chart *c = &ctx->chart;

    return f->kind == c->im->head->kind_title &&
           !rn_root_english(c->items[f->item].root) &&
           !(ctx->tokens.flags[f->start] & (RN_TOK_HARD | RN_TOK_GLUED));
}

/* Leave mention `k` as it is, and keep the reason for who asks of it. */
static renorm_status leave(renorm_context *ctx, const struct rn_found *f,
                           const char *why)
{
    uint64_t at = ctx->options.at - ctx->offset;

    if (at >= ctx->tokens.start[f->start] && at < ctx->tokens.end[f->end - 1])
        ctx->left = why;
    return RENORM_OK;
}

/* Whether a capital that begins no mention stands right behind mention `k`: the
 * name of who bears the title. */
static bool borne(const renorm_context *ctx, size_t k)
{
    const struct rn_tokens *t = &ctx->tokens;
    uint32_t end = ctx->found.v[k].end;

    return end < t->n && (t->flags[end] & RN_TOK_UPPER) &&
           !(t->flags[end] & (RN_TOK_HARD | RN_TOK_LINE)) &&
           (k + 1 >= ctx->found.n || ctx->found.v[k + 1].start != end);
}

/* What is replaced for mention `k`, before an article or a plural word is taken
 * into it. */
static void begin_edit(const struct page *p, size_t k, struct rn_edit *out)
{
    renorm_context *ctx = p->ctx;
    const struct rn_found *f = &ctx->found.v[k];
    const struct rn_tokens *t = &ctx->tokens;

    *out = (struct rn_edit){ .style = ctx->options.style,
                             .page = p->bytes,
                             .start = t->start[f->start],
                             .end = t->end[f->end + f->tail - 1],
                             .floor = k ? f[-1].end + f[-1].tail : 0,
                             .listed = f->listed,
                             .borne = borne(ctx, k),
                             .glossed = has_gloss(ctx, p->bytes, k),
                             .clitic = rn_clitic_at(&ctx->chart, f->end - 1),
                             .caps = ctx->options.keep_case &&
                                     rn_edit_in_capitals(&ctx->chart, f->item,
                                                         f->start, f->end) };
}

/* Say what mention `k` is; a plural word before it belongs to the edit, the
 * first half of one that is doubled to the mention too. */
static void describe(struct page *p, size_t k, struct rn_edit *edit,
                     renorm_mention *m)
{
    renorm_context *ctx = p->ctx;
    const struct rn_found *f = &ctx->found.v[k];
    uint32_t start = edit->start, end = ctx->tokens.end[f->end - 1];

    name_it(ctx, f, m);
    if (rn_edit_take_plural(edit, &ctx->chart, f->start, f->item, &start))
        m->plural = !f->listed;
    else if (p->plural_end == f->start && shares_plural(ctx, f))
        m->plural = 1;
    p->plural_end =
        m->plural && f->kind == ctx->chart.im->head->kind_title ? f->end : 0;
    m->start = ctx->offset + start;
    m->end = ctx->offset + end;
    m->text = p->bytes.ptr + start;
    m->text_len = end - start;
    if (ctx->handler.mention || ctx->options.min_margin > 0)
        m->margin = margin_of(ctx, f->start, f->end, m->lang);
}

/* Why the options do not let us act on a mention, or NULL. */
static const char *unasked(const renorm_context *ctx, const struct rn_found *f,
                           const renorm_mention *m)
{
    const renorm_options *o = &ctx->options;

    if (!wanted(ctx, f))
        return "it is not of the kinds or concepts asked for";
    if (o->min_margin > 0 && !o->lang_forced && m->margin < o->min_margin)
        return "its language leads by less than is asked for";
    return NULL;
}

/* Compose what is written for a mention, ctx->replacement. */
static renorm_status compose(renorm_context *ctx, const struct rn_found *f,
                             const renorm_mention *m, struct rn_edit *edit)
{
    uint32_t start = (uint32_t)(m->start - ctx->offset);

    rn_buf_clear(&ctx->replacement);
    rn_edit_replacement(edit, &ctx->chart, f->item, m->plural,
                        rn_buf_span(&ctx->canonical), &ctx->replacement);
    if (edit->start == start)
        rn_edit_take_article(edit, &ctx->chart, f->start, &ctx->replacement);
    if (ctx->options.style != RENORM_REPLACE) {
        edit->start = start; /* the other styles leave what stands there */
        edit->end = (uint32_t)(m->end - ctx->offset);
    }
    return ctx->canonical.failed || ctx->replacement.failed ? RENORM_E_NOMEM
                                                            : RENORM_OK;
}

/* The word of ASCII letters with which `s` ends or, `first`, begins; without
 * what makes it a plural: "agenc" of "agencies". */
static struct rn_span stem(struct rn_span s, bool first)
{
    size_t n = 0;

    while (n < s.len &&
           rn_ascii_alpha(first ? (unsigned char)s.ptr[n]
                                : (unsigned char)s.ptr[s.len - 1 - n]))
        n++;
    if (!first)
        s.ptr += s.len - n;
    s.len = n;
    if (n > 4 && !memcmp(s.ptr + n - 3, "ies", 3))
        s.len = n - 3;
    else if (n > 3 && (s.ptr[n - 1] == 's' || s.ptr[n - 1] == 'y'))
        s.len = n - 1;
    return s;
}

static bool same_stem(struct rn_span a, struct rn_span b)
{
    if (a.len != b.len || a.len < 4)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (rn_ascii_tolower((unsigned char)a.ptr[i]) !=
            rn_ascii_tolower((unsigned char)b.ptr[i]))
            return false;
    return true;
}

/* The same of the word before the blank, or the possessive and the blank, in
 * which `s` ends: "Parti" of "their Parties' ". */
static struct rn_span stem_before(struct rn_span s)
{
    if (s.len && s.ptr[s.len - 1] == ' ')
        s.len--;
    else
        s.len = 0;
    if (s.len > 1 && s.ptr[s.len - 2] == '\'' && s.ptr[s.len - 1] == 's')
        s.len--;
    if (s.len && s.ptr[s.len - 1] == '\'')
        s.len--;
    return stem(s, false);
}

/* Whether a word beside the edit is what would be written next to it, which the
 * text has but once: "civil judgment enforcement | agencies" and "Civil
 * Judgment Enforcement Agency", "their Parties' | Central Committees". */
static bool doubles(const struct page *p, const struct rn_edit *edit)
{
    struct rn_span s = p->bytes, old, now = rn_buf_span(&p->ctx->replacement);
    struct rn_span word;

    if (edit->style != RENORM_REPLACE)
        return false;
    old = rn_span_of(s.ptr + edit->start, edit->end - edit->start);
    word = stem_before(rn_span_of(s.ptr, edit->start));
    if (same_stem(word, stem(now, true)) && !same_stem(word, stem(old, true)))
        return true;
    if (edit->end >= s.len || s.ptr[edit->end] != ' ')
        return false;
    word = stem(rn_span_of(s.ptr + edit->end + 1, s.len - edit->end - 1), true);
    return same_stem(word, stem(now, false)) &&
           !same_stem(word, stem(old, false));
}

/* Set *why to the reason for which mention `k` is not replaced where it stands,
 * or leave it. */
static renorm_status refused(struct page *p, size_t k,
                             const struct rn_edit *edit, const char **why)
{
    bool yes;
    renorm_status st = kept(p, edit->start, edit->end, &yes);

    if (!st && yes) {
        *why = "it touches what is to be kept";
        return RENORM_OK;
    }
    if (!st && doubles(p, edit)) {
        *why = "a word of its name stands beside it already";
        return RENORM_OK;
    }
    if (!st)
        st = rn_engine_border(p->ctx, p->bytes, k, edit, &yes);
    if (!st && yes)
        *why = "a second run would read its name otherwise here";
    return st;
}

static renorm_status act(struct page *p, size_t k)
{
    renorm_context *ctx = p->ctx;
    const struct rn_found *f = &ctx->found.v[k];
    struct rn_edit edit;
    renorm_mention m = { 0 };
    const char *why;
    renorm_status st;

    begin_edit(p, k, &edit);
    if (ctx->canonical.failed) /* in has_gloss() */
        return RENORM_E_NOMEM;
    describe(p, k, &edit, &m);
    why = unasked(ctx, f, &m);
    if (why)
        return leave(ctx, f, why);
    st = compose(ctx, f, &m, &edit);
    if (!st)
        st = refused(p, k, &edit, &why);
    if (st)
        return st;
    if (why)
        return leave(ctx, f, why);
    m.edit_start = ctx->offset + edit.start;
    m.edit_end = ctx->offset + edit.end;
    m.replacement = ctx->replacement.ptr;
    ctx->stats.mentions++;
    if (ctx->handler.mention) {
        st = set_aside(ctx, k, &m);
        if (st)
            return st;
    }
    rn_buf_put(&ctx->out, p->bytes.ptr + p->copied, edit.start - p->copied);
    ctx->name_at = ctx->out.len;
    ctx->name_end = f->end + f->tail;
    if (rn_edit_write(&edit, m.kind, m.concept, rn_buf_span(&ctx->canonical),
                      rn_buf_span(&ctx->replacement), &ctx->out))
        ctx->stats.edits++;
    p->copied = edit.end;
    return RENORM_OK;
}

/* ---- passes ------------------------------------------------------------- */

/* Whether all words but those of the mentions are Vietnamese without marks, so
 * that a second run would read the segment as written without. */
static bool plain_else(const renorm_context *ctx, uint32_t s)
{
    const struct rn_segment *seg = &ctx->tokens.segments[s];
    struct rn_lang_plain p = { 0 };
    uint32_t at = seg->first;

    for (size_t k = 0; k < ctx->found.n && !p.marked; k++) {
        rn_lang_weigh(ctx->lang, &ctx->tokens, at, ctx->found.v[k].start, &p);
        at = ctx->found.v[k].end;
    }
    rn_lang_weigh(ctx->lang, &ctx->tokens, at, seg->last, &p);
    return rn_lang_unmarked(&p);
}

/* Choose the mentions of the segment; once more where without them it has no
 * marks, and with the abbreviations that they define for what stands behind
 * them. */
static renorm_status learn(renorm_context *ctx, uint32_t s)
{
    bool again = false;
    renorm_status st = rn_select(&ctx->chart, &ctx->found);

    if (!st && ctx->found.n && !ctx->chart.bare && plain_else(ctx, s)) {
        rn_lang_unmark(ctx->lang, s);
        st = rn_chart_segment(&ctx->chart, s);
        if (!st)
            st = rn_select(&ctx->chart, &ctx->found);
    }
    if (!st)
        st = rn_defined_learn(&ctx->chart, &ctx->found, &again);
    if (st || !again)
        return st;
    st = rn_chart_segment(&ctx->chart, s);
    if (!st)
        st = rn_select(&ctx->chart, &ctx->found);
    return st ? st : rn_defined_learn(&ctx->chart, &ctx->found, &again);
}

static renorm_status read_segment(struct page *p, uint32_t s)
{
    renorm_context *ctx = p->ctx;
    renorm_status st = rn_chart_segment(&ctx->chart, s);

    if (!st)
        st = learn(ctx, s);
    for (size_t k = 0; k < ctx->found.n && !st; k++)
        st = act(p, k);
    if (!st && ctx->handler.probe && ctx->options.at != RENORM_NOWHERE)
        st = rn_engine_probe(ctx, &ctx->found);
    return st;
}

/* Read all segments. `foreign`: once more, of a page that speaks of another
 * country's offices. */
static renorm_status read_segments(struct page *p, bool foreign)
{
    renorm_context *ctx = p->ctx;
    renorm_status st = RENORM_OK;

    p->copied = 0;
    rn_buf_clear(&ctx->out);
    rn_arena_clear(&ctx->arena);
    ctx->nmentions = ctx->span = 0;
    ctx->name_end = 0;
    ctx->probed = false;
    ctx->left = NULL;
    rn_signs_page(&ctx->found.signs, foreign);
    st = rn_chart_page(&ctx->chart, p->bytes, &ctx->tokens,
                       route_of(&ctx->heard));
    for (uint32_t s = 0; s < ctx->tokens.nsegments && !st; s++)
        st = read_segment(p, s);
    return st;
}

/* First the evidence of the whole page, then what it decides. Nearly always the
 * page is ours, and what was read as if it were stands. */
static renorm_status read_page(struct page *p)
{
    renorm_context *ctx = p->ctx;
    const renorm_stats before = ctx->stats;
    size_t half = ctx->found.half;
    bool foreign, yields;
    renorm_status st;

    rn_signs_begin(&ctx->found.signs, &ctx->chart);
    st = read_segments(p, false);
    if (st)
        return st;
    foreign = rn_signs_against(&ctx->found.signs);
    yields = rn_signs_yielding(&ctx->found.signs, &ctx->chart);
    if (!foreign && !yields)
        return RENORM_OK;
    ctx->stats = before;
    ctx->found.half = half;
    return read_segments(p, foreign);
}

/* Tell the handler what was found on the page. */
static renorm_status tell_mentions(renorm_context *ctx, struct rn_span page)
{
    renorm_status st = RENORM_OK;

    for (size_t k = 0; k < ctx->nmentions && !st; k++) {
        renorm_mention *m = &ctx->mentions[k];
        count_to(ctx, page, (size_t)(m->start - ctx->offset));
        m->line = ctx->line;
        m->column = ctx->column;
        st = ctx->handler.mention(ctx->handler.arg, m);
    }
    if (!st && ctx->probed)
        st = ctx->handler.probe(ctx->handler.arg, &ctx->probe);
    return st;
}

renorm_status rn_engine_page(renorm_context *ctx, struct rn_span page)
{
    struct rn_lang_options lang = { .forced = ctx->options.lang_forced - 1,
                                    .prior_id = ctx->options.prior_id,
                                    .have_prior_id =
                                        ctx->options.have_prior_id != 0,
                                    .page_prior = !ctx->options.lines };
    struct page p = { .ctx = ctx, .bytes = page };
    renorm_status st = rn_text_tokenize(ctx->text, page, &ctx->tokens);

    ctx->seen = 0;
    ctx->stats.pages++;
    ctx->stats.bytes += page.len;
    if (!st && ctx->options.style == RENORM_GLOSS)
        rn_text_quiet(&ctx->tokens);
    if (!st)
        st = rn_lang_page(ctx->lang, page, &ctx->tokens, &lang, &ctx->heard);
    if (!st)
        st = tell_spans(ctx);
    if (!st &&
        (ctx->handler.text || ctx->handler.mention || ctx->handler.probe)) {
        if (ctx->handler.mention)
            st = rn_engine_note_numbers(ctx, page);
        if (!st)
            st = read_page(&p);
        if (!st)
            st = tell_mentions(ctx, page);
    }
    ctx->stats.tokens += ctx->tokens.n;
    ctx->stats.bad_bytes += ctx->tokens.bad_bytes;
    if (st)
        return st;
    if (ctx->handler.mention) /* nobody else is told places */
        count_to(ctx, page, page.len);
    ctx->offset += page.len;
    if (!ctx->handler.text)
        return RENORM_OK;
    if (!p.copied) /* nothing was changed: hand on what came */
        return ctx->handler.text(ctx->handler.arg, page.ptr, page.len);
    rn_buf_put(&ctx->out, page.ptr + p.copied, page.len - p.copied);
    if (ctx->out.failed)
        return RENORM_E_NOMEM;
    return ctx->handler.text(ctx->handler.arg, ctx->out.ptr, ctx->out.len);
}
