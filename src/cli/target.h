/* cli/target.h - where a command's data go: standard output, or the file of
 * --output. */
#ifndef RN_CLI_TARGET_H
#define RN_CLI_TARGET_H

#include <stdbool.h>

#include "cli/file.h"
#include "cli/out.h"

struct cli_target {
    struct cli_out *out;
    struct cli_out standard;
    struct cli_save save;
    bool saving;
};

/* `name` is NULL or "-" for standard output. False after a message. */
bool cli_target_open(struct cli_target *t, const char *name);

/* Whether an input open as `fd` is the very file that standard output goes to:
 * reading it would never end. Says so. */
bool cli_target_is_input(const struct cli_target *t, const char *name, int fd);

/* Write out all; with `whole` false the file of --output does not appear. False
 * after a message. */
bool cli_target_close(struct cli_target *t, bool whole);

#endif
