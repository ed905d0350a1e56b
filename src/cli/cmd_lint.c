/* renorm lexicon lint: is a lexicon right? Exits 2 when a lexicon has errors
 * (it would be refused), 1 with --strict when it has warnings. */
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/spell.h"
#include "cli/target.h"
#include "renorm/lexicon.h"

struct lint {
    const struct rn_config *c;
    struct rn_target target;
    struct rn_bytes row;
    bool color;
};

static void finding_object(struct rn_bytes *b, const renorm_diag *d)
{
    static const char *const names[] = { "note", "warning", "error" };

    rn_bytes_putc(b, '{');
    rn_put_key(b, "file");
    rn_put_json_str(b, d->file);
    rn_put_key(b, "line");
    rn_put_u64(b, d->line);
    rn_put_key(b, "column");
    rn_put_u64(b, d->column);
    rn_put_key(b, "offset");
    rn_put_u64(b, d->offset);
    rn_put_key(b, "severity");
    rn_put_json_str(b, names[d->severity]);
    rn_put_key(b, "code");
    rn_bytes_printf(b, "\"RN-%u\"", d->code);
    rn_put_key(b, "message");
    rn_put_json_str(b, d->message);
    rn_put_key(b, "hint");
    rn_put_json_str(b, d->hint);
    rn_bytes_puts(b, "}\n");
}

static void finding(void *arg, const renorm_diag *d)
{
    struct lint *l = arg;

    if (d->severity == RENORM_NOTE && !l->c->verbose)
        return;
    l->row.len = 0;
    if (l->c->lint_json)
        finding_object(&l->row, d);
    else
        rn_msg_format_diag(&l->row, d, l->color);
    rn_out_write(l->target.out, l->row.ptr, l->row.len);
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void summary(struct lint *l, const renorm_lint_result *r)
{
    struct rn_bytes *b = &l->row;

    b->len = 0;
    rn_bytes_printf(b,
                    "%zu error%s, %zu warning%s; %zu file%s, %zu concept%s, "
                    "%zu form%s\n",
                    r->errors, plural(r->errors), r->warnings,
                    plural(r->warnings), r->files, plural(r->files),
                    r->concepts, plural(r->concepts), r->forms,
                    plural(r->forms));
    rn_out_write(l->target.out, b->ptr, b->len);
}

enum rn_exit rn_cmd_lint(const struct rn_config *c)
{
    struct lint l = { .c = c };
    renorm_lint_result result = { 0 };
    struct rn_strings layers = { 0 };
    enum rn_exit code = RN_EXIT_OK;
    renorm_status status;

    for (size_t i = 0; i < c->layers.n + c->files.n; i++) {
        rn_cli_more(&layers.v, layers.n, &layers.cap, sizeof *layers.v);
        layers.v[layers.n++] =
            i < c->layers.n ? c->layers.v[i] : c->files.v[i - c->layers.n];
    }
    l.color = rn_msg_color(c->color, STDOUT_FILENO);
    rn_target_open(&l.target, NULL);
    status = renorm_lexicon_lint(layers.v, layers.n,
                                 c->no_default ? RENORM_LEXICON_EMPTY : 0,
                                 finding, &l, &result);
    if (status == RENORM_E_NOMEM)
        rn_msg_nomem();
    if (!c->lint_json)
        summary(&l, &result);
    if (status != RENORM_OK)
        code = RN_EXIT_ERROR;
    else if (c->strict && result.warnings)
        code = RN_EXIT_FOUND;
    if (status != RENORM_OK && !result.errors)
        rn_msg(NULL, "%s", rn_msg_status(status));
    if (!rn_target_close(&l.target, true))
        code = RN_EXIT_ERROR;
    rn_bytes_release(&l.row);
    rn_strings_release(&layers);
    return code;
}
