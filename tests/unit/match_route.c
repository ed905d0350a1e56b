/* Soft routing: how far its language may lie behind the words of a form. What
 * each word says is made up here, in 1/100 nat. */
#include "match_util.h"

static const struct rn_memory_file lexicon[] = {
    YAML("canon/x.yaml", "kinds:\n"
                         "  body: {emit: yes}\n"
                         "bureau: {kind: body, name: Kantor Pusat}\n"
                         "office: {kind: body, name: Office}\n"
                         "hall: {kind: body, name: Hall}\n"
                         "new-hall: {kind: body, name: New Hall}\n"),
    YAML("ms/x.yaml", "office:\n"
                      "  - pejabat daerah lama\n"),
    YAML("vi/x.yaml", "hall:\n"
                      "  - hội trường\n"
                      "new-hall:\n"
                      "  - '{hall} mới xây lại'\n"),
};

BENCH_FIXTURE(lexicon)

/* What the three words of the form say, and whether it may match in a
 * Vietnamese span. The best class of a word has 0. */
static const struct {
    int16_t vi, ms, other;
    bool found;
} rows[] = {
    { 0, 0, -1000, true },
    { 0, -83, -1000, true },  /* together 249 behind Vietnamese */
    { 0, -84, -1000, false }, /* 252 */
    { -1000, 0, -150, true },
    { -1000, -150, 0, true },  /* 450 behind noise */
    { -1000, -151, 0, false }, /* 453 */
};

static bool matches(const int16_t (*votes)[RN_ROUTE_LANES],
                    const uint32_t vote[3])
{
    static const char page[] = "tại pejabat daerah lama họp";

    bench_page(b, rn_span_str(page), RN_ROUTE_VI);
    b->chart.route.votes = votes;
    memcpy(b->vote + 1, vote, 3 * sizeof *vote);
    ck_assert_int_eq(rn_chart_segment(&b->chart, 0), RENORM_OK);
    ck_assert_int_eq(rn_select(&b->chart, &b->sel), RENORM_OK);
    return b->sel.n == 1;
}

START_TEST(all_words_count)
{
    const int16_t votes[][RN_ROUTE_LANES] = {
        { 0 },
        { [RN_ROUTE_VI] = rows[_i].vi,
          [RN_ROUTE_MS] = rows[_i].ms,
          [RN_ROUTE_EN] = -1000,
          [RN_ROUTE_ID] = -1000,
          [RN_ROUTE_OTHER] = rows[_i].other },
    };
    const uint32_t vote[] = { 1, 1, 1 };

    ck_assert_int_eq(matches(votes, vote), rows[_i].found);
}
END_TEST

/* One word that is much likelier Vietnamese is outweighed by none of the
 * others, wherever it stands. */
START_TEST(one_word_is_enough)
{
    const int16_t votes[][RN_ROUTE_LANES] = {
        { 0 },
        { [RN_ROUTE_MS] = -251, [RN_ROUTE_OTHER] = -1000 },
    };

    for (size_t at = 0; at < 3; at++) {
        uint32_t vote[3] = { 0 };
        vote[at] = 1;
        ck_assert(!matches(votes, vote));
    }
}
END_TEST

/* Where the words are heard as the form's language nothing is weighed. */
START_TEST(a_span_of_its_own)
{
    const int16_t votes[][RN_ROUTE_LANES] = { { [RN_ROUTE_MS] = -1000 } };
    static const char page[] = "di pejabat daerah lama itu";

    bench_page(b, rn_span_str(page), RN_ROUTE_MS);
    b->chart.route.votes = votes;
    ck_assert_int_eq(rn_chart_segment(&b->chart, 0), RENORM_OK);
    ck_assert_int_eq(rn_select(&b->chart, &b->sel), RENORM_OK);
    ck_assert_uint_eq(b->sel.n, 1);
}
END_TEST

/* The span of another language that begins within the form is weighed, behind
 * whichever word it begins. */
START_TEST(a_span_that_ends_within)
{
    const int16_t votes[][RN_ROUTE_LANES] = {
        { 0 },
        { [RN_ROUTE_MS] = -251, [RN_ROUTE_OTHER] = -1000 },
    };
    static const char page[] = "di pejabat daerah lama itu";

    for (size_t at = 1; at <= 3; at++) {
        bench_page(b, rn_span_str(page), RN_ROUTE_MS);
        b->chart.route.votes = votes;
        for (size_t i = at; i <= 3; i++)
            b->label[i] = RN_ROUTE_VI;
        b->vote[at] = 1;
        ck_assert_int_eq(rn_chart_segment(&b->chart, 0), RENORM_OK);
        ck_assert_int_eq(rn_select(&b->chart, &b->sel), RENORM_OK);
        ck_assert_msg(b->sel.n == 0, "from word %zu on", at);
    }
}
END_TEST

/* Words without marks are those of a form with marks only where the segment is
 * written so, also behind what fills the form's first slot. */
START_TEST(words_without_marks)
{
    static const char page[] = "tại hội trường moi xay lai đó";
    uint8_t unmarked = (uint8_t)_i;

    bench_page(b, rn_span_str(page), RN_ROUTE_VI);
    b->chart.route.unmarked = &unmarked;
    ck_assert_int_eq(rn_chart_segment(&b->chart, 0), RENORM_OK);
    ck_assert_int_eq(rn_select(&b->chart, &b->sel), RENORM_OK);
    ck_assert_uint_eq(b->sel.n, 1);
    ck_assert_uint_eq(b->sel.v[0].end - b->sel.v[0].start, _i ? 5 : 2);
}
END_TEST

/* A canonical name is read wherever it stands, whatever its words say, with all
 * of its capitals. */
static const struct {
    const char *page;
    bool found;
} canon_rows[] = {
    { "tại Kantor Pusat họp", true },
    { "tại Kantor pusat họp", false },
    { "tại kantor Pusat họp", false },
    { "tại kantor pusat họp", false },
};

START_TEST(canonical_names)
{
    for (uint8_t lang = 0; lang < RN_ROUTE_COUNT; lang++) {
        int16_t votes[1][RN_ROUTE_LANES];
        for (int l = 0; l < RN_ROUTE_COUNT; l++)
            votes[0][l] = l == lang ? 0 : -1000;
        bench_page(b, rn_span_str(canon_rows[_i].page), lang);
        b->chart.route.votes = (const int16_t(*)[RN_ROUTE_LANES])votes;
        ck_assert_int_eq(rn_chart_segment(&b->chart, 0), RENORM_OK);
        ck_assert_int_eq(rn_select(&b->chart, &b->sel), RENORM_OK);
        /* in English it is a form as well, in any case */
        ck_assert_msg((b->sel.n == 1) ==
                          (canon_rows[_i].found || lang == RN_ROUTE_EN),
                      "'%s' in %u", canon_rows[_i].page, lang);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_route");
    TCase *t = tcase_create("route");

    tcase_add_unchecked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, all_words_count, 0, ROWS(rows));
    tcase_add_test(t, one_word_is_enough);
    tcase_add_test(t, a_span_of_its_own);
    tcase_add_test(t, a_span_that_ends_within);
    tcase_add_loop_test(t, words_without_marks, 0, 2);
    tcase_add_loop_test(t, canonical_names, 0, ROWS(canon_rows));
    suite_add_tcase(s, t);
    return unit_run(s);
}
