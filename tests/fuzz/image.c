/* A compiled lexicon that somebody changed. The input is a list of changes to
 * the file that FUZZ_LEXICON compiles to, nine bytes each: a section (or a
 * header, or the table of files), a record of it, a byte of that, what to do, a
 * value. The checksum is made right again, so that the bounds are what must
 * hold: a file is refused, or reading with it does no harm. Where the first
 * byte is 0 the rest is the file itself. */
#include "fuzz.h"

#include "engine/private.h"
#include "match/compiled.h"

enum { CHANGES_MAX = 16 };

static const char page[] =
    "Các Chủ tịch UBND tỉnh Lai Châu, Văn phòng Sở Y tế, Tài chính thành phố "
    "Hà Nội; cơ sở y tế, UBND Hà Nội, UBND tỉnh Ea Kar.\n"
    "Bộ Chính trị khóa XIII ban hành Nghị quyết số 57-NQ/TW ngày 22/12/2024 và "
    "quyết định số 12/QĐ-UBND, 15 và 16.\n"
    "The Health Department's Chairpersons; a Politburo, Resolutions No. "
    "18-NQ/TW, 19 and 20; the 15th Politburo of Thailand, 2020 - 2025 (BCT), "
    "Chairperson of the Office of the Ha Noi Department of Health.\n\n"
    "UBND TINH LAI CHAU, So Y te tinh Lai Chau";

static void tell(void *arg, const renorm_diag *d)
{
    (void)arg;
    fprintf(stderr, "%s:%zu: %s\n", d->file, d->line, d->message);
}

static void make_image(struct rn_buf *image)
{
    struct rn_diags d = { .sink = tell };
    struct rn_model model;
    struct rn_text *text;

    rn_buf_init(image);
    rn_model_init(&model);
    MUST(!rn_text_new(&text));
    MUST(!rn_model_load_dir(&model, FUZZ_LEXICON, "fuzz", &d));
    MUST(!rn_model_finish(&model, text, false, &d));
    MUST(!rn_compiled_write(&model, 0, 0, 1, text, image, &d));
    rn_model_release(&model);
    rn_text_free(text);
}

/* Where the file's parts are that may be changed, besides the sections. */
enum { IMAGE_HEADER = RN_SEC_COUNT, FILE_HEADER, FILES, PARTS };

/* The byte that a change is of. */
static size_t place_of(unsigned part, size_t record, size_t at,
                       const struct rn_compiled_header *file)
{
    const struct rn_image_header *image =
        (const void *)((const char *)file + file->image);
    size_t size, count;

    switch (part) {
    case IMAGE_HEADER:
        return file->image + (at | record << 8) % sizeof *image;
    case FILE_HEADER:
        return (at | record << 8) % sizeof *file;
    case FILES: /* the table, names and YAML */
        return file->files + (at | record << 8) % (file->size - file->files);
    default:
        size = rn_image_record_size((enum rn_section)part);
        count = image->count[part];
        return count ? file->image + image->offset[part] +
                           record % count * size + at % size
                     : file->size;
    }
}

/* Make one change to a copy of `made`; none where its place is beyond the end.
 */
static void change(struct fuzz_input *in, char *bytes,
                   const struct rn_buf *made)
{
    unsigned part = fuzz_byte(in) % PARTS;
    size_t record = (size_t)fuzz_number(in, 2);
    size_t at = place_of(part, record, fuzz_byte(in), (void *)made->ptr);
    unsigned how = fuzz_byte(in) % 5;
    uint32_t value = (uint32_t)fuzz_number(in, 4), old;

    if (how != 1 && part != RN_SEC_STRINGS)
        at &= ~(size_t)3; /* nearly all fields are such numbers */
    if (at > made->len - 4)
        return;
    memcpy(&old, bytes + at, 4);
    if (how == 0)
        old = value;
    else if (how == 1)
        bytes[at] = (char)value;
    else if (how == 2)
        old += value;
    else if (how == 3)
        old ^= 1u << value % 32;
    else
        old = UINT32_MAX - value % 4;
    if (how != 1)
        memcpy(bytes + at, &old, 4);
}

static void put_checksum(char *bytes, size_t len)
{
    struct rn_compiled_header h;

    if (len < sizeof h)
        return;
    memcpy(&h, bytes, sizeof h);
    h.checksum = rn_compiled_checksum(rn_span_of(bytes, len));
    memcpy(bytes, &h, sizeof h);
}

/* Read with the image. */
static void use_image(const struct rn_image *image)
{
    renorm_lexicon lexicon = { .image = *image };
    renorm_handler nothing = { 0 };
    renorm_options options = { .lang_forced = 1 + RENORM_VI };
    renorm_context *context;

    for (options.trace = 0; options.trace < 2; options.trace++) {
        MUST(!renorm_context_new(&lexicon, &options, &context));
        MUST(!renorm_document(context, &nothing, page, sizeof page - 1));
        renorm_context_free(context);
        options.lang_forced = 0;
    }
}

/* Lay the files down as layers. */
static void use_files(const struct rn_compiled *compiled)
{
    struct rn_diags d = { .sink = NULL };
    struct rn_model model;
    renorm_status st;

    rn_model_init(&model);
    st = rn_compiled_load(compiled, &model, &d);
    MUST(st ? st == RENORM_E_LEXICON && d.errors : !d.errors);
    rn_model_release(&model);
}

/* Whether it was not refused. */
static bool open_and_use(char *bytes, size_t len)
{
    struct rn_diags d = { .sink = NULL };
    struct rn_compiled compiled;
    struct rn_image image;
    renorm_status st;

    put_checksum(bytes, len);
    st = rn_compiled_open(&compiled, rn_span_of(bytes, len), "fuzz", &d);
    if (!st) {
        use_files(&compiled);
        st = rn_image_open(&image, compiled.image, "fuzz", &d);
    }
    MUST(st ? st == RENORM_E_LEXICON && d.errors == 1 : !d.errors);
    if (!st)
        use_image(&image);
    return !st;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct rn_buf made;
    struct fuzz_input in = { data, size };
    bool given = size && !data[0];
    size_t len;
    char *bytes;
    bool same;

    if (!made.len)
        make_image(&made);
    fuzz_byte(&in);
    len = given ? in.len : made.len;
    MUST(!posix_memalign((void **)&bytes, RN_IMAGE_ALIGN, len + !len));
    memcpy(bytes, given ? (const char *)in.ptr : made.ptr, len);
    same = !given && !in.len;
    for (int i = 0; i < CHANGES_MAX && in.len && !given; i++)
        change(&in, bytes, &made);
    MUST(open_and_use(bytes, len) || !same);
    free(bytes);
    return 0;
}
