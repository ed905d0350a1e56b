/* base/span.h - borrowed bytes: pointer and length, by value. Owns nothing, may
 * hold NUL. */
#ifndef RN_BASE_SPAN_H
#define RN_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct rn_span {
    const char *ptr;
    size_t len;
};

/* A span of a string literal. */
#define RN_LIT(s) ((struct rn_span){ (s), sizeof(s) - 1 })

static inline struct rn_span rn_span_of(const char *ptr, size_t len)
{
    return (struct rn_span){ ptr, len };
}

/* A span of a NUL-terminated string of our own (never of input). */
static inline struct rn_span rn_span_str(const char *s)
{
    return (struct rn_span){ s, strlen(s) };
}

static inline bool rn_span_eq(struct rn_span a, struct rn_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool rn_span_is(struct rn_span a, const char *s)
{
    return rn_span_eq(a, rn_span_str(s));
}

/* Byte order, the shorter first where one begins the other. */
static inline int rn_span_cmp(struct rn_span a, struct rn_span b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

#endif
