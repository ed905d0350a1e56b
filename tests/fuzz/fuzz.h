/* fuzz/fuzz.h - what the fuzz targets share.
 *
 * A target is one function over bytes. libFuzzer calls it (tools/fuzz), and in
 * every run of the tests a plain main (replay.c) gives it each file of its
 * corpus. It does not return where a promise is broken. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stays in release builds, unlike assert. */
#define MUST(condition)                                                        \
    do {                                                                       \
        if (!(condition)) {                                                    \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__,         \
                    #condition);                                               \
            abort();                                                           \
        }                                                                      \
    } while (0)

/* What is left of an input, taken from its front. */
struct fuzz_input {
    const uint8_t *ptr;
    size_t len;
};

static inline unsigned fuzz_byte(struct fuzz_input *in)
{
    if (!in->len)
        return 0;
    in->len--;
    return *in->ptr++;
}

/* Up to `n` bytes as a number, the first one highest. */
static inline uint64_t fuzz_number(struct fuzz_input *in, unsigned n)
{
    uint64_t value = 0;

    while (n--)
        value = value << 8 | fuzz_byte(in);
    return value;
}

/* What stands before the next `end`, which is taken too. */
static inline struct fuzz_input fuzz_until(struct fuzz_input *in, uint8_t end)
{
    const uint8_t *at = in->len ? memchr(in->ptr, end, in->len) : NULL;
    struct fuzz_input out = { in->ptr, at ? (size_t)(at - in->ptr) : in->len };
    size_t used = out.len + (at != NULL);

    in->ptr += used;
    in->len -= used;
    return out;
}

/* A copy of the exact size, so that a sanitizer sees what is read behind the
 * end; free() it. */
static inline char *fuzz_copy(struct fuzz_input in)
{
    char *copy = malloc(in.len ? in.len : 1);

    MUST(copy);
    if (in.len)
        memcpy(copy, in.ptr, in.len);
    return copy;
}

/* The same as a string; what follows a NUL is lost. */
static inline char *fuzz_string(struct fuzz_input in)
{
    char *copy = malloc(in.len + 1);

    MUST(copy);
    if (in.len)
        memcpy(copy, in.ptr, in.len);
    copy[in.len] = '\0';
    return copy;
}

#endif
