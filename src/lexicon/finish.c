/* After the last layer: words become indices, every form and every name is
 * read once, and what contradicts itself is refused. */
#include <stdarg.h>

#include "base/mem.h"
#include "lexicon/build.h"

void rn_check_error(struct rn_checker *c, unsigned code, struct rn_loc at,
                    const char *hint, const char *fmt, ...)
{
    char message[512];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    rn_report(c->d, RENORM_ERROR, code, rn_model_at(c->m, at, 0), hint, "%s",
              message);
}

/* ---- dropped forms ----------------------------------------------------- */

/* Take out what `replace: true` dropped, with its examples. */
static bool compact(struct rn_checker *c)
{
    struct rn_model *m = c->m;
    uint32_t *map = rn_malloc(m->nforms * sizeof *map);
    size_t n = 0, kept = 0;

    if (!map)
        return false;
    for (size_t i = 0; i < m->nforms; i++) {
        map[i] = RN_NO_INDEX;
        if (c->b->forms[i].dropped)
            continue;
        map[i] = (uint32_t)n;
        c->b->forms[n] = c->b->forms[i];
        m->forms[n++] = m->forms[i];
    }
    m->nforms = n;
    for (size_t i = 0; i < m->nexamples; i++) {
        struct rn_example e = m->examples[i];
        if (e.form != RN_NO_INDEX) {
            e.form = map[e.form];
            if (e.form == RN_NO_INDEX)
                continue;
        }
        m->examples[kept++] = e;
    }
    m->nexamples = kept;
    rn_free(map);
    return true;
}

/* ---- kinds ------------------------------------------------------------- */

static void resolve_parents(struct rn_checker *c)
{
    struct rn_model *m = c->m;

    for (uint32_t i = 0; i < m->nkinds; i++) {
        const struct rn_word *parent = &c->b->kinds[i].parent;
        char hint[RN_HINT_MAX];
        m->kinds[i].parent = RN_NO_INDEX;
        if (!parent->text.ptr)
            continue;
        m->kinds[i].parent = rn_model_kind(m, parent->text);
        if (m->kinds[i].parent == RN_NO_INDEX)
            rn_check_error(
                c, RN_E_KIND_UNKNOWN, parent->at,
                rn_nearest_kind(m, parent->text, hint, sizeof hint,
                                "every kind stands in a 'kinds' map"),
                "kind '%.*s' is not known", RN_ARG(parent->text));
    }
}

/* A way up that is longer than there are kinds goes round; cut it there, so
 * that the checks to come end. Linear: what was walked is not walked again. */
static bool refuse_kind_cycles(struct rn_checker *c)
{
    struct rn_model *m = c->m;
    uint32_t *seen = rn_calloc(m->nkinds, sizeof *seen);

    if (!seen)
        return false;
    for (uint32_t i = 0; i < m->nkinds; i++) {
        uint32_t k = i;
        while (k != RN_NO_INDEX && !seen[k]) {
            uint32_t up = m->kinds[k].parent;
            seen[k] = i + 1;
            if (up != RN_NO_INDEX && seen[up] == i + 1) {
                rn_check_error(c, RN_E_KIND_CYCLE, m->kinds[k].at,
                               "a kind's parents must end at a root",
                               "kind '%.*s' is its own ancestor",
                               RN_ARG(m->kinds[k].name));
                m->kinds[k].parent = RN_NO_INDEX;
                up = RN_NO_INDEX;
            }
            k = up;
        }
    }
    rn_free(seen);
    return true;
}

/* ---- concepts ---------------------------------------------------------- */

static void resolve_kind(struct rn_checker *c, uint32_t i, bool *no_listed)
{
    struct rn_concept *concept = &c->m->concepts[i];
    const struct rn_word *kind = &c->b->concepts[i].kind;
    char hint[RN_HINT_MAX];

    if (!kind->text.ptr) {
        rn_check_error(c, RN_E_KIND_UNKNOWN, concept->at,
                       "write 'kind:', or give the file a 'default'",
                       "concept '%.*s' has no kind", RN_ARG(concept->id));
        return;
    }
    concept->kind = rn_model_kind(c->m, kind->text);
    if (concept->kind != RN_NO_INDEX)
        return;
    /* Places are of kind `listed` unless they say otherwise: one message for
     * all of them is enough. */
    if ((concept->flags & RN_CONCEPT_PLACE) &&
        rn_span_is(kind->text, "listed")) {
        if (*no_listed)
            return;
        *no_listed = true;
    }
    rn_check_error(
        c, RN_E_KIND_UNKNOWN, kind->at,
        rn_nearest_kind(c->m, kind->text, hint, sizeof hint,
                        "every kind stands in a 'kinds' map of canon/"),
        "kind '%.*s' is not known", RN_ARG(kind->text));
}

static void check_level(struct rn_checker *c, uint32_t i)
{
    const struct rn_word *level = &c->b->concepts[i].level;
    uint32_t kind = rn_model_kind(c->m, RN_LIT("level")), of;
    char hint[RN_HINT_MAX];

    if (!level->text.ptr)
        return;
    of = rn_model_concept(c->m, level->text);
    if (of == RN_NO_INDEX)
        rn_check_error(
            c, RN_E_CONCEPT_UNKNOWN, level->at,
            rn_nearest_concept(c->m, level->text, hint, sizeof hint,
                               "a level is a concept of kind 'level'"),
            "no concept '%.*s'", RN_ARG(level->text));
    else if (kind == RN_NO_INDEX ||
             !rn_model_kind_is(c->m, c->m->concepts[of].kind, kind))
        rn_check_error(c, RN_E_KIND_UNKNOWN, level->at,
                       "write the id of a concept of kind 'level'",
                       "'%.*s' is no level", RN_ARG(level->text));
}

static void resolve_concepts(struct rn_checker *c)
{
    bool no_listed = false;

    for (uint32_t i = 0; i < c->m->nconcepts; i++)
        resolve_kind(c, i, &no_listed);
    for (uint32_t i = 0; i < c->m->nconcepts; i++)
        check_level(c, i);
}

/* ---- codes of documents ------------------------------------------------ */

uint32_t rn_document_type(struct rn_checker *c, const struct rn_word *w)
{
    uint32_t i = rn_model_concept(c->m, w->text);
    uint32_t kind = rn_model_kind(c->m, RN_LIT("document-type"));
    char hint[RN_HINT_MAX];

    if (i != RN_NO_INDEX && kind != RN_NO_INDEX &&
        rn_model_kind_is(c->m, c->m->concepts[i].kind, kind))
        return i;
    rn_check_error(c, RN_E_CODE_TYPE, w->at,
                   i != RN_NO_INDEX
                       ? "write the id of a concept of kind 'document-type'"
                       : rn_nearest_concept(c->m, w->text, hint, sizeof hint,
                                            "write the id of a concept of kind "
                                            "'document-type'"),
                   "'%.*s' is no type of documents", RN_ARG(w->text));
    return RN_NO_INDEX;
}

static void resolve_codes(struct rn_checker *c)
{
    for (size_t i = 0; i < c->m->ncodes; i++) {
        struct rn_doc_code *code = &c->m->codes[i];
        const struct rn_code_extra *extra = &c->b->codes[i];
        code->ntypes = 0;
        for (size_t k = 0; k < 4 && extra->types[k].text.ptr; k++) {
            uint32_t type = rn_document_type(c, &extra->types[k]);
            if (type != RN_NO_INDEX)
                code->types[code->ntypes++] = type;
        }
        code->state = extra->state.text.ptr ? rn_document_type(c, &extra->state)
                                            : RN_NO_INDEX;
    }
}

/* ---- forms ------------------------------------------------------------- */

uint32_t rn_slot_node(const struct rn_model *m, struct rn_span kind)
{
    uint32_t i = rn_model_kind(m, kind);

    if (i != RN_NO_INDEX)
        return i;
    i = rn_model_concept(m, kind);
    return i == RN_NO_INDEX ? i : (uint32_t)m->nkinds + i;
}

/* What is wrong with the slots of a form, told once for each slot: many paths
 * share it. */
struct told {
    size_t offsets[64];
    size_t n;
};

static bool tell(struct told *told, size_t offset)
{
    for (size_t i = 0; i < told->n; i++)
        if (told->offsets[i] == offset)
            return false;
    if (told->n < sizeof told->offsets / sizeof *told->offsets)
        told->offsets[told->n++] = offset;
    return true;
}

static void form_error(struct rn_checker *c, const struct rn_form *form,
                       size_t offset, unsigned code, const char *hint,
                       const char *message)
{
    size_t delta = form->flags & RN_FORM_IMPLICIT ? 0 : offset;

    rn_report(c->d, RENORM_ERROR, code, rn_model_at(c->m, form->at, delta),
              hint, "%s%s", message,
              form->flags & RN_FORM_IMPLICIT ? " (the name as English form)"
                                             : "");
}

static uint32_t slot_kind(struct rn_checker *c, const struct rn_form *form,
                          struct rn_span kind, size_t offset, struct told *told)
{
    uint32_t node = rn_slot_node(c->m, kind);
    char hint[RN_HINT_MAX], message[RN_HINT_MAX];
    struct rn_nearest near;

    if (node != RN_NO_INDEX || !tell(told, offset))
        return node;
    rn_nearest_begin(&near, kind);
    for (size_t i = 0; i < c->m->nkinds; i++)
        rn_nearest_offer(&near, c->m->kinds[i].name);
    for (size_t i = 0; i < c->m->nconcepts; i++)
        rn_nearest_offer(&near, c->m->concepts[i].id);
    snprintf(message, sizeof message, "slot '{%.*s}' names no kind",
             RN_ARG(kind));
    form_error(c, form, offset, RN_E_FORM_SLOT,
               rn_nearest_hint(&near, hint, sizeof hint,
                               "a slot is a kind of canon/ or a concept's "
                               "id; a label follows it: {kind:label}"),
               message);
    return node;
}

/* {a=provincial}: what is bound is known, so the right spelling is too. */
static uint32_t bind_without_kind(struct rn_checker *c,
                                  const struct rn_form *form,
                                  const struct rn_bind *bind, uint32_t concept,
                                  struct told *told)
{
    struct rn_span kind = c->m->kinds[c->m->concepts[concept].kind].name;
    char hint[RN_HINT_MAX], message[RN_HINT_MAX];

    if (!tell(told, bind->offset))
        return RN_NO_INDEX;
    snprintf(message, sizeof message, "slot '{%.*s=…}' names no kind",
             RN_ARG(bind->kind));
    snprintf(hint, sizeof hint, "write {%.*s:%.*s=%.*s}", RN_ARG(kind),
             RN_ARG(bind->label), RN_ARG(bind->concept));
    form_error(c, form, bind->offset, RN_E_FORM_SLOT, hint, message);
    return RN_NO_INDEX;
}

static void check_bind(struct rn_checker *c, const struct rn_form *form,
                       const struct rn_bind *bind, struct told *told)
{
    uint32_t i = rn_model_concept(c->m, bind->concept), node;
    char hint[RN_HINT_MAX], message[RN_HINT_MAX];

    node = i != RN_NO_INDEX && c->m->concepts[i].kind != RN_NO_INDEX &&
                   rn_slot_node(c->m, bind->kind) == RN_NO_INDEX
               ? bind_without_kind(c, form, bind, i, told)
               : slot_kind(c, form, bind->kind, bind->offset, told);
    if (i == RN_NO_INDEX) {
        if (!tell(told, bind->offset))
            return;
        snprintf(message, sizeof message, "no concept '%.*s'",
                 RN_ARG(bind->concept));
        form_error(c, form, bind->offset, RN_E_CONCEPT_UNKNOWN,
                   rn_nearest_concept(c->m, bind->concept, hint, sizeof hint,
                                      "a binding names a concept: "
                                      "{level=provincial}"),
                   message);
        return;
    }
    if (node == RN_NO_INDEX || node == c->m->nkinds + i ||
        c->m->concepts[i].kind == RN_NO_INDEX ||
        rn_model_kind_is(c->m, c->m->concepts[i].kind, node) ||
        !tell(told, bind->offset))
        return;
    snprintf(message, sizeof message, "'%.*s' is of kind '%.*s'",
             rn_clip(bind->concept), bind->concept.ptr,
             RN_ARG(c->m->kinds[c->m->concepts[i].kind].name));
    snprintf(hint, sizeof hint, "bind a concept of kind '%.*s'",
             RN_ARG(bind->kind));
    form_error(c, form, bind->offset, RN_E_FORM_SLOT, hint, message);
}

/* Remember that a form of the concept has this label. */
static void note_label(struct rn_checker *c, uint32_t concept,
                       struct rn_span label, struct rn_span kind, size_t first)
{
    uint32_t node = rn_slot_node(c->m, kind);

    for (size_t i = first; i < c->nlabels; i++)
        if (rn_span_eq(c->labels[i].label, label))
            return;
    if (!rn_grow(&c->labels, &c->labels_cap, c->nlabels + 1,
                 sizeof *c->labels)) {
        c->nomem = true;
        return;
    }
    label = rn_arena_copy(&c->m->arena, label);
    c->nomem |= !label.ptr;
    if (node != RN_NO_INDEX) /* the kind's own text outlives this form */
        kind = node < c->m->nkinds ? c->m->kinds[node].name
                                   : c->m->concepts[node - c->m->nkinds].id;
    if (label.ptr && node != RN_NO_INDEX)
        c->labels[c->nlabels++] = (struct rn_labels){ concept, label, kind };
}

static void note_unit(struct rn_checker *c, uint32_t form, struct rn_span kind)
{
    uint32_t slot = rn_slot_node(c->m, kind);

    if (slot == RN_NO_INDEX)
        return;
    if (!rn_grow(&c->units, &c->units_cap, c->nunits + 1, sizeof *c->units)) {
        c->nomem = true;
        return;
    }
    c->units[c->nunits++] =
        (struct rn_unit){ slot, c->m->forms[form].concept, form };
}

/* A slot called also is a member of a list that a slot of its kind ends. */
static void check_also(struct rn_checker *c, const struct rn_form *form,
                       const struct rn_path *path, size_t i, struct told *told)
{
    const struct rn_elem *e = &path->elems[i];

    if (!rn_label_is_also(e->label))
        return;
    while (++i < path->nelems && (path->elems[i].type != RN_ELEM_SLOT ||
                                  rn_label_is_also(path->elems[i].label)))
        ;
    if ((i == path->nelems || !rn_span_eq(path->elems[i].kind, e->kind)) &&
        tell(told, e->offset))
        form_error(c, form, e->offset, RN_E_FORM_SLOT,
                   "{ordinal:also} and {ordinal}: the last of a list has "
                   "another label",
                   "a slot labelled 'also' has none of its kind behind it");
}

static void check_path(struct rn_checker *c, uint32_t form,
                       const struct rn_path *path, size_t first,
                       struct told *told)
{
    const struct rn_form *f = &c->m->forms[form];

    for (size_t i = 0; i < path->nelems; i++) {
        const struct rn_elem *e = &path->elems[i];
        uint32_t node;
        if (e->type != RN_ELEM_SLOT)
            continue;
        node = slot_kind(c, f, e->kind, e->offset, told);
        if (node != RN_NO_INDEX && c->slot_forms[node] == RN_NO_INDEX)
            c->slot_forms[node] = form;
        note_label(c, f->concept, e->label, e->kind, first);
        check_also(c, f, path, i, told);
    }
    for (size_t i = 0; i < path->nbinds; i++) {
        check_bind(c, f, &path->binds[i], told);
        note_label(c, f->concept, path->binds[i].label, path->binds[i].kind,
                   first);
    }
    if (path->nelems == 1 && path->elems[0].type == RN_ELEM_SLOT)
        note_unit(c, form, path->elems[0].kind);
}

static bool is_sign(const struct rn_model *m, uint32_t concept)
{
    struct rn_span kind = m->kinds[m->concepts[concept].kind].name;

    return rn_span_is(kind, "sign-other") || rn_span_is(kind, "sign-against") ||
           rn_span_is(kind, "sign-abroad") ||
           rn_span_is(kind, "sign-abroad-kin");
}

static void check_behind(struct rn_checker *c, uint32_t form)
{
    const struct rn_word *w = &c->b->forms[form].keys.behind;
    uint32_t node;

    if (!w->text.ptr)
        return;
    node = rn_slot_node(c->m, w->text);
    if (node == RN_NO_INDEX) {
        rn_check_error(c, RN_E_FORM_SLOT, w->at,
                       "write a kind of canon/ or a concept's id, without "
                       "braces",
                       "'%s: %.*s' names no kind",
                       c->m->forms[form].flags & RN_FORM_BEFORE ? "before"
                                                                : "not-before",
                       RN_ARG(w->text));
        return;
    }
    if (c->slot_forms[node] == RN_NO_INDEX)
        c->slot_forms[node] = form;
    c->m->forms[form].behind = w->text;
}

static void check_yields_to(struct rn_checker *c, uint32_t form)
{
    const struct rn_word *w = &c->b->forms[form].keys.yields_to;
    struct rn_form *f = &c->m->forms[form];
    uint32_t sign;

    if (!w->text.ptr)
        return;
    sign = rn_model_concept(c->m, w->text);
    if (sign == RN_NO_INDEX || !is_sign(c->m, sign)) {
        rn_check_error(c, RN_E_FORM_SLOT, w->at,
                       "write the id of a concept of the kind sign-other, "
                       "sign-against or sign-abroad",
                       "'yields-to: %.*s' names no sign", RN_ARG(w->text));
        return;
    }
    f->yields_to = w->text;
    c->m->concepts[f->concept].flags |= RN_CONCEPT_YIELDS;
}

void rn_check_form(struct rn_checker *c, uint32_t form)
{
    struct rn_form f = c->m->forms[form];
    struct rn_form_paths paths;
    struct rn_notation_error error;
    struct told told = { .n = 0 };
    size_t first = c->nlabels;
    renorm_status status;

    rn_arena_clear(&c->scratch);
    status = rn_form_expand(&c->scratch, c->text, f.text, &paths, &error);
    if (status == RENORM_E_LEXICON)
        form_error(c, &f, error.offset, error.code, error.hint, error.message);
    c->nomem |= status == RENORM_E_NOMEM;
    if (status != RENORM_OK)
        return;
    check_behind(c, form);
    check_yields_to(c, form);
    c->m->forms[form].first_path = (uint32_t)c->m->npaths;
    c->m->npaths += paths.npaths;
    for (size_t i = 0; i < paths.npaths; i++)
        check_path(c, form, &paths.paths[i], first, &told);
    rn_note_bare(c, form, &paths);
    if (c->lint)
        rn_lint_form(c, form, &paths);
}

static int compare_labels(const void *a, const void *b)
{
    const struct rn_labels *x = a, *y = b;

    if (x->concept != y->concept)
        return x->concept < y->concept ? -1 : 1;
    return rn_span_cmp(x->label, y->label);
}

static void check_forms(struct rn_checker *c)
{
    for (uint32_t i = 0; i < c->m->nforms && !c->nomem; i++)
        rn_check_form(c, i);
    if (c->nlabels)
        qsort(c->labels, c->nlabels, sizeof *c->labels, compare_labels);
}

/* ---- unit cycles ------------------------------------------------------- */

/* What fills a slot flows along edges: from a concept to its kind, from a kind
 * to its parent, and from a slot that is a form alone to the form's concept. A
 * way round would give one stretch of text endless readings. */
struct flow {
    uint32_t *start; /* edges of node n: units[start[n]] … [start[n + 1]] */
    uint32_t *stack, *edge;
    unsigned char *state; /* 0 new, 1 on the stack, 2 done */
    size_t depth;
};

static int compare_units(const void *a, const void *b)
{
    const struct rn_unit *x = a, *y = b;

    if (x->slot != y->slot)
        return x->slot < y->slot ? -1 : 1;
    return x->form < y->form ? -1 : x->form > y->form;
}

/* The node that edge number k of node n leads to; RN_NO_INDEX behind the last.
 * Edge 0 goes to the kind or the parent. */
static uint32_t flow_target(const struct rn_checker *c, const struct flow *f,
                            uint32_t n, uint32_t k)
{
    uint32_t nkinds = (uint32_t)c->m->nkinds;

    if (k == 0)
        return n < nkinds ? c->m->kinds[n].parent
                          : c->m->concepts[n - nkinds].kind;
    return nkinds + c->units[f->start[n] + k - 1].concept;
}

/* The stack from `target` up goes round: name one form that is to blame. */
static void report_cycle(struct rn_checker *c, const struct flow *f,
                         uint32_t target)
{
    for (size_t i = f->depth; i-- > 0;) {
        uint32_t n = f->stack[i], k = f->edge[i] - 1;
        if (k > 0) {
            const struct rn_unit *u = &c->units[f->start[n] + k - 1];
            const struct rn_form *form = &c->m->forms[u->form];
            rn_check_error(
                c, RN_E_UNIT_CYCLE, form->at,
                "give the form a word of its own, or the slot a "
                "narrower kind",
                "'%.*s' is a slot alone, and what it makes fills that "
                "slot again",
                RN_ARG(form->text));
            return;
        }
        if (n == target)
            return;
    }
}

static void flow_from(struct rn_checker *c, struct flow *f, uint32_t root)
{
    f->depth = 0;
    f->stack[f->depth] = root;
    f->edge[f->depth++] = 0;
    f->state[root] = 1;
    while (f->depth) {
        uint32_t n = f->stack[f->depth - 1];
        uint32_t k = f->edge[f->depth - 1]++, to;
        if (k > f->start[n + 1] - f->start[n]) {
            f->state[n] = 2;
            f->depth--;
            continue;
        }
        to = flow_target(c, f, n, k);
        if (to == RN_NO_INDEX || f->state[to] == 2)
            continue;
        if (f->state[to] == 1) {
            report_cycle(c, f, to);
            continue;
        }
        f->state[to] = 1;
        f->stack[f->depth] = to;
        f->edge[f->depth++] = 0;
    }
}

static void check_units(struct rn_checker *c)
{
    size_t n = c->m->nkinds + c->m->nconcepts, u = 0;
    struct flow f = { 0 };

    if (!c->nunits)
        return;
    qsort(c->units, c->nunits, sizeof *c->units, compare_units);
    f.start = rn_calloc(n + 1, sizeof *f.start);
    f.stack = rn_calloc(n, sizeof *f.stack);
    f.edge = rn_calloc(n, sizeof *f.edge);
    f.state = rn_calloc(n, 1);
    if (f.start && f.stack && f.edge && f.state) {
        for (size_t i = 0; i <= n; i++) {
            while (u < c->nunits && c->units[u].slot < i)
                u++;
            f.start[i] = (uint32_t)u;
        }
        for (uint32_t i = 0; i < n; i++)
            if (!f.state[i])
                flow_from(c, &f, i);
    } else {
        c->nomem = true;
    }
    rn_free(f.start);
    rn_free(f.stack);
    rn_free(f.edge);
    rn_free(f.state);
}

/* ---- all of it --------------------------------------------------------- */

static void check_all(struct rn_checker *c)
{
    resolve_parents(c);
    if (!compact(c) || !refuse_kind_cycles(c)) {
        c->nomem = true;
        return;
    }
    resolve_concepts(c);
    resolve_codes(c);
    rn_check_documents(c);
    c->slot_forms =
        rn_malloc((c->m->nkinds + c->m->nconcepts) * sizeof *c->slot_forms);
    if (!c->slot_forms) {
        c->nomem = true;
        return;
    }
    for (size_t i = 0; i < c->m->nkinds + c->m->nconcepts; i++)
        c->slot_forms[i] = RN_NO_INDEX;
    check_forms(c);
    if (!c->nomem)
        rn_check_names(c);
    if (!c->nomem)
        check_units(c);
    if (!c->nomem)
        rn_check_bare(c);
    if (c->lint && !c->nomem)
        rn_lint(c);
}

renorm_status rn_model_finish(struct rn_model *m, struct rn_text *text,
                              bool lint, struct rn_diags *d)
{
    struct rn_checker c = { .m = m, .text = text, .d = d, .lint = lint };
    size_t errors = d->errors;

    rn_arena_init(&c.scratch);
    rn_buf_init(&c.key);
    if (rn_build_begin(m)) {
        c.b = m->builder;
        m->npaths = 0;
        check_all(&c);
    } else {
        c.nomem = true;
    }
    rn_arena_release(&c.scratch);
    rn_free(c.labels);
    rn_free(c.units);
    rn_free(c.shapes);
    rn_free(c.shape_slots);
    rn_free(c.covered);
    rn_free(c.bare);
    rn_free(c.stripped.keys);
    rn_free(c.stripped.bare);
    rn_buf_release(&c.key);
    rn_names_release(&c.common);
    rn_free(c.slot_forms);
    if (c.nomem)
        return rn_fail(d, RENORM_E_NOMEM, RN_E_NOMEM, (struct rn_at){ 0 }, NULL,
                       "out of memory while a lexicon was checked");
    return d->errors > errors ? RENORM_E_LEXICON : RENORM_OK;
}
