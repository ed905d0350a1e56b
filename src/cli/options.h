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

#include "cli/message.h"
#include "renorm/renorm.h"

enum rn_command {
    RN_CMD_FILTER,
    RN_CMD_TERMS,
    RN_CMD_DETECT,
    RN_CMD_EXPLAIN,
    RN_CMD_LINT,
    RN_CMD_COUNT
};

struct rn_command_row {
    const char *name; /* as typed, "lexicon lint"; empty for the filter */
    const char *usage;
    const char *help; /* one line */
};

enum rn_option_arg { RN_ARG_NONE, RN_ARG_NEEDED, RN_ARG_MAYBE };

/* What completes an option's value. */
enum rn_option_fill { RN_FILL_NONE, RN_FILL_FILE, RN_FILL_DIR, RN_FILL_VALUES };

enum rn_option_id {
    RN_OPT_STYLE,
    RN_OPT_FORMAT,
    RN_OPT_LINT_FORMAT,
    RN_OPT_FIELD,
    RN_OPT_MENTIONS,
    RN_OPT_LANG,
    RN_OPT_PRIOR,
    RN_OPT_KIND,
    RN_OPT_CONCEPT,
    RN_OPT_SKIP_CONCEPT,
    RN_OPT_MIN_MARGIN,
    RN_OPT_DIFF,
    RN_OPT_CHECK,
    RN_OPT_LIST,
    RN_OPT_IN_PLACE,
    RN_OPT_JSON,
    RN_OPT_AT,
    RN_OPT_STRICT,
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

struct rn_option_row {
    enum rn_option_id id;
    char letter; /* 0 for none */
    const char *name;
    enum rn_option_arg arg;
    enum rn_option_fill fill;
    const char *meta;   /* name of the value in help */
    const char *values; /* the values allowed, with '|' between them, or NULL */
    unsigned commands;  /* bits 1 << rn_command */
    bool hidden;        /* not in help and completions */
    const char *help;
};

extern const struct rn_command_row rn_commands[RN_CMD_COUNT];
extern const struct rn_option_row rn_options[];
extern const size_t rn_noptions;

enum rn_on_error { RN_ON_ERROR_PASS, RN_ON_ERROR_SKIP, RN_ON_ERROR_STOP };

struct rn_strings {
    const char **v;
    size_t n, cap;
};

void rn_strings_release(struct rn_strings *s); /* the list, not the strings */

/* A command line, read. Strings are those of argv, or live as long as the
 * program. */
struct rn_config {
    enum rn_command command;
    renorm_options engine; /* its lists point into those below */
    bool jsonl, lint_json, json, diff, check, list, in_place;
    bool line_buffered, null, stats, no_default, verbose, strict, have_at;
    const char *suffix; /* of the backup, or NULL */
    const char *mentions, *output, *files_from;
    const char *completion; /* a shell, or NULL */
    bool help, version, table;
    enum rn_on_error on_error;
    enum rn_color color;
    struct rn_strings fields, kinds, concepts, skip_concepts, layers, files;
};

/* Read a command line. False after a message: the caller exits with
 * RN_EXIT_ERROR. */
bool rn_config_parse(struct rn_config *c, int argc, char **argv);
void rn_config_release(struct rn_config *c);

void rn_print_help(struct rn_bytes *out, enum rn_command command);

/* The table, a tab-separated line an option: command, letter, name, value. For
 * the check of the man page. */
void rn_print_table(struct rn_bytes *out);

/* A completion script for bash, zsh or fish. False when the shell is none of
 * them. */
bool rn_print_completion(struct rn_bytes *out, const char *shell);

#endif
