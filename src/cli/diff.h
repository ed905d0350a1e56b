/* cli/diff.h - a unified diff of two texts that have the same lines in the same
 * order, some of them changed, while both are still coming.
 *
 * Edits keep line ends, so that line N of the output is line N of the input:
 * nothing has to be searched, and no more is held than the change at hand with
 * three lines around it. A change of more than 1 MiB is written in several
 * hunks without context, which patch(1) takes too. */
#ifndef RN_CLI_DIFF_H
#define RN_CLI_DIFF_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/bytes.h"
#include "cli/out.h"

/* Bytes. The longest line that is held for a diff. */
#define RN_DIFF_LINE_MAX ((size_t)64 * 1024 * 1024)

enum { RN_DIFF_CONTEXT = 3 };

/* Bytes that came and were not paired yet, from `at`. */
struct cli_diff_side {
    struct cli_bytes bytes;
    size_t at, seen; /* seen: up to where no line end was found */
    uint64_t line;   /* lines paired */
};

struct cli_diff {
    struct cli_out *out;
    const char *name;
    bool color;
    bool changed; /* any line differs */

    struct cli_diff_side old, new;
    struct cli_bytes before[RN_DIFF_CONTEXT]; /* the last equal lines */
    size_t nbefore, next_before;

    bool open, bare; /* a hunk is open; it gets no context */
    struct cli_bytes hunk, minus, plus;
    uint64_t old_first, new_first, old_count, new_count;
    size_t lead, lead_bytes;                  /* context lines at its start */
    size_t trail;                             /* and at its end, so far */
    size_t trail_at[2 * RN_DIFF_CONTEXT + 1]; /* where each begins in hunk */
};

void cli_diff_init(struct cli_diff *d, struct cli_out *out, bool color);
void cli_diff_release(struct cli_diff *d);

/* Begin with a file of this name. */
void cli_diff_begin(struct cli_diff *d, const char *name);

/* More of the text as it was, and as it is now. RENORM_E_LIMIT: a line is too
 * long. */
renorm_status cli_diff_old(struct cli_diff *d, const char *ptr, size_t len);
renorm_status cli_diff_new(struct cli_diff *d, const char *ptr, size_t len);

renorm_status cli_diff_end(struct cli_diff *d);

#endif
