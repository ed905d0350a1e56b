/* renorm terms: the mentions of known terms, a line each. */
#include <signal.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/reader.h"
#include "cli/spell.h"
#include "cli/target.h"

struct terms {
    const struct rn_config *c;
    struct rn_reader reader;
    struct rn_target target;
    struct rn_bytes row;
};

/* `,"field":…,"record":…` of a mention in a record. */
static void put_record(struct terms *t, struct rn_bytes *b)
{
    rn_put_key(b, "field");
    rn_put_json_str(b, t->reader.string.pointer);
    rn_put_key(b, "record");
    rn_put_u64(b, t->reader.record);
}

static void put_object(struct terms *t, const renorm_mention *m,
                       const struct rn_place *p)
{
    const struct {
        const char *key;
        uint64_t n;
    } numbers[] = {
        { "start", p->start },
        { "end", p->end },
        { "edit_start", p->edit_start },
        { "edit_end", p->edit_end },
        { "line", p->line },
        { "column", p->column },
    };
    struct rn_bytes *b = &t->row;

    rn_bytes_putc(b, '{');
    rn_put_key(b, "file");
    rn_put_json_str(b, t->reader.file);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        rn_put_key(b, numbers[i].key);
        rn_put_u64(b, numbers[i].n);
    }
    rn_put_mention(b, m);
    if (t->c->jsonl)
        put_record(t, b);
    rn_bytes_puts(b, "}\n");
}

static void put_cell(struct rn_bytes *b, const char *s)
{
    rn_bytes_putc(b, '\t');
    rn_put_cell(b, s, strlen(s));
}

static void put_row(struct terms *t, const renorm_mention *m,
                    const struct rn_place *p)
{
    const uint64_t numbers[] = { p->start, p->end, p->line, p->column };
    struct rn_bytes *b = &t->row;

    for (size_t i = 0; i < 4; i++) {
        if (i)
            rn_bytes_putc(b, '\t');
        rn_put_u64(b, numbers[i]);
    }
    put_cell(b, m->kind);
    put_cell(b, renorm_lang_name(m->lang));
    put_cell(b, m->concept);
    put_cell(b, m->canonical);
    rn_bytes_putc(b, '\t');
    rn_put_cell(b, m->text, m->text_len);
    put_cell(b, t->reader.file);
    if (t->c->jsonl) {
        rn_bytes_putc(b, '\t');
        rn_put_u64(b, t->reader.record);
        put_cell(b, t->reader.string.pointer);
    }
    rn_bytes_putc(b, '\n');
}

static renorm_status mention(void *arg, const renorm_mention *m)
{
    struct terms *t = arg;
    struct rn_place place;

    rn_reader_place(&t->reader, m, &place);
    t->row.len = 0;
    if (t->c->json)
        put_object(t, m, &place);
    else
        put_row(t, m, &place);
    return rn_out_write(t->target.out, t->row.ptr, t->row.len);
}

static bool begin(void *arg, const char *file, int fd)
{
    struct terms *t = arg;

    return !rn_target_is_input(&t->target, file, fd);
}

static renorm_status flush(void *arg)
{
    struct terms *t = arg;

    return rn_out_flush(t->target.out);
}

enum rn_exit rn_cmd_terms(const struct rn_config *c, const renorm_lexicon *lex)
{
    static const char head[] =
        "start\tend\tline\tcolumn\tkind\tlang\tconcept\tcanonical\ttext\tfile";
    struct terms t = { .c = c };
    struct rn_hooks hooks = { .arg = &t,
                              .engine = { .arg = &t, .mention = mention },
                              .begin = begin,
                              .ready = flush };
    enum rn_exit code = RN_EXIT_ERROR;

    if (c->output)
        signal(SIGPIPE, SIG_IGN);
    if (!rn_reader_init(&t.reader, c, lex, &hooks))
        goto out;
    if (!rn_target_open(&t.target, c->output))
        goto out;
    if (!c->json) {
        const char *tail = c->jsonl ? "\trecord\tfield\n" : "\n";
        rn_out_write(t.target.out, head, sizeof head - 1);
        rn_out_write(t.target.out, tail, strlen(tail));
    }
    rn_reader_run(&t.reader);
    code = rn_reader_exit(&t.reader);
    if (!rn_target_close(&t.target, code != RN_EXIT_ERROR))
        code = RN_EXIT_ERROR;
    if (c->stats)
        rn_reader_stats(&t.reader);
out:
    rn_reader_release(&t.reader);
    rn_bytes_release(&t.row);
    return code;
}
