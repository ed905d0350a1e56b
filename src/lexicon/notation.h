/* lexicon/notation.h - the notation of forms and names.
 *
 *     form   = [ "=" ] seq { "|" seq } .
 *     seq    = { word | mark | slot | option | group } .
 *     option = "[" seq { "|" seq } "]" .
 *     group  = "(" seq { "|" seq } ")" .
 *     slot   = "{" kind [ ":" label ] [ "=" concept ] "}" .
 *     name   = { text | "{" label { "." part } "}" | "[" name "]" } .
 *
 * "=" before a form: its words need the capitals they have here. An option may
 * be left out, of a group one is taken, and an empty one is allowed. A slot
 * with "=" is bound, not spelled.
 *
 * A backslash takes the special meaning from [ ] ( ) { } | \ = . Blanks
 * separate words and never match themselves. A form is expanded to paths: each
 * a sequence of words and slots without options. Bounds: RN_FORM_* in
 * base/limits.h. */
#ifndef RN_LEXICON_NOTATION_H
#define RN_LEXICON_NOTATION_H

#include "base/arena.h"
#include "renorm/renorm.h"
#include "text/text.h"

enum rn_elem_type { RN_ELEM_WORD, RN_ELEM_SLOT };

struct rn_elem {
    enum rn_elem_type type;
    struct rn_span
        text; /* WORD: one token as written (a word, a number, a mark) */
    struct rn_span key; /* WORD: its folded key */
    uint16_t flags;     /* WORD: RN_TOK_* of the token */
    struct rn_span kind,
        label;     /* SLOT: label is the kind where none is written */
    size_t offset; /* bytes in the form, for messages */
};

struct rn_bind {
    struct rn_span kind, label, concept;
    size_t offset;
};

struct rn_path {
    const struct rn_elem *elems;
    size_t nelems;
    const struct rn_bind *binds;
    size_t nbinds;
};

struct rn_form_paths {
    const struct rn_path
        *paths; /* different from each other, in the order of the notation */
    size_t npaths;
    bool exact; /* the form began with "=" */
};

enum rn_name_op_type {
    RN_NAME_TEXT,
    RN_NAME_SLOT,
    RN_NAME_OPEN, /* "[" */
    RN_NAME_CLOSE /* "]" */
};

struct rn_name_op {
    enum rn_name_op_type type;
    struct rn_span text; /* TEXT: unescaped text; SLOT: the path as written,
                            "area.place" */
    size_t offset;
};

/* What is wrong with a form or a name. */
struct rn_notation_error {
    unsigned code;
    size_t offset; /* bytes in the form */
    char message[200];
    const char *hint;
};

/* Parse and expand; everything is allocated from `arena`. On RENORM_E_LEXICON
 * *error is set. */
renorm_status rn_form_expand(struct rn_arena *arena, struct rn_text *text,
                             struct rn_span form, struct rn_form_paths *out,
                             struct rn_notation_error *error);

renorm_status rn_name_parse(struct rn_arena *arena, struct rn_span name,
                            const struct rn_name_op **ops, size_t *nops,
                            struct rn_notation_error *error);

/* Whether a slot of this label is an earlier member of a list: "also", "also2".
 * It is of the slot that is next behind it and is none. */
static inline bool rn_label_is_also(struct rn_span label)
{
    return label.len >= 4 && !memcmp(label.ptr, "also", 4);
}

#endif
