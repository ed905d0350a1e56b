/* The notation of forms and names, a row a rule. */
#include "unit.h"

#include "base/buf.h"
#include "base/codes.h"
#include "base/limits.h"
#include "lexicon/notation.h"

static struct rn_arena arena;
static struct rn_text *text;
static struct rn_buf out;

static void setup(void)
{
    rn_arena_init(&arena);
    rn_buf_init(&out);
    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
}

static void teardown(void)
{
    rn_text_free(text);
    rn_buf_release(&out);
    rn_arena_release(&arena);
}

/* A path as words and slots with one blank between, bindings last. */
static void put_path(const struct rn_path *p)
{
    for (size_t i = 0; i < p->nelems; i++) {
        const struct rn_elem *e = &p->elems[i];
        rn_buf_puts(&out, i ? " " : "");
        if (e->type == RN_ELEM_WORD)
            rn_buf_put_span(&out, e->text);
        else if (rn_span_eq(e->kind, e->label))
            rn_buf_printf(&out, "{%s}", e->kind.ptr);
        else
            rn_buf_printf(&out, "{%s:%s}", e->kind.ptr, e->label.ptr);
    }
    for (size_t i = 0; i < p->nbinds; i++)
        rn_buf_printf(&out, " {%s:%s=%s}", p->binds[i].kind.ptr,
                      p->binds[i].label.ptr, p->binds[i].concept.ptr);
}

static const struct {
    const char *name, *form, *paths; /* paths divided by " / " */
} expansions[] = {
    { "words", "Sở Y tế", "Sở Y tế" },
    { "blanks of any length", "  Sở \t Y  ", "Sở Y" },
    { "slot", "Sở {field}", "Sở {field}" },
    { "slot with a label", "{field:b}", "{field:b}" },
    { "the kind as label", "{field:field}", "{field}" },
    { "option", "Sở [Y tế] A", "Sở Y tế A / Sở A" },
    { "option of two", "[a|b] c", "a c / b c / c" },
    { "alternatives", "(a|b) c", "a c / b c" },
    { "alternatives at the top", "a|b c", "a / b c" },
    { "empty alternative", "(a|) c", "a c / c" },
    { "leftmost varies slowest", "(a|b)(1|2)", "a 1 / a 2 / b 1 / b 2" },
    { "nested", "[a [b]] c", "a b c / a c / c" },
    { "four deep", "[a[ b[ c[ d]]]] e",
      "a b c d e / a b c e / a b e / a e / e" },
    { "same path twice", "(a|a) [b|b]", "a b / a" },
    { "same key twice", "(Sở|sở)", "Sở" },
    { "tone placement is no difference", "ủy|uỷ", "ủy" },
    { "labels are a difference", "{a:x}|{a:y}", "{a:x} / {a:y}" },
    { "binding spells nothing", "ủy{level=provincial}",
      "ủy {level:level=provincial}" },
    { "binding with a label", "x {level:a=city}", "x {level:a=city}" },
    { "binding inside an alternative", "(tỉnh{level=provincial}|xã) x",
      "tỉnh x {level:level=provincial} / xã x" },
    { "bindings are a difference", "x({a=b}|{a=c})", "x {a:a=b} / x {a:a=c}" },
    { "binding of a place", "x{place=place:Ho Chi Minh City}",
      "x {place:place=place:Ho Chi Minh City}" },
    { "mark", "a, b", "a , b" },
    { "dash", "NQ-TW", "NQ - TW" },
    { "escapes",
      "\\(a\\) \\[b\\] \\{c\\} \\| \\\\ \\=", "( a ) [ b ] { c } | \\ =" },
    { "escape glued to a word", "TT\\(x", "TT ( x" },
    { "'s behind a slot", "{org}'s {post}", "{org} 's {post}" },
    { "a blank before 's", "{org} 's {post}", "{org} 's {post}" },
    { "a blank before 's, a mark behind it", "Party 's, {post}",
      "Party 's , {post}" },
    { "a blank before 's, a digit behind it", "Party 's7", "Party 's 7" },
    { "no 's: a letter behind it", "Party 'sub", "Party ' sub" },
    { "a blank before 's in a run", "Party  's (a|b)",
      "Party 's a / Party 's b" },
    { "an abbreviation beside its word", "(COVID|Covid|covid) a",
      "COVID a / Covid a" },
    { "'s behind an option", "People['s] Committee",
      "People 's Committee / People Committee" },
    { "'s with a curly apostrophe", "{org}\xe2\x80\x99s x",
      "{org} \xe2\x80\x99s x" },
    { "apostrophe of its own", "a ' b", "a ' b" },
    { "quoted word", "'a' b", "' a ' b" },
    { "= inside is text", "a = b", "a = b" },
    { "digits beside a bracket", "BSCK(1|2)", "BSCK 1 / BSCK 2" },
    { "mark beside a bracket", "VH(, | và )TT", "VH , TT / VH và TT" },
    { "no-break space is a blank", "(a)\xc2\xa0(b)", "a b" },
};

START_TEST(expands)
{
    struct rn_form_paths paths;
    struct rn_notation_error error;
    renorm_status status = rn_form_expand(
        &arena, text, rn_span_str(expansions[_i].form), &paths, &error);

    ck_assert_msg(status == RENORM_OK, "%s: %s", expansions[_i].name,
                  error.message);
    ck_assert(!paths.exact);
    for (size_t i = 0; i < paths.npaths; i++) {
        rn_buf_puts(&out, i ? " / " : "");
        put_path(&paths.paths[i]);
    }
    ck_assert_msg(!strcmp(out.ptr, expansions[_i].paths), "%s: \"%s\"",
                  expansions[_i].name, out.ptr);
}
END_TEST

START_TEST(exact)
{
    struct rn_form_paths paths;
    struct rn_notation_error error;

    ck_assert_int_eq(
        rn_form_expand(&arena, text, RN_LIT("=(Sở|sở) Y"), &paths, &error),
        RENORM_OK);
    ck_assert(paths.exact);
    ck_assert_uint_eq(paths.npaths, 2);
    ck_assert_uint_eq(paths.paths[0].elems[0].offset, 2);
    ck_assert_uint_eq(paths.paths[1].elems[1].offset, strlen("=(Sở|sở) "));
    ck_assert(paths.paths[0].elems[0].flags & RN_TOK_UPPER);
    ck_assert(!(paths.paths[1].elems[0].flags & RN_TOK_UPPER));
    ck_assert_int_eq(
        rn_form_expand(&arena, text, RN_LIT("\\=x"), &paths, &error),
        RENORM_OK);
    ck_assert(!paths.exact);
}
END_TEST

static const struct {
    const char *name, *form;
    unsigned code;
    size_t offset;
} mistakes[] = {
    { "empty", "", RN_E_FORM_EMPTY, 0 },
    { "only =", "=", RN_E_FORM_EMPTY, 0 },
    { "only blanks", "  ", RN_E_FORM_EMPTY, 0 },
    { "only an option", "[a]", RN_E_FORM_EMPTY, 0 },
    { "an alternative that is empty", "(a|)", RN_E_FORM_EMPTY, 0 },
    { "only a binding", "{a=b}", RN_E_FORM_EMPTY, 0 },
    { "open [", "a [b", RN_E_FORM_BRACKET, 2 },
    { "open (", "a (b", RN_E_FORM_BRACKET, 2 },
    { "open {", "a {b", RN_E_FORM_BRACKET, 2 },
    { "stray ]", "a ]b", RN_E_FORM_BRACKET, 2 },
    { "stray )", "ủ)", RN_E_FORM_BRACKET, 3 },
    { "stray }", "a }", RN_E_FORM_BRACKET, 2 },
    { "crossed", "(a [b)]", RN_E_FORM_BRACKET, 5 },
    { "slot in a slot", "{a{b}}", RN_E_FORM_BRACKET, 0 },
    { "bracket inside a word", "Chairm(a|e)n", RN_E_FORM_BRACKET, 7 },
    { "option inside a word", "BSCKI[I]", RN_E_FORM_BRACKET, 6 },
    { "binding inside a word", "a{x=y}b", RN_E_FORM_BRACKET, 6 },
    { "empty slot", "x {}", RN_E_FORM_SLOT, 2 },
    { "capital in a slot", "{Field}", RN_E_FORM_SLOT, 0 },
    { "blank in a slot", "{ field }", RN_E_FORM_SLOT, 0 },
    { "part in a form", "{area.place}", RN_E_FORM_SLOT, 0 },
    { "no label", "{a:}", RN_E_FORM_SLOT, 0 },
    { "no concept", "{a=}", RN_E_FORM_SLOT, 0 },
    { "a label twice", "{a} và {a}", RN_E_FORM_SLOT, 8 },
    { "a label twice in one of the paths", "[{a}] x [{a}]", RN_E_FORM_SLOT, 9 },
    { "a label bound and spelled", "{a} {a=b}", RN_E_FORM_SLOT, 4 },
    { "escape of a letter", "a \\b", RN_E_FORM_ESCAPE, 2 },
    { "escape at the end", "a\\", RN_E_FORM_ESCAPE, 1 },
    { "five deep", "[a[ b[ c[ d[ e]]]]] f", RN_E_FORM_LIMIT, 11 },
    { "1,024 paths", "(a|b)(1|2) (a|b)(1|2) (a|b)(1|2) (a|b)(1|2) (a|b)(1|2)",
      RN_E_FORM_LIMIT, 0 },
    { "25 words", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5",
      RN_E_FORM_LIMIT, 48 },
    { "9 slots", "{a}{b}{c}{d}{e}{f}{g}{h}{i}", RN_E_FORM_LIMIT, 24 },
    { "8 slots and a binding", "{a}{b}{c}{d}{e}{f}{g}{h}{i=x}", RN_E_FORM_LIMIT,
      24 },
    { "no UTF-8", "a \xff", RN_E_YAML_UTF8, 0 },
};

START_TEST(refuses)
{
    struct rn_form_paths paths;
    struct rn_notation_error error = { 0 };
    renorm_status status = rn_form_expand(
        &arena, text, rn_span_str(mistakes[_i].form), &paths, &error);

    ck_assert_msg(status == RENORM_E_LEXICON, "%s", mistakes[_i].name);
    ck_assert_msg(error.code == mistakes[_i].code &&
                      error.offset == mistakes[_i].offset,
                  "%s: %u at %zu: %s", mistakes[_i].name, error.code,
                  error.offset, error.message);
    ck_assert_msg(error.message[0] && error.hint, "%s", mistakes[_i].name);
}
END_TEST

/* What stands just inside a limit is taken. */
START_TEST(limits)
{
    static const char word[] = "abcdefgh ";
    struct rn_form_paths paths;
    struct rn_notation_error error = { 0 };

    ck_assert_int_eq(
        rn_form_expand(&arena, text,
                       RN_LIT("(1|2|3|4|5|6|7|8|9|0)(1|2|3|4|5|6|7|8|9|0)"
                              "(1|2|3|4|5|6|7|8|9|0)"),
                       &paths, &error),
        RENORM_OK);
    ck_assert_uint_eq(paths.npaths, RN_FORM_PATHS_MAX);
    ck_assert_int_eq(
        rn_form_expand(&arena, text,
                       RN_LIT("1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 "
                              "3 4"),
                       &paths, &error),
        RENORM_OK);
    ck_assert_uint_eq(paths.paths[0].nelems, RN_FORM_TOKENS_MAX);
    while (out.len <= RN_FORM_BYTES_MAX)
        rn_buf_puts(&out, word);
    ck_assert_int_eq(
        rn_form_expand(&arena, text, rn_buf_span(&out), &paths, &error),
        RENORM_E_LEXICON);
    ck_assert_uint_eq(error.code, RN_E_FORM_LIMIT);
    rn_buf_clear(&out);
    while (out.len <= RN_TOKEN_MAX)
        rn_buf_putc(&out, 'a');
    ck_assert_int_eq(
        rn_form_expand(&arena, text, rn_buf_span(&out), &paths, &error),
        RENORM_E_LEXICON);
    ck_assert_uint_eq(error.code, RN_E_FORM_LIMIT);
}
END_TEST

/* Millions of paths are counted, not made. */
START_TEST(explosion)
{
    struct rn_form_paths paths;
    struct rn_notation_error error = { 0 };

    for (int i = 0; i < 2000; i++)
        rn_buf_puts(&out, "[a|b] ");
    ck_assert_int_eq(
        rn_form_expand(&arena, text, rn_buf_span(&out), &paths, &error),
        RENORM_E_LEXICON);
    ck_assert_uint_eq(error.code, RN_E_FORM_LIMIT);
}
END_TEST

START_TEST(random_bytes)
{
    static const char *const pieces[] = {
        "[",  "]",  "(",   ")",     "{",     "}", "|", "\\",   "=",    " ", "a",
        "ủy", "'s", "{a}", "{b:c}", "{d=e}", ".", "-", "\xe2", "\x80", "1"
    };
    struct unit_random r = unit_seed("notation");

    for (int i = 0; i < 20000; i++) {
        struct rn_form_paths paths;
        const struct rn_name_op *ops;
        size_t nops;
        struct rn_notation_error error;
        rn_buf_clear(&out);
        for (size_t n = unit_below(&r, 24); n; n--)
            rn_buf_puts(&out, pieces[unit_below(&r, ROWS(pieces))]);
        if (rn_form_expand(&arena, text, rn_buf_span(&out), &paths, &error) !=
            RENORM_OK) {
            ck_assert_uint_le(error.offset, out.len);
        } else {
            ck_assert_uint_gt(paths.npaths, 0);
            for (size_t k = 0; k < paths.npaths; k++)
                ck_assert_uint_gt(paths.paths[k].nelems, 0);
        }
        if (rn_name_parse(&arena, rn_buf_span(&out), &ops, &nops, &error) !=
            RENORM_OK)
            ck_assert_uint_le(error.offset, out.len);
        rn_arena_clear(&arena);
    }
}
END_TEST

static const struct {
    const char *name, *in, *ops; /* slots in braces, texts in quotes */
} names[] = {
    { "text", "State President", "'State President'" },
    { "slot", "Ministry of {field}", "'Ministry of '{field}" },
    { "part", "{area.place}", "{area.place}" },
    { "part of a part", "{a.b.c}", "{a.b.c}" },
    { "option", "[{area} ]Police", "[{area}' ']'Police'" },
    { "nested", "[{a}[, {b}]]", "[{a}[', '{b}]]" },
    { "option around an option", "[[{a}]]", "[[{a}]]" },
    { "parentheses and bars are text", "A (b|c) = d", "'A (b|c) = d'" },
    { "escapes", "\\[a\\]\\{\\}\\\\\\(", "'[a]{}\\('" },
    { "blanks count", " a  b ", "' a  b '" },
};

START_TEST(name_ops)
{
    const struct rn_name_op *ops;
    size_t nops;
    struct rn_notation_error error;
    renorm_status status =
        rn_name_parse(&arena, rn_span_str(names[_i].in), &ops, &nops, &error);

    ck_assert_msg(status == RENORM_OK, "%s: %s", names[_i].name, error.message);
    for (size_t i = 0; i < nops; i++) {
        static const char *const around[] = { "''", "{}", "[", "]" };
        const char *a = around[ops[i].type];
        rn_buf_putc(&out, a[0]);
        rn_buf_put_span(&out, ops[i].text);
        rn_buf_puts(&out, a + 1);
    }
    ck_assert_msg(!strcmp(out.ptr, names[_i].ops), "%s: %s", names[_i].name,
                  out.ptr);
}
END_TEST

static const struct {
    const char *name, *in;
    unsigned code;
    size_t offset;
} name_mistakes[] = {
    { "empty", "", RN_E_NAME_SYNTAX, 0 },
    { "open [", "a [{b}", RN_E_NAME_SYNTAX, 2 },
    { "stray ]", "a]", RN_E_NAME_SYNTAX, 1 },
    { "open {", "a {b", RN_E_NAME_SYNTAX, 2 },
    { "stray }", "a}", RN_E_NAME_SYNTAX, 1 },
    { "empty slot", "{}", RN_E_NAME_SYNTAX, 0 },
    { "kind and label", "x {ordinal:n}", RN_E_NAME_SYNTAX, 2 },
    { "binding", "{level=city}", RN_E_NAME_SYNTAX, 0 },
    { "part without a name", "{a.}", RN_E_NAME_SYNTAX, 0 },
    { "label without a name", "{.a}", RN_E_NAME_SYNTAX, 0 },
    { "option without a slot", "a[ b]", RN_E_NAME_SYNTAX, 1 },
    { "option beside one with a slot", "[{a}][b]", RN_E_NAME_SYNTAX, 5 },
    { "escape of a letter", "a\\b", RN_E_FORM_ESCAPE, 1 },
    { "escape at the end", "a\\", RN_E_FORM_ESCAPE, 1 },
    { "five deep", "[[[[[{a}]]]]]", RN_E_FORM_LIMIT, 4 },
};

START_TEST(name_refuses)
{
    const struct rn_name_op *ops;
    size_t nops;
    struct rn_notation_error error = { 0 };
    renorm_status status = rn_name_parse(
        &arena, rn_span_str(name_mistakes[_i].in), &ops, &nops, &error);

    ck_assert_msg(status == RENORM_E_LEXICON, "%s", name_mistakes[_i].name);
    ck_assert_msg(error.code == name_mistakes[_i].code &&
                      error.offset == name_mistakes[_i].offset,
                  "%s: %u at %zu: %s", name_mistakes[_i].name, error.code,
                  error.offset, error.message);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("notation");
    TCase *forms = tcase_create("forms"), *canon = tcase_create("names");

    tcase_add_checked_fixture(forms, setup, teardown);
    tcase_add_loop_test(forms, expands, 0, ROWS(expansions));
    tcase_add_test(forms, exact);
    tcase_add_loop_test(forms, refuses, 0, ROWS(mistakes));
    tcase_add_test(forms, limits);
    tcase_add_test(forms, explosion);
    tcase_add_test(forms, random_bytes);
    tcase_set_timeout(forms, 60);
    suite_add_tcase(s, forms);
    tcase_add_checked_fixture(canon, setup, teardown);
    tcase_add_loop_test(canon, name_ops, 0, ROWS(names));
    tcase_add_loop_test(canon, name_refuses, 0, ROWS(name_mistakes));
    suite_add_tcase(s, canon);
    return unit_run(s);
}
