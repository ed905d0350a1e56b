/* Keep zones: addresses, names and paths; and what looks like them and is text.
 */
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

/* `kept`: the bytes from the first token kept to the last; "" for none. */
static const struct {
    const char *name, *in, *kept;
} rows[] = {
    { "address", "xem https://laichau.gov.vn/tin?id=5&x#y nhé",
      "https://laichau.gov.vn/tin?id=5&x#y" },
    { "address before a full stop", "Xem http://abc.vn/x.", "http://abc.vn/x" },
    { "address in parentheses", "(http://abc.vn/x), và", "http://abc.vn/x" },
    { "address with parentheses", "http://abc.vn/x_(y) và",
      "http://abc.vn/x_(y)" },
    { "address in quotes", "\"http://abc.vn/x\" và", "http://abc.vn/x" },
    { "address in curly quotes", "“http://abc.vn/x” và", "http://abc.vn/x" },
    { "address in angle brackets", "<ftp://abc.vn/x> và", "ftp://abc.vn/x" },
    { "address with Vietnamese letters", "http://abc.vn/Tỉnh-ủy và",
      "http://abc.vn/Tỉnh-ủy" },
    { "address up to a no-break space", "http://abc.vn\xc2\xa0Tỉnh ủy",
      "http://abc.vn" },
    { "address up to a line end", "http://abc.vn\nTỉnh ủy", "http://abc.vn" },
    { "address up to a bad byte", "http://abc.vn\xff Tỉnh ủy",
      "http://abc.vn" },
    { "no scheme", "a ://b", "" },
    { "scheme alone", "http:// và", "" },
    { "www", "theo www.abc.vn/x, ngày", "www.abc.vn/x" },
    { "WWW at the start", "WWW.ABC.VN", "WWW.ABC.VN" },
    { "www within a word", "awww.abc", "" },
    { "www and a blank", "www. abc", "" },
    { "mail", "thư: van.phong-1@tinhuy.laichau.vn.",
      "van.phong-1@tinhuy.laichau.vn" },
    { "mail in angle brackets", "<a@b.vn>", "a@b.vn" },
    { "mail without a domain", "a@b và", "" },
    { "name", "theo @ten_toi.x. Ngày", "@ten_toi.x" },
    { "name with Vietnamese letters", "@ĐảngBộ nói", "@ĐảngBộ" },
    { "name decomposed", "@Đa\xcc\x89ng nói", "@Đa\xcc\x89ng" },
    { "at a price", "5 kg @ 10", "" },
    { "at a number", "@10", "" },
    { "tag", "#TỉnhỦy họp", "#TỉnhỦy" },
    { "tag in parentheses", "(#SởYTế)", "#SởYTế" },
    { "number sign", "#1 Sở Y tế", "" },
    { "sharp behind a word", "C# a#b", "" },
    { "path", "tệp /usr/share/x.txt, và", "/usr/share/x.txt" },
    { "path from here", "./Tỉnh-ủy/a", "./Tỉnh-ủy/a" },
    { "path from above", "\"../Sở\"", "../Sở" },
    { "path from home", "~/báo-cáo.txt", "~/báo-cáo.txt" },
    { "path with a drive", "ổ C:\\Users\\Sở.doc.", "C:\\Users\\Sở.doc" },
    { "path of one part", "/usr", "" },
    { "and or", "và/hoặc", "" },
    { "and or, spaced", "và /hoặc/ thì", "" },
    { "comrade", "Đ/c Bí thư", "" },
    { "document number", "Số 1579/QĐ-UBND", "" },
    { "document number to be filled in", "Số:     /QĐ-UBND/VX", "" },
    { "document number with a blank", "Nghị quyết 15 /2021/qh/15", "" },
    { "the same in small letters", "Nghị quyết 15 /nq/tu", "" },
    { "date", "ngày 02/2024 24/7", "" },
    { "a person each month", "3 triệu đồng /người/tháng", "" },
    { "more stops", "họp ... ../ và", "" },
    { "a clock", "lúc 15:30", "" },
    { "a colon", "Bí thư: Tỉnh ủy", "" },
    { "a line of equals", "a=/b/c", "/b/c" },
    { "closing tag", "<b>Tỉnh ủy</b>", "" },
};

START_TEST(zone)
{
    const char *in = rows[_i].in;
    size_t start = 0, end = 0;
    bool in_zone = false, closed = false;

    read_span(&r, rn_span_str(in));
    for (size_t i = 0; i < r.t.n; i++) {
        bool kept = r.t.flags[i] & RN_TOK_KEEP;
        ck_assert_msg(!(kept && closed), "%s: two zones", rows[_i].name);
        if (kept && !in_zone)
            start = r.t.start[i];
        if (kept)
            end = r.t.end[i];
        closed = closed || (in_zone && !kept);
        in_zone = kept;
    }
    ck_assert_msg(
        rn_span_is(rn_span_of(in + start, end - start), rows[_i].kept),
        "%s: \"%.*s\"", rows[_i].name, (int)(end - start), in + start);
}
END_TEST

START_TEST(two_zones)
{
    read_span(&r, RN_LIT("@a Sở a@b.vn Sở http://x.vn/@a/b Sở"));
    for (size_t i = 0; i < r.t.n; i++)
        ck_assert_int_eq(!(r.t.flags[i] & RN_TOK_KEEP),
                         rn_span_is(rn_token_key(&r.t, i), "sơ4"));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("text/zone");
    TCase *c = tcase_create("zones");

    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, zone, 0, ROWS(rows));
    tcase_add_test(c, two_zones);
    suite_add_tcase(s, c);
    return unit_run(s);
}
