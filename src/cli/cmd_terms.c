/* renorm terms: the mentions of known terms, a line each. */
#include <string.h>

#include "cli/commands.h"
#include "cli/reader.h"
#include "cli/spell.h"
#include "cli/target.h"

struct terms {
    const struct cli_config *c;
    struct cli_reader reader;
    struct cli_target target;
    struct cli_bytes row;
};

static void put_cell(struct cli_bytes *b, const char *s)
{
    cli_bytes_putc(b, '\t');
    cli_put_cell(b, s, strlen(s));
}

static void put_row(struct terms *t, const renorm_mention *m,
                    const struct cli_place *p)
{
    const uint64_t numbers[] = { p->start, p->end, p->line, p->column };
    struct cli_bytes *b = &t->row;

    for (size_t i = 0; i < 4; i++) {
        if (i)
            cli_bytes_putc(b, '\t');
        cli_put_u64(b, numbers[i]);
    }
    put_cell(b, m->kind);
    put_cell(b, renorm_lang_name(m->lang));
    put_cell(b, m->concept);
    put_cell(b, m->canonical);
    cli_bytes_putc(b, '\t');
    cli_put_cell(b, m->text, m->text_len);
    put_cell(b, t->reader.file);
    if (t->c->jsonl) {
        cli_bytes_putc(b, '\t');
        cli_put_u64(b, t->reader.record);
        put_cell(b, t->reader.string.pointer);
    }
    cli_bytes_putc(b, '\n');
}

static renorm_status mention(void *arg, const renorm_mention *m)
{
    struct terms *t = arg;
    struct cli_place place;

    cli_reader_place(&t->reader, m, &place);
    t->row.len = 0;
    if (t->c->json) {
        cli_bytes_putc(&t->row, '{');
        cli_reader_put(&t->reader, m, &place, &t->row);
        cli_bytes_puts(&t->row, "}\n");
    } else {
        put_row(t, m, &place);
    }
    return cli_out_write(t->target.out, t->row.ptr, t->row.len);
}

enum cli_exit cli_cmd_terms(const struct cli_config *c,
                            const renorm_lexicon *lex)
{
    static const char head[] =
        "start\tend\tline\tcolumn\tkind\tlang\tconcept\tcanonical\ttext\tfile";
    struct terms t = { .c = c };
    struct cli_hooks hooks = { .arg = &t,
                               .engine = { .arg = &t, .mention = mention },
                               .target = &t.target };
    enum cli_exit code = RN_EXIT_ERROR;

    if (!cli_reader_init(&t.reader, c, lex, &hooks) ||
        !cli_target_open(&t.target, c->output))
        goto out;
    if (!c->json) {
        const char *tail = c->jsonl ? "\trecord\tfield\n" : "\n";
        cli_out_write(t.target.out, head, sizeof head - 1);
        cli_out_write(t.target.out, tail, strlen(tail));
    }
    code = cli_reader_answer(&t.reader);
out:
    cli_reader_release(&t.reader);
    cli_bytes_release(&t.row);
    return code;
}
