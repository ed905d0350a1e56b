/* documents.yaml: documents that are known by number. */
#include "base/ascii.h"
#include "base/buf.h"
#include "base/mem.h"
#include "lexicon/build.h"

/* ---- dates ------------------------------------------------------------- */

static unsigned digits(struct rn_span s, size_t from, size_t n)
{
    unsigned value = 0;

    for (size_t i = from; i < from + n; i++)
        value = value * 10 + (unsigned)(s.ptr[i] - '0');
    return value;
}

static unsigned days_of(unsigned year, unsigned month)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30,
                                          31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

/* 2025, 2025-07, 2025-07-01: the calendar must have it. */
static bool is_date(struct rn_span s)
{
    static const char shape[] = "dddd-dd-dd";
    unsigned month, day;

    if (s.len != 4 && s.len != 7 && s.len != 10)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (shape[i] == '-' ? s.ptr[i] != '-' : !rn_ascii_digit(s.ptr[i]))
            return false;
    month = s.len > 4 ? digits(s, 5, 2) : 1;
    if (month < 1 || month > 12)
        return false;
    day = s.len > 7 ? digits(s, 8, 2) : 1;
    return day >= 1 && day <= days_of(digits(s, 0, 4), month);
}

struct rn_span rn_load_date(struct rn_loader *l, const struct rn_yaml_node *n,
                            bool whole)
{
    if (!n || !is_date(n->value) || (whole && n->value.len != 10)) {
        if (n)
            rn_load_error(l, RN_E_DATE, n, "write it as 2025-07-01",
                          "'%.*s' is no date", RN_ARG(n->value));
        return rn_span_of("", 0);
    }
    return rn_load_keep(l, n->value);
}

/* ---- reading ----------------------------------------------------------- */

/* The number as canonical names write it: letters without marks. */
static struct rn_span number_of(struct rn_loader *l,
                                const struct rn_yaml_node *key)
{
    struct rn_buf b;
    struct rn_span out;
    bool ok, joined = false;

    rn_buf_init(&b);
    rn_text_ascii(key->value, &b);
    ok = b.len && rn_ascii_digit(b.ptr[0]);
    for (size_t i = 0; i < b.len; i++) {
        joined |= b.ptr[i] == '/' || b.ptr[i] == '-';
        ok &= rn_ascii_alnum(b.ptr[i]) || b.ptr[i] == '/' || b.ptr[i] == '-';
    }
    l->nomem |= b.failed;
    out = rn_load_keep(l, rn_buf_span(&b));
    rn_buf_release(&b);
    if (l->nomem)
        return rn_span_of(NULL, 0);
    if (ok && joined)
        return out;
    rn_load_error(l, RN_E_DOCUMENT, key,
                  "write it in full, as it is cited: 57-NQ/TW",
                  "'%.*s' is no number of a document", RN_ARG(key->value));
    return rn_span_of(NULL, 0);
}

/* The text of a field, or nothing. */
static struct rn_span text_of(struct rn_loader *l, const struct rn_yaml_node *n)
{
    return n ? rn_load_keep(l, n->value) : rn_span_of("", 0);
}

static void add_document(struct rn_loader *l, struct rn_document doc,
                         const struct rn_yaml_node *type,
                         const struct rn_yaml_node *issuer)
{
    struct rn_builder *b = l->b;
    struct rn_document_extra *extra;

    if (!rn_grow(&b->documents, &b->documents_cap, b->ndocuments + 1,
                 sizeof *b->documents)) {
        l->nomem = true;
        return;
    }
    extra = &b->documents[b->ndocuments++];
    *extra = (struct rn_document_extra){ .doc = doc,
                                         .type = rn_load_word(l, type),
                                         .layer = l->layer };
    if (issuer) {
        extra->issuer = rn_load_word(l, issuer);
        extra->doc.issuer = extra->issuer.text;
    }
}

/* {type, date, issuer, subject} */
static void load_one(struct rn_loader *l, struct rn_span number,
                     const struct rn_yaml_node *map)
{
    static const char *const keys[] = { "type", "date",   "issuer", "subject",
                                        "note", "source", NULL };
    const struct rn_yaml_node *of[4] = { NULL, NULL, NULL, NULL };
    struct rn_document doc = { .number = number,
                               .type = RN_NO_INDEX,
                               .body = RN_NO_INDEX,
                               .issuer = rn_span_of("", 0),
                               .at = map->key ? map->key->at : map->at };

    if (!rn_load_expect(l, map, RN_YAML_MAP, "a document"))
        return;
    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        int k = 0;
        while (keys[k] && !rn_span_is(n->key->value, keys[k]))
            k++;
        if (!keys[k])
            rn_load_unknown_key(l, n->key, keys);
        else if (k < 4 && rn_load_expect(l, n, RN_YAML_SCALAR, keys[k]))
            of[k] = n;
    }
    if (!of[0]) {
        rn_load_error(l, RN_E_DOCUMENT, map->key ? map->key : map,
                      "write 'type:' with the id of a type of documents",
                      "document '%.*s' has no type", RN_ARG(number));
        return;
    }
    doc.date = rn_load_date(l, of[1], true);
    doc.subject = text_of(l, of[3]);
    add_document(l, doc, of[0], of[2]);
}

void rn_load_documents(struct rn_loader *l, const struct rn_yaml_node *root)
{
    for (const struct rn_yaml_node *n = root->first; n && !l->nomem;
         n = n->next) {
        struct rn_span number = number_of(l, n->key);
        if (!number.ptr)
            continue;
        if (n->type != RN_YAML_LIST)
            load_one(l, number, n);
        else
            for (const struct rn_yaml_node *e = n->first; e; e = e->next)
                load_one(l, number, e);
    }
}

/* ---- after the last layer ---------------------------------------------- */

static int compare_documents(const void *a, const void *b)
{
    const struct rn_document_extra *x = a, *y = b;
    int order = rn_span_cmp(x->doc.number, y->doc.number);

    if (!order)
        order = rn_span_cmp(x->doc.date, y->doc.date);
    if (!order && x->layer != y->layer)
        return x->layer < y->layer ? -1 : 1;
    if (!order)
        order = (x->doc.at.offset > y->doc.at.offset) -
                (x->doc.at.offset < y->doc.at.offset);
    return order;
}

/* What looks like an id is meant to be one. */
static bool like_id(struct rn_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!rn_ascii_lower(s.ptr[i]) && !rn_ascii_digit(s.ptr[i]) &&
            s.ptr[i] != '-')
            return false;
    return s.len > 0;
}

static void resolve_issuer(struct rn_checker *c, struct rn_document_extra *e)
{
    char hint[RN_HINT_MAX];

    if (!e->issuer.text.ptr)
        return;
    e->doc.body = rn_model_concept(c->m, e->issuer.text);
    if (e->doc.body == RN_NO_INDEX && like_id(e->issuer.text))
        rn_check_error(c, RN_E_CONCEPT_UNKNOWN, e->issuer.at,
                       rn_nearest_concept(c->m, e->issuer.text, hint,
                                          sizeof hint,
                                          "write the id of a body, or its "
                                          "name as it is called"),
                       "no concept '%.*s'", RN_ARG(e->issuer.text));
}

/* Two of one number, the later in order is `e`: whether both may stay. */
static bool both_stay(struct rn_checker *c, const struct rn_document_extra *old,
                      const struct rn_document_extra *e)
{
    bool same = rn_span_eq(old->doc.date, e->doc.date);

    if (same && old->layer != e->layer)
        return false; /* the later layer says it anew */
    if (same && e->doc.date.len)
        rn_check_error(c, RN_E_DOCUMENT_TWICE, e->doc.at,
                       "keep one of them, or correct the date",
                       "document '%.*s' of %.*s is given twice, first in "
                       "%s:%u",
                       rn_clip(e->doc.number), e->doc.number.ptr,
                       RN_ARG(e->doc.date), c->m->files[old->doc.at.file].path,
                       (unsigned)old->doc.at.line);
    else if (!old->doc.date.len)
        rn_check_error(c, RN_E_DOCUMENT_TWICE, same ? e->doc.at : old->doc.at,
                       "give each its 'date', which tells them apart",
                       "document '%.*s' is given twice, also in %s:%u, and "
                       "has no date here",
                       RN_ARG(e->doc.number),
                       c->m->files[(same ? old : e)->doc.at.file].path,
                       (unsigned)(same ? old : e)->doc.at.line);
    return true;
}

void rn_check_documents(struct rn_checker *c)
{
    struct rn_builder *b = c->b;
    struct rn_model *m = c->m;
    size_t n = 0;

    m->ndocuments = 0;
    if (!b->ndocuments)
        return;
    m->documents =
        rn_arena_zalloc(&m->arena, b->ndocuments, sizeof *m->documents);
    if (!m->documents) {
        c->nomem = true;
        return;
    }
    qsort(b->documents, b->ndocuments, sizeof *b->documents, compare_documents);
    for (size_t i = 0; i < b->ndocuments; i++) {
        struct rn_document_extra *e = &b->documents[i];
        e->doc.type = rn_document_type(c, &e->type);
        resolve_issuer(c, e);
        if (i && rn_span_eq(e[-1].doc.number, e->doc.number) &&
            !both_stay(c, &e[-1], e))
            n--;
        m->documents[n++] = e->doc;
    }
    m->ndocuments = n;
}
