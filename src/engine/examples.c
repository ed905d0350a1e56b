/* The examples of a lexicon, each read as a document of its own. */
#include "engine/private.h"

#include "base/mem.h"
#include "renorm/lexicon.h"
#include "rewrite/name.h"

struct reader {
    renorm_context *ctx;
    const struct rn_model *m;
    struct rn_arena names; /* of one sentence */
    renorm_example_mention *found;
    size_t n, cap;
    /* A concept that is no mention by itself is looked for inside of them. */
    const char *inner;
    bool inside;
};

static renorm_status note(struct reader *r, const char *canonical,
                          const char *concept)
{
    struct rn_span name =
        rn_arena_copy(&r->names, rn_span_of(canonical, strlen(canonical)));

    if (!name.ptr || !rn_grow(&r->found, &r->cap, r->n + 1, sizeof *r->found))
        return RENORM_E_NOMEM;
    r->found[r->n++] = (renorm_example_mention){ name.ptr, concept };
    return RENORM_OK;
}

static bool holds(const renorm_node *node, const char *concept)
{
    if (!strcmp(node->concept, concept))
        return true;
    for (size_t i = 0; i < node->nchildren; i++)
        if (holds(&node->children[i], concept))
            return true;
    return false;
}

static renorm_status on_mention(void *arg, const renorm_mention *m)
{
    struct reader *r = arg;

    if (r->inner)
        r->inside |= holds(m->tree, r->inner);
    return note(r, m->canonical, m->concept);
}

/* What claimed its words and marks nothing is found too, by its name. */
static renorm_status note_ignored(struct reader *r)
{
    renorm_context *ctx = r->ctx;
    const struct rn_chart *c = &ctx->chart;
    renorm_status st = RENORM_OK;

    for (size_t i = 0; i < ctx->found.npassed && !st; i++) {
        uint32_t k = ctx->found.passed[i].item;
        const struct rn_item *it = &c->items[k];
        const renorm_node *tree;
        if (!c->im->kinds[it->kind].ignore)
            continue;
        rn_buf_clear(&ctx->canonical);
        rn_name_render(c, k, &ctx->canonical);
        if (ctx->canonical.failed)
            return RENORM_E_NOMEM;
        st = note(r, ctx->canonical.ptr,
                  rn_image_str(c->im, c->im->concepts[it->concept].id));
        if (st || !r->inner)
            continue;
        rn_arena_clear(&ctx->arena);
        tree = rn_engine_tree(ctx, k);
        if (!tree)
            return RENORM_E_NOMEM;
        r->inside |= holds(tree, r->inner);
    }
    return st;
}

/* Whether mentions are of the concept, or it claims words. */
static bool stands(const struct rn_model *m, uint32_t concept)
{
    uint32_t kind = m->concepts[concept].kind;

    return rn_kind_emits(m, kind) || rn_kind_ignored(m, kind);
}

static bool passes(const struct reader *r, const renorm_example *e)
{
    for (size_t i = 0; i < r->n; i++)
        if (e->wanted ? !strcmp(r->found[i].canonical, e->wanted)
                      : !strcmp(r->found[i].concept, e->concept))
            return e->wanted != NULL;
    return !e->wanted && !r->inside;
}

static renorm_status read_one(struct reader *r, const struct rn_example *x,
                              renorm_example *e)
{
    const struct rn_model *m = r->m;
    renorm_handler handler = { .arg = r, .mention = on_mention };
    renorm_status st;

    *e = (renorm_example){ .file = m->files[x->at.file].path,
                           .line = x->at.line,
                           .column = x->at.column,
                           .lang = x->lang,
                           .concept = m->concepts[x->concept].id.ptr,
                           .text = x->text.ptr,
                           .wanted =
                               x->canonical.len ? x->canonical.ptr : NULL };
    rn_arena_clear(&r->names);
    r->n = 0;
    r->inside = false;
    r->inner = stands(m, x->concept) ? NULL : e->concept;
    st = renorm_document(r->ctx, &handler, x->text.ptr, x->text.len);
    if (!st)
        st = note_ignored(r);
    e->found = r->found;
    e->nfound = r->n;
    e->passed = passes(r, e);
    return st;
}

static renorm_status read_all(struct reader *r, size_t first_file,
                              renorm_example_fn *fn, void *arg)
{
    renorm_status st = RENORM_OK;

    for (size_t i = 0; i < r->m->nexamples && !st; i++) {
        renorm_example e;
        if (r->m->examples[i].at.file < first_file)
            continue;
        st = read_one(r, &r->m->examples[i], &e);
        if (!st)
            st = fn(arg, &e);
    }
    return st;
}

renorm_status renorm_lexicon_test(const char *const *layers, size_t nlayers,
                                  unsigned flags, renorm_diag_fn *sink,
                                  renorm_example_fn *fn, void *arg)
{
    struct rn_diags d = { sink, arg, 0, 0 };
    renorm_options options = { .trace = 1, .at = RENORM_NOWHERE };
    bool skip =
        (flags & RENORM_TEST_LAYERS_ONLY) && !(flags & RENORM_LEXICON_EMPTY);
    struct rn_compiled shipped;
    struct rn_source s;
    struct reader r = { .m = &s.model };
    renorm_lexicon lex = { 0 };
    renorm_status st = rn_source_open(&s, layers, nlayers, flags, false, &d);

    rn_engine_shipped(&shipped);
    rn_buf_init(&lex.owned);
    rn_arena_init(&r.names);
    if (!st)
        st = rn_source_compile(&s, &lex, &d);
    if (!st)
        st = renorm_context_new(&lex, &options, &r.ctx);
    if (!st)
        st = read_all(&r, skip ? shipped.nfiles : 0, fn, arg);
    renorm_context_free(r.ctx);
    rn_free(r.found);
    rn_arena_release(&r.names);
    rn_buf_release(&lex.owned);
    rn_source_close(&s);
    return st;
}
