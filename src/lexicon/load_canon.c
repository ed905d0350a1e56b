/* canon/: kinds, concepts, codes of documents. */
#include "base/ascii.h"
#include "base/buf.h"
#include "base/mem.h"
#include "lexicon/build.h"

/* ---- reasons ----------------------------------------------------------- */

/* lacks: {ms: why there is no Malay form}, of a concept or of a kind */
static void set_lacks(struct rn_loader *l, struct rn_lack lack,
                      const struct rn_yaml_node *map)
{
    static const char *const langs[] = { "vi", "ms", "en", NULL };
    struct rn_model *m = l->m;

    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        int lang = 0;
        while (langs[lang] && !rn_span_is(n->key->value, langs[lang]))
            lang++;
        if (!langs[lang]) {
            rn_load_unknown_key(l, n->key, langs);
            continue;
        }
        if (!rn_load_expect(l, n, RN_YAML_SCALAR, "the reason"))
            continue;
        if (!rn_grow(&m->lacks, &m->lacks_cap, m->nlacks + 1,
                     sizeof *m->lacks)) {
            l->nomem = true;
            return;
        }
        lack.lang = (renorm_lang)lang;
        lack.reason = rn_load_keep(l, n->value);
        lack.at = n->key->at;
        m->lacks[m->nlacks++] = lack;
    }
}

/* ---- kinds ------------------------------------------------------------- */

static void kind_map(struct rn_loader *l, const struct rn_yaml_node *map,
                     struct rn_kind *kind, struct rn_kind_extra *extra)
{
    static const char *const keys[] = { "parent", "emit", "lacks", "note",
                                        NULL };
    struct rn_lack lack = { .concept = RN_NO_INDEX,
                            .kind = (uint32_t)(kind - l->m->kinds) };

    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        if (rn_span_is(n->key->value, "parent")) {
            if (rn_load_expect(l, n, RN_YAML_SCALAR, "the parent of a kind"))
                extra->parent = rn_load_word(l, n);
        } else if (rn_span_is(n->key->value, "emit")) {
            rn_load_bool(l, n, &kind->emit);
        } else if (rn_span_is(n->key->value, "lacks")) {
            if (rn_load_expect(l, n, RN_YAML_MAP, "'lacks'"))
                set_lacks(l, lack, n);
        } else if (!rn_span_is(n->key->value, "note")) {
            rn_load_unknown_key(l, n->key, keys);
        }
    }
}

static void kind_entry(struct rn_loader *l, const struct rn_yaml_node *n)
{
    uint32_t i = rn_model_kind(l->m, n->key->value);
    struct rn_kind *kind;
    struct rn_kind_extra *extra;

    if (!rn_load_id(l, n->key))
        return;
    if (i == RN_NO_INDEX)
        i = rn_build_kind(l->m, rn_load_keep(l, n->key->value));
    if (i == RN_NO_INDEX) {
        l->nomem = true;
        return;
    }
    kind = &l->m->kinds[i];
    extra = &l->b->kinds[i];
    if (extra->defined && extra->layer == l->layer) {
        rn_load_error(l, RN_E_CONCEPT_TWICE, n->key, "keep one of them",
                      "kind '%.*s' is defined twice, first in %s:%u",
                      RN_ARG(kind->name), l->m->files[kind->at.file].path,
                      (unsigned)kind->at.line);
        return;
    }
    extra->defined = true;
    extra->layer = l->layer;
    kind->at = n->key->at;
    if (n->type == RN_YAML_MAP)
        kind_map(l, n, kind, extra);
    else if (n->type == RN_YAML_SCALAR && !rn_yaml_null(n))
        extra->parent = rn_load_word(l, n);
    else if (n->type == RN_YAML_LIST)
        rn_load_error(l, RN_E_YAML_TYPE, n, "kinds are a tree",
                      "a kind has one parent");
}

static void load_kinds(struct rn_loader *l, const struct rn_yaml_node *map)
{
    if (!rn_load_expect(l, map, RN_YAML_MAP, "'kinds'"))
        return;
    for (const struct rn_yaml_node *n = map->first; n; n = n->next)
        kind_entry(l, n);
}

/* ---- codes of documents ------------------------------------------------ */

/* A code or an issuer as numbers have it: ASCII capitals. */
static struct rn_span fold_code(struct rn_loader *l, struct rn_span s)
{
    struct rn_buf b;
    struct rn_span out;

    rn_buf_init(&b);
    rn_text_ascii(s, &b);
    for (size_t i = 0; i < b.len; i++)
        b.ptr[i] = (char)rn_ascii_toupper(b.ptr[i]);
    l->nomem |= b.failed;
    out = rn_load_keep(l, rn_buf_span(&b));
    rn_buf_release(&b);
    return out;
}

static struct rn_code_extra *code_entry(struct rn_loader *l,
                                        const struct rn_yaml_node *n)
{
    struct rn_span code = fold_code(l, n->key->value);
    uint32_t i = rn_names_find(&l->b->code_names, code);

    if (l->nomem)
        return NULL;
    if (!code.len) {
        rn_load_error(l, RN_E_CODE_TYPE, n->key,
                      "a code has letters: QĐ, NQ, TTr", "'%.*s' is no code",
                      RN_ARG(n->key->value));
        return NULL;
    }
    if (i == RN_NO_INDEX)
        i = rn_build_code(l->m, code);
    if (i == RN_NO_INDEX) {
        l->nomem = true;
        return NULL;
    }
    l->m->codes[i].at = n->key->at;
    return &l->b->codes[i];
}

static void load_codes(struct rn_loader *l, const struct rn_yaml_node *map)
{
    if (!rn_load_expect(l, map, RN_YAML_MAP, "'codes'"))
        return;
    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        struct rn_code_extra *code = code_entry(l, n);
        size_t k = 0;
        if (!code)
            continue;
        memset(code->types, 0, sizeof code->types);
        if (n->type == RN_YAML_SCALAR) {
            if (rn_load_expect(l, n, RN_YAML_SCALAR, "the type of a code"))
                code->types[0] = rn_load_word(l, n);
            continue;
        }
        if (!rn_load_expect(l, n, RN_YAML_LIST, "the types of a code"))
            continue;
        for (const struct rn_yaml_node *t = n->first; t; t = t->next) {
            if (k == 4) {
                rn_load_error(l, RN_E_CODE_TYPE, t,
                              "name those that occur most",
                              "a code has at most 4 types");
                break;
            }
            if (rn_load_expect(l, t, RN_YAML_SCALAR, "the type of a code"))
                code->types[k++] = rn_load_word(l, t);
        }
    }
}

static void load_state_codes(struct rn_loader *l,
                             const struct rn_yaml_node *map)
{
    if (!rn_load_expect(l, map, RN_YAML_MAP, "'state-codes'"))
        return;
    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        struct rn_code_extra *code = code_entry(l, n);
        if (code && rn_load_expect(l, n, RN_YAML_SCALAR, "the type of a code"))
            code->state = rn_load_word(l, n);
    }
}

static void load_issuers(struct rn_loader *l, const struct rn_yaml_node *list)
{
    struct rn_model *m = l->m;

    if (!rn_load_expect(l, list, RN_YAML_LIST, "'party-issuers'"))
        return;
    for (const struct rn_yaml_node *n = list->first; n; n = n->next) {
        struct rn_span issuer;
        size_t i = 0;
        if (!rn_load_expect(l, n, RN_YAML_SCALAR, "an issuer"))
            continue;
        issuer = fold_code(l, n->value);
        while (i < m->nparty_issuers &&
               !rn_span_eq(m->party_issuers[i], issuer))
            i++;
        if (i < m->nparty_issuers)
            continue;
        if (!rn_grow(&m->party_issuers, &m->issuers_cap, i + 1,
                     sizeof *m->party_issuers)) {
            l->nomem = true;
            return;
        }
        m->party_issuers[m->nparty_issuers++] = issuer;
    }
}

/* ---- concepts ---------------------------------------------------------- */

enum field {
    F_ARTICLE,
    F_COMMUNES,
    F_FORM,
    F_FORMER,
    F_KIND,
    F_LACKS,
    F_LEVEL,
    F_LIST,
    F_NAME,
    F_NOTE,
    F_PLURAL,
    F_SIGN,
    F_SOURCE,
    F_COUNT
};

static const char *const FIELDS[F_COUNT + 1] = {
    "article", "communes", "form", "former", "kind", "lacks",  "level",
    "list",    "name",     "note", "plural", "sign", "source", NULL
};

/* What a map says of a concept; NULL where it says nothing. */
struct fields {
    const struct rn_yaml_node *of[F_COUNT];
};

static void read_fields(struct rn_loader *l, const struct rn_yaml_node *map,
                        struct fields *out)
{
    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        int f = 0;
        while (f < F_COUNT && !rn_span_is(n->key->value, FIELDS[f]))
            f++;
        if (f == F_COUNT)
            rn_load_unknown_key(l, n->key, FIELDS);
        else if (f == F_FORMER || f == F_NOTE || f == F_SOURCE)
            continue; /* for people */
        else if (f == F_LACKS) {
            if (rn_load_expect(l, n, RN_YAML_MAP, FIELDS[f]))
                out->of[f] = n;
        } else if (rn_load_expect(l, n, RN_YAML_SCALAR, FIELDS[f]))
            out->of[f] = n;
    }
}

/* A field with two words to choose from: sets or clears a flag. */
static void choose(struct rn_loader *l, const struct rn_yaml_node *n,
                   const char *on, const char *off, unsigned flag,
                   unsigned *flags)
{
    if (!n)
        return;
    if (rn_span_is(n->value, on))
        *flags |= flag;
    else if (rn_span_is(n->value, off))
        *flags &= ~flag;
    else
        rn_load_error(l, RN_E_YAML_TYPE, n, NULL, "'%.*s' must be '%s' or '%s'",
                      RN_ARG(n->key->value), on, off);
}

static void set_word(struct rn_loader *l, const struct rn_yaml_node *n,
                     struct rn_word *out)
{
    if (n)
        *out = rn_load_word(l, n);
}

static void set_fields(struct rn_loader *l, uint32_t i, const struct fields *f)
{
    struct rn_concept *concept = &l->m->concepts[i];
    struct rn_concept_extra *extra = &l->b->concepts[i];

    set_word(l, f->of[F_KIND], &extra->kind);
    set_word(l, f->of[F_NAME], &extra->name);
    set_word(l, f->of[F_LIST], &extra->list);
    set_word(l, f->of[F_LEVEL], &extra->level);
    if (extra->name.text.ptr)
        concept->name = extra->name.text;
    if (extra->list.text.ptr)
        concept->list = extra->list.text;
    if (extra->level.text.ptr)
        concept->level = extra->level.text;
    if (f->of[F_PLURAL])
        concept->plural = rn_load_keep(l, f->of[F_PLURAL]->value);
    if (f->of[F_LACKS])
        set_lacks(l, (struct rn_lack){ .concept = i, .kind = RN_NO_INDEX },
                  f->of[F_LACKS]);
    choose(l, f->of[F_ARTICLE], "none", "the", RN_CONCEPT_NO_ARTICLE,
           &concept->flags);
    choose(l, f->of[F_COMMUNES], "none", "some", RN_CONCEPT_NO_COMMUNE,
           &concept->flags);
    choose(l, f->of[F_FORM], "none", "name", RN_CONCEPT_NO_FORM,
           &concept->flags);
    choose(l, f->of[F_SIGN], "needed", "free", RN_CONCEPT_SIGN,
           &concept->flags);
}

/* The concept of a key: new, or one of a lower layer. RN_NO_INDEX when it may
 * not be defined here. */
static uint32_t open_concept(struct rn_loader *l,
                             const struct rn_yaml_node *key)
{
    uint32_t i = rn_model_concept(l->m, key->value);
    struct rn_concept_extra *extra;

    if (i == RN_NO_INDEX)
        i = rn_build_concept(l->m, rn_load_keep(l, key->value));
    if (i == RN_NO_INDEX) {
        l->nomem = true;
        return i;
    }
    extra = &l->b->concepts[i];
    if (extra->layer == l->layer) {
        const struct rn_concept *c = &l->m->concepts[i];
        rn_load_error(l, RN_E_CONCEPT_TWICE, key,
                      "keep one of them, or give one another id",
                      "concept '%.*s' is defined twice, first in %s:%u",
                      RN_ARG(c->id), l->m->files[c->at.file].path,
                      (unsigned)c->at.line);
        return RN_NO_INDEX;
    }
    if (extra->layer != RN_NO_INDEX)
        rn_report(l->d, RENORM_NOTE, RN_E_CONCEPT_TWICE,
                  rn_model_at(l->m, key->at, 0), NULL,
                  "concept '%.*s' of a lower layer is changed",
                  RN_ARG(key->value));
    else
        extra->first_layer = l->layer;
    extra->layer = l->layer;
    l->m->concepts[i].at = key->at;
    return i;
}

static void load_concept(struct rn_loader *l, const struct rn_yaml_node *n,
                         const struct fields *defaults)
{
    struct fields f = *defaults;
    uint32_t i;

    if (!rn_load_id(l, n->key))
        return;
    if (n->type == RN_YAML_LIST) {
        rn_load_expect(l, n, RN_YAML_MAP, "a concept");
        return;
    }
    if (n->type == RN_YAML_MAP)
        read_fields(l, n, &f);
    else if (!rn_yaml_null(n))
        f.of[F_NAME] = n;
    i = open_concept(l, n->key);
    if (i != RN_NO_INDEX)
        set_fields(l, i, &f);
}

/* A name, a list label or a plural common to a whole file is a mistake. */
static void load_defaults(struct rn_loader *l, const struct rn_yaml_node *map,
                          struct fields *out)
{
    if (!rn_load_expect(l, map, RN_YAML_MAP, "'default'"))
        return;
    read_fields(l, map, out);
    if (out->of[F_NAME])
        rn_load_error(l, RN_E_YAML_KEY, out->of[F_NAME]->key, NULL,
                      "the concepts of a file cannot share one name");
    out->of[F_NAME] = NULL;
}

void rn_load_canon(struct rn_loader *l, const struct rn_yaml_node *root)
{
    struct fields defaults = { { NULL } };
    struct rn_span last = { NULL, 0 };

    for (const struct rn_yaml_node *n = root->first; n; n = n->next)
        if (rn_span_is(n->key->value, "default"))
            load_defaults(l, n, &defaults);
    for (const struct rn_yaml_node *n = root->first; n && !l->nomem;
         n = n->next) {
        struct rn_span key = n->key->value;
        if (rn_span_is(key, "kinds")) {
            load_kinds(l, n);
        } else if (rn_span_is(key, "codes")) {
            load_codes(l, n);
        } else if (rn_span_is(key, "state-codes")) {
            load_state_codes(l, n);
        } else if (rn_span_is(key, "party-issuers")) {
            load_issuers(l, n);
        } else if (!rn_span_is(key, "default")) {
            rn_load_order(l, n->key, &last);
            load_concept(l, n, &defaults);
        }
    }
}
