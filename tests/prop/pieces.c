/* A document fed in pieces gives what it gives whole, wherever the cuts fall.
 */
#include "prop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EVERY_BYTE_MAX = 64 * 1024, /* bytes of the input that is cut everywhere */
    LONG_INPUT = 700 * 1024,    /* bytes: three pages */
    RANDOM_RUNS = 6,
    RANDOM_CUTS = 400
};

/* Short, with all that can be cut in two: line ends, letters of many bytes,
 * marks that combine, bytes that are no UTF-8, a letterhead, a name over lines.
 */
static const char tricky[] =
    "\xef\xbb\xbf\u1ee6Y BAN NH\u00c2N D\u00c2N\r\nT\u1ec8NH LAI "
    "CH\u00c2U\r\n\r\n"
    "Gia\u0301m \u0111\u00f4\u0301c S\u01a1\u0309 Y t\u00ea\u0301 \xff\xfe "
    "h\u1ecdp.\r"
    "Resolution No. 57 - NQ/TW of the Politburo\xe2\x80\xa6 "
    "\xf0\x9f\x98\x80\n\n"
    "Setiausaha Jawatankuasa Parti Wilayah hadir, bersama Komrad lain \xc3";

static void assert_same(const struct bytes *a, const struct bytes *b,
                        const char *where, size_t cut)
{
    if (a->len != b->len || memcmp(a->ptr, b->ptr, a->len) != 0)
        ck_abort_msg("%s: another answer, cut at %zu, seed %llu", where, cut,
                     (unsigned long long)prop_seed());
}

START_TEST(two_pieces)
{
    struct prop p = prop_open(NULL);
    struct bytes whole = { 0 };
    size_t len = sizeof tricky - 1;

    prop_read(&p, tricky, len, NULL, 0, &whole);
    ck_assert_uint_gt(whole.len, len);
    for (size_t cut = 0; cut <= len; cut++) {
        struct bytes got = { 0 };
        prop_read(&p, tricky, len, &cut, 1, &got);
        assert_same(&whole, &got, "two pieces", cut);
        bytes_free(&got);
    }
    bytes_free(&whole);
    prop_close(&p);
}
END_TEST

START_TEST(every_byte)
{
    struct prop p = prop_open(NULL);
    struct bytes in = read_samples(), whole = { 0 }, got = { 0 };
    size_t len = in.len < EVERY_BYTE_MAX ? in.len : EVERY_BYTE_MAX;
    size_t *cuts = malloc(len * sizeof *cuts);

    ck_assert_ptr_nonnull(cuts);
    for (size_t i = 0; i < len; i++)
        cuts[i] = i;
    prop_read(&p, in.ptr, len, NULL, 0, &whole);
    prop_read(&p, in.ptr, len, cuts, len, &got);
    assert_same(&whole, &got, "every byte", len);
    free(cuts);
    bytes_free(&in);
    bytes_free(&whole);
    bytes_free(&got);
    prop_close(&p);
}
END_TEST

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

START_TEST(random_cuts)
{
    struct prop p = prop_open(NULL);
    struct bytes sample = read_samples(), in = { 0 }, whole = { 0 };
    uint64_t state = prop_seed() + (uint64_t)_i * 977;
    size_t cuts[RANDOM_CUTS];

    while (in.len < LONG_INPUT) {
        size_t at = prop_below(&state, sample.len);
        bytes_put(&in, sample.ptr + at, prop_below(&state, sample.len - at));
        bytes_put(&in, "\n", prop_below(&state, 2));
    }
    for (size_t i = 0; i < RANDOM_CUTS; i++)
        cuts[i] = prop_below(&state, in.len);
    qsort(cuts, RANDOM_CUTS, sizeof *cuts, by_size);
    prop_read(&p, in.ptr, in.len, NULL, 0, &whole);
    {
        struct bytes got = { 0 };
        prop_read(&p, in.ptr, in.len, cuts, RANDOM_CUTS, &got);
        assert_same(&whole, &got, "random cuts", (size_t)_i);
        bytes_free(&got);
    }
    bytes_free(&sample);
    bytes_free(&in);
    bytes_free(&whole);
    prop_close(&p);
}
END_TEST

static TCase *pieces(void)
{
    TCase *tcase = tcase_create("pieces");
    tcase_add_test(tcase, two_pieces);
    tcase_add_test(tcase, every_byte);
    tcase_add_loop_test(tcase, random_cuts, 0, RANDOM_RUNS);
    return tcase;
}

int main(void)
{
    TCase *(*const cases[])(void) = { pieces };
    return prop_main(cases, 1, "pieces");
}
