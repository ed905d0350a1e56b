/* base/buf.h - a growing byte buffer of the caller's. Never NULL, always
 * terminated.
 *
 * A failed allocation marks the buffer (`failed`); what is put later is
 * dropped, so that a writer may check once at the end. */
#ifndef RN_BASE_BUF_H
#define RN_BASE_BUF_H

#include "base/span.h"

struct rn_buf {
    char *ptr;
    size_t len, cap; /* cap 0: ptr is a shared empty string */
    bool failed;
};

void rn_buf_init(struct rn_buf *b);
void rn_buf_clear(struct rn_buf *b);
void rn_buf_release(struct rn_buf *b);

/* Make room for `more` bytes beside the terminator; false when memory runs out.
 */
bool rn_buf_reserve(struct rn_buf *b, size_t more);

void rn_buf_printf(struct rn_buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Names are put together from pieces of a few bytes, where a call would cost
 * more than what it does: so these are here. */
static inline void rn_buf_put(struct rn_buf *b, const char *ptr, size_t len)
{
    if ((len >= b->cap || b->len >= b->cap - len || b->failed) &&
        !rn_buf_reserve(b, len))
        return;
    if (len)
        memcpy(b->ptr + b->len, ptr, len);
    b->len += len;
    b->ptr[b->len] = '\0';
}

static inline void rn_buf_putc(struct rn_buf *b, char c)
{
    rn_buf_put(b, &c, 1);
}

static inline void rn_buf_puts(struct rn_buf *b, const char *s)
{
    rn_buf_put(b, s, strlen(s));
}

static inline void rn_buf_put_span(struct rn_buf *b, struct rn_span s)
{
    rn_buf_put(b, s.ptr, s.len);
}

/* Drop all behind the first `len` bytes. */
static inline void rn_buf_cut(struct rn_buf *b, size_t len)
{
    if (len < b->len) {
        b->len = len;
        b->ptr[len] = '\0';
    }
}

/* Drop the first `n` bytes. */
void rn_buf_drop(struct rn_buf *b, size_t n);

static inline struct rn_span rn_buf_span(const struct rn_buf *b)
{
    return rn_span_of(b->ptr, b->len);
}

#endif
