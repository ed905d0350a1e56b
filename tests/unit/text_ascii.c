#include "text_util.h"

static struct rn_buf buf;

static void setup(void)
{
    rn_buf_init(&buf);
}
static void teardown(void)
{
    rn_buf_release(&buf);
}

static const struct {
    const char *name, *in, *out;
} names[] = {
    { "empty", "", "" },
    { "ASCII as it is", "Lai Chau (1)", "Lai Chau (1)" },
    { "place", "Lai Châu", "Lai Chau" },
    { "Đ", "Đắk Lắk, đô", "Dak Lak, do" },
    { "all vowels", "ẤẰỂỘỢỮỲ ấằểộợữỳ", "AAEOOUY aaeoouy" },
    { "decomposed", "Thu\xcc\x9b\xcc\x81", "Thu" },
    { "dashes", "Bà Rịa – Vũng Tàu ‑ − x", "Ba Ria - Vung Tau - - x" },
    { "apostrophes and quotes", "Krông’s “A”", "Krong's \"A\"" },
    { "no-break space",
      "Hồ\xc2\xa0"
      "Chí",
      "Ho Chi" },
    { "full-width", "Ａ１", "A1" },
    { "letters of two", "Æ œ ß ﬁ", "AE oe ss fi" },
    { "Cyrillic look-alikes", "АВЕКМНОРСТУХ БЦЯа", "ABEKMHOPCTYX " },
    { "no ASCII spelling", "中 x😀", " x" },
    { "zero-width marks",
      "a\xe2\x80\x8b"
      "b\xc2\xad"
      "c",
      "abc" },
    { "bad bytes",
      "a\xff"
      "b\xe1\xbb",
      "ab" },
};

START_TEST(ascii)
{
    rn_text_ascii(rn_span_str(names[_i].in), &buf);
    ck_assert_msg(strcmp(buf.ptr, names[_i].out) == 0, "%s: \"%s\"",
                  names[_i].name, buf.ptr);
}
END_TEST

static const struct {
    const char *name, *in, *out;
} keys[] = {
    { "tone at the end", "uy4", "uy" },
    { "no tone", "ban", "ban" },
    { "mark and tone", "đang4", "dang" },
    { "mark left in", "đảng", "dang" },
    { "two tones", "quyêt25", "quyet" },
    { "number", "15", "15" },
    { "mark", "-", "-" },
    { "'s", "'s", "'s" },
    { "empty", "", "" },
    { "other letters stay", "ø中", "ø中" },
};

START_TEST(strip)
{
    rn_text_strip_key(rn_span_str(keys[_i].in), &buf);
    ck_assert_msg(strcmp(buf.ptr, keys[_i].out) == 0, "%s: \"%s\"",
                  keys[_i].name, buf.ptr);
}
END_TEST

/* Of a word: its stripped key is the small ASCII spelling. */
START_TEST(both_agree_on_vietnamese)
{
    static const char text[] =
        "Ủy ban Nhân dân Quyết định Đường Người Khuỷu Ưu Ỷ Ngoằn ngoèo";
    struct reader r = reader_new();
    struct rn_buf small;

    rn_buf_init(&small);
    read_span(&r, RN_LIT(text));
    ck_assert_uint_eq(r.t.n, 13);
    for (size_t i = 0; i < r.t.n; i++) {
        rn_buf_clear(&buf);
        rn_buf_clear(&small);
        rn_text_strip_key(rn_token_key(&r.t, i), &buf);
        rn_text_ascii(
            rn_span_of(text + r.t.start[i], r.t.end[i] - r.t.start[i]), &small);
        ck_assert_uint_gt(small.len, 0);
        if (small.ptr[0] < 'a')
            small.ptr[0] = (char)(small.ptr[0] + 32);
        ck_assert_str_eq(buf.ptr, small.ptr);
    }
    rn_buf_release(&small);
    reader_free(&r);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("text/ascii");
    TCase *c = tcase_create("ascii");

    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, ascii, 0, ROWS(names));
    tcase_add_loop_test(c, strip, 0, ROWS(keys));
    tcase_add_test(c, both_agree_on_vietnamese);
    suite_add_tcase(s, c);
    return unit_run(s);
}
