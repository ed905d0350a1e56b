/* Keys of words, numbers and marks: what must be equal is, what must differ
 * does. */
#include "base/limits.h"
#include "text/common.h"
#include "text/fold.h"
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
    { "ASCII word", "Secretary", "secretary" },
    { "ASCII word of more than eight letters", "ADMINISTRATIVEREFORMS",
      "administrativereforms" },
    { "letters beside the alphabet in ASCII", "a@Z[`{z", "a @ z [ ' { z" },
    { "tone placement, old", "Tỉnh ủy", "tinh4 uy4" },
    { "tone placement, new", "TỈNH UỶ", "tinh4 uy4" },
    { "hòa", "hòa", "hoa1" },
    { "hoà", "hoà", "hoa1" },
    { "quý", "quý", "quy2" },
    { "quí is another word", "quí", "qui2" },
    { "qúy", "qúy", "quy2" },
    { "gìn", "gìn", "gin1" },
    { "five tones", "bà bá bã bả bạ", "ba1 ba2 ba3 ba4 ba5" },
    { "letters with marks keep them", "Đăng âu ươn ê ô", "đăng âu ươn ê ô" },
    { "a mark and a tone", "Quyết định", "quyêt2 đinh5" },
    { "without marks", "Tinh uy", "tinh uy" },
    { "eth for đ", "Ðảng ðồng Đảng", "đang4 đông1 đang4" },
    { "eth that is a letter", "GUÐ maður", "guð maður" },
    { "eth of an abbreviation", "HÐND BCÐ", "hđnd bcđ" },
    { "gha for ư", "thƣ TRƢỜNG trưởng", "thư trương1 trương4" },
    { "caron for ă", "Vǎn va\xcc\x8cn NǍM", "văn văn năm" },
    { "tone marks of the old encoding", "to\xcd\x80 to\xcd\x81", "to1 to2" },
    { "Turkish capital I with dot", "İstanbul", "i̇stanbul" },
    { "Turkish small i without dot", "ısı", "ısı" },
    { "final sigma", "ΟΔΟΣ οδος", "οδοσ οδοσ" },
    { "sharp s", "STRASSE straße STRAẞE", "strasse strasse strasse" },
    { "iota below", "ᾳ ᾼ α\xcd\x85", "αι αι αι" },
    { "title-case letter", "ǅ ǆ Ǆ", "ǆ ǆ ǆ" },
    { "Hangul jamo", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab 한", "한 한" },
    { "Kelvin sign", "\xe2\x84\xaa", "k" },
    { "soft hyphen",
      "Ủy\xc2\xad"
      "ban",
      "uyban4" },
    { "joiners and zero-width blanks",
      "t\xe2\x80\x8d"
      "h\xe2\x80\x8b"
      "a\xe2\x81\xa0nh",
      "thanh" },
    { "zero-width marks alone", "\xe2\x80\x8b\xef\xbb\xbf\xc2\xad", "" },
    { "BOM at the start", "\xef\xbb\xbfSở", "sơ4" },
    { "full-width digits", "１２３", "123" },
    { "Arabic, Thai and mathematical digits", "٠١٩ ๕ 𝟎𝟗𝟘𝟡𝟢𝟿", "019 5 090909" },
    { "leading zeros stay", "007", "007" },
    { "superscripts are no decimal digits", "m²", "m ²" },
    { "all dashes", "- ‐ ‑ ‒ – — ― − － ﹣", "- - - - - - - - - -" },
    { "all apostrophes", "' ’ ‘ ʼ ´ `", "' ' ' ' ' '" },
    { "Greek question mark", "\xcd\xbe", ";" },
    { "other marks as they are", "“ ” … « /", "“ ” … « /" },
    { "mark with a combining mark", "=\xcc\xb8 ≠", "≠ ≠" },
    { "combining mark alone", "\xcc\x81x", "\xcc\x81 x" },
    { "emoji with a variation selector", "❤\xef\xb8\x8f x", "❤ x" },
};

START_TEST(key)
{
    const char *keys = keys_of(&r, rn_span_str(rows[_i].in));

    ck_assert_msg(strcmp(keys, rows[_i].keys) == 0, "%s: \"%s\"", rows[_i].name,
                  keys);
}
END_TEST

/* Words and sentences that must have the same keys in NFC and NFD. */
static const char *const forms[] = {
    "Ủy ban nhân dân tỉnh Thừa Thiên Huế",
    "NGHỊ QUYẾT ĐẠI HỘI ĐẠI BIỂU TOÀN QUỐC LẦN THỨ XIII CỦA ĐẢNG",
    "ấầẩẫậ ắằẳẵặ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ýỳỷỹỵ",
    "ẤẦẨẪẬ ẮẰẲẴẶ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ÝỲỶỸỴ",
    "café naïve Ångström Dvořák İzmir",
    "한국어 ガギグ הָעִבְרִית हिन्दी क़लम ѐ й",
    "ᾼ ΰ ǖ ẛ̣ ḍ̇ ≠ ≮ ΅",
    "Hòa hoà ủy uỷ quý qúy",
};

/* Every other character of the decomposed text composed, where it can be. */
static char *mixed(const char *s)
{
    char *nfd = normal(s, false), *word, *save = NULL;
    struct rn_buf out;
    size_t n = 0;
    char *copy;

    rn_buf_init(&out);
    for (word = strtok_r(nfd, " ", &save); word;
         word = strtok_r(NULL, " ", &save)) {
        char *w = normal(word, n % 2);
        if (n++)
            rn_buf_putc(&out, ' ');
        rn_buf_puts(&out, w);
        free(w);
    }
    copy = malloc(out.len + 1);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, out.ptr, out.len + 1);
    rn_buf_release(&out);
    free(nfd);
    return copy;
}

START_TEST(normal_forms_have_one_key)
{
    char *nfc = normal(forms[_i], true), *nfd = normal(forms[_i], false),
         *mix = mixed(forms[_i]);
    char *want = strdup(keys_of(&r, rn_span_str(nfc)));

    ck_assert_str_ne(nfc, nfd);
    ck_assert_str_eq(keys_of(&r, rn_span_str(nfd)), want);
    ck_assert_str_eq(keys_of(&r, rn_span_str(mix)), want);
    free(nfc);
    free(nfd);
    free(mix);
    free(want);
}
END_TEST

/* The marks of a letter in either order: circumflex, horn or breve, and a tone.
 */
START_TEST(two_marks_in_either_order)
{
    static const char *const tones[] = { "\xcc\x80", "\xcc\x81", "\xcc\x83",
                                         "\xcc\x89", "\xcc\xa3" };
    static const struct {
        const char *base, *mark, *whole;
    } letters[] = {
        { "a", "\xcc\x82", "â" }, { "a", "\xcc\x86", "ă" },
        { "e", "\xcc\x82", "ê" }, { "o", "\xcc\x82", "ô" },
        { "o", "\xcc\x9b", "ơ" }, { "u", "\xcc\x9b", "ư" },
        { "O", "\xcc\x9b", "ơ" }, { "A", "\xcc\x82", "â" },
    };

    for (size_t l = 0; l < sizeof letters / sizeof *letters; l++)
        for (size_t t = 0; t < 5; t++) {
            char in[64], want[64];

            snprintf(in, sizeof in, "t%s%s%sn t%s%s%sn", letters[l].base,
                     letters[l].mark, tones[t], letters[l].base, tones[t],
                     letters[l].mark);
            snprintf(want, sizeof want, "t%sn%d t%sn%d", letters[l].whole,
                     (int)t + 1, letters[l].whole, (int)t + 1);
            /* Two marks above a letter do not commute: the circumflex or breve
             * behind a tone above is another character to Unicode, but the same
             * Vietnamese letter. */
            ck_assert_str_eq(keys_of(&r, rn_span_str(in)), want);
        }
}
END_TEST

static const struct {
    const char *name, *in;
    unsigned set, unset;
} flags[] = {
    { "small", "tỉnh", RN_TOK_WORD | RN_TOK_VIETNAMESE,
      RN_TOK_UPPER | RN_TOK_ALLCAPS | RN_TOK_ASCII },
    { "capital", "Tỉnh", RN_TOK_UPPER, RN_TOK_ALLCAPS },
    { "capitals", "TỈNH", RN_TOK_UPPER | RN_TOK_ALLCAPS, 0 },
    { "capitals, decomposed", "TI\xcc\x89NH",
      RN_TOK_UPPER | RN_TOK_ALLCAPS | RN_TOK_VIETNAMESE, RN_TOK_ASCII },
    { "capital inside", "tỈNH", RN_TOK_VIETNAMESE,
      RN_TOK_UPPER | RN_TOK_ALLCAPS },
    { "ASCII small", "province", RN_TOK_WORD | RN_TOK_ASCII,
      RN_TOK_UPPER | RN_TOK_ALLCAPS | RN_TOK_VIETNAMESE },
    { "ASCII capital", "Province", RN_TOK_UPPER, RN_TOK_ALLCAPS },
    { "ASCII capitals", "PROVINCE", RN_TOK_UPPER | RN_TOK_ALLCAPS, 0 },
    { "small letter in the ninth place", "PROVINCEs", RN_TOK_UPPER,
      RN_TOK_ALLCAPS },
    { "small letter behind eight and eight", "PROVINCEPROVINCEs", RN_TOK_UPPER,
      RN_TOK_ALLCAPS },
    { "capitals of sixteen", "PROVINCEPROVINCE", RN_TOK_UPPER | RN_TOK_ALLCAPS,
      0 },
    { "title-case letter", "ǅ", RN_TOK_UPPER, RN_TOK_ALLCAPS },
    { "letters without case", "中文", RN_TOK_WORD,
      RN_TOK_UPPER | RN_TOK_ALLCAPS },
    { "đ alone", "đ", RN_TOK_VIETNAMESE, RN_TOK_UPPER },
    { "â alone", "â", RN_TOK_VIETNAMESE, 0 },
    { "ê alone", "ê", RN_TOK_VIETNAMESE, 0 },
    { "ô alone", "ô", RN_TOK_VIETNAMESE, 0 },
    { "ă alone", "ă", RN_TOK_VIETNAMESE, 0 },
    { "ơ alone", "ơ", RN_TOK_VIETNAMESE, 0 },
    { "ư alone", "ư", RN_TOK_VIETNAMESE, 0 },
    { "acute on e", "é", RN_TOK_VIETNAMESE, 0 },
    { "ñ is not Vietnamese", "ñ", RN_TOK_WORD, RN_TOK_VIETNAMESE },
    { "î is not Vietnamese", "î", RN_TOK_WORD, RN_TOK_VIETNAMESE },
    { "ü is not Vietnamese", "ü", RN_TOK_WORD, RN_TOK_VIETNAMESE },
    { "number", "15", RN_TOK_NUMBER | RN_TOK_ASCII, RN_TOK_WORD | RN_TOK_MARK },
    { "full-width number", "１", RN_TOK_NUMBER, RN_TOK_ASCII },
    { "mark", ",", RN_TOK_MARK | RN_TOK_ASCII, RN_TOK_WORD | RN_TOK_UPPER },
    { "mark beyond ASCII", "–", RN_TOK_MARK, RN_TOK_ASCII | RN_TOK_ALLCAPS },
};

START_TEST(flag)
{
    read_span(&r, rn_span_str(flags[_i].in));
    ck_assert_msg(r.t.n == 1, "%s: %zu tokens", flags[_i].name, r.t.n);
    ck_assert_msg((r.t.flags[0] & flags[_i].set) == flags[_i].set &&
                      !(r.t.flags[0] & flags[_i].unset),
                  "%s: flags %#x", flags[_i].name, r.t.flags[0]);
}
END_TEST

START_TEST(long_tokens_have_no_key)
{
    static const char *const units[] = { "a", "ủ", "7", "７", "\xcc\x81" };

    for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        for (size_t len = RN_TOKEN_MAX - 3; len <= RN_TOKEN_MAX + 3; len++) {
            char in[RN_TOKEN_MAX + 4];
            size_t n = strlen(units[u]);

            if (len % n)
                continue;
            for (size_t i = 0; i < len; i++)
                in[i] = units[u][i % n];
            read_span(&r, rn_span_of(in, len));
            ck_assert_uint_eq(r.t.n, 1);
            ck_assert_uint_eq(r.t.end[0], len);
            ck_assert_int_eq(!!(r.t.flags[0] & RN_TOK_LONG),
                             len > RN_TOKEN_MAX);
            ck_assert_int_eq(rn_token_keylen(&r.t, 0) == 0, len > RN_TOKEN_MAX);
        }
}
END_TEST

/* More words than the vocabulary keeps: it forgets, and the keys stay right.
 */
START_TEST(vocabulary_forgets_and_stays_right)
{
    char *want = strdup(keys_of(&r, rn_span_str("Ủy ban Kiểm tra")));
    char word[64];

    for (unsigned i = 0; i < 60000; i++) {
        int n = snprintf(word, sizeof word, "đ%c%c%c%cÁkéo%s", 'a' + i % 26,
                         'a' + i / 26 % 26, 'A' + i / 676 % 26, 'a' + i / 17576,
                         i % 3 ? "dàiraxa" : "");
        char folded[64];
        snprintf(folded, sizeof folded, "đ%c%c%c%cakeo%s", 'a' + i % 26,
                 'a' + i / 26 % 26, 'a' + i / 676 % 26, 'a' + i / 17576,
                 i % 3 ? "dairaxa221" : "22");
        ck_assert_str_eq(keys_of(&r, rn_span_of(word, (size_t)n)), folded);
    }
    ck_assert_str_eq(keys_of(&r, rn_span_str("Ủy ban Kiểm tra")), want);
    free(want);
}
END_TEST

/* A letter of the blocks that the tables know, or of just behind them. */
static uint32_t some_letter(uint32_t seed)
{
    static const uint32_t from[] = { 'A', 0xc0, RN_VIET_FIRST };
    static const uint32_t n[] = { 58, RN_LATIN_CHARS - 0xc0 + 8,
                                  RN_VIET_CHARS + 8 };
    uint32_t block = seed % 3, cp = from[block] + seed / 3 % n[block];

    return rn_char_class(cp) == RN_CH_LETTER ? cp : 'k';
}

/* What the tables say of common letters is what utf8proc says: of each of them
 * alone, and of words of them. */
START_TEST(common_letters_fold_as_all_do)
{
    unsigned known = 0;

    for (uint32_t i = 0; i < 30000; i++) {
        char raw[64], want[RN_KEY_MAX], got[RN_KEY_MAX];
        unsigned all = 0, common = 0;
        size_t len = 0, n;
        for (uint32_t k = 0; k <= (i < 3000 ? 0 : i % 5); k++)
            len +=
                rn_utf8_encode(some_letter(i + k * (i * 7 + 1009)), raw + len);
        n = rn_common_fold(rn_span_of(raw, len), got, &common);
        if (!n)
            continue;
        known++;
        ck_assert_uint_eq(n, rn_fold(rn_span_of(raw, len), want, &all));
        ck_assert_mem_eq(got, want, n);
        ck_assert_uint_eq(common, all);
    }
    ck_assert_uint_gt(known, 25000);
}
END_TEST

START_TEST(other_characters_are_left_to_the_library)
{
    static const char *const others[] = { "o\u0301",    "k9", "д",
                                          "quốc\u200b", "’s", "\xff",
                                          "ồ\xff",      "ﬁ" };
    char out[RN_KEY_MAX];
    unsigned common;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_uint_eq(rn_common_fold(rn_span_str(others[i]), out, &common),
                          0);
    for (uint32_t cp = 0; cp < 0x3000; cp++)
        ck_assert_int_eq(rn_common_class(cp), rn_char_class(cp));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("text/fold");
    TCase *c = tcase_create("keys");

    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, key, 0, ROWS(rows));
    tcase_add_loop_test(c, normal_forms_have_one_key, 0, ROWS(forms));
    tcase_add_test(c, two_marks_in_either_order);
    tcase_add_loop_test(c, flag, 0, ROWS(flags));
    tcase_add_test(c, long_tokens_have_no_key);
    tcase_add_test(c, vocabulary_forgets_and_stays_right);
    tcase_add_test(c, common_letters_fold_as_all_do);
    tcase_add_test(c, other_characters_are_left_to_the_library);
    suite_add_tcase(s, c);
    return unit_run(s);
}
