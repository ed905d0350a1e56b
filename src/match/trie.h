/* match/trie.h - the growing trie that the compiler builds and the image
 * freezes.
 *
 * Nodes are numbers; an edge is (node, symbol) -> node. A symbol is a word of
 * the vocabulary or, with RN_TRIE_SLOT, the kind of a slot. */
#ifndef RN_MATCH_TRIE_H
#define RN_MATCH_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RN_TRIE_SLOT (UINT64_C(1) << 32)

struct rn_trie_edge {
    uint64_t symbol;
    uint32_t node, next; /* node RN_TRIE_FREE: an empty place */
};

struct rn_trie_accept {
    uint32_t node, accept, before; /* the accept of the same node before it */
};

struct rn_trie {
    struct rn_trie_edge *table;
    size_t table_size, nedges; /* table_size is a power of two */
    uint32_t *last_accept;     /* a node: index in accepts, or UINT32_MAX */
    size_t nnodes, nodes_cap;
    struct rn_trie_accept *accepts;
    size_t naccepts, accepts_cap;
};

#define RN_TRIE_FREE UINT32_MAX

void rn_trie_init(struct rn_trie *t);
void rn_trie_release(struct rn_trie *t);

/* A new node, or UINT32_MAX when memory runs out. */
uint32_t rn_trie_node(struct rn_trie *t);

/* The node behind the edge, made where it is missing; UINT32_MAX when memory
 * runs out. */
uint32_t rn_trie_step(struct rn_trie *t, uint32_t node, uint64_t symbol);

/* The node behind the edge, or UINT32_MAX. */
uint32_t rn_trie_find(const struct rn_trie *t, uint32_t node, uint64_t symbol);

/* Hang `accept` on a node; false when memory runs out. */
bool rn_trie_accept(struct rn_trie *t, uint32_t node, uint32_t accept);

#endif
