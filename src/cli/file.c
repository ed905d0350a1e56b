#include "cli/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/bytes.h"
#include "cli/message.h"

/* ---- reading ------------------------------------------------------------ */

int cli_file_open(const char *name, bool wait)
{
    if (strcmp(name, "-") == 0)
        return STDIN_FILENO;
    return open(name,
                O_RDONLY | O_CLOEXEC | O_NOCTTY | (wait ? 0 : O_NONBLOCK));
}

void cli_file_close(int fd)
{
    if (fd != STDIN_FILENO)
        close(fd);
}

long cli_file_read(int fd, char *buf, size_t size)
{
    for (;;) {
        ssize_t n = read(fd, buf, size);
        if (n >= 0)
            return n;
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd p = { .fd = fd, .events = POLLIN };
            poll(&p, 1, -1);
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

void cli_names_init(struct cli_names *n, int fd, char end)
{
    *n = (struct cli_names){ .fd = fd,
                             .end = end,
                             .buf = cli_alloc(RN_READ_SIZE) };
}

void cli_names_release(struct cli_names *n)
{
    free(n->buf);
    free(n->name);
    *n = (struct cli_names){ .fd = -1 };
}

static void put_name(struct cli_names *n, char c)
{
    cli_more(&n->name, n->name_len, &n->name_cap, 1);
    n->name[n->name_len++] = c;
}

const char *cli_names_next(struct cli_names *n, int *error)
{
    n->name_len = 0;
    for (;;) {
        bool ended = false;

        if (n->at == n->len && !n->eof) {
            long got = cli_file_read(n->fd, n->buf, RN_READ_SIZE);
            if (got < 0) {
                *error = errno;
                return NULL;
            }
            n->eof = got == 0;
            n->at = 0;
            n->len = (size_t)got;
        }
        while (n->at < n->len && !ended) {
            ended = n->buf[n->at] == n->end;
            if (!ended)
                put_name(n, n->buf[n->at]);
            n->at++;
        }
        if (n->eof && !n->name_len)
            return NULL;
        if ((ended && n->name_len) || n->eof) {
            put_name(n, '\0');
            return n->name;
        }
    }
}

/* ---- saving ------------------------------------------------------------- */

/* Temporary files that a signal must remove: at most the output, a file in
 * place, and what is kept of it. */
enum { SAVES = 3 };
static char *volatile under_way[SAVES];

/* Signals that end the program, and that a person, a shell or a limit sends. */
static const int deadly[] = { SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGXCPU };
enum { DEADLY = sizeof deadly / sizeof *deadly };

void cli_save_abandon_all(void)
{
    for (int i = 0; i < SAVES; i++)
        if (under_way[i])
            unlink(under_way[i]);
}

static void on_signal(int sig)
{
    cli_save_abandon_all();
    signal(sig, SIG_DFL);
    raise(sig);
}

void cli_save_catch_signals(void)
{
    /* that a file may not grow is told as all is that cannot be written */
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < DEADLY; i++) {
        struct sigaction old, act = { .sa_handler = on_signal };

        sigemptyset(&act.sa_mask);
        act.sa_flags = SA_RESTART;
        if (sigaction(deadly[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(deadly[i], &act, NULL);
    }
}

static size_t dir_length(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Make a file beside `path` whose name, *temp, a signal finds in *slot: none
 * comes between the one and the other. -1 with errno set. */
static int make_beside(const char *path, char **temp, int *slot)
{
    struct cli_bytes b = { 0 };
    sigset_t hold, before;
    int fd, error, free_slot = 0;

    while (free_slot < SAVES && under_way[free_slot])
        free_slot++;
    if (free_slot == SAVES) {
        errno = EBUSY;
        return -1;
    }
    cli_bytes_put(&b, path, dir_length(path));
    cli_bytes_put(&b, ".renorm-XXXXXX", sizeof ".renorm-XXXXXX");
    sigemptyset(&hold);
    for (size_t i = 0; i < DEADLY; i++)
        sigaddset(&hold, deadly[i]);
    sigprocmask(SIG_BLOCK, &hold, &before);
    fd = mkstemp(b.ptr);
    error = errno;
    if (fd >= 0) {
        under_way[free_slot] = b.ptr;
        *temp = b.ptr;
        *slot = free_slot;
    } else {
        cli_bytes_release(&b);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return fd;
}

static void forget(struct cli_save *s)
{
    if (s->slot >= 0)
        under_way[s->slot] = NULL;
    if (s->out.buf)
        cli_out_release(&s->out);
    free(s->target);
    free(s->temp);
    *s = (struct cli_save){ .slot = -1, .out.fd = -1 };
}

/* Where `name` leads when its links are followed, also when nothing is there
 * yet. */
static char *follow(const char *name)
{
    char *real = realpath(name, NULL);
    char *link;
    ssize_t n;

    if (real || errno != ENOENT)
        return real;
    /* A link to a file that is to be made: its text is the name to make. */
    link = cli_alloc(4097);
    n = readlink(name, link, 4096);
    if (n <= 0) {
        free(link);
        return cli_strdup(name);
    }
    link[n] = '\0';
    if (link[0] != '/') {
        const char *slash = strrchr(name, '/');
        struct cli_bytes b = { 0 };
        if (slash)
            cli_bytes_put(&b, name, (size_t)(slash - name) + 1);
        cli_bytes_put(&b, link, (size_t)n + 1);
        free(link);
        return b.ptr;
    }
    return link;
}

/* Give the temporary file the mode and owner of what it will replace, or of a
 * new file. */
static bool dress(int fd, const struct stat *old)
{
    mode_t mask;

    if (!old) {
        mask = umask(0);
        umask(mask);
        return fchmod(fd, 0666 & ~mask) == 0;
    }
    if (old->st_uid != geteuid() || old->st_gid != getegid())
        if (fchown(fd, old->st_uid, old->st_gid) != 0)
            return false;
    /* After the owner: chown takes the set-user-id bits away. */
    return fchmod(fd, old->st_mode & 07777) == 0;
}

static bool make_temp(struct cli_save *s, const struct stat *old)
{
    int fd = make_beside(s->target, &s->temp, &s->slot);

    if (fd < 0)
        return false;
    cli_out_init(&s->out, fd);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    return dress(fd, old);
}

/* A message with errno, and everything as before. */
static bool give_up(struct cli_save *s, const char *what)
{
    int error = errno;

    if (what)
        cli_msg(s->shown, "%s: %s", what, strerror(error));
    else
        cli_msg(s->shown, "%s", strerror(error));
    cli_save_abandon(s);
    return false;
}

bool cli_save_begin(struct cli_save *s, const char *name, bool in_place)
{
    struct stat st;
    bool there;
    int fd;

    *s = (struct cli_save){ .shown = name, .slot = -1, .out.fd = -1 };
    s->target = follow(name);
    if (!s->target)
        return give_up(s, NULL);
    there = stat(s->target, &st) == 0;
    if (!there && (in_place || errno != ENOENT))
        return give_up(s, NULL);
    if (there && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return give_up(s, NULL);
    }
    if (there && in_place && !S_ISREG(st.st_mode)) {
        cli_msg(name, "no regular file: cannot be edited in place");
        cli_save_abandon(s);
        return false;
    }
    if (there && !S_ISREG(st.st_mode)) {
        fd = open(s->target, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        if (fd < 0)
            return give_up(s, NULL);
        cli_out_init(&s->out, fd);
        return true;
    }
    if (!make_temp(s, there ? &st : NULL))
        return give_up(s, s->temp ? "cannot keep its mode and owner"
                                  : "cannot make a file beside it");
    return true;
}

/* Put the directory of `path` on the disk, so that the rename in it survives a
 * crash. */
static bool sync_dir(const char *path)
{
    struct cli_bytes b = { 0 };
    int fd, ok;

    if (dir_length(path))
        cli_bytes_put(&b, path, dir_length(path));
    else
        cli_bytes_puts(&b, "./");
    cli_bytes_putc(&b, '\0');
    fd = open(b.ptr, O_RDONLY | O_CLOEXEC);
    cli_bytes_release(&b);
    if (fd < 0)
        return true; /* a directory that may not be read cannot be synced */
    ok = fsync(fd) == 0 || errno == EINVAL;
    close(fd);
    return ok;
}

static bool copy_file(const char *from, int to)
{
    char *buf = cli_alloc(RN_READ_SIZE);
    int fd = open(from, O_RDONLY | O_CLOEXEC);
    struct cli_out out;
    struct stat st;
    long n = -1;
    bool ok;

    cli_out_init(&out, to);
    if (fd >= 0)
        while ((n = cli_file_read(fd, buf, RN_READ_SIZE)) > 0)
            cli_out_write(&out, buf, (size_t)n);
    ok = n == 0 && cli_out_flush(&out) == RENORM_OK && fstat(fd, &st) == 0 &&
         dress(to, &st) && fsync(to) == 0;
    if (out.error)
        errno = out.error;
    cli_out_release(&out);
    free(buf);
    if (fd >= 0)
        close(fd);
    return ok;
}

/* Keep the target as it is under its name and the suffix: a second name for it,
 * or a copy where the file system has no hard links. Made beside and renamed,
 * so that an older backup is replaced whole. */
static bool keep_backup(const struct cli_save *s, const char *suffix)
{
    struct cli_bytes name = { 0 };
    char *temp;
    int slot, error, fd = make_beside(s->target, &temp, &slot);
    bool ok = true;

    if (fd < 0)
        return false;
    cli_bytes_printf(&name, "%s%s", s->target, suffix);
    cli_bytes_putc(&name, '\0');
    unlink(temp);
    if (link(s->target, temp) != 0) {
        close(fd);
        fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        ok = fd >= 0 && copy_file(s->target, fd);
    }
    ok = ok && rename(temp, name.ptr) == 0;
    error = errno;
    /* Also behind a rename: two names of one file stay. */
    unlink(temp);
    under_way[slot] = NULL;
    free(temp);
    if (fd >= 0)
        close(fd);
    cli_bytes_release(&name);
    errno = error;
    return ok;
}

bool cli_save_commit(struct cli_save *s, const char *suffix)
{
    int fd = s->out.fd;

    if (cli_out_flush(&s->out) != RENORM_OK) {
        errno = s->out.error;
        return give_up(s, "cannot be written");
    }
    if (s->temp && fsync(fd) != 0)
        return give_up(s, "cannot be written");
    s->out.fd = -1;
    if (close(fd) != 0)
        return give_up(s, "cannot be written");
    if (!s->temp) {
        forget(s);
        return true;
    }
    if (suffix && *suffix && !keep_backup(s, suffix))
        return give_up(s, "cannot keep the original");
    if (rename(s->temp, s->target) != 0)
        return give_up(s, "cannot be replaced");
    under_way[s->slot] = NULL;
    s->slot = -1;
    free(s->temp);
    s->temp = NULL;
    if (!sync_dir(s->target))
        return give_up(s, "cannot be made to last");
    forget(s);
    return true;
}

void cli_save_abandon(struct cli_save *s)
{
    if (s->out.fd >= 0)
        close(s->out.fd);
    if (s->temp)
        unlink(s->temp);
    forget(s);
}
