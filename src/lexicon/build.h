/* lexicon/build.h - what is known of a model only while it is built: names by
 * hash, words that are resolved at the end, which layer said what.
 *
 * Lists run beside those of the model: builder->concepts[i] is of
 * model->concepts[i]. Everything here is private to the room. */
#ifndef RN_LEXICON_BUILD_H
#define RN_LEXICON_BUILD_H

#include "base/buf.h"
#include "lexicon/libyaml.h"
#include "lexicon/model.h"
#include "lexicon/yaml.h"

/* Text to number. The texts are borrowed. */
struct rn_names {
    struct rn_span *keys; /* ptr NULL: free */
    uint32_t *values;
    size_t n, size;
};

uint32_t rn_names_find(const struct rn_names *names, struct rn_span key);
bool rn_names_put(struct rn_names *names, struct rn_span key, uint32_t value);
void rn_names_release(struct rn_names *names);

/* A word of the YAML and where it stands; text.ptr NULL: not given. */
struct rn_word {
    struct rn_span text;
    struct rn_loc at;
};

struct rn_kind_extra {
    struct rn_word parent;
    uint32_t layer;
    bool defined; /* in a kinds: map, not only built in */
};

/* What a form's keys name. */
struct rn_form_keys {
    struct rn_word behind, yields_to;
};

struct rn_concept_extra {
    struct rn_word kind, name, list, level;
    uint32_t first_layer, layer; /* that defined it first, and last */
    bool english;   /* en/ has forms that stand for the implicit one … */
    bool ellipsis;  /* … and keep it all the same … */
    unsigned flags; /* … with these flags, of rn_form_flags, … */
    struct rn_form_keys keys; /* … and these keys */
};

struct rn_form_extra {
    struct rn_form_keys keys;
    uint32_t layer;
    bool dropped; /* by `replace: true` of a later layer */
};

struct rn_code_extra {
    struct rn_word types[4];
    struct rn_word state;
};

/* A document before documents are sorted; doc.type and doc.body come last. */
struct rn_document_extra {
    struct rn_document doc;
    struct rn_word type, issuer;
    uint32_t layer;
};

struct rn_file_extra {
    struct rn_word unsorted; /* the first id that stands too late … */
    struct rn_span before;   /* … behind this one */
};

struct rn_builder {
    struct rn_names concept_names, kind_names, code_names;
    struct rn_kind_extra *kinds;
    struct rn_concept_extra *concepts;
    struct rn_form_extra *forms;
    struct rn_code_extra *codes;
    struct rn_file_extra *files;
    struct rn_document_extra *documents;
    size_t ndocuments, documents_cap;
    size_t kinds_cap, concepts_cap, forms_cap, codes_cap, files_cap;
    uint32_t layers; /* begun so far; the one being read is layers - 1 */
    struct rn_libyaml libyaml;
};

/* The builder with the built-in kinds; false when memory runs out. */
bool rn_build_begin(struct rn_model *m);
void rn_build_release(struct rn_model *m);

/* New entries, zeroed but for what is given; RN_NO_INDEX without memory. Texts
 * that are kept must live in the model's arena. */
uint32_t rn_build_kind(struct rn_model *m, struct rn_span name);
uint32_t rn_build_concept(struct rn_model *m, struct rn_span id);
uint32_t rn_build_form(struct rn_model *m, struct rn_form form);
uint32_t rn_build_code(struct rn_model *m, struct rn_span code);

/* ---- reading one layer ------------------------------------------------ */

struct rn_loader {
    struct rn_model *m;
    struct rn_builder *b;
    struct rn_diags *d;
    struct rn_arena scratch; /* the tree of one file */
    uint32_t layer;
    bool nomem;
    bool no_yaml; /* libyaml cannot be loaded */
};

/* Each reads the tree of one file of its sort. */
void rn_load_canon(struct rn_loader *l, const struct rn_yaml_node *root);
void rn_load_language(struct rn_loader *l, const struct rn_yaml_node *root,
                      renorm_lang lang);
void rn_load_places(struct rn_loader *l, const struct rn_yaml_node *root);
void rn_load_documents(struct rn_loader *l, const struct rn_yaml_node *root);

/* Report a mistake at a node, or `delta` bytes into its text. */
void rn_load_error(struct rn_loader *l, unsigned code,
                   const struct rn_yaml_node *at, const char *hint,
                   const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Check the type of a node; the mistake is reported. `what` names it. */
bool rn_load_expect(struct rn_loader *l, const struct rn_yaml_node *n,
                    enum rn_yaml_type type, const char *what);

/* A copy in the model's arena. */
struct rn_span rn_load_keep(struct rn_loader *l, struct rn_span s);
struct rn_word rn_load_word(struct rn_loader *l, const struct rn_yaml_node *n);

/* The value is yes, true, no or false. */
bool rn_load_bool(struct rn_loader *l, const struct rn_yaml_node *n, bool *out);

/* A date in ISO 8601, of which a year or a month is enough unless it must be
 * `whole`. Empty where `n` is NULL, or is no date: the mistake is reported. */
struct rn_span rn_load_date(struct rn_loader *l, const struct rn_yaml_node *n,
                            bool whole);

/* An id or a kind: small letters, digits, dashes. The mistake is reported. */
bool rn_load_id(struct rn_loader *l, const struct rn_yaml_node *key);

/* "did you mean 'x'?" for the key of a map that is none of `names`, a list
 * that ends with NULL. */
void rn_load_unknown_key(struct rn_loader *l, const struct rn_yaml_node *key,
                         const char *const *names);

/* Note when ids of a file are not in order. `last` is the id before. */
void rn_load_order(struct rn_loader *l, const struct rn_yaml_node *key,
                   struct rn_span *last);

/* ---- the nearest name -------------------------------------------------- */

/* Offer names one by one; the nearest is kept if it is near enough. */
struct rn_nearest {
    struct rn_span wanted, best;
    unsigned distance;
};

void rn_nearest_begin(struct rn_nearest *n, struct rn_span wanted);
void rn_nearest_offer(struct rn_nearest *n, struct rn_span name);

/* Write "did you mean 'x'?" to `out`, or return `otherwise`. */
const char *rn_nearest_hint(const struct rn_nearest *n, char *out, size_t size,
                            const char *otherwise);

const char *rn_nearest_concept(const struct rn_model *m, struct rn_span id,
                               char *out, size_t size, const char *otherwise);
const char *rn_nearest_kind(const struct rn_model *m, struct rn_span name,
                            char *out, size_t size, const char *otherwise);

/* ---- words in messages ------------------------------------------------- */

enum { RN_HINT_MAX = 160 };

/* Length of `s` for "%.*s": at most 80 bytes, cut at a character. */
int rn_clip(struct rn_span s);
#define RN_ARG(s) rn_clip(s), (s).ptr

/* ---- after the last layer ---------------------------------------------- */

/* A label that a form of a concept has, by slot or binding, and its kind. */
struct rn_labels {
    uint32_t concept;
    struct rn_span label, kind;
};

/* A form that is one slot alone: what fills `slot` is a `concept` too. */
struct rn_unit {
    uint32_t slot, concept, form;
};

/* What a path looks like to the parser, for finding two that look alike. Words
 * count by their keys, labels and bindings for nothing. */
struct rn_shape {
    uint64_t frame; /* the words, and where slots stand */
    uint64_t hash;  /* and their kinds, and whether the form is exact */
    uint32_t form;
    uint32_t slots;       /* the first of its nodes in rn_checker.shape_slots */
    uint32_t upper, caps; /* words that need a capital; that need capitals */
    uint8_t nslots;
    uint8_t alone; /* 0 never, 1 with a capital, 2 always */
    bool exact;
};

/* A path without its marks. */
struct rn_bare {
    uint64_t bare, marked; /* hashes; equal paths have equal ones */
    uint32_t form, path;   /* path of the form */
    bool vi;
    bool common; /* nothing but ordinary syllables */
};

/* A path for finding forms that add nothing: equal ones do the same. */
struct rn_covered {
    uint64_t same;       /* hash of all that counts */
    uint32_t form, path; /* path of the form */
    bool slots;
};

/* Hashes of keys, and of the same without marks. */
struct rn_stripped {
    uint64_t *keys, *bare; /* 0: free */
    size_t n, size;
};

/* What rn_model_finish works with. A slot's node is a kind, or nkinds + a
 * concept. */
struct rn_checker {
    struct rn_model *m;
    struct rn_builder *b;
    struct rn_text *text;
    struct rn_diags *d;
    struct rn_arena scratch;  /* of one form or name */
    struct rn_labels *labels; /* of all forms; sorted after the last one */
    size_t nlabels, labels_cap;
    struct rn_unit *units;
    size_t nunits, units_cap;
    struct rn_shape *shapes; /* lint: every path of every form */
    size_t nshapes, shapes_cap;
    uint32_t *shape_slots;
    size_t nshape_slots, shape_slots_cap;
    struct rn_covered *covered; /* lint: every path of every form */
    size_t ncovered, covered_cap;
    struct rn_bare *bare; /* every path of every form */
    size_t nbare, bare_cap;
    struct rn_stripped stripped;
    struct rn_buf key;      /* of one word without marks */
    struct rn_names common; /* the list `common-unmarked` */
    uint32_t *slot_forms;   /* by node: the first form with such a slot */
    bool lint, nomem;
};

/* Report a mistake at a place. */
void rn_check_error(struct rn_checker *c, unsigned code, struct rn_loc at,
                    const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* The concept of kind `document-type` that a word names, or RN_NO_INDEX: the
 * mistake is reported. */
uint32_t rn_document_type(struct rn_checker *c, const struct rn_word *w);

/* Sort and check what documents.yaml says. */
void rn_check_documents(struct rn_checker *c);

/* Expand one form and check all that it names. */
void rn_check_form(struct rn_checker *c, uint32_t form);

/* Every name: its notation, its slots, and itself as an English form. */
void rn_check_names(struct rn_checker *c);

/* The label of a name's slot: what stands before the first dot. */
struct rn_span rn_name_label(struct rn_span path);

/* The warnings that only lint gives: of one form, and of all together. */
void rn_lint_form(struct rn_checker *c, uint32_t form,
                  const struct rn_form_paths *paths);
void rn_lint(struct rn_checker *c);

/* ---- forms against each other ------------------------------------------ */

/* Whether the two may ever stand for one another: in one slot, or as mentions.
 * A word that is ignored wins by rule, not by its id. */
bool rn_rivals(const struct rn_checker *c, const struct rn_form *a,
               const struct rn_form *b);

/* Lint: put down the shapes of a form; compare all. */
void rn_note_shapes(struct rn_checker *c, uint32_t form,
                    const struct rn_form_paths *paths);
void rn_lint_rivals(struct rn_checker *c);

/* Lint: put down the paths of a form; report the forms that add nothing. */
void rn_note_covered(struct rn_checker *c, uint32_t form,
                     const struct rn_form_paths *paths);
void rn_lint_covered(struct rn_checker *c);

/* Put down the paths of a form without their marks; find those that are unsafe
 * so (RN_FORM_BARE_UNSAFE), and note them when linting. */
void rn_note_bare(struct rn_checker *c, uint32_t form,
                  const struct rn_form_paths *paths);
void rn_check_bare(struct rn_checker *c);

#endif
