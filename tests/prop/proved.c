/* What lies on a lexicon that was proved is proved by what it changes: reading
 * that alone gives the warnings of reading everything. Random layers are laid
 * on a small lexicon, of its own words for the most part, so that their forms
 * get in the way of its names. */
#include "prop.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "engine/prove.h"
#include "lexicon/model.h"
#include "match/compile.h"

enum {
    LAYERS = 800,
    WARNED_MIN = 10, /* of them have warnings, though they are read in part */
    PARTLY_MIN = 300 /* are read in part */
};

/* ---- the lexicon --------------------------------------------------------- */

static const char CANON[] =
    "kinds:\n"
    "  title: {emit: true}\n"
    "  body: {emit: true}\n"
    "  org: body\n"
    "  part: org\n"
    "  post: title\n"
    "  place:\n"
    "  listed: place\n"
    "  name: place\n"
    "  level:\n"
    "  field:\n"
    "  area:\n"
    "  ignore:\n"
    "area: {kind: area, name: \"[{place} ]{level}\"}\n"
    "board: {kind: part, name: Board}\n"
    "city: {kind: level, name: City}\n"
    "commission: {kind: org, name: \"{field} Commission\"}\n"
    "committee: {kind: org, name: \"[{area} ]Committee\"}\n"
    "department: {kind: org, name: \"[{area.place} ]Department of {field}\"}\n"
    "director: {kind: post, name: Director}\n"
    "farming: {kind: field, name: Farming}\n"
    "head: {kind: post, name: Head}\n"
    "health: {kind: field, name: Health}\n"
    "office: {kind: part, name: Office}\n"
    "part-of: {kind: org, name: \"{part} of the {org}\"}\n"
    "province: {kind: level, name: Province}\n"
    "school: {kind: org, name: \"School of {field}\"}\n"
    "title-of-body: {kind: title, name: \"{post} of the {org}\"}\n";

static const char VI[] = "area: \"{level} {place}\"\n"
                         "board: ban quản lý\n"
                         "city: thành phố\n"
                         "commission: ủy ban {field}\n"
                         "committee: hội đồng [{area}]\n"
                         "department: sở {field} [{area}]\n"
                         "director: giám đốc\n"
                         "farming: nông nghiệp\n"
                         "head: trưởng\n"
                         "health: y tế\n"
                         "office: văn phòng\n"
                         "part-of: \"{part} {org}\"\n"
                         "province: tỉnh\n"
                         "school: trường {field}\n"
                         "title-of-body: \"{post} {org}\"\n"
                         "words:\n"
                         "  surnames: [Nguyễn]\n";

static const char MS[] = "area: \"{level} {place}\"\n"
                         "board: lembaga\n"
                         "city: bandar\n"
                         "committee: jawatankuasa [{area}]\n"
                         "department: jabatan {field} [{area}]\n"
                         "director: pengarah\n"
                         "farming: pertanian\n"
                         "head: ketua\n"
                         "health: kesihatan\n"
                         "office: pejabat\n"
                         "part-of: \"{part} {org}\"\n"
                         "province: wilayah\n"
                         "school: sekolah {field}\n"
                         "title-of-body: \"{post} {org}\"\n";

static const char EN[] = "department:\n"
                         "  - …\n"
                         "  - \"{area} Department of {field}\"\n"
                         "  - \"{field} Department\"\n"
                         "title-of-body:\n"
                         "  - …\n"
                         "  - \"{org} {post}\"\n";

static const char PLACES[] = "Ba Ria:\n"
                             "  level: city\n"
                             "  vi: [Bà Rịa]\n"
                             "Ha Nam:\n"
                             "  level: province\n"
                             "  vi: [Hà Nam]\n"
                             "Lang Giang:\n"
                             "  level: province\n"
                             "  vi: [Lạng Giang]\n";

enum { FILES = 5 };
static const char *const paths[FILES] = { "canon/a.yaml", "en/a.yaml",
                                          "ms/a.yaml", "places.yaml",
                                          "vi/a.yaml" };

static void base(struct rn_memory_file *files)
{
    static const char *const texts[FILES] = { CANON, EN, MS, PLACES, VI };

    for (size_t i = 0; i < FILES; i++)
        files[i] = (struct rn_memory_file){ paths[i], rn_span_str(texts[i]) };
}

/* ---- random layers ------------------------------------------------------- */

#define PICK(seed, list) (list)[prop_below(seed, sizeof(list) / sizeof *(list))]

static const char *const words_of[3][14] = {
    { "sở", "hội", "đồng", "văn", "phòng", "trưởng", "ban", "tỉnh", "y", "tế",
      "giám", "đốc", "trăng", "ủy" },
    { "jabatan", "lembaga", "pejabat", "ketua", "kesihatan", "bandar",
      "wilayah", "pengarah", "sekolah", "bulan", "di", "jawatankuasa",
      "pertanian", "agung" },
    { "department", "of", "office", "health", "board", "head", "director",
      "committee", "the", "farming", "moon", "school", "province",
      "commission" },
};

static void put_word(uint64_t *seed, int lang, struct rn_buf *out)
{
    const char *w = PICK(seed, words_of[lang]);
    bool capital = lang == 2 && prop_below(seed, 2);

    rn_buf_putc(out, capital ? (char)(w[0] - 32) : w[0]);
    rn_buf_put(out, w + 1, strlen(w) - 1);
}

/* A form of one to four words and slots, some of them optional. */
static void put_form(uint64_t *seed, int lang, bool slots, struct rn_buf *out)
{
    static const char *const kinds[] = { "{field}", "{org}", "[{area}]",
                                         "{part}", "{place}" };
    size_t n = 1 + prop_below(seed, 3);
    bool slot = slots && prop_below(seed, 2);

    rn_buf_printf(out, "  - \"%s", prop_below(seed, 8) ? "" : "=");
    if (slot && !prop_below(seed, 3))
        rn_buf_printf(out, "%s ", PICK(seed, kinds));
    for (size_t i = 0; i < n; i++) {
        bool option = i && !prop_below(seed, 4);
        rn_buf_printf(out, i ? option ? " [" : " " : "");
        put_word(seed, lang, out);
        if (option)
            rn_buf_putc(out, ']');
    }
    if (slot && prop_below(seed, 2))
        rn_buf_printf(out, " %s", PICK(seed, kinds));
    rn_buf_printf(out, "\"\n");
}

/* A name of one to three English words, each with a capital. */
static void put_name(uint64_t *seed, struct rn_buf *out)
{
    size_t n = 1 + prop_below(seed, 3);

    for (size_t i = 0; i < n; i++) {
        const char *w = PICK(seed, words_of[2]);
        bool small = i && (!strcmp(w, "of") || !strcmp(w, "the"));
        rn_buf_printf(out, "%s%c%s", i ? " " : "", small ? w[0] : w[0] - 32,
                      w + 1);
    }
}

static void put_forms(uint64_t *seed, int lang, const char *id,
                      struct rn_buf *out)
{
    static const char *const fixed[] = { "board", "director", "farming",
                                         "head",  "health",   "office",
                                         "moon" };
    bool slots = true;
    size_t n = 1 + prop_below(seed, 2);

    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        slots = slots && strcmp(id, fixed[i]) != 0;
    rn_buf_printf(out, "%s:\n", id);
    while (n--)
        put_form(seed, lang, slots, out);
}

/* The YAML of a layer, a buffer a file. */
static void make_layer(uint64_t *seed, struct rn_buf *files)
{
    static const char *const ids[] = {
        "area",    "board", "city",   "committee", "department", "director",
        "farming", "head",  "health", "office",    "school",     "title-of-body"
    };
    static const char *const kinds[] = { "org",   "part",  "post",
                                         "field", "level", "ignore" };
    static const int file_of[] = { 4, 2, 1 };
    bool moon = prop_below(seed, 2);

    if (moon) {
        rn_buf_printf(&files[0], "moon: {kind: %s, name: ", PICK(seed, kinds));
        put_name(seed, &files[0]);
        rn_buf_printf(&files[0], "}\n");
    }
    if (!prop_below(seed, 8))
        rn_buf_printf(&files[0], "%s: {plural: Moons}\n", PICK(seed, ids));
    if (!prop_below(seed, 6)) {
        rn_buf_printf(&files[3], "%s ", PICK(seed, words_of[2]));
        rn_buf_printf(&files[3], "Giang:\n  level: city\n");
    }
    for (int lang = 0; lang < 3; lang++) {
        struct rn_buf *out = &files[file_of[lang]];
        if (moon && prop_below(seed, 2))
            put_forms(seed, lang, "moon", out);
        if (prop_below(seed, 2))
            put_forms(seed, lang, PICK(seed, ids), out);
    }
}

/* ---- proofs -------------------------------------------------------------- */

static void sink(void *arg, const renorm_diag *d)
{
    if (d->severity != RENORM_NOTE)
        rn_buf_printf(arg, "%s:%zu: %s\n", d->file ? d->file : "", d->line,
                      d->message);
}

/* A lexicon: the small one, with a layer on it or none. */
struct made {
    struct rn_model model;
    struct rn_text *text;
    renorm_lexicon lex;
};

static bool make(struct made *m, const struct rn_memory_file *layer)
{
    struct rn_memory_file files[FILES];
    struct rn_diags d = { 0 };

    memset(m, 0, sizeof *m);
    base(files);
    rn_model_init(&m->model);
    rn_buf_init(&m->lex.owned);
    ck_assert_int_eq(rn_text_new(&m->text), RENORM_OK);
    ck_assert_int_eq(rn_model_load_memory(&m->model, files, FILES, "base", &d),
                     RENORM_OK);
    return (!layer || rn_model_load_memory(&m->model, layer, FILES, "layer",
                                           &d) == RENORM_OK) &&
           rn_model_finish(&m->model, m->text, false, &d) == RENORM_OK &&
           rn_compile(&m->model, m->text, &m->lex.owned, &d) == RENORM_OK &&
           rn_image_open(&m->lex.image, rn_buf_span(&m->lex.owned), "a", &d) ==
               RENORM_OK;
}

static void unmake(struct made *m)
{
    rn_model_release(&m->model);
    rn_text_free(m->text);
    rn_buf_release(&m->lex.owned);
}

static void prove(struct made *m, const struct rn_image *before,
                  struct rn_buf *out)
{
    struct rn_diags d = { .sink = sink, .arg = out };

    rn_buf_init(out);
    ck_assert_int_eq(rn_prove(&m->model, m->text, &m->lex, before, false, &d),
                     RENORM_OK);
    rn_buf_putc(out, '\0');
    ck_assert(!out->failed);
}

static bool in_part(struct made *m, const struct rn_image *before)
{
    struct rn_touched t;
    bool part;

    ck_assert_int_eq(rn_touched_find(&t, before, &m->lex.image, m->text),
                     RENORM_OK);
    part = !t.all;
    rn_touched_release(&t);
    return part;
}

START_TEST(the_same)
{
    uint64_t seed = prop_seed();
    struct rn_memory_file layer[FILES];
    struct rn_buf files[FILES], all, part;
    struct made before, now;
    unsigned warned = 0, partly = 0;

    ck_assert(make(&before, NULL));
    prove(&before, NULL, &all);
    ck_assert_str_eq(all.ptr, ""); /* or what is said of it would be missed */
    rn_buf_release(&all);
    for (unsigned n = 0; n < LAYERS;) {
        bool ok;
        for (size_t i = 0; i < FILES; i++)
            rn_buf_init(&files[i]);
        make_layer(&seed, files);
        for (size_t i = 0; i < FILES; i++)
            layer[i] =
                (struct rn_memory_file){ paths[i], rn_buf_span(&files[i]) };
        ok = make(&now, layer);
        if (ok) {
            bool some = in_part(&now, &before.lex.image);
            n++;
            prove(&now, NULL, &all);
            prove(&now, &before.lex.image, &part);
            if (strcmp(all.ptr, part.ptr) != 0)
                ck_abort_msg("layer %u of seed %llu\nall:\n%spart:\n%s"
                             "canon:\n%.*sen:\n%.*sms:\n%.*svi:\n%.*s",
                             n, (unsigned long long)prop_seed(), all.ptr,
                             part.ptr, (int)files[0].len, files[0].ptr,
                             (int)files[1].len, files[1].ptr, (int)files[2].len,
                             files[2].ptr, (int)files[4].len, files[4].ptr);
            partly += some;
            warned += some && all.len > 1;
            rn_buf_release(&all);
            rn_buf_release(&part);
        }
        unmake(&now);
        for (size_t i = 0; i < FILES; i++)
            rn_buf_release(&files[i]);
    }
    unmake(&before);
    printf("# %u layers were read in part, %u of them with warnings\n", partly,
           warned);
    ck_assert_uint_ge(partly, PARTLY_MIN);
    ck_assert_uint_ge(warned, WARNED_MIN);
}
END_TEST

static TCase *proved(void)
{
    TCase *c = tcase_create("in part, or all");

    tcase_set_timeout(c, 300);
    tcase_add_test(c, the_same);
    return c;
}

int main(void)
{
    TCase *(*const cases[])(void) = { proved };

    return prop_main(cases, 1, "proved");
}
