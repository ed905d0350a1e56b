#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"

/* What an empty buffer points to; written by nobody, for cap is 0. */
static const char empty[1] = "";

void rn_buf_init(struct rn_buf *b)
{
    *b = (struct rn_buf){ .ptr = (char *)(uintptr_t)empty };
}

void rn_buf_clear(struct rn_buf *b)
{
    b->len = 0;
    b->failed = false;
    if (b->cap)
        b->ptr[0] = '\0';
}

void rn_buf_release(struct rn_buf *b)
{
    if (b->cap)
        rn_free(b->ptr);
    rn_buf_init(b);
}

bool rn_buf_reserve(struct rn_buf *b, size_t more)
{
    char *p = b->cap ? b->ptr : NULL;

    if (b->failed)
        return false;
    if (more >= SIZE_MAX - b->len ||
        !rn_grow(&p, &b->cap, b->len + more + 1, 1)) {
        b->failed = true;
        return false;
    }
    b->ptr = p;
    return true;
}

void rn_buf_printf(struct rn_buf *b, const char *fmt, ...)
{
    va_list ap, again;
    int n;

    va_start(ap, fmt);
    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, ap);
    if (n >= 0 && rn_buf_reserve(b, (size_t)n)) {
        vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    } else {
        b->failed = true;
    }
    va_end(again);
    va_end(ap);
}

void rn_buf_drop(struct rn_buf *b, size_t n)
{
    if (n > b->len)
        n = b->len;
    if (!n)
        return;
    memmove(b->ptr, b->ptr + n, b->len - n);
    b->len -= n;
    b->ptr[b->len] = '\0';
}
