/* prop/prop.h - what the properties over the public API share: samples, a small
 * random generator, a document read to a string of all that came out.
 *
 * Each test is a process of its own under Check, so memory is left to its end
 * where a failure would leave it anyway. */
#ifndef PROP_H
#define PROP_H

#include <check.h>

#include <renorm/renorm.h>

/* Bytes that grow. */
struct bytes {
    char *ptr;
    size_t len, cap;
};

void bytes_put(struct bytes *b, const char *ptr, size_t len);
void bytes_free(struct bytes *b);

/* All samples, one after the other; the folder is in $SAMPLES. */
struct bytes read_samples(void);

/* The seed of this run: $PROP_SEED, or 1; the time where that is 0. */
uint64_t prop_seed(void);

/* xorshift64*: the next number below `bound`. */
size_t prop_below(uint64_t *state, size_t bound);

/* A context with the shipped lexicon. */
struct prop {
    renorm_lexicon *lexicon;
    renorm_context *context;
};

struct prop prop_open(const renorm_options *options);
void prop_close(struct prop *p);

/* Feed the document cut at `cuts` (sorted offsets) and put text and mentions
 * into `out`: equal strings are equal answers. */
void prop_read(struct prop *p, const char *ptr, size_t len, const size_t *cuts,
               size_t ncuts, struct bytes *out);

/* Run a suite of test cases; the exit code. */
int prop_main(TCase *(*const cases[])(void), size_t ncases, const char *name);

#endif
