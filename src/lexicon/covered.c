/* Forms that add nothing: each path of such a form is a path of another form of
 * its concept and language, with the same slots, labels, bindings, capitals and
 * keys, in a layer no higher. Deleting all that are reported changes no output.
 *
 * What the earlier of two equal paths says counts, the later one is not even
 * compiled. So a form whose paths were all said before is reported at once. One
 * whose paths come again later, in a wider form, has its place: of equal
 * readings of one concept the first form's is taken. Where no path in between
 * may read the same words, that is nothing either; else it is only noted.
 */
#include "base/hash.h"
#include "base/mem.h"
#include "lexicon/build.h"

enum {
    /* Paths of the concept looked at between a path and its later like: keeps
       lint linear. */
    BETWEEN_MAX = 1024,

    /* As in match/compile.c: a form with no more letters needs its language. */
    SHORT_MAX = 3
};

/* ---- paths ------------------------------------------------------------- */

static void mix(uint64_t *h, uint64_t n)
{
    *h = rn_hash_mix(*h ^ n, RN_HASH_K0);
}

static void mix_span(uint64_t *h, struct rn_span s)
{
    mix(h, rn_hash(s.ptr, s.len));
}

/* All that the parser makes of a path, and of the form that it is of. */
static uint64_t same_of(const struct rn_checker *c, const struct rn_form *f,
                        const struct rn_path *path, bool exact)
{
    unsigned minor = RN_FORM_IMPLICIT | RN_FORM_BARE_UNSAFE;
    uint64_t h = 0;
    size_t letters = 0;

    mix(&h, f->concept + 1);
    mix(&h, (uint64_t)f->lang << 32 | (f->flags & ~minor) << 1 | exact);
    mix_span(&h, f->behind);
    mix_span(&h, f->yields_to);
    for (size_t i = 0; i < path->nelems; i++) {
        const struct rn_elem *e = &path->elems[i];
        if (e->type == RN_ELEM_SLOT) {
            mix(&h, (uint64_t)rn_slot_node(c->m, e->kind) << 8 | 1);
            mix_span(&h, e->label);
            continue;
        }
        mix(&h, e->flags & (RN_TOK_ALLCAPS | (exact ? RN_TOK_UPPER : 0)));
        mix_span(&h, e->key);
        if (e->flags & RN_TOK_WORD)
            letters += e->text.len;
    }
    mix(&h, letters <= SHORT_MAX ? letters : SHORT_MAX + 1);
    for (size_t i = 0; i < path->nbinds; i++) {
        mix_span(&h, path->binds[i].label);
        mix_span(&h, path->binds[i].concept);
    }
    return h;
}

void rn_note_covered(struct rn_checker *c, uint32_t form,
                     const struct rn_form_paths *paths)
{
    if (!rn_grow(&c->covered, &c->covered_cap, c->ncovered + paths->npaths,
                 sizeof *c->covered)) {
        c->nomem = true;
        return;
    }
    for (size_t i = 0; i < paths->npaths; i++) {
        const struct rn_path *p = &paths->paths[i];
        struct rn_covered *r = &c->covered[c->ncovered++];
        *r = (struct rn_covered){ .form = form, .path = (uint32_t)i };
        r->same = same_of(c, &c->m->forms[form], p, paths->exact);
        for (size_t k = 0; k < p->nelems; k++)
            r->slots |= p->elems[k].type == RN_ELEM_SLOT;
    }
}

/* ---- who has the path as well ------------------------------------------ */

struct fate {
    bool covered, several; /* by others; by more than one */
    bool gone;             /* and its place tells nothing */
    uint32_t by;           /* who has its first path */
};

/* The paths in the order of the forms; by_same orders them by what they are,
 * equal ones by place; at is the inverse of that. */
struct cover {
    struct rn_checker *c;
    const struct rn_covered *paths;
    size_t n;
    uint32_t *by_same, *at;
    uint32_t *next;     /* path of the concept in the language; RN_NO_INDEX */
    struct fate *fates; /* by form */
    struct rn_arena arena[2]; /* of two paths that are compared */
};

struct sorted {
    uint64_t key;
    uint32_t index;
};

static int compare_sorted(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static uint32_t layer_of(const struct cover *v, uint32_t form)
{
    return v->c->m->files[v->c->m->forms[form].at.file].layer;
}

/* Whether a form may stand in for another in a path: nobody can delete the one
 * that is the name, and its slots are to be in a form that somebody wrote. */
static bool stands_in(const struct cover *v, const struct rn_covered *p,
                      uint32_t form)
{
    return !(v->c->m->forms[p->form].flags & RN_FORM_IMPLICIT && p->slots) &&
           layer_of(v, p->form) <= layer_of(v, form);
}

/* The first path that is like path `p` and is left; not of `but`, and where
 * that is given only of who may stand in for it. RN_NO_INDEX: none. */
static uint32_t first_like(const struct cover *v, size_t p, uint32_t but)
{
    uint64_t same = v->paths[p].same;
    size_t k = v->at[p];

    while (k > 0 && v->paths[v->by_same[k - 1]].same == same)
        k--;
    for (; k < v->n && v->paths[v->by_same[k]].same == same; k++) {
        const struct rn_covered *q = &v->paths[v->by_same[k]];
        if (!v->fates[q->form].gone && q->form != but &&
            (but == RN_NO_INDEX || stands_in(v, q, but)))
            return v->by_same[k];
    }
    return RN_NO_INDEX;
}

/* ---- whose place matters ------------------------------------------------ */

static bool expand(const struct cover *v, const struct rn_covered *p,
                   struct rn_arena *arena, struct rn_path *out)
{
    struct rn_notation_error error;
    struct rn_form_paths paths;

    rn_arena_clear(arena);
    if (rn_form_expand(arena, v->c->text, v->c->m->forms[p->form].text, &paths,
                       &error) != RENORM_OK)
        return false;
    *out = paths.paths[p->path];
    return true;
}

/* Whether one word of a text may be both: with their marks or without, as they
 * are or as plurals, which change the last two letters and may add two. */
static bool may_be_both(struct rn_checker *c, struct rn_span a,
                        struct rn_span b)
{
    size_t len, split;

    rn_buf_clear(&c->key);
    rn_text_strip_key(a, &c->key);
    split = c->key.len;
    rn_text_strip_key(b, &c->key);
    len = c->key.len - split;
    if (c->key.failed || (len > split ? len - split : split - len) > 2)
        return c->key.failed;
    len = len < split ? len : split;
    return len <= 2 || !memcmp(c->key.ptr, c->key.ptr + split, len - 2);
}

/* Whether the words up to the first slot, from the left or from the right, may
 * be the same of both; without slots all words. */
static bool may_run(struct rn_checker *c, const struct rn_path *a,
                    const struct rn_path *b, bool right)
{
    for (size_t i = 0; i < a->nelems && i < b->nelems; i++) {
        const struct rn_elem *x = &a->elems[right ? a->nelems - 1 - i : i];
        const struct rn_elem *y = &b->elems[right ? b->nelems - 1 - i : i];
        if (x->type == RN_ELEM_SLOT || y->type == RN_ELEM_SLOT)
            return true;
        if (!may_be_both(c, x->key, y->key))
            return false;
    }
    return a->nelems == b->nelems;
}

/* Whether one text may be read by both paths of one concept, so that only their
 * places tell which is taken. Which has slots needs more concepts. */
static bool may_tie(struct cover *v, const struct rn_covered *a,
                    const struct rn_covered *b)
{
    struct rn_path x, y;

    if (a->same == b->same || a->slots != b->slots)
        return false;
    return !expand(v, a, &v->arena[0], &x) || !expand(v, b, &v->arena[1], &y) ||
           (may_run(v->c, &x, &y, false) && may_run(v->c, &x, &y, true));
}

/* Whether path `p` may go from its place to that of the later path `to`, when
 * all of its form does. */
static bool may_move(struct cover *v, uint32_t p, uint32_t to)
{
    uint32_t form = v->paths[p].form, left = BETWEEN_MAX;

    for (uint32_t q = v->next[p]; q < to; q = v->next[q]) {
        const struct rn_covered *r = &v->paths[q];
        if (!left--)
            return false;
        if (v->fates[r->form].gone || !may_tie(v, &v->paths[p], r))
            continue;
        /* it was said before p already, or moves behind `to` as well */
        if (first_like(v, q, RN_NO_INDEX) > p &&
            (r->form != form || first_like(v, q, form) < to))
            return false;
    }
    return true;
}

/* ---- forms ------------------------------------------------------------- */

/* Judge the form whose paths begin with `first`. */
static void judge(struct cover *v, uint32_t first)
{
    uint32_t form = v->paths[first].form;
    struct fate fate = { .covered = true, .gone = true };

    for (uint32_t p = first; p < v->n && v->paths[p].form == form; p++) {
        uint32_t like = first_like(v, p, form);
        if (like == RN_NO_INDEX)
            return;
        fate.gone = fate.gone && (like < p || may_move(v, p, like));
        if (p == first)
            fate.by = v->paths[like].form;
        fate.several |= v->paths[like].form != fate.by;
    }
    v->fates[form] = fate;
}

/* Told by place, as an editor goes through the files. */
static void report_covered(const struct cover *v)
{
    const struct rn_model *m = v->c->m;

    for (size_t i = 0; i < m->nforms; i++) {
        const struct fate *fate = &v->fates[i];
        const struct rn_form *a = &m->forms[i], *b = &m->forms[fate->by];
        if (fate->covered)
            rn_report(
                v->c->d, fate->gone ? RENORM_WARNING : RENORM_NOTE,
                RN_E_FORM_COVERED, rn_model_at(m, a->at, 0),
                fate->gone ? "delete it; its examples may stand with the other"
                           : "put the other in its place, which tells who is "
                             "taken of equals",
                "'%.*s' adds nothing%s: '%.*s' at %s:%u%s matches all "
                "that it does",
                rn_clip(a->text), a->text.ptr,
                fate->gone ? "" : " but its place", rn_clip(b->text),
                b->text.ptr, m->files[b->at.file].path, (unsigned)b->at.line,
                fate->several ? ", with others," : "");
    }
}

/* Those with few paths first, so that the wide form is the one that stays;
 * then the last first. */
static size_t order_forms(const struct cover *v, struct sorted *order)
{
    size_t n = 0;

    for (size_t p = 0, end; p < v->n; p = end) {
        for (end = p; end < v->n && v->paths[end].form == v->paths[p].form;)
            end++;
        if (!(v->c->m->forms[v->paths[p].form].flags & RN_FORM_IMPLICIT))
            order[n++] =
                (struct sorted){ (uint64_t)(end - p) << 32 | (v->n - p),
                                 (uint32_t)p };
    }
    qsort(order, n, sizeof *order, compare_sorted);
    return n;
}

static void order_paths(struct cover *v, struct sorted *order)
{
    for (size_t p = 0; p < v->n; p++)
        order[p] = (struct sorted){ v->paths[p].same, (uint32_t)p };
    qsort(order, v->n, sizeof *order, compare_sorted);
    for (size_t k = 0; k < v->n; k++) {
        v->by_same[k] = order[k].index;
        v->at[order[k].index] = (uint32_t)k;
    }
}

static bool link_paths(struct cover *v)
{
    const struct rn_model *m = v->c->m;
    uint32_t *last = rn_calloc(m->nconcepts * 3 + 1, sizeof *last);

    for (size_t i = 0; last && i < m->nconcepts * 3; i++)
        last[i] = RN_NO_INDEX;
    for (size_t p = v->n; last && p-- > 0;) {
        const struct rn_form *f = &m->forms[v->paths[p].form];
        uint32_t *at = &last[(size_t)f->concept * 3 + (size_t)f->lang];
        v->next[p] = *at;
        *at = (uint32_t)p;
    }
    if (!last)
        return false;
    rn_free(last);
    return true;
}

void rn_lint_covered(struct rn_checker *c)
{
    struct cover v = { .c = c, .paths = c->covered, .n = c->ncovered };
    struct sorted *order = rn_calloc(v.n + 1, sizeof *order);

    v.by_same = rn_calloc(v.n + 1, sizeof *v.by_same);
    v.at = rn_calloc(v.n + 1, sizeof *v.at);
    v.next = rn_calloc(v.n + 1, sizeof *v.next);
    v.fates = rn_calloc(c->m->nforms + 1, sizeof *v.fates);
    rn_arena_init(&v.arena[0]);
    rn_arena_init(&v.arena[1]);
    if (order && v.by_same && v.at && v.next && v.fates && link_paths(&v)) {
        size_t n;
        order_paths(&v, order);
        n = order_forms(&v, order);
        for (size_t i = 0; i < n; i++)
            judge(&v, order[i].index);
        report_covered(&v);
    } else {
        c->nomem = true;
    }
    rn_arena_release(&v.arena[0]);
    rn_arena_release(&v.arena[1]);
    rn_free(order);
    rn_free(v.by_same);
    rn_free(v.at);
    rn_free(v.next);
    rn_free(v.fates);
}
