/* Lexicons as they are read: what is refused and where, what comes out. */
#include "unit.h"

#include "base/buf.h"
#include "base/codes.h"
#include "base/limits.h"
#include "lexicon/model.h"
#include "lexicon/yaml.h"

enum { KEPT = 16 };

/* The first diagnostics of a run. */
struct seen {
    struct {
        renorm_severity severity;
        unsigned code;
        size_t line, column;
        char file[64], message[300], hint[200], source[200];
    } diags[KEPT];
    size_t n, nerrors;
};

static struct seen seen;
static struct rn_model model;
static struct rn_diags diags;
static struct rn_text *text;

static void copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from ? from : "");
}

static void sink(void *arg, const renorm_diag *d)
{
    struct seen *s = arg;
    size_t i = s->n < KEPT ? s->n++ : KEPT - 1;

    s->nerrors += d->severity == RENORM_ERROR;
    s->diags[i].severity = d->severity;
    s->diags[i].code = d->code;
    s->diags[i].line = d->line;
    s->diags[i].column = d->column;
    copy(s->diags[i].file, sizeof s->diags[i].file, d->file);
    copy(s->diags[i].message, sizeof s->diags[i].message, d->message);
    copy(s->diags[i].hint, sizeof s->diags[i].hint, d->hint);
    copy(s->diags[i].source, sizeof s->diags[i].source, d->source);
}

static void begin(void)
{
    seen = (struct seen){ .n = 0 };
    diags = (struct rn_diags){ .sink = sink, .arg = &seen };
    rn_model_init(&model);
}

static void setup(void)
{
    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
    begin();
}

static void teardown(void)
{
    rn_model_release(&model);
    rn_text_free(text);
}

/* ---- mistakes ---------------------------------------------------------- */

static const char KINDS[] =
    "kinds:\n"
    "  body: {emit: true}\n"
    "  org: body\n"
    "  part: org\n"
    "  place:\n"
    "  listed: place\n"
    "  name: place\n"
    "  level:\n"
    "  field:\n"
    "  area:\n"
    "  document-type:\n"
    "area: {kind: area, name: \"[{place} ]{level}\"}\n"
    "city: {kind: level, name: City}\n"
    "decision: {kind: document-type, name: Decision}\n"
    "health: {kind: field, name: Health}\n"
    "ministry: {kind: org, name: \"Ministry of {field}\"}\n"
    "office: {kind: part, name: Office}\n";

static const char FORMS[] = "area: \"{level} {place}\"\n"
                            "city: thành phố\n"
                            "decision: quyết định\n"
                            "health: y tế\n"
                            "ministry: Bộ {field}\n";

static renorm_status load(const char *path, struct rn_span content)
{
    const struct rn_memory_file files[] = {
        { "canon/base.yaml", RN_LIT(KINDS) },
        { "vi/base.yaml", RN_LIT(FORMS) },
        { path, content },
    };

    return rn_model_load_memory(&model, files, 3, "test", &diags);
}

/* Each file has one mistake, on top of a lexicon without any. */
static const struct {
    const char *name, *path, *yaml;
    unsigned code;
    size_t line, column;
} mistakes[] = {
    /* YAML */
    { "no UTF-8", "vi/x.yaml", "# ok\nhealth: \xff\n", RN_E_YAML_UTF8, 2, 9 },
    { "half a character", "vi/x.yaml", "health: ủ\xe1\xbb", RN_E_YAML_UTF8, 1,
      10 },
    { "surrogate", "vi/x.yaml", "health: \xed\xa0\x80\n", RN_E_YAML_UTF8, 1,
      9 },
    { "control character", "vi/x.yaml", "health: a\x01\n", RN_E_YAML_UTF8, 1,
      10 },
    { "BOM inside", "vi/x.yaml", "health: a\xef\xbb\xbf\n", RN_E_YAML_UTF8, 1,
      10 },
    { "NUL by escape", "vi/x.yaml", "health: \"a\\0b\"\n", RN_E_YAML_UTF8, 1,
      9 },
    { "open quote", "vi/x.yaml", "health:\n  - \"y tế\n", RN_E_YAML_SYNTAX, 3,
      1 },
    { "open bracket", "vi/x.yaml", "health: [a\n", RN_E_YAML_SYNTAX, 2, 1 },
    { "form begins with a slot", "vi/x.yaml", "ministry:\n  - {field} của bộ\n",
      RN_E_YAML_SYNTAX, 2, 13 },
    { "form begins with an option", "vi/x.yaml", "health:\n  - [ngành] y tế\n",
      RN_E_YAML_SYNTAX, 2, 13 },
    { "colon in a text", "vi/x.yaml", "health: a: b\n", RN_E_YAML_SYNTAX, 1,
      10 },
    { "tab as indentation", "vi/x.yaml", "health:\n\t- a\n", RN_E_YAML_SYNTAX,
      2, 1 },
    { "items in two columns", "vi/x.yaml", "health:\n  - a\n - b\n",
      RN_E_YAML_SYNTAX, 3, 2 },
    { "anchor", "vi/x.yaml", "health:\n  - &a b\n", RN_E_YAML_ALIAS, 2, 5 },
    { "tag", "vi/x.yaml", "health:\n  - !a b\n", RN_E_YAML_MULTI, 2, 5 },
    { "two documents", "vi/x.yaml", "health: a\n---\nhealth: b\n",
      RN_E_YAML_MULTI, 2, 1 },
    { "key twice", "vi/x.yaml", "health: a\ncity: b\nhealth: c\n",
      RN_E_YAML_KEY, 3, 1 },
    { "key twice inside", "vi/x.yaml", "health: {form: a, form: b}\n",
      RN_E_YAML_KEY, 1, 19 },
    { "a list as key", "vi/x.yaml", "? [a]\n: b\n", RN_E_YAML_TYPE, 1, 3 },
    { "a list as file", "vi/x.yaml", "- a\n", RN_E_YAML_TYPE, 1, 1 },
    { "a word as file", "vi/x.yaml", "a\n", RN_E_YAML_TYPE, 1, 1 },
    { "33 deep", "vi/x.yaml",
      "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
      RN_E_YAML_DEPTH, 1, 33 },

    /* forms in files */
    { "unknown concept", "vi/x.yaml", "helth: a\n", RN_E_CONCEPT_UNKNOWN, 1,
      1 },
    { "unknown key of a form", "vi/x.yaml",
      "health:\n  - {form: a, alnoe: free}\n", RN_E_YAML_KEY, 2, 15 },
    { "unknown key of a concept's forms", "vi/x.yaml",
      "health: {froms: [a], replace: yes}\n", RN_E_YAML_KEY, 1, 10 },
    { "a slot alone is a map", "vi/x.yaml", "ministry:\n  - {field}\n",
      RN_E_YAML_KEY, 2, 6 },
    { "a map without form", "vi/x.yaml", "health:\n  - alone: never\n",
      RN_E_YAML_KEY, 2, 5 },
    { "an option alone is a list", "vi/x.yaml", "health:\n  - [a]\n",
      RN_E_YAML_TYPE, 2, 5 },
    { "nothing after a dash", "vi/x.yaml", "health:\n  -\n", RN_E_YAML_TYPE, 2,
      4 },
    { "no forms", "vi/x.yaml", "health:\n", RN_E_YAML_TYPE, 1, 1 },
    { "an empty list", "vi/x.yaml", "health: []\n", RN_E_YAML_TYPE, 1, 1 },
    { "alone", "vi/x.yaml", "health: {form: a, alone: sometimes}\n",
      RN_E_YAML_TYPE, 1, 26 },
    { "open", "vi/x.yaml", "health: {form: a, open: maybe}\n", RN_E_YAML_TYPE,
      1, 25 },
    { "good without a name", "vi/x.yaml",
      "health: {form: a, good: {b: c, d}}\n", RN_E_YAML_TYPE, 1, 33 },
    { "good as a list", "vi/x.yaml", "health: {form: a, good: [b]}\n",
      RN_E_YAML_TYPE, 1, 25 },
    { "wrong as a map", "vi/x.yaml", "health: {form: a, wrong: {b: c}}\n",
      RN_E_YAML_TYPE, 1, 26 },
    { "comma in a flow list", "vi/x.yaml", "health: [y tế, sức khỏe]\n",
      RN_E_FLOW_COMMA, 1, 9 },
    { "ellipsis outside of en/", "ms/x.yaml", "health:\n  - …\n",
      RN_E_YAML_TYPE, 2, 5 },
    { "words as a list", "vi/x.yaml", "words: [a]\n", RN_E_YAML_TYPE, 1, 8 },
    { "words of a list as text", "vi/x.yaml", "words: {surnames: a}\n",
      RN_E_YAML_TYPE, 1, 19 },

    /* the notation, at its place in the file */
    { "bracket in a plain form", "vi/x.yaml", "health:\n  - sở y (tế\n",
      RN_E_FORM_BRACKET, 2, 10 },
    { "bracket in double quotes", "vi/x.yaml",
      "health:\n  - \"sở \\u1ee7 \\\"y (tế\"\n", RN_E_FORM_BRACKET, 2, 20 },
    { "bracket in single quotes", "vi/x.yaml", "health:\n  - 'sở ''y (tế'\n",
      RN_E_FORM_BRACKET, 2, 13 },
    { "bracket behind a folded line", "vi/x.yaml",
      "health:\n  - sở\n    y (tế\n", RN_E_FORM_BRACKET, 3, 7 },
    { "escape", "vi/x.yaml", "health: a \\b\n", RN_E_FORM_ESCAPE, 1, 11 },
    { "empty form", "vi/x.yaml", "health: \"\"\n", RN_E_FORM_EMPTY, 1, 9 },
    { "form that can be empty", "vi/x.yaml", "health: \"[a]\"\n",
      RN_E_FORM_EMPTY, 1, 9 },
    { "too many paths", "vi/x.yaml",
      "health: (1|2|3|4|5|6|7|8|9|0)(1|2|3|4|5|6|7|8|9|0)"
      "(1|2|3|4|5|6|7|8|9|0) (a|b)\n",
      RN_E_FORM_LIMIT, 1, 9 },
    { "unknown slot", "vi/x.yaml", "ministry: Bộ {feild}\n", RN_E_FORM_SLOT, 1,
      14 },
    { "unknown slot in many paths", "vi/x.yaml", "ministry: (a|b|c) {feild}\n",
      RN_E_FORM_SLOT, 1, 19 },
    { "binding of an unknown concept", "vi/x.yaml",
      "ministry: Bộ {field=helth}\n", RN_E_CONCEPT_UNKNOWN, 1, 14 },
    { "binding of another kind", "vi/x.yaml", "ministry: Bộ {field=city}\n",
      RN_E_FORM_SLOT, 1, 14 },
    { "binding by label alone", "vi/x.yaml", "ministry: Bộ {f=health}\n",
      RN_E_FORM_SLOT, 1, 14 },

    /* concepts */
    { "id with a capital", "canon/x.yaml", "Police: {kind: org}\n",
      RN_E_YAML_KEY, 1, 1 },
    { "id with a dash at its end", "canon/x.yaml", "a-: {kind: org}\n",
      RN_E_YAML_KEY, 1, 1 },
    { "unknown key", "canon/x.yaml", "a: {kind: org, name: A, nte: B}\n",
      RN_E_YAML_KEY, 1, 25 },
    { "a list as concept", "canon/x.yaml", "a: [b]\ndefault: {kind: org}\n",
      RN_E_YAML_TYPE, 1, 4 },
    { "article", "canon/x.yaml", "a: {kind: org, name: A, article: no}\n",
      RN_E_YAML_TYPE, 1, 34 },
    { "form", "canon/x.yaml", "a: {kind: org, name: A, form: B}\n",
      RN_E_YAML_TYPE, 1, 31 },
    { "concept twice in a layer", "canon/x.yaml",
      "health: {kind: field, name: H}\n", RN_E_CONCEPT_TWICE, 1, 1 },
    { "no kind", "canon/x.yaml", "a: A\n", RN_E_KIND_UNKNOWN, 1, 1 },
    { "unknown kind", "canon/x.yaml", "a: {kind: ogr, name: A}\n",
      RN_E_KIND_UNKNOWN, 1, 11 },
    { "unknown kind for a file", "canon/x.yaml",
      "default:\n  kind: ogr\na: A\n", RN_E_KIND_UNKNOWN, 2, 9 },
    { "a name for a file", "canon/x.yaml", "default: {name: A}\n",
      RN_E_YAML_KEY, 1, 11 },
    { "no name", "canon/x.yaml", "a: {kind: org}\n", RN_E_NAME_SYNTAX, 1, 1 },
    { "name with an open bracket", "canon/x.yaml",
      "a:\n  kind: org\n  name: \"A [{field}\"\n", RN_E_NAME_SYNTAX, 3, 12 },
    { "name with an option that has no slot", "canon/x.yaml",
      "a: {kind: org, name: \"A[ b]\"}\n", RN_E_NAME_SYNTAX, 1, 24 },
    { "list of no slot", "canon/x.yaml",
      "a: {kind: org, name: A, list: field}\n", RN_E_NAME_UNBOUND, 1, 31 },
    { "level that is none", "canon/x.yaml",
      "a: {kind: org, name: A, level: health}\n", RN_E_KIND_UNKNOWN, 1, 32 },
    { "level that nobody knows", "canon/x.yaml",
      "a: {kind: org, name: A, level: citty}\n", RN_E_CONCEPT_UNKNOWN, 1, 32 },

    /* kinds */
    { "kind twice", "canon/x.yaml", "kinds: {org: }\n", RN_E_CONCEPT_TWICE, 1,
      9 },
    { "unknown parent", "canon/x.yaml", "kinds: {a: bdoy}\n", RN_E_KIND_UNKNOWN,
      1, 12 },
    { "its own parent", "canon/x.yaml", "kinds: {a: a}\n", RN_E_KIND_CYCLE, 1,
      9 },
    { "a circle of kinds", "canon/x.yaml", "kinds: {a: b, b: c, c: a}\n",
      RN_E_KIND_CYCLE, 1, 21 },
    { "two parents", "canon/x.yaml", "kinds: {a: [org, body]}\n",
      RN_E_YAML_TYPE, 1, 12 },
    { "unknown key of a kind", "canon/x.yaml", "kinds: {a: {emits: yes}}\n",
      RN_E_YAML_KEY, 1, 13 },
    { "emit", "canon/x.yaml", "kinds: {a: {emit: 1}}\n", RN_E_YAML_TYPE, 1,
      19 },

    /* codes */
    { "code of no document", "canon/x.yaml", "codes: {NQ: health}\n",
      RN_E_CODE_TYPE, 1, 13 },
    { "code of an unknown type", "canon/x.yaml", "codes: {NQ: decison}\n",
      RN_E_CODE_TYPE, 1, 13 },
    { "state code of no document", "canon/x.yaml",
      "state-codes: {NQ: health}\n", RN_E_CODE_TYPE, 1, 19 },
    { "five types", "canon/x.yaml",
      "codes:\n  NQ: [decision, decision, decision, decision, decision]\n",
      RN_E_CODE_TYPE, 2, 48 },
    { "codes as a list", "canon/x.yaml", "codes: [NQ]\n", RN_E_YAML_TYPE, 1,
      8 },
    { "issuers as a map", "canon/x.yaml", "party-issuers: {TW: }\n",
      RN_E_YAML_TYPE, 1, 16 },

    /* unit cycles */
    { "a kind made of itself", "vi/x.yaml", "ministry: \"{org}\"\n",
      RN_E_UNIT_CYCLE, 1, 11 },
    { "a kind made of one below it", "vi/x.yaml",
      "office: x\nministry: \"[x] {part}\"\n", 0, 0, 0 },
    { "a kind made of one above it", "vi/x.yaml", "office: \"[x] {body}\"\n",
      RN_E_UNIT_CYCLE, 1, 9 },
    { "a concept made of itself", "vi/x.yaml", "ministry: \"x|{ministry}\"\n",
      RN_E_UNIT_CYCLE, 1, 11 },
    { "a circle of two", "vi/x.yaml",
      "city: \"{field}\"\nhealth: \"{level}\"\n", RN_E_UNIT_CYCLE, 1, 7 },

    /* places */
    { "place as a list", "places.yaml", "Hanoi: [Ha Noi]\n", RN_E_YAML_TYPE, 1,
      8 },
    { "unknown key of a place", "places.yaml", "Hanoi: {fr: Hanoi}\n",
      RN_E_YAML_KEY, 1, 9 },
    { "place of an unknown kind", "places.yaml", "Hanoi: {kind: plaec}\n",
      RN_E_KIND_UNKNOWN, 1, 15 },
    { "place of an unknown level", "places.yaml", "Hanoi:\n  level: province\n",
      RN_E_CONCEPT_UNKNOWN, 2, 10 },
    { "date of a place", "places.yaml", "Hanoi: {until: 30.6.2025}\n",
      RN_E_YAML_TYPE, 1, 16 },
    { "form of a place", "places.yaml",
      "Hanoi:\n  vi:\n    - Hà Nội\n    - \"(Hà\"\n", RN_E_FORM_BRACKET, 4, 7 },
};

START_TEST(refuses)
{
    const char *name = mistakes[_i].name;
    size_t errors = mistakes[_i].code ? 1 : 0;
    renorm_status a = load(mistakes[_i].path, rn_span_str(mistakes[_i].yaml));
    renorm_status b = rn_model_finish(&model, text, false, &diags);

    ck_assert_msg(seen.n == errors, "%s: %zu diagnostics: %s; %s", name, seen.n,
                  seen.diags[0].message, seen.diags[1].message);
    if (!errors) {
        ck_assert_msg(a == RENORM_OK && b == RENORM_OK, "%s", name);
        return;
    }
    ck_assert_msg(a == RENORM_E_LEXICON || b == RENORM_E_LEXICON, "%s", name);
    ck_assert_msg(seen.diags[0].code == mistakes[_i].code &&
                      seen.diags[0].line == mistakes[_i].line &&
                      seen.diags[0].column == mistakes[_i].column,
                  "%s: RN-%u at %zu:%zu: %s", name, seen.diags[0].code,
                  seen.diags[0].line, seen.diags[0].column,
                  seen.diags[0].message);
    ck_assert_msg(strstr(seen.diags[0].file, mistakes[_i].path), "%s: %s", name,
                  seen.diags[0].file);
}
END_TEST

/* What the editor most likely meant. */
static const struct {
    const char *name, *path, *yaml, *hint;
} hints[] = {
    { "concept", "vi/x.yaml", "minstry: a\n", "'ministry'" },
    { "key", "canon/x.yaml", "a: {kind: org, name: A, sorce: B}\n",
      "'source'" },
    { "kind", "canon/x.yaml", "a: {kind: ogr, name: A}\n", "'org'" },
    { "slot", "vi/x.yaml", "ministry: Bộ {feild}\n", "'field'" },
    { "binding without its kind", "vi/x.yaml", "ministry: Bộ {f=health}\n",
      "{field:f=health}" },
    { "binding", "vi/x.yaml", "ministry: Bộ {field=heatlh}\n", "'health'" },
    { "type", "canon/x.yaml", "codes: {NQ: decison}\n", "'decision'" },
    { "form begins with a slot", "vi/x.yaml", "ministry:\n  - {field} của bộ\n",
      "quote a form" },
    { "form begins with an option", "vi/x.yaml",
      "ministry:\n  - [a] {field}\n  - b\n", "quote a form" },
    { "slot in a flow list", "vi/x.yaml", "ministry: [Bộ {field}]\n",
      "between brackets quote" },
    { "colon", "vi/x.yaml", "health: a: b\n", "quote a text with a colon" },
    { "tab", "vi/x.yaml", "health:\n\t- a\n", "" },
    { "alias", "vi/x.yaml", "health: *a\n", "quote a text" },
    { "text behind a quote", "vi/x.yaml", "health:\n  - \"a\" b\n",
      "closing quote" },
};

START_TEST(hints_help)
{
    load(hints[_i].path, rn_span_str(hints[_i].yaml));
    rn_model_finish(&model, text, false, &diags);
    ck_assert_msg(seen.nerrors >= 1 &&
                      strstr(seen.diags[0].hint, hints[_i].hint),
                  "%s: \"%s\"", hints[_i].name, seen.diags[0].hint);
}
END_TEST

/* All mistakes of a run are told, those of other files too. */
START_TEST(goes_on)
{
    const struct rn_memory_file files[] = {
        { "vi/b.yaml", RN_LIT("helth: a\nhealth: (a\nmnistry: b\n") },
        { "canon/base.yaml", RN_LIT(KINDS) },
        { "vi/a.yaml", RN_LIT("health: [a\n") },
    };

    ck_assert_int_eq(rn_model_load_memory(&model, files, 3, "test", &diags),
                     RENORM_E_LEXICON);
    ck_assert_uint_eq(seen.nerrors, 3);
    ck_assert_int_eq(rn_model_finish(&model, text, false, &diags),
                     RENORM_E_LEXICON);
    ck_assert_uint_eq(seen.nerrors, 4);
    ck_assert_str_eq(seen.diags[0].file, "test/vi/a.yaml");
    ck_assert_str_eq(seen.diags[1].source, "helth: a");
}
END_TEST

/* 60,000 open brackets are refused at once; libyaml alone takes seconds. */
START_TEST(deep_brackets)
{
    struct rn_buf b;
    clock_t start = clock();

    rn_buf_init(&b);
    rn_buf_puts(&b, "health: ");
    for (int i = 0; i < 60000; i++)
        rn_buf_putc(&b, '[');
    ck_assert_int_eq(load("vi/x.yaml", rn_buf_span(&b)), RENORM_E_LEXICON);
    rn_buf_release(&b);
    ck_assert_uint_eq(seen.diags[0].code, RN_E_YAML_DEPTH);
    ck_assert_uint_eq(seen.diags[0].column, 8 + RN_YAML_DEPTH_MAX);
    ck_assert_int_lt((long)((clock() - start) / (CLOCKS_PER_SEC / 10)), 10);
}
END_TEST

START_TEST(byte_order_mark)
{
    ck_assert_int_eq(
        load("vi/x.yaml", RN_LIT("\xef\xbb\xbf# a\r\nhealth: (a\r\n")),
        RENORM_OK);
    ck_assert_int_eq(rn_model_finish(&model, text, false, &diags),
                     RENORM_E_LEXICON);
    ck_assert_uint_eq(seen.diags[0].line, 2);
    ck_assert_uint_eq(seen.diags[0].column, 9);
    ck_assert_str_eq(seen.diags[0].source, "health: (a");
}
END_TEST

START_TEST(nul_byte)
{
    ck_assert_int_eq(load("vi/x.yaml", RN_LIT("health: a\n# \0\n")),
                     RENORM_E_LEXICON);
    ck_assert_uint_eq(seen.diags[0].code, RN_E_YAML_UTF8);
    ck_assert_uint_eq(seen.diags[0].line, 2);
}
END_TEST

START_TEST(no_directory)
{
    ck_assert_int_eq(
        rn_model_load_dir(&model, "/nowhere/at/all", "lost", &diags),
        RENORM_E_IO);
    ck_assert_uint_eq(seen.n, 1);
    ck_assert_uint_eq(seen.diags[0].code, RN_E_FILE);
    ck_assert_str_eq(seen.diags[0].file, "/nowhere/at/all");
}
END_TEST

START_TEST(unknown_files)
{
    ck_assert_int_eq(load("signs.yaml", RN_LIT("[")), RENORM_OK);
    ck_assert_uint_eq(seen.n, 1);
    ck_assert_int_eq(seen.diags[0].severity, RENORM_WARNING);
}
END_TEST

START_TEST(nothing_at_all)
{
    ck_assert_int_eq(rn_model_load_memory(&model, NULL, 0, "", &diags),
                     RENORM_OK);
    ck_assert_int_eq(rn_model_finish(&model, text, true, &diags), RENORM_OK);
    ck_assert_uint_eq(model.nkinds, RN_B_COUNT);
    ck_assert_uint_eq(seen.n, 0);
}
END_TEST

/* ---- what comes out ---------------------------------------------------- */

static void load_fixture(const char *name)
{
    const char *data = getenv("RN_TEST_DATA");
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", data ? data : "tests/data", name);
    ck_assert_msg(rn_model_load_dir(&model, path, name, &diags) == RENORM_OK,
                  "%s: %s", path, seen.diags[0].message);
}

static void finish(void)
{
    ck_assert_msg(rn_model_finish(&model, text, true, &diags) == RENORM_OK,
                  "%s", seen.diags[0].message);
}

/* The forms of a concept in a language, divided by " / "; ~ before implicit
 * ones. */
static const char *forms_of(const char *id, renorm_lang lang)
{
    static char out[1024];
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < model.nforms; i++) {
        const struct rn_form *f = &model.forms[i];
        if (f->lang == lang && rn_span_is(model.concepts[f->concept].id, id))
            n += (size_t)snprintf(
                out + n, sizeof out - n, "%s%s%s", n ? " / " : "",
                f->flags & RN_FORM_IMPLICIT ? "~" : "", f->text.ptr);
    }
    return out;
}

static const struct rn_concept *concept(const char *id)
{
    uint32_t i = rn_model_concept(&model, rn_span_str(id));

    ck_assert_msg(i != RN_NO_INDEX, "%s", id);
    return &model.concepts[i];
}

static const struct {
    const char *concept;
    renorm_lang lang;
    const char *small, *layered; /* NULL: the same */
} forms[] = {
    { "department", RENORM_VI, "Sở {field} [{area}] / =SỞ {field}",
      "Sở {field}" },
    { "department", RENORM_EN, "[{area}] {field} Department", NULL },
    { "ministry", RENORM_VI, "Bộ {field}", NULL },
    { "ministry", RENORM_MS, "Kementerian {field}", NULL },
    { "ministry", RENORM_EN, "{field} Ministry / ~Ministry of {field}",
      "Ministry for {field}" },
    { "office", RENORM_EN, "~Office", NULL },
    { "part-of", RENORM_EN, "~{part} of [the] {org}", NULL },
    { "peoples-committee", RENORM_EN, "~[{area} ]People's Committee", NULL },
    { "politburo", RENORM_EN, "~Politburo",
      "Polit Bureau / ~Political Bureau" },
    { "politburo", RENORM_VI, "Bộ Chính trị", "Bộ Chính trị / BCT" },
    { "area", RENORM_EN, "~[{place} ]{level}", NULL },
    { "not-a-term", RENORM_VI, "cơ sở y tế", NULL },
    { "not-a-term", RENORM_EN, "", NULL },
    { "place:Hanoi", RENORM_VI, "Hanoi / Hà Nội", NULL },
    { "place:Hanoi", RENORM_EN, "Hanoi / Hà Nội / Ha Noi", NULL },
    { "place:Lai Chau", RENORM_MS, "Lai Chau", NULL },
    { "place:Vinh Long (old)", RENORM_MS, "Vinh Long", NULL },
};

START_TEST(forms_come_out)
{
    load_fixture("lexicon-small");
    finish();
    ck_assert_str_eq(forms_of(forms[_i].concept, forms[_i].lang),
                     forms[_i].small);
}
END_TEST

START_TEST(layers_add_and_replace)
{
    load_fixture("lexicon-small");
    load_fixture("lexicon-layer");
    finish();
    ck_assert_str_eq(forms_of(forms[_i].concept, forms[_i].lang),
                     forms[_i].layered ? forms[_i].layered : forms[_i].small);
}
END_TEST

START_TEST(concepts_come_out)
{
    const struct rn_concept *c;

    load_fixture("lexicon-small");
    finish();
    ck_assert_uint_eq(seen.n, 0); /* no warning either */
    c = concept("department");
    ck_assert_str_eq(c->plural.ptr, "Departments");
    ck_assert_str_eq(c->list.ptr, "field");
    ck_assert_str_eq(model.kinds[c->kind].name.ptr, "org");
    ck_assert_uint_eq(c->at.line, 3);
    ck_assert_str_eq(model.files[c->at.file].path,
                     "lexicon-small/canon/bodies.yaml");
    ck_assert_uint_eq(concept("office")->flags, RN_CONCEPT_NO_ARTICLE);
    c = concept("place:Vinh Long (old)");
    ck_assert_str_eq(c->name.ptr, "Vinh Long");
    ck_assert_str_eq(c->level.ptr, "provincial");
    ck_assert_str_eq(c->from.ptr, "1992");
    ck_assert_str_eq(c->until.ptr, "2025-06-30");
    ck_assert_str_eq(model.kinds[c->kind].name.ptr, "listed");
    ck_assert(rn_model_kind_is(&model, c->kind,
                               rn_model_kind(&model, RN_LIT("place"))));
    ck_assert(!rn_model_kind_is(&model, c->kind,
                                rn_model_kind(&model, RN_LIT("org"))));
    ck_assert_uint_eq(rn_model_kind(&model, RN_LIT("number")), RN_B_NUMBER);
    ck_assert_uint_eq(model.kinds[RN_B_NAME].parent,
                      rn_model_kind(&model, RN_LIT("place")));
}
END_TEST

START_TEST(codes_come_out)
{
    load_fixture("lexicon-small");
    finish();
    ck_assert_uint_eq(model.ncodes, 3);
    ck_assert_str_eq(model.codes[0].code.ptr, "NQ");
    ck_assert_str_eq(model.codes[1].code.ptr, "QD");
    ck_assert_uint_eq(model.codes[1].ntypes, 2);
    ck_assert_str_eq(model.concepts[model.codes[1].types[1]].id.ptr,
                     "regulation");
    ck_assert_str_eq(model.concepts[model.codes[1].state].id.ptr, "decision");
    ck_assert_uint_eq(model.codes[0].state, RN_NO_INDEX);
    ck_assert_uint_eq(model.codes[2].ntypes, 0);
    ck_assert_uint_eq(model.nparty_issuers, 2); /* TƯ is TU */
    ck_assert_str_eq(model.party_issuers[1].ptr, "TU");
}
END_TEST

START_TEST(flags_lists_and_examples)
{
    size_t good = 0, wrong = 0;

    load_fixture("lexicon-small");
    finish();
    for (size_t i = 0; i < model.nforms; i++) {
        const struct rn_form *f = &model.forms[i];
        if (rn_span_is(f->text, "Văn phòng"))
            ck_assert_uint_eq(f->flags, RN_FORM_ALONE_NEVER | RN_FORM_OPEN);
        if (rn_span_is(f->text, "=SỞ {field}"))
            ck_assert_uint_eq(f->flags, RN_FORM_ALONE_FREE);
        if (rn_span_is(f->text, "Hà Nội"))
            ck_assert_uint_eq(f->flags, RN_FORM_PLACE);
    }
    ck_assert_uint_eq(model.nlists, 2);
    ck_assert_str_eq(model.lists[1].name.ptr, "surnames");
    ck_assert_uint_eq(model.lists[1].nwords, 2); /* of two files */
    for (size_t i = 0; i < model.nexamples; i++) {
        const struct rn_example *e = &model.examples[i];
        good += e->canonical.len > 0;
        wrong += e->canonical.len == 0;
        if (rn_span_is(e->text, "cơ sở y tế"))
            ck_assert_str_eq(model.forms[e->form].text.ptr,
                             "Sở {field} [{area}]");
        if (rn_span_is(e->text, "ủy ban"))
            ck_assert_uint_eq(e->form, RN_NO_INDEX);
    }
    ck_assert_uint_eq(good, 2);
    ck_assert_uint_eq(wrong, 3);
}
END_TEST

/* What `replace` drops takes its examples along; those of others stay with
 * their forms. */
START_TEST(replaced_examples)
{
    load_fixture("lexicon-small");
    load_fixture("lexicon-layer");
    finish();
    ck_assert_str_eq(concept("politburo")->name.ptr, "Political Bureau");
    ck_assert_int_eq(seen.diags[0].severity, RENORM_NOTE);
    for (size_t i = 0; i < model.nexamples; i++) {
        const struct rn_example *e = &model.examples[i];
        ck_assert(!rn_span_is(e->text, "cơ sở y tế"));
        if (e->form != RN_NO_INDEX)
            ck_assert_uint_eq(model.forms[e->form].concept, e->concept);
    }
}
END_TEST

/* ---- implicit forms ---------------------------------------------------- */

static const struct {
    const char *name, *canon, *vi, *form; /* of the concept "x" */
} implicit[] = {
    { "the", "x: {kind: org, name: Thesis of the theme}", NULL,
      "~Thesis of [the] theme" },
    { "special characters", "x: {kind: org, name: \"A (b|c) \\\\[d\\\\]\"}",
      NULL, "~A \\(b\\|c\\) \\[d\\]" },
    { "equals sign", "x: {kind: org, name: \"=A\"}", NULL, "~\\=A" },
    { "label of a form", "x: {kind: org, name: \"A {n}\"}", "x: B {ordinal:n}",
      "~A {ordinal:n}" },
    { "label bound in a form", "x: {kind: org, name: \"A {n}\"}",
      "x: \"B{level:n=city}\"", "~A {level:n}" },
    { "a part is no slot", "x: {kind: org, name: \"A {area.place}\"}",
      "x: B {area}", "" },
    { "could be empty", "x: {kind: org, name: \"[{area} ][{level}]\"}",
      "x: B [{area}] [{level}]", "" },
    { "one slot alone", "x: {kind: area, name: \"{level}\"}", "x: B {level}",
      "" },
    { "switched off", "x: {kind: org, name: A, form: none}", "x: B", "" },
    { "switched off for the file", "default: {form: none, kind: org}\nx: A",
      "x: B", "" },
    { "switched on again",
      "default: {form: none, kind: org}\nx: {name: A, form: name}", "x: B",
      "~A" },
    { "of a field", "x: {kind: field, name: A}", NULL, "~A" },
    { "ignored", "kinds: {ignore: , trap: ignore}\nx: {kind: trap, name: A}",
      "x: B", "" },
};

START_TEST(implicit_forms)
{
    const struct rn_memory_file files[] = {
        { "canon/base.yaml", RN_LIT(KINDS) },
        { "canon/x.yaml", rn_span_str(implicit[_i].canon) },
        { "vi/base.yaml", RN_LIT(FORMS) },
        { "vi/x.yaml", rn_span_str(implicit[_i].vi ? implicit[_i].vi : "") },
    };

    ck_assert_int_eq(rn_model_load_memory(&model, files, 4, "test", &diags),
                     RENORM_OK);
    ck_assert_msg(rn_model_finish(&model, text, false, &diags) == RENORM_OK,
                  "%s: %s", implicit[_i].name, seen.diags[0].message);
    ck_assert_msg(!strcmp(forms_of("x", RENORM_EN), implicit[_i].form),
                  "%s: \"%s\"", implicit[_i].name, forms_of("x", RENORM_EN));
}
END_TEST

static const struct {
    const char *name, *canon, *vi;
    bool ok;
} bindings[] = {
    { "bound by a slot", "x: {kind: org, name: \"A {area.place}\"}",
      "x: B {area}", true },
    { "bound by a label", "x: {kind: org, name: \"A {area.place}\"}",
      "x: B {place:area}", true },
    { "composed of a level", "x: {kind: org, name: \"A {area.level}\"}",
      "x: \"B{level=city}\"", true },
    { "not bound", "x: {kind: org, name: \"A {area.place}\"}", "x: B {field}",
      false },
    { "no form at all", "x: {kind: org, name: \"A {area.place}\"}", NULL,
      true },
};

START_TEST(bound_slots)
{
    const struct rn_memory_file files[] = {
        { "canon/base.yaml", RN_LIT(KINDS) },
        { "canon/x.yaml", rn_span_str(bindings[_i].canon) },
        { "vi/base.yaml", RN_LIT(FORMS) },
        { "vi/x.yaml", rn_span_str(bindings[_i].vi ? bindings[_i].vi : "") },
    };

    ck_assert_int_eq(rn_model_load_memory(&model, files, 4, "test", &diags),
                     RENORM_OK);
    ck_assert_msg((rn_model_finish(&model, text, false, &diags) == RENORM_OK) ==
                      bindings[_i].ok,
                  "%s", bindings[_i].name);
    if (!bindings[_i].ok) {
        ck_assert_uint_eq(seen.diags[0].code, RN_E_NAME_UNBOUND);
        ck_assert_uint_eq(seen.diags[0].column, 25);
    }
}
END_TEST

/* ---- lint -------------------------------------------------------------- */

static const struct {
    const char *name, *path, *yaml;
    unsigned code; /* 0: no warning */
    size_t line, column;
} warnings[] = {
    { "unsorted ids", "vi/x.yaml", "ministry: b {field}\nhealth: sức khỏe\n",
      RN_E_ORDER, 2, 1 },
    { "two concepts, one form", "vi/x.yaml",
      "ministry: văn phòng {field}\noffice: (văn phòng|vp) {field}\n",
      RN_E_COLLISION, 2, 9 },
    { "two kinds that never meet", "vi/x.yaml",
      "health: văn phòng\noffice: văn phòng\n", 0, 0, 0 },
    { "capitals tell them apart", "vi/x.yaml",
      "ministry: văn phòng {field}\noffice: =Văn phòng {field}\n", 0, 0, 0 },
    { "abbreviation without capitals", "vi/x.yaml", "health: yt\n", 0, 0, 0 },
    { "abbreviation without vowels", "vi/x.yaml", "health: bvt\n",
      RN_E_ABBREVIATION, 1, 9 },
    { "a concept without forms", "canon/x.yaml",
      "police: {kind: org, name: Police, form: none}\n", RN_E_CONCEPT_FORMLESS,
      1, 1 },
    { "a name with marks", "canon/x.yaml",
      "police: {kind: org, name: Công an}\n", RN_E_NAME_ASCII, 1, 27 },
    { "a slot that nothing fills", "canon/x.yaml",
      "kinds: {topic: }\npolice: {kind: org, name: \"Police on {topic}\"}\n",
      RN_E_SLOT_UNFILLED, 2, 27 },
};

START_TEST(lint_warns)
{
    const char *name = warnings[_i].name;

    ck_assert_int_eq(load(warnings[_i].path, rn_span_str(warnings[_i].yaml)),
                     RENORM_OK);
    ck_assert_int_eq(rn_model_finish(&model, text, true, &diags), RENORM_OK);
    ck_assert_msg(seen.n == (warnings[_i].code ? 1 : 0),
                  "%s: %zu warnings: %s; %s", name, seen.n,
                  seen.diags[0].message, seen.diags[1].message);
    if (!seen.n)
        return;
    ck_assert_msg(seen.diags[0].severity == RENORM_WARNING &&
                      seen.diags[0].code == warnings[_i].code &&
                      seen.diags[0].line == warnings[_i].line &&
                      seen.diags[0].column == warnings[_i].column,
                  "%s: RN-%u at %zu:%zu: %s", name, seen.diags[0].code,
                  seen.diags[0].line, seen.diags[0].column,
                  seen.diags[0].message);
}
END_TEST

/* ---- damaged files ----------------------------------------------------- */

static void put_file(struct rn_buf *out, const char *name)
{
    const char *data = getenv("RN_TEST_DATA");
    char path[4096], chunk[4096];
    size_t n;
    FILE *f;

    snprintf(path, sizeof path, "%s/lexicon-small/%s",
             data ? data : "tests/data", name);
    f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        rn_buf_put(out, chunk, n);
    fclose(f);
}

static void damage(struct unit_random *r, struct rn_buf *b)
{
    static const char bytes[] = "[]{}()|\\:-,#&*!'\"> \n\t=\xc3\xff\0a";

    for (size_t n = 1 + unit_below(r, 4); n && b->len; n--) {
        size_t at = unit_below(r, b->len);
        switch (unit_below(r, 3)) {
        case 0:
            b->ptr[at] = bytes[unit_below(r, sizeof bytes - 1)];
            break;
        case 1:
            memmove(b->ptr + at, b->ptr + at + 1, b->len - at);
            b->len--;
            break;
        default:
            b->len = b->len - unit_below(r, b->len / 4 + 1);
            b->ptr[b->len] = '\0';
        }
    }
}

/* Whatever is in a file: a status, and an error told where it is refused. */
START_TEST(damaged_files)
{
    static const char *const names[] = {
        "canon/bodies.yaml", "canon/documents.yaml", "canon/kinds.yaml",
        "en/bodies.yaml",    "places.yaml",          "vi/bodies.yaml",
        "vi/documents.yaml", "vi/levels.yaml"
    };
    struct rn_buf bufs[ROWS(names)], bad;
    struct rn_memory_file files[ROWS(names)];
    struct unit_random r = unit_seed("model");

    rn_buf_init(&bad);
    for (int i = 0; i < ROWS(names); i++) {
        rn_buf_init(&bufs[i]);
        put_file(&bufs[i], names[i]);
    }
    for (int round = 0; round < 10000; round++) {
        size_t which = unit_below(&r, ROWS(names));
        renorm_status a, b;
        rn_buf_clear(&bad);
        rn_buf_put_span(&bad, rn_buf_span(&bufs[which]));
        damage(&r, &bad);
        for (size_t i = 0; i < ROWS(names); i++)
            files[i] = (struct rn_memory_file){
                names[i], rn_buf_span(i == which ? &bad : &bufs[i])
            };
        rn_model_release(&model);
        begin();
        a = rn_model_load_memory(&model, files, ROWS(names), "d", &diags);
        b = rn_model_finish(&model, text, true, &diags);
        ck_assert((a == RENORM_OK && b == RENORM_OK) == (seen.nerrors == 0));
    }
    for (int i = 0; i < ROWS(names); i++)
        rn_buf_release(&bufs[i]);
    rn_buf_release(&bad);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("model");
    TCase *t = tcase_create("model");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, refuses, 0, ROWS(mistakes));
    tcase_add_loop_test(t, hints_help, 0, ROWS(hints));
    tcase_add_test(t, goes_on);
    tcase_add_test(t, deep_brackets);
    tcase_add_test(t, byte_order_mark);
    tcase_add_test(t, nul_byte);
    tcase_add_test(t, no_directory);
    tcase_add_test(t, unknown_files);
    tcase_add_test(t, nothing_at_all);
    tcase_add_loop_test(t, forms_come_out, 0, ROWS(forms));
    tcase_add_loop_test(t, layers_add_and_replace, 0, ROWS(forms));
    tcase_add_test(t, concepts_come_out);
    tcase_add_test(t, codes_come_out);
    tcase_add_test(t, flags_lists_and_examples);
    tcase_add_test(t, replaced_examples);
    tcase_add_loop_test(t, implicit_forms, 0, ROWS(implicit));
    tcase_add_loop_test(t, bound_slots, 0, ROWS(bindings));
    tcase_add_loop_test(t, lint_warns, 0, ROWS(warnings));
    tcase_add_test(t, damaged_files);
    tcase_set_timeout(t, 100);
    suite_add_tcase(s, t);
    return unit_run(s);
}
