#include "cli/spell.h"

#include <string.h>

void cli_put_u64(struct cli_bytes *b, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    cli_bytes_put(b, digits + at, sizeof digits - at);
}

void cli_put_int(struct cli_bytes *b, int n)
{
    if (n < 0)
        cli_bytes_putc(b, '-');
    cli_put_u64(b, n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n);
}

size_t cli_utf8_length(const char *ptr, size_t avail)
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
static void put_escape(struct cli_bytes *b, char c)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *simple = c ? strchr(from, c) : NULL;

    if (simple)
        cli_bytes_printf(b, "\\%c", to[simple - from]);
    else
        cli_bytes_printf(b, "\\u%04x", (unsigned)c);
}

void cli_put_json(struct cli_bytes *b, const char *ptr, size_t len)
{
    size_t done = 0, i = 0;

    cli_bytes_putc(b, '"');
    while (i < len) {
        unsigned char c = (unsigned char)ptr[i];
        size_t n = cli_utf8_length(ptr + i, len - i);

        if (n && c >= 0x20 && c != '"' && c != '\\') {
            i += n;
            continue;
        }
        cli_bytes_put(b, ptr + done, i - done);
        if (n)
            put_escape(b, ptr[i]);
        else
            cli_bytes_puts(b, "\xef\xbf\xbd");
        done = ++i;
    }
    cli_bytes_put(b, ptr + done, i - done);
    cli_bytes_putc(b, '"');
}

void cli_put_json_str(struct cli_bytes *b, const char *s)
{
    if (s)
        cli_put_json(b, s, strlen(s));
    else
        cli_bytes_puts(b, "null");
}

void cli_put_key(struct cli_bytes *b, const char *key)
{
    if (b->len && b->ptr[b->len - 1] != '{')
        cli_bytes_putc(b, ',');
    cli_put_json_str(b, key);
    cli_bytes_putc(b, ':');
}

void cli_put_cell(struct cli_bytes *b, const char *ptr, size_t len)
{
    static const char from[] = "\t\n\r\\", to[] = "tnr\\";
    size_t done = 0;

    for (size_t i = 0; i < len; i++) {
        const char *hit = ptr[i] ? strchr(from, ptr[i]) : NULL;
        if (!hit)
            continue;
        cli_bytes_put(b, ptr + done, i - done);
        cli_bytes_putc(b, '\\');
        cli_bytes_putc(b, to[hit - from]);
        done = i + 1;
    }
    cli_bytes_put(b, ptr + done, len - done);
}

void cli_put_field(struct cli_bytes *b, const char *key, const char *s)
{
    cli_put_key(b, key);
    cli_put_json_str(b, s);
}

void cli_put_number(struct cli_bytes *b, const char *key, uint64_t n)
{
    cli_put_key(b, key);
    cli_put_u64(b, n);
}

void cli_put_mention(struct cli_bytes *b, const renorm_mention *m)
{
    cli_put_key(b, "text");
    cli_put_json(b, m->text, m->text_len);
    cli_put_field(b, "lang", renorm_lang_name(m->lang));
    cli_put_field(b, "kind", m->kind);
    cli_put_field(b, "concept", m->concept);
    cli_put_field(b, "canonical", m->canonical);
    cli_put_key(b, "plural");
    cli_bytes_puts(b, m->plural ? "true" : "false");
    cli_put_key(b, "attributes");
    cli_bytes_putc(b, '{');
    for (size_t i = 0; i < m->nattributes; i++) {
        cli_put_field(b, m->attributes[i].key, m->attributes[i].value);
    }
    cli_bytes_putc(b, '}');
}

void cli_put_xml(struct cli_bytes *b, const char *s)
{
    for (; *s; s++) {
        switch (*s) {
        case '&':
            cli_bytes_puts(b, "&amp;");
            break;
        case '<':
            cli_bytes_puts(b, "&lt;");
            break;
        case '>':
            cli_bytes_puts(b, "&gt;");
            break;
        case '"':
            cli_bytes_puts(b, "&quot;");
            break;
        default:
            cli_bytes_putc(b, *s);
        }
    }
}

/* A property ends at a comma or a colon; a message only with its line. */
static void put_escaped(struct cli_bytes *b, const char *s, const char *special)
{
    for (; *s; s++) {
        if (strchr(special, *s))
            cli_bytes_printf(b, "%%%02X", (unsigned)*s);
        else
            cli_bytes_putc(b, *s);
    }
}

void cli_put_annotation(struct cli_bytes *b, const renorm_diag *d)
{
    static const char *const names[] = { "notice", "warning", "error" };

    cli_bytes_printf(b, "::%s ", names[d->severity]);
    if (d->file) {
        cli_bytes_puts(b, "file=");
        put_escaped(b, d->file, "%\r\n:,");
        cli_bytes_putc(b, ',');
    }
    if (d->file && d->line)
        cli_bytes_printf(b, "line=%zu,", d->line);
    if (d->file && d->line && d->column)
        cli_bytes_printf(b, "col=%zu,", d->column);
    if (d->code)
        cli_bytes_printf(b, "title=RN-%u::", d->code);
    else
        cli_bytes_puts(b, "title=example::");
    put_escaped(b, d->message, "%\r\n");
    if (d->hint) {
        cli_bytes_puts(b, "; ");
        put_escaped(b, d->hint, "%\r\n");
    }
    cli_bytes_putc(b, '\n');
}
