/* cli/bytes.h - a growing byte buffer of the program's own (the library's
 * cellar is not open to it). Where memory runs out the program says so and
 * ends. */
#ifndef RN_CLI_BYTES_H
#define RN_CLI_BYTES_H

#include <stdarg.h>
#include <stddef.h>

struct cli_bytes {
    char *ptr;
    size_t len, cap;
};

void *cli_alloc(size_t size);
char *cli_strdup(const char *s);

/* Room for one more element of `size` bytes in *ptr, which holds `n`. */
void cli_more(void *ptr, size_t n, size_t *cap, size_t size);

void cli_bytes_release(struct cli_bytes *b);
void cli_bytes_reserve(struct cli_bytes *b, size_t more);
void cli_bytes_put(struct cli_bytes *b, const char *ptr, size_t len);
void cli_bytes_puts(struct cli_bytes *b, const char *s);
void cli_bytes_putc(struct cli_bytes *b, char c);
void cli_bytes_printf(struct cli_bytes *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void cli_bytes_vprintf(struct cli_bytes *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* Drop the first `n` bytes. */
void cli_bytes_drop(struct cli_bytes *b, size_t n);

#endif
