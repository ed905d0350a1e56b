/* cli/message.h - what the program says on standard error, and how it ends.
 *
 *     renorm: report.txt: No such file or directory
 *     vi/bodies.yaml:41:17: error: slot '{leval}' names no kind [RN-202]
 *       - "Sở {leval}"
 *             ^
 *         hint: did you mean '{level}'?
 *
 * Each message is one write, so that lines of several programs do not mix. */
#ifndef RN_CLI_MESSAGE_H
#define RN_CLI_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/bytes.h"
#include "renorm/renorm.h"

/* How the program ends. Where several apply: an error before bad records before
 * findings. */
enum cli_exit {
    RN_EXIT_OK = 0,
    RN_EXIT_FOUND = 1, /* findings of a checking command */
    RN_EXIT_ERROR = 2, /* usage, lexicon or I/O error */
    RN_EXIT_BAD = 3    /* finished, but some records were bad */
};

/* "renorm: " and the message; `file` (or NULL) stands between them. */
void cli_msg(const char *file, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A line of advice below a message. */
void cli_msg_hint(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Say that memory ran out, remove unfinished files, and end. */
_Noreturn void cli_msg_nomem(void);

/* Write a diagnostic for people to `out`, with colours or without. */
void cli_msg_format_diag(struct cli_bytes *out, const renorm_diag *diag,
                         bool color);

enum cli_color { RN_COLOR_AUTO, RN_COLOR_ALWAYS, RN_COLOR_NEVER };

struct cli_diag_printer {
    bool color;
    bool verbose;  /* notes too */
    size_t errors; /* counted here */
};

/* One for standard error. */
struct cli_diag_printer cli_msg_printer(enum cli_color when, bool verbose);

/* A sink for the library's diagnostics; `arg` is a struct cli_diag_printer, or
 * a struct that begins with one. */
void cli_msg_diag(void *arg, const renorm_diag *diag);

/* What a failed call of the library came to, for people. */
const char *cli_msg_status(renorm_status status);

/* Whether to colour what goes to `fd`: a terminal that is not dumb, and no
 * NO_COLOR. */
bool cli_msg_color(enum cli_color when, int fd);

#endif
