/* random.h - random lexicons and texts, all from one seed. */
#ifndef RN_TESTS_ORACLE_RANDOM_H
#define RN_TESTS_ORACLE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "naive.h"

struct chance {
    uint64_t state;
};

/* 0 to n-1 */
size_t chance_below(struct chance *c, size_t n);

enum { R_FILES = 4 };

/* The YAML of a lexicon: canon/x.yaml, en/x.yaml, ms/x.yaml, vi/x.yaml. */
struct random_lexicon {
    struct rn_buf file[R_FILES];
};

extern const char *const random_paths[R_FILES];

void random_lexicon_init(struct random_lexicon *l);
void random_lexicon_release(struct random_lexicon *l);

/* A lexicon of a few concepts; it may be one that is refused (a unit cycle). */
void random_lexicon(struct chance *c, struct random_lexicon *l);

/* A text that is likely to hold what the spellings of `n` spell. */
void random_text(struct chance *c, const struct naive *n, struct rn_buf *out);

#endif
