/* Forms against each other: which read alike, and which of them can never win.
 */
#include "base/hash.h"
#include "base/mem.h"
#include "lexicon/build.h"

enum {
    /* Pairs told at most; who has more has one cause for all. */
    TOLD_MAX = 200,

    /* Forms of one frame that each is compared with: keeps lint linear. */
    NEIGHBOURS_MAX = 64
};

/* ---- shapes ------------------------------------------------------------ */

static uint64_t add_hash(uint64_t h, uint64_t what, struct rn_span s)
{
    return rn_hash_mix(h ^ rn_hash(s.ptr, s.len), RN_HASH_K0 + what);
}

static uint8_t alone_of(const struct rn_model *m, const struct rn_form *f,
                        const struct rn_path *p)
{
    uint32_t kind = m->concepts[f->concept].kind;
    uint32_t title = rn_model_kind(m, RN_LIT("title"));
    uint32_t body = rn_model_kind(m, RN_LIT("body"));

    if (f->flags & RN_FORM_ALONE_NEVER)
        return 0;
    if (f->flags & RN_FORM_ALONE_CAPITAL)
        return 1;
    if ((f->flags & RN_FORM_ALONE_FREE) || f->lang == RENORM_VI ||
        p->nelems > 1 || p->elems[0].type == RN_ELEM_SLOT ||
        kind == RN_NO_INDEX)
        return 2;
    return (title != RN_NO_INDEX && rn_model_kind_is(m, kind, title)) ||
                   (body != RN_NO_INDEX && rn_model_kind_is(m, kind, body))
               ? 1
               : 2;
}

/* Capitals of two or three letters must stand as they are written. */
static bool short_capitals(const struct rn_elem *e)
{
    size_t letters = 0;

    for (size_t i = 0; i < e->text.len; i++)
        letters += ((unsigned char)e->text.ptr[i] & 0xc0) != 0x80;
    return (e->flags & RN_TOK_WORD) && (e->flags & RN_TOK_ALLCAPS) &&
           (letters == 2 || letters == 3);
}

static void note_shape(struct rn_checker *c, uint32_t form,
                       const struct rn_path *path, bool exact)
{
    const struct rn_form *f = &c->m->forms[form];
    /* A place is the same word in every language. */
    uint64_t lang = f->flags & RN_FORM_PLACE ? RENORM_VI : f->lang;
    struct rn_shape s = { .frame = lang,
                          .hash = lang * 2 + exact,
                          .form = form,
                          .slots = (uint32_t)c->nshape_slots,
                          .alone = alone_of(c->m, f, path),
                          .exact = exact };

    for (size_t i = 0; i < path->nelems; i++) {
        const struct rn_elem *e = &path->elems[i];
        if (e->type == RN_ELEM_SLOT) {
            c->shape_slots[c->nshape_slots++] = rn_slot_node(c->m, e->kind);
            s.nslots++;
            s.frame = add_hash(s.frame, e->type, RN_LIT("{}"));
            s.hash = add_hash(s.hash, e->type, e->kind);
            continue;
        }
        s.frame = add_hash(s.frame, e->type, e->key);
        s.hash = add_hash(s.hash, e->type, e->key);
        if (exact && (e->flags & RN_TOK_UPPER))
            s.upper |= UINT32_C(1) << i;
        if (short_capitals(e))
            s.caps |= UINT32_C(1) << i;
    }
    c->shapes[c->nshapes++] = s;
}

void rn_note_shapes(struct rn_checker *c, uint32_t form,
                    const struct rn_form_paths *paths)
{
    size_t nslots = 0;

    if (c->m->forms[form].flags & RN_FORM_BEFORE)
        return; /* what must stand behind it tells it from others */
    for (size_t i = 0; i < paths->npaths; i++)
        nslots += paths->paths[i].nelems;
    if (!rn_grow(&c->shapes, &c->shapes_cap, c->nshapes + paths->npaths,
                 sizeof *c->shapes) ||
        !rn_grow(&c->shape_slots, &c->shape_slots_cap, c->nshape_slots + nslots,
                 sizeof *c->shape_slots)) {
        c->nomem = true;
        return;
    }
    for (size_t i = 0; i < paths->npaths; i++)
        note_shape(c, form, &paths->paths[i], paths->exact);
}

static int compare_shapes(const void *a, const void *b)
{
    const struct rn_shape *x = a, *y = b;

    if (x->frame != y->frame)
        return x->frame < y->frame ? -1 : 1;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* ---- who may stand for whom -------------------------------------------- */

bool rn_kind_emits(const struct rn_model *m, uint32_t kind)
{
    for (; kind != RN_NO_INDEX; kind = m->kinds[kind].parent)
        if (m->kinds[kind].emit)
            return true;
    return false;
}

bool rn_kind_ignored(const struct rn_model *m, uint32_t kind)
{
    uint32_t ignore = rn_model_kind(m, RN_LIT("ignore"));

    return ignore != RN_NO_INDEX && rn_model_kind_is(m, kind, ignore);
}

/* Whether some form has a slot that takes both kinds. */
static bool share_slot(const struct rn_checker *c, uint32_t x, uint32_t y)
{
    for (; x != RN_NO_INDEX; x = c->m->kinds[x].parent)
        if (c->slot_forms[x] != RN_NO_INDEX && rn_model_kind_is(c->m, y, x))
            return true;
    return false;
}

bool rn_rivals(const struct rn_checker *c, const struct rn_form *a,
               const struct rn_form *b)
{
    const struct rn_model *m = c->m;
    const struct rn_concept *x = &m->concepts[a->concept];
    const struct rn_concept *y = &m->concepts[b->concept];
    bool alone = !((a->flags | b->flags) & RN_FORM_ALONE_NEVER);

    if (a->concept == b->concept || x->kind == RN_NO_INDEX ||
        y->kind == RN_NO_INDEX || rn_kind_ignored(m, x->kind) ||
        rn_kind_ignored(m, y->kind))
        return false;
    if (a->yields_to.len || b->yields_to.len)
        return false; /* the page decides */
    if ((x->flags & y->flags & RN_CONCEPT_PLACE) &&
        rn_span_eq(x->name, y->name) && rn_span_eq(x->level, y->level))
        return false;
    return share_slot(c, x->kind, y->kind) ||
           (alone && rn_kind_emits(m, x->kind) && rn_kind_emits(m, y->kind));
}

/* ---- places ------------------------------------------------------------ */

/* A date filled up to a day: "2025" as an end is its last. */
static void fill_date(struct rn_span date, const char *rest, char *out)
{
    size_t n = date.len < 10 ? date.len : 10;

    memcpy(out, rest, 10);
    if (n)
        memcpy(out, date.ptr, n);
}

static bool overlap(const struct rn_concept *x, const struct rn_concept *y)
{
    char from_x[10], from_y[10], until_x[10], until_y[10];

    fill_date(x->from, "0000-01-01", from_x);
    fill_date(y->from, "0000-01-01", from_y);
    fill_date(x->until, "9999-12-31", until_x);
    fill_date(y->until, "9999-12-31", until_y);
    return memcmp(from_x, until_y, 10) <= 0 && memcmp(from_y, until_x, 10) <= 0;
}

static bool same_place(const struct rn_model *m, const struct rn_form *a,
                       const struct rn_form *b)
{
    const struct rn_concept *x = &m->concepts[a->concept];
    const struct rn_concept *y = &m->concepts[b->concept];

    return a->concept != b->concept &&
           (x->flags & y->flags & RN_CONCEPT_PLACE) &&
           rn_span_eq(x->level, y->level) && overlap(x, y);
}

/* ---- forms that never win ---------------------------------------------- */

/* Whether a slot takes what fills another. */
static bool covers(const struct rn_model *m, uint32_t wide, uint32_t narrow)
{
    if (wide == narrow)
        return true;
    if (wide >= m->nkinds || narrow == RN_NO_INDEX)
        return false;
    if (narrow >= m->nkinds)
        narrow = m->concepts[narrow - m->nkinds].kind;
    return narrow != RN_NO_INDEX && rn_model_kind_is(m, narrow, wide);
}

/* Whether the words of one shape are always words of the other. */
static bool reads_all(const struct rn_checker *c, const struct rn_shape *wide,
                      const struct rn_shape *narrow)
{
    if (wide->frame != narrow->frame || wide->nslots != narrow->nslots ||
        (wide->upper & ~narrow->upper) || (wide->caps & ~narrow->caps))
        return false;
    for (unsigned i = 0; i < wide->nslots; i++)
        if (!covers(c->m, c->shape_slots[wide->slots + i],
                    c->shape_slots[narrow->slots + i]))
            return false;
    return true;
}

/* Whether a concept fills a slot in which the other cannot be; without another:
 * any slot. */
static bool has_slot_alone(const struct rn_checker *c, uint32_t concept,
                           uint32_t other)
{
    const struct rn_model *m = c->m;

    if (c->slot_forms[m->nkinds + concept] != RN_NO_INDEX)
        return true;
    for (uint32_t k = m->concepts[concept].kind; k != RN_NO_INDEX;
         k = m->kinds[k].parent)
        if (c->slot_forms[k] != RN_NO_INDEX &&
            (other == RN_NO_INDEX ||
             !rn_model_kind_is(m, m->concepts[other].kind, k)))
            return true;
    return false;
}

/* Why `a` always loses to `b`, or NULL when it does not. The order is that of
 * the parser: what is ignored, exact case, the id. */
static const char *loses(const struct rn_checker *c, const struct rn_shape *a,
                         const struct rn_shape *b)
{
    const struct rn_model *m = c->m;
    uint32_t ca = m->forms[a->form].concept, cb = m->forms[b->form].concept;
    const struct rn_concept *x = &m->concepts[ca], *y = &m->concepts[cb];
    bool ignored;

    if (ca == cb || x->kind == RN_NO_INDEX || y->kind == RN_NO_INDEX ||
        rn_kind_ignored(m, x->kind) || !reads_all(c, b, a) ||
        (y->flags & ~x->flags & RN_CONCEPT_SIGN))
        return NULL;
    if ((x->flags & y->flags & RN_CONCEPT_PLACE) &&
        (rn_span_eq(x->name, y->name) ||
         same_place(m, &m->forms[a->form], &m->forms[b->form])))
        return NULL; /* told as places, or of no consequence */
    ignored = rn_kind_ignored(m, y->kind);
    if (has_slot_alone(c, ca, ignored ? RN_NO_INDEX : cb))
        return NULL;
    if (a->alone && rn_kind_emits(m, x->kind)
            ? b->alone < a->alone || !(ignored || rn_kind_emits(m, y->kind))
            : !has_slot_alone(c, ca, RN_NO_INDEX))
        return NULL;
    if (ignored)
        return "is to be ignored";
    if (a->exact != b->exact)
        return b->exact ? "asks for exact case" : NULL;
    return rn_span_cmp(y->id, x->id) < 0 ? "has the id that sorts first" : NULL;
}

/* Why a form that is one slot alone loses to what fills the slot. */
static const char *loses_to_filler(const struct rn_checker *c,
                                   const struct rn_shape *a, uint32_t *winner)
{
    const struct rn_model *m = c->m;
    uint32_t concept = m->forms[a->form].concept, slot;

    *winner = RN_NO_INDEX;
    slot = a->nslots == 1 ? c->shape_slots[a->slots] : RN_NO_INDEX;
    if (slot >= m->nkinds || !rn_kind_emits(m, slot) || !a->alone ||
        has_slot_alone(c, concept, RN_NO_INDEX))
        return NULL;
    for (uint32_t i = 0; i < RN_B_COUNT; i++)
        if (rn_model_kind_is(m, i, slot))
            return NULL;
    for (size_t i = 0; i < c->nshapes; i++) {
        const struct rn_shape *b = &c->shapes[i];
        uint32_t by = m->forms[b->form].concept;
        const struct rn_concept *filler = &m->concepts[by];
        if (by == concept || filler->kind == RN_NO_INDEX ||
            !rn_model_kind_is(m, filler->kind, slot))
            continue;
        if (b->alone < 2 || (filler->flags & RN_CONCEPT_SIGN))
            return NULL;
        if (b->form < *winner)
            *winner = b->form;
    }
    return *winner == RN_NO_INDEX ? NULL : "needs fewer concepts";
}

/* By form: how it fares. */
struct fate {
    const char *why; /* of its first path that loses */
    uint32_t winner, paths, lost;
};

static void judge(struct rn_checker *c, size_t first, size_t last, size_t i,
                  struct fate *fates)
{
    const struct rn_shape *a = &c->shapes[i];
    struct fate *fate = &fates[a->form];
    uint32_t winner = RN_NO_INDEX;
    const char *why = NULL;

    if (i - first > NEIGHBOURS_MAX)
        first = i - NEIGHBOURS_MAX;
    if (last - i > NEIGHBOURS_MAX)
        last = i + NEIGHBOURS_MAX;
    for (size_t k = first; k < last && !why; k++) {
        why = loses(c, a, &c->shapes[k]);
        winner = c->shapes[k].form;
    }
    if (!why && a->frame == add_hash(c->m->forms[a->form].lang, RN_ELEM_SLOT,
                                     RN_LIT("{}")))
        why = loses_to_filler(c, a, &winner);
    fate->paths++;
    fate->lost += why != NULL;
    if (why && !fate->why) {
        fate->why = why;
        fate->winner = winner;
    }
}

static bool is_dead(const struct fate *fate)
{
    return fate->lost && fate->lost == fate->paths;
}

static void report_dead(struct rn_checker *c, const struct fate *fates)
{
    const struct rn_model *m = c->m;

    for (size_t i = 0, told = 0; i < m->nforms && told < TOLD_MAX; i++) {
        const struct rn_form *a = &m->forms[i], *b;
        if (!is_dead(&fates[i]))
            continue;
        b = &m->forms[fates[i].winner];
        told++;
        rn_report(
            c->d, RENORM_WARNING, RN_E_FORM_DEAD, rn_model_at(m, a->at, 0),
            "delete it, or tell them apart by a word, a kind or 'alone'",
            "form of '%.*s' never matches: '%.*s' at %s:%u reads the "
            "same words and %s",
            rn_clip(m->concepts[a->concept].id), m->concepts[a->concept].id.ptr,
            RN_ARG(m->concepts[b->concept].id), m->files[b->at.file].path,
            (unsigned)b->at.line, fates[i].why);
    }
}

/* ---- pairs ------------------------------------------------------------- */

/* Two forms that read alike; a stands before b. */
struct pair {
    uint32_t a, b;
    bool places; /* in the same years */
};

/* The same two concepts in the same language: one pair is enough. Places are
 * the same in all. */
static bool told_before(const struct rn_form *forms, const struct pair *told,
                        size_t n, struct pair pair)
{
    for (size_t i = 0; i < n; i++)
        if (forms[told[i].a].concept == forms[pair.a].concept &&
            forms[told[i].b].concept == forms[pair.b].concept &&
            (pair.places || forms[told[i].a].lang == forms[pair.a].lang))
            return true;
    return false;
}

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;

    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return x->a < y->a ? -1 : x->a > y->a;
}

static void report_pair(struct rn_checker *c, const struct pair *pair)
{
    const struct rn_model *m = c->m;
    const struct rn_form *a = &m->forms[pair->a], *b = &m->forms[pair->b];
    const struct rn_concept *x = &m->concepts[a->concept];
    const struct rn_concept *y = &m->concepts[b->concept];
    const char *file = m->files[a->at.file].path;

    if (pair->places)
        rn_report(c->d, RENORM_WARNING, RN_E_PLACE_TWICE,
                  rn_model_at(m, b->at, 0),
                  "delete one, or correct 'from' and 'until' or the level",
                  "'%.*s' is called like '%.*s' at %s:%u, in the same years "
                  "and at the same level",
                  rn_clip(y->id), y->id.ptr, rn_clip(x->id), x->id.ptr, file,
                  (unsigned)a->at.line);
    else
        rn_report(c->d, RENORM_WARNING, RN_E_COLLISION,
                  rn_model_at(m, b->at, 0),
                  "tell them apart by a word, a kind or 'alone', or delete one",
                  "form of '%.*s' reads like one of '%.*s' at %s:%u: only the "
                  "ids decide",
                  rn_clip(y->id), y->id.ptr, rn_clip(x->id), x->id.ptr, file,
                  (unsigned)a->at.line);
}

/* Whether to tell of the two: what is said of a dead form says it already. */
static bool worth_telling(const struct rn_checker *c, const struct fate *fates,
                          struct pair *pair)
{
    const struct rn_form *forms = c->m->forms;

    pair->places = same_place(c->m, &forms[pair->a], &forms[pair->b]);
    return pair->places ||
           (rn_rivals(c, &forms[pair->a], &forms[pair->b]) &&
            !(is_dead(&fates[pair->a]) && fates[pair->a].winner == pair->b) &&
            !(is_dead(&fates[pair->b]) && fates[pair->b].winner == pair->a));
}

/* Told by place, as an editor goes through the files. */
static void lint_pairs(struct rn_checker *c, const struct fate *fates)
{
    struct pair told[TOLD_MAX];
    size_t n = 0, first = 0;

    for (size_t i = 1; i < c->nshapes && n < TOLD_MAX; i++) {
        if (c->shapes[i].frame != c->shapes[first].frame)
            first = i;
        else if (i - first > NEIGHBOURS_MAX)
            first = i - NEIGHBOURS_MAX;
        for (size_t k = first; k < i && n < TOLD_MAX; k++) {
            struct pair pair = { c->shapes[k].form, c->shapes[i].form, false };
            if (c->shapes[i].hash == c->shapes[k].hash &&
                worth_telling(c, fates, &pair) &&
                !told_before(c->m->forms, told, n, pair))
                told[n++] = pair;
        }
    }
    qsort(told, n, sizeof *told, compare_pairs);
    for (size_t i = 0; i < n; i++)
        report_pair(c, &told[i]);
}

void rn_lint_rivals(struct rn_checker *c)
{
    struct fate *fates = rn_calloc(c->m->nforms + 1, sizeof *fates);

    if (!fates) {
        c->nomem = true;
        return;
    }
    if (c->nshapes)
        qsort(c->shapes, c->nshapes, sizeof *c->shapes, compare_shapes);
    for (size_t i = 0, last = 0, first = 0; i < c->nshapes; i++) {
        if (i == last)
            for (first = i; last < c->nshapes &&
                            c->shapes[last].frame == c->shapes[i].frame;)
                last++;
        judge(c, first, last, i, fates);
    }
    report_dead(c, fates);
    lint_pairs(c, fates);
    rn_free(fates);
}
