#include <assert.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/ascii.h"
#include "base/limits.h"
#include "base/mem.h"
#include "text/private.h"
#include "text/utf8.h"

/* Every byte of a word of eight. */
#define EACH UINT64_C(0x0101010101010101)
#define HIGH (EACH * 0x80)

enum {
    CHUNK = 4096,  /* bytes that are scanned, and tokens there is room for */
    RUN_BYTES = 24 /* that are read at once */
};

renorm_status rn_text_new(struct rn_text **out)
{
    struct rn_text *x = rn_calloc(1, sizeof *x);

    if (!x || rn_vocab_init(&x->vocab) != RENORM_OK) {
        rn_free(x);
        return RENORM_E_NOMEM;
    }
    *out = x;
    return RENORM_OK;
}

void rn_text_know(struct rn_text *x, rn_known_fn *known, const void *arg)
{
    x->vocab.known = known;
    x->vocab.known_arg = arg;
}

void rn_text_free(struct rn_text *x)
{
    if (!x)
        return;
    rn_vocab_release(&x->vocab);
    rn_tokens_release(&x->form);
    rn_free(x->lines);
    rn_free(x);
}

struct rn_tokens *rn_text_form_tokens(struct rn_text *x)
{
    return &x->form;
}

void rn_tokens_init(struct rn_tokens *t)
{
    *t = (struct rn_tokens){ 0 };
}

void rn_tokens_release(struct rn_tokens *t)
{
    rn_free(t->start);
    rn_free(t->end);
    rn_free(t->spelling);
    rn_free(t->flags);
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

/* Room for CHUNK more tokens: double all arrays over tokens; those that grew
 * before memory ran out do no harm. */
static bool room(struct rn_tokens *t)
{
    size_t cap = t->cap ? t->cap * 2 : 2 * CHUNK;

    if (t->cap - t->n >= CHUNK)
        return true;
    if (!resize(&t->start, cap, sizeof *t->start) ||
        !resize(&t->end, cap, sizeof *t->end) ||
        !resize(&t->spelling, cap, sizeof *t->spelling) ||
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

/* Add the token of spelling `id` that ends at `end`. */
static void add(struct scan *s, size_t end, uint32_t id, unsigned flags)
{
    struct rn_tokens *t = s->t;
    size_t i = t->n++;

    if (s->at < s->keep_end)
        flags |= RN_TOK_KEEP;
    t->start[i] = (uint32_t)s->at;
    t->end[i] = (uint32_t)end;
    t->spelling[i] = id;
    t->flags[i] = (uint16_t)(flags | s->pending);
    s->at = end;
    s->pending = RN_TOK_GLUED;
    s->blanks = 0;
}

/* The number of a spelling, which need not be in the vocabulary yet; 0 when
 * memory runs out. */
static uint32_t spelling(struct scan *s, struct rn_span raw, unsigned kind)
{
    struct rn_raw r = rn_raw_of(raw);
    const struct rn_vocab_slot *slot =
        rn_vocab_find(&s->text->vocab, raw.ptr, &r);

    return slot ? slot->id : rn_vocab_add(&s->text->vocab, raw, &r, kind);
}

/* Whether what was added last is the number of an ordinal, in digits or Roman,
 * and touches what comes. */
static bool behind_number(const struct scan *s)
{
    return (s->pending & RN_TOK_GLUED) && s->t->n &&
           (s->t->flags[s->t->n - 1] & (RN_TOK_NUMBER | RN_TOK_ALLCAPS));
}

/* Add the token of a kind that ends at `end`, or of a glued word its first
 * piece. False when memory runs out. */
static bool add_token(struct scan *s, size_t end, unsigned kind)
{
    const struct rn_vocab *v = &s->text->vocab;
    struct rn_span raw = rn_span_of((const char *)s->base + s->at, end - s->at);
    uint32_t id;
    unsigned cut;

    if (raw.len > RN_TOKEN_MAX) {
        add(s, end, 0, kind | RN_TOK_LONG);
        return true;
    }
    id = spelling(s, raw, kind);
    cut = id ? v->words[id].cut : 0;
    if (cut && (!(cut & RN_CUT_NUMBER) || behind_number(s))) {
        end = s->at + (cut & RN_CUT_MAX);
        id = spelling(s, rn_span_of(raw.ptr, cut & RN_CUT_MAX), kind);
    } else {
        cut = RN_CUT_GLUED;
    }
    if (!id)
        return false;
    add(s, end, id, v->words[id].flags);
    if (!(cut & RN_CUT_GLUED))
        s->pending &= ~(unsigned)RN_TOK_GLUED;
    return true;
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

/* The high bit of each byte of `v` that is ASCII and, as `low` has it, from
 * `first` to `last`. Sums stay within their byte: no carry. */
static inline uint64_t range_bits(uint64_t v, uint64_t low, unsigned first,
                                  unsigned last)
{
    return (low + EACH * (0x80 - first)) & ~(low + EACH * (0x7f - last)) & ~v &
           HIGH;
}

static uint64_t letter_bits(uint64_t v)
{
    return range_bits(v, (v & ~HIGH) | EACH * 0x20, 'a', 'z');
}

static uint64_t digit_bits(uint64_t v)
{
    return range_bits(v, v & ~HIGH, '0', '9');
}

/* How many bytes come before the first whose high bit is not set: 0 to 8. */
static unsigned leading(uint64_t bits)
{
    uint64_t no = bits ^ HIGH;

    return no ? (unsigned)__builtin_ctzll(no) / 8 : 8;
}

/* The end of the word that goes on at `at`, a letter before it: behind the last
 * letter or combining mark before what is neither, nor of zero width. */
static size_t word_end(const struct scan *s, size_t at)
{
    size_t end = at;
    uint32_t cp;

    while (at < s->len) {
        size_t n;
        if (s->base[at] < 0x80) {
            n = leading(letter_bits(load(s, at)));
            if (!n)
                break;
            at += n;
            end = at;
            continue;
        }
        n = rn_utf8_decode(s->base + at, s->len - at, &cp);
        if (!n)
            break;
        enum rn_char_class k = rn_common_class(cp);
        if (k != RN_CH_LETTER && k != RN_CH_COMBINING && k != RN_CH_ZERO)
            break;
        at += n;
        if (k != RN_CH_ZERO)
            end = at;
    }
    return end;
}

static bool number(struct scan *s)
{
    size_t at = s->at;
    uint32_t cp;

    while (at < s->len) {
        size_t n = 1;
        if (s->base[at] >= 0x80) {
            n = rn_utf8_decode(s->base + at, s->len - at, &cp);
            if (!n || rn_common_class(cp) != RN_CH_DIGIT)
                break;
        } else if (!rn_ascii_digit(s->base[at])) {
            break;
        }
        at += n;
    }
    return add_token(s, at, RN_TOK_NUMBER);
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

static bool mark(struct scan *s, size_t n)
{
    unsigned char c = s->base[s->at];
    size_t end = s->at + n, m;
    uint32_t cp;

    if (!s->form && s->at >= s->keep_end && zone_mark(c)) {
        size_t from = s->keep_end > s->line_start ? s->keep_end : s->line_start;
        keep(s, rn_text_zone(rn_span_of((const char *)s->base, s->len), from,
                             s->at));
    }
    while (end < s->len && s->base[end] >= 0x80) {
        m = rn_utf8_decode(s->base + end, s->len - end, &cp);
        if (!m || rn_common_class(cp) != RN_CH_COMBINING)
            break;
        end += m;
    }
    return add_token(s, end, RN_TOK_MARK);
}

/* Whether a letter follows at `at`, zero-width marks looked through. */
static bool letter_follows(const struct scan *s, size_t at)
{
    while (at < s->len) {
        uint32_t cp;
        size_t n = rn_utf8_decode(s->base + at, s->len - at, &cp);
        enum rn_char_class k = n ? rn_common_class(cp) : RN_CH_MARK;

        if (k != RN_CH_ZERO)
            return k == RN_CH_LETTER || k == RN_CH_COMBINING;
        at += n;
    }
    return false;
}

/* Whether the last two tokens are a letter and its stop: "N.A." */
static bool behind_initial(const struct scan *s)
{
    const struct rn_tokens *t = s->t;

    return s->base[s->at - 1] == '.' && t->n > 1 &&
           (t->flags[t->n - 1] & RN_TOK_GLUED) &&
           (t->flags[t->n - 2] & RN_TOK_WORD) &&
           t->end[t->n - 2] - t->start[t->n - 2] == 1;
}

/* Whether a capital is glued to the "s" at `at`: People'sCourt. */
static bool glued_capital(const struct scan *s, size_t at)
{
    return s->base[at] == 's' && at + 1 < s->len && s->base[at + 1] >= 'A' &&
           s->base[at + 1] <= 'Z';
}

/* Whether one blank stands before the apostrophe at s->at and one behind its s,
 * as where a page lost a link: "the Politburo 's group". */
static bool stands_apart(const struct scan *s, size_t n)
{
    const struct rn_tokens *t = s->t;

    return t->n > s->line_first && s->at + n + 1 < s->len &&
           s->base[s->at - 1] == ' ' && t->end[t->n - 1] == s->at - 1 &&
           (t->flags[t->n - 1] & RN_TOK_WORD) && s->base[s->at + n] == 's' &&
           s->base[s->at + n + 1] == ' ' && !(s->pending & RN_TOK_HARD);
}

/* Whether English 's stands at s->at, behind a letter, an initial's stop or
 * what stands in parentheses, "(NA)'s": `n` bytes of apostrophe. */
static bool possessive(const struct scan *s, size_t n)
{
    const struct rn_tokens *t = s->t;
    size_t at = s->at + n;

    if (stands_apart(s, n))
        return true;
    return (s->pending & RN_TOK_GLUED) &&
           ((t->flags[t->n - 1] & (RN_TOK_WORD | RN_TOK_NUMBER)) ||
            s->base[s->at - 1] == ')' || behind_initial(s)) &&
           at < s->len && (s->base[at] | 0x20) == 's' &&
           (!letter_follows(s, at + 1) || glued_capital(s, at));
}

/* A page's repair of quotes takes an apostrophe for one: People”s Council. */
static bool double_quote(uint32_t cp)
{
    return cp == '"' || cp == 0x201c || cp == 0x201d;
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

/* An apostrophe of `n` bytes, with the s of a possessive behind it or alone. */
static bool quote(struct scan *s, size_t n)
{
    return possessive(s, n) ? add_token(s, s->at + n + 1, RN_TOK_WORD)
                            : mark(s, n);
}

/* An entity of HTML of `n` bytes that is a letter or a zero-width mark is part
 * of a word, which is kept, for its pieces are none: "Thanh H&oacute;a". */
static void keep_word(struct scan *s, size_t n)
{
    struct rn_tokens *t = s->t;
    size_t end;

    if ((s->pending & RN_TOK_GLUED) && (t->flags[t->n - 1] & RN_TOK_WORD))
        t->flags[t->n - 1] |= RN_TOK_KEEP;
    s->at += n;
    end = word_end(s, s->at);
    if (s->keep_end < end)
        s->keep_end = end;
}

/* The "&" at s->at: a mark, or an entity of HTML. One of a blank parts words as
 * a blank does, one of an apostrophe behind a letter or of an ampersand is that
 * mark: "People&#39;s". */
static bool ampersand(struct scan *s)
{
    struct rn_span page = rn_span_of((const char *)s->base, s->len);
    enum rn_char_class is = RN_CH_MARK;
    size_t n = s->form ? 0 : rn_text_entity(page, s->at, &is);

    if (n && is == RN_CH_BLANK) {
        blank(s, n, false);
        return true;
    }
    if (n &&
        (is == RN_CH_LETTER || is == RN_CH_ZERO || is == RN_CH_COMBINING)) {
        keep_word(s, n);
        return true;
    }
    if (n && is == RN_CH_APOSTROPHE && (s->pending & RN_TOK_GLUED))
        return quote(s, n);
    return mark(
        s, rn_span_is(rn_span_of(page.ptr + s->at, n), RN_AMPERSAND) ? n : 1);
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
    enum rn_char_class k = rn_common_class(cp);
    switch (k) {
    case RN_CH_LETTER:
        return add_token(s, word_end(s, s->at), RN_TOK_WORD);
    case RN_CH_BLANK:
    case RN_CH_TAB:
        blank(s, n, k == RN_CH_TAB);
        break;
    case RN_CH_DIGIT:
        return number(s);
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
        return quote(s, n);
    case RN_CH_MARK:
        if (cp == '&')
            return ampersand(s);
        if (double_quote(cp) && possessive(s, n))
            return add_token(s, s->at + n + 1, RN_TOK_WORD);
        return mark(s, n);
    case RN_CH_COMBINING:
    case RN_CH_DASH:
        return mark(s, n);
    }
    return true;
}

/* ---- plain tokens ------------------------------------------------------- */

static uint64_t first_bytes(uint64_t v, unsigned n)
{
    return v & ((UINT64_C(1) << 8 * n) - 1);
}

/* How many of the 16 bytes at `p` are, in a row from the first, letters of
 * ASCII or of no ASCII character at all. */
static inline unsigned run_length(const unsigned char *p)
{
#if defined(__SSE2__)
    const __m128i last = _mm_set1_epi8('z' - 'a');
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i at =
        _mm_sub_epi8(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i letter = _mm_cmpeq_epi8(_mm_min_epu8(at, last), at);

    return (unsigned)__builtin_ctz(
        ~(unsigned)_mm_movemask_epi8(_mm_or_si128(letter, v)));
#else
    uint64_t v = rn_load64(p);
    unsigned n = leading(letter_bits(v) | (v & HIGH));

    if (n < 8)
        return n;
    v = rn_load64(p + 8);
    return n + leading(letter_bits(v) | (v & HIGH));
#endif
}

/* Bytes that are letters of ASCII or of no ASCII character at all, up to 16 at
 * `p`, where RUN_BYTES lie: as the raw bytes of a spelling. One byte longer
 * where the run is. */
static inline struct rn_raw run_at(const unsigned char *p)
{
    static const uint64_t first[] = { UINT64_MAX, UINT64_MAX, 0, 0 };
    const unsigned char *mask = (const unsigned char *)first + 16;
    struct rn_raw r = { 0, 0, run_length(p) };

    /* no branch: it could not be foretold */
    r.a = rn_load64(p) & rn_load64(mask - r.len);
    r.b = rn_load64(p + 8) & rn_load64(mask + 8 - r.len);
    if (r.len == 16)
        r.len += p[16] >= 0x80 || rn_ascii_alpha(p[16]);
    return r;
}

/* Whether the run of bytes at `at` is one word. */
static bool one_word(const struct scan *s, size_t at, size_t len)
{
    uint32_t cp;
    size_t n = rn_utf8_decode(s->base + at, s->len - at, &cp);

    return n && rn_common_class(cp) == RN_CH_LETTER &&
           word_end(s, at) == at + len;
}

/* The slot of the word, the number or the mark at `at` whose spelling is known
 * and that plainly ends where its kind of bytes does; NULL where step() has to
 * look. */
static inline struct rn_vocab_slot *plain_token(struct scan *s, size_t at,
                                                struct rn_raw *r)
{
    const struct rn_vocab *v = &s->text->vocab;
    const unsigned char *p = s->base + at;
    struct rn_vocab_slot *slot;

    switch (rn_plain_bytes[*p]) {
    case RN_PLAIN_LETTER:
        *r = run_at(p);
        if (r->len > 16)
            return NULL;
        slot = rn_vocab_find(v, (const char *)p, r);
        if (slot && !(slot->flags & RN_VOCAB_RUN)) {
            if (!one_word(s, at, r->len) || v->words[slot->id].cut)
                return NULL;
            slot->flags |= RN_VOCAB_RUN;
        }
        return slot;
    case RN_PLAIN_DIGIT:
        *r = (struct rn_raw){ rn_load64(p), 0, 0 };
        r->len = leading(digit_bits(r->a));
        if (r->len == 8 || p[r->len] >= 0x80)
            return NULL;
        r->a = first_bytes(r->a, r->len);
        return rn_vocab_find(v, (const char *)p, r);
    case RN_PLAIN_STOP:
        if (rn_ascii_alnum(p[1]) || p[1] == '.' || p[1] == '/' || p[1] == '\\')
            return NULL;
        /* fall through */
    case RN_PLAIN_MARK: /* a quote may be a possessive's */
        if (p[1] >= 0x80 || (*p == '"' && (p[1] | 0x20) == 's'))
            return NULL;
        *r = (struct rn_raw){ *p, 0, 1 };
        return rn_vocab_find(v, (const char *)p, r);
    default:
        return NULL;
    }
}

/* Whether a blank stands alone at `at`, two bytes before the end at least. */
static inline bool lone_blank(const struct scan *s, size_t at)
{
    return s->base[at] == ' ' && s->base[at + 1] != ' ';
}

/* Plain tokens that begin before `stop` and single blanks, as many as come one
 * behind the other. What the loop changes lives outside the scan's struct
 * meanwhile. */
static void plain_tokens(struct scan *s, size_t stop)
{
    struct rn_tokens *t = s->t;
    size_t at = s->at, n = t->n;
    unsigned pending = s->pending, blanks = s->blanks;
    struct rn_raw r;

    if (!blanks && s->len - at >= RUN_BYTES && lone_blank(s, at)) {
        blanks = 1;
        pending &= ~(unsigned)RN_TOK_GLUED;
        at++;
    }
    while (at < stop && s->len - at >= RUN_BYTES) {
        const struct rn_vocab_slot *slot = plain_token(s, at, &r);
        if (!slot)
            break;
        t->start[n] = (uint32_t)at;
        t->end[n] = (uint32_t)(at + r.len);
        t->spelling[n] = slot->id;
        t->flags[n++] =
            (uint16_t)((slot->flags & ~(unsigned)RN_VOCAB_RUN) | pending |
                       (at < s->keep_end ? RN_TOK_KEEP : 0u));
        at += r.len;
        blanks = lone_blank(s, at);
        pending = blanks ? 0 : RN_TOK_GLUED;
        at += blanks;
    }
    s->at = at;
    s->pending = pending;
    s->blanks = blanks;
    t->n = n;
}

static bool scan_all(struct scan *s)
{
    while (s->at < s->len) {
        size_t stop = s->len - s->at < CHUNK ? s->len : s->at + CHUNK;
        if (!room(s->t))
            return false;
        while (s->at < stop) {
            plain_tokens(s, stop);
            if (s->at < stop && !step(s))
                return false;
        }
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
    t->n = t->nsegments = t->bad_bytes = 0;
    t->vocab = &x->vocab;
    x->nlines = 0;
    if (scan_all(&s))
        return RENORM_OK;
    t->n = 0;
    return RENORM_E_NOMEM;
}

renorm_status rn_text_tokenize(struct rn_text *x, struct rn_span page,
                               struct rn_tokens *t)
{
    renorm_status st =
        x->vocab.n > RN_VOCAB_MAX ? rn_vocab_clear(&x->vocab) : RENORM_OK;

    t->n = t->nsegments = 0;
    if (st == RENORM_OK)
        st = run(x, page, t, false);
    if (st == RENORM_OK)
        st = rn_text_segment(x, page, t);
    if (st != RENORM_OK)
        t->n = t->nsegments = 0;
    return st;
}

renorm_status rn_text_tokenize_form(struct rn_text *x, struct rn_span form,
                                    struct rn_tokens *t)
{
    renorm_status st = run(x, form, t, true);

    if (st != RENORM_OK || !t->n)
        return st;
    if (!rn_grow(&t->segments, &t->segments_cap, 1, sizeof *t->segments)) {
        t->n = 0;
        return RENORM_E_NOMEM;
    }
    t->segments[0] =
        (struct rn_segment){ 0, (uint32_t)t->n, 0, (uint32_t)form.len, 0 };
    t->nsegments = 1;
    t->flags[0] =
        (uint16_t)((t->flags[0] | RN_TOK_HARD) & ~(unsigned)RN_TOK_LINE);
    return RENORM_OK;
}
