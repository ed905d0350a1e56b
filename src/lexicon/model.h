/* lexicon/model.h - concepts, kinds, forms: what the YAML says, before it is
 * compiled.
 *
 * A model is loaded from directories, lowest layer first, and never changes
 * afterwards. All strings live in its arena and are NUL-terminated. Concepts
 * and forms stand in the order of layers, of file names (byte order) and of
 * lines, so that nothing depends on a directory's order. */
#ifndef RN_LEXICON_MODEL_H
#define RN_LEXICON_MODEL_H

#include "base/arena.h"
#include "base/diag.h"
#include "lexicon/notation.h"
#include "renorm/lexicon.h"

#define RN_NO_INDEX UINT32_MAX

/* Where something stands: index of the file, 1-based line and column, byte
 * offset. */
struct rn_loc {
    uint32_t file, line, column, offset;
};

/* Kinds that code recognises. They are always there, with the parent that
 * kinds.yaml gives them (none by default). */
enum rn_builtin {
    RN_B_ORDINAL,  /* "ordinal" */
    RN_B_INT,      /* "int" */
    RN_B_NUMBER,   /* "number": of a document */
    RN_B_DATE,     /* "date" */
    RN_B_YEARS,    /* "years" */
    RN_B_NAME,     /* "name": a place that nobody listed */
    RN_B_TAIL,     /* "tail": capitalised words up to a mark */
    RN_B_NAMESAKE, /* "namesake": what a school is called after */
    RN_B_COUNT
};

struct rn_kind {
    struct rn_span name;
    uint32_t parent; /* RN_NO_INDEX at a root */
    bool emit;
    struct rn_loc at;
};

enum rn_concept_flags {
    RN_CONCEPT_NO_ARTICLE = 1, /* article: none */
    RN_CONCEPT_PLACE = 2,      /* from places.yaml */
    RN_CONCEPT_NO_FORM = 4,    /* form: none: its name is no English form */
    RN_CONCEPT_SIGN = 8,       /* sign: needed: alone it wants one for us */
    RN_CONCEPT_YIELDS = 16,    /* some form of it says yields-to */
    RN_CONCEPT_NO_COMMUNE = 32 /* communes: none: no commune has one */
};

struct rn_concept {
    struct rn_span id;
    uint32_t kind; /* index; kind 0 … RN_B_COUNT-1 are the built-in kinds, in
                      order */
    struct rn_span name;   /* template; a place's is its canonical spelling */
    struct rn_span plural; /* of the name's head, or empty */
    struct rn_span
        list; /* label of the slot that repeats in a list, or empty */
    struct rn_span level;       /* id of a level concept: a place's, a numbered
                                   area's; or empty */
    struct rn_span from, until; /* a place's validity, ISO dates, or empty */
    unsigned flags;
    struct rn_loc at;
};

enum rn_form_flags {
    RN_FORM_ALONE_NEVER = 1,   /* alone: never */
    RN_FORM_ALONE_CAPITAL = 2, /* alone: capital */
    RN_FORM_ALONE_FREE = 4, /* alone: free (else the default of DESIGN.md 4) */
    RN_FORM_OPEN = 8,       /* open: yes */
    RN_FORM_IMPLICIT = 16,  /* the canonical name as an English form */
    RN_FORM_PLACE = 32,     /* from places.yaml: one entry a language */
    RN_FORM_BARE_UNSAFE = 64, /* some path is not RN_BARE_FREE */
    RN_FORM_BEFORE = 128 /* `behind` must stand there: before, not-before */
};

/* What a path of a Vietnamese form may do in a text without marks. */
enum rn_bare_use {
    RN_BARE_FREE,    /* the same as with them */
    RN_BARE_CAPITAL, /* stand alone with a capital: its syllables are
                        everybody's */
    RN_BARE_INSIDE,  /* stand in a longer mention: it is like a form of another
                        concept */
    RN_BARE_NOT      /* nothing: the same, and its kind is no mention */
};

struct rn_form {
    uint32_t concept;
    renorm_lang lang;    /* RENORM_VI, MS, EN */
    struct rn_span text; /* as written, with a leading "=" */
    unsigned flags;
    struct rn_span
        behind; /* a kind, or a concept's id, that may not stand behind
                   it or, with RN_FORM_BEFORE, must; or empty */
    struct rn_span yields_to; /* a sign's id, or empty */
    uint32_t first_path;      /* of its paths in rn_model.bare_use */
    struct rn_loc at;
};

struct rn_example {
    uint32_t concept;
    uint32_t form; /* the form it stands with; RN_NO_INDEX: with the concept */
    renorm_lang lang;
    struct rn_span text;
    struct rn_span canonical; /* good: the mention expected; wrong: empty (the
                                 concept must not be found) */
    struct rn_loc at;
};

/* Why a concept, or each of a kind, has no form in a language: `lacks`. */
struct rn_lack {
    uint32_t concept, kind; /* one is RN_NO_INDEX */
    renorm_lang lang;
    struct rn_span reason;
    struct rn_loc at;
};

/* A code of documents' numbers, folded to ASCII capitals: "QD". */
struct rn_doc_code {
    struct rn_span code;
    uint32_t types[4]; /* concepts; the first is taken when the word is none of
                          them */
    size_t ntypes;
    uint32_t state; /* the type in a number that is not the Party's, or
                       RN_NO_INDEX */
    struct rn_loc at;
};

/* A known document. The same number may stand for several, of different dates.
 */
struct rn_document {
    struct rn_span
        number;          /* ASCII, as a canonical name writes it: "57-NQ/TW" */
    struct rn_span date; /* ISO, 2024-12-22; or empty where the number stands
                            for one alone */
    struct rn_span issuer;  /* a concept's id, or a name in English; or empty */
    struct rn_span subject; /* or empty */
    uint32_t type;          /* concept of kind document-type */
    uint32_t body; /* the concept that `issuer` is the id of, or RN_NO_INDEX */
    struct rn_loc at;
};

/* The lists of words that the program asks for, in the order of their names. */
enum rn_list {
    RN_LIST_AMPERSANDS,
    RN_LIST_BEFORE_NAMES,
    RN_LIST_BEFORE_OFFICES,
    RN_LIST_BEFORE_PURPOSES,
    RN_LIST_BESIDE_ORDINALS,
    RN_LIST_BODY_STARTS,
    RN_LIST_CLAUSE_WORDS,
    RN_LIST_COMMON_UNMARKED,
    RN_LIST_COUNTERS,
    RN_LIST_COUNTS,
    RN_LIST_DEPUTIES,
    RN_LIST_DETERMINERS,
    RN_LIST_DOCUMENT_VERBS,
    RN_LIST_FOLLOWS,
    RN_LIST_HEADLINE_WORDS,
    RN_LIST_ISSUED_BY,
    RN_LIST_JOINERS,
    RN_LIST_MARKED_SURNAMES,
    RN_LIST_MIDDLE_NAMES,
    RN_LIST_NAME_LINKS,
    RN_LIST_NOT_NAMES,
    RN_LIST_NUMBER_SIGNS,
    RN_LIST_NUMBERED,
    RN_LIST_OPENING_WORDS,
    RN_LIST_OUR_WORDS,
    RN_LIST_PLURALS,
    RN_LIST_PROVINCE_WORDS,
    RN_LIST_SHARED_SURNAMES,
    RN_LIST_SMALL_WORDS,
    RN_LIST_SURNAMES,
    RN_LIST_TAIL_JOINERS,
    RN_LIST_THEIR_WORDS,
    RN_LIST_TITLE_JOINERS,
    RN_LIST_TITLE_MODIFIERS,
    RN_LIST_UNLETTERED_LEVELS,
    RN_LIST_COUNT
};

/* Whether the list is of phrases, of one word or two. */
static inline bool rn_list_of_phrases(enum rn_list list)
{
    return list == RN_LIST_OPENING_WORDS || list == RN_LIST_HEADLINE_WORDS;
}

/* The words of one language. */
struct rn_word_list {
    enum rn_list list;
    renorm_lang lang;
    const struct rn_span *words;
    size_t nwords;
};

struct rn_file {
    const char *path; /* as shown in messages: "vi/bodies.yaml" under the
                         layer's name */
    const char *shown, *relative; /* the two apart */
    uint32_t layer;               /* 0 is the lowest */
    struct rn_span text;
};

struct rn_model {
    struct rn_arena arena;
    struct rn_file *files;
    size_t nfiles;
    struct rn_kind *kinds;
    size_t nkinds;
    struct rn_concept *concepts;
    size_t nconcepts;
    struct rn_form *forms;
    size_t nforms;
    struct rn_example *examples;
    size_t nexamples;
    struct rn_lack *lacks;
    size_t nlacks;
    struct rn_doc_code *codes;
    size_t ncodes;
    struct rn_span *party_issuers; /* folded to ASCII capitals: "TW" */
    size_t nparty_issuers;
    struct rn_document
        *documents; /* by number, then by date; after rn_model_finish */
    size_t ndocuments;
    struct rn_word_list *lists;
    size_t nlists;
    size_t npaths;     /* of all forms together, after rn_model_finish */
    uint8_t *bare_use; /* by path: enum rn_bare_use */

    size_t files_cap, kinds_cap, concepts_cap, forms_cap, examples_cap,
        lacks_cap, codes_cap, issuers_cap, lists_cap; /* private */
    struct rn_builder *builder; /* private: lexicon/build.h */
};

void rn_model_init(struct rn_model *m);
void rn_model_release(struct rn_model *m);

/* Read a directory of YAML on top of what the model holds. `shown` is the name
 * of the layer in messages, before "/vi/bodies.yaml". All mistakes of the layer
 * are reported, then RENORM_E_LEXICON is returned. */
renorm_status rn_model_load_dir(struct rn_model *m, const char *dir,
                                const char *shown, struct rn_diags *d);

/* The same from files in memory (the shipped lexicon); paths relative to the
 * layer. */
struct rn_memory_file {
    const char *path;
    struct rn_span text;
};
renorm_status rn_model_load_memory(struct rn_model *m,
                                   const struct rn_memory_file *files,
                                   size_t nfiles, const char *shown,
                                   struct rn_diags *d);

/* After the last layer: links across files, English implicit forms, checks of
 * every form and name. `lint` adds the warnings. Reports all mistakes, then
 * RENORM_E_LEXICON. */
renorm_status rn_model_finish(struct rn_model *m, struct rn_text *text,
                              bool lint, struct rn_diags *d);

uint32_t rn_model_concept(const struct rn_model *m,
                          struct rn_span id); /* or RN_NO_INDEX */
uint32_t rn_model_kind(const struct rn_model *m,
                       struct rn_span name); /* or RN_NO_INDEX */

/* Whether kind `k` is `ancestor` or below it. */
bool rn_model_kind_is(const struct rn_model *m, uint32_t k, uint32_t ancestor);

/* The kind that a slot names, or nkinds + the concept, or RN_NO_INDEX. */
uint32_t rn_slot_node(const struct rn_model *m, struct rn_span kind);

/* Of two kinds the one that the other is below; `a` where neither is. */
struct rn_span rn_model_wider(const struct rn_model *m, struct rn_span a,
                              struct rn_span b);

/* Whether a mention of the kind is shown. */
bool rn_kind_emits(const struct rn_model *m, uint32_t kind);

/* Whether the kind is `ignore` or below it. */
bool rn_kind_ignored(const struct rn_model *m, uint32_t kind);

/* What path `i` of the form, in the order of its notation, may do without
 * marks. */
enum rn_bare_use rn_model_bare_use(const struct rn_model *m,
                                   const struct rn_form *form, size_t i);

/* A place of the model for a diagnostic: where byte `delta` of the text stands
 * that begins at `loc`. */
struct rn_at rn_model_at(const struct rn_model *m, struct rn_loc loc,
                         size_t delta);

#endif
