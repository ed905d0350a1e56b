/* A machine without libyaml: the dynamic loader's functions here find nothing.
 */
#include "unit.h"

#include "base/codes.h"
#include "lexicon/model.h"

void *__wrap_dlopen(const char *file, int mode);
void *__wrap_dlsym(void *handle, const char *name);
int __wrap_dlclose(void *handle);

static bool there; /* a library is found, but it has none of the functions */
static int opened;

void *__wrap_dlopen(const char *file, int mode)
{
    (void)mode;
    ck_assert_str_eq(file, "libyaml-0.so.2");
    opened += there;
    return there ? &opened : NULL;
}

void *__wrap_dlsym(void *handle, const char *name)
{
    ck_assert_ptr_eq(handle, &opened);
    ck_assert_int_eq(strncmp(name, "yaml_", 5), 0);
    return NULL;
}

int __wrap_dlclose(void *handle)
{
    ck_assert_ptr_eq(handle, &opened);
    opened--;
    return 0;
}

static void sink(void *arg, const renorm_diag *d)
{
    int *told = arg;

    ck_assert_uint_eq(d->code, RN_E_LIBYAML);
    ck_assert_str_eq(d->message, "libyaml-0.so.2 cannot be loaded");
    ck_assert_ptr_nonnull(d->hint);
    ++*told;
}

START_TEST(refused)
{
    static const struct rn_memory_file files[] = {
        { "vi/a.yaml", { "a: [b]\n", 7 } }, { "vi/b.yaml", { "a: [b]\n", 7 } }
    };
    const char *data = getenv("RN_TEST_DATA");
    int told = 0;
    struct rn_diags d = { .sink = sink, .arg = &told };
    struct rn_model m;

    there = _i == 1;
    rn_model_init(&m);
    ck_assert_int_eq(rn_model_load_memory(&m, files, 2, "x", &d), RENORM_E_IO);
    ck_assert_int_eq(told, 1);
    ck_assert_int_eq(rn_model_load_dir(&m, data ? data : "tests/data", "x", &d),
                     RENORM_E_IO);
    ck_assert_int_eq(told, 2);
    rn_model_release(&m);
    ck_assert_int_eq(opened, 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("no_libyaml");
    TCase *t = tcase_create("libyaml");

    tcase_add_loop_test(t, refused, 0, 2);
    suite_add_tcase(s, t);
    return unit_run(s);
}
