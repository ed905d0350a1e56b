#include "base/ascii.h"
#include "text/common.h"
#include "text/private.h"

/* Names of more letters are none of those that are known here. */
enum { NAME_MAX = 16, DIGITS_MAX = 7 };

/* Entities of HTML that are no marks, by their names. Letters with marks are
 * known by their ends: "aacute", "Ocirc". */
static const struct {
    const char *name;
    enum rn_char_class is;
} named[] = {
    { "nbsp", RN_CH_BLANK },       { "ensp", RN_CH_BLANK },
    { "emsp", RN_CH_BLANK },       { "thinsp", RN_CH_BLANK },
    { "hairsp", RN_CH_BLANK },     { "numsp", RN_CH_BLANK },
    { "shy", RN_CH_ZERO },         { "zwnj", RN_CH_ZERO },
    { "zwj", RN_CH_ZERO },         { "ZeroWidthSpace", RN_CH_ZERO },
    { "NoBreak", RN_CH_ZERO },     { "apos", RN_CH_APOSTROPHE },
    { "rsquo", RN_CH_APOSTROPHE },
};

static const char *const accents[] = { "acute", "grave", "circ", "tilde",
                                       "uml" };

static enum rn_char_class class_of_name(struct rn_span name)
{
    for (size_t k = 0; k < sizeof named / sizeof *named; k++)
        if (rn_span_is(name, named[k].name))
            return named[k].is;
    for (size_t k = 0; k < sizeof accents / sizeof *accents; k++)
        if (rn_span_is(rn_span_of(name.ptr + 1, name.len - 1), accents[k]))
            return RN_CH_LETTER;
    return RN_CH_MARK;
}

/* The number between "&#" and ";", in decimal or behind an x; 0 where there is
 * none, or no character. */
static uint32_t number_of(struct rn_span digits)
{
    bool hex = digits.len && (digits.ptr[0] | 0x20) == 'x';
    uint32_t cp = 0;

    if (digits.len <= hex || digits.len > DIGITS_MAX)
        return 0;
    for (size_t i = hex; i < digits.len; i++) {
        unsigned char c = (unsigned char)digits.ptr[i];
        if (rn_ascii_digit(c))
            cp = cp * (hex ? 16 : 10) + (c - '0');
        else if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            cp = cp * 16 + ((c | 0x20) - 'a' + 10);
        else
            return 0;
    }
    return cp <= 0x10ffff ? cp : 0;
}

size_t rn_text_entity(struct rn_span page, size_t at, enum rn_char_class *is)
{
    size_t from = at + 1, end;
    bool numeric = from < page.len && page.ptr[from] == '#';
    struct rn_span body;
    uint32_t cp;

    from += numeric;
    for (end = from; end < page.len && end - from <= NAME_MAX; end++)
        if (!rn_ascii_alnum((unsigned char)page.ptr[end]))
            break;
    if (end == from || end == page.len || page.ptr[end] != ';')
        return 0;
    body = rn_span_of(page.ptr + from, end - from);
    cp = numeric ? number_of(body) : 0;
    if (numeric && !cp)
        return 0;
    *is = numeric ? rn_common_class(cp) : class_of_name(body);
    return end + 1 - at;
}
