/* faults.c - the C library as a bad day has it, linked into a copy of the
 * program by -Wl,--wrap: its own calls come here, those of libraries do not.
 *
 *     RN_FAULT=NAME:N:ERRNO    call N of NAME fails with that number
 *     RN_FAULT=NAME:N+:ERRNO   and so do all behind it
 *     RN_FAULT=NAME:N:kill     SIGTERM comes right behind it
 *     RN_SHORT=1               read and write do a few bytes at a time
 *     RN_EINTR=1               each read, write, poll is interrupted first
 *     RN_COUNTS=FILE           how often each was called is written there
 *
 * malloc stands for calloc and realloc too. Messages, written to descriptor 2,
 * are left alone. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_MAX = 32 };

static struct {
    const char *name;
    unsigned long calls;
} counts[NAMES_MAX];

static struct {
    char name[16];
    unsigned long n;
    bool on, shorten, interrupt, kill, due;
    int error;
} fault, none;

static const char *counts_path;

FILE *__real_fopen(const char *path, const char *mode);

/* What comes behind the program's own end is in peace: counters of coverage
 * are written there, by a library that knows no bad days. */
static void end(void)
{
    FILE *out;

    fault = none;
    if (!counts_path)
        return;
    out = __real_fopen(counts_path, "w");
    for (int i = 0; out && i < NAMES_MAX && counts[i].name; i++)
        fprintf(out, "%s %lu\n", counts[i].name, counts[i].calls);
    if (!out || fclose(out))
        abort();
}

__attribute__((constructor)) static void begin(void)
{
    const char *given = getenv("RN_FAULT"), *colon;

    fault.shorten = getenv("RN_SHORT") != NULL;
    fault.interrupt = getenv("RN_EINTR") != NULL;
    counts_path = getenv("RN_COUNTS");
    atexit(end);
    colon = given ? strchr(given, ':') : NULL;
    if (!colon || (size_t)(colon - given) >= sizeof fault.name)
        return;
    memcpy(fault.name, given, (size_t)(colon - given));
    {
        char *end;
        fault.n = strtoul(colon + 1, &end, 10);
        fault.on = *end == '+';
        end += fault.on;
        fault.error = *end == ':' ? (int)strtol(end + 1, NULL, 10) : EIO;
        fault.kill = strcmp(end, ":kill") == 0;
    }
}

/* Whether this call of `name` fails; errno is set then. */
static bool fails(const char *name)
{
    int i = 0;

    while (i < NAMES_MAX - 1 && counts[i].name && strcmp(counts[i].name, name))
        i++;
    counts[i].name = name;
    counts[i].calls++;
    if (strcmp(fault.name, name) ||
        (fault.on ? counts[i].calls < fault.n : counts[i].calls != fault.n))
        return false;
    fault.due = fault.kill;
    if (!fault.kill)
        errno = fault.error;
    return !fault.kill;
}

/* Behind each call: the signal, when it is due. */
static void behind(void)
{
    if (!fault.due)
        return;
    fault.due = false;
    raise(SIGTERM);
}

/* Every other call is interrupted. */
static bool interrupted(void)
{
    static bool now;

    now = fault.interrupt && !now;
    if (now)
        errno = EINTR;
    return now;
}

static size_t some_of(size_t len)
{
    static unsigned state = 1;

    if (!fault.shorten || len < 2)
        return len;
    state = state * 1103515245u + 12345u;
    return 1 + (state >> 16) % (len < 7 ? len : 7);
}

/* ---- memory ------------------------------------------------------------- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *ptr, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *ptr, size_t size);

void *__wrap_malloc(size_t size)
{
    return fails("malloc") ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails("malloc") ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *ptr, size_t size)
{
    return fails("malloc") ? NULL : __real_realloc(ptr, size);
}

/* ---- files -------------------------------------------------------------- */

ssize_t __real_read(int fd, void *buf, size_t len);
ssize_t __real_write(int fd, const void *buf, size_t len);
ssize_t __wrap_read(int fd, void *buf, size_t len);
ssize_t __wrap_write(int fd, const void *buf, size_t len);

ssize_t __wrap_read(int fd, void *buf, size_t len)
{
    ssize_t n;

    if (interrupted() || fails("read"))
        return -1;
    n = __real_read(fd, buf, some_of(len));
    behind();
    return n;
}

ssize_t __wrap_write(int fd, const void *buf, size_t len)
{
    ssize_t n;

    if (interrupted() || (fd != 2 && fails("write")))
        return -1;
    n = __real_write(fd, buf, some_of(len));
    behind();
    return n;
}

/* A function that fails with -1, or NULL; `name` is what it is counted as. */
#define WRAP(type, bad, name, function, params, args)                          \
    type __real_##function params;                                             \
    type __wrap_##function params;                                             \
    type __wrap_##function params                                              \
    {                                                                          \
        type got = fails(name) ? bad : __real_##function args;                 \
        behind();                                                              \
        return got;                                                            \
    }

/* The same under the name that it has where files may be large. */
#define WRAP_BOTH(type, bad, function, params, args)                           \
    WRAP(type, bad, #function, function, params, args)                         \
    WRAP(type, bad, #function, function##64, params, args)

WRAP_BOTH(FILE *, NULL, fopen, (const char *path, const char *mode),
          (path, mode))
WRAP_BOTH(int, -1, stat, (const char *path, struct stat *st), (path, st))
WRAP_BOTH(int, -1, fstat, (int fd, struct stat *st), (fd, st))
WRAP_BOTH(int, -1, mkstemp, (char *path), (path))
WRAP_BOTH(struct dirent *, NULL, readdir, (DIR * dir), (dir))
WRAP_BOTH(void *, MAP_FAILED, mmap,
          (void *at, size_t len, int prot, int flags, int fd, off_t from),
          (at, len, prot, flags, fd, from))
WRAP(DIR *, NULL, "opendir", opendir, (const char *path), (path))
WRAP(int, -1, "fsync", fsync, (int fd), (fd))
WRAP(int, -1, "rename", rename, (const char *from, const char *to), (from, to))
WRAP(int, -1, "link", link, (const char *from, const char *to), (from, to))
WRAP(int, -1, "fchmod", fchmod, (int fd, mode_t mode), (fd, mode))
WRAP(int, -1, "fchown", fchown, (int fd, uid_t uid, gid_t gid), (fd, uid, gid))
WRAP(char *, NULL, "realpath", realpath, (const char *path, char *out),
     (path, out))
WRAP(ssize_t, -1, "readlink", readlink,
     (const char *path, char *buf, size_t size), (path, buf, size))

/* It has closed nevertheless. */
int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
    bool bad = fails("close");
    int done = __real_close(fd);

    behind();
    if (bad)
        errno = fault.error;
    return bad ? -1 : done;
}

int __real_poll(struct pollfd *fds, nfds_t n, int timeout);
int __wrap_poll(struct pollfd *fds, nfds_t n, int timeout);
int __wrap_poll(struct pollfd *fds, nfds_t n, int timeout)
{
    return interrupted() ? -1 : __real_poll(fds, n, timeout);
}

#define WRAP_OPEN(function)                                                    \
    int __real_##function(const char *path, int flags, ...);                   \
    int __wrap_##function(const char *path, int flags, ...);                   \
    int __wrap_##function(const char *path, int flags, ...)                    \
    {                                                                          \
        va_list ap;                                                            \
        int mode, fd;                                                          \
        va_start(ap, flags);                                                   \
        mode = flags & O_CREAT ? va_arg(ap, int) : 0;                          \
        va_end(ap);                                                            \
        fd = fails("open") ? -1 : __real_##function(path, flags, mode);        \
        behind();                                                              \
        return fd;                                                             \
    }
WRAP_OPEN(open)
WRAP_OPEN(open64)

/* A stream has no errors that we could put into it: they are kept here. */
static bool stream_failed;

size_t __real_fread(void *ptr, size_t size, size_t n, FILE *stream);
size_t __wrap_fread(void *ptr, size_t size, size_t n, FILE *stream);
int __real_ferror(FILE *stream);
int __wrap_ferror(FILE *stream);

size_t __wrap_fread(void *ptr, size_t size, size_t n, FILE *stream)
{
    if (!fails("fread"))
        return __real_fread(ptr, size, n, stream);
    stream_failed = true;
    return 0;
}

int __wrap_ferror(FILE *stream)
{
    bool bad = stream_failed;

    stream_failed = false;
    return bad ? 1 : __real_ferror(stream);
}
