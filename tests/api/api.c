/* The library as a stranger uses it: the public headers, and what they promise.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <renorm/lexicon.h>
#include <renorm/records.h>
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

/* Keeps the first `len` bytes of a page, and counts how often it was asked. */
struct keep {
    renorm_stretch stretch;
    size_t asked;
};

static renorm_status keep_head(void *arg, const char *ptr, size_t len,
                               const renorm_stretch **out, size_t *n)
{
    struct keep *k = arg;

    ck_assert_ptr_nonnull(ptr);
    ck_assert_uint_ge(len, k->stretch.end);
    k->asked++;
    *out = &k->stretch;
    *n = 1;
    return k->stretch.end ? RENORM_OK : RENORM_E_STOPPED;
}

START_TEST(stretches_are_kept)
{
    renorm_lexicon *lexicon = shipped();
    struct keep k = { { 0, 1 }, 0 };
    renorm_options o = { .keep = keep_head, .keep_arg = &k };
    struct taken t = read_with(lexicon, &o, REPORT);
    renorm_handler nothing = { 0 };
    renorm_context *context;

    ck_assert_uint_eq(t.nmentions, 2);
    ck_assert_str_eq(t.canonical[0], "Politburo");
    ck_assert_uint_eq(k.asked, 1);
    t = read_with(lexicon, &o, "Nothing here.");
    ck_assert_str_eq(t.text, "Nothing here.");
    ck_assert_uint_eq(k.asked, 1);
    /* what it returns ends the document, once it is asked */
    k.stretch.end = 0;
    ck_assert_int_eq(renorm_context_new(lexicon, &o, &context), RENORM_OK);
    nothing.text = take_text;
    nothing.arg = &t;
    ck_assert_int_eq(renorm_document(context, &nothing, REPORT, strlen(REPORT)),
                     RENORM_E_STOPPED);
    renorm_context_free(context);
    renorm_lexicon_free(lexicon);
}
END_TEST

/* Any way to cut a document gives the same bytes. */
START_TEST(pieces)
{
    renorm_lexicon *lexicon = shipped();
    renorm_context *context;

    ck_assert_int_eq(renorm_context_new(lexicon, NULL, &context), RENORM_OK);
    for (size_t size = 1; size <= strlen(REPORT); size++) {
        struct taken t = { .len = 0 };
        renorm_handler h = { &t, take_text, NULL, NULL, NULL };
        ck_assert_int_eq(renorm_begin(context, &h), RENORM_OK);
        ck_assert_int_eq(renorm_feed(context, NULL, 0), RENORM_OK);
        for (size_t at = 0; at < strlen(REPORT); at += size) {
            size_t rest = strlen(REPORT) - at;
            ck_assert_int_eq(
                renorm_feed(context, &REPORT[at], rest < size ? rest : size),
                RENORM_OK);
        }
        ck_assert_int_eq(renorm_end(context), RENORM_OK);
        t.text[t.len] = '\0';
        ck_assert_str_eq(t.text, WRITTEN);
    }
    ck_assert_uint_eq(renorm_context_stats(context).documents, strlen(REPORT));
    renorm_context_free(context);
    renorm_lexicon_free(lexicon);
}
END_TEST

START_TEST(wrong_use)
{
    static const char *const unknown[] = { "nobody" };
    renorm_lexicon *lexicon = shipped();
    renorm_options kind = { .kinds = unknown, .nkinds = 1 };
    renorm_options concept = { .concepts = unknown, .nconcepts = 1 };
    renorm_options skip = { .skip_concepts = unknown, .nskip_concepts = 1 };
    const renorm_options odd[] = { { .style = (renorm_style)3 },
                                   { .lang_forced = 5 },
                                   { .lang_forced = -1 } };
    renorm_handler nothing = { 0 };
    renorm_context *context = NULL;

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        ck_assert_int_eq(renorm_context_new(lexicon, &odd[i], &context),
                         RENORM_E_USAGE);
    ck_assert_int_eq(renorm_context_new(lexicon, &kind, &context),
                     RENORM_E_USAGE);
    ck_assert_int_eq(renorm_context_new(lexicon, &concept, &context),
                     RENORM_E_USAGE);
    ck_assert_int_eq(renorm_context_new(lexicon, &skip, &context),
                     RENORM_E_USAGE);
    ck_assert_ptr_null(context);
    ck_assert_int_eq(renorm_context_new(lexicon, NULL, &context), RENORM_OK);
    ck_assert_int_eq(renorm_feed(context, "a", 1), RENORM_E_USAGE);
    ck_assert_int_eq(renorm_end(context), RENORM_E_USAGE);
    ck_assert_int_eq(renorm_begin(context, &nothing), RENORM_OK);
    ck_assert_int_eq(renorm_end(context), RENORM_OK);
    ck_assert_int_eq(renorm_end(context), RENORM_E_USAGE);
    /* a context in the middle of a document may go */
    ck_assert_int_eq(renorm_begin(context, &nothing), RENORM_OK);
    ck_assert_int_eq(renorm_feed(context, "a", 1), RENORM_OK);
    renorm_context_free(context);
    renorm_lexicon_free(lexicon);
}
END_TEST

static renorm_status take_span(void *arg, const renorm_lang_span *span)
{
    uint64_t *end = arg;

    ck_assert_uint_eq(span->start, *end);
    ck_assert_uint_gt(span->end, span->start);
    *end = span->end;
    return RENORM_OK;
}

START_TEST(spans_tile)
{
    renorm_lexicon *lexicon = shipped();
    uint64_t end = 0;
    renorm_handler h = { &end, NULL, NULL, take_span, NULL };
    renorm_context *context;

    ck_assert_int_eq(renorm_context_new(lexicon, NULL, &context), RENORM_OK);
    ck_assert_int_eq(renorm_document(context, &h, REPORT, strlen(REPORT) - 1),
                     RENORM_OK);
    ck_assert_uint_eq(end, strlen(REPORT) - 1);
    renorm_context_free(context);
    renorm_lexicon_free(lexicon);
}
END_TEST

START_TEST(a_record)
{
    static const char *const paths[] = { "title", "a[].b" };
    static const char line[] = "{\"n\":1.0, \"a\":[{\"b\":\"x\\ty\"}]}";
    struct taken t = { .len = 0 };
    renorm_record_error error;
    renorm_record_string string;
    renorm_fields *fields;
    renorm_records *records;
    size_t bad;

    ck_assert_int_eq(renorm_fields_new(paths, 2, &bad, &error, &fields),
                     RENORM_OK);
    ck_assert_int_eq(renorm_records_new(fields, "m", &records), RENORM_OK);
    ck_assert_int_eq(renorm_records_scan(records, "{", 1, &error),
                     RENORM_E_USAGE);
    ck_assert_int_eq(renorm_records_scan(records, line, strlen(line), &error),
                     RENORM_OK);
    ck_assert_uint_eq(renorm_records_count(records), 1);
    ck_assert_int_eq(renorm_records_string(records, 0, &string), RENORM_OK);
    ck_assert_str_eq(string.text, "x\ty");
    ck_assert_str_eq(string.pointer, "/a/0/b");
    ck_assert_uint_eq(
        renorm_records_decoded(records, renorm_records_raw(records, 2)), 2);
    ck_assert_int_eq(renorm_records_edit(records, 2, 4, "\"", 1),
                     RENORM_E_USAGE);
    ck_assert_int_eq(renorm_records_edit(records, 4, 4, "\"", 1),
                     RENORM_E_USAGE);
    ck_assert_int_eq(renorm_records_edit(records, 2, 3, "\"", 1), RENORM_OK);
    ck_assert_int_eq(renorm_records_add(records, "[2]", 3), RENORM_OK);
    ck_assert_int_eq(renorm_records_write(records, take_text, &t), RENORM_OK);
    t.text[t.len] = '\0';
    ck_assert_str_eq(t.text,
                     "{\"n\":1.0, \"a\":[{\"b\":\"x\\t\\\"\"}],\"m\":[2]}");
    renorm_records_free(records);
    renorm_records_free(NULL);
    renorm_fields_free(fields);
    renorm_fields_free(NULL);
}
END_TEST

START_TEST(fingerprints)
{
    renorm_lexicon *a = shipped(), *b = shipped(), *c = NULL;
    renorm_parts parts = renorm_version_parts();

    ck_assert_uint_eq(renorm_lexicon_fingerprint(a),
                      renorm_lexicon_fingerprint(b));
    ck_assert_int_eq(
        renorm_lexicon_load(NULL, 0, RENORM_LEXICON_EMPTY, NULL, NULL, &c),
        RENORM_OK);
    ck_assert_uint_ne(renorm_lexicon_fingerprint(a),
                      renorm_lexicon_fingerprint(c));
    ck_assert_uint_gt(strlen(parts.unicode), 2);
    ck_assert_uint_gt(strlen(parts.utf8proc), 2);
    ck_assert_uint_gt(strlen(parts.icu), 2);
    ck_assert_uint_gt(strlen(parts.icu_unicode), 2);
    renorm_lexicon_free(a);
    renorm_lexicon_free(b);
    renorm_lexicon_free(c);
}
END_TEST

START_TEST(names)
{
    ck_assert_str_eq(renorm_version(), EXPECTED_VERSION);
    ck_assert_str_eq(renorm_lang_name(RENORM_VI), "vi");
    ck_assert_str_eq(renorm_lang_name(RENORM_MS), "ms");
    ck_assert_str_eq(renorm_lang_name(RENORM_EN), "en");
    ck_assert_str_eq(renorm_lang_name(RENORM_UND), "und");
    ck_assert_str_eq(renorm_lang_name((renorm_lang)7), "und");
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
    tcase_add_test(tcase, stretches_are_kept);
    tcase_add_test(tcase, pieces);
    tcase_add_test(tcase, wrong_use);
    tcase_add_test(tcase, spans_tile);
    tcase_add_test(tcase, a_record);
    tcase_add_test(tcase, fingerprints);
    tcase_add_test(tcase, names);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
