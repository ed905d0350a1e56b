/* cli/out.h - a buffered writer on a file descriptor.
 *
 * Whoever puts need not look: the first failure is kept, what follows is
 * dropped, and cli_out_flush() tells. cli_out_write() tells at once, so that a
 * full disk stops the work. */
#ifndef RN_CLI_OUT_H
#define RN_CLI_OUT_H

#include <stddef.h>

#include "renorm/renorm.h"

struct cli_out {
    int fd;
    int error; /* errno of the first failure, or 0 */
    size_t len;
    char *buf;
};

void cli_out_init(struct cli_out *o, int fd);
void cli_out_release(struct cli_out *o); /* drops what is not flushed */

/* Write all that is held. RENORM_E_IO when that or anything before it failed.
 */
renorm_status cli_out_flush(struct cli_out *o);

renorm_status cli_out_write(struct cli_out *o, const char *ptr, size_t len);

#endif
