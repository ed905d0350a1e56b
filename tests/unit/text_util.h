/* text_util.h - a tokenizer with its arrays, for the tests of text/. */
#ifndef RN_TESTS_TEXT_UTIL_H
#define RN_TESTS_TEXT_UTIL_H

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "text/text.h"
#include "unit.h"

struct reader {
    struct rn_text *text;
    struct rn_tokens t;
    struct rn_buf buf;
};

static inline struct reader reader_new(void)
{
    struct reader r;

    ck_assert_int_eq(rn_text_new(&r.text), RENORM_OK);
    rn_tokens_init(&r.t);
    rn_buf_init(&r.buf);
    return r;
}

static inline void reader_free(struct reader *r)
{
    rn_text_free(r->text);
    rn_tokens_release(&r->t);
    rn_buf_release(&r->buf);
}

static inline void read_span(struct reader *r, struct rn_span s)
{
    ck_assert_int_eq(rn_text_tokenize(r->text, s, &r->t), RENORM_OK);
}

/* The keys of a page, a blank between tokens, " // " between segments; a long
 * token is
 * "<long>". Lasts until the next call. */
static inline const char *keys_of(struct reader *r, struct rn_span s)
{
    read_span(r, s);
    rn_buf_clear(&r->buf);
    for (size_t g = 0; g < r->t.nsegments; g++) {
        if (g)
            rn_buf_puts(&r->buf, " // ");
        for (size_t i = r->t.segments[g].first; i < r->t.segments[g].last;
             i++) {
            if (i > r->t.segments[g].first)
                rn_buf_putc(&r->buf, ' ');
            if (r->t.flags[i] & RN_TOK_LONG)
                rn_buf_puts(&r->buf, "<long>");
            rn_buf_put_span(&r->buf, rn_token_key(&r->t, i));
        }
    }
    return r->buf.ptr;
}

/* The canonical composition or decomposition of `s`; the caller frees it. */
static inline char *normal(const char *s, bool composed)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s;
    char *out = (char *)(composed ? utf8proc_NFC(p) : utf8proc_NFD(p));

    ck_assert_ptr_nonnull(out);
    return out;
}

#endif
