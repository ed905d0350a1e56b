#include "base/ascii.h"
#include "base/mem.h"
#include "lexicon/build.h"

static void warn(struct rn_checker *c, unsigned code, struct rn_loc at,
                 const char *hint, const char *message)
{
    rn_report(c->d, RENORM_WARNING, code, rn_model_at(c->m, at, 0), hint, "%s",
              message);
}

/* ---- one form ---------------------------------------------------------- */

/* "ts", "gđ", "ThS": a word of two or three letters and no vowel. Capitals must
 * stand in text as they are written, and so must what asks for exact case. */
static bool is_loose_abbreviation(struct rn_checker *c,
                                  const struct rn_path *path, bool exact)
{
    const struct rn_elem *e = &path->elems[0];

    if (path->nelems != 1 || e->type != RN_ELEM_WORD ||
        !(e->flags & RN_TOK_WORD) || (e->flags & RN_TOK_ALLCAPS) ||
        (exact && (e->flags & RN_TOK_UPPER)))
        return false;
    rn_buf_clear(&c->key);
    rn_text_strip_key(e->key, &c->key);
    c->nomem |= c->key.failed;
    if (c->key.len < 2 || c->key.len > 3)
        return false;
    for (size_t i = 0; i < c->key.len; i++)
        if (!rn_ascii_lower(c->key.ptr[i]) || strchr("aeiouy", c->key.ptr[i]))
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

    lint_shown_slots(c, f, paths);
    for (size_t i = 0; i < paths->npaths; i++)
        if (!(f->flags & RN_FORM_ALONE_NEVER) &&
            is_loose_abbreviation(c, &paths->paths[i], paths->exact)) {
            warn(c, RN_E_ABBREVIATION, f->at,
                 "write it in capitals, or with '=' in front as it stands in "
                 "text: '=ThS'",
                 "a short abbreviation that matches in any case");
            break;
        }
    rn_note_shapes(c, form, paths);
    rn_note_covered(c, form, paths);
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

static void fill(const struct rn_model *m, uint32_t concept, bool *filled)
{
    filled[m->nkinds + concept] = true;
    for (uint32_t k = m->concepts[concept].kind; k != RN_NO_INDEX && !filled[k];
         k = m->kinds[k].parent)
        filled[k] = true;
}

static bool can_match(const struct rn_checker *c, const struct rn_shape *s,
                      const bool *filled)
{
    for (unsigned i = 0; i < s->nslots; i++) {
        uint32_t node = c->shape_slots[s->slots + i];
        if (node != RN_NO_INDEX && !filled[node])
            return false;
    }
    return true;
}

/* Everything that some form, or code, can put into a slot. A form counts once
 * its own slots are filled, so that what only leads back to itself fills
 * nothing. */
static void mark_filled(const struct rn_checker *c, bool *filled)
{
    const struct rn_model *m = c->m;
    bool more = true;

    for (uint32_t i = 0; i < RN_B_COUNT; i++)
        for (uint32_t k = i; k != RN_NO_INDEX; k = m->kinds[k].parent)
            filled[k] = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < c->nshapes; i++) {
            uint32_t concept = m->forms[c->shapes[i].form].concept;
            if (filled[m->nkinds + concept] ||
                !can_match(c, &c->shapes[i], filled))
                continue;
            fill(m, concept, filled);
            more = true;
        }
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

static void lint_concepts(struct rn_checker *c, bool *formed)
{
    const struct rn_model *m = c->m;

    memset(formed, 0, m->nconcepts * sizeof *formed);
    for (size_t i = 0; i < m->nforms; i++)
        formed[m->forms[i].concept] = true;
    for (size_t i = 0; i < m->nconcepts; i++) {
        const struct rn_concept *k = &m->concepts[i];
        bool ascii = true;
        for (size_t n = 0; n < k->name.len; n++)
            ascii &= (unsigned char)k->name.ptr[n] < 0x80;
        if (!ascii)
            warn(c, RN_E_NAME_ASCII, c->b->concepts[i].name.at,
                 "leave out the marks, write D for Đ",
                 "a canonical name is English in ASCII");
        if (!formed[i])
            rn_report(c->d, RENORM_WARNING, RN_E_CONCEPT_FORMLESS,
                      rn_model_at(m, k->at, 0),
                      "write a form for it in vi/, ms/ or en/",
                      "no form finds '%.*s'", RN_ARG(k->id));
    }
}

/* `lacks` is for what is not there, and for a reason. */
static void lint_lacks(struct rn_checker *c)
{
    static const char *const langs[] = { "vi", "ms", "en" };
    const struct rn_model *m = c->m;

    for (size_t i = 0; i < m->nlacks; i++) {
        const struct rn_lack *lack = &m->lacks[i];
        bool there = false;
        if (lack->concept == RN_NO_INDEX)
            continue; /* a kind's concepts may still have forms */
        for (size_t f = 0; f < m->nforms && !there; f++)
            there = m->forms[f].concept == lack->concept &&
                    m->forms[f].lang == lack->lang;
        if (there)
            rn_report(c->d, RENORM_WARNING, RN_E_LACKS,
                      rn_model_at(m, lack->at, 0), "take it out of 'lacks'",
                      "'%.*s' has a form in %s",
                      RN_ARG(m->concepts[lack->concept].id), langs[lack->lang]);
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
    mark_filled(c, filled);
    lint_order(c);
    rn_lint_rivals(c);
    rn_lint_covered(c);
    lint_slots(c, filled);
    lint_concepts(c, filled);
    lint_lacks(c);
    rn_free(filled);
}
