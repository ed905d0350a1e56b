/* Vietnamese without marks: which forms are then like other words.
 *
 * "bàn", "bản" and "ban" are one word in a text without marks. A path of a form
 * is unsafe so when it reads like a path of another concept with which it could
 * be confused, in Vietnamese or in a language that has no marks, or when it is
 * made of one or two ordinary syllables ("đảng bộ" is "đang bỏ") and may stand
 * alone. Paths of one concept do each other no harm. */
#include "base/hash.h"
#include "base/mem.h"
#include "lexicon/build.h"

enum {
    /* Paths that are alike and with which each is compared: keeps it linear. */
    NEIGHBOURS_MAX = 64,

    /* Words of a form that ordinary syllables can make up by chance. */
    COMMON_MAX = 2
};

/* ---- words without marks ----------------------------------------------- */

static bool grow_stripped(struct rn_stripped *s)
{
    size_t size = s->size ? s->size * 2 : 4096;
    uint64_t *keys = rn_calloc(size, sizeof *keys);
    uint64_t *bare = rn_calloc(size, sizeof *bare);

    if (!keys || !bare) {
        rn_free(keys);
        rn_free(bare);
        return false;
    }
    for (size_t i = 0; i < s->size; i++) {
        size_t at = s->keys[i] & (size - 1);
        if (!s->keys[i])
            continue;
        while (keys[at])
            at = (at + 1) & (size - 1);
        keys[at] = s->keys[i];
        bare[at] = s->bare[i];
    }
    rn_free(s->keys);
    rn_free(s->bare);
    s->keys = keys;
    s->bare = bare;
    s->size = size;
    return true;
}

/* The hash of a key without its marks. A lexicon says few words often, so what
 * was stripped once is looked up. */
static uint64_t bare_hash(struct rn_checker *c, struct rn_span key,
                          uint64_t hash)
{
    struct rn_stripped *s = &c->stripped;
    size_t at;

    hash |= 1; /* 0 is free */
    if (s->n * 2 >= s->size && !grow_stripped(s)) {
        c->nomem = true;
        return 0;
    }
    for (at = hash & (s->size - 1); s->keys[at]; at = (at + 1) & (s->size - 1))
        if (s->keys[at] == hash)
            return s->bare[at];
    rn_buf_clear(&c->key);
    rn_text_strip_key(key, &c->key);
    c->nomem |= c->key.failed;
    s->keys[at] = hash;
    s->bare[at] = rn_hash(c->key.ptr, c->key.len);
    s->n++;
    return s->bare[at];
}

/* ---- ordinary syllables ------------------------------------------------ */

/* The list `common-unmarked` of the Vietnamese words, once. */
static void read_common(struct rn_checker *c)
{
    for (size_t i = 0; i < c->m->nlists; i++) {
        const struct rn_word_list *list = &c->m->lists[i];
        if (list->lang != RENORM_VI || list->list != RN_LIST_COMMON_UNMARKED)
            continue;
        for (size_t w = 0; w < list->nwords; w++)
            if (!rn_names_put(&c->common, list->words[w], 1))
                c->nomem = true;
    }
}

static bool is_common(struct rn_checker *c, const struct rn_form *f,
                      const struct rn_path *path)
{
    if (f->lang != RENORM_VI || path->nelems > COMMON_MAX ||
        (f->flags & (RN_FORM_ALONE_NEVER | RN_FORM_PLACE)))
        return false;
    for (size_t i = 0; i < path->nelems; i++) {
        if (path->elems[i].type != RN_ELEM_WORD)
            return false;
        rn_buf_clear(&c->key);
        rn_text_strip_key(path->elems[i].key, &c->key);
        if (c->key.failed)
            c->nomem = true;
        else if (rn_names_find(&c->common, rn_buf_span(&c->key)) == RN_NO_INDEX)
            return false;
    }
    return true;
}

/* ---- paths ------------------------------------------------------------- */

void rn_note_bare(struct rn_checker *c, uint32_t form,
                  const struct rn_form_paths *paths)
{
    const struct rn_form *f = &c->m->forms[form];

    if (!c->nbare)
        read_common(c);
    if (!rn_grow(&c->bare, &c->bare_cap, c->nbare + paths->npaths,
                 sizeof *c->bare)) {
        c->nomem = true;
        return;
    }
    for (uint32_t i = 0; i < paths->npaths && !c->nomem; i++) {
        const struct rn_path *p = &paths->paths[i];
        struct rn_bare b = { .form = form, .path = i };
        b.vi = f->lang == RENORM_VI;
        for (size_t k = 0; k < p->nelems; k++) {
            const struct rn_elem *e = &p->elems[k];
            struct rn_span s = e->type == RN_ELEM_WORD ? e->key : e->kind;
            uint64_t hash = rn_hash(s.ptr, s.len), bare = hash;
            if (e->type == RN_ELEM_WORD)
                bare = bare_hash(c, s, hash);
            b.marked = rn_hash_mix(b.marked ^ hash, RN_HASH_K0 + e->type);
            b.bare = rn_hash_mix(b.bare ^ bare, RN_HASH_K0 + e->type);
        }
        b.common = is_common(c, f, p);
        c->bare[c->nbare++] = b;
    }
}

static int compare_bare(const void *a, const void *b)
{
    const struct rn_bare *x = a, *y = b;

    if (x->bare != y->bare)
        return x->bare < y->bare ? -1 : 1;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    return (x->path > y->path) - (x->path < y->path);
}

/* Whether the path `a`, Vietnamese, is `b` in a text without marks, and neither
 * is so by its own marks. What is ignored gives way: it would always win, and
 * it is there because it differs by its marks. */
static bool confused(const struct rn_checker *c, const struct rn_bare *a,
                     const struct rn_bare *b)
{
    const struct rn_model *m = c->m;
    const struct rn_form *f = &m->forms[a->form], *g = &m->forms[b->form];
    uint32_t x = m->concepts[f->concept].kind, y = m->concepts[g->concept].kind;

    if (f->concept == g->concept ||
        (a->marked == b->marked &&
         (b->vi || (f->flags & g->flags & RN_FORM_PLACE))) ||
        x == RN_NO_INDEX || y == RN_NO_INDEX)
        return false;
    if (rn_kind_ignored(m, x))
        return !rn_kind_ignored(m, y);
    return rn_rivals(c, f, g);
}

static void note_unsafe(struct rn_checker *c, const struct rn_bare *a,
                        uint32_t other)
{
    const struct rn_model *m = c->m;
    const struct rn_form *f = &m->forms[a->form];
    const struct rn_form *g = other == RN_NO_INDEX ? NULL : &m->forms[other];

    if (g)
        rn_report(c->d, RENORM_NOTE, RN_E_BARE_UNSAFE, rn_model_at(m, f->at, 0),
                  NULL, "without marks '%.*s' may be '%.*s' of '%.*s' at %s:%u",
                  rn_clip(f->text), f->text.ptr, rn_clip(g->text), g->text.ptr,
                  RN_ARG(m->concepts[g->concept].id), m->files[g->at.file].path,
                  (unsigned)g->at.line);
    else
        rn_report(c->d, RENORM_NOTE, RN_E_BARE_UNSAFE, rn_model_at(m, f->at, 0),
                  NULL, "without marks '%.*s' is made of ordinary syllables",
                  RN_ARG(f->text));
}

/* By path, the form that it is confused with; 0: safe. */
#define UNSAFE_COMMON UINT32_MAX

static void check_one(struct rn_checker *c, size_t first, size_t i,
                      uint32_t *with)
{
    const struct rn_bare *a = &c->bare[i];
    size_t last = i + NEIGHBOURS_MAX;

    if (!a->vi)
        return;
    if (i - first > NEIGHBOURS_MAX)
        first = i - NEIGHBOURS_MAX;
    for (size_t k = first;
         k < c->nbare && k < last && c->bare[k].bare == a->bare; k++)
        if (confused(c, a, &c->bare[k])) {
            with[i] = c->bare[k].form + 1;
            return;
        }
    if (a->common &&
        rn_kind_emits(c->m, c->m->concepts[c->m->forms[a->form].concept].kind))
        with[i] = UNSAFE_COMMON;
}

/* Notes go by place, one a form. */
static void note_all(struct rn_checker *c, const uint32_t *with)
{
    uint32_t *first = rn_calloc(c->m->nforms + 1, sizeof *first);

    if (!first) {
        c->nomem = true;
        return;
    }
    for (size_t i = c->nbare; i-- > 0;)
        if (with[i])
            first[c->bare[i].form] = (uint32_t)i + 1;
    for (size_t f = 0; f < c->m->nforms; f++)
        if (first[f]) {
            uint32_t w = with[first[f] - 1];
            note_unsafe(c, &c->bare[first[f] - 1],
                        w == UNSAFE_COMMON ? RN_NO_INDEX : w - 1);
        }
    rn_free(first);
}

static enum rn_bare_use use_of(const struct rn_checker *c, uint32_t form,
                               uint32_t with)
{
    const struct rn_model *m = c->m;
    uint32_t kind = m->concepts[m->forms[form].concept].kind;

    if (!with)
        return RN_BARE_FREE;
    if (with == UNSAFE_COMMON)
        return RN_BARE_CAPITAL;
    return rn_kind_emits(m, kind) ? RN_BARE_INSIDE : RN_BARE_NOT;
}

void rn_check_bare(struct rn_checker *c)
{
    struct rn_model *m = c->m;
    uint32_t *with = rn_calloc(c->nbare + 1, sizeof *with);

    m->bare_use = rn_arena_zalloc(&m->arena, m->npaths + 1, 1);
    if (!with || !m->bare_use) {
        rn_free(with);
        c->nomem = true;
        return;
    }
    if (c->nbare)
        qsort(c->bare, c->nbare, sizeof *c->bare, compare_bare);
    for (size_t i = 0, first = 0; i < c->nbare; i++) {
        const struct rn_bare *a = &c->bare[i];
        struct rn_form *form = &m->forms[a->form];
        if (a->bare != c->bare[first].bare)
            first = i;
        check_one(c, first, i, with);
        if (with[i])
            form->flags |= RN_FORM_BARE_UNSAFE;
        m->bare_use[form->first_path + a->path] =
            (uint8_t)use_of(c, a->form, with[i]);
    }
    if (c->lint)
        note_all(c, with);
    rn_free(with);
}
