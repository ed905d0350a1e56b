#include "engine/private.h"

#include "base/limits.h"
#include "base/mem.h"
#include "text/chars.h"
#include "text/numerals.h"

/* ---- options ------------------------------------------------------------ */

/* The number of a concept by its id: concepts are ordered by it. */
static uint32_t find_concept(const struct rn_image *im, const char *id)
{
    uint32_t lo = 0, hi = im->nconcepts;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int c = strcmp(rn_image_str(im, im->concepts[mid].id), id);
        if (c == 0)
            return mid;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return RN_NONE;
}

static renorm_status filter_concepts(renorm_context *ctx)
{
    const renorm_options *o = &ctx->options;
    const struct rn_image *im = &ctx->lexicon->image;

    if (!o->nconcepts && !o->nskip_concepts)
        return RENORM_OK;
    ctx->concept_filter = rn_malloc(im->nconcepts + 1);
    if (!ctx->concept_filter)
        return RENORM_E_NOMEM;
    memset(ctx->concept_filter, o->nconcepts == 0, im->nconcepts);
    for (size_t i = 0; i < o->nconcepts; i++) {
        uint32_t c = find_concept(im, o->concepts[i]);
        if (c == RN_NONE)
            return RENORM_E_USAGE;
        ctx->concept_filter[c] = 1;
    }
    for (size_t i = 0; i < o->nskip_concepts; i++) {
        uint32_t c = find_concept(im, o->skip_concepts[i]);
        if (c == RN_NONE)
            return RENORM_E_USAGE;
        ctx->concept_filter[c] = 0;
    }
    return RENORM_OK;
}

static renorm_status filter_kinds(renorm_context *ctx)
{
    const renorm_options *o = &ctx->options;
    const struct rn_image *im = &ctx->lexicon->image;

    ctx->kinds = rn_malloc((o->nkinds + 1) * sizeof *ctx->kinds);
    if (!ctx->kinds)
        return RENORM_E_NOMEM;
    for (size_t i = 0; i < o->nkinds; i++) {
        uint32_t k = 0;
        while (k < im->nkinds &&
               strcmp(rn_image_str(im, im->kinds[k].name), o->kinds[i]))
            k++;
        if (k == im->nkinds || im->kinds[k].emit != k)
            return RENORM_E_USAGE;
        ctx->kinds[ctx->nkinds++] = k;
    }
    return RENORM_OK;
}

static renorm_status check_options(const renorm_options *o)
{
    return (unsigned)o->style > RENORM_MARKUP || o->lang_forced < 0 ||
                   o->lang_forced > 1 + (int)RENORM_UND
               ? RENORM_E_USAGE
               : RENORM_OK;
}

/* ---- life --------------------------------------------------------------- */

renorm_status renorm_context_new(const renorm_lexicon *lex,
                                 const renorm_options *options,
                                 renorm_context **out)
{
    renorm_context *ctx = rn_calloc(1, sizeof *ctx);
    renorm_status st;

    if (!ctx)
        return RENORM_E_NOMEM;
    ctx->lexicon = lex;
    if (options)
        ctx->options = *options;
    else
        ctx->options.at = RENORM_NOWHERE;
    rn_tokens_init(&ctx->tokens);
    rn_selection_init(&ctx->found);
    rn_arena_init(&ctx->arena);
    rn_buf_init(&ctx->in);
    rn_buf_init(&ctx->out);
    rn_buf_init(&ctx->canonical);
    rn_buf_init(&ctx->replacement);
    rn_buf_init(&ctx->values);
    rn_buf_init(&ctx->numbers);
    rn_buf_init(&ctx->beside);
    rn_chart_init(&ctx->chart, &lex->image);
    ctx->chart.trace = ctx->options.trace;
    st = check_options(&ctx->options);
    if (!st)
        st = rn_text_new(&ctx->text);
    if (!st)
        rn_text_know(ctx->text, rn_image_knows, &lex->image);
    if (!st)
        st = rn_lang_new(&ctx->lang);
    if (!st)
        st = filter_kinds(ctx);
    if (!st)
        st = filter_concepts(ctx);
    if (st) {
        renorm_context_free(ctx);
        return st;
    }
    *out = ctx;
    return RENORM_OK;
}

void renorm_context_free(renorm_context *ctx)
{
    if (!ctx)
        return;
    rn_chart_release(&ctx->chart);
    rn_text_free(ctx->text);
    rn_lang_free(ctx->lang);
    rn_tokens_release(&ctx->tokens);
    rn_selection_release(&ctx->found);
    rn_arena_release(&ctx->arena);
    rn_buf_release(&ctx->in);
    rn_buf_release(&ctx->out);
    rn_buf_release(&ctx->canonical);
    rn_buf_release(&ctx->replacement);
    rn_buf_release(&ctx->values);
    rn_buf_release(&ctx->numbers);
    rn_buf_release(&ctx->beside);
    renorm_context_free(ctx->reader);
    rn_free(ctx->answers);
    rn_free(ctx->mentions);
    rn_free(ctx->kinds);
    rn_free(ctx->concept_filter);
    rn_free(ctx);
}

/* ---- documents ---------------------------------------------------------- */

renorm_status renorm_begin(renorm_context *ctx, const renorm_handler *handler)
{
    ctx->handler = *handler;
    rn_buf_clear(&ctx->in);
    ctx->offset = 0;
    ctx->line = ctx->column = 1;
    ctx->open = true;
    ctx->stats.documents++;
    return RENORM_OK;
}

/* Read the pages that `bytes` holds for certain; *used is how much that was. */
static renorm_status read_pages(renorm_context *ctx, struct rn_span bytes,
                                bool whole, size_t *used)
{
    size_t at = 0;
    renorm_status st = RENORM_OK;

    while (at < bytes.len && !st) {
        struct rn_span rest = rn_span_of(bytes.ptr + at, bytes.len - at);
        size_t n = rn_text_page(rest, whole, ctx->options.lines);
        if (!n)
            break;
        st = rn_engine_page(ctx, rn_span_of(rest.ptr, n));
        at += n;
    }
    *used = at;
    return st;
}

static renorm_status fail(renorm_context *ctx, renorm_status st)
{
    if (st)
        ctx->open = false;
    return st;
}

renorm_status renorm_feed(renorm_context *ctx, const char *ptr, size_t len)
{
    size_t used = 0;
    renorm_status st = RENORM_OK;

    if (!ctx->open)
        return RENORM_E_USAGE;
    if (!ctx->in.len) /* read from the caller's bytes what makes a page */
        st = read_pages(ctx, rn_span_of(ptr, len), false, &used);
    if (st)
        return fail(ctx, st);
    while (used < len) {
        /* no more than a page and its neighbour are held */
        size_t take = len - used < RN_PAGE_MAX ? len - used : RN_PAGE_MAX;
        size_t done = 0;
        rn_buf_put(&ctx->in, ptr + used, take);
        if (ctx->in.failed)
            return fail(ctx, RENORM_E_NOMEM);
        used += take;
        st = read_pages(ctx, rn_buf_span(&ctx->in), false, &done);
        rn_buf_drop(&ctx->in, done);
        if (st)
            return fail(ctx, st);
    }
    return RENORM_OK;
}

renorm_status renorm_end(renorm_context *ctx)
{
    size_t used;
    renorm_status st;

    if (!ctx->open)
        return RENORM_E_USAGE;
    st = read_pages(ctx, rn_buf_span(&ctx->in), true, &used);
    rn_buf_clear(&ctx->in);
    ctx->open = false;
    return st;
}

renorm_status renorm_document(renorm_context *ctx,
                              const renorm_handler *handler, const char *ptr,
                              size_t len)
{
    size_t used;
    renorm_status st = renorm_begin(ctx, handler);

    if (!st)
        st = read_pages(ctx, rn_span_of(ptr, len), true, &used);
    ctx->open = false;
    return st;
}

renorm_stats renorm_context_stats(const renorm_context *ctx)
{
    renorm_stats s = ctx->stats;

    s.steps = ctx->chart.steps + ctx->found.signs.steps;
    return s;
}

const char *renorm_lang_name(renorm_lang lang)
{
    static const char *const names[] = { "vi", "ms", "en", "und" };

    return lang >= RENORM_VI && lang <= RENORM_UND ? names[lang] : "und";
}

const char *renorm_version(void)
{
    return RENORM_VERSION;
}

renorm_parts renorm_version_parts(void)
{
    return (renorm_parts){ rn_char_library_version(), rn_char_unicode_version(),
                           rn_icu_version, rn_icu_unicode_version };
}
