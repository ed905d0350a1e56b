#include "base/ascii.h"
#include "base/hash.h"
#include "base/mem.h"
#include "lexicon/build.h"

/* Collisions told at most; who has more has one cause for all. */
enum { COLLISIONS_MAX = 200 };

static void warn(struct rn_checker *c, unsigned code, struct rn_loc at,
                 const char *hint, const char *message)
{
    rn_report(c->d, RENORM_WARNING, code, rn_model_at(c->m, at, 0), hint, "%s",
              message);
}

/* ---- one form ---------------------------------------------------------- */

/* Equal where the parser can see no difference: labels and bindings count for
 * nothing, words by their keys. */
static uint64_t shape_hash(const struct rn_form *form,
                           const struct rn_path *path, bool exact)
{
    uint64_t h = (uint64_t)form->lang * 2 + exact;

    for (size_t i = 0; i < path->nelems; i++) {
        const struct rn_elem *e = &path->elems[i];
        struct rn_span s = e->type == RN_ELEM_WORD ? e->key : e->kind;
        h = rn_hash_mix(h ^ rn_hash(s.ptr, s.len), RN_HASH_K0 + e->type);
    }
    return h;
}

/* "btv", "ts": few letters, no vowel, no capital. */
static bool is_flat_abbreviation(const struct rn_path *path)
{
    const struct rn_elem *e = &path->elems[0];

    if (path->nelems != 1 || e->type != RN_ELEM_WORD || e->text.len > 3 ||
        e->text.len < 2)
        return false;
    for (size_t i = 0; i < e->text.len; i++)
        if (!rn_ascii_lower(e->text.ptr[i]) || strchr("aeiouy", e->text.ptr[i]))
            return false;
    return true;
}

static bool path_has(const struct rn_path *path, struct rn_span label)
{
    for (size_t i = 0; i < path->nelems; i++)
        if (path->elems[i].type == RN_ELEM_SLOT &&
            rn_span_eq(path->elems[i].label, label))
            return true;
    for (size_t i = 0; i < path->nbinds; i++)
        if (rn_span_eq(path->binds[i].label, label))
            return true;
    return false;
}

/* Whether a path gives the slot of a name: itself, or what a concept of that
 * id is composed of (an area of a level). */
static bool path_gives(struct rn_checker *c, const struct rn_path *path,
                       struct rn_span label)
{
    uint32_t part = rn_model_concept(c->m, label);
    const struct rn_name_op *ops;
    size_t nops;
    struct rn_notation_error error;

    if (path_has(path, label))
        return true;
    if (rn_span_is(label, "level") && path_has(path, RN_LIT("place")))
        return true; /* a place brings its level */
    if (part == RN_NO_INDEX ||
        rn_name_parse(&c->scratch, c->m->concepts[part].name, &ops, &nops,
                      &error) != RENORM_OK)
        return false;
    for (size_t i = 0; i < nops; i++)
        if (ops[i].type == RN_NAME_SLOT &&
            path_has(path, rn_name_label(ops[i].text)))
            return true;
    return false;
}

/* A slot outside of the options of a name is always shown: every path of every
 * form must give it. */
static void lint_shown_slots(struct rn_checker *c, const struct rn_form *form,
                             const struct rn_form_paths *paths)
{
    const struct rn_concept *concept = &c->m->concepts[form->concept];
    const struct rn_name_op *ops;
    size_t nops, depth = 0;
    struct rn_notation_error error;

    if ((form->flags & RN_FORM_PLACE) ||
        rn_name_parse(&c->scratch, concept->name, &ops, &nops, &error) !=
            RENORM_OK)
        return; /* what is wrong with a name is told with the name */
    for (size_t i = 0; i < nops; i++) {
        struct rn_span label;
        depth += ops[i].type == RN_NAME_OPEN;
        depth -= ops[i].type == RN_NAME_CLOSE;
        if (ops[i].type != RN_NAME_SLOT || depth)
            continue;
        label = rn_name_label(ops[i].text);
        for (size_t k = 0; k < paths->npaths; k++) {
            if (path_gives(c, &paths->paths[k], label))
                continue;
            rn_report(c->d, RENORM_WARNING, RN_E_NAME_UNBOUND,
                      rn_model_at(c->m, form->at, 0),
                      "put the slot into the form, or into square brackets "
                      "in the name",
                      "the name of '%.*s' always shows '{%.*s}', which this "
                      "form does not always have",
                      rn_clip(concept->id), concept->id.ptr, RN_ARG(label));
            break;
        }
    }
}

void rn_lint_form(struct rn_checker *c, uint32_t form,
                  const struct rn_form_paths *paths)
{
    const struct rn_form *f = &c->m->forms[form];

    if (!rn_grow(&c->shapes, &c->shapes_cap, c->nshapes + paths->npaths,
                 sizeof *c->shapes)) {
        c->nomem = true;
        return;
    }
    lint_shown_slots(c, f, paths);
    for (size_t i = 0; i < paths->npaths; i++) {
        const struct rn_path *p = &paths->paths[i];
        c->shapes[c->nshapes++] =
            (struct rn_shape){ shape_hash(f, p, paths->exact), form };
        if (is_flat_abbreviation(p))
            warn(c, RN_E_ABBREVIATION, f->at,
                 "write it in capitals, as it stands in text",
                 "a short abbreviation without capitals never matches");
    }
}

/* ---- forms against each other ------------------------------------------ */

static int compare_shapes(const void *a, const void *b)
{
    const struct rn_shape *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->form < y->form ? -1 : x->form > y->form;
}

static bool emits(const struct rn_model *m, uint32_t kind)
{
    for (; kind != RN_NO_INDEX; kind = m->kinds[kind].parent)
        if (m->kinds[kind].emit)
            return true;
    return false;
}

/* Whether some form has a slot that takes both kinds. */
static bool share_slot(const struct rn_checker *c, uint32_t x, uint32_t y)
{
    for (; x != RN_NO_INDEX; x = c->m->kinds[x].parent)
        if (c->slot_forms[x] != RN_NO_INDEX && rn_model_kind_is(c->m, y, x))
            return true;
    return false;
}

/* Whether the two may ever stand for one another: in one slot, or as mentions.
 * A word that is ignored wins by rule, not by its id. */
static bool rivals(const struct rn_checker *c, const struct rn_form *a,
                   const struct rn_form *b)
{
    const struct rn_model *m = c->m;
    const struct rn_concept *x = &m->concepts[a->concept];
    const struct rn_concept *y = &m->concepts[b->concept];
    uint32_t ignore = rn_model_kind(m, RN_LIT("ignore"));
    bool alone = !((a->flags | b->flags) & RN_FORM_ALONE_NEVER);

    if (a->concept == b->concept || x->kind == RN_NO_INDEX ||
        y->kind == RN_NO_INDEX)
        return false;
    if (ignore != RN_NO_INDEX && (rn_model_kind_is(m, x->kind, ignore) ||
                                  rn_model_kind_is(m, y->kind, ignore)))
        return false;
    if ((x->flags & y->flags & RN_CONCEPT_PLACE) &&
        rn_span_eq(x->name, y->name) && rn_span_eq(x->level, y->level))
        return false;
    return share_slot(c, x->kind, y->kind) ||
           (alone && emits(m, x->kind) && emits(m, y->kind));
}

/* Two forms that read alike; a stands before b. */
struct collision {
    uint32_t a, b;
};

/* The same two concepts in the same language: one pair is enough. */
static bool told_before(const struct rn_form *forms,
                        const struct collision *told, size_t n,
                        struct collision pair)
{
    for (size_t i = 0; i < n; i++)
        if (forms[told[i].a].concept == forms[pair.a].concept &&
            forms[told[i].b].concept == forms[pair.b].concept &&
            forms[told[i].a].lang == forms[pair.a].lang)
            return true;
    return false;
}

static int compare_collisions(const void *a, const void *b)
{
    const struct collision *x = a, *y = b;

    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return x->a < y->a ? -1 : x->a > y->a;
}

static void report_collision(struct rn_checker *c, const struct rn_form *a,
                             const struct rn_form *b)
{
    const struct rn_model *m = c->m;
    const struct rn_concept *x = &m->concepts[a->concept];
    const struct rn_concept *y = &m->concepts[b->concept];

    rn_report(c->d, RENORM_WARNING, RN_E_COLLISION, rn_model_at(m, b->at, 0),
              "tell them apart by a word, a kind or 'alone', or delete one",
              "form of '%.*s' reads like one of '%.*s' at %s:%u: only the "
              "ids decide",
              rn_clip(y->id), y->id.ptr, rn_clip(x->id), x->id.ptr,
              m->files[a->at.file].path, (unsigned)a->at.line);
}

/* Shapes are sorted by hash to find what is alike, and what is told by place,
 * as an editor goes through the files. */
static void lint_collisions(struct rn_checker *c)
{
    const struct rn_form *forms = c->m->forms;
    struct collision told[COLLISIONS_MAX];
    size_t n = 0, first = 0;

    if (c->nshapes)
        qsort(c->shapes, c->nshapes, sizeof *c->shapes, compare_shapes);
    for (size_t i = 1; i < c->nshapes && n < COLLISIONS_MAX; i++) {
        struct collision pair = { c->shapes[first].form, c->shapes[i].form };
        if (c->shapes[i].hash != c->shapes[first].hash)
            first = i;
        else if (rivals(c, &forms[pair.a], &forms[pair.b]) &&
                 !told_before(forms, told, n, pair))
            told[n++] = pair;
    }
    qsort(told, n, sizeof *told, compare_collisions);
    for (size_t i = 0; i < n; i++)
        report_collision(c, &forms[told[i].a], &forms[told[i].b]);
}

/* ---- all together ------------------------------------------------------ */

static void lint_order(struct rn_checker *c)
{
    for (size_t i = 0; i < c->m->nfiles; i++) {
        const struct rn_file_extra *f = &c->b->files[i];
        if (f->unsorted.text.ptr)
            rn_report(c->d, RENORM_WARNING, RN_E_ORDER,
                      rn_model_at(c->m, f->unsorted.at, 0),
                      "sort the file by ids", "'%.*s' stands behind '%.*s'",
                      rn_clip(f->unsorted.text), f->unsorted.text.ptr,
                      RN_ARG(f->before));
    }
}

/* Everything that some form, or code, can put into a slot. */
static void mark_filled(const struct rn_model *m, bool *filled)
{
    for (uint32_t i = 0; i < RN_B_COUNT; i++)
        for (uint32_t k = i; k != RN_NO_INDEX; k = m->kinds[k].parent)
            filled[k] = true;
    for (size_t i = 0; i < m->nforms; i++) {
        uint32_t concept = m->forms[i].concept;
        uint32_t k = m->concepts[concept].kind;
        filled[m->nkinds + concept] = true;
        for (; k != RN_NO_INDEX && !filled[k]; k = m->kinds[k].parent)
            filled[k] = true;
    }
}

static void lint_slots(struct rn_checker *c, const bool *filled)
{
    const struct rn_model *m = c->m;

    for (size_t i = 0; i < m->nkinds + m->nconcepts; i++) {
        struct rn_span name =
            i < m->nkinds ? m->kinds[i].name : m->concepts[i - m->nkinds].id;
        if (c->slot_forms[i] != RN_NO_INDEX && !filled[i])
            rn_report(c->d, RENORM_WARNING, RN_E_SLOT_UNFILLED,
                      rn_model_at(m, m->forms[c->slot_forms[i]].at, 0),
                      "write forms for a concept of this kind, or drop the "
                      "slot",
                      "nothing fills the slot '{%.*s}'", RN_ARG(name));
    }
}

static void lint_concepts(struct rn_checker *c, const bool *filled)
{
    const struct rn_model *m = c->m;

    for (size_t i = 0; i < m->nconcepts; i++) {
        const struct rn_concept *k = &m->concepts[i];
        bool ascii = true;
        for (size_t n = 0; n < k->name.len; n++)
            ascii &= (unsigned char)k->name.ptr[n] < 0x80;
        if (!ascii)
            warn(c, RN_E_NAME_ASCII, c->b->concepts[i].name.at,
                 "leave out the marks, write D for Đ",
                 "a canonical name is English in ASCII");
        if (!filled[m->nkinds + i])
            rn_report(c->d, RENORM_WARNING, RN_E_CONCEPT_FORMLESS,
                      rn_model_at(m, k->at, 0),
                      "write a form for it in vi/, ms/ or en/",
                      "no form finds '%.*s'", RN_ARG(k->id));
    }
}

void rn_lint(struct rn_checker *c)
{
    size_t n = c->m->nkinds + c->m->nconcepts;
    bool *filled = rn_calloc(n, sizeof *filled);

    if (!filled) {
        c->nomem = true;
        return;
    }
    mark_filled(c->m, filled);
    lint_order(c);
    lint_collisions(c);
    lint_slots(c, filled);
    lint_concepts(c, filled);
    rn_free(filled);
}
