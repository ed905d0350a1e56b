/* tools/train_langid.c - the trainer of the language model
 * (docs/langid-model.md).
 *
 *     train_langid RECIPE MODEL [NAME=VALUE ...]
 *
 * The recipe names the texts (langid_corpus.h). The same recipe, texts, values
 * and seed give the same model.
 *
 * The model is linear: the log-odds of a word are its own weights plus those of
 * its grams, those of a stretch of text the sum over its words. Logistic
 * regression with AdaGrad on windows of one word to a whole sentence, and a
 * linear-chain CRF over the same weights on lines put together from chunks of
 * several languages. A first run with all the grams tells which of them matter;
 * the best stay and are trained again; then words and grams are stored as
 * score.h says. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "lang/model.h"
#include "langid_corpus.h"

struct options opt = { .seed = 1,
                       .steps = 5e6,
                       .steps2 = 2.5e6,
                       .rate = 0.1,
                       .rate2 = 0.05,
                       .crf = 0.5,
                       .words = 0.25,
                       .sentence = 0.3,
                       .strip = 0.33,
                       .strip_other = 0.1,
                       .drop = 0.3,
                       .mingram = 3,
                       .entries = 31000,
                       .fill = 0.92,
                       .clean = 1,
                       .toll = 0.3,
                       .lists = 1.2,
                       .share_vi = 1,
                       .share_ms = 1.3,
                       .share_en = 1,
                       .share_id = 1,
                       .share_other = 1.4 };

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
    OPTION(crf),         OPTION(clean),       OPTION(toll),
    OPTION(lists),
};

/* ---- the model ------------------------------------------------------ */

/* A word's or gram's weights and their squared gradients. */
struct row {
    float w[K], a[K];
};

static struct row *word_rows, *gram_rows;
static bool *gram_live;

/* States of mixed lines, numbered as the classes are but for the two that are
 * one. */
enum { J = 4 };
static const int state_class[J] = { RN_LC_VI, RN_LC_MS, RN_LC_EN, RN_LC_OTHER };
static const int class_state[K] = { 0, 1, 2, 1, 3 };
static double trans[J][J], trans_acc[J][J];

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

/* The first weights of listed words: `lists` times the log of how often each
 * class's lists have them. Training goes on from there, so that rare words are
 * left with what the lists say. */
static void start_from_lists(void)
{
    const double floor = 3e-6; /* what a word that no list holds is taken for */
    double(*p)[K] = calloc(nwords + 1, sizeof(*p));
    if (!p)
        die("out of memory");
    for (size_t i = 0; i < nsources; i++) {
        const struct source *s = &sources[i];
        double total = 0;
        for (int pass = 0; s->list && pass < 2; pass++)
            for (size_t l = s->first; l < s->last; l++) {
                double root =
                    lines[l].sum - (l > s->first ? lines[l - 1].sum : 0);
                double count = pow(root, 1 / LIST_POWER);
                if (pass == 0)
                    total += count;
                else
                    p[tokens[lines[l].first].word][s->class] +=
                        count / total * s->weight / share[1][s->class];
            }
    }
    for (size_t w = 0; w < nwords; w++) {
        double mean = 0, x[K];
        for (int c = 0; c < K; c++) {
            x[c] = log(p[w][c] + floor);
            mean += x[c] / K;
        }
        for (int c = 0; c < K; c++)
            word_rows[w].w[c] =
                (float)(opt.lists * fmax(-3, fmin(3, x[c] - mean)));
    }
    free(p);
}

/* ---- mixed lines ---------------------------------------------------- */

enum { MIX_MAX = 6 * 12 };

static size_t draw_mixed(struct token *out, uint8_t *gold, int *which)
{
    size_t n = 0, chunks = 2 + below(4);
    int nusantara = unit() < 0.6 ? RN_LC_MS : RN_LC_ID, last = -1;
    *which = nusantara;
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
            gold[n++] = (uint8_t)class_state[class];
        }
        last = class;
    }
    return n;
}

/* A mixed line on its way through the chain. Malay and Indonesian are one state
 * of it, MS, as sure of a word as the two together; which of them it is all
 * those words say together. */
struct chain {
    struct token win[MIX_MAX];
    uint8_t gold[MIX_MAX];
    bool own[MIX_MAX];
    double word[MIX_MAX][K]; /* the classes' scores of a token */
    double s[MIX_MAX][J], f[MIX_MAX][J], b[MIX_MAX][J];
    size_t n;
    double z;  /* log of the sum over all paths */
    int which; /* MS or ID: what its words of that state are */
};

static void chain_scores(struct chain *k)
{
    for (size_t i = 0; i < k->n; i++) {
        const double *w = k->word[i];
        k->own[i] = unit() >= opt.drop;
        score_token(k->win[i], k->own[i], k->word[i]);
        double both[2] = { w[RN_LC_MS], w[RN_LC_ID] };
        for (int j = 0; j < J; j++)
            k->s[i][j] = w[state_class[j]];
        k->s[i][RN_LC_MS] = log_sum(both, 2) - opt.toll;
    }
}

static void chain_sums(struct chain *k)
{
    double x[J];
    for (size_t i = 0; i < k->n; i++)
        for (int c = 0; c < J; c++) {
            for (int p = 0; p < J; p++)
                x[p] = i ? k->f[i - 1][p] + trans[p][c] : 0;
            k->f[i][c] = (i ? log_sum(x, J) : 0) + k->s[i][c];
        }
    k->z = log_sum(k->f[k->n - 1], J);
    for (size_t i = k->n; i-- > 0;)
        for (int c = 0; c < J; c++) {
            for (int q = 0; q < J; q++)
                x[q] = i + 1 < k->n
                           ? k->b[i + 1][q] + k->s[i + 1][q] + trans[c][q]
                           : 0;
            k->b[i][c] = i + 1 < k->n ? log_sum(x, J) : 0;
        }
}

/* The gradient of the changes from a token to the next one. */
static void chain_trans(const struct chain *k, double rate)
{
    for (int p = 0; p < J; p++)
        for (int c = 0; c < J; c++) {
            double g = 0;
            for (size_t i = 1; i < k->n; i++)
                g += exp(k->f[i - 1][p] + trans[p][c] + k->s[i][c] +
                         k->b[i][c] - k->z) -
                     (p == k->gold[i - 1] && c == k->gold[i]);
            trans_acc[p][c] += g * g;
            if (p != c && trans_acc[p][c] > 0) /* staying costs nothing */
                trans[p][c] -= rate * g / sqrt(trans_acc[p][c]);
        }
}

static double train_mixed(double rate)
{
    static struct chain k;
    double gold = 0, lead = 0;
    k.n = draw_mixed(k.win, k.gold, &k.which);
    chain_scores(&k);
    chain_sums(&k);
    for (size_t i = 0; i < k.n; i++)
        if (k.gold[i] == RN_LC_MS)
            lead += k.word[i][RN_LC_MS] - k.word[i][RN_LC_ID];
    lead = 1 / (1 + exp(-lead)) - (k.which == RN_LC_MS);
    for (size_t i = 0; i < k.n; i++) {
        gold += k.s[i][k.gold[i]] + (i ? trans[k.gold[i - 1]][k.gold[i]] : 0);
        double grad[K] = { 0 }, *w = k.word[i];
        double ms =
            1 / (1 + exp(w[RN_LC_ID] - w[RN_LC_MS])); /* Malay's share */
        for (int j = 0; j < J; j++)
            grad[state_class[j]] =
                exp(k.f[i][j] + k.b[i][j] - k.z) - (j == k.gold[i]);
        grad[RN_LC_ID] = grad[RN_LC_MS] * (1 - ms);
        grad[RN_LC_MS] *= ms;
        if (k.gold[i] == RN_LC_MS) {
            grad[RN_LC_MS] += lead;
            grad[RN_LC_ID] -= lead;
        }
        update_token(k.win[i], k.own[i], grad, rate);
    }
    chain_trans(&k, rate);
    return (k.z - gold) / (double)k.n;
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

/* ---- cleaning ------------------------------------------------------- */

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

/* ---- what is kept --------------------------------------------------- */

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

/* ---- the table ------------------------------------------------------ */

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
            x = (uint64_t)(int64_t)lrint(
                p != c && class_state[p] == class_state[c]
                    ? -3000
                    : 100 * trans[class_state[p]][class_state[c]]);
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
    for (int p = 0; p < J; p++) {
        fprintf(stderr, "  %-6s", class_names[state_class[p]]);
        for (int c = 0; c < J; c++)
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
    seed_chance((uint64_t)opt.seed);
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
    for (int p = 0; p < J; p++)
        for (int c = 0; c < J; c++)
            trans[p][c] = p == c ? 0 : -2;
    start_from_lists();
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
