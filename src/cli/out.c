#include "cli/out.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/bytes.h"

enum { HOLD = 64 * 1024 };

void cli_out_init(struct cli_out *o, int fd)
{
    *o = (struct cli_out){ .fd = fd, .buf = cli_alloc(HOLD) };
}

void cli_out_release(struct cli_out *o)
{
    free(o->buf);
    *o = (struct cli_out){ .fd = -1 };
}

/* write(2) until all is out: it may write less, be interrupted, or ask to wait.
 */
static void drain(struct cli_out *o, const char *ptr, size_t len)
{
    while (len && !o->error) {
        ssize_t n = write(o->fd, ptr, len);
        if (n >= 0) {
            ptr += n;
            len -= (size_t)n;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd p = { .fd = o->fd, .events = POLLOUT };
            poll(&p, 1, -1);
        } else if (errno != EINTR) {
            o->error = errno;
        }
    }
}

renorm_status cli_out_flush(struct cli_out *o)
{
    drain(o, o->buf, o->len);
    o->len = 0;
    return o->error ? RENORM_E_IO : RENORM_OK;
}

renorm_status cli_out_write(struct cli_out *o, const char *ptr, size_t len)
{
    if (len > HOLD - o->len)
        cli_out_flush(o);
    if (len >= HOLD) {
        drain(o, ptr, len);
    } else if (len) {
        memcpy(o->buf + o->len, ptr, len);
        o->len += len;
    }
    return o->error ? RENORM_E_IO : RENORM_OK;
}
