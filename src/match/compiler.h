/* match/compiler.h - the compiler's workbench, shared by its files:
 * compile.c (forms, concepts), canon.c (canonical names as forms), documents.c
 * (known documents), wordlists.c (lists of words), freeze.c (trie to image),
 * starts.c (forms that begin with a slot). */
#ifndef RN_MATCH_COMPILER_H
#define RN_MATCH_COMPILER_H

#include "base/limits.h"
#include "match/compile.h"
#include "match/intern.h"
#include "match/trie.h"

struct rn_compiler {
    const struct rn_model *m;
    struct rn_text *text;
    struct rn_diags *d;
    struct rn_arena arena;
    struct rn_arena work; /* of one form or concept */
    struct rn_trie trie;
    struct rn_intern strings, words, labels;
    struct rn_intern label_runs, bind_runs; /* records, to where they begin */
    struct rn_buf entries;                  /* struct rn_entry */
    struct rn_buf sec[RN_SEC_COUNT];
    struct rn_image_header head;
    struct rn_tokens *tokens; /* of the form in work; the text's */
    uint32_t *rank; /* a concept of the model: its number in the image, by id */
    uint32_t *by_id;      /* and the other way round */
    bool *known;          /* a kind: code asks for it by name */
    uint32_t *first_form; /* a concept of the model: its forms, in order */
    uint32_t *next_form;  /* RN_NONE at the end */
    struct rn_span ampersand[3]; /* the key of the word of a language that may
                                    be written "&", or empty */
    struct rn_buf scratch;
    struct { /* the path entered last: where the next one leaves it */
        uint64_t symbol[RN_FORM_TOKENS_MAX];
        uint32_t node[RN_FORM_TOKENS_MAX + 1], n; /* node[0] is the root */
    } last;
    bool failed; /* out of memory */
};

/* A path that is accepted, as long as it may change. */
struct rn_entry {
    struct rn_ihead head;
    struct rn_iaccept accept;
    struct rn_itrait trait;
};

/* What all paths of a form have in common. */
struct rn_target {
    uint32_t concept, form; /* of the image, or RN_NONE */
    uint16_t path;          /* of the form */
    uint32_t value;
    struct rn_span behind, yields_to; /* of the form, or empty */
    unsigned flags;                   /* enum rn_form_flags */
    renorm_lang lang;
    enum rn_root root;
    bool exact, capital_default;
};

/* A string of the pool, entered once; its offset. */
uint32_t rn_compiler_string(struct rn_compiler *c, struct rn_span s);

/* Append a record to a section; its index. */
uint32_t rn_compiler_put(struct rn_compiler *c, enum rn_section s,
                         const void *record, size_t size);

/* The number of a key's word, entered where it is new. */
uint32_t rn_compiler_word(struct rn_compiler *c, struct rn_span key);

/* The same of the key without its marks; uses c->scratch. */
uint32_t rn_compiler_bare_word(struct rn_compiler *c, struct rn_span key);

struct rn_iword *rn_compiler_word_at(struct rn_compiler *c, uint32_t w);

/* Enter a path of a form, and the plurals of its English words. */
void rn_compiler_add_path(struct rn_compiler *c, const struct rn_target *t,
                          const struct rn_path *p);
void rn_compiler_add_plurals(struct rn_compiler *c, const struct rn_path *p);

/* Mark the English paths of the concept that spell its canonical name as `p`
 * does; whether there are any. */
bool rn_compiler_mark_canon(struct rn_compiler *c, uint32_t concept,
                            const struct rn_path *p);

/* Enter the canonical name of a concept of the model: as a mark on the English
 * form that spells it, else as a form of RN_ROOT_CANON. */
void rn_compiler_add_canon(struct rn_compiler *c, uint32_t concept,
                           const struct rn_name_op *ops, size_t nops);

/* Enter the documents that are known by number. */
renorm_status rn_compiler_put_documents(struct rn_compiler *c);

/* Enter the lists of words and phrases, before all other words; the names of
 * months. */
renorm_status rn_compiler_put_lists(struct rn_compiler *c);
renorm_status rn_compiler_put_months(struct rn_compiler *c);

/* Once the nodes are written: the sections so far as arrays, with their counts.
 * Borrowed until a section grows. */
struct rn_image rn_compiler_view(struct rn_compiler *c);

/* Once the nodes are written: which forms are only asked for (RN_HEAD_ASKED),
 * and which begin with each word. */
bool rn_compiler_mark_asked(struct rn_compiler *c, const struct rn_image *im);

/* Once the nodes are written: which forms begin with a slot, by the kind that
 * fills it. */
bool rn_compiler_put_starts(struct rn_compiler *c, const struct rn_image *im);

/* Turn tries and vocabulary into sections, then write the image. */
renorm_status rn_compiler_freeze(struct rn_compiler *c);
renorm_status rn_compiler_write(struct rn_compiler *c, struct rn_buf *out);

#endif
