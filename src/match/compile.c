#include "match/compile.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/limits.h"
#include "match/compiler.h"
#include "match/plural.h"
#include "match/possessive.h"
#include "text/numerals.h"

/* ---- records ------------------------------------------------------------- */

uint32_t rn_compiler_put(struct rn_compiler *c, enum rn_section s,
                         const void *record, size_t size)
{
    uint32_t at = (uint32_t)(c->sec[s].len / size);

    rn_buf_put(&c->sec[s], record, size);
    c->failed = c->failed || c->sec[s].failed;
    return at;
}

/* Enter a copy of the key, which is not there yet, and point `key` to it. False
 * when memory runs out. */
static bool enter_key(struct rn_compiler *c, struct rn_intern *t,
                      struct rn_span *key, uint32_t value)
{
    struct rn_span copy = rn_arena_copy(&c->arena, *key);

    if (!copy.ptr || !rn_intern_put(t, copy, value)) {
        c->failed = true;
        return false;
    }
    *key = copy;
    return true;
}

/* The pool's offset of a string; equal strings are stored once. */
uint32_t rn_compiler_string(struct rn_compiler *c, struct rn_span s)
{
    uint32_t known = rn_intern_get(&c->strings, s);
    uint32_t at = (uint32_t)c->sec[RN_SEC_STRINGS].len;

    if (known != UINT32_MAX)
        return known;
    if (!enter_key(c, &c->strings, &s, at))
        return 0;
    rn_buf_put(&c->sec[RN_SEC_STRINGS], s.ptr, s.len + 1);
    c->failed = c->failed || c->sec[RN_SEC_STRINGS].failed;
    return at;
}

static uint32_t label(struct rn_compiler *c, struct rn_span s)
{
    uint32_t known = rn_intern_get(&c->labels, s);
    uint32_t at = (uint32_t)c->labels.n, str;

    if (known != UINT32_MAX)
        return known;
    if (!enter_key(c, &c->labels, &s, at))
        return 0;
    str = rn_compiler_string(c, s);
    rn_compiler_put(c, RN_SEC_LABELS, &str, sizeof str);
    return at;
}

/* Where records that stand behind each other begin; equal runs are stored once.
 */
static uint32_t run(struct rn_compiler *c, enum rn_section s,
                    struct rn_intern *runs, const void *records, size_t size,
                    size_t n)
{
    struct rn_span key = rn_span_of(records, n * size);
    uint32_t at = (uint32_t)(c->sec[s].len / size), known;

    if (!n)
        return 0;
    known = rn_intern_get(runs, key);
    if (known != UINT32_MAX)
        return known;
    if (!enter_key(c, runs, &key, at))
        return 0;
    rn_buf_put_span(&c->sec[s], key);
    c->failed = c->failed || c->sec[s].failed;
    return at;
}

struct rn_iword *rn_compiler_word_at(struct rn_compiler *c, uint32_t w)
{
    return (struct rn_iword *)(void *)c->sec[RN_SEC_WORDS].ptr + w;
}

uint32_t rn_compiler_word(struct rn_compiler *c, struct rn_span key)
{
    uint32_t known = rn_intern_get(&c->words, key);
    uint32_t at = (uint32_t)c->words.n;
    struct rn_iword w;

    if (known != UINT32_MAX)
        return known;
    w = (struct rn_iword){ .head = rn_key_head(key.ptr, key.len),
                           .keylen = (uint16_t)key.len,
                           .singular = RN_NONE };
    for (int r = 0; r < RN_ROOT_COUNT; r++)
        w.first[r].node = RN_NONE;
    if (!enter_key(c, &c->words, &key, at))
        return 0;
    w.key = rn_compiler_string(c, key);
    rn_compiler_put(c, RN_SEC_WORDS, &w, sizeof w);
    return at;
}

uint32_t rn_compiler_bare_word(struct rn_compiler *c, struct rn_span key)
{
    rn_buf_clear(&c->scratch);
    rn_text_strip_key(key, &c->scratch);
    c->failed = c->failed || c->scratch.failed;
    return rn_compiler_word(c, rn_buf_span(&c->scratch));
}

/* ---- paths -------------------------------------------------------------- */

/* Letters. A form with no more (and no mark) is found in any noise. */
enum { SHORT_MAX = 3 };

/* Letters. Up to so many an English or Malay abbreviation must stand in
 * capitals, for it may be a word otherwise ("MOST"); Vietnamese ones are no
 * syllables, and are often written small, unless their form says otherwise. */
enum { CAPS_MAX = 6 };

/* Letters of an abbreviation that must stand in exact case, or with capitals
 * within and at its end as it has them ("MoST"). */
static bool short_caps(const struct rn_elem *e, renorm_lang lang, bool exact)
{
    size_t letters = 0;

    if (e->type != RN_ELEM_WORD || !(e->flags & RN_TOK_WORD) ||
        (!(e->flags & RN_TOK_ALLCAPS) &&
         (lang == RENORM_VI || !rn_ascii_upper(e->text.ptr[e->text.len - 1]))))
        return false;
    for (size_t i = 0; i < e->text.len; i++)
        letters += ((unsigned char)e->text.ptr[i] & 0xc0) != 0x80;
    return letters >= 2 &&
           letters <= (lang == RENORM_VI && !exact ? SHORT_MAX : CAPS_MAX);
}

static uint32_t slot_kind(struct rn_compiler *c, struct rn_span kind)
{
    uint32_t k = rn_model_kind(c->m, kind), id;

    if (k != RN_NO_INDEX)
        return k;
    id = rn_model_concept(c->m, kind);
    return id == RN_NO_INDEX ? RN_NONE : RN_SLOT_CONCEPT | c->rank[id];
}

static uint64_t symbol(struct rn_compiler *c, const struct rn_elem *e,
                       enum rn_root root)
{
    if (e->type == RN_ELEM_SLOT)
        return RN_TRIE_SLOT | slot_kind(c, e->kind);
    return root == RN_ROOT_VI_BARE ? rn_compiler_bare_word(c, e->key)
                                   : rn_compiler_word(c, e->key);
}

/* What a form asks of itself, not what its path has. */
enum { ASKED = RN_HEAD_CAPITAL | RN_HEAD_NEVER | RN_HEAD_OPEN | RN_HEAD_EXACT };

static bool same_entry(const struct rn_entry *a, const struct rn_entry *b)
{
    const struct rn_iaccept *x = &a->accept, *y = &b->accept;
    const struct rn_itrait *p = &a->trait, *q = &b->trait;

    return a->head.concept == b->head.concept &&
           !((a->head.flags ^ b->head.flags) & ASKED) &&
           x->nslots == y->nslots && x->labels == y->labels &&
           x->nbinds == y->nbinds && x->binds == y->binds &&
           x->upper == y->upper && p->value == q->value && p->caps == q->caps &&
           p->behind == q->behind && p->yields_to == q->yields_to;
}

/* Whether a path with one word alone may stand alone in small letters. */
static unsigned alone_of(const struct rn_target *t, const struct rn_path *p)
{
    if (t->flags & RN_FORM_ALONE_NEVER)
        return RN_HEAD_NEVER;
    if (t->flags & RN_FORM_ALONE_CAPITAL)
        return RN_HEAD_CAPITAL;
    if (t->flags & RN_FORM_ALONE_FREE)
        return 0;
    return t->capital_default && p->nelems == 1 &&
                   p->elems[0].type == RN_ELEM_WORD
               ? RN_HEAD_CAPITAL
               : 0;
}

static struct rn_entry entry_of(struct rn_compiler *c,
                                const struct rn_target *t,
                                const struct rn_path *p)
{
    struct rn_iaccept a = { .form = t->form, .path = t->path };
    struct rn_itrait m = {
        .value = t->value,
        .behind = t->behind.len ? slot_kind(c, t->behind) : RN_NONE,
        .yields_to = t->yields_to.len
                         ? c->rank[rn_model_concept(c->m, t->yields_to)]
                         : RN_NONE
    };
    unsigned flags = alone_of(t, p) | (t->exact ? RN_HEAD_EXACT : 0) |
                     (t->flags & RN_FORM_OPEN ? RN_HEAD_OPEN : 0);
    uint32_t labels[RN_FORM_SLOTS_MAX];
    struct rn_ibind binds[RN_FORM_SLOTS_MAX];
    bool after_type = false;
    size_t letters = 0;

    if (t->flags & RN_FORM_BEFORE)
        m.behind |= RN_BEHIND_WANTED;
    for (size_t i = 0; i < p->nelems; i++) {
        const struct rn_elem *e = &p->elems[i];
        if (e->type == RN_ELEM_SLOT) {
            if (rn_span_is(e->kind, "tail"))
                flags |= RN_HEAD_TAIL;
            if (rn_label_is_also(e->label))
                m.also |= 1u << a.nslots;
            labels[a.nslots++] = label(c, e->label);
            if (rn_span_is(e->kind, "number") && after_type)
                flags |= RN_HEAD_NUMBER;
            if (rn_span_is(e->kind, "ordinal") && rn_span_is(e->label, "n"))
                flags |= RN_HEAD_PLENUM;
            after_type = rn_span_is(e->kind, "document-type");
            continue;
        }
        after_type = false;
        if (short_caps(e, t->lang, t->exact))
            m.caps |= 1u << i;
        if (e->flags & RN_TOK_WORD)
            letters += e->text.len; /* bytes: noise hits upon few */
        if (t->exact && (e->flags & RN_TOK_UPPER))
            a.upper |= 1u << i;
    }
    for (size_t i = 0; i < p->nbinds; i++)
        binds[a.nbinds++] = (struct rn_ibind){
            label(c, p->binds[i].label),
            c->rank[rn_model_concept(c->m, p->binds[i].concept)]
        };
    a.labels = run(c, RN_SEC_SLOT_LABELS, &c->label_runs, labels,
                   sizeof *labels, a.nslots);
    a.binds =
        run(c, RN_SEC_BINDS, &c->bind_runs, binds, sizeof *binds, a.nbinds);
    flags |= (letters && letters <= SHORT_MAX ? RN_HEAD_SHORT : 0) |
             (a.upper | m.caps ? RN_HEAD_CASED : 0) |
             (m.behind != RN_NONE ? RN_HEAD_BEHIND : 0) |
             (m.also ? RN_HEAD_ALSO : 0) |
             (m.yields_to != RN_NONE ? RN_HEAD_YIELDS : 0);
    return (struct rn_entry){ { t->concept, 0, (uint16_t)flags }, a, m };
}

static struct rn_entry *entry_at(const struct rn_compiler *c, uint32_t accept)
{
    return (struct rn_entry *)(void *)c->entries.ptr +
           c->trie.accepts[accept].accept;
}

/* Whether an element's key is a mark's: the stop of "TP.". */
static bool is_mark(struct rn_span key)
{
    return key.len == 1 && !rn_ascii_alnum((unsigned char)key.ptr[0]);
}

/* The word at element `i` of the path entered last, or NULL where none is. */
static struct rn_iword *word_of(struct rn_compiler *c, const struct rn_path *p,
                                size_t i)
{
    return i < p->nelems && p->elems[i].type == RN_ELEM_WORD
               ? rn_compiler_word_at(c, (uint32_t)c->last.symbol[i])
               : NULL;
}

/* The word at element `i`, if one is there, may stand behind a name. In English
 * a run of capitals ends before it, but before marks. */
static void mark_behind(struct rn_compiler *c, const struct rn_target *t,
                        const struct rn_path *p, size_t i)
{
    struct rn_iword *word = word_of(c, p, i);

    if (word)
        word->bits |= t->root == RN_ROOT_EN && !is_mark(p->elems[i].key)
                          ? RN_WORD_BY_NAME | RN_WORD_LEVEL
                          : RN_WORD_BY_NAME;
}

/* Words beside which a name that nobody listed may stand: those of the levels,
 * and those next to a slot that takes one. */
static void mark_neighbours(struct rn_compiler *c, const struct rn_target *t,
                            const struct rn_path *p)
{
    uint32_t level = rn_model_kind(c->m, RN_LIT("level"));
    bool levels = t->concept != RN_NONE && level != RN_NO_INDEX &&
                  rn_model_kind_is(
                      c->m, c->m->concepts[c->by_id[t->concept]].kind, level);

    for (size_t i = 0; i < p->nelems; i++) {
        bool slot = p->elems[i].type == RN_ELEM_SLOT;
        uint32_t kind = slot ? slot_kind(c, p->elems[i].kind) : RN_NONE;
        struct rn_iword *before = i ? word_of(c, p, i - 1) : NULL;
        struct rn_iword *behind = word_of(c, p, i + 1);
        if (levels)
            mark_behind(c, t, p, i);
        if (kind >= c->m->nkinds)
            continue;
        if (rn_model_kind_is(c->m, RN_B_NAME, kind)) {
            mark_behind(c, t, p, i + 1);
            if (before)
                before->bits |= RN_WORD_BY_NAME;
        }
        if (!rn_model_kind_is(c->m, RN_B_NAMESAKE, kind))
            continue;
        if (before)
            before->shape |= RN_SHAPE_BY_NAMESAKE;
        if (behind)
            behind->shape |= RN_SHAPE_BY_NAMESAKE;
    }
}

/* The node behind the path, whose symbols and nodes are kept; UINT32_MAX when
 * memory runs out. Paths of one form have most of their beginnings in common.
 */
static uint32_t enter(struct rn_compiler *c, enum rn_root root,
                      const struct rn_path *p)
{
    uint32_t node = c->head.root[root];
    bool same = c->last.node[0] == node;
    uint32_t n = c->last.n;

    c->last.node[0] = node;
    c->last.n = 0;
    for (size_t i = 0; i < p->nelems; i++) {
        uint64_t what = symbol(c, &p->elems[i], root);
        same = same && i < n && c->last.symbol[i] == what;
        node = same ? c->last.node[i + 1] : rn_trie_step(&c->trie, node, what);
        if (node == UINT32_MAX)
            return node;
        c->last.symbol[i] = what;
        c->last.node[i + 1] = node;
    }
    c->last.n = (uint32_t)p->nelems;
    return node;
}

void rn_compiler_add_path(struct rn_compiler *c, const struct rn_target *t,
                          const struct rn_path *p)
{
    uint32_t node = enter(c, t->root, p);
    struct rn_entry entry;
    uint32_t k;

    if (node == UINT32_MAX) {
        c->failed = true;
        return;
    }
    if (!c->failed && t->root != RN_ROOT_CANON)
        mark_neighbours(c, t, p);
    entry = entry_of(c, t, p);
    for (k = c->trie.last_accept[node]; k != UINT32_MAX;
         k = c->trie.accepts[k].before)
        if (same_entry(&entry, entry_at(c, k)))
            return;
    k = (uint32_t)(c->entries.len / sizeof entry);
    rn_buf_put(&c->entries, (const char *)&entry, sizeof entry);
    c->failed =
        c->failed || c->entries.failed || !rn_trie_accept(&c->trie, node, k);
}

/* Whether the accepted path calls its slots as `p` does. */
static bool same_labels(struct rn_compiler *c, const struct rn_iaccept *a,
                        const struct rn_path *p)
{
    const uint32_t *labels =
        (const uint32_t *)(void *)c->sec[RN_SEC_SLOT_LABELS].ptr + a->labels;
    uint32_t n = 0;

    for (size_t i = 0; i < p->nelems; i++)
        if (p->elems[i].type == RN_ELEM_SLOT &&
            (n == a->nslots ||
             labels[n++] != rn_intern_get(&c->labels, p->elems[i].label)))
            return false;
    return n == a->nslots;
}

bool rn_compiler_mark_canon(struct rn_compiler *c, uint32_t concept,
                            const struct rn_path *p)
{
    uint32_t node = c->head.root[RN_ROOT_EN], upper = 0;
    bool marked = false;

    for (size_t i = 0; i < p->nelems && node != UINT32_MAX; i++) {
        node =
            rn_trie_find(&c->trie, node, symbol(c, &p->elems[i], RN_ROOT_EN));
        if (p->elems[i].type == RN_ELEM_WORD &&
            (p->elems[i].flags & RN_TOK_UPPER))
            upper |= 1u << i;
    }
    for (uint32_t k = node == UINT32_MAX ? node : c->trie.last_accept[node];
         k != UINT32_MAX; k = c->trie.accepts[k].before) {
        struct rn_entry *entry = entry_at(c, k);
        if (entry->head.concept != concept || entry->accept.nbinds ||
            !same_labels(c, &entry->accept, p))
            continue;
        entry->head.flags |= RN_HEAD_CANON;
        entry->trait.canon_upper = upper;
        marked = true;
    }
    return marked;
}

/* Plurals of the words of an English path, so that they match as well. */
void rn_compiler_add_plurals(struct rn_compiler *c, const struct rn_path *p)
{
    for (size_t i = 0; i < p->nelems; i++) {
        const struct rn_elem *e = &p->elems[i];
        uint32_t one, many;
        if (e->type != RN_ELEM_WORD || e->key.len < 3 ||
            !(e->flags & RN_TOK_WORD) || !(e->flags & RN_TOK_ASCII) ||
            e->key.ptr[0] == '\'')
            continue;
        one = rn_compiler_word(c, e->key);
        rn_buf_clear(&c->scratch);
        rn_plural(e->key, &c->scratch);
        c->failed = c->failed || c->scratch.failed;
        many = rn_compiler_word(c, rn_buf_span(&c->scratch));
        if (!c->failed && rn_compiler_word_at(c, many)->singular == RN_NONE)
            rn_compiler_word_at(c, many)->singular = one;
    }
}

/* ---- forms -------------------------------------------------------------- */

/* Enter an English path, with the other spellings of its possessives. Without
 * an apostrophe small words are a plural and a verb ("employees trade"). */
static void add_english(struct rn_compiler *c, const struct rn_target *t,
                        const struct rn_path *p)
{
    rn_compiler_add_path(c, t, p);
    rn_compiler_add_plurals(c, p);
    for (int way = 0; way < RN_POSSESSIVES && !c->failed; way++) {
        struct rn_target as = *t;
        struct rn_path other;
        if (!rn_possessive(&c->work, p, (enum rn_possessive)way, &other,
                           &c->failed))
            continue;
        as.exact |= way == RN_POSSESSIVE_NONE;
        rn_compiler_add_path(c, &as, &other);
        rn_compiler_add_plurals(c, &other);
    }
}

static const enum rn_root roots[] = { RN_ROOT_VI, RN_ROOT_MS, RN_ROOT_EN };

static bool named_kind(const struct rn_model *m, uint32_t concept,
                       const char *kind)
{
    uint32_t k = rn_model_kind(m, rn_span_str(kind));

    return k != RN_NO_INDEX &&
           rn_model_kind_is(m, m->concepts[concept].kind, k);
}

/* Enter a Vietnamese path for texts without marks, as far as it is safe in
 * them. */
static void add_bare(struct rn_compiler *c, const struct rn_target *t,
                     const struct rn_path *p)
{
    struct rn_target bare = *t;
    enum rn_bare_use use =
        rn_model_bare_use(c->m, &c->m->forms[t->form], t->path);

    bare.root = RN_ROOT_VI_BARE;
    if (use == RN_BARE_CAPITAL)
        bare.flags |= RN_FORM_ALONE_CAPITAL;
    if (use == RN_BARE_INSIDE)
        bare.flags |= RN_FORM_ALONE_NEVER;
    if (use != RN_BARE_NOT)
        rn_compiler_add_path(c, &bare, p);
}

/* The path with "&" for the word of the language that may be written so; false
 * where it has none. */
static bool with_ampersands(struct rn_compiler *c, renorm_lang lang,
                            const struct rn_path *p, struct rn_path *out)
{
    struct rn_elem *e = NULL;

    *out = *p;
    for (size_t i = 0; i < p->nelems && !c->failed; i++) {
        if (p->elems[i].type != RN_ELEM_WORD ||
            !rn_span_eq(p->elems[i].key, c->ampersand[lang]))
            continue;
        if (!e) {
            e = rn_arena_zalloc(&c->work, p->nelems, sizeof *e);
            c->failed = !e;
            if (!e)
                return false;
            memcpy(e, p->elems, p->nelems * sizeof *e);
            out->elems = e;
        }
        e[i].key = e[i].text = RN_LIT("&");
        e[i].flags = RN_TOK_MARK;
    }
    return e && !c->failed;
}

/* Enter a path of a form in its language. */
static void add_path(struct rn_compiler *c, struct rn_target *t,
                     const struct rn_path *p)
{
    /* a place is the same word in every language: one path is enough */
    t->root = t->flags & RN_FORM_PLACE ? RN_ROOT_VI : roots[t->lang];
    if (t->root == RN_ROOT_EN)
        add_english(c, t, p);
    else
        rn_compiler_add_path(c, t, p);
    if (t->lang == RENORM_VI)
        add_bare(c, t, p);
}

static renorm_status add_form(struct rn_compiler *c, uint32_t f)
{
    const struct rn_form *form = &c->m->forms[f];
    struct rn_notation_error err;
    struct rn_form_paths paths;
    struct rn_target t = { .concept = c->rank[form->concept],
                           .form = f,
                           .flags = form->flags,
                           .behind = form->behind,
                           .yields_to = form->yields_to,
                           .lang = form->lang };
    renorm_status st;

    rn_arena_clear(&c->work);
    st = rn_form_expand(&c->work, c->text, form->text, &paths, &err);
    if (st == RENORM_E_LEXICON)
        return rn_fail(c->d, st, err.code,
                       rn_model_at(c->m, form->at, err.offset), err.hint, "%s",
                       err.message);
    if (st)
        return st;
    t.exact = paths.exact;
    t.capital_default =
        form->lang != RENORM_VI && (named_kind(c->m, form->concept, "title") ||
                                    named_kind(c->m, form->concept, "body"));
    for (size_t i = 0; i < paths.npaths && !c->failed; i++) {
        struct rn_path other;
        t.path = (uint16_t)i;
        add_path(c, &t, &paths.paths[i]);
        if (with_ampersands(c, form->lang, &paths.paths[i], &other))
            add_path(c, &t, &other);
    }
    return RENORM_OK;
}

/* Spelled-out ordinals: paths of the built-in kind, without a concept. */
static renorm_status add_ordinals(struct rn_compiler *c)
{
    for (size_t i = 0; i < rn_nordinals && !c->failed; i++) {
        struct rn_target t = { .concept = RN_NONE,
                               .form = RN_NONE,
                               .value = (uint32_t)rn_ordinals[i].value,
                               .lang = rn_ordinals[i].lang,
                               .root = roots[rn_ordinals[i].lang] };
        struct rn_notation_error err;
        struct rn_form_paths paths;
        renorm_status st = rn_form_expand(
            &c->work, c->text, rn_span_str(rn_ordinals[i].text), &paths, &err);
        if (st)
            return st;
        rn_compiler_add_path(c, &t, &paths.paths[0]);
        if (t.lang == RENORM_VI) {
            t.root = RN_ROOT_VI_BARE;
            rn_compiler_add_path(c, &t, &paths.paths[0]);
        }
    }
    return RENORM_OK;
}

/* ---- concepts, kinds, codes --------------------------------------------- */

static struct rn_span after_colon(struct rn_span s)
{
    const char *colon = s.len ? memchr(s.ptr, ':', s.len) : NULL;

    return colon ? rn_span_of(colon + 1, s.len - (size_t)(colon + 1 - s.ptr))
                 : s;
}

static void put_op(struct rn_compiler *c, const struct rn_name_op *op)
{
    static const uint32_t types[] = { RN_OP_TEXT, RN_OP_SLOT, RN_OP_OPEN,
                                      RN_OP_CLOSE };
    struct rn_iop o = { .type = types[op->type], .text = RN_NONE };
    struct rn_span rest = op->text;

    if (op->type == RN_NAME_TEXT)
        o.text = rn_compiler_string(c, op->text);
    if (op->type == RN_NAME_SLOT) {
        rest = after_colon(rest);
        o.whole = label(c, rest);
        while (o.nparts < 3 && rest.len) {
            const char *dot = memchr(rest.ptr, '.', rest.len);
            size_t len = dot ? (size_t)(dot - rest.ptr) : rest.len;
            o.part[o.nparts++] = label(c, rn_span_of(rest.ptr, len));
            rest = dot ? rn_span_of(dot + 1, rest.len - len - 1)
                       : (struct rn_span){ NULL, 0 };
        }
    }
    rn_compiler_put(c, RN_SEC_OPS, &o, sizeof o);
}

static renorm_status put_concept(struct rn_compiler *c, uint32_t model_index)
{
    const struct rn_concept *mc = &c->m->concepts[model_index];
    struct rn_notation_error err;
    const struct rn_name_op *ops = NULL;
    size_t nops = 0;
    struct rn_iconcept ic = { .id = rn_compiler_string(c, mc->id),
                              .kind = mc->kind,
                              .name = rn_compiler_string(c, mc->name),
                              .plural = RN_NONE,
                              .list = RN_NONE,
                              .level = RN_NONE,
                              .flags = mc->flags };
    uint32_t level =
        mc->level.len ? rn_model_concept(c->m, mc->level) : RN_NO_INDEX;
    /* What is ignored needs no name, and an empty one is no notation. */
    renorm_status st;

    rn_arena_clear(&c->work);
    st = rn_name_parse(&c->work, mc->name.len ? mc->name : RN_LIT("none"), &ops,
                       &nops, &err);

    if (st == RENORM_E_LEXICON)
        return rn_fail(c->d, st, err.code,
                       rn_model_at(c->m, mc->at, err.offset), err.hint, "%s",
                       err.message);
    if (st)
        return st;
    ic.ops = (uint32_t)(c->sec[RN_SEC_OPS].len / sizeof(struct rn_iop));
    ic.nops = (uint32_t)nops;
    for (size_t i = 0; i < nops; i++)
        put_op(c, &ops[i]);
    if (mc->plural.len)
        ic.plural = rn_compiler_string(c, mc->plural);
    if (mc->list.len)
        ic.list = label(c, mc->list);
    if (level != RN_NO_INDEX)
        ic.level = c->rank[level];
    ic.type = named_kind(c->m, model_index, "document-type");
    rn_compiler_put(c, RN_SEC_CONCEPTS, &ic, sizeof ic);
    if (!named_kind(c->m, model_index, "ignore") &&
        !(mc->flags & RN_CONCEPT_PLACE))
        rn_compiler_add_canon(c, model_index, ops, nops);
    return RENORM_OK;
}

static void put_kinds(struct rn_compiler *c)
{
    const struct rn_model *m = c->m;
    uint32_t ignore = rn_model_kind(m, RN_LIT("ignore"));

    for (uint32_t k = 0; k < m->nkinds; k++) {
        struct rn_ikind ik = { .name = rn_compiler_string(c, m->kinds[k].name),
                               .parent = m->kinds[k].parent,
                               .emit = RN_NONE };
        for (uint32_t a = k; a != RN_NO_INDEX; a = m->kinds[a].parent)
            if (m->kinds[a].emit && ik.emit == RN_NONE)
                ik.emit = a;
        ik.ignore = ignore != RN_NO_INDEX && rn_model_kind_is(m, k, ignore);
        for (uint32_t a = 0; a < m->nkinds; a++)
            if (rn_model_kind_is(m, k, a))
                ik.is |= rn_kind_bit(a);
        rn_compiler_put(c, RN_SEC_KINDS, &ik, sizeof ik);
    }
    for (uint32_t k = 0; k < m->nkinds; k++)
        for (uint32_t a = 0; a < m->nkinds; a++)
            rn_buf_putc(&c->sec[RN_SEC_KIND_IS], rn_model_kind_is(m, k, a));
}

static void put_codes(struct rn_compiler *c)
{
    const struct rn_model *m = c->m;

    for (size_t i = 0; i < m->ncodes; i++) {
        struct rn_icode code = {
            .code = rn_compiler_string(c, m->codes[i].code),
            .types = { RN_NONE, RN_NONE, RN_NONE, RN_NONE },
            .ntypes = (uint32_t)m->codes[i].ntypes,
            .state = RN_NONE
        };
        for (size_t t = 0; t < m->codes[i].ntypes; t++)
            code.types[t] = c->rank[m->codes[i].types[t]];
        if (m->codes[i].state != RN_NO_INDEX)
            code.state = c->rank[m->codes[i].state];
        rn_compiler_put(c, RN_SEC_CODES, &code, sizeof code);
    }
    for (size_t i = 0; i < m->nparty_issuers; i++) {
        uint32_t s = rn_compiler_string(c, m->party_issuers[i]);
        rn_compiler_put(c, RN_SEC_ISSUERS, &s, sizeof s);
    }
}

/* ---- the whole ---------------------------------------------------------- */

/* Number the concepts by id, so that comparing numbers compares ids. */
static bool rank_concepts(struct rn_compiler *c)
{
    size_t n = c->m->nconcepts;

    c->rank = rn_arena_zalloc(&c->arena, n + 1, sizeof *c->rank);
    c->by_id = rn_arena_zalloc(&c->arena, n + 1, sizeof *c->by_id);
    if (!c->rank || !c->by_id)
        return false;
    for (uint32_t i = 0; i < n; i++)
        c->by_id[i] = i;
    for (size_t width = 1; width < n; width *= 2) { /* merge sort */
        for (size_t lo = 0; lo + width < n; lo += 2 * width) {
            size_t mid = lo + width, hi = mid + width < n ? mid + width : n;
            size_t a = lo, b = mid;
            for (size_t k = lo; k < hi; k++)
                c->rank[k] =
                    a < mid &&
                            (b == hi ||
                             rn_span_cmp(c->m->concepts[c->by_id[a]].id,
                                         c->m->concepts[c->by_id[b]].id) <= 0)
                        ? c->by_id[a++]
                        : c->by_id[b++];
            memcpy(c->by_id + lo, c->rank + lo, (hi - lo) * sizeof *c->rank);
        }
    }
    for (uint32_t i = 0; i < n; i++)
        c->rank[c->by_id[i]] = i;
    return true;
}

static bool list_forms(struct rn_compiler *c)
{
    size_t n = c->m->nconcepts;

    c->first_form = rn_arena_zalloc(&c->arena, n + 1, sizeof *c->first_form);
    c->next_form =
        rn_arena_zalloc(&c->arena, c->m->nforms + 1, sizeof *c->next_form);
    if (!c->first_form || !c->next_form)
        return false;
    memset(c->first_form, 0xff, n * sizeof *c->first_form);
    for (uint32_t f = (uint32_t)c->m->nforms; f-- > 0;) {
        uint32_t *first = &c->first_form[c->m->forms[f].concept];
        c->next_form[f] = *first;
        *first = f;
    }
    return true;
}

static void put_form(struct rn_compiler *c, const struct rn_form *f)
{
    struct rn_iform form = { .concept = c->rank[f->concept],
                             .lang = (uint32_t)f->lang,
                             .text = rn_compiler_string(c, f->text),
                             .file = rn_compiler_string(
                                 c, rn_span_str(c->m->files[f->at.file].path)),
                             .line = f->at.line,
                             .flags = f->flags };

    rn_compiler_put(c, RN_SEC_FORMS, &form, sizeof form);
}

/* The kind that code asks for by this name, or RN_NONE. */
static uint32_t kind_or_none(struct rn_compiler *c, const char *name)
{
    uint32_t kind = rn_model_kind(c->m, rn_span_str(name));

    if (kind != RN_NONE)
        c->known[kind] = true;
    return kind;
}

static renorm_status fill(struct rn_compiler *c)
{
    struct rn_image_header *h = &c->head;
    renorm_status st = RENORM_OK;
    uint32_t area = rn_model_concept(c->m, RN_LIT("area"));

    for (int r = 0; r < RN_ROOT_COUNT; r++)
        if ((h->root[r] = rn_trie_node(&c->trie)) == UINT32_MAX)
            return RENORM_E_NOMEM;
    c->known = rn_arena_zalloc(&c->arena, c->m->nkinds + 1, sizeof *c->known);
    if (!c->known || !rank_concepts(c) || !list_forms(c))
        return RENORM_E_NOMEM;
    h->concept_area = area == RN_NO_INDEX ? RN_NONE : c->rank[area];
    h->kind_number = kind_or_none(c, "number");
    h->kind_type = kind_or_none(c, "document-type");
    h->kind_level = kind_or_none(c, "level");
    h->kind_place = kind_or_none(c, "place");
    h->kind_title = kind_or_none(c, "title");
    h->kind_body = kind_or_none(c, "body");
    h->kind_committee = kind_or_none(c, "committee");
    h->kind_command = kind_or_none(c, "command");
    h->kind_ministerial = kind_or_none(c, "ministerial");
    h->kind_bureau = kind_or_none(c, "bureau");
    h->kind_part = kind_or_none(c, "part");
    h->kind_for = kind_or_none(c, "sign-for");
    h->kind_against = kind_or_none(c, "sign-against");
    h->kind_abroad = kind_or_none(c, "sign-abroad");
    h->kind_kin = kind_or_none(c, "sign-abroad-kin");
    h->kind_other = kind_or_none(c, "sign-other");
    h->kind_listed = kind_or_none(c, "listed");
    h->kind_enterprise = kind_or_none(c, "enterprise");
    h->kind_honorific = kind_or_none(c, "honorific");
    h->kind_counted = kind_or_none(c, "counted-name");
    h->kind_counted_time = kind_or_none(c, "counted-time");
    h->kind_state = kind_or_none(c, "our-state");
    h->kind_commune = kind_or_none(c, "commune-level");
    h->label_level = label(c, RN_LIT("level"));
    h->label_place = label(c, RN_LIT("place"));
    h->label_area = label(c, RN_LIT("area"));
    h->label_number = label(c, RN_LIT("number"));
    h->label_type = label(c, RN_LIT("document-type"));
    put_kinds(c);
    st = rn_compiler_put_lists(c);
    for (uint32_t f = 0; f < c->m->nforms && !st; f++)
        put_form(c, &c->m->forms[f]);
    for (uint32_t f = 0; f < c->m->nforms && !st && !c->failed; f++)
        st = add_form(c, f);
    for (uint32_t i = 0; i < c->m->nconcepts && !st && !c->failed; i++)
        st = put_concept(c, c->by_id[i]);
    if (!st)
        st = add_ordinals(c);
    put_codes(c);
    if (!st && !c->failed)
        st = rn_compiler_put_documents(c);
    if (!st && !c->failed)
        st = rn_compiler_put_months(c);
    if (!st)
        st = c->failed ? RENORM_E_NOMEM : rn_compiler_freeze(c);
    return st;
}

renorm_status rn_compile(const struct rn_model *model, struct rn_text *text,
                         struct rn_buf *out, struct rn_diags *d)
{
    struct rn_compiler c = {
        .m = model, .text = text, .d = d, .tokens = rn_text_form_tokens(text)
    };
    renorm_status st;

    rn_arena_init(&c.arena);
    rn_arena_init(&c.work);
    rn_trie_init(&c.trie);
    rn_intern_init(&c.strings);
    rn_intern_init(&c.words);
    rn_intern_init(&c.labels);
    rn_intern_init(&c.label_runs);
    rn_intern_init(&c.bind_runs);
    rn_buf_init(&c.entries);
    rn_buf_init(&c.scratch);
    for (int s = 0; s < RN_SEC_COUNT; s++)
        rn_buf_init(&c.sec[s]);
    st = fill(&c);
    if (!st)
        st = rn_compiler_write(&c, out);
    for (int s = 0; s < RN_SEC_COUNT; s++)
        rn_buf_release(&c.sec[s]);
    rn_buf_release(&c.scratch);
    rn_intern_release(&c.strings);
    rn_intern_release(&c.words);
    rn_intern_release(&c.labels);
    rn_intern_release(&c.label_runs);
    rn_intern_release(&c.bind_runs);
    rn_buf_release(&c.entries);
    rn_trie_release(&c.trie);
    rn_arena_release(&c.arena);
    rn_arena_release(&c.work);
    return st;
}
