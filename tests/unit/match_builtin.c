/* What no list can hold: ordinals, numbers of documents, dates, years, names of
 * places by their shape. */
#include "match/builtin.h"

#include "match/plural.h"
#include "match/syllable.h"
#include "match_util.h"

static const struct rn_memory_file lexicon[] = {
    YAML("canon/x.yaml", "kinds:\n"
                         "  resolution: {emit: yes}\n"
                         "  body: {emit: yes}\n"
                         "  place:\n"
                         "  name: place\n"
                         "  level:\n"
                         "  counted-name:\n"
                         "years: {kind: counted-name, name: Years}\n"
                         "commune: {kind: level, name: Commune}\n"
                         "office:\n"
                         "  kind: body\n"
                         "  name: \"{place} Office\"\n"
                         "paper:\n"
                         "  kind: resolution\n"
                         "  name: \"Paper No. {number}\"\n"
                         "bureau:\n"
                         "  kind: body\n"
                         "  name: \"Bureau of {tail}\"\n"
                         "school:\n"
                         "  kind: body\n"
                         "  name: \"{namesake} School\"\n"),
    YAML("en/x.yaml", "bureau:\n"
                      "  - Bureau of {tail}\n"
                      "commune:\n"
                      "  - commune\n"
                      "office:\n"
                      "  - \"{place} Commune house\"\n"
                      "school:\n"
                      "  - \"{namesake} School\"\n"
                      "words:\n"
                      "  joiners:\n"
                      "    - and\n"
                      "  tail-joiners:\n"
                      "    - and\n"
                      "    - for\n"
                      "    - of\n"
                      "    - \"on\"\n"),
    YAML("vi/x.yaml", "commune:\n"
                      "  - xã\n"
                      "office:\n"
                      "  - trụ sở xã {place}\n"
                      "paper:\n"
                      "  - giấy số {number}\n"
                      "school:\n"
                      "  - Trường {namesake}\n"
                      "years:\n"
                      "  - năm\n"
                      "words:\n"
                      "  headline-words:\n"
                      "    - khai mạc\n"
                      "    - thăm-hỏi-bà-con\n"
                      "    - mở\n"
                      "  middle-names:\n"
                      "    - Thị\n"
                      "    - Van\n"
                      "  opening-words:\n"
                      "    - kế hoạch\n"
                      "  surnames:\n"
                      "    - Nguyễn\n"
                      "    - Trần\n"
                      "    - Lam\n"
                      "  not-names:\n"
                      "    - Ban\n"),
};

BENCH_FIXTURE(lexicon)

/* ---- ordinals ----------------------------------------------------------- */

START_TEST(roman)
{
    static const char *const tens[] = { "",
                                        "X",
                                        "XX",
                                        "XX"
                                        "X",
                                        "XL",
                                        "L",
                                        "LX",
                                        "LXX",
                                        "LXXX",
                                        "XC" };
    static const char *const ones[] = { "",  "I",  "II",  "III",  "IV",
                                        "V", "VI", "VII", "VIII", "IX" };
    unsigned n = (unsigned)_i;
    char text[16];

    snprintf(text, sizeof text, "%s%s", tens[n / 10], ones[n % 10]);
    ck_assert_msg(rn_roman(rn_span_str(text)) == n, "%s is read as %u", text,
                  rn_roman(rn_span_str(text)));
}
END_TEST

static const char *const no_roman[] = {
    "",     "IIII", "VV",  "IIX",    "IXI",  "IVI", "IXV", "VX",
    "IL",   "VL",   "LL",  "XXXX",   "XXL",  "XLX", "XCX", "XCL",
    "LXC",  "IC",   "C",   "CX",     "D",    "M",   "xv",  "Xv",
    "XVA",  "AXV",  "X V", "XV ",    "IVIV", "VIV", "LXL", "XXXXX",
    "XIXI", "VIX",  "IIV", "XVIIII", "XCXC",
};

START_TEST(not_roman)
{
    ck_assert_msg(rn_roman(rn_span_str(no_roman[_i])) == 0,
                  "\"%s\" is read as %u", no_roman[_i],
                  rn_roman(rn_span_str(no_roman[_i])));
}
END_TEST

static const struct {
    unsigned n;
    const char *text;
} suffixes[] = {
    { 1, "1st" },     { 2, "2nd" },     { 3, "3rd" },     { 4, "4th" },
    { 10, "10th" },   { 11, "11th" },   { 12, "12th" },   { 13, "13th" },
    { 14, "14th" },   { 21, "21st" },   { 22, "22nd" },   { 23, "23rd" },
    { 99, "99th" },   { 101, "101st" }, { 111, "111th" }, { 112, "112th" },
    { 113, "113th" }, { 121, "121st" }, { 999, "999th" },
};

START_TEST(ordinal_text)
{
    struct rn_buf out;

    rn_buf_init(&out);
    rn_ordinal_text(suffixes[_i].n, &out);
    ck_assert_str_eq(out.ptr, suffixes[_i].text);
    rn_buf_release(&out);
}
END_TEST

/* ---- what is read at a token --------------------------------------------- */

struct row {
    const char *name, *text, *found;
};

static void check_row(const struct row *r, uint32_t kind)
{
    const char *found = bench_builtin(b, r->text, kind);

    ck_assert_msg(!strcmp(found, r->found), "%s: '%s' gives '%s', not '%s'",
                  r->name, r->text, found, r->found);
}

static const struct row ordinal_rows[] = {
    { "digits", "lần 15", "15th <15>" },
    { "English", "the 15th", "15th <15th>" },
    { "English, first", "the 21st", "21st <21st>" },
    { "a suffix behind a blank", "the 15 th", "15th <15 th>" },
    { "Roman", "lần XV", "15th <XV>" },
    { "Roman, one letter", "lần V", "5th <V>" },
    { "small letters are no number", "lần xv", "" },
    { "Malay, dash", "ke-15", "15th <ke-15>" },
    { "Malay, a blank", "ke 15", "15th <ke 15>" },
    { "Malay, Roman", "ke-XV", "15th <ke-XV>" },
    { "Malay, capital", "Ke-5", "5th <Ke-5>" },
    { "Malay, on the next line", "ke\n15 orang", "" },
    { "Malay, an en dash", "ke–15", "15th <ke–15>" },
    { "nothing is the zeroth", "lần 0", "" },
    { "four digits are no ordinal", "lần 1500", "" },
    { "leading zeros", "lần 07", "7th <07>" },
    { "a unit touches it", "nặng 15kg", "" },
    { "its letter", "khu phố 3A", "" },
    { "a possessive", "Region 7's", "7th <7>" },
    { "a lost blank", "lần 13diễn ra", "13th <13>" },
};

START_TEST(ordinals)
{
    check_row(&ordinal_rows[_i], RN_B_ORDINAL);
}
END_TEST

static const struct row int_rows[] = {
    { "digits", "khu phố 3", "3 <3>" },
    { "Roman", "khu XV", "15 <XV>" },
    { "a letter tells units apart", "khu phố 3A, 4", "3A <3A>" },
    { "a letter far in the alphabet", "phim 2K", "" },
    { "a small letter", "khối 3a", "" },
    { "more than a letter", "máy 3AB", "" },
    { "more behind the letter", "mẫu 3A-B", "" },
    { "hours", "lúc 12h", "" },
};

START_TEST(ints)
{
    check_row(&int_rows[_i], RN_B_INT);
}
END_TEST

static const struct row number_rows[] = {
    { "of the Party", "số 12-NQ/TW", "12-NQ/TW <12-NQ/TW>" },
    { "blanks at the dash", "12 - NQ/TW", "12-NQ/TW <12 - NQ/TW>" },
    { "a blank before the dash", "12 -NQ/TW", "12-NQ/TW <12 -NQ/TW>" },
    { "a blank behind the dash", "12- NQ/TW", "12-NQ/TW <12- NQ/TW>" },
    { "blanks at the slash", "12-NQ / TW", "12-NQ/TW <12-NQ / TW>" },
    { "blanks everywhere", "12 - NQ / TW", "12-NQ/TW <12 - NQ / TW>" },
    { "en dash", "12–NQ/TW", "12-NQ/TW <12–NQ/TW>" },
    { "em dash", "12—NQ/TW", "12-NQ/TW <12—NQ/TW>" },
    { "minus", "12−NQ/TW", "12-NQ/TW <12−NQ/TW>" },
    { "no-break hyphen", "12‑NQ/TW", "12-NQ/TW <12‑NQ/TW>" },
    { "no-break spaces", "12\u00a0-\u00a0NQ/TW",
      "12-NQ/TW <12\u00a0-\u00a0NQ/TW>" },
    { "two blanks", "12  - NQ/TW", "12-NQ/TW <12  - NQ/TW>" },
    { "three blanks part it", "12   - NQ/TW", "12 <12>" },
    { "the dash left out", "12 NQ/TW", "12-NQ/TW <12 NQ/TW>" },
    { "the dash left out behind a year", "12/2024 CTr/TU",
      "12/2024-CTr/TU <12/2024 CTr/TU>" },
    { "no slash, no code", "12 NQ", "12 <12>" },
    { "a blank at the slash", "12 NQ / TW", "12 <12>" },
    { "words with a slash", "12 Ban/ngành", "12 <12>" },
    { "small letters", "12 xã/TW", "12 <12>" },
    { "three blanks and no dash", "12   NQ/TW", "12 <12>" },
    { "a tab parts it", "12\t-NQ/TW", "12 <12>" },
    { "a line end parts it", "12\n-NQ/TW", "12 <12>" },
    { "of the State", "2345/QĐ-BGDĐT", "2345/QD-BGDDT <2345/QĐ-BGDĐT>" },
    { "with its year", "116/2021/NĐ-CP", "116/2021/ND-CP <116/2021/NĐ-CP>" },
    { "with its year, loose", "116 / 2021 / NĐ - CP",
      "116/2021/ND-CP <116 / 2021 / NĐ - CP>" },
    { "a leading zero stays", "07/2011/QĐ-UBND",
      "07/2011/QD-UBND <07/2011/QĐ-UBND>" },
    { "of the Assembly", "81/2016/QH13", "81/2016/QH13 <81/2016/QH13>" },
    { "a code that is no type", "456/UBND-KGVX",
      "456/UBND-KGVX <456/UBND-KGVX>" },
    { "a dot between capitals", "12/CĐ.UBND", "12/CD.UBND <12/CĐ.UBND>" },
    { "a dot before a sentence", "12/QĐ-UBND.Theo", "12/QD-UBND <12/QĐ-UBND>" },
    { "a joined code", "661-QĐNS/TU", "661-QDNS/TU <661-QĐNS/TU>" },
    { "small letters behind a slash", "1777/qd-bgddt",
      "1777/QD-BGDDT <1777/qd-bgddt>" },
    { "mixed letters behind a slash", "1777/Qd-Bgddt",
      "1777/Qd-Bgddt <1777/Qd-Bgddt>" },
    { "six of them", "1777/qdbgtt", "1777/QDBGTT <1777/qdbgtt>" },
    { "seven are a word", "1777/qdbgttx", "1777 <1777>" },
    { "a blank before the slash", "606 /NQ-CP", "606/NQ-CP <606 /NQ-CP>" },
    { "two departments", "88/KH-VH&TT", "88/KH-VH&TT <88/KH-VH&TT>" },
    { "a blank before the ampersand ends it", "88/KH-VH &TT",
      "88/KH-VH <88/KH-VH>" },
    { "so does one behind it", "88/KH-VH& TT", "88/KH-VH <88/KH-VH>" },
    { "a blank before two departments", "88/KH- VH&TT",
      "88/KH-VH&TT <88/KH- VH&TT>" },
    { "a year of the next line", "12/\n2020 họp", "12 <12>" },
    { "a code of the next line", "12/\nQĐ họp", "12/QD <12/\nQĐ>" },
    { "a word of the next line", "12/\nQuyết họp", "12 <12>" },
    { "a code behind a blank of the line before", "12 /\nQĐ họp", "12 <12>" },
    { "a long issuer", "12-HD/BTCTW", "12-HD/BTCTW <12-HD/BTCTW>" },
    { "bare", "số 57", "57 <57>" },
    { "bare at the end of a clause", "số 66, số 68", "66 <66>" },
    { "bare at the end of a sentence", "số 66.", "66 <66>" },
    { "a year behind the code", "12-NQ/2020/TW",
      "12-NQ/2020/TW <12-NQ/2020/TW>" },
    { "a year at the end", "12-NQ/TW/2020", "12-NQ/TW/2020 <12-NQ/TW/2020>" },
    { "a quantity at the end", "12-NQ/TW/20201", "12-NQ/TW <12-NQ/TW>" },
    { "no issuer behind the slash", "12-NQ/", "12-NQ <12-NQ>" },
    { "a small word behind a dash is no code", "12-nghị", "12 <12>" },
    { "a decimal", "1.234", "" },
    { "a fraction", "1,5", "" },
    { "a day of a month", "19/5", "" },
    { "a measure", "5kg", "" },
    { "an ordinal", "15th", "" },
    { "a share", "50%", "" },
    { "a quantity", "123456", "" },
};

START_TEST(numbers)
{
    check_row(&number_rows[_i], RN_B_NUMBER);
}
END_TEST

static const struct row date_rows[] = {
    { "slashes", "ngày 19/5/2024", "2024-05-19 <19/5/2024>" },
    { "dashes", "19-5-2024", "2024-05-19 <19-5-2024>" },
    { "full stops", "19.5.2024", "2024-05-19 <19.5.2024>" },
    { "leading zeros", "05/06/2023", "2023-06-05 <05/06/2023>" },
    { "Vietnamese words", "ngày 19 tháng 5 năm 2024",
      "2024-05-19 <19 tháng 5 năm 2024>" },
    { "Vietnamese words without marks", "ngay 19 thang 5 nam 2024",
      "2024-05-19 <19 thang 5 nam 2024>" },
    { "English, month first", "May 19, 2024", "2024-05-19 <May 19, 2024>" },
    { "English, no comma", "May 19 2024", "2024-05-19 <May 19 2024>" },
    { "English, day first", "19 December 2024",
      "2024-12-19 <19 December 2024>" },
    { "Malay", "19 Mei 2024", "2024-05-19 <19 Mei 2024>" },
    { "Malay, another month", "3 Ogos 2021", "2021-08-03 <3 Ogos 2021>" },
    { "the last day", "31/12/2024", "2024-12-31 <31/12/2024>" },
    { "a leap day", "29/2/2024", "2024-02-29 <29/2/2024>" },
    { "no leap day", "29/2/2023", "" },
    { "no such day in April", "31/4/2024", "" },
    { "nor in June", "31/6/2024", "" },
    { "nor in September", "31/9/2024", "" },
    { "nor in November", "31/11/2024", "" },
    { "no day at all", "32/5/2024", "" },
    { "day nought", "0/5/2024", "" },
    { "no such month", "19/13/2024", "" },
    { "month nought", "19/0/2024", "" },
    { "a short year", "19/5/24", "" },
    { "mixed joints", "19/5-2024", "" },
    { "no year", "ngày 19/5", "" },
    { "no month of ours", "19 Brumaire 2024", "" },
    { "a year far away", "19/5/1799", "" },
};

START_TEST(dates)
{
    check_row(&date_rows[_i], RN_B_DATE);
}
END_TEST

static const struct row years_rows[] = {
    { "dash", "nhiệm kỳ 2020-2025", "2020-2025 <2020-2025>" },
    { "blanks", "2020 - 2025", "2020-2025 <2020 - 2025>" },
    { "en dash", "2020–2025", "2020-2025 <2020–2025>" },
    { "no years", "1234-5678", "" },
    { "a slash", "2020/2025", "" },
    { "two blanks", "2020  -2025", "2020-2025 <2020  -2025>" },
    { "three blanks", "2020   -2025", "" },
    { "short", "2020-25", "" },
};

START_TEST(years)
{
    check_row(&years_rows[_i], RN_B_YEARS);
}
END_TEST

static const struct row name_rows[] = {
    { "up to a verb of a headline", "XÃ TÂN KHAI MẠC", "Tan <TÂN>" },
    { "of one word", "XÃ TÂN MỞ LỚP", "Tan <TÂN>" },
    { "which is one among capitals alone", "xã Tân Mở.", "Tan Mo <Tân Mở>" },
    { "of more than two there are none", "XÃ TÂN THĂM HỎI",
      "Tan Tham Hoi <TÂN THĂM HỎI>" },
    { "its beginning is none", "XÃ TÂN KHAI LONG",
      "Tan Khai Long <TÂN KHAI LONG>" },
    { "a common word of two syllables", "xã Kế hoạch năm", "" },
    { "of which the second is another", "xã Kế bên", "Ke <Kế>" },
    { "two syllables", "xã Krông Năng.", "Krong Nang <Krông Năng>" },
    { "of the highlands", "xã Ea Knuếc.", "Ea Knuec <Ea Knuếc>" },
    { "of the highlands, without marks", "xã Ea Knuec.",
      "Ea Knuec <Ea Knuec>" },
    { "D with a stroke", "xã Đắk Mil.", "Dak Mil <Đắk Mil>" },
    { "three syllables", "xã Tân Phú Đông.", "Tan Phu Dong <Tân Phú Đông>" },
    { "one syllable", "xã Vạn.", "Van <Vạn>" },
    { "a figure at its end", "xã Móng Cái 2.", "Mong Cai 2 <Móng Cái 2>" },
    { "a figure that counts", "xã Móng Cái 2 năm", "Mong Cai <Móng Cái>" },
    { "a figure that counts nothing", "xã Móng Cái 2 họp",
      "Mong Cai 2 <Móng Cái 2>" },
    { "a figure of a date", "xã Móng Cái 2/9", "Mong Cai <Móng Cái>" },
    { "a figure with a nought", "xã Móng Cái 02.", "Mong Cai <Móng Cái>" },
    { "one of two letters", "xã Bo.", "" },
    { "one of three letters", "xã Bon.", "Bon <Bon>" },
    { "decomposed", "xã Kro\u0302ng Na\u0306ng.",
      "Krong Nang <Kro\u0302ng Na\u0306ng>" },
    { "capitals", "XÃ KRÔNG NĂNG", "Krong Nang <KRÔNG NĂNG>" },
    { "a surname and one more is a place", "xã Trần Phán.",
      "Tran Phan <Trần Phán>" },
    { "a person", "xã Nguyễn Văn An.", "" },
    { "a person by the middle name", "xã Thạch Thị Đan.", "" },
    { "a surname before a level", "Lam Son Nhat Commune house.",
      "Lam Son Nhat <Lam Son Nhat>" },
    { "a person before a joiner", "komun Le Van An dan wad Lo Thi Po.", "" },
    { "a person by the middle name, without marks", "xã Lang Van Po.", "" },
    { "a person behind a place", "xã Tân Phú Nguyễn Văn An.",
      "Tan Phu <Tân Phú>" },
    { "a word that is no name", "xã Ban Mai.", "" },
    { "small letters", "xã vùng cao.", "" },
    { "no such syllable", "xã Strasbourg.", "" },
    { "an abbreviation", "xã TĐ.", "" },
    { "nothing asks for a name", "ở Krông Năng.", "" },
    { "a number is none", "xã 12.", "" },
    { "the level behind one", "ở Knuec Commune", "Knuec <Knuec>" },
    { "the level behind two", "ở Ea Knuec Commune", "Ea Knuec <Ea Knuec>" },
    { "the level behind three", "ở Tan Phu Dong Commune",
      "Tan Phu Dong <Tan Phu Dong>" },
    { "another word behind", "ở Ea Knuec Office", "" },
    { "behind an English level, among capitals", "COMMUNE KRONG NANG",
      "Krong Nang <KRONG NANG>" },
    { "with marks it is another word there", "COMMUNE KRÔNG NĂNG", "" },
};

START_TEST(names)
{
    check_row(&name_rows[_i], RN_B_NAME);
}
END_TEST

/* Capitalised English words that nobody listed. */
static const struct row tail_rows[] = {
    { "one word", "of Plenty met", "Plenty <Plenty>" },
    { "two words", "of Crop Production met",
      "Crop Production <Crop Production>" },
    { "six words", "of One Two Three Four Five Six met",
      "One Two Three Four Five Six <One Two Three Four Five Six>" },
    { "and between", "of Crop and Plant Care met",
      "Crop and Plant Care <Crop and Plant Care>" },
    { "an ampersand", "of Crop & Plant Care met",
      "Crop & Plant Care <Crop & Plant Care>" },
    { "and before small letters", "of Crop and others", "Crop <Crop>" },
    { "and before a number", "of Crop and 12", "Crop <Crop>" },
    { "up to a mark", "of Crop, Plant", "Crop <Crop>" },
    { "commas before and", "of Crop, Plant and Soil Care, met",
      "Crop, Plant and Soil Care <Crop, Plant and Soil Care>" },
    { "a comma before and", "of Crop, Plant, and Soil met",
      "Crop, Plant, and Soil <Crop, Plant, and Soil>" },
    { "an office between", "of Care for Plants on Land of Crop met",
      "Care for Plants on Land of Crop <Care for Plants on Land of Crop>" },
    { "up to a number", "of Crop 12", "Crop <Crop>" },
    { "up to a person", "of Crop Lam Son met", "Crop <Crop>" },
    { "up to other letters", "of Crop Thịt met", "Crop <Crop>" },
    { "a surname", "of Lam met", "" },
    { "small letters", "of plenty met", "" },
    { "a number", "of 12 met", "" },
    { "other letters", "of Thịt met", "" },
    { "nothing", "of", "" },
    { "first of all", "Plenty of", "" },
    { "nothing asks for it", "hall Plenty met", "" },
};

START_TEST(tails)
{
    check_row(&tail_rows[_i], RN_B_TAIL);
}
END_TEST

static const struct row namesake_rows[] = {
    { "a person", "Trường Lê Quý Đôn họp", "Le Quy Don <Lê Quý Đôn>" },
    { "one with a family name", "Trường Nguyễn Du.", "Nguyen Du <Nguyễn Du>" },
    { "four syllables", "Trường Nguyễn Thị Minh Khai.",
      "Nguyen Thi Minh Khai <Nguyễn Thị Minh Khai>" },
    { "five are two names", "Trường Lam Sơn Lê Văn An.", "" },
    { "one is a common word", "Trường Kỹ thuật", "" },
    { "a word that begins no place", "Trường Ban Mai.", "Ban Mai <Ban Mai>" },
    { "a figure", "Trường Lam Sơn 2.", "Lam Son 2 <Lam Sơn 2>" },
    { "a figure that counts", "Trường Lam Sơn 2 năm", "Lam Son <Lam Sơn>" },
    { "a figure that counts nothing", "Trường Lam Sơn 2 họp",
      "Lam Son 2 <Lam Sơn 2>" },
    { "a letter", "Trường Kim Sơn A.", "Kim Son A <Kim Sơn A>" },
    { "it goes on behind a dash", "Trường Hà Nội - Amsterdam", "" },
    { "no such syllable", "Trường Marie Curie", "" },
    { "an abbreviation", "Trường ĐH Vinh", "" },
    { "among capitals", "TRƯỜNG LÊ QUÝ ĐÔN", "Le Quy Don <LÊ QUÝ ĐÔN>" },
    { "up to a headline's verb", "TRƯỜNG LAM SƠN KHAI MẠC",
      "Lam Son <LAM SƠN>" },
    { "before what asks for it", "at Le Quy Don School",
      "Le Quy Don <Le Quy Don>" },
    { "first of all", "Lam Son School", "Lam Son <Lam Son>" },
    { "a figure before what asks", "at Lam Son 2 School",
      "Lam Son 2 <Lam Son 2>" },
    { "behind a small word with a capital", "And Lam Son School",
      "Lam Son <Lam Son>" },
    { "within other names", "at Big Lam Son School", "" },
    { "four before what asks", "at Nguyen Thi Minh Khai School",
      "Nguyen Thi Minh Khai <Nguyen Thi Minh Khai>" },
    { "five before what asks", "at Ho Nguyen Thi Minh Khai School", "" },
    { "one before what asks", "at Vinh School", "" },
    { "other words before it", "at Big School", "" },
    { "small letters", "at lam son School", "" },
    { "a line between", "at Lam\nSon School", "" },
    { "nothing asks for it", "ở Lam Sơn.", "" },
};

START_TEST(namesakes)
{
    check_row(&namesake_rows[_i], RN_B_NAMESAKE);
}
END_TEST

/* ---- plurals and syllables ---------------------------------------------- */

static const struct {
    const char *one, *many;
} plural_rows[] = {
    { "committee", "committees" },
    { "body", "bodies" },
    { "agency", "agencies" },
    { "secretary", "secretaries" },
    { "day", "days" },
    { "key", "keys" },
    { "convoy", "convoys" },
    { "guy", "guys" },
    { "branch", "branches" },
    { "brush", "brushes" },
    { "box", "boxes" },
    { "congress", "congresses" },
    { "quartz", "quartzes" },
    { "office", "offices" },
    { "chairman", "chairmen" },
    { "Chairman", "Chairmen" },
    { "chairwoman", "chairwomen" },
    { "chairperson", "chairpersons" },
    { "Deputy", "Deputies" },
    { "CHURCH", "CHURCHes" },
    { "man", "mans" },
    { "cell", "cells" },
    { "plenum", "plenums" },
    { "y", "ies" },
};

START_TEST(plurals)
{
    struct rn_buf out;

    rn_buf_init(&out);
    rn_plural(rn_span_str(plural_rows[_i].one), &out);
    ck_assert_str_eq(out.ptr, plural_rows[_i].many);
    rn_buf_release(&out);
}
END_TEST

static const char *const syllables[] = {
    "a",      "an",    "nguyen", "nghia",  "bac",   "hoa", "thuy",
    "khuong", "quynh", "giang",  "ea",     "krong", "dak", "nang",
    "knuec",  "mil",   "phuong", "truong", "y",     "cu",  "xuan",
    "huyen",  "gia",   "uyen",   "rve",    "rbol",  "jloi"
};

START_TEST(is_syllable)
{
    ck_assert(rn_syllable(rn_span_str(syllables[_i])));
}
END_TEST

static const char *const no_syllables[] = {
    "",     "b",   "ng",         "street", "school", "boston", "zebra",
    "fort", "aaa", "abcdefghij", "wat",    "hoaf",   "15",
};

START_TEST(is_no_syllable)
{
    ck_assert_msg(!rn_syllable(rn_span_str(no_syllables[_i])), "%s",
                  no_syllables[_i]);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_builtin");
    TCase *t = tcase_create("builtin");

    tcase_add_unchecked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, roman, 1, 100);
    tcase_add_loop_test(t, not_roman, 0, ROWS(no_roman));
    tcase_add_loop_test(t, ordinal_text, 0, ROWS(suffixes));
    tcase_add_loop_test(t, ordinals, 0, ROWS(ordinal_rows));
    tcase_add_loop_test(t, ints, 0, ROWS(int_rows));
    tcase_add_loop_test(t, numbers, 0, ROWS(number_rows));
    tcase_add_loop_test(t, dates, 0, ROWS(date_rows));
    tcase_add_loop_test(t, years, 0, ROWS(years_rows));
    tcase_add_loop_test(t, names, 0, ROWS(name_rows));
    tcase_add_loop_test(t, tails, 0, ROWS(tail_rows));
    tcase_add_loop_test(t, namesakes, 0, ROWS(namesake_rows));
    tcase_add_loop_test(t, plurals, 0, ROWS(plural_rows));
    tcase_add_loop_test(t, is_syllable, 0, ROWS(syllables));
    tcase_add_loop_test(t, is_no_syllable, 0, ROWS(no_syllables));
    suite_add_tcase(s, t);
    return unit_run(s);
}
