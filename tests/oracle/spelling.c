/* spelling.c - forms and names written out: each way to spell a concept by
 * itself. */
#include "spelling.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/text.h"

/* ---- plain helpers ---------------------------------------------------- */

void n_must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "oracle: %s\n", what);
        abort();
    }
}

void n_copy(char *out, size_t size, const char *from, size_t len)
{
    n_must(len < size, "a word is too long for this oracle");
    memcpy(out, from, len);
    out[len] = '\0';
}

bool n_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool n_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Length of the token that begins at `s`, where no blank stands: a run of
 * letters or of digits, 's behind either or a parenthesis, a mark. */
size_t n_token_len(const char *s, size_t len, bool behind_word)
{
    size_t k = 1;

    if (s[0] == '\'' && behind_word && len > 1 &&
        (s[1] == 's' || s[1] == 'S') &&
        (len == 2 || !n_letter(s[2]) ||
         (s[1] == 's' && s[2] >= 'A' && s[2] <= 'Z')))
        return 2;
    if (n_letter(s[0]))
        while (k < len && n_letter(s[k]))
            k++;
    else if (n_digit(s[0]))
        while (k < len && n_digit(s[k]))
            k++;
    return k;
}

bool n_stands_apart(const struct n_token *word, const char *text, size_t at,
                    size_t to)
{
    return word->word && word->end + 1 == at && text[at - 1] == ' ' &&
           at + 2 < to && !memcmp(text + at, "'s ", 3);
}

/* ---- forms -------------------------------------------------------------- */

/* All paths of a stretch of a form, in the order of the notation. */
struct paths {
    struct n_path *p;
    size_t n;
};

static struct paths one_empty(void)
{
    struct paths s = { calloc(1, sizeof *s.p), 1 };

    n_must(s.p != NULL, "out of memory");
    return s;
}

static void append(struct n_path *to, const struct n_path *more)
{
    n_must(to->n + more->n <= N_ELEMS_MAX && to->nb + more->nb <= 8,
           "a form is too long for this oracle");
    memcpy(to->e + to->n, more->e, more->n * sizeof *more->e);
    memcpy(to->b + to->nb, more->b, more->nb * sizeof *more->b);
    to->n += more->n;
    to->nb += more->nb;
}

/* Every way through `a`, then every way through `b`; the first choice varies
 * slowest. */
static struct paths product(struct paths a, struct paths b)
{
    struct paths out = { calloc(a.n * b.n, sizeof *out.p), 0 };

    n_must(out.p != NULL, "out of memory");
    for (size_t i = 0; i < a.n; i++)
        for (size_t k = 0; k < b.n; k++) {
            out.p[out.n] = a.p[i];
            append(&out.p[out.n++], &b.p[k]);
        }
    free(a.p);
    free(b.p);
    return out;
}

static struct paths sum(struct paths a, struct paths b)
{
    struct paths out = { calloc(a.n + b.n, sizeof *out.p), a.n + b.n };

    n_must(out.p != NULL, "out of memory");
    memcpy(out.p, a.p, a.n * sizeof *a.p);
    memcpy(out.p + a.n, b.p, b.n * sizeof *b.p);
    free(a.p);
    free(b.p);
    return out;
}

/* {kind}, {kind:label}, {kind=concept}, {kind:label=concept} from `s` to its
 * brace. */
static struct paths slot(const char *s, size_t len)
{
    struct paths out = one_empty();
    const char *eq = memchr(s, '=', len), *colon = memchr(s, ':', len);
    size_t left = eq ? (size_t)(eq - s) : len;
    size_t kind = colon ? (size_t)(colon - s) : left;
    const char *label = colon ? colon + 1 : s;
    size_t label_len = colon ? left - kind - 1 : kind;

    if (eq) {
        struct n_bind *b = &out.p->b[out.p->nb++];
        n_copy(b->label, sizeof b->label, label, label_len);
        n_copy(b->concept, sizeof b->concept, eq + 1, len - left - 1);
    } else {
        struct n_elem *e = &out.p->e[out.p->n++];
        e->slot = true;
        n_copy(e->text, sizeof e->text, s, kind);
        n_copy(e->label, sizeof e->label, label, label_len);
    }
    return out;
}

static struct paths word(const char *s, size_t len)
{
    struct paths out = one_empty();
    struct n_elem *e = &out.p->e[out.p->n++];

    n_copy(e->text, sizeof e->text, s, len);
    return out;
}

/* alternatives = sequence { "|" sequence }, up to a closing bracket or the end.
 */
static struct paths alternatives(const char **s, const char *end);

static struct paths sequence(const char **s, const char *end)
{
    struct paths out = one_empty();
    bool behind_word =
        true; /* 's may stand behind what was before the bracket */

    while (*s < end && !strchr("|)]", **s)) {
        char c = **s;
        const char *close;
        struct paths in;
        size_t len;
        switch (c) {
        case ' ':
            ++*s; /* before 's as well it means nothing */
            continue;
        case '{':
            close = memchr(*s, '}', (size_t)(end - *s));
            n_must(close != NULL, "a brace is open");
            in = slot(*s + 1, (size_t)(close - *s - 1));
            *s = close + 1;
            behind_word = true;
            break;
        case '[':
        case '(':
            ++*s;
            in = alternatives(s, end);
            n_must(*s < end && **s == (c == '[' ? ']' : ')'),
                   "a bracket is open");
            ++*s;
            if (c == '[')
                in = sum(in, one_empty());
            behind_word = true;
            break;
        default:
            *s += c == '\\';
            len = n_token_len(*s, (size_t)(end - *s), behind_word);
            in = word(*s, len);
            behind_word = n_letter((*s)[len - 1]) || n_digit(**s) || **s == ')';
            *s += len;
        }
        out = product(out, in);
    }
    return out;
}

static struct paths alternatives(const char **s, const char *end)
{
    struct paths out = sequence(s, end);

    while (*s < end && **s == '|') {
        ++*s;
        out = sum(out, sequence(s, end));
    }
    return out;
}

/* ---- the lexicon -------------------------------------------------------- */

void n_spell(struct naive *n, struct n_spelling s)
{
    struct n_spelling *copy = rn_arena_alloc(&n->arena, sizeof *copy);

    n_must(copy != NULL, "out of memory");
    *copy = s;
    copy->rank = n->nspellings++;
    copy->next = n->spellings;
    n->spellings = copy;
}

/* How a possessive may be written: what stands behind the word, and whether the
 * word itself has an "s" at its end. */
static const struct {
    const char *mark;
    bool plural;
} possessives[] = { { "", true }, { "'", true }, { "'s", false } };

/* Whether a word at `i` has the mark behind it. */
static bool has_mark(const struct n_path *p, size_t i, const char *mark)
{
    size_t len = strlen(p->e[i].text);

    if (i + 1 >= p->n || p->e[i].slot || p->e[i + 1].slot || len < 3 ||
        strcmp(p->e[i + 1].text, mark))
        return false;
    for (size_t k = 0; k < len; k++)
        if (!n_letter(p->e[i].text[k]))
            return false;
    return *mark && (mark[1] || (p->e[i].text[len - 1] | 32) == 's');
}

/* Whether a slot at `i` has "'s" behind it: what fills it may end in "s". */
static bool slot_has_mark(const struct n_path *p, size_t i)
{
    return i + 1 < p->n && p->e[i].slot && !p->e[i + 1].slot &&
           !strcmp(p->e[i + 1].text, "'s");
}

/* The path with each possessive written in way `w`; whether that is another
 * path. */
static bool possessive(const struct n_path *p, size_t w, struct n_path *out)
{
    bool other = false;

    *out = *p;
    out->n = 0;
    for (size_t i = 0; i < p->n; i++) {
        struct n_elem *e = &out->e[out->n++];
        size_t len = strlen(p->e[i].text);
        bool one = has_mark(p, i, "'s");
        *e = p->e[i];
        if (!strcmp(possessives[w].mark, "'") && slot_has_mark(p, i)) {
            out->e[out->n] = p->e[++i];
            n_copy(out->e[out->n].text, sizeof out->e->text, "'", 1);
            out->n++;
            other = true;
            continue;
        }
        if (!one && !has_mark(p, i, "'"))
            continue;
        if (one && possessives[w].plural) {
            n_must(len + 1 < sizeof e->text, "a word is too long");
            memcpy(e->text + len, "s", 2);
        } else if (!one && !possessives[w].plural) {
            e->text[len - 1] = '\0';
        }
        other |= strcmp(p->e[++i].text, possessives[w].mark) != 0;
        if (*possessives[w].mark) {
            out->e[out->n] = p->e[i];
            n_copy(out->e[out->n].text, sizeof out->e->text,
                   possessives[w].mark, strlen(possessives[w].mark));
            out->n++;
        }
    }
    return other;
}

/* English possessives are read however they are written; without a mark only
 * with the form's capitals. */
static void spell_possessives(struct naive *n, struct n_spelling s)
{
    const struct n_path p = s.p;
    bool exact = s.exact;

    for (size_t w = 0; w < sizeof possessives / sizeof *possessives; w++)
        if (possessive(&p, w, &s.p)) {
            s.exact = exact || !*possessives[w].mark;
            n_spell(n, s);
        }
}

static void spell_form(struct naive *n, const struct rn_form *form)
{
    static const enum n_root root[] = { N_VI, N_MS, N_EN };
    const char *at = form->text.ptr, *end = at + form->text.len;
    bool exact = at < end && *at == '=';
    struct paths paths;

    at += exact;
    paths = alternatives(&at, end);
    n_must(at == end, "a bracket closes nothing");
    for (size_t i = 0; i < paths.n; i++) {
        struct n_spelling s = { .root = root[form->lang],
                                .concept = form->concept,
                                .exact = exact,
                                .flags = form->flags,
                                .p = paths.p[i] };
        n_spell(n, s);
        if (s.root == N_EN)
            spell_possessives(n, s);
    }
    free(paths.p);
}

/* ---- names as spellings ------------------------------------------------- */

/* What a label of a name may be filled with: the kind or concept of that name,
 * or the kind that the concept's forms give it. */
static const char *kind_of_label(const struct naive *n, uint32_t concept,
                                 const char *label)
{
    struct rn_span s = rn_span_str(label);
    const char *found = NULL;
    size_t rank = SIZE_MAX;

    if (rn_model_kind(n->m, s) != RN_NO_INDEX ||
        rn_model_concept(n->m, s) != RN_NO_INDEX)
        return label;
    for (const struct n_spelling *p = n->spellings; p; p = p->next)
        for (size_t i = 0; i < p->p.n; i++)
            if (p->concept == concept && p->root != N_NAME && p->p.e[i].slot &&
                !strcmp(p->p.e[i].label, label) && p->rank < rank) {
                found = p->p.e[i].text;
                rank = p->rank;
            }
    return found;
}

/* Whether two paths spell the same: words but for their case, slots of one kind
 * and label. */
static bool same_spelling(const struct n_path *a, const struct n_path *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        const struct n_elem *x = &a->e[i], *y = &b->e[i];
        if (x->slot != y->slot || (x->slot && strcmp(x->label, y->label)))
            return false;
        for (size_t k = 0; k < sizeof x->text && (x->text[k] || y->text[k]);
             k++)
            if (x->text[k] != y->text[k] &&
                ((x->text[k] ^ y->text[k]) != 32 || !n_letter(x->text[k])))
                return false;
    }
    return true;
}

/* A concept none of whose English forms stands alone has a name that does not,
 * either. */
static bool never_alone(const struct naive *n, uint32_t concept)
{
    size_t forms = 0;

    for (const struct n_spelling *s = n->spellings; s; s = s->next) {
        if (s->concept != concept || s->root != N_EN)
            continue;
        if (!(s->flags & RN_FORM_ALONE_NEVER))
            return false;
        forms++;
    }
    return forms > 0;
}

/* A name that an English form spells is that form. Others are forms of their
 * own. */
static void spell_as_name(struct naive *n, uint32_t concept,
                          const struct n_path *p)
{
    bool known = false;

    for (struct n_spelling *s = n->spellings; s; s = s->next) {
        if (s->concept != concept || s->root != N_EN || s->p.nb ||
            !same_spelling(&s->p, p))
            continue;
        known = s->is_name = true;
    }
    if (!known)
        n_spell(n, (struct n_spelling){ .flags = never_alone(n, concept)
                                                     ? RN_FORM_ALONE_NEVER
                                                     : 0,
                                        .root = N_NAME,
                                        .concept = concept,
                                        .exact = true,
                                        .p = *p });
}

static void spell_name(struct naive *n, uint32_t concept, const char *s,
                       const char *end, unsigned depth, struct n_path so_far);

/* Behind the "]" that closes the option before `s`. */
static const char *behind_option(const char *s)
{
    for (unsigned depth = 1; depth; s++)
        depth += (*s == '[') - (*s == ']');
    return s;
}

static void spell_name_text(struct naive *n, uint32_t concept, const char *s,
                            const char *end, unsigned depth, struct n_path p)
{
    size_t words = p.n;

    while (s < end && !strchr("[]{", *s)) {
        size_t len = n_token_len(s, (size_t)(end - s), true);
        if (*s == ' ') {
            s++;
            continue;
        }
        n_must(p.n < N_ELEMS_MAX, "a name is too long for this oracle");
        p.e[p.n] = (struct n_elem){ .slot = false };
        n_copy(p.e[p.n].text, sizeof p.e[p.n].text, s, len);
        p.n++;
        s += len;
    }
    spell_name(n, concept, s, end, depth, p);
    if (s < end && *s == '{' && p.n > words &&
        !strcmp(p.e[p.n - 1].text, "the")) {
        p.n--; /* "of the {body}" and "of {body}" */
        spell_name(n, concept, s, end, depth, p);
    }
}

static void spell_name(struct naive *n, uint32_t concept, const char *s,
                       const char *end, unsigned depth, struct n_path p)
{
    const char *close;
    const char *kind;

    if (s == end) {
        struct n_path *copy = rn_arena_alloc(&n->arena, sizeof *copy);
        n_must(copy != NULL, "out of memory");
        *copy = p;
        if (p.n && !(p.n == 1 && p.e[0].slot))
            spell_as_name(n, concept, copy);
        return;
    }
    switch (*s) {
    case '[':
        spell_name(n, concept, s + 1, end, depth + 1, p);
        spell_name(n, concept, behind_option(s + 1), end, depth, p);
        return;
    case ']':
        spell_name(n, concept, s + 1, end, depth - 1, p);
        return;
    case '{':
        close = memchr(s, '}', (size_t)(end - s));
        n_must(close && p.n < N_ELEMS_MAX, "a brace is open");
        p.e[p.n] = (struct n_elem){ .slot = true };
        n_copy(p.e[p.n].label, sizeof p.e[p.n].label, s + 1,
               (size_t)(close - s - 1));
        kind = kind_of_label(n, concept, p.e[p.n].label);
        if (!kind)
            return;
        n_copy(p.e[p.n].text, sizeof p.e[p.n].text, kind, strlen(kind));
        p.n++;
        spell_name(n, concept, close + 1, end, depth, p);
        return;
    default:
        spell_name_text(n, concept, s, end, depth, p);
    }
}

static bool ignored(const struct rn_model *m, uint32_t concept)
{
    uint32_t ignore = rn_model_kind(m, RN_LIT("ignore"));

    return ignore != RN_NO_INDEX &&
           rn_model_kind_is(m, m->concepts[concept].kind, ignore);
}

void naive_begin(struct naive *n, const struct rn_model *m)
{
    memset(n, 0, sizeof *n);
    n->m = m;
    rn_arena_init(&n->arena);
    rn_arena_init(&n->scratch);
    for (size_t f = 0; f < m->nforms; f++)
        spell_form(n, &m->forms[f]);
    for (uint32_t i = 0; i < m->nconcepts; i++) {
        struct rn_span name = m->concepts[i].name;
        if (!ignored(m, i) && name.len)
            spell_name(n, i, name.ptr, name.ptr + name.len, 0,
                       (struct n_path){ .n = 0 });
    }
}

void naive_end(struct naive *n)
{
    rn_arena_release(&n->arena);
    rn_arena_release(&n->scratch);
}

void naive_dump(const struct naive *n)
{
    static const char *const roots[] = { "vi", "ms", "en", "name" };

    for (const struct n_spelling *s = n->spellings; s; s = s->next) {
        fprintf(stderr, "  %3zu %-4s %s%s:", s->rank, roots[s->root],
                n->m->concepts[s->concept].id.ptr, s->exact ? " =" : "");
        for (size_t i = 0; i < s->p.n; i++)
            fprintf(stderr, s->p.e[i].slot ? " {%s:%s}" : " %s", s->p.e[i].text,
                    s->p.e[i].label);
        for (size_t i = 0; i < s->p.nb; i++)
            fprintf(stderr, " {%s=%s}", s->p.b[i].label, s->p.b[i].concept);
        fputc('\n', stderr);
    }
}

uint32_t n_emitted(const struct naive *n, const struct n_item *it)
{
    uint32_t k = it->kind;

    while (k != RN_NO_INDEX && !n->m->kinds[k].emit)
        k = n->m->kinds[k].parent;
    return k;
}

bool n_is(const struct naive *n, const struct n_item *it, const char *kind)
{
    uint32_t k = n_emitted(n, it);

    return k != RN_NO_INDEX && rn_span_is(n->m->kinds[k].name, kind);
}

bool n_ends_in_word(const struct naive *n, const struct n_item *it)
{
    for (size_t k = 0; k < it->nkids; k++)
        if (it->kid[k]->end == it->end && it->kid[k]->start + 1 == it->end &&
            n_is(n, it->kid[k], "body"))
            return true;
    return false;
}

bool n_edges_free(const struct naive *n, size_t start, size_t end)
{
    const struct n_token *t = n->t;

    for (size_t i = start; i > n->first && t[i].glued && start - i < 8; i--) {
        if (t[i - 1].key[0] == '.' && i - 1 > n->first && !t[i - 2].capitals)
            break;
        if (t[i - 1].mark && !strchr("/-.:", t[i - 1].key[0]))
            break;
        if (t[i - 1].number && i == start && !t[start].capitals)
            break;
        if (t[i - 1].number)
            return false;
    }
    return !(end + 1 < n->last && t[end].glued && t[end].key[0] == '-' &&
             t[end + 1].glued && t[end + 1].word &&
             (!t[end + 1].upper || !strcmp(t[end + 1].key, t[end - 1].key)));
}

/* Whether what was read, or what stands at its end, is of the concept. */
static bool ends_with(const struct n_item *it, uint32_t concept)
{
    const struct n_item *last = it;

    for (; last; it = last) {
        if (it->by && it->by->concept == concept)
            return true;
        last = NULL;
        for (size_t k = 0; k < it->nkids; k++)
            if (it->kid[k]->end == it->end)
                last = it->kid[k];
    }
    return false;
}

bool n_repeats(const struct naive *n, const struct n_item *before,
               const struct n_item *it)
{
    if (it->start < n->first + 2 || n->t[it->start - 1].key[0] != '(' ||
        it->end >= n->last || n->t[it->end].key[0] != ')' || it->words > 2)
        return false;
    for (const struct n_item *one = n->kept[it->start - 2]; one;
         one = one->next)
        if (one->end == it->start - 1 && one->by &&
            one->by->concept == it->by->concept)
            return true;
    return before && it->start == before->end + 1 &&
           ends_with(before, it->by->concept);
}
