/* Pages: a pure function of the document's bytes, whatever of them is at hand.
 */
#include "base/limits.h"
#include "text/utf8.h"
#include "text_util.h"

static struct rn_buf doc;

static void setup(void)
{
    rn_buf_init(&doc);
}
static void teardown(void)
{
    rn_buf_release(&doc);
}

/* `unit` until the document has `len` bytes. */
static void fill(const char *unit, size_t len)
{
    size_t n = strlen(unit);

    ck_assert(rn_buf_reserve(&doc, len));
    for (size_t i = 0; doc.len < len; i++)
        rn_buf_putc(&doc, unit[i % n]);
}

/* The document up to `at` is `unit`s, then stands `s`, then `unit`s to the end.
 */
static void fill_around(const char *unit, const char *s, size_t at)
{
    fill(unit, at);
    rn_buf_puts(&doc, s);
    fill(unit, RN_PAGE_MAX * 2);
}

static size_t first_page(bool lines)
{
    return rn_text_page(rn_buf_span(&doc), true, lines);
}

enum { M = RN_PAGE_MAX };

/* One mark in a document of nothing but `unit`: where is the first page cut? */
static const struct {
    const char *name, *unit, *s;
    size_t at, want;
} cuts[] = {
    { "blank line", "ab.\n", "\n", M / 4, M / 4 + 1 },
    { "blank line, CRLF", "abc\r\n", "\r\n", 5000, 5002 },
    { "blank line, CR", "abc\r", "\r", 4000, 4001 },
    { "line of blanks", "abc\n", " \t \n", 4000, 4004 },
    { "blank line that ends the window", "abc\n", "\n", M - 4, M - 3 },
    { "blank line just behind the window", "abc\n", "\n", M, M },
    { "line end", "ab. ", "\n", 4000, 4001 },
    { "CRLF", "ab. ", "\r\n", 4000, 4002 },
    { "CRLF cut by the window", "ab. ", "\r\n", M - 1, M - 4 },
    { "CR that ends the window", "ab. ", "\r", M - 1, M },
    { "LF that ends the window", "ab. ", "\n", M - 1, M },
    { "sentence", "ab ", "!xa? ", 3000, 3005 },
    { "no sentence behind a capital", "ab ", "TP. ", 3000, M },
    { "no sentence behind a number", "ab ", "x 2. ", 3000, M - 2 },
    { "clause", "ab ", "xa, ", 3000, 3004 },
    { "semicolon", "ab ", "xa; ", 3000, 3004 },
    { "no clause without a blank", "ab ", "1,5 ", 3000, M },
    { "blank", "abc", " ", 3000, 3001 },
    { "tab", "abc", "\t", 3000, 3001 },
    { "ASCII, no edge", "a", "b", 3000, M },
    { "characters of two bytes", "đ", "b", 3000, M - 1 },
    { "characters of three bytes", "ủ", "", 3000, M - 1 },
    { "characters of four bytes, one off", "😀", "b", 4000, M - 3 },
    { "characters of four bytes, in step", "😀", "bbbb", 4000, M },
    { "continuation bytes alone", "\x80", "", 0, M },
    { "cut character", "\xf0\x9f", "", 0, M },
    { "only CRLF before CRLF", "a", "\r\n", M - 1, M - 1 },
};

START_TEST(cut)
{
    size_t n;

    fill_around(cuts[_i].unit, cuts[_i].s, cuts[_i].at);
    n = first_page(false);
    ck_assert_msg(n == cuts[_i].want, "%s: %zu, not %zu", cuts[_i].name, n,
                  cuts[_i].want);
}
END_TEST

START_TEST(short_documents_are_one_page)
{
    ck_assert_uint_eq(first_page(false), 0);
    fill("ab\n\n", M);
    ck_assert_uint_eq(first_page(false), M);
    ck_assert_uint_eq(rn_text_page(rn_buf_span(&doc), false, false), 0);
    rn_buf_putc(&doc, 'x');
    ck_assert_uint_eq(first_page(false), M);
    ck_assert_uint_eq(rn_text_page(rn_buf_span(&doc), false, false), M);
}
END_TEST

static const struct {
    const char *name, *in;
    bool whole;
    size_t want;
} lines[] = {
    { "LF", "ab\ncd", false, 3 },
    { "CRLF", "ab\r\ncd", false, 4 },
    { "CR", "ab\rcd", false, 3 },
    { "blank line", "\n\n", false, 1 },
    { "CR at the end of what is there", "ab\r", false, 0 },
    { "CR at the end of all", "ab\r", true, 3 },
    { "no end yet", "ab", false, 0 },
    { "no end", "ab", true, 2 },
    { "nothing", "", true, 0 },
    { "CR before LF", "a\rb\n", false, 2 },
};

START_TEST(line_pages)
{
    size_t n = rn_text_page(rn_span_str(lines[_i].in), lines[_i].whole, true);

    ck_assert_msg(n == lines[_i].want, "%s: %zu", lines[_i].name, n);
}
END_TEST

START_TEST(long_lines_are_cut)
{
    fill_around("abc", " ", 3000);
    ck_assert_uint_eq(first_page(true), 3001);
    rn_buf_clear(&doc);
    fill_around("a", "\n", M - 1);
    ck_assert_uint_eq(first_page(true), M);
    rn_buf_clear(&doc);
    fill_around("a", "\n", M);
    ck_assert_uint_eq(first_page(true), M);
    rn_buf_clear(&doc);
    fill_around("a", "\r\n", M - 1);
    ck_assert_uint_eq(first_page(true), M - 1);
}
END_TEST

/* ---- properties --------------------------------------------------------- */

/* A document with edges of every kind, dense or rare. */
static void random_document(struct unit_random *rnd, size_t len)
{
    static const char *const edges[] = { "\n\n", "\r\n\r\n", "\r",      "\r\n",
                                         "\n",   ". ",       "! ",      " ",
                                         "\t",   "\xff",     "\xe1\xbb" };
    size_t rare = (size_t)1 << (2 + unit_below(rnd, 18));
    size_t kinds = 1 + unit_below(rnd, sizeof edges / sizeof *edges);

    rn_buf_clear(&doc);
    while (doc.len < len) {
        size_t run = unit_below(rnd, rare);
        for (size_t i = 0; i < run && doc.len < len; i++)
            rn_buf_puts(&doc, unit_below(rnd, 3) ? "a" : "ủ");
        rn_buf_puts(
            &doc,
            edges[sizeof edges / sizeof *edges - 1 - unit_below(rnd, kinds)]);
    }
}

static void pages_of_pieces(struct unit_random *rnd, bool by_line)
{
    size_t at = 0;

    while (at < doc.len) {
        struct rn_span left = rn_span_of(doc.ptr + at, doc.len - at);
        size_t want = rn_text_page(left, true, by_line), there = 0;

        ck_assert_uint_gt(want, 0);
        ck_assert_uint_le(want, RN_PAGE_MAX);
        while (there < left.len) {
            size_t n;
            there += 1 + unit_below(rnd, RN_PAGE_MAX / 2);
            if (there > left.len)
                there = left.len;
            /* A copy, so that a checker of memory sees reads behind what is
             * there. */
            char *copy = malloc(there);
            memcpy(copy, left.ptr, there);
            n = rn_text_page(rn_span_of(copy, there), false, by_line);
            free(copy);
            ck_assert(n == 0 || n == want);
            ck_assert(n > 0 || there <= RN_PAGE_MAX);
        }
        /* No cut in a character, nor in CRLF. */
        if (at + want < doc.len) {
            uint32_t cp;
            for (size_t back = 1; back < 4 && back <= want; back++)
                ck_assert_uint_le(rn_utf8_decode(left.ptr + want - back,
                                                 left.len - want + back, &cp),
                                  back);
            ck_assert(!(left.ptr[want - 1] == '\r' && left.ptr[want] == '\n'));
        }
        at += want;
    }
    ck_assert_uint_eq(at, doc.len);
}

START_TEST(pages_do_not_depend_on_the_pieces)
{
    struct unit_random rnd = unit_seed("pages_do_not_depend_on_the_pieces");

    for (int round = 0; round < 30; round++) {
        random_document(&rnd, 1 + unit_below(&rnd, RN_PAGE_MAX * 3));
        pages_of_pieces(&rnd, false);
    }
    for (int round = 0; round < 30; round++) {
        random_document(&rnd, 1 + unit_below(&rnd, 3000));
        pages_of_pieces(&rnd, true);
    }
    fill("ủ", RN_PAGE_MAX * 2);
    pages_of_pieces(&rnd, true);
}
END_TEST

/* Many megabytes in one line: the arrays stay those of a page. */
START_TEST(long_lines_need_no_more_memory)
{
    static const char *const units[] = { "a", "Ủy ban ", "ủ", "., ", "\xff" };

    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        struct reader r = reader_new();
        size_t cap = 0, bytes = 0, pages = 0;

        rn_buf_clear(&doc);
        fill(units[u], 8 << 20);
        for (size_t at = 0; at < doc.len; pages++) {
            struct rn_span left = rn_span_of(doc.ptr + at, doc.len - at);
            left.len = rn_text_page(left, true, false);
            read_span(&r, left);
            at += left.len;
            bytes += r.t.n ? r.t.end[r.t.n - 1] : left.len;
            if (!pages)
                cap = r.t.cap;
        }
        ck_assert_uint_ge(pages, 32);
        ck_assert_uint_gt(bytes, (8 << 20) - 2 * pages);
        ck_assert_uint_eq(r.t.cap, cap);
        reader_free(&r);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("text/page");
    TCase *c = tcase_create("pages");

    tcase_add_checked_fixture(c, setup, teardown);
    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, cut, 0, ROWS(cuts));
    tcase_add_test(c, short_documents_are_one_page);
    tcase_add_loop_test(c, line_pages, 0, ROWS(lines));
    tcase_add_test(c, long_lines_are_cut);
    tcase_add_test(c, pages_do_not_depend_on_the_pieces);
    tcase_add_test(c, long_lines_need_no_more_memory);
    suite_add_tcase(s, c);
    return unit_run(s);
}
