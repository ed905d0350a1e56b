/* engine/private.h - what the steward's files share. */
#ifndef RN_ENGINE_PRIVATE_H
#define RN_ENGINE_PRIVATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "lang/lang.h"
#include "lexicon/model.h"
#include "match/chart.h"
#include "match/compiled.h"
#include "match/select.h"
#include "renorm/renorm.h"
#include "rewrite/edit.h"

/* What is read with lies in the program, in a file, or in memory of ours. */
struct renorm_lexicon {
    struct rn_image image;
    struct rn_span mapped;
    struct rn_buf owned;
};

/* The shipped lexicon (match/compiled.h). Generated. */
extern const char rn_shipped[];      /* aligned to RN_IMAGE_ALIGN */
extern const size_t rn_shipped_size; /* bytes */

void rn_engine_shipped(struct rn_compiled *out);

/* A layer as it is named: a directory of YAML or a compiled lexicon. */
struct rn_layer {
    const char *path;
    struct rn_span mapped; /* the file; ptr NULL: a directory */
    struct rn_compiled compiled;
};

/* Map and check a compiled lexicon, but for its image; a directory, or what is
 * not there, is left to be read. */
renorm_status rn_layer_open(struct rn_layer *l, const char *path,
                            struct rn_diags *d);
void rn_layer_close(struct rn_layer *l);
void rn_layer_unmap(struct rn_span mapped);

/* Layers that were read, and what reads their words. */
struct rn_source {
    struct rn_model model;
    struct rn_text *text;
};

/* Read the layers. What was read is there, and is to be closed, also where they
 * are refused. */
renorm_status rn_source_open(struct rn_source *s, const char *const *layers,
                             size_t nlayers, unsigned flags, bool lint,
                             struct rn_diags *d);
void rn_source_close(struct rn_source *s);

/* Compile them into lex->owned, which is empty, and read with it. */
renorm_status rn_source_compile(struct rn_source *s, renorm_lexicon *lex,
                                struct rn_diags *d);

struct renorm_context {
    const renorm_lexicon *lexicon;
    renorm_options options;
    renorm_handler handler;
    struct rn_text *text;
    struct rn_lang *lang;
    struct rn_tokens tokens;
    struct rn_lang_result heard;
    struct rn_chart chart;
    struct rn_selection found;
    struct rn_buf in;  /* bytes fed that make no page yet */
    struct rn_buf out; /* the page as it is written */
    struct rn_buf canonical, replacement, values;
    struct rn_buf numbers;    /* documents' numbers that the page names in full,
                                 NUL behind each */
    struct rn_arena arena;    /* what is told of the page's mentions */
    renorm_mention *mentions; /* of the page, until it is decided */
    size_t nmentions, mentions_cap;
    renorm_context *reader; /* reads edits again (border.c), or NULL */
    uint64_t *answers;      /* of the reader, by hash: the last bit; or NULL */
    size_t nanswers;        /* there is room for */
    size_t asked;           /* questions */
    struct rn_buf beside;   /* an edit with what stands beside it */
    size_t name_at; /* bytes of `out` before the last name that was written */
    uint32_t name_end; /* token behind it, or 0 */
    bool inner;        /* this is such a reader */
    renorm_probe
        probe; /* the answer to options.at, where it lies in the page */
    bool probed;
    const char *left; /* why the mention over options.at is left, or NULL */
    renorm_stats stats;
    uint32_t
        *kinds; /* of options.kinds, as kinds of the image; nkinds of them */
    size_t nkinds;
    uint8_t *concept_filter; /* a concept: 1 acted on; NULL: all */
    bool open;               /* between begin and end */

    /* of the document */
    uint64_t offset;       /* bytes before the page */
    uint64_t line, column; /* of the byte at `seen` */
    uint64_t seen;         /* bytes of the page counted into line and column */
    size_t span; /* first language span that may hold the next mention */
};

/* Read and write one page: mentions, spans and probe to the handler, then its
 * text. */
renorm_status rn_engine_page(renorm_context *ctx, struct rn_span page);

/* Whether what `edit` writes for mention `k` (ctx->replacement) makes another
 * reading with what stands beside it: *joins. */
renorm_status rn_engine_border(renorm_context *ctx, struct rn_span page,
                               size_t k, const struct rn_edit *edit,
                               bool *joins);

/* Note the numbers that the page names in full, for the short ones. */
renorm_status rn_engine_note_numbers(renorm_context *ctx, struct rn_span page);

/* Where mention `k` of ctx->found is a document that is cited by its bare
 * number, write the full one over attribute "number": that of the page, where
 * it names one alone, or else of the one known document that fits. The other
 * attributes help to choose. False when memory runs out. */
bool rn_engine_full_number(renorm_context *ctx, size_t k,
                           renorm_attribute *attributes, size_t n);

/* Set the attributes of mention `k` of ctx->found: its slots; of a numbered
 * document also the full number where the page has it, date (ISO 8601) and
 * issuer where they stand by it. */
renorm_status rn_engine_attributes(renorm_context *ctx, size_t k,
                                   renorm_mention *m);

/* The derivation of a reading as a tree in ctx->arena; NULL when memory runs
 * out. */
const renorm_node *rn_engine_tree(renorm_context *ctx, uint32_t item);

/* Set mention->tree and ->losers for what was found. */
renorm_status rn_engine_trace(renorm_context *ctx, const struct rn_found *found,
                              renorm_mention *mention);

/* Answer options.at in ctx->probe where it lies in the chart's segment. */
renorm_status rn_engine_probe(renorm_context *ctx,
                              const struct rn_selection *found);

#endif
