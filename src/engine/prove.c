#include "engine/prove.h"

#include "base/hash.h"
#include "base/mem.h"

enum {
    /* Findings told at most; who has more has one cause for all. */
    TOLD_MAX = 500,
    TOLD_FORM_MAX = 3,

    /* Levels of slots in slots that a text is made of. */
    DEPTH_MAX = 5
};

/* ---- reading ------------------------------------------------------------ */

bool rn_prove_new(struct rn_prover *p, uint64_t hash)
{
    size_t at;

    hash |= 1;
    if (p->nseen * 2 >= p->seen_size) {
        size_t size = p->seen_size ? p->seen_size * 2 : 16384;
        uint64_t *seen = rn_calloc(size, sizeof *seen);
        if (!seen) {
            p->failed = true;
            return false;
        }
        for (size_t i = 0; i < p->seen_size; i++) {
            if (!p->seen[i])
                continue;
            for (at = p->seen[i] & (size - 1); seen[at];)
                at = (at + 1) & (size - 1);
            seen[at] = p->seen[i];
        }
        rn_free(p->seen);
        p->seen = seen;
        p->seen_size = size;
    }
    for (at = hash & (p->seen_size - 1); p->seen[at];
         at = (at + 1) & (p->seen_size - 1))
        if (p->seen[at] == hash)
            return false;
    p->seen[at] = hash;
    p->nseen++;
    return true;
}

static bool known(const struct rn_prover *p, uint64_t hash)
{
    hash |= 1;
    for (size_t at = hash & (p->seen_size - 1); p->seen_size && p->seen[at];
         at = (at + 1) & (p->seen_size - 1))
        if (p->seen[at] == hash)
            return true;
    return false;
}

struct run {
    struct rn_prover *p;
    struct rn_buf *out;
    size_t len;
};

static renorm_status on_text(void *arg, const char *ptr, size_t len)
{
    struct run *r = arg;

    rn_buf_put(r->out, ptr, len);
    return r->out->failed ? RENORM_E_NOMEM : RENORM_OK;
}

static renorm_status on_mention(void *arg, const renorm_mention *m)
{
    struct run *r = arg;

    if (m->start == 0 && m->end == r->len)
        r->p->whole = rn_model_concept(
            r->p->m, rn_span_of(m->concept, strlen(m->concept)));
    return RENORM_OK;
}

renorm_status rn_prove_run(struct rn_prover *p, struct rn_span in,
                           struct rn_buf *out)
{
    struct run r = { p, out, in.len };
    renorm_handler handler = { &r, on_text, on_mention, NULL, NULL };

    rn_buf_clear(out);
    p->whole = RN_NO_INDEX;
    return renorm_document(p->ctx, &handler, in.ptr, in.len);
}

/* ---- texts -------------------------------------------------------------- */

void rn_prove_put(struct rn_buf *out, struct rn_span word)
{
    char last = out->len ? out->ptr[out->len - 1] : ' ';
    bool close = word.len && strchr(",.;:)/'", word.ptr[0]);
    bool curly = word.len >= 3 && !memcmp(word.ptr, "\xe2\x80\x99", 3);

    if (last != ' ' && last != '(' && last != '/' && !close && !curly)
        rn_buf_putc(out, ' ');
    rn_buf_put_span(out, word);
}

/* What code recognises, as each language writes it. */
static const char *const built_in[RN_B_COUNT][3] = {
    [RN_B_ORDINAL] = { "XV", "ke-15", "15th" },
    [RN_B_INT] = { "7", "7", "7" },
    [RN_B_NUMBER] = { "57-NQ/TW", "57-NQ/TW", "57-NQ/TW" },
    [RN_B_DATE] = { "22/12/2024", "22 Disember 2024", "December 22, 2024" },
    [RN_B_YEARS] = { "2020-2025", "2020-2025", "2020-2025" },
    [RN_B_NAME] = { "Nậm Ban", "Nam Ban", "Nam Ban" },
    [RN_B_NAMESAKE] = { "Lê Quý Đôn", "Le Quy Don", "Le Quy Don" },
    [RN_B_TAIL] = { "Trồng trọt", "Pengeluaran Tanaman", "Crop Production" },
};

/* A mention that takes what is none by itself. */
struct host {
    uint32_t form, path, slot;
};

struct names {
    struct rn_prover *p;
    uint32_t *forms_of; /* forms by concept: forms[forms_of[c]] … */
    uint32_t *forms;
    struct rn_span *base; /* by concept and language; ptr NULL: none */
    uint8_t *state;       /* 0 new, 1 being made, 2 made */
    bool *hot;            /* by the same: the layers touch it */
    struct host *hosts;   /* by kind or concept and language: what takes it */
    struct rn_arena host_arena;
    struct rn_form_paths host_paths; /* of form `host`, in the arena */
    uint32_t host;                   /* the last that was asked, or none */
    bool *tried;                     /* by kind: all its places were tried */
    bool *sort;                      /* a place that stands for its sort */
    uint32_t *concepts; /* by kind, of it and below: of_kind[k] … */
    uint32_t *of_kind;
};

/* Words of the forms, of the lowest layer and of the others. */
static uint64_t word_hash(struct rn_span key, bool layer)
{
    return rn_hash_mix(rn_hash(key.ptr, key.len), layer ? 53 : 29);
}

/* Whether the layers touch a text: it may be read otherwise than before. */
static bool touches(struct rn_prover *p, struct rn_span text)
{
    if (!p->touched)
        return true;
    p->failed |= rn_text_tokenize(p->text, text, &p->tokens) != RENORM_OK;
    return rn_touched_tokens(p->touched, &p->tokens);
}

static bool takes(const struct rn_model *m, uint32_t node, uint32_t concept)
{
    return node >= m->nkinds
               ? node - m->nkinds == concept
               : m->concepts[concept].kind != RN_NO_INDEX &&
                     rn_model_kind_is(m, m->concepts[concept].kind, node);
}

static bool expand(struct names *n, struct rn_arena *arena, uint32_t form,
                   struct rn_form_paths *out)
{
    struct rn_notation_error error;
    renorm_status st = rn_form_expand(arena, n->p->text,
                                      n->p->m->forms[form].text, out, &error);

    n->p->failed |= st == RENORM_E_NOMEM;
    return st == RENORM_OK;
}

static struct rn_span base_of(struct names *n, uint32_t concept, int lang,
                              unsigned depth);

/* What stands in a slot: some concept, of this language if one has a form. */
static struct rn_span filler(struct names *n, struct rn_span kind, int lang,
                             unsigned depth)
{
    const struct rn_model *m = n->p->m;
    uint32_t node = rn_slot_node(m, kind);
    struct rn_span none = { NULL, 0 };

    if (node == RN_NO_INDEX || depth > DEPTH_MAX)
        return none;
    if (node >= m->nkinds)
        return base_of(n, node - (uint32_t)m->nkinds, lang, depth);
    for (uint32_t i = n->of_kind[node]; i < n->of_kind[node + 1]; i++) {
        struct rn_span s = base_of(n, n->concepts[i], lang, depth);
        if (s.ptr)
            return s;
    }
    for (uint32_t b = 0; b < RN_B_COUNT; b++)
        if (rn_model_kind_is(m, b, node))
            return rn_span_str(built_in[b][lang]);
    return none;
}

/* Write a path; slot number `at` holds `with`. False where a slot cannot be
 * filled. */
static bool write_path(struct names *n, const struct rn_path *path, int lang,
                       size_t at, struct rn_span with, unsigned depth,
                       struct rn_buf *out)
{
    size_t slot = 0;

    rn_buf_clear(out);
    for (size_t i = 0; i < path->nelems; i++) {
        const struct rn_elem *e = &path->elems[i];
        struct rn_span s = e->text;
        if (e->type == RN_ELEM_SLOT) {
            s = slot == at ? with : filler(n, e->kind, lang, depth + 1);
            slot++;
        }
        if (!s.ptr)
            return false;
        rn_prove_put(out, s);
    }
    return !out->failed;
}

static struct rn_span base_from(struct names *n, uint32_t form, int lang,
                                unsigned depth)
{
    struct rn_form_paths paths;
    struct rn_arena arena;
    struct rn_buf out;
    struct rn_span s = { NULL, 0 };

    rn_arena_init(&arena);
    rn_buf_init(&out);
    if (expand(n, &arena, form, &paths))
        for (size_t i = 0; i < paths.npaths && !s.ptr; i++)
            if (write_path(n, &paths.paths[i], lang, SIZE_MAX, s, depth, &out))
                s = rn_arena_copy(&n->p->keep, rn_buf_span(&out));
    rn_buf_release(&out);
    rn_arena_release(&arena);
    return s;
}

static struct rn_span base_of(struct names *n, uint32_t concept, int lang,
                              unsigned depth)
{
    const struct rn_model *m = n->p->m;
    size_t at = (size_t)concept * 3 + (size_t)lang;

    if (n->state[at] || depth > DEPTH_MAX)
        return n->base[at];
    n->state[at] = 1;
    for (uint32_t i = n->forms_of[concept];
         i < n->forms_of[concept + 1] && !n->base[at].ptr; i++)
        if ((int)m->forms[n->forms[i]].lang == lang)
            n->base[at] = base_from(n, n->forms[i], lang, depth);
    n->state[at] = 2;
    return n->base[at];
}

/* ---- one text ----------------------------------------------------------- */

/* What differs between the two runs, in whole words: the same change inside of
 * a longer name has the same cause. */
static uint64_t change_of(struct rn_span a, struct rn_span b)
{
    size_t first = 0, last = 0, word = 0;

    while (first < a.len && first < b.len && a.ptr[first] == b.ptr[first])
        if (a.ptr[first++] == ' ')
            word = first;
    while (last < a.len - word && last < b.len - word &&
           a.ptr[a.len - 1 - last] == b.ptr[b.len - 1 - last])
        last++;
    return rn_hash_mix(rn_hash(a.ptr + word, a.len - word - last),
                       rn_hash(b.ptr + word, b.len - word - last) + 47);
}

/* Whether the form is of a layer above the lowest. */
static bool is_layers(const struct rn_model *m, uint32_t form)
{
    return m->files[m->forms[form].at.file].layer > 0;
}

/* The first form of a layer in a derivation. */
struct culprit {
    const struct rn_model *m;
    uint32_t form;
};

static void look_in(struct culprit *c, const renorm_node *node)
{
    const struct rn_model *m = c->m;

    for (uint32_t i = 0; i < m->nforms && node->file; i++)
        if (c->form == RN_NO_INDEX && is_layers(m, i) &&
            m->forms[i].at.line == node->line &&
            !strcmp(m->files[m->forms[i].at.file].path, node->file))
            c->form = i;
    for (size_t i = 0; i < node->nchildren; i++)
        look_in(c, &node->children[i]);
}

static renorm_status on_derived(void *arg, const renorm_mention *m)
{
    look_in(arg, m->tree);
    return RENORM_OK;
}

/* The form to be told of: where layers make a name unstable that they do not
 * give, the one of theirs that reads it, in the second run or in the first. */
static uint32_t blame(struct rn_prover *p, uint32_t form, struct rn_span in)
{
    const struct rn_span runs[] = { rn_buf_span(&p->once), in };
    renorm_options options = { .trace = 1, .at = RENORM_NOWHERE };
    struct culprit c = { p->m, RN_NO_INDEX };
    renorm_handler handler = { .arg = &c, .mention = on_derived };
    renorm_context *ctx;

    if (is_layers(p->m, form) || !p->m->files[p->m->nfiles - 1].layer ||
        renorm_context_new(p->ctx->lexicon, &options, &ctx) != RENORM_OK)
        return form;
    for (size_t i = 0; i < 2 && c.form == RN_NO_INDEX; i++)
        renorm_document(ctx, &handler, runs[i].ptr, runs[i].len);
    renorm_context_free(ctx);
    return c.form == RN_NO_INDEX ? form : c.form;
}

void rn_prove_tell(struct rn_prover *p, renorm_severity severity, unsigned code,
                   uint32_t form, struct rn_span in, const char *hint)
{
    p->told_form = p->last_form == form ? p->told_form : 0;
    p->last_form = form;
    if (!rn_prove_new(
            p, change_of(rn_buf_span(&p->once), rn_buf_span(&p->twice))) ||
        p->told_form++ >= TOLD_FORM_MAX || p->told++ >= TOLD_MAX)
        return;
    form = blame(p, form, in);
    rn_report(p->d, severity, code, rn_model_at(p->m, p->m->forms[form].at, 0),
              hint, "'%.*s' becomes '%s', and that '%s' in a second run",
              (int)in.len, in.ptr, p->once.ptr, p->twice.ptr);
}

static renorm_status try_text(struct rn_prover *p, uint32_t form,
                              struct rn_span in)
{
    renorm_status st;

    if (!rn_prove_new(p, rn_hash(in.ptr, in.len)))
        return p->failed ? RENORM_E_NOMEM : RENORM_OK;
    st = rn_prove_run(p, in, &p->once);
    /* read before as it stands, then it was found stable or told */
    if (st || rn_span_eq(in, rn_buf_span(&p->once)) ||
        !rn_prove_new(p, rn_hash_mix(rn_hash(p->once.ptr, p->once.len), 3)))
        return st;
    st = rn_prove_run(p, rn_buf_span(&p->once), &p->twice);
    if (!st && !rn_span_eq(rn_buf_span(&p->once), rn_buf_span(&p->twice)))
        rn_prove_tell(p, RENORM_WARNING, RN_E_NAME_UNSTABLE, form, in,
                      "give what the second run reads to the same concept, or "
                      "tell the two apart");
    return st;
}

/* ---- the ways to fill a path -------------------------------------------- */

static bool stands(const struct rn_model *m, uint32_t concept)
{
    return rn_kind_emits(m, m->concepts[concept].kind);
}

/* A mention with a slot that takes the concept, or NULL. */
static const struct host *host_of(const struct names *n, uint32_t concept,
                                  renorm_lang lang)
{
    const struct rn_model *m = n->p->m;
    const struct host *h = &n->hosts[(m->nkinds + concept) * 3 + lang];

    for (uint32_t k = m->concepts[concept].kind;
         h->form == RN_NO_INDEX && k != RN_NO_INDEX; k = m->kinds[k].parent)
        h = &n->hosts[k * 3 + lang];
    return h->form == RN_NO_INDEX ? NULL : h;
}

/* The path of a host, or NULL. */
static const struct rn_path *host_path(struct names *n, const struct host *h)
{
    if (n->host != h->form) {
        rn_arena_clear(&n->host_arena);
        n->host = RN_NO_INDEX;
        if (!expand(n, &n->host_arena, h->form, &n->host_paths))
            return NULL;
        n->host = h->form;
    }
    return &n->host_paths.paths[h->path];
}

/* Put what a path gives into a mention that takes it, if it is none itself.
 * False where none does. */
static bool in_mention(struct names *n, uint32_t form,
                       const struct rn_buf *made, struct rn_buf *out)
{
    const struct rn_model *m = n->p->m;
    const struct rn_form *f = &m->forms[form];
    const struct host *host;
    const struct rn_path *path;

    if (stands(m, f->concept)) {
        rn_buf_clear(out);
        rn_buf_put_span(out, rn_buf_span(made));
        return !out->failed;
    }
    host = host_of(n, f->concept, f->lang);
    path = host ? host_path(n, host) : NULL;
    return path && write_path(n, path, (int)f->lang, host->slot,
                              rn_buf_span(made), 0, out);
}

/* A path that is being tried: what it gives, and that in a mention. */
struct trial {
    uint32_t form;
    const struct rn_path *path;
    bool all; /* the layers touch it, whatever fills its slots */
    struct rn_buf made, text;
};

/* Each filler of slot number `at` in turn. */
static renorm_status try_slot(struct names *n, struct trial *t, size_t at,
                              struct rn_span kind)
{
    const struct rn_model *m = n->p->m;
    int lang = (int)m->forms[t->form].lang;
    uint32_t node = rn_slot_node(m, kind);
    renorm_status st = RENORM_OK;
    bool all;

    if (node >= m->nkinds)
        return RENORM_OK; /* one concept: nothing else fills it */
    all = !n->tried[node];
    n->tried[node] = true;
    for (uint32_t i = n->of_kind[node]; i < n->of_kind[node + 1] && !st; i++) {
        uint32_t c = n->concepts[i];
        size_t base = (size_t)c * 3 + (size_t)lang;
        if ((m->concepts[c].flags & RN_CONCEPT_PLACE) && !all && !n->sort[c])
            continue;
        if (n->base[base].ptr && (t->all || n->hot[base]) &&
            write_path(n, t->path, lang, at, n->base[base], 0, &t->made) &&
            in_mention(n, t->form, &t->made, &t->text))
            st = try_text(n->p, t->form, rn_buf_span(&t->text));
    }
    return st;
}

/* Keep a name for the pairs, with the texts of its concept. */
static void keep_name(struct names *n, uint32_t form, struct rn_span text)
{
    struct rn_prover *p = n->p;
    const struct rn_model *m = p->m;
    uint32_t concept = m->forms[form].concept;
    struct rn_proved *name;
    struct rn_form_paths paths;
    struct rn_notation_error error;
    struct rn_buf escaped;

    if (rn_prove_run(p, text, &p->once)) {
        p->failed = true;
        return;
    }
    if (p->whole == RN_NO_INDEX ||
        !rn_prove_new(p, rn_hash_mix(rn_hash(p->once.ptr, p->once.len), 5)) ||
        !rn_grow(&p->names, &p->names_cap, p->nnames + 1, sizeof *p->names))
        return;
    name = &p->names[p->nnames];
    *name = (struct rn_proved){ .name = rn_arena_copy(&p->keep,
                                                      rn_buf_span(&p->once)),
                                .kind = m->concepts[p->whole].kind };
    name->texts[m->forms[form].lang] = rn_arena_copy(&p->keep, text);
    for (int lang = 0; lang < 3; lang++)
        if (!name->texts[lang].ptr && concept == p->whole)
            name->texts[lang] = base_of(n, concept, lang, 0);
    rn_buf_init(&escaped);
    for (size_t i = 0; i < p->once.len; i++) {
        if (strchr("[](){}|\\=", p->once.ptr[i]))
            rn_buf_putc(&escaped, '\\');
        rn_buf_putc(&escaped, p->once.ptr[i]);
    }
    if (name->name.ptr && !escaped.failed &&
        rn_form_expand(&p->keep, p->text, rn_buf_span(&escaped), &paths,
                       &error) == RENORM_OK) {
        name->words = paths.paths[0].elems;
        name->nwords = paths.paths[0].nelems;
        p->nnames++;
    }
    rn_buf_release(&escaped);
}

static renorm_status try_path(struct names *n, uint32_t form,
                              const struct rn_path *path)
{
    struct rn_prover *p = n->p;
    const struct rn_form *f = &p->m->forms[form];
    struct rn_span none = { NULL, 0 };
    struct trial t = { .form = form, .path = path, .all = true };
    renorm_status st = RENORM_OK;
    size_t slot = 0;

    rn_buf_init(&t.made);
    rn_buf_init(&t.text);
    if (write_path(n, path, (int)f->lang, SIZE_MAX, none, 0, &t.made) &&
        in_mention(n, form, &t.made, &t.text)) {
        t.all = touches(p, rn_buf_span(&t.text));
        if (t.all)
            st = try_text(p, form, rn_buf_span(&t.text));
        if (!st && p->notes && stands(p->m, f->concept))
            keep_name(n, form, rn_buf_span(&t.made));
    }
    for (size_t i = 0; i < path->nelems && !st; i++)
        if (path->elems[i].type == RN_ELEM_SLOT)
            st = try_slot(n, &t, slot++, path->elems[i].kind);
    rn_buf_release(&t.made);
    rn_buf_release(&t.text);
    return st;
}

/* The slots and bindings of a path: what its name depends on. */
static uint64_t slots_of(const struct rn_path *path)
{
    uint64_t h = 7;

    for (size_t i = 0; i < path->nelems; i++) {
        const struct rn_elem *e = &path->elems[i];
        if (e->type != RN_ELEM_SLOT)
            continue;
        h = rn_hash_mix(h ^ rn_hash(e->label.ptr, e->label.len), 11);
        h = rn_hash_mix(h ^ rn_hash(e->kind.ptr, e->kind.len), 13);
    }
    for (size_t i = 0; i < path->nbinds; i++) {
        const struct rn_bind *b = &path->binds[i];
        h = rn_hash_mix(h ^ rn_hash(b->label.ptr, b->label.len), 17);
        h = rn_hash_mix(h ^ rn_hash(b->concept.ptr, b->concept.len), 19);
    }
    return h;
}

static renorm_status try_form(struct names *n, uint32_t form)
{
    struct rn_prover *p = n->p;
    const struct rn_form *f = &p->m->forms[form];
    struct rn_form_paths paths;
    renorm_status st = RENORM_OK;

    rn_arena_clear(&p->scratch);
    if (!expand(n, &p->scratch, form, &paths))
        return p->failed ? RENORM_E_NOMEM : RENORM_OK;
    for (size_t i = 0; i < paths.npaths && !st; i++) {
        uint64_t h = rn_hash_mix(slots_of(&paths.paths[i]), f->concept + 23);
        if (rn_prove_new(p, h))
            st = try_path(n, form, &paths.paths[i]);
    }
    return st;
}

/* ---- what is looked up -------------------------------------------------- */

static bool index_forms(struct names *n)
{
    const struct rn_model *m = n->p->m;
    uint32_t *at = rn_calloc(m->nconcepts + 2, sizeof *at);

    n->forms_of = at;
    n->forms = rn_calloc(m->nforms + 1, sizeof *n->forms);
    if (!at || !n->forms)
        return false;
    for (size_t i = 0; i < m->nforms; i++)
        at[m->forms[i].concept + 2]++;
    for (size_t c = 2; c < m->nconcepts + 2; c++)
        at[c] += at[c - 1];
    for (size_t i = 0; i < m->nforms; i++)
        n->forms[at[m->forms[i].concept + 1]++] = (uint32_t)i;
    return true;
}

static bool index_kinds(struct names *n)
{
    const struct rn_model *m = n->p->m;
    size_t total = 0, cap = 0;

    n->of_kind = rn_calloc(m->nkinds + 1, sizeof *n->of_kind);
    if (!n->of_kind)
        return false;
    for (uint32_t k = 0; k < m->nkinds; k++) {
        n->of_kind[k] = (uint32_t)total;
        for (uint32_t c = 0; c < m->nconcepts; c++) {
            if (!takes(m, k, c))
                continue;
            if (!rn_grow(&n->concepts, &cap, total + 1, sizeof *n->concepts))
                return false;
            n->concepts[total++] = c;
        }
    }
    n->of_kind[m->nkinds] = (uint32_t)total;
    return true;
}

/* The words of the forms that are no places, and which mentions take what is
 * none by itself. */
static void look_at(struct names *n, uint32_t form)
{
    struct rn_prover *p = n->p;
    const struct rn_model *m = p->m;
    const struct rn_form *f = &m->forms[form];
    struct rn_form_paths paths;

    rn_arena_clear(&p->scratch);
    if ((f->flags & RN_FORM_PLACE) || !expand(n, &p->scratch, form, &paths))
        return;
    for (uint32_t i = 0; i < paths.npaths; i++) {
        const struct rn_path *path = &paths.paths[i];
        uint32_t slot = 0;
        for (size_t k = 0; k < path->nelems; k++) {
            const struct rn_elem *e = &path->elems[k];
            struct host *h;
            if (e->type == RN_ELEM_WORD) {
                rn_prove_new(p, word_hash(e->key, is_layers(m, form)));
                continue;
            }
            h = &n->hosts[rn_slot_node(m, e->kind) * 3 + f->lang];
            if (h->form == RN_NO_INDEX && stands(m, f->concept))
                *h = (struct host){ form, i, slot };
            slot++;
        }
    }
}

/* Of the places whose words no other form has one of each level and length
 * stands for all; the others stand for themselves. */
static void sort_places(struct names *n)
{
    struct rn_prover *p = n->p;
    const struct rn_model *m = p->m;

    for (uint32_t i = 0; i < m->nforms; i++) {
        const struct rn_form *f = &m->forms[i];
        const struct rn_concept *c = &m->concepts[f->concept];
        struct rn_form_paths paths;
        uint64_t sort = rn_hash(c->level.ptr, c->level.len) ^ c->kind;
        bool common = false, above = false;
        if (!(f->flags & RN_FORM_PLACE) || n->sort[f->concept])
            continue;
        rn_arena_clear(&p->scratch);
        if (!expand(n, &p->scratch, i, &paths))
            continue;
        for (size_t k = 0; k < paths.paths[0].nelems; k++) {
            struct rn_span key = paths.paths[0].elems[k].key;
            common |= known(p, word_hash(key, false));
            above |= known(p, word_hash(key, true));
        }
        n->sort[f->concept] =
            common || above ||
            rn_prove_new(p, rn_hash_mix(sort, paths.paths[0].nelems + 31));
        if (!common && above) /* it stood for none before */
            memset(&n->hot[(size_t)f->concept * 3], true, 3 * sizeof *n->hot);
    }
}

/* What each concept is in each language, and which of that the layers touch. */
static void make_bases(struct names *n)
{
    const struct rn_model *m = n->p->m;

    for (uint32_t c = 0; c < m->nconcepts; c++)
        for (int lang = 0; lang < 3; lang++) {
            struct rn_span base = base_of(n, c, lang, 0);
            n->hot[(size_t)c * 3 + (size_t)lang] |=
                base.ptr && touches(n->p, base);
        }
}

static renorm_status try_all(struct names *n)
{
    const struct rn_model *m = n->p->m;
    renorm_status st = RENORM_OK;

    for (size_t i = 0; i < (m->nkinds + m->nconcepts) * 3; i++)
        n->hosts[i].form = RN_NO_INDEX;
    for (uint32_t i = 0; i < m->nforms; i++)
        look_at(n, i);
    sort_places(n);
    make_bases(n);
    for (uint32_t i = 0; i < m->nforms && !st; i++)
        if (!(m->forms[i].flags & RN_FORM_PLACE))
            st = try_form(n, i);
    return n->p->failed ? RENORM_E_NOMEM : st;
}

static renorm_status prove_names(struct rn_prover *p)
{
    const struct rn_model *m = p->m;
    struct names n = { .p = p, .host = RN_NO_INDEX };
    renorm_status st = RENORM_E_NOMEM;

    rn_arena_init(&n.host_arena);
    n.base = rn_calloc(m->nconcepts * 3 + 1, sizeof *n.base);
    n.state = rn_calloc(m->nconcepts * 3 + 1, 1);
    n.hot = rn_calloc(m->nconcepts * 3 + 1, sizeof *n.hot);
    n.hosts = rn_calloc((m->nkinds + m->nconcepts) * 3 + 1, sizeof *n.hosts);
    n.tried = rn_calloc(m->nkinds + 1, sizeof *n.tried);
    n.sort = rn_calloc(m->nconcepts + 1, sizeof *n.sort);
    if (index_forms(&n) && index_kinds(&n) && n.base && n.state && n.hot &&
        n.hosts && n.tried && n.sort)
        st = try_all(&n);
    rn_arena_release(&n.host_arena);
    rn_free(n.base);
    rn_free(n.state);
    rn_free(n.hot);
    rn_free(n.hosts);
    rn_free(n.tried);
    rn_free(n.sort);
    rn_free(n.forms_of);
    rn_free(n.forms);
    rn_free(n.of_kind);
    rn_free(n.concepts);
    return st;
}

/* What the layers touch of what was proved; all where there is too much. */
static renorm_status compare(struct rn_prover *p, struct rn_touched *touched,
                             const struct rn_image *before,
                             const renorm_lexicon *lex)
{
    renorm_status st =
        before ? rn_touched_find(touched, before, &lex->image, p->text)
               : RENORM_OK;

    if (!st && before && !touched->all)
        p->touched = touched;
    return st;
}

renorm_status rn_prove(const struct rn_model *m, struct rn_text *text,
                       const renorm_lexicon *lex, const struct rn_image *before,
                       bool notes, struct rn_diags *d)
{
    struct rn_prover p = { .m = m, .text = text, .d = d, .notes = notes };
    struct rn_touched touched = { 0 };
    renorm_status st = renorm_context_new(lex, NULL, &p.ctx);

    rn_tokens_init(&p.tokens);
    rn_arena_init(&p.keep);
    rn_arena_init(&p.scratch);
    rn_buf_init(&p.in);
    rn_buf_init(&p.once);
    rn_buf_init(&p.twice);
    if (!st)
        st = compare(&p, &touched, before, lex);
    if (!st)
        st = prove_names(&p);
    if (!st && notes)
        st = rn_prove_pairs(&p);
    renorm_context_free(p.ctx);
    rn_touched_release(&touched);
    rn_tokens_release(&p.tokens);
    rn_free(p.names);
    rn_free(p.seen);
    rn_buf_release(&p.in);
    rn_buf_release(&p.once);
    rn_buf_release(&p.twice);
    rn_arena_release(&p.keep);
    rn_arena_release(&p.scratch);
    return st;
}
