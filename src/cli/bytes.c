#include "cli/bytes.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"

void *cli_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);

    if (!p)
        cli_msg_nomem();
    return p;
}

char *cli_strdup(const char *s)
{
    size_t n = strlen(s) + 1;

    return memcpy(cli_alloc(n), s, n);
}

void cli_more(void *ptr, size_t n, size_t *cap, size_t size)
{
    void *p;
    size_t want = *cap ? *cap * 2 : 16;

    if (n < *cap)
        return;
    memcpy(&p, ptr, sizeof p);
    if (want < *cap || want > SIZE_MAX / size)
        cli_msg_nomem();
    p = realloc(p, want * size);
    if (!p)
        cli_msg_nomem();
    memcpy(ptr, &p, sizeof p);
    *cap = want;
}

void cli_bytes_release(struct cli_bytes *b)
{
    free(b->ptr);
    *b = (struct cli_bytes){ 0 };
}

void cli_bytes_reserve(struct cli_bytes *b, size_t more)
{
    size_t want = b->cap ? b->cap : 256;
    char *p;

    if (more > SIZE_MAX - b->len)
        cli_msg_nomem();
    if (b->len + more <= b->cap)
        return;
    while (want < b->len + more) {
        if (want > SIZE_MAX / 2)
            cli_msg_nomem();
        want *= 2;
    }
    p = realloc(b->ptr, want);
    if (!p)
        cli_msg_nomem();
    b->ptr = p;
    b->cap = want;
}

void cli_bytes_put(struct cli_bytes *b, const char *ptr, size_t len)
{
    cli_bytes_reserve(b, len);
    if (len)
        memcpy(b->ptr + b->len, ptr, len);
    b->len += len;
}

void cli_bytes_puts(struct cli_bytes *b, const char *s)
{
    cli_bytes_put(b, s, strlen(s));
}

void cli_bytes_putc(struct cli_bytes *b, char c)
{
    cli_bytes_put(b, &c, 1);
}

void cli_bytes_vprintf(struct cli_bytes *b, const char *fmt, va_list ap)
{
    va_list again;
    int n;

    assert(fmt); /* or a sanitizer's own check of it makes the compiler warn */
    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, ap);
    if (n > 0) {
        cli_bytes_reserve(b, (size_t)n + 1);
        vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void cli_bytes_printf(struct cli_bytes *b, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    cli_bytes_vprintf(b, fmt, ap);
    va_end(ap);
}

void cli_bytes_drop(struct cli_bytes *b, size_t n)
{
    if (n > b->len)
        n = b->len;
    if (n)
        memmove(b->ptr, b->ptr + n, b->len - n);
    b->len -= n;
}
