#include "random.h"

#include <string.h>

const char *const random_paths[R_FILES] = { "canon/x.yaml", "en/x.yaml",
                                            "ms/x.yaml", "vi/x.yaml" };

/* splitmix64 */
size_t chance_below(struct chance *c, size_t n)
{
    uint64_t z = c->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (size_t)((z ^ z >> 31) % n);
}

static bool once_in(struct chance *c, size_t n)
{
    return chance_below(c, n) == 0;
}

static const char *const words[] = { "baor",  "camo", "dunal", "fipo",  "duxx",
                                     "baors", "QX",   "ZKB",   "HO",    "gol",
                                     "cam",   "Baor", "Camo",  "Dunal", "Fipo",
                                     "Dux",   "of",   "and",   "for" };
static const char *const marks[] = { ",", "-", "\\(", "\\)", "&", "'s", "7" };

enum {
    NWORDS = sizeof words / sizeof *words,
    NMARKS = sizeof marks / sizeof *marks
};

/* ---- lexicons ----------------------------------------------------------- */

enum { KINDS_MAX = 8, CONCEPTS_MAX = 12, LABELS_MAX = 24 };

/* The third and all behind it may have the name of a kind that rules ask for
 * instead. */
static const char *const kind_names[KINDS_MAX] = { "body",   "title", "alpha",
                                                   "beta",   "gamma", "delta",
                                                   "ignore", "eta" };
static const char *const asked_kinds[] = { "place", "level", "listed",
                                           "enterprise" };

enum { NASKED = sizeof asked_kinds / sizeof *asked_kinds };

struct maker {
    struct chance *c;
    struct random_lexicon *l;
    size_t nkinds, nconcepts;
    const char *kind_name[KINDS_MAX];
    size_t kind[CONCEPTS_MAX];
    char id[CONCEPTS_MAX][8];
    bool plain[CONCEPTS_MAX]; /* its name has no slots: it may be bound */
    bool unit[KINDS_MAX]; /* some form of a concept of the kind is a slot alone
                           */
    /* of the concept whose forms are being made */
    char label[LABELS_MAX][8];
    size_t nlabels;
    bool digits[LABELS_MAX]; /* they may fill the slot */
    bool ends[LABELS_MAX];   /* the slot ends a form */
    const char *list;        /* a slot of the name that digits do not fill */
    unsigned labels_made, size;
    char last[512]; /* the last form */
};

static void name_kinds(struct maker *m)
{
    memcpy(m->kind_name, kind_names, sizeof m->kind_name);
    for (size_t k = 2; k < m->nkinds; k++) {
        const char *asked = asked_kinds[chance_below(m->c, NASKED)];
        bool taken = once_in(m->c, 2) || !strcmp(kind_names[k], "ignore");
        for (size_t i = 2; i < k; i++)
            taken |= !strcmp(m->kind_name[i], asked);
        if (!taken)
            m->kind_name[k] = asked;
    }
}

static void make_kinds(struct maker *m)
{
    struct rn_buf *out = &m->l->file[0];

    m->nkinds = 3 + chance_below(m->c, KINDS_MAX - 2);
    name_kinds(m);
    rn_buf_puts(out, "kinds:\n");
    for (size_t k = 0; k < m->nkinds; k++) {
        rn_buf_printf(out, "  %s: {", m->kind_name[k]);
        if (k > 1 && strcmp(m->kind_name[k], "ignore") && once_in(m->c, 2))
            rn_buf_printf(out, "parent: %s, ",
                          m->kind_name[chance_below(m->c, k)]);
        rn_buf_printf(out, "emit: %s}\n",
                      (k < 2 || once_in(m->c, 3)) &&
                              strcmp(m->kind_name[k], "ignore")
                          ? "yes"
                          : "no");
    }
}

static void put_words(struct maker *m, struct rn_buf *out)
{
    size_t n = once_in(m->c, 3) ? 2 : 1;

    for (size_t i = 0; i < n; i++)
        rn_buf_printf(out, " %s", words[chance_below(m->c, NWORDS)]);
}

static const char *new_label(struct maker *m)
{
    char *label =
        m->label[m->nlabels < LABELS_MAX ? m->nlabels++ : LABELS_MAX - 1];

    m->digits[m->nlabels - 1] = m->ends[m->nlabels - 1] = false;
    snprintf(label, sizeof m->label[0], "l%u", m->labels_made++ % 100);
    return label;
}

static void put_slot(struct maker *m, struct rn_buf *out)
{
    size_t concept = chance_below(m->c, m->nconcepts);
    const char *kind = m->kind_name[chance_below(m->c, m->nkinds)];

    const char *label = new_label(m);

    if (once_in(m->c, 8) && !m->unit[m->kind[concept]])
        kind = m->id[concept];
    else if (once_in(m->c, 8))
        kind = once_in(m->c, 2) ? "ordinal" : "int";
    m->digits[m->nlabels - 1] =
        !strcmp(kind, "ordinal") || !strcmp(kind, "int");
    rn_buf_printf(out, " {%s:%s}", kind, label);
}

static void put_bind(struct maker *m, struct rn_buf *out)
{
    size_t i = chance_below(m->c, m->nconcepts);

    if (m->plain[i])
        rn_buf_printf(out, "{%s:%s=%s}", m->kind_name[m->kind[i]], new_label(m),
                      m->id[i]);
}

static void put_sequence(struct maker *m, struct rn_buf *out, unsigned depth);

static void put_branches(struct maker *m, struct rn_buf *out, unsigned depth)
{
    put_sequence(m, out, depth);
    while (once_in(m->c, 3)) {
        rn_buf_puts(out, "|");
        if (!once_in(m->c, 4))
            put_sequence(m, out, depth);
    }
}

static void put_sequence(struct maker *m, struct rn_buf *out, unsigned depth)
{
    size_t n = 1 + chance_below(m->c, depth ? 2 : 3);

    for (size_t i = 0; i < n && m->size < 12; i++, m->size++) {
        size_t what = chance_below(m->c, 24);
        if (what < 10) {
            put_words(m, out);
        } else if (what < 17) {
            put_slot(m, out);
        } else if (what < 19) {
            rn_buf_printf(out, "%s%s", once_in(m->c, 2) ? "" : " ",
                          marks[chance_below(m->c, NMARKS)]);
        } else if (what < 20) {
            put_bind(m, out);
        } else if (depth < 2) {
            bool option = what < 22;
            rn_buf_puts(out, option ? " [" : " (");
            put_branches(m, out, depth + 1);
            rn_buf_puts(out, option ? "]" : ")");
        }
    }
}

/* A form in single quotes of YAML. */
static void put_quoted(struct rn_buf *out, struct rn_span s)
{
    rn_buf_putc(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\'')
            rn_buf_putc(out, '\'');
        rn_buf_putc(out, s.ptr[i]);
    }
    rn_buf_putc(out, '\'');
}

/* What cannot be empty, nor one slot alone. */
static void put_whole(struct maker *m, struct rn_buf *out)
{
    bool slot = once_in(m->c, 3);

    if (slot)
        put_slot(m, out);
    if (!slot || once_in(m->c, 2))
        put_words(m, out);
    else
        put_slot(m, out);
    if (!once_in(m->c, 4))
        put_sequence(m, out, 0);
    if (once_in(m->c, 2)) {
        put_slot(m, out);
        m->ends[m->nlabels - 1] = true;
    }
}

/* The last form again, with labels of its own; a slot may take a number
 * instead. */
static void put_twin(struct maker *m, struct rn_buf *out)
{
    const char *s = m->last;

    while (*s) {
        const char *colon = strchr(s, ':'), *brace;
        size_t len = colon ? (size_t)(colon - s) : strlen(s);
        size_t from = out->len;
        rn_buf_put(out, s, len);
        if (!colon)
            return;
        brace = strrchr(out->ptr + from, '{');
        s = colon + 1 + strcspn(colon + 1, "}=");
        if (*s == '}' && brace && once_in(m->c, 4)) {
            out->len = (size_t)(brace + 1 - out->ptr);
            rn_buf_puts(out, "int");
        }
        rn_buf_printf(out, ":%s", new_label(m));
        m->digits[m->nlabels - 1] = true; /* perhaps */
    }
}

static void make_form(struct maker *m, size_t concept, struct rn_buf *out)
{
    static const char *const alone[] = { "never", "capital", "free" };
    struct rn_buf form;

    rn_buf_init(&form);
    m->size = 0;
    if (once_in(m->c, 4))
        rn_buf_putc(&form, '=');
    if (once_in(m->c, 12)) {
        size_t kind = chance_below(m->c, m->nkinds);
        rn_buf_printf(&form, "{%s:%s}", m->kind_name[kind], new_label(m));
        m->unit[m->kind[concept]] = true;
    } else if (m->last[0] && once_in(m->c, 5)) {
        form.len = 0;
        put_twin(m, &form);
    } else {
        put_whole(m, &form);
        while (once_in(m->c, 4)) {
            rn_buf_puts(&form, "|");
            put_whole(m, &form);
        }
    }
    if (form.len < sizeof m->last)
        memcpy(m->last, form.ptr, form.len + 1);
    rn_buf_puts(out, "  - form: ");
    put_quoted(out, rn_buf_span(&form));
    rn_buf_putc(out, '\n');
    if (once_in(m->c, 4))
        rn_buf_printf(out, "    alone: %s\n", alone[chance_below(m->c, 3)]);
    if (once_in(m->c, 5))
        rn_buf_puts(out, "    open: yes\n");
    rn_buf_release(&form);
}

static void make_forms(struct maker *m, size_t i)
{
    size_t before = SIZE_MAX, n = 1 + chance_below(m->c, 3);

    m->nlabels = 0;
    for (size_t k = 0, file = 1; k < n; k++) {
        file += chance_below(m->c, R_FILES - file);
        if (file != before)
            rn_buf_printf(&m->l->file[file], "%s:\n", m->id[i]);
        before = file;
        make_form(m, i, &m->l->file[file]);
    }
}

static void put_name_word(struct maker *m, struct rn_buf *out)
{
    static const char *const name_words[] = { "Baor",  "Cam",   "Dunal",
                                              "Norte", "Pelma", "Ru" };

    rn_buf_puts(out, name_words[chance_below(m->c, 6)]);
}

/* Words, and slots that the forms have; some in options. */
static void make_name(struct maker *m, size_t i, struct rn_buf *out)
{
    size_t n = m->plain[i] ? 0 : m->nlabels;
    bool wrote = false;

    m->list = NULL;
    if (!n || once_in(m->c, 2)) {
        put_name_word(m, out);
        if (once_in(m->c, 3))
            rn_buf_puts(out, " of the Ru");
        wrote = true;
    }
    for (size_t k = 0; k < n && k < 3; k++) {
        bool option = once_in(m->c, 2);
        if (wrote && once_in(m->c, 4))
            rn_buf_puts(out, once_in(m->c, 2) ? " of the" : " Baor");
        rn_buf_puts(out, option ? "[" : "");
        rn_buf_printf(out, "%s{%s}", wrote ? " " : "", m->label[k]);
        if (option && k + 1 < n && once_in(m->c, 3))
            rn_buf_printf(out, " the {%s}", m->label[++k]);
        rn_buf_puts(out, option ? "]" : "");
        wrote = true;
    }
    for (size_t k = 0; k < n && !m->list; k++)
        if (m->ends[k] && !m->digits[k]) {
            rn_buf_printf(out, "[ {%s}]", m->label[k]);
            m->list = m->label[k];
        }
    if (n && once_in(m->c, 3)) {
        rn_buf_putc(out, ' ');
        put_name_word(m, out);
    }
}

static void make_concept(struct maker *m, size_t i)
{
    struct rn_buf *out = &m->l->file[0];

    rn_buf_printf(out, "%s:\n  kind: %s\n  name: \"", m->id[i],
                  m->kind_name[m->kind[i]]);
    make_name(m, i, out);
    rn_buf_puts(out, "\"\n");
    if (once_in(m->c, 3))
        rn_buf_puts(out, "  article: none\n");
    if (once_in(m->c, 2))
        rn_buf_puts(out, "  form: none\n");
    if (m->list)
        rn_buf_printf(out, "  list: %s\n", m->list);
}

static const char *const joiners[] = {
    "','", "und", "'&'", "baor", "etu", "and"
};

enum { NJOINERS = sizeof joiners / sizeof *joiners };

/* Words of a list that rules ask for, in some lexicons. */
static void make_list(struct maker *m, size_t file, const char *name)
{
    struct rn_buf *out = &m->l->file[file];

    if (!once_in(m->c, 3))
        return;
    rn_buf_printf(out, "  %s:\n", name);
    for (size_t k = 0; k < 1 + chance_below(m->c, 2); k++)
        rn_buf_printf(out, "    - %s\n", words[chance_below(m->c, NWORDS)]);
}

/* Each language has its own. */
static void make_joiners(struct maker *m)
{
    for (size_t f = 1; f < R_FILES; f++) {
        rn_buf_puts(&m->l->file[f], "words:\n  joiners:\n");
        for (size_t k = 0; k < 2 + chance_below(m->c, 2); k++)
            rn_buf_printf(&m->l->file[f], "    - %s\n",
                          joiners[(k + f + m->nconcepts) % NJOINERS]);
        make_list(m, f, "follows");
        if (f < 3)
            make_list(m, f, "not-names");
    }
    make_list(m, 1, "determiners");
    rn_buf_puts(&m->l->file[1], "  deputies: [deputy, vice]\n");
}

void random_lexicon_init(struct random_lexicon *l)
{
    for (size_t f = 0; f < R_FILES; f++)
        rn_buf_init(&l->file[f]);
}

void random_lexicon_release(struct random_lexicon *l)
{
    for (size_t f = 0; f < R_FILES; f++)
        rn_buf_release(&l->file[f]);
}

void random_lexicon(struct chance *c, struct random_lexicon *l)
{
    struct maker m = { .c = c, .l = l };

    for (size_t f = 0; f < R_FILES; f++)
        rn_buf_clear(&l->file[f]);
    make_kinds(&m);
    m.nconcepts = 2 + chance_below(c, CONCEPTS_MAX - 1);
    for (size_t i = 0; i < m.nconcepts; i++) {
        m.kind[i] = chance_below(c, m.nkinds);
        m.plain[i] = once_in(c, 2);
        snprintf(m.id[i], sizeof m.id[i], "%c%u",
                 (int)('a' + chance_below(c, 26)), (unsigned)i);
    }
    for (size_t i = 0; i < m.nconcepts; i++) {
        make_forms(&m, i);
        make_concept(&m, i);
    }
    make_joiners(&m);
}

/* ---- texts -------------------------------------------------------------- */

enum { TEXT_MAX = 700, DEPTH = 7 };

static void put_gap(struct chance *c, struct rn_buf *out)
{
    static const char *const noise[] = { "(QX)",
                                         "(HO, ZKB 7)",
                                         "(baor)",
                                         "(Q)",
                                         "(",
                                         ")",
                                         "(QX HO ZKB QX HO 7)",
                                         "(QX HO ZKB QX HO 7 7)" };
    size_t what = chance_below(c, 90);

    if (!out->len)
        return;
    if (what < 2)
        rn_buf_put(out, what ? "\xff" : "\0", 1);
    else if (what < 10)
        return; /* glued, or grown together */
    rn_buf_putc(out, ' ');
    if (what > 83)
        rn_buf_printf(out, "%s ", noise[chance_below(c, 8)]);
    if (what == 83)
        rn_buf_puts(out, "\xff(QX) ");
}

static void put_word(struct chance *c, const char *word, struct rn_buf *out)
{
    size_t at, style = chance_below(c, 8);

    put_gap(c, out);
    at = out->len;
    rn_buf_puts(out, word);
    for (size_t i = at; i < out->len && style < 4; i++) {
        char *p = &out->ptr[i];
        bool up = style == 0 || (style == 1 && i == at), down = style == 2;
        if (up && *p >= 'a' && *p <= 'z')
            *p = (char)(*p - 32);
        else if (down && *p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 32);
    }
    if (style == 3 && once_in(c, 4))
        rn_buf_putc(out, 's');
}

static void put_filler(struct chance *c, const struct naive *n,
                       const struct n_elem *e, unsigned depth,
                       struct rn_buf *out);

static void put_spelling(struct chance *c, const struct naive *n,
                         const struct n_spelling *s, unsigned depth,
                         struct rn_buf *out)
{
    for (size_t i = 0; i < s->p.n && out->len < TEXT_MAX; i++) {
        if (s->p.e[i].slot)
            put_filler(c, n, &s->p.e[i], depth, out);
        else if (!strcmp(s->p.e[i].text, "'s"))
            rn_buf_puts(out, "'s");
        else
            put_word(c, s->p.e[i].text, out);
    }
}

static bool fits(const struct naive *n, const struct n_elem *e,
                 uint32_t concept)
{
    uint32_t kind = rn_model_kind(n->m, rn_span_str(e->text));

    return kind == RN_NO_INDEX
               ? rn_span_is(n->m->concepts[concept].id, e->text)
               : rn_model_kind_is(n->m, n->m->concepts[concept].kind, kind);
}

/* A spelling by its number, from `at` on one that fits; short ones where it is
 * deep. */
static void put_filler(struct chance *c, const struct naive *n,
                       const struct n_elem *e, unsigned depth,
                       struct rn_buf *out)
{
    const struct n_spelling *pick = NULL;
    size_t fit = 0;

    if (!strcmp(e->text, "int") || !strcmp(e->text, "ordinal")) {
        put_word(c, once_in(c, 3) ? "15th" : once_in(c, 2) ? "7" : "112", out);
        return;
    }
    for (const struct n_spelling *s = n->spellings; s; s = s->next) {
        bool leaf = true;
        for (size_t i = 0; i < s->p.n; i++)
            leaf &= !s->p.e[i].slot;
        if (fits(n, e, s->concept) && (leaf || depth) && once_in(c, ++fit))
            pick = s;
    }
    if (pick && out->len < TEXT_MAX)
        put_spelling(c, n, pick, depth ? depth - 1 : 0, out);
    else
        put_word(c, words[chance_below(c, NWORDS)], out);
}

/* A spelling without slots that fits the slot, or NULL. */
static const struct n_spelling *
plain_filler(struct chance *c, const struct naive *n, const struct n_elem *slot)
{
    const struct n_spelling *pick = NULL;
    size_t fit = 0;

    for (const struct n_spelling *s = n->spellings; s; s = s->next) {
        bool leaf = true;
        for (size_t i = 0; i < s->p.n; i++)
            leaf &= !s->p.e[i].slot;
        if (leaf && fits(n, slot, s->concept) && once_in(c, ++fit))
            pick = s;
    }
    return pick;
}

/* A list that goes on behind `slot`: joiners and fillers, some of them spoiled.
 */
static void put_members(struct chance *c, const struct naive *n,
                        const struct n_elem *slot, struct rn_buf *out)
{
    const struct rn_word_list *list;

    do
        list = &n->m->lists[chance_below(c, n->m->nlists)];
    while (list->list == RN_LIST_DEPUTIES);
    while (!once_in(c, 4) && out->len < TEXT_MAX) {
        const struct n_spelling *s = plain_filler(c, n, slot);
        if (once_in(c, 5))
            rn_buf_puts(out, " (QX)");
        do
            rn_buf_printf(out, "%s%s", once_in(c, 9) ? "\xff" : " ",
                          list->words[chance_below(c, list->nwords)].ptr);
        while (once_in(c, 6));
        for (size_t i = 0; s && i < s->p.n; i++)
            rn_buf_printf(out, " %s", s->p.e[i].text);
        if (!s || once_in(c, 6))
            put_filler(c, n, slot, 1, out);
    }
}

/* Any spelling, often one that may begin a list. */
static const struct n_spelling *some_spelling(struct chance *c,
                                              const struct naive *n)
{
    const struct n_spelling *any = NULL, *list = NULL;
    size_t all = 0, lists = 0;

    for (const struct n_spelling *s = n->spellings; s; s = s->next) {
        struct rn_span label = n->m->concepts[s->concept].list;
        if (once_in(c, ++all))
            any = s;
        if (label.len && s->p.n && s->p.e[s->p.n - 1].slot &&
            rn_span_is(label, s->p.e[s->p.n - 1].label) && once_in(c, ++lists))
            list = s;
    }
    return list && once_in(c, 3) ? list : any;
}

/* "deputy-" at times; where it ends, or 0. */
static size_t put_deputy(struct chance *c, struct rn_buf *out)
{
    if (!once_in(c, 30))
        return 0;
    rn_buf_puts(out, once_in(c, 2) ? " deputy-" : " Vice-");
    return out->len;
}

/* Take the blank at byte `at` away; none at 0. */
static void glue(struct rn_buf *out, size_t at)
{
    if (!at || at >= out->len || out->ptr[at] != ' ')
        return;
    memmove(out->ptr + at, out->ptr + at + 1, out->len - at);
    out->len--;
}

void random_text(struct chance *c, const struct naive *n, struct rn_buf *out)
{
    size_t pieces = 1 + chance_below(c, 6);

    rn_buf_clear(out);
    for (size_t i = 0; i < pieces && out->len < TEXT_MAX; i++) {
        if (once_in(c, 8) && out->len) {
            rn_buf_puts(out, "\n\n");
            rn_buf_puts(out, words[chance_below(c, NWORDS)]);
        }
        if (once_in(c, 3)) {
            put_word(c, words[chance_below(c, NWORDS)], out);
        } else if (once_in(c, 6)) {
            const char *mark = marks[chance_below(c, NMARKS)];
            put_word(c, mark[0] == '\\' ? mark + 1 : mark, out);
        } else {
            const struct n_spelling *s = some_spelling(c, n);
            size_t deputy = put_deputy(c, out);
            put_spelling(c, n, s, (unsigned)chance_below(c, DEPTH), out);
            glue(out, deputy);
            if (s->p.n && s->p.e[s->p.n - 1].slot && !once_in(c, 3))
                put_members(c, n, &s->p.e[s->p.n - 1], out);
            if (once_in(c, 12))
                rn_buf_puts(out, once_in(c, 2) ? "-baor" : "-Baor");
        }
    }
}
