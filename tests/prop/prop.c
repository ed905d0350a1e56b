#include "prop.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void bytes_put(struct bytes *b, const char *ptr, size_t len)
{
    if (b->len + len > b->cap) {
        b->cap = (b->len + len) * 2;
        b->ptr = realloc(b->ptr, b->cap);
        ck_assert_ptr_nonnull(b->ptr);
    }
    if (len)
        memcpy(b->ptr + b->len, ptr, len);
    b->len += len;
}

void bytes_free(struct bytes *b)
{
    free(b->ptr);
    *b = (struct bytes){ 0 };
}

static int is_sample(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".txt") == 0;
}

struct bytes read_samples(void)
{
    struct bytes all = { 0 };
    struct dirent **names;
    const char *folder = getenv("SAMPLES");
    int n = scandir(folder ? folder : "samples", &names, is_sample, alphasort);

    ck_assert_int_gt(n, 0);
    for (int i = 0; i < n; i++) {
        char path[4096], chunk[4096];
        size_t got;
        FILE *file;
        snprintf(path, sizeof path, "%s/%s", folder ? folder : "samples",
                 names[i]->d_name);
        file = fopen(path, "rb");
        ck_assert_ptr_nonnull(file);
        while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
            bytes_put(&all, chunk, got);
        fclose(file);
        free(names[i]);
    }
    free(names);
    return all;
}

uint64_t prop_seed(void)
{
    static uint64_t seed;
    const char *given = getenv("PROP_SEED");

    if (!seed)
        seed = given ? strtoull(given, NULL, 10) : 1;
    if (!seed)
        seed = (uint64_t)time(NULL);
    return seed;
}

size_t prop_below(uint64_t *state, size_t bound)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (size_t)((*state * UINT64_C(2685821657736338717)) >> 16) % bound;
}

struct prop prop_open(const renorm_options *options)
{
    struct prop p = { 0 };
    ck_assert_int_eq(renorm_lexicon_load(NULL, 0, 0, NULL, NULL, &p.lexicon),
                     RENORM_OK);
    ck_assert_int_eq(renorm_context_new(p.lexicon, options, &p.context),
                     RENORM_OK);
    return p;
}

void prop_close(struct prop *p)
{
    renorm_context_free(p->context);
    renorm_lexicon_free(p->lexicon);
}

static renorm_status take_text(void *arg, const char *ptr, size_t len)
{
    bytes_put(arg, ptr, len);
    return RENORM_OK;
}

/* The numbers differ for a mention that is moved, cut or named otherwise. The
 * mentions of a page come before its text, whatever the pieces. */
static renorm_status take_mention(void *arg, const renorm_mention *m)
{
    char line[256];
    int n = snprintf(
        line, sizeof line, "\n<%llu %llu %llu %llu %llu:%llu %s ",
        (unsigned long long)m->start, (unsigned long long)m->end,
        (unsigned long long)m->edit_start, (unsigned long long)m->edit_end,
        (unsigned long long)m->line, (unsigned long long)m->column, m->kind);
    bytes_put(arg, line, (size_t)n);
    bytes_put(arg, m->canonical, strlen(m->canonical));
    bytes_put(arg, ">\n", 2);
    return RENORM_OK;
}

/* In two passes, mentions and text, so that a page edge does not show. */
void prop_read(struct prop *p, const char *ptr, size_t len, const size_t *cuts,
               size_t ncuts, struct bytes *out)
{
    struct bytes text = { 0 };
    renorm_handler h = { .arg = &text, .text = take_text };
    renorm_handler m = { .arg = out, .mention = take_mention };
    const renorm_handler *handlers[] = { &m, &h };

    for (size_t pass = 0; pass < 2; pass++) {
        size_t at = 0;
        ck_assert_int_eq(renorm_begin(p->context, handlers[pass]), RENORM_OK);
        for (size_t i = 0; i <= ncuts; i++) {
            size_t end = i < ncuts ? cuts[i] : len;
            ck_assert_int_eq(renorm_feed(p->context, ptr + at, end - at),
                             RENORM_OK);
            at = end;
        }
        ck_assert_int_eq(renorm_end(p->context), RENORM_OK);
    }
    bytes_put(out, text.ptr, text.len);
    bytes_free(&text);
}

int prop_main(TCase *(*const cases[])(void), size_t ncases, const char *name)
{
    Suite *suite = suite_create(name);
    SRunner *runner;
    int failed;

    printf("# seed %llu\n", (unsigned long long)prop_seed());
    fflush(stdout);
    for (size_t i = 0; i < ncases; i++) {
        TCase *tcase = cases[i]();
        tcase_set_timeout(tcase, 300);
        suite_add_tcase(suite, tcase);
    }
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
