/* Paths of fields and a record. The first byte chooses the edits, the next line
 * holds the paths with blanks between them, the rest is the record.
 *
 * A record without edits comes out as it went in; with edits it is JSON still,
 * and the chosen strings hold what was put there. */
#include "fuzz.h"

#include <renorm/records.h>

enum { PATHS_MAX = 8, STRINGS_MAX = 64 };

struct out {
    char *ptr;
    size_t len, cap;
};

static renorm_status take(void *arg, const char *ptr, size_t len)
{
    struct out *o = arg;

    if (o->len + len > o->cap) {
        o->cap = (o->len + len) * 2;
        o->ptr = realloc(o->ptr, o->cap);
        MUST(o->ptr);
    }
    if (len)
        memcpy(o->ptr + o->len, ptr, len);
    o->len += len;
    return RENORM_OK;
}

static renorm_fields *compile_paths(struct fuzz_input line)
{
    char *paths[PATHS_MAX];
    size_t n = 0, bad = SIZE_MAX;
    renorm_record_error error = { 0 };
    renorm_fields *fields = NULL;
    renorm_status st;

    do {
        paths[n++] = fuzz_string(fuzz_until(&line, ' '));
    } while (line.len && n < PATHS_MAX);
    st =
        renorm_fields_new((const char *const *)paths, n, &bad, &error, &fields);
    if (st) {
        MUST(st == RENORM_E_USAGE && !fields && bad < n && error.message);
        MUST(error.offset <= strlen(paths[bad]));
    }
    while (n)
        free(paths[--n]);
    return fields;
}

/* The way to the decoded string and back never leaves the string. */
static void check_places(renorm_records *r, const renorm_record_string *s)
{
    size_t last = s->start;

    for (size_t i = 0; i <= s->len; i++) {
        size_t raw = renorm_records_raw(r, i);
        MUST(last <= raw && raw <= s->end);
        MUST(renorm_records_decoded(r, raw) <= i);
        last = raw;
    }
    MUST(renorm_records_decoded(r, s->end) == s->len);
}

/* The beginning of the character that byte `at` is of: an escape is cut
 * nowhere. */
static size_t boundary(const renorm_record_string *s, size_t at)
{
    while (at && at < s->len && ((unsigned char)s->text[at] & 0xc0) == 0x80)
        at--;
    return at;
}

/* Put `word` before and into every other string; what the strings are now. */
static size_t edit(renorm_records *r, unsigned how, struct out *wanted)
{
    static const char word[] = "\"\\/\n\x7f\xff\xc3\xa9";
    size_t n = renorm_records_count(r);

    for (size_t i = 0; i < n && i < STRINGS_MAX; i++) {
        renorm_record_string s;
        size_t start, end;
        MUST(!renorm_records_string(r, i, &s));
        MUST(s.start <= s.end && s.pointer);
        check_places(r, &s);
        start = boundary(&s, how % (s.len + 1));
        end = boundary(&s, start + how / 3 % (s.len - start + 1));
        take(&wanted[i], s.text, start);
        if (i % 2 == (how & 1)) {
            take(&wanted[i], word, sizeof word - 1);
            MUST(!renorm_records_edit(r, start, end, word, sizeof word - 1));
            if (end) /* what would overlap it */
                MUST(renorm_records_edit(r, end - 1, end, "", 0));
        } else {
            take(&wanted[i], s.text + start, end - start);
        }
        take(&wanted[i], s.text + end, s.len - end);
    }
    return n < STRINGS_MAX ? n : STRINGS_MAX;
}

static void check_strings(renorm_records *r, const struct out *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        renorm_record_string s;
        MUST(!renorm_records_string(r, i, &s));
        MUST(s.len == wanted[i].len &&
             (!s.len || !memcmp(s.text, wanted[i].ptr, s.len)));
    }
}

static void check_record(renorm_records *r, struct fuzz_input in, unsigned how)
{
    struct out plain = { 0 }, edited = { 0 }, wanted[STRINGS_MAX] = { { 0 } };
    renorm_record_error error = { 0 };
    char *bytes = fuzz_copy(in);
    renorm_status st = renorm_records_scan(r, bytes, in.len, &error);
    size_t n, count;

    if (st) {
        MUST(st == RENORM_E_USAGE && error.message && error.offset <= in.len);
        free(bytes);
        return;
    }
    MUST(!renorm_records_write(r, take, &plain));
    MUST(plain.len == in.len && !memcmp(plain.ptr, bytes, in.len));
    count = renorm_records_count(r);
    n = edit(r, how, wanted);
    if (how & 128)
        MUST(!renorm_records_add(r, "[1]", 3));
    MUST(!renorm_records_write(r, take, &edited));
    free(bytes);
    st = renorm_records_scan(r, edited.ptr, edited.len, &error);
    /* With the key that was added a record is refused, to the next. */
    MUST(st == (how & 128 ? RENORM_E_USAGE : RENORM_OK));
    if (!st) {
        MUST(renorm_records_count(r) == count);
        check_strings(r, wanted, n);
    }
    free(plain.ptr);
    free(edited.ptr);
    while (n)
        free(wanted[--n].ptr);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = { data, size };
    unsigned how = fuzz_byte(&in);
    renorm_fields *fields = compile_paths(fuzz_until(&in, '\n'));
    renorm_records *records;

    if (!fields)
        return 0;
    MUST(!renorm_records_new(fields, how & 128 ? "added" : NULL, &records));
    check_record(records, in, how);
    renorm_records_free(records);
    renorm_fields_free(fields);
    return 0;
}
