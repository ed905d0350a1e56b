/* A command line, an argument a line. What is refused is refused with a
 * message; what is accepted has no options that fight. */
#include "fuzz.h"

#include "cli/options.h"

enum { ARGS_MAX = 64 };

static unsigned messages;

/* The program's messages, without a program. */
__attribute__((format(printf, 1, 0))) static void say(const char *fmt,
                                                      va_list ap)
{
    char line[256];

    MUST(vsnprintf(line, sizeof line, fmt, ap) > 0);
}

void cli_msg(const char *file, const char *fmt, ...)
{
    va_list ap;

    (void)file;
    va_start(ap, fmt);
    say(fmt, ap);
    va_end(ap);
    messages++;
}

void cli_msg_hint(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say(fmt, ap);
    va_end(ap);
}

_Noreturn void cli_msg_nomem(void)
{
    abort();
}

/* --keep without the C library's regular expressions, which a hostile one can
 * make take all memory. */
bool cli_keep_add(struct cli_keep *k, const char *regex)
{
    if (!*regex)
        cli_msg(NULL, "nothing to keep");
    else
        k->n++;
    return *regex != '\0';
}

void cli_keep_release(struct cli_keep *k)
{
    k->n = 0;
}

renorm_status cli_keep_find(void *arg, const char *ptr, size_t len,
                            const renorm_stretch **out, size_t *n)
{
    (void)arg;
    (void)ptr;
    (void)len;
    *out = NULL;
    *n = 0;
    return RENORM_OK;
}

static void check_config(const struct cli_config *c)
{
    /* `lexicon --help` is of no command alone */
    MUST((int)c->command < RN_CMD_COUNT ||
         (c->help && (int)c->command == RN_CMD_COUNT));
    if (c->help || c->version || c->completion || c->table)
        return;
    MUST(c->fields.n);
    MUST(!(c->in_place && (c->diff || c->check)));
    MUST(!c->in_place || c->files.n || c->files_from);
    MUST(!c->suffix || !strchr(c->suffix, '/'));
    MUST(!c->mentions || c->jsonl);
    MUST(c->engine.nkinds == c->kinds.n);
    MUST(c->engine.lang_forced >= 0 && c->engine.lang_forced <= 3);
    for (size_t i = 0; i < c->kinds.n; i++)
        MUST(c->kinds.v[i][0] && !strchr(c->kinds.v[i], ','));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = { data, size };
    char program[] = "renorm", *argv[ARGS_MAX + 1] = { program };
    struct cli_config config;
    struct cli_bytes help = { 0 };
    int argc = 1;
    bool ok;

    while (in.len && argc < ARGS_MAX)
        argv[argc++] = fuzz_string(fuzz_until(&in, '\n'));
    messages = 0;
    ok = cli_config_parse(&config, argc, argv);
    MUST(ok == (messages == 0) && messages <= 1);
    if (ok)
        check_config(&config);
    if (ok && config.help) {
        cli_print_help(&help, config.command);
        MUST(help.len);
    }
    cli_bytes_release(&help);
    cli_config_release(&config);
    while (argc > 1)
        free(argv[--argc]);
    return 0;
}
