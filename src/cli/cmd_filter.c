/* renorm [OPTIONS] [FILE...]: text in, normalized text out. */
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/diff.h"
#include "cli/reader.h"
#include "cli/spell.h"
#include "cli/target.h"

struct filter {
    const struct cli_config *c;
    struct cli_reader reader;
    struct cli_target target;
    struct cli_save save; /* --in-place: the file at hand */
    struct cli_diff diff;

    /* Whether the output of the file at hand differs from its input: what was
     * read and not yet written is held here and compared as it comes out. */
    bool compare, changed;
    struct cli_bytes held;
    size_t held_at;

    /* --check-idempotent: a filter that reads the output and only compares. */
    struct filter *second;
    bool unstable; /* what it read it would change, in any file */

    bool found;                /* any file changed */
    struct cli_bytes mentions; /* of the record at hand, JSON */
    struct cli_bytes piece;
};

/* ---- output ------------------------------------------------------------- */

static renorm_status seen(void *arg, const char *ptr, size_t len)
{
    struct filter *f = arg;

    if (f->c->diff)
        return cli_diff_old(&f->diff, ptr, len);
    if (!f->compare || f->changed)
        return RENORM_OK;
    if (f->held_at > f->held.len / 2) {
        cli_bytes_drop(&f->held, f->held_at);
        f->held_at = 0;
    }
    cli_bytes_put(&f->held, ptr, len);
    return RENORM_OK;
}

static void compare(struct filter *f, const char *ptr, size_t len)
{
    size_t left = f->held.len - f->held_at;

    if (len > left || memcmp(f->held.ptr + f->held_at, ptr, len) != 0) {
        f->changed = true;
        f->held.len = f->held_at = 0;
    } else {
        f->held_at += len;
    }
}

/* The second run on what the first one writes. Its answer may be known. */
static renorm_status again(struct filter *f, const char *ptr, size_t len)
{
    struct filter *s = f->second;
    renorm_status status;

    if (!s || s->changed)
        return RENORM_OK;
    status = ptr ? cli_reader_feed(&s->reader, ptr, len)
                 : cli_reader_end(&s->reader);
    s->changed |= !ptr && s->held_at < s->held.len;
    return status == RENORM_E_STOPPED ? RENORM_OK : status;
}

static renorm_status put(void *arg, const char *ptr, size_t len)
{
    struct filter *f = arg;
    const struct cli_config *c = f->c;
    renorm_status status;

    if (!len)
        return RENORM_OK;
    status = again(f, ptr, len);
    if (status != RENORM_OK)
        return status;
    if (c->diff)
        return cli_diff_new(&f->diff, ptr, len);
    if (f->compare && !f->changed)
        compare(f, ptr, len);
    if (c->in_place)
        return cli_out_write(&f->save.out, ptr, len);
    if (!c->check && !c->list)
        return cli_out_write(f->target.out, ptr, len);
    /* The answer is known; records are read on, for there may be bad ones. */
    return f->changed && !c->jsonl && !f->second ? RENORM_E_STOPPED : RENORM_OK;
}

/* ---- records ------------------------------------------------------------ */

static renorm_status edit(struct filter *f, uint64_t start, uint64_t end,
                          const char *ptr, size_t len)
{
    return renorm_records_edit(f->reader.records, (size_t)start, (size_t)end,
                               ptr, len);
}

static renorm_status replace(struct filter *f, const renorm_mention *m)
{
    size_t len = strlen(m->replacement);
    const char *text = f->reader.string.text;

    /* What stands there already keeps its spelling in the record. */
    if (m->edit_end - m->edit_start == len &&
        memcmp(text + m->edit_start, m->replacement, len) == 0)
        return RENORM_OK;
    return edit(f, m->edit_start, m->edit_end, m->replacement, len);
}

static bool is_text(const renorm_mention *m, const char *s)
{
    return strlen(s) == m->text_len && memcmp(m->text, s, m->text_len) == 0;
}

/* The mention stays, its name goes behind it: where it differs, and is not
 * there already. */
static renorm_status gloss(struct filter *f, const renorm_mention *m)
{
    const renorm_record_string *s = &f->reader.string;
    struct cli_bytes *b = &f->piece;

    if (is_text(m, m->canonical) || is_text(m, m->replacement))
        return RENORM_OK;
    b->len = 0;
    cli_bytes_puts(b, " [");
    cli_bytes_puts(b, m->canonical);
    cli_bytes_putc(b, ']');
    if (s->len - m->end >= b->len &&
        memcmp(s->text + m->end, b->ptr, b->len) == 0)
        return RENORM_OK;
    return edit(f, m->end, m->end, b->ptr, b->len);
}

static renorm_status markup(struct filter *f, const renorm_mention *m)
{
    struct cli_bytes *b = &f->piece;
    renorm_status status;

    b->len = 0;
    cli_bytes_puts(b, "<term kind=\"");
    cli_put_xml(b, m->kind);
    cli_bytes_puts(b, "\" concept=\"");
    cli_put_xml(b, m->concept);
    cli_bytes_puts(b, "\" canonical=\"");
    cli_put_xml(b, m->canonical);
    cli_bytes_puts(b, "\">");
    status = edit(f, m->start, m->start, b->ptr, b->len);
    if (status != RENORM_OK)
        return status;
    return edit(f, m->end, m->end, "</term>", 7);
}

/* Offsets of --mentions are bytes of the decoded string, as it was. */
static void note_mention(struct filter *f, const renorm_mention *m)
{
    struct cli_bytes *b = &f->mentions;

    cli_bytes_puts(b, b->len > 1 ? ",{" : "{");
    cli_put_field(b, "field", f->reader.string.pointer);
    cli_put_number(b, "start", m->start);
    cli_put_number(b, "end", m->end);
    cli_put_number(b, "edit_start", m->edit_start);
    cli_put_number(b, "edit_end", m->edit_end);
    cli_put_mention(b, m);
    cli_bytes_putc(b, '}');
}

static renorm_status mention(void *arg, const renorm_mention *m)
{
    struct filter *f = arg;

    if (f->c->mentions)
        note_mention(f, m);
    switch (f->c->engine.style) {
    case RENORM_GLOSS:
        return gloss(f, m);
    case RENORM_MARKUP:
        return markup(f, m);
    default:
        return replace(f, m);
    }
}

static renorm_status record(void *arg)
{
    struct filter *f = arg;
    renorm_records *r = f->reader.records;
    renorm_status status = RENORM_OK;

    if (f->c->mentions) {
        cli_bytes_putc(&f->mentions, ']');
        status = renorm_records_add(r, f->mentions.ptr, f->mentions.len);
        f->mentions.len = 0;
        cli_bytes_putc(&f->mentions, '[');
    }
    if (status == RENORM_OK)
        status = renorm_records_write(r, put, f);
    return status;
}

/* ---- files -------------------------------------------------------------- */

static void reset(struct filter *f)
{
    f->changed = false;
    f->held.len = f->held_at = 0;
    /* A record that failed half-way left its mentions behind. */
    f->mentions.len = 0;
    cli_bytes_putc(&f->mentions, '[');
}

static bool begin(void *arg, const char *file)
{
    struct filter *f = arg;

    reset(f);
    if (f->second) {
        reset(f->second);
        cli_reader_begin(&f->second->reader, file);
    }
    if (f->c->diff)
        cli_diff_begin(&f->diff, file);
    if (!f->c->in_place)
        return true;
    if (strcmp(file, "-") == 0) {
        cli_msg(NULL, "standard input cannot be edited in place");
        return false;
    }
    return cli_save_begin(&f->save, file, true);
}

static bool end_in_place(struct filter *f, bool whole)
{
    if (!whole && f->save.out.error) {
        cli_msg(f->reader.file, "cannot be written: %s",
                strerror(f->save.out.error));
    }
    if (whole && f->changed)
        return cli_save_commit(&f->save, f->c->suffix);
    cli_save_abandon(&f->save);
    return true;
}

/* End the second run, and tell what it found. */
static void end_second(struct filter *f, bool whole)
{
    if (whole && again(f, NULL, 0) != RENORM_OK)
        cli_msg_nomem();
    if (!f->second->changed)
        return;
    f->unstable = true;
    cli_msg(f->reader.file, "a second run would change it again");
    cli_msg_hint("its output through 'renorm --diff' shows what");
    if (f->c->in_place)
        f->changed = false; /* it is left as it is */
}

static bool end(void *arg, bool whole)
{
    struct filter *f = arg;
    bool ok = true;

    if (f->c->diff) {
        if (whole)
            ok = cli_diff_end(&f->diff) == RENORM_OK;
        f->changed = f->diff.changed;
    } else if (whole && f->compare && f->held_at < f->held.len) {
        f->changed = true;
    }
    if (f->second)
        end_second(f, whole);
    if (f->c->in_place)
        ok = end_in_place(f, whole);
    f->found |= f->changed;
    if (ok && f->changed && f->c->list && (whole || !f->c->in_place)) {
        cli_out_write(f->target.out, f->reader.file, strlen(f->reader.file));
        ok = cli_out_write(f->target.out, f->c->null ? "" : "\n", 1) ==
             RENORM_OK;
    }
    return ok;
}

static void release(struct filter *f)
{
    cli_reader_release(&f->reader);
    cli_diff_release(&f->diff);
    cli_bytes_release(&f->held);
    cli_bytes_release(&f->mentions);
    cli_bytes_release(&f->piece);
}

static void set_hooks(struct filter *f, struct cli_hooks *h)
{
    const struct cli_config *c = f->c;

    *h = (struct cli_hooks){ .arg = f,
                             .engine = { .arg = f },
                             .begin = begin,
                             .end = end,
                             .seen = seen,
                             .pass = put,
                             .record = record };
    f->compare = !c->diff && (c->check || c->list || c->in_place);
    if (c->jsonl)
        h->engine.mention = mention;
    else
        h->engine.text = put;
    if (!f->compare && !c->diff)
        h->seen = NULL;
    if (!c->in_place)
        h->target = &f->target;
}

/* The second run acts as the first and writes nothing. What the first one added
 * to records is no text. */
static struct cli_config for_second(const struct cli_config *c)
{
    struct cli_config s = *c;

    s.check = true;
    s.diff = s.list = s.in_place = s.line_buffered = false;
    s.mentions = NULL;
    s.on_error = RN_ON_ERROR_PASS;
    return s;
}

static enum cli_exit exit_code(const struct filter *f)
{
    enum cli_exit code = cli_reader_exit(&f->reader);

    if (code == RN_EXIT_OK && (f->unstable || (f->c->check && f->found)))
        return RN_EXIT_FOUND;
    return code;
}

enum cli_exit cli_cmd_filter(const struct cli_config *c,
                             const renorm_lexicon *lex)
{
    struct cli_config config = for_second(c);
    struct filter f = { .c = c }, second = { .c = &config };
    struct cli_hooks hooks, second_hooks;
    enum cli_exit code = RN_EXIT_ERROR;

    set_hooks(&f, &hooks);
    set_hooks(&second, &second_hooks);
    if (!cli_reader_init(&f.reader, c, lex, &hooks))
        goto out;
    if (c->check_idempotent) {
        if (!cli_reader_init(&second.reader, &config, lex, &second_hooks))
            goto out;
        second.reader.quiet = true;
        f.second = &second;
    }
    if (!cli_target_open(&f.target, c->output))
        goto out;
    cli_diff_init(&f.diff, f.target.out,
                  cli_msg_color(c->color, f.target.out->fd));
    cli_reader_run(&f.reader);
    code = exit_code(&f);
    if (!cli_target_close(&f.target, code != RN_EXIT_ERROR && !f.unstable))
        code = RN_EXIT_ERROR;
    if (c->stats)
        cli_reader_stats(&f.reader);
out:
    release(&f);
    release(&second);
    return code;
}
