#include "cli/spell.h"

#include <string.h>

void rn_put_u64(struct rn_bytes *b, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    rn_bytes_put(b, digits + at, sizeof digits - at);
}

void rn_put_int(struct rn_bytes *b, int n)
{
    if (n < 0)
        rn_bytes_putc(b, '-');
    rn_put_u64(b, n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n);
}

size_t rn_utf8_length(const char *ptr, size_t avail)
{
    const unsigned char *p = (const unsigned char *)ptr;
    size_t n = 0;

    if (!avail)
        return 0;
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xc2)
        n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
    if (!n || n > avail)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    /* Overlong spellings, surrogates, beyond U+10FFFF. */
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return n;
}

/* An ASCII character that may not stand in a JSON string as it is. */
static void put_escape(struct rn_bytes *b, char c)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *simple = c ? strchr(from, c) : NULL;

    if (simple)
        rn_bytes_printf(b, "\\%c", to[simple - from]);
    else
        rn_bytes_printf(b, "\\u%04x", (unsigned)c);
}

void rn_put_json(struct rn_bytes *b, const char *ptr, size_t len)
{
    size_t done = 0, i = 0;

    rn_bytes_putc(b, '"');
    while (i < len) {
        unsigned char c = (unsigned char)ptr[i];
        size_t n = rn_utf8_length(ptr + i, len - i);

        if (n && c >= 0x20 && c != '"' && c != '\\') {
            i += n;
            continue;
        }
        rn_bytes_put(b, ptr + done, i - done);
        if (n)
            put_escape(b, ptr[i]);
        else
            rn_bytes_puts(b, "\xef\xbf\xbd");
        done = ++i;
    }
    rn_bytes_put(b, ptr + done, i - done);
    rn_bytes_putc(b, '"');
}

void rn_put_json_str(struct rn_bytes *b, const char *s)
{
    if (s)
        rn_put_json(b, s, strlen(s));
    else
        rn_bytes_puts(b, "null");
}

void rn_put_key(struct rn_bytes *b, const char *key)
{
    if (b->len && b->ptr[b->len - 1] != '{')
        rn_bytes_putc(b, ',');
    rn_put_json_str(b, key);
    rn_bytes_putc(b, ':');
}

void rn_put_cell(struct rn_bytes *b, const char *ptr, size_t len)
{
    static const char from[] = "\t\n\r\\", to[] = "tnr\\";
    size_t done = 0;

    for (size_t i = 0; i < len; i++) {
        const char *hit = ptr[i] ? strchr(from, ptr[i]) : NULL;
        if (!hit)
            continue;
        rn_bytes_put(b, ptr + done, i - done);
        rn_bytes_putc(b, '\\');
        rn_bytes_putc(b, to[hit - from]);
        done = i + 1;
    }
    rn_bytes_put(b, ptr + done, len - done);
}

void rn_put_mention(struct rn_bytes *b, const renorm_mention *m)
{
    rn_put_key(b, "text");
    rn_put_json(b, m->text, m->text_len);
    rn_put_key(b, "lang");
    rn_put_json_str(b, renorm_lang_name(m->lang));
    rn_put_key(b, "kind");
    rn_put_json_str(b, m->kind);
    rn_put_key(b, "concept");
    rn_put_json_str(b, m->concept);
    rn_put_key(b, "canonical");
    rn_put_json_str(b, m->canonical);
    rn_put_key(b, "plural");
    rn_bytes_puts(b, m->plural ? "true" : "false");
    rn_put_key(b, "attributes");
    rn_bytes_putc(b, '{');
    for (size_t i = 0; i < m->nattributes; i++) {
        rn_put_key(b, m->attributes[i].key);
        rn_put_json_str(b, m->attributes[i].value);
    }
    rn_bytes_putc(b, '}');
}

void rn_put_xml(struct rn_bytes *b, const char *s)
{
    for (; *s; s++) {
        switch (*s) {
        case '&':
            rn_bytes_puts(b, "&amp;");
            break;
        case '<':
            rn_bytes_puts(b, "&lt;");
            break;
        case '>':
            rn_bytes_puts(b, "&gt;");
            break;
        case '"':
            rn_bytes_puts(b, "&quot;");
            break;
        default:
            rn_bytes_putc(b, *s);
        }
    }
}
