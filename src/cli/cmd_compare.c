/* renorm compare: which terms one version of a report has and another lacks.
 *
 * Every mention of every version is kept as a row. Sorted by term the rows of a
 * term stand together, each version's in the order of its text; a term is
 * written where the versions do not have it equally often. Terms come in the
 * order in which they are first met: that in which an archive keeper reads. */
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/reader.h"
#include "cli/spell.h"
#include "cli/target.h"

/* The strings of a row stand in the pool one after another, each with a NUL
 * behind it. */
enum { CANONICAL, KIND, CONCEPT, TEXT, FIELD };

struct row {
    size_t at;           /* of its strings in the pool */
    const char *strings; /* the same, once all is read */
    size_t order;        /* its number among the mentions of all versions */
    size_t version;
    renorm_lang lang;
    struct cli_place place;
    uint64_t record;
};

struct version {
    char *file;
    uint64_t bytes[RENORM_UND + 1]; /* by language */
    size_t mentions, terms;
};

/* Some rows beside each other. */
struct term {
    const struct row *rows;
    size_t n;
};

struct compare {
    const struct cli_config *c;
    struct cli_reader reader;
    struct cli_target target;
    struct cli_bytes pool, line;
    struct row *rows;
    struct version *versions;
    struct term *terms;
    size_t nrows, rows_cap, nversions, versions_cap, nterms, terms_cap;
    size_t nsame; /* terms that all versions have equally often */
    bool shared;  /* a term is in two versions */
};

/* ---- reading ------------------------------------------------------------ */

static bool begin(void *arg, const char *file)
{
    struct compare *k = arg;

    cli_more(&k->versions, k->nversions, &k->versions_cap, sizeof *k->versions);
    k->versions[k->nversions++] = (struct version){ .file = cli_strdup(file) };
    return true;
}

static renorm_status span(void *arg, const renorm_lang_span *s)
{
    struct compare *k = arg;

    k->versions[k->nversions - 1].bytes[s->lang] += s->end - s->start;
    return RENORM_OK;
}

static renorm_status mention(void *arg, const renorm_mention *m)
{
    struct compare *k = arg;
    struct row row = { .at = k->pool.len,
                       .order = k->nrows,
                       .version = k->nversions - 1,
                       .lang = m->lang,
                       .record = k->reader.record };
    const char *strings[] = { m->canonical, m->kind, m->concept };

    cli_reader_place(&k->reader, m, &row.place);
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        cli_bytes_put(&k->pool, strings[i], strlen(strings[i]) + 1);
    cli_bytes_put(&k->pool, m->text, m->text_len);
    cli_bytes_putc(&k->pool, '\0');
    if (k->c->jsonl)
        cli_bytes_puts(&k->pool, k->reader.string.pointer);
    cli_bytes_putc(&k->pool, '\0');
    cli_more(&k->rows, k->nrows, &k->rows_cap, sizeof *k->rows);
    k->rows[k->nrows++] = row;
    k->versions[row.version].mentions++;
    return RENORM_OK;
}

/* ---- terms -------------------------------------------------------------- */

static const char *str(const struct row *r, int which)
{
    const char *s = r->strings;

    while (which--)
        s += strlen(s) + 1;
    return s;
}

static int term_order(const struct row *a, const struct row *b)
{
    int d = strcmp(str(a, CANONICAL), str(b, CANONICAL));

    return d ? d : strcmp(str(a, KIND), str(b, KIND));
}

static int by_term(const void *pa, const void *pb)
{
    const struct row *a = pa, *b = pb;
    int d = term_order(a, b);

    return d ? d : (a->order > b->order) - (a->order < b->order);
}

static int by_first(const void *pa, const void *pb)
{
    const struct term *a = pa, *b = pb;

    return (a->rows->order > b->rows->order) -
           (a->rows->order < b->rows->order);
}

/* How often version `v` has the term. */
static size_t count(const struct term *t, size_t v)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++)
        n += t->rows[i].version == v;
    return n;
}

static bool differs(const struct compare *k, const struct term *t)
{
    bool same = true;

    for (size_t v = 1; v < k->nversions; v++)
        same = same && count(t, v) == count(t, 0);
    return !same;
}

/* Sort the rows into terms. */
static void group(struct compare *k)
{
    for (size_t i = 0; i < k->nrows; i++)
        k->rows[i].strings = k->pool.ptr + k->rows[i].at;
    if (k->nrows)
        qsort(k->rows, k->nrows, sizeof *k->rows, by_term);
    for (size_t i = 0; i < k->nrows; i++) {
        const struct row *r = &k->rows[i];
        bool new_term = !i || term_order(r - 1, r) != 0;

        if (new_term) {
            cli_more(&k->terms, k->nterms, &k->terms_cap, sizeof *k->terms);
            k->terms[k->nterms++] = (struct term){ .rows = r };
        }
        if (new_term || r[-1].version != r->version) {
            k->versions[r->version].terms++;
            k->shared = k->shared || !new_term;
        }
        k->terms[k->nterms - 1].n++;
    }
    for (size_t i = 0; i < k->nterms; i++)
        k->nsame += !differs(k, &k->terms[i]);
    if (k->nterms)
        qsort(k->terms, k->nterms, sizeof *k->terms, by_first);
}

/* ---- the answer --------------------------------------------------------- */

/* The language that most of a version is in. */
static renorm_lang lang_of(const struct version *v)
{
    int best = RENORM_UND;

    for (int l = 0; l < RENORM_UND; l++)
        if (v->bytes[l] > v->bytes[best])
            best = l;
    return (renorm_lang)best;
}

static void put_text(struct cli_bytes *b, const char *s)
{
    cli_put_cell(b, s, strlen(s));
}

static void put_versions(struct compare *k)
{
    struct cli_bytes *b = &k->line;

    for (size_t i = 0; i < k->nversions; i++) {
        const struct version *v = &k->versions[i];
        put_text(b, v->file);
        cli_bytes_printf(b, ": %s, mentions: %zu, terms: %zu\n",
                         renorm_lang_name(lang_of(v)), v->mentions, v->terms);
    }
    cli_bytes_printf(b, "terms equally often in all: %zu of %zu\n", k->nsame,
                     k->nterms);
}

static void put_term(struct compare *k, const struct term *t)
{
    struct cli_bytes *b = &k->line;
    const struct row *r = t->rows;

    cli_bytes_printf(b, "\n%s: %s\n", str(r, KIND), str(r, CANONICAL));
    for (size_t v = 0, i = 0; v < k->nversions; v++) {
        cli_bytes_printf(b, "  %zu in ", count(t, v));
        put_text(b, k->versions[v].file);
        cli_bytes_putc(b, '\n');
        for (; i < t->n && r[i].version == v; i++) {
            cli_bytes_puts(b, "    ");
            put_text(b, k->versions[v].file);
            cli_bytes_printf(
                b, ":%llu:%llu: ", (unsigned long long)r[i].place.line,
                (unsigned long long)r[i].place.column);
            put_text(b, str(&r[i], TEXT));
            cli_bytes_putc(b, '\n');
        }
    }
}

static void put_json_versions(struct compare *k)
{
    struct cli_bytes *b = &k->line;

    for (size_t i = 0; i < k->nversions; i++) {
        const struct version *v = &k->versions[i];
        cli_bytes_putc(b, '{');
        cli_put_field(b, "version", v->file);
        cli_put_field(b, "lang", renorm_lang_name(lang_of(v)));
        cli_put_number(b, "mentions", v->mentions);
        cli_put_number(b, "terms", v->terms);
        cli_bytes_puts(b, "}\n");
    }
}

static void put_json_place(struct compare *k, const struct row *r)
{
    struct cli_bytes *b = &k->line;

    cli_bytes_putc(b, '{');
    cli_put_field(b, "file", k->versions[r->version].file);
    cli_put_number(b, "start", r->place.start);
    cli_put_number(b, "end", r->place.end);
    cli_put_number(b, "line", r->place.line);
    cli_put_number(b, "column", r->place.column);
    cli_put_field(b, "text", str(r, TEXT));
    cli_put_field(b, "lang", renorm_lang_name(r->lang));
    if (k->c->jsonl) {
        cli_put_field(b, "field", str(r, FIELD));
        cli_put_number(b, "record", r->record);
    }
    cli_bytes_putc(b, '}');
}

static void put_json_term(struct compare *k, const struct term *t)
{
    struct cli_bytes *b = &k->line;

    cli_bytes_putc(b, '{');
    cli_put_field(b, "kind", str(t->rows, KIND));
    cli_put_field(b, "concept", str(t->rows, CONCEPT));
    cli_put_field(b, "canonical", str(t->rows, CANONICAL));
    cli_put_key(b, "counts");
    for (size_t v = 0; v < k->nversions; v++) {
        cli_bytes_putc(b, v ? ',' : '[');
        cli_put_u64(b, count(t, v));
    }
    cli_bytes_putc(b, ']');
    cli_put_key(b, "places");
    for (size_t i = 0; i < t->n; i++) {
        cli_bytes_putc(b, i ? ',' : '[');
        put_json_place(k, &t->rows[i]);
    }
    cli_bytes_puts(b, "]}\n");
}

static void answer(struct compare *k)
{
    (k->c->json ? put_json_versions : put_versions)(k);
    for (size_t i = 0; i < k->nterms; i++) {
        if (differs(k, &k->terms[i]))
            (k->c->json ? put_json_term : put_term)(k, &k->terms[i]);
        cli_out_write(k->target.out, k->line.ptr, k->line.len);
        k->line.len = 0;
    }
    cli_out_write(k->target.out, k->line.ptr, k->line.len);
}

/* What makes the answer worth little. */
static void warn(const struct compare *k)
{
    bool all = true;

    for (size_t i = 0; i < k->nversions; i++) {
        const struct version *v = &k->versions[i];
        all = all && v->mentions;
        if (!v->mentions)
            cli_msg(v->file, lang_of(v) == RENORM_UND
                                 ? "no known term, and no language that is read"
                                 : "no known term");
    }
    if (all && !k->shared) {
        cli_msg(NULL, "no term is in two of the files");
        cli_msg_hint("are they versions of one report?");
    }
}

/* ---- the command -------------------------------------------------------- */

static void release(struct compare *k)
{
    cli_reader_release(&k->reader);
    for (size_t i = 0; i < k->nversions; i++)
        free(k->versions[i].file);
    free(k->versions);
    free(k->rows);
    free(k->terms);
    cli_bytes_release(&k->pool);
    cli_bytes_release(&k->line);
}

static bool enough(size_t n)
{
    if (n < 2) {
        cli_msg(NULL, "'compare' needs two versions of a report or more");
        cli_msg_hint("renorm compare report.vi.txt report.en.txt");
    }
    return n >= 2;
}

enum cli_exit cli_cmd_compare(const struct cli_config *c,
                              const renorm_lexicon *lex)
{
    struct compare k = { .c = c };
    struct cli_hooks hooks = {
        .arg = &k,
        .engine = { .arg = &k, .mention = mention, .span = span },
        .target = &k.target,
        .begin = begin
    };
    enum cli_exit code = RN_EXIT_ERROR;

    if (!c->files_from && !enough(c->files.n))
        return RN_EXIT_ERROR;
    if (!cli_reader_init(&k.reader, c, lex, &hooks) ||
        !cli_target_open(&k.target, c->output))
        goto out;
    cli_reader_run(&k.reader);
    code = cli_reader_exit(&k.reader);
    if (code != RN_EXIT_ERROR && !enough(k.nversions))
        code = RN_EXIT_ERROR;
    /* With a version missing every count would be wrong. */
    if (code != RN_EXIT_ERROR) {
        group(&k);
        answer(&k);
        warn(&k);
    }
    if (code == RN_EXIT_OK && k.nsame < k.nterms)
        code = RN_EXIT_FOUND;
    if (!cli_target_close(&k.target, code != RN_EXIT_ERROR))
        code = RN_EXIT_ERROR;
    if (c->stats)
        cli_reader_stats(&k.reader);
out:
    release(&k);
    return code;
}
