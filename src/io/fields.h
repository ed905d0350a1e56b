/* io/fields.h - paths to the strings of a record, compiled to a tree.
 *
 *   path = "." | [ "." ] step { "." key | "[]" } .
 *   step = key | "[]" .
 *
 * Node 0 is the record itself; a scanner walks down the tree beside the record
 * and leaves it (RN_NO_FIELD) where no path goes on. All paths that meet in a
 * place share its node, so that one number is all a scanner has to remember a
 * level. */
#ifndef RN_IO_FIELDS_H
#define RN_IO_FIELDS_H

#include "base/buf.h"
#include "base/span.h"
#include "renorm/records.h"

#define RN_NO_FIELD UINT32_MAX

struct rn_field {
    size_t key, key_len;   /* the key that leads here, in renorm_fields.keys */
    uint32_t first_member; /* children reached by a key */
    uint32_t next_member;  /* the next child of the same parent */
    uint32_t element;      /* the child reached by "[]" */
    bool chosen;           /* a path ends here */
};

struct renorm_fields {
    struct rn_field *nodes;
    size_t nnodes, cap;
    struct rn_buf keys;
};

/* The node that member `key` (decoded) of an object at `node` leads to. */
uint32_t rn_field_member(const renorm_fields *f, uint32_t node,
                         struct rn_span key);

/* The node of the elements of an array at `node`. */
static inline uint32_t rn_field_element(const renorm_fields *f, uint32_t node)
{
    return node == RN_NO_FIELD ? RN_NO_FIELD : f->nodes[node].element;
}

#endif
