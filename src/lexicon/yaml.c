#include "lexicon/yaml.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "lexicon/build.h"
#include "text/utf8.h"

/* libyaml counts characters; every MARK_STEP-th gets its byte noted. */
enum { MARK_STEP = 16 };

struct reader {
    const struct rn_model *m;
    uint32_t file;
    struct rn_arena *arena;
    struct rn_diags *d;
    struct rn_span text; /* without the BOM … */
    size_t bom;          /* … of so many bytes */
    uint32_t *marks;     /* byte of character i × MARK_STEP */
    size_t nmarks, marks_cap;
    uint32_t *lines;      /* byte at which line i + 1 begins … */
    uint32_t *line_chars; /* … and its character */
    size_t nlines, lines_cap, line_chars_cap;
    size_t near; /* the line that was asked for last: they come in order */
    struct rn_yaml_node *open[RN_YAML_DEPTH_MAX + 1];
    struct rn_yaml_node *last[RN_YAML_DEPTH_MAX + 1]; /* item of open[i] */
    struct rn_yaml_node *key[RN_YAML_DEPTH_MAX + 1];  /* waits for its value */
    size_t depth;
    struct rn_yaml_node *root;
    renorm_status status;
};

/* ---- places ---------------------------------------------------------- */

/* The place of a byte that is character `index` of the text. */
static struct rn_loc loc_of(struct reader *r, size_t byte, size_t index)
{
    size_t lo = r->lines[r->near] <= byte ? r->near : 0, hi = lo + 1;

    for (size_t step = 1; hi < r->nlines && r->lines[hi] <= byte; step *= 2) {
        lo = hi;
        hi += step;
    }
    if (hi > r->nlines)
        hi = r->nlines;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (r->lines[mid] <= byte)
            lo = mid;
        else
            hi = mid;
    }
    r->near = lo;
    return (struct rn_loc){ r->file, (uint32_t)lo + 1,
                            (uint32_t)(index - r->line_chars[lo] + 1),
                            (uint32_t)(byte + r->bom) };
}

static size_t byte_of(const struct reader *r, size_t index)
{
    size_t i = index / MARK_STEP, left = index % MARK_STEP, byte;

    if (i >= r->nmarks)
        return r->text.len;
    byte = r->marks[i];
    while (byte < r->text.len && left) {
        byte++;
        if (byte == r->text.len ||
            ((unsigned char)r->text.ptr[byte] & 0xc0) != 0x80)
            left--;
    }
    return byte;
}

static struct rn_loc loc_of_mark(struct reader *r, yaml_mark_t mark)
{
    return loc_of(r, byte_of(r, mark.index), mark.index);
}

static struct rn_at at_mark(struct reader *r, yaml_mark_t mark)
{
    return rn_model_at(r->m, loc_of_mark(r, mark), 0);
}

static bool nomem(struct reader *r)
{
    r->status = RENORM_E_NOMEM;
    return false;
}

/* ---- bytes first ----------------------------------------------------- */

/* YAML's printable characters: no control characters but tab and line ends, no
 * byte order mark inside, no U+FFFE and U+FFFF. */
static bool printable(const unsigned char *p, size_t n)
{
    if (n == 1)
        return p[0] >= ' ' ? p[0] != 0x7f
                           : p[0] == '\t' || p[0] == '\n' || p[0] == '\r';
    if (n == 2)
        return p[0] != 0xc2 || p[1] >= 0xa0 || p[1] == 0x85;
    if (n == 3 && p[0] == 0xef)
        return !(p[1] == 0xbb && p[2] == 0xbf) &&
               !(p[1] == 0xbf && p[2] >= 0xbe);
    return true;
}

static bool note_line(struct reader *r, size_t byte, size_t index)
{
    size_t n = r->nlines + 1;

    if (!rn_grow(&r->lines, &r->lines_cap, n, sizeof *r->lines) ||
        !rn_grow(&r->line_chars, &r->line_chars_cap, n, sizeof *r->line_chars))
        return nomem(r);
    r->lines[r->nlines] = (uint32_t)byte;
    r->line_chars[r->nlines++] = (uint32_t)index;
    return true;
}

static bool note_mark(struct reader *r, size_t byte)
{
    if (!rn_grow(&r->marks, &r->marks_cap, r->nmarks + 1, sizeof *r->marks))
        return nomem(r);
    r->marks[r->nmarks++] = (uint32_t)byte;
    return true;
}

/* Check all bytes and note where characters and lines are. */
static bool scan_bytes(struct reader *r)
{
    const unsigned char *p = (const unsigned char *)r->text.ptr;
    size_t chars = 0, n;
    uint32_t cp;

    if (!note_line(r, 0, 0))
        return false;
    for (size_t i = 0; i < r->text.len; i += n) {
        n = rn_utf8_decode(p + i, r->text.len - i, &cp);
        if (!n || !printable(p + i, n)) {
            r->status = rn_fail(r->d, RENORM_E_LEXICON, RN_E_YAML_UTF8,
                                rn_model_at(r->m, loc_of(r, i, chars), 0),
                                n ? "delete it: the line may look right without"
                                  : "save the file as UTF-8",
                                n ? "a control character, 0x%02x"
                                  : "no UTF-8: byte 0x%02x",
                                n == 2 ? p[i + 1] : p[i]);
            return false;
        }
        if (chars++ % MARK_STEP == 0 && !note_mark(r, i))
            return false;
        if (p[i] == '\n' && !note_line(r, i + 1, chars))
            return false;
    }
    return true;
}

/* ---- what libyaml says ----------------------------------------------- */

/* Where the value of the line at `byte` begins: behind "- " and "key: ". */
static size_t value_start(struct rn_span text, size_t byte)
{
    size_t i = byte;

    while (i && text.ptr[i - 1] != '\n')
        i--;
    for (;;) {
        size_t start, colon;
        while (i < text.len && rn_ascii_blank(text.ptr[i]))
            i++;
        start = i;
        if (i + 1 < text.len && text.ptr[i] == '-' &&
            rn_ascii_blank(text.ptr[i + 1])) {
            i += 2;
            continue;
        }
        for (colon = i; colon < text.len && (rn_ascii_alnum(text.ptr[colon]) ||
                                             text.ptr[colon] == '-');)
            colon++;
        if (colon == start || colon + 1 >= text.len || text.ptr[colon] != ':' ||
            !rn_ascii_blank(text.ptr[colon + 1]))
            return start;
        i = colon + 2;
    }
}

/* What an editor most likely did: the first characters of the value tell. */
static const char *syntax_hint(struct rn_span text, size_t byte,
                               const char *problem)
{
    size_t start;
    char c;

    if (strstr(problem, "mapping values"))
        return "quote a text with a colon and a blank in it: \"…: …\"";
    if (strstr(problem, "',' or"))
        return "between brackets quote a text with brackets or commas in it, "
               "and close what is open";
    if (strstr(problem, "tab character") ||
        (byte < text.len && text.ptr[byte] == '\t'))
        return "indent with blanks, never with tabs";
    if (strstr(problem, "escape character"))
        return "in double quotes write two backslashes, or use single quotes";
    /* The mark may stand at the start of the next line. */
    for (int back = 0; back < 2; back++) {
        start = value_start(text, byte);
        c = start < text.len ? text.ptr[start] : '\0';
        if (c == '{' || c == '[')
            return "quote a form that begins with a special character: "
                   "- \"{post} of {org}\"";
        if (c == '"' || c == '\'')
            return "when a text begins with a quote, the closing quote must "
                   "end it";
        if (c && strchr("@`%&*!|>,]}\t", c))
            return "quote a text that begins with a special character";
        while (byte && text.ptr[byte - 1] != '\n')
            byte--;
        if (!byte)
            break;
        byte--;
    }
    return "keep items of one list, and keys of one map, in one column; "
           "quote texts with special characters";
}

static void syntax_error(struct reader *r, const yaml_parser_t *y)
{
    const char *problem = y->problem ? y->problem : "cannot be read";

    if (y->error == YAML_MEMORY_ERROR) {
        nomem(r);
        return;
    }
    r->status = rn_fail(
        r->d, RENORM_E_LEXICON, RN_E_YAML_SYNTAX, at_mark(r, y->problem_mark),
        syntax_hint(r->text, byte_of(r, y->problem_mark.index), problem),
        "no YAML: %s", problem);
}

/* ---- the tree -------------------------------------------------------- */

bool rn_yaml_null(const struct rn_yaml_node *n)
{
    return n->type == RN_YAML_SCALAR && n->plain &&
           (!n->value.len || rn_span_is(n->value, "~") ||
            rn_span_is(n->value, "null"));
}

static struct rn_yaml_node *new_node(struct reader *r, enum rn_yaml_type type,
                                     const yaml_event_t *e)
{
    struct rn_yaml_node *n = rn_arena_zalloc(r->arena, 1, sizeof *n);

    if (!n) {
        nomem(r);
        return NULL;
    }
    n->type = type;
    n->at = loc_of_mark(r, e->start_mark);
    return n;
}

/* Put a node where the open collection wants it. */
static void attach(struct reader *r, struct rn_yaml_node *n)
{
    size_t i = r->depth ? r->depth - 1 : 0;
    struct rn_yaml_node *parent = r->depth ? r->open[i] : NULL;

    if (!parent) {
        r->root = n;
        return;
    }
    if (parent->type == RN_YAML_MAP) {
        if (!r->key[i]) {
            r->key[i] = n;
            if (n->type != RN_YAML_SCALAR)
                rn_report(r->d, RENORM_ERROR, RN_E_YAML_TYPE,
                          rn_model_at(r->m, n->at, 0),
                          "quote a text that begins with a special character",
                          "a key must be text");
            return;
        }
        n->key = r->key[i];
        r->key[i] = NULL;
        if (n->key->type != RN_YAML_SCALAR)
            return;
    }
    if (r->last[i])
        r->last[i]->next = n;
    else
        parent->first = n;
    r->last[i] = n;
    parent->n++;
}

static bool open_node(struct reader *r, const yaml_event_t *e,
                      enum rn_yaml_type type, bool flow)
{
    struct rn_yaml_node *n;

    if (r->depth == RN_YAML_DEPTH_MAX) {
        r->status = rn_fail(
            r->d, RENORM_E_LEXICON, RN_E_YAML_DEPTH, at_mark(r, e->start_mark),
            "a lexicon needs five levels: is a bracket never closed?",
            "nested more than %d deep", RN_YAML_DEPTH_MAX);
        return false;
    }
    n = new_node(r, type, e);
    if (!n)
        return false;
    n->flow = flow;
    attach(r, n);
    r->open[r->depth] = n;
    r->last[r->depth] = r->key[r->depth] = NULL;
    r->depth++;
    return true;
}

static void duplicate_key(struct reader *r, const struct rn_yaml_node *again,
                          const struct rn_yaml_node *before)
{
    const struct rn_span *key = &again->key->value;

    rn_report(r->d, RENORM_ERROR, RN_E_YAML_KEY,
              rn_model_at(r->m, again->key->at, 0),
              "put what both say under one key",
              "key '%.*s' stands here a second time, first in line %u",
              key->len > 60 ? 60 : (int)key->len, key->ptr,
              (unsigned)before->key->at.line);
}

/* Every key of a map once: all are put in a table of their hashes. */
static bool check_keys(struct reader *r, const struct rn_yaml_node *map)
{
    size_t size = 8;
    const struct rn_yaml_node **table;

    while (size < map->n * 2)
        size *= 2;
    table = rn_calloc(size, sizeof *table);
    if (!table)
        return nomem(r);
    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        struct rn_span key = n->key->value;
        size_t i = rn_hash(key.ptr, key.len) & (size - 1);
        while (table[i] && !rn_span_eq(table[i]->key->value, key))
            i = (i + 1) & (size - 1);
        if (table[i])
            duplicate_key(r, n, table[i]);
        else
            table[i] = n;
    }
    rn_free(table);
    return true;
}

static bool close_node(struct reader *r)
{
    struct rn_yaml_node *n = r->open[--r->depth];

    return n->type != RN_YAML_MAP || check_keys(r, n);
}

static bool scalar(struct reader *r, const yaml_event_t *e)
{
    struct rn_yaml_node *n = new_node(r, RN_YAML_SCALAR, e);

    if (!n)
        return false;
    n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    n->value =
        rn_arena_copy(r->arena, rn_span_of((const char *)e->data.scalar.value,
                                           e->data.scalar.length));
    if (!n->value.ptr)
        return nomem(r);
    if (memchr(n->value.ptr, '\0', n->value.len)) {
        rn_report(r->d, RENORM_ERROR, RN_E_YAML_UTF8,
                  rn_model_at(r->m, n->at, 0), "delete the escape",
                  "a NUL in a text");
        n->value.len = strlen(n->value.ptr);
    }
    attach(r, n);
    return true;
}

/* Anchors and tags are reported and then ignored. */
static void refuse_properties(struct reader *r, const yaml_event_t *e,
                              const void *anchor, const void *tag)
{
    if (anchor)
        rn_report(
            r->d, RENORM_ERROR, RN_E_YAML_ALIAS, at_mark(r, e->start_mark),
            "quote a text that begins with '&'", "anchors are not allowed");
    if (tag)
        rn_report(r->d, RENORM_ERROR, RN_E_YAML_MULTI,
                  at_mark(r, e->start_mark),
                  "quote a text that begins with '!'", "tags are not allowed");
}

static bool alias(struct reader *r, const yaml_event_t *e)
{
    struct rn_yaml_node *n;

    rn_report(r->d, RENORM_ERROR, RN_E_YAML_ALIAS, at_mark(r, e->start_mark),
              "quote a text that begins with '*'", "aliases are not allowed");
    n = new_node(r, RN_YAML_SCALAR, e); /* so that the tree stays whole */
    if (!n)
        return false;
    n->plain = true;
    n->value = rn_span_of("~", 1);
    attach(r, n);
    return true;
}

/* One event; false ends the reading. */
static bool event(struct reader *r, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (!r->root)
            return true;
        r->status = rn_fail(
            r->d, RENORM_E_LEXICON, RN_E_YAML_MULTI, at_mark(r, e->start_mark),
            "put it in a file of its own", "a second document in one file");
        return false;
    case YAML_SCALAR_EVENT:
        refuse_properties(r, e, e->data.scalar.anchor, e->data.scalar.tag);
        return scalar(r, e);
    case YAML_SEQUENCE_START_EVENT:
        refuse_properties(r, e, e->data.sequence_start.anchor,
                          e->data.sequence_start.tag);
        return open_node(r, e, RN_YAML_LIST,
                         e->data.sequence_start.style ==
                             YAML_FLOW_SEQUENCE_STYLE);
    case YAML_MAPPING_START_EVENT:
        refuse_properties(r, e, e->data.mapping_start.anchor,
                          e->data.mapping_start.tag);
        return open_node(r, e, RN_YAML_MAP,
                         e->data.mapping_start.style ==
                             YAML_FLOW_MAPPING_STYLE);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_node(r);
    case YAML_ALIAS_EVENT:
        return alias(r, e);
    case YAML_STREAM_END_EVENT:
        return false;
    default:
        return true;
    }
}

static void read_events(struct reader *r)
{
    const struct rn_libyaml *lib = &r->m->builder->libyaml;
    yaml_parser_t y;
    bool more = true;

    if (!lib->initialize(&y)) {
        nomem(r);
        return;
    }
    lib->set_encoding(&y, YAML_UTF8_ENCODING);
    lib->set_input(&y, (const unsigned char *)r->text.ptr, r->text.len);
    while (more) {
        yaml_event_t e;
        if (!lib->parse(&y, &e)) {
            syntax_error(r, &y);
            break;
        }
        more = event(r, &e);
        lib->delete_event(&e);
    }
    lib->delete_parser(&y);
}

static struct rn_yaml_node *empty_map(struct reader *r)
{
    struct rn_yaml_node *n = rn_arena_zalloc(r->arena, 1, sizeof *n);

    if (!n) {
        nomem(r);
        return NULL;
    }
    n->type = RN_YAML_MAP;
    n->at = (struct rn_loc){ r->file, 1, 1, 0 };
    return n;
}

renorm_status rn_yaml_read(const struct rn_model *m, uint32_t file,
                           struct rn_arena *arena, struct rn_diags *d,
                           struct rn_yaml_node **root)
{
    struct reader r = { .m = m,
                        .file = file,
                        .arena = arena,
                        .d = d,
                        .text = m->files[file].text,
                        .status = RENORM_OK };

    if (r.text.len > RN_YAML_FILE_MAX)
        return rn_fail(d, RENORM_E_LEXICON, RN_E_FILE,
                       (struct rn_at){ .file = m->files[file].path },
                       "divide it by topic", "more than %d MiB in one file",
                       RN_YAML_FILE_MAX >> 20);
    if (r.text.len >= 3 && !memcmp(r.text.ptr, "\xef\xbb\xbf", 3)) {
        r.bom = 3;
        r.text = rn_span_of(r.text.ptr + 3, r.text.len - 3);
    }
    if (scan_bytes(&r))
        read_events(&r);
    if (r.status == RENORM_OK && (!r.root || rn_yaml_null(r.root)))
        r.root = empty_map(&r);
    if (r.status == RENORM_OK)
        *root = r.root;
    rn_free(r.marks);
    rn_free(r.lines);
    rn_free(r.line_chars);
    return r.status;
}

/* ---- from a value back to its file ----------------------------------- */

/* Skip a line end inside a scalar with the blanks around it. The value has one
 * blank for it, or a line end for each empty line. */
static size_t skip_fold(struct rn_span text, size_t i, size_t *value)
{
    size_t breaks = 0;

    while (i < text.len && rn_ascii_space(text.ptr[i]))
        breaks += text.ptr[i++] == '\n';
    *value += breaks > 1 ? breaks - 1 : 1;
    return i;
}

static bool at_fold(struct rn_span text, size_t i)
{
    while (i < text.len && rn_ascii_blank(text.ptr[i]))
        i++;
    return i < text.len && (text.ptr[i] == '\n' || text.ptr[i] == '\r');
}

/* Bytes of the value that an escape in double quotes gives; *len is what it
 * takes in the file. */
static size_t escape_value(struct rn_span text, size_t i, size_t *len)
{
    char c = i + 1 < text.len ? text.ptr[i + 1] : '\0';
    unsigned long code = 0;

    *len = c == 'x' ? 4 : c == 'u' ? 6 : c == 'U' ? 10 : 2;
    if (*len == 2)
        return c == 'N' || c == '_' ? 2 : c == 'L' || c == 'P' ? 3 : 1;
    for (size_t k = i + 2; k < i + *len && k < text.len; k++) {
        int h = rn_ascii_tolower(text.ptr[k]);
        code = code * 16 +
               (unsigned long)(rn_ascii_digit(h) ? h - '0' : h - 'a' + 10);
    }
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

size_t rn_yaml_offset(struct rn_span text, size_t offset, size_t delta)
{
    char quote = offset < text.len ? text.ptr[offset] : '\0';
    size_t i = offset, value = 0, len;

    if (quote == '|' || quote == '>')
        return offset;
    if (quote == '"' || quote == '\'')
        i++;
    else
        quote = '\0';
    while (i < text.len && value < delta) {
        if (at_fold(text, i)) {
            i = skip_fold(text, i, &value);
        } else if (quote == '"' && text.ptr[i] == '\\') {
            value += escape_value(text, i, &len);
            i += len;
        } else if (quote == '\'' && text.ptr[i] == '\'') {
            i += 2;
            value++;
        } else {
            i++;
            value++;
        }
    }
    return i < text.len ? i : text.len;
}
