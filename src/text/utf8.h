/* text/utf8.h - strict decoding of one UTF-8 character.
 *
 * Overlong forms, surrogates and what lies above U+10FFFF are no UTF-8, as the
 * standard says: one byte at a time is then bad, and decoding goes on at the
 * next. */
#ifndef RN_TEXT_UTF8_H
#define RN_TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t rn_utf8_cont(const unsigned char *p, size_t i)
{
    return p[i] & 0x3fU;
}

static inline int rn_utf8_is_cont(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

/* The character that begins at `p`, where `len` bytes lie (at least one): its
 * length in bytes and *cp, or 0 where the byte is bad or the end cuts the
 * character. */
static inline size_t rn_utf8_decode(const void *ptr, size_t len, uint32_t *cp)
{
    const unsigned char *p = ptr;
    unsigned c = p[0];

    if (c < 0x80) {
        *cp = c;
        return 1;
    }
    if (c < 0xe0) {
        if (c < 0xc2 || len < 2 || !rn_utf8_is_cont(p[1]))
            return 0;
        *cp = (c & 0x1fU) << 6 | rn_utf8_cont(p, 1);
        return 2;
    }
    if (c < 0xf0) {
        if (len < 3 || !rn_utf8_is_cont(p[1]) || !rn_utf8_is_cont(p[2]))
            return 0;
        *cp = (c & 0xfU) << 12 | rn_utf8_cont(p, 1) << 6 | rn_utf8_cont(p, 2);
        return *cp < 0x800 || (*cp >= 0xd800 && *cp < 0xe000) ? 0 : 3;
    }
    if (c > 0xf4 || len < 4 || !rn_utf8_is_cont(p[1]) ||
        !rn_utf8_is_cont(p[2]) || !rn_utf8_is_cont(p[3]))
        return 0;
    *cp = (c & 7U) << 18 | rn_utf8_cont(p, 1) << 12 | rn_utf8_cont(p, 2) << 6 |
          rn_utf8_cont(p, 3);
    return *cp < 0x10000 || *cp > 0x10ffff ? 0 : 4;
}

/* Write a character (no surrogate, at most U+10FFFF); its length in bytes, 1
 * to 4. */
static inline size_t rn_utf8_encode(uint32_t cp, char *out)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xc0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xe0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (char)(0x80 | (cp & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (char)(0x80 | (cp & 0x3f));
    return 4;
}

#endif
