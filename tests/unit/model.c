/* Lexicons that are refused: what is wrong, and where. */
#include "model_util.h"

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
    { "not before what is no kind", "vi/x.yaml",
      "health: {form: a, not-before: helth}\n", RN_E_FORM_SLOT, 1, 31 },
    { "before what is no kind", "vi/x.yaml",
      "health: {form: a, before: helth}\n", RN_E_FORM_SLOT, 1, 27 },
    { "before and not before", "vi/x.yaml",
      "health: {form: a, before: field, not-before: field}\n", RN_E_YAML_KEY, 1,
      34 },
    { "not before a list", "vi/x.yaml",
      "health:\n  - form: a\n    not-before: [field]\n", RN_E_YAML_TYPE, 3,
      17 },
    { "yields to what is no concept", "vi/x.yaml",
      "health: {form: a, yields-to: helth}\n", RN_E_FORM_SLOT, 1, 30 },
    { "yields to what is no sign", "vi/x.yaml",
      "health: {form: a, yields-to: ministry}\n", RN_E_FORM_SLOT, 1, 30 },
    { "yields to a list", "vi/x.yaml",
      "health:\n  - form: a\n    yields-to: [field]\n", RN_E_YAML_TYPE, 3, 16 },
    { "also without a last", "vi/x.yaml", "ministry: \"a {field:also} b\"\n",
      RN_E_FORM_SLOT, 1, 14 },
    { "also before another kind", "vi/x.yaml",
      "ministry: \"a {field:also} b {place}, {field}\"\n", RN_E_FORM_SLOT, 1,
      14 },
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
      RN_E_DATE, 1, 16 },
    { "month of a place", "places.yaml", "Hanoi: {until: 2025-13}\n", RN_E_DATE,
      1, 16 },
    { "form of a place", "places.yaml",
      "Hanoi:\n  vi:\n    - Hà Nội\n    - \"(Hà\"\n", RN_E_FORM_BRACKET, 4, 7 },

    /* documents */
    { "document as text", "documents.yaml", "1-Q/A: decision\n", RN_E_YAML_TYPE,
      1, 8 },
    { "document in a list as text", "documents.yaml", "1-Q/A: [decision]\n",
      RN_E_YAML_TYPE, 1, 9 },
    { "unknown key of a document", "documents.yaml",
      "1-Q/A: {type: decision, dtae: 2025-01-01}\n", RN_E_YAML_KEY, 1, 25 },
    { "document without a type", "documents.yaml",
      "1-Q/A: {date: 2025-01-01}\n", RN_E_DOCUMENT, 1, 1 },
    { "document in a list without a type", "documents.yaml",
      "1-Q/A:\n  - type: decision\n    date: 2025-01-01\n  - date: "
      "2025-01-02\n",
      RN_E_DOCUMENT, 4, 5 },
    { "document of an unknown type", "documents.yaml",
      "1-Q/A:\n  type: decison\n", RN_E_CODE_TYPE, 2, 9 },
    { "document of another kind", "documents.yaml", "1-Q/A:\n  type: health\n",
      RN_E_CODE_TYPE, 2, 9 },
    { "number without a code", "documents.yaml", "57: {type: decision}\n",
      RN_E_DOCUMENT, 1, 1 },
    { "number with a blank", "documents.yaml", "57 /A: {type: decision}\n",
      RN_E_DOCUMENT, 1, 1 },
    { "number that begins with letters", "documents.yaml",
      "NQ-57: {type: decision}\n", RN_E_DOCUMENT, 1, 1 },
    { "date of a document", "documents.yaml",
      "1-Q/A: {type: decision, date: 22/12/2024}\n", RN_E_DATE, 1, 31 },
    { "a year for a date", "documents.yaml",
      "1-Q/A: {type: decision, date: 2024}\n", RN_E_DATE, 1, 31 },
    { "day 30 of February", "documents.yaml",
      "1-Q/A: {type: decision, date: 2024-02-30}\n", RN_E_DATE, 1, 31 },
    { "day 29 in a common year", "documents.yaml",
      "1-Q/A: {type: decision, date: 2100-02-29}\n", RN_E_DATE, 1, 31 },
    { "day 29 in a leap year", "documents.yaml",
      "1-Q/A: {type: decision, date: 2000-02-29}\n", 0, 0, 0 },
    { "day 0", "documents.yaml", "1-Q/A: {type: decision, date: 2024-02-00}\n",
      RN_E_DATE, 1, 31 },
    { "issuer that nobody knows", "documents.yaml",
      "1-Q/A: {type: decision, issuer: ofice}\n", RN_E_CONCEPT_UNKNOWN, 1, 33 },
    { "issuer by name", "documents.yaml",
      "1-Q/A: {type: decision, issuer: Office of Somebody}\n", 0, 0, 0 },
    { "number twice with one date", "documents.yaml",
      "1-Q/A:\n  - {type: decision, date: 2025-01-01}\n"
      "  - {type: decision, date: 2025-01-01}\n",
      RN_E_DOCUMENT_TWICE, 3, 5 },
    { "number twice, with and without marks", "documents.yaml",
      "1-QĐ/A: {type: decision, date: 2025-01-01}\n"
      "1-QD/A: {type: decision, date: 2025-01-01}\n",
      RN_E_DOCUMENT_TWICE, 2, 1 },
    { "number twice with two dates", "documents.yaml",
      "1-Q/A:\n  - {type: decision, date: 2025-01-01}\n"
      "  - {type: decision, date: 2025-01-02}\n",
      0, 0, 0 },
    { "number twice, once without date", "documents.yaml",
      "1-Q/A:\n  - {type: decision, date: 2025-01-01}\n"
      "  - {type: decision}\n",
      RN_E_DOCUMENT_TWICE, 3, 5 },
    { "number twice without dates", "documents.yaml",
      "1-Q/A:\n  - {type: decision}\n  - {type: decision}\n",
      RN_E_DOCUMENT_TWICE, 3, 5 },
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
    { "type of a document", "documents.yaml", "1-Q/A: {type: decison}\n",
      "'decision'" },
    { "issuer", "documents.yaml", "1-Q/A: {type: decision, issuer: ofice}\n",
      "'office'" },
    { "type", "canon/x.yaml", "codes: {NQ: decison}\n", "'decision'" },
    { "form begins with a slot", "vi/x.yaml", "ministry:\n  - {field} của bộ\n",
      "quote a form" },
    { "form begins with an option", "vi/x.yaml",
      "ministry:\n  - [a] {field}\n  - b\n", "quote a form" },
    { "slot in a flow list", "vi/x.yaml", "ministry: [Bộ {field}]\n",
      "between brackets quote" },
    { "colon", "vi/x.yaml", "health: a: b\n", "quote a text with a colon" },
    { "tab", "vi/x.yaml", "health:\n\t- a\n", "never with tabs" },
    { "good as a text", "vi/x.yaml", "health: {form: a, good: b}\n",
      "good: {\"a sentence\": \"Its Term\"}" },
    { "a text for a map", "vi/x.yaml", "words: a\n", "write lines of 'key:" },
    { "a text for a list", "vi/x.yaml", "words:\n  joiners: a\n",
      "on a line of its own" },
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
    tcase_set_timeout(t, 100);
    suite_add_tcase(s, t);
    return unit_run(s);
}
