/* engine/prove.h - prove that normalized text stays as it is.
 *
 * What is written is a canonical name, or several with text between them. So a
 * second run can change something in two ways: it reads a name otherwise than
 * it was written, or it joins a name with its neighbour. The lexicon is
 * searched for both by the parser itself.
 *
 * Names. Of every form each way to fill its slots that gives another name is
 * read: with one filler, and then each slot with every filler of its kind while
 * the others keep theirs. Places that differ in nothing the forms could see (no
 * word of theirs is one of another form) are tried all in one form and by one
 * of each sort in the others. What is no mention by itself stands in one that
 * takes it, of each language. The name that comes out is read again.
 *
 * Pairs. Two names can only be joined where a form goes on over the edge: a
 * part of the form ends the first name, the next part begins the second, and
 * only words that stand between names lie between them. So for every form and
 * every place in it the names are tried that can stand on both sides: by their
 * words where the form has words, by one of each kind where it has a slot.
 * Each pair is read as it is written, and as each language writes it.
 *
 * Of a lexicon that lies on one which was proved, the texts alone are read that
 * may be read otherwise than there (touched.h): the rest is as it was.
 *
 * Not proved: three names that only together are one, the names of places,
 * numbers and tails that nobody listed, and what an editor's text between the
 * names does. `--check-idempotent` and the property tests look there. */
#ifndef RN_ENGINE_PROVE_H
#define RN_ENGINE_PROVE_H

#include "engine/private.h"
#include "engine/touched.h"

/* A canonical name and how each language writes it. */
struct rn_proved {
    struct rn_span name;
    struct rn_span texts[3];     /* vi, ms, en; ptr NULL: not written so */
    const struct rn_elem *words; /* of the name */
    size_t nwords;
    uint32_t kind;
};

struct rn_prover {
    const struct rn_model *m;
    struct rn_text *text;
    struct rn_diags *d;
    renorm_context *ctx;
    const struct rn_touched *touched; /* NULL: all texts are tried */
    struct rn_tokens tokens;
    bool notes;                    /* names are kept for the pairs */
    struct rn_arena keep, scratch; /* of the prover; of one form */
    struct rn_proved *names;
    size_t nnames, names_cap;
    uint64_t *seen; /* what was read; 0: free */
    size_t nseen, seen_size;
    struct rn_buf in, once, twice;
    uint32_t whole; /* concept of a mention that was all the text, or none */
    size_t told, told_form; /* findings; of the form that was last */
    uint32_t last_form;
    bool failed; /* out of memory */
};

/* A name that is not stable is a warning; a pair is a note, for text seldom
 * sets two names side by side without a mark that keeps them apart, and pairs
 * are tried for `notes` alone. `lex` is the model compiled. Where `before` is
 * not NULL it is what the model's lowest layer gives, which was proved; the
 * warnings are then the same as without it, if there were none. */
renorm_status rn_prove(const struct rn_model *m, struct rn_text *text,
                       const renorm_lexicon *lex, const struct rn_image *before,
                       bool notes, struct rn_diags *d);

/* ---- shared by its two files -------------------------------------------- */

/* Whether a text is new here; remembers it. */
bool rn_prove_new(struct rn_prover *p, uint64_t hash);

/* Read and write a text. */
renorm_status rn_prove_run(struct rn_prover *p, struct rn_span in,
                           struct rn_buf *out);

/* Report that the text `in` gave p->once, and that p->twice: at the form, or,
 * if that is of the lowest layer, at one of a higher layer that reads them. */
void rn_prove_tell(struct rn_prover *p, renorm_severity severity, unsigned code,
                   uint32_t form, struct rn_span in, const char *hint);

/* Append a word of a form behind what stands in `out`. */
void rn_prove_put(struct rn_buf *out, struct rn_span word);

/* The second half: names side by side. */
renorm_status rn_prove_pairs(struct rn_prover *p);

#endif
