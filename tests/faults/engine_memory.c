/* Each allocation of loading, compiling, reading and writing fails in turn: one
 * status, nothing leaked, and what was loaded works afterwards. The build wraps
 * the allocator (-Wl,--wrap=…). */
#include "../unit/unit.h"

#include <string.h>

#include "../unit/failing.h"
#include "renorm/lexicon.h"

static const char *const layers[] = { MEMORY_LEXICON };

static const char page[] =
    "Các Chủ tịch UBND tỉnh Lai Châu, Văn phòng Sở Y tế, Tài chính thành phố "
    "Hà Nội; cơ sở y tế, UBND Hà Nội.\nBộ Chính trị ban hành Nghị quyết số "
    "57-NQ/TW ngày 22/12/2024, 15 và 16.\nA Health Department's Chairpersons; "
    "Resolutions No. 18-NQ/TW and 20; the 15th Politburo (BCT).\n\n"
    "UBND TINH LAI CHAU, So Y te tinh Lai Chau";

static size_t told, mentions;
static uint64_t seen; /* of all that was handed out */

static void see(const char *ptr, size_t len)
{
    for (size_t i = 0; i < len; i++)
        seen = (seen ^ (unsigned char)ptr[i]) * UINT64_C(0x100000001b3);
}

static void see_tree(const renorm_node *node)
{
    see(node->concept, strlen(node->concept));
    see(node->value, strlen(node->value));
    for (size_t i = 0; i < node->nchildren; i++)
        see_tree(&node->children[i]);
}

static void count_error(void *arg, const renorm_diag *d)
{
    (void)arg;
    told += d->severity == RENORM_ERROR;
}

static renorm_status take_text(void *arg, const char *ptr, size_t len)
{
    (void)arg;
    see(ptr, len);
    return RENORM_OK;
}

static renorm_status take_mention(void *arg, const renorm_mention *m)
{
    (void)arg;
    see(m->canonical, strlen(m->canonical));
    for (size_t i = 0; i < m->nattributes; i++)
        see(m->attributes[i].value, strlen(m->attributes[i].value));
    if (m->tree)
        see_tree(m->tree);
    for (size_t i = 0; i < m->nlosers; i++)
        see_tree(m->losers[i].node);
    mentions++;
    return RENORM_OK;
}

static renorm_status take_span(void *arg, const renorm_lang_span *s)
{
    (void)arg;
    (void)s;
    return RENORM_OK;
}

static renorm_status take_probe(void *arg, const renorm_probe *p)
{
    (void)arg;
    see(p->verdict, strlen(p->verdict));
    return RENORM_OK;
}

static const renorm_handler handler = { NULL, take_text, take_mention,
                                        take_span, take_probe };

/* Every one of few allocations fails, and of many some that the seed takes; all
 * with MEMORY_EVERY in the environment. */
static size_t next(struct unit_random *r, size_t n)
{
    bool every = n < 200 || getenv("MEMORY_EVERY");

    return n + 1 + (every ? 0 : unit_below(r, n / 50));
}

START_TEST(loading)
{
    struct unit_random r = unit_seed("loading");
    renorm_lexicon *lexicon = NULL;
    size_t n = 0;

    for (; !lexicon; n = next(&r, n)) {
        renorm_status st;
        told = 0;
        fail_from(n);
        st = renorm_lexicon_load(layers, 1, RENORM_LEXICON_EMPTY, count_error,
                                 NULL, &lexicon);
        left = SIZE_MAX;
        MUST(st == (lexicon ? RENORM_OK : RENORM_E_NOMEM) && told <= 1);
    }
    ck_assert_uint_gt(n, 300);
    renorm_lexicon_free(lexicon);
}
END_TEST

START_TEST(linting)
{
    struct unit_random r = unit_seed("linting");
    renorm_status st = RENORM_E_NOMEM;
    size_t n;

    for (n = 0; st == RENORM_E_NOMEM; n = next(&r, n)) {
        renorm_lint_result result;
        fail_from(n);
        st = renorm_lexicon_lint(layers, 1, RENORM_LEXICON_EMPTY, NULL, NULL,
                                 &result);
        left = SIZE_MAX;
    }
    ck_assert_int_eq(st, RENORM_OK);
    ck_assert_uint_gt(n, 500);
}
END_TEST

static void load(renorm_lexicon **lexicon)
{
    ck_assert_int_eq(renorm_lexicon_load(layers, 1, RENORM_LEXICON_EMPTY, NULL,
                                         NULL, lexicon),
                     RENORM_OK);
}

/* Options that make the engine do all that it can. */
static renorm_options all_of(int style)
{
    return (
        renorm_options){ .style = (renorm_style)style, .trace = 1, .at = 60 };
}

START_TEST(contexts)
{
    static const char *const concepts[] = { "department" };
    renorm_options options = all_of(RENORM_REPLACE);
    renorm_lexicon *lexicon;
    renorm_context *context = NULL;
    size_t n;

    options.skip_concepts = concepts;
    options.nskip_concepts = 1;
    load(&lexicon);
    for (n = 0; !context; n++) {
        renorm_status st;
        fail_from(n);
        st = renorm_context_new(lexicon, &options, &context);
        left = SIZE_MAX;
        MUST(st == (context ? RENORM_OK : RENORM_E_NOMEM));
    }
    ck_assert_uint_gt(n, 3);
    renorm_context_free(context);
    renorm_lexicon_free(lexicon);
}
END_TEST

/* Says all or fails; and a context that ran out of memory reads the next
 * document as ever. */
START_TEST(reading)
{
    renorm_options options = all_of(_i);
    renorm_lexicon *lexicon;
    renorm_status st = RENORM_E_NOMEM;
    size_t n;

    load(&lexicon);
    for (n = 0; st == RENORM_E_NOMEM; n++) {
        renorm_context *context;
        uint64_t first;
        ck_assert_int_eq(renorm_context_new(lexicon, &options, &context),
                         RENORM_OK);
        seen = 0;
        fail_from(n);
        st = renorm_document(context, &handler, page, sizeof page - 1);
        left = SIZE_MAX;
        first = seen;
        MUST(st == RENORM_OK || st == RENORM_E_NOMEM);
        seen = mentions = 0;
        ck_assert_msg(
            !renorm_document(context, &handler, page, sizeof page - 1),
            "allocation %zu: the next document fails too", n);
        ck_assert_msg(mentions >= 10 && (st || first == seen),
                      "allocation %zu: another answer", n);
        renorm_context_free(context);
    }
    ck_assert_uint_gt(n, 20);
    renorm_lexicon_free(lexicon);
}
END_TEST

/* The same, fed byte by byte. */
START_TEST(feeding)
{
    renorm_lexicon *lexicon;
    renorm_status st = RENORM_E_NOMEM;
    size_t n;

    load(&lexicon);
    for (n = 0; st == RENORM_E_NOMEM; n++) {
        renorm_context *context;
        ck_assert_int_eq(renorm_context_new(lexicon, NULL, &context),
                         RENORM_OK);
        fail_from(n);
        st = renorm_begin(context, &handler);
        for (size_t i = 0; !st && i < sizeof page - 1; i++)
            st = renorm_feed(context, page + i, 1);
        if (!st)
            st = renorm_end(context);
        left = SIZE_MAX;
        MUST(st == RENORM_OK || st == RENORM_E_NOMEM);
        renorm_context_free(context);
    }
    ck_assert_uint_gt(n, 20);
    renorm_lexicon_free(lexicon);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("engine_memory");
    TCase *t = tcase_create("engine");

    tcase_add_test(t, loading);
    tcase_add_test(t, linting);
    tcase_add_test(t, contexts);
    tcase_add_loop_test(t, reading, 0, 3);
    tcase_add_test(t, feeding);
    tcase_set_timeout(t, 120);
    suite_add_tcase(s, t);
    return unit_run(s);
}
