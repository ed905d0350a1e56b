/* Compiled lexicons as files: what is refused, what is never read behind, and
 * that the layers come out as they went in. */
#include <string.h>

#include "base/mem.h"
#include "match/compiled.h"
#include "match_util.h"
#include "unit.h"

static const struct rn_memory_file lower[] = {
    YAML("canon/x.yaml", "kinds:\n"
                         "  body: {emit: true}\n"
                         "  org: body\n"
                         "  field:\n"
                         "bureau: {kind: org, name: \"Bureau of {field}\"}\n"
                         "forests: {kind: field, name: Forests}\n"),
    YAML("vi/x.yaml", "bureau:\n"
                      "  - \"Cục {field}\"\n"
                      "forests:\n"
                      "  - Rừng\n"),
};

static const struct rn_memory_file upper[] = {
    YAML("canon/y.yaml", "rivers: {kind: field, name: Rivers}\n"),
    YAML("vi/y.yaml", "rivers:\n"
                      "  - Sông\n"),
};

static const char page[] = "Cục Rừng và Cục Sông";
static const char mentions[] =
    "Cục Rừng = Bureau of Forests; Cục Sông = Bureau of Rivers";

static struct rn_text *text;
static struct rn_buf whole;

static void write_model(struct rn_model *m, struct rn_buf *out)
{
    struct rn_diags d = { .sink = bench_tell };

    rn_buf_clear(out);
    ck_assert_int_eq(rn_model_finish(m, text, false, &d), RENORM_OK);
    ck_assert_int_eq(
        rn_compiled_write(m, 0, RN_COMPILED_SHIPPED, 77, text, out, &d),
        RENORM_OK);
}

static void setup(void)
{
    struct rn_diags d = { .sink = bench_tell };
    struct rn_model m;

    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
    rn_buf_init(&whole);
    rn_model_init(&m);
    ck_assert_int_eq(rn_model_load_memory(&m, lower, ROWS(lower), "lower", &d),
                     RENORM_OK);
    ck_assert_int_eq(
        rn_model_load_memory(&m, upper, ROWS(upper), "my/upper/", &d),
        RENORM_OK);
    write_model(&m, &whole);
    rn_model_release(&m);
}

static void teardown(void)
{
    rn_buf_release(&whole);
    rn_text_free(text);
}

/* ---- what is refused ----------------------------------------------------- */

static char told[256];

static void sink(void *arg, const renorm_diag *d)
{
    (void)arg;
    MUST(d->code == RN_E_IMAGE && !strcmp(d->file, "x.rnl") && d->hint);
    snprintf(told, sizeof told, "%s", d->message);
}

/* Open a copy of just so many bytes, aligned as files are: so that a sanitizer
 * sees what is read behind the end. */
static renorm_status open_bytes(const char *bytes, size_t len)
{
    struct rn_diags d = { .sink = sink };
    struct rn_compiled c;
    void *copy = NULL;
    renorm_status st;

    MUST(!posix_memalign(&copy, RN_IMAGE_ALIGN, len ? len : 1));
    memcpy(copy, bytes, len);
    told[0] = '\0';
    st = rn_compiled_open(&c, rn_span_of(copy, len), "x.rnl", &d);
    MUST((st == RENORM_OK) == (d.errors == 0));
    free(copy);
    return st;
}

START_TEST(as_written)
{
    ck_assert_int_eq(open_bytes(whole.ptr, whole.len), RENORM_OK);
}
END_TEST

START_TEST(truncated)
{
    ck_assert_int_eq(open_bytes(whole.ptr, 0), RENORM_E_LEXICON);
    ck_assert_str_eq(told, "is no compiled lexicon");
    for (size_t len = 1; len < whole.len; len++) {
        MUST(open_bytes(whole.ptr, len) == RENORM_E_LEXICON);
        MUST(!strcmp(told, "is truncated"));
    }
}
END_TEST

#define AT(field) offsetof(struct rn_compiled_header, field)

static const struct {
    const char *name;
    size_t at;
    uint64_t value;
    size_t size;
    const char *message;
} foreign[] = {
    { "another file", AT(magic), 'R', 1, "is no compiled lexicon" },
    { "line ends changed on the way", AT(magic) + 7, '\r', 1,
      "is no compiled lexicon" },
    { "the other order of bytes", AT(order), 0x04030201, 4,
      "was compiled on a machine with another order of bytes" },
    { "an older version", AT(version), RN_COMPILED_VERSION - 1, 4,
      "was compiled by an older renorm" },
    { "a newer version", AT(version), RN_COMPILED_VERSION + 1, 4,
      "was compiled by a newer renorm" },
    { "a larger size", AT(size), UINT64_C(1) << 60, 8, "is truncated" },
    { "a smaller size", AT(size), 64, 8, "is damaged" },
    { "another checksum", AT(checksum), 0, 8, "is damaged" },
};

START_TEST(foreign_header)
{
    struct rn_buf copy;

    rn_buf_init(&copy);
    rn_buf_put_span(&copy, rn_buf_span(&whole));
    memcpy(copy.ptr + foreign[_i].at, &foreign[_i].value, foreign[_i].size);
    ck_assert_msg(open_bytes(copy.ptr, copy.len) == RENORM_E_LEXICON, "%s",
                  foreign[_i].name);
    ck_assert_str_eq(told, foreign[_i].message);
    rn_buf_release(&copy);
}
END_TEST

START_TEST(bytes_behind)
{
    struct rn_buf copy;

    rn_buf_init(&copy);
    rn_buf_put_span(&copy, rn_buf_span(&whole));
    rn_buf_put(&copy, "\0\0\0\0\0\0\0", 8);
    ck_assert_int_eq(open_bytes(copy.ptr, copy.len), RENORM_E_LEXICON);
    rn_buf_release(&copy);
}
END_TEST

/* Without a new checksum no change gets in. */
START_TEST(any_bit_changed)
{
    struct rn_compiled c;
    struct rn_diags d = { .sink = NULL };

    for (size_t at = 0; at < whole.len; at++) {
        char bit = (char)(1 << at % 8);
        whole.ptr[at] ^= bit;
        MUST(rn_compiled_open(&c, rn_buf_span(&whole), "x.rnl", &d) ==
             RENORM_E_LEXICON);
        whole.ptr[at] ^= bit;
    }
}
END_TEST

/* ---- damage with a right checksum ---------------------------------------- */

static void put_checksum(char *bytes, size_t len)
{
    uint64_t sum = rn_compiled_checksum(rn_span_of(bytes, len));

    memcpy(bytes + AT(checksum), &sum, sizeof sum);
}

/* The header and the table of files as often as all the rest. */
static size_t place_to_hurt(struct unit_random *r)
{
    const struct rn_compiled_header *h = (const void *)whole.ptr;
    size_t what = unit_below(r, 3);

    if (what == 0)
        return AT(maker) + unit_below(r, sizeof *h - AT(maker));
    if (what == 1)
        return (size_t)h->files +
               unit_below(r, h->nfiles * sizeof(struct rn_compiled_file));
    return AT(maker) + unit_below(r, whole.len - AT(maker));
}

/* Whatever opens can be used: as an image, and as layers. */
static void use(struct rn_span bytes, size_t *opened, size_t *loaded)
{
    struct rn_diags d = { .sink = NULL };
    struct rn_compiled c;
    struct rn_image image;
    struct rn_model m;

    if (rn_compiled_open(&c, bytes, "x.rnl", &d))
        return;
    ++*opened;
    rn_image_open(&image, c.image, "x.rnl", &d);
    rn_model_init(&m);
    if (rn_compiled_load(&c, &m, &d) == RENORM_OK)
        ++*loaded;
    rn_model_release(&m);
}

enum { DAMAGES = 12000 };

START_TEST(damaged)
{
    struct unit_random r = unit_seed("compiled, damaged");
    size_t opened = 0, loaded = 0;
    void *copy = NULL;

    ck_assert(!posix_memalign(&copy, RN_IMAGE_ALIGN, whole.len));
    for (int i = 0; i < DAMAGES; i++) {
        char *bytes = copy;
        memcpy(bytes, whole.ptr, whole.len);
        for (size_t n = 1 + unit_below(&r, 3); n; n--) {
            size_t at = place_to_hurt(&r);
            bytes[at] = (char)(unit_below(&r, 2) ? unit_next(&r)
                                                 : (uint64_t)bytes[at] + 1);
        }
        put_checksum(bytes, whole.len);
        use(rn_span_of(bytes, whole.len), &opened, &loaded);
    }
    free(copy);
    ck_assert_msg(opened > DAMAGES / 20 && opened < DAMAGES - DAMAGES / 20,
                  "%zu of %d opened", opened, DAMAGES);
    ck_assert_uint_gt(loaded, DAMAGES / 50);
}
END_TEST

/* A name of a file that no NUL ends within the bytes, though one stands behind
 * them. */
START_TEST(a_name_without_end)
{
    const struct rn_compiled_header *h = (const void *)whole.ptr;
    struct rn_diags d = { .sink = NULL };
    struct rn_compiled_file *file;
    struct rn_compiled c;
    void *copy = NULL;
    char *bytes;

    ck_assert(!posix_memalign(&copy, RN_IMAGE_ALIGN, whole.len + 8));
    bytes = copy;
    memcpy(bytes, whole.ptr, whole.len);
    memset(bytes + whole.len, 0, 8);
    file = (void *)(bytes + h->files);
    file->path = whole.len - 3;
    memcpy(bytes + file->path, "a\0b", 3);
    put_checksum(bytes, whole.len);
    ck_assert_int_eq(
        rn_compiled_open(&c, rn_span_of(bytes, whole.len), "x.rnl", &d),
        RENORM_OK);
    file->path = whole.len - 1;
    put_checksum(bytes, whole.len);
    ck_assert_int_eq(
        rn_compiled_open(&c, rn_span_of(bytes, whole.len), "x.rnl", &d),
        RENORM_E_LEXICON);
    free(copy);
}
END_TEST

/* ---- what comes out ------------------------------------------------------ */

static struct rn_compiled open_whole(void)
{
    struct rn_diags d = { .sink = bench_tell };
    struct rn_compiled c;

    ck_assert_int_eq(rn_compiled_open(&c, rn_buf_span(&whole), "x", &d),
                     RENORM_OK);
    return c;
}

START_TEST(the_image_reads)
{
    struct rn_compiled c = open_whole();
    struct rn_diags d = { .sink = bench_tell };
    struct bench *b = bench_new(lower, ROWS(lower));

    rn_chart_release(&b->chart);
    ck_assert_int_eq(rn_image_open(&b->im, c.image, "x", &d), RENORM_OK);
    rn_chart_init(&b->chart, &b->im);
    ck_assert_str_eq(bench_vi(b, page), mentions);
    bench_free(b);
}
END_TEST

/* Its layers, laid again, are the same lexicon to the byte; the same after a
 * second time. */
START_TEST(layers_come_back)
{
    struct rn_compiled c = open_whole();
    struct rn_diags d = { .sink = bench_tell };
    struct rn_model m;
    struct rn_buf again;

    rn_buf_init(&again);
    rn_model_init(&m);
    ck_assert_int_eq(rn_compiled_load(&c, &m, &d), RENORM_OK);
    ck_assert_uint_eq(m.nfiles, 4);
    ck_assert_str_eq(m.files[0].path, "lower/canon/x.yaml");
    ck_assert_str_eq(m.files[3].path, "my/upper/vi/y.yaml");
    ck_assert_str_eq(m.files[3].shown, "my/upper/");
    ck_assert_uint_eq(m.files[1].layer, 0);
    ck_assert_uint_eq(m.files[2].layer, 1);
    write_model(&m, &again);
    rn_model_release(&m);
    ck_assert_uint_eq(again.len, whole.len);
    ck_assert(!memcmp(again.ptr, whole.ptr, whole.len));
    rn_buf_release(&again);
}
END_TEST

START_TEST(the_maker)
{
    struct rn_compiled c = open_whole();
    struct rn_compiled_header other = *c.head;
    struct rn_compiled changed = { .head = &other };

    ck_assert_uint_eq(rn_compiled_maker(&c), rn_compiled_maker(&changed));
    other.maker++; /* another version */
    ck_assert_uint_ne(rn_compiled_maker(&c), rn_compiled_maker(&changed));
    other = *c.head;
    other.checksum++; /* another lexicon */
    ck_assert_uint_ne(rn_compiled_maker(&c), rn_compiled_maker(&changed));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("compiled");
    TCase *t = tcase_create("compiled");

    tcase_add_unchecked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, as_written);
    tcase_add_test(t, truncated);
    tcase_add_loop_test(t, foreign_header, 0, ROWS(foreign));
    tcase_add_test(t, bytes_behind);
    tcase_add_test(t, any_bit_changed);
    tcase_add_test(t, damaged);
    tcase_add_test(t, a_name_without_end);
    tcase_add_test(t, the_image_reads);
    tcase_add_test(t, layers_come_back);
    tcase_add_test(t, the_maker);
    suite_add_tcase(s, t);
    return unit_run(s);
}
