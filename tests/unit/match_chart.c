/* Rules of the chart that a line each can show, and what reading costs where
 * the input is made to hurt. The oracle has the rest. */
#include "base/limits.h"
#include "match_util.h"

static const struct rn_memory_file lexicon[] = {
    YAML(
        "canon/x.yaml",
        "kinds:\n"
        "  title: {emit: yes}\n"
        "  body: {emit: yes}\n"
        "  part: body\n"
        "  place:\n"
        "  ignore:\n"
        "  count:\n"
        "  field:\n"
        "  level:\n"
        "  one:\n"
        "  two:\n"
        "  three:\n"
        "  two-three:\n"
        "base: {kind: ignore, name: Base, form: none}\n"
        "beside: {kind: title, name: \"{a} beside {b}\"}\n"
        "bureau: {kind: body, name: Bureau}\n"
        "by: {kind: title, name: \"{a} by {b}\"}\n"
        "chief: {kind: title, name: Chief}\n"
        "chief-of: {kind: title, name: \"Chief of the {body}\"}\n"
        "office: {kind: part, name: Office}\n"
        "area-khu: {kind: level, name: Khu}\n"
        "khu: {kind: level, name: Zone, form: none}\n"
        "law-a: {kind: field, name: Law, article: none}\n"
        "law-b: {kind: field, name: Law}\n"
        "law-head: {kind: title, name: \"Head of the {field}\", list: "
        "field}\n"
        "long: {kind: body, name: Long}\n"
        "numbered: {kind: title, name: \"Number {int}\", form: none}\n"
        "numbered-by-word: {kind: title, name: \"Count {count}\", form: none}\n"
        "owner: {kind: title, name: \"{a} over {b}\"}\n"
        "pair: {kind: title, name: \"{first} to {second}\", form: none}\n"
        "part-of: {kind: body, name: \"{part} of the {body}\"}\n"
        "seven: {kind: count, name: Seven, form: none}\n"
        "short: {kind: body, name: Short}\n"
        "three: {kind: three, name: Three, form: none}\n"
        "triple-a: {kind: body, name: \"A {one}[ {two} {three}][ "
        "{two-three}]\", form: none}\n"
        "triple-b: {kind: body, name: \"B {one} {two-three}\", form: none}\n"
        "one: {kind: one, name: One, form: none}\n"
        "two: {kind: two, name: Two, form: none}\n"
        "two-three: {kind: two-three, name: \"Pair {two}\", form: none}\n"
        "twin-a: {kind: body, name: Twin A}\n"
        "twin-b: {kind: body, name: Twin B}\n"
        "twin-of: {kind: title, name: \"Keeper of {body}\"}\n"
        "village: {kind: level, name: Village}\n"),
    YAML("vi/x.yaml", "base:\n"
                      "  - cơ sở Cục\n"
                      "bureau:\n"
                      "  - Cục Rừng\n"
                      "chief:\n"
                      "  - Trưởng\n"
                      "chief-of:\n"
                      "  - \"Trưởng {body}\"\n"
                      "office:\n"
                      "  - Văn phòng\n"
                      "khu:\n"
                      "  - {form: khu, alone: never}\n"
                      "long:\n"
                      "  - \"[hai lần] dài một hai ba bốn năm sáu bảy tám chín "
                      "mười một hai ba bốn năm sáu bảy tám chín mười hết\"\n"
                      "numbered:\n"
                      "  - \"rừng {int}\"\n"
                      "numbered-by-word:\n"
                      "  - \"rừng {count}\"\n"
                      "pair:\n"
                      "  - \"{body:first} đến {body:second}\"\n"
                      "part-of:\n"
                      "  - \"{part} {body}\"\n"
                      "seven:\n"
                      "  - \"7\"\n"
                      "short:\n"
                      "  - NGN\n"
                      "one:\n"
                      "  - đầu\n"
                      "three:\n"
                      "  - chót\n"
                      "triple-a:\n"
                      "  - \"{one} {two} {three}\"\n"
                      "  - \"{one} {two-three}\"\n"
                      "triple-b:\n"
                      "  - \"{one} {two-three}\"\n"
                      "two:\n"
                      "  - giữa\n"
                      "two-three:\n"
                      "  - \"{two} chót\"\n"
                      "twin-a:\n"
                      "  - Sinh đôi\n"
                      "twin-b:\n"
                      "  - Sinh đôi\n"
                      "twin-of:\n"
                      "  - \"giữ {body}\"\n"),
    YAML("en/x.yaml", "beside:\n"
                      "  - \"{level:a} next to {level:b}\"\n"
                      "by:\n"
                      "  - \"{body:b} by {body:a}\"\n"
                      "law-b:\n"
                      "  - {form: Laws of, alone: never}\n"
                      "law-head:\n"
                      "  - \"head {field}\"\n"
                      "owner:\n"
                      "  - \"{body:a}'s {body:b}\"\n"
                      "words:\n"
                      "  joiners:\n"
                      "    - and\n"),
};

BENCH_FIXTURE(lexicon)

/* Text that may hold NUL. */
#define TEXT(s)                                                                \
    {                                                                          \
        s, sizeof(s) - 1                                                       \
    }

static const struct {
    const char *name;
    struct rn_span text;
    const char *found;
} rows[] = {
    { "an abbreviation is stepped over", TEXT("Cục (CR) Rừng họp"),
      "Cục (CR) Rừng = Bureau" },
    { "but not at the end", TEXT("Cục Rừng (CR) họp"), "Cục Rừng = Bureau" },
    { "six tokens are", TEXT("Cục (CR, CR, CR-) Rừng họp"),
      "Cục (CR, CR, CR-) Rừng = Bureau" },
    { "seven are not", TEXT("Cục (CR, CR, CR -7) Rừng họp"), "" },
    { "words are not", TEXT("Cục (ta) Rừng họp"), "" },
    { "one letter is not", TEXT("Cục (C) Rừng họp"), "" },
    { "bad bytes part", TEXT("Cục \xff Rừng họp"), "" },
    { "NUL parts", TEXT("Cục \0 Rừng họp"), "" },
    { "bad bytes before a parenthesis part", TEXT("Cục \xff(CR) Rừng họp"),
      "" },
    { "bad bytes in a parenthesis part", TEXT("Cục (CR\xff) Rừng họp"), "" },
    { "bad bytes at the end of a long one part",
      TEXT("Cục (CR, CR, CR-\xff) Rừng họp"), "" },
    { "bad bytes behind a parenthesis part", TEXT("Cục (CR)\xff Rừng họp"),
      "" },
    { "a web address holds nothing", TEXT("xem http://a.vn/Cục Rừng họp"), "" },
    { "what is ignored claims its words", TEXT("cơ sở Cục Rừng họp"), "" },
    { "a short abbreviation", TEXT("Cục Rừng và NGN họp"),
      "Cục Rừng = Bureau; NGN = Short" },
    { "not in small letters", TEXT("Cục Rừng và ngn họp"),
      "Cục Rừng = Bureau" },
    { "nor with one capital", TEXT("Cục Rừng và Ngn họp"),
      "Cục Rừng = Bureau" },
    { "a level that another reading replaced goes around no name",
      TEXT("họp với Cục Rừng Khu và"), "" },
    { "equals: the first id", TEXT("Sinh đôi họp"), "Sinh đôi = Twin A" },
    { "equals in a slot: the first id, too", TEXT("giữ Sinh đôi"),
      "giữ Sinh đôi = Keeper of Twin A" },
    { "equals in two slots", TEXT("Sinh đôi đến Cục Rừng"),
      "Sinh đôi đến Cục Rừng = Twin A to Bureau" },
    { "equals: the one with more words", TEXT("rừng 7"),
      "rừng 7 = Count Seven" },
    { "equals: fewer slots before the id, the id before the form",
      TEXT("họp đầu giữa chót"), "đầu giữa chót = A One Pair Two" },
    { "a name is read as it is written", TEXT("Bureau by Office"),
      "Bureau by Office = Bureau by Office" },
    { "an apostrophe alone is no short word", TEXT("NGN' NGN"),
      "NGN' NGN = Short over Short" },
    { "behind a number's dash no mention begins", TEXT("12-Cục Rừng họp"), "" },
    { "before a glued small word none ends", TEXT("Cục Rừng-ven họp"), "" },
    { "a head of a head", TEXT("Trưởng Văn phòng Cục Rừng họp"),
      "Trưởng Văn phòng Cục Rừng = Chief of the Office of the Bureau" },
};

START_TEST(row)
{
    const char *found = bench_mentions(b, rows[_i].text, RN_ROUTE_VI);

    ck_assert_msg(!strcmp(found, rows[_i].found), "%s: '%s', not '%s'",
                  rows[_i].name, found, rows[_i].found);
}
END_TEST

/* Of equals the better one goes on with a list, as it fills a slot. */
START_TEST(member)
{
    ck_assert_str_eq(bench_en(b, "They saw head Law and Law today"),
                     "head Law = Head of the Law; Law = Head of the Law");
}
END_TEST

/* A level is not joined to itself, but a form may have it twice. */
START_TEST(same_level)
{
    ck_assert_str_eq(bench_en(b, "They saw village next to Village today"),
                     "village next to Village = Village beside Village");
}
END_TEST

/* Words in parentheses behind names, however many, are no abbreviations: one
 * that comes then is learned. */
START_TEST(remarks_teach_nothing)
{
    struct rn_buf page;
    bool again;

    rn_buf_init(&page);
    for (int i = 0; i < 2 * RN_DEFINED_MAX; i++)
        rn_buf_puts(&page, "Cục Rừng (cũ, mới), Cục Rừng (AB, CD).\n");
    rn_buf_puts(&page, "Cục Rừng (CR), rồi CR họp.\n");
    bench_page(b, rn_buf_span(&page), RN_ROUTE_VI);
    for (uint32_t s = 0; s < b->tok.nsegments; s++) {
        ck_assert_int_eq(rn_chart_segment(&b->chart, s), RENORM_OK);
        ck_assert_int_eq(rn_select(&b->chart, &b->sel), RENORM_OK);
        ck_assert_int_eq(rn_defined_learn(&b->chart, &b->sel, &again),
                         RENORM_OK);
    }
    ck_assert(again);
    rn_buf_release(&page);
}
END_TEST

/* ---- bounds ------------------------------------------------------------- */

/* Steps to read `n` times the text. */
static uint64_t steps(const char *text, size_t n, const char *end)
{
    uint64_t before = b->chart.steps;
    struct rn_buf page;

    rn_buf_init(&page);
    for (size_t i = 0; i < n; i++)
        rn_buf_puts(&page, text);
    rn_buf_puts(&page, end);
    bench_mentions(b, rn_buf_span(&page), RN_ROUTE_VI);
    rn_buf_release(&page);
    return b->chart.steps - before;
}

static const struct {
    const char *name, *text, *end;
} hurts[] = {
    { "one letter", "a ", "" },
    { "a form's beginning", "Cục ", "" },
    { "whole forms", "Cục Rừng ", "" },
    { "heads", "Trưởng ", "" },
    { "heads of heads", "Văn phòng ", "Cục Rừng" },
    { "titles of heads", "Trưởng Văn phòng ", "Cục Rừng" },
    { "pairs", "Cục Rừng đến ", "Cục Rừng" },
    { "parentheses", "Cục (CR) ", "Rừng" },
    { "open parentheses", "( ", "" },
    { "twins", "giữ Sinh đôi đến ", "" },
};

START_TEST(linear)
{
    uint64_t one = steps(hurts[_i].text, 2000, hurts[_i].end);
    uint64_t two = steps(hurts[_i].text, 4000, hurts[_i].end);

    ck_assert_msg(two <= one * 21 / 10 + 100, "%s: %llu steps, then %llu",
                  hurts[_i].name, (unsigned long long)one,
                  (unsigned long long)two);
}
END_TEST

/* The head of what ends in a bureau has as many concepts as there are heads,
 * and one more: beyond the bound what is read begins later. */
START_TEST(derivation)
{
    struct rn_buf page;
    size_t names = 0;

    rn_buf_init(&page);
    for (size_t i = 0; i < 40; i++)
        rn_buf_puts(&page, "Văn phòng ");
    rn_buf_puts(&page, "Cục Rừng.");
    bench_mentions(b, rn_buf_span(&page), RN_ROUTE_VI);
    for (size_t i = 0; i < b->sel.n; i++) {
        ck_assert_uint_le(b->chart.items[b->sel.v[i].item].nodes,
                          RN_DERIVATION_MAX);
        names += b->chart.items[b->sel.v[i].item].nodes > 1;
    }
    ck_assert_uint_ge(names, 1);
    rn_buf_release(&page);
}
END_TEST

/* A reading has RN_MENTION_BYTES_MAX bytes at most. */
START_TEST(bytes)
{
    struct rn_buf page;

    for (size_t gap = RN_MENTION_BYTES_MAX - 14; gap < RN_MENTION_BYTES_MAX;
         gap++) {
        rn_buf_init(&page);
        rn_buf_puts(&page, "Cục");
        for (size_t i = 0; i < gap; i++)
            rn_buf_putc(&page, ' ');
        rn_buf_puts(&page, "rừng họp");
        bench_mentions(b, rn_buf_span(&page), RN_ROUTE_VI);
        ck_assert_uint_eq(b->sel.n, strlen("Cục") + gap + strlen("Rừng") <=
                                        RN_MENTION_BYTES_MAX);
        rn_buf_release(&page);
    }
}
END_TEST

/* And RN_MENTION_TOKENS_MAX tokens, those that are stepped over with them. */
START_TEST(tokens)
{
    static const char *const remarks[] = { "(CR)", "(CR-)", "(CR, CR)" };
    static const char words[] = "một hai ba bốn năm sáu bảy tám chín mười ";

    for (size_t i = 0; i < ROWS(remarks); i++) {
        struct rn_buf page;
        rn_buf_init(&page);
        rn_buf_puts(&page, "hai lần dài ");
        rn_buf_puts(&page, remarks[i]);
        rn_buf_puts(&page, " ");
        rn_buf_puts(&page, words);
        rn_buf_puts(&page, words);
        rn_buf_puts(&page, "hết đến Văn phòng Văn phòng Văn phòng Văn phòng "
                           "Văn phòng Văn phòng hai lần dài ");
        rn_buf_puts(&page, words);
        rn_buf_puts(&page, words);
        rn_buf_puts(&page, "hết.");
        bench_mentions(b, rn_buf_span(&page), RN_ROUTE_VI);
        ck_assert_uint_eq(b->sel.v[0].end - b->sel.v[0].start ==
                              RN_MENTION_TOKENS_MAX,
                          i == 0);
        ck_assert_uint_eq(b->sel.n, i ? 2 : 1);
        rn_buf_release(&page);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_chart");
    TCase *t = tcase_create("chart");

    tcase_add_unchecked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 30);
    tcase_add_test(t, member);
    tcase_add_test(t, same_level);
    tcase_add_test(t, remarks_teach_nothing);
    tcase_add_loop_test(t, row, 0, ROWS(rows));
    tcase_add_loop_test(t, linear, 0, ROWS(hurts));
    tcase_add_test(t, derivation);
    tcase_add_test(t, bytes);
    tcase_add_test(t, tokens);
    suite_add_tcase(s, t);
    return unit_run(s);
}
