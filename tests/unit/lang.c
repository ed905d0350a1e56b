/* Which language a line is in: our own sentences with a bar for each kind, and
 * what holds of every answer, whatever the text. */
#include "lang/lang.h"

#include <limits.h>
#include <stdio.h>
#include <utf8proc.h>

#include "unit.h"

struct listener {
    struct rn_text *text;
    struct rn_tokens t;
    struct rn_lang *lang;
    struct rn_lang_options options;
    struct rn_lang_result r;
};

static struct listener listener_new(void)
{
    struct listener l = { .options = { .forced = -1 } };

    ck_assert_int_eq(rn_text_new(&l.text), RENORM_OK);
    ck_assert_int_eq(rn_lang_new(&l.lang), RENORM_OK);
    rn_tokens_init(&l.t);
    return l;
}

static void listener_free(struct listener *l)
{
    rn_text_free(l->text);
    rn_tokens_release(&l->t);
    rn_lang_free(l->lang);
}

static void hear(struct listener *l, const char *ptr, size_t len)
{
    struct rn_span page = rn_span_of(ptr, len);

    ck_assert_int_eq(rn_text_tokenize(l->text, page, &l->t), RENORM_OK);
    ck_assert_int_eq(rn_lang_page(l->lang, page, &l->t, &l->options, &l->r),
                     RENORM_OK);
}

static renorm_lang lang_of(struct listener *l, const char *s)
{
    hear(l, s, strlen(s));
    return l->r.page;
}

/* ---- the sentences -------------------------------------------------- */

struct row {
    char kind[16], lang[8], text[512];
};

static struct row rows[400];
static size_t nrows;

static void read_rows(void)
{
    char path[1024], line[1024];
    const char *dir = getenv("RN_TEST_DATA");

    ck_assert_ptr_nonnull(dir);
    snprintf(path, sizeof(path), "%s/langid/sentences.tsv", dir);
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    nrows = 0;
    while (fgets(line, sizeof(line), f)) {
        struct row *r = &rows[nrows];
        if (line[0] == '#')
            continue;
        ck_assert_uint_lt(nrows, 400);
        ck_assert_int_eq(sscanf(line, "%15[^\t]\t%7[^\t]\t%511[^\n]", r->kind,
                                r->lang, r->text),
                         3);
        nrows++;
    }
    fclose(f);
    ck_assert_uint_ge(nrows, 300);
}

static renorm_lang lang_named(const char *name)
{
    static const char *const names[] = { "vi", "ms", "en", "und" };
    int i = 0;

    while (strcmp(names[i], name) != 0)
        ck_assert_int_lt(++i, 4);
    return (renorm_lang)i;
}

/* Of a hundred lines of a kind so many are read right. */
static const struct {
    const char *kind;
    unsigned bar;
} kinds[] = {
    { "vi", 100 },      { "vi-nfd", 100 },  { "vi-unmarked", 100 },
    { "head-vi", 100 }, { "head-ms", 80 },  { "head-en", 100 },
    { "ms", 88 },       { "id", 85 },       { "en", 100 },
    { "other", 97 },    { "nothing", 100 },
};

START_TEST(lines_of_one_language)
{
    struct listener l = listener_new();
    unsigned all = 0, right = 0;

    read_rows();
    for (size_t i = 0; i < nrows; i++)
        if (strcmp(rows[i].kind, kinds[_i].kind) == 0) {
            bool ok = lang_of(&l, rows[i].text) == lang_named(rows[i].lang);
            if (!ok)
                fprintf(stderr, "# %s, heard as %d: %s\n", rows[i].kind,
                        (int)l.r.page, rows[i].text);
            all++;
            right += ok;
        }
    ck_assert_uint_gt(all, 0);
    ck_assert_uint_ge(right * 100, kinds[_i].bar * all);
    listener_free(&l);
}
END_TEST

/* The text of a mixed row without its tags; for each byte the language there.
 */
static size_t untag(const char *in, char *text, uint8_t *gold)
{
    size_t n = 0;
    uint8_t lang = RENORM_UND;

    while (*in) {
        if (*in == '{') {
            char name[4] = { 0 };
            size_t len = strcspn(in, "}");
            ck_assert_uint_le(len, 4);
            memcpy(name, in + 1, len - 1);
            lang = (uint8_t)lang_named(name);
            in += len + 1;
            continue;
        }
        gold[n] = lang;
        text[n++] = *in++;
    }
    return n;
}

START_TEST(mixed_lines)
{
    struct listener l = listener_new();
    unsigned all = 0, right = 0;

    read_rows();
    for (size_t i = 0; i < nrows; i++) {
        char text[512];
        uint8_t gold[512];
        if (strcmp(rows[i].kind, "mixed") != 0)
            continue;
        hear(&l, text, untag(rows[i].text, text, gold));
        for (size_t s = 0; s < l.r.nspans; s++)
            for (uint32_t k = l.r.spans[s].first; k < l.r.spans[s].last; k++) {
                if (!(l.t.flags[k] & RN_TOK_WORD))
                    continue;
                all++;
                right += gold[l.t.start[k]] == (uint8_t)l.r.spans[s].lang;
            }
    }
    fprintf(stderr, "# mixed lines: %u of %u words\n", right, all);
    ck_assert_uint_ge(right * 100, 97 * all);
    listener_free(&l);
}
END_TEST

START_TEST(unmarked_vietnamese_is_told)
{
    struct listener l = listener_new();
    unsigned all = 0, told = 0;

    read_rows();
    for (size_t i = 0; i < nrows; i++) {
        lang_of(&l, rows[i].text);
        if (strcmp(rows[i].kind, "vi-unmarked") == 0) {
            all++;
            told += l.r.unmarked[0];
        } else if (strncmp(rows[i].kind, "head", 4) != 0 &&
                   strcmp(rows[i].kind, "mixed") != 0 && l.t.nsegments) {
            ck_assert_msg(!l.r.unmarked[0], "%s", rows[i].text);
        }
    }
    ck_assert_uint_ge(told * 100, 95 * all);
    listener_free(&l);
}
END_TEST

/* ---- what holds of every answer ------------------------------------- */

static void check_answer(const struct listener *l)
{
    size_t s = 0;

    for (size_t k = 0; k < l->t.nsegments; k++) {
        const struct rn_segment *seg = &l->t.segments[k];
        uint32_t at = seg->start, token = seg->first;
        while (s < l->r.nspans && l->r.spans[s].segment == k) {
            const struct rn_lang_span *span = &l->r.spans[s++];
            MUST(span->start == at);
            MUST(span->first == token);
            MUST(span->last > span->first);
            MUST(span->margin >= 0);
            at = span->end;
            token = span->last;
        }
        if (seg->last > seg->first)
            MUST(at == seg->end);
        MUST(token == seg->last);
    }
    MUST(s == l->r.nspans);
    for (size_t i = 0; i < l->t.n; i++) {
        int top = INT16_MIN;
        for (int c = 0; c < RN_LC_COUNT; c++)
            if (l->r.votes[l->r.vote[i]][c] > top)
                top = l->r.votes[l->r.vote[i]][c];
        MUST(top == 0);
    }
}

START_TEST(spans_tile_their_segments)
{
    struct listener l = listener_new();

    read_rows();
    for (size_t i = 0; i < nrows; i++) {
        lang_of(&l, rows[i].text);
        check_answer(&l);
    }
    listener_free(&l);
}
END_TEST

/* Letters, marks, blanks, line ends and bytes that are no UTF-8, from a fixed
 * seed. */
START_TEST(noise)
{
    static const char *const bits[] = { "a",    "Đ",        "ế",  " ",  "\n",
                                        "\xff", "7",        "th", "ng", ".",
                                        "\r\n", "\xcc\x81", "的" };
    struct listener l = listener_new();
    uint64_t x = 88172645463325252U;
    char buf[4096];

    for (int round = 0; round < 400; round++) {
        size_t n = 0;
        l.options.page_prior = round % 2;
        while (n + 4 < sizeof(buf)) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            const char *b = bits[x % (sizeof(bits) / sizeof(bits[0]))];
            memcpy(buf + n, b, strlen(b));
            n += strlen(b);
        }
        hear(&l, buf, n);
        check_answer(&l);
    }
    listener_free(&l);
}
END_TEST

START_TEST(a_page_of_one_word)
{
    struct listener l = listener_new();
    size_t n = 200 * 1024;
    char *buf = malloc(n);

    ck_assert_ptr_nonnull(buf);
    memset(buf, 'a', n);
    hear(&l, buf, n);
    check_answer(&l);
    ck_assert_int_eq(l.r.page, RENORM_UND);
    ck_assert_int_eq(l.r.page_margin, 0);
    free(buf);
    listener_free(&l);
}
END_TEST

static const char *const silent[] = {
    "",  "12 345", "!?", "a",        "I",
    "ở", "di",     "😀",  "\xff\xfe", "https://example.org/a"
};

START_TEST(no_answer_to_nothing)
{
    struct listener l = listener_new();

    ck_assert_int_eq(lang_of(&l, silent[_i]), RENORM_UND);
    ck_assert_int_eq(l.r.page_margin, 0);
    for (size_t s = 0; s < l.r.nspans; s++) {
        ck_assert_int_eq(l.r.spans[s].lang, RENORM_UND);
        ck_assert_int_eq(l.r.spans[s].margin, 0);
    }
    listener_free(&l);
}
END_TEST

/* The memo of words is no memory of texts: in whatever order they are heard. */
START_TEST(order_does_not_matter)
{
    struct listener l = listener_new(), m = listener_new();
    int32_t margin[400];

    read_rows();
    for (size_t i = 0; i < nrows; i++) {
        lang_of(&l, rows[i].text);
        margin[i] = l.r.page_margin;
    }
    for (size_t i = nrows; i-- > 0;) {
        lang_of(&m, rows[i].text);
        ck_assert_int_eq(m.r.page_margin, margin[i]);
    }
    listener_free(&l);
    listener_free(&m);
}
END_TEST

START_TEST(nfd_is_as_nfc)
{
    struct listener l = listener_new();

    read_rows();
    for (size_t i = 0; i < nrows; i++) {
        utf8proc_uint8_t *d = NULL;
        renorm_lang as_is = lang_of(&l, rows[i].text);
        int32_t margin = l.r.page_margin;
        ck_assert_int_ge(utf8proc_map((const utf8proc_uint8_t *)rows[i].text, 0,
                                      &d,
                                      UTF8PROC_NULLTERM | UTF8PROC_STABLE |
                                          UTF8PROC_DECOMPOSE),
                         0);
        ck_assert_int_eq(lang_of(&l, (const char *)d), as_is);
        ck_assert_int_eq(l.r.page_margin, margin);
        free(d);
    }
    listener_free(&l);
}
END_TEST

/* ---- options and rules ---------------------------------------------- */

START_TEST(a_newsroom_that_knows_no_indonesian)
{
    struct listener l = listener_new();
    unsigned all = 0, malay = 0;

    read_rows();
    l.options.have_prior_id = true;
    l.options.prior_id = -100000;
    for (size_t i = 0; i < nrows; i++)
        if (strcmp(rows[i].kind, "id") == 0) {
            all++;
            malay += lang_of(&l, rows[i].text) == RENORM_MS;
        }
    ck_assert_uint_ge(malay * 10, all * 9);
    listener_free(&l);
}
END_TEST

START_TEST(priors_without_measure)
{
    struct listener l = listener_new();
    const char *malay = "Kementerian itu menafikan dakwaan tersebut.";

    l.options.have_prior_id = true;
    l.options.prior_id = INT_MAX;
    ck_assert_int_eq(lang_of(&l, malay), RENORM_UND);
    check_answer(&l);
    l.options.prior_id = INT_MIN;
    ck_assert_int_eq(lang_of(&l, malay), RENORM_MS);
    check_answer(&l);
    ck_assert_int_eq(lang_of(&l, "12"), RENORM_UND);
    listener_free(&l);
}
END_TEST

START_TEST(a_forced_language)
{
    struct listener l = listener_new();

    l.options.forced = RENORM_MS;
    ck_assert_int_eq(lang_of(&l, "The committee met.\n\nHội nghị."), RENORM_MS);
    for (size_t s = 0; s < l.r.nspans; s++)
        ck_assert_int_eq(l.r.spans[s].lang, RENORM_MS);
    check_answer(&l);
    listener_free(&l);
}
END_TEST

static bool is_zero(const struct listener *l, size_t i)
{
    for (int c = 0; c < RN_LC_COUNT; c++)
        if (l->r.votes[l->r.vote[i]][c])
            return false;
    return true;
}

START_TEST(names_numbers_and_marks_do_not_vote)
{
    struct listener l = listener_new();

    ck_assert_int_eq(
        lang_of(&l, "The Ho Chi Minh City office opened in 2019, see a@b.vn."),
        RENORM_EN);
    ck_assert_uint_eq(l.r.nspans, 1);
    for (size_t i = 0; i < l.t.n; i++)
        if (!(l.t.flags[i] & RN_TOK_WORD) || (l.t.flags[i] & RN_TOK_KEEP))
            ck_assert(is_zero(&l, i));
    for (size_t i = 1; i < 4; i++) /* Ho Chi Minh */
        ck_assert(is_zero(&l, i));
    listener_free(&l);
}
END_TEST

/* The words of a foreign phrase speak for themselves, whatever the span around
 * them. */
START_TEST(scores_are_the_words_own)
{
    struct listener l = listener_new();
    const char *s = "Tại hội nghị, đại diện Biro Politik phát biểu chỉ đạo.";

    ck_assert_int_eq(lang_of(&l, s), RENORM_VI);
    for (size_t i = 0; i < l.t.n; i++)
        if (rn_span_is(rn_token_key(&l.t, i), "biro") ||
            rn_span_is(rn_token_key(&l.t, i), "politik")) {
            const int16_t *vote = l.r.votes[l.r.vote[i]];
            ck_assert_int_lt(vote[RN_LC_VI], 0);
            ck_assert_int_lt(vote[RN_LC_VI], vote[RN_LC_MS]);
        }
    listener_free(&l);
}
END_TEST

/* A line that could be either follows the page. */
START_TEST(the_page_is_a_prior)
{
    struct listener l = listener_new();
    static const char *const pages[] = {
        "Kerajaan negeri akan menyalurkan bantuan kerana banjir.\n\nSaya tidak "
        "tahu.\n\n"
        "Beliau berkata bahawa pejabat itu ditutup sehingga minggu hadapan.",
        "Pemerintah provinsi akan menyalurkan bantuan karena banjir.\n\nSaya "
        "tidak tahu.\n\n"
        "Ia mengatakan bahwa kantor itu ditutup hingga minggu depan, kata "
        "gubernur.",
    };

    l.options.page_prior = true;
    for (int i = 0; i < 2; i++) {
        hear(&l, pages[i], strlen(pages[i]));
        ck_assert_uint_eq(l.t.nsegments, 3);
        ck_assert_int_eq(l.r.label[l.t.segments[1].first],
                         i ? RN_LC_ID : RN_LC_MS);
    }
    listener_free(&l);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("lang");
    TCase *c = tcase_create("lang");

    suite_add_tcase(s, c);
    tcase_add_loop_test(c, lines_of_one_language, 0, ROWS(kinds));
    tcase_add_test(c, mixed_lines);
    tcase_add_test(c, unmarked_vietnamese_is_told);
    tcase_add_test(c, spans_tile_their_segments);
    tcase_add_test(c, noise);
    tcase_add_test(c, a_page_of_one_word);
    tcase_add_loop_test(c, no_answer_to_nothing, 0, ROWS(silent));
    tcase_add_test(c, order_does_not_matter);
    tcase_add_test(c, nfd_is_as_nfc);
    tcase_add_test(c, a_newsroom_that_knows_no_indonesian);
    tcase_add_test(c, priors_without_measure);
    tcase_add_test(c, a_forced_language);
    tcase_add_test(c, names_numbers_and_marks_do_not_vote);
    tcase_add_test(c, scores_are_the_words_own);
    tcase_add_test(c, the_page_is_a_prior);
    return s;
}

int main(void)
{
    return unit_run(suite());
}
