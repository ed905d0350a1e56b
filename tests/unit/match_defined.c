/* Abbreviations that a page defines for itself: what counts as one, whose
 * initials its letters are, where it holds, and what it takes away. */
#include "match_util.h"

#include "match/defined.h"

static const struct rn_memory_file lexicon[] = {
    YAML("canon/x.yaml",
         "kinds:\n"
         "  title: {emit: yes}\n"
         "  body: {emit: yes}\n"
         "  place:\n"
         "  listed: place\n"
         "  level:\n"
         "  area:\n"
         "area: {kind: area, name: \"[{place} ]{level}\"}\n"
         "board: {kind: body, name: Board}\n"
         "bureau: {kind: body, name: Bureau}\n"
         "center: {kind: body, name: \"[{area} ]Center\"}\n"
         "district: {kind: level, name: District}\n"
         "doctor: {kind: title, name: Doctor}\n"
         "hill: {kind: listed, name: Hill}\n"
         "head: {kind: title, name: \"Head of the {body}\"}\n"
         "mill: {kind: body, name: \"[{area} ]Mill\"}\n"
         "office: {kind: body, name: \"Office of the {body}\"}\n"
         "school: {kind: body, name: School}\n"
         "sea: {kind: listed, name: Sea}\n"),
    YAML("vi/x.yaml", "area:\n"
                      "  - \"{level} [{place}]\"\n"
                      "board:\n"
                      "  - Ban Chỉ huy và Hậu cần\n"
                      "bureau:\n"
                      "  - Cục Rừng\n"
                      "center:\n"
                      "  - \"Trung tâm Y tế [{area}]\"\n"
                      "district:\n"
                      "  - huyện\n"
                      "doctor:\n"
                      "  - =TS\n"
                      "head:\n"
                      "  - \"Giám đốc {body}\"\n"
                      "hill:\n"
                      "  - Đồi Cao\n"
                      "mill:\n"
                      "  - NMG\n"
                      "  - \"Nhà máy Giấy [{area}]\"\n"
                      "office:\n"
                      "  - \"Văn phòng {body}\"\n"
                      "school:\n"
                      "  - TCD\n"
                      "  - TCDN\n"
                      "  - N&M\n"
                      "sea:\n"
                      "  - Biển Đông\n"),
    YAML("en/x.yaml", "area: \"{listed:place} 's\"\n"
                      "center: \"{area} Center of Health\"\n"
                      "head: \"Head of the {body}\"\n"
                      "mill: Great Mill of Paper\n"
                      "office: \"Office of the {body}\"\n"),
};

BENCH_FIXTURE(lexicon)

/* The mentions of the page when each segment is read as the engine reads it:
 * once more where it defines what it uses itself. */
static const char *mentions(struct rn_span page, uint8_t lang)
{
    bench_page(b, page, lang);
    rn_buf_clear(&b->out);
    for (uint32_t s = 0; s < b->tok.nsegments; s++) {
        bool again = true;
        for (int run = 0; run < 2 && again; run++) {
            ck_assert_int_eq(rn_chart_segment(&b->chart, s), RENORM_OK);
            ck_assert_int_eq(rn_select(&b->chart, &b->sel), RENORM_OK);
            ck_assert_int_eq(rn_defined_learn(&b->chart, &b->sel, &again),
                             RENORM_OK);
        }
        for (size_t i = 0; i < b->sel.n; i++) {
            const struct rn_found *f = &b->sel.v[i];
            rn_buf_puts(&b->out, b->out.len ? "; " : "");
            bench_put_text(b, f->start, f->end);
            rn_buf_puts(&b->out, " = ");
            rn_name_render(&b->chart, f->item, &b->out);
        }
    }
    return b->out.ptr;
}

struct row {
    const char *name, *page, *found;
};

static const struct row vi_rows[] = {
    { "initials", "Trung tâm Y tế (TTYT) họp. Nay TTYT báo.",
      "Trung tâm Y tế = Center; TTYT = Center" },
    { "on the next line", "Trung tâm Y tế (TTYT) họp.\n\nNay TTYT báo.",
      "Trung tâm Y tế = Center; TTYT = Center" },
    { "not before its place", "Nay TTYT báo. Trung tâm Y tế (TTYT) họp.",
      "Trung tâm Y tế = Center" },
    { "with its place", "Trung tâm Y tế huyện Đồi Cao (TTYT). Nay TTYT báo.",
      "Trung tâm Y tế huyện Đồi Cao = Hill District Center; TTYT = Hill "
      "District Center" },
    { "other letters", "Trung tâm Y tế (TTYB) họp. Nay TTYB báo.",
      "Trung tâm Y tế = Center" },
    { "a letter too many", "Trung tâm Y tế (TTYTX) họp. Nay TTYTX báo.",
      "Trung tâm Y tế = Center" },
    { "a letter too few for four", "Trung tâm Y tế (TYT) họp. Nay TYT báo.",
      "Trung tâm Y tế = Center" },
    { "four may leave words out", "Ban Chỉ huy và Hậu cần (BCHC) họp. BCHC về.",
      "Ban Chỉ huy và Hậu cần = Board; BCHC = Board" },
    { "the first must be the first word's",
      "Ban Chỉ huy và Hậu cần (CHHC) họp. CHHC về.",
      "Ban Chỉ huy và Hậu cần = Board" },
    { "three leave out small words alone",
      "Ban Chỉ huy và Hậu cần (BCH) họp. BCH về.",
      "Ban Chỉ huy và Hậu cần = Board; BCH = Board" },
    { "two letters", "Cục Rừng (CR) họp. Nay CR về.",
      "Cục Rừng = Bureau; CR = Bureau" },
    { "one is none", "Cục Rừng (C) họp. Nay C về.", "Cục Rừng = Bureau" },
    { "in small letters it is none", "Cục Rừng (cr) họp. Nay cr về.",
      "Cục Rừng = Bureau" },
    { "nor used so", "Cục Rừng (CR) họp. Nay cr, Cr về.", "Cục Rừng = Bureau" },
    { "a small word first", "Cục Rừng (gọi CR) họp. Nay gọi CR về.",
      "Cục Rừng = Bureau" },
    { "a comma within", "Cục Rừng (C, R) họp. Nay C, R về.",
      "Cục Rừng = Bureau" },
    { "a semicolon", "Cục Rừng (C; R) họp. Nay C; R về.", "Cục Rừng = Bureau" },
    { "a colon", "Cục Rừng (C: R) họp. Nay C: R về.", "Cục Rừng = Bureau" },
    { "a dash", "Cục Rừng (C-R) họp. Nay C-R về.",
      "Cục Rừng = Bureau; C-R = Bureau" },
    { "which must stand there again", "Cục Rừng (C-R) họp. Nay C- R về.",
      "Cục Rừng = Bureau" },
    { "no parenthesis at its end", "Cục Rừng (CR họp. Nay CR về.",
      "Cục Rừng = Bureau" },
    { "none at its begin", "Cục Rừng, CR) họp. Nay CR về.",
      "Cục Rừng = Bureau" },
    { "a bracket between", "Cục Rừng] (CR) họp. Nay CR về.",
      "Cục Rừng = Bureau" },
    { "two words", "Cục Rừng (C R). Nay C R về.",
      "Cục Rừng = Bureau; C R = Bureau" },
    { "bytes that are no text within", "Cục Rừng (C \xff R). Nay C   R về.",
      "Cục Rừng = Bureau" },
    { "and where it is used", "Cục Rừng (C R). Nay C \xff R về.",
      "Cục Rừng = Bureau" },
    { "an address", "Cục Rừng (www.CR.vn) họp. Nay www.CR.vn về.",
      "Cục Rừng = Bureau" },
    { "a tag is kept whole", "Cục Rừng (CR) họp. Nay #CR về.",
      "Cục Rừng = Bureau" },
    { "words written out", "Ban Chỉ huy và Hậu cần (BCH Hậu cần). BCH Hậu cần.",
      "Ban Chỉ huy và Hậu cần = Board; BCH Hậu cần = Board" },
    { "a title by its body", "Giám đốc Cục Rừng (CR) về. Nay CR họp.",
      "Giám đốc Cục Rừng = Head of the Bureau; CR = Bureau" },
    { "a title by all its words", "Giám đốc Cục Rừng (GĐCR) về. Nay GĐCR họp.",
      "Giám đốc Cục Rừng = Head of the Bureau; GĐCR = Head of the Bureau" },
    { "the body in a body", "Văn phòng Cục Rừng (CR) về. Nay CR họp.",
      "Văn phòng Cục Rừng = Office of the Bureau; CR = Bureau" },
    { "and the whole", "Văn phòng Cục Rừng (VPCR) về. Nay VPCR họp.",
      "Văn phòng Cục Rừng = Office of the Bureau; VPCR = Office of the "
      "Bureau" },
    { "it fills a slot", "Cục Rừng (CR) họp. Giám đốc CR về.",
      "Cục Rừng = Bureau; Giám đốc CR = Head of the Bureau" },
    { "and what is made of it is defined again",
      "Cục Rừng (CR).\n\nVăn phòng CR (VPC).\n\nNay Giám đốc VPC về.",
      "Cục Rừng = Bureau; Văn phòng CR = Office of the Bureau; Giám đốc VPC "
      "= Head of the Office of the Bureau" },
    { "the last definition holds",
      "Cục Rừng (CNR). Nay CNR về. Nhà máy Giấy (CNR).",
      "Cục Rừng = Bureau; Nhà máy Giấy = Mill" },
    { "before the name of another area it is another's",
      "Trung tâm Y tế (TTYT) họp. Nay TTYT huyện Biển Đông về.",
      "Trung tâm Y tế = Center" },
    { "within the name", "Trung tâm Y tế (TTYT) huyện Biển Đông. TTYT về.",
      "Trung tâm Y tế (TTYT) huyện Biển Đông = Sea District Center; TTYT = Sea "
      "District Center" },
    { "the innermost body it lies in",
      "Giám đốc Trung tâm Y tế (TTYT) huyện. Nay TTYT về.",
      "Giám đốc Trung tâm Y tế (TTYT) huyện = Head of the District Center; "
      "TTYT = District Center" },
    { "a listed abbreviation says the name again",
      "Nhà máy Giấy (NMG) họp. NMG về.", "Nhà máy Giấy = Mill; NMG = Mill" },
    { "and within it, of which it takes nothing",
      "Nhà máy Giấy (NMG) huyện Biển Đông. NMG về.",
      "Nhà máy Giấy (NMG) huyện Biển Đông = Sea District Mill; NMG = Mill" },
    { "of other letters too, in one word", "Cục Rừng (NMG) họp.",
      "Cục Rừng = Bureau" },
    { "or with a mark in it", "Cục Rừng (N&M) họp.", "Cục Rừng = Bureau" },
    { "not in two words", "Cục Rừng (N & M) họp.",
      "Cục Rừng = Bureau; N & M = School" },
    { "which is listed all the same", "Cục Rừng (NMG) họp. NMG về.",
      "Cục Rừng = Bureau; NMG = Mill" },
    { "not a longer one", "Cục Rừng (NMG họp với TCD) họp.",
      "Cục Rừng = Bureau; NMG = Mill; TCD = School" },
    { "behind other words", "rừng (NMG) họp.", "NMG = Mill" },
    { "letters of words that are no name", "Ngọn Măng Giang (NMG) họp. NMG về.",
      "" },
    { "of other words", "Ngọn Măng Xanh (NMG) họp. NMG về.",
      "NMG = Mill; NMG = Mill" },
    { "in small letters", "ngọn măng giang (NMG) họp. NMG về.",
      "NMG = Mill; NMG = Mill" },
    { "with words between", "Ngọn Măng Giang cao (NMG) họp. NMG về.",
      "NMG = Mill; NMG = Mill" },
    { "and where it stands before them", "NMG họp. Ngọn Măng Giang (NMG) về.",
      "NMG = Mill" },
    { "of a word before them too", "Một Ngọn Măng Giang (NMG) họp. NMG về.",
      "" },
    { "of four letters", "Trên Cầu Dài Nọ (TCDN) họp. TCDN về.",
      "TCDN = School; TCDN = School" },
    { "an own name takes nothing away", "Nhà Máy Giấy (NMG) họp. NMG về.",
      "Nhà Máy Giấy = Mill; NMG = Mill" },
};

static void check(const struct row *r, uint8_t lang)
{
    const char *found = mentions(rn_span_str(r->page), lang);

    ck_assert_msg(!strcmp(found, r->found), "%s: '%s', not '%s'", r->name,
                  found, r->found);
}

START_TEST(vietnamese)
{
    check(&vi_rows[_i], RN_ROUTE_VI);
}
END_TEST

static const struct row en_rows[] = {
    { "behind the place that begins it",
      "the Hill's Center of Health (CH) met. Then CH met.",
      "Hill's Center of Health = Center; CH = Center" },
    { "or with it", "the Hill's Center of Health (HCH) met. Then HCH met.",
      "Hill's Center of Health = Center; HCH = Center" },
    { "but not behind half of it",
      "the Hill's Center of Health (OH) met. Then OH met.",
      "Hill's Center of Health = Center" },
    { "small words are skipped", "the Great Mill of Paper (GMP). Now GMP met.",
      "Great Mill of Paper = Mill; GMP = Mill" },
    { "or not", "the Great Mill of Paper (GMOP). Now GMOP met.",
      "Great Mill of Paper = Mill; GMOP = Mill" },
    { "the letters of its body with the article",
      "Head of the Great Mill of Paper (GMP). GMP.",
      "Head of the Great Mill of Paper = Head of the Mill; GMP = Mill" },
    { "an original's abbreviation behind the translation",
      "the Great Mill of Paper (TCD) met.", "Great Mill of Paper = Mill" },
};

START_TEST(english)
{
    check(&en_rows[_i], RN_ROUTE_EN);
}
END_TEST

/* What a page defined does not hold on the next: each behind each other one. */
START_TEST(of_a_page)
{
    for (size_t i = 0; i < ROWS(vi_rows); i++)
        for (size_t k = 0; k < ROWS(vi_rows); k++) {
            mentions(rn_span_str(vi_rows[k].page), RN_ROUTE_VI);
            mentions(rn_span_str(en_rows[k % ROWS(en_rows)].page), RN_ROUTE_EN);
            check(&vi_rows[i], RN_ROUTE_VI);
        }
}
END_TEST

/* Definitions beyond the bound are not kept, those before hold. */
START_TEST(too_many)
{
    struct rn_buf page;

    rn_buf_init(&page);
    for (int i = 0; i < RN_DEFINED_MAX; i++)
        rn_buf_puts(&page, "Cục Rừng (CR) họp.\n\n");
    rn_buf_puts(&page, "Nhà máy Giấy (NG) họp. Nay CR, NG về.");
    mentions(rn_buf_span(&page), RN_ROUTE_VI);
    ck_assert_ptr_nonnull(strstr(b->out.ptr, "Nhà máy Giấy = Mill; CR = "
                                             "Bureau"));
    ck_assert_ptr_null(strstr(b->out.ptr, "NG = "));
    rn_buf_release(&page);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_defined");
    TCase *t = tcase_create("defined");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, vietnamese, 0, ROWS(vi_rows));
    tcase_add_loop_test(t, english, 0, ROWS(en_rows));
    tcase_add_test(t, of_a_page);
    tcase_add_test(t, too_many);
    suite_add_tcase(s, t);
    return unit_run(s);
}
