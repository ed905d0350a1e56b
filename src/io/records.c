#include "base/ascii.h"
#include "base/limits.h"
#include "base/mem.h"
#include "io/fields.h"
#include "io/json.h"

/* An open object or array. */
struct level {
    bool object;
    uint32_t node;       /* of the tree of fields, or RN_NO_FIELD */
    uint32_t child;      /* the node of the member or element being read */
    size_t index;        /* of the element being read */
    size_t key, key_end; /* inside of the key being read, bytes of the record */
};

struct found {
    size_t start, end; /* the string's inside, bytes of the record */
    size_t pointer;    /* offset in pointers */
    bool escapes;
};

struct edit {
    size_t start, end;   /* bytes of the record */
    size_t put, put_end; /* bytes of puts that stand there instead */
};

/* Bytes. How far apart the places are that a scanner remembers behind it, so
 * that looking a little back (into a mention: it has at most 1 KiB) costs no
 * walk from the start. */
enum { MARK_STEP = 4096 };

/* Two places in a string that belong together. */
struct place {
    size_t raw, decoded;
};

struct renorm_records {
    const renorm_fields *fields;
    struct rn_buf add_key;
    bool adds;

    struct rn_span record;
    size_t at; /* the scanner's place in it */
    renorm_record_error *error;
    struct level *levels;
    size_t nlevels, levels_cap;

    bool root_object, root_empty, root_has_key;
    size_t
        root_tail; /* behind the last member's last byte, or behind the brace */

    struct found *found;
    size_t nfound, found_cap;
    struct rn_buf pointers, key, text;

    struct edit *edits;
    size_t nedits, edits_cap;
    struct rn_buf puts, added;

    size_t current; /* the string asked for last */
    size_t raw,
        decoded; /* a place in it: where the last question was answered */
    struct place marks[2]; /* places before that, the nearer one last */
};

renorm_status renorm_records_new(const renorm_fields *fields,
                                 const char *add_key, renorm_records **out)
{
    renorm_records *r = rn_calloc(1, sizeof *r);

    if (!r)
        return RENORM_E_NOMEM;
    r->fields = fields;
    rn_buf_init(&r->add_key);
    rn_buf_init(&r->pointers);
    rn_buf_init(&r->key);
    rn_buf_init(&r->text);
    rn_buf_init(&r->puts);
    rn_buf_init(&r->added);
    if (add_key) {
        r->adds = true;
        rn_buf_puts(&r->add_key, add_key);
    }
    if (r->add_key.failed) {
        renorm_records_free(r);
        return RENORM_E_NOMEM;
    }
    *out = r;
    return RENORM_OK;
}

void renorm_records_free(renorm_records *r)
{
    if (!r)
        return;
    rn_buf_release(&r->add_key);
    rn_buf_release(&r->pointers);
    rn_buf_release(&r->key);
    rn_buf_release(&r->text);
    rn_buf_release(&r->puts);
    rn_buf_release(&r->added);
    rn_free(r->levels);
    rn_free(r->found);
    rn_free(r->edits);
    rn_free(r);
}

/* ---- scanning ----------------------------------------------------------- */

static renorm_status bad(renorm_records *r, size_t at, const char *message)
{
    r->error->offset = at;
    r->error->message = message;
    return RENORM_E_USAGE;
}

/* The next byte that is no blank, or -1 at the end. */
static int peek(renorm_records *r)
{
    while (r->at < r->record.len) {
        char c = r->record.ptr[r->at];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return (unsigned char)c;
        r->at++;
    }
    return -1;
}

/* The decoded key between `start` and `end`; lives until the next call. */
static struct rn_span key_text(renorm_records *r, size_t start, size_t end)
{
    struct rn_span raw = { r->record.ptr + start, end - start };

    if (!raw.len || !memchr(raw.ptr, '\\', raw.len))
        return raw;
    rn_buf_clear(&r->key);
    rn_json_decode(raw, &r->key);
    return rn_buf_span(&r->key);
}

/* JSON Pointer writes "~" as "~0" and "/" as "~1". */
static void put_pointer_key(renorm_records *r, struct rn_span key)
{
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '~')
            rn_buf_puts(&r->pointers, "~0");
        else if (key.ptr[i] == '/')
            rn_buf_puts(&r->pointers, "~1");
        else
            rn_buf_putc(&r->pointers, key.ptr[i]);
    }
}

/* Note the string just read as chosen, with its pointer. */
static renorm_status choose(renorm_records *r, size_t start, size_t end,
                            bool escapes)
{
    if (!rn_grow(&r->found, &r->found_cap, r->nfound + 1, sizeof *r->found))
        return RENORM_E_NOMEM;
    r->found[r->nfound++] =
        (struct found){ start, end, r->pointers.len, escapes };
    for (size_t i = 0; i < r->nlevels; i++) {
        const struct level *l = &r->levels[i];
        rn_buf_putc(&r->pointers, '/');
        if (l->object)
            put_pointer_key(r, key_text(r, l->key, l->key_end));
        else
            rn_buf_printf(&r->pointers, "%zu", l->index);
    }
    rn_buf_putc(&r->pointers, '\0');
    return r->pointers.failed || r->key.failed ? RENORM_E_NOMEM : RENORM_OK;
}

/* A member's key and its colon; the member's node becomes the level's child. */
static renorm_status read_key(renorm_records *r, struct level *l)
{
    bool escapes;
    size_t end;

    if (peek(r) != '"')
        return bad(r, r->at, "a key in quotes is missing");
    l->key = r->at + 1;
    end = rn_json_string_end(r->record, l->key, &escapes, r->error);
    if (end == SIZE_MAX)
        return RENORM_E_USAGE;
    l->key_end = end;
    r->at = end + 1;
    if (peek(r) != ':')
        return bad(r, r->at, "a colon is missing after a key");
    r->at++;
    l->child = RN_NO_FIELD;
    if (l->node != RN_NO_FIELD || (r->adds && r->nlevels == 1)) {
        struct rn_span key = key_text(r, l->key, end);
        if (r->key.failed)
            return RENORM_E_NOMEM;
        l->child = rn_field_member(r->fields, l->node, key);
        if (r->nlevels == 1 && rn_span_eq(key, rn_buf_span(&r->add_key)))
            r->root_has_key = true;
    }
    return RENORM_OK;
}

static renorm_status open_level(renorm_records *r, bool object, uint32_t node)
{
    struct level *l;

    if (r->nlevels >= RN_JSON_DEPTH_MAX)
        return bad(r, r->at, "nested more than 1000 deep");
    if (!rn_grow(&r->levels, &r->levels_cap, r->nlevels + 1, sizeof *r->levels))
        return RENORM_E_NOMEM;
    l = &r->levels[r->nlevels++];
    *l = (struct level){ .object = object, .node = node };
    if (!object)
        l->child = rn_field_element(r->fields, node);
    r->at++;
    return RENORM_OK;
}

static renorm_status read_string(renorm_records *r, uint32_t node)
{
    bool escapes;
    size_t start = r->at + 1;
    size_t end = rn_json_string_end(r->record, start, &escapes, r->error);

    if (end == SIZE_MAX)
        return RENORM_E_USAGE;
    r->at = end + 1;
    if (node == RN_NO_FIELD || !r->fields->nodes[node].chosen)
        return RENORM_OK;
    return choose(r, start, end, escapes);
}

static renorm_status read_word(renorm_records *r, const char *word)
{
    size_t len = strlen(word);

    if (r->record.len - r->at < len ||
        memcmp(r->record.ptr + r->at, word, len) != 0)
        return bad(r, r->at, "neither true, false nor null");
    r->at += len;
    return RENORM_OK;
}

/* A string, number or word. */
static renorm_status read_scalar(renorm_records *r, int c, uint32_t node)
{
    size_t end;

    switch (c) {
    case '"':
        return read_string(r, node);
    case 't':
        return read_word(r, "true");
    case 'f':
        return read_word(r, "false");
    case 'n':
        return read_word(r, "null");
    case -1:
        return bad(r, r->at, "ends where a value is missing");
    default:
        if (c != '-' && !rn_ascii_digit(c))
            return bad(r, r->at, "no value begins so");
        end = rn_json_number_end(r->record, r->at, r->error);
        if (end == SIZE_MAX)
            return RENORM_E_USAGE;
        r->at = end;
        return RENORM_OK;
    }
}

/* After a value: close every level that ends here; stop behind a comma, before
 * the next value (an object's key is then read too), or at the end of the whole
 * text (*done). */
static renorm_status after_value(renorm_records *r, bool *done)
{
    while (r->nlevels) {
        struct level *l = &r->levels[r->nlevels - 1];
        size_t tail = r->at;
        int c = peek(r);

        if (c == ',') {
            r->at++;
            l->index++;
            return l->object ? read_key(r, l) : RENORM_OK;
        }
        if (c != (l->object ? '}' : ']'))
            return bad(r, r->at,
                       l->object ? "a comma or '}' is missing"
                                 : "a comma or ']' is missing");
        r->root_tail = tail; /* the root is the last that ends */
        r->at++;
        r->nlevels--;
    }
    *done = true;
    return peek(r) == -1 ? RENORM_OK
                         : bad(r, r->at, "something stands behind the value");
}

/* Open an object or array; *closed when it is empty, and then behind it. */
static renorm_status read_open(renorm_records *r, int c, uint32_t node,
                               bool *closed)
{
    renorm_status status = open_level(r, c == '{', node);
    struct level *l;

    if (status != RENORM_OK)
        return status;
    l = &r->levels[r->nlevels - 1];
    if (r->nlevels == 1 && l->object) {
        r->root_object = true;
        r->root_tail = r->at;
    }
    *closed = peek(r) == (l->object ? '}' : ']');
    if (*closed) {
        if (r->nlevels == 1)
            r->root_empty = true;
        r->nlevels--;
        r->at++;
        return RENORM_OK;
    }
    return l->object ? read_key(r, l) : RENORM_OK;
}

static renorm_status scan(renorm_records *r)
{
    bool done = false;

    while (!done) {
        uint32_t node = r->nlevels ? r->levels[r->nlevels - 1].child : 0;
        int c = peek(r);
        bool value = true;
        renorm_status status;

        if (c == '{' || c == '[')
            status = read_open(r, c, node, &value);
        else
            status = read_scalar(r, c, node);
        if (status == RENORM_OK && value)
            status = after_value(r, &done);
        if (status != RENORM_OK)
            return status;
    }
    return RENORM_OK;
}

renorm_status renorm_records_scan(renorm_records *r, const char *ptr,
                                  size_t len, renorm_record_error *error)
{
    renorm_status status;

    r->record = rn_span_of(ptr, len);
    r->at = 0;
    r->error = error;
    r->nlevels = r->nfound = r->nedits = 0;
    r->root_object = r->root_empty = r->root_has_key = false;
    r->current = SIZE_MAX;
    rn_buf_clear(&r->pointers);
    rn_buf_clear(&r->key);
    rn_buf_clear(&r->puts);
    rn_buf_clear(&r->added);
    if (len > RENORM_RECORD_MAX)
        return bad(r, 0, "longer than 64 MiB");
    status = scan(r);
    if (status == RENORM_OK && r->adds && !r->root_object)
        status = bad(r, 0, "no object that a key could be added to");
    if (status == RENORM_OK && r->adds && r->root_has_key)
        status = bad(r, 0, "the key that is to be added is there already");
    if (status != RENORM_OK)
        r->nfound = 0;
    return status;
}

/* ---- strings ------------------------------------------------------------ */

size_t renorm_records_count(const renorm_records *r)
{
    return r->nfound;
}

renorm_status renorm_records_string(renorm_records *r, size_t index,
                                    renorm_record_string *out)
{
    const struct found *f;
    struct rn_span text;

    if (index >= r->nfound)
        return RENORM_E_USAGE;
    f = &r->found[index];
    text = rn_span_of(r->record.ptr + f->start, f->end - f->start);
    if (f->escapes) {
        rn_buf_clear(&r->text);
        rn_json_decode(text, &r->text);
        if (r->text.failed)
            return RENORM_E_NOMEM;
        text = rn_buf_span(&r->text);
    }
    r->current = index;
    r->raw = f->start;
    r->decoded = 0;
    r->marks[0] = r->marks[1] = (struct place){ f->start, 0 };
    *out = (renorm_record_string){ text.ptr, text.len,
                                   r->pointers.ptr + f->pointer, f->start,
                                   f->end };
    return RENORM_OK;
}

/* Move the place in the current string forward to the unit in which `decoded`
 * or `raw` lies, whichever comes first. */
static void walk(renorm_records *r, size_t decoded, size_t raw)
{
    const struct found *f = &r->found[r->current];

    while (r->raw < f->end && r->decoded < decoded && r->raw < raw) {
        const char *p = r->record.ptr + r->raw, *slash;
        size_t plain = f->end - r->raw, units, len;
        char unit[4];

        if (r->decoded - r->marks[1].decoded >= MARK_STEP) {
            r->marks[0] = r->marks[1];
            r->marks[1] = (struct place){ r->raw, r->decoded };
        }
        if (plain > MARK_STEP)
            plain = MARK_STEP;
        if (plain > decoded - r->decoded)
            plain = decoded - r->decoded;
        if (plain > raw - r->raw)
            plain = raw - r->raw;
        slash = f->escapes ? memchr(p, '\\', plain) : NULL;
        if (slash)
            plain = (size_t)(slash - p);
        r->raw += plain;
        r->decoded += plain;
        if (!slash)
            continue;
        units = rn_json_unit(slash, f->end - r->raw, unit, &len);
        if (r->decoded + len > decoded || r->raw + units > raw)
            return;
        r->raw += units;
        r->decoded += len;
    }
}

/* Go back to a place that is not behind `decoded` and `raw`. */
static void go_back(renorm_records *r, size_t decoded, size_t raw)
{
    struct place start = { r->found[r->current].start, 0 };

    for (int i = 1; i >= 0; i--)
        if (r->marks[i].decoded <= decoded && r->marks[i].raw <= raw) {
            r->raw = r->marks[i].raw;
            r->decoded = r->marks[i].decoded;
            r->marks[1] = r->marks[i];
            return;
        }
    r->raw = start.raw;
    r->decoded = start.decoded;
    r->marks[0] = r->marks[1] = start;
}

size_t renorm_records_raw(renorm_records *r, size_t decoded)
{
    if (r->current == SIZE_MAX)
        return 0;
    if (decoded < r->decoded)
        go_back(r, decoded, SIZE_MAX);
    walk(r, decoded, SIZE_MAX);
    return r->raw;
}

size_t renorm_records_decoded(renorm_records *r, size_t raw)
{
    if (r->current == SIZE_MAX)
        return 0;
    if (raw < r->raw)
        go_back(r, SIZE_MAX, raw);
    walk(r, SIZE_MAX, raw);
    return r->decoded;
}

/* ---- edits -------------------------------------------------------------- */

renorm_status renorm_records_edit(renorm_records *r, size_t start, size_t end,
                                  const char *ptr, size_t len)
{
    struct edit e;

    if (r->current == SIZE_MAX || end < start)
        return RENORM_E_USAGE;
    e.start = renorm_records_raw(r, start);
    e.end = renorm_records_raw(r, end);
    if (e.end == r->found[r->current].end && r->decoded < end)
        return RENORM_E_USAGE; /* behind the string */
    if (r->nedits && e.start < r->edits[r->nedits - 1].end)
        return RENORM_E_USAGE;
    if (!rn_grow(&r->edits, &r->edits_cap, r->nedits + 1, sizeof *r->edits))
        return RENORM_E_NOMEM;
    e.put = r->puts.len;
    rn_json_encode(rn_span_of(ptr, len), &r->puts);
    e.put_end = r->puts.len;
    if (r->puts.failed)
        return RENORM_E_NOMEM;
    r->edits[r->nedits++] = e;
    return RENORM_OK;
}

renorm_status renorm_records_add(renorm_records *r, const char *json,
                                 size_t len)
{
    if (!r->adds || !r->root_object)
        return RENORM_E_USAGE;
    rn_buf_clear(&r->added);
    if (!r->root_empty)
        rn_buf_putc(&r->added, ',');
    rn_buf_putc(&r->added, '"');
    rn_json_encode(rn_buf_span(&r->add_key), &r->added);
    rn_buf_puts(&r->added, "\":");
    rn_buf_put(&r->added, json, len);
    return r->added.failed ? RENORM_E_NOMEM : RENORM_OK;
}

renorm_status renorm_records_write(renorm_records *r,
                                   renorm_status (*write)(void *, const char *,
                                                          size_t),
                                   void *arg)
{
    const char *p = r->record.ptr;
    size_t done = 0, tail = r->added.len ? r->root_tail : r->record.len;
    renorm_status status = RENORM_OK;

    for (size_t i = 0; status == RENORM_OK && i < r->nedits; i++) {
        const struct edit *e = &r->edits[i];
        status = write(arg, p + done, e->start - done);
        if (status == RENORM_OK)
            status = write(arg, r->puts.ptr + e->put, e->put_end - e->put);
        done = e->end;
    }
    if (status == RENORM_OK)
        status = write(arg, p + done, tail - done);
    if (status == RENORM_OK && r->added.len) {
        status = write(arg, r->added.ptr, r->added.len);
        if (status == RENORM_OK)
            status = write(arg, p + tail, r->record.len - tail);
    }
    return status;
}
