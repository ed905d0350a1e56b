#include "match/value.h"

#include "base/ascii.h"
#include "lexicon/model.h"

/* ---- figures ------------------------------------------------------------ */

enum { FIGURE_DIGITS_MAX = 3 };

static struct rn_span raw(const struct rn_chart *c, uint32_t i)
{
    return rn_span_of(c->page.ptr + c->tok->start[i],
                      c->tok->end[i] - c->tok->start[i]);
}

unsigned rn_number_at(const struct rn_chart *c, uint32_t i)
{
    struct rn_span k = rn_token_key(c->tok, i);
    unsigned n = 0;

    for (size_t d = 0; d < k.len && n < 100000; d++)
        n = n * 10 + (unsigned)(k.ptr[d] - '0');
    return n;
}

unsigned rn_roman(struct rn_span s)
{
    static const struct {
        char text[3];
        unsigned char value;
    } parts[] = { { "XC", 90 }, { "L", 50 }, { "XL", 40 }, { "X", 10 },
                  { "X", 10 },  { "X", 10 }, { "IX", 9 },  { "V", 5 },
                  { "IV", 4 },  { "I", 1 },  { "I", 1 },   { "I", 1 } };
    unsigned n = 0;
    size_t at = 0;

    if (!s.len || s.len > 8 || !memchr("IVXLC", s.ptr[0], 5))
        return 0;
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        size_t len = strlen(parts[p].text);
        /* XC, XL, IX, IV leave no room for what is worth as much as they are */
        if ((parts[p].value == 50 && n >= 90) ||
            (parts[p].value == 40 && n >= 50) ||
            (parts[p].value == 5 && n % 10 == 9) ||
            (parts[p].value == 4 && n % 10 >= 5) ||
            (parts[p].value == 1 && (n % 10 == 4 || n % 10 == 9)) ||
            (parts[p].value == 10 && n / 10 % 10 == 4) ||
            (parts[p].value == 10 && n / 10 % 10 == 9))
            continue;
        if (s.len - at >= len && !memcmp(s.ptr + at, parts[p].text, len)) {
            n += parts[p].value;
            at += len;
        }
    }
    return at == s.len ? n : 0;
}

unsigned rn_figure(const struct rn_chart *c, uint32_t i)
{
    const unsigned roman = RN_TOK_ALLCAPS | RN_TOK_ASCII;
    unsigned flags = c->tok->flags[i];

    if (flags & RN_TOK_NUMBER)
        return rn_token_keylen(c->tok, i) <= FIGURE_DIGITS_MAX
                   ? rn_number_at(c, i)
                   : 0;
    return (flags & roman) == roman ? rn_roman(raw(c, i)) : 0;
}

/* ---- text --------------------------------------------------------------- */

/* Append a number in at least `width` digits. */
static void put_digits(struct rn_buf *out, unsigned n, unsigned width)
{
    char digit[10];
    unsigned at = sizeof digit;

    while ((n || width) && at) {
        digit[--at] = (char)('0' + n % 10);
        n /= 10;
        width -= width != 0;
    }
    rn_buf_put(out, digit + at, sizeof digit - at);
}

void rn_ordinal_text(unsigned n, struct rn_buf *out)
{
    static const char *const tails[] = { "th", "st", "nd", "rd" };
    unsigned last = n % 10, teen = n % 100;

    put_digits(out, n, 1);
    rn_buf_put(out, tails[(teen < 11 || teen > 13) && last < 4 ? last : 0], 2);
}

/* The figure behind "ke" is the last token, that before "th" the first. */
static void put_ordinal(const struct rn_chart *c, const struct rn_item *it,
                        struct rn_buf *out)
{
    unsigned n = rn_figure(c, it->start);

    rn_ordinal_text(n ? n : rn_figure(c, it->end - 1), out);
}

/* Joints are closed, and the dash between digits and letters stands again, save
 * before the letter that belongs to the digits ("30a"); a code that a machine
 * made small is in capitals again. */
static void put_number(const struct rn_chart *c, const struct rn_item *it,
                       struct rn_buf *out)
{
    const uint16_t *flags = c->tok->flags;
    uint32_t code = it->start;
    size_t from = out->len;

    if (code + 1 < it->end && rn_token_keylen(c->tok, code + 1) == 1 &&
        !(~flags[code + 1] & (RN_TOK_WORD | RN_TOK_GLUED)))
        code += 2;
    while (code < it->end && !(flags[code] & RN_TOK_WORD))
        code++;
    for (uint32_t k = it->start; k < it->end; k++) {
        if (k == code)
            from = out->len;
        if (flags[k] & RN_TOK_NUMBER)
            rn_buf_put_span(out, rn_token_key(c->tok, k));
        else
            rn_text_ascii(raw(c, k), out);
        if (k + 1 == code && code < it->end && (flags[k] & RN_TOK_NUMBER))
            rn_buf_putc(out, '-');
    }
    if (code < it->end && !(flags[code] & RN_TOK_UPPER))
        for (size_t k = from; k < out->len; k++)
            out->ptr[k] = (char)rn_ascii_toupper((unsigned char)out->ptr[k]);
}

unsigned rn_month_at(const struct rn_chart *c, uint32_t i)
{
    return c->known[c->tok->spelling[i]].info >> RN_WORD_MONTH_SHIFT &
           RN_WORD_MONTH_MASK;
}

/* May 19, 2024; 19 Mei 2024; 19/5/2024 */
static void put_date(const struct rn_chart *c, const struct rn_item *it,
                     struct rn_buf *out)
{
    uint32_t day = it->start, month = it->start + 1;

    if (rn_month_at(c, it->start)) {
        day = it->start + 1;
        month = it->start;
    } else if (!rn_month_at(c, month)) {
        month = it->start + 2;
    }
    put_digits(out, rn_number_at(c, it->end - 1), 4);
    rn_buf_putc(out, '-');
    put_digits(out,
               rn_month_at(c, month) ? rn_month_at(c, month)
                                     : rn_number_at(c, month),
               2);
    rn_buf_putc(out, '-');
    put_digits(out, rn_number_at(c, day), 2);
}

/* "Nguyen", "Krong" in canonical spelling; "KBang" as it is. */
static void put_syllable(const struct rn_chart *c, uint32_t i,
                         struct rn_buf *out)
{
    size_t from = out->len;

    rn_text_ascii(raw(c, i), out);
    if (!(c->tok->flags[i] & RN_TOK_ALLCAPS))
        return;
    for (size_t k = from + 1; k < out->len; k++)
        out->ptr[k] = (char)rn_ascii_tolower((unsigned char)out->ptr[k]);
}

/* Whether token `k` touches the one before it in writing: a comma, and an
 * apostrophe on both sides ("R'Lap"). */
static bool touches(const struct rn_chart *c, uint32_t k)
{
    return rn_token_is_mark(c->tok, k, ',') ||
           rn_token_is_mark(c->tok, k, '\'') ||
           rn_token_is_mark(c->tok, k - 1, '\'');
}

/* Words with a blank between those that do not touch. */
static void put_words(const struct rn_chart *c, const struct rn_item *it,
                      struct rn_buf *out)
{
    for (uint32_t k = it->start; k < it->end; k++) {
        if (k > it->start && !touches(c, k))
            rn_buf_putc(out, ' ');
        if (it->kind == RN_B_NAME || it->kind == RN_B_NAMESAKE)
            put_syllable(c, k, out);
        else
            rn_text_ascii(raw(c, k), out);
    }
}

void rn_value_text(const struct rn_chart *c, const struct rn_item *it,
                   struct rn_buf *out)
{
    if (it->accept != RN_NONE) { /* a spelled ordinal */
        rn_ordinal_text(rn_image_trait(c->im, it->accept)->value, out);
        return;
    }
    switch (it->kind) {
    case RN_B_ORDINAL:
        put_ordinal(c, it, out);
        break;
    case RN_B_INT:
        put_digits(out, rn_figure(c, it->start), 1);
        if (it->end > it->start + 1) /* "3A" */
            rn_text_ascii(raw(c, it->end - 1), out);
        break;
    case RN_B_NUMBER:
        put_number(c, it, out);
        break;
    case RN_B_DATE:
        put_date(c, it, out);
        break;
    case RN_B_YEARS:
        put_digits(out, rn_number_at(c, it->start), 1);
        rn_buf_putc(out, '-');
        put_digits(out, rn_number_at(c, it->end - 1), 1);
        break;
    default:
        put_words(c, it, out);
    }
}
