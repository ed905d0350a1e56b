/* Each allocation of match/ fails, from there on all or that one alone: a
 * status, nothing leaked, or what comes out without a failure. The build wraps
 * the allocator (-Wl,--wrap=…). */
#include "failing.h"
#include "match_util.h"

static const struct rn_memory_file lexicon[] = {
    YAML("canon/x.yaml",
         "kinds:\n"
         "  title: {emit: yes}\n"
         "  body: {emit: yes}\n"
         "  resolution: {emit: yes}\n"
         "  document-type:\n"
         "  place:\n"
         "  listed: place\n"
         "  name: place\n"
         "  level:\n"
         "  area:\n"
         "  field:\n"
         "  sign-against:\n"
         "abroad: {kind: sign-against, name: Abroad}\n"
         "area: {kind: area, name: \"[{place} ]{level}\"}\n"
         "bureau:\n"
         "  kind: body\n"
         "  name: \"[{area.place} ]Bureau of {field}\"\n"
         "  list: field\n"
         "cabinet: {kind: body, name: Cabinet, sign: needed}\n"
         "commune: {kind: level, name: Commune}\n"
         "decree: {kind: document-type, name: Decree}\n"
         "document:\n"
         "  kind: resolution\n"
         "  name: \"{document-type} No. {number}\"\n"
         "  list: number\n"
         "forests: {kind: field, name: Forests}\n"
         "head-of: {kind: title, name: \"Head of the {body}\"}\n"
         "rivers: {kind: field, name: Rivers}\n"
         "codes:\n"
         "  ND: decree\n"),
    YAML("en/x.yaml", "bureau:\n"
                      "  - …\n"
                      "  - \"{field} Bureau [of {area}]\"\n"),
    YAML("vi/x.yaml", "abroad:\n"
                      "  - bên họ\n"
                      "area:\n"
                      "  - \"{level} [{place}]\"\n"
                      "bureau:\n"
                      "  - \"Cục {field} [{area}]\"\n"
                      "cabinet:\n"
                      "  - Nội các\n"
                      "commune:\n"
                      "  - xã\n"
                      "decree:\n"
                      "  - Nghị định\n"
                      "document:\n"
                      "  - \"{document-type} [số] {number}\"\n"
                      "forests:\n"
                      "  - rừng\n"
                      "head-of:\n"
                      "  - \"Trưởng {body}\"\n"
                      "rivers:\n"
                      "  - sông\n"
                      "words:\n"
                      "  joiners:\n"
                      "    - \",\"\n"
                      "    - và\n"),
    YAML("places.yaml", "Ea Kar:\n"
                        "  level: commune\n"
                        "  vi:\n"
                        "    - Ea Kar\n"),
};

static const char page[] =
    "Trưởng Cục rừng xã Ea Kar (CREK), sông và bên họ; Nội các họp. CREK báo "
    "cáo, Trưởng CREK dự; Nghị định số 12/2024/NĐ-CP, 15 và 16 của Cục sông "
    "xã Tân Phú Đông. Cục rừng, sông và bên họ. Bureau of Rivers, rivers "
    "bureau.\nCục "
    "sông (CS) họp với CS và CREK.";

/* A list that is longer than the first array of mentions. */
static const char long_list[] =
    "Cục rừng, sông, rừng, sông, rừng, sông, rừng, sông, rừng, sông, rừng, "
    "sông, rừng, sông, rừng, sông, rừng, sông, rừng, sông.";

/* Whether the last allocation that was to fail did. */
static bool failed(size_t n)
{
    bool did = tried > n;

    left = SIZE_MAX;
    return did;
}

static void begin(size_t n, bool alone)
{
    fail_from(n);
    once = alone;
}

START_TEST(compile)
{
    struct rn_diags d = { 0 };
    struct rn_text *text;
    struct rn_model m;
    struct rn_buf whole, image;
    size_t failures = 0;
    bool again = true;

    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
    rn_model_init(&m);
    ck_assert_int_eq(
        rn_model_load_memory(&m, lexicon, ROWS(lexicon), "test", &d),
        RENORM_OK);
    ck_assert_int_eq(rn_model_finish(&m, text, false, &d), RENORM_OK);
    rn_buf_init(&whole);
    ck_assert_int_eq(rn_compile(&m, text, &whole, &d), RENORM_OK);
    for (size_t n = 0; again; n++) {
        renorm_status st;
        rn_buf_init(&image);
        begin(n, _i);
        st = rn_compile(&m, text, &image, &d);
        again = failed(n);
        failures += st != RENORM_OK;
        if (st == RENORM_OK)
            ck_assert_msg(image.len == whole.len &&
                              !memcmp(image.ptr, whole.ptr, whole.len),
                          "allocation %zu failed and nobody noticed", n);
        else
            ck_assert_int_eq(st, RENORM_E_NOMEM);
        rn_buf_release(&image);
    }
    ck_assert_uint_ge(failures, 30);
    rn_buf_release(&whole);
    rn_model_release(&m);
    rn_text_free(text);
}
END_TEST

/* The names on the page: what the engine asks of match/, in its order. */
static renorm_status names(const char *text, struct rn_chart *c,
                           struct rn_selection *sel, struct rn_tokens *tok,
                           const struct bench *b, struct rn_buf *out)
{
    struct rn_route route = { .votes = bench_votes,
                              .vote = b->vote,
                              .label = b->label };
    renorm_status st = rn_chart_page(c, rn_span_str(text), tok, route);

    rn_signs_page(&sel->signs, false);
    for (uint32_t s = 0; s < tok->nsegments && !st; s++) {
        bool again = true;
        for (int pass = 0; pass < 2 && again && !st; pass++) {
            st = rn_chart_segment(c, s);
            if (!st)
                st = rn_select(c, sel);
            if (!st)
                st = rn_defined_learn(c, sel, &again);
        }
        for (size_t i = 0; i < sel->n && !st; i++) {
            rn_name_render(c, sel->v[i].item, out);
            rn_buf_puts(out, "; ");
        }
    }
    return st;
}

/* Whatever fails, all names come out or a status says so. */
static void read_all(const char *text, const char *found, bool alone)
{
    struct bench *b = bench_new(lexicon, ROWS(lexicon));
    struct rn_buf whole;
    size_t failures = 0;
    bool more = true;

    bench_page(b, rn_span_str(text), RN_ROUTE_VI);
    rn_buf_init(&whole);
    ck_assert_int_eq(names(text, &b->chart, &b->sel, &b->tok, b, &whole),
                     RENORM_OK);
    ck_assert_str_eq(whole.ptr, found);
    for (size_t n = 0; more; n++) {
        struct rn_selection sel;
        struct rn_chart chart;
        struct rn_buf out;
        renorm_status st;
        rn_selection_init(&sel);
        rn_buf_init(&out);
        begin(n, alone);
        rn_chart_init(&chart, &b->im);
        st = names(text, &chart, &sel, &b->tok, b, &out);
        more = failed(n);
        failures += st != RENORM_OK || out.failed;
        if (st)
            ck_assert_int_eq(st, RENORM_E_NOMEM);
        else if (!out.failed)
            ck_assert_msg(!strcmp(out.ptr, whole.ptr),
                          "allocation %zu failed and nobody noticed", n);
        if (n % 2) { /* and it works afterwards */
            rn_buf_clear(&out);
            out.failed = false;
            if (chart.im)
                ck_assert_int_eq(names(text, &chart, &sel, &b->tok, b, &out),
                                 RENORM_OK);
            ck_assert(!chart.im || !strcmp(out.ptr, whole.ptr));
        }
        rn_buf_release(&out);
        rn_selection_release(&sel);
        rn_chart_release(&chart);
    }
    ck_assert_uint_ge(failures, 10);
    rn_buf_release(&whole);
    bench_free(b);
}

START_TEST(read)
{
    read_all(page,
             "Head of the Ea Kar Bureau of Forests; Cabinet; Ea Kar Bureau of "
             "Forests; Head of the Ea Kar Bureau of Forests; Decree No. "
             "12/2024/ND-CP; Tan Phu Dong Bureau of Rivers; Bureau of Forests; "
             "Bureau of Rivers; Bureau of "
             "Rivers; Bureau of Rivers; Bureau of Rivers; Bureau of Rivers; Ea "
             "Kar Bureau of Forests; ",
             _i);
}
END_TEST

START_TEST(read_long_list)
{
    struct rn_buf found;

    rn_buf_init(&found);
    for (int i = 0; i < 10; i++)
        rn_buf_puts(&found, "Bureau of Forests; Bureau of Rivers; ");
    read_all(long_list, found.ptr, _i);
    rn_buf_release(&found);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_memory");
    TCase *t = tcase_create("memory");

    tcase_add_loop_test(t, compile, 0, 2);
    tcase_add_loop_test(t, read, 0, 2);
    tcase_add_loop_test(t, read_long_list, 0, 2);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    return unit_run(s);
}
