/* The cellar: arena, buffer, growing arrays, hash, diagnostics. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "unit.h"

/* ---- arena -------------------------------------------------------------- */

START_TEST(arena_gives_aligned_memory_of_its_own)
{
    struct rn_arena a;
    char *got[2000];

    rn_arena_init(&a);
    for (size_t i = 0; i < 2000; i++) {
        got[i] = rn_arena_alloc(&a, i);
        ck_assert_ptr_nonnull(got[i]);
        MUST((uintptr_t)got[i] % 16 == 0);
        memset(got[i], (int)(i & 0x7f), i);
    }
    for (size_t i = 0; i < 2000; i++)
        for (size_t k = 0; k < i; k++)
            MUST(got[i][k] == (int)(i & 0x7f));
    rn_arena_release(&a);
}
END_TEST

START_TEST(arena_keeps_its_blocks_when_cleared)
{
    struct rn_arena a;
    void *first, *second;

    rn_arena_init(&a);
    first = rn_arena_alloc(&a, 100);
    second = rn_arena_alloc(&a, 3 << 20);
    ck_assert_ptr_nonnull(second);
    for (int i = 0; i < 3; i++) {
        rn_arena_clear(&a);
        ck_assert_ptr_eq(rn_arena_alloc(&a, 100), first);
        ck_assert_ptr_eq(rn_arena_alloc(&a, 3 << 20), second);
    }
    rn_arena_release(&a);
    rn_arena_release(&a); /* as after init */
}
END_TEST

START_TEST(arena_refuses_what_overflows)
{
    struct rn_arena a;
    struct rn_span s = rn_span_of("x", SIZE_MAX);

    rn_arena_init(&a);
    ck_assert_ptr_null(rn_arena_alloc(&a, SIZE_MAX));
    ck_assert_ptr_null(rn_arena_alloc(&a, SIZE_MAX - 20));
    ck_assert_ptr_null(rn_arena_zalloc(&a, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(rn_arena_copy(&a, s).ptr);
    ck_assert_ptr_nonnull(
        rn_arena_alloc(&a, 16)); /* and is of use afterwards */
    rn_arena_release(&a);
}
END_TEST

START_TEST(arena_copies_and_clears)
{
    struct rn_arena a;
    struct rn_span s;
    unsigned char *zero;

    rn_arena_init(&a);
    memset(rn_arena_alloc(&a, 64), 0xff, 64);
    rn_arena_clear(&a);
    zero = rn_arena_zalloc(&a, 8, 8);
    for (int i = 0; i < 64; i++)
        ck_assert_int_eq(zero[i], 0);
    s = rn_arena_copy(&a, rn_span_of("a\0b", 3));
    ck_assert_uint_eq(s.len, 3);
    ck_assert_mem_eq(s.ptr, "a\0b", 4);
    s = rn_arena_copy(&a, rn_span_of(NULL, 0));
    ck_assert_str_eq(s.ptr, "");
    rn_arena_release(&a);
}
END_TEST

/* ---- buffer ------------------------------------------------------------- */

START_TEST(buffer_is_terminated_always)
{
    struct rn_buf b;

    rn_buf_init(&b);
    ck_assert_str_eq(b.ptr, "");
    rn_buf_clear(&b);
    rn_buf_put(&b, NULL, 0);
    ck_assert_str_eq(b.ptr, "");
    rn_buf_puts(&b, "Tỉnh");
    rn_buf_putc(&b, ' ');
    rn_buf_put_span(&b, RN_LIT("ủy"));
    rn_buf_printf(&b, " %d/%s", 15, "QĐ");
    ck_assert_str_eq(b.ptr, "Tỉnh ủy 15/QĐ");
    ck_assert_uint_eq(b.len, strlen(b.ptr));
    rn_buf_drop(&b, 7);
    ck_assert_str_eq(b.ptr, "ủy 15/QĐ");
    rn_buf_drop(&b, 1000);
    ck_assert_str_eq(b.ptr, "");
    rn_buf_puts(&b, "x");
    rn_buf_clear(&b);
    ck_assert_str_eq(b.ptr, "");
    rn_buf_release(&b);
    ck_assert_str_eq(b.ptr, "");
}
END_TEST

START_TEST(buffer_grows_byte_by_byte)
{
    struct rn_buf b;

    rn_buf_init(&b);
    for (int i = 0; i < 100000; i++) {
        rn_buf_putc(&b, (char)('a' + i % 26));
        MUST(b.ptr[i + 1] == '\0');
    }
    for (int i = 0; i < 100000; i++)
        MUST(b.ptr[i] == 'a' + i % 26);
    rn_buf_release(&b);
}
END_TEST

START_TEST(buffer_that_failed_drops_the_rest)
{
    struct rn_buf b;

    rn_buf_init(&b);
    rn_buf_puts(&b, "ab");
    ck_assert(!rn_buf_reserve(&b, SIZE_MAX - 1));
    ck_assert(b.failed);
    rn_buf_puts(&b, "cd");
    ck_assert_str_eq(b.ptr, "ab");
    rn_buf_clear(&b);
    ck_assert(!b.failed);
    rn_buf_puts(&b, "ef");
    ck_assert_str_eq(b.ptr, "ef");
    rn_buf_release(&b);
}
END_TEST

/* ---- growing arrays ----------------------------------------------------- */

START_TEST(arrays_double)
{
    uint32_t *p = NULL;
    size_t cap = 0, moves = 0;

    for (size_t n = 1; n <= 100000; n++) {
        size_t before = cap;
        MUST(rn_grow(&p, &cap, n, sizeof *p));
        moves += cap != before;
        MUST(cap >= n);
        p[n - 1] = (uint32_t)n;
    }
    MUST(moves <= 14);
    for (size_t n = 1; n <= 100000; n++)
        MUST(p[n - 1] == n);
    rn_free(p);
}
END_TEST

START_TEST(arrays_refuse_what_overflows)
{
    uint32_t *p = NULL, *before;
    size_t cap = 0;

    ck_assert(!rn_grow(&p, &cap, SIZE_MAX, sizeof *p));
    ck_assert(!rn_grow(&p, &cap, SIZE_MAX / 4 + 2, sizeof *p));
    ck_assert_ptr_null(p);
    ck_assert_uint_eq(cap, 0);
    ck_assert(rn_grow(&p, &cap, 4, sizeof *p));
    before = p;
    ck_assert(!rn_grow(&p, &cap, SIZE_MAX, sizeof *p));
    ck_assert_ptr_eq(p, before);
    ck_assert_uint_ge(cap, 4);
    rn_free(p);
}
END_TEST

/* ---- hash --------------------------------------------------------------- */

/* Worked out by another program from the description: the same on every
 * machine, for ever. */
static const struct {
    const char *in;
    uint64_t hash;
} hashes[] = {
    { "", UINT64_C(0xc9d874ca57d9e055) },
    { "a", UINT64_C(0x489715de74a7ddcb) },
    { "uy4", UINT64_C(0x32df8eb64bc69b71) },
    { "tinh4", UINT64_C(0x6e2ea5cc26b4ee44) },
    { "secretary", UINT64_C(0xc53ab1f62efade0e) },
    { "administrative-re", UINT64_C(0x85774be77c419b44) },
    { "xxxxxxxxxxxxxxxx", UINT64_C(0x31b04b19d2a52d34) },
    { "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
      UINT64_C(0x0ab4ad9bf3a2894f) },
};

START_TEST(hash)
{
    size_t len = strlen(hashes[_i].in);
    char shifted[64];

    ck_assert_msg(rn_hash(hashes[_i].in, len) == hashes[_i].hash,
                  "\"%s\": %#llx", hashes[_i].in,
                  (unsigned long long)rn_hash(hashes[_i].in, len));
    for (size_t at = 0; at < 8; at++) {
        memcpy(shifted + at, hashes[_i].in, len);
        ck_assert(rn_hash(shifted + at, len) == hashes[_i].hash);
    }
}
END_TEST

/* Each of the first 64 lengths, each byte counts. */
START_TEST(hash_sees_every_byte)
{
    char s[64] = { 0 };

    for (size_t len = 1; len <= sizeof s; len++) {
        uint64_t h = rn_hash(s, len);
        ck_assert(h != rn_hash(s, len - 1));
        for (size_t i = 0; i < len; i++) {
            s[i] = 1;
            ck_assert_msg(rn_hash(s, len) != h, "byte %zu of %zu", i, len);
            s[i] = 0;
        }
    }
}
END_TEST

/* ---- diagnostics -------------------------------------------------------- */

static const char text[] = "default:\n  - Ủy ban\r\n\n- x";

static const struct {
    const char *name;
    size_t offset, line, column;
    const char *source;
} places[] = {
    { "the first byte", 0, 1, 1, "default:" },
    { "within a line", 3, 1, 4, "default:" },
    { "a line end is of its line", 8, 1, 9, "default:" },
    { "the next line", 9, 2, 1, "  - Ủy ban" },
    { "behind a character of three bytes", 17, 2, 7, "  - Ủy ban" },
    { "an empty line", 23, 3, 1, "" },
    { "the end", 27, 4, 4, "- x" },
};

struct seen {
    size_t n;
    char line[256];
};

static void sink(void *arg, const renorm_diag *d)
{
    struct seen *seen = arg;

    seen->n++;
    snprintf(seen->line, sizeof seen->line, "%d %u %s:%zu:%zu@%zu %s|%s|%s",
             (int)d->severity, d->code, d->file, d->line, d->column, d->offset,
             d->message, d->hint ? d->hint : "-", d->source ? d->source : "-");
}

START_TEST(reports_show_their_place)
{
    struct seen seen = { 0 };
    struct rn_diags d = { .sink = sink, .arg = &seen };
    struct rn_at at = { "f.yaml", rn_span_str(text), places[_i].offset,
                        places[_i].line, places[_i].column };
    char want[256];

    rn_report(&d, RENORM_WARNING, RN_E_FORM_SLOT, at, "write it", "slot '%s'",
              "x");
    snprintf(want, sizeof want, "%d %u f.yaml:%zu:%zu@%zu slot 'x'|write it|%s",
             RENORM_WARNING, (unsigned)RN_E_FORM_SLOT, places[_i].line,
             places[_i].column, places[_i].offset, places[_i].source);
    ck_assert_msg(strcmp(seen.line, want) == 0, "%s: %s", places[_i].name,
                  seen.line);
    ck_assert_uint_eq(d.warnings, 1);
    ck_assert_uint_eq(d.errors, 0);
}
END_TEST

START_TEST(failures_are_counted_and_return_their_status)
{
    struct seen seen = { 0 };
    struct rn_diags d = { .sink = sink, .arg = &seen }, silent = { 0 };
    struct rn_at nowhere = { .file = "-" };

    ck_assert_int_eq(
        rn_fail(&d, RENORM_E_LEXICON, RN_E_FILE, nowhere, NULL, "no"),
        RENORM_E_LEXICON);
    ck_assert_uint_eq(seen.n, 1);
    ck_assert_uint_eq(d.errors, 1);
    ck_assert_ptr_nonnull(strstr(seen.line, " no|-|-"));
    ck_assert_int_eq(
        rn_fail(&silent, RENORM_E_IO, RN_E_FILE, nowhere, NULL, "no"),
        RENORM_E_IO);
    ck_assert_uint_eq(silent.errors, 1);
}
END_TEST

/* ---- spans and characters ----------------------------------------------- */

START_TEST(spans)
{
    ck_assert(rn_span_eq(RN_LIT("a\0b"), rn_span_of("a\0bc", 3)));
    ck_assert(!rn_span_eq(RN_LIT("a\0b"), RN_LIT("a\0c")));
    ck_assert(rn_span_eq(rn_span_of(NULL, 0), RN_LIT("")));
    ck_assert_int_lt(rn_span_cmp(RN_LIT("a"), RN_LIT("ab")), 0);
    ck_assert_int_gt(rn_span_cmp(RN_LIT("b"), RN_LIT("ab")), 0);
    ck_assert_int_gt(rn_span_cmp(RN_LIT("\xff"), RN_LIT("a")), 0);
    ck_assert_int_eq(rn_span_cmp(RN_LIT("ab"), RN_LIT("ab")), 0);
    ck_assert_int_eq(rn_span_cmp(rn_span_of(NULL, 0), RN_LIT("")), 0);
}
END_TEST

START_TEST(classes_are_of_ascii_alone)
{
    for (int c = -128; c < 256; c++) {
        bool upper = c >= 65 && c <= 90, lower = c >= 97 && c <= 122;

        ck_assert_int_eq(rn_ascii_alpha(c), upper || lower);
        ck_assert_int_eq(rn_ascii_digit(c), c >= 48 && c <= 57);
        ck_assert_int_eq(rn_ascii_blank(c), c == 32 || c == 9);
        ck_assert_int_eq(rn_ascii_space(c), c == 32 || (c >= 9 && c <= 13));
        ck_assert_int_eq(rn_ascii_tolower(c), upper ? c + 32 : c);
        ck_assert_int_eq(rn_ascii_toupper(c), lower ? c - 32 : c);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base");
    TCase *c = tcase_create("base");

    tcase_add_test(c, arena_gives_aligned_memory_of_its_own);
    tcase_add_test(c, arena_keeps_its_blocks_when_cleared);
    tcase_add_test(c, arena_refuses_what_overflows);
    tcase_add_test(c, arena_copies_and_clears);
    tcase_add_test(c, buffer_is_terminated_always);
    tcase_add_test(c, buffer_grows_byte_by_byte);
    tcase_add_test(c, buffer_that_failed_drops_the_rest);
    tcase_add_test(c, arrays_double);
    tcase_add_test(c, arrays_refuse_what_overflows);
    tcase_add_loop_test(c, hash, 0, ROWS(hashes));
    tcase_add_test(c, hash_sees_every_byte);
    tcase_add_loop_test(c, reports_show_their_place, 0, ROWS(places));
    tcase_add_test(c, failures_are_counted_and_return_their_status);
    tcase_add_test(c, spans);
    tcase_add_test(c, classes_are_of_ascii_alone);
    suite_add_tcase(s, c);
    return unit_run(s);
}
