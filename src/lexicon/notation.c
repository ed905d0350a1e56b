/* The grammar stands in notation.h. A form is parsed to a small tree of
 * branches (alternatives) of items; a path is then one number in the mixed
 * radix of the tree's choices, so that no partial path is ever stored. */
#include "lexicon/notation.h"

#include <stdarg.h>

#include "base/ascii.h"
#include "base/codes.h"
#include "base/hash.h"
#include "base/limits.h"

enum item_type {
    ITEM_ELEM,
    ITEM_BIND,
    ITEM_GAP, /* a blank: what stands beside it is not glued */
    ITEM_CHOICE
};

struct branch;

struct item {
    enum item_type type;
    union {
        struct rn_elem elem;
        struct rn_bind bind;
        struct branch *branches; /* CHOICE */
    };
    size_t paths; /* 1 but for a CHOICE */
    struct item *next;
};

struct branch {
    struct item *first, **last;
    size_t paths;
    struct branch *next;
};

struct parser {
    struct rn_arena *arena;
    struct rn_text *text;
    struct rn_span form;
    size_t pos;
    int depth;
    struct rn_tokens *tokens;
    char *run;    /* literal text without its escapes … */
    uint32_t *at; /* … and where in the form each byte stands */
    renorm_status status;
    struct rn_notation_error *error;
};

static const char HINT_ESCAPE[] =
    "a backslash stands before one of [ ] ( ) { } | \\ = ; write \\\\ for a "
    "backslash";

static bool fail(struct parser *p, unsigned code, size_t offset,
                 const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

static bool fail(struct parser *p, unsigned code, size_t offset,
                 const char *hint, const char *fmt, ...)
{
    va_list ap;

    p->status = RENORM_E_LEXICON;
    p->error->code = code;
    p->error->offset = offset;
    p->error->hint = hint;
    va_start(ap, fmt);
    vsnprintf(p->error->message, sizeof p->error->message, fmt, ap);
    va_end(ap);
    return false;
}

static bool nomem(struct parser *p)
{
    p->status = RENORM_E_NOMEM;
    return false;
}

/* For messages: at most 48 bytes, cut at a character. */
static int clip(struct rn_span s)
{
    size_t n = s.len;

    if (n > 48)
        for (n = 48; n && ((unsigned char)s.ptr[n] & 0xc0) == 0x80;)
            n--;
    return (int)n;
}

static bool special(char c)
{
    switch (c) {
    case '[':
    case ']':
    case '(':
    case ')':
    case '{':
    case '}':
    case '|':
    case '\\':
        return true;
    default:
        return false;
    }
}

/* A kind, a label, an id: small letters, digits and dashes. */
static bool is_word(struct rn_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!rn_ascii_lower(s.ptr[i]) && !rn_ascii_digit(s.ptr[i]) &&
            s.ptr[i] != '-')
            return false;
    return s.len > 0;
}

static struct item *add_item(struct parser *p, struct branch *b,
                             enum item_type type)
{
    struct item *item = rn_arena_zalloc(p->arena, 1, sizeof *item);

    if (!item) {
        nomem(p);
        return NULL;
    }
    item->type = type;
    item->paths = 1;
    *b->last = item;
    b->last = &item->next;
    return item;
}

/* ---- literal text ---------------------------------------------------- */

/* Bytes of the apostrophe at byte `i` of the form, or 0. */
static size_t apostrophe(const struct parser *p, size_t i)
{
    static const char *const apostrophes[] = { "'", "\xe2\x80\x99",
                                               "\xca\xbc" };

    for (size_t k = 0; k < sizeof apostrophes / sizeof *apostrophes; k++) {
        size_t len = strlen(apostrophes[k]);
        if (p->form.len - i >= len &&
            !memcmp(p->form.ptr + i, apostrophes[k], len))
            return len;
    }
    return 0;
}

/* Whether no letter, nor a byte of one, is `c`. */
static bool ends_word(char c)
{
    return (unsigned char)c < 0x80 && !rn_ascii_alpha(c);
}

/* Move over blanks before an 's: no text has them, so "{org} 's {post}" means
 * the same as without. */
static void skip_to_possessive(struct parser *p)
{
    size_t i = p->pos, len;

    while (i < p->form.len && p->form.ptr[i] == ' ')
        i++;
    len = i > p->pos ? apostrophe(p, i) : 0;
    if (len && i + len < p->form.len && p->form.ptr[i + len] == 's' &&
        (i + len + 1 == p->form.len || ends_word(p->form.ptr[i + len + 1])))
        p->pos = i;
}

/* Copy a run of literal text without its escapes; *out is its length. An
 * apostrophe at its start gets a letter before it, so that the 's behind a
 * slot or a bracket is the one token that it is in text. */
static bool read_run(struct parser *p, size_t *out)
{
    size_t n = 0;

    skip_to_possessive(p);
    if (apostrophe(p, p->pos)) {
        p->run[n] = 'x';
        p->at[n++] = (uint32_t)p->pos;
    }
    while (p->pos < p->form.len) {
        char c = p->form.ptr[p->pos];
        if (c == ' ') {
            skip_to_possessive(p);
            c = p->form.ptr[p->pos];
        }
        if (c == '\\') {
            char e = p->pos + 1 < p->form.len ? p->form.ptr[p->pos + 1] : '\0';
            if (!special(e) && e != '=')
                return fail(p, RN_E_FORM_ESCAPE, p->pos, HINT_ESCAPE,
                            "a backslash escapes nothing here");
            p->at[n] = (uint32_t)p->pos;
            p->run[n++] = e;
            p->pos += 2;
        } else if (special(c)) {
            break;
        } else {
            p->at[n] = (uint32_t)p->pos++;
            p->run[n++] = c;
        }
    }
    *out = n;
    return true;
}

static bool add_token(struct parser *p, struct branch *b, size_t i)
{
    const struct rn_tokens *t = p->tokens;
    struct rn_span text =
        rn_span_of(p->run + t->start[i], t->end[i] - t->start[i]);
    struct item *item;

    if (t->flags[i] & RN_TOK_LONG)
        return fail(p, RN_E_FORM_LIMIT, p->at[t->start[i]],
                    "no word of a text that is as long is ever matched",
                    "a word has more than %d bytes", RN_TOKEN_MAX);
    item = add_item(p, b, ITEM_ELEM);
    if (!item)
        return false;
    item->elem =
        (struct rn_elem){ .type = RN_ELEM_WORD,
                          .text = rn_arena_copy(p->arena, text),
                          .key = rn_arena_copy(p->arena, rn_token_key(t, i)),
                          .flags = t->flags[i],
                          .offset = p->at[t->start[i]] };
    return item->elem.text.ptr && item->elem.key.ptr ? true : nomem(p);
}

static bool parse_run(struct parser *p, struct branch *b)
{
    size_t start = p->pos, n = 0, prefix;
    const struct rn_tokens *t = p->tokens;

    if (!read_run(p, &n))
        return false;
    prefix = n > 1 && p->at[0] == p->at[1];
    if (rn_text_tokenize_form(p->text, rn_span_of(p->run, n), p->tokens) !=
        RENORM_OK)
        return nomem(p);
    if (t->bad_bytes)
        return fail(p, RN_E_YAML_UTF8, start, "save the file as UTF-8",
                    "bytes that are no UTF-8, or NUL");
    if (t->n <= prefix)
        return add_item(p, b, ITEM_GAP) != NULL;
    for (size_t i = prefix; i < t->n; i++) {
        bool gap =
            i == prefix ? t->start[i] > prefix : !(t->flags[i] & RN_TOK_GLUED);
        if (gap && !add_item(p, b, ITEM_GAP))
            return false;
        if (!add_token(p, b, i))
            return false;
    }
    if (t->end[t->n - 1] < n && !add_item(p, b, ITEM_GAP))
        return false;
    return true;
}

/* ---- slots ----------------------------------------------------------- */

/* The text between "{" at p->pos and its "}"; moves behind it. */
static bool slot_body(struct parser *p, struct rn_span *out)
{
    size_t start = p->pos + 1, i = start;

    while (i < p->form.len && !special(p->form.ptr[i]))
        i++;
    if (i == p->form.len || p->form.ptr[i] != '}')
        return fail(p, RN_E_FORM_BRACKET, p->pos,
                    "a slot is written {kind}; \\{ is a brace of the text",
                    "'{' is not closed");
    *out = rn_span_of(p->form.ptr + start, i - start);
    p->pos = i + 1;
    return true;
}

/* Split at the first `mark`; false where there is none. */
static bool split(struct rn_span s, char mark, struct rn_span *head,
                  struct rn_span *tail)
{
    const char *at = s.len ? memchr(s.ptr, mark, s.len) : NULL;

    *head = s;
    *tail = rn_span_of("", 0);
    if (!at)
        return false;
    *head = rn_span_of(s.ptr, (size_t)(at - s.ptr));
    *tail = rn_span_of(at + 1, s.len - head->len - 1);
    return true;
}

static const char *slot_hint(struct rn_span body)
{
    if (body.len && memchr(body.ptr, '.', body.len))
        return "a part such as {area.place} may stand in a name; in a form "
               "write the kind alone";
    return "write {kind}, {kind:label}, {kind=concept} or "
           "{kind:label=concept}, in small letters without blanks";
}

static bool parse_slot(struct parser *p, struct branch *b)
{
    size_t offset = p->pos;
    struct rn_span body, left, concept, kind, label;
    bool binds, labelled;
    struct item *item;

    if (!slot_body(p, &body))
        return false;
    binds = split(body, '=', &left, &concept);
    labelled = split(left, ':', &kind, &label);
    if (!labelled)
        label = kind;
    if (!is_word(kind) || !is_word(label) ||
        (binds && (!concept.len || concept.ptr[0] == ' ' ||
                   concept.ptr[concept.len - 1] == ' ')))
        return fail(p, RN_E_FORM_SLOT, offset, slot_hint(body),
                    "'{%.*s}' is no slot", clip(body), body.ptr);
    item = add_item(p, b, binds ? ITEM_BIND : ITEM_ELEM);
    if (!item)
        return false;
    kind = rn_arena_copy(p->arena, kind);
    label = rn_arena_copy(p->arena, label);
    concept = rn_arena_copy(p->arena, concept);
    if (!kind.ptr || !label.ptr || !concept.ptr)
        return nomem(p);
    if (binds)
        item->bind = (struct rn_bind){ kind, label, concept, offset };
    else
        item->elem = (struct rn_elem){
            .type = RN_ELEM_SLOT, .kind = kind, .label = label, .offset = offset
        };
    return true;
}

/* ---- brackets -------------------------------------------------------- */

static bool parse_choice(struct parser *p, struct branch *b);

static bool parse_seq(struct parser *p, struct branch *b)
{
    while (p->pos < p->form.len) {
        bool ok;
        switch (p->form.ptr[p->pos]) {
        case '|':
        case ')':
        case ']':
            return true;
        case '(':
        case '[':
            ok = parse_choice(p, b);
            break;
        case '{':
            ok = parse_slot(p, b);
            break;
        case '}':
            return fail(p, RN_E_FORM_BRACKET, p->pos,
                        "write \\} for a brace of the text",
                        "'}' closes nothing");
        default:
            ok = parse_run(p, b);
        }
        if (!ok)
            return false;
    }
    return true;
}

/* Sequences divided by "|"; stops at a closing bracket or at the end. */
static bool parse_branches(struct parser *p, struct branch **out)
{
    for (;;) {
        struct branch *b = rn_arena_zalloc(p->arena, 1, sizeof *b);
        if (!b)
            return nomem(p);
        b->last = &b->first;
        *out = b;
        out = &b->next;
        if (!parse_seq(p, b))
            return false;
        if (p->pos >= p->form.len || p->form.ptr[p->pos] != '|')
            return true;
        p->pos++;
    }
}

static bool parse_choice(struct parser *p, struct branch *b)
{
    size_t offset = p->pos;
    char open = p->form.ptr[p->pos++], close = open == '(' ? ')' : ']';
    struct item *item = add_item(p, b, ITEM_CHOICE);

    if (!item)
        return false;
    if (++p->depth > RN_FORM_DEPTH_MAX)
        return fail(p, RN_E_FORM_LIMIT, offset,
                    "write several forms, or a concept of its own for the "
                    "inner part",
                    "brackets nest more than %d deep", RN_FORM_DEPTH_MAX);
    if (!parse_branches(p, &item->branches))
        return false;
    if (p->pos >= p->form.len)
        return fail(p, RN_E_FORM_BRACKET, offset,
                    "close it, or escape it with a backslash if it is part "
                    "of the text",
                    "'%c' is not closed", open);
    if (p->form.ptr[p->pos] != close)
        return fail(p, RN_E_FORM_BRACKET, p->pos, "brackets close in order",
                    "'%c' where '%c' must close the '%c' before it",
                    p->form.ptr[p->pos], close, open);
    p->pos++;
    p->depth--;
    if (open == '[') { /* or nothing, after all that it may hold */
        struct branch **last = &item->branches;
        while (*last)
            last = &(*last)->next;
        *last = rn_arena_zalloc(p->arena, 1, sizeof **last);
        if (!*last)
            return nomem(p);
    }
    return true;
}

/* ---- paths ----------------------------------------------------------- */

/* Sums and products stop just above the limit, so that nothing overflows. */
static size_t count_paths(struct branch *branches)
{
    size_t sum = 0;

    for (struct branch *b = branches; b; b = b->next) {
        b->paths = 1;
        for (struct item *i = b->first; i; i = i->next) {
            if (i->type == ITEM_CHOICE)
                i->paths = count_paths(i->branches);
            b->paths *= i->paths;
            if (b->paths > RN_FORM_PATHS_MAX)
                b->paths = RN_FORM_PATHS_MAX + 1;
        }
        sum += b->paths;
        if (sum > RN_FORM_PATHS_MAX)
            sum = RN_FORM_PATHS_MAX + 1;
    }
    return sum;
}

/* A path while it is put together. */
struct draft {
    struct rn_elem elems[RN_FORM_TOKENS_MAX];
    struct rn_bind binds[RN_FORM_SLOTS_MAX];
    size_t nelems, nbinds, nslots;
    bool glued; /* no blank since the last element */
};

/* The piece of the word before is e, of the word behind f, and no blank
 * between them: "Chairm(a|e)n". Whether that is one word or two only the
 * editor knows. */
static bool check_glue(struct parser *p, const struct draft *d,
                       const struct rn_elem *f)
{
    const struct rn_elem *e = d->nelems ? &d->elems[d->nelems - 1] : NULL;

    if (!d->glued || !e || e->type != RN_ELEM_WORD || f->type != RN_ELEM_WORD)
        return true;
    if (!(e->flags & RN_TOK_WORD) || !(f->flags & RN_TOK_WORD))
        return true;
    if ((f->flags & RN_TOK_GLUED) || rn_span_is(f->key, "'s"))
        return true; /* tokens of one run of text */
    return fail(p, RN_E_FORM_BRACKET, f->offset,
                "write the words whole, (Chairman|Chairmen), or put a blank "
                "between them",
                "a bracket inside a word: '%.*s' and '%.*s' touch",
                clip(e->text), e->text.ptr, clip(f->text), f->text.ptr);
}

static bool add_label(struct parser *p, struct draft *d, struct rn_span label,
                      size_t offset)
{
    bool again = false;

    for (size_t i = 0; i < d->nelems; i++)
        again |= d->elems[i].type == RN_ELEM_SLOT &&
                 rn_span_eq(d->elems[i].label, label);
    for (size_t i = 0; i < d->nbinds; i++)
        again |= rn_span_eq(d->binds[i].label, label);
    if (again)
        return fail(p, RN_E_FORM_SLOT, offset,
                    "label one of them, {kind:label}, or write a form for "
                    "each",
                    "two slots are called '%.*s'", clip(label), label.ptr);
    if (++d->nslots > RN_FORM_SLOTS_MAX)
        return fail(p, RN_E_FORM_LIMIT, offset,
                    "make a concept of a part of the form",
                    "more than %d slots in one form", RN_FORM_SLOTS_MAX);
    return true;
}

static bool add_elem(struct parser *p, struct draft *d, const struct rn_elem *e)
{
    if (e->type == RN_ELEM_SLOT && !add_label(p, d, e->label, e->offset))
        return false;
    if (!check_glue(p, d, e))
        return false;
    if (d->nelems == RN_FORM_TOKENS_MAX)
        return fail(p, RN_E_FORM_LIMIT, e->offset,
                    "make a concept of a part of the form",
                    "more than %d words and slots in one path",
                    RN_FORM_TOKENS_MAX);
    d->elems[d->nelems++] = *e;
    d->glued = true;
    return true;
}

/* Path number k of the branches: the leftmost choice varies slowest. */
static bool walk(struct parser *p, struct draft *d,
                 const struct branch *branches, size_t k)
{
    const struct branch *b = branches;
    size_t rest;

    for (; k >= b->paths; b = b->next)
        k -= b->paths;
    rest = b->paths;
    for (const struct item *i = b->first; i; i = i->next) {
        bool ok = true;
        rest /= i->paths;
        switch (i->type) {
        case ITEM_GAP:
            d->glued = false;
            break;
        case ITEM_ELEM:
            ok = add_elem(p, d, &i->elem);
            break;
        case ITEM_BIND:
            ok = add_label(p, d, i->bind.label, i->bind.offset);
            if (ok)
                d->binds[d->nbinds++] = i->bind;
            break;
        case ITEM_CHOICE:
            ok = walk(p, d, i->branches, k / rest);
            k %= rest;
            break;
        }
        if (!ok)
            return false;
    }
    return true;
}

/* Whether a word has no small letters: an abbreviation is read in capitals
 * alone, "TTYT". */
static uint16_t caps_of(const struct rn_elem *e)
{
    return e->flags & RN_TOK_ALLCAPS;
}

/* A path of the form that is like none before it. */
struct kept {
    uint64_t hash;
    const struct rn_path *path; /* NULL: free */
};

/* Equal for what matches the same: keys, kinds and labels, bindings; with
 * "=" the capitals too. */
static uint64_t hash_path(const struct draft *d, bool exact)
{
    uint64_t h = d->nelems;

    for (size_t i = 0; i < d->nelems; i++) {
        const struct rn_elem *e = &d->elems[i];
        bool word = e->type == RN_ELEM_WORD;
        struct rn_span a = word ? e->key : e->kind;
        struct rn_span b = word && exact ? e->text : e->label;
        h = rn_hash_mix(h ^ rn_hash(a.ptr, a.len) ^ caps_of(e),
                        RN_HASH_K0 + e->type);
        h = rn_hash_mix(h ^ rn_hash(b.ptr, b.len), RN_HASH_K1);
    }
    for (size_t i = 0; i < d->nbinds; i++) {
        const struct rn_bind *b = &d->binds[i];
        h = rn_hash_mix(h ^ rn_hash(b->label.ptr, b->label.len), RN_HASH_K1);
        h = rn_hash_mix(h ^ rn_hash(b->concept.ptr, b->concept.len),
                        RN_HASH_K0);
    }
    return h;
}

static bool same_path(const struct rn_path *p, const struct draft *d,
                      bool exact)
{
    if (p->nelems != d->nelems || p->nbinds != d->nbinds)
        return false;
    for (size_t i = 0; i < p->nelems; i++) {
        const struct rn_elem *a = &p->elems[i], *b = &d->elems[i];
        if (a->type != b->type || !rn_span_eq(a->key, b->key) ||
            !rn_span_eq(a->kind, b->kind) || !rn_span_eq(a->label, b->label))
            return false;
        if (caps_of(a) != caps_of(b) ||
            (exact && !rn_span_eq(a->text, b->text)))
            return false;
    }
    for (size_t i = 0; i < p->nbinds; i++)
        if (!rn_span_eq(p->binds[i].kind, d->binds[i].kind) ||
            !rn_span_eq(p->binds[i].label, d->binds[i].label) ||
            !rn_span_eq(p->binds[i].concept, d->binds[i].concept))
            return false;
    return true;
}

static bool keep_path(struct parser *p, const struct draft *d,
                      struct rn_path *out)
{
    struct rn_elem *elems = rn_arena_alloc(p->arena, d->nelems * sizeof *elems);
    struct rn_bind *binds = rn_arena_alloc(p->arena, d->nbinds * sizeof *binds);

    if (!elems || !binds)
        return nomem(p);
    memcpy(elems, d->elems, d->nelems * sizeof *elems);
    memcpy(binds, d->binds, d->nbinds * sizeof *binds);
    *out = (struct rn_path){ elems, d->nelems, binds, d->nbinds };
    return true;
}

static bool expand(struct parser *p, struct branch *branches,
                   struct rn_form_paths *out)
{
    size_t total = count_paths(branches), slots = 4;
    struct rn_path *paths;
    struct kept *kept; /* by hash; open addressing */

    if (total > RN_FORM_PATHS_MAX)
        return fail(p, RN_E_FORM_LIMIT, 0, "write several forms",
                    "more than %d ways to read this form", RN_FORM_PATHS_MAX);
    while (slots < 2 * total)
        slots *= 2;
    paths = rn_arena_zalloc(p->arena, total, sizeof *paths);
    kept = rn_arena_zalloc(p->arena, slots, sizeof *kept);
    if (!paths || !kept)
        return nomem(p);
    out->npaths = 0;
    for (size_t k = 0; k < total; k++) {
        struct draft d; /* large: its arrays are not cleared for each path */
        uint64_t hash;
        size_t i;
        d.nelems = d.nbinds = d.nslots = 0;
        d.glued = false;
        if (!walk(p, &d, branches, k))
            return false;
        if (!d.nelems)
            return fail(p, RN_E_FORM_EMPTY, 0,
                        "leave at least one word or slot outside of all "
                        "options",
                        p->form.len ? "this form can be empty"
                                    : "this form is empty");
        hash = total > 1 ? hash_path(&d, out->exact) : 0;
        for (i = hash & (slots - 1); kept[i].path; i = (i + 1) & (slots - 1))
            if (kept[i].hash == hash && same_path(kept[i].path, &d, out->exact))
                break;
        if (kept[i].path)
            continue;
        kept[i] = (struct kept){ hash, &paths[out->npaths] };
        if (!keep_path(p, &d, &paths[out->npaths++]))
            return false;
    }
    out->paths = paths;
    return true;
}

static bool parse_form(struct parser *p, struct rn_form_paths *out)
{
    struct branch *branches;

    if (p->form.len > RN_FORM_BYTES_MAX)
        return fail(p, RN_E_FORM_LIMIT, 0, "write several forms",
                    "a form of more than %d bytes", RN_FORM_BYTES_MAX);
    p->run = rn_arena_alloc(p->arena, p->form.len + 2);
    p->at = rn_arena_alloc(p->arena, (p->form.len + 2) * sizeof *p->at);
    if (!p->run || !p->at)
        return nomem(p);
    out->exact = p->form.len && p->form.ptr[0] == '=';
    p->pos = out->exact;
    if (!parse_branches(p, &branches))
        return false;
    if (p->pos < p->form.len)
        return fail(p, RN_E_FORM_BRACKET, p->pos,
                    "escape it with a backslash if it is part of the text",
                    "'%c' closes nothing", p->form.ptr[p->pos]);
    return expand(p, branches, out);
}

renorm_status rn_form_expand(struct rn_arena *arena, struct rn_text *text,
                             struct rn_span form, struct rn_form_paths *out,
                             struct rn_notation_error *error)
{
    struct parser p = { .arena = arena,
                        .text = text,
                        .form = form,
                        .tokens = rn_text_form_tokens(text),
                        .status = RENORM_OK,
                        .error = error };
    struct rn_form_paths paths = { 0 };

    if (parse_form(&p, &paths))
        *out = paths;
    return p.status;
}

/* ---- names ----------------------------------------------------------- */

struct name_parser {
    struct parser p; /* for its errors */
    struct rn_name_op *ops;
    size_t nops;
    size_t open[RN_FORM_DEPTH_MAX]; /* offsets of the options */
    bool slots[RN_FORM_DEPTH_MAX];  /* a slot was seen in it */
};

static void add_op(struct name_parser *n, enum rn_name_op_type type,
                   struct rn_span text, size_t offset)
{
    n->ops[n->nops++] = (struct rn_name_op){ type, text, offset };
}

static bool name_slot(struct name_parser *n)
{
    struct parser *p = &n->p;
    size_t offset = p->pos;
    struct rn_span body, head, tail;

    if (!slot_body(p, &body)) {
        p->error->code = RN_E_NAME_SYNTAX;
        return false;
    }
    for (tail = body; split(tail, '.', &head, &tail);)
        if (!is_word(head))
            break;
    if (!is_word(head))
        return fail(p, RN_E_NAME_SYNTAX, offset,
                    "a name holds {label} or {label.part}; kinds and "
                    "bindings stand in the forms",
                    "'{%.*s}' is no slot of a name", clip(body), body.ptr);
    body = rn_arena_copy(p->arena, body);
    if (!body.ptr)
        return nomem(p);
    add_op(n, RN_NAME_SLOT, body, offset);
    for (int i = 0; i < p->depth; i++)
        n->slots[i] = true;
    return true;
}

static bool name_text(struct name_parser *n)
{
    struct parser *p = &n->p;
    size_t offset = p->pos, len = 0;
    char *text = rn_arena_alloc(p->arena, p->form.len - p->pos + 1);

    if (!text)
        return nomem(p);
    while (p->pos < p->form.len) {
        char c = p->form.ptr[p->pos];
        if (c == '\\') {
            c = p->pos + 1 < p->form.len ? p->form.ptr[++p->pos] : '\0';
            if (!special(c) && c != '=')
                return fail(p, RN_E_FORM_ESCAPE, p->pos - (c != '\0'),
                            HINT_ESCAPE, "a backslash escapes nothing here");
        } else if (c && strchr("[]{}", c)) {
            break;
        }
        text[len++] = c;
        p->pos++;
    }
    text[len] = '\0';
    add_op(n, RN_NAME_TEXT, rn_span_of(text, len), offset);
    return true;
}

static bool name_bracket(struct name_parser *n, char c)
{
    struct parser *p = &n->p;

    if (c == '[') {
        if (p->depth == RN_FORM_DEPTH_MAX)
            return fail(p, RN_E_FORM_LIMIT, p->pos, "write fewer options",
                        "brackets nest more than %d deep", RN_FORM_DEPTH_MAX);
        n->open[p->depth] = p->pos;
        n->slots[p->depth++] = false;
    } else if (!p->depth) {
        return fail(p, RN_E_NAME_SYNTAX, p->pos,
                    "write \\] for a bracket of the text",
                    "']' closes nothing");
    } else if (!n->slots[--p->depth]) {
        return fail(p, RN_E_NAME_SYNTAX, n->open[p->depth],
                    "an option of a name is shown where its slots are "
                    "bound: put one in, or drop the brackets",
                    "an option without a slot");
    }
    add_op(n, c == '[' ? RN_NAME_OPEN : RN_NAME_CLOSE, rn_span_of("", 0),
           p->pos++);
    return true;
}

static bool parse_name(struct name_parser *n)
{
    struct parser *p = &n->p;

    if (!p->form.len)
        return fail(p, RN_E_NAME_SYNTAX, 0, "write the canonical name",
                    "an empty name");
    if (p->form.len > RN_FORM_BYTES_MAX)
        return fail(p, RN_E_FORM_LIMIT, 0, "shorten it",
                    "a name of more than %d bytes", RN_FORM_BYTES_MAX);
    n->ops = rn_arena_zalloc(p->arena, p->form.len, sizeof *n->ops);
    if (!n->ops)
        return nomem(p);
    while (p->pos < p->form.len) {
        char c = p->form.ptr[p->pos];
        bool ok;
        if (c == '{')
            ok = name_slot(n);
        else if (c == '[' || c == ']')
            ok = name_bracket(n, c);
        else if (c == '}')
            ok =
                fail(p, RN_E_NAME_SYNTAX, p->pos,
                     "write \\} for a brace of the text", "'}' closes nothing");
        else
            ok = name_text(n);
        if (!ok)
            return false;
    }
    if (p->depth)
        return fail(p, RN_E_NAME_SYNTAX, n->open[p->depth - 1],
                    "close it, or write \\[ for a bracket of the text",
                    "'[' is not closed");
    return true;
}

renorm_status rn_name_parse(struct rn_arena *arena, struct rn_span name,
                            const struct rn_name_op **ops, size_t *nops,
                            struct rn_notation_error *error)
{
    struct name_parser n = { .p = { .arena = arena,
                                    .form = name,
                                    .status = RENORM_OK,
                                    .error = error } };

    if (parse_name(&n)) {
        *ops = n.ops;
        *nops = n.nops;
    }
    return n.p.status;
}
