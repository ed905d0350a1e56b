#include "base/hash.h"
#include "base/mem.h"
#include "match/compiler.h"

static int edge_order(const void *pa, const void *pb)
{
    const struct rn_trie_edge *a = pa, *b = pb;

    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return (a->symbol > b->symbol) - (a->symbol < b->symbol);
}

/* The trie's edges, ordered by node and symbol; NULL when memory runs out. */
static struct rn_trie_edge *ordered_edges(struct rn_compiler *c)
{
    struct rn_trie_edge *e = rn_malloc((c->trie.nedges + 1) * sizeof *e);
    size_t n = 0;

    if (!e)
        return NULL;
    for (size_t i = 0; i < c->trie.table_size; i++)
        if (c->trie.table[i].node != RN_TRIE_FREE)
            e[n++] = c->trie.table[i];
    qsort(e, n, sizeof *e, edge_order);
    return e;
}

static size_t power_above(size_t n)
{
    size_t p = 16;

    while (p < n)
        p *= 2;
    return p;
}

static void put_node(struct rn_compiler *c, uint32_t node,
                     const struct rn_trie_edge *edges, size_t n,
                     struct rn_buf *accepts)
{
    struct rn_inode in = {
        .slots = (uint32_t)(c->sec[RN_SEC_SLOTS].len / sizeof(struct rn_islot)),
        .accepts = (uint32_t)(accepts->len / sizeof(struct rn_iaccept))
    };
    const struct rn_iaccept *all =
        (const struct rn_iaccept *)(void *)c->sec[RN_SEC_ACCEPTS].ptr;

    for (size_t i = 0; i < n; i++) {
        struct rn_islot s = { (uint32_t)edges[i].symbol, edges[i].next };
        if (!(edges[i].symbol & RN_TRIE_SLOT)) {
            in.nwords++;
            in.sign |= rn_image_sign((uint32_t)edges[i].symbol);
            continue;
        }
        rn_compiler_put(c, RN_SEC_SLOTS, &s, sizeof s);
        in.nslots++;
    }
    for (uint32_t k = c->trie.last_accept[node]; k != UINT32_MAX;
         k = c->trie.accepts[k].before) {
        rn_buf_put(accepts,
                   (const char *)&all[c->trie.accepts[k].accept],
                   sizeof *all);
        in.naccepts++;
    }
    rn_compiler_put(c, RN_SEC_NODES, &in, sizeof in);
}

static bool freeze_edges(struct rn_compiler *c, const struct rn_trie_edge *edges)
{
    size_t size = power_above(c->trie.nedges * 2);
    struct rn_iedge *table = rn_malloc(size * sizeof *table);
    const struct rn_inode *nodes =
        (const struct rn_inode *)(void *)c->sec[RN_SEC_NODES].ptr;

    if (!table)
        return false;
    for (size_t i = 0; i < size; i++)
        table[i] = (struct rn_iedge){ 0, RN_NONE, 0 };
    for (size_t i = 0; i < c->trie.nedges; i++) {
        const struct rn_trie_edge *e = &edges[i];
        uint32_t w = (uint32_t)e->symbol;
        size_t at;
        if (e->symbol & RN_TRIE_SLOT)
            continue;
        at = rn_image_edge_slot(e->node, w) & (size - 1);
        while (table[at].word != RN_NONE)
            at = (at + 1) & (size - 1);
        table[at] = (struct rn_iedge){ e->node, w, e->next };
        for (int r = 0; r < RN_ROOT_COUNT; r++)
            if (e->node == c->head.root[r]) {
                struct rn_iword *word = rn_compiler_word_at(c, w);
                const struct rn_inode *n = &nodes[e->next];
                word->starts |= (uint8_t)(1u << r);
                word->first[r] = (struct rn_ifirst){
                    e->next, n->naccepts | n->nslots ? UINT32_MAX : n->sign
                };
            }
    }
    rn_buf_put(&c->sec[RN_SEC_EDGES], (const char *)table,
               size * sizeof *table);
    rn_free(table);
    return true;
}

static bool freeze_words(struct rn_compiler *c)
{
    size_t n = c->words.n, size = power_above(n * 2);
    struct rn_iplace *table = rn_malloc(size * sizeof *table);

    if (!table)
        return false;
    for (size_t i = 0; i < size; i++)
        table[i] = (struct rn_iplace){ 0, RN_NONE };
    for (uint32_t w = 0; w < n; w++) {
        struct rn_iword *iw = rn_compiler_word_at(c, w);
        size_t at = iw->hash & (size - 1);
        while (table[at].word != RN_NONE)
            at = (at + 1) & (size - 1);
        table[at] = (struct rn_iplace){ (uint32_t)(iw->hash >> 32), w };
        if (iw->singular != RN_NONE)
            iw->starts |= rn_compiler_word_at(c, iw->singular)->starts &
                          (1u << RN_ROOT_EN | 1u << RN_ROOT_CANON);
    }
    rn_buf_put(&c->sec[RN_SEC_WORD_TABLE], (const char *)table,
               size * sizeof *table);
    rn_free(table);
    return true;
}

renorm_status rn_compiler_freeze(struct rn_compiler *c)
{
    struct rn_trie_edge *edges = ordered_edges(c);
    struct rn_buf accepts;
    size_t i = 0;
    bool ok;

    if (!edges)
        return RENORM_E_NOMEM;
    rn_buf_init(&accepts);
    for (uint32_t node = 0; node < c->trie.nnodes; node++) {
        size_t first = i;
        while (i < c->trie.nedges && edges[i].node == node)
            i++;
        put_node(c, node, edges + first, i - first, &accepts);
    }
    ok = !accepts.failed && freeze_edges(c, edges) && freeze_words(c);
    rn_buf_release(&c->sec[RN_SEC_ACCEPTS]);
    c->sec[RN_SEC_ACCEPTS] = accepts;
    rn_free(edges);
    return ok ? RENORM_OK : RENORM_E_NOMEM;
}

renorm_status rn_compiler_write(struct rn_compiler *c, struct rn_buf *out)
{
    struct rn_image_header *h = &c->head;
    size_t at = sizeof *h;

    for (int s = 0; s < RN_SEC_COUNT; s++) {
        at = (at + 7) / 8 * 8;
        h->offset[s] = (uint32_t)at;
        h->count[s] = (uint32_t)(c->sec[s].len / rn_image_record_size(s));
        at += c->sec[s].len;
        if (c->sec[s].failed || at > UINT32_MAX)
            return RENORM_E_NOMEM;
    }
    memcpy(h->magic, RN_IMAGE_MAGIC, sizeof h->magic);
    h->version = RN_IMAGE_VERSION;
    h->nsections = RN_SEC_COUNT;
    h->size = (at + 7) / 8 * 8;
    rn_buf_put(out, (const char *)h, sizeof *h);
    for (int s = 0; s < RN_SEC_COUNT; s++) {
        static const char zero[8] = "";
        rn_buf_put(out, zero, h->offset[s] - out->len);
        rn_buf_put_span(out, rn_buf_span(&c->sec[s]));
    }
    while (!out->failed && out->len < h->size)
        rn_buf_putc(out, '\0');
    if (out->failed)
        return RENORM_E_NOMEM;
    h->checksum = rn_hash(out->ptr + sizeof *h, out->len - sizeof *h);
    memcpy(out->ptr, h, sizeof *h);
    return RENORM_OK;
}
