/* A lexicon in YAML. The first byte chooses (1: lint, 2: put it on a small
 * lexicon without mistakes); the rest is files, each behind a line "% PATH".
 *
 * It is refused with diagnostics that name a place, or it compiles to an image
 * that opens and reads its own words. */
#include "fuzz.h"

#include "engine/private.h"
#include "lexicon.h"
#include "match/compile.h"

unsigned long fuzz_lexicon_refused, fuzz_lexicon_used;

enum { FILES_MAX = 8 };

static const char BASE_CANON[] =
    "kinds:\n"
    "  title: {emit: true}\n"
    "  body: {emit: true}\n"
    "  org: body\n"
    "  place:\n"
    "  name: place\n"
    "  level:\n"
    "  field:\n"
    "  area:\n"
    "  document-type:\n"
    "area: {kind: area, name: \"[{place} ]{level}\"}\n"
    "city: {kind: level, name: City}\n"
    "health: {kind: field, name: Health}\n"
    "ministry: {kind: org, name: \"Ministry of {field}\"}\n";

static const char BASE_FORMS[] = "area: \"{level} {place}\"\n"
                                 "city: thành phố\n"
                                 "health: y tế\n"
                                 "ministry: Bộ {field}\n";

/* What a lexicon's files are, and what was said of them. */
struct layer {
    struct rn_memory_file files[FILES_MAX];
    char *owned[FILES_MAX][2];
    size_t nfiles, nowned;
};

static void add_file(struct layer *l, struct fuzz_input path,
                     struct fuzz_input content)
{
    char *name = fuzz_string(path), *bytes = fuzz_copy(content);

    l->owned[l->nowned][0] = name;
    l->owned[l->nowned++][1] = bytes;
    l->files[l->nfiles++] =
        (struct rn_memory_file){ name, { bytes, content.len } };
}

/* Cut the input into files. */
static struct layer cut(struct fuzz_input in, bool base)
{
    struct layer l = { .nfiles = 0 };
    struct fuzz_input path = { (const uint8_t *)"vi/x.yaml", 9 };

    if (base) {
        l.files[l.nfiles++] =
            (struct rn_memory_file){ "canon/base.yaml", RN_LIT(BASE_CANON) };
        l.files[l.nfiles++] =
            (struct rn_memory_file){ "vi/base.yaml", RN_LIT(BASE_FORMS) };
    }
    while (l.nfiles < FILES_MAX) {
        struct fuzz_input content = { in.ptr, 0 };
        while (in.len && in.ptr[0] != '%')
            fuzz_until(&in, '\n');
        content.len = (size_t)(in.ptr - content.ptr);
        if (content.len || !in.len)
            add_file(&l, path, content);
        if (in.len < 2)
            break;
        fuzz_byte(&in);
        fuzz_byte(&in);
        path = fuzz_until(&in, '\n');
    }
    return l;
}

static void check_diag(void *arg, const renorm_diag *d)
{
    size_t *errors = arg;

    MUST(d->message && d->message[0] && d->code && d->file);
    MUST(!d->hint || d->hint[0]);
    *errors += d->severity == RENORM_ERROR;
}

/* Read the lexicon's own words with it. */
static void use(struct rn_buf *image, const struct layer *l)
{
    renorm_lexicon lexicon = { .owned = *image };
    renorm_handler nothing = { 0 };
    renorm_options options = { .lang_forced = 1 + RENORM_VI,
                               .trace = 1,
                               .at = 4 };
    renorm_context *context;
    struct rn_diags d = { .sink = NULL };

    MUST(!rn_image_open(&lexicon.image, rn_buf_span(image), "fuzz", &d));
    MUST(!renorm_context_new(&lexicon, &options, &context));
    for (size_t i = 0; i < l->nfiles; i++)
        MUST(!renorm_document(context, &nothing, l->files[i].text.ptr,
                              l->files[i].text.len));
    renorm_context_free(context);
}

static void load(const struct layer *l, bool lint)
{
    static struct rn_text *text;
    size_t errors = 0;
    struct rn_diags d = { .sink = check_diag, .arg = &errors };
    struct rn_model model;
    struct rn_buf image;
    renorm_status st, finished;

    if (!text)
        MUST(!rn_text_new(&text));
    rn_model_init(&model);
    rn_buf_init(&image);
    st = rn_model_load_memory(&model, l->files, l->nfiles, "fuzz", &d);
    MUST((st == RENORM_E_LEXICON) == (errors > 0));
    finished = rn_model_finish(&model, text, lint, &d);
    MUST(st || (finished == RENORM_E_LEXICON) == (errors > 0));
    MUST(errors == d.errors);
    if (!st && !finished) {
        st = rn_compile(&model, text, &image, &d);
        MUST(!st || (st == RENORM_E_LEXICON && errors));
        if (!st)
            use(&image, l);
    }
    if (errors)
        fuzz_lexicon_refused++;
    else
        fuzz_lexicon_used++;
    rn_buf_release(&image);
    rn_model_release(&model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = { data, size };
    unsigned how = fuzz_byte(&in);
    struct layer l = cut(in, (how & 2) != 0);

    load(&l, (how & 1) != 0);
    for (size_t i = 0; i < l.nowned; i++) {
        free(l.owned[i][0]);
        free(l.owned[i][1]);
    }
    return 0;
}
