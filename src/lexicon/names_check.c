/* Canonical names: their notation, whether forms bind their slots, and the
 * English form that each name is by itself. */
#include "base/ascii.h"
#include "base/buf.h"
#include "lexicon/build.h"

struct name {
    uint32_t concept;
    const struct rn_name_op *ops;
    size_t nops;
};

struct rn_span rn_name_label(struct rn_span path)
{
    const char *dot = memchr(path.ptr, '.', path.len);

    return rn_span_of(path.ptr, dot ? (size_t)(dot - path.ptr) : path.len);
}

/* The entry of a label among the forms of a concept, or NULL. */
static const struct rn_labels *
find_label(const struct rn_checker *c, uint32_t concept, struct rn_span label)
{
    size_t lo = 0, hi = c->nlabels;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const struct rn_labels *l = &c->labels[mid];
        int order = l->concept != concept ? (l->concept < concept ? -1 : 1)
                                          : rn_span_cmp(l->label, label);
        if (order == 0)
            return l;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

/* ---- the implicit English form ----------------------------------------- */

static bool wants_implicit(const struct rn_checker *c, uint32_t i)
{
    const struct rn_concept *concept = &c->m->concepts[i];
    const struct rn_concept_extra *extra = &c->b->concepts[i];
    uint32_t ignore = rn_model_kind(c->m, RN_LIT("ignore"));

    if (concept->flags & (RN_CONCEPT_PLACE | RN_CONCEPT_NO_FORM))
        return false;
    if (extra->english && !extra->ellipsis)
        return false;
    return ignore == RN_NO_INDEX ||
           !rn_model_kind_is(c->m, concept->kind, ignore);
}

/* Literal text as a form: special characters escaped, `the` optional. */
static void put_text(struct rn_buf *out, struct rn_span text)
{
    for (size_t i = 0; i < text.len;) {
        size_t n = 0;
        while (i + n < text.len && rn_ascii_alnum(text.ptr[i + n]))
            n++;
        if (n == 0) {
            if (strchr("[](){}|\\", text.ptr[i]) ||
                (!out->len && text.ptr[i] == '='))
                rn_buf_putc(out, '\\');
            rn_buf_putc(out, text.ptr[i++]);
            continue;
        }
        if (n == 3 && !memcmp(text.ptr + i, "the", 3))
            rn_buf_puts(out, "[the]");
        else
            rn_buf_put(out, text.ptr + i, n);
        i += n;
    }
}

/* The widest of the kinds that the forms give a label: what {place:where} and
 * {name:where} wrote is a place. */
static struct rn_span widest(const struct rn_checker *c,
                             const struct rn_labels *known)
{
    const struct rn_labels *l = known, *end = c->labels + c->nlabels;
    struct rn_span kind;

    while (l > c->labels && l[-1].concept == known->concept &&
           rn_span_eq(l[-1].label, known->label))
        l--;
    for (kind = l->kind; l < end && l->concept == known->concept &&
                         rn_span_eq(l->label, known->label);
         l++)
        kind = rn_model_wider(c->m, kind, l->kind);
    return kind;
}

/* False where the slot has no form of its own: a part, or a label whose kind
 * nobody tells. */
static bool put_slot(const struct rn_checker *c, uint32_t concept,
                     struct rn_buf *out, struct rn_span label)
{
    const struct rn_labels *known = find_label(c, concept, label);

    if (memchr(label.ptr, '.', label.len))
        return false;
    /* a label that is a kind means that kind, whatever else fills it in forms
     */
    if (rn_slot_node(c->m, label) != RN_NO_INDEX)
        rn_buf_printf(out, "{%.*s}", (int)label.len, label.ptr);
    else if (known) {
        struct rn_span kind = widest(c, known);
        rn_buf_printf(out, "{%.*s:%.*s}", (int)kind.len, kind.ptr,
                      (int)label.len, label.ptr);
    } else
        return false;
    return true;
}

static bool has_slot_before(const struct name *name, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (name->ops[k].type == RN_NAME_SLOT &&
            rn_span_eq(name->ops[k].text, name->ops[i].text))
            return true;
    return false;
}

/* Write the form; false where the name can be none: it could be empty, is one
 * slot alone, or has slots that no form can have. */
static bool write_implicit(const struct rn_checker *c, const struct name *name,
                           struct rn_buf *out)
{
    size_t depth = 0;
    bool fixed = false;

    if (name->nops == 1 && name->ops[0].type == RN_NAME_SLOT)
        return false;
    for (size_t i = 0; i < name->nops; i++) {
        const struct rn_name_op *op = &name->ops[i];
        switch (op->type) {
        case RN_NAME_TEXT:
            put_text(out, op->text);
            for (size_t k = 0; k < op->text.len; k++)
                fixed |= !depth && op->text.ptr[k] != ' ';
            break;
        case RN_NAME_SLOT:
            if (has_slot_before(name, i) ||
                !put_slot(c, name->concept, out, op->text))
                return false;
            fixed |= !depth;
            break;
        case RN_NAME_OPEN:
            depth++;
            rn_buf_putc(out, '[');
            break;
        case RN_NAME_CLOSE:
            depth--;
            rn_buf_putc(out, ']');
            break;
        }
    }
    return fixed;
}

static bool add_implicit(struct rn_checker *c, const struct name *name)
{
    struct rn_model *m = c->m;
    const struct rn_word *at = &c->b->concepts[name->concept].name;
    struct rn_form form = { .concept = name->concept,
                            .lang = RENORM_EN,
                            .flags = RN_FORM_IMPLICIT |
                                     c->b->concepts[name->concept].flags,
                            .at = at->at };
    struct rn_buf b;
    bool made;

    if (!wants_implicit(c, name->concept))
        return false;
    rn_buf_init(&b);
    made = write_implicit(c, name, &b);
    if (made)
        form.text = rn_arena_copy(&m->arena, rn_buf_span(&b));
    c->nomem |= b.failed || (made && !form.text.ptr);
    rn_buf_release(&b);
    if (made && !c->nomem) {
        uint32_t i = rn_build_form(m, form);
        c->nomem |= i == RN_NO_INDEX;
        if (i != RN_NO_INDEX)
            c->b->forms[i].keys = c->b->concepts[name->concept].keys;
    }
    return made;
}

/* ---- slots that forms bind --------------------------------------------- */

/* {area} may be made of a level and a place that the forms bind: a concept of
 * that id is composed of what its own name needs. */
static bool composable(struct rn_checker *c, uint32_t concept,
                       struct rn_span label)
{
    uint32_t part = rn_model_concept(c->m, label);
    const struct rn_name_op *ops;
    size_t nops;
    struct rn_notation_error error;

    if (part == RN_NO_INDEX ||
        rn_name_parse(&c->scratch, c->m->concepts[part].name, &ops, &nops,
                      &error) != RENORM_OK)
        return false;
    for (size_t i = 0; i < nops; i++)
        if (ops[i].type == RN_NAME_SLOT &&
            find_label(c, concept, rn_name_label(ops[i].text)))
            return true;
    return false;
}

/* Each slot of the name must be bound by a form that somebody wrote: the
 * implicit form, which is the name itself, would hide one that all of them
 * forgot. It is enough for what stands in options. */
static void check_bound(struct rn_checker *c, const struct name *name,
                        bool implicit)
{
    const struct rn_word *at = &c->b->concepts[name->concept].name;
    size_t depth = 0;

    for (size_t i = 0; i < name->nops; i++) {
        const struct rn_name_op *op = &name->ops[i];
        struct rn_span label = rn_name_label(op->text);
        depth += op->type == RN_NAME_OPEN;
        depth -= op->type == RN_NAME_CLOSE;
        if (op->type != RN_NAME_SLOT || has_slot_before(name, i) ||
            (implicit && depth) || find_label(c, name->concept, label) ||
            composable(c, name->concept, label))
            continue;
        rn_report(c->d, RENORM_ERROR, RN_E_NAME_UNBOUND,
                  rn_model_at(c->m, at->at, op->offset),
                  "put such a slot into a form, or bind it there: "
                  "{level=provincial}",
                  "no form of '%.*s' has a slot '%.*s'",
                  rn_clip(c->m->concepts[name->concept].id),
                  c->m->concepts[name->concept].id.ptr, RN_ARG(label));
    }
}

static void check_list(struct rn_checker *c, const struct name *name)
{
    const struct rn_word *list = &c->b->concepts[name->concept].list;

    if (!list->text.ptr)
        return;
    for (size_t i = 0; i < name->nops; i++)
        if (name->ops[i].type == RN_NAME_SLOT &&
            rn_span_eq(rn_name_label(name->ops[i].text), list->text))
            return;
    rn_report(c->d, RENORM_ERROR, RN_E_NAME_UNBOUND,
              rn_model_at(c->m, list->at, 0),
              "'list' names the slot that repeats",
              "the name has no slot '%.*s'", RN_ARG(list->text));
}

static void check_name(struct rn_checker *c, uint32_t i, bool formless)
{
    const struct rn_concept *concept = &c->m->concepts[i];
    const struct rn_word *at = &c->b->concepts[i].name;
    uint32_t ignore = rn_model_kind(c->m, RN_LIT("ignore"));
    struct name name = { .concept = i };
    struct rn_notation_error error;
    renorm_status status;
    bool implicit;

    if (!at->text.ptr) {
        if (ignore == RN_NO_INDEX ||
            !rn_model_kind_is(c->m, concept->kind, ignore))
            rn_report(c->d, RENORM_ERROR, RN_E_NAME_SYNTAX,
                      rn_model_at(c->m, concept->at, 0),
                      "write the canonical name after the id",
                      "concept '%.*s' has no name", RN_ARG(concept->id));
        return;
    }
    rn_arena_clear(&c->scratch);
    status = rn_name_parse(&c->scratch, concept->name, &name.ops, &name.nops,
                           &error);
    c->nomem |= status == RENORM_E_NOMEM;
    if (status == RENORM_E_LEXICON)
        rn_report(c->d, RENORM_ERROR, error.code,
                  rn_model_at(c->m, at->at, error.offset), error.hint, "%s",
                  error.message);
    if (status != RENORM_OK)
        return;
    check_list(c, &name);
    implicit = add_implicit(c, &name);
    if (!formless)
        check_bound(c, &name, implicit);
}

void rn_check_names(struct rn_checker *c)
{
    struct rn_model *m = c->m;
    size_t explicit_forms = m->nforms;
    bool *found = rn_arena_zalloc(&m->arena, m->nconcepts, sizeof *found);

    if (!found) {
        c->nomem = true;
        return;
    }
    for (size_t i = 0; i < m->nforms; i++)
        found[m->forms[i].concept] = true;
    for (uint32_t i = 0; i < m->nconcepts && !c->nomem; i++)
        if (!(m->concepts[i].flags & RN_CONCEPT_PLACE))
            check_name(c, i, !found[i]);
    for (size_t i = explicit_forms; i < m->nforms && !c->nomem; i++)
        rn_check_form(c, (uint32_t)i);
}
