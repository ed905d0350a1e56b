/* Keep zones: what is an address or a name for machines is no text.
 *
 *   url  = scheme "://" rest | "www." rest .
 *   mail = local "@" label "." label { "." label } .
 *   name = "@" word | "#" word .
 *   path = ( "/" | "./" | "../" | "~/" | letter ":\" ) part { sep part } .
 *
 * The rest of an address goes to the next blank, quote, "<" or ">", without the
 * marks of the sentence around it. A name has a letter and stands not behind a
 * word. A path begins behind a blank, a quote or a bracket, and has two parts
 * at least; ".", "..", "~" and the drive are parts. Where it begins with "/"
 * its first part is of ASCII with a small letter, and no number stands before
 * it: so neither "15 /2021/QH15" nor "/QĐ-UBND/VX" nor "đồng /người/tháng" is
 * one.
 *
 * Scans back are bounded, scans forward stop at what would begin the next one:
 * the time stays linear. */
#include "base/ascii.h"
#include "text/private.h"
#include "text/utf8.h"

enum { SCHEME_MAX = 32, LOCAL_MAX = 64 };

static const struct rn_zone none;

/* The character that ends at `at` (> from), 0xfffd where the bytes are bad. */
static uint32_t char_before(struct rn_span page, size_t from, size_t at)
{
    for (size_t n = 1; n <= 4 && n <= at - from; n++) {
        uint32_t cp = 0;
        if (rn_utf8_decode(page.ptr + at - n, n, &cp) == n)
            return cp;
    }
    return 0xfffd;
}

static bool in(const char *set, int c)
{
    return c > 0 && c < 0x80 && strchr(set, c) != NULL;
}

/* Whether something may begin at `at`: behind a blank, an opening bracket or a
 * quote. */
static bool edge(struct rn_span page, size_t from, size_t at)
{
    uint32_t cp;

    if (at == from)
        return true;
    cp = char_before(page, from, at);
    switch (cp) {
    case 0x2018:
    case 0x201c:
    case 0x201e:
    case 0xab:
        return true;
    default:
        return in("([{\"'`=", (int)cp) || rn_common_class(cp) == RN_CH_BLANK ||
               rn_common_class(cp) == RN_CH_TAB;
    }
}

/* ---- addresses ---------------------------------------------------------- */

static size_t url_end(struct rn_span page, size_t from)
{
    size_t at = from, n;
    uint32_t cp;
    bool bracket;

    for (; at < page.len; at += n) {
        n = rn_utf8_decode(page.ptr + at, page.len - at, &cp);
        if (!n || cp < 0x21 || in("<>\"", (int)cp) || cp == 0x201c ||
            cp == 0x201d || cp == 0xab || cp == 0xbb ||
            rn_common_class(cp) == RN_CH_BLANK)
            break;
    }
    bracket = memchr(page.ptr + from, '(', at - from) != NULL;
    while (at > from && (in(".,;:!?'*]}", page.ptr[at - 1]) ||
                         (!bracket && page.ptr[at - 1] == ')')))
        at--;
    return at;
}

static struct rn_zone url(struct rn_span page, size_t from, size_t at)
{
    size_t start = at, end;

    while (
        start > from && at - start < SCHEME_MAX &&
        (rn_ascii_alnum(page.ptr[start - 1]) || in("+-", page.ptr[start - 1])))
        start--;
    while (start < at && !rn_ascii_alpha(page.ptr[start]))
        start++;
    if (at - start < 2)
        return none;
    end = url_end(page, at + 3);
    return end > at + 3 ? (struct rn_zone){ start, end } : none;
}

static struct rn_zone www(struct rn_span page, size_t from, size_t at)
{
    size_t end;

    if (at - from < 3 || (at - from > 3 && rn_ascii_alnum(page.ptr[at - 4])))
        return none;
    for (size_t i = at - 3; i < at; i++)
        if (rn_ascii_tolower(page.ptr[i]) != 'w')
            return none;
    if (at + 1 >= page.len || !rn_ascii_alnum(page.ptr[at + 1]))
        return none;
    end = url_end(page, at + 1);
    return (struct rn_zone){ at - 3, end };
}

/* The end of a domain of two labels or more, or `at`. */
static size_t domain_end(struct rn_span page, size_t at)
{
    size_t end = at, labels = 0, i = at;

    for (;;) {
        size_t label = i;
        while (i < page.len &&
               (rn_ascii_alnum(page.ptr[i]) || page.ptr[i] == '-'))
            i++;
        if (i == label)
            break;
        labels++;
        end = i;
        if (i == page.len || page.ptr[i] != '.')
            break;
        i++;
    }
    return labels >= 2 ? end : at;
}

/* The end of a word of letters, digits, '_' and '.' with a letter in it, or
 * `at`. */
static size_t name_end(struct rn_span page, size_t at)
{
    size_t i = at, n;
    bool letter = false;

    for (; i < page.len; i += n) {
        uint32_t cp = 0;
        enum rn_char_class k;

        n = rn_utf8_decode(page.ptr + i, page.len - i, &cp);
        k = n ? rn_common_class(cp) : RN_CH_NUL;
        letter = letter || k == RN_CH_LETTER;
        if (k != RN_CH_LETTER && k != RN_CH_COMBINING && k != RN_CH_DIGIT &&
            cp != '_' && cp != '.')
            break;
    }
    while (i > at && page.ptr[i - 1] == '.')
        i--;
    return letter ? i : at;
}

static struct rn_zone at_sign(struct rn_span page, size_t from, size_t at)
{
    size_t start = at, end = domain_end(page, at + 1);

    while (start > from && at - start < LOCAL_MAX &&
           (rn_ascii_alnum(page.ptr[start - 1]) ||
            in("._%+-", page.ptr[start - 1])))
        start--;
    while (start < at && !rn_ascii_alnum(page.ptr[start]))
        start++;
    if (start < at && end > at + 1)
        return (struct rn_zone){ start, end };
    if (!edge(page, from, at))
        return none;
    end = name_end(page, at + 1);
    return end > at + 1 ? (struct rn_zone){ at, end } : none;
}

static struct rn_zone tag(struct rn_span page, size_t from, size_t at)
{
    size_t end;

    if (!edge(page, from, at))
        return none;
    end = name_end(page, at + 1);
    return end > at + 1 ? (struct rn_zone){ at, end } : none;
}

/* ---- paths -------------------------------------------------------------- */

/* The end of the part of a path that begins at `at`; *small: all ASCII, a small
 * letter. */
static size_t part_end(struct rn_span page, size_t at, bool *small)
{
    bool ascii = true, any = false;
    size_t n;

    for (; at < page.len; at += n) {
        uint32_t cp;
        enum rn_char_class k;

        n = rn_utf8_decode(page.ptr + at, page.len - at, &cp);
        k = n ? rn_common_class(cp) : RN_CH_NUL;
        if (k != RN_CH_LETTER && k != RN_CH_COMBINING && k != RN_CH_DIGIT &&
            k != RN_CH_ZERO && !(n && in("-._~+%@$=", (int)cp)))
            break;
        ascii = ascii && cp < 0x80;
        any = any || rn_ascii_lower((int)cp);
    }
    *small = ascii && any;
    return at;
}

static bool number_before(struct rn_span page, size_t from, size_t at)
{
    while (at > from && rn_ascii_blank(page.ptr[at - 1]))
        at--;
    return at > from && rn_ascii_digit(page.ptr[at - 1]);
}

/* A path from `start`; its first separator is at `at`. */
static struct rn_zone path(struct rn_span page, size_t from, size_t start,
                           size_t at)
{
    const char sep = page.ptr[at];
    size_t parts = start < at, end = at, i = at;
    bool small;

    while (i < page.len && page.ptr[i] == sep) {
        size_t next = part_end(page, i + 1, &small);
        if (next == i + 1)
            break;
        if (start == at && i == at && (!small || number_before(page, from, at)))
            return none;
        parts++;
        end = i = next;
    }
    while (end > at && page.ptr[end - 1] == '.')
        end--;
    return parts >= 2 ? (struct rn_zone){ start, end } : none;
}

/* A path that begins with "/", "./" or "../" at `at`; "~/" begins before it. */
static struct rn_zone unix_path(struct rn_span page, size_t from, size_t at)
{
    size_t sep = at, start = at;

    while (sep < page.len && sep - at < 2 && page.ptr[sep] == '.')
        sep++;
    if (sep == page.len || page.ptr[sep] != '/')
        return none;
    if (sep == at && at > from && page.ptr[at - 1] == '~')
        start--;
    return edge(page, from, start) ? path(page, from, start, sep) : none;
}

static struct rn_zone drive_path(struct rn_span page, size_t from, size_t at)
{
    if (at == from || !rn_ascii_alpha(page.ptr[at - 1]) ||
        !edge(page, from, at - 1))
        return none;
    return path(page, from, at - 1, at + 1);
}

struct rn_zone rn_text_zone(struct rn_span page, size_t from, size_t at)
{
    const char *p = page.ptr + at;
    size_t left = page.len - at;

    switch (*p) {
    case ':':
        if (left > 3 && p[1] == '/' && p[2] == '/')
            return url(page, from, at);
        return left > 2 && p[1] == '\\' ? drive_path(page, from, at) : none;
    case '@':
        return at_sign(page, from, at);
    case '#':
        return tag(page, from, at);
    case '.':
        if (left > 1 && (p[1] == '/' || p[1] == '.'))
            return unix_path(page, from, at);
        return www(page, from, at);
    case '/':
        return unix_path(page, from, at);
    default:
        return none;
    }
}
