/* The library as a stranger uses it: the public headers, and what they promise.
 */
#include <check.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <renorm/lexicon.h>
#include <renorm/renorm.h>

#define REPORT                                                                 \
    "Gi\u00e1m \u0111\u1ed1c S\u1edf Y t\u1ebf h\u1ecdp. "                     \
    "The Politburo issued Resolution 57.\n"
#define WRITTEN                                                                \
    "Director of the Department of Health h\u1ecdp. "                          \
    "The Politburo issued Resolution No. 57.\n"

struct taken {
    char text[4096];
    size_t len;
    char canonical[8][128];
    size_t nmentions;
    size_t stop_after; /* mentions; 0: never */
    size_t traced;     /* mentions with their derivation */
};

static renorm_status take_text(void *arg, const char *ptr, size_t len)
{
    struct taken *t = arg;
    ck_assert_uint_lt(t->len + len, sizeof t->text);
    memcpy(t->text + t->len, ptr, len);
    t->len += len;
    return RENORM_OK;
}

static renorm_status take_mention(void *arg, const renorm_mention *m)
{
    struct taken *t = arg;

    ck_assert_uint_lt(t->nmentions, 8);
    ck_assert_uint_lt(strlen(m->canonical), sizeof t->canonical[0]);
    memcpy(t->canonical[t->nmentions++], m->canonical,
           strlen(m->canonical) + 1);
    ck_assert_uint_eq(m->end - m->start, m->text_len);
    ck_assert_uint_le(m->edit_start, m->start);
    ck_assert_uint_ge(m->edit_end, m->end);
    if (m->tree && m->tree->concept && m->tree->value)
        t->traced++;
    return t->nmentions == t->stop_after ? RENORM_E_STOPPED : RENORM_OK;
}

static renorm_lexicon *shipped(void)
{
    renorm_lexicon *lexicon = NULL;
    ck_assert_int_eq(renorm_lexicon_load(NULL, 0, 0, NULL, NULL, &lexicon),
                     RENORM_OK);
    return lexicon;
}

static struct taken read_with(const renorm_lexicon *lexicon,
                              const renorm_options *options, const char *text)
{
    struct taken t = { .len = 0 };
    renorm_handler h = { &t, take_text, take_mention, NULL, NULL };
    renorm_context *context;

    ck_assert_int_eq(renorm_context_new(lexicon, options, &context), RENORM_OK);
    ck_assert_int_eq(renorm_document(context, &h, text, strlen(text)),
                     RENORM_OK);
    renorm_context_free(context);
    t.text[t.len] = '\0';
    return t;
}

START_TEST(a_document)
{
    renorm_lexicon *lexicon = shipped();
    struct taken t = read_with(lexicon, NULL, REPORT);

    ck_assert_str_eq(t.text, WRITTEN);
    ck_assert_uint_eq(t.nmentions, 3);
    ck_assert_str_eq(t.canonical[0], "Director of the Department of Health");
    ck_assert_str_eq(t.canonical[1], "Politburo");
    ck_assert_str_eq(t.canonical[2], "Resolution No. 57");
    renorm_lexicon_free(lexicon);
}
END_TEST

START_TEST(no_handler)
{
    renorm_lexicon *lexicon = shipped();
    renorm_handler nothing = { 0 };
    renorm_context *context;

    ck_assert_int_eq(renorm_context_new(lexicon, NULL, &context), RENORM_OK);
    ck_assert_int_eq(renorm_document(context, &nothing, REPORT, strlen(REPORT)),
                     RENORM_OK);
    ck_assert_uint_eq(renorm_context_stats(context).documents, 1);
    ck_assert_uint_eq(renorm_context_stats(context).bytes, strlen(REPORT));
    renorm_context_free(context);
    renorm_context_free(NULL);
    renorm_lexicon_free(lexicon);
    renorm_lexicon_free(NULL);
}
END_TEST

START_TEST(a_callback_stops)
{
    renorm_lexicon *lexicon = shipped();
    struct taken t = { .stop_after = 2 };
    renorm_handler h = { &t, take_text, take_mention, NULL, NULL };
    renorm_context *context;

    ck_assert_int_eq(renorm_context_new(lexicon, NULL, &context), RENORM_OK);
    ck_assert_int_eq(renorm_document(context, &h, REPORT, strlen(REPORT)),
                     RENORM_E_STOPPED);
    ck_assert_uint_eq(t.nmentions, 2);
    t = (struct taken){ .stop_after = 0 };
    ck_assert_int_eq(renorm_document(context, &h, REPORT, strlen(REPORT)),
                     RENORM_OK);
    ck_assert_uint_eq(t.nmentions, 3);
    ck_assert_uint_eq(t.len, strlen(WRITTEN));
    renorm_context_free(context);
    renorm_lexicon_free(lexicon);
}
END_TEST

START_TEST(lines_are_flushed)
{
    static const char head[] = "S\u1edf Y t\u1ebf h\u1ecdp.\nS\u1edf T\u00e0i";
    renorm_lexicon *lexicon = shipped();
    renorm_options options = { .lines = 1 };
    struct taken t = { .len = 0 };
    renorm_handler h = { &t, take_text, take_mention, NULL, NULL };
    renorm_context *context;

    ck_assert_int_eq(renorm_context_new(lexicon, &options, &context),
                     RENORM_OK);
    ck_assert_int_eq(renorm_begin(context, &h), RENORM_OK);
    ck_assert_int_eq(renorm_feed(context, head, strlen(head)), RENORM_OK);
    t.text[t.len] = '\0';
    ck_assert_str_eq(t.text, "Department of Health h\u1ecdp.\n");
    ck_assert_int_eq(renorm_feed(context, " ch\u00ednh", strlen(" ch\u00ednh")),
                     RENORM_OK);
    ck_assert_int_eq(renorm_end(context), RENORM_OK);
    t.text[t.len] = '\0';
    ck_assert_str_eq(t.text,
                     "Department of Health h\u1ecdp.\nDepartment of Finance");
    renorm_context_free(context);
    renorm_lexicon_free(lexicon);
}
END_TEST

START_TEST(options_choose)
{
    static const char *const kinds[] = { "resolution" };
    renorm_lexicon *lexicon = shipped();
    renorm_options one = { .kinds = kinds, .nkinds = 1 };
    renorm_options gloss = { .style = RENORM_GLOSS };
    renorm_options trace = { .trace = 1, .at = RENORM_NOWHERE };
    struct taken t = read_with(lexicon, &one, REPORT);

    ck_assert_uint_eq(t.nmentions, 1);
    ck_assert_str_eq(t.canonical[0], "Resolution No. 57");
    ck_assert_ptr_nonnull(strstr(t.text, "S\u1edf Y t\u1ebf"));
    t = read_with(lexicon, &gloss, REPORT);
    ck_assert_ptr_nonnull(strstr(
        t.text, "S\u1edf Y t\u1ebf [Director of the Department of Health]"));
    ck_assert_ptr_null(strstr(t.text, "Politburo ["));
    t = read_with(lexicon, &trace, REPORT);
    ck_assert_uint_eq(t.traced, t.nmentions);
    renorm_lexicon_free(lexicon);
}
END_TEST

static void count_diag(void *arg, const renorm_diag *diag)
{
    size_t *count = arg;
    ck_assert_ptr_nonnull(diag->message);
    ++*count;
}

START_TEST(a_lexicon_that_is_none)
{
    static const char *const layers[] = { "/nonexistent/lexicon" };
    renorm_lexicon *lexicon = NULL;
    renorm_lint_result result = { 0 };
    size_t told = 0;

    ck_assert_int_ne(
        renorm_lexicon_load(layers, 1, 0, count_diag, &told, &lexicon),
        RENORM_OK);
    ck_assert_ptr_null(lexicon);
    ck_assert_uint_eq(told, 1);
    ck_assert_int_ne(renorm_lexicon_lint(layers, 1, 0, NULL, NULL, &result),
                     RENORM_OK);
    ck_assert_uint_gt(result.errors, 0);
}
END_TEST

/* What is shared is never written: each thread reads alone and all agree. */
static void *read_often(void *lexicon)
{
    for (int i = 0; i < 50; i++) {
        struct taken t = { .len = 0 };
        renorm_handler h = { &t, take_text, NULL, NULL, NULL };
        renorm_context *context;
        if (renorm_context_new(lexicon, NULL, &context) != RENORM_OK)
            return NULL;
        if (renorm_document(context, &h, REPORT, strlen(REPORT)) != RENORM_OK ||
            t.len != strlen(WRITTEN) || memcmp(t.text, WRITTEN, t.len) != 0)
            lexicon = NULL;
        renorm_context_free(context);
        if (!lexicon)
            return NULL;
    }
    return lexicon;
}

START_TEST(threads_share_a_lexicon)
{
    renorm_lexicon *lexicon = shipped();
    pthread_t threads[4];
    void *done;

    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, read_often, lexicon),
                         0);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(pthread_join(threads[i], &done), 0);
        ck_assert_ptr_eq(done, lexicon);
    }
    renorm_lexicon_free(lexicon);
}
END_TEST

START_TEST(names)
{
    ck_assert_str_eq(renorm_version(), EXPECTED_VERSION);
    ck_assert_str_eq(renorm_lang_name(RENORM_VI), "vi");
    ck_assert_str_eq(renorm_lang_name(RENORM_MS), "ms");
    ck_assert_str_eq(renorm_lang_name(RENORM_EN), "en");
    ck_assert_str_eq(renorm_lang_name(RENORM_UND), "und");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("api");
    TCase *tcase = tcase_create("api");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_document);
    tcase_add_test(tcase, no_handler);
    tcase_add_test(tcase, a_callback_stops);
    tcase_add_test(tcase, lines_are_flushed);
    tcase_add_test(tcase, options_choose);
    tcase_add_test(tcase, a_lexicon_that_is_none);
    tcase_add_test(tcase, threads_share_a_lexicon);
    tcase_add_test(tcase, names);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
