#include "io/json.h"

#include "base/ascii.h"
#include "base/hash.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

/* Whether one of eight bytes is a quote, a backslash or a control character.
 * Exact for "any of them"; which one it is, the caller looks up byte by byte.
 */
static bool any_special(uint64_t w)
{
    uint64_t quote = w ^ (ONES * '"'), slash = w ^ (ONES * '\\');
    uint64_t control = (w - ONES * 0x20) & ~w;

    quote = (quote - ONES) & ~quote;
    slash = (slash - ONES) & ~slash;
    return ((quote | slash | control) & HIGHS) != 0;
}

static size_t fail(renorm_record_error *error, size_t at, const char *message)
{
    error->offset = at;
    error->message = message;
    return SIZE_MAX;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Four hexadecimal digits as a number, or -1. */
static int32_t hex4(const char *p)
{
    int32_t v = 0;

    for (int i = 0; i < 4; i++) {
        int d = hex_value(p[i]);
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

/* The first byte behind the escape at `at`; SIZE_MAX when JSON knows none such.
 */
static size_t escape_end(struct rn_span r, size_t at,
                         renorm_record_error *error)
{
    if (at + 1 >= r.len)
        return fail(error, at, "a string does not end");
    if (r.ptr[at + 1] == 'u') {
        if (r.len - at < 6 || hex4(r.ptr + at + 2) < 0)
            return fail(error, at, "\\u needs four hexadecimal digits");
        return at + 6;
    }
    if (!r.ptr[at + 1] || !strchr("\"\\/bfnrt", r.ptr[at + 1]))
        return fail(error, at, "an escape that JSON does not know");
    return at + 2;
}

size_t rn_json_string_end(struct rn_span r, size_t at, bool *escapes,
                          renorm_record_error *error)
{
    size_t open = at ? at - 1 : 0;

    *escapes = false;
    while (at < r.len) {
        unsigned char c;

        if (r.len - at >= 8 && !any_special(rn_load64(r.ptr + at))) {
            at += 8;
            continue;
        }
        c = (unsigned char)r.ptr[at];
        if (c == '"')
            return at;
        if (c < 0x20)
            return fail(error, at, "a control character inside a string");
        if (c == '\\') {
            *escapes = true;
            at = escape_end(r, at, error);
            if (at == SIZE_MAX)
                return at;
        } else {
            at++;
        }
    }
    return fail(error, open, "a string does not end");
}

static size_t digits_end(struct rn_span r, size_t at)
{
    while (at < r.len && rn_ascii_digit(r.ptr[at]))
        at++;
    return at;
}

size_t rn_json_number_end(struct rn_span r, size_t at,
                          renorm_record_error *error)
{
    size_t end;

    if (at < r.len && r.ptr[at] == '-')
        at++;
    end = digits_end(r, at);
    if (end == at)
        return fail(error, at, "a number without digits");
    if (r.ptr[at] == '0' && end > at + 1)
        return fail(error, at, "a number with a zero in front");
    at = end;
    if (at < r.len && r.ptr[at] == '.') {
        end = digits_end(r, ++at);
        if (end == at)
            return fail(error, at, "a number without digits after its point");
        at = end;
    }
    if (at < r.len && (r.ptr[at] == 'e' || r.ptr[at] == 'E')) {
        at++;
        if (at < r.len && (r.ptr[at] == '+' || r.ptr[at] == '-'))
            at++;
        end = digits_end(r, at);
        if (end == at)
            return fail(error, at, "a number without digits in its exponent");
        at = end;
    }
    return at;
}

/* UTF-8, and in the same pattern three bytes for a surrogate, which is none. */
static size_t put_code(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

size_t rn_json_unit(const char *p, size_t avail, char out[4], size_t *len)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char *simple;
    uint32_t c;

    *len = 1;
    if (p[0] != '\\') {
        out[0] = p[0];
        return 1;
    }
    if (p[1] != 'u') {
        simple = strchr(from, p[1]);
        out[0] = simple ? to[simple - from] : p[1];
        return 2;
    }
    c = (uint32_t)hex4(p + 2);
    if (c >= 0xd800 && c < 0xdc00 && avail >= 12 && p[6] == '\\' &&
        p[7] == 'u') {
        uint32_t low = (uint32_t)hex4(p + 8);
        if (low >= 0xdc00 && low < 0xe000) {
            *len =
                put_code(0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00), out);
            return 12;
        }
    }
    *len = put_code(c, out);
    return 6;
}

void rn_json_decode(struct rn_span raw, struct rn_buf *out)
{
    const char *p = raw.ptr, *end = raw.ptr + raw.len, *slash;

    while ((slash = memchr(p, '\\', (size_t)(end - p)))) {
        char unit[4];
        size_t len;

        rn_buf_put(out, p, (size_t)(slash - p));
        p = slash + rn_json_unit(slash, (size_t)(end - slash), unit, &len);
        rn_buf_put(out, unit, len);
    }
    rn_buf_put(out, p, (size_t)(end - p));
}

void rn_json_encode(struct rn_span text, struct rn_buf *out)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    size_t done = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        const char *simple;

        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        rn_buf_put(out, text.ptr + done, i - done);
        done = i + 1;
        simple = c ? strchr(from, c) : NULL;
        if (simple) {
            rn_buf_putc(out, '\\');
            rn_buf_putc(out, to[simple - from]);
        } else {
            rn_buf_printf(out, "\\u%04x", (unsigned)c);
        }
    }
    rn_buf_put(out, text.ptr + done, text.len - done);
}
