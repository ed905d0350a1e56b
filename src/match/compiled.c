#include "match/compiled.h"

#include "base/hash.h"
#include "base/mem.h"

enum {
    /* What the checksum is of begins here. */
    BODY = offsetof(struct rn_compiled_header, maker),

    /* Of the name of a layer or a file, with the NUL: those of the system are
     * no longer. Bounds the search for it. */
    NAME_MAX_BYTES = 4096
};

/* ---- opening ------------------------------------------------------------- */

uint64_t rn_compiled_checksum(struct rn_span bytes)
{
    uint64_t lane[4] = { 1, 2, 3, 4 }; /* as many as the processor keeps busy */
    size_t n = (bytes.len - BODY) / sizeof *lane;

    for (size_t i = 0; i < n; i++) {
        uint64_t *h = &lane[i % 4];
        *h = (*h ^ rn_load64(bytes.ptr + BODY + i * sizeof *lane)) * RN_HASH_K0;
        *h ^= *h >> 32;
    }
    for (int k = 1; k < 4; k++)
        lane[0] = (lane[0] ^ lane[k]) * RN_HASH_K1;
    return lane[0];
}

/* Why the bytes are no compiled lexicon of ours, or NULL. *hint is set where
 * the usual one is wrong. */
static const char *frame(struct rn_span bytes, const char **hint)
{
    const struct rn_compiled_header *h = (const void *)bytes.ptr;
    size_t magic = sizeof h->magic;

    if (memcmp(bytes.ptr, RN_COMPILED_MAGIC,
               bytes.len < magic ? bytes.len : magic) ||
        !bytes.len) {
        *hint = "a lexicon is a directory of YAML, or a file that 'renorm "
                "lexicon compile' wrote";
        return "is no compiled lexicon";
    }
    if (bytes.len < sizeof *h)
        return "is truncated";
    if (h->order != RN_COMPILED_ORDER)
        return "was compiled on a machine with another order of bytes";
    if (h->version != RN_COMPILED_VERSION)
        return h->version > RN_COMPILED_VERSION
                   ? "was compiled by a newer renorm"
                   : "was compiled by an older renorm";
    if (h->size > bytes.len)
        return "is truncated";
    if (h->size < bytes.len || h->size % sizeof(uint64_t) ||
        h->checksum != rn_compiled_checksum(bytes))
        return "is damaged";
    return NULL;
}

static bool within(struct rn_span bytes, uint64_t at, uint64_t size)
{
    return at <= bytes.len && size <= bytes.len - at;
}

static bool string_ok(struct rn_span bytes, uint64_t at)
{
    size_t left = at < bytes.len ? bytes.len - (size_t)at : 0;

    return left && memchr(bytes.ptr + at, '\0',
                          left < NAME_MAX_BYTES ? left : NAME_MAX_BYTES);
}

static bool files_ok(const struct rn_compiled *c, struct rn_span bytes)
{
    uint64_t layer = 0;

    for (size_t i = 0; i < c->nfiles; i++) {
        const struct rn_compiled_file *f = &c->files[i];
        if (!string_ok(bytes, f->shown) || !string_ok(bytes, f->path) ||
            !within(bytes, f->text, f->text_size) || f->layer < layer)
            return false;
        layer = f->layer;
    }
    return true;
}

void rn_compiled_use(struct rn_compiled *c, struct rn_span bytes)
{
    const struct rn_compiled_header *h = (const void *)bytes.ptr;

    *c = (struct rn_compiled){ .head = h,
                               .image = rn_span_of(bytes.ptr + h->image,
                                                   (size_t)h->image_size),
                               .files = (const void *)(bytes.ptr + h->files),
                               .nfiles = h->nfiles };
}

renorm_status rn_compiled_open(struct rn_compiled *out, struct rn_span bytes,
                               const char *file, struct rn_diags *d)
{
    const struct rn_compiled_header *h = (const void *)bytes.ptr;
    const char *hint = "compile it again from its YAML";
    const char *wrong = frame(bytes, &hint);
    struct rn_compiled c;

    if (!wrong) {
        bool ok = h->image % RN_IMAGE_ALIGN == 0 &&
                  within(bytes, h->image, h->image_size) &&
                  h->files % sizeof(uint64_t) == 0 &&
                  within(bytes, h->files,
                         h->nfiles * sizeof(struct rn_compiled_file));
        if (ok) {
            rn_compiled_use(&c, bytes);
            ok = files_ok(&c, bytes);
        }
        wrong = ok ? NULL : "is damaged";
    }
    if (wrong)
        return rn_fail(d, RENORM_E_LEXICON, RN_E_IMAGE,
                       (struct rn_at){ .file = file }, hint, "%s", wrong);
    *out = c;
    return RENORM_OK;
}

uint64_t rn_compiled_maker(const struct rn_compiled *shipped)
{
    return rn_hash_mix(shipped->head->checksum ^ RN_HASH_K0,
                       shipped->head->maker ^ RN_HASH_K1);
}

/* ---- as layers ----------------------------------------------------------- */

renorm_status rn_compiled_load(const struct rn_compiled *c, struct rn_model *m,
                               struct rn_diags *d)
{
    struct rn_memory_file *files = rn_malloc((c->nfiles + 1) * sizeof *files);
    renorm_status st = RENORM_OK, one;

    if (!files)
        return RENORM_E_NOMEM;
    for (size_t i = 0, n; i < c->nfiles; i += n) {
        const struct rn_compiled_file *f = &c->files[i];
        for (n = 0; i + n < c->nfiles && f[n].layer == f->layer; n++)
            files[n] = (struct rn_memory_file){
                rn_compiled_str(c, f[n].path),
                rn_span_of(rn_compiled_str(c, f[n].text),
                           (size_t)f[n].text_size)
            };
        one =
            rn_model_load_memory(m, files, n, rn_compiled_str(c, f->shown), d);
        if (one)
            st = one;
        if (one && one != RENORM_E_LEXICON)
            break;
    }
    rn_free(files);
    return st;
}

/* ---- writing ------------------------------------------------------------- */

static void align(struct rn_buf *out, size_t to)
{
    while (!out->failed && out->len % to)
        rn_buf_putc(out, '\0');
}

static uint64_t put_string(struct rn_buf *out, const char *s)
{
    uint64_t at = out->len;

    rn_buf_put(out, s, strlen(s) + 1);
    return at;
}

/* The table of files, then what it points to. */
static void put_files(const struct rn_model *m, size_t first,
                      struct rn_buf *out)
{
    size_t table = out->len;

    for (size_t i = first; i < m->nfiles; i++) {
        struct rn_compiled_file none = { 0 };
        rn_buf_put(out, (const char *)&none, sizeof none);
    }
    for (size_t i = first; i < m->nfiles; i++) {
        const struct rn_file *f = &m->files[i];
        struct rn_compiled_file file = { .layer = f->layer };
        bool again = i > first && f->layer == f[-1].layer;
        file.path = put_string(out, f->relative);
        file.shown = again ? 0 : put_string(out, f->shown);
        file.text = out->len;
        file.text_size = f->text.len;
        rn_buf_put_span(out, f->text);
        rn_buf_putc(out, '\0');
        if (out->failed)
            return;
        if (again)
            memcpy(&file.shown, out->ptr + table - sizeof file,
                   sizeof file.shown);
        memcpy(out->ptr + table, &file, sizeof file);
        table += sizeof file;
    }
}

renorm_status rn_compiled_write(const struct rn_model *m, size_t first,
                                unsigned flags, uint64_t maker,
                                struct rn_text *text, struct rn_buf *out,
                                struct rn_diags *d)
{
    struct rn_compiled_header h = { .magic = RN_COMPILED_MAGIC,
                                    .order = RN_COMPILED_ORDER,
                                    .version = RN_COMPILED_VERSION,
                                    .maker = maker,
                                    .flags = flags,
                                    .nfiles = (uint32_t)(m->nfiles - first) };
    renorm_status st;

    rn_buf_put(out, (const char *)&h, sizeof h);
    align(out, RN_IMAGE_ALIGN);
    h.image = out->len;
    st = rn_compile(m, text, out, d);
    if (st)
        return st;
    h.image_size = out->len - h.image;
    align(out, sizeof(uint64_t));
    h.files = out->len;
    put_files(m, first, out);
    align(out, sizeof(uint64_t));
    if (out->failed)
        return RENORM_E_NOMEM;
    h.size = out->len;
    memcpy(out->ptr, &h, sizeof h);
    h.checksum = rn_compiled_checksum(rn_buf_span(out));
    memcpy(out->ptr, &h, sizeof h);
    return RENORM_OK;
}
