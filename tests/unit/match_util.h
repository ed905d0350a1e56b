/* match_util.h - a lexicon written in a test, a text in one language, and what
 * the chart and the selection make of it. */
#ifndef RN_TESTS_MATCH_UTIL_H
#define RN_TESTS_MATCH_UTIL_H

#include <string.h>

#include "match/value.h"
#include "match/compile.h"
#include "match/select.h"
#include "rewrite/name.h"
#include "unit.h"

struct bench {
    struct rn_text *text;
    struct rn_buf image, out;
    struct rn_image im;
    struct rn_chart chart;
    struct rn_selection sel;
    struct rn_tokens tok;
    uint32_t *vote;
    uint8_t *label;
};

/* What every token says: noise is far behind. */
static const int16_t bench_votes[][RN_ROUTE_LANES] = { { [RN_ROUTE_OTHER] =
                                                             -1000 } };

/* A file of a lexicon: FILE("vi/x.yaml", "..."). */
#define YAML(path, text)                                                       \
    {                                                                          \
        path,                                                                  \
        {                                                                      \
            text, sizeof(text) - 1                                             \
        }                                                                      \
    }

static inline void bench_tell(void *arg, const renorm_diag *d)
{
    (void)arg;
    fprintf(stderr, "# %s:%zu: %s\n", d->file, d->line, d->message);
}

/* Append the image of a lexicon. */
static inline void bench_compile(struct rn_text *text,
                                 const struct rn_memory_file *files, size_t n,
                                 struct rn_buf *image)
{
    struct rn_diags d = { .sink = bench_tell };
    struct rn_model m;

    rn_model_init(&m);
    ck_assert_int_eq(rn_model_load_memory(&m, files, n, "test", &d), RENORM_OK);
    ck_assert_int_eq(rn_model_finish(&m, text, false, &d), RENORM_OK);
    ck_assert_int_eq(rn_compile(&m, text, image, &d), RENORM_OK);
    rn_model_release(&m);
}

static inline struct bench *bench_new(const struct rn_memory_file *files,
                                      size_t n)
{
    struct rn_diags d = { .sink = bench_tell };
    struct bench *b = calloc(1, sizeof *b);

    ck_assert_ptr_nonnull(b);
    ck_assert_int_eq(rn_text_new(&b->text), RENORM_OK);
    rn_buf_init(&b->image);
    rn_buf_init(&b->out);
    rn_selection_init(&b->sel);
    rn_tokens_init(&b->tok);
    bench_compile(b->text, files, n, &b->image);
    ck_assert_int_eq(rn_image_open(&b->im, rn_buf_span(&b->image), "test", &d),
                     RENORM_OK);
    rn_chart_init(&b->chart, &b->im);
    return b;
}

static inline void bench_free(struct bench *b)
{
    rn_chart_release(&b->chart);
    rn_tokens_release(&b->tok);
    rn_selection_release(&b->sel);
    rn_buf_release(&b->image);
    rn_buf_release(&b->out);
    rn_text_free(b->text);
    free(b->vote);
    free(b->label);
    free(b);
}

/* Tokens and words of a page, all of it in one language. */
static inline void bench_page(struct bench *b, struct rn_span page,
                              uint8_t class_of_page)
{
    struct rn_route route;

    ck_assert_int_eq(rn_text_tokenize(b->text, page, &b->tok), RENORM_OK);
    free(b->vote);
    free(b->label);
    b->vote = calloc(b->tok.n + 1, sizeof *b->vote);
    b->label = malloc(b->tok.n + 1);
    ck_assert(b->vote && b->label);
    memset(b->label, class_of_page, b->tok.n + 1);
    route = (struct rn_route){ .votes = bench_votes,
                               .vote = b->vote,
                               .label = b->label };
    ck_assert_int_eq(rn_chart_page(&b->chart, page, &b->tok, route), RENORM_OK);
}

static inline void bench_put_text(struct bench *b, uint32_t start, uint32_t end)
{
    uint32_t from = b->tok.start[start];

    rn_buf_put(&b->out, b->chart.page.ptr + from, b->tok.end[end - 1] - from);
}

/* The mentions of a text: "words = Name; words = Name", until the next call. */
static inline const char *bench_mentions(struct bench *b, struct rn_span page,
                                         uint8_t class_of_page)
{
    bench_page(b, page, class_of_page);
    rn_buf_clear(&b->out);
    for (uint32_t s = 0; s < b->tok.nsegments; s++) {
        ck_assert_int_eq(rn_chart_segment(&b->chart, s), RENORM_OK);
        ck_assert_int_eq(rn_select(&b->chart, &b->sel), RENORM_OK);
        for (size_t i = 0; i < b->sel.n; i++) {
            const struct rn_found *f = &b->sel.v[i];
            if (b->out.len)
                rn_buf_puts(&b->out, "; ");
            bench_put_text(b, f->start, f->end);
            rn_buf_puts(&b->out, " = ");
            rn_name_render(&b->chart, f->item, &b->out);
            if (rn_item_plural(&b->chart, &b->chart.items[f->item]))
                rn_buf_puts(&b->out, " (plural)");
        }
    }
    return b->out.ptr;
}

static inline const char *bench_vi(struct bench *b, const char *page)
{
    return bench_mentions(b, rn_span_str(page), RN_ROUTE_VI);
}

static inline const char *bench_en(struct bench *b, const char *page)
{
    return bench_mentions(b, rn_span_str(page), RN_ROUTE_EN);
}

/* The longest living item of a built-in kind at the first token that has one,
 * of numbers at the first token of digits: "value <words>", or "" where there
 * is none. Until the next call. */
static inline const char *bench_builtin(struct bench *b, const char *page,
                                        uint32_t kind)
{
    bench_page(b, rn_span_str(page), RN_ROUTE_VI);
    rn_buf_clear(&b->out);
    if (!b->tok.nsegments)
        return b->out.ptr;
    ck_assert_int_eq(rn_chart_segment(&b->chart, 0), RENORM_OK);
    for (uint32_t i = b->chart.first; i < b->chart.last; i++) {
        const struct rn_item *best = NULL;
        uint32_t n;
        const struct rn_item *it = rn_cell(&b->chart, i, &n);
        for (uint32_t k = 0; k < n; k++)
            if (it[k].kind == kind && !(it[k].flags & RN_ITEM_DEAD) &&
                (!best || it[k].end > best->end))
                best = &it[k];
        if (!best && kind == RN_B_NUMBER && (b->tok.flags[i] & RN_TOK_NUMBER))
            break;
        if (!best)
            continue;
        rn_value_text(&b->chart, best, &b->out);
        rn_buf_puts(&b->out, " <");
        bench_put_text(b, best->start, best->end);
        rn_buf_puts(&b->out, ">");
        break;
    }
    return b->out.ptr;
}

/* The bench of a file's tests, `b`, with `files` as its lexicon, and what sets
 * it up and takes it down. */
#define BENCH_FIXTURE(files)                                                   \
    static struct bench *b;                                                    \
    static void setup(void)                                                    \
    {                                                                          \
        b = bench_new(files, ROWS(files));                                     \
    }                                                                          \
    static void teardown(void)                                                 \
    {                                                                          \
        bench_free(b);                                                         \
    }

#endif
