/* cli/options.h - the one table of commands and options, and how a command line
 * is read.
 *
 * --help, the completions and the check of the man page are made from the table
 * alone: whoever adds an option adds a row, a case in set_option() and a
 * paragraph in renorm.1. */
#ifndef RN_CLI_OPTIONS_H
#define RN_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/keep.h"
#include "cli/message.h"
#include "renorm/renorm.h"

enum cli_command {
    RN_CMD_FILTER,
    RN_CMD_TERMS,
    RN_CMD_DETECT,
    RN_CMD_EXPLAIN,
    RN_CMD_COMPARE,
    RN_CMD_LINT, /* the first command of `lexicon` */
    RN_CMD_TEST,
    RN_CMD_STATS,
    RN_CMD_COMPILE,
    RN_CMD_COUNT /* also `lexicon --help`, which is of all of them */
};

struct cli_command_row {
    const char *name; /* as typed, "lexicon lint"; empty for the filter */
    const char *usage;
    const char *help; /* one line */
};

enum cli_option_arg { RN_ARG_NONE, RN_ARG_NEEDED, RN_ARG_MAYBE };

/* What completes an option's value. */
enum cli_option_fill { RN_FILL_NONE, RN_FILL_FILE, RN_FILL_VALUES };

enum cli_option_id {
    RN_OPT_STYLE,
    RN_OPT_FORMAT,
    RN_OPT_LINT_FORMAT,
    RN_OPT_TEST_FORMAT,
    RN_OPT_FIELD,
    RN_OPT_KEEP_CASE,
    RN_OPT_MENTIONS,
    RN_OPT_LANG,
    RN_OPT_PRIOR,
    RN_OPT_KIND,
    RN_OPT_CONCEPT,
    RN_OPT_SKIP_CONCEPT,
    RN_OPT_MIN_MARGIN,
    RN_OPT_KEEP,
    RN_OPT_DIFF,
    RN_OPT_CHECK,
    RN_OPT_LIST,
    RN_OPT_IDEMPOTENT,
    RN_OPT_IN_PLACE,
    RN_OPT_JSON,
    RN_OPT_AT,
    RN_OPT_STRICT,
    RN_OPT_LAYERS_ONLY,
    RN_OPT_OUTPUT,
    RN_OPT_LINES,
    RN_OPT_LINE_BUFFERED,
    RN_OPT_FILES_FROM,
    RN_OPT_NULL,
    RN_OPT_ON_ERROR,
    RN_OPT_STATS,
    RN_OPT_LEXICON,
    RN_OPT_NO_DEFAULT,
    RN_OPT_COLOR,
    RN_OPT_VERBOSE,
    RN_OPT_COMPLETION,
    RN_OPT_TABLE,
    RN_OPT_HELP,
    RN_OPT_VERSION
};

struct cli_option_row {
    enum cli_option_id id;
    char letter; /* 0 for none */
    const char *name;
    enum cli_option_arg arg;
    enum cli_option_fill fill;
    const char *meta;   /* name of the value in help */
    const char *values; /* the values allowed, with '|' between them, or NULL */
    unsigned commands;  /* bits 1 << cli_command */
    bool hidden;        /* not in help and completions */
    const char *help;
};

extern const struct cli_command_row cli_commands[RN_CMD_COUNT];
/* The word behind `lexicon` that names a command of RN_CMD_LINT and above. */
const char *cli_subcommand(int command);

/* The first word of a command that another word is near to, or NULL. */
const char *cli_near_command(const char *word);

extern const struct cli_option_row cli_options[];
extern const size_t cli_noptions;

/* How a command on lexicons reports; TEXT is TAP for `lexicon test`. */
enum cli_report { RN_REPORT_TEXT, RN_REPORT_JSON, RN_REPORT_GITHUB };

enum cli_on_error { RN_ON_ERROR_PASS, RN_ON_ERROR_SKIP, RN_ON_ERROR_STOP };

struct cli_strings {
    const char **v;
    size_t n, cap;
};

void cli_strings_release(struct cli_strings *s); /* the list, not the strings */

/* A command line, read. Strings are those of argv, or live as long as the
 * program. */
struct cli_config {
    enum cli_command command;
    renorm_options engine; /* its lists point into those below */
    struct cli_keep keep;
    bool jsonl, json, diff, check, list, in_place;
    bool line_buffered, null, stats, no_default, verbose, strict, layers_only,
        have_at;
    bool check_idempotent;
    const char *suffix; /* of the backup, or NULL */
    const char *mentions, *output, *files_from;
    const char *completion; /* a shell, or NULL */
    bool help, version, table;
    enum cli_report report;
    enum cli_on_error on_error;
    enum cli_color color;
    struct cli_strings fields, kinds, concepts, skip_concepts, layers, files;
};

/* Read a command line. False after a message: the caller exits with
 * RN_EXIT_ERROR. */
bool cli_config_parse(struct cli_config *c, int argc, char **argv);
void cli_config_release(struct cli_config *c);

void cli_print_help(struct cli_bytes *out, enum cli_command command);

/* The table, a tab-separated line an option: command, letter, name, value. For
 * the check of the man page. */
void cli_print_table(struct cli_bytes *out);

/* A completion script for bash, zsh or fish. False when the shell is none of
 * them. */
bool cli_print_completion(struct cli_bytes *out, const char *shell);

#endif
