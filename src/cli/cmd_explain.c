/* renorm explain: how each mention was derived, or what happened at one byte.
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/reader.h"
#include "cli/spell.h"
#include "cli/target.h"

/* Deeper than any derivation, which has at most sixteen concepts. */
enum { DEPTH_MAX = 32 };

struct explain {
    const struct cli_config *c;
    const renorm_lexicon *lex;
    struct cli_reader reader;
    struct cli_target target;
    struct cli_bytes row;
    bool color;

    /* the bytes that the nodes being written lie in */
    const char *text;
    uint64_t text_start;
    size_t text_len;

    renorm_context *at_ctx; /* --at in a record: made for its string */
    bool answered;
};

/* ---- text --------------------------------------------------------------- */

static void paint(struct explain *e, const char *code)
{
    if (e->color)
        cli_bytes_puts(&e->row, code);
}

static void put_text(struct cli_bytes *b, const char *ptr, size_t len)
{
    cli_bytes_putc(b, '"');
    cli_put_cell(b, ptr, len);
    cli_bytes_putc(b, '"');
}

/* `{slot} concept "what stands there" is "value" (vi "form", file:line)` */
static void put_node(struct explain *e, const renorm_node *n)
{
    struct cli_bytes *b = &e->row;

    if (n->slot)
        cli_bytes_printf(b, "{%s} ", n->slot);
    paint(e, "\033[1m");
    cli_bytes_puts(b, n->concept ? n->concept : n->kind);
    paint(e, "\033[0m");
    if (n->bound)
        cli_bytes_puts(b, " bound by the form");
    if (!n->bound && n->end > n->start && n->start >= e->text_start &&
        n->end <= e->text_start + e->text_len) {
        cli_bytes_putc(b, ' ');
        put_text(b, e->text + (n->start - e->text_start),
                 (size_t)(n->end - n->start));
    }
    if (n->value && *n->value) {
        cli_bytes_puts(b, " is ");
        put_text(b, n->value, strlen(n->value));
    }
    if (n->form) {
        cli_bytes_printf(b, " (%s%s", n->lang ? n->lang : "",
                         n->lang ? " " : "");
        put_text(b, n->form, strlen(n->form));
        if (n->file)
            cli_bytes_printf(b, ", %s:%zu", n->file, n->line);
        cli_bytes_putc(b, ')');
    }
    cli_bytes_putc(b, '\n');
}

/* The children of `n`, each with its own below it. `rails` is what is drawn
 * left of them. */
static void put_children(struct explain *e, const renorm_node *n,
                         const char *rails, int depth)
{
    struct cli_bytes next = { 0 };

    for (size_t i = 0; i < n->nchildren && depth < DEPTH_MAX; i++) {
        bool last = i + 1 == n->nchildren;

        cli_bytes_printf(&e->row, "%s%s", rails, last ? "└─ " : "├─ ");
        put_node(e, &n->children[i]);
        next.len = 0;
        cli_bytes_printf(&next, "%s%s", rails, last ? "   " : "│  ");
        cli_bytes_putc(&next, '\0');
        put_children(e, &n->children[i], next.ptr, depth + 1);
    }
    cli_bytes_release(&next);
}

static void put_losers(struct explain *e, const char *word,
                       const renorm_loser *losers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        cli_bytes_printf(&e->row, "    %s (%s): ", word, losers[i].reason);
        if (losers[i].node) {
            put_node(e, losers[i].node);
            put_children(e, losers[i].node, "    ", 0);
        } else {
            cli_bytes_putc(&e->row, '\n');
        }
    }
}

static void mention_text(struct explain *e, const renorm_mention *m,
                         const struct cli_place *p)
{
    struct cli_bytes *b = &e->row;

    paint(e, "\033[35m");
    cli_bytes_puts(b, e->reader.file);
    paint(e, "\033[0m");
    cli_bytes_printf(b, ":%llu:%llu: ", (unsigned long long)p->line,
                     (unsigned long long)p->column);
    put_text(b, m->text, m->text_len);
    cli_bytes_puts(b, " is ");
    paint(e, "\033[32m");
    put_text(b, m->canonical, strlen(m->canonical));
    paint(e, "\033[0m");
    cli_bytes_printf(b, "\n    %s, %s, margin %d, bytes %llu-%llu", m->kind,
                     renorm_lang_name(m->lang), m->margin,
                     (unsigned long long)p->start, (unsigned long long)p->end);
    if (p->edit_start != p->start || p->edit_end != p->end)
        cli_bytes_printf(b, ", edits %llu-%llu",
                         (unsigned long long)p->edit_start,
                         (unsigned long long)p->edit_end);
    if (m->plural)
        cli_bytes_puts(b, ", plural");
    cli_bytes_putc(b, '\n');
    if (e->c->jsonl)
        cli_bytes_printf(b, "    record %llu, field %s\n",
                         (unsigned long long)e->reader.record,
                         e->reader.string.pointer);
    for (size_t i = 0; i < m->nattributes; i++)
        cli_bytes_printf(b, "    %s: %s\n", m->attributes[i].key,
                         m->attributes[i].value);
    if (m->tree) {
        cli_bytes_puts(b, "    ");
        put_node(e, m->tree);
        put_children(e, m->tree, "    ", 0);
    }
    put_losers(e, "beat", m->losers, m->nlosers);
}

/* ---- JSON --------------------------------------------------------------- */

static void node_object(struct explain *e, const renorm_node *n, int depth)
{
    struct cli_bytes *b = &e->row;
    const struct {
        const char *key, *value;
    } strings[] = { { "slot", n->slot }, { "concept", n->concept },
                    { "kind", n->kind }, { "lang", n->lang },
                    { "form", n->form }, { "file", n->file } };

    cli_bytes_putc(b, '{');
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        cli_put_field(b, strings[i].key, strings[i].value);
    }
    cli_put_number(b, "line", n->line);
    cli_put_field(b, "value", n->value);
    cli_put_number(b, "start", cli_reader_offset(&e->reader, n->start));
    cli_put_number(b, "end", cli_reader_offset(&e->reader, n->end));
    cli_put_key(b, "bound");
    cli_bytes_puts(b, n->bound ? "true" : "false");
    cli_put_key(b, "children");
    cli_bytes_putc(b, '[');
    for (size_t i = 0; i < n->nchildren && depth < DEPTH_MAX; i++) {
        if (i)
            cli_bytes_putc(b, ',');
        node_object(e, &n->children[i], depth + 1);
    }
    cli_bytes_puts(b, "]}");
}

static void loser_array(struct explain *e, const char *key,
                        const renorm_loser *losers, size_t n)
{
    struct cli_bytes *b = &e->row;

    cli_put_key(b, key);
    cli_bytes_putc(b, '[');
    for (size_t i = 0; i < n; i++) {
        cli_bytes_puts(b, i ? ",{" : "{");
        cli_put_field(b, "reason", losers[i].reason);
        cli_put_key(b, "tree");
        if (losers[i].node)
            node_object(e, losers[i].node, 0);
        else
            cli_bytes_puts(b, "null");
        cli_bytes_putc(b, '}');
    }
    cli_bytes_putc(b, ']');
}

static void mention_object(struct explain *e, const renorm_mention *m,
                           const struct cli_place *p)
{
    struct cli_bytes *b = &e->row;

    cli_bytes_putc(b, '{');
    cli_reader_put(&e->reader, m, p, b);
    cli_put_key(b, "margin");
    cli_put_int(b, m->margin);
    cli_put_key(b, "tree");
    if (m->tree)
        node_object(e, m->tree, 0);
    else
        cli_bytes_puts(b, "null");
    loser_array(e, "losers", m->losers, m->nlosers);
    cli_bytes_puts(b, "}\n");
}

/* ---- mentions and probes ------------------------------------------------ */

static renorm_status mention(void *arg, const renorm_mention *m)
{
    struct explain *e = arg;
    struct cli_place place;

    cli_reader_place(&e->reader, m, &place);
    if (e->c->have_at && (e->c->engine.at < place.edit_start ||
                          e->c->engine.at >= place.edit_end))
        return RENORM_OK;
    e->text = m->text;
    e->text_len = m->text_len;
    e->text_start = m->start;
    e->row.len = 0;
    if (e->c->json)
        mention_object(e, m, &place);
    else
        mention_text(e, m, &place);
    return cli_out_write(e->target.out, e->row.ptr, e->row.len);
}

static void probe_text(struct explain *e, const renorm_probe *p, uint64_t start,
                       uint64_t end)
{
    struct cli_bytes *b = &e->row;

    cli_bytes_printf(b, "%s: byte %llu: ", e->reader.file,
                     (unsigned long long)e->c->engine.at);
    put_text(b, p->text ? p->text : "", p->text ? p->text_len : 0);
    cli_bytes_printf(b, " (%s, bytes %llu-%llu)\n    %s\n",
                     renorm_lang_name(p->lang), (unsigned long long)start,
                     (unsigned long long)end, p->verdict);
    put_losers(e, "reading", p->readings, p->nreadings);
}

static void probe_object(struct explain *e, const renorm_probe *p,
                         uint64_t start, uint64_t end)
{
    struct cli_bytes *b = &e->row;

    cli_bytes_putc(b, '{');
    cli_put_field(b, "file", e->reader.file);
    cli_put_number(b, "at", e->c->engine.at);
    cli_put_number(b, "start", start);
    cli_put_number(b, "end", end);
    cli_put_key(b, "text");
    cli_put_json(b, p->text ? p->text : "", p->text ? p->text_len : 0);
    cli_put_field(b, "lang", renorm_lang_name(p->lang));
    cli_put_field(b, "verdict", p->verdict);
    loser_array(e, "readings", p->readings, p->nreadings);
    cli_bytes_puts(b, "}\n");
}

static renorm_status probe(void *arg, const renorm_probe *p)
{
    struct explain *e = arg;
    uint64_t start = cli_reader_offset(&e->reader, p->start);
    uint64_t end = cli_reader_offset(&e->reader, p->end);

    e->answered = true;
    e->text = p->text;
    e->text_len = p->text ? p->text_len : 0;
    e->text_start = p->start;
    e->row.len = 0;
    if (e->c->json)
        probe_object(e, p, start, end);
    else
        probe_text(e, p, start, end);
    return cli_out_write(e->target.out, e->row.ptr, e->row.len);
}

/* ---- the command -------------------------------------------------------- */

/* Of records --at means a byte of the file: the one string that holds it gets a
 * context that probes the byte of the string; the others are left out. */
static renorm_context *string(void *arg)
{
    struct explain *e = arg;
    const renorm_record_string *s = &e->reader.string;
    renorm_options options = e->c->engine;
    uint64_t base = e->reader.base;

    if (!e->c->have_at)
        return e->reader.ctx;
    if (options.at < base + s->start || options.at >= base + s->end)
        return NULL;
    options.at =
        renorm_records_decoded(e->reader.records, (size_t)(options.at - base));
    renorm_context_free(e->at_ctx);
    e->at_ctx = NULL;
    if (renorm_context_new(e->lex, &options, &e->at_ctx) != RENORM_OK)
        cli_msg_nomem();
    return e->at_ctx;
}

static bool end(void *arg, bool whole)
{
    struct explain *e = arg;

    if (!whole || !e->c->have_at || e->answered)
        return true;
    cli_msg(e->reader.file, "byte %llu lies in no text that is read",
            (unsigned long long)e->c->engine.at);
    return false;
}

enum cli_exit cli_cmd_explain(const struct cli_config *c,
                              const renorm_lexicon *lex)
{
    struct explain e = { .c = c, .lex = lex };
    struct cli_hooks hooks = {
        .arg = &e,
        .engine = { .arg = &e, .mention = mention, .probe = probe },
        .target = &e.target,
        .end = end
    };
    enum cli_exit code = RN_EXIT_ERROR;

    if (c->jsonl)
        hooks.string = string;
    if (!cli_reader_init(&e.reader, c, lex, &hooks) ||
        !cli_target_open(&e.target, c->output))
        goto out;
    e.color = cli_msg_color(c->color, e.target.out->fd) && !c->json;
    code = cli_reader_answer(&e.reader);
out:
    renorm_context_free(e.at_ctx);
    cli_reader_release(&e.reader);
    cli_bytes_release(&e.row);
    return code;
}
