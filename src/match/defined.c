#include "match/defined.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "match/builtin.h"
#include "match/select.h"

/* A shorter abbreviation is written by many names, so its letters stand for
 * words in a row. */
enum { LETTERS_FREE = 4, LETTERS_MIN = 2 };

/* ---- life --------------------------------------------------------------- */

void rn_defined_init(struct rn_defined *d)
{
    *d = (struct rn_defined){ 0 };
}

void rn_defined_release(struct rn_defined *d)
{
    rn_free(d->items);
    rn_free(d->kids);
    rn_defined_init(d);
}

void rn_defined_page(struct rn_defined *d)
{
    d->n = d->nitems = d->nkids = d->installed = 0;
}

bool rn_defined_install(struct rn_chart *c)
{
    struct rn_defined *d = &c->defined;
    size_t n = d->installed;

    c->nitems = d->nitems;
    c->nkids = d->nkids;
    if (!d->nitems)
        return true;
    if (!rn_grow(&c->items, &c->items_cap, d->nitems, sizeof *c->items) ||
        !rn_grow(&c->kids, &c->kids_cap, d->nkids, sizeof *c->kids))
        return false;
    memcpy(c->items + n, d->items + n, (d->nitems - n) * sizeof *c->items);
    if (d->nkids)
        memcpy(c->kids, d->kids, d->nkids * sizeof *c->kids);
    d->installed = d->nitems;
    return true;
}

/* ---- keeping a derivation ----------------------------------------------- */

static uint32_t keep_item(struct rn_chart *c, uint32_t item);

/* A copy of the item and of all that it is made of, at the index that it will
 * have in the chart; RN_NONE when memory runs out. */
static uint32_t keep_item(struct rn_chart *c, uint32_t item)
{
    struct rn_defined *d = &c->defined;
    struct rn_item copy = c->items[item];
    uint32_t kid[RN_FORM_SLOTS_MAX] = { 0 };

    if (item < d->installed)
        return item; /* it is made of an abbreviation itself */
    for (uint32_t k = 0; k < copy.nkids && k < RN_FORM_SLOTS_MAX; k++)
        kid[k] = keep_item(c, c->kids[copy.kids + k]);
    if (copy.extra != RN_NONE)
        copy.extra = keep_item(c, copy.extra);
    if (c->failed ||
        !rn_grow(&d->kids, &d->kids_cap, d->nkids + copy.nkids,
                 sizeof *d->kids) ||
        !rn_grow(&d->items, &d->items_cap, d->nitems + 1, sizeof *d->items)) {
        c->failed = true;
        return RN_NONE;
    }
    copy.kids = (uint32_t)d->nkids;
    for (uint32_t k = 0; k < copy.nkids && k < RN_FORM_SLOTS_MAX; k++)
        d->kids[d->nkids++] = kid[k];
    d->items[d->nitems] = copy;
    return (uint32_t)d->nitems++;
}

/* ---- abbreviations ------------------------------------------------------ */

/* An abbreviation in parentheses: its tokens are open+1 … close-1. */
struct abbr {
    uint32_t open, close;
    unsigned letters; /* of those in capitals */
    bool glued;       /* one word, as it is written */
};

/* The capitals of the token: what it is without the "s" of an English plural,
 * "CPCs"; nothing where it is no letters. */
static struct rn_span capitals(const struct rn_chart *c, uint32_t i)
{
    struct rn_span w = { c->page.ptr + c->tok->start[i],
                         c->tok->end[i] - c->tok->start[i] };

    if (c->tok->flags[i] & RN_TOK_ALLCAPS)
        return w;
    if (w.len <= LETTERS_MIN || w.ptr[--w.len] != 's')
        return (struct rn_span){ 0 };
    for (size_t k = 0; k < w.len; k++)
        if (!rn_ascii_upper((unsigned char)w.ptr[k]))
            return (struct rn_span){ 0 };
    return w;
}

/* Whether the token is letters in an English plural. */
static bool in_plural(const struct rn_chart *c, uint32_t i)
{
    return capitals(c, i).len && !(c->tok->flags[i] & RN_TOK_ALLCAPS);
}

static bool abbr_at(struct rn_chart *c, uint32_t open, struct abbr *a)
{
    const struct rn_tokens *t = c->tok;

    *a = (struct abbr){ .open = open, .glued = true };
    if (!rn_is_mark(c, open, '('))
        return false;
    for (uint32_t i = open + 1; i < c->last && i <= open + 1 + RN_PAREN_MAX;
         i++) {
        bool caps = capitals(c, i).len > 0;
        if (t->flags[i] & (RN_TOK_HARD | RN_TOK_KEEP))
            return false;
        if (rn_is_mark(c, i, ')')) {
            a->close = i;
            return a->letters >= LETTERS_MIN;
        }
        if ((i == open + 1 && !caps) || rn_is_mark_of(c, i, ",;:"))
            return false;
        if (caps)
            a->letters += (unsigned)rn_plain_key(c, i).len - in_plural(c, i);
        a->glued = a->glued && (i == open + 1 || (t->flags[i] & RN_TOK_GLUED));
    }
    return false;
}

/* Whether initials may skip the token: a small word, a mark. */
static bool skipped(const struct rn_chart *c, uint32_t i)
{
    const unsigned small = RN_WORD_JOINS | RN_WORD_OF | RN_WORD_THE;

    return !(c->tok->flags[i] & RN_TOK_WORD) ||
           (rn_word_bits_at(c, i) & small) ||
           rn_token_key(c->tok, i).ptr[0] == '\'';
}

/* Behind the token of from … to-1 that has the key of token `i`; 0 where none
 * has. */
static uint32_t behind_same(const struct rn_chart *c, uint32_t from,
                            uint32_t to, uint32_t i)
{
    for (; from < to; from++)
        if (rn_span_eq(rn_token_key(c->tok, from), rn_token_key(c->tok, i)))
            return from + 1;
    return 0;
}

/* Behind the token of from … to-1 that begins with the letter; 0 where none
 * does. `free`: words may be left out. */
static uint32_t behind_initial(struct rn_chart *c, uint32_t from, uint32_t to,
                               char letter, bool free)
{
    for (; from < to; from++) {
        struct rn_span p = rn_plain_key(c, from);
        if (p.len && p.ptr[0] == letter)
            return from + 1;
        if (!free && !skipped(c, from))
            return 0;
    }
    return 0;
}

/* Behind the last of the words from … to-1 that the abbreviation's letters
 * stand for, in order and from the first on; 0 where they do not. */
static uint32_t spelled(struct rn_chart *c, const struct abbr *a, uint32_t from,
                        uint32_t to)
{
    uint32_t at = from, next;

    for (uint32_t i = a->open + 1; i < a->close; i++) {
        char letters[64];
        struct rn_span p;
        if (c->tok->flags[i] & RN_TOK_MARK)
            continue;
        next = i > a->open + 1 ? behind_same(c, at, to, i) : 0;
        if (next) {
            at = next;
            continue;
        }
        p = rn_plain_key(c, i);
        if (!capitals(c, i).len || p.len > sizeof letters)
            return 0;
        p.len -= in_plural(c, i);
        memcpy(letters, p.ptr, p.len);
        for (size_t l = 0; l < p.len; l++) {
            bool first = at == from;
            at = behind_initial(c, at, first ? from + 1 : to, letters[l],
                                a->letters >= LETTERS_FREE);
            if (!at)
                return 0;
        }
    }
    return at;
}

/* ---- definitions -------------------------------------------------------- */

/* Whether the item, an English one, is in the plural by its own head, and so is
 * the abbreviation, one word: "Commune People's Committees (CPCs)". */
static bool both_plural(const struct rn_chart *c, const struct abbr *a,
                        const struct rn_item *it)
{
    return a->close == a->open + 2 && in_plural(c, a->open + 1) &&
           (it->flags & RN_ITEM_PLURAL) && rn_root_english(it->root);
}

static void define(struct rn_chart *c, const struct abbr *a, uint32_t item)
{
    struct rn_defined *d = &c->defined;

    for (size_t k = 0; k < d->n; k++)
        if (d->v[k].open == a->open)
            return; /* the segment is read once more */
    if (d->n == RN_DEFINED_MAX ||
        (item != RN_NONE && rn_item_plural(c, &c->items[item]) &&
         !both_plural(c, a, &c->items[item])))
        return;
    if (item != RN_NONE)
        item = keep_item(c, item);
    if (!c->failed)
        d->v[d->n++] =
            (struct rn_definition){ item, a->open, a->close - a->open - 1 };
}

static bool emits(const struct rn_chart *c, uint32_t item, uint32_t kind)
{
    return c->im->kinds[c->items[item].kind].emit == kind;
}

/* The body within the item that ends where it does; RN_NONE where none does. */
static uint32_t last_body(const struct rn_chart *c, uint32_t item)
{
    const struct rn_item *it = &c->items[item];

    for (uint32_t k = 0; k < it->nkids; k++) {
        uint32_t kid = c->kids[it->kids + k];
        if (c->items[kid].end == it->end && kid >= c->defined.installed &&
            emits(c, kid, c->im->head->kind_body))
            return kid;
    }
    return RN_NONE;
}

/* Whether the item is a body, or a title that ends with one. */
static bool ends_body(const struct rn_chart *c, uint32_t item)
{
    return emits(c, item, c->im->head->kind_body) ||
           (emits(c, item, c->im->head->kind_title) &&
            last_body(c, item) != RN_NONE);
}

/* Whether the abbreviation's letters stand for the item, or for what is behind
 * the place that begins it: "Ben Tre's | Department of Health (DOH)". */
static bool stands_for(struct rn_chart *c, const struct abbr *a, uint32_t item)
{
    const struct rn_item *it = &c->items[item];
    const struct rn_item *kid;

    if (spelled(c, a, it->start, it->end))
        return true;
    kid = it->nkids ? &c->items[c->kids[it->kids]] : NULL;
    return kid && kid->start == it->start &&
           c->im->kinds[kid->kind].emit == RN_NONE &&
           spelled(c, a, kid->end, it->end);
}

/* A body that ends with the item, of words that the item reads in another way:
 * "Secretary of the {area} Party Committee" has an area alone in it. RN_NONE
 * where the abbreviation's letters stand for none. */
static uint32_t body_within(struct rn_chart *c, const struct abbr *a,
                            uint32_t item)
{
    uint32_t end = c->items[item].end;

    for (uint32_t from = c->items[item].start + 1; from < end; from++) {
        uint32_t n;
        const struct rn_item *it = rn_cell(c, from, &n);
        for (; n; n--, it++)
            if (it->end == end && rn_is_body(c, it) &&
                !(it->flags & RN_ITEM_DEAD) && spelled(c, a, from, end))
                return (uint32_t)(it - c->items);
    }
    return RN_NONE;
}

/* Define the abbreviation as the mention before it, or as the last body in
 * that, by its initials. */
static bool define_as(struct rn_chart *c, const struct abbr *a, uint32_t item)
{
    uint32_t whole = item;

    for (; item != RN_NONE; item = last_body(c, item)) {
        if (!emits(c, item, c->im->head->kind_body) &&
            !emits(c, item, c->im->head->kind_title))
            return false;
        if (stands_for(c, a, item)) {
            uint32_t body = last_body(c, item); /* "Director Of | the DOST" */
            bool same = body != RN_NONE && stands_for(c, a, body);
            define(c, a, same ? body : item);
            return true;
        }
    }
    item = body_within(c, a, whole);
    if (item != RN_NONE)
        define(c, a, item);
    return item != RN_NONE;
}

/* Drop the mentions that lie in the parentheses, from mention `k` on. */
static void drop_within(struct rn_selection *s, size_t k, const struct abbr *a)
{
    size_t to = k;

    while (to < s->n && s->v[to].start > a->open && s->v[to].end <= a->close)
        to++;
    memmove(s->v + k, s->v + to, (s->n - to) * sizeof *s->v);
    s->n -= to - k;
}

static bool translation(const struct rn_chart *c, uint32_t item)
{
    return rn_root_english(c->items[item].root);
}

/* "Name (ABBR)" behind mention `k`. An abbreviation alone says a body before it
 * again, and so does one of the original behind an English name, whatever its
 * letters: its own was written anew perhaps. */
static void read_behind(struct rn_chart *c, struct rn_selection *s, size_t k)
{
    const struct rn_found *f = &s->v[k];
    bool gloss = k > 0 && rn_is_mark(c, f->end, ']') &&
                 f->start == f[-1].end + 1 && rn_is_mark(c, f[-1].end, '[');
    bool again;
    struct abbr a;

    if (!abbr_at(c, f->end + gloss, &a))
        return;
    again =
        define_as(c, &a, f->item) || (gloss && define_as(c, &a, f[-1].item));
    if (k + 1 < s->n && s->v[k + 1].start == a.open + 1 &&
        s->v[k + 1].end == a.close)
        again = again || (a.glued && ends_body(c, f->item)) ||
                (translation(c, f->item) && !translation(c, s->v[k + 1].item));
    if (again)
        drop_within(s, k + 1, &a);
}

/* Whether some item between the parentheses is all that stands there. */
static bool listed(const struct rn_chart *c, const struct abbr *a)
{
    uint32_t n;
    const struct rn_item *it = rn_cell(c, a->open + 1, &n);

    for (; n; n--, it++)
        if (it->end == a->close && it->concept != RN_NONE &&
            !(it->flags & RN_ITEM_DEFINED))
            return true;
    return false;
}

/* The whole before the parentheses at `open`, whose English part stands behind
 * them, "Bar Federation (BF) | Standing Committee"; else the item, RN_NONE
 * where neither is a body that the abbreviation stands for. */
static uint32_t whole_before(struct rn_chart *c, const struct abbr *a,
                             uint32_t item)
{
    const struct rn_item *it = &c->items[item];
    uint32_t n, from = it->start;
    const struct rn_item *w = rn_cell(c, from, &n);

    if (!emits(c, item, c->im->head->kind_body) ||
        !spelled(c, a, from, a->open))
        return RN_NONE;
    if (!rn_root_english(it->root) ||
        (rn_word_bits_at(c, a->close + 1) & RN_WORD_OF))
        return item;
    for (; n; n--, w++) /* a longer one of its kind may have taken its place */
        if (w->end == a->open && (w->flags & RN_ITEM_STANDS) &&
            w->concept != it->concept && rn_is_body(c, w))
            return (uint32_t)(w - c->items);
    return item;
}

/* "Trung tâm Kiểm soát bệnh tật (TTKSBT) tỉnh Lai Châu": the innermost body
 * that the parentheses lie in. */
static void read_within(struct rn_chart *c, const struct rn_found *f)
{
    for (uint32_t i = f->start + 1; i + 2 < f->end; i++) {
        uint32_t item = f->item, kid = RN_NONE;
        struct abbr a;
        if (!rn_is_mark(c, i, '(') || !abbr_at(c, i, &a) || listed(c, &a))
            continue;
        do {
            const struct rn_item *it = &c->items[item];
            kid = RN_NONE;
            for (uint32_t k = 0; k < it->nkids; k++) {
                const struct rn_item *in = &c->items[c->kids[it->kids + k]];
                if (in->start < i && in->end > a.close)
                    kid = c->kids[it->kids + k];
            }
            item = kid == RN_NONE ? item : kid;
        } while (kid != RN_NONE);
        item = whole_before(c, &a, item);
        if (item != RN_NONE)
            define(c, &a, item);
    }
}

/* Where the abbreviation may stand that the mention says in full: before its
 * parentheses, "PPC (Provincial People's Committee)", or first on a line of
 * which it is the rest, with a dash or a colon between or nothing; RN_NONE. */
static uint32_t abbr_before(const struct rn_chart *c, const struct rn_found *f)
{
    uint32_t gap;

    if (f->start >= c->first + 2 && rn_is_mark(c, f->start - 1, '(') &&
        f->end < c->last && rn_is_mark(c, f->end, ')'))
        return f->start - 2;
    if (f->end != c->last || f->start <= c->first)
        return RN_NONE;
    gap = f->start - c->first;
    return gap == 1 || (gap == 2 && rn_is_mark_of(c, c->first + 1, "-:"))
               ? c->first
               : RN_NONE;
}

/* "PPC (Provincial People's Committee)": the letters are those of all words. */
static void read_before(struct rn_chart *c, const struct rn_found *f)
{
    uint32_t at = abbr_before(c, f);
    struct abbr a;

    if (at == RN_NONE)
        return;
    a = (struct abbr){ .open = at - 1, .close = at + 1, .glued = true };
    a.letters = (unsigned)capitals(c, at).len;
    if (a.letters > LETTERS_MIN && emits(c, f->item, c->im->head->kind_body) &&
        spelled(c, &a, f->start, f->end) == f->end)
        define(c, &a, f->item);
}

/* Whether a reading from token `from` to `to` is of the concept, whether it may
 * stand or not. */
static bool means(const struct rn_chart *c, uint32_t from, uint32_t to,
                  uint32_t concept)
{
    uint32_t n;
    const struct rn_item *it = rn_cell(c, from, &n);

    for (; n; n--, it++)
        if (it->end == to && it->concept == concept)
            return true;
    return false;
}

/* "Trường Sơn (TS)": mention `k` stands alone in parentheses, and its letters
 * are those of words before it that mean something else. */
static bool read_away(struct rn_chart *c, struct rn_selection *s, size_t k)
{
    const struct rn_found *f = &s->v[k];
    struct abbr a;

    if (!rn_is_mark(c, f->start - 1, '(') || !rn_is_mark(c, f->end, ')') ||
        !abbr_at(c, f->start - 1, &a) || !a.glued ||
        a.letters >= LETTERS_FREE || (k > 0 && s->v[k - 1].end == a.open))
        return false;
    for (uint32_t from = a.open; from > c->first &&
                                 a.open - from < 2 * LETTERS_FREE &&
                                 (c->tok->flags[from - 1] & RN_TOK_WORD);) {
        from--;
        if (means(c, from, a.open, c->items[f->item].concept))
            return false;
        if ((c->tok->flags[from] & RN_TOK_UPPER) &&
            spelled(c, &a, from, a.open) == a.open) {
            define(c, &a, RN_NONE);
            drop_within(s, k, &a);
            return true;
        }
    }
    return false;
}

/* Whether the letters at `a` are at `b` too, spelled alike or but for the
 * English plural. */
static bool same_letters(const struct rn_chart *c, uint32_t a, uint32_t b)
{
    const struct rn_tokens *t = c->tok;

    if (t->spelling[a] == t->spelling[b])
        return t->end[a] - t->start[a] == t->end[b] - t->start[b];
    return rn_span_eq(capitals(c, a), capitals(c, b));
}

/* Whether a definition from `d` on holds at a later token of the segment. */
static bool used(const struct rn_chart *c, size_t d)
{
    for (; d < c->defined.n; d++) {
        const struct rn_definition *def = &c->defined.v[d];
        for (uint32_t i = def->open + def->n + 1; i < c->last; i++)
            if (same_letters(c, def->open + 1, i))
                return true;
    }
    return false;
}

renorm_status rn_defined_learn(struct rn_chart *c, struct rn_selection *s,
                               bool *again)
{
    size_t before = c->defined.n;

    for (size_t k = 0; k < s->n && !c->failed;) {
        if (read_away(c, s, k))
            continue; /* another one has its place */
        read_within(c, &s->v[k]);
        read_before(c, &s->v[k]);
        read_behind(c, s, k++);
    }
    *again = used(c, before);
    return c->failed ? RENORM_E_NOMEM : RENORM_OK;
}

/* ---- use ---------------------------------------------------------------- */

/* Behind the abbreviation where it stands at token `i` as it was defined, in
 * exact case; 0 where it does not. */
static uint32_t behind_abbr(const struct rn_chart *c,
                            const struct rn_definition *d, uint32_t i)
{
    const struct rn_tokens *t = c->tok;
    uint32_t first = d->open + 1, end = i + d->n;

    if (i <= d->open + d->n || end > c->last)
        return 0;
    if (d->n == 1 && same_letters(c, first, i))
        return t->flags[i] & RN_TOK_KEEP ? 0 : end;
    for (uint32_t k = 0; k < d->n; k++)
        if (t->spelling[i + k] != t->spelling[first + k])
            return 0;
    if (t->end[end - 1] - t->start[i] !=
        t->end[first + d->n - 1] - t->start[first])
        return 0;
    for (uint32_t k = i; k < end; k++)
        if (t->flags[k] & (RN_TOK_KEEP | (k > i ? RN_TOK_HARD : 0)))
            return 0;
    return end;
}

/* The page's last definition for what stands at token `i`, and *end behind it;
 * NULL where there is none. */
static const struct rn_definition *defined_at(const struct rn_chart *c,
                                              uint32_t i, uint32_t *end)
{
    if (!capitals(c, i).len)
        return NULL; /* as most words with a capital */
    for (size_t k = c->defined.n; k-- > 0;) {
        *end = behind_abbr(c, &c->defined.v[k], i);
        if (*end)
            return &c->defined.v[k];
    }
    return NULL;
}

/* Whether an area or a place begins at token `i`: the abbreviation of `item`
 * before it is that of another area. Behind an English one a bare name is a
 * person's: "Secretary of the PPC | Lo Thi Xuan". */
static bool area_at(const struct rn_chart *c, uint32_t i, uint32_t item)
{
    bool english = rn_root_english(c->items[item].root);
    const struct rn_image_header *h = c->im->head;
    uint32_t n;
    const struct rn_item *it;

    if (i >= c->last || (c->tok->flags[i] & RN_TOK_HARD))
        return false;
    for (it = rn_cell(c, i, &n); n; n--, it++) {
        if ((it->flags & RN_ITEM_DEAD) ||
            c->im->kinds[it->kind].emit != RN_NONE)
            continue;
        if ((h->kind_place != RN_NONE && rn_item_is(c, it, h->kind_place) &&
             !(english && it->kind == RN_B_NAME)) ||
            rn_item_slot(c, it, h->label_level) != RN_NONE ||
            rn_item_slot(c, it, h->label_place) != RN_NONE)
            return true;
    }
    return false;
}

/* Whether a place is part of the item: of it there is one. */
static bool placed(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_image_header *h = c->im->head;

    if (rn_item_slot(c, it, h->label_place) != RN_NONE ||
        (h->kind_place != RN_NONE && rn_item_is(c, it, h->kind_place)))
        return true;
    for (uint32_t k = 0; k < it->nkids; k++)
        if (placed(c, &c->items[c->kids[it->kids + k]]))
            return true;
    return false;
}

void rn_defined_items(struct rn_chart *c, uint32_t i)
{
    uint32_t end;
    const struct rn_definition *d = defined_at(c, i, &end);
    struct rn_item it;

    if (!d || d->item == RN_NONE || area_at(c, end, d->item))
        return;
    it = c->items[d->item];
    if (in_plural(c, i) && (!rn_root_english(it.root) || placed(c, &it)))
        return;
    it.start = i;
    it.end = end;
    it.defined = (uint32_t)(d - c->defined.v);
    it.flags = RN_ITEM_STANDS | RN_ITEM_DEFINED;
    if (in_plural(c, i))
        it.flags |= RN_ITEM_PLURAL;
    rn_chart_offer(c, &it);
}

bool rn_defined_away(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t end;
    const struct rn_definition *d =
        c->defined.n ? defined_at(c, it->start, &end) : NULL;

    return d && d->item == RN_NONE && end == it->end;
}

bool rn_defined_instead(const struct rn_chart *c, uint32_t i, uint32_t end)
{
    uint32_t behind;
    const struct rn_definition *d =
        c->defined.n ? defined_at(c, i, &behind) : NULL;

    return d && d->item != RN_NONE && behind == end &&
           !area_at(c, end, d->item);
}
