/* renorm lexicon lint: is a lexicon right? Exits 2 when a lexicon has errors
 * (it would be refused), 1 with --strict when it has warnings. */
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/spell.h"
#include "cli/target.h"
#include "renorm/lexicon.h"

struct lint {
    const struct cli_config *c;
    struct cli_target target;
    struct cli_bytes row;
    bool color;
};

static void finding_object(struct cli_bytes *b, const renorm_diag *d)
{
    static const char *const names[] = { "note", "warning", "error" };

    cli_bytes_putc(b, '{');
    cli_put_field(b, "file", d->file);
    cli_put_number(b, "line", d->line);
    cli_put_number(b, "column", d->column);
    cli_put_number(b, "offset", d->offset);
    cli_put_field(b, "severity", names[d->severity]);
    cli_put_key(b, "code");
    cli_bytes_printf(b, "\"RN-%u\"", d->code);
    cli_put_field(b, "message", d->message);
    cli_put_field(b, "hint", d->hint);
    cli_bytes_puts(b, "}\n");
}

static void finding(void *arg, const renorm_diag *d)
{
    struct lint *l = arg;

    if (d->severity == RENORM_NOTE && !l->c->verbose)
        return;
    l->row.len = 0;
    if (l->c->report == RN_REPORT_JSON)
        finding_object(&l->row, d);
    else if (l->c->report == RN_REPORT_GITHUB)
        cli_put_annotation(&l->row, d);
    else
        cli_msg_format_diag(&l->row, d, l->color);
    cli_out_write(l->target.out, l->row.ptr, l->row.len);
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void summary(struct lint *l, const renorm_lint_result *r)
{
    struct cli_bytes *b = &l->row;

    b->len = 0;
    cli_bytes_printf(b,
                     "%zu error%s, %zu warning%s; %zu file%s, %zu concept%s, "
                     "%zu form%s\n",
                     r->errors, plural(r->errors), r->warnings,
                     plural(r->warnings), r->files, plural(r->files),
                     r->concepts, plural(r->concepts), r->forms,
                     plural(r->forms));
    cli_out_write(l->target.out, b->ptr, b->len);
}

enum cli_exit cli_cmd_lint(const struct cli_config *c)
{
    struct lint l = { .c = c };
    renorm_lint_result result = { 0 };
    enum cli_exit code = RN_EXIT_OK;
    renorm_status status;

    l.color = cli_msg_color(c->color, STDOUT_FILENO);
    cli_target_open(&l.target, NULL);
    status = renorm_lexicon_lint(c->layers.v, c->layers.n,
                                 (c->no_default ? RENORM_LEXICON_EMPTY : 0) |
                                     (c->verbose ? 0 : RENORM_LINT_NO_NOTES),
                                 finding, &l, &result);
    if (status == RENORM_E_NOMEM)
        cli_msg_nomem();
    if (c->report == RN_REPORT_TEXT)
        summary(&l, &result);
    if (status != RENORM_OK)
        code = RN_EXIT_ERROR;
    else if (c->strict && result.warnings)
        code = RN_EXIT_FOUND;
    if (status != RENORM_OK && !result.errors)
        cli_msg(NULL, "%s", cli_msg_status(status));
    if (!cli_target_close(&l.target, true))
        code = RN_EXIT_ERROR;
    cli_bytes_release(&l.row);
    return code;
}
