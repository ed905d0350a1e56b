#include <assert.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "text/private.h"
#include "text/utf8.h"

/* Every byte of a word of eight. */
#define EACH UINT64_C(0x0101010101010101)
#define HIGH (EACH * 0x80)

static void classes(unsigned char *table, size_t n, uint32_t first)
{
    for (uint32_t i = 0; i < n; i++)
        table[i] = (unsigned char)rn_char_class(first + i);
}

renorm_status rn_text_new(struct rn_text **out)
{
    struct rn_text *x = rn_calloc(1, sizeof *x);

    if (!x || rn_memo_init(&x->memo) != RENORM_OK) {
        rn_free(x);
        return RENORM_E_NOMEM;
    }
    classes(x->low, sizeof x->low, 0);
    classes(x->viet, sizeof x->viet, RN_VIET_FIRST);
    classes(x->punct, sizeof x->punct, RN_PUNCT_FIRST);
    *out = x;
    return RENORM_OK;
}

void rn_text_free(struct rn_text *x)
{
    if (!x)
        return;
    rn_memo_release(&x->memo);
    rn_free(x->lines);
    rn_free(x);
}

void rn_tokens_init(struct rn_tokens *t)
{
    *t = (struct rn_tokens){ 0 };
}

void rn_tokens_release(struct rn_tokens *t)
{
    rn_free(t->start);
    rn_free(t->end);
    rn_free(t->hash);
    rn_free(t->key);
    rn_free(t->keylen);
    rn_free(t->flags);
    rn_free(t->keys);
    rn_free(t->segments);
    rn_tokens_init(t);
}

/* ---- the arrays --------------------------------------------------------- */

static bool resize(void *ptr, size_t count, size_t size)
{
    void *old, *grown;

    memcpy(&old, ptr, sizeof old);
    grown = rn_realloc(old, count * size);
    if (grown)
        memcpy(ptr, &grown, sizeof grown);
    return grown != NULL;
}

/* Double all arrays over tokens; those that grew before memory ran out do no
 * harm. */
static bool more_tokens(struct rn_tokens *t)
{
    size_t cap = t->cap ? t->cap * 2 : 1024;

    if (!resize(&t->start, cap, sizeof *t->start) ||
        !resize(&t->end, cap, sizeof *t->end) ||
        !resize(&t->hash, cap, sizeof *t->hash) ||
        !resize(&t->key, cap, sizeof *t->key) ||
        !resize(&t->keylen, cap, sizeof *t->keylen) ||
        !resize(&t->flags, cap, sizeof *t->flags))
        return false;
    t->cap = cap;
    return true;
}

/* ---- the scanner -------------------------------------------------------- */

struct scan {
    struct rn_text *text;
    struct rn_tokens *t;
    const unsigned char *base;
    size_t at, len;
    unsigned
        pending; /* flags of the next token that what lies before it gives */
    unsigned blanks;   /* blanks in a row */
    size_t keep_end;   /* tokens that start before it are kept */
    size_t line_start; /* bytes */
    size_t line_first; /* token */
    bool form;
};

/* Room for one more token, and for its key with some bytes to spare. */
static bool room(struct rn_tokens *t)
{
    if (t->n == t->cap && !more_tokens(t))
        return false;
    return t->keys_cap - t->keys_len >= RN_KEY_MAX + RN_KEY_PAD ||
           rn_grow(&t->keys, &t->keys_cap,
                   t->keys_len + RN_KEY_MAX + RN_KEY_PAD, 1);
}

/* Add the token that ends at `end`; its key lies at the end of the keys
 * already. */
static void add(struct scan *s, size_t end, size_t keylen, uint64_t hash,
                unsigned flags)
{
    struct rn_tokens *t = s->t;
    size_t i = t->n++;

    if (s->at < s->keep_end)
        flags |= RN_TOK_KEEP;
    t->start[i] = (uint32_t)s->at;
    t->end[i] = (uint32_t)end;
    t->hash[i] = hash;
    t->key[i] = (uint32_t)t->keys_len;
    t->keylen[i] = (uint16_t)keylen;
    t->flags[i] = (uint16_t)(flags | s->pending);
    t->keys_len += keylen;
    s->at = end;
    s->pending = RN_TOK_GLUED;
    s->blanks = 0;
}

static void add_long(struct scan *s, size_t end, unsigned kind)
{
    add(s, end, 0, rn_hash("", 0), kind | RN_TOK_LONG);
}

static void add_folded(struct scan *s, size_t end, unsigned kind)
{
    struct rn_tokens *t = s->t;
    const struct rn_fold *f;
    const char *key;

    if (end - s->at > RN_TOKEN_MAX) {
        add_long(s, end, kind);
        return;
    }
    f = rn_memo_fold(&s->text->memo,
                     rn_span_of((const char *)s->base + s->at, end - s->at));
    key = rn_memo_key(&s->text->memo, f);
    if (f->keylen <= RN_KEY_PAD)
        memcpy(t->keys + t->keys_len, key, RN_KEY_PAD);
    else
        memcpy(t->keys + t->keys_len, key, f->keylen);
    add(s, end, f->keylen, f->hash, kind | f->flags);
}

static uint64_t load(const struct scan *s, size_t at)
{
    uint64_t v = 0;

    if (s->len - at >= 8)
        return rn_load64(s->base + at);
    for (size_t i = 0; at + i < s->len; i++)
        v |= (uint64_t)s->base[at + i] << 8 * i;
    return v;
}

/* How many of the eight bytes of `v` are ASCII letters before the first that is
 * none; *small has them as small letters. Sums stay within their byte: no
 * carry. */
static unsigned letters(uint64_t v, uint64_t *small)
{
    uint64_t low = (v & ~HIGH) | EACH * 0x20;
    uint64_t yes =
        (low + EACH * (0x80 - 'a')) & ~(low + EACH * (0x7f - 'z')) & ~v & HIGH;
    uint64_t no = yes ^ HIGH;

    *small = low;
    return no ? (unsigned)__builtin_ctzll(no) / 8 : 8;
}

static void store64(char *p, uint64_t v)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    memcpy(p, &v, sizeof v);
}

/* The end of the ASCII letters that begin at `s->at`; their key is written
 * behind the keys as far as RN_TOKEN_MAX. *flags tells of capitals. */
static size_t ascii_run(struct scan *s, unsigned *flags)
{
    size_t at = s->at;
    char *key = s->t->keys + s->t->keys_len;
    uint64_t small, v = load(s, at), not_caps = 0;
    unsigned n;

    *flags = v & 0x20 ? 0 : RN_TOK_UPPER;
    for (;; v = load(s, at)) {
        n = letters(v, &small);
        if (at - s->at <= RN_TOKEN_MAX)
            store64(key + (at - s->at), small);
        if (n < 8)
            break;
        not_caps |= v & EACH * 0x20;
        at += 8;
    }
    not_caps |= v & EACH * 0x20 & ((UINT64_C(1) << 8 * n) - 1);
    if (!not_caps)
        *flags |= RN_TOK_ALLCAPS;
    return at + n;
}

/* The end of the word that goes on at `at`, a letter before it: behind the last
 * letter or combining mark before what is neither, nor of zero width. */
static size_t word_end(const struct scan *s, size_t at)
{
    size_t end = at;
    uint64_t unused;
    uint32_t cp;

    while (at < s->len) {
        size_t n;
        if (s->base[at] < 0x80) {
            n = letters(load(s, at), &unused);
            if (!n)
                break;
            at += n;
            end = at;
            continue;
        }
        n = rn_utf8_decode(s->base + at, s->len - at, &cp);
        if (!n)
            break;
        enum rn_char_class k = rn_text_class(s->text, cp);
        if (k != RN_CH_LETTER && k != RN_CH_COMBINING && k != RN_CH_ZERO)
            break;
        at += n;
        if (k != RN_CH_ZERO)
            end = at;
    }
    return end;
}

static void ascii_word(struct scan *s)
{
    unsigned flags;
    size_t end = ascii_run(s, &flags), len = end - s->at;

    if (end < s->len && s->base[end] >= 0x80) {
        size_t wide = word_end(s, end);
        if (wide > end) {
            add_folded(s, wide, RN_TOK_WORD);
            return;
        }
    }
    if (len > RN_TOKEN_MAX)
        add_long(s, end, RN_TOK_WORD | RN_TOK_ASCII);
    else
        add(s, end, len, rn_hash(s->t->keys + s->t->keys_len, len),
            flags | RN_TOK_WORD | RN_TOK_ASCII);
}

static void number(struct scan *s)
{
    char *key = s->t->keys + s->t->keys_len;
    unsigned flags = RN_TOK_NUMBER | RN_TOK_ASCII;
    size_t at = s->at, keylen = 0, n;
    uint32_t cp;

    while (at < s->len) {
        unsigned digit = s->base[at] - '0';
        n = 1;
        if (digit > 9) {
            if (s->base[at] < 0x80)
                break;
            n = rn_utf8_decode(s->base + at, s->len - at, &cp);
            if (!n || rn_text_class(s->text, cp) != RN_CH_DIGIT)
                break;
            digit = rn_char_digit(cp);
            flags &= ~(unsigned)RN_TOK_ASCII;
        }
        if (keylen < RN_TOKEN_MAX)
            key[keylen++] = (char)('0' + digit);
        at += n;
    }
    if (at - s->at > RN_TOKEN_MAX)
        add_long(s, at, flags);
    else
        add(s, at, keylen, rn_hash(key, keylen), flags);
}

/* Mark everything from `zone.start` on as kept: tokens that are there, and
 * those to come. */
static void keep(struct scan *s, struct rn_zone zone)
{
    struct rn_tokens *t = s->t;

    if (zone.end <= zone.start)
        return;
    for (size_t i = t->n; i-- > s->line_first && t->end[i] > zone.start;)
        t->flags[i] |= RN_TOK_KEEP;
    s->keep_end = zone.end;
}

/* Characters that may lie in a keep zone and begin or tell of one. */
static bool zone_mark(unsigned char c)
{
    return c == ':' || c == '@' || c == '#' || c == '/' || c == '.';
}

static void mark(struct scan *s, size_t n, enum rn_char_class k)
{
    unsigned char c = s->base[s->at];
    size_t end = s->at + n, m;
    uint32_t cp;
    char *key = s->t->keys + s->t->keys_len;

    if (!s->form && s->at >= s->keep_end && zone_mark(c)) {
        size_t from = s->keep_end > s->line_start ? s->keep_end : s->line_start;
        keep(s, rn_text_zone(s->text, rn_span_of((const char *)s->base, s->len),
                             from, s->at));
    }
    while (end < s->len && s->base[end] >= 0x80) {
        m = rn_utf8_decode(s->base + end, s->len - end, &cp);
        if (!m || rn_text_class(s->text, cp) != RN_CH_COMBINING)
            break;
        end += m;
    }
    if (c >= 0x80 || end > s->at + 1) {
        add_folded(s, end, RN_TOK_MARK);
        return;
    }
    key[0] = k == RN_CH_APOSTROPHE ? '\'' : (char)c;
    add(s, end, 1, rn_hash(key, 1), RN_TOK_MARK | RN_TOK_ASCII);
}

/* Whether a letter follows at `at`, zero-width marks looked through. */
static bool letter_follows(const struct scan *s, size_t at)
{
    while (at < s->len) {
        uint32_t cp;
        size_t n = rn_utf8_decode(s->base + at, s->len - at, &cp);
        enum rn_char_class k = n ? rn_text_class(s->text, cp) : RN_CH_MARK;

        if (k != RN_CH_ZERO)
            return k == RN_CH_LETTER || k == RN_CH_COMBINING;
        at += n;
    }
    return false;
}

/* English 's behind a letter: `n` bytes of apostrophe at s->at. False if it is
 * none. */
static bool possessive(struct scan *s, size_t n)
{
    struct rn_tokens *t = s->t;
    size_t at = s->at + n;
    unsigned flags = RN_TOK_WORD | (n == 1 ? RN_TOK_ASCII : 0);

    if (!(s->pending & RN_TOK_GLUED) ||
        !(t->flags[t->n - 1] & (RN_TOK_WORD | RN_TOK_NUMBER)) || at >= s->len ||
        (s->base[at] | 0x20) != 's' || letter_follows(s, at + 1))
        return false;
    if (s->base[at] == 'S')
        flags |= RN_TOK_UPPER | RN_TOK_ALLCAPS;
    memcpy(t->keys + t->keys_len, "'s", 2);
    add(s, at + 1, 2, rn_hash("'s", 2), flags);
    return true;
}

/* `n` bytes that no match may cross: no UTF-8, or NUL. */
static void gap(struct scan *s, size_t n)
{
    s->t->bad_bytes += n;
    s->at += n;
    s->pending = (s->pending | RN_TOK_HARD) & ~(unsigned)RN_TOK_GLUED;
}

static void blank(struct scan *s, size_t n, bool tab)
{
    s->at += n;
    s->pending &= ~(unsigned)RN_TOK_GLUED;
    /* Indentation is no gap between two columns. */
    if ((tab || ++s->blanks >= 3) && s->t->n > s->line_first)
        s->pending |= RN_TOK_WIDE;
}

static bool end_line(struct scan *s, size_t n)
{
    struct rn_text *x = s->text;

    if (!rn_grow(&x->lines, &x->lines_cap, x->nlines + 1, sizeof *x->lines))
        return false;
    x->lines[x->nlines++] =
        (struct rn_text_line){ (uint32_t)s->line_first, (uint32_t)s->t->n,
                               (uint32_t)s->line_start, (uint32_t)s->at };
    s->at += n;
    s->line_start = s->at;
    s->line_first = s->t->n;
    s->pending = (s->pending & RN_TOK_HARD) | RN_TOK_LINE;
    s->blanks = 0;
    return true;
}

/* One token, gap, blank or line end at s->at. False when memory runs out. */
static bool step(struct scan *s)
{
    uint32_t cp = s->base[s->at];
    size_t n = 1;

    if (cp >= 0x80) {
        n = rn_utf8_decode(s->base + s->at, s->len - s->at, &cp);
        if (!n) {
            gap(s, 1);
            return true;
        }
    }
    enum rn_char_class k = rn_text_class(s->text, cp);
    switch (k) {
    case RN_CH_LETTER:
        if (cp < 0x80)
            ascii_word(s);
        else
            add_folded(s, word_end(s, s->at), RN_TOK_WORD);
        break;
    case RN_CH_BLANK:
    case RN_CH_TAB:
        blank(s, n, k == RN_CH_TAB);
        break;
    case RN_CH_DIGIT:
        number(s);
        break;
    case RN_CH_LINE:
        return end_line(s, cp == '\r' && s->at + 1 < s->len &&
                                   s->base[s->at + 1] == '\n'
                               ? 2
                               : 1);
    case RN_CH_NUL:
        gap(s, 1);
        break;
    case RN_CH_ZERO:
        s->at += n;
        break;
    case RN_CH_APOSTROPHE:
        if (possessive(s, n))
            break;
        mark(s, n, k);
        break;
    case RN_CH_MARK:
    case RN_CH_COMBINING:
    case RN_CH_DASH:
        mark(s, n, k);
        break;
    }
    return true;
}

static bool scan_all(struct scan *s)
{
    while (s->at < s->len) {
        if (s->base[s->at] == ' ') {
            blank(s, 1, false);
            continue;
        }
        if (!room(s->t) || !step(s))
            return false;
    }
    return end_line(s, 0);
}

static renorm_status run(struct rn_text *x, struct rn_span page,
                         struct rn_tokens *t, bool form)
{
    struct scan s = { .text = x,
                      .t = t,
                      .base = (const unsigned char *)page.ptr,
                      .len = page.len,
                      .form = form };

    assert(page.len <= UINT32_MAX / 4);
    t->n = t->keys_len = t->nsegments = t->bad_bytes = 0;
    x->nlines = 0;
    if (!scan_all(&s)) {
        t->n = t->keys_len = 0;
        return RENORM_E_NOMEM;
    }
    return RENORM_OK;
}

renorm_status rn_text_tokenize(struct rn_text *x, struct rn_span page,
                               struct rn_tokens *t)
{
    renorm_status st = run(x, page, t, false);

    if (st == RENORM_OK)
        st = rn_text_segment(x, page, t);
    if (st != RENORM_OK)
        t->n = t->keys_len = t->nsegments = 0;
    return st;
}

renorm_status rn_text_tokenize_form(struct rn_text *x, struct rn_span form,
                                    struct rn_tokens *t)
{
    renorm_status st = run(x, form, t, true);

    if (st != RENORM_OK || !t->n)
        return st;
    if (!rn_grow(&t->segments, &t->segments_cap, 1, sizeof *t->segments)) {
        t->n = t->keys_len = 0;
        return RENORM_E_NOMEM;
    }
    t->segments[0] =
        (struct rn_segment){ 0, (uint32_t)t->n, 0, (uint32_t)form.len, 0 };
    t->nsegments = 1;
    t->flags[0] =
        (uint16_t)((t->flags[0] | RN_TOK_HARD) & ~(unsigned)RN_TOK_LINE);
    return RENORM_OK;
}
