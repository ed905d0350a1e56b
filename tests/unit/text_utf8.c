#include "text/utf8.h"

#include "unit.h"

static const struct {
    const char *name, *in;
    size_t len, want;
    uint32_t cp;
} rows[] = {
    { "ASCII", "a", 1, 1, 'a' },
    { "NUL", "\0", 1, 1, 0 },
    { "two bytes", "\xc4\x91", 2, 2, 0x111 },
    { "three bytes", "\xe1\xbb\xa7", 3, 3, 0x1ee7 },
    { "four bytes", "\xf0\x9f\x98\x80", 4, 4, 0x1f600 },
    { "first of two bytes", "\xc2\x80", 2, 2, 0x80 },
    { "first of three bytes", "\xe0\xa0\x80", 3, 3, 0x800 },
    { "first of four bytes", "\xf0\x90\x80\x80", 4, 4, 0x10000 },
    { "last before the surrogates", "\xed\x9f\xbf", 3, 3, 0xd7ff },
    { "first behind the surrogates", "\xee\x80\x80", 3, 3, 0xe000 },
    { "the last of all", "\xf4\x8f\xbf\xbf", 4, 4, 0x10ffff },
    { "behind the last", "\xf4\x90\x80\x80", 4, 0, 0 },
    { "overlong slash", "\xc0\xaf", 2, 0, 0 },
    { "overlong of two", "\xc1\xbf", 2, 0, 0 },
    { "overlong of three", "\xe0\x9f\xbf", 3, 0, 0 },
    { "overlong of four", "\xf0\x8f\xbf\xbf", 4, 0, 0 },
    { "high surrogate", "\xed\xa0\x80", 3, 0, 0 },
    { "low surrogate", "\xed\xbf\xbf", 3, 0, 0 },
    { "lone continuation", "\x80", 1, 0, 0 },
    { "continuation missing",
      "\xe1\xbb"
      "a",
      3, 0, 0 },
    { "cut after one of two", "\xc4\x91", 1, 0, 0 },
    { "cut after two of three", "\xe1\xbb\xa7", 2, 0, 0 },
    { "cut after three of four", "\xf0\x9f\x98\x80", 3, 0, 0 },
    { "byte FE", "\xfe\x80\x80\x80", 4, 0, 0 },
    { "byte FF", "\xff\x80\x80\x80", 4, 0, 0 },
};

START_TEST(decode)
{
    uint32_t cp = 0;
    size_t n = rn_utf8_decode(rows[_i].in, rows[_i].len, &cp);

    ck_assert_msg(n == rows[_i].want, "%s: length %zu", rows[_i].name, n);
    if (n)
        ck_assert_msg(cp == rows[_i].cp, "%s: U+%04X", rows[_i].name,
                      (unsigned)cp);
}
END_TEST

START_TEST(encode_is_the_way_back)
{
    for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
        char utf8[4];
        uint32_t back = 0;
        size_t n;

        if (cp >= 0xd800 && cp < 0xe000)
            continue;
        n = rn_utf8_encode(cp, utf8);
        MUST(rn_utf8_decode(utf8, n, &back) == n);
        MUST(back == cp);
    }
}
END_TEST

/* Every four bytes' decoding against the table of well-formed sequences
 * (Unicode, 3-7). */
static size_t by_the_table(const unsigned char *p)
{
    static const unsigned char t[][5] = {
        { 2, 0xc2, 0xdf, 0x80, 0xbf }, { 3, 0xe0, 0xe0, 0xa0, 0xbf },
        { 3, 0xe1, 0xec, 0x80, 0xbf }, { 3, 0xed, 0xed, 0x80, 0x9f },
        { 3, 0xee, 0xef, 0x80, 0xbf }, { 4, 0xf0, 0xf0, 0x90, 0xbf },
        { 4, 0xf1, 0xf3, 0x80, 0xbf }, { 4, 0xf4, 0xf4, 0x80, 0x8f }
    };

    if (p[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        if (p[0] < t[i][1] || p[0] > t[i][2])
            continue;
        if (p[1] < t[i][3] || p[1] > t[i][4])
            return 0;
        for (size_t k = 2; k < t[i][0]; k++)
            if (p[k] < 0x80 || p[k] > 0xbf)
                return 0;
        return t[i][0];
    }
    return 0;
}

START_TEST(strict_as_the_table)
{
    static const unsigned char third[] = { 0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff };

    for (unsigned a = 0; a < 0x10000; a++)
        for (size_t b = 0; b < sizeof third * sizeof third; b++) {
            unsigned char p[4] = { (unsigned char)(a >> 8), (unsigned char)a,
                                   third[b / sizeof third],
                                   third[b % sizeof third] };
            uint32_t cp;
            MUST(rn_utf8_decode(p, 4, &cp) == by_the_table(p));
        }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("text/utf8");
    TCase *c = tcase_create("utf8");

    tcase_add_loop_test(c, decode, 0, ROWS(rows));
    tcase_add_test(c, encode_is_the_way_back);
    tcase_add_test(c, strict_as_the_table);
    suite_add_tcase(s, c);
    return unit_run(s);
}
