/* lexicon/yaml.h - the YAML that lexicons are written in, as a small tree with
 * places.
 *
 * A thin reader over libyaml's events. Lexicons need maps, lists and text, so
 * the rest is refused with its place: anchors and aliases, tags, several
 * documents, a key twice in one map, nesting deeper than RN_YAML_DEPTH_MAX
 * (libyaml takes seconds on 60,000 open brackets), bytes that are no UTF-8, NUL
 * and control characters. A BOM is allowed.
 *
 * Every scalar is text, whatever YAML calls it: `no` is the word "no". Nodes
 * live in the caller's arena; values are NUL-terminated. */
#ifndef RN_LEXICON_YAML_H
#define RN_LEXICON_YAML_H

#include "lexicon/model.h"

enum rn_yaml_type { RN_YAML_SCALAR, RN_YAML_LIST, RN_YAML_MAP };

struct rn_yaml_node {
    enum rn_yaml_type type;
    bool plain;           /* SCALAR: without quotes */
    bool flow;            /* LIST, MAP: written with brackets */
    struct rn_span value; /* SCALAR */
    struct rn_loc at;
    const struct rn_yaml_node *key; /* in a map: the scalar before the colon */
    struct rn_yaml_node *first;     /* LIST, MAP: items in order */
    struct rn_yaml_node *next;
    size_t n; /* number of items */
};

/* Read one file of the model, whose path and text are set. *root is its one
 * node; an empty file gives an empty map. All mistakes are reported. Returns
 * RENORM_OK when there is a tree to go on with, even when a mistake was
 * reported; RENORM_E_LEXICON when there is none. */
renorm_status rn_yaml_read(const struct rn_model *m, uint32_t file,
                           struct rn_arena *arena, struct rn_diags *d,
                           struct rn_yaml_node **root);

/* Nothing is written: `key:`, `key: ~` or `key: null`. */
bool rn_yaml_null(const struct rn_yaml_node *n);

/* The byte of the file at which byte `delta` of a scalar's value stands, for
 * the scalar that begins at `offset`: goes through quotes, escapes and folded
 * lines. */
size_t rn_yaml_offset(struct rn_span text, size_t offset, size_t delta);

#endif
