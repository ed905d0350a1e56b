/* Glued words: which are parted, into what, and where the pieces lie. */
#include "text/glue.h"
#include "text_util.h"

static struct reader r;

/* The words of these tests. */
static bool known(const void *arg, struct rn_span key)
{
    static const char *const words[] = {
        "vice",   "chairwoman", "the",        "party",   "committee", "member",
        "plenum", "central",    "of",         "health",  "care",      "for",
        "a",      "an",         "city",       "healthy", "standing",  "able",
        "na",     "no",         "chairwoman",
    };

    ck_assert_ptr_eq(arg, &r);
    for (size_t i = 0; i < ROWS(words); i++)
        if (rn_span_is(key, words[i]))
            return true;
    return false;
}

static void setup(void)
{
    r = reader_new();
    rn_text_know(r.text, known, &r);
}
static void teardown(void)
{
    reader_free(&r);
}

static const struct {
    const char *name, *in, *keys;
} rows[] = {
    { "two words", "ViceChairwoman", "vice chairwoman" },
    { "an article", "theParty Committee", "the party committee" },
    { "three", "thePartyCommittee", "the party committee" },
    { "of", "Ministry ofHealth", "ministry of health" },
    { "other short words stay", "aCommittee anCommittee",
      "acommittee ancommittee" },
    { "no long word", "VicePty CityCity", "vicepty citycity" },
    { "unknown first", "YouCommittee", "youcommittee" },
    { "unknown last", "CommitteeTube", "committeetube" },
    { "unknown between", "theXyzParty", "thexyzparty" },
    { "the whole is a word", "HealthY", "healthy" },
    { "capitals behind a word stay", "PartyMEMBER PARTYMember",
      "partymember partymember" },
    { "abbreviations", "NAVice theNA NAChairwoman",
      "na vice the na na chairwoman" },
    { "No", "PlenumNo.", "plenum no ." },
    { "no capital", "vicechairwoman", "vicechairwoman" },
    { "of behind a word", "Committeeof Chairwomanof",
      "committee of chairwoman of" },
    { "other small words", "Committeefor Chairwomanand",
      "committee for chairwoman and" },
    { "of behind a short word", "Cityof", "cityof" },
    { "of behind none", "Waterproof", "waterproof" },
    { "the behind a small word", "ofthe andthe", "of the and the" },
    { "the behind another", "Breathe lathe the Loathe",
      "breathe lathe the loathe" },
    { "behind 's", "People'sCommittee Party\xe2\x80\x99sCare",
      "people 's committee party 's care" },
    { "'s within a word", "Party'sCARE Party'sable",
      "party 's care party ' sable" },
    { "other letters", "theĐảngParty", "theđangparty4" },
    { "ordinal", "5thplenum", "5 th plenum" },
    { "ordinal and a capital", "13thCentral", "13 th central" },
    { "full-width digits", "５thplenum", "5 th plenum" },
    { "no number before it", "thplenum a-thplenum", "thplenum a - thplenum" },
    { "a blank between", "5 thplenum", "5 thplenum" },
    { "the whole is a word behind a number", "5standing 5stable",
      "5 standing 5 st able" },
    { "short word behind the tail", "5thfor", "5 thfor" },
    { "Roman", "XIIth", "xii th" },
    { "Roman and a word", "XIIthCentral IInd", "xii th central ii nd" },
    { "one Roman letter", "Vth Ist Ind Lth", "v th ist ind lth" },
    { "words that begin like one", "VIthe Lindau", "vithe lindau" },
    { "again", "theParty theParty 5thplenum thplenum",
      "the party the party 5 th plenum thplenum" },
    { "behind an apostrophe", "5'sthplenum", "5 ' sthplenum" },
};

START_TEST(pieces)
{
    const char *keys = keys_of(&r, rn_span_str(rows[_i].in));

    ck_assert_msg(strcmp(keys, rows[_i].keys) == 0, "%s: \"%s\"", rows[_i].name,
                  keys);
}
END_TEST

START_TEST(a_piece_stands_as_behind_a_blank)
{
    read_span(&r, rn_span_str("x ViceChairwoman 5thplenum"));
    ck_assert_uint_eq(r.t.n, 6);
    ck_assert_uint_eq(r.t.start[1], 2);
    ck_assert_uint_eq(r.t.end[1], 6);
    ck_assert_uint_eq(r.t.start[2], 6);
    ck_assert_uint_eq(r.t.end[2], 16);
    ck_assert_uint_eq(r.t.flags[2] & RN_TOK_GLUED, 0);
    ck_assert_uint_ne(r.t.flags[2] & RN_TOK_UPPER, 0);
    ck_assert_uint_ne(r.t.flags[4] & RN_TOK_GLUED, 0); /* 5 | th */
    ck_assert_uint_eq(r.t.flags[5] & RN_TOK_GLUED, 0);
}
END_TEST

/* What is kept stays kept, pieces and all. */
START_TEST(addresses_are_kept)
{
    static const char *const texts[] = {
        "https://x.vn/theParty/ViceChairwoman",
        "theParty@example.org",
        "@theParty",
        "#ViceChairwoman",
    };

    for (size_t k = 0; k < ROWS(texts); k++) {
        read_span(&r, rn_span_str(texts[k]));
        for (size_t i = 0; i < r.t.n; i++)
            ck_assert_msg(r.t.flags[i] & RN_TOK_KEEP, "%s: token %zu", texts[k],
                          i);
    }
}
END_TEST

START_TEST(nobody_knows)
{
    struct reader plain = reader_new();

    ck_assert_str_eq(
        keys_of(&plain, rn_span_str("ViceChairwoman 5thplenum XIIth")),
        "vicechairwoman 5 thplenum xiith");
    reader_free(&plain);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("text/glue");
    TCase *c = tcase_create("glue");

    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, pieces, 0, ROWS(rows));
    tcase_add_test(c, a_piece_stands_as_behind_a_blank);
    tcase_add_test(c, addresses_are_kept);
    tcase_add_test(c, nobody_knows);
    suite_add_tcase(s, c);
    return unit_run(s);
}
