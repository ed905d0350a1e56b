#include "base/diag.h"

#include <stdarg.h>

#include "base/buf.h"

/* The line of `at` without its line end, in `out`; false where the text is not
 * at hand. */
static bool source_line(struct rn_at at, struct rn_buf *out)
{
    size_t start = at.offset, end = at.offset;

    if (!at.text.len || at.offset > at.text.len)
        return false;
    while (start && at.text.ptr[start - 1] != '\n')
        start--;
    while (end < at.text.len && at.text.ptr[end] != '\n' &&
           at.text.ptr[end] != '\r')
        end++;
    if (end < start)
        end = start;
    rn_buf_put(out, at.text.ptr + start, end - start);
    return !out->failed;
}

static void report(struct rn_diags *d, renorm_severity severity, unsigned code,
                   struct rn_at at, const char *hint, const char *fmt,
                   va_list ap)
{
    char message[1024];
    struct rn_buf line;
    renorm_diag diag = { .severity = severity,
                         .code = code,
                         .file = at.file,
                         .offset = at.offset,
                         .line = at.line,
                         .column = at.column,
                         .hint = hint };

    if (severity == RENORM_ERROR)
        d->errors++;
    if (severity == RENORM_WARNING)
        d->warnings++;
    if (!d->sink)
        return;
    vsnprintf(message, sizeof message, fmt, ap);
    diag.message = message;
    rn_buf_init(&line);
    if (source_line(at, &line))
        diag.source = line.ptr;
    d->sink(d->arg, &diag);
    rn_buf_release(&line);
}

void rn_report(struct rn_diags *d, renorm_severity severity, unsigned code,
               struct rn_at at, const char *hint, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    report(d, severity, code, at, hint, fmt, ap);
    va_end(ap);
}

renorm_status rn_fail(struct rn_diags *d, renorm_status status, unsigned code,
                      struct rn_at at, const char *hint, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    report(d, RENORM_ERROR, code, at, hint, fmt, ap);
    va_end(ap);
    return status;
}
