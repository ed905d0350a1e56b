/* cli/target.h - where a command's data go: standard output, or the file of
 * --output. */
#ifndef RN_CLI_TARGET_H
#define RN_CLI_TARGET_H

#include <stdbool.h>

#include "cli/file.h"
#include "cli/out.h"

struct rn_target {
    struct rn_out *out;
    struct rn_out standard;
    struct rn_save save;
    bool saving;
};

/* `name` is NULL or "-" for standard output. False after a message. */
bool rn_target_open(struct rn_target *t, const char *name);

/* Whether an input open as `fd` is the very file that standard output goes to:
 * reading it would never end. Says so. */
bool rn_target_is_input(const struct rn_target *t, const char *name, int fd);

/* Write out all; with `whole` false the file of --output does not appear. False
 * after a message. */
bool rn_target_close(struct rn_target *t, bool whole);

#endif
