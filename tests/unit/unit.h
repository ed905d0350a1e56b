/* unit.h - what every unit test needs: a runner, random numbers with a seed
 * that is told.
 *
 * A test that uses chance takes its seed from unit_seed(); UNIT_SEED=n in the
 * environment gives a printed seed back. */
#ifndef RN_TESTS_UNIT_H
#define RN_TESTS_UNIT_H

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROWS(a) ((int)(sizeof(a) / sizeof *(a)))

/* Check writes down each assertion that it passes: in long loops this is many
 * times as fast. */
#define MUST(x)                                                                \
    do {                                                                       \
        if (!(x))                                                              \
            ck_abort_msg("%s", #x);                                            \
    } while (0)

static inline int unit_run(Suite *s)
{
    SRunner *runner = srunner_create(s);
    int failed;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

struct unit_random {
    uint64_t state;
};

static inline struct unit_random unit_seed(const char *test)
{
    const char *given = getenv("UNIT_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);

    fprintf(stderr, "# %s: UNIT_SEED=%llu\n", test, (unsigned long long)seed);
    return (struct unit_random){ seed };
}

/* splitmix64 */
static inline uint64_t unit_next(struct unit_random *r)
{
    uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* 0 to n-1 */
static inline size_t unit_below(struct unit_random *r, size_t n)
{
    return (size_t)(unit_next(r) % n);
}

#endif
