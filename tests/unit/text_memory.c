/* Each allocation of text/ fails in turn: a status, nothing lost, nothing
 * leaked, and the same objects work afterwards. The build wraps the allocator
 * (-Wl,--wrap=…). */
#include "failing.h"
#include "text_util.h"

START_TEST(a_new_text)
{
    struct rn_text *text = NULL;
    size_t n = 0;

    for (;; n++) {
        fail_from(n);
        renorm_status st = rn_text_new(&text);
        left = SIZE_MAX;
        if (st == RENORM_OK)
            break;
        ck_assert_int_eq(st, RENORM_E_NOMEM);
        ck_assert_ptr_null(text);
    }
    ck_assert_uint_ge(n, 3);
    rn_text_free(text);
}
END_TEST

/* Enough tokens, spellings, lines and segments that every array grows more than
 * once, the table of the vocabulary too. */
static void fill(struct rn_buf *b)
{
    for (int i = 0; i < 700; i++)
        rn_buf_puts(b, "Ủy ban nhân dân tỉnh, 15/QĐ\nSở Y tế's\r\n");
    for (int i = 0; i < 52000; i++) {
        const char word[] = { (char)('a' + i % 26), (char)('a' + i / 26 % 26),
                              (char)('a' + i / 676 % 26),
                              (char)('A' + i / 17576), ' ' };
        rn_buf_put(b, word, sizeof word);
    }
}

START_TEST(a_page)
{
    struct rn_buf page;
    struct rn_text *text;
    size_t failures = 0;
    struct reader whole = reader_new();

    rn_buf_init(&page);
    fill(&page);
    read_span(&whole, rn_buf_span(&page));
    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
    for (int form = 0; form < 2; form++) {
        renorm_status st = RENORM_E_NOMEM;
        struct rn_tokens t;

        rn_tokens_init(&t);
        for (size_t n = 0; st != RENORM_OK; n++) {
            if (n % 2 ==
                0) { /* from nothing, and with what the last time left */
                rn_tokens_release(&t);
                rn_tokens_init(&t);
            }
            fail_from(n);
            st = form ? rn_text_tokenize_form(text, rn_buf_span(&page), &t)
                      : rn_text_tokenize(text, rn_buf_span(&page), &t);
            left = SIZE_MAX;
            if (st == RENORM_OK)
                break;
            failures++;
            ck_assert_int_eq(st, RENORM_E_NOMEM);
            ck_assert_uint_eq(t.n, 0);
            ck_assert_uint_eq(t.nsegments, 0);
        }
        ck_assert_uint_eq(t.n, whole.t.n);
        ck_assert_uint_eq(t.nsegments, form ? 1 : whole.t.nsegments);
        for (size_t i = 0; i < t.n; i++)
            ck_assert(
                rn_span_eq(rn_token_key(&t, i), rn_token_key(&whole.t, i)));
        rn_tokens_release(&t);
    }
    ck_assert_uint_ge(failures, 20);
    rn_text_free(text);
    rn_buf_release(&page);
    reader_free(&whole);
}
END_TEST

START_TEST(spellings)
{
    struct rn_buf b;

    rn_buf_init(&b);
    fail_from(0);
    rn_text_ascii(RN_LIT("Lai Châu"), &b);
    rn_text_strip_key(RN_LIT("châu"), &b);
    left = SIZE_MAX;
    ck_assert(b.failed);
    ck_assert_str_eq(b.ptr, "");
    rn_buf_release(&b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("text/memory");
    TCase *c = tcase_create("memory");

    tcase_add_test(c, a_new_text);
    tcase_add_test(c, a_page);
    tcase_add_test(c, spellings);
    suite_add_tcase(s, c);
    return unit_run(s);
}
