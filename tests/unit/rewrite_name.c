/* Names as they are written: slots, options, what is bound and implied,
 * articles, the type of a numbered document. And lists, whose members are named
 * alike. */
#include "match_util.h"

static const struct rn_memory_file lexicon[] = {
    YAML("canon/x.yaml",
         "kinds:\n"
         "  title: {emit: yes}\n"
         "  post: title\n"
         "  body: {emit: yes}\n"
         "  org: body\n"
         "  resolution: {emit: yes}\n"
         "  document-type:\n"
         "  place:\n"
         "  listed: place\n"
         "  name: place\n"
         "  level:\n"
         "  area:\n"
         "  crowd:\n"
         "  office-field:\n"
         "  field: office-field\n"
         "action-program: {kind: document-type, name: Action Program}\n"
         "area: {kind: area, name: \"[{place} ]{level}\"}\n"
         "city: {kind: level, name: City}\n"
         "committee: {kind: org, name: \"[{area} ]People's Committee\"}\n"
         "congress:\n"
         "  kind: org\n"
         "  name: \"{ordinal} [{area} ]Congress\"\n"
         "  list: ordinal\n"
         "council: {kind: org, name: \"[{area} ]People's Council\"}\n"
         "decision: {kind: document-type, name: Decision}\n"
         "department:\n"
         "  kind: org\n"
         "  name: \"[{area.place} ]Department of {field}\"\n"
         "  list: field\n"
         "directive: {kind: document-type, name: Directive}\n"
         "division:\n"
         "  kind: org\n"
         "  name: \"Division of {office-field}\"\n"
         "  list: office-field\n"
         "document:\n"
         "  kind: resolution\n"
         "  name: \"{document-type} No. {number}\"\n"
         "  list: number\n"
         "finance: {kind: field, name: Finance}\n"
         "front: {kind: org, name: Fatherland Front, article: none}\n"
         "gate: {kind: org, name: \"[{area} ]Gate\"}\n"
         "fields: {kind: office-field, name: \"{a} and {b}\"}\n"
         "fields-in: {kind: office-field, name: \"{a} by {b}\"}\n"
         "hall: {kind: org, name: \"Hall of the[ {nameless} {area}] Sea\"}\n"
         "house: {kind: org, name: \"the {front} House\"}\n"
         "head:\n"
         "  kind: post\n"
         "  name: Head\n"
         "  plural: Heads\n"
         "guild:\n"
         "  kind: org\n"
         "  name: \"[{level} ]Guild\"\n"
         "  plural: Guilds of Old\n"
         "health: {kind: field, name: Health}\n"
         "home-affairs: {kind: field, name: Home Affairs}\n"
         "hospital: {kind: org, name: \"{front} Hospital\"}\n"
         "instruction: {kind: document-type, name: Instruction}\n"
         "locals: {kind: crowd, name: \"[{area} ]Locals\"}\n"
         "minister:\n"
         "  kind: title\n"
         "  name: \"Minister of {field}\"\n"
         "  list: field\n"
         "provincial: {kind: level, name: Provincial}\n"
         "provincial-committee:\n"
         "  kind: org\n"
         "  name: \"[{area} ]Party Committee\"\n"
         "nameless: {kind: org, name: \"[{ordinal}]\", article: none}\n"
         "person: {kind: post, name: Person, plural: People}\n"
         "regulation: {kind: document-type, name: Regulation}\n"
         "resolution: {kind: document-type, name: Resolution}\n"
         "resolution-of:\n"
         "  kind: resolution\n"
         "  name: \"Resolution[ of the {org}]\"\n"
         "title-of:\n"
         "  kind: title\n"
         "  name: \"{post} of the {org}\"\n"
         "tower: {kind: org, name: \"[{place.level} ]Tower[ of "
         "{place.place}]\"}\n"
         "codes:\n"
         "  CT:\n"
         "    - directive\n"
         "    - action-program\n"
         "  HD: instruction\n"
         "  NQ: resolution\n"
         "  QD:\n"
         "    - decision\n"
         "    - regulation\n"
         "state-codes:\n"
         "  QD: decision\n"
         "party-issuers:\n"
         "  - TW\n"
         "  - TU\n"),
    YAML("vi/x.yaml", "action-program:\n"
                      "  - Chương trình hành động\n"
                      "area:\n"
                      "  - \"{level} [{place}]\"\n"
                      "  - \"{listed:place}\"\n"
                      "city:\n"
                      "  - thành phố\n"
                      "committee:\n"
                      "  - \"Ủy ban nhân dân [{area}]\"\n"
                      "  - \"UBND [{area}]\"\n"
                      "congress:\n"
                      "  - \"Đại hội [{area}] lần thứ {ordinal}\"\n"
                      "  - \"Đại hội \\\\(lần thứ {ordinal}[\\\\)]\"\n"
                      "council:\n"
                      "  - \"HĐND [{area}]\"\n"
                      "decision:\n"
                      "  - Quyết định\n"
                      "department:\n"
                      "  - \"Sở {field} [{area}]\"\n"
                      "directive:\n"
                      "  - Chỉ thị\n"
                      "document:\n"
                      "  - \"{document-type} [số] {number}\"\n"
                      "finance:\n"
                      "  - Tài chính\n"
                      "front:\n"
                      "  - Mặt trận\n"
                      "gate:\n"
                      "  - \"Cổng {listed:area}\"\n"
                      "guild:\n"
                      "  - \"Phường hội [{level}]\"\n"
                      "hall:\n"
                      "  - \"Nhà {nameless} [{area}]\"\n"
                      "head:\n"
                      "  - {form: Trưởng, alone: never}\n"
                      "health:\n"
                      "  - Y tế\n"
                      "home-affairs:\n"
                      "  - Nội vụ\n"
                      "hospital:\n"
                      "  - \"Bệnh viện {front}\"\n"
                      "house:\n"
                      "  - \"Lầu {front}\"\n"
                      "locals:\n"
                      "  - \"{area} nhà\"\n"
                      "minister:\n"
                      "  - \"Bộ trưởng {field}\"\n"
                      "nameless:\n"
                      "  - \"Ẩn danh [lần {ordinal}]\"\n"
                      "provincial:\n"
                      "  - tỉnh\n"
                      "provincial-committee:\n"
                      "  - \"Tỉnh ủy{level=provincial} [{place}]\"\n"
                      "regulation:\n"
                      "  - Quy định\n"
                      "resolution:\n"
                      "  - Nghị quyết\n"
                      "resolution-of:\n"
                      "  - \"Nghị quyết [của] {org}\"\n"
                      "title-of:\n"
                      "  - \"{post} {org}\"\n"
                      "tower:\n"
                      "  - \"Tháp Cảng{place=place:Hai Phong}\"\n"
                      "words:\n"
                      "  follows:\n"
                      "    - của\n"
                      "  joiners:\n"
                      "    - \",\"\n"
                      "    - và\n"),
    YAML("en/x.yaml", "fields:\n"
                      "  - \"{field:a} and {field:b}\"\n"
                      "fields-in:\n"
                      "  - \"{field:a} by {field:b}\"\n"
                      "resolution:\n"
                      "  - Resolution\n"
                      "words:\n"
                      "  joiners:\n"
                      "    - \",\"\n"
                      "    - and\n"),
    YAML("places.yaml", "Ho Chi Minh City:\n"
                        "  level: city\n"
                        "  vi:\n"
                        "    - Hồ Chí Minh\n"
                        "Lai Chau:\n"
                        "  level: provincial\n"
                        "  vi:\n"
                        "    - Lai Châu\n"
                        "Hai Phong:\n"
                        "  level: city\n"
                        "  vi:\n"
                        "    - Hải Phòng\n"),
};

BENCH_FIXTURE(lexicon)

struct row {
    const char *name, *text, *found;
};

/* ---- Vietnamese --------------------------------------------------------- */

static const struct row vi_rows[] = {
    { "an option that is empty", "UBND họp", "UBND = People's Committee" },
    { "an option that is given up, and the article that it dropped",
      "Nhà Ẩn danh", "Nhà Ẩn danh = Hall of the Sea" },
    { "level and place", "UBND tỉnh Lai Châu",
      "UBND tỉnh Lai Châu = Lai Chau Provincial People's Committee" },
    { "level alone", "UBND tỉnh họp",
      "UBND tỉnh = Provincial People's Committee" },
    { "the place's own level", "UBND Lai Châu",
      "UBND Lai Châu = Lai Chau Provincial People's Committee" },
    { "the level in the text goes before the place's own",
      "UBND thành phố Lai Châu",
      "UBND thành phố Lai Châu = Lai Chau City People's Committee" },
    { "a place that brings its City", "UBND thành phố Hồ Chí Minh",
      "UBND thành phố Hồ Chí Minh = Ho Chi Minh City People's Committee" },
    { "a place that does not", "UBND thành phố Hải Phòng",
      "UBND thành phố Hải Phòng = Hai Phong City People's Committee" },
    { "the place of an area", "Sở Y tế tỉnh Lai Châu",
      "Sở Y tế tỉnh Lai Châu = Lai Chau Department of Health" },
    { "an area without a place", "Sở Y tế tỉnh họp",
      "Sở Y tế tỉnh = Department of Health" },
    { "a bound level", "Tỉnh ủy họp", "Tỉnh ủy = Provincial Party Committee" },
    { "a bound level and a place", "Tỉnh ủy Lai Châu",
      "Tỉnh ủy Lai Châu = Lai Chau Provincial Party Committee" },
    { "the level of a bound place, which has no place", "Tháp Cảng họp",
      "Tháp Cảng = City Tower" },
    { "an unlisted place", "UBND tỉnh Krông Năng",
      "UBND tỉnh Krông Năng = Krong Nang Provincial People's Committee" },
    { "an ordinal before the place", "Đại hội tỉnh Lai Châu lần thứ XV",
      "Đại hội tỉnh Lai Châu lần thứ XV = 15th Lai Chau Provincial Congress" },
    { "an ordinal in words", "Đại hội lần thứ nhất",
      "Đại hội lần thứ nhất = 1st Congress" },
    { "a slot in a slot", "Trưởng Sở Y tế tỉnh Lai Châu",
      "Trưởng Sở Y tế tỉnh Lai Châu = Head of the Lai Chau Department of "
      "Health" },
    { "a level", "Phường hội tỉnh", "Phường hội tỉnh = Provincial Guild" },
    { "no level at all", "Phường hội họp", "Phường hội = Guild" },
    { "no article", "Trưởng Mặt trận",
      "Trưởng Mặt trận = Head of Fatherland Front" },
    { "the article of a name that begins with one that takes none",
      "Trưởng Bệnh viện Mặt trận",
      "Trưởng Bệnh viện Mặt trận = Head of the Fatherland Front Hospital" },
    { "no article at the beginning", "Lầu Mặt trận",
      "Lầu Mặt trận = Fatherland Front House" },
    { "no article in an option", "Nghị quyết của Mặt trận",
      "Nghị quyết của Mặt trận = Resolution of Fatherland Front" },
};

static void check_vi(const struct row *r)
{
    const char *found = bench_vi(b, r->text);

    ck_assert_msg(!strcmp(found, r->found), "%s: '%s', not '%s'", r->name,
                  found, r->found);
}

START_TEST(vietnamese)
{
    check_vi(&vi_rows[_i]);
}
END_TEST

/* ---- the type of a numbered document ------------------------------------ */

static const struct row type_rows_vi[] = {
    { "the word decides", "Quy định số 41-QĐ/TW",
      "Quy định số 41-QĐ/TW = Regulation No. 41-QD/TW" },
    { "the word decides against the code", "Chỉ thị số 41-NQ/TW",
      "Chỉ thị số 41-NQ/TW = Directive No. 41-NQ/TW" },
    { "without a code", "Nghị quyết số 80/2015/QH13",
      "Nghị quyết số 80/2015/QH13 = Resolution No. 80/2015/QH13" },
    { "a bare number", "Nghị quyết 57", "Nghị quyết 57 = Resolution No. 57" },
    { "a single figure", "Nghị quyết 5", "Nghị quyết 5 = Resolution No. 5" },
    { "in small letters", "nghị quyết 57",
      "nghị quyết 57 = Resolution No. 57" },
    { "one figure behind small letters counts", "nghị quyết 5 người", "" },
    { "a bare year is no number", "Nghị quyết 2020 đã", "" },
    { "a year behind its word is", "Nghị quyết số 2020",
      "Nghị quyết số 2020 = Resolution No. 2020" },
};

START_TEST(types_vi)
{
    check_vi(&type_rows_vi[_i]);
}
END_TEST

static const struct row type_rows_en[] = {
    { "two fields of one division", "the Division of Health and Finance",
      "Division of Health and Finance = Division of Health and Finance" },
    { "of two divisions", "the Divisions of Health and Finance",
      "Divisions of Health = Division of Health; Finance = Division of "
      "Finance" },
    { "a field of many", "the Divisions of Health by Finance",
      "Divisions of Health by Finance = Division of Health by Finance "
      "(plural)" },
    { "the code decides", "Directive No. 05-HD/TU",
      "Directive No. 05-HD/TU = Instruction No. 05-HD/TU" },
    { "the word is one of the code's", "Regulation No. 41-QD/TW",
      "Regulation No. 41-QD/TW = Regulation No. 41-QD/TW" },
    { "the word is none of the code's: the first", "Directive No. 41-QD/TW",
      "Directive No. 41-QD/TW = Decision No. 41-QD/TW" },
    { "in a number of the State", "Regulation No. 41/QD-UBND",
      "Regulation No. 41/QD-UBND = Decision No. 41/QD-UBND" },
    { "the second of a code", "Action Program No. 7-CT/TU",
      "Action Program No. 7-CT/TU = Action Program No. 7-CT/TU" },
    { "an unknown code", "Directive No. 9-XY/TU",
      "Directive No. 9-XY/TU = Directive No. 9-XY/TU" },
    { "no code", "Directive No. 9", "Directive No. 9 = Directive No. 9" },
    { "a form without words is of the language that fills it, or of none",
      "Directive 05-HD/TU", "" },
    { "small letters", "Directive No. 9/nq-cp",
      "Directive No. 9/nq-cp = Resolution No. 9/NQ-CP" },
    { "a list of numbers", "Resolutions No. 66 and 68",
      "Resolutions No. 66 = Resolution No. 66; 68 = Resolution No. 68" },
    { "behind a code a plain number is none of the list",
      "Resolutions No. 66-NQ/TW and 68",
      "Resolutions No. 66-NQ/TW = Resolution No. 66-NQ/TW" },
};

START_TEST(types_en)
{
    const struct row *r = &type_rows_en[_i];
    const char *found = bench_en(b, r->text);

    ck_assert_msg(!strcmp(found, r->found), "%s: '%s', not '%s'", r->name,
                  found, r->found);
}
END_TEST

/* ---- lists -------------------------------------------------------------- */

static const struct row list_rows[] = {
    { "an area for all", "Tỉnh ủy, HĐND và UBND tỉnh Lai Châu",
      "Tỉnh ủy = Lai Chau Provincial Party Committee; "
      "HĐND = Lai Chau Provincial People's Council; "
      "UBND tỉnh Lai Châu = Lai Chau Provincial People's Committee" },
    { "a level for all", "HĐND, UBND tỉnh",
      "HĐND = Provincial People's Council; UBND tỉnh = Provincial People's "
      "Committee" },
    { "who has an area keeps it", "HĐND tỉnh, UBND thành phố",
      "HĐND tỉnh = Provincial People's Council; "
      "UBND thành phố = City People's Committee" },
    { "who has a place keeps it", "Cổng Hải Phòng, UBND thành phố Hồ Chí Minh",
      "Cổng Hải Phòng = Hai Phong Gate; UBND thành phố Hồ Chí Minh = Ho "
      "Chi Minh City People's Committee" },
    { "another level is no area of its", "Tỉnh ủy, UBND thành phố Hải Phòng",
      "Tỉnh ủy = Provincial Party Committee; "
      "UBND thành phố Hải Phòng = Hai Phong City People's Committee" },
    { "the whole of a title", "Trưởng HĐND và UBND tỉnh Lai Châu",
      "Trưởng HĐND = Head of the Lai Chau Provincial People's Council; "
      "UBND tỉnh Lai Châu = Lai Chau Provincial People's Committee" },
    { "side by side is no list", "HĐND UBND tỉnh Lai Châu",
      "HĐND = People's Council; "
      "UBND tỉnh Lai Châu = Lai Chau Provincial People's Committee" },
    { "a word between ends the list", "HĐND họp, UBND tỉnh Lai Châu",
      "HĐND = People's Council; "
      "UBND tỉnh Lai Châu = Lai Chau Provincial People's Committee" },
    { "fields", "Bộ trưởng Y tế, Tài chính và Nội vụ",
      "Bộ trưởng Y tế = Minister of Health; Tài chính = Minister of Finance; "
      "Nội vụ = Minister of Home Affairs" },
    { "an abbreviation within the first", "Sở (ST) Y tế, Nội vụ",
      "Sở (ST) Y tế = Department of Health; "
      "Nội vụ = Department of Home Affairs" },
    { "fields of departments", "Sở Y tế, Nội vụ",
      "Sở Y tế = Department of Health; Nội vụ = Department of Home Affairs" },
    { "the area behind the last field is that of all",
      "Sở Y tế, Nội vụ tỉnh Lai Châu",
      "Sở Y tế = Lai Chau Department of Health; Nội vụ tỉnh Lai Châu = Lai "
      "Chau "
      "Department of Home Affairs" },
    { "be it a place that nobody listed", "Sở Y tế, Nội vụ tỉnh Krông Năng",
      "Sở Y tế = Krong Nang Department of Health; Nội vụ tỉnh Krông Năng = "
      "Krong Nang Department of Home Affairs" },
    { "also where something longer begins with it that is no area",
      "Sở Y tế, Nội vụ tỉnh Lai Châu nhà",
      "Sở Y tế = Lai Chau Department of Health; Nội vụ tỉnh Lai Châu = Lai "
      "Chau "
      "Department of Home Affairs" },
    { "numbers", "Nghị quyết 66 và 68",
      "Nghị quyết 66 = Resolution No. 66; "
      "68 = Resolution No. 68" },
    { "a count is no number", "Nghị quyết 66 và 68 người",
      "Nghị quyết 66 = Resolution No. 66" },
    { "nor does the next line make it one", "Nghị quyết 66 và 68\nngười đọc",
      "Nghị quyết 66 = Resolution No. 66; 68 = Resolution No. 68" },
    { "what goes on with the sentence makes no count",
      "Nghị quyết 66 và 68 của họ",
      "Nghị quyết 66 = Resolution No. 66; 68 = Resolution No. 68" },
    { "nor does what goes on with the list", "Nghị quyết 66 và 68 và họ",
      "Nghị quyết 66 = Resolution No. 66; 68 = Resolution No. 68" },
    { "numbers with codes do not repeat", "Nghị quyết 66-NQ/TW và 68",
      "Nghị quyết 66-NQ/TW = Resolution No. 66-NQ/TW" },
    { "each behind its word", "Nghị quyết số 66, số 68",
      "Nghị quyết số 66 = Resolution No. 66; số 68 = Resolution No. 68" },
    { "but not over bytes that are no text", "Nghị quyết số 66, số \xff 68",
      "Nghị quyết số 66 = Resolution No. 66" },
    { "nor behind the dot of the sign", "Nghị quyết số 66, no. \xff 68",
      "Nghị quyết số 66 = Resolution No. 66" },
    { "a parenthesis that the last one closes",
      "HĐND: Đại hội (lần thứ XI, XII), UBND",
      "HĐND = People's Council; Đại hội (lần thứ XI = 11th Congress; XII = "
      "12th Congress; UBND = People's Committee" },
    { "and one that nothing closes", "HĐND: Đại hội (lần thứ XI, XII và UBND",
      "HĐND = People's Council; UBND = People's Committee" },
    { "a year ends the list", "Nghị quyết 66, 2020",
      "Nghị quyết 66 = Resolution No. 66" },
};

START_TEST(lists)
{
    check_vi(&list_rows[_i]);
}
END_TEST

/* Each behind each other one: a page leaves nothing for the next. */
START_TEST(nothing_is_left)
{
    for (size_t i = 0; i < ROWS(list_rows); i++)
        for (size_t k = 0; k < ROWS(list_rows); k++) {
            bench_vi(b, list_rows[k].text);
            bench_vi(b, vi_rows[k % ROWS(vi_rows)].text);
            check_vi(&list_rows[i]);
        }
}
END_TEST

/* ---- plurals of whole names --------------------------------------------- */

static const struct {
    const char *concept, *name, *many;
} plural_rows[] = {
    { "committee", "People's Committee", "People's Committees" },
    { "department", "Department of Health", "Departments of Health" },
    { "document", "Resolution No. 5", "Resolutions No. 5" },
    { "title-of", "Head of the Department of Health",
      "Heads of the Department of Health" },
    { "head", "Head", "Heads" },
    { "person", "Person", "People" },
    { "council", "Lai Chau Armed Forces", "Lai Chau Armed Forces" },
    { "council", "Lai Chau Forces of the Border",
      "Lai Chau Forces of the Border" },
    { "guild", "Provincial Guild", "Provincial Guilds" },
    { "congress", "15th Congress", "15th Congresses" },
    { "provincial-committee", "Lai Chau Provincial Party Committee",
      "Lai Chau Provincial Party Committees" },
};

START_TEST(plurals)
{
    struct rn_buf out;
    uint32_t k = 0;

    while (strcmp(rn_image_str(&b->im, b->im.concepts[k].id),
                  plural_rows[_i].concept))
        ck_assert_uint_lt(++k, b->im.nconcepts);
    rn_buf_init(&out);
    rn_name_plural(&b->im, k, rn_span_str(plural_rows[_i].name), &out);
    ck_assert_str_eq(out.ptr, plural_rows[_i].many);
    rn_buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rewrite_name");
    TCase *t = tcase_create("names");

    tcase_add_unchecked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, vietnamese, 0, ROWS(vi_rows));
    tcase_add_loop_test(t, types_vi, 0, ROWS(type_rows_vi));
    tcase_add_loop_test(t, types_en, 0, ROWS(type_rows_en));
    tcase_add_loop_test(t, lists, 0, ROWS(list_rows));
    tcase_add_test(t, nothing_is_left);
    tcase_add_loop_test(t, plurals, 0, ROWS(plural_rows));
    suite_add_tcase(s, t);
    return unit_run(s);
}
