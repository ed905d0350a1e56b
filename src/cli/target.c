#include "cli/target.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"

bool cli_target_open(struct cli_target *t, const char *name)
{
    *t = (struct cli_target){ .out = &t->standard };
    if (name && strcmp(name, "-") != 0) {
        if (!cli_save_begin(&t->save, name, false))
            return false;
        t->saving = true;
        t->out = &t->save.out;
    } else {
        cli_out_init(&t->standard, STDOUT_FILENO);
    }
    return true;
}

bool cli_target_is_input(const struct cli_target *t, const char *name, int fd)
{
    struct stat in, out;

    if (t->saving || fstat(fd, &in) != 0 || fstat(STDOUT_FILENO, &out) != 0 ||
        !S_ISREG(in.st_mode) || in.st_dev != out.st_dev ||
        in.st_ino != out.st_ino)
        return false;
    cli_msg(name, "is the output too");
    cli_msg_hint("--in-place edits a file");
    return true;
}

bool cli_target_close(struct cli_target *t, bool whole)
{
    int error;

    if (t->saving && !whole) {
        if (t->save.out.error)
            cli_msg(t->save.shown, "cannot be written: %s",
                    strerror(t->save.out.error));
        cli_save_abandon(&t->save);
        return true;
    }
    if (t->saving)
        return cli_save_commit(&t->save, NULL);
    cli_out_flush(&t->standard);
    error = t->standard.error;
    cli_out_release(&t->standard);
    if (!error && close(STDOUT_FILENO) != 0)
        error = errno;
    if (!error)
        return true;
    cli_msg("standard output", "%s", strerror(error));
    return false;
}
