/* renorm lexicon stats: what lexicons hold and what they lack, as tables or as
 * one object. Exits 1 with --strict when forms or examples are missing without
 * a reason. */
#include <string.h>

#include "cli/commands.h"
#include "cli/spell.h"
#include "cli/target.h"
#include "renorm/lexicon.h"

struct stats {
    struct cli_diag_printer diags; /* first, for cli_msg_diag */
    const struct cli_config *c;
    struct cli_bytes out;
    int group;         /* of the rows that are being written; -1 before */
    bool gaps;         /* the list of gaps has begun */
    size_t missing[3]; /* by renorm_gap_what, without a reason */
    size_t reasons;
};

/* ---- for programs ------------------------------------------------------- */

static const char *const groups[] = { "languages", "kinds", "files" };
static const char *const whats[] = { "form", "good", "wrong" };

static void count_object(struct stats *s, const renorm_count *n)
{
    struct cli_bytes *b = &s->out;

    if (s->group != (int)n->group) {
        if (s->group >= 0)
            cli_bytes_puts(b, "],");
        cli_bytes_printf(b, "\"%s\":[", groups[n->group]);
    } else {
        cli_bytes_putc(b, ',');
    }
    s->group = (int)n->group;
    cli_bytes_putc(b, '{');
    cli_put_field(b, "name", n->name);
    cli_put_number(b, "concepts", n->concepts);
    cli_put_key(b, "forms");
    cli_bytes_printf(b, "{\"vi\":%zu,\"ms\":%zu,\"en\":%zu}", n->forms[0],
                     n->forms[1], n->forms[2]);
    cli_put_number(b, "good", n->good);
    cli_put_number(b, "wrong", n->wrong);
    cli_bytes_putc(b, '}');
}

static void gap_object(struct stats *s, const renorm_gap *g)
{
    struct cli_bytes *b = &s->out;

    cli_bytes_puts(b, s->gaps ? ",{" : "],\"missing\":[{");
    s->gaps = true;
    cli_put_field(b, "what", whats[g->what]);
    cli_put_field(b, "concept", g->concept);
    cli_put_field(b, "kind", g->kind);
    cli_put_field(b, "lang", renorm_lang_name(g->lang));
    cli_put_field(b, "file", g->file);
    cli_put_number(b, "line", g->line);
    cli_put_field(b, "reason", g->reason);
    cli_bytes_putc(b, '}');
}

/* ---- for people --------------------------------------------------------- */

static void count_row(struct stats *s, const renorm_count *n)
{
    static const char *const heads[] = { "language", "kind", "file" };

    if (s->group != (int)n->group)
        cli_bytes_printf(&s->out, "%s%-36s %8s %6s %6s %6s %6s %6s\n",
                         s->group >= 0 ? "\n" : "", heads[n->group], "concepts",
                         "vi", "ms", "en", "good", "wrong");
    s->group = (int)n->group;
    cli_bytes_printf(&s->out, "%-36s %8zu %6zu %6zu %6zu %6zu %6zu\n", n->name,
                     n->concepts, n->forms[0], n->forms[1], n->forms[2],
                     n->good, n->wrong);
}

static void gap_row(struct stats *s, const renorm_gap *g)
{
    static const char *const says[] = { "has no form in",
                                        "has no good example in",
                                        "has no wrong example in" };

    if (g->reason && !s->c->verbose)
        return;
    cli_bytes_printf(&s->out, "%s%s:%zu: '%s' %s %s", s->gaps ? "" : "\n",
                     g->file, g->line, g->concept, says[g->what],
                     renorm_lang_name(g->lang));
    if (g->reason)
        cli_bytes_printf(&s->out, ": %s", g->reason);
    cli_bytes_putc(&s->out, '\n');
    s->gaps = true;
}

static void on_count(void *arg, const renorm_count *n)
{
    struct stats *s = arg;

    if (s->c->json)
        count_object(s, n);
    else
        count_row(s, n);
}

static void on_gap(void *arg, const renorm_gap *g)
{
    struct stats *s = arg;

    if (g->reason)
        s->reasons++;
    else
        s->missing[g->what]++;
    if (s->c->json)
        gap_object(s, g);
    else
        gap_row(s, g);
}

static void put_end(struct stats *s)
{
    if (s->c->json)
        cli_bytes_puts(&s->out, s->gaps ? "]}\n" : "],\"missing\":[]}\n");
    else
        cli_bytes_printf(&s->out,
                         "\nmissing: %zu forms (%zu more with a reason), %zu "
                         "good and %zu wrong examples\n",
                         s->missing[RENORM_GAP_FORM], s->reasons,
                         s->missing[RENORM_GAP_GOOD],
                         s->missing[RENORM_GAP_WRONG]);
}

enum cli_exit cli_cmd_stats(const struct cli_config *c)
{
    struct stats s = { .diags = cli_msg_printer(c->color, c->verbose),
                       .c = c,
                       .group = -1 };
    renorm_stats_handler handler = { &s, on_count, on_gap };
    struct cli_target target;
    enum cli_exit code = RN_EXIT_OK;
    renorm_status st;

    if (c->json)
        cli_bytes_putc(&s.out, '{');
    st = renorm_lexicon_stats(c->layers.v, c->layers.n,
                              c->no_default ? RENORM_LEXICON_EMPTY : 0,
                              cli_msg_diag, &handler);
    if (st == RENORM_E_NOMEM)
        cli_msg_nomem();
    if (st != RENORM_OK && !s.diags.errors)
        cli_msg(NULL, "%s", cli_msg_status(st));
    if (st != RENORM_OK)
        code = RN_EXIT_ERROR;
    else if (c->strict && s.missing[0] + s.missing[1] + s.missing[2])
        code = RN_EXIT_FOUND;
    cli_target_open(&target, NULL);
    if (st == RENORM_OK) {
        put_end(&s);
        cli_out_write(target.out, s.out.ptr, s.out.len);
    }
    if (!cli_target_close(&target, true))
        code = RN_EXIT_ERROR;
    cli_bytes_release(&s.out);
    return code;
}
