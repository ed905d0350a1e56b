/* renorm/lexicon.h - maintain lexicons: check them before anything is read with
 * them, read their examples, count what they hold and lack.
 *
 * Each function works on the shipped lexicon with `nlayers` layers on it (flags
 * as renorm_lexicon_load) and may be called by any thread. Strings that a
 * callback is given live as long as the call. Unstable: may change between
 * minor versions. */
#ifndef RENORM_LEXICON_H
#define RENORM_LEXICON_H

#include "renorm/renorm.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Beside the flags of renorm_lexicon_load. */
enum renorm_lint_flags {
    /* Notes need not be told. Then those on names side by side are not looked
     * for, and of layers on the shipped lexicon, which is known to be right,
     * only what they change is read: about a second instead of ten. Errors and
     * warnings are the same. */
    RENORM_LINT_NO_NOTES = 32
};

typedef struct renorm_lint_result {
    size_t errors, warnings;
    size_t files, concepts, forms;
} renorm_lint_result;

/* Check. Reports everything that is wrong, not the first mistake only. Returns
 * RENORM_OK when there is no error (warnings are allowed), RENORM_E_LEXICON
 * otherwise. */
RENORM_API renorm_status renorm_lexicon_lint(const char *const *layers,
                                             size_t nlayers, unsigned flags,
                                             renorm_diag_fn *sink, void *arg,
                                             renorm_lint_result *result);

/* ---- examples ----------------------------------------------------------- */

/* Beside the flags of renorm_lexicon_load. */
enum renorm_test_flags {
    RENORM_TEST_LAYERS_ONLY = 16 /* not the examples of the shipped lexicon */
};

/* What was read in a sentence. */
typedef struct renorm_example_mention {
    const char *canonical, *concept;
} renorm_example_mention;

/* A `good` or `wrong` sentence that stands beside a form, read with the whole
 * lexicon. */
typedef struct renorm_example {
    const char *file;
    size_t line, column;
    renorm_lang lang; /* of the form */
    const char *concept;
    const char *text;
    const char *wanted; /* the canonical name that must be found; NULL: the
                           concept must not be found */
    int passed;
    const renorm_example_mention *found;
    size_t nfound;
} renorm_example;

/* Anything but RENORM_OK stops the test with that status. */
typedef renorm_status renorm_example_fn(void *arg,
                                        const renorm_example *example);

/* Read every example, in the order of the files, and hand each to `fn` with
 * `arg`; mistakes of the lexicon go to `sink` with `arg`. RENORM_OK also where
 * examples fail. */
RENORM_API renorm_status renorm_lexicon_test(const char *const *layers,
                                             size_t nlayers, unsigned flags,
                                             renorm_diag_fn *sink,
                                             renorm_example_fn *fn, void *arg);

/* ---- counts ------------------------------------------------------------- */

typedef enum renorm_count_group {
    RENORM_COUNT_LANGUAGE, /* vi, ms, en */
    RENORM_COUNT_KIND,
    RENORM_COUNT_FILE
} renorm_count_group;

/* Names as English forms count as forms, places as concepts. */
typedef struct renorm_count {
    renorm_count_group group;
    const char *name;
    size_t concepts; /* of a language or of its file: those that have forms */
    size_t forms[3]; /* vi, ms, en */
    size_t good, wrong;
} renorm_count;

typedef enum renorm_gap_what {
    RENORM_GAP_FORM, /* no form in the language */
    RENORM_GAP_GOOD, /* a concept with slots without a good example in it */
    RENORM_GAP_WRONG /* … without a wrong one */
} renorm_gap_what;

typedef struct renorm_gap {
    renorm_gap_what what;
    const char *concept, *kind;
    renorm_lang lang;
    const char *file; /* where the concept is defined */
    size_t line;
    const char *reason; /* as `lacks` gives it, or NULL */
} renorm_gap;

typedef struct renorm_stats_handler {
    void *arg;
    void (*count)(void *arg, const renorm_count *count);
    void (*gap)(void *arg, const renorm_gap *gap);
} renorm_stats_handler;

/* Count by language, by kind, by file; then list what is missing, by concept in
 * the order of the files. Mistakes go to `sink` with the handler's `arg`. */
RENORM_API renorm_status
renorm_lexicon_stats(const char *const *layers, size_t nlayers, unsigned flags,
                     renorm_diag_fn *sink, const renorm_stats_handler *handler);

/* ---- compiling ---------------------------------------------------------- */

/* Receives bytes; anything but RENORM_OK stops with that status. */
typedef renorm_status renorm_write_fn(void *arg, const char *ptr, size_t len);

/* Compile, and hand the bytes of the compiled lexicon to `write` with `arg`;
 * mistakes go to `sink` with `arg`. A file of these bytes is a layer for
 * renorm_lexicon_load. */
RENORM_API renorm_status renorm_lexicon_compile(const char *const *layers,
                                                size_t nlayers, unsigned flags,
                                                renorm_diag_fn *sink,
                                                renorm_write_fn *write,
                                                void *arg);

#ifdef __cplusplus
}
#endif
#endif
