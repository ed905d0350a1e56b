#include "cli/diff.h"

#include <string.h>

/* Bytes of a hunk before it is written in pieces. */
enum { HUNK_MAX = 1024 * 1024 };

void cli_diff_init(struct cli_diff *d, struct cli_out *out, bool color)
{
    *d = (struct cli_diff){ .out = out, .color = color };
}

void cli_diff_release(struct cli_diff *d)
{
    cli_bytes_release(&d->old.bytes);
    cli_bytes_release(&d->new.bytes);
    for (size_t i = 0; i < RN_DIFF_CONTEXT; i++)
        cli_bytes_release(&d->before[i]);
    cli_bytes_release(&d->hunk);
    cli_bytes_release(&d->minus);
    cli_bytes_release(&d->plus);
}

static void clear_side(struct cli_diff_side *s)
{
    s->bytes.len = s->at = s->seen = 0;
    s->line = 0;
}

void cli_diff_begin(struct cli_diff *d, const char *name)
{
    d->name = name;
    d->changed = d->open = d->bare = false;
    d->nbefore = d->next_before = 0;
    clear_side(&d->old);
    clear_side(&d->new);
}

/* ---- writing ------------------------------------------------------------ */

/* A name in the header: quoted as git does where it holds what would break the
 * line, and ended with a tab where patch would else stop at its blank. */
static void put_name(struct cli_bytes *b, const char *mark, const char *name)
{
    bool quote = false, blank = false;

    for (const char *p = name; *p; p++) {
        quote |= (unsigned char)*p < 0x20 || *p == '"' || *p == '\\';
        blank |= *p == ' ';
    }
    cli_bytes_puts(b, mark);
    if (!quote) {
        cli_bytes_puts(b, name);
    } else {
        cli_bytes_putc(b, '"');
        for (const char *p = name; *p; p++) {
            if (*p == '"' || *p == '\\')
                cli_bytes_printf(b, "\\%c", *p);
            else if ((unsigned char)*p < 0x20)
                cli_bytes_printf(b, "\\%03o", (unsigned)*p);
            else
                cli_bytes_putc(b, *p);
        }
        cli_bytes_putc(b, '"');
    }
    cli_bytes_puts(b, blank && !quote ? "\t\n" : "\n");
}

static void put_header(struct cli_diff *d)
{
    struct cli_bytes b = { 0 };

    if (d->color)
        cli_bytes_puts(&b, "\033[1m");
    put_name(&b, "--- ", d->name);
    put_name(&b, "+++ ", d->name);
    if (d->color)
        cli_bytes_puts(&b, "\033[0m");
    cli_out_write(d->out, b.ptr, b.len);
    cli_bytes_release(&b);
}

/* A line of a hunk behind its mark, in the mark's colour. */
static void put_line(const struct cli_diff *d, struct cli_bytes *b, char mark,
                     const char *ptr, size_t len)
{
    bool end = len && ptr[len - 1] == '\n';
    bool paint = d->color && mark != ' ';

    if (paint)
        cli_bytes_puts(b, mark == '-' ? "\033[31m" : "\033[32m");
    cli_bytes_putc(b, mark);
    cli_bytes_put(b, ptr, len - end);
    if (paint)
        cli_bytes_puts(b, "\033[0m");
    cli_bytes_putc(b, '\n');
    if (!end)
        cli_bytes_puts(b, "\\ No newline at end of file\n");
}

/* "12,3", or "12" for one line; of no lines, the line before them. */
static void put_range(struct cli_bytes *b, uint64_t first, uint64_t count)
{
    cli_bytes_printf(b, "%llu",
                     (unsigned long long)(count ? first : first - 1));
    if (count != 1)
        cli_bytes_printf(b, ",%llu", (unsigned long long)count);
}

/* Changes of neighbouring lines stand together: first all as they were, then
 * all as they are. */
static void join_change(struct cli_diff *d)
{
    cli_bytes_put(&d->hunk, d->minus.ptr, d->minus.len);
    cli_bytes_put(&d->hunk, d->plus.ptr, d->plus.len);
    d->minus.len = d->plus.len = 0;
}

/* Write the hunk. Behind its last change it keeps three lines, a bare one none;
 * a bare one loses those before its first change too: patch(1) takes a hunk
 * with context on one side alone for the end of the file. */
static renorm_status close_hunk(struct cli_diff *d)
{
    struct cli_bytes b = { 0 };
    size_t from = 0, keep = RN_DIFF_CONTEXT, drop;
    renorm_status status;

    if (!d->open)
        return RENORM_OK;
    join_change(d);
    if (d->bare) {
        keep = 0;
        from = d->lead_bytes;
        d->old_first += d->lead;
        d->new_first += d->lead;
        d->old_count -= d->lead;
        d->new_count -= d->lead;
    }
    if (d->trail > keep) {
        drop = d->trail - keep;
        d->hunk.len = d->trail_at[keep];
        d->old_count -= drop;
        d->new_count -= drop;
    }
    cli_bytes_puts(&b, d->color ? "\033[36m@@ -" : "@@ -");
    put_range(&b, d->old_first, d->old_count);
    cli_bytes_puts(&b, " +");
    put_range(&b, d->new_first, d->new_count);
    cli_bytes_puts(&b, d->color ? " @@\033[0m\n" : " @@\n");
    cli_out_write(d->out, b.ptr, b.len);
    status = cli_out_write(d->out, d->hunk.ptr + from, d->hunk.len - from);
    cli_bytes_release(&b);
    d->hunk.len = 0;
    d->open = false;
    return status;
}

static void open_hunk(struct cli_diff *d)
{
    if (!d->changed)
        put_header(d);
    d->changed = true;
    d->open = true;
    d->lead = d->bare ? 0 : d->nbefore;
    d->old_first = d->old.line + 1 - d->lead;
    d->new_first = d->new.line + 1 - d->lead;
    d->old_count = d->new_count = d->lead;
    d->trail = 0;
    for (size_t i = 0; i < d->lead; i++) {
        size_t at = (d->next_before + RN_DIFF_CONTEXT - d->nbefore + i) %
                    RN_DIFF_CONTEXT;
        put_line(d, &d->hunk, ' ', d->before[at].ptr, d->before[at].len);
    }
    d->lead_bytes = d->hunk.len;
}

/* ---- pairs of lines ----------------------------------------------------- */

static void remember(struct cli_diff *d, const char *ptr, size_t len)
{
    struct cli_bytes *b = &d->before[d->next_before];

    b->len = 0;
    cli_bytes_put(b, ptr, len);
    d->next_before = (d->next_before + 1) % RN_DIFF_CONTEXT;
    if (d->nbefore < RN_DIFF_CONTEXT)
        d->nbefore++;
}

/* A hunk that grew too long is written now, and what follows it goes on without
 * context. */
static renorm_status check_size(struct cli_diff *d)
{
    if (!d->open || d->hunk.len + d->minus.len + d->plus.len < HUNK_MAX)
        return RENORM_OK;
    d->bare = true;
    return close_hunk(d);
}

static renorm_status equal_line(struct cli_diff *d, const char *ptr, size_t len)
{
    renorm_status status = RENORM_OK;

    if (d->open) {
        join_change(d);
        d->trail_at[d->trail++] = d->hunk.len;
        put_line(d, &d->hunk, ' ', ptr, len);
        d->old_count++;
        d->new_count++;
        if (d->trail > 2 * RN_DIFF_CONTEXT) {
            status = close_hunk(d);
            d->bare = false;
        } else {
            status = check_size(d);
        }
    }
    remember(d, ptr, len);
    return status;
}

/* One side may be empty, where a text ends before the other. */
static renorm_status other_lines(struct cli_diff *d, const char *old,
                                 size_t old_len, const char *new,
                                 size_t new_len)
{
    if (!d->open)
        open_hunk(d);
    d->trail = 0;
    if (old_len) {
        put_line(d, &d->minus, '-', old, old_len);
        d->old_count++;
    }
    if (new_len) {
        put_line(d, &d->plus, '+', new, new_len);
        d->new_count++;
    }
    d->nbefore = 0;
    return check_size(d);
}

static renorm_status pair(struct cli_diff *d, size_t old_len, size_t new_len)
{
    const char *old = d->old.bytes.ptr + d->old.at;
    const char *new = d->new.bytes.ptr + d->new.at;
    renorm_status status;

    if (old_len == new_len && (!old_len || memcmp(old, new, old_len) == 0))
        status = equal_line(d, old, old_len);
    else
        status = other_lines(d, old, old_len, new, new_len);
    d->old.at += old_len;
    d->new.at += new_len;
    d->old.line += old_len > 0;
    d->new.line += new_len > 0;
    return status;
}

/* Length of the next whole line with its end, or 0. */
static size_t whole_line(struct cli_diff_side *s)
{
    const char *p = s->bytes.ptr, *end;

    if (s->seen < s->at)
        s->seen = s->at;
    if (s->seen == s->bytes.len)
        return 0;
    end = memchr(p + s->seen, '\n', s->bytes.len - s->seen);
    s->seen = end ? (size_t)(end - p) : s->bytes.len;
    return end ? s->seen + 1 - s->at : 0;
}

static renorm_status pair_lines(struct cli_diff *d)
{
    renorm_status status = RENORM_OK;

    while (status == RENORM_OK) {
        size_t old = whole_line(&d->old);
        size_t new = old ? whole_line(&d->new) : 0;
        if (!new)
            break;
        status = pair(d, old, new);
    }
    return status;
}

static renorm_status add(struct cli_diff *d, struct cli_diff_side *s,
                         const char *ptr, size_t len)
{
    /* Move what is left to the front when most of the buffer is behind us. */
    if (s->at > s->bytes.len / 2) {
        cli_bytes_drop(&s->bytes, s->at);
        s->seen = s->seen > s->at ? s->seen - s->at : 0;
        s->at = 0;
    }
    if (s->bytes.len - s->at > RN_DIFF_LINE_MAX)
        return RENORM_E_LIMIT;
    cli_bytes_put(&s->bytes, ptr, len);
    return pair_lines(d);
}

renorm_status cli_diff_old(struct cli_diff *d, const char *ptr, size_t len)
{
    return add(d, &d->old, ptr, len);
}

renorm_status cli_diff_new(struct cli_diff *d, const char *ptr, size_t len)
{
    return add(d, &d->new, ptr, len);
}

/* The next line of a text that is all here, with its end if it has one. */
static size_t last_line(struct cli_diff_side *s)
{
    size_t n = whole_line(s);

    return n ? n : s->bytes.len - s->at;
}

renorm_status cli_diff_end(struct cli_diff *d)
{
    renorm_status status = RENORM_OK;

    while (status == RENORM_OK) {
        size_t old = last_line(&d->old), new = last_line(&d->new);
        if (!old && !new)
            break;
        status = pair(d, old, new);
    }
    return status == RENORM_OK ? close_hunk(d) : status;
}
