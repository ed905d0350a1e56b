#include <utf8proc.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "text/chars.h"
#include "text/text.h"
#include "text/utf8.h"

/* A character decomposes to 18 at most. */
enum { DECOMPOSED_MAX = 18 };

static size_t decomposed(uint32_t cp, int options, utf8proc_int32_t *out)
{
    int boundclass = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)cp, out, DECOMPOSED_MAX,
                                (utf8proc_option_t)options, &boundclass);
    return n > 0 && n <= DECOMPOSED_MAX ? (size_t)n : 0;
}

void rn_text_strip_key(struct rn_span key, struct rn_buf *out)
{
    size_t len = key.len, n;
    utf8proc_int32_t cps[DECOMPOSED_MAX];

    /* Digits end the key of a word with tones; a number's key begins with one.
     */
    if (len && !rn_ascii_digit(key.ptr[0]))
        while (len && key.ptr[len - 1] >= '1' && key.ptr[len - 1] <= '5')
            len--;
    for (size_t i = 0; i < len; i += n) {
        uint32_t cp;

        n = rn_utf8_decode(key.ptr + i, len - i, &cp);
        if (n <= 1) {
            n = 1;
            rn_buf_putc(out, key.ptr[i]);
            continue;
        }
        for (size_t k = 0, m = decomposed(cp, UTF8PROC_DECOMPOSE, cps); k < m;
             k++) {
            char utf8[4];
            if (rn_char_class((uint32_t)cps[k]) == RN_CH_COMBINING)
                continue;
            if (cps[k] == 0x111)
                cps[k] = 'd';
            rn_buf_put(out, utf8, rn_utf8_encode((uint32_t)cps[k], utf8));
        }
    }
}

/* Letters that have an ASCII spelling and no decomposition; quotes and the
 * like. */
static const char *spelled(uint32_t cp)
{
    switch (cp) {
    case 0x110:
    case 0xd0:
        return "D";
    case 0x111:
    case 0xf0:
        return "d";
    case 0x1a2:
        return "U";
    case 0x1a3:
        return "u";
    case 0xc6:
        return "AE";
    case 0xe6:
        return "ae";
    case 0xd8:
        return "O";
    case 0xf8:
        return "o";
    case 0xde:
        return "Th";
    case 0xfe:
        return "th";
    case 0xdf:
        return "ss";
    case 0x131:
        return "i";
    case 0x141:
        return "L";
    case 0x142:
        return "l";
    case 0x152:
        return "OE";
    case 0x153:
        return "oe";
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0xab:
    case 0xbb:
        return "\"";
    default:
        return NULL;
    }
}

/* The Latin capital that a Cyrillic one looks like, or 0: a keyboard that was
 * left in the other script wrote "03/HD-BTT" with them. */
static char looks_like(uint32_t cp)
{
    static const char from_0410[] = "A\0B\0\0E\0\0\0\0K\0MHO\0PCTY\0X";

    return cp >= 0x410 && cp < 0x410 + sizeof from_0410 ? from_0410[cp - 0x410]
                                                        : '\0';
}

static void put_ascii(uint32_t cp, struct rn_buf *out)
{
    utf8proc_int32_t cps[DECOMPOSED_MAX];
    const char *s = spelled(cp);

    if (s) {
        rn_buf_puts(out, s);
        return;
    }
    if (looks_like(cp)) {
        rn_buf_putc(out, looks_like(cp));
        return;
    }
    switch (rn_char_class(cp)) {
    case RN_CH_DASH:
        rn_buf_putc(out, '-');
        return;
    case RN_CH_APOSTROPHE:
        rn_buf_putc(out, '\'');
        return;
    case RN_CH_BLANK:
        rn_buf_putc(out, ' ');
        return;
    case RN_CH_DIGIT:
        rn_buf_putc(out, (char)('0' + rn_char_digit(cp)));
        return;
    default:
        break;
    }
    for (size_t k = 0,
                m = decomposed(cp, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, cps);
         k < m; k++)
        if (cps[k] > 0 && cps[k] < 0x80)
            rn_buf_putc(out, (char)cps[k]);
}

void rn_text_ascii(struct rn_span s, struct rn_buf *out)
{
    size_t n;

    for (size_t i = 0; i < s.len; i += n) {
        uint32_t cp;

        n = rn_utf8_decode(s.ptr + i, s.len - i, &cp);
        if (n > 1)
            put_ascii(cp, out);
        else if (n == 1)
            rn_buf_putc(out, s.ptr[i]);
        else
            n = 1;
    }
}
