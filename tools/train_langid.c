/* tools/train_langid.c - the trainer of the language model
 * (docs/langid-model.md).
 *
 *     train_langid RECIPE MODEL [NAME=VALUE ...]
 *
 * The recipe names the texts, one a line, `#` begins a comment:
 *
 *     class form weight path [first last]
 *
 * class is vi, ms, en, id or other; form is `text` (a sentence a line) or
 * `words` (a word and its count, a tab between); weight is the source's share
 * among those of its class and form; first and last are lines, from 1. The same
 * recipe, texts, values and seed give the same model.
 *
 * The model is linear: the log-odds of a word are its own weights plus those of
 * its grams, those of a stretch of text the sum over its words. Logistic
 * regression with AdaGrad on windows of one word to a whole sentence, and a
 * linear-chain CRF over the same weights on lines put together from chunks of
 * several languages. A first run with all the grams tells which of them matter;
 * the best stay and are trained again; then words and grams are stored as
 * score.h says. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "lang/model.h"
#include "lang/score.h"

enum { K = RN_LC_COUNT, SOURCES_MAX = 128, LINE_TOKENS = 400 };

static struct {
    double seed, steps, steps2, rate,
        rate2;                   /* of the first and the second run */
    double crf, words, sentence; /* share of mixed lines; of listed words and of
                                    whole sentences among the windows */
    double strip, strip_other,
        drop; /* share without marks; of words left to their grams */
    double mingram, entries,
        fill; /* words a gram stands in; buckets; how full */
    double clean;
    double share_vi, share_ms, share_en, share_id, share_other;
} opt = { .seed = 1,
          .steps = 1.5e6,
          .steps2 = 1e6,
          .rate = 0.05,
          .rate2 = 0.02,
          .crf = 0.5,
          .words = 0.1,
          .sentence = 0.3,
          .strip = 0.33,
          .strip_other = 0.1,
          .drop = 0.3,
          .mingram = 3,
          .entries = 31000,
          .fill = 0.92,
          .share_vi = 1,
          .share_ms = 1.3,
          .share_en = 1,
          .share_id = 1,
          .share_other = 1.4,
          .clean = 1 };

#define OPTION(name)                                                           \
    {                                                                          \
#name, &opt.name                                                       \
    }
static const struct {
    const char *name;
    double *value;
} options[] = {
    OPTION(seed),        OPTION(steps),       OPTION(steps2),
    OPTION(rate),        OPTION(rate2),       OPTION(strip),
    OPTION(strip_other), OPTION(drop),        OPTION(words),
    OPTION(entries),     OPTION(fill),        OPTION(mingram),
    OPTION(share_vi),    OPTION(share_ms),    OPTION(share_en),
    OPTION(share_id),    OPTION(share_other), OPTION(sentence),
    OPTION(crf),         OPTION(clean),
};

static void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("train_langid: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

static void *more(void *ptr, size_t *cap, size_t need, size_t size)
{
    if (need > *cap) {
        *cap = need + need / 2 + 64;
        ptr = realloc(ptr, *cap * size);
        if (!ptr)
            die("out of memory");
    }
    return ptr;
}

/* ---- chance
 * ----------------------------------------------------------------------- */

static uint64_t chance_state;

static uint64_t chance(void)
{
    uint64_t z = (chance_state += RN_HASH_K0);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static size_t below(size_t n)
{
    return (size_t)(((chance() >> 32) * n) >> 32);
}
static double unit(void)
{
    return (double)(chance() >> 11) * 0x1p-53;
}

/* ---- words and grams
 * -------------------------------------------------------------- */

/* Rows of weights are interned: words first, then grams. */
struct row {
    float w[K], a[K];
};

struct word {
    uint64_t hash;
    uint32_t key, keylen;   /* in the key store */
    uint32_t grams, ngrams; /* in the gram store */
    uint32_t stripped; /* the word without marks (itself where it has none) */
    float count;
};

static struct word *words;
static size_t nwords, cap_words;
static char *keys;
static size_t nkeys, cap_keys;
static uint32_t *grams; /* ids of the words' grams */
static size_t ngrams, cap_grams;
static uint64_t *gram_hash; /* a gram's hash and in how many words it stands */
static uint32_t *gram_words;
static size_t nids, cap_ids, cap_ids2;

struct map {
    uint64_t *hash;
    uint32_t *value;
    size_t used, cap;
};

static struct map word_map, gram_map;

static uint32_t *map_at(struct map *m, uint64_t hash)
{
    if (m->used * 2 >= m->cap) {
        struct map n = { .cap = m->cap ? m->cap * 2 : 1 << 16 };
        n.hash = calloc(n.cap, sizeof(*n.hash));
        n.value = calloc(n.cap, sizeof(*n.value));
        if (!n.hash || !n.value)
            die("out of memory");
        for (size_t i = 0; i < m->cap; i++)
            if (m->value[i]) {
                size_t j = m->hash[i] & (n.cap - 1);
                while (n.value[j])
                    j = (j + 1) & (n.cap - 1);
                n.hash[j] = m->hash[i], n.value[j] = m->value[i];
            }
        free(m->hash);
        free(m->value);
        n.used = m->used;
        *m = n;
    }
    size_t j = hash & (m->cap - 1);
    while (m->value[j] && m->hash[j] != hash)
        j = (j + 1) & (m->cap - 1);
    if (!m->value[j])
        m->hash[j] = hash, m->used++;
    return &m->value[j]; /* id plus one; 0: new */
}

static uint32_t gram_id(uint64_t hash)
{
    uint32_t *v = map_at(&gram_map, hash);
    if (!*v) {
        gram_hash = more(gram_hash, &cap_ids, nids + 1, sizeof(*gram_hash));
        gram_words = more(gram_words, &cap_ids2, nids + 1, sizeof(*gram_words));
        gram_hash[nids] = hash;
        gram_words[nids] = 0;
        *v = (uint32_t)++nids;
    }
    return *v - 1;
}

static uint32_t word_id(struct rn_span key, bool *fresh)
{
    uint64_t hash = rn_hash(key.ptr, key.len), g[RN_LANG_GRAMS_MAX];
    uint32_t *v = map_at(&word_map, hash);
    *fresh = !*v;
    if (*v)
        return *v - 1;
    uint32_t id = (uint32_t)nwords++;
    *v = id + 1;
    words = more(words, &cap_words, nwords, sizeof(*words));
    keys = more(keys, &cap_keys, nkeys + key.len, 1);
    memcpy(keys + nkeys, key.ptr, key.len);
    size_t n = rn_lang_grams(key, g);
    grams = more(grams, &cap_grams, ngrams + n, sizeof(*grams));
    words[id] = (struct word){ .hash = hash,
                               .key = (uint32_t)nkeys,
                               .keylen = (uint32_t)key.len,
                               .grams = (uint32_t)ngrams,
                               .ngrams = (uint32_t)n,
                               .stripped = id };
    nkeys += key.len;
    for (size_t i = 0; i < n; i++) {
        uint32_t q = gram_id(g[i]);
        grams[ngrams++] = q;
        gram_words[q]++;
    }
    return id;
}

static uint32_t word_of(struct rn_span key)
{
    bool fresh;
    uint32_t id = word_id(key, &fresh);
    if (!fresh)
        return id;
    struct rn_buf b;
    rn_buf_init(&b);
    rn_text_strip_key(key, &b);
    if (b.len && !rn_span_eq(rn_buf_span(&b), key)) {
        uint32_t s = word_id(rn_buf_span(&b), &fresh);
        words[id].stripped = s;
    }
    rn_buf_release(&b);
    return id;
}

/* ---- texts
 * ------------------------------------------------------------------------ */

struct token {
    uint32_t word;
    uint32_t weight; /* sixteenths */
};

struct line {
    size_t first;
    uint32_t n;
    float sum; /* of word lists: running sum of the counts' roots */
};

struct source {
    int class;
    bool list;
    double weight;
    size_t first, last; /* lines */
};

static uint64_t input_sum; /* checksum of all that was read */
static struct token *tokens;
static size_t ntokens, cap_tokens;
static struct line *lines;
static size_t nlines, cap_lines;
static struct source sources[SOURCES_MAX];
static size_t nsources;
static double share[2][K]; /* summed weights: of texts, of lists */

static void add_line(struct rn_text *text, struct rn_tokens *t,
                     struct rn_span s, double count, bool list)
{
    if (rn_text_tokenize(text, s, t))
        die("out of memory");
    size_t first = ntokens;
    for (size_t k = 0; k < t->nsegments; k++)
        for (size_t i = t->segments[k].first; i < t->segments[k].last; i++) {
            int weight = rn_lang_weight(t, &t->segments[k], i);
            if (!weight || ntokens - first >= LINE_TOKENS)
                continue;
            uint32_t id = word_of(rn_token_key(t, i));
            tokens = more(tokens, &cap_tokens, ntokens + 1, sizeof(*tokens));
            tokens[ntokens++] =
                (struct token){ id, list ? 16 : (uint32_t)weight };
        }
    if (ntokens == first || (list && ntokens - first > 1)) {
        ntokens = first;
        return;
    }
    lines = more(lines, &cap_lines, nlines + 1, sizeof(*lines));
    float sum = (float)pow(count, 0.4);
    if (nlines > sources[nsources].first)
        sum += lines[nlines - 1].sum;
    lines[nlines++] = (struct line){ first, (uint32_t)(ntokens - first), sum };
}

static void read_source(struct rn_text *text, struct rn_tokens *t,
                        const char *path, long from, long to)
{
    FILE *f = fopen(path, "rb");
    char buf[65536];
    struct source *s = &sources[nsources];
    s->first = nlines;
    if (!f)
        die("cannot read '%s'", path);
    for (long n = 1; fgets(buf, sizeof(buf), f) && (!to || n <= to); n++) {
        size_t len = strcspn(buf, "\n");
        double count = 1;
        if (n < from)
            continue;
        if (s->list) {
            size_t tab = strcspn(buf, "\t");
            if (tab < len) {
                count = strtod(buf + tab + 1, NULL);
                len = tab;
            }
        }
        input_sum = rn_lang_checksum(input_sum, rn_hash(buf, len));
        add_line(text, t, rn_span_of(buf, len), count, s->list);
    }
    fclose(f);
    s->last = nlines;
    if (s->last == s->first)
        die("'%s' holds no line", path);
    share[s->list][s->class] += s->weight;
    nsources++;
}

static const char *const class_names[K] = { "vi", "ms", "en", "id", "other" };

static void read_recipe(const char *path)
{
    FILE *f = fopen(path, "r");
    char buf[4096], class[16], form[16], file[2048];
    struct rn_text *text;
    struct rn_tokens t;
    if (!f)
        die("cannot read '%s'", path);
    if (rn_text_new(&text))
        die("out of memory");
    rn_tokens_init(&t);
    while (fgets(buf, sizeof(buf), f)) {
        double weight;
        long from = 1, to = 0;
        if (buf[0] == '#' || buf[0] == '\n')
            continue;
        if (sscanf(buf, "%15s %15s %lf %2047s %ld %ld", class, form, &weight,
                   file, &from, &to) < 4)
            die("'%s': what is this: %s", path, buf);
        if (nsources == SOURCES_MAX)
            die("more than %d sources", SOURCES_MAX);
        struct source *s = &sources[nsources];
        *s = (struct source){ .class = -1,
                              .list = strcmp(form, "words") == 0,
                              .weight = weight };
        for (int c = 0; c < K; c++)
            if (strcmp(class, class_names[c]) == 0)
                s->class = c;
        if (s->class < 0)
            die("'%s': no class '%s'", path, class);
        read_source(text, &t, file, from, to);
    }
    fclose(f);
    rn_tokens_release(&t);
    rn_text_free(text);
}

/* ---- drawing samples
 * -------------------------------------------------------------- */

static const struct source *draw_source(int class, bool list)
{
    double x = unit() * share[list][class];
    const struct source *s = NULL;
    for (size_t i = 0; i < nsources; i++)
        if (sources[i].class == class && sources[i].list == list) {
            s = &sources[i];
            if ((x -= s->weight) < 0)
                break;
        }
    return s;
}

static const struct line *draw_listed(const struct source *s)
{
    double x = unit() * lines[s->last - 1].sum;
    size_t lo = s->first, hi = s->last - 1;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (lines[mid].sum < x)
            lo = mid + 1;
        else
            hi = mid;
    }
    return &lines[lo];
}

static int draw_class(void)
{
    const double p[K] = { opt.share_vi, opt.share_ms, opt.share_en,
                          opt.share_id, opt.share_other };
    double x = unit() * (p[0] + p[1] + p[2] + p[3] + p[4]);
    int c = 0;
    while (c < K - 1 && (x -= p[c]) >= 0)
        c++;
    return c;
}

static bool draw_strip(int class)
{
    return unit() < (class == RN_LC_VI ? opt.strip : opt.strip_other);
}

/* `want` tokens of a random place (0: the whole line); short windows of names
 * are no sample. */
static size_t draw_window(int class, size_t want, bool strip, struct token *out)
{
    for (int tries = 0;; tries++) {
        const struct source *s = draw_source(class, false);
        const struct line *l = &lines[s->first + below(s->last - s->first)];
        size_t n = want && want < l->n ? want : l->n, names = 0;
        size_t at = l->first + below(l->n - n + 1);
        if (want && l->n < want && tries < 20)
            continue;
        for (size_t i = 0; i < n; i++)
            names += tokens[at + i].weight < 16;
        if (n < 8 && names * 3 > n && tries < 20)
            continue;
        for (size_t i = 0; i < n; i++) {
            out[i] = tokens[at + i];
            if (strip)
                out[i].word = words[out[i].word].stripped;
        }
        return n;
    }
}

/* ---- the model
 * -------------------------------------------------------------------- */

static struct row *word_rows, *gram_rows;
static bool *gram_live;
static double trans[K][K], trans_acc[K][K];

static void score_token(struct token t, bool own, double out[K])
{
    const struct word *w = &words[t.word];
    float s[K] = { 0 };
    if (own)
        for (int c = 0; c < K; c++)
            s[c] = word_rows[t.word].w[c];
    for (uint32_t i = 0; i < w->ngrams; i++) {
        uint32_t g = grams[w->grams + i];
        if (gram_live[g])
            for (int c = 0; c < K; c++)
                s[c] += gram_rows[g].w[c];
    }
    for (int c = 0; c < K; c++)
        out[c] = s[c] * t.weight / 16.0;
}

static void step_row(struct row *r, const float g[K], float rate)
{
    for (int c = 0; c < K; c++) {
        r->a[c] += g[c] * g[c];
        r->w[c] -= rate * g[c] / sqrtf(r->a[c]);
    }
}

static void update_token(struct token t, bool own, const double grad[K],
                         double rate)
{
    const struct word *w = &words[t.word];
    float g[K];
    double top = 0;
    for (int c = 0; c < K; c++) {
        g[c] = (float)(grad[c] * t.weight / 16.0);
        top = fmax(top, fabs(grad[c]));
    }
    if (top < 1e-4)
        return;
    if (own)
        step_row(&word_rows[t.word], g, (float)rate);
    for (uint32_t i = 0; i < w->ngrams; i++) {
        uint32_t id = grams[w->grams + i];
        if (gram_live[id])
            step_row(&gram_rows[id], g, (float)rate);
    }
}

static double log_sum(const double *x, int n)
{
    double m = x[0], s = 0;
    for (int i = 1; i < n; i++)
        m = fmax(m, x[i]);
    for (int i = 0; i < n; i++)
        s += exp(x[i] - m);
    return m + log(s);
}

static double train_window(double rate)
{
    struct token win[LINE_TOKENS];
    bool own[LINE_TOKENS];
    int class = draw_class();
    double sum[K] = { 0 }, s[K], grad[K];
    size_t n;
    if (unit() < opt.words && share[1][class] > 0) {
        win[0] = tokens[draw_listed(draw_source(class, true))->first];
        if (draw_strip(class))
            win[0].word = words[win[0].word].stripped;
        n = 1;
    } else {
        size_t want =
            unit() < opt.sentence ? 0 : 1 + below(unit() < 0.6 ? 5 : 12);
        n = draw_window(class, want, draw_strip(class), win);
    }
    for (size_t i = 0; i < n; i++) {
        own[i] = unit() >= opt.drop;
        score_token(win[i], own[i], s);
        for (int c = 0; c < K; c++)
            sum[c] += s[c];
    }
    double z = log_sum(sum, K);
    for (int c = 0; c < K; c++)
        grad[c] = exp(sum[c] - z) - (c == class);
    for (size_t i = 0; i < n; i++)
        update_token(win[i], own[i], grad, rate);
    return z - sum[class];
}

/* ---- mixed lines
 * ------------------------------------------------------------------ */

enum { MIX_MAX = 6 * 12 };

static size_t draw_mixed(struct token *out, uint8_t *gold)
{
    size_t n = 0, chunks = 2 + below(4);
    int nusantara = unit() < 0.75 ? RN_LC_MS : RN_LC_ID, last = -1;
    bool strip = unit() < opt.strip / 2;
    for (size_t k = 0; k < chunks; k++) {
        int class;
        do {
            double x = unit();
            class = x < 0.28   ? RN_LC_VI
                    : x < 0.56 ? RN_LC_EN
                    : x < 0.84 ? nusantara
                               : RN_LC_OTHER;
        } while (class == last);
        struct token win[LINE_TOKENS];
        size_t want = unit() < 0.85 ? 4 + below(5) : 1 + below(12);
        size_t m = draw_window(
            class, want, class == RN_LC_VI ? strip : draw_strip(class), win);
        if (m > 12)
            m = 12;
        for (size_t i = 0; i < m; i++) {
            out[n] = win[i];
            gold[n++] = (uint8_t) class;
        }
        last = class;
    }
    return n;
}

/* Malay and Indonesian never meet within a line: the detector decides between
 * them once a segment. */
static bool barred(int a, int b)
{
    return (a == RN_LC_MS && b == RN_LC_ID) || (a == RN_LC_ID && b == RN_LC_MS);
}

static double train_mixed(double rate)
{
    struct token win[MIX_MAX];
    uint8_t gold[MIX_MAX];
    bool own[MIX_MAX];
    double s[MIX_MAX][K], f[MIX_MAX][K], b[MIX_MAX][K], x[K],
        tg[K][K] = { { 0 } };
    size_t n = draw_mixed(win, gold);
    for (size_t i = 0; i < n; i++) {
        own[i] = unit() >= opt.drop;
        score_token(win[i], own[i], s[i]);
    }
    for (size_t i = 0; i < n; i++)
        for (int c = 0; c < K; c++) {
            for (int p = 0; p < K; p++)
                x[p] = i   ? f[i - 1][p] + (barred(p, c) ? -30 : trans[p][c])
                       : p ? -1e9
                           : 0;
            f[i][c] = log_sum(x, K) + s[i][c];
        }
    double z = log_sum(f[n - 1], K), gold_score = 0;
    for (size_t i = n; i-- > 0;)
        for (int c = 0; c < K; c++) {
            if (i == n - 1) {
                b[i][c] = 0;
                continue;
            }
            for (int q = 0; q < K; q++)
                x[q] = b[i + 1][q] + s[i + 1][q] +
                       (barred(c, q) ? -30 : trans[c][q]);
            b[i][c] = log_sum(x, K);
        }
    for (size_t i = 0; i < n; i++) {
        double grad[K];
        gold_score += s[i][gold[i]] + (i ? trans[gold[i - 1]][gold[i]] : 0);
        for (int c = 0; c < K; c++)
            grad[c] = exp(f[i][c] + b[i][c] - z) - (c == gold[i]);
        update_token(win[i], own[i], grad, rate);
        for (int p = 0; i && p < K; p++)
            for (int c = 0; c < K; c++)
                if (!barred(p, c))
                    tg[p][c] +=
                        exp(f[i - 1][p] + trans[p][c] + s[i][c] + b[i][c] - z) -
                        (p == gold[i - 1] && c == gold[i]);
    }
    for (int p = 0; p < K; p++)
        for (int c = 0; c < K; c++)
            if (p != c && !barred(p, c)) { /* staying costs nothing */
                trans_acc[p][c] += tg[p][c] * tg[p][c];
                if (trans_acc[p][c] > 0)
                    trans[p][c] -= rate * tg[p][c] / sqrt(trans_acc[p][c]);
            }
    return (z - gold_score) / (double)n;
}

static void run(double steps, double rate)
{
    double loss[2] = { 0 };
    size_t count[2] = { 0 }, each = (size_t)(steps / 10);
    for (size_t i = 0; i < nwords; i++)
        for (int c = 0; c < K; c++)
            word_rows[i].a[c] = 1.0F;
    for (size_t i = 0; i < nids; i++)
        for (int c = 0; c < K; c++)
            gram_rows[i].a[c] = 1.0F;
    for (size_t i = 0; i < (size_t)steps; i++) {
        double r = rate * (1 - 0.9 * (double)i / steps);
        bool mixed = unit() < opt.crf;
        loss[mixed] += mixed ? train_mixed(r) : train_window(r);
        count[mixed]++;
        if (each && (i + 1) % each == 0) {
            fprintf(stderr, "  step %zu: window %.4f  mixed %.4f a token\n",
                    i + 1, loss[0] / (double)(count[0] + 1),
                    loss[1] / (double)(count[1] + 1));
            memset(loss, 0, sizeof(loss));
            memset(count, 0, sizeof(count));
        }
    }
}

/* ---- cleaning
 * --------------------------------------------------------------------- */

/* Texts of every language quote English, product names and untranslated rests
 * above all, and would teach that English is theirs. A run of three and more
 * words that a lattice of the line's class and English gives to English is
 * taken out; what stands around it goes on as lines of its own. */
static size_t english_run(const struct line *l, int class, uint8_t *out)
{
    double v[2] = { 0, -2 }, s[K];
    uint8_t from[LINE_TOKENS][2];
    for (uint32_t i = 0; i < l->n; i++) {
        double n[2];
        score_token(tokens[l->first + i], true, s);
        for (int c = 0; c < 2; c++) {
            from[i][c] = v[1 - c] - 4 > v[c] ? (uint8_t)(1 - c) : (uint8_t)c;
            n[c] = fmax(v[c], v[1 - c] - 4) + s[c ? RN_LC_EN : class];
        }
        memcpy(v, n, sizeof(v));
    }
    size_t found = 0;
    for (uint32_t i = l->n, c = v[1] > v[0]; i-- > 0; c = from[i][c])
        found += out[i] = (uint8_t)c;
    return found;
}

static void split_line(const struct line *l, const uint8_t *english,
                       struct line **out, size_t *n, size_t *cap)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i <= l->n;) {
        uint32_t j = i;
        while (j < l->n && english[j])
            j++;
        if (i < l->n && j - i < 3) {
            i = j > i ? j : i + 1;
            continue;
        }
        if (i > from) {
            *out = more(*out, cap, *n + 1, sizeof(**out));
            (*out)[(*n)++] = (struct line){ l->first + from, i - from, 0 };
        }
        from = j;
        i = j > i ? j : i + 1;
    }
}

static void clean(void)
{
    struct line *out = NULL;
    size_t n = 0, cap = 0, removed = 0;
    uint8_t english[LINE_TOKENS];
    for (size_t k = 0; k < nsources; k++) {
        struct source *s = &sources[k];
        size_t first = n;
        for (size_t i = s->first; i < s->last; i++) {
            size_t before = n, found = 0;
            if (!s->list && s->class != RN_LC_EN)
                found = english_run(&lines[i], s->class, english);
            if (found)
                split_line(&lines[i], english, &out, &n, &cap);
            else {
                out = more(out, &cap, n + 1, sizeof(*out));
                out[n++] = lines[i];
            }
            removed += lines[i].n;
            for (; before < n; before++)
                removed -= out[before].n;
        }
        if (n == first)
            out[n++] = lines[s->first];
        s->first = first;
        s->last = n;
    }
    fprintf(stderr, "cleaned: %zu English words taken out of other texts\n",
            removed);
    free(lines);
    lines = out;
    nlines = n;
}

/* ---- what is kept
 * ----------------------------------------------------------------- */

struct pick {
    float value;
    uint32_t id;
};

static int by_value(const void *a, const void *b)
{
    const struct pick *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? 1 : -1;
    return (x->id > y->id) - (x->id < y->id);
}

/* How often each word is met, by the recipe's weights. */
static void count_words(void)
{
    for (size_t i = 0; i < nsources; i++) {
        const struct source *s = &sources[i];
        size_t n = 0;
        for (size_t l = s->first; l < s->last; l++)
            n += lines[l].n;
        double each = s->weight / share[s->list][s->class] * 1e6 / (double)n *
                      (s->list ? 0.1 : 1);
        for (size_t l = s->first; l < s->last; l++)
            for (size_t k = 0; k < lines[l].n; k++) {
                struct word *w = &words[tokens[lines[l].first + k].word];
                double c = each;
                if (s->list)
                    c *=
                        (lines[l].sum - (l > s->first ? lines[l - 1].sum : 0)) /
                        lines[s->last - 1].sum * (double)n;
                if (w->stripped != (uint32_t)(w - words) &&
                    s->class == RN_LC_VI)
                    words[w->stripped].count += (float)(c * opt.strip);
                w->count += (float)c;
            }
    }
}

static float spread(const float w[K])
{
    float lo = w[0], hi = w[0];
    for (int c = 1; c < K; c++) {
        lo = fminf(lo, w[c]);
        hi = fmaxf(hi, w[c]);
    }
    return hi - lo;
}

/* Half of the entries to grams, the other half to words. */
static size_t keep_grams(size_t room)
{
    struct pick *p = calloc(nids + 1, sizeof(*p));
    float *use = calloc(nids + 1, sizeof(*use));
    size_t n = 0;
    if (!p || !use)
        die("out of memory");
    for (size_t i = 0; i < nwords; i++)
        for (uint32_t k = 0; k < words[i].ngrams; k++)
            use[grams[words[i].grams + k]] += fminf(words[i].count, 5.0F);
    for (size_t i = 0; i < nids; i++)
        if (gram_live[i])
            p[n++] = (struct pick){ spread(gram_rows[i].w) * sqrtf(use[i]),
                                    (uint32_t)i };
    qsort(p, n, sizeof(*p), by_value);
    memset(gram_live, 0, nids);
    if (n > room)
        n = room;
    for (size_t i = 0; i < n; i++)
        gram_live[p[i].id] = true;
    free(p);
    free(use);
    return n;
}

/* ---- the table
 * -------------------------------------------------------------------- */

static uint64_t *table;
static size_t buckets, dropped;

static int clamp8(double x)
{
    return x < -127 ? -127 : x > 127 ? 127 : (int)lrint(x);
}

static void store(uint64_t hash, const double w[K], double step)
{
    size_t at = rn_lang_bucket(hash, buckets);
    uint64_t bits = 0;
    for (int c = 0; c < RN_LANG_WEIGHTS; c++)
        bits |= (uint64_t)(uint8_t)clamp8((w[c] - w[RN_LC_OTHER]) * 100 / step)
                << (8 * c);
    for (;; at = (at + 1) % buckets) {
        uint64_t *b = table + at * RN_LANG_BUCKET;
        for (int e = 0; e < 8; e++) {
            uint64_t fp = b[e / 4] >> (16 * (e % 4)) & 0xffff;
            if (fp == rn_lang_fingerprint(hash) &&
                at == rn_lang_bucket(hash, buckets)) {
                dropped++;
                return;
            }
            if (fp)
                continue;
            b[e / 4] |= (uint64_t)rn_lang_fingerprint(hash) << (16 * (e % 4));
            b[2 + e / 2] |= bits << (32 * (e % 2));
            return;
        }
    }
}

/* Words first: a gram whose fingerprint is taken is left out, a word never. */
static void fill_table(size_t ngram)
{
    size_t room = (size_t)((double)buckets * 8 * opt.fill) - ngram, n = 0;
    struct pick *p = calloc(nwords + 1, sizeof(*p));
    if (!p)
        die("out of memory");
    for (size_t i = 0; i < nwords; i++)
        p[n++] =
            (struct pick){ (0.05F + spread(word_rows[i].w)) * words[i].count,
                           (uint32_t)i };
    qsort(p, n, sizeof(*p), by_value);
    if (n > room)
        n = room;
    for (size_t i = 0; i < n; i++) {
        double w[K], top = -1e9;
        score_token((struct token){ p[i].id, 16 }, true, w);
        for (int c = 0; c < K; c++)
            top = fmax(top, w[c]);
        for (int c = 0; c < K;
             c++) /* what lies far behind the best need not be exact */
            w[c] = fmax(w[c], top - 127 * RN_LANG_WORD_STEP / 100.0);
        store(words[p[i].id].hash, w, RN_LANG_WORD_STEP);
    }
    for (size_t i = 0; i < nids; i++)
        if (gram_live[i]) {
            double w[K];
            for (int c = 0; c < K; c++)
                w[c] = gram_rows[i].w[c];
            store(gram_hash[i], w, RN_LANG_GRAM_STEP);
        }
    fprintf(stderr,
            "%zu words and %zu grams in %zu bytes, %zu dropped for a twin\n", n,
            ngram, buckets * RN_LANG_BUCKET * 8, dropped);
    free(p);
}

static void put64(FILE *f, uint64_t x)
{
    for (int i = 0; i < 8; i++)
        fputc((int)(x >> (8 * i) & 0xff), f);
}

/* What the model was made by and from, padded with NUL to a multiple of eight
 * bytes. */
static void write_banner(FILE *f, int argc, char **argv)
{
    long n =
        fprintf(f, "renorm language model\ncommand: train_langid RECIPE MODEL");
    for (int i = 3; i < argc; i++)
        n += fprintf(f, " %s", argv[i]);
    n += fprintf(f, "\ninput: %zu sources, %zu lines, checksum %016llx\n",
                 nsources, nlines, (unsigned long long)input_sum);
    do
        fputc(0, f);
    while (++n % 8);
}

static void write_model(const char *path, int argc, char **argv)
{
    FILE *f = fopen(path, "wb");
    size_t head = 1 + K * K, n = head + buckets * RN_LANG_BUCKET;
    uint64_t sum = 0;
    if (!f)
        die("cannot write '%s'", path);
    write_banner(f, argc, argv);
    for (size_t i = 0; i < n; i++) {
        uint64_t x = i == 0 ? buckets : i >= head ? table[i - head] : 0;
        if (i > 0 && i < head) {
            int p = (int)(i - 1) / K, c = (int)(i - 1) % K;
            x = (uint64_t)(int64_t)lrint(barred(p, c) ? -3000
                                                      : 100 * trans[p][c]);
        }
        put64(f, x);
        sum = rn_lang_checksum(sum, x);
    }
    put64(f, sum);
    if (fclose(f))
        die("cannot write '%s'", path);
}

static void print_transitions(void)
{
    for (int p = 0; p < K; p++) {
        fprintf(stderr, "  %-6s", class_names[p]);
        for (int c = 0; c < K; c++)
            fprintf(stderr, " %7.2f", trans[p][c]);
        fputc('\n', stderr);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3)
        die("usage: train_langid RECIPE MODEL [NAME=VALUE ...]");
    for (int i = 3; i < argc; i++) {
        size_t len = strcspn(argv[i], "="), k = 0,
               n = sizeof(options) / sizeof(options[0]);
        while (k < n && (strlen(options[k].name) != len ||
                         memcmp(options[k].name, argv[i], len) != 0))
            k++;
        if (k == n || argv[i][len] != '=')
            die("no option '%s'", argv[i]);
        *options[k].value = strtod(argv[i] + len + 1, NULL);
    }
    chance_state = (uint64_t)opt.seed * RN_HASH_K1;
    read_recipe(argv[1]);
    count_words();
    word_rows = calloc(nwords, sizeof(*word_rows));
    gram_rows = calloc(nids, sizeof(*gram_rows));
    gram_live = calloc(nids, 1);
    buckets = (size_t)opt.entries;
    table = calloc(buckets * RN_LANG_BUCKET, sizeof(*table));
    if (!word_rows || !gram_rows || !gram_live || !table)
        die("out of memory");
    size_t live = 0;
    for (size_t i = 0; i < nids; i++)
        live += gram_live[i] = gram_words[i] >= opt.mingram;
    fprintf(stderr,
            "%zu lines, %zu tokens, %zu words, %zu grams of which %zu count\n",
            nlines, ntokens, nwords, nids, live);
    for (int p = 0; p < K; p++)
        for (int c = 0; c < K; c++)
            trans[p][c] = p == c ? 0 : -2;
    run(opt.steps, opt.rate);
    if (opt.clean)
        clean();
    size_t kept = keep_grams((size_t)((double)buckets * 4 * opt.fill));
    run(opt.steps2, opt.rate2);
    print_transitions();
    fill_table(kept);
    write_model(argv[2], argc, argv);
    return 0;
}
