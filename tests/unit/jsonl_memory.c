/* Each allocation of the record scanner fails in turn: a status, nothing
 * leaked, and the same objects work afterwards. The build wraps the allocator
 * (-Wl,--wrap=…). */
#include <string.h>

#include "base/buf.h"
#include "failing.h"
#include "renorm/records.h"
#include "unit.h"

static const char *const paths[] = { "title", "a.b[].c", "a.b[].d", "tags[]" };

START_TEST(new_fields)
{
    renorm_fields *f = NULL;
    renorm_record_error error;
    size_t n = 0, bad;

    for (;; n++) {
        renorm_status status;
        fail_from(n);
        status = renorm_fields_new(paths, 4, &bad, &error, &f);
        left = SIZE_MAX;
        if (status == RENORM_OK)
            break;
        ck_assert_int_eq(status, RENORM_E_NOMEM);
        ck_assert_ptr_null(f);
    }
    ck_assert_uint_ge(n, 3);
    renorm_fields_free(f);
}
END_TEST

static renorm_status collect(void *arg, const char *ptr, size_t len)
{
    struct rn_buf *out = arg;

    rn_buf_put(out, ptr, len);
    return RENORM_OK;
}

static const char in[] =
    "{\"title\":\"\\u0041 "
    "b\",\"t\\u0061gs\":[\"x\",\"y\",\"z\\n\"],\"n\":[[[[1]]]],"
    "\"a\":{\"b\":[{\"c\":\"q\"},{\"d\":\"r\"}]}}";
static const char want[] =
    "{\"title\":\"one b\",\"t\\u0061gs\":[\"one\",\"one\",\"one\\n\"],"
    "\"n\":[[[[1]]]],\"a\":{\"b\":[{\"c\":\"one\"},{\"d\":\"one\"}]},\"k\":[1]"
    "}";

/* Put a word for the first letter of every chosen string, and add the key. */
static renorm_status work(const renorm_fields *f, renorm_records **keep,
                          struct rn_buf *out)
{
    renorm_record_error error;
    renorm_status status = RENORM_OK;

    if (!*keep)
        status = renorm_records_new(f, "k", keep);
    if (status == RENORM_OK)
        status = renorm_records_scan(*keep, in, sizeof in - 1, &error);
    for (size_t i = 0; status == RENORM_OK && i < renorm_records_count(*keep);
         i++) {
        renorm_record_string s;
        status = renorm_records_string(*keep, i, &s);
        if (status == RENORM_OK)
            status = renorm_records_edit(*keep, 0, 1, "one", 3);
    }
    if (status == RENORM_OK)
        status = renorm_records_add(*keep, "[1]", 3);
    left = SIZE_MAX; /* what is written goes to a buffer of the test's */
    rn_buf_clear(out);
    return status == RENORM_OK ? renorm_records_write(*keep, collect, out)
                               : status;
}

START_TEST(a_record)
{
    renorm_fields *f;
    renorm_record_error error;
    struct rn_buf out;
    size_t n = 0, bad;
    bool done = false;

    rn_buf_init(&out);
    ck_assert_int_eq(renorm_fields_new(paths, 4, &bad, &error, &f), RENORM_OK);
    for (; !done; n++) {
        renorm_records *r = NULL;
        renorm_status status;

        fail_from(n);
        status = work(f, &r, &out);
        done = status == RENORM_OK;
        if (!done) {
            ck_assert_int_eq(status, RENORM_E_NOMEM);
            /* the same scanner, when there is memory again */
            ck_assert_int_eq(work(f, &r, &out), RENORM_OK);
        }
        ck_assert_str_eq(out.ptr, want);
        renorm_records_free(r);
    }
    ck_assert_uint_ge(n, 8);
    renorm_fields_free(f);
    rn_buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("jsonl_memory");
    TCase *t = tcase_create("failing");

    tcase_add_test(t, new_fields);
    tcase_add_test(t, a_record);
    suite_add_tcase(s, t);
    return unit_run(s);
}
