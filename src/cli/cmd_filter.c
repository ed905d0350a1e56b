/* renorm [OPTIONS] [FILE...]: text in, normalized text out. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/diff.h"
#include "cli/reader.h"
#include "cli/spell.h"
#include "cli/target.h"

struct filter {
    const struct rn_config *c;
    struct rn_reader reader;
    struct rn_target target;
    struct rn_save save; /* --in-place: the file at hand */
    struct rn_diff diff;

    /* Whether the output of the file at hand differs from its input: what was
     * read and not yet written is held here and compared as it comes out. */
    bool compare, changed;
    struct rn_bytes held;
    size_t held_at;

    bool found;               /* any file changed */
    struct rn_bytes mentions; /* of the record at hand, JSON */
    struct rn_bytes piece;
};

/* ---- output
 * ----------------------------------------------------------------------- */

static renorm_status seen(void *arg, const char *ptr, size_t len)
{
    struct filter *f = arg;

    if (f->c->diff)
        return rn_diff_old(&f->diff, ptr, len);
    if (!f->compare || f->changed)
        return RENORM_OK;
    if (f->held_at > f->held.len / 2) {
        rn_bytes_drop(&f->held, f->held_at);
        f->held_at = 0;
    }
    rn_bytes_put(&f->held, ptr, len);
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

static renorm_status put(void *arg, const char *ptr, size_t len)
{
    struct filter *f = arg;
    const struct rn_config *c = f->c;

    if (!len)
        return RENORM_OK;
    if (c->diff)
        return rn_diff_new(&f->diff, ptr, len);
    if (f->compare && !f->changed)
        compare(f, ptr, len);
    if (c->in_place)
        return rn_out_write(&f->save.out, ptr, len);
    if (!c->check && !c->list)
        return rn_out_write(f->target.out, ptr, len);
    /* The answer is known; records are read on, for there may be bad ones. */
    return f->changed && !c->jsonl ? RENORM_E_STOPPED : RENORM_OK;
}

static renorm_status flush(void *arg)
{
    struct filter *f = arg;

    return f->c->in_place ? RENORM_OK : rn_out_flush(f->target.out);
}

/* ---- records
 * ---------------------------------------------------------------------- */

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
    struct rn_bytes *b = &f->piece;

    if (is_text(m, m->canonical) || is_text(m, m->replacement))
        return RENORM_OK;
    b->len = 0;
    rn_bytes_puts(b, " [");
    rn_bytes_puts(b, m->canonical);
    rn_bytes_putc(b, ']');
    if (s->len - m->end >= b->len &&
        memcmp(s->text + m->end, b->ptr, b->len) == 0)
        return RENORM_OK;
    return edit(f, m->end, m->end, b->ptr, b->len);
}

static renorm_status markup(struct filter *f, const renorm_mention *m)
{
    struct rn_bytes *b = &f->piece;
    renorm_status status;

    b->len = 0;
    rn_bytes_puts(b, "<term kind=\"");
    rn_put_xml(b, m->kind);
    rn_bytes_puts(b, "\" concept=\"");
    rn_put_xml(b, m->concept);
    rn_bytes_puts(b, "\" canonical=\"");
    rn_put_xml(b, m->canonical);
    rn_bytes_puts(b, "\">");
    status = edit(f, m->start, m->start, b->ptr, b->len);
    if (status != RENORM_OK)
        return status;
    return edit(f, m->end, m->end, "</term>", 7);
}

/* Offsets of --mentions are bytes of the decoded string, as it was. */
static void note_mention(struct filter *f, const renorm_mention *m)
{
    struct rn_bytes *b = &f->mentions;

    rn_bytes_puts(b, b->len > 1 ? ",{" : "{");
    rn_put_key(b, "field");
    rn_put_json_str(b, f->reader.string.pointer);
    rn_put_key(b, "start");
    rn_put_u64(b, m->start);
    rn_put_key(b, "end");
    rn_put_u64(b, m->end);
    rn_put_key(b, "edit_start");
    rn_put_u64(b, m->edit_start);
    rn_put_key(b, "edit_end");
    rn_put_u64(b, m->edit_end);
    rn_put_mention(b, m);
    rn_bytes_putc(b, '}');
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
        rn_bytes_putc(&f->mentions, ']');
        status = renorm_records_add(r, f->mentions.ptr, f->mentions.len);
        f->mentions.len = 0;
        rn_bytes_putc(&f->mentions, '[');
    }
    if (status == RENORM_OK)
        status = renorm_records_write(r, put, f);
    return status;
}

/* ---- files
 * ------------------------------------------------------------------------ */

static bool begin(void *arg, const char *file, int fd)
{
    struct filter *f = arg;

    f->changed = false;
    f->held.len = f->held_at = 0;
    /* A record that failed half-way left its mentions behind. */
    f->mentions.len = 0;
    rn_bytes_putc(&f->mentions, '[');
    if (f->c->diff)
        rn_diff_begin(&f->diff, file);
    if (!f->c->in_place)
        return f->c->check || !rn_target_is_input(&f->target, file, fd);
    if (strcmp(file, "-") == 0) {
        rn_msg(NULL, "standard input cannot be edited in place");
        return false;
    }
    return rn_save_begin(&f->save, file, true);
}

static bool end_in_place(struct filter *f, bool whole)
{
    if (!whole && f->save.out.error) {
        rn_msg(f->reader.file, "cannot be written: %s",
               strerror(f->save.out.error));
    }
    if (whole && f->changed)
        return rn_save_commit(&f->save, f->c->suffix);
    rn_save_abandon(&f->save);
    return true;
}

static bool end(void *arg, bool whole)
{
    struct filter *f = arg;
    bool ok = true;

    if (f->c->diff) {
        if (whole)
            ok = rn_diff_end(&f->diff) == RENORM_OK;
        f->changed = f->diff.changed;
    } else if (whole && f->compare && f->held_at < f->held.len) {
        f->changed = true;
    }
    if (f->c->in_place)
        ok = end_in_place(f, whole);
    f->found |= f->changed;
    if (ok && f->changed && f->c->list && (whole || !f->c->in_place)) {
        rn_out_write(f->target.out, f->reader.file, strlen(f->reader.file));
        ok =
            rn_out_write(f->target.out, f->c->null ? "" : "\n", 1) == RENORM_OK;
    }
    return ok;
}

static void release(struct filter *f)
{
    rn_reader_release(&f->reader);
    rn_diff_release(&f->diff);
    rn_bytes_release(&f->held);
    rn_bytes_release(&f->mentions);
    rn_bytes_release(&f->piece);
}

enum rn_exit rn_cmd_filter(const struct rn_config *c, const renorm_lexicon *lex)
{
    struct filter f = { .c = c };
    struct rn_hooks hooks = { .arg = &f,
                              .engine = { .arg = &f },
                              .begin = begin,
                              .end = end,
                              .seen = seen,
                              .pass = put,
                              .record = record,
                              .ready = flush };
    enum rn_exit code = RN_EXIT_ERROR;

    f.compare = !c->diff && (c->check || c->list || c->in_place);
    if (c->jsonl)
        hooks.engine.mention = mention;
    else
        hooks.engine.text = put;
    if (!f.compare && !c->diff)
        hooks.seen = NULL;
    /* Who writes files wants to know that a pipe broke; a filter just ends. */
    if (c->in_place || c->output)
        signal(SIGPIPE, SIG_IGN);
    if (!rn_reader_init(&f.reader, c, lex, &hooks))
        goto out;
    if (!rn_target_open(&f.target, c->output))
        goto out;
    rn_diff_init(&f.diff, f.target.out, rn_msg_color(c->color, STDOUT_FILENO));
    rn_reader_run(&f.reader);
    code = rn_reader_exit(&f.reader);
    if (code == RN_EXIT_OK && c->check && f.found)
        code = RN_EXIT_FOUND;
    if (!rn_target_close(&f.target, code != RN_EXIT_ERROR))
        code = RN_EXIT_ERROR;
    if (c->stats)
        rn_reader_stats(&f.reader);
out:
    release(&f);
    return code;
}
