/* cli/file.h - files read in pieces, and files that appear whole or not at all.
 *
 * A save is written to a temporary file beside its target and takes the
 * target's place with rename(2) once everything is on the disk; until then, and
 * after any failure or signal, the target is as it was. */
#ifndef RN_CLI_FILE_H
#define RN_CLI_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "cli/out.h"

enum { RN_READ_SIZE = 64 * 1024 };

/* ---- reading ------------------------------------------------------------ */

/* Open a file for reading; "-" is standard input. Of a pipe its writer is
 * waited for, if `wait` says so. -1 with errno set when that fails. */
int cli_file_open(const char *name, bool wait);

/* Close what cli_file_open gave (standard input stays open). */
void cli_file_close(int fd);

/* Up to `size` bytes; 0 at the end, -1 with errno set. Goes on after
 * interruptions. */
long cli_file_read(int fd, char *buf, size_t size);

/* Names, one a line or with a NUL behind each; empty ones are left out. */
struct cli_names {
    int fd;
    char end;
    bool eof;
    char *buf;
    size_t at, len;
    char *name;
    size_t name_len, name_cap;
};

void cli_names_init(struct cli_names *n, int fd, char end);
void cli_names_release(struct cli_names *n);

/* The next name, until the next call; NULL at the end or, with *error set to
 * errno, after a failure. */
const char *cli_names_next(struct cli_names *n, int *error);

/* ---- saving ------------------------------------------------------------- */

struct cli_save {
    const char *shown; /* the name in messages */
    char *target;      /* links followed */
    char
        *temp; /* NULL when the target is written directly (a device, a pipe) */
    int slot;  /* private: its place among the files to remove at a signal */
    struct cli_out out;
};

/* Begin to save `name`, which need not be there. With `in_place` it must be a
 * regular file, whose mode and owner the new one gets. False after a message.
 */
bool cli_save_begin(struct cli_save *s, const char *name, bool in_place);

/* Finish: all to the disk, then in the target's place; with `suffix` (or NULL)
 * the target is kept under its name with the suffix. False after a message,
 * with everything as before. */
bool cli_save_commit(struct cli_save *s, const char *suffix);

/* Leave the target as it is. */
void cli_save_abandon(struct cli_save *s);

/* Remove the temporary files of all saves that are under way. */
void cli_save_abandon_all(void);

/* Make signals that end the program remove them too. */
void cli_save_catch_signals(void);

#endif
