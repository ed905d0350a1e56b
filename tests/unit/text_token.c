/* Tokens: where they begin and end, and what their flags say of what lies
 * between them. */
#include "base/hash.h"
#include "base/limits.h"
#include "text/chars.h"
#include "text/utf8.h"
#include "text_util.h"

static struct reader r;

static void setup(void)
{
    r = reader_new();
}
static void teardown(void)
{
    reader_free(&r);
}

static const struct {
    const char *name, *in, *keys;
} rows[] = {
    { "empty", "", "" },
    { "blanks alone", " \t\xc2\xa0\xe3\x80\x80", "" },
    { "a quote of a possessive behind other quotes",
      "\"a\" \"b\" People\"s Court, and more words behind it",
      "\" a \" \" b \" people 's court , and more words behind it" },
    { "words and marks", "Sở Y tế, Sở Nội vụ.", "sơ4 y tê2 , sơ4 nôi5 vu5 ." },
    { "no-break, thin and ideographic space",
      "a\xc2\xa0"
      "b\xe2\x80\x89"
      "c\xe3\x80\x80"
      "d",
      "a b c d" },
    { "line and paragraph separator are blanks",
      "a\xe2\x80\xa8"
      "b\xe2\x80\xa9"
      "c\xc2\x85"
      "d",
      "a b c d" },
    { "letters and digits part", "QH15 15th Covid19", "qh 15 15 th covid 19" },
    { "document number", "1579/QĐ-UBND", "1579 / qđ - ubnd" },
    { "date", "02/2024", "02 / 2024" },
    { "underscore is a mark", "a_b", "a _ b" },
    { "'s", "Province's Committee", "province 's committee" },
    { "'s, curly", "Minh’s", "minh 's" },
    { "'s behind a letter with marks", "Đảng's", "đang4 's" },
    { "'s, modifier letter", "Minhʼs", "minh 's" },
    { "'s, other shapes", "a‘s b´s c`s", "a 's b 's c 's" },
    { "'S in capitals", "PARTY'S", "party 's" },
    { "'s behind parentheses", "Assembly (NA)'s", "assembly ( na ) 's" },
    { "'s behind initials", "the N.A.'s vote", "the n . a . 's vote" },
    { "no 's behind a stop", "He came.'s", "he came . ' s" },
    { "'s before a mark", "Party's.", "party 's ." },
    { "'s at a line end", "Party's\nVote", "party 's // vote" },
    { "apostrophe behind s", "Veterans' Association",
      "veterans ' association" },
    { "'s with letters behind it", "Ya'sok", "ya ' sok" },
    { "'s with a mark behind it", "a's\xcc\x81", "a ' s2" },
    { "'s with a hidden letter behind it", "a's\xc2\xadx", "a ' sx" },
    { "'s behind a blank", "Party 's", "party ' s" },
    { "'s between blanks", "Party 's vote", "party 's vote" },
    { "'s behind two blanks", "Party  's vote", "party ' s vote" },
    { "a double quote before s", "Party\xe2\x80\x9ds \"vote\"",
      "party 's \" vote \"" },
    { "'s behind a number", "1990's", "1990 's" },
    { "quoted s", "'s'", "' s '" },
    { "'s at the very end of a quote", "'Party's'", "' party 's '" },
    { "H'Mông", "H'Mông", "h ' mông" },
    { "bad byte in a word", "Tỉnh\xffủy", "tinh4 uy4" },
    { "cut character", "Tỉnh \xe1\xbb", "tinh4" },
    { "control characters are marks",
      "a\x01"
      "b\x7f",
      "a \x01 b \x7f" },
    { "soft hyphen behind a word is not of it", "ban\xc2\xad ủy", "ban uy4" },
};

START_TEST(tokens)
{
    const char *keys = keys_of(&r, rn_span_str(rows[_i].in));

    ck_assert_msg(strcmp(keys, rows[_i].keys) == 0, "%s: \"%s\"", rows[_i].name,
                  keys);
}
END_TEST

/* Flags of the last token of a text. */
static const struct {
    const char *name, *in;
    size_t len; /* 0: strlen */
    unsigned set, unset;
} gaps[] = {
    { "first of all", "a", 0, RN_TOK_HARD,
      RN_TOK_GLUED | RN_TOK_LINE | RN_TOK_WIDE },
    { "behind a blank", "a b", 0, 0, RN_TOK_GLUED | RN_TOK_HARD | RN_TOK_WIDE },
    { "glued", "a/", 0, RN_TOK_GLUED, RN_TOK_HARD },
    { "glued over a zero-width mark", "a\xe2\x80\x8b/", 0, RN_TOK_GLUED,
      RN_TOK_HARD },
    { "behind a bad byte",
      "a\xff"
      "b",
      0, RN_TOK_HARD, RN_TOK_GLUED },
    { "behind a bad byte and a blank", "a\xff b", 0, RN_TOK_HARD,
      RN_TOK_GLUED },
    { "behind a surrogate", "a \xed\xa0\x80 b", 0, RN_TOK_HARD, RN_TOK_GLUED },
    { "behind NUL", "a\0b", 3, RN_TOK_HARD, RN_TOK_GLUED },
    { "only the one behind the gap is hard", "a\xff b c", 0, 0, RN_TOK_HARD },
    { "behind two blanks", "a  b", 0, 0, RN_TOK_WIDE },
    { "behind three blanks", "a   b", 0, RN_TOK_WIDE, RN_TOK_HARD },
    { "behind three no-break spaces",
      "a\xc2\xa0\xc2\xa0\xc2\xa0"
      "b",
      0, RN_TOK_WIDE, 0 },
    { "behind a tab", "a\tb", 0, RN_TOK_WIDE, RN_TOK_GLUED },
    { "wide for one token only", "a\tb c", 0, 0, RN_TOK_WIDE },
    { "blanks apart do not add up", "a  b  c", 0, 0, RN_TOK_WIDE },
    { "indented", "     a", 0, 0, RN_TOK_WIDE },
    { "on the next line of a letterhead", "ỦY BAN\nTỈNH", 0, RN_TOK_LINE,
      RN_TOK_HARD | RN_TOK_GLUED },
    { "indented there", "ỦY BAN   \n    TỈNH", 0, RN_TOK_LINE,
      RN_TOK_WIDE | RN_TOK_HARD },
    { "bad byte before the line end there", "ỦY BAN \xff\nTỈNH", 0,
      RN_TOK_LINE | RN_TOK_HARD, 0 },
    { "first of another segment", "ủy ban\nTỉnh", 0, RN_TOK_HARD, RN_TOK_LINE },
    { "'s", "Party's", 0, RN_TOK_GLUED | RN_TOK_WORD, RN_TOK_UPPER },
    { "'S", "PARTY'S", 0, RN_TOK_GLUED | RN_TOK_ALLCAPS, 0 },
};

START_TEST(gap)
{
    size_t len = gaps[_i].len ? gaps[_i].len : strlen(gaps[_i].in);
    unsigned f;

    read_span(&r, rn_span_of(gaps[_i].in, len));
    ck_assert_msg(r.t.n > 0, "%s: no token", gaps[_i].name);
    f = r.t.flags[r.t.n - 1];
    ck_assert_msg((f & gaps[_i].set) == gaps[_i].set && !(f & gaps[_i].unset),
                  "%s: flags %#x", gaps[_i].name, f);
}
END_TEST

START_TEST(forms_have_no_lines_and_no_zones)
{
    struct rn_span form = RN_LIT("Uỷ ban\nnhân dân @ten #tag www.x.vn's");

    ck_assert_int_eq(rn_text_tokenize_form(r.text, form, &r.t), RENORM_OK);
    ck_assert_uint_eq(r.t.nsegments, 1);
    ck_assert_uint_eq(r.t.segments[0].first, 0);
    ck_assert_uint_eq(r.t.segments[0].last, r.t.n);
    ck_assert_uint_eq(r.t.segments[0].end, form.len);
    ck_assert_uint_eq(r.t.n, 14);
    ck_assert(r.t.flags[0] & RN_TOK_HARD);
    for (size_t i = 0; i < r.t.n; i++) {
        ck_assert(!(r.t.flags[i] & RN_TOK_KEEP));
        ck_assert(i == 0 || !(r.t.flags[i] & RN_TOK_HARD));
    }
    ck_assert_int_eq(rn_text_tokenize_form(r.text, RN_LIT(" "), &r.t),
                     RENORM_OK);
    ck_assert_uint_eq(r.t.n, 0);
    ck_assert_uint_eq(r.t.nsegments, 0);
}
END_TEST

START_TEST(bad_bytes_are_counted)
{
    read_span(&r, rn_span_of("a\xff\xe1\xbb \0b\xc0\xaf", 9));
    ck_assert_uint_eq(r.t.n, 2);
    ck_assert_uint_eq(r.t.bad_bytes, 6);
}
END_TEST

/* ---- properties on random bytes ----------------------------------------- */

static const char *const guests[] = {
    " ",
    " ",
    " ",
    "   ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "ủy",
    "UỶ",
    "BAN",
    "Hòa",
    "hoà",
    "Tỉnh",
    "tỉnh",
    "a",
    "xyz",
    "secretaries",
    "Committee",
    "'s",
    "’s",
    "'",
    "15",
    "１５",
    "٣",
    "-",
    "–",
    "/",
    ".",
    ":",
    "@",
    "#",
    "://",
    "www.",
    "./",
    "C:\\",
    "İ",
    "ı",
    "ς",
    "ß",
    "한",
    "\xe1\x84\x92\xe1\x85\xa1",
    "\xcc\x81",
    "\xcc\xa3",
    "\xcc\x9b",
    "\xef\xbb\xbf",
    "\xc2\xad",
    "\xe2\x80\x8d",
    "\xc2\xa0",
    "😀",
    "“",
    "中",
    "\xff",
    "\xe1\xbb",
    "\xed\xa0\x80",
    "\xc3",
};

/* At most `max` bytes: guests, and now and then a byte of chance. */
static size_t noise(struct unit_random *rnd, char *out, size_t max)
{
    size_t len = 0, pieces = unit_below(rnd, 60);

    for (size_t i = 0; i < pieces; i++) {
        const char *g = guests[unit_below(rnd, sizeof guests / sizeof *guests)];
        size_t n = strlen(g);

        if (len + n + 1 > max)
            break;
        if (unit_below(rnd, 12) == 0) {
            out[len++] = (char)unit_next(rnd);
            continue;
        }
        memcpy(out + len, g, n);
        len += n;
    }
    return len;
}

/* What the bytes from `a` to `b` are, read one by one. */
struct between {
    size_t lines, bad, visible, blanks;
};

static struct between look(struct rn_span s, size_t a, size_t b)
{
    struct between k = { 0 };

    while (a < b) {
        uint32_t cp = 0;
        size_t n = rn_utf8_decode(s.ptr + a, s.len - a, &cp);

        if (!n || !cp) {
            k.bad++;
            n = 1;
        } else {
            switch (rn_char_class(cp)) {
            case RN_CH_LINE:
                k.lines++;
                break;
            case RN_CH_BLANK:
            case RN_CH_TAB:
                k.blanks++;
                break;
            case RN_CH_ZERO:
                break;
            default:
                k.visible++;
            }
        }
        a += n;
        MUST(a <= b); /* else an edge lies within a character */
    }
    return k;
}

static void check_token(const struct rn_tokens *t, struct rn_span s, size_t i)
{
    size_t before = i ? t->end[i - 1] : 0;
    struct rn_span key = rn_token_key(t, i);
    struct between k = look(s, before, t->start[i]);
    unsigned kind = t->flags[i] & (RN_TOK_WORD | RN_TOK_NUMBER | RN_TOK_MARK);

    MUST(t->start[i] < t->end[i]);
    MUST(before <= t->start[i]);
    MUST(t->end[i] <= s.len);
    look(s, t->start[i], t->end[i]);
    MUST(k.visible == 0);
    MUST(kind && (kind & (kind - 1)) == 0);
    MUST(t->vocab->words[t->spelling[i]].hash == rn_hash(key.ptr, key.len));
    MUST(!!(t->flags[i] & RN_TOK_LONG) == (key.len == 0));
    MUST(!!(t->flags[i] & RN_TOK_GLUED) ==
         (i && !k.lines && !k.bad && !k.blanks));
    if (k.bad && i)
        MUST(t->flags[i] & RN_TOK_HARD);
}

/* Segments hold all tokens, lie one behind the other, and what lies between two
 * of them has a line end and no token. */
static void check_segments(const struct rn_tokens *t, struct rn_span s)
{
    size_t token = 0, byte = 0;

    for (size_t g = 0; g < t->nsegments; g++) {
        const struct rn_segment *seg = &t->segments[g];

        MUST(seg->first == token);
        MUST(seg->first < seg->last);
        MUST(seg->start >= byte);
        MUST(seg->start <= t->start[seg->first]);
        MUST(seg->end >= t->end[seg->last - 1]);
        MUST(t->flags[seg->first] & RN_TOK_HARD);
        MUST(!(t->flags[seg->first] & RN_TOK_LINE));
        if (g)
            MUST(look(s, byte, seg->start).lines > 0);
        for (size_t i = seg->first + 1; i < seg->last; i++) {
            struct between k = look(s, t->end[i - 1], t->start[i]);
            MUST(!!(t->flags[i] & RN_TOK_HARD) == (k.bad > 0));
            if (t->flags[i] & RN_TOK_LINE)
                MUST(k.lines > 0);
            else
                MUST(k.lines == 0 || !(seg->flags & RN_SEG_CAPS));
            if (k.lines)
                MUST(seg->flags & RN_SEG_LINES);
        }
        token = seg->last;
        byte = seg->end;
    }
    MUST(token == t->n);
    MUST(byte <= s.len);
}

static void same(const struct rn_tokens *a, const struct rn_tokens *b)
{
    MUST(a->n == b->n);
    MUST(a->nsegments == b->nsegments);
    MUST(a->bad_bytes == b->bad_bytes);
    for (size_t i = 0; i < a->n; i++) {
        MUST(a->start[i] == b->start[i]);
        MUST(a->end[i] == b->end[i]);
        MUST(a->flags[i] == b->flags[i]);
        MUST(rn_span_eq(rn_token_key(a, i), rn_token_key(b, i)));
    }
    for (size_t g = 0; g < a->nsegments; g++)
        MUST(memcmp(&a->segments[g], &b->segments[g], sizeof *a->segments) ==
             0);
}

START_TEST(random_bytes)
{
    struct unit_random rnd = unit_seed("random_bytes");
    struct reader again = reader_new();
    char *in = malloc(512);

    for (int round = 0; round < 20000; round++) {
        size_t len = noise(&rnd, in, 512);
        /* A copy without a byte behind it, so that a checker of memory sees
         * reads there. */
        char *exact = malloc(len ? len : 1);
        struct rn_span s = rn_span_of(exact, len);

        memcpy(exact, in, len);
        read_span(&r, s);
        for (size_t i = 0; i < r.t.n; i++)
            check_token(&r.t, s, i);
        if (r.t.n)
            ck_assert_uint_eq(look(s, r.t.end[r.t.n - 1], len).visible, 0);
        ck_assert_uint_eq(look(s, 0, len).bad, r.t.bad_bytes);
        check_segments(&r.t, s);
        read_span(&again, s);
        same(&r.t, &again.t);
        read_span(&r, s);
        same(&r.t, &again.t);
        if (round % 1000 == 999) { /* a memo that knows nothing */
            reader_free(&again);
            again = reader_new();
        }
        free(exact);
    }
    free(in);
    reader_free(&again);
}
END_TEST

/* Pages of nothing but one thing: no quadratic time, no array out of
 * proportion. */
START_TEST(whole_pages_of_one_thing)
{
    static const char *const units[] = {
        "a",         "a ",        "ủ",         "ủ ",
        "\xff",      "\xcc\x81",  "\n",        "\r",
        "A\n",       "'s",        "a's ",      "@",
        "a@",        "a@a.",      "#",         "#a",
        "/",         " /a",       "/a",        "./",
        "://",       "http://",   "www.",      ")",
        "C:\\",      "\xc2\xad",  "a\xc2\xad", "1",
        " ",         "a\xff",     "A B\n",     "\xf0\x9f\x98\x80",
        "http://x)", "ủ\xc2\xad",
    };
    const size_t len = RN_PAGE_MAX;
    char *page = malloc(len);

    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t n = strlen(units[u]);
        clock_t before = clock();

        for (size_t i = 0; i < len; i++)
            page[i] = units[u][i % n];
        read_span(&r, rn_span_of(page, len));
        check_segments(&r.t, rn_span_of(page, len));
        ck_assert_uint_le(r.t.cap, 2 * (size_t)RN_PAGE_MAX);
        /* A page takes a few milliseconds; what is quadratic takes minutes. */
        ck_assert_msg(clock() - before < 5 * CLOCKS_PER_SEC, "\"%s\" is slow",
                      units[u]);
    }
    free(page);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("text/token");
    TCase *c = tcase_create("tokens"), *p = tcase_create("properties");

    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, tokens, 0, ROWS(rows));
    tcase_add_loop_test(c, gap, 0, ROWS(gaps));
    tcase_add_test(c, forms_have_no_lines_and_no_zones);
    tcase_add_test(c, bad_bytes_are_counted);
    suite_add_tcase(s, c);
    tcase_add_checked_fixture(p, setup, teardown);
    tcase_set_timeout(p, 120);
    tcase_add_test(p, random_bytes);
    tcase_add_test(p, whole_pages_of_one_thing);
    suite_add_tcase(s, p);
    return unit_run(s);
}
