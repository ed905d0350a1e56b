/* base/diag.h - diagnostics on their way to the caller's sink.
 *
 *     return rn_fail(d, RENORM_E_LEXICON, RN_E_FORM_SLOT, at, hint,
 *                    "slot '{%.*s}' names no kind", (int)name.len, name.ptr);
 *
 * Codes stand in base/codes.h and are never reused. */
#ifndef RN_BASE_DIAG_H
#define RN_BASE_DIAG_H

#include "base/codes.h"
#include "base/span.h"
#include "renorm/renorm.h"

/* A place in a file. `text` is the whole file (for the source line), or empty.
 */
struct rn_at {
    const char *file;
    struct rn_span text;
    size_t offset, line, column;
};

struct rn_diags {
    renorm_diag_fn *sink; /* may be NULL */
    void *arg;
    size_t errors, warnings;
};

/* Report; `hint` may be NULL. */
void rn_report(struct rn_diags *d, renorm_severity severity, unsigned code,
               struct rn_at at, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

/* Report an error and return `status`. */
renorm_status rn_fail(struct rn_diags *d, renorm_status status, unsigned code,
                      struct rn_at at, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

#endif
