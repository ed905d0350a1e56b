#include "cli/reader.h"

#include <errno.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/spell.h"

static bool bad_field(const struct cli_config *c, size_t bad,
                      const renorm_record_error *error)
{
    cli_msg(NULL, "'--field %s': %s", c->fields.v[bad], error->message);
    cli_msg_hint("a path is keys with dots between them, [] for every "
                 "element of an array: a.b[].c");
    return false;
}

/* Which kind or concept of the options is not in the lexicon. The library tells
 * only that there is one: ask for each by itself. */
static bool name_unknown(const struct cli_config *c, const renorm_lexicon *lex)
{
    const struct {
        const char *what;
        const struct cli_strings *values;
    } lists[] = { { "kind", &c->kinds },
                  { "concept", &c->concepts },
                  { "concept", &c->skip_concepts } };

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (size_t k = 0; k < lists[i].values->n; k++) {
            const char *const *value = &lists[i].values->v[k];
            renorm_options o = { .at = RENORM_NOWHERE };
            renorm_context *ctx = NULL;

            if (i == 0) {
                o.kinds = value;
                o.nkinds = 1;
            } else {
                o.concepts = value;
                o.nconcepts = 1;
            }
            if (renorm_context_new(lex, &o, &ctx) == RENORM_E_USAGE) {
                cli_msg(NULL, "no %s '%s' that a mention could have",
                        lists[i].what, *value);
                cli_msg_hint(i ? "'renorm terms' tells the concept of each "
                                 "mention"
                               : "the shipped lexicon has title, body and "
                                 "resolution");
                return true;
            }
            renorm_context_free(ctx);
        }
    }
    return false;
}

bool cli_reader_init(struct cli_reader *r, const struct cli_config *config,
                     const renorm_lexicon *lex, const struct cli_hooks *hooks)
{
    renorm_status status;

    *r = (struct cli_reader){ .config = config, .hooks = hooks };
    if (config->jsonl) {
        renorm_record_error error;
        size_t bad = 0;
        status = renorm_fields_new(config->fields.v, config->fields.n, &bad,
                                   &error, &r->fields);
        if (status == RENORM_E_USAGE)
            return bad_field(config, bad, &error);
        if (status == RENORM_OK)
            status =
                renorm_records_new(r->fields, config->mentions, &r->records);
        if (status != RENORM_OK)
            cli_msg_nomem();
    }
    status = renorm_context_new(lex, &config->engine, &r->ctx);
    if (status == RENORM_OK)
        return true;
    if (status == RENORM_E_NOMEM)
        cli_msg_nomem();
    if (status != RENORM_E_USAGE || !name_unknown(config, lex))
        cli_msg(NULL, "%s", cli_msg_status(status));
    return false;
}

void cli_reader_release(struct cli_reader *r)
{
    cli_bytes_release(&r->held);
    renorm_context_free(r->ctx);
    renorm_records_free(r->records);
    renorm_fields_free(r->fields);
}

/* ---- text --------------------------------------------------------------- */

static renorm_status ready(struct cli_reader *r)
{
    if (!r->config->line_buffered || !r->hooks->target)
        return RENORM_OK;
    return cli_out_flush(r->hooks->target->out);
}

static renorm_status feed(struct cli_reader *r, const char *ptr, size_t len)
{
    renorm_status status = RENORM_OK;

    if (r->hooks->seen)
        status = r->hooks->seen(r->hooks->arg, ptr, len);
    if (status == RENORM_OK && r->hooks->pieces)
        status = r->hooks->pieces(r->hooks->arg, ptr, len);
    else if (status == RENORM_OK)
        status = renorm_feed(r->ctx, ptr, len);
    return status == RENORM_OK ? ready(r) : status;
}

/* ---- JSON Lines --------------------------------------------------------- */

static renorm_status pass(struct cli_reader *r, const char *ptr, size_t len)
{
    if (!len || !r->hooks->pass)
        return RENORM_OK;
    return r->hooks->pass(r->hooks->arg, ptr, len);
}

/* A bad record: say so, and pass on what --on-error says. `end` is its line
 * end. */
static renorm_status bad_record(struct cli_reader *r, const char *message,
                                size_t at, bool know_at)
{
    r->nbad++;
    if (r->quiet)
        return RENORM_OK;
    if (know_at)
        cli_msg(NULL, "%s:%llu: record %llu: %s (byte %zu)", r->file,
                (unsigned long long)r->line, (unsigned long long)r->record,
                message, at + 1);
    else
        cli_msg(NULL, "%s:%llu: record %llu: %s", r->file,
                (unsigned long long)r->line, (unsigned long long)r->record,
                message);
    if (r->config->on_error != RN_ON_ERROR_STOP)
        return RENORM_OK;
    r->failed = true;
    return RENORM_E_STOPPED;
}

static renorm_status one_string(struct cli_reader *r, size_t index)
{
    renorm_context *ctx = r->ctx;
    renorm_status status = renorm_records_string(r->records, index, &r->string);

    if (status != RENORM_OK)
        return status;
    if (r->hooks->string)
        ctx = r->hooks->string(r->hooks->arg);
    if (!ctx)
        return RENORM_OK;
    return renorm_document(ctx, &r->hooks->engine, r->string.text,
                           r->string.len);
}

/* A record without its line end. */
static renorm_status one_record(struct cli_reader *r, const char *ptr,
                                size_t len)
{
    renorm_record_error error;
    renorm_status status;
    size_t n;

    r->nrecords++;
    r->record++;
    r->ptr = ptr;
    r->column_at = 0;
    r->column_n = 1;
    status = renorm_records_scan(r->records, ptr, len, &error);
    if (status == RENORM_E_USAGE) {
        status = bad_record(r, error.message, error.offset, true);
        if (status == RENORM_OK && r->config->on_error == RN_ON_ERROR_PASS)
            status = pass(r, ptr, len);
        return status;
    }
    n = renorm_records_count(r->records);
    for (size_t i = 0; status == RENORM_OK && i < n; i++)
        status = one_string(r, i);
    if (status == RENORM_OK && r->hooks->record)
        status = r->hooks->record(r->hooks->arg);
    return status;
}

static bool is_blank(const char *ptr, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (ptr[i] != ' ' && ptr[i] != '\t' && ptr[i] != '\r')
            return false;
    return true;
}

/* A line with its end, if it has one. */
static renorm_status one_line(struct cli_reader *r, const char *ptr, size_t len)
{
    bool end = len && ptr[len - 1] == '\n';
    size_t size = len;
    renorm_status status = RENORM_OK;

    r->line++;
    if (r->hooks->seen)
        status = r->hooks->seen(r->hooks->arg, ptr, len);
    if (status == RENORM_OK && r->base == 0 && len >= 3 &&
        memcmp(ptr, "\xef\xbb\xbf", 3) == 0) {
        status = pass(r, ptr, 3);
        r->base = 3;
        ptr += 3;
        len -= 3;
        size -= 3;
    }
    if (status != RENORM_OK)
        return status;
    if (is_blank(ptr, len - end))
        status = pass(r, ptr, len - end);
    else
        status = one_record(r, ptr, len - end);
    if (status == RENORM_OK && end)
        status = pass(r, "\n", 1);
    r->base += size;
    return status;
}

/* The piece of a line that is too long to be a record. */
static renorm_status overlong(struct cli_reader *r, const char *ptr, size_t len)
{
    bool end = len && ptr[len - 1] == '\n';
    bool keep = r->config->on_error == RN_ON_ERROR_PASS;
    renorm_status status = RENORM_OK;

    if (!r->overlong) {
        r->overlong = true;
        r->line++;
        r->record++;
        r->nrecords++;
        status = bad_record(r, "longer than 64 MiB", 0, false);
    }
    if (status == RENORM_OK && r->hooks->seen)
        status = r->hooks->seen(r->hooks->arg, ptr, len);
    if (status == RENORM_OK && keep)
        status = pass(r, ptr, len);
    else if (status == RENORM_OK && end)
        status = pass(r, "\n", 1);
    r->base += len;
    if (end)
        r->overlong = false;
    return status;
}

/* A piece of input up to and with a line end, or up to the end of what was
 * read. */
static renorm_status one_piece(struct cli_reader *r, const char *ptr,
                               size_t len)
{
    bool end = ptr[len - 1] == '\n';
    renorm_status status;

    if (r->overlong)
        return overlong(r, ptr, len);
    if (end && !r->held.len)
        return one_line(r, ptr, len);
    cli_bytes_put(&r->held, ptr, len);
    if (r->held.len - end > RENORM_RECORD_MAX)
        status = overlong(r, r->held.ptr, r->held.len);
    else if (end)
        status = one_line(r, r->held.ptr, r->held.len);
    else
        return RENORM_OK;
    r->held.len = 0;
    /* One giant should not be paid for until the end. */
    if (r->held.cap > 1024 * 1024)
        cli_bytes_release(&r->held);
    return status;
}

static renorm_status feed_lines(struct cli_reader *r, const char *ptr,
                                size_t len)
{
    renorm_status status = RENORM_OK;

    while (len && status == RENORM_OK) {
        const char *end = memchr(ptr, '\n', len);
        size_t n = end ? (size_t)(end - ptr) + 1 : len;
        status = one_piece(r, ptr, n);
        ptr += n;
        len -= n;
    }
    return status == RENORM_OK ? ready(r) : status;
}

/* ---- files -------------------------------------------------------------- */

renorm_status cli_reader_begin(struct cli_reader *r, const char *file)
{
    r->file = file;
    r->line = r->record = r->base = 0;
    r->overlong = false;
    cli_bytes_release(&r->held);
    if (r->config->jsonl || r->hooks->pieces)
        return RENORM_OK;
    return renorm_begin(r->ctx, &r->hooks->engine);
}

renorm_status cli_reader_feed(struct cli_reader *r, const char *ptr, size_t len)
{
    return r->config->jsonl ? feed_lines(r, ptr, len) : feed(r, ptr, len);
}

renorm_status cli_reader_end(struct cli_reader *r)
{
    if (r->config->jsonl)
        return r->held.len ? one_line(r, r->held.ptr, r->held.len) : RENORM_OK;
    return r->hooks->pieces ? RENORM_OK : renorm_end(r->ctx);
}

/* Read `fd` to its end; what went wrong with the reading itself is reported
 * here. */
static renorm_status read_all(struct cli_reader *r, int fd)
{
    char *buf = cli_alloc(RN_READ_SIZE);
    renorm_status status = cli_reader_begin(r, r->file);
    long n = 0;

    while (status == RENORM_OK) {
        n = cli_file_read(fd, buf, RN_READ_SIZE);
        if (n <= 0)
            break;
        status = cli_reader_feed(r, buf, (size_t)n);
    }
    if (n < 0) {
        cli_msg(r->file, "%s", strerror(errno));
        status = RENORM_E_IO;
    }
    if (status == RENORM_OK)
        status = cli_reader_end(r);
    free(buf);
    return status;
}

/* Say why a file cannot be opened, and what may have been meant. */
static void not_opened(const struct cli_reader *r, const char *name)
{
    const struct cli_config *c = r->config;
    size_t len = strlen(name);
    const char *near = NULL;
    bool missing = errno == ENOENT;

    cli_msg(name, "%s", strerror(errno));
    if (missing && c->command == RN_CMD_FILTER && c->files.n &&
        name == c->files.v[0])
        near = cli_near_command(name);
    if (near)
        cli_msg_hint("is 'renorm %s' meant?", near);
    else if (missing && len && name[len - 1] == '\r')
        cli_msg_hint("the name ends in a carriage return");
}

/* Whether a file that was opened is to be read. */
static bool begin(struct cli_reader *r, const char *name, int fd)
{
    const struct cli_hooks *h = r->hooks;

    /* --check writes nothing while it reads, but for a difference */
    if (h->target && (!r->config->check || r->config->diff) &&
        cli_target_is_input(h->target, name, fd))
        return false;
    return !h->begin || h->begin(h->arg, name);
}

/* False when no further file should be read. */
static bool read_file(struct cli_reader *r, const char *name)
{
    /* a pipe, which cannot be edited, is told at once */
    int fd = cli_file_open(name, !r->config->in_place);
    renorm_status status;
    bool ended = true;

    r->file = name;
    if (fd < 0) {
        not_opened(r, name);
        r->failed = true;
        return true;
    }
    if (!begin(r, name, fd)) {
        r->failed = true;
        cli_file_close(fd);
        return true;
    }
    r->nfiles++;
    status = read_all(r, fd);
    cli_file_close(fd);
    if (status == RENORM_E_NOMEM)
        cli_msg_nomem();
    if (status != RENORM_OK && status != RENORM_E_STOPPED) {
        if (status != RENORM_E_IO)
            cli_msg(name, "%s", cli_msg_status(status));
        r->failed = true;
    }
    if (r->hooks->end)
        ended = r->hooks->end(r->hooks->arg, status == RENORM_OK);
    if (!ended)
        r->failed = true;
    return !(r->nbad && r->config->on_error == RN_ON_ERROR_STOP);
}

/* The files that a list names; false when no further file should be read. */
static bool read_listed(struct cli_reader *r, const char *list)
{
    int fd = cli_file_open(list, true), error = 0;
    struct cli_names names;
    const char *name;
    bool more = true;

    if (fd < 0) {
        cli_msg(list, "%s", strerror(errno));
        r->failed = true;
        return true;
    }
    cli_names_init(&names, fd, r->config->null ? '\0' : '\n');
    while (more && (name = cli_names_next(&names, &error)))
        more = read_file(r, name);
    if (error) {
        cli_msg(list, "%s", strerror(error));
        r->failed = true;
    }
    cli_names_release(&names);
    cli_file_close(fd);
    return more;
}

void cli_reader_run(struct cli_reader *r)
{
    const struct cli_config *c = r->config;
    bool more = true;

    if (!c->files.n && !c->files_from)
        read_file(r, "-");
    for (size_t i = 0; more && i < c->files.n; i++)
        more = read_file(r, c->files.v[i]);
    if (more && c->files_from)
        read_listed(r, c->files_from);
}

enum cli_exit cli_reader_exit(const struct cli_reader *r)
{
    if (r->failed)
        return RN_EXIT_ERROR;
    return r->nbad ? RN_EXIT_BAD : RN_EXIT_OK;
}

enum cli_exit cli_reader_answer(struct cli_reader *r)
{
    enum cli_exit code;

    cli_reader_run(r);
    code = cli_reader_exit(r);
    if (!cli_target_close(r->hooks->target, code != RN_EXIT_ERROR))
        code = RN_EXIT_ERROR;
    if (r->config->stats)
        cli_reader_stats(r);
    return code;
}

void cli_reader_stats(const struct cli_reader *r)
{
    renorm_stats s = renorm_context_stats(r->ctx);
    const struct {
        const char *name;
        uint64_t n;
    } rows[] = {
        { "files", r->nfiles },       { "records", r->nrecords },
        { "bad records", r->nbad },   { "documents", s.documents },
        { "pages", s.pages },         { "bytes", s.bytes },
        { "bad bytes", s.bad_bytes }, { "tokens", s.tokens },
        { "mentions", s.mentions },   { "edits", s.edits },
        { "steps", s.steps },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cli_msg(NULL, "%s: %llu", rows[i].name, (unsigned long long)rows[i].n);
}

/* ---- places ------------------------------------------------------------- */

uint64_t cli_reader_offset(struct cli_reader *r, uint64_t offset)
{
    if (!r->records)
        return offset;
    return r->base + renorm_records_raw(r->records, (size_t)offset);
}

void cli_reader_place(struct cli_reader *r, const renorm_mention *m,
                      struct cli_place *out)
{
    size_t at;

    *out = (struct cli_place){ m->start,    m->end,  m->edit_start,
                               m->edit_end, m->line, m->column };
    if (!r->records)
        return;
    /* In this order: increasing offsets are found in linear time. */
    out->edit_start = cli_reader_offset(r, m->edit_start);
    out->start = cli_reader_offset(r, m->start);
    out->end = cli_reader_offset(r, m->end);
    out->edit_end = cli_reader_offset(r, m->edit_end);
    at = (size_t)(out->start - r->base);
    if (at < r->column_at) {
        r->column_at = 0;
        r->column_n = 1;
    }
    for (; r->column_at < at; r->column_at++)
        r->column_n += ((unsigned char)r->ptr[r->column_at] & 0xc0) != 0x80;
    out->line = r->line;
    out->column = r->column_n;
}

void cli_reader_put(const struct cli_reader *r, const renorm_mention *m,
                    const struct cli_place *p, struct cli_bytes *out)
{
    cli_put_field(out, "file", r->file);
    cli_put_number(out, "start", p->start);
    cli_put_number(out, "end", p->end);
    cli_put_number(out, "edit_start", p->edit_start);
    cli_put_number(out, "edit_end", p->edit_end);
    cli_put_number(out, "line", p->line);
    cli_put_number(out, "column", p->column);
    cli_put_mention(out, m);
    if (r->config->jsonl) {
        cli_put_field(out, "field", r->string.pointer);
        cli_put_number(out, "record", r->record);
    }
}
