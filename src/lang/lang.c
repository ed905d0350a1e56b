/* Evidence, prior, lattice and spans of a page. */
#include "lang/lang.h"

#include <limits.h>

#include "base/mem.h"
#include "lang/score.h"

enum {
    /* Slots of the memo of word scores: a power of two. 24 bytes each, so that
     * it stays within the second-level cache; a report has some 2,000 different
     * words. */
    MEMO_SLOTS = 4096,

    /* 1/100 nat. What changing the language costs the lattice, and how far the
     * page may lean on a segment. */
    SWITCH_COST = 450,
    PAGE_PRIOR_MAX = 300,

    /* 1/100 nat. Added to Indonesian unless the caller names a prior. */
    PRIOR_ID = 0,

    /* Letters: what is shorter than this gets no answer. */
    LETTERS_MIN = 3,

    /* Of a capitalised word inside a sentence, very likely a name: its share of
     * a vote, in sixteenths. */
    NAME_WEIGHT = 8
};

struct memo {
    uint64_t hash;
    int16_t score[RN_LC_COUNT];
    uint16_t used;
};

struct rn_lang {
    int16_t (*score)[RN_LC_COUNT];
    uint8_t *label;
    uint8_t *from; /* lattice: a voter's best predecessor for each class, 5 a
                      token */
    uint32_t *voter;
    size_t cap_tokens;
    uint8_t *unmarked;
    size_t cap_segments;
    struct rn_lang_span *spans;
    size_t nspans, cap_spans;
    struct memo memo[MEMO_SLOTS];
};

renorm_status rn_lang_new(struct rn_lang **out)
{
    struct rn_lang *lang = rn_calloc(1, sizeof(*lang));
    if (!lang)
        return RENORM_E_NOMEM;
    *out = lang;
    return RENORM_OK;
}

void rn_lang_free(struct rn_lang *lang)
{
    if (!lang)
        return;
    rn_free(lang->score);
    rn_free(lang->label);
    rn_free(lang->from);
    rn_free(lang->voter);
    rn_free(lang->unmarked);
    rn_free(lang->spans);
    rn_free(lang);
}

/* The arrays over tokens grow together, to one capacity. */
static bool reserve(struct rn_lang *lang, const struct rn_tokens *t)
{
    size_t cap = lang->cap_tokens;
    if (t->n > cap) {
        size_t c1 = cap, c2 = cap, c3 = cap, c4 = cap;
        if (!rn_grow(&lang->score, &c1, t->n, sizeof(*lang->score)) ||
            !rn_grow(&lang->label, &c2, t->n, 1) ||
            !rn_grow(&lang->from, &c3, t->n, RN_LC_COUNT) ||
            !rn_grow(&lang->voter, &c4, t->n, sizeof(*lang->voter)))
            return false;
        lang->cap_tokens = c1;
    }
    return rn_grow(&lang->unmarked, &lang->cap_segments, t->nsegments, 1);
}

static renorm_lang to_user(int class)
{
    static const renorm_lang map[RN_LC_COUNT] = { RENORM_VI, RENORM_MS,
                                                  RENORM_EN, RENORM_UND,
                                                  RENORM_UND };
    return map[class];
}

static int to_class(int forced)
{
    static const int map[] = { RN_LC_VI, RN_LC_MS, RN_LC_EN, RN_LC_OTHER };
    return map[forced];
}

static int best_of(const int64_t sum[RN_LC_COUNT])
{
    int best = 0;
    for (int c = 1; c < RN_LC_COUNT; c++)
        if (sum[c] > sum[best])
            best = c;
    return best;
}

/* Best minus second, where the second is of another language for the user. */
static int32_t margin_of(const int64_t sum[RN_LC_COUNT], int best)
{
    int64_t second = INT64_MIN;
    for (int c = 0; c < RN_LC_COUNT; c++)
        if (to_user(c) != to_user(best) && sum[c] > second)
            second = sum[c];
    int64_t m = sum[best] - second;
    return m < 0 ? 0 : m > INT32_MAX ? INT32_MAX : (int32_t)m;
}

/* ---- evidence
 * --------------------------------------------------------------------- */

static const int16_t *word_score(struct rn_lang *lang,
                                 const struct rn_tokens *t, size_t i)
{
    struct memo *m = &lang->memo[t->hash[i] & (MEMO_SLOTS - 1)];
    if (!m->used || m->hash != t->hash[i]) {
        rn_lang_score(rn_token_key(t, i), t->hash[i], m->score);
        m->hash = t->hash[i];
        m->used = 1;
    }
    return m->score;
}

static bool votes(const struct rn_tokens *t, size_t i)
{
    return (t->flags[i] & RN_TOK_WORD) && !(t->flags[i] & RN_TOK_KEEP) &&
           t->keylen[i] > 0;
}

static void add(int64_t sum[RN_LC_COUNT], const int16_t score[RN_LC_COUNT])
{
    for (int c = 0; c < RN_LC_COUNT; c++)
        sum[c] += score[c];
}

/* Scores of a segment's tokens and their sum; the number of letters that voted.
 */
static size_t evidence(struct rn_lang *lang, const struct rn_tokens *t,
                       const struct rn_segment *seg, int64_t sum[RN_LC_COUNT])
{
    size_t letters = 0;
    for (size_t i = seg->first; i < seg->last; i++) {
        int16_t *s = lang->score[i];
        memset(s, 0, sizeof(lang->score[i]));
        if (!votes(t, i))
            continue;
        memcpy(s, word_score(lang, t, i), sizeof(lang->score[i]));
        if (t->flags[i] & RN_TOK_VIETNAMESE)
            for (int c = 0; c < RN_LC_COUNT; c++)
                s[c] = c == RN_LC_VI ? 0 : -400;
        if ((t->flags[i] & RN_TOK_UPPER) && i > seg->first &&
            !(seg->flags & RN_SEG_CAPS) && (t->flags[i] & RN_TOK_ASCII))
            for (int c = 0; c < RN_LC_COUNT; c++)
                s[c] = (int16_t)(s[c] * NAME_WEIGHT / 16);
        letters += t->keylen[i];
        add(sum, s);
    }
    return letters;
}

/* ---- the lattice
 * ------------------------------------------------------------------ */

struct path {
    int64_t total;
    int last;
};

/* Viterbi over the segment's voters, without class `barred`. Ties go to the
 * change: tokens without a vote then stay with what stands left of them. */
static struct path forward(struct rn_lang *lang, size_t n,
                           const int64_t prior[RN_LC_COUNT], int barred)
{
    int64_t v[RN_LC_COUNT];
    for (int c = 0; c < RN_LC_COUNT; c++)
        v[c] = c == barred ? INT64_MIN / 2 : prior[c];
    for (size_t k = 0; k < n; k++) {
        const int16_t *s = lang->score[lang->voter[k]];
        uint8_t *from = lang->from + k * RN_LC_COUNT;
        int top = best_of(v);
        int64_t change = v[top] - SWITCH_COST;
        for (int c = 0; c < RN_LC_COUNT; c++) {
            from[c] = (uint8_t)c;
            if (k > 0 && change >= v[c] && c != barred) {
                v[c] = change;
                from[c] = (uint8_t)top;
            }
            v[c] += s[c];
        }
    }
    int last = best_of(v);
    return (struct path){ v[last], last };
}

static void backward(struct rn_lang *lang, const struct rn_segment *seg,
                     size_t n, int last)
{
    uint32_t end = seg->last;
    for (size_t k = n; k-- > 0;) {
        uint32_t at = k ? lang->voter[k] : seg->first;
        memset(lang->label + at, last, end - at);
        end = at;
        last = lang->from[k * RN_LC_COUNT + (size_t)last];
    }
}

/* Labels of a segment whose evidence is not all of one language. Malay against
 * Indonesian is decided for the whole segment: one of them is barred. */
static void lattice(struct rn_lang *lang, const struct rn_segment *seg,
                    const int64_t prior[RN_LC_COUNT])
{
    size_t n = 0;
    for (uint32_t i = seg->first; i < seg->last; i++) {
        const int16_t *s = lang->score[i];
        int any = 0;
        for (int c = 0; c < RN_LC_COUNT; c++)
            any |= s[c];
        if (any)
            lang->voter[n++] = i;
    }
    struct path ms = forward(lang, n, prior, RN_LC_ID);
    struct path id = forward(lang, n, prior, RN_LC_MS);
    if (ms.total >= id.total)
        ms = forward(lang, n, prior, RN_LC_ID);
    backward(lang, seg, n, ms.total >= id.total ? ms.last : id.last);
}

/* ---- spans
 * ------------------------------------------------------------------------ */

static bool add_span(struct rn_lang *lang, const struct rn_lang_span *span)
{
    if (!rn_grow(&lang->spans, &lang->cap_spans, lang->nspans + 1,
                 sizeof(*lang->spans)))
        return false;
    lang->spans[lang->nspans++] = *span;
    return true;
}

/* Spans of segment `k` from its labels; `letters` too few to answer leaves it
 * und. */
static bool make_spans(struct rn_lang *lang, const struct rn_tokens *t,
                       size_t k, bool silent)
{
    const struct rn_segment *seg = &t->segments[k];
    uint32_t i = seg->first;
    while (i < seg->last) {
        uint32_t j = i;
        int64_t sum[RN_LC_COUNT] = { 0 };
        uint8_t label = lang->label[i];
        do
            add(sum, lang->score[j++]);
        while (j < seg->last && lang->label[j] == label &&
               !(t->flags[j] & RN_TOK_HARD));
        struct rn_lang_span span = {
            .first = i,
            .last = j,
            .start = i == seg->first ? seg->start : t->start[i],
            .end = j == seg->last ? seg->end : t->start[j],
            .segment = (uint32_t)k,
            .lang = silent ? RENORM_UND : to_user(label),
            .margin = silent ? 0 : margin_of(sum, label),
        };
        if (!add_span(lang, &span))
            return false;
        i = j;
    }
    return true;
}

/* ---- a page
 * ----------------------------------------------------------------------- */

static bool forced_page(struct rn_lang *lang, const struct rn_tokens *t,
                        int class)
{
    for (size_t k = 0; k < t->nsegments; k++) {
        const struct rn_segment *seg = &t->segments[k];
        int64_t sum[RN_LC_COUNT] = { 0 };
        evidence(lang, t, seg, sum);
        memset(lang->label + seg->first, class, seg->last - seg->first);
        lang->unmarked[k] = 0;
        if (!make_spans(lang, t, k, false))
            return false;
    }
    return true;
}

static void page_prior(const int64_t sum[RN_LC_COUNT], int64_t out[RN_LC_COUNT])
{
    int best = best_of(sum);
    for (int c = 0; c < RN_LC_COUNT; c++) {
        int64_t d = (sum[c] - sum[best]) / 4;
        out[c] = d < -PAGE_PRIOR_MAX ? -PAGE_PRIOR_MAX : d;
    }
}

static bool is_unmarked(const struct rn_tokens *t, const struct rn_lang *lang,
                        const struct rn_segment *seg)
{
    for (uint32_t i = seg->first; i < seg->last; i++)
        if (lang->label[i] == RN_LC_VI && (t->flags[i] & RN_TOK_WORD) &&
            !(t->flags[i] & RN_TOK_ASCII))
            return false;
    for (uint32_t i = seg->first; i < seg->last; i++)
        if (lang->label[i] == RN_LC_VI)
            return true;
    return false;
}

static bool decide(struct rn_lang *lang, const struct rn_tokens *t, size_t k,
                   const int64_t prior[RN_LC_COUNT])
{
    const struct rn_segment *seg = &t->segments[k];
    int64_t sum[RN_LC_COUNT] = { 0 };
    size_t letters = 0;
    for (uint32_t i = seg->first; i < seg->last; i++) {
        add(sum, lang->score[i]);
        letters += votes(t, i) ? t->keylen[i] : 0;
    }
    int best = best_of(sum);
    bool silent = letters < LETTERS_MIN || margin_of(sum, best) == 0;
    if (silent)
        memset(lang->label + seg->first, RN_LC_OTHER, seg->last - seg->first);
    else
        lattice(lang, seg, prior);
    lang->unmarked[k] = !silent && is_unmarked(t, lang, seg);
    return make_spans(lang, t, k, silent);
}

renorm_status rn_lang_page(struct rn_lang *lang, struct rn_span page,
                           const struct rn_tokens *tokens,
                           const struct rn_lang_options *options,
                           struct rn_lang_result *out)
{
    (void)page;
    int64_t sum[RN_LC_COUNT] = { 0 }, prior[RN_LC_COUNT] = { 0 };
    int prior_id = options->have_prior_id ? options->prior_id : PRIOR_ID;
    lang->nspans = 0;
    if (!reserve(lang, tokens))
        return RENORM_E_NOMEM;
    out->page = RENORM_UND;
    out->page_margin = 0;
    if (options->forced >= 0) {
        if (!forced_page(lang, tokens, to_class(options->forced)))
            return RENORM_E_NOMEM;
        out->page = (renorm_lang)options->forced;
    } else {
        for (size_t k = 0; k < tokens->nsegments; k++)
            evidence(lang, tokens, &tokens->segments[k], sum);
        sum[RN_LC_ID] += prior_id;
        if (options->page_prior)
            page_prior(sum, prior);
        else
            prior[RN_LC_ID] = prior_id;
        int best = best_of(sum);
        if (margin_of(sum, best) > 0)
            out->page = to_user(best);
        out->page_margin = margin_of(sum, best);
        for (size_t k = 0; k < tokens->nsegments; k++)
            if (!decide(lang, tokens, k, prior))
                return RENORM_E_NOMEM;
    }
    out->score = (const int16_t(*)[RN_LC_COUNT])lang->score;
    out->label = lang->label;
    out->spans = lang->spans;
    out->nspans = lang->nspans;
    out->unmarked = lang->unmarked;
    return RENORM_OK;
}
