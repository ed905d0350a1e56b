/* Segments: lines, letterheads, hard-wrapped paragraphs. */
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

/* 61 to 72 columns each */
#define W1 "Ngày 15 tháng 3 năm 2024, tại trụ sở Ủy ban nhân dân tỉnh Lai Châu"
#define W2                                                                     \
    "đã diễn ra hội nghị tổng kết công tác năm của các cơ quan do đồng chí"
#define W3 "Phó Chủ tịch Thường trực chủ trì, với sự tham dự của các sở và ban"
#define W4                                                                     \
    "ngành cùng đại diện lãnh đạo các huyện, thành phố trong toàn tỉnh và"
/* headlines */
#define H1 "Bí thư Tỉnh ủy Lai Châu kiểm tra công tác phòng chống thiên tai"
#define H2 "Giám đốc Sở Y tế làm việc với huyện Mường Tè về y tế cơ sở năm nay"
#define H3 "Hội đồng nhân dân tỉnh thông qua nghị quyết về phát triển kinh tế"

/* `lines`: how many lines each segment joins, in digits. */
static const struct {
    const char *name, *in, *lines;
} rows[] = {
    { "empty", "", "" },
    { "one line, no end", "Sở Y tế", "1" },
    { "LF", "Sở Y tế\nhọp\n", "11" },
    { "CRLF", "Sở Y tế\r\nhọp\r\n", "11" },
    { "lone CR", "Sở Y tế\rhọp\r", "11" },
    { "mixed ends", "a\rb\nc\r\nd", "1111" },
    { "blank lines have no segment", "a\n\n \t\n\xef\xbb\xbf\nb", "11" },
    { "letterhead", "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n\nSố 1", "21" },
    { "letterhead, CRLF", "ỦY BAN NHÂN DÂN\r\nTỈNH LAI CHÂU\r\nSố 1", "21" },
    { "letterhead, centred", "   ỦY BAN NHÂN DÂN\n      TỈNH LAI CHÂU\n", "2" },
    { "letterhead of four", "ĐẢNG BỘ TỈNH\nLAI CHÂU\nĐẢNG ỦY\nSỞ Y TẾ\nhọp",
      "41" },
    { "five are a text in capitals",
      "SỞ Y TẾ\nSỞ NỘI VỤ\nSỞ TÀI CHÍNH\nBAN A\nBAN B\n", "11111" },
    { "six too", "AA\nBB\nCC\nDD\nEE\nFF\n", "111111" },
    { "letterhead with numbers and marks",
      "ĐẠI HỘI XIII (2021)\n- NHIỆM KỲ 2021-2026", "2" },
    { "a line without letters parts", "SỞ Y TẾ\n-----\nSỞ NỘI VỤ", "111" },
    { "one letter is no letterhead", "A\nB", "11" },
    { "small letters part", "ỦY BAN\nTỉnh", "11" },
    { "a blank line parts a letterhead", "ỦY BAN\n\nTỈNH", "11" },
    { "a line of blanks parts it too", "ỦY BAN\n \t \nTỈNH", "11" },
    { "wrapped, going on small", W1 "\n" W2 "\n" W4 "\nban.", "4" },
    { "wrapped, CRLF", W1 "\r\n" W2 "\r\nban.", "3" },
    { "wrapped, two lines", W1 "\nđã họp.", "2" },
    { "wrapped, a capital among small", W1 "\n" W2 "\n" W3 "\n" W4 "\nban.",
      "5" },
    { "wrapped, last line begins with a capital", W2 "\n" W4 "\nLai Châu họp.",
      "3" },
    { "mostly capitals are no paragraph", W1 "\n" W2 "\n" H3 "\n" H1, "211" },
    { "two in five lines go on small",
      W1 "\n" W2 "\n" W3 "\n" W3 "\n" W4 "\nLai Châu", "6" },
    { "a paragraph's last line may be shorter",
      W1 "\n" W2 "\nngành cùng đại diện các huyện.\n" W1 "\n" W3 "\n" W4
         "\nban",
      "34" },
    { "lines of unlike widths, for names were written anew",
      "đã diễn ra hội nghị tổng kết công tác năm của các cơ quan\n" W2
      " và các huyện, xã\n" W4 "\nBan",
      "4" },
    { "full lines with capitals",
      H1
      "\nBan Tổ chức Tỉnh ủy, Ban Nội chính Tỉnh ủy và Ban Dân vận cùng\n"
      "Văn phòng Tỉnh ủy, Văn phòng Hội đồng nhân dân, Văn phòng Ủy ban\nĐảng "
      "bộ",
      "4" },
    { "a list of one name a line",
      "Ban Thường vụ Thành ủy Lai Châu\nBan Thường vụ Thành ủy Lào Cai\n"
      "Ban Thường vụ Thành ủy Yên Bái\nBan Thường vụ Thành ủy Sơn La\n"
      "Ban Thường vụ Thành ủy Huế",
      "11111" },
    { "lines with room for the next word",
      H1 "\nBan Tổ chức Tỉnh ủy Lai Châu\n" H2
         "\nTin ngắn trong ngày của các huyện\n" H3,
      "11111" },
    { "what is left of a line", W2 W2 "\n, Tỉnh đoàn\n (CDC) họp", "3" },
    { "next line begins with a number, in a block",
      W1 "\n" W2 "\n15 " W4 "\nban", "4" },
    { "an item's number does not", W1 "\n" W2 "\n15. " W4 "\nban", "22" },
    { "a blank line parts paragraphs", W1 "\n" W2 "\n\n" W4 "\nban.", "22" },
    { "two lines, the second with a capital", W2 "\nLai Châu họp.", "11" },
    { "a paragraph as printed, with some room in its lines",
      "Thực hiện Hướng dẫn số 25-HD/BTCTW ngày 10/11/2023 của Ban\n"
      "Tổ chức Trung ương và Kế hoạch số 183-KH/HU của Ban Thường vụ\n"
      "Huyện uỷ, Ban Tổ chức Huyện uỷ đã phối hợp với các cơ quan.",
      "3" },
    { "headlines of like width without a stop",
      "Thực hiện Hướng dẫn số 25-HD/BTCTW ngày 10/11/2023 của Ban\n"
      "Tổ chức Trung ương và Kế hoạch số 183-KH/HU của Ban Thường vụ\n"
      "Huyện uỷ, Ban Tổ chức Huyện uỷ đã phối hợp với các cơ quan",
      "111" },
    { "one line in six goes on small",
      W1 "\n" W3 "\nLào Cai " W1 "\nLai Châu " W1 "\nbạn.", "5" },
    { "what is left of a headline in capitals",
      "Minister of Health KIỂM TRA TIÊM CHỦNG TẠI CÀ MAU\n" H1 "\n" H2 ".",
      "111" },
    { "a number behind No. in a block",
      W2 " và Kế hoạch No.\n12-KH/TU " W3 "\nĐảng uỷ " W3 "\nTỉnh uỷ họp.",
      "4" },
    { "headlines", H1 "\n" H2 "\n" H3 "\n", "111" },
    { "headlines, one of them wrapped", H1 "\nvà bão\n" H2 "\n" H3 "\n" H1 "\n",
      "2111" },
    { "headline and a short line", H1 "\nHọp", "11" },
    { "a sentence's end before a capital parts",
      W1 "\n" W2 " họp.\n" H3 "\n" W4 "\nban", "23" },
    { "and before a small letter", W1 ".\n" W2 ";\n" W4 ":\nban.", "1111" },
    { "a comma does not", W2 ",\nban", "2" },
    { "nor an abbreviation", W1 "\n" W2 " TP.\nLai Châu", "3" },
    { "short lines are not wrapped", "Ủy ban nhân dân tỉnh Lai Châu\nđã họp",
      "11" },
    { "a short first line of a block",
      "Dự họp có Sở Y tế Lai Châu và\n"
      "các " W2 "\nban",
      "3" },
    { "a short first line, then a capital",
      "Dự có Sở Y tế Lai Châu họp\n" W1 "\nban", "12" },
    { "lines too wide are not wrapped", W1 W2 W4 " họp\nđã họp", "11" },
    { "but behind a small word", W1 W2 W4 "\nđã họp", "2" },
    { "next line begins with a number", W2 "\n15 người", "11" },
    { "a number behind its word", "theo Nghị quyết số\n57 họp\n15 người",
      "21" },
    { "a number behind its word, then a block", "Quyết định SỐ\n12 " W2 "\nban",
      "3" },
    { "a number behind No.", "the Resolution No.\n57 met\n15 men", "21" },
    { "a small word before a capital", "họp với\nSở Y tế và\nSở Nội vụ", "12" },
    { "two words of one name", "the city Party\nCommittee met", "2" },
    { "two words, one of them small", "the city party\nCommittee met", "11" },
    { "a deputy's word", "met the Vice\nChairman", "2" },
    { "in English", "of the\nDepartment and\nthe Ministry of\n\nHealth", "31" },
    { "in Malay", "Jabatan Pendidikan dan\nLatihan", "2" },
    { "a small word before an item", "họp và\n- Sở Y tế", "11" },
    { "a small word before what is indented", "Department of\n    Health",
      "2" },
    { "a dash at the end", "Ban Kinh tế -\nNgân sách", "2" },
    { "a dash alone", "-\nNgân sách", "11" },
    { "a cut number", "số 12-QĐ/\nTU họp", "2" },
    { "a slash behind a blank", "số 12 /\nTU họp", "11" },
    { "a number behind another word", "theo con sơ\n57", "11" },
    { "next line begins with a dash", W2 "\n- người", "11" },
    { "next line begins with a quote", W2 "\n“người", "11" },
    { "next line is indented more", W2 "\n    ngành", "11" },
    { "all lines are indented", "  " W1 "\n  " W2 "\n  ban", "3" },
    { "first line is indented", "    " W1 "\n" W2 "\nban", "3" },
    { "a paragraph of two lines on a wrapped page",
      W1 "\n" W2 "\n" W4 "\nban.\n\n" W2 "\nLai Châu họp.", "42" },
    { "all lines of a page are full",
      W1 "\n" W3 "\n\n" W3 "\n" W1 "\n\n" W1 "\n" W1 "\n\n" W3 "\n" W2,
      "2222" },
    { "a list of full lines",
      W1 "\n" W3 "\n\n" W3 "\n" W1 "\n\n" W1 "\n" W1, "111111" },
    { "a short line on a wrapped page",
      W1 "\n" W2 "\n" W4 "\nban.\n\nTên các đơn vị dự họp\n" W3, "411" },
    { "a short line that goes on small there",
      W1 "\n" W2 "\n" W4 "\nban.\n\n" W1 "\ncủa tỉnh\nnăm nay", "43" },
    { "a number's word on a wrapped page",
      W1 "\n" W2 "\n" W4 "\nban.\n\n" W1 " No\nNo. 57", "42" },
    { "items of a list", W2 "\na) " W2 "\nb) ban\n" W4 "\nđ. họp", "11111" },
    { "items numbered in Roman", W2 "\niv) họp", "11" },
    { "a word in parentheses goes on", W2 "\nban) họp", "2" },
    { "heading in capitals behind a paragraph", W1 "\n" W2 "\nKẾT LUẬN\n",
      "21" },
};

/* Whether a line ends between the token and the one before it. */
static bool behind_end(const struct rn_tokens *t, const char *in, size_t i)
{
    size_t gap = t->start[i] - t->end[i - 1];

    return memchr(in + t->end[i - 1], '\n', gap) ||
           memchr(in + t->end[i - 1], '\r', gap);
}

static void lines_of(const struct rn_tokens *t, const char *in, char *out)
{
    size_t n = 0;

    for (size_t g = 0; g < t->nsegments; g++) {
        char lines = '1';
        for (size_t i = t->segments[g].first + 1; i < t->segments[g].last; i++)
            lines = (char)(lines + behind_end(t, in, i));
        ck_assert_int_eq(!!(t->segments[g].flags & RN_SEG_LINES), lines > '1');
        out[n++] = lines;
    }
    out[n] = '\0';
}

START_TEST(segments)
{
    char lines[64];

    read_span(&r, rn_span_str(rows[_i].in));
    lines_of(&r.t, rows[_i].in, lines);
    ck_assert_msg(strcmp(lines, rows[_i].lines) == 0, "%s: %s", rows[_i].name,
                  lines);
}
END_TEST

/* Columns are counted without marks, so that both forms are cut alike. */
START_TEST(segments_of_normal_forms)
{
    char *nfc = normal(rows[_i].in, true), *nfd = normal(rows[_i].in, false);
    char a[64], b[64];

    read_span(&r, rn_span_str(nfc));
    lines_of(&r.t, nfc, a);
    read_span(&r, rn_span_str(nfd));
    lines_of(&r.t, nfd, b);
    ck_assert_msg(strcmp(a, b) == 0, "%s: %s and %s", rows[_i].name, a, b);
    free(nfc);
    free(nfd);
}
END_TEST

/* 29, 30, 200 and 201 columns before a line that goes on small. */
START_TEST(columns_of_wrapped_lines)
{
    static const struct {
        size_t columns;
        bool joined;
    } widths[] = { { 29, false }, { 30, true }, { 200, true }, { 201, false } };

    for (size_t i = 0; i < 8; i++) {
        size_t columns = widths[i / 2].columns;
        struct rn_buf in;

        rn_buf_init(&in);
        for (size_t k = 0; k < columns; k++)
            rn_buf_puts(&in, k % 5 == 4 && k + 1 < columns ? " "
                             : i % 2                       ? "ế"
                                     : "e\xcc\x82\xcc\x81");
        rn_buf_puts(&in, "\nban");
        read_span(&r, rn_buf_span(&in));
        ck_assert_uint_eq(r.t.nsegments, widths[i / 2].joined ? 1 : 2);
        rn_buf_release(&in);
    }
}
END_TEST

/* The end of a full line of a hard-wrapped page is a blank like any other; that
 * of a shorter one may end a name. */
START_TEST(line_ends_of_a_wrapped_page)
{
    static const char in[] = W1 "\n" W2 "\n" W4 "\nban.\n\n" W1
                                "\nLai Châu họp cùng các cơ quan của tỉnh và\n"
                                "huyện.";
    size_t plain = 0, marked = 0;

    read_span(&r, rn_span_str(in));
    for (size_t i = 1; i < r.t.n; i++) {
        plain += behind_end(&r.t, in, i) && !(r.t.flags[i] & RN_TOK_LINE);
        marked += !!(r.t.flags[i] & RN_TOK_LINE);
    }
    ck_assert_uint_eq(r.t.nsegments, 2);
    ck_assert_uint_eq(plain, 5); /* one of them parts the paragraphs */
    ck_assert_uint_eq(marked, 1);
}
END_TEST

START_TEST(bytes_of_segments)
{
    read_span(&r, RN_LIT("\n  ỦY BAN \r\nTỈNH \n\nhọp\t\r"));
    ck_assert_uint_eq(r.t.nsegments, 2);
    ck_assert_uint_eq(r.t.segments[0].start, 1);
    ck_assert_uint_eq(r.t.segments[0].end, 21);
    ck_assert_uint_eq(r.t.segments[1].start, 23);
    ck_assert_uint_eq(r.t.segments[1].end, 29);
}
END_TEST

static const struct {
    const char *name, *in;
    bool caps;
} caps[] = {
    { "capitals", "ỦY BAN NHÂN DÂN TỈNH", true },
    { "nearly all", "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH (cũ)", true },
    { "small letters", "Ủy ban nhân dân tỉnh", false },
    { "an abbreviation in a sentence", "UBND tỉnh họp", false },
    { "an abbreviation alone", "UBND", true },
    { "a number", "15/2024", false },
    { "one letter", "A", false },
};

START_TEST(capitals)
{
    read_span(&r, rn_span_str(caps[_i].in));
    ck_assert_uint_eq(r.t.nsegments, 1);
    ck_assert_msg(!!(r.t.segments[0].flags & RN_SEG_CAPS) == caps[_i].caps,
                  "%s", caps[_i].name);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("text/segment");
    TCase *c = tcase_create("segments");

    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, segments, 0, ROWS(rows));
    tcase_add_loop_test(c, segments_of_normal_forms, 0, ROWS(rows));
    tcase_add_test(c, columns_of_wrapped_lines);
    tcase_add_test(c, line_ends_of_a_wrapped_page);
    tcase_add_test(c, bytes_of_segments);
    tcase_add_loop_test(c, capitals, 0, ROWS(caps));
    suite_add_tcase(s, c);
    return unit_run(s);
}
