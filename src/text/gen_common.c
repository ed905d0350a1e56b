/* gen_common - write what is known of common characters beforehand: the
 * classes of some blocks and how their letters fold, as rn_char_class and
 * rn_fold say it.
 *
 * Runs while renorm is built, so that a short run need not ask utf8proc. */
#include <stdio.h>
#include <string.h>

#include "text/chars.h"
#include "text/common.h"
#include "text/fold.h"
#include "text/text.h"
#include "text/utf8.h"

static void classes(const char *name, uint32_t first, uint32_t n)
{
    printf("const unsigned char %s[%u] = {", name, (unsigned)n);
    for (uint32_t i = 0; i < n; i++)
        printf("%s%d,", i % 16 ? " " : "\n    ", rn_char_class(first + i));
    printf("\n};\n");
}

static enum rn_plain plain_class(unsigned c)
{
    enum rn_char_class k = c < 0x80 ? rn_char_class(c) : RN_CH_LETTER;

    switch (k) {
    case RN_CH_LETTER:
        return RN_PLAIN_LETTER;
    case RN_CH_DIGIT:
        return RN_PLAIN_DIGIT;
    case RN_CH_MARK:
    case RN_CH_DASH:
        return c == '@' || c == '#' || c == '/' || c == '&' ? RN_PLAIN_NO
               : c == '.' || c == ':'                       ? RN_PLAIN_STOP
                                                            : RN_PLAIN_MARK;
    default:
        return RN_PLAIN_NO;
    }
}

/* The tone whose digit ends the key, or 0. */
static unsigned tone_of(const char *key, size_t len)
{
    return len > 1 && key[len - 1] >= '1' && key[len - 1] <= '5'
               ? (unsigned)(key[len - 1] - '0')
               : 0;
}

/* Whether the letter has the key within a word as well, behind an x. */
static bool same_within(uint32_t cp, const char *key, size_t len)
{
    char raw[5] = "x", within[RN_KEY_MAX];
    unsigned flags;
    size_t rawlen = 1 + rn_utf8_encode(cp, raw + 1);

    return rn_fold((struct rn_span){ raw, rawlen }, within, &flags) > len &&
           !memcmp(within + 1, key, len);
}

/* A letter of no more than one tone, whose key has room in the table and does
 * not hang on its place. */
static void letter(uint32_t cp)
{
    char raw[4], key[RN_KEY_MAX];
    unsigned flags = 0, tone;
    size_t rawlen = rn_utf8_encode(cp, raw);
    size_t len = rn_char_class(cp) == RN_CH_LETTER
                     ? rn_fold((struct rn_span){ raw, rawlen }, key, &flags)
                     : 0;

    tone = tone_of(key, len);
    len -= tone != 0;
    if (len > RN_COMMON_KEY_MAX || tone_of(key, len) ||
        !same_within(cp, key, len))
        len = 0;
    printf("    { { ");
    for (size_t i = 0; i < RN_COMMON_KEY_MAX; i++)
        printf("%d, ", i < len ? (unsigned char)key[i] : 0);
    printf("}, %u, %u, %u },\n", (unsigned)len, tone, flags);
}

static void letters(const char *name, uint32_t first, uint32_t n)
{
    printf("static const struct rn_common_letter %s[%u] = {\n", name,
           (unsigned)n);
    for (uint32_t i = 0; i < n; i++)
        letter(first + i);
    printf("};\n");
}

int main(void)
{
    classes("rn_low_classes", 0, RN_LOW_CHARS);
    classes("rn_viet_classes", RN_VIET_FIRST, RN_VIET_CHARS);
    classes("rn_punct_classes", RN_PUNCT_FIRST, RN_PUNCT_CHARS);
    printf("const unsigned char rn_plain_bytes[256] = {");
    for (unsigned c = 0; c < 256; c++)
        printf("%s%d,", c % 16 ? " " : "\n    ", plain_class(c));
    printf("\n};\n");
    letters("rn_low_letters", 0, RN_LATIN_CHARS);
    letters("rn_viet_letters", RN_VIET_FIRST, RN_VIET_CHARS);
    return 0;
}
