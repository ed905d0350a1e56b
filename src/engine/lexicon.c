#include "engine/private.h"

#include "base/mem.h"
#include "engine/prove.h"
#include "lexicon/stats.h"
#include "match/compile.h"
#include "renorm/lexicon.h"

#define SHIPPED "lexicons"

renorm_status rn_engine_model(struct rn_model *m, struct rn_text *text,
                              const char *const *layers, size_t nlayers,
                              unsigned flags, bool lint, struct rn_diags *d)
{
    renorm_status st = RENORM_OK, one;

    if (!(flags & RENORM_LEXICON_EMPTY))
        st = rn_model_load_memory(m, rn_shipped_files, rn_shipped_nfiles,
                                  SHIPPED, d);
    for (size_t i = 0; i < nlayers; i++) {
        one = rn_model_load_dir(m, layers[i], layers[i], d);
        if (one)
            st = one;
        if (one == RENORM_E_NOMEM)
            break;
    }
    if (st && st != RENORM_E_LEXICON)
        return st;
    one = rn_model_finish(m, text, lint, d);
    return st ? st : one;
}

static renorm_status compile(const char *const *layers, size_t nlayers,
                             unsigned flags, struct rn_diags *d,
                             struct rn_buf *image)
{
    struct rn_model model;
    struct rn_text *text;
    renorm_status st = rn_text_new(&text);

    if (st)
        return st;
    rn_model_init(&model);
    st = rn_engine_model(&model, text, layers, nlayers, flags, false, d);
    if (!st)
        st = rn_compile(&model, text, image, d);
    rn_model_release(&model);
    rn_text_free(text);
    return st;
}

renorm_status renorm_lexicon_load(const char *const *layers, size_t nlayers,
                                  unsigned flags, renorm_diag_fn *sink,
                                  void *arg, renorm_lexicon **out)
{
    struct rn_diags d = { sink, arg, 0, 0 };
    renorm_lexicon *lex = rn_calloc(1, sizeof *lex);
    struct rn_span bytes =
        rn_span_of((const char *)rn_shipped_image, rn_shipped_image_size);
    renorm_status st = RENORM_OK;

    if (!lex)
        return RENORM_E_NOMEM;
    rn_buf_init(&lex->owned);
    if (nlayers || (flags & RENORM_LEXICON_EMPTY)) {
        st = compile(layers, nlayers, flags, &d, &lex->owned);
        bytes = rn_buf_span(&lex->owned);
        if (!st)
            st = rn_image_open(&lex->image, bytes, SHIPPED, &d);
    } else {
        rn_image_use(&lex->image, bytes);
    }
    if (st) {
        renorm_lexicon_free(lex);
        return st;
    }
    *out = lex;
    return RENORM_OK;
}

uint64_t renorm_lexicon_fingerprint(const renorm_lexicon *lex)
{
    return lex->image.head->checksum;
}

void renorm_lexicon_free(renorm_lexicon *lex)
{
    if (!lex)
        return;
    rn_buf_release(&lex->owned);
    rn_free(lex);
}

renorm_status renorm_lexicon_lint(const char *const *layers, size_t nlayers,
                                  unsigned flags, renorm_diag_fn *sink,
                                  void *arg, renorm_lint_result *result)
{
    struct rn_diags d = { sink, arg, 0, 0 };
    struct rn_model model;
    struct rn_text *text;
    renorm_lexicon lex = { 0 };
    renorm_status st = rn_text_new(&text);

    if (st)
        return st;
    rn_model_init(&model);
    rn_buf_init(&lex.owned);
    st = rn_engine_model(&model, text, layers, nlayers, flags, true, &d);
    if (!st)
        st = rn_compile(&model, text, &lex.owned, &d);
    if (!st)
        st = rn_image_open(&lex.image, rn_buf_span(&lex.owned), SHIPPED, &d);
    if (!st)
        st = rn_prove(&model, text, &lex, &d);
    *result = (renorm_lint_result){ .errors = d.errors,
                                    .warnings = d.warnings,
                                    .files = model.nfiles,
                                    .concepts = model.nconcepts,
                                    .forms = model.nforms };
    rn_buf_release(&lex.owned);
    rn_model_release(&model);
    rn_text_free(text);
    return st;
}

renorm_status renorm_lexicon_stats(const char *const *layers, size_t nlayers,
                                   unsigned flags, renorm_diag_fn *sink,
                                   const renorm_stats_handler *handler)
{
    struct rn_diags d = { sink, handler->arg, 0, 0 };
    struct rn_model model;
    struct rn_text *text;
    renorm_status st = rn_text_new(&text);

    if (st)
        return st;
    rn_model_init(&model);
    st = rn_engine_model(&model, text, layers, nlayers, flags, false, &d);
    if (!st)
        st = rn_model_stats(&model, handler);
    rn_model_release(&model);
    rn_text_free(text);
    return st;
}
