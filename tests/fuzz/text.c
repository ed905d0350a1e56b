/* Any bytes through the whole filter, with the shipped lexicon.
 *
 * The first byte chooses the options, the second the cuts; the rest is the
 * document. Every byte outside an edit comes out as it went in, places are
 * right, spans are in order, and pieces give what the whole gives. With
 * FUZZ_TWICE in the environment a second run must change nothing too: apart,
 * for such finds are of words that meet by chance, not of the program. */
#include "fuzz.h"

#include <renorm/renorm.h>

/* Bytes that grow. */
struct bytes {
    char *ptr;
    size_t len, cap;
};

static void put(struct bytes *b, const char *ptr, size_t len)
{
    if (b->len + len > b->cap) {
        b->cap = (b->len + len) * 2;
        b->ptr = realloc(b->ptr, b->cap);
        MUST(b->ptr);
    }
    if (len)
        memcpy(b->ptr + b->len, ptr, len);
    b->len += len;
}

static void put_string(struct bytes *b, const char *s)
{
    put(b, s, strlen(s));
}

static bool same(const struct bytes *a, const struct bytes *b)
{
    return a->len == b->len && (!a->len || !memcmp(a->ptr, b->ptr, a->len));
}

enum { ENDS_MAX = 4096 }; /* no input has so many mentions */

/* One reading of a document: what came out, and what must have come out. */
struct reading {
    renorm_style style;
    const char *in;
    size_t len;
    struct bytes out, wanted;
    size_t copied; /* bytes of the input that are in `wanted` */
    size_t line_at, line, column;
    uint64_t span_end;
    size_t ends[ENDS_MAX], nends; /* of the mentions that may have a gloss */
    struct bytes names;           /* theirs, each with its NUL */
};

static renorm_status take_text(void *arg, const char *ptr, size_t len)
{
    struct reading *r = arg;

    put(&r->out, ptr, len);
    return RENORM_OK;
}

/* Count as an editor does: a column is a code point. */
static void check_place(struct reading *r, const renorm_mention *m)
{
    for (; r->line_at < m->start; r->line_at++) {
        const char *at = r->in + r->line_at;
        bool two = r->line_at + 1 < r->len && at[0] == '\r' && at[1] == '\n';
        if (*at == '\n' || (*at == '\r' && !two)) {
            r->line++;
            r->column = 1;
        } else if (((unsigned char)*at & 0xc0) != 0x80) {
            r->column++;
        }
    }
    MUST(m->line == r->line && m->column == r->column);
}

static void check_mention(const struct reading *r, const renorm_mention *m)
{
    MUST(r->copied <= m->edit_start && m->edit_start <= m->start);
    MUST(m->start < m->end && m->end <= m->edit_end && m->edit_end <= r->len);
    MUST(m->text_len == m->end - m->start);
    MUST(!memcmp(m->text, r->in + m->start, m->text_len));
    MUST(m->canonical[0] && !strpbrk(m->canonical, "\r\n"));
    MUST(m->kind[0] && m->concept[0]);
    for (size_t i = 0; i < m->nattributes; i++)
        MUST(m->attributes[i].key[0] && m->attributes[i].value);
}

static void put_escaped(struct bytes *b, const char *s)
{
    for (; *s; s++) {
        if (*s == '&')
            put_string(b, "&amp;");
        else if (*s == '<')
            put_string(b, "&lt;");
        else if (*s == '>')
            put_string(b, "&gt;");
        else if (*s == '"')
            put_string(b, "&quot;");
        else
            put(b, s, 1);
    }
}

static void put_markup(struct bytes *b, const renorm_mention *m)
{
    put_string(b, "<term kind=\"");
    put_escaped(b, m->kind);
    put_string(b, "\" concept=\"");
    put_escaped(b, m->concept);
    put_string(b, "\" canonical=\"");
    put_escaped(b, m->canonical);
    put_string(b, "\">");
    put(b, m->text, m->text_len);
    put_string(b, "</term>");
}

static renorm_status take_mention(void *arg, const renorm_mention *m)
{
    struct reading *r = arg;

    check_mention(r, m);
    check_place(r, m);
    put(&r->wanted, r->in + r->copied, m->edit_start - r->copied);
    r->copied = m->edit_end;
    if (r->style == RENORM_REPLACE) {
        put_string(&r->wanted, m->replacement);
    } else if (r->style == RENORM_MARKUP) {
        put_markup(&r->wanted, m);
    } else {
        /* what comes out shows which are due */
        MUST(r->nends < ENDS_MAX);
        r->ends[r->nends++] = m->end;
        put(&r->names, m->canonical, strlen(m->canonical) + 1);
    }
    return RENORM_OK;
}

static renorm_status take_span(void *arg, const renorm_lang_span *s)
{
    struct reading *r = arg;

    MUST(r->span_end <= s->start && s->start < s->end && s->end <= r->len);
    r->span_end = s->end;
    return RENORM_OK;
}

/* Whether what begins at byte `at` is " [name]". */
static bool has_gloss(const char *ptr, size_t len, size_t at, const char *name)
{
    size_t n = strlen(name);

    return len - at >= n + 3 && ptr[at] == ' ' && ptr[at + 1] == '[' &&
           !memcmp(ptr + at + 2, name, n) && ptr[at + 2 + n] == ']';
}

/* The output is the input with names in brackets behind some mentions. A gloss
 * that is there already is not written again. */
static void check_glosses(const struct reading *r)
{
    const char *name = r->names.ptr;
    size_t in = 0, out = 0;

    for (size_t i = 0; i < r->nends; i++, name += strlen(name) + 1) {
        size_t n = r->ends[i] - in;
        MUST(r->out.len - out >= n && !memcmp(r->out.ptr + out, r->in + in, n));
        in += n;
        out += n;
        if (has_gloss(r->out.ptr, r->out.len, out, name) &&
            !has_gloss(r->in, r->len, in, name))
            out += strlen(name) + 3;
    }
    MUST(r->out.len - out == r->len - in);
    MUST(r->len == in || !memcmp(r->out.ptr + out, r->in + in, r->len - in));
}

/* ---- one input ---------------------------------------------------------- */

enum {
    OPTION_SETS = 16, /* the low two bits are the style, 3 a language */
    LINES = 4,
    KINDS = 8
};

static renorm_context *context_of(unsigned set)
{
    static const char *const kinds[] = { "body", "resolution" };
    static renorm_lexicon *lexicon;
    static renorm_context *contexts[OPTION_SETS];
    renorm_options options = { .style = set % 4 < 3 ? (renorm_style)(set % 4)
                                                    : RENORM_REPLACE,
                               .lang_forced = set % 4 == 3 ? 1 : 0,
                               .lines = (set & LINES) != 0,
                               .kinds = kinds,
                               .nkinds = set & KINDS ? 2 : 0,
                               .trace = (set & KINDS) != 0,
                               .at = RENORM_NOWHERE };

    if (!lexicon)
        MUST(!renorm_lexicon_load(NULL, 0, 0, NULL, NULL, &lexicon));
    if (!contexts[set])
        MUST(!renorm_context_new(lexicon, &options, &contexts[set]));
    return contexts[set];
}

static void read_whole(struct reading *r, unsigned set)
{
    renorm_handler h = { r, take_text, take_mention, take_span, NULL };

    MUST(!renorm_document(context_of(set), &h, r->in, r->len));
    put(&r->wanted, r->in + r->copied, r->len - r->copied);
}

/* Pieces whose lengths the seed gives, some of them empty. */
static void read_pieces(struct reading *r, unsigned set, unsigned seed)
{
    renorm_handler h = { .arg = r, .text = take_text };
    renorm_context *context = context_of(set);
    size_t at = 0;

    MUST(!renorm_begin(context, &h));
    while (at < r->len) {
        size_t n = (seed = seed * 1103515245u + 12345u) >> 16 & 31;
        char *piece;
        if (n > r->len - at)
            n = r->len - at;
        piece =
            fuzz_copy((struct fuzz_input){ (const uint8_t *)r->in + at, n });
        MUST(!renorm_feed(context, piece, n));
        free(piece);
        at += n;
    }
    MUST(!renorm_end(context));
}

static void release(struct reading *r)
{
    free(r->out.ptr);
    free(r->wanted.ptr);
    free(r->names.ptr);
}

static void check_again(const struct reading *r, unsigned set)
{
    struct reading again = { .style = r->style,
                             .in = r->out.ptr ? r->out.ptr : "",
                             .len = r->out.len };
    renorm_handler h = { .arg = &again, .text = take_text };

    MUST(!renorm_document(context_of(set), &h, again.in, again.len));
    MUST(same(&r->out, &again.out));
    release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = { data, size };
    unsigned set = fuzz_byte(&in) % OPTION_SETS, seed = fuzz_byte(&in);
    renorm_style style = set % 4 < 3 ? (renorm_style)(set % 4) : RENORM_REPLACE;
    char *bytes = fuzz_copy(in);
    struct reading whole = {
        .style = style, .in = bytes, .len = in.len, .line = 1, .column = 1
    };
    struct reading pieces = { .style = style, .in = bytes, .len = in.len };

    read_whole(&whole, set);
    if (style == RENORM_GLOSS)
        check_glosses(&whole);
    else
        MUST(same(&whole.out, &whole.wanted));
    read_pieces(&pieces, set, seed);
    MUST(same(&whole.out, &pieces.out));
    if (style != RENORM_MARKUP && getenv("FUZZ_TWICE"))
        check_again(&whole, set);
    release(&whole);
    release(&pieces);
    free(bytes);
    return 0;
}
