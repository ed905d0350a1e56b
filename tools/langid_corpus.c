/* Words, texts and draws of the trainer. */
#include "langid_corpus.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "lang/model.h"

void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("train_langid: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

void *more(void *ptr, size_t *cap, size_t need, size_t size)
{
    if (need > *cap) {
        *cap = need + need / 2 + 64;
        ptr = realloc(ptr, *cap * size);
        if (!ptr)
            die("out of memory");
    }
    return ptr;
}

/* ---- chance --------------------------------------------------------- */

static uint64_t chance_state;

void seed_chance(uint64_t seed)
{
    chance_state = seed * RN_HASH_K1;
}

static uint64_t chance(void)
{
    uint64_t z = (chance_state += RN_HASH_K0);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

size_t below(size_t n)
{
    return (size_t)(((chance() >> 32) * n) >> 32);
}
double unit(void)
{
    return (double)(chance() >> 11) * 0x1p-53;
}

/* ---- words and grams ------------------------------------------------ */

struct word *words;
size_t nwords;
static size_t cap_words;
uint32_t *grams;
static size_t ngrams, cap_grams;
uint64_t *gram_hash;
uint32_t *gram_words;
size_t nids;
static size_t cap_ids, cap_ids2;

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
    size_t n = rn_lang_grams(key, g);
    grams = more(grams, &cap_grams, ngrams + n, sizeof(*grams));
    words[id] = (struct word){ .hash = hash,
                               .grams = (uint32_t)ngrams,
                               .ngrams = (uint32_t)n,
                               .stripped = id };
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

/* ---- texts ---------------------------------------------------------- */

uint64_t input_sum;
struct token *tokens;
struct line *lines;
size_t nlines, ntokens;
static size_t cap_tokens, cap_lines;
struct source sources[SOURCES_MAX];
size_t nsources;
double share[2][K];

/* The token's share of a vote, in sixteenths: 0 where it has none. */
static int weight_of(const struct rn_tokens *t, const struct rn_segment *seg,
                     size_t i)
{
    unsigned f = t->flags[i];

    if (!(f & RN_TOK_WORD) || (f & (RN_TOK_KEEP | RN_TOK_LONG)))
        return 0;
    return rn_lang_weight(rn_token_keylen(t, i),
                          (f & RN_TOK_UPPER) && i > seg->first &&
                              !(seg->flags & RN_SEG_CAPS));
}

static void add_line(struct rn_text *text, struct rn_tokens *t,
                     struct rn_span s, double count, bool list)
{
    if (rn_text_tokenize(text, s, t))
        die("out of memory");
    size_t first = ntokens;
    for (size_t k = 0; k < t->nsegments; k++)
        for (size_t i = t->segments[k].first; i < t->segments[k].last; i++) {
            int weight = weight_of(t, &t->segments[k], i);
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
    float sum = (float)pow(count, LIST_POWER);
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

const char *const class_names[K] = { "vi", "ms", "en", "id", "other" };

void read_recipe(const char *path)
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

/* ---- drawing samples ------------------------------------------------ */

const struct source *draw_source(int class, bool list)
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

const struct line *draw_listed(const struct source *s)
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

int draw_class(void)
{
    const double p[K] = { opt.share_vi, opt.share_ms, opt.share_en,
                          opt.share_id, opt.share_other };
    double x = unit() * (p[0] + p[1] + p[2] + p[3] + p[4]);
    int c = 0;
    while (c < K - 1 && (x -= p[c]) >= 0)
        c++;
    return c;
}

bool draw_strip(int class)
{
    return unit() < (class == RN_LC_VI ? opt.strip : opt.strip_other);
}

size_t draw_window(int class, size_t want, bool strip, struct token *out)
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
