#include "text/chars.h"

#include <utf8proc.h>

#include "base/ascii.h"

static bool zero_width(uint32_t cp)
{
    return cp == 0xad || cp == 0x34f || cp == 0x61c || cp == 0x180e ||
           (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) ||
           (cp >= 0x2060 && cp <= 0x206f) || (cp >= 0xfe00 && cp <= 0xfe0f) ||
           cp == 0xfeff;
}

/* U+1FEF and U+1FFD are the Greek doubles of ` and of the acute accent. */
static bool apostrophe(uint32_t cp)
{
    switch (cp) {
    case '\'':
    case '`':
    case 0xb4:
    case 0x2bb:
    case 0x2bc:
    case 0x1fef:
    case 0x1ffd:
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0x2032:
    case 0xff07:
        return true;
    default:
        return false;
    }
}

static enum rn_char_class ascii_class(uint32_t cp)
{
    if (rn_ascii_alpha((int)cp))
        return RN_CH_LETTER;
    if (rn_ascii_digit((int)cp))
        return RN_CH_DIGIT;
    switch (cp) {
    case 0:
        return RN_CH_NUL;
    case '\t':
        return RN_CH_TAB;
    case '\n':
    case '\r':
        return RN_CH_LINE;
    case ' ':
    case '\v':
    case '\f':
        return RN_CH_BLANK;
    case '-':
        return RN_CH_DASH;
    case '\'':
    case '`':
        return RN_CH_APOSTROPHE;
    default:
        return RN_CH_MARK;
    }
}

enum rn_char_class rn_char_class(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_class(cp);
    if (zero_width(cp))
        return RN_CH_ZERO;
    if (apostrophe(cp))
        return RN_CH_APOSTROPHE;
    if (cp == 0x85)
        return RN_CH_BLANK;
    if (cp == 0x2212)
        return RN_CH_DASH;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return RN_CH_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return RN_CH_COMBINING;
    case UTF8PROC_CATEGORY_ND:
        return RN_CH_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return RN_CH_BLANK;
    case UTF8PROC_CATEGORY_PD:
        return RN_CH_DASH;
    default:
        return RN_CH_MARK;
    }
}

/* The standard keeps the ten digits of a script in a row, and rows that touch
 * (mathematical digits) begin with a zero: so the distance from the first
 * decimal digit of the stretch tells the value. A stretch has at most 50. */
unsigned rn_char_digit(uint32_t cp)
{
    uint32_t first = cp;

    while (first > 0 && utf8proc_category((utf8proc_int32_t)first - 1) ==
                            UTF8PROC_CATEGORY_ND)
        first--;
    return (cp - first) % 10;
}

const char *rn_char_library_version(void)
{
    return utf8proc_version();
}

const char *rn_char_unicode_version(void)
{
    return utf8proc_unicode_version();
}
