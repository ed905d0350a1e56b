/* renorm detect: which language each span is. */
#include <string.h>

#include "cli/commands.h"
#include "cli/reader.h"
#include "cli/spell.h"
#include "cli/target.h"

enum { LANGS = RENORM_UND + 1 };

struct detect {
    const struct cli_config *c;
    struct cli_reader reader;
    struct cli_target target;
    struct cli_bytes row;

    /* --lines: the line at hand */
    bool open;
    uint64_t margins[LANGS], bytes[LANGS];
    struct cli_bytes spans;
};

/* ---- spans of documents ------------------------------------------------- */

static void span_object(struct detect *d, uint64_t start, uint64_t end,
                        const renorm_lang_span *s)
{
    struct cli_bytes *b = &d->row;

    cli_bytes_putc(b, '{');
    cli_put_field(b, "file", d->reader.file);
    cli_put_number(b, "start", start);
    cli_put_number(b, "end", end);
    cli_put_field(b, "lang", renorm_lang_name(s->lang));
    cli_put_key(b, "margin");
    cli_put_int(b, s->margin);
    if (d->c->jsonl) {
        cli_put_field(b, "field", d->reader.string.pointer);
        cli_put_number(b, "record", d->reader.record);
    }
    cli_bytes_puts(b, "}\n");
}

static void span_row(struct detect *d, uint64_t start, uint64_t end,
                     const renorm_lang_span *s)
{
    struct cli_bytes *b = &d->row;

    cli_put_u64(b, start);
    cli_bytes_putc(b, '\t');
    cli_put_u64(b, end);
    cli_bytes_printf(b, "\t%s\t", renorm_lang_name(s->lang));
    cli_put_int(b, s->margin);
    cli_bytes_putc(b, '\t');
    cli_put_cell(b, d->reader.file, strlen(d->reader.file));
    if (d->c->jsonl) {
        cli_bytes_putc(b, '\t');
        cli_put_u64(b, d->reader.record);
        cli_bytes_putc(b, '\t');
        cli_put_cell(b, d->reader.string.pointer,
                     strlen(d->reader.string.pointer));
    }
    cli_bytes_putc(b, '\n');
}

static renorm_status span(void *arg, const renorm_lang_span *s)
{
    struct detect *d = arg;
    uint64_t start = cli_reader_offset(&d->reader, s->start);
    uint64_t end = cli_reader_offset(&d->reader, s->end);

    d->row.len = 0;
    if (d->c->json)
        span_object(d, start, end, s);
    else
        span_row(d, start, end, s);
    return cli_out_write(d->target.out, d->row.ptr, d->row.len);
}

/* ---- lines -------------------------------------------------------------- */

static renorm_status line_span(void *arg, const renorm_lang_span *s)
{
    struct detect *d = arg;
    struct cli_bytes *b = &d->spans;

    d->margins[s->page] += s->page_margin > 0 ? (uint64_t)s->page_margin : 0;
    d->bytes[s->lang] += s->end - s->start;
    if (d->c->json)
        cli_bytes_printf(b, "%s[%llu,%llu,\"%s\"]", b->len ? "," : "",
                         (unsigned long long)s->start,
                         (unsigned long long)s->end, renorm_lang_name(s->lang));
    else
        cli_bytes_printf(b, "%s%llu-%llu:%s", b->len ? "," : "",
                         (unsigned long long)s->start,
                         (unsigned long long)s->end, renorm_lang_name(s->lang));
    return RENORM_OK;
}

/* The one answer for a line: the leading language of its page (a very long line
 * has several: the one that leads by the most together), and by how much.
 * Without evidence it is und. */
static renorm_lang line_answer(const struct detect *d, uint64_t *margin)
{
    int best = RENORM_UND;
    uint64_t second = 0;

    for (int i = 0; i < LANGS; i++) {
        if (d->margins[i] > d->margins[best] ||
            (d->margins[i] && d->margins[i] == d->margins[best] &&
             d->bytes[i] > d->bytes[best]))
            best = i;
    }
    for (int i = 0; i < LANGS; i++)
        if (i != best && d->margins[i] > second)
            second = d->margins[i];
    *margin = d->margins[best] - second;
    return (renorm_lang)best;
}

static void forget_line(struct detect *d)
{
    d->open = false;
    d->spans.len = 0;
    memset(d->margins, 0, sizeof d->margins);
    memset(d->bytes, 0, sizeof d->bytes);
}

static renorm_status end_line(struct detect *d)
{
    struct cli_bytes *b = &d->row;
    const char *spans = d->spans.len ? d->spans.ptr : "";
    uint64_t margin;
    renorm_lang lang = line_answer(d, &margin);

    b->len = 0;
    if (d->c->json) {
        cli_bytes_printf(b, "{\"lang\":\"%s\",\"margin\":%llu,\"spans\":[",
                         renorm_lang_name(lang), (unsigned long long)margin);
        cli_bytes_put(b, spans, d->spans.len);
        cli_bytes_puts(b, "]}\n");
    } else {
        cli_bytes_printf(b, "%s\t%llu\t", renorm_lang_name(lang),
                         (unsigned long long)margin);
        cli_bytes_put(b, spans, d->spans.len);
        cli_bytes_putc(b, '\n');
    }
    forget_line(d);
    return cli_out_write(d->target.out, b->ptr, b->len);
}

/* Each line is a document, so that no line is a prior for another. A carriage
 * return before the line feed stays with the line: it is a blank to the engine.
 */
static renorm_status feed_lines(void *arg, const char *ptr, size_t len)
{
    struct detect *d = arg;
    renorm_context *ctx = d->reader.ctx;
    const renorm_handler *handler = &d->reader.hooks->engine;
    renorm_status status = RENORM_OK;

    while (len && status == RENORM_OK) {
        const char *end = memchr(ptr, '\n', len);
        size_t n = end ? (size_t)(end - ptr) : len;

        if (end && !d->open) {
            status = renorm_document(ctx, handler, ptr, n);
        } else {
            if (!d->open)
                status = renorm_begin(ctx, handler);
            d->open = true;
            if (status == RENORM_OK)
                status = renorm_feed(ctx, ptr, n);
            if (status == RENORM_OK && end)
                status = renorm_end(ctx);
        }
        if (status == RENORM_OK && end)
            status = end_line(d);
        ptr += n + (end != NULL);
        len -= n + (end != NULL);
    }
    return status;
}

static bool end_file(void *arg, bool whole)
{
    struct detect *d = arg;

    if (!d->open || !whole) {
        forget_line(d);
        return true;
    }
    if (renorm_end(d->reader.ctx) != RENORM_OK)
        cli_msg_nomem();
    return end_line(d) == RENORM_OK;
}

/* ---- the command -------------------------------------------------------- */

enum cli_exit cli_cmd_detect(const struct cli_config *c,
                             const renorm_lexicon *lex)
{
    struct detect d = { .c = c };
    struct cli_hooks hooks = { .arg = &d,
                               .engine = { .arg = &d, .span = span },
                               .target = &d.target };
    const char *head = c->jsonl
                           ? "start\tend\tlang\tmargin\tfile\trecord\tfield\n"
                           : "start\tend\tlang\tmargin\tfile\n";
    struct cli_config own = *c;
    enum cli_exit code = RN_EXIT_ERROR;

    if (c->engine.lines) {
        hooks.engine.span = line_span;
        hooks.pieces = feed_lines;
        hooks.end = end_file;
        own.engine.lines = 0;
    }
    if (!cli_reader_init(&d.reader, &own, lex, &hooks) ||
        !cli_target_open(&d.target, c->output))
        goto out;
    if (!c->json && !c->engine.lines)
        cli_out_write(d.target.out, head, strlen(head));
    code = cli_reader_answer(&d.reader);
out:
    cli_reader_release(&d.reader);
    cli_bytes_release(&d.row);
    cli_bytes_release(&d.spans);
    return code;
}
