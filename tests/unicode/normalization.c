/* normalization - the Unicode Consortium's NormalizationTest.txt through our
 * keys, on standard input.
 *
 * A line has five columns of code points: source; NFC; NFD; NFKC; NFKD. The
 * first three are canonically equivalent, and so are the last two: equivalent
 * text must have equal tokens, alone and inside a word. Prints the lines that
 * break this, then how many were read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/text.h"

enum { COLUMNS = 5, LINE = 4096 };

/* What a lexicon sees of a token: not where its bytes are. */
enum {
    SEEN = RN_TOK_WORD | RN_TOK_NUMBER | RN_TOK_MARK | RN_TOK_UPPER |
           RN_TOK_ALLCAPS | RN_TOK_VIETNAMESE | RN_TOK_GLUED | RN_TOK_HARD
};

static void must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "normalization: %s\n", what);
        exit(2);
    }
}

static void put_utf8(struct rn_buf *out, unsigned long c)
{
    if (c < 0x80) {
        rn_buf_putc(out, (char)c);
    } else if (c < 0x800) {
        rn_buf_putc(out, (char)(0xc0 | c >> 6));
    } else if (c < 0x10000) {
        rn_buf_putc(out, (char)(0xe0 | c >> 12));
        rn_buf_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
    } else {
        rn_buf_putc(out, (char)(0xf0 | c >> 18));
        rn_buf_putc(out, (char)(0x80 | (c >> 12 & 0x3f)));
        rn_buf_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
    }
    if (c >= 0x80)
        rn_buf_putc(out, (char)(0x80 | (c & 0x3f)));
}

/* Keys and flags of `head`, the column's text and `tail` as one string. */
static void describe(struct rn_text *text, const char *column, const char *head,
                     const char *tail, struct rn_buf *out)
{
    static struct rn_tokens tokens;
    struct rn_buf page;

    rn_buf_init(&page);
    rn_buf_clear(out);
    rn_buf_puts(&page, head);
    for (char *end; *column && *column != ';'; column = end) {
        put_utf8(&page, strtoul(column, &end, 16));
        must(end != column, "no code point");
        while (*end == ' ')
            end++;
    }
    rn_buf_puts(&page, tail);
    must(!rn_text_tokenize(text, rn_buf_span(&page), &tokens), "no tokens");
    for (size_t i = 0; i < tokens.n; i++) {
        rn_buf_put_span(out, rn_token_key(&tokens, i));
        rn_buf_printf(out, " %x|", tokens.flags[i] & SEEN);
    }
    rn_buf_release(&page);
}

/* Whether columns `first` to `last` give the same. */
static bool same(struct rn_text *text, const char *const *columns, int first,
                 int last, const char *head, const char *tail)
{
    struct rn_buf wanted, got;
    bool ok = true;

    rn_buf_init(&wanted);
    rn_buf_init(&got);
    describe(text, columns[first], head, tail, &wanted);
    for (int c = first + 1; c <= last; c++) {
        describe(text, columns[c], head, tail, &got);
        ok = ok && rn_span_eq(rn_buf_span(&wanted), rn_buf_span(&got));
    }
    rn_buf_release(&wanted);
    rn_buf_release(&got);
    return ok;
}

static bool line_ok(struct rn_text *text, const char *const *columns)
{
    return same(text, columns, 0, 2, "", "") &&
           same(text, columns, 3, 4, "", "") &&
           same(text, columns, 0, 2, "a", "b") &&
           same(text, columns, 3, 4, "a", "b") &&
           same(text, columns, 0, 2, "A ", " B");
}

int main(void)
{
    static char line[LINE];
    struct rn_text *text;
    size_t lines = 0, broken = 0;

    must(!rn_text_new(&text), "out of memory");
    while (fgets(line, sizeof line, stdin)) {
        const char *columns[COLUMNS] = { line };
        if (!strchr("0123456789ABCDEF", line[0]))
            continue; /* a comment, the name of a part */
        must(strchr(line, '\n') != NULL, "a line is too long");
        for (int c = 1; c < COLUMNS; c++) {
            columns[c] = strchr(columns[c - 1], ';');
            must(columns[c] != NULL, "a line has no five columns");
            columns[c]++;
        }
        lines++;
        if (!line_ok(text, columns)) {
            broken++;
            fputs(line, stdout);
        }
    }
    printf("%zu lines, %zu broken\n", lines, broken);
    rn_text_free(text);
    return broken ? 1 : 0;
}
