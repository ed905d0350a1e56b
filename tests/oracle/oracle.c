/* oracle.c - the chart against the naive parser, on random lexicons and random
 * texts.
 *
 *     oracle [LEXICONS [SEED]]
 *
 * The seeds are SEED, SEED + 1 and so on, one a lexicon; from 1 on where none
 * is given. Each lexicon is read with a few texts. Where the two disagree,
 * lexicon, text and both answers are shown with the command that repeats them
 * alone. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "match/compile.h"
#include "match/select.h"
#include "naive.h"
#include "random.h"
#include "rewrite/name.h"

enum {
    TEXTS = 6,
    NOISE = -1000 /* 1/100 nat */
};

/* What was compared: a comparison of nothing with nothing proves nothing. */
struct tally {
    size_t lexicons, refused, texts, mentions, nested, deepest, longest, plural,
        repeated;
};

struct judge {
    uint64_t seed;
    struct rn_text *text;  /* of forms */
    struct rn_text *reads; /* of the lexicon's texts */
    struct random_lexicon l;
    struct rn_model m;
    struct rn_buf image, page, mine, theirs;
    struct rn_image im;
    struct rn_chart chart;
    struct rn_selection sel;
    struct rn_tokens tok;
    struct naive naive;
    struct tally sum;
};

static void must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "oracle: %s\n", what);
        exit(2);
    }
}

/* ---- one lexicon -------------------------------------------------------- */

static void tell(void *arg, const renorm_diag *diag)
{
    (void)arg;
    fprintf(stderr, "# %s:%zu: %s\n", diag->file, diag->line, diag->message);
}

/* Make, load and compile; false where the model refuses it. */
static bool open_lexicon(struct judge *j, struct chance *c)
{
    struct rn_memory_file files[R_FILES];
    struct rn_diags d = { .sink = getenv("ORACLE_DIAGS") ? tell : NULL };

    random_lexicon(c, &j->l);
    for (size_t f = 0; f < R_FILES; f++)
        files[f] = (struct rn_memory_file){ random_paths[f],
                                            rn_buf_span(&j->l.file[f]) };
    rn_model_init(&j->m);
    if (rn_model_load_memory(&j->m, files, R_FILES, "random", &d) !=
            RENORM_OK ||
        rn_model_finish(&j->m, j->text, false, &d) != RENORM_OK) {
        rn_model_release(&j->m);
        return false;
    }
    rn_buf_clear(&j->image);
    must(rn_compile(&j->m, j->text, &j->image, &d) == RENORM_OK, "no image");
    must(rn_image_open(&j->im, rn_buf_span(&j->image), "random", &d) ==
             RENORM_OK,
         "the image does not open");
    rn_chart_init(&j->chart, &j->im);
    must(rn_text_new(&j->reads) == RENORM_OK, "out of memory");
    rn_text_know(j->reads, rn_image_knows, &j->im);
    naive_begin(&j->naive, &j->m);
    return true;
}

static void close_lexicon(struct judge *j)
{
    j->sum.repeated += j->naive.repeated;
    naive_end(&j->naive);
    rn_chart_release(&j->chart);
    rn_text_free(j->reads);
    rn_model_release(&j->m);
}

/* ---- one text ----------------------------------------------------------- */

static void put_mention(struct rn_buf *out, size_t start, size_t end,
                        const char *concept, bool plural)
{
    rn_buf_printf(out, "%zu-%zu %s%s ", start, end, concept,
                  plural ? " plural" : "");
}

static void naive_mentions(struct judge *j, renorm_lang lang)
{
    rn_buf_clear(&j->mine);
    naive_read(&j->naive, j->page.ptr, j->page.len, lang);
    for (size_t i = 0; i < j->naive.nout; i++) {
        const struct n_mention *m = &j->naive.out[i];
        struct rn_buf name;
        rn_buf_init(&name);
        naive_name(&j->naive, m->item, &name);
        put_mention(&j->mine, m->start, m->end,
                    j->m.concepts[m->item->by->concept].id.ptr,
                    m->item->plural);
        rn_buf_printf(&j->mine, "\"%s\"\n", name.ptr);
        rn_buf_release(&name);
        j->sum.mentions++;
        j->sum.nested += m->item->nodes > 1;
        j->sum.plural += m->item->plural;
        if (m->item->nodes > j->sum.deepest)
            j->sum.deepest = m->item->nodes;
        if (m->item->end - m->item->start > j->sum.longest)
            j->sum.longest = m->item->end - m->item->start;
    }
}

/* All tokens in one language, none of ours better than another, noise far
 * behind; Vietnamese is also read as if it were written without marks, which
 * makes no difference to ASCII. */
static const int16_t votes[][RN_ROUTE_LANES] = { { [RN_ROUTE_OTHER] = NOISE } };

struct flat {
    uint32_t *vote;
    uint8_t *label, *unmarked;
};

static struct flat flat_route(const struct judge *j, renorm_lang lang)
{
    static const uint8_t class_of[] = { RN_ROUTE_VI, RN_ROUTE_MS, RN_ROUTE_EN };
    struct flat f = { calloc(j->tok.n + 1, sizeof *f.vote),
                      malloc(j->tok.n + 1), malloc(j->tok.nsegments + 1) };

    must(f.vote && f.label && f.unmarked, "out of memory");
    memset(f.label, class_of[lang], j->tok.n + 1);
    memset(f.unmarked, lang == RENORM_VI && j->page.len % 2,
           j->tok.nsegments + 1);
    return f;
}

/* How the chart read an item. */
static void show_item(const struct judge *j, const struct rn_item *it,
                      int depth)
{
    const struct rn_chart *c = &j->chart;

    fprintf(stderr, "%*s%u-%u ", 2 + 2 * depth, "", it->start - c->first,
            it->end - c->first);
    if (it->concept == RN_NONE)
        fprintf(stderr, "digits\n");
    else
        fprintf(stderr, "%s by %u.%u\n",
                rn_image_str(&j->im, j->im.concepts[it->concept].id),
                j->im.accepts[it->accept].form, j->im.accepts[it->accept].path);
    for (uint32_t k = 0; k < it->nkids; k++)
        show_item(j, &c->items[c->kids[it->kids + k]], depth + 1);
}

static void chart_mentions(struct judge *j, renorm_lang lang, bool told)
{
    struct flat flat;

    rn_buf_clear(&j->theirs);
    must(rn_text_tokenize(j->reads, rn_buf_span(&j->page), &j->tok) ==
             RENORM_OK,
         "no tokens");
    flat = flat_route(j, lang);
    must(rn_chart_page(&j->chart, rn_buf_span(&j->page), &j->tok,
                       (struct rn_route){ votes, flat.vote, flat.label,
                                          flat.unmarked }) == RENORM_OK,
         "no page");
    for (uint32_t s = 0; s < j->tok.nsegments; s++) {
        must(rn_chart_segment(&j->chart, s) == RENORM_OK, "no segment");
        must(rn_select(&j->chart, &j->sel) == RENORM_OK, "no selection");
        for (size_t i = 0; i < j->sel.n; i++) {
            const struct rn_found *f = &j->sel.v[i];
            const struct rn_item *it = &j->chart.items[f->item];
            put_mention(&j->theirs, j->tok.start[f->start],
                        j->tok.end[f->end - 1],
                        rn_image_str(&j->im, j->im.concepts[it->concept].id),
                        it->flags & RN_ITEM_PLURAL);
            rn_buf_putc(&j->theirs, '"');
            rn_name_render(&j->chart, f->item, &j->theirs);
            rn_buf_puts(&j->theirs, "\"\n");
            if (told)
                show_item(j, it, 0);
        }
    }
    free(flat.vote);
    free(flat.label);
    free(flat.unmarked);
}

/* The chart's living readings of the last segment. */
static void show_chart(const struct judge *j)
{
    const struct rn_chart *c = &j->chart;

    for (uint32_t i = c->first; i < c->last; i++) {
        uint32_t n;
        const struct rn_item *it = rn_cell(c, i, &n);
        for (uint32_t k = 0; k < n; k++)
            if (it[k].concept != RN_NONE && !(it[k].flags & RN_ITEM_DEAD))
                fprintf(stderr, "  %u-%u %s by %u.%u%s\n",
                        it[k].start - c->first, it[k].end - c->first,
                        rn_image_str(&j->im, j->im.concepts[it[k].concept].id),
                        j->im.accepts[it[k].accept].form,
                        j->im.accepts[it[k].accept].path,
                        it[k].flags & RN_ITEM_STANDS ? " stands" : "");
    }
}

/* ---- the verdict -------------------------------------------------------- */

static void show(struct judge *j, renorm_lang lang)
{
    static const char *const langs[] = { "vi", "ms", "en" };

    for (size_t f = 0; f < R_FILES; f++)
        fprintf(stderr, "# %s\n%s", random_paths[f], j->l.file[f].ptr);
    naive_dump(&j->naive);
    fprintf(stderr, "text (%s): |", langs[lang]);
    for (size_t i = 0; i < j->page.len; i++)
        if (j->page.ptr[i] == '\0' || j->page.ptr[i] == '\xff')
            fprintf(stderr, "\\x%02x", (unsigned char)j->page.ptr[i]);
        else
            fputc(j->page.ptr[i], stderr);
    fprintf(stderr, "|\nthe last segment's readings:\n");
    for (size_t i = 0; i < j->naive.nout; i++)
        if (j->naive.out[i].item->nkids)
            naive_tree(&j->naive, j->naive.out[i].item, 0);
    fprintf(stderr, "the chart's:\n");
    show_chart(j);
    fprintf(stderr, "its mentions:\n");
    chart_mentions(j, lang, true);
    fprintf(stderr, "expected:\n%sfound:\n%s", j->mine.ptr, j->theirs.ptr);
    fprintf(stderr, "again: oracle 1 %" PRIu64 "\n", j->seed);
}

static bool judge_text(struct judge *j, struct chance *c)
{
    renorm_lang lang = (renorm_lang)chance_below(c, 3);

    random_text(c, &j->naive, &j->page);
    naive_mentions(j, lang);
    chart_mentions(j, lang, false);
    j->sum.texts++;
    if (rn_span_eq(rn_buf_span(&j->mine), rn_buf_span(&j->theirs)))
        return true;
    show(j, lang);
    return false;
}

static bool judge_lexicon(struct judge *j)
{
    struct chance c = { j->seed };
    bool same = true;

    j->sum.lexicons++;
    if (!open_lexicon(j, &c)) {
        j->sum.refused++;
        return true;
    }
    for (int t = 0; t < TEXTS && same; t++)
        same = judge_text(j, &c);
    close_lexicon(j);
    return same;
}

static void judge_init(struct judge *j)
{
    must(rn_text_new(&j->text) == RENORM_OK, "out of memory");
    random_lexicon_init(&j->l);
    rn_buf_init(&j->image);
    rn_buf_init(&j->page);
    rn_buf_init(&j->mine);
    rn_buf_init(&j->theirs);
    rn_selection_init(&j->sel);
    rn_tokens_init(&j->tok);
}

static void judge_release(struct judge *j)
{
    rn_text_free(j->text);
    random_lexicon_release(&j->l);
    rn_buf_release(&j->image);
    rn_buf_release(&j->page);
    rn_buf_release(&j->mine);
    rn_buf_release(&j->theirs);
    rn_selection_release(&j->sel);
    rn_tokens_release(&j->tok);
}

/* Whether enough was seen to mean something. */
static bool telling(const struct tally *t)
{
    return t->lexicons < 100 ||
           (t->refused * 2 < t->lexicons && t->mentions > t->texts &&
            t->nested * 6 > t->mentions && t->plural &&
            t->repeated * 1000 > t->mentions &&
            t->deepest >= RN_DERIVATION_MAX / 2);
}

int main(int argc, char **argv)
{
    static struct judge j;
    size_t lexicons = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000, wrong = 0;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;

    judge_init(&j);
    printf("1..2\n# oracle %zu %" PRIu64 "\n", lexicons, seed);
    for (size_t i = 0; i < lexicons && !wrong; i++) {
        j.seed = seed + i;
        wrong += !judge_lexicon(&j);
    }
    printf("%s 1 - chart and naive parser agree\n", wrong ? "not ok" : "ok");
    printf("%s 2 - there was enough to compare\n",
           telling(&j.sum) ? "ok" : "not ok");
    printf("# %zu lexicons (%zu refused), %zu texts, %zu mentions: %zu nested, "
           "%zu plural, %zu of lists, "
           "at most %zu concepts and %zu tokens\n",
           j.sum.lexicons, j.sum.refused, j.sum.texts, j.sum.mentions,
           j.sum.nested, j.sum.plural, j.sum.repeated, j.sum.deepest,
           j.sum.longest);
    judge_release(&j);
    return wrong || !telling(&j.sum);
}
