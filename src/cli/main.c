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

static enum rn_exit print(const struct rn_config *c)
{
    struct rn_bytes text = { 0 };
    struct rn_target target;
    bool ok = rn_target_open(&target, NULL);

    if (c->help)
        rn_print_help(&text, c->command);
    else if (c->version)
        rn_bytes_printf(&text, "renorm %s\n", renorm_version());
    else if (c->table)
        rn_print_table(&text);
    else
        rn_print_completion(&text, c->completion);
    rn_out_write(target.out, text.ptr, text.len);
    ok = rn_target_close(&target, true) && ok;
    rn_bytes_release(&text);
    return ok ? RN_EXIT_OK : RN_EXIT_ERROR;
}

static enum rn_exit run(const struct rn_config *c, const renorm_lexicon *lex)
{
    switch (c->command) {
    case RN_CMD_TERMS:
        return rn_cmd_terms(c, lex);
    case RN_CMD_DETECT:
        return rn_cmd_detect(c, lex);
    case RN_CMD_EXPLAIN:
        return rn_cmd_explain(c, lex);
    default:
        return rn_cmd_filter(c, lex);
    }
}

static enum rn_exit load_and_run(const struct rn_config *c)
{
    struct rn_diag_printer printer = {
        .color = rn_msg_color(c->color, STDERR_FILENO), .verbose = c->verbose
    };
    renorm_lexicon *lex = NULL;
    renorm_status status = renorm_lexicon_load(
        c->layers.v, c->layers.n, c->no_default ? RENORM_LEXICON_EMPTY : 0,
        rn_msg_diag, &printer, &lex);
    enum rn_exit code;

    if (status == RENORM_E_NOMEM)
        rn_msg_nomem();
    if (status != RENORM_OK) {
        rn_msg(NULL, "%s", rn_msg_status(status));
        return RN_EXIT_ERROR;
    }
    code = run(c, lex);
    renorm_lexicon_free(lex);
    return code;
}

int main(int argc, char **argv)
{
    struct rn_config config;
    enum rn_exit code;

    fill_descriptors();
    signal(SIGPIPE, SIG_DFL);
    rn_save_catch_signals();
    if (!rn_config_parse(&config, argc, argv))
        code = RN_EXIT_ERROR;
    else if (config.help || config.version || config.completion || config.table)
        code = print(&config);
    else if (config.command == RN_CMD_LINT)
        code = rn_cmd_lint(&config);
    else
        code = load_and_run(&config);
    rn_config_release(&config);
    return code;
}
