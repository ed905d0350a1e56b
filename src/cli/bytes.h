/* cli/bytes.h - a growing byte buffer of the program's own (the library's
 * cellar is not open to it). Where memory runs out the program says so and
 * ends. */
#ifndef RN_CLI_BYTES_H
#define RN_CLI_BYTES_H

#include <stddef.h>

struct rn_bytes {
    char *ptr;
    size_t len, cap;
};

void *rn_cli_alloc(size_t size);
char *rn_cli_strdup(const char *s);

/* Room for one more element of `size` bytes in *ptr, which holds `n`. */
void rn_cli_more(void *ptr, size_t n, size_t *cap, size_t size);

void rn_bytes_release(struct rn_bytes *b);
void rn_bytes_reserve(struct rn_bytes *b, size_t more);
void rn_bytes_put(struct rn_bytes *b, const char *ptr, size_t len);
void rn_bytes_puts(struct rn_bytes *b, const char *s);
void rn_bytes_putc(struct rn_bytes *b, char c);
void rn_bytes_printf(struct rn_bytes *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Drop the first `n` bytes. */
void rn_bytes_drop(struct rn_bytes *b, size_t n);

#endif
