#include "base/limits.h"
#include "match/compiler.h"

/* Names have few options: what is beyond these is left to the forms of en/. */
enum { CANON_PATHS_MAX = 128, CANON_ELEMS_MAX = 48 };

struct canon {
    struct rn_compiler *c;
    uint32_t concept; /* of the model */
    const struct rn_name_op *ops;
    size_t nops;
    struct rn_elem elems[CANON_ELEMS_MAX];
    size_t n, paths;
    unsigned flags; /* enum rn_form_flags */
};

/* The kind of a label of a concept's name: the kind of that name, or what its
 * forms say. */
static struct rn_span label_kind(struct canon *k, struct rn_span path)
{
    struct rn_compiler *c = k->c;
    size_t dot = path.len;
    struct rn_span last, kind = { NULL, 0 };

    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '.')
            dot = i + 1;
    last = dot < path.len ? rn_span_of(path.ptr + dot, path.len - dot) : path;
    /* the place of a body without a level word is one that is listed */
    if (dot < path.len && rn_span_is(last, "place") &&
        rn_model_kind(c->m, RN_LIT("listed")) != RN_NO_INDEX)
        return RN_LIT("listed");
    if (rn_model_kind(c->m, last) != RN_NO_INDEX ||
        rn_model_concept(c->m, last) != RN_NO_INDEX)
        return last;
    for (uint32_t f = c->first_form[k->concept]; f != RN_NONE;
         f = c->next_form[f]) {
        struct rn_form_paths paths;
        struct rn_notation_error err;
        if (rn_form_expand(&c->work, c->text, c->m->forms[f].text, &paths,
                           &err))
            continue;
        for (size_t p = 0; p < paths.npaths; p++)
            for (size_t e = 0; e < paths.paths[p].nelems; e++)
                if (paths.paths[p].elems[e].type == RN_ELEM_SLOT &&
                    rn_span_eq(paths.paths[p].elems[e].label, last))
                    kind = kind.ptr
                               ? rn_model_wider(c->m, kind,
                                                paths.paths[p].elems[e].kind)
                               : paths.paths[p].elems[e].kind;
    }
    return kind;
}

static void canon_emit(struct canon *k)
{
    struct rn_compiler *c = k->c;
    struct rn_path p = { .elems = k->elems, .nelems = k->n };
    struct rn_target t = { .concept = c->rank[k->concept],
                           .form = RN_NONE,
                           .path = (uint16_t)k->paths,
                           .flags = k->flags,
                           .lang = RENORM_EN,
                           .root = RN_ROOT_CANON,
                           .exact = true,
                           .capital_default = true };

    if (k->n == 0 || k->n > RN_FORM_TOKENS_MAX || k->paths >= CANON_PATHS_MAX)
        return;
    if (k->n == 1 && k->elems[0].type == RN_ELEM_SLOT)
        return; /* a slot alone is a unit form: the filler is the name */
    k->paths++;
    if (rn_compiler_mark_canon(c, t.concept, &p))
        return;
    rn_compiler_add_path(c, &t, &p);
    rn_compiler_add_plurals(c, &p);
}

static void canon_from(struct canon *k, size_t op);

/* The words of a stretch of text, then the rest. "the" before a slot may be
 * missing. */
static void canon_text(struct canon *k, size_t op)
{
    struct rn_compiler *c = k->c;
    size_t before = k->n, words;
    bool slot_next = op + 1 < k->nops && k->ops[op + 1].type == RN_NAME_SLOT;

    if (rn_text_tokenize_form(c->text, k->ops[op].text, c->tokens)) {
        c->failed = true;
        return;
    }
    words = c->tokens->n;
    for (size_t i = 0; i < words && k->n < CANON_ELEMS_MAX; i++) {
        struct rn_span raw =
            rn_span_of(k->ops[op].text.ptr + c->tokens->start[i],
                       c->tokens->end[i] - c->tokens->start[i]);
        struct rn_span key =
            rn_arena_copy(&c->work, rn_token_key(c->tokens, i));
        c->failed = c->failed || !key.ptr;
        k->elems[k->n++] = (struct rn_elem){ .type = RN_ELEM_WORD,
                                             .text = raw,
                                             .key = key,
                                             .flags = c->tokens->flags[i] };
    }
    canon_from(k, op + 1);
    if (slot_next && words && k->n == before + words &&
        rn_span_is(k->elems[k->n - 1].text, "the")) {
        k->n--;
        canon_from(k, op + 1);
    }
    k->n = before;
}

static void canon_slot(struct canon *k, size_t op)
{
    struct rn_span kind = label_kind(k, k->ops[op].text);

    if (!kind.ptr || k->n >= CANON_ELEMS_MAX)
        return;
    k->elems[k->n++] = (struct rn_elem){ .type = RN_ELEM_SLOT,
                                         .kind = kind,
                                         .label = k->ops[op].text };
    canon_from(k, op + 1);
    k->n--;
}

/* All ways to read the name from op `op` on, with the elements so far. */
static void canon_from(struct canon *k, size_t op)
{
    size_t close = op, depth = 0;

    if (op == k->nops) {
        canon_emit(k);
        return;
    }
    if (k->paths >= CANON_PATHS_MAX || k->c->failed)
        return;
    switch (k->ops[op].type) {
    case RN_NAME_TEXT:
        canon_text(k, op);
        break;
    case RN_NAME_SLOT:
        canon_slot(k, op);
        break;
    case RN_NAME_OPEN:
        canon_from(k, op + 1);
        for (;; close++) { /* then without the option */
            depth += k->ops[close].type == RN_NAME_OPEN;
            depth -= k->ops[close].type == RN_NAME_CLOSE;
            if (!depth)
                break;
        }
        canon_from(k, close + 1);
        break;
    case RN_NAME_CLOSE:
        canon_from(k, op + 1);
        break;
    }
}

/* Whether no English form of the concept may stand alone: then its name may not
 * either. */
static bool never_alone(const struct rn_compiler *c, uint32_t concept)
{
    const struct rn_model *m = c->m;
    bool any = false;

    for (uint32_t f = c->first_form[concept]; f != RN_NONE;
         f = c->next_form[f]) {
        if (m->forms[f].lang != RENORM_EN)
            continue;
        if (!(m->forms[f].flags & RN_FORM_ALONE_NEVER))
            return false;
        any = true;
    }
    return any;
}

void rn_compiler_add_canon(struct rn_compiler *c, uint32_t concept,
                           const struct rn_name_op *ops, size_t nops)
{
    struct canon k = { .c = c, .concept = concept, .ops = ops, .nops = nops };

    if (never_alone(c, concept))
        k.flags = RN_FORM_ALONE_NEVER;

    canon_from(&k, 0);
}
