/* Names side by side: which can a form join? */
#include "base/hash.h"
#include "base/mem.h"
#include "engine/prove.h"

enum {
    /* Names tried on one side of an edge. */
    SIDE_MAX = 64,

    /* Words between two names. */
    BETWEEN_MAX = 3
};

/* Where a form goes over the edge between two names: its elements up to
 * `left`, then words between, then those from `right`. */
struct edge {
    uint32_t form;
    const struct rn_path *path;
    size_t left, right;
};

/* A name by the hash of its first word, or of its last. */
struct by_word {
    uint64_t word;
    uint32_t name;
};

/* Which names may stand on a side, in their order: where the form has a word
 * there those of the same word, where it has a slot the first two of each kind
 * (with and without what is optional in them). */
struct sides {
    struct by_word *first, *last;
    uint32_t *few;
    size_t nfew;
};

/* Words that stand between names in running text. */
static bool is_between(const struct rn_elem *e)
{
    static const char *const words[] = { ",",  "of", "the", "and", "'s",
                                         "-",  "(",  ":",   "/",   "&",
                                         "in", "at", "for", ";" };

    if (e->type != RN_ELEM_WORD)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rn_span_is(e->key, words[i]))
            return true;
    return false;
}

/* Whether the elements of the form up to the edge can end the name: compared
 * back to the first slot. What a slot takes must be of its kind where it is the
 * whole name. */
static bool ends(const struct rn_model *m, const struct edge *e,
                 const struct rn_proved *name)
{
    const struct rn_elem *last = &e->path->elems[e->left];
    size_t w = name->nwords;

    if (last->type == RN_ELEM_SLOT) {
        uint32_t node = rn_slot_node(m, last->kind);
        return node < m->nkinds && rn_model_kind_is(m, name->kind, node);
    }
    for (size_t i = e->left + 1; i-- > 0;) {
        const struct rn_elem *x = &e->path->elems[i];
        if (x->type == RN_ELEM_SLOT)
            return w > 0;
        if (w == 0 || !rn_span_eq(x->key, name->words[--w].key))
            return false;
    }
    return true;
}

/* Whether the elements behind the edge can begin the name. */
static bool begins(const struct rn_model *m, const struct edge *e,
                   const struct rn_proved *name)
{
    const struct rn_elem *first = &e->path->elems[e->right];

    if (first->type == RN_ELEM_SLOT) {
        uint32_t node = rn_slot_node(m, first->kind);
        return node < m->nkinds && rn_model_kind_is(m, name->kind, node);
    }
    for (size_t i = e->right, w = 0; i < e->path->nelems; i++, w++) {
        const struct rn_elem *x = &e->path->elems[i];
        if (x->type == RN_ELEM_SLOT || w == name->nwords)
            return true;
        if (!rn_span_eq(x->key, name->words[w].key))
            return false;
    }
    return true;
}

static uint64_t word_hash(struct rn_span key)
{
    return rn_hash(key.ptr, key.len);
}

static int compare_words(const void *a, const void *b)
{
    const struct by_word *x = a, *y = b;

    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return (x->name > y->name) - (x->name < y->name);
}

/* The first of the sorted names with the word, or with a later one. */
static size_t first_of(const struct by_word *v, size_t n, uint64_t word)
{
    size_t low = 0;

    while (low < n) {
        size_t mid = low + (n - low) / 2;
        if (v[mid].word < word)
            low = mid + 1;
        else
            n = mid;
    }
    return low;
}

/* The names for one side. */
static size_t side(const struct rn_prover *p, const struct sides *s,
                   const struct edge *e, bool left,
                   const struct rn_proved **out)
{
    const struct rn_elem *at = &e->path->elems[left ? e->left : e->right];
    const struct by_word *v = left ? s->last : s->first;
    bool slot = at->type == RN_ELEM_SLOT;
    uint64_t word = word_hash(at->key);
    size_t n = 0, i = slot ? 0 : first_of(v, p->nnames, word);

    for (; n < SIDE_MAX; i++) {
        const struct rn_proved *name;
        if (slot ? i == s->nfew : i == p->nnames || v[i].word != word)
            break;
        name = &p->names[slot ? s->few[i] : v[i].name];
        if ((left ? ends : begins)(p->m, e, name))
            out[n++] = name;
    }
    return n;
}

/* One text of the two names with the form's words between them. */
static void join(struct rn_prover *p, const struct edge *e, struct rn_span a,
                 struct rn_span b)
{
    rn_buf_clear(&p->in);
    rn_buf_put_span(&p->in, a);
    for (size_t i = e->left + 1; i < e->right; i++)
        rn_prove_put(&p->in, e->path->elems[i].text);
    rn_prove_put(&p->in, b);
    p->failed |= p->in.failed;
}

static renorm_status try_text(struct rn_prover *p, const struct edge *e,
                              bool *stable)
{
    struct rn_span in = rn_buf_span(&p->in);
    renorm_status st = rn_prove_run(p, in, &p->once);

    *stable = !st && rn_span_eq(in, rn_buf_span(&p->once));
    if (st || *stable)
        return st;
    st = rn_prove_run(p, rn_buf_span(&p->once), &p->twice);
    if (!st && !rn_span_eq(rn_buf_span(&p->once), rn_buf_span(&p->twice)))
        rn_prove_tell(p, RENORM_NOTE, RN_E_PAIR_UNSTABLE, e->form, in,
                      "let each language join them as this form does, or none");
    return st;
}

/* Whether the words between are of no language: marks, or none at all. */
static bool only_marks(const struct edge *e)
{
    for (size_t i = e->left + 1; i < e->right; i++)
        if (e->path->elems[i].flags & RN_TOK_WORD)
            return false;
    return true;
}

/* As it is written, and, where a second run could join that, as each language
 * writes it. */
static renorm_status try_pair(struct rn_prover *p, const struct edge *e,
                              const struct rn_proved *a,
                              const struct rn_proved *b)
{
    renorm_status st;
    bool stable;

    join(p, e, a->name, b->name);
    if (p->failed ||
        !rn_prove_new(p, rn_hash_mix(rn_hash(p->in.ptr, p->in.len), 37)))
        return p->failed ? RENORM_E_NOMEM : RENORM_OK;
    st = try_text(p, e, &stable);
    for (int lang = 0; lang < 3 && !st && !stable; lang++) {
        bool same;
        if (!a->texts[lang].ptr || !b->texts[lang].ptr ||
            (lang != RENORM_EN && !only_marks(e)))
            continue;
        join(p, e, a->texts[lang], b->texts[lang]);
        st = try_text(p, e, &same);
    }
    return st;
}

static renorm_status try_edge(struct rn_prover *p, const struct sides *s,
                              const struct edge *e)
{
    const struct rn_proved *lefts[SIDE_MAX], *rights[SIDE_MAX];
    size_t nleft = side(p, s, e, true, lefts);
    size_t nright = nleft ? side(p, s, e, false, rights) : 0;
    renorm_status st = RENORM_OK;

    for (size_t i = 0; i < nleft; i++)
        for (size_t k = 0; k < nright && !st; k++)
            st = try_pair(p, e, lefts[i], rights[k]);
    return st;
}

/* What of a path an edge depends on. */
static uint64_t edge_hash(const struct edge *e)
{
    uint64_t h = 41 + e->left;

    for (size_t i = 0; i < e->path->nelems; i++) {
        const struct rn_elem *x = &e->path->elems[i];
        struct rn_span s = x->type == RN_ELEM_WORD ? x->key : x->kind;
        h = rn_hash_mix(h ^ rn_hash(s.ptr, s.len), 43 + x->type);
    }
    return h;
}

static renorm_status try_path(struct rn_prover *p, const struct sides *s,
                              uint32_t form, const struct rn_path *path)
{
    renorm_status st = RENORM_OK;

    for (size_t left = 0; left + 1 < path->nelems && !st; left++)
        for (size_t right = left + 1;
             right < path->nelems && right - left <= BETWEEN_MAX + 1 && !st;
             right++) {
            struct edge e = { form, path, left, right };
            if (rn_prove_new(p, rn_hash_mix(edge_hash(&e), right)))
                st = try_edge(p, s, &e);
            if (!is_between(&path->elems[right]))
                break;
        }
    return p->failed ? RENORM_E_NOMEM : st;
}

static bool sort_sides(const struct rn_prover *p, struct sides *s)
{
    uint8_t *of_kind = rn_calloc(p->m->nkinds + 1, 1);

    s->first = rn_calloc(p->nnames + 1, sizeof *s->first);
    s->last = rn_calloc(p->nnames + 1, sizeof *s->last);
    s->few = rn_calloc(p->nnames + 1, sizeof *s->few);
    if (!of_kind || !s->first || !s->last || !s->few) {
        rn_free(of_kind);
        return false;
    }
    for (uint32_t i = 0; i < p->nnames; i++) {
        const struct rn_proved *name = &p->names[i];
        s->first[i] = (struct by_word){ word_hash(name->words[0].key), i };
        s->last[i] =
            (struct by_word){ word_hash(name->words[name->nwords - 1].key), i };
        if (of_kind[name->kind] < 2) {
            of_kind[name->kind]++;
            s->few[s->nfew++] = i;
        }
    }
    rn_free(of_kind);
    qsort(s->first, p->nnames, sizeof *s->first, compare_words);
    qsort(s->last, p->nnames, sizeof *s->last, compare_words);
    return true;
}

static renorm_status try_forms(struct rn_prover *p, const struct sides *s)
{
    renorm_status st = RENORM_OK;

    for (uint32_t i = 0; i < p->m->nforms && !st; i++) {
        struct rn_form_paths paths;
        struct rn_notation_error error;
        if (p->m->forms[i].flags & RN_FORM_PLACE)
            continue;
        rn_arena_clear(&p->scratch);
        st = rn_form_expand(&p->scratch, p->text, p->m->forms[i].text, &paths,
                            &error);
        for (size_t k = 0; k < paths.npaths && !st; k++)
            st = try_path(p, s, i, &paths.paths[k]);
    }
    return st;
}

renorm_status rn_prove_pairs(struct rn_prover *p)
{
    struct sides s = { .nfew = 0 };
    renorm_status st = RENORM_E_NOMEM;

    if (sort_sides(p, &s))
        st = try_forms(p, &s);
    rn_free(s.first);
    rn_free(s.last);
    rn_free(s.few);
    return st;
}
