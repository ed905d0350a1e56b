#include "cli/message.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/file.h"

/* Standard error is the last resort: that it cannot be written is nobody's to
 * hear. */
static void say(const char *ptr, size_t len)
{
    while (len) {
        ssize_t n = write(STDERR_FILENO, ptr, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        ptr += n;
        len -= (size_t)n;
    }
}

/* Say the line that `b` begins, and release it. */
__attribute__((format(printf, 2, 0))) static void
say_line(struct cli_bytes *b, const char *fmt, va_list ap)
{
    cli_bytes_vprintf(b, fmt, ap);
    cli_bytes_putc(b, '\n');
    say(b->ptr, b->len);
    cli_bytes_release(b);
}

void cli_msg(const char *file, const char *fmt, ...)
{
    struct cli_bytes b = { 0 };
    va_list ap;

    cli_bytes_puts(&b, "renorm: ");
    if (file)
        cli_bytes_printf(&b, "%s: ", *file ? file : "''");
    va_start(ap, fmt);
    say_line(&b, fmt, ap);
    va_end(ap);
}

void cli_msg_hint(const char *fmt, ...)
{
    struct cli_bytes b = { 0 };
    va_list ap;

    cli_bytes_puts(&b, "    hint: ");
    va_start(ap, fmt);
    say_line(&b, fmt, ap);
    va_end(ap);
}

_Noreturn void cli_msg_nomem(void)
{
    static const char text[] = "renorm: out of memory\n";

    say(text, sizeof text - 1);
    cli_save_abandon_all();
    exit(RN_EXIT_ERROR);
}

/* Code points of a source line that are shown, and how many of them stand
 * before the caret where the line is longer. */
enum { SHOWN = 160, SHOWN_BEFORE = 60 };

static const char *skip(const char *p, size_t chars)
{
    for (; chars && *p; chars--) {
        p++;
        while (((unsigned char)*p & 0xc0) == 0x80)
            p++;
    }
    return p;
}

/* Blanks that bring a caret below `end` of the line at `source`: tabs stay,
 * what has no width of its own is left out. */
static void put_margin(struct cli_bytes *out, const char *source,
                       const char *end)
{
    while (source < end) {
        const unsigned char *p = (const unsigned char *)source;
        bool combining =
            (p[0] == 0xcc && p[1] >= 0x80) || (p[0] == 0xcd && p[1] < 0xb0);
        if (!combining)
            cli_bytes_putc(out, *p == '\t' ? '\t' : ' ');
        source = skip(source, 1);
    }
}

/* The source line, or of a long one what stands around the column, and a caret.
 */
static void put_source(struct cli_bytes *out, const renorm_diag *d, bool color)
{
    size_t before = d->column ? d->column - 1 : 0;
    bool late = before > SHOWN_BEFORE && *skip(d->source, SHOWN);
    const char *from = skip(d->source, late ? before - SHOWN_BEFORE : 0);
    const char *to = skip(from, SHOWN);

    cli_bytes_puts(out, late ? "  ..." : "  ");
    cli_bytes_put(out, from, (size_t)(to - from));
    cli_bytes_puts(out, *to ? "...\n" : "\n");
    if (!d->column)
        return;
    cli_bytes_puts(out, late ? "     " : "  ");
    put_margin(out, from, skip(d->source, before));
    cli_bytes_puts(out, color ? "\033[32m^\033[0m\n" : "^\n");
}

void cli_msg_format_diag(struct cli_bytes *out, const renorm_diag *d,
                         bool color)
{
    static const char *const names[] = { "note", "warning", "error" };
    static const char *const paint[] = { "\033[36m", "\033[35m", "\033[31m" };

    if (d->file)
        cli_bytes_printf(out, "%s:", d->file);
    else
        cli_bytes_puts(out, "renorm: ");
    if (d->file && d->line)
        cli_bytes_printf(out, "%zu:", d->line);
    if (d->file && d->line && d->column)
        cli_bytes_printf(out, "%zu:", d->column);
    if (d->file)
        cli_bytes_putc(out, ' ');
    cli_bytes_printf(out, "%s%s:%s %s [RN-%u]\n",
                     color ? paint[d->severity] : "", names[d->severity],
                     color ? "\033[0m" : "", d->message, d->code);
    if (d->source && d->line)
        put_source(out, d, color);
    if (d->hint)
        cli_bytes_printf(out, "    hint: %s\n", d->hint);
}

struct cli_diag_printer cli_msg_printer(enum cli_color when, bool verbose)
{
    return (struct cli_diag_printer){ .color =
                                          cli_msg_color(when, STDERR_FILENO),
                                      .verbose = verbose };
}

void cli_msg_diag(void *arg, const renorm_diag *diag)
{
    struct cli_diag_printer *printer = arg;
    struct cli_bytes b = { 0 };

    printer->errors += diag->severity == RENORM_ERROR;
    if (diag->severity == RENORM_NOTE && !printer->verbose)
        return;
    cli_msg_format_diag(&b, diag, printer->color);
    say(b.ptr, b.len);
    cli_bytes_release(&b);
}

const char *cli_msg_status(renorm_status status)
{
    switch (status) {
    case RENORM_OK:
        return "done";
    case RENORM_E_NOMEM:
        return "out of memory";
    case RENORM_E_IO:
        return "reading or writing failed";
    case RENORM_E_LEXICON:
        return "the lexicon was refused";
    case RENORM_E_LIMIT:
        return "a limit was passed";
    case RENORM_E_USAGE:
        return "an option makes no sense with this lexicon";
    case RENORM_E_STOPPED:
        return "stopped";
    }
    return "failed";
}

bool cli_msg_color(enum cli_color when, int fd)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

    if (when != RN_COLOR_AUTO)
        return when == RN_COLOR_ALWAYS;
    if ((no && *no) || !term || strcmp(term, "dumb") == 0)
        return false;
    return isatty(fd) == 1;
}
