/* The front door: options in, exit code out. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/file.h"
#include "cli/target.h"

/* A program that is started with one of its three descriptors closed would take
 * the next file it opens for it. The fillers fail as a closed descriptor does:
 * standard input cannot be read, the others cannot be written. */
static void fill_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
                _exit(RN_EXIT_ERROR);
}

/* What is told about this program and the lexicon that it would read with. */
static void put_version(struct cli_bytes *out, const renorm_lexicon *lex)
{
    renorm_parts p = renorm_version_parts();

    cli_bytes_printf(out, "renorm %s\n", renorm_version());
    cli_bytes_printf(out, "lexicon %016llx\n",
                     (unsigned long long)renorm_lexicon_fingerprint(lex));
    cli_bytes_printf(out, "Unicode %s (utf8proc %s)\n", p.unicode, p.utf8proc);
    cli_bytes_printf(out, "ICU %s, Unicode %s, when it was built\n", p.icu,
                     p.icu_unicode);
}

/* `lex` is for the version alone. */
static enum cli_exit print(const struct cli_config *c,
                           const renorm_lexicon *lex)
{
    struct cli_bytes text = { 0 };
    struct cli_target target;
    bool ok = cli_target_open(&target, NULL);

    if (c->help)
        cli_print_help(&text, c->command);
    else if (c->version)
        put_version(&text, lex);
    else if (c->table)
        cli_print_table(&text);
    else
        cli_print_completion(&text, c->completion);
    cli_out_write(target.out, text.ptr, text.len);
    ok = cli_target_close(&target, true) && ok;
    cli_bytes_release(&text);
    return ok ? RN_EXIT_OK : RN_EXIT_ERROR;
}

/* What reads with a lexicon, and what works on one. */
static enum cli_exit (*const readers[])(const struct cli_config *,
                                        const renorm_lexicon *) = {
    [RN_CMD_FILTER] = cli_cmd_filter,   [RN_CMD_TERMS] = cli_cmd_terms,
    [RN_CMD_DETECT] = cli_cmd_detect,   [RN_CMD_EXPLAIN] = cli_cmd_explain,
    [RN_CMD_COMPARE] = cli_cmd_compare,
};
static enum cli_exit (*const keepers[RN_CMD_COUNT])(
    const struct cli_config *) = {
    [RN_CMD_LINT] = cli_cmd_lint,
    [RN_CMD_TEST] = cli_cmd_test,
    [RN_CMD_STATS] = cli_cmd_stats,
    [RN_CMD_COMPILE] = cli_cmd_compile,
};

static enum cli_exit load_and_run(const struct cli_config *c)
{
    struct cli_diag_printer printer = cli_msg_printer(c->color, c->verbose);
    renorm_lexicon *lex = NULL;
    renorm_status status = renorm_lexicon_load(
        c->layers.v, c->layers.n, c->no_default ? RENORM_LEXICON_EMPTY : 0,
        cli_msg_diag, &printer, &lex);
    enum cli_exit code;

    if (status == RENORM_E_NOMEM)
        cli_msg_nomem();
    if (status != RENORM_OK) {
        if (!printer.errors)
            cli_msg(NULL, "%s", cli_msg_status(status));
        return RN_EXIT_ERROR;
    }
    code = c->version ? print(c, lex) : readers[c->command](c, lex);
    renorm_lexicon_free(lex);
    return code;
}

int main(int argc, char **argv)
{
    struct cli_config config;
    enum cli_exit code;
    bool parsed;

    fill_descriptors();
    signal(SIGPIPE, SIG_DFL);
    cli_save_catch_signals();
    parsed = cli_config_parse(&config, argc, argv);
    /* Who writes files wants to know that a pipe broke; a filter just ends. */
    if (parsed && (config.in_place || config.output))
        signal(SIGPIPE, SIG_IGN);
    if (!parsed)
        code = RN_EXIT_ERROR;
    else if (config.help || config.completion || config.table)
        code = print(&config, NULL);
    else if (config.version || config.command < RN_CMD_LINT)
        code = load_and_run(&config);
    else
        code = keepers[config.command](&config);
    cli_config_release(&config);
    return code;
}
