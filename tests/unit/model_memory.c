/* Each allocation of the lexicon fails in turn: one status, one diagnostic,
 * nothing leaked. The build wraps the allocator (-Wl,--wrap=…). */
#include "unit.h"

#include "base/codes.h"
#include "failing.h"
#include "lexicon/model.h"

static size_t told;

static void sink(void *arg, const renorm_diag *d)
{
    (void)arg;
    if (d->severity == RENORM_ERROR) {
        told++;
        ck_assert_uint_eq(d->code, RN_E_NOMEM);
    }
}

static renorm_status load(struct rn_model *m, struct rn_text *text,
                          struct rn_diags *d)
{
    static const char *const names[] = { "lexicon-small", "lexicon-layer" };
    const char *data = getenv("RN_TEST_DATA");
    renorm_status status = RENORM_OK;
    char path[4096];

    for (int i = 0; i < ROWS(names) && status == RENORM_OK; i++) {
        snprintf(path, sizeof path, "%s/%s", data ? data : "tests/data",
                 names[i]);
        status = rn_model_load_dir(m, path, names[i], d);
    }
    return status == RENORM_OK ? rn_model_finish(m, text, true, d) : status;
}

START_TEST(each_allocation)
{
    struct rn_text *text;
    renorm_status status = RENORM_E_NOMEM;
    size_t n;

    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
    for (n = 0; status != RENORM_OK; n++) {
        struct rn_model m;
        struct rn_diags d = { .sink = sink };
        rn_model_init(&m);
        told = 0;
        fail_from(n);
        status = load(&m, text, &d);
        left = SIZE_MAX;
        rn_model_release(&m);
        ck_assert(status == RENORM_OK || status == RENORM_E_NOMEM);
        ck_assert_uint_eq(told, status == RENORM_E_NOMEM);
    }
    ck_assert_uint_gt(n, 100);
    rn_text_free(text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("model_memory");
    TCase *t = tcase_create("model");

    tcase_add_test(t, each_allocation);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    return unit_run(s);
}
