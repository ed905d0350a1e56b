/* renorm lexicon test: do the examples of a lexicon hold? TAP with a block of
 * YAML below each that fails, an object a line, or annotations. Exits 1 when an
 * example fails, 2 when the lexicon is refused. */
#include <string.h>

#include "cli/commands.h"
#include "cli/spell.h"
#include "cli/target.h"
#include "renorm/lexicon.h"

struct test {
    struct cli_diag_printer diags; /* first, for cli_msg_diag */
    const struct cli_config *c;
    struct cli_target target;
    struct cli_bytes row;
    size_t n, failed;
};

/* Text behind a test number: '#' would begin a directive. */
static void put_description(struct cli_bytes *b, const char *s)
{
    for (; *s; s++) {
        if (*s == '#' || *s == '\\')
            cli_bytes_putc(b, '\\');
        cli_bytes_putc(b, *s == '\n' ? ' ' : *s);
    }
}

/* A double-quoted string of YAML is one of JSON. */
static void put_line(struct cli_bytes *b, const char *key, const char *value)
{
    cli_bytes_printf(b, "  %s: ", key);
    cli_put_json_str(b, value);
    cli_bytes_putc(b, '\n');
}

static void put_found(struct cli_bytes *b, const renorm_example *e)
{
    cli_bytes_puts(b, e->nfound ? "  found:\n" : "  found: []\n");
    for (size_t i = 0; i < e->nfound; i++) {
        cli_bytes_puts(b, "    - {name: ");
        cli_put_json_str(b, e->found[i].canonical);
        cli_bytes_puts(b, ", concept: ");
        cli_put_json_str(b, e->found[i].concept);
        cli_bytes_puts(b, "}\n");
    }
}

static void put_tap(struct test *t, const renorm_example *e)
{
    struct cli_bytes *b = &t->row;

    cli_bytes_printf(b, "%sok %zu - %s:%zu: %s: ", e->passed ? "" : "not ",
                     t->n, e->file, e->line, e->concept);
    put_description(b, e->text);
    cli_bytes_putc(b, '\n');
    if (e->passed)
        return;
    cli_bytes_puts(b, "  ---\n");
    put_line(b, "file", e->file);
    cli_bytes_printf(b, "  line: %zu\n  column: %zu\n", e->line, e->column);
    put_line(b, "concept", e->concept);
    put_line(b, "sentence", e->text);
    put_line(b, e->wanted ? "wanted" : "unwanted",
             e->wanted ? e->wanted : e->concept);
    put_found(b, e);
    cli_bytes_puts(b, "  ...\n");
}

static void put_object(struct cli_bytes *b, const renorm_example *e)
{
    cli_bytes_putc(b, '{');
    cli_put_field(b, "file", e->file);
    cli_put_number(b, "line", e->line);
    cli_put_number(b, "column", e->column);
    cli_put_field(b, "lang", renorm_lang_name(e->lang));
    cli_put_field(b, "concept", e->concept);
    cli_put_field(b, "text", e->text);
    cli_put_field(b, "wanted", e->wanted);
    cli_put_key(b, "passed");
    cli_bytes_puts(b, e->passed ? "true" : "false");
    cli_put_key(b, "found");
    cli_bytes_putc(b, '[');
    for (size_t i = 0; i < e->nfound; i++) {
        cli_bytes_puts(b, i ? ",{" : "{");
        cli_put_field(b, "canonical", e->found[i].canonical);
        cli_put_field(b, "concept", e->found[i].concept);
        cli_bytes_putc(b, '}');
    }
    cli_bytes_puts(b, "]}\n");
}

static void put_failure(struct cli_bytes *b, const renorm_example *e)
{
    struct cli_bytes message = { 0 };
    renorm_diag d = { .severity = RENORM_ERROR,
                      .file = e->file,
                      .line = e->line,
                      .column = e->column };

    if (e->passed)
        return;
    cli_bytes_printf(&message, "'%s' is %s in '%s'; found: ",
                     e->wanted ? e->wanted : e->concept,
                     e->wanted ? "not found" : "found", e->text);
    for (size_t i = 0; i < e->nfound; i++)
        cli_bytes_printf(&message, "%s%s", i ? ", " : "",
                         e->found[i].canonical);
    if (!e->nfound)
        cli_bytes_puts(&message, "nothing");
    cli_bytes_putc(&message, '\0');
    d.message = message.ptr;
    cli_put_annotation(b, &d);
    cli_bytes_release(&message);
}

static renorm_status on_example(void *arg, const renorm_example *e)
{
    struct test *t = arg;

    if (!t->n++ && t->c->report == RN_REPORT_TEXT)
        cli_out_write(t->target.out, "TAP version 14\n", 15);
    t->failed += !e->passed;
    t->row.len = 0;
    if (t->c->report == RN_REPORT_JSON)
        put_object(&t->row, e);
    else if (t->c->report == RN_REPORT_GITHUB)
        put_failure(&t->row, e);
    else
        put_tap(t, e);
    return cli_out_write(t->target.out, t->row.ptr, t->row.len);
}

/* The plan stands at the end, where the count is known. */
static void put_plan(struct test *t)
{
    t->row.len = 0;
    if (!t->n)
        cli_bytes_puts(&t->row, "TAP version 14\n");
    cli_bytes_printf(&t->row, "1..%zu%s\n", t->n,
                     t->n ? "" : " # SKIP no examples");
    cli_out_write(t->target.out, t->row.ptr, t->row.len);
}

enum cli_exit cli_cmd_test(const struct cli_config *c)
{
    struct test t = { .diags = cli_msg_printer(c->color, c->verbose), .c = c };
    unsigned flags = (c->no_default ? RENORM_LEXICON_EMPTY : 0) |
                     (c->layers_only ? RENORM_TEST_LAYERS_ONLY : 0);
    enum cli_exit code;
    renorm_status st;

    cli_target_open(&t.target, NULL);
    st = renorm_lexicon_test(c->layers.v, c->layers.n, flags, cli_msg_diag,
                             on_example, &t);
    if (st == RENORM_E_NOMEM)
        cli_msg_nomem();
    if (st == RENORM_OK && c->report == RN_REPORT_TEXT)
        put_plan(&t);
    if (st != RENORM_OK && !t.diags.errors && !t.target.out->error)
        cli_msg(NULL, "%s", cli_msg_status(st));
    code = st ? RN_EXIT_ERROR : t.failed ? RN_EXIT_FOUND : RN_EXIT_OK;
    if (!cli_target_close(&t.target, true))
        code = RN_EXIT_ERROR;
    cli_bytes_release(&t.row);
    return code;
}
