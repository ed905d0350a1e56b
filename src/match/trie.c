#include "match/trie.h"

#include "base/hash.h"
#include "base/mem.h"

void rn_trie_init(struct rn_trie *t)
{
    *t = (struct rn_trie){ 0 };
}

void rn_trie_release(struct rn_trie *t)
{
    rn_free(t->table);
    rn_free(t->last_accept);
    rn_free(t->accepts);
    rn_trie_init(t);
}

uint32_t rn_trie_node(struct rn_trie *t)
{
    if (t->nnodes >= UINT32_MAX - 1 ||
        !rn_grow(&t->last_accept, &t->nodes_cap, t->nnodes + 1,
                 sizeof *t->last_accept))
        return UINT32_MAX;
    t->last_accept[t->nnodes] = UINT32_MAX;
    return (uint32_t)t->nnodes++;
}

/* The place of an edge in the table: its own, or the empty one where it
 * belongs. */
static size_t place(const struct rn_trie *t, uint32_t node, uint64_t symbol)
{
    size_t mask = t->table_size - 1;
    size_t i = rn_hash_mix(node ^ RN_HASH_K1, symbol ^ RN_HASH_K0) & mask;

    while (t->table[i].node != RN_TRIE_FREE &&
           (t->table[i].node != node || t->table[i].symbol != symbol))
        i = (i + 1) & mask;
    return i;
}

static bool resize(struct rn_trie *t)
{
    struct rn_trie old = *t;
    size_t size = old.table_size ? old.table_size * 2 : 1024;

    t->table = rn_malloc(size * sizeof *t->table);
    if (!t->table) {
        t->table = old.table;
        return false;
    }
    t->table_size = size;
    for (size_t i = 0; i < size; i++)
        t->table[i].node = RN_TRIE_FREE;
    for (size_t i = 0; i < old.table_size; i++)
        if (old.table[i].node != RN_TRIE_FREE)
            t->table[place(t, old.table[i].node, old.table[i].symbol)] =
                old.table[i];
    rn_free(old.table);
    return true;
}

uint32_t rn_trie_step(struct rn_trie *t, uint32_t node, uint64_t symbol)
{
    size_t i;
    uint32_t next;

    if (t->nedges * 4 >= t->table_size * 3 && !resize(t))
        return UINT32_MAX;
    i = place(t, node, symbol);
    if (t->table[i].node != RN_TRIE_FREE)
        return t->table[i].next;
    next = rn_trie_node(t);
    if (next == UINT32_MAX)
        return UINT32_MAX;
    t->table[i] = (struct rn_trie_edge){ symbol, node, next };
    t->nedges++;
    return next;
}

uint32_t rn_trie_find(const struct rn_trie *t, uint32_t node, uint64_t symbol)
{
    size_t i = t->table_size ? place(t, node, symbol) : 0;

    return t->table_size && t->table[i].node != RN_TRIE_FREE ? t->table[i].next
                                                             : UINT32_MAX;
}

bool rn_trie_accept(struct rn_trie *t, uint32_t node, uint32_t accept)
{
    if (t->naccepts >= UINT32_MAX ||
        !rn_grow(&t->accepts, &t->accepts_cap, t->naccepts + 1,
                 sizeof *t->accepts))
        return false;
    t->accepts[t->naccepts] =
        (struct rn_trie_accept){ node, accept, t->last_accept[node] };
    t->last_accept[node] = (uint32_t)t->naccepts++;
    return true;
}
