/* renorm lexicon compile: lexicons into one file that is mapped, not read. */
#include "cli/commands.h"
#include "cli/target.h"
#include "renorm/lexicon.h"

struct compile {
    struct cli_diag_printer diags; /* first, for cli_msg_diag */
    struct cli_target target;
};

static renorm_status on_bytes(void *arg, const char *ptr, size_t len)
{
    struct compile *w = arg;

    return cli_out_write(w->target.out, ptr, len);
}

enum cli_exit cli_cmd_compile(const struct cli_config *c)
{
    struct compile w = { .diags = cli_msg_printer(c->color, c->verbose) };
    renorm_status st;
    bool written;

    if (!c->output) {
        cli_msg(NULL, "'lexicon compile' needs a file to write to");
        cli_msg_hint("renorm lexicon compile --output FILE DIR...");
        return RN_EXIT_ERROR;
    }
    if (!cli_target_open(&w.target, c->output))
        return RN_EXIT_ERROR;
    st = renorm_lexicon_compile(c->layers.v, c->layers.n,
                                c->no_default ? RENORM_LEXICON_EMPTY : 0,
                                cli_msg_diag, on_bytes, &w);
    if (st == RENORM_E_NOMEM)
        cli_msg_nomem();
    if (st != RENORM_OK && !w.diags.errors && !w.target.out->error)
        cli_msg(NULL, "%s", cli_msg_status(st));
    written = cli_target_close(&w.target, st == RENORM_OK);
    return st == RENORM_OK && written ? RN_EXIT_OK : RN_EXIT_ERROR;
}
