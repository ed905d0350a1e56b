#include "match/possessive.h"

#include "text/text.h"

/* The word with "s" behind it, or without its last letter. */
static struct rn_span changed(struct rn_arena *a, struct rn_span w, bool longer,
                              bool *failed)
{
    char *s = rn_arena_alloc(a, w.len + 1);

    if (!s) {
        *failed = true;
        return w;
    }
    memcpy(s, w.ptr, w.len);
    s[w.len] = 's';
    return rn_span_of(s, longer ? w.len + 1 : w.len - 1);
}

/* Whether a word and "'s" stand at `i`, or with `plural` a word in "s" and an
 * apostrophe. */
static bool possessive_at(const struct rn_path *p, size_t i, bool plural)
{
    const struct rn_elem *e = &p->elems[i];

    if (i + 1 >= p->nelems || e->type != RN_ELEM_WORD ||
        !(e->flags & RN_TOK_WORD) || !(e->flags & RN_TOK_ASCII) ||
        e->key.len < 3 || e[1].type != RN_ELEM_WORD)
        return false;
    return plural
               ? e->key.ptr[e->key.len - 1] == 's' && rn_span_is(e[1].key, "'")
               : rn_span_is(e[1].key, "'s");
}

/* Whether a slot and "'s" stand at `i`: "{ministry}'s Department". */
static bool slot_at(const struct rn_path *p, size_t i)
{
    return i + 1 < p->nelems && p->elems[i].type == RN_ELEM_SLOT &&
           p->elems[i + 1].type == RN_ELEM_WORD &&
           rn_span_is(p->elems[i + 1].key, "'s");
}

/* Most paths have none. */
static bool has_apostrophe(const struct rn_path *p)
{
    for (size_t i = 0; i < p->nelems; i++)
        if (p->elems[i].type == RN_ELEM_WORD && p->elems[i].key.ptr[0] == '\'')
            return true;
    return false;
}

bool rn_possessive(struct rn_arena *a, const struct rn_path *p,
                   enum rn_possessive way, struct rn_path *out, bool *failed)
{
    struct rn_elem *e;
    size_t n = 0;
    bool other = false;

    if (!has_apostrophe(p))
        return false;
    e = rn_arena_zalloc(a, p->nelems, sizeof *e);
    if (!e) {
        *failed = true;
        return false;
    }
    for (size_t i = 0; i < p->nelems; i++) {
        bool one = possessive_at(p, i, false), many = possessive_at(p, i, true);
        bool before = way == RN_POSSESSIVE_BEFORE;
        e[n] = p->elems[i];
        if ((one && !before) || (many && before)) {
            e[n].key = changed(a, e[n].key, one, failed);
            e[n].text = changed(a, e[n].text, one, failed);
            if (one) /* "VFFs'" */
                e[n].flags &= ~(unsigned)RN_TOK_ALLCAPS;
        }
        n++;
        if (way == RN_POSSESSIVE_BEHIND && slot_at(p, i)) {
            e[n] = p->elems[++i];
            e[n].key = e[n].text = RN_LIT("'");
            e[n].flags = RN_TOK_MARK; /* as in a form that says so */
            n++;
            other = true;
            continue;
        }
        if (!one && !many)
            continue;
        i++;
        other |= way == RN_POSSESSIVE_NONE || one != before;
        if (way == RN_POSSESSIVE_NONE)
            continue;
        e[n] = p->elems[i];
        e[n].key = e[n].text = before ? RN_LIT("'s") : RN_LIT("'");
        n++;
    }
    *out = *p;
    out->elems = e;
    out->nelems = n;
    return other && !*failed;
}
