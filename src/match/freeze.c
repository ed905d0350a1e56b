#include "base/hash.h"
#include "base/mem.h"
#include "match/compiler.h"
#include "match/syllable.h"

/* The trie as it is written: its edges by node and label, words first, and the
 * nodes in their new order. */
struct frozen {
    struct rn_trie_edge *edges;
    uint32_t *run;   /* an old node: its first edge; one more than nodes */
    uint32_t *order; /* a new node behind the roots: the edge to it */
    size_t n;        /* nodes in order */
    struct rn_intern traits; /* those that are written */
};

static int edge_order(const void *pa, const void *pb)
{
    const struct rn_trie_edge *a = pa, *b = pb;

    return (a->symbol > b->symbol) - (a->symbol < b->symbol);
}

/* The trie's edges in order, and where those of each node begin: dealt out by
 * node, then those of each sorted. */
static void order_edges(const struct rn_trie *t, struct frozen *f)
{
    const struct rn_trie_edge *end = t->table + t->table_size;
    uint32_t *run = f->run + 1; /* a node's place, until its edges are dealt */

    memset(f->run, 0, (t->nnodes + 2) * sizeof *f->run);
    for (const struct rn_trie_edge *e = t->table; e < end; e++)
        if (e->node != RN_TRIE_FREE)
            run[e->node + 1]++;
    for (size_t n = 0; n < t->nnodes; n++)
        run[n + 1] += run[n];
    for (const struct rn_trie_edge *e = t->table; e < end; e++)
        if (e->node != RN_TRIE_FREE)
            f->edges[run[e->node]++] = *e;
    for (size_t n = 0; n < t->nnodes; n++)
        if (f->run[n + 1] - f->run[n] > 1)
            qsort(f->edges + f->run[n], f->run[n + 1] - f->run[n],
                  sizeof *f->edges, edge_order);
}

static size_t power_above(size_t n)
{
    size_t p = 16;

    while (p < n)
        p *= 2;
    return p;
}

/* The number of what many paths have alike, which is written once; the key is
 * borrowed from the entries. */
static uint32_t put_trait(struct rn_compiler *c, struct rn_intern *traits,
                          const struct rn_itrait *trait)
{
    struct rn_span key = rn_span_of((const char *)trait, sizeof *trait);
    uint32_t known = rn_intern_get(traits, key);

    if (known != UINT32_MAX)
        return known;
    known = rn_compiler_put(c, RN_SEC_TRAITS, trait, sizeof *trait);
    c->failed = !rn_intern_put(traits, key, known) || c->failed;
    return known;
}

/* Write an accept, its head and its trait. */
static void put_accept(struct rn_compiler *c, struct rn_intern *traits,
                       const struct rn_entry *entry)
{
    const struct rn_iconcept *concepts =
        (const struct rn_iconcept *)(void *)c->sec[RN_SEC_CONCEPTS].ptr;
    struct rn_iaccept a = entry->accept;
    struct rn_ihead head = entry->head;

    head.kind = RN_B_ORDINAL;
    if (head.concept != RN_NONE) {
        head.kind = (uint16_t)concepts[head.concept].kind;
        if (concepts[head.concept].flags & RN_CONCEPT_PLACE)
            head.flags |= RN_HEAD_PLACE;
    }
    a.trait = put_trait(c, traits, &entry->trait);
    rn_compiler_put(c, RN_SEC_ACCEPTS, &a, sizeof a);
    rn_compiler_put(c, RN_SEC_HEADS, &head, sizeof head);
}

static uint32_t naccepts(const struct rn_compiler *c)
{
    return (uint32_t)(c->sec[RN_SEC_ACCEPTS].len / sizeof(struct rn_iaccept));
}

/* Write the node that is next in order, and append its children to the order.
 */
static void put_node(struct rn_compiler *c, struct frozen *f, uint32_t old,
                     uint32_t label)
{
    const struct rn_entry *entries =
        (const struct rn_entry *)(void *)c->entries.ptr;
    uint32_t k = c->trie.last_accept[old];
    struct rn_inode in = { .label = label,
                           .first = (uint32_t)f->n,
                           .accepts = naccepts(c),
                           .sign = k == UINT32_MAX ? 0 : RN_SIGN_ACCEPTS };

    for (uint32_t e = f->run[old]; e < f->run[old + 1]; e++) {
        uint64_t symbol = f->edges[e].symbol;
        in.sign |= symbol & RN_TRIE_SLOT ? RN_SIGN_SLOTS
                                         : rn_image_sign((uint32_t)symbol);
        c->head.uses_tail |= symbol == (RN_TRIE_SLOT | RN_B_TAIL);
        f->order[f->n++] = e;
    }
    for (; k != UINT32_MAX; k = c->trie.accepts[k].before)
        put_accept(c, &f->traits, &entries[c->trie.accepts[k].accept]);
    rn_compiler_put(c, RN_SEC_NODES, &in, sizeof in);
}

static uint32_t label_of(uint64_t symbol)
{
    return (uint32_t)symbol | (symbol & RN_TRIE_SLOT ? RN_NODE_SLOT : 0);
}

enum { AHEAD = 8 /* nodes that are fetched before it is their turn */ };

/* Nodes in order of depth, from the roots on. */
static void put_nodes(struct rn_compiler *c, struct frozen *f)
{
    struct rn_inode end = { .label = RN_NONE };

    f->n = RN_ROOT_COUNT;
    for (uint32_t r = 0; r < RN_ROOT_COUNT; r++) {
        put_node(c, f, c->head.root[r], RN_NONE);
        c->head.root[r] = r;
    }
    for (size_t i = RN_ROOT_COUNT; i < f->n; i++) {
        const struct rn_trie_edge *e = &f->edges[f->order[i]];
        if (i + AHEAD < f->n) {
            uint32_t next = f->edges[f->order[i + AHEAD]].next;
            RN_PREFETCH(&f->run[next]);
            RN_PREFETCH(&c->trie.last_accept[next]);
        }
        put_node(c, f, e->next, label_of(e->symbol));
    }
    end.first = (uint32_t)f->n;
    end.accepts = naccepts(c);
    rn_compiler_put(c, RN_SEC_NODES, &end, sizeof end);
}

/* Tell every word which roots' forms have it. */
static bool freeze_roots(struct rn_compiler *c)
{
    const struct rn_inode *nodes =
        (const struct rn_inode *)(void *)c->sec[RN_SEC_NODES].ptr;
    size_t n = c->sec[RN_SEC_NODES].len / sizeof *nodes;
    uint8_t *root;

    if (c->sec[RN_SEC_NODES].failed || !(root = rn_malloc(n)))
        return false;
    for (uint8_t r = 0; r < RN_ROOT_COUNT; r++)
        root[r] = r;
    for (size_t i = 0; i + 1 < n; i++) {
        if (i >= RN_ROOT_COUNT && !(nodes[i].label & RN_NODE_SLOT))
            rn_compiler_word_at(c, nodes[i].label)->roots |=
                (uint8_t)(1u << root[i]);
        for (uint32_t k = nodes[i].first; k < nodes[i + 1].first; k++)
            root[k] = root[i];
    }
    rn_free(root);
    return true;
}

/* The longest run of taken places; *table is filled with the words. */
static size_t place_words(struct rn_compiler *c, struct rn_iplace *table,
                          size_t size, uint64_t seed)
{
    size_t longest = 0;

    memset(table, 0xff, size * sizeof *table); /* RN_NONE */
    for (uint32_t w = 0; w < c->words.n; w++) {
        const struct rn_iword *iw = rn_compiler_word_at(c, w);
        uint64_t hash =
            rn_hash(c->sec[RN_SEC_STRINGS].ptr + iw->key, iw->keylen);
        size_t at = rn_image_place(seed, hash), run = 1;
        for (; table[at & (size - 1)].word != RN_NONE; at++)
            run++;
        table[at & (size - 1)] =
            (struct rn_iplace){ (uint32_t)(hash >> 32), w };
        longest = run > longest ? run : longest;
    }
    return longest;
}

enum {
    /* Places that a look-up may have to see. Chance makes runs of thirty in a
     * table of a million words. */
    RUN_MAX = 64,
    SEEDS = 16 /* that are tried; the last stays */
};

/* Words that fall upon each other are set apart by another seed. */
static bool freeze_table(struct rn_compiler *c)
{
    size_t size = power_above(c->words.n * 2);
    struct rn_iplace *table = rn_malloc(size * sizeof *table);

    if (!table)
        return false;
    c->head.seed = RN_HASH_K0;
    for (int i = 1;
         place_words(c, table, size, c->head.seed) > RUN_MAX && i < SEEDS; i++)
        c->head.seed = rn_hash_mix(c->head.seed, RN_HASH_K1);
    rn_buf_put(&c->sec[RN_SEC_WORD_TABLE], (const char *)table,
               size * sizeof *table);
    rn_free(table);
    return true;
}

static bool freeze_words(struct rn_compiler *c)
{
    for (uint32_t w = 0; w < c->words.n; w++) {
        struct rn_iword *iw = rn_compiler_word_at(c, w);
        rn_buf_clear(&c->scratch);
        rn_text_strip_key(
            rn_span_of(c->sec[RN_SEC_STRINGS].ptr + iw->key, iw->keylen),
            &c->scratch);
        if (rn_syllable(rn_buf_span(&c->scratch)))
            iw->shape |= RN_SHAPE_SYLLABLE;
        if (iw->singular != RN_NONE) {
            const struct rn_iword *one = rn_compiler_word_at(c, iw->singular);
            iw->starts |= (uint8_t)(one->starts & RN_ROOTS_ENGLISH);
            iw->roots |= (uint8_t)(one->roots & RN_ROOTS_ENGLISH);
            iw->reads |= (uint8_t)(one->reads & RN_ROOTS_ENGLISH);
            iw->shape |= (uint8_t)(one->shape & RN_SHAPE_ASKED);
        }
    }
    return !c->scratch.failed && freeze_table(c);
}

/* Whether all sections that are written so far hold what was put into them. */
static bool written(const struct rn_compiler *c)
{
    for (int s = 0; s < RN_SEC_COUNT; s++)
        if (c->sec[s].failed)
            return false;
    return true;
}

renorm_status rn_compiler_freeze(struct rn_compiler *c)
{
    const struct rn_trie *t = &c->trie;
    struct frozen f = { .edges = rn_malloc((t->nedges + 1) * sizeof *f.edges),
                        .run = rn_malloc((t->nnodes + 2) * sizeof *f.run),
                        .order = rn_malloc((t->nnodes + 1) * sizeof *f.order) };
    bool ok = f.edges && f.run && f.order;

    rn_intern_init(&f.traits);
    rn_buf_reserve(&c->sec[RN_SEC_ACCEPTS],
                   t->naccepts * sizeof(struct rn_iaccept));
    rn_buf_reserve(&c->sec[RN_SEC_NODES],
                   (t->nnodes + 1) * sizeof(struct rn_inode));
    rn_buf_reserve(&c->sec[RN_SEC_HEADS],
                   t->naccepts * sizeof(struct rn_ihead));
    if (ok) {
        order_edges(t, &f);
        put_nodes(c, &f);
        ok = written(c);
    }
    if (ok) {
        struct rn_image im = rn_compiler_view(c);
        ok = rn_compiler_mark_asked(c, &im) && freeze_roots(c) &&
             freeze_words(c) && rn_compiler_put_starts(c, &im);
    }
    rn_intern_release(&f.traits);
    rn_free(f.edges);
    rn_free(f.run);
    rn_free(f.order);
    return ok && !c->failed ? RENORM_OK : RENORM_E_NOMEM;
}

renorm_status rn_compiler_write(struct rn_compiler *c, struct rn_buf *out)
{
    static const char zero[RN_IMAGE_ALIGN] = "";
    struct rn_image_header *h = &c->head;
    size_t at = sizeof *h, start = out->len;

    for (int s = 0; s < RN_SEC_COUNT; s++) {
        at = (at + RN_IMAGE_ALIGN - 1) / RN_IMAGE_ALIGN * RN_IMAGE_ALIGN;
        h->offset[s] = (uint32_t)at;
        h->count[s] = (uint32_t)(c->sec[s].len / rn_image_record_size(s));
        at += c->sec[s].len;
        if (c->sec[s].failed || at > UINT32_MAX)
            return RENORM_E_NOMEM;
    }
    rn_buf_reserve(out, at); /* none of it is moved while it grows */
    rn_buf_put(out, (const char *)h, sizeof *h);
    for (int s = 0; s < RN_SEC_COUNT; s++) {
        rn_buf_put(out, zero, h->offset[s] - (out->len - start));
        rn_buf_put_span(out, rn_buf_span(&c->sec[s]));
        rn_buf_release(&c->sec[s]); /* a large lexicon is not held twice */
        if (out->failed)
            return RENORM_E_NOMEM;
    }
    start += sizeof *h;
    h->fingerprint = rn_hash(out->ptr + start, out->len - start);
    memcpy(out->ptr + start - sizeof *h, h, sizeof *h);
    return RENORM_OK;
}
