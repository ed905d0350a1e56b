/* cli/keep.h - stretches of text that --keep leaves alone.
 *
 * Regular expressions are POSIX extended ones, of bytes: the program sets no
 * locale, so that they mean the same everywhere, and a plain run needs no
 * library for them. Characters beyond ASCII match themselves, byte for byte; in
 * square brackets they would be a set of bytes, which nobody means, so that is
 * refused. */
#ifndef RN_CLI_KEEP_H
#define RN_CLI_KEEP_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

#include "renorm/renorm.h"

struct cli_keep {
    regex_t *v;
    size_t n, cap;
    renorm_stretch *found; /* of the page asked for last */
    size_t nfound, found_cap;
};

/* Compile one more. False after a message. */
bool cli_keep_add(struct cli_keep *k, const char *regex);
void cli_keep_release(struct cli_keep *k);

/* A renorm_keep_fn; `arg` is a struct cli_keep. Expressions are looked for in
 * each line by itself. */
renorm_status cli_keep_find(void *arg, const char *ptr, size_t len,
                            const renorm_stretch **out, size_t *n);

#endif
