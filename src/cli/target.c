#include "cli/target.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"

bool rn_target_open(struct rn_target *t, const char *name)
{
    *t = (struct rn_target){ .out = &t->standard };
    if (name && strcmp(name, "-") != 0) {
        if (!rn_save_begin(&t->save, name, false))
            return false;
        t->saving = true;
        t->out = &t->save.out;
    } else {
        rn_out_init(&t->standard, STDOUT_FILENO);
    }
    return true;
}

bool rn_target_is_input(const struct rn_target *t, const char *name, int fd)
{
    struct stat in, out;

    if (t->saving || fstat(fd, &in) != 0 || fstat(STDOUT_FILENO, &out) != 0 ||
        !S_ISREG(in.st_mode) || in.st_dev != out.st_dev ||
        in.st_ino != out.st_ino)
        return false;
    rn_msg(name, "is the output too");
    rn_msg_hint("--in-place edits a file");
    return true;
}

bool rn_target_close(struct rn_target *t, bool whole)
{
    int error;

    if (t->saving && !whole) {
        rn_save_abandon(&t->save);
        return true;
    }
    if (t->saving)
        return rn_save_commit(&t->save, NULL);
    rn_out_flush(&t->standard);
    error = t->standard.error;
    rn_out_release(&t->standard);
    if (!error && close(STDOUT_FILENO) != 0)
        error = errno;
    if (!error)
        return true;
    rn_msg("standard output", "%s", strerror(error));
    return false;
}
