/* naming.c - what a reading is called, each rule as it is told. */
#include "naive.h"

#include <stdio.h>

#include "base/limits.h"
#include "spelling.h"

/* What fills a slot: a reading, or a concept that the form binds. */
struct filler {
    const struct n_item *item;
    const struct rn_concept *concept;
};

static struct filler filler_of(const struct naive *n, const struct n_item *it,
                               const char *label, size_t len)
{
    struct filler f = { NULL, NULL };
    size_t k = 0;

    for (size_t i = 0; i < it->by->p.n; i++) {
        const struct n_elem *e = &it->by->p.e[i];
        if (!e->slot)
            continue;
        if (strlen(e->label) == len && !memcmp(e->label, label, len) &&
            !f.item) {
            f.item = it->kid[k];
            f.concept = naive_concept(n, f.item);
        }
        k++;
    }
    for (size_t i = 0; i < it->by->p.nb && !f.item; i++) {
        const struct n_bind *b = &it->by->p.b[i];
        if (strlen(b->label) == len && !memcmp(b->label, label, len))
            f.concept = &n->m->concepts[rn_model_concept(
                n->m, rn_span_str(b->concept))];
    }
    return f;
}

static bool ends_with(const struct rn_buf *b, const char *tail)
{
    size_t len = strlen(tail);

    return b->len >= len && !memcmp(b->ptr + b->len - len, tail, len);
}

/* Whether the text ends with the words and a blank. */
static bool said_before(struct rn_buf *out, const struct rn_buf *words)
{
    size_t rest;

    if (out->len <= words->len || out->ptr[out->len - 1] != ' ')
        return false;
    rest = out->len - 1 - words->len;
    return !memcmp(out->ptr + rest, words->ptr, words->len) &&
           (!rest || out->ptr[rest - 1] == ' ');
}

static void cut(struct rn_buf *b, size_t len)
{
    b->len = len;
    b->ptr[len] = '\0';
}

static bool write_range(const struct naive *n, const struct n_item *it,
                        const char *s, const char *end, struct rn_buf *out);

static const char *option_end(const char *s)
{
    for (unsigned depth = 1;; s++) {
        depth += (*s == '[') - (*s == ']');
        if (!depth)
            return s;
    }
}

/* Into an empty buffer; blanks at the end of a name are not of it. */
static bool write_whole(const struct naive *n, const struct n_item *it,
                        struct rn_buf *out)
{
    static const char *const tails[] = { "th", "st", "nd", "rd" };
    struct rn_span name;
    unsigned one = it->number % 10, ten = it->number / 10 % 10;
    bool filled;

    if (it->by) {
        name = n->m->concepts[it->by->concept].name;
        filled = write_range(n, it, name.ptr, name.ptr + name.len, out);
        while (out->len && out->ptr[out->len - 1] == ' ')
            cut(out, out->len - 1);
        return filled;
    }
    rn_buf_printf(out, "%u%s", it->number,
                  it->kind == RN_B_INT ? ""
                                       : tails[ten != 1 && one < 4 ? one : 0]);
    return true;
}

/* "the" goes where the filler takes none; what the text before already says
 * with a word (or more) is not said again. */
static bool write_slot(const struct naive *n, const struct n_item *it,
                       const char *label, size_t len, struct rn_buf *out)
{
    struct filler f = filler_of(n, it, label, len);
    struct rn_buf said;
    bool ok = true, again;

    if (!f.item && !f.concept)
        return false;
    if (f.concept && (f.concept->flags & RN_CONCEPT_NO_ARTICLE) &&
        ends_with(out, "the "))
        cut(out, out->len - 4);
    rn_buf_init(&said);
    if (f.item)
        ok = write_whole(n, f.item, &said);
    else
        rn_buf_put_span(&said, f.concept->name);
    again = ok && said.len && said_before(out, &said);
    if (again)
        cut(out, out->len - 1);
    else
        rn_buf_put_span(out, rn_buf_span(&said));
    rn_buf_release(&said);
    return ok;
}

/* An option that is not shown leaves no trace. */
static void write_option(const struct naive *n, const struct n_item *it,
                         const char *s, const char *end, struct rn_buf *out)
{
    struct rn_buf before;

    rn_buf_init(&before);
    rn_buf_put_span(&before, rn_buf_span(out));
    if (!write_range(n, it, s, end, out)) {
        rn_buf_clear(out);
        rn_buf_put_span(out, rn_buf_span(&before));
    }
    rn_buf_release(&before);
}

/* False where a slot outside every option is not filled. */
static bool write_range(const struct naive *n, const struct n_item *it,
                        const char *s, const char *end, struct rn_buf *out)
{
    bool filled = true;

    while (s < end) {
        const char *close;
        if (*s == '[') {
            close = option_end(s + 1);
            write_option(n, it, s + 1, close, out);
            s = close + 1;
        } else if (*s == '{') {
            close = memchr(s, '}', (size_t)(end - s));
            filled &= write_slot(n, it, s + 1, (size_t)(close - s - 1), out);
            s = close + 1;
        } else {
            rn_buf_putc(out, *s++);
        }
    }
    return filled;
}

void naive_name(const struct naive *n, const struct n_item *item,
                struct rn_buf *out)
{
    write_whole(n, item, out);
}

void naive_tree(const struct naive *n, const struct n_item *it, unsigned depth)
{
    fprintf(stderr, "%*s%zu-%zu %s", (int)(2 * depth), "", it->start, it->end,
            it->by ? naive_concept(n, it)->id.ptr : "digits");
    if (it->by)
        fprintf(stderr, " by %zu", it->by->rank);
    fprintf(stderr, " (%u concepts, %u words)\n", it->nodes, it->words);
    for (size_t k = 0; k < it->nkids; k++)
        naive_tree(n, it->kid[k], depth + 1);
}
