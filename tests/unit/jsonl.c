/* JSON records: what is one, which strings are chosen, and what an edit leaves
 * alone. */
#include "base/buf.h"
#include "base/limits.h"
#include "io/json.h"
#include "renorm/records.h"
#include "unit.h"

/* A scanner for these fields; `key` may be NULL. */
static renorm_records *scanner(const char *const *paths, size_t n,
                               const char *key, renorm_fields **fields)
{
    renorm_records *r = NULL;
    renorm_record_error error;
    size_t bad;

    ck_assert_int_eq(renorm_fields_new(paths, n, &bad, &error, fields),
                     RENORM_OK);
    ck_assert_int_eq(renorm_records_new(*fields, key, &r), RENORM_OK);
    return r;
}

static void done(renorm_records *r, renorm_fields *f)
{
    renorm_records_free(r);
    renorm_fields_free(f);
}

static renorm_status collect(void *arg, const char *ptr, size_t len)
{
    rn_buf_put(arg, ptr, len);
    return RENORM_OK;
}

static void write_to(renorm_records *r, struct rn_buf *out)
{
    rn_buf_clear(out);
    ck_assert_int_eq(renorm_records_write(r, collect, out), RENORM_OK);
    ck_assert(!out->failed);
}

/* ---- what is a record --------------------------------------------------- */

/* The message is NULL for what is JSON. A trailing NUL of a row is not part of
 * it; rows with a NUL inside give their length. */
static const struct {
    const char *name, *in;
    size_t len, at;
    const char *message;
} syntax[] = {
    { "object", "{}", 0, 0, NULL },
    { "array", "[]", 0, 0, NULL },
    { "string", "\"\"", 0, 0, NULL },
    { "words", "[true,false,null]", 0, 0, NULL },
    { "numbers", "[0,-0,1,10,0.5,-1.25,1e5,1E+5,1e-5,0e0,1.0E00]", 0, 0, NULL },
    { "long number", "123456789012345678901234567890.000000000000000000001", 0,
      0, NULL },
    { "blanks everywhere", " \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : { } } \r", 0,
      0, NULL },
    { "duplicate keys", "{\"a\":1,\"a\":2}", 0, 0, NULL },
    { "escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"", 0, 0,
      NULL },
    { "lone surrogate", "\"\\ud800\"", 0, 0, NULL },
    { "bytes that are no UTF-8", "\"\xff\xc0\x80\"", 0, 0, NULL },
    { "delete is no control character", "\"\x7f\"", 0, 0, NULL },

    { "nothing", "", 0, 0, "ends where a value is missing" },
    { "blanks alone", "  ", 0, 2, "ends where a value is missing" },
    { "two values", "1 2", 0, 2, "something stands behind the value" },
    { "comma behind", "{\"a\":1,}", 0, 7, "a key in quotes is missing" },
    { "comma behind in array", "[1,]", 0, 3, "no value begins so" },
    { "comma in front", "[,1]", 0, 1, "no value begins so" },
    { "no comma", "[1 2]", 0, 3, "a comma or ']' is missing" },
    { "no comma in object", "{\"a\":1 \"b\":2}", 0, 7,
      "a comma or '}' is missing" },
    { "no colon", "{\"a\" 1}", 0, 5, "a colon is missing after a key" },
    { "no value", "{\"a\":}", 0, 5, "no value begins so" },
    { "bare key", "{a:1}", 0, 1, "a key in quotes is missing" },
    { "number as key", "{1:1}", 0, 1, "a key in quotes is missing" },
    { "single quotes", "['a']", 0, 1, "no value begins so" },
    { "open object", "{\"a\":1", 0, 6, "a comma or '}' is missing" },
    { "open array", "[1", 0, 2, "a comma or ']' is missing" },
    { "crossed", "[1}", 0, 2, "a comma or ']' is missing" },
    { "open string", "[\"abc", 0, 1, "a string does not end" },
    { "open escape", "\"abc\\", 0, 4, "a string does not end" },
    { "open string, long", "\"abcdefghijklmnopqrstuvwxyz", 0, 0,
      "a string does not end" },
    { "unknown escape", "\"a\\x41\"", 0, 2,
      "an escape that JSON does not know" },
    { "hex digit 09", "\"\\u0009\"", 0, 0, NULL },
    { "hex digit af", "\"\\u00af\"", 0, 0, NULL },
    { "hex digit AF", "\"\\u00AF\"", 0, 0, NULL },
    { "escaped NUL", "\"\\\0\"", 4, 1, "an escape that JSON does not know" },
    { "short \\u", "\"\\u12\"", 0, 1, "\\u needs four hexadecimal digits" },
    { "\\u of no digits", "\"\\u12g4\"", 0, 1,
      "\\u needs four hexadecimal digits" },
    { "\\u at the end", "\"\\u123", 0, 1, "\\u needs four hexadecimal digits" },
    { "control character", "\"a\tb\"", 0, 2,
      "a control character inside a string" },
    { "control character, long", "\"abcdefghijkl\x1f\"", 0, 13,
      "a control character inside a string" },
    { "NUL in string", "\"a\0b\"", 5, 2,
      "a control character inside a string" },
    { "NUL behind", "1\0", 2, 1, "something stands behind the value" },
    { "zero in front", "01", 0, 0, "a number with a zero in front" },
    { "zero in front, negative", "-01", 0, 1, "a number with a zero in front" },
    { "lone minus", "-", 0, 1, "a number without digits" },
    { "plus", "+1", 0, 0, "no value begins so" },
    { "point in front", ".5", 0, 0, "no value begins so" },
    { "point behind", "1.", 0, 2, "a number without digits after its point" },
    { "exponent without digits", "1e", 0, 2,
      "a number without digits in its exponent" },
    { "hexadecimal", "0x10", 0, 1, "something stands behind the value" },
    { "NaN", "NaN", 0, 0, "no value begins so" },
    { "word too long", "nulll", 0, 4, "something stands behind the value" },
    { "word too short", "tru", 0, 0, "neither true, false nor null" },
    { "word in capitals", "True", 0, 0, "no value begins so" },
    { "comment", "{/**/}", 0, 1, "a key in quotes is missing" },
    { "form feed is no blank", "\f1", 0, 0, "no value begins so" },
    { "no-break space is no blank",
      "\xc2\xa0"
      "1",
      0, 0, "no value begins so" },
};

START_TEST(syntax_row)
{
    renorm_fields *f;
    renorm_records *r = scanner(NULL, 0, NULL, &f);
    renorm_record_error error = { 0 };
    size_t len = syntax[_i].len ? syntax[_i].len : strlen(syntax[_i].in);
    /* a copy of the exact size, so that reading past its end is seen */
    char *copy = malloc(len ? len : 1);
    renorm_status status;

    memcpy(copy, syntax[_i].in, len);
    status = renorm_records_scan(r, copy, len, &error);
    if (syntax[_i].message) {
        ck_assert_msg(status == RENORM_E_USAGE, "%s: taken", syntax[_i].name);
        ck_assert_str_eq(error.message, syntax[_i].message);
        ck_assert_uint_eq(error.offset, syntax[_i].at);
        ck_assert_uint_eq(renorm_records_count(r), 0);
    } else {
        ck_assert_msg(status == RENORM_OK, "%s: %s", syntax[_i].name,
                      error.message);
    }
    free(copy);
    done(r, f);
}
END_TEST

START_TEST(depth_has_a_bound)
{
    renorm_fields *f;
    renorm_records *r = scanner(NULL, 0, NULL, &f);
    renorm_record_error error = { 0 };
    struct rn_buf b;

    for (size_t depth = RN_JSON_DEPTH_MAX; depth <= RN_JSON_DEPTH_MAX + 1;
         depth++) {
        rn_buf_init(&b);
        for (size_t i = 0; i < depth; i++)
            rn_buf_putc(&b, '[');
        for (size_t i = 0; i < depth; i++)
            rn_buf_putc(&b, ']');
        if (depth == RN_JSON_DEPTH_MAX) {
            ck_assert_int_eq(renorm_records_scan(r, b.ptr, b.len, &error),
                             RENORM_OK);
        } else {
            ck_assert_int_eq(renorm_records_scan(r, b.ptr, b.len, &error),
                             RENORM_E_USAGE);
            ck_assert_str_eq(error.message, "nested more than 1000 deep");
        }
        rn_buf_release(&b);
    }
    done(r, f);
}
END_TEST

START_TEST(size_has_a_bound)
{
    renorm_fields *f;
    renorm_records *r = scanner(NULL, 0, NULL, &f);
    renorm_record_error error = { 0 };
    size_t len = RENORM_RECORD_MAX + 1;
    char *big = malloc(len);

    memset(big, ' ', len);
    big[0] = '1';
    ck_assert_int_eq(renorm_records_scan(r, big, len - 1, &error), RENORM_OK);
    ck_assert_int_eq(renorm_records_scan(r, big, len, &error), RENORM_E_USAGE);
    ck_assert_str_eq(error.message, "longer than 64 MiB");
    free(big);
    done(r, f);
}
END_TEST

/* ---- which strings are chosen ------------------------------------------- */

/* `out`: each chosen string as pointer=text; with a semicolon behind it. */
static const struct {
    const char *name, *paths[3], *in, *out;
} chosen[] = {
    { "top level",
      { "title", "body" },
      "{\"body\":\"b\",\"title\":\"t\"}",
      "/body=b;/title=t;" },
    { "only strings",
      { "title", "body" },
      "{\"title\":null,\"body\":[\"x\",{\"title\":\"y\"}]}",
      "" },
    { "below",
      { "a.b" },
      "{\"a\":{\"b\":\"x\",\"c\":\"y\"},\"b\":\"z\"}",
      "/a/b=x;" },
    { "elements",
      { "a.b[].c" },
      "{\"a\":{\"b\":[{\"c\":\"x\"},3,{\"d\":\"n\",\"c\":\"y\"},[{\"c\":1}]]}}",
      "/a/b/0/c=x;/a/b/2/c=y;" },
    { "strings in an array",
      { "tags[]" },
      "{\"tags\":[\"x\",[\"n\"],\"y\"]}",
      "/tags/0=x;/tags/2=y;" },
    { "arrays in arrays",
      { "[][]" },
      "[[\"x\"],\"n\",[1,\"y\"]]",
      "/0/0=x;/2/1=y;" },
    { "record is an array",
      { "[].t" },
      "[{\"t\":\"x\"},{\"t\":\"y\"}]",
      "/0/t=x;/1/t=y;" },
    { "record is a string", { "." }, " \"x\" ", "=x;" },
    { "leading dot", { ".a.b" }, "{\"a\":{\"b\":\"x\"}}", "/a/b=x;" },
    { "leading dot before brackets",
      { ".[].a" },
      "[{\"a\":\"x\"}]",
      "/0/a=x;" },
    { "one path begins another", { "a", "a.b" }, "[\"n\",{\"a\":\"n\"}]", "" },
    { "one path begins another, both there",
      { "a[]", "a[].b" },
      "{\"a\":[\"x\",{\"b\":\"y\"}]}",
      "/a/0=x;/a/1/b=y;" },
    { "duplicate keys", { "a" }, "{\"a\":\"x\",\"a\":\"y\"}", "/a=x;/a=y;" },
    { "escaped key in the record",
      { "title" },
      "{\"t\\u0069tle\":\"x\"}",
      "/title=x;" },
    { "key with a dot",
      { "a\\.b" },
      "{\"a.b\":\"x\",\"a\":{\"b\":\"n\"}}",
      "/a.b=x;" },
    { "key with brackets", { "a\\[\\]" }, "{\"a[]\":\"x\"}", "/a[]=x;" },
    { "key with a slash and a tilde",
      { "a/b~c" },
      "{\"a/b~c\":\"x\"}",
      "/a~1b~0c=x;" },
    { "key of other letters",
      { "tiêu đề" },
      "{\"tiêu đề\":\"x\"}",
      "/tiêu đề=x;" },
    { "key with blanks is another key", { "a" }, "{\"a \":\"n\"}", "" },
    { "object where elements are wanted",
      { "a[].b" },
      "{\"a\":{\"b\":\"n\"}}",
      "" },
    { "array where a key is wanted", { "a.b" }, "{\"a\":[{\"b\":\"n\"}]}", "" },
    { "escapes decoded",
      { "a" },
      "{\"a\":\"\\\"\\\\\\/\\n\\u1ee6y \\ud83d\\ude00.\"}",
      "/a=\"\\/\nỦy \xf0\x9f\x98\x80.;" },
    { "escapes at the edges of lengths",
      { "a" },
      "{\"a\":\"\\u007f\\u0080\\u07ff\\u0800\\uffff\\ud800\\udc00\"}",
      "/a=\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80;" },
    { "lone surrogates are no UTF-8",
      { "a" },
      "{\"a\":\"\\ud83dx\\ude00\\ud800\\ud800\\udc00\"}",
      "/a=\xed\xa0\xbdx\xed\xb8\x80\xed\xa0\x80\xf0\x90\x80\x80;" },
    { "empty string", { "a" }, "{\"a\":\"\"}", "/a=;" },
};

START_TEST(chosen_row)
{
    renorm_fields *f;
    size_t npaths = 0;
    renorm_records *r;
    renorm_record_error error = { 0 };
    struct rn_buf got;

    while (npaths < 3 && chosen[_i].paths[npaths])
        npaths++;
    r = scanner(chosen[_i].paths, npaths, NULL, &f);
    ck_assert_int_eq(
        renorm_records_scan(r, chosen[_i].in, strlen(chosen[_i].in), &error),
        RENORM_OK);
    rn_buf_init(&got);
    for (size_t i = 0; i < renorm_records_count(r); i++) {
        renorm_record_string s;
        ck_assert_int_eq(renorm_records_string(r, i, &s), RENORM_OK);
        rn_buf_printf(&got, "%s=", s.pointer);
        rn_buf_put(&got, s.text, s.len);
        rn_buf_putc(&got, ';');
        ck_assert_int_eq(chosen[_i].in[s.start - 1], '"');
        ck_assert_int_eq(chosen[_i].in[s.end], '"');
    }
    ck_assert_msg(strcmp(got.ptr, chosen[_i].out) == 0, "%s: %s",
                  chosen[_i].name, got.ptr);
    rn_buf_release(&got);
    done(r, f);
}
END_TEST

static const struct {
    const char *path;
    size_t at;
    const char *message;
} bad_paths[] = {
    { "", 0, "a key is missing" },
    { "a.", 2, "a key is missing" },
    { "a..b", 2, "a key is missing" },
    { "..a", 1, "a key is missing" },
    { "a[", 1, "'[' must be followed by ']': every element of an array" },
    { "a[0]", 1, "'[' must be followed by ']': every element of an array" },
    { "a]", 1, "a bracket that was not opened" },
    { "[]a", 2, "a dot is missing" },
    { "a[].", 4, "a key is missing" },
    { "a\\", 1, "nothing after the backslash" },
};

START_TEST(bad_path_row)
{
    const char *paths[] = { "fine", bad_paths[_i].path };
    renorm_fields *f = NULL;
    renorm_record_error error = { 0 };
    size_t bad = 9;

    ck_assert_int_eq(renorm_fields_new(paths, 2, &bad, &error, &f),
                     RENORM_E_USAGE);
    ck_assert_ptr_null(f);
    ck_assert_uint_eq(bad, 1);
    ck_assert_str_eq(error.message, bad_paths[_i].message);
    ck_assert_uint_eq(error.offset, bad_paths[_i].at);
}
END_TEST

/* ---- what stands behind ------------------------------------------------- */

/* A string is decoded up to its end, whatever the record goes on with. */
START_TEST(decoding_ends)
{
    static const char raw[] = "a\\ud83d\\ude00";
    struct rn_buf out;

    rn_buf_init(&out);
    rn_json_decode(rn_span_of(raw, 1), &out);
    ck_assert_str_eq(out.ptr, "a");
    rn_buf_clear(&out);
    rn_json_decode(rn_span_of(raw, 7), &out); /* one half of the pair */
    ck_assert_str_eq(out.ptr, "a\xed\xa0\xbd");
    rn_buf_clear(&out);
    rn_json_decode(rn_span_of(raw, 13), &out);
    ck_assert_str_eq(out.ptr, "a\xf0\x9f\x98\x80");
    rn_buf_release(&out);
}
END_TEST

/* So is a number, cut anywhere. */
START_TEST(numbers_end)
{
    static const char number[] = "-12.25e+30";
    /* where it may end: behind a figure */
    static const bool whole[] = { false, false, true,  true, false, true,
                                  true,  false, false, true, true };
    renorm_record_error error;

    for (size_t len = 0; len < sizeof number; len++)
        ck_assert_uint_eq(
            rn_json_number_end(rn_span_of(number, len), 0, &error),
            whole[len] ? len : SIZE_MAX);
}
END_TEST

/* ---- edits -------------------------------------------------------------- */

/* One edit of the field `a`: bytes start … end of the decoded string. */
static const struct {
    const char *name, *in;
    size_t start, end;
    const char *put, *out;
} edits[] = {
    { "plain", "{\"a\":\"one two three\"}", 4, 7, "2",
      "{\"a\":\"one 2 three\"}" },
    { "all else stays",
      " {\"n\":1.0e3 , \"a\" :\"x\\u0079\\/z\" ,\"a2\":[ ]} \r", 0, 1, "X",
      " {\"n\":1.0e3 , \"a\" :\"X\\u0079\\/z\" ,\"a2\":[ ]} \r" },
    { "behind escapes", "{\"a\":\"\\u1ee7\\n\\\"x y\"}", 5, 6, "Z",
      "{\"a\":\"\\u1ee7\\n\\\"Z y\"}" },
    { "the escapes themselves", "{\"a\":\"<\\u1ee7\\n>\"}", 1, 5, "u",
      "{\"a\":\"<u>\"}" },
    { "a pair of surrogates", "{\"a\":\"<\\ud83d\\ude00>\"}", 1, 5, "u",
      "{\"a\":\"<u>\"}" },
    { "fewest escapes", "{\"a\":\"x\"}", 0, 1,
      "\"\\/\b\f\n\r\t\x01\x1f\x7f\xe1\xbb\xa7",
      "{\"a\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xe1\xbb\xa7\"}" },
    { "insert", "{\"a\":\"xy\"}", 1, 1, "-", "{\"a\":\"x-y\"}" },
    { "insert at the end", "{\"a\":\"x\\u0079\"}", 2, 2, "-",
      "{\"a\":\"x\\u0079-\"}" },
    { "insert into nothing", "{\"a\":\"\"}", 0, 0, "-", "{\"a\":\"-\"}" },
    { "delete", "{\"a\":\"xyz\"}", 1, 2, "", "{\"a\":\"xz\"}" },
    { "all of it", "{\"a\":\"\\u0078yz\"}", 0, 3, "q", "{\"a\":\"q\"}" },
};

START_TEST(edit_row)
{
    const char *const path = "a";
    renorm_fields *f;
    renorm_records *r = scanner(&path, 1, NULL, &f);
    renorm_record_error error;
    renorm_record_string s;
    struct rn_buf out;

    rn_buf_init(&out);
    ck_assert_int_eq(
        renorm_records_scan(r, edits[_i].in, strlen(edits[_i].in), &error),
        RENORM_OK);
    ck_assert_int_eq(renorm_records_string(r, 0, &s), RENORM_OK);
    ck_assert_int_eq(renorm_records_edit(r, edits[_i].start, edits[_i].end,
                                         edits[_i].put, strlen(edits[_i].put)),
                     RENORM_OK);
    write_to(r, &out);
    ck_assert_str_eq(out.ptr, edits[_i].out);
    rn_buf_release(&out);
    done(r, f);
}
END_TEST

START_TEST(edits_of_several_strings)
{
    const char *const paths[] = { "t[]" };
    const char *in = "{\"t\":[\"a b\",1,\"\\u0063 d\"]}";
    renorm_fields *f;
    renorm_records *r = scanner(paths, 1, NULL, &f);
    renorm_record_error error;
    renorm_record_string s;
    struct rn_buf out;

    rn_buf_init(&out);
    ck_assert_int_eq(renorm_records_scan(r, in, strlen(in), &error), RENORM_OK);
    ck_assert_int_eq(renorm_records_string(r, 0, &s), RENORM_OK);
    ck_assert_int_eq(renorm_records_edit(r, 0, 1, "AA", 2), RENORM_OK);
    ck_assert_int_eq(renorm_records_edit(r, 2, 3, "BB", 2), RENORM_OK);
    ck_assert_int_eq(renorm_records_edit(r, 2, 3, "CC", 2), RENORM_E_USAGE);
    ck_assert_int_eq(renorm_records_edit(r, 3, 2, "CC", 2), RENORM_E_USAGE);
    ck_assert_int_eq(renorm_records_string(r, 1, &s), RENORM_OK);
    ck_assert_int_eq(renorm_records_edit(r, 0, 1, "DD", 2), RENORM_OK);
    write_to(r, &out);
    ck_assert_str_eq(out.ptr, "{\"t\":[\"AA BB\",1,\"DD d\"]}");
    ck_assert_int_eq(renorm_records_string(r, 2, &s), RENORM_E_USAGE);
    /* a new record begins without the old edits */
    ck_assert_int_eq(renorm_records_scan(r, "{}", 2, &error), RENORM_OK);
    write_to(r, &out);
    ck_assert_str_eq(out.ptr, "{}");
    ck_assert_int_eq(renorm_records_edit(r, 0, 0, "x", 1), RENORM_E_USAGE);
    rn_buf_release(&out);
    done(r, f);
}
END_TEST

static const struct {
    const char *name, *in, *out;
} adds[] = {
    { "empty", "{}", "{\"k\":[1]}" },
    { "empty with blanks", "{ } ", "{\"k\":[1] } " },
    { "one member", "{\"a\":1}", "{\"a\":1,\"k\":[1]}" },
    { "blanks before the brace", "{\"a\":1 \t}\r", "{\"a\":1,\"k\":[1] \t}\r" },
    { "object inside", "{\"a\":{\"k\":{}}}", "{\"a\":{\"k\":{}},\"k\":[1]}" },
    { "edited too", "{\"a\":\"x\"}", "{\"a\":\"y\",\"k\":[1]}" },
    { "no object", "[1]", NULL },
    { "a string", "\"k\"", NULL },
    { "there already", "{\"a\":1,\"k\":2}", NULL },
    { "there already, escaped", "{\"\\u006b\":2}", NULL },
};

START_TEST(add_row)
{
    const char *const path = "a";
    renorm_fields *f;
    renorm_records *r = scanner(&path, 1, "k", &f);
    renorm_record_error error;
    renorm_record_string s;
    struct rn_buf out;
    renorm_status status;

    rn_buf_init(&out);
    status = renorm_records_scan(r, adds[_i].in, strlen(adds[_i].in), &error);
    ck_assert_msg(status == (adds[_i].out ? RENORM_OK : RENORM_E_USAGE), "%s",
                  adds[_i].name);
    if (adds[_i].out) {
        if (renorm_records_count(r)) {
            ck_assert_int_eq(renorm_records_string(r, 0, &s), RENORM_OK);
            ck_assert_int_eq(renorm_records_edit(r, 0, 1, "y", 1), RENORM_OK);
        }
        ck_assert_int_eq(renorm_records_add(r, "[1]", 3), RENORM_OK);
        write_to(r, &out);
        ck_assert_str_eq(out.ptr, adds[_i].out);
    }
    rn_buf_release(&out);
    done(r, f);
}
END_TEST

/* ---- places ------------------------------------------------------------- */

START_TEST(places_go_both_ways)
{
    static const char in[] =
        "{\"a\":\"ab\\u1ee7\\nc\\ud83d\\ude00\\ud800 \\\\\xe1\xbb\xa7z\"}";
    /* where each decoded byte stands in the record; the last is the closing
     * quote */
    static const size_t raw[] = { 6,  7,  8,  8,  8,  14, 16, 17, 17, 17, 17,
                                  29, 29, 29, 35, 36, 38, 39, 40, 41, 42 };
    const char *const path = "a";
    renorm_fields *f;
    renorm_records *r = scanner(&path, 1, NULL, &f);
    renorm_record_error error;
    renorm_record_string s;
    struct unit_random random = unit_seed("places_go_both_ways");

    ck_assert_int_eq(renorm_records_scan(r, in, sizeof in - 1, &error),
                     RENORM_OK);
    ck_assert_int_eq(renorm_records_string(r, 0, &s), RENORM_OK);
    ck_assert_uint_eq(s.len + 1, (size_t)ROWS(raw));
    for (size_t i = 0; i < (size_t)ROWS(raw); i++)
        ck_assert_uint_eq(renorm_records_raw(r, i), raw[i]);
    for (size_t i = 0; i < 1000; i++) {
        size_t d = unit_below(&random, (size_t)ROWS(raw));
        size_t back;
        MUST(renorm_records_raw(r, d) == raw[d]);
        back = renorm_records_decoded(r, raw[d]);
        MUST(raw[back] == raw[d] && (!back || raw[back - 1] < raw[d]));
    }
    done(r, f);
}
END_TEST

/* A long string of every sort of unit, asked in every order. */
START_TEST(places_in_a_long_string)
{
    static const char *const units[] = {
        "a", "\xe1\xbb\xa7", "\\u1ee7", "\\n", "\\ud83d\\ude00", "plain words "
    };
    static const size_t lens[] = { 1, 3, 3, 1, 4, 12 };
    enum { UNITS = 20000 };
    static size_t raw[UNITS], decoded[UNITS];
    const char *const path = "a";
    struct unit_random random = unit_seed("places_in_a_long_string");
    renorm_fields *f;
    renorm_records *r = scanner(&path, 1, NULL, &f);
    renorm_record_error error;
    renorm_record_string s;
    struct rn_buf b;
    size_t len = 0, at = 0;

    rn_buf_init(&b);
    rn_buf_puts(&b, "{\"a\":\"");
    for (size_t i = 0; i < UNITS; i++) {
        /* stretches without escapes that are longer than a step */
        size_t sort = i / 1000 % 4 == 3 ? 5 : unit_below(&random, 6);
        raw[i] = b.len;
        decoded[i] = len;
        rn_buf_puts(&b, units[sort]);
        len += lens[sort];
    }
    rn_buf_puts(&b, "\"}");
    ck_assert_int_eq(renorm_records_scan(r, b.ptr, b.len, &error), RENORM_OK);
    ck_assert_int_eq(renorm_records_string(r, 0, &s), RENORM_OK);
    ck_assert_uint_eq(s.len, len);
    for (int i = 0; i < 20000; i++) {
        /* mostly near, sometimes anywhere */
        if (unit_below(&random, 8))
            at = (at + UNITS + unit_below(&random, 600) - 300) % UNITS;
        else
            at = unit_below(&random, UNITS);
        if (unit_below(&random, 2))
            MUST(renorm_records_raw(r, decoded[at]) == raw[at]);
        else
            MUST(renorm_records_decoded(r, raw[at]) == decoded[at]);
    }
    rn_buf_release(&b);
    done(r, f);
}
END_TEST

/* ---- chance ------------------------------------------------------------- */

/* A random JSON value, canonical in its escapes. */
static void put_value(struct unit_random *r, struct rn_buf *b, int depth);

static void put_string(struct unit_random *r, struct rn_buf *b)
{
    static const char *const parts[] = {
        "a", "b c",  "\xe1\xbb\xa7",     "\n",   "\"", "\\", "\x01",
        "/", "\xff", "\xf0\x9f\x98\x80", "title"
    };
    struct rn_buf text;

    rn_buf_init(&text);
    for (size_t n = unit_below(r, 6); n; n--)
        rn_buf_puts(&text, parts[unit_below(r, (size_t)ROWS(parts))]);
    rn_buf_putc(b, '"');
    rn_json_encode(rn_buf_span(&text), b);
    rn_buf_putc(b, '"');
    rn_buf_release(&text);
}

static void put_members(struct unit_random *r, struct rn_buf *b, int depth)
{
    static const char *const keys[] = { "\"title\"", "\"body\"", "\"a\"",
                                        "\"x\\ny\"" };
    size_t n = unit_below(r, 4);

    rn_buf_putc(b, '{');
    for (size_t i = 0; i < n; i++) {
        if (i)
            rn_buf_puts(b, unit_below(r, 2) ? "," : " ,\t");
        rn_buf_puts(b, keys[unit_below(r, 4)]);
        rn_buf_puts(b, unit_below(r, 2) ? ":" : " : ");
        put_value(r, b, depth - 1);
    }
    rn_buf_putc(b, '}');
}

static void put_value(struct unit_random *r, struct rn_buf *b, int depth)
{
    static const char *const scalars[] = { "0",    "-1.50", "1e+9",
                                           "true", "null",  "false" };
    size_t sort = unit_below(r, depth > 0 ? 5 : 3), n;

    if (sort < 2) {
        put_string(r, b);
    } else if (sort == 2) {
        rn_buf_puts(b, scalars[unit_below(r, (size_t)ROWS(scalars))]);
    } else if (sort == 3) {
        put_members(r, b, depth);
    } else {
        rn_buf_putc(b, '[');
        n = unit_below(r, 4);
        for (size_t i = 0; i < n; i++) {
            if (i)
                rn_buf_putc(b, ',');
            put_value(r, b, depth - 1);
        }
        rn_buf_putc(b, ']');
    }
}

/* What is written equals what was read: without edits, and with every chosen
 * string put in its own place (the generator spells strings as the writer
 * does). */
static void check_identity(renorm_records *r, const struct rn_buf *in,
                           struct rn_buf *out)
{
    write_to(r, out);
    MUST(out->len == in->len && memcmp(out->ptr, in->ptr, in->len) == 0);
    for (size_t i = 0; i < renorm_records_count(r); i++) {
        renorm_record_string s;
        size_t cut;
        MUST(renorm_records_string(r, i, &s) == RENORM_OK);
        cut = s.len / 2;
        /* not inside a character: the encoder would not mind, but nobody does
         * it */
        MUST(renorm_records_edit(r, 0, cut, s.text, cut) == RENORM_OK);
        MUST(renorm_records_edit(r, cut, s.len, s.text + cut, s.len - cut) ==
             RENORM_OK);
    }
    write_to(r, out);
    MUST(out->len == in->len && memcmp(out->ptr, in->ptr, in->len) == 0);
}

START_TEST(random_records_are_taken_and_kept)
{
    const char *const paths[] = { "title", "a.title", "body[]", "[].a" };
    struct unit_random random = unit_seed("random_records");
    renorm_fields *f;
    renorm_records *r = scanner(paths, 4, NULL, &f);
    renorm_record_error error;
    struct rn_buf in, out;
    size_t strings = 0;

    rn_buf_init(&in);
    rn_buf_init(&out);
    for (int i = 0; i < 20000; i++) {
        rn_buf_clear(&in);
        put_members(&random, &in, 5);
        MUST(renorm_records_scan(r, in.ptr, in.len, &error) == RENORM_OK);
        strings += renorm_records_count(r);
        check_identity(r, &in, &out);
    }
    ck_assert_uint_gt(strings, 1000);
    rn_buf_release(&in);
    rn_buf_release(&out);
    done(r, f);
}
END_TEST

/* Where the inside of a string ends, and whether it has escapes, which need no
 * second look where there are none. */
static const struct {
    const char *inside;
    bool escapes;
} strings[] = {
    { "", false },
    { "a", false },
    { "eight by", false },
    { "more than eight bytes /", false },
    { "\\n", true },
    { "\\\"", true },
    { "eight by\\\\", true },
    { "more than eight \\u00e9 bytes", true },
};

START_TEST(string_ends)
{
    struct rn_buf record;
    size_t len = strlen(strings[_i].inside);
    renorm_record_error error;
    bool escapes;

    rn_buf_init(&record);
    rn_buf_printf(&record, "\"%s\", \"\\t\"", strings[_i].inside);
    ck_assert_uint_eq(
        rn_json_string_end(rn_buf_span(&record), 1, &escapes, &error), len + 1);
    ck_assert_int_eq(escapes, strings[_i].escapes);
    rn_buf_release(&record);
}
END_TEST

/* Bytes changed, dropped and put in: it is a record or not, but never a crash,
 * never a different text, and whatever is chosen lies between two quotes. */
START_TEST(mutated_records_are_kept_or_refused)
{
    static const char bytes[] = "{}[]\",:\\u0e1.-tfn \t\x01\xff";
    const char *const paths[] = { "title", "a.title", "body[]", "." };
    struct unit_random random = unit_seed("mutated_records");
    renorm_fields *f;
    renorm_records *r = scanner(paths, 4, NULL, &f);
    renorm_record_error error;
    struct rn_buf in, out;
    size_t taken = 0, refused = 0;

    rn_buf_init(&in);
    rn_buf_init(&out);
    for (int i = 0; i < 50000; i++) {
        char *copy;
        rn_buf_clear(&in);
        put_members(&random, &in, 4);
        for (size_t n = 1 + unit_below(&random, 3); n && in.len; n--)
            in.ptr[unit_below(&random, in.len)] =
                bytes[unit_below(&random, sizeof bytes - 1)];
        in.len -= unit_below(&random, 8) ? 0 : unit_below(&random, in.len);
        copy = malloc(in.len ? in.len : 1);
        memcpy(copy, in.ptr, in.len);
        if (renorm_records_scan(r, copy, in.len, &error) == RENORM_OK) {
            taken++;
            write_to(r, &out);
            MUST(out.len == in.len && !memcmp(out.ptr, copy, in.len));
            for (size_t k = 0; k < renorm_records_count(r); k++) {
                renorm_record_string s;
                MUST(renorm_records_string(r, k, &s) == RENORM_OK);
                MUST(copy[s.start - 1] == '"' && copy[s.end] == '"');
                MUST(renorm_records_raw(r, s.len) == s.end);
                MUST(renorm_records_decoded(r, s.end) == s.len);
            }
        } else {
            refused++;
            MUST(error.offset <= in.len && error.message);
        }
        free(copy);
    }
    ck_assert_uint_gt(taken, 1000);
    ck_assert_uint_gt(refused, 1000);
    rn_buf_release(&in);
    rn_buf_release(&out);
    done(r, f);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("jsonl");
    TCase *t = tcase_create("records");

    tcase_add_loop_test(t, syntax_row, 0, ROWS(syntax));
    tcase_add_test(t, depth_has_a_bound);
    tcase_add_test(t, size_has_a_bound);
    tcase_add_loop_test(t, chosen_row, 0, ROWS(chosen));
    tcase_add_loop_test(t, bad_path_row, 0, ROWS(bad_paths));
    tcase_add_test(t, decoding_ends);
    tcase_add_test(t, numbers_end);
    tcase_add_loop_test(t, edit_row, 0, ROWS(edits));
    tcase_add_test(t, edits_of_several_strings);
    tcase_add_loop_test(t, add_row, 0, ROWS(adds));
    tcase_add_test(t, places_go_both_ways);
    tcase_add_test(t, places_in_a_long_string);
    tcase_add_test(t, random_records_are_taken_and_kept);
    tcase_add_loop_test(t, string_ends, 0, ROWS(strings));
    tcase_add_test(t, mutated_records_are_kept_or_refused);
    suite_add_tcase(s, t);
    return unit_run(s);
}
