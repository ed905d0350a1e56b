#include "base/ascii.h"
#include "base/hash.h"
#include "base/limits.h"
#include "text/text.h"
#include "text/utf8.h"

static bool line_byte(char c)
{
    return c == '\n' || c == '\r';
}

/* The length of the line end at `at`, 0 if none is there. Where CR is the last
 * byte at hand it counts alone: callers see one byte more than they cut. */
static size_t line_end(struct rn_span s, size_t at)
{
    if (s.ptr[at] == '\n')
        return 1;
    if (s.ptr[at] != '\r')
        return 0;
    return at + 1 < s.len && s.ptr[at + 1] == '\n' ? 2 : 1;
}

#define EACH UINT64_C(0x0101010101010101)

/* Not 0 if one of the eight bytes of `v` is `c`. */
static uint64_t holds(uint64_t v, unsigned char c)
{
    v ^= EACH * c;
    return (v - EACH) & ~v & EACH * 0x80;
}

/* Behind the last CR or LF before `end`, 0 if there is none. */
static size_t line_byte_before(struct rn_span s, size_t end)
{
    for (; end >= 8; end -= 8) {
        uint64_t v = rn_load64(s.ptr + end - 8);
        if (holds(v, '\n') || holds(v, '\r'))
            break;
    }
    while (end > 0 && !line_byte(s.ptr[end - 1]))
        end--;
    return end;
}

/* Behind the last line end of the first `max` bytes that ends a blank line
 * (`blank`) or any line; 0 if there is none. A blank line holds blanks at most
 * and has a line before it. */
static size_t last_line(struct rn_span s, size_t max, bool blank)
{
    for (size_t i = max; (i = line_byte_before(s, i)) > 0;) {
        size_t n, k = --i;

        if (s.ptr[i] == '\n' && i > 0 && s.ptr[i - 1] == '\r')
            continue;
        n = line_end(s, i);
        if (i + n > max)
            continue;
        if (!blank)
            return i + n;
        while (k > 0 && rn_ascii_blank(s.ptr[k - 1]))
            k--;
        if (k > 0 && line_byte(s.ptr[k - 1]))
            return i + n;
    }
    return 0;
}

/* Behind the blank behind the last sentence. A mark behind a capital ("TP. Hồ
 * Chí Minh") or a number ("2. Nội dung") ends none. */
static size_t last_sentence(struct rn_span s, size_t max)
{
    for (size_t i = max; i-- > 2;) {
        char mark = s.ptr[i - 1], before = s.ptr[i - 2];

        if (rn_ascii_blank(s.ptr[i]) &&
            (mark == '.' || mark == '!' || mark == '?') &&
            !rn_ascii_upper(before) && !rn_ascii_digit(before))
            return i + 1;
    }
    return 0;
}

/* Behind the blank behind the last comma, semicolon or colon: few names hold
 * one. */
static size_t last_clause(struct rn_span s, size_t max)
{
    for (size_t i = max; i-- > 1;)
        if (rn_ascii_blank(s.ptr[i]) &&
            (s.ptr[i - 1] == ',' || s.ptr[i - 1] == ';' || s.ptr[i - 1] == ':'))
            return i + 1;
    return 0;
}

static size_t last_blank(struct rn_span s, size_t max)
{
    for (size_t i = max; i-- > 0;)
        if (rn_ascii_blank(s.ptr[i]))
            return i + 1;
    return 0;
}

/* At most `max`: so that neither a character nor CR LF is cut in two. */
static size_t last_character(struct rn_span s, size_t max)
{
    for (size_t back = 1; back < 4; back++) {
        uint32_t cp;
        if (rn_utf8_is_cont((unsigned char)s.ptr[max - back]))
            continue;
        if (rn_utf8_decode(s.ptr + max - back, s.len - (max - back), &cp) >
            back)
            return max - back;
        break;
    }
    return s.ptr[max - 1] == '\r' && s.ptr[max] == '\n' ? max - 1 : max;
}

/* Behind the first line end, 0 if there is none. In steps that double, so that
 * neither a missing LF nor a missing CR makes many lines cost much. */
static size_t first_line(struct rn_span s, bool whole)
{
    size_t from = 0, step = 256;

    while (from < s.len) {
        size_t n = s.len - from < step ? s.len - from : step;
        const char *lf = memchr(s.ptr + from, '\n', n);
        const char *cr =
            memchr(s.ptr + from, '\r', lf ? (size_t)(lf - s.ptr) - from : n);

        if (cr) {
            size_t at = (size_t)(cr - s.ptr);
            if (at + 1 == s.len && !whole)
                return 0;
            return at + line_end(s, at);
        }
        if (lf)
            return (size_t)(lf - s.ptr) + 1;
        from += n;
        step *= 2;
    }
    return 0;
}

size_t rn_text_page(struct rn_span avail, bool whole, bool lines)
{
    /* One byte more is looked at than is cut: it tells whether a CR stands
     * alone and whether a character is complete. */
    bool longer = avail.len > RN_PAGE_MAX;
    size_t n;

    if (lines) {
        struct rn_span head = avail;
        if (longer)
            head.len = RN_PAGE_MAX + 1;
        n = first_line(head, whole && !longer);
        if (n && n <= RN_PAGE_MAX)
            return n;
    }
    if (!longer)
        return whole ? avail.len : 0;
    n = lines ? 0 : last_line(avail, RN_PAGE_MAX, true);
    if (!n && !lines)
        n = last_line(avail, RN_PAGE_MAX, false);
    if (!n)
        n = last_sentence(avail, RN_PAGE_MAX);
    if (!n)
        n = last_clause(avail, RN_PAGE_MAX);
    if (!n)
        n = last_blank(avail, RN_PAGE_MAX);
    return n ? n : last_character(avail, RN_PAGE_MAX);
}
