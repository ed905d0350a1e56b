/* Each allocation of lang/ fails in turn: a status, nothing leaked, and the
 * same object works afterwards. The build wraps the allocator (-Wl,--wrap=...).
 */
#include "failing.h"
#include "lang/lang.h"
#include "unit.h"

static const char page[] =
    "Sở Y tế họp giao ban.\n\nThe department met on Monday, and then\n\n"
    "Kementerian itu menafikan dakwaan tersebut, but the committee did not "
    "agree.";

static const struct rn_lang_options detect = { .forced = -1,
                                               .page_prior = true };

START_TEST(each_allocation_fails)
{
    struct rn_span s = rn_span_of(page, sizeof(page) - 1);
    struct rn_lang *lang = NULL;
    struct rn_lang_result r;
    struct rn_text *text;
    struct rn_tokens t;
    size_t n = 0;

    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
    rn_tokens_init(&t);
    ck_assert_int_eq(rn_text_tokenize(text, s, &t), RENORM_OK);
    fail_from(0);
    ck_assert_int_eq(rn_lang_new(&lang), RENORM_E_NOMEM);
    ck_assert_ptr_null(lang);
    left = SIZE_MAX;
    ck_assert_int_eq(rn_lang_new(&lang), RENORM_OK);
    for (;; n++) {
        fail_from(n);
        renorm_status st = rn_lang_page(lang, s, &t, &detect, &r);
        left = SIZE_MAX;
        if (st == RENORM_OK)
            break;
        ck_assert_int_eq(st, RENORM_E_NOMEM);
    }
    ck_assert_uint_gt(n, 0);
    ck_assert_uint_ge(r.nspans, 3);
    rn_lang_free(lang);
    rn_tokens_release(&t);
    rn_text_free(text);
}
END_TEST

/* From the second time on a page of the same size takes no memory. */
START_TEST(nothing_is_allocated_a_line)
{
    struct rn_span s = rn_span_of(page, sizeof(page) - 1);
    struct rn_lang *lang;
    struct rn_lang_result r;
    struct rn_text *text;
    struct rn_tokens t;

    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
    ck_assert_int_eq(rn_lang_new(&lang), RENORM_OK);
    rn_tokens_init(&t);
    ck_assert_int_eq(rn_text_tokenize(text, s, &t), RENORM_OK);
    ck_assert_int_eq(rn_lang_page(lang, s, &t, &detect, &r), RENORM_OK);
    calls = 0;
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(rn_lang_page(lang, s, &t, &detect, &r), RENORM_OK);
    ck_assert_uint_eq(calls, 0);
    rn_lang_free(lang);
    rn_tokens_release(&t);
    rn_text_free(text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("lang_memory");
    TCase *c = tcase_create("lang_memory");

    suite_add_tcase(s, c);
    tcase_add_test(c, each_allocation_fails);
    tcase_add_test(c, nothing_is_allocated_a_line);
    return unit_run(s);
}
