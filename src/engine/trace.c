#include "engine/private.h"

#include <stdio.h>

#include "rewrite/name.h"

static const char *const root_names[] = { "vi", "ms", "en", "vi", "canon" };

/* ---- trees -------------------------------------------------------------- */

static const char *label_text(const struct rn_image *im, uint32_t label)
{
    return rn_image_str(im, im->labels[label]);
}

static bool fill_node(renorm_context *ctx, uint32_t item, renorm_node *node);

static const char *keep(renorm_context *ctx, struct rn_span s)
{
    return rn_arena_copy(&ctx->arena, s).ptr;
}

/* A copy of what was written to `b`; NULL when memory ran out. */
static const char *keep_buf(renorm_context *ctx, const struct rn_buf *b)
{
    return b->failed ? NULL : keep(ctx, rn_buf_span(b));
}

/* A slot that the form binds: a leaf without text. */
static bool bound_node(renorm_context *ctx, const struct rn_ibind *b,
                       renorm_node *node)
{
    const struct rn_image *im = ctx->chart.im;
    const struct rn_iconcept *con = &im->concepts[b->concept];

    rn_buf_clear(&ctx->values);
    rn_name_concept(&ctx->chart, b->concept, &ctx->values);
    *node = (renorm_node){ .slot = label_text(im, b->label),
                           .concept = rn_image_str(im, con->id),
                           .kind = rn_image_str(im, im->kinds[con->kind].name),
                           .value = keep_buf(ctx, &ctx->values),
                           .bound = 1 };
    return node->value != NULL;
}

static bool fill_children(renorm_context *ctx, const struct rn_item *it,
                          renorm_node *node)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_iaccept *a = &c->im->accepts[it->accept];
    size_t n = (size_t)it->nkids + a->nbinds + (it->extra != RN_NONE), k = 0;
    renorm_node *kids = rn_arena_zalloc(&ctx->arena, n + 1, sizeof *kids);

    if (!kids)
        return false;
    for (uint32_t i = 0; i < it->nkids; i++, k++) {
        if (!fill_node(ctx, c->kids[it->kids + i], &kids[k]))
            return false;
        kids[k].slot = label_text(c->im, c->im->slot_labels[a->labels + i]);
    }
    for (uint32_t i = 0; i < a->nbinds; i++, k++)
        if (!bound_node(ctx, &c->im->binds[a->binds + i], &kids[k]))
            return false;
    if (it->extra != RN_NONE) {
        if (!fill_node(ctx, it->extra, &kids[k]))
            return false;
        kids[k++].slot = label_text(c->im, it->extra_label);
    }
    node->children = kids;
    node->nchildren = k;
    return true;
}

/* What the page's definition of an abbreviation stands for there. */
static bool fill_definition(renorm_context *ctx, const struct rn_item *it,
                            renorm_node *node)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_tokens *t = &ctx->tokens;
    const struct rn_item *def = &c->items[c->defined.v[it->defined].item];
    uint32_t start = t->start[def->start];

    node->lang = "page";
    node->form = keep(
        ctx, rn_span_of(c->page.ptr + start, t->end[def->end - 1] - start));
    return node->form != NULL;
}

static void fill_form(const struct rn_image *im, uint32_t accept,
                      renorm_node *node)
{
    const struct rn_iaccept *a = &im->accepts[accept];
    uint32_t concept = im->heads[accept].concept;
    const struct rn_iform *f;

    if (a->form == RN_NONE) {
        if (concept != RN_NONE)
            node->form = rn_image_str(im, im->concepts[concept].name);
        node->lang = "canon";
        return;
    }
    f = &im->forms[a->form];
    node->lang = renorm_lang_name((renorm_lang)f->lang);
    node->form = rn_image_str(im, f->text);
    node->file = rn_image_str(im, f->file);
    node->line = f->line;
}

static bool fill_node(renorm_context *ctx, uint32_t item, renorm_node *node)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_item *it = &c->items[item];
    const char *kind = rn_image_str(c->im, c->im->kinds[it->kind].name);
    const char *concept =
        it->concept == RN_NONE
            ? kind
            : rn_image_str(c->im, c->im->concepts[it->concept].id);

    rn_buf_clear(&ctx->values);
    rn_name_render(c, item, &ctx->values);
    *node = (renorm_node){ .concept = concept,
                           .kind = kind,
                           .lang = it->accept == RN_NONE ? "code"
                                                         : root_names[it->root],
                           .value = keep_buf(ctx, &ctx->values),
                           .start = ctx->offset + ctx->tokens.start[it->start],
                           .end = ctx->offset + ctx->tokens.end[it->end - 1] };
    if (!node->value)
        return false;
    if (it->accept == RN_NONE)
        return true;
    if (!(it->flags & RN_ITEM_DEFINED))
        fill_form(c->im, it->accept, node);
    else if (!fill_definition(ctx, it, node))
        return false;
    return fill_children(ctx, it, node);
}

const renorm_node *rn_engine_tree(renorm_context *ctx, uint32_t item)
{
    renorm_node *node = rn_arena_zalloc(&ctx->arena, 1, sizeof *node);

    return node && fill_node(ctx, item, node) ? node : NULL;
}

/* ---- losers ------------------------------------------------------------- */

static bool markable(const struct rn_chart *c, const struct rn_item *it)
{
    return it->concept != RN_NONE && (c->im->kinds[it->kind].emit != RN_NONE ||
                                      c->im->kinds[it->kind].ignore);
}

/* Why `it` lost against `won`, which starts at the same token. */
static const char *why_lost(const struct rn_chart *c, const struct rn_item *it,
                            const struct rn_item *won)
{
    if (!(it->flags & RN_ITEM_STANDS))
        return "it may not stand alone here";
    if (it->end < won->end)
        return "it is shorter";
    if (c->im->kinds[won->kind].ignore && !c->im->kinds[it->kind].ignore)
        return "an ignored phrase claims its words";
    if (it->nodes > won->nodes)
        return "it needs more concepts";
    if (it->lits < won->lits)
        return "fewer of its words are literal";
    if (it->exact < won->exact)
        return "the other asked for exact case";
    if (it->nkids > won->nkids)
        return "it has more slots";
    return "the other's id sorts first";
}

/* The reading that holds the token and was passed over, or NULL. */
static const struct rn_passed *passed_at(const renorm_context *ctx,
                                         uint32_t token)
{
    const struct rn_selection *s = &ctx->found;

    for (size_t k = 0; k < s->npassed; k++) {
        const struct rn_item *it = &ctx->chart.items[s->passed[k].item];
        if (it->start <= token && token < it->end)
            return &s->passed[k];
    }
    return NULL;
}

/* How many forms from the token on were turned down. */
static size_t rejects_at(const struct rn_chart *c, uint32_t token)
{
    size_t n = 0;

    for (size_t r = 0; r < c->nrejects; r++)
        n += c->rejects[r].start == token;
    return n;
}

/* Why item `k`, which starts at a token where no mention does, is none. */
static const char *why_none(const renorm_context *ctx, uint32_t k)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_item *it = &c->items[k];
    const struct rn_passed *p = passed_at(ctx, it->start);

    if (!(it->flags & RN_ITEM_STANDS))
        return "it may not stand alone here";
    if (!p)
        return "a mention that began before holds these words";
    if (p->item == k)
        return p->reason;
    return c->items[p->item].start == it->start
               ? why_lost(c, it, &c->items[p->item])
               : "a reading that began before holds these words";
}

static renorm_status losers(renorm_context *ctx, uint32_t token, uint32_t won,
                            const renorm_loser **out, size_t *n)
{
    struct rn_chart *c = &ctx->chart;
    uint32_t first = c->cell[token - c->first].first;
    uint32_t count = c->cell[token - c->first].n;
    renorm_loser *all = rn_arena_zalloc(
        &ctx->arena, count + rejects_at(c, token) + 1u, sizeof *all);

    if (!all)
        return RENORM_E_NOMEM;
    *n = 0;
    for (uint32_t k = first; k < first + count; k++) {
        const struct rn_item *it = &c->items[k];
        if (k == won || !markable(c, it) ||
            (won != RN_NONE && it->concept == c->items[won].concept &&
             it->end == c->items[won].end))
            continue;
        all[*n].node = rn_engine_tree(ctx, k);
        all[*n].reason =
            won != RN_NONE ? why_lost(c, it, &c->items[won]) : why_none(ctx, k);
        if (!all[(*n)++].node)
            return RENORM_E_NOMEM;
    }
    for (size_t r = 0; r < c->nrejects; r++) {
        const struct rn_reject *j = &c->rejects[r];
        uint32_t concept = c->im->heads[j->accept].concept;
        renorm_node *node;
        if (j->start != token || concept == RN_NONE)
            continue;
        node = rn_arena_zalloc(&ctx->arena, 1, sizeof *node);
        if (!node)
            return RENORM_E_NOMEM;
        node->concept = rn_image_str(c->im, c->im->concepts[concept].id);
        node->kind = rn_image_str(
            c->im, c->im->kinds[c->im->concepts[concept].kind].name);
        node->start = ctx->offset + ctx->tokens.start[j->start];
        node->end = ctx->offset + ctx->tokens.end[j->end - 1];
        fill_form(c->im, j->accept, node);
        all[(*n)++] = (renorm_loser){ node, j->reason };
    }
    *out = all;
    return RENORM_OK;
}

renorm_status rn_engine_trace(renorm_context *ctx, const struct rn_found *found,
                              renorm_mention *mention)
{
    mention->tree = rn_engine_tree(ctx, found->item);
    if (!mention->tree)
        return RENORM_E_NOMEM;
    return losers(ctx, found->start, found->item, &mention->losers,
                  &mention->nlosers);
}

/* ---- probes ------------------------------------------------------------- */

/* The token at the offset, or the next one of the segment; RN_NONE where it
 * lies elsewhere. */
static uint32_t token_at(const renorm_context *ctx)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_segment *seg = &ctx->tokens.segments[c->segment];
    uint64_t at = ctx->options.at;

    if (at < ctx->offset + seg->start || at >= ctx->offset + seg->end)
        return RN_NONE;
    for (uint32_t i = c->first; i < c->last; i++)
        if (at < ctx->offset + ctx->tokens.end[i])
            return i;
    return RN_NONE;
}

static const char *verdict(renorm_context *ctx, uint32_t token,
                           const struct rn_selection *found, size_t nreadings)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_passed *passed = passed_at(ctx, token);
    uint32_t word = rn_word_at(c, token);

    for (size_t k = 0; k < found->n; k++)
        if (found->v[k].start <= token && token < found->v[k].end) {
            rn_buf_clear(&ctx->values);
            rn_name_render(c, found->v[k].item, &ctx->values);
            rn_buf_clear(&ctx->canonical);
            rn_buf_printf(&ctx->canonical, "it lies in a mention of %s%s%s",
                          ctx->values.ptr, ctx->left ? ", which is left: " : "",
                          ctx->left ? ctx->left : "");
            return ctx->values.failed ? NULL : keep_buf(ctx, &ctx->canonical);
        }
    if (passed) {
        const struct rn_item *it = &c->items[passed->item];
        rn_buf_clear(&ctx->canonical);
        rn_buf_printf(&ctx->canonical,
                      "it lies in a reading as %s that is no mention: %s",
                      rn_image_str(c->im, c->im->concepts[it->concept].id),
                      passed->reason);
        return keep_buf(ctx, &ctx->canonical);
    }
    if (ctx->tokens.flags[token] & RN_TOK_KEEP)
        return "it lies in a URL, an address, a path, an @name or a #tag, "
               "where nothing matches";
    if (nreadings)
        return "forms match here, but none may be a mention where it stands";
    if (word == RN_NONE)
        return "no form of the lexicon has this word";
    if (!c->im->words[word].starts)
        return "the lexicon has this word, but no form begins with it";
    return "forms begin with this word, but none goes on as the text does";
}

renorm_status rn_engine_probe(renorm_context *ctx,
                              const struct rn_selection *found)
{
    static const renorm_lang langs[] = { RENORM_VI, RENORM_MS, RENORM_EN,
                                         RENORM_UND, RENORM_UND };
    uint32_t token = token_at(ctx);
    renorm_probe *probe = &ctx->probe;
    uint32_t won = RN_NONE;
    renorm_status st;

    if (token == RN_NONE)
        return RENORM_OK;
    for (size_t k = 0; k < found->n; k++)
        if (found->v[k].start == token)
            won = found->v[k].item;
    *probe = (renorm_probe){ 0 };
    st = losers(ctx, token, won, &probe->readings, &probe->nreadings);
    if (st)
        return st;
    probe->start = ctx->offset + ctx->tokens.start[token];
    probe->end = ctx->offset + ctx->tokens.end[token];
    probe->text = ctx->chart.page.ptr + ctx->tokens.start[token];
    probe->text_len = ctx->tokens.end[token] - ctx->tokens.start[token];
    probe->lang = langs[ctx->heard.label[token]];
    probe->verdict = verdict(ctx, token, found, probe->nreadings);
    ctx->probed = probe->verdict != NULL;
    return ctx->probed ? RENORM_OK : RENORM_E_NOMEM;
}
