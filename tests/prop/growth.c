/* Work grows with the input and no faster, on input that is made to hurt. Steps
 * are counted, not seconds: the answer is the same on every machine. */
#include "prop.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"

enum {
    WITHIN = 120 * 1024, /* bytes: twice that is still one page, where a
                            quadratic parser would show */
    ACROSS = 512 * 1024  /* bytes: many pages */
};

/* Twice the input may take this many hundredths of the steps. */
enum { GROWTH_PERCENT = 210 };

static const struct {
    const char *name, *repeat;
} rows[] = {
    { "one letter", "a" },
    { "one capital", "S" },
    { "one combining mark", "\u0301" },
    { "a letter and blanks", "a " },
    { "open parentheses", "( " },
    { "a head", "S\u1edf " },
    { "a form's beginning", "Ban Th\u01b0\u1eddng v\u1ee5 " },
    { "heads of heads", "V\u0103n ph\u00f2ng Ban Th\u01b0\u1eddng v\u1ee5 " },
    { "deputies", "Ph\u00f3 " },
    { "deputies of heads",
      "Ph\u00f3 Ch\u00e1nh V\u0103n ph\u00f2ng \u0110\u1ea3ng \u1ee7y " },
    { "of the", "of the " },
    { "English heads", "Standing Committee of the Party Committee of the " },
    { "Malay heads", "Jawatankuasa Tetap Jawatankuasa Parti " },
    { "possessives", "Department of Health's " },
    { "numbers", "No. 1-NQ/" },
    { "dashes", "1-" },
    { "slashes", "Resolution No. 1/2/" },
    { "a list of levels", "t\u1ec9nh, huy\u1ec7n, x\u00e3, " },
    { "a list of bodies", "H\u0110ND, UBND, " },
    { "a list of fields",
      "B\u1ed9 tr\u01b0\u1edfng Y t\u1ebf, T\u00e0i ch\u00ednh, " },
    { "a list of numbers", "Resolutions 1, 2, 3, " },
    { "ordinals", "l\u1ea7n th\u1ee9 " },
    { "abbreviations in parentheses",
      "Ban (BTV) Th\u01b0\u1eddng v\u1ee5 (BTV) " },
    { "places", "t\u1ec9nh Lai Ch\u00e2u th\u00e0nh ph\u1ed1 Hu\u1ebf " },
    { "capitals in lines", "\u1ee6Y BAN NH\u00c2N D\u00c2N\n" },
    { "places, bodies and signs against",
      "H\u00e0 N\u1ed9i v\u00e0 B\u1ed9 Y t\u1ebf c\u1ee7a Vi\u1ec7t Nam, " },
    { "signs against", "Thailand, President, " },
    { "a list of members",
      "Ngh\u1ecb quy\u1ebft 66 v\u00e0 68 v\u00e0 67 v\u00e0 " },
    { "whole names",
      "Ph\u00f3 B\u00ed th\u01b0 T\u1ec9nh \u1ee7y Lai Ch\u00e2u, " },
};

static renorm_status drop(void *arg, const char *ptr, size_t len)
{
    (void)arg;
    (void)ptr;
    (void)len;
    return RENORM_OK;
}

/* What reading `len` bytes of repetition takes. */
static renorm_stats cost(const char *repeat, size_t len)
{
    struct prop p = prop_open(NULL);
    struct bytes in = { 0 };
    renorm_handler sink = { .text = drop };
    renorm_stats stats;

    while (in.len < len)
        bytes_put(&in, repeat, strlen(repeat));
    ck_assert_int_eq(renorm_document(p.context, &sink, in.ptr, in.len),
                     RENORM_OK);
    stats = renorm_context_stats(p.context);
    ck_assert_uint_eq(stats.bytes, in.len);
    bytes_free(&in);
    prop_close(&p);
    return stats;
}

static void assert_linear(int row, size_t len)
{
    renorm_stats once = cost(rows[row].repeat, len);
    renorm_stats twice = cost(rows[row].repeat, 2 * len);

    ck_assert_msg(twice.steps * 100 <= once.steps * GROWTH_PERCENT + 100000,
                  "%s: %llu steps for %zu bytes, %llu for twice that",
                  rows[row].name, (unsigned long long)once.steps, len,
                  (unsigned long long)twice.steps);
    ck_assert_msg(once.steps <= once.tokens * RN_STEPS_MAX,
                  "%s: %llu steps for %llu tokens", rows[row].name,
                  (unsigned long long)once.steps,
                  (unsigned long long)once.tokens);
}

START_TEST(within_a_page)
{
    assert_linear(_i, WITHIN);
}
END_TEST

START_TEST(across_pages)
{
    assert_linear(_i, ACROSS);
}
END_TEST

/* The counter counts: text with names takes more steps than words that no form
 * has. */
START_TEST(steps_are_counted)
{
    renorm_stats plain = cost("xq ", WITHIN);
    renorm_stats names = cost(
        "Ban Th\u01b0\u1eddng v\u1ee5 T\u1ec9nh \u1ee7y h\u1ecdp. ", WITHIN);

    ck_assert_uint_gt(names.steps, plain.steps);
    ck_assert_uint_gt(names.steps, names.mentions);
    ck_assert_uint_gt(names.mentions, 1000);
}
END_TEST

static TCase *growth(void)
{
    TCase *tcase = tcase_create("growth");
    int n = (int)(sizeof rows / sizeof *rows);
    tcase_add_test(tcase, steps_are_counted);
    tcase_add_loop_test(tcase, within_a_page, 0, n);
    tcase_add_loop_test(tcase, across_pages, 0, n);
    return tcase;
}

int main(void)
{
    TCase *(*const cases[])(void) = { growth };
    return prop_main(cases, 1, "growth");
}
