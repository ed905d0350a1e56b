#include "engine/private.h"

#include "base/mem.h"
#include "engine/prove.h"
#include "lexicon/stats.h"
#include "renorm/lexicon.h"

/* ---- loading ------------------------------------------------------------- */

/* Whether a compiled lexicon is all that is asked for. One that another renorm
 * made, or that lies on something else, is as good as its layers. */
static bool is_whole(const struct rn_layer *l, unsigned flags,
                     struct rn_diags *d)
{
    const struct rn_compiled_header *h = l->compiled.head;
    struct rn_compiled shipped;
    bool on_shipped = !(flags & RENORM_LEXICON_EMPTY);

    rn_engine_shipped(&shipped);
    if (h->maker != rn_compiled_maker(&shipped)) {
        rn_report(
            d, RENORM_WARNING, RN_E_IMAGE_OLD,
            (struct rn_at){ .file = l->path },
            "'renorm lexicon compile -L FILE -o FILE' makes it new",
            "was compiled by another renorm, so that every start compiles "
            "it again");
        return false;
    }
    return (h->flags & RN_COMPILED_SHIPPED) || !on_shipped;
}

/* Read with the file itself where it holds all that is asked for. */
static renorm_status use_file(renorm_lexicon *lex, const char *path,
                              unsigned flags, struct rn_diags *d)
{
    struct rn_layer layer;
    renorm_status st = rn_layer_open(&layer, path, d);

    if (st || !layer.mapped.ptr)
        return st;
    if (is_whole(&layer, flags, d)) {
        st = rn_image_open(&lex->image, layer.compiled.image, path, d);
        if (!st) {
            lex->mapped = layer.mapped;
            return RENORM_OK;
        }
    }
    rn_layer_close(&layer);
    return st;
}

/* Compile all anew. */
static renorm_status use_layers(renorm_lexicon *lex, const char *const *layers,
                                size_t nlayers, unsigned flags,
                                struct rn_diags *d)
{
    struct rn_source s;
    renorm_status st = rn_source_open(&s, layers, nlayers, flags, false, d);

    if (!st)
        st = rn_source_compile(&s, lex, d);
    rn_source_close(&s);
    return st;
}

renorm_status renorm_lexicon_load(const char *const *layers, size_t nlayers,
                                  unsigned flags, renorm_diag_fn *sink,
                                  void *arg, renorm_lexicon **out)
{
    struct rn_diags d = { sink, arg, 0, 0 };
    renorm_lexicon *lex = rn_calloc(1, sizeof *lex);
    struct rn_compiled shipped;
    renorm_status st = RENORM_OK;

    if (!lex)
        return RENORM_E_NOMEM;
    rn_buf_init(&lex->owned);
    rn_engine_shipped(&shipped);
    if (!nlayers && !(flags & RENORM_LEXICON_EMPTY))
        rn_image_use(&lex->image, shipped.image);
    else if (nlayers == 1)
        st = use_file(lex, layers[0], flags, &d);
    if (!st && !lex->image.head)
        st = use_layers(lex, layers, nlayers, flags, &d);
    if (st) {
        renorm_lexicon_free(lex);
        return st;
    }
    *out = lex;
    return RENORM_OK;
}

uint64_t renorm_lexicon_fingerprint(const renorm_lexicon *lex)
{
    return lex->image.head->fingerprint;
}

void renorm_lexicon_free(renorm_lexicon *lex)
{
    if (!lex)
        return;
    rn_layer_unmap(lex->mapped);
    rn_buf_release(&lex->owned);
    rn_free(lex);
}

renorm_status renorm_lexicon_lint(const char *const *layers, size_t nlayers,
                                  unsigned flags, renorm_diag_fn *sink,
                                  void *arg, renorm_lint_result *result)
{
    struct rn_diags d = { sink, arg, 0, 0 };
    bool notes = !(flags & RENORM_LINT_NO_NOTES);
    /* The shipped lexicon was proved when it was made: what lies on it is
     * proved by what it changes. Notes are not: it has some. */
    bool partly = nlayers && !notes && !(flags & RENORM_LEXICON_EMPTY);
    renorm_lexicon lex = { 0 };
    struct rn_compiled compiled;
    struct rn_image shipped;
    struct rn_source s;
    renorm_status st = rn_source_open(&s, layers, nlayers, flags, true, &d);

    rn_buf_init(&lex.owned);
    rn_engine_shipped(&compiled);
    rn_image_use(&shipped, compiled.image);
    if (!st)
        st = rn_source_compile(&s, &lex, &d);
    if (!st)
        st = rn_prove(&s.model, s.text, &lex, partly ? &shipped : NULL, notes,
                      &d);
    *result = (renorm_lint_result){ .errors = d.errors,
                                    .warnings = d.warnings,
                                    .files = s.model.nfiles,
                                    .concepts = s.model.nconcepts,
                                    .forms = s.model.nforms };
    rn_buf_release(&lex.owned);
    rn_source_close(&s);
    return st;
}

renorm_status renorm_lexicon_stats(const char *const *layers, size_t nlayers,
                                   unsigned flags, renorm_diag_fn *sink,
                                   const renorm_stats_handler *handler)
{
    struct rn_diags d = { sink, handler->arg, 0, 0 };
    struct rn_source s;
    renorm_status st = rn_source_open(&s, layers, nlayers, flags, false, &d);

    if (!st)
        st = rn_model_stats(&s.model, handler);
    rn_source_close(&s);
    return st;
}

/* ---- compiling to a file ------------------------------------------------- */

renorm_status renorm_lexicon_compile(const char *const *layers, size_t nlayers,
                                     unsigned flags, renorm_diag_fn *sink,
                                     renorm_write_fn *write, void *arg)
{
    struct rn_diags d = { sink, arg, 0, 0 };
    bool empty = flags & RENORM_LEXICON_EMPTY;
    struct rn_compiled shipped;
    struct rn_buf bytes;
    struct rn_source s;
    renorm_status st = rn_source_open(&s, layers, nlayers, flags, false, &d);

    rn_engine_shipped(&shipped);
    rn_buf_init(&bytes);
    if (!st)
        st = rn_compiled_write(&s.model, empty ? 0 : shipped.nfiles,
                               empty ? 0 : RN_COMPILED_SHIPPED,
                               rn_compiled_maker(&shipped), s.text, &bytes, &d);
    if (!st)
        st = write(arg, bytes.ptr, bytes.len);
    rn_buf_release(&bytes);
    rn_source_close(&s);
    return st;
}
