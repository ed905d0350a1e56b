/* tools/langid_corpus.h - the texts that tools/train_langid learns from.
 *
 * A recipe names the texts, one a line, `#` begins a comment:
 *
 *     class form weight path [first last]
 *
 * class is vi, ms, en, id or other; form is `text` (a sentence a line) or
 * `words` (a word and its count, a tab between); weight is the source's share
 * among those of its class and form; first and last are lines, from 1. Words
 * are interned with their grams; the same draws come from the same seed. The
 * tool lives for one run: it frees nothing at its end. */
#ifndef RN_TOOLS_LANGID_CORPUS_H
#define RN_TOOLS_LANGID_CORPUS_H

#include "lang/score.h"

enum { K = RN_LC_COUNT, SOURCES_MAX = 128, LINE_TOKENS = 400 };

/* A listed word is drawn by its count to this power. */
#define LIST_POWER 0.4

/* What NAME=VALUE on the command line sets. */
struct options {
    double seed;
    double steps, steps2, rate, rate2; /* of the first and the second run */
    double crf;                /* share of mixed lines among the steps */
    double words, sentence;    /* shares of listed words and of whole sentences
                                  among the windows */
    double strip, strip_other; /* share without marks */
    double drop;               /* share of words left to their grams */
    double mingram;            /* words a gram must stand in */
    double entries, fill;      /* buckets of the table; how full they get */
    double clean;              /* 0: leave English in other texts */
    double toll;  /* nat: what Malay and Indonesian pay for being one
                     state of the chain */
    double lists; /* how much of the lists' log ratios the first
                     weights are */
    double share_vi, share_ms, share_en, share_id, share_other;
};

struct word {
    uint64_t hash;
    uint32_t grams, ngrams; /* in the gram store */
    uint32_t stripped; /* the word without marks (itself where it has none) */
    float count;
};

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

extern struct options opt;
extern const char *const class_names[K];

extern struct word *words;
extern size_t nwords;
extern uint32_t *grams;     /* ids of the words' grams */
extern uint64_t *gram_hash; /* a gram's hash and in how many words it stands */
extern uint32_t *gram_words;
extern size_t nids;

extern struct token *tokens;
extern struct line *lines;
extern size_t nlines, ntokens;
extern struct source sources[SOURCES_MAX];
extern size_t nsources;
extern double share[2][K]; /* summed weights: of texts, of lists */
extern uint64_t input_sum; /* checksum of all that was read */

void die(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));
void *more(void *ptr, size_t *cap, size_t need, size_t size);

void seed_chance(uint64_t seed);
size_t below(size_t n);
double unit(void);

void read_recipe(const char *path);

int draw_class(void);
bool draw_strip(int class);
const struct source *draw_source(int class, bool list);
const struct line *draw_listed(const struct source *s);

/* `want` tokens of a random place (0: the whole line); short windows of names
 * are no sample. Returns how many; `out` has room for LINE_TOKENS. */
size_t draw_window(int class, size_t want, bool strip, struct token *out);

#endif
