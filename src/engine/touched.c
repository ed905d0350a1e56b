#include "engine/touched.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/mem.h"
#include "lexicon/model.h"
#include "match/image.h"

/* Labels of a path are at most its elements; the possessives add one each. */
enum { PATH_MAX_LABELS = 64 };

struct touch {
    struct rn_touched *out;
    const struct rn_image *before, *now;
    uint32_t *old_word;    /* a word of `now`: that of `before`, or RN_NONE */
    uint32_t *old_concept; /* likewise */
    uint32_t *count;       /* a word of `now`: the nodes behind it */
    uint8_t *named;        /* a concept of `now`: its name may be another */
    uint32_t path[PATH_MAX_LABELS]; /* labels from the root on */
    size_t depth;
};

/* ---- one lexicon's numbers in the other -------------------------------- */

static struct rn_span word_key(const struct rn_image *im, uint32_t word)
{
    return rn_span_of(im->strings + im->words[word].key,
                      im->words[word].keylen);
}

static uint32_t find_word(const struct rn_image *im, struct rn_span key)
{
    return rn_image_word(im, rn_hash(key.ptr, key.len), key);
}

/* Concepts are ordered by id. */
static void match_concepts(struct touch *t)
{
    uint32_t old = 0;

    for (uint32_t c = 0; c < t->now->nconcepts; c++) {
        const char *id = rn_image_str(t->now, t->now->concepts[c].id);
        int order = 1;
        while (old < t->before->nconcepts &&
               (order =
                    strcmp(rn_image_str(t->before, t->before->concepts[old].id),
                           id)) < 0)
            old++;
        t->old_concept[c] =
            old < t->before->nconcepts && order == 0 ? old : RN_NONE;
    }
}

/* The label of an edge as `before` has it, or RN_NONE. Kinds have their
 * numbers in both. */
static uint32_t old_label(const struct touch *t, uint32_t label)
{
    uint32_t kind = label & ~RN_NODE_SLOT, old;

    if (!(label & RN_NODE_SLOT))
        return t->old_word[label];
    if (!(kind & RN_SLOT_CONCEPT))
        return kind < t->before->nkinds ? label : RN_NONE;
    old = t->old_concept[kind & ~RN_SLOT_CONCEPT];
    return old == RN_NONE ? RN_NONE : RN_NODE_SLOT | RN_SLOT_CONCEPT | old;
}

/* ---- what is common to all texts --------------------------------------- */

static bool same_str(const struct touch *t, uint32_t before, uint32_t now)
{
    return (before == RN_NONE) == (now == RN_NONE) &&
           strcmp(rn_image_str(t->before, before), rn_image_str(t->now, now)) ==
               0;
}

static bool same_kinds(const struct touch *t)
{
    const struct rn_image_header *a = t->before->head, *b = t->now->head;
    size_t from = offsetof(struct rn_image_header, kind_number);
    size_t to = offsetof(struct rn_image_header, label_level);

    if (t->now->nkinds < t->before->nkinds || a->uses_tail != b->uses_tail ||
        memcmp((const char *)a + from, (const char *)b + from, to - from) != 0)
        return false;
    for (uint32_t k = 0; k < t->before->nkinds; k++) {
        const struct rn_ikind *x = &t->before->kinds[k], *y = &t->now->kinds[k];
        if (!same_str(t, x->name, y->name) || x->parent != y->parent ||
            x->emit != y->emit || x->ignore != y->ignore)
            return false;
    }
    return true;
}

/* Whether the concept of `now` is that of `before`; both may be RN_NONE. */
static bool same_id(const struct touch *t, uint32_t before, uint32_t now)
{
    return now == RN_NONE ? before == RN_NONE : t->old_concept[now] == before;
}

static bool same_code(const struct touch *t, const struct rn_icode *x,
                      const struct rn_icode *y)
{
    bool same = same_str(t, x->code, y->code) && x->ntypes == y->ntypes &&
                same_id(t, x->state, y->state);

    for (uint32_t k = 0; k < x->ntypes && same; k++)
        same = same_id(t, x->types[k], y->types[k]);
    return same;
}

static bool same_codes(const struct touch *t)
{
    bool same = t->before->ncodes == t->now->ncodes &&
                t->before->nissuers == t->now->nissuers;

    for (uint32_t i = 0; i < t->now->ncodes && same; i++)
        same = same_code(t, &t->before->codes[i], &t->now->codes[i]);
    for (uint32_t i = 0; i < t->now->nissuers && same; i++)
        same = same_str(t, t->before->issuers[i], t->now->issuers[i]);
    return same;
}

/* The phrases of sentences and headlines are in the order of their words, which
 * are numbered otherwise; that their number is the same says enough: layers
 * only add to lists. */
static bool same_phrases(const struct touch *t)
{
    return t->before->nphrases == t->now->nphrases;
}

/* ---- words -------------------------------------------------------------- */

static bool same_word(const struct touch *t, uint32_t now)
{
    const struct rn_iword *y = &t->now->words[now], *x;

    if (t->old_word[now] == RN_NONE)
        return false;
    x = &t->before->words[t->old_word[now]];
    return x->bits == y->bits && x->starts == y->starts &&
           x->roots == y->roots && x->shape == y->shape &&
           rn_image_lists(t->before, t->old_word[now]) ==
               rn_image_lists(t->now, now) &&
           (y->singular == RN_NONE ? x->singular == RN_NONE
                                   : t->old_word[y->singular] == x->singular);
}

static void compare_words(struct touch *t)
{
    for (uint32_t w = 0; w < t->now->nwords; w++)
        t->old_word[w] = find_word(t->before, word_key(t->now, w));
    for (uint32_t w = 0; w < t->now->nwords; w++)
        t->out->hot[w] = !same_word(t, w);
}

/* Whether it begins with a letter: marks and figures are everybody's. */
static bool is_plain(const struct rn_image *im, uint32_t word)
{
    struct rn_span key = word_key(im, word);

    return key.len &&
           (rn_ascii_alpha(key.ptr[0]) || (unsigned char)key.ptr[0] >= 0x80);
}

/* Mark the path's word that fewest others have. */
static void mark_path(struct touch *t)
{
    uint32_t best = RN_NONE;

    for (size_t i = 0; i < t->depth; i++) {
        uint32_t label = t->path[i];
        if (!(label & RN_NODE_SLOT) && is_plain(t->now, label) &&
            (best == RN_NONE || t->count[label] < t->count[best]))
            best = label;
    }
    if (best == RN_NONE)
        t->out->all = true;
    else
        t->out->hot[best] = 1;
}

/* ---- paths -------------------------------------------------------------- */

static uint64_t mix_str(uint64_t h, const struct rn_image *im, uint32_t s)
{
    const char *text = rn_image_str(im, s);

    return rn_hash_mix(h ^ rn_hash(text, strlen(text)), 3);
}

/* A kind, or a concept with RN_SLOT_CONCEPT, or RN_NONE. */
static uint64_t mix_node(uint64_t h, const struct rn_image *im, uint32_t node)
{
    if (node != RN_NONE && (node & RN_SLOT_CONCEPT))
        return mix_str(h, im, im->concepts[node & ~RN_SLOT_CONCEPT].id);
    return rn_hash_mix(h ^ node, 5);
}

/* All that an accepted path means, but where its form stands. */
static uint64_t accept_hash(const struct rn_image *im, uint32_t accept)
{
    const struct rn_iaccept *a = &im->accepts[accept];
    const struct rn_itrait *t = rn_image_trait(im, accept);
    const struct rn_ihead *head = &im->heads[accept];
    uint64_t h = rn_hash_mix(a->upper, 7) ^ rn_hash_mix(t->caps, 11) ^
                 rn_hash_mix(t->canon_upper, 13) ^ rn_hash_mix(t->value, 17);
    const uint32_t small[] = { a->nslots, a->nbinds, t->also, head->flags };

    h ^= rn_hash((const char *)small, sizeof small);
    if (head->concept != RN_NONE)
        h = mix_str(h, im, im->concepts[head->concept].id);
    if (t->behind != RN_NONE)
        h = mix_node(h ^ (t->behind & RN_BEHIND_WANTED), im,
                     t->behind & ~RN_BEHIND_WANTED);
    if (t->yields_to != RN_NONE)
        h = mix_str(h, im, im->concepts[t->yields_to].id);
    for (uint32_t k = 0; k < a->nslots; k++)
        h = mix_str(h, im, im->labels[im->slot_labels[a->labels + k]]);
    for (uint32_t k = 0; k < a->nbinds; k++) {
        const struct rn_ibind *b = &im->binds[a->binds + k];
        h = mix_str(h, im, im->labels[b->label]);
        h = mix_str(h, im, im->concepts[b->concept].id);
    }
    return h;
}

/* Of what a node accepts, whatever the order. */
static uint64_t accepts_hash(const struct rn_image *im,
                             const struct rn_inode *n)
{
    uint64_t sum = n[1].accepts - n->accepts;

    for (uint32_t k = n->accepts; k < n[1].accepts; k++)
        sum += accept_hash(im, k);
    return sum;
}

/* Mark the paths from node `now` on that node `old`, or RN_NONE, has not. */
static void compare_node(struct touch *t, uint32_t old, uint32_t now)
{
    const struct rn_inode *n = &t->now->nodes[now];
    const struct rn_inode *o = old == RN_NONE ? NULL : &t->before->nodes[old];
    uint32_t kept = 0;

    if (o ? accepts_hash(t->before, o) != accepts_hash(t->now, n)
          : n->accepts < n[1].accepts)
        mark_path(t);
    if (t->depth == PATH_MAX_LABELS) {
        t->out->all = true;
        return;
    }
    for (uint32_t k = n->first; k < n[1].first && !t->out->all; k++) {
        uint32_t label = old_label(t, t->now->nodes[k].label);
        uint32_t child = o && label != RN_NONE
                             ? rn_image_step(t->before, o, label)
                             : RN_NONE;
        kept += child != RN_NONE;
        t->path[t->depth++] = t->now->nodes[k].label;
        compare_node(t, child, k);
        t->depth--;
    }
    if (o && kept < o[1].first - o->first)
        t->out->all = true; /* paths are gone */
}

/* ---- names -------------------------------------------------------------- */

/* Whether the name, a text of it and what fills slots, is not as it was. */
static bool same_concept(const struct touch *t, uint32_t now)
{
    const struct rn_iconcept *y = &t->now->concepts[now], *x;

    if (t->old_concept[now] == RN_NONE)
        return true; /* new, and so are its paths */
    x = &t->before->concepts[t->old_concept[now]];
    return x->kind == y->kind && same_str(t, x->name, y->name) &&
           same_str(t, x->plural, y->plural) && x->flags == y->flags &&
           x->type == y->type && same_id(t, x->level, y->level) &&
           (x->list == RN_NONE) == (y->list == RN_NONE) &&
           (x->list == RN_NONE ||
            strcmp(rn_image_str(t->before, t->before->labels[x->list]),
                   rn_image_str(t->now, t->now->labels[y->list])) == 0);
}

static renorm_status has_hot(const struct touch *t, struct rn_text *text,
                             uint32_t string, bool *hot)
{
    struct rn_tokens *tokens = rn_text_form_tokens(text);
    const char *s = rn_image_str(t->now, string);
    renorm_status st = RENORM_OK;

    if (*hot || string == RN_NONE)
        return RENORM_OK;
    st = rn_text_tokenize_form(text, rn_span_str(s), tokens);
    *hot = !st && rn_touched_tokens(t->out, tokens);
    return st;
}

/* The concepts whose names have a marked word, or are not as they were. */
static renorm_status find_named(struct touch *t, struct rn_text *text)
{
    renorm_status st = RENORM_OK;

    for (uint32_t c = 0; c < t->now->nconcepts && !st; c++) {
        const struct rn_iconcept *ic = &t->now->concepts[c];
        bool hot = !same_concept(t, c);
        st = has_hot(t, text, ic->plural, &hot);
        for (uint32_t k = ic->ops; k < ic->ops + ic->nops && !st; k++)
            if (t->now->ops[k].type == RN_OP_TEXT)
                st = has_hot(t, text, t->now->ops[k].text, &hot);
        t->named[c] = hot;
    }
    return st;
}

/* Whether a code means such a type of document: a number alone gives it. */
static bool code_named(const struct touch *t)
{
    bool yes = false;

    for (uint32_t i = 0; i < t->now->ncodes; i++) {
        const struct rn_icode *code = &t->now->codes[i];
        yes = yes || (code->state != RN_NONE && t->named[code->state]);
        for (uint32_t k = 0; k < code->ntypes; k++)
            yes = yes || t->named[code->types[k]];
    }
    return yes;
}

/* A place writes its level, a number the type of document that its code says,
 * and an area is made of what stands in no path of its own. */
static void spread_named(struct touch *t)
{
    uint32_t area = t->now->head->concept_area;

    t->out->all = code_named(t) || (area != RN_NONE && t->named[area]);
    for (uint32_t c = 0; c < t->now->nconcepts; c++) {
        const struct rn_iconcept *ic = &t->now->concepts[c];
        if (ic->level != RN_NONE && t->named[ic->level])
            t->named[c] = 1;
    }
}

static bool gives_named(const struct touch *t, uint32_t accept)
{
    const struct rn_iaccept *a = &t->now->accepts[accept];
    uint32_t concept = t->now->heads[accept].concept;
    bool yes = concept != RN_NONE && t->named[concept];

    for (uint32_t k = 0; k < a->nbinds; k++)
        yes = yes || t->named[t->now->binds[a->binds + k].concept];
    return yes;
}

/* Mark the paths that give such a name. */
static void mark_named(struct touch *t, uint32_t node)
{
    const struct rn_inode *n = &t->now->nodes[node];

    for (uint32_t k = n->accepts; k < n[1].accepts; k++)
        if (gives_named(t, k)) {
            mark_path(t);
            break;
        }
    for (uint32_t k = n->first; k < n[1].first && !t->out->all; k++) {
        t->path[t->depth++] = t->now->nodes[k].label;
        mark_named(t, k);
        t->depth--;
    }
}

/* ---- the whole ---------------------------------------------------------- */

static renorm_status compare(struct touch *t, struct rn_text *text)
{
    struct rn_touched *out = t->out;
    renorm_status st = RENORM_OK;

    match_concepts(t);
    compare_words(t);
    for (uint32_t k = 0; k < t->now->head->count[RN_SEC_NODES]; k++)
        if (t->now->nodes[k].label < t->now->nwords)
            t->count[t->now->nodes[k].label]++;
    out->all = !same_kinds(t) || !same_codes(t) || !same_phrases(t);
    for (unsigned r = 0; r < RN_ROOT_COUNT && !out->all; r++)
        compare_node(t, t->before->head->root[r], t->now->head->root[r]);
    if (!out->all)
        st = find_named(t, text);
    if (!out->all && !st)
        spread_named(t);
    for (unsigned r = 0; r < RN_ROOT_COUNT && !out->all && !st; r++)
        mark_named(t, t->now->head->root[r]);
    return st;
}

renorm_status rn_touched_find(struct rn_touched *out,
                              const struct rn_image *before,
                              const struct rn_image *now, struct rn_text *text)
{
    struct touch t = {
        .out = out,
        .before = before,
        .now = now,
        .old_word = rn_calloc(now->nwords + 1u, sizeof *t.old_word),
        .old_concept = rn_calloc(now->nconcepts + 1u, sizeof *t.old_concept),
        .count = rn_calloc(now->nwords + 1u, sizeof *t.count),
        .named = rn_calloc(now->nconcepts + 1u, sizeof *t.named)
    };
    renorm_status st = RENORM_E_NOMEM;

    *out = (struct rn_touched){ .now = now,
                                .hot = rn_calloc(now->nwords + 1u, 1) };
    if (out->hot && t.old_word && t.old_concept && t.count && t.named)
        st = compare(&t, text);
    if (st)
        rn_touched_release(out);
    rn_free(t.old_word);
    rn_free(t.old_concept);
    rn_free(t.count);
    rn_free(t.named);
    return st;
}

void rn_touched_release(struct rn_touched *t)
{
    rn_free(t->hot);
    t->hot = NULL;
}

bool rn_touched_key(const struct rn_touched *t, struct rn_span key)
{
    uint32_t word = find_word(t->now, key), one;

    if (word == RN_NONE && key.len > 3 &&
        !memcmp(key.ptr + key.len - 3, "nya", 3)) /* of Malay, it is itself */
        word = find_word(t->now, rn_span_of(key.ptr, key.len - 3));
    if (t->all || word == RN_NONE)
        return t->all;
    one = t->now->words[word].singular;
    return t->hot[word] || (one != RN_NONE && t->hot[one]);
}

bool rn_touched_tokens(const struct rn_touched *t,
                       const struct rn_tokens *tokens)
{
    for (size_t i = 0; i < tokens->n; i++)
        if (rn_touched_key(t, rn_token_key(tokens, i)))
            return true;
    return t->all;
}
