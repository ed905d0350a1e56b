/* Layers: what is named with -L, in what order it is laid, and what is mapped
 * instead of read. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/private.h"

void rn_engine_shipped(struct rn_compiled *out)
{
    rn_compiled_use(out, rn_span_of(rn_shipped, rn_shipped_size));
}

/* ---- files --------------------------------------------------------------- */

static renorm_status refuse(struct rn_diags *d, const char *path, int error)
{
    return rn_fail(d, RENORM_E_IO, RN_E_FILE, (struct rn_at){ .file = path },
                   NULL, "cannot be read: %s",
                   error == EACCES   ? "permission denied"
                   : error == ENOENT ? "no such file or directory"
                                     : "the system refuses");
}

/* Map an ordinary file; an empty one gives no bytes. */
static renorm_status map(struct rn_span *out, const char *path, int fd,
                         struct rn_diags *d)
{
    struct stat st;
    void *at;

    if (fstat(fd, &st) != 0)
        return refuse(d, path, errno);
    if (!S_ISREG(st.st_mode))
        return rn_fail(d, RENORM_E_IO, RN_E_FILE,
                       (struct rn_at){ .file = path }, NULL,
                       "no directory and no ordinary file");
    *out = rn_span_of("", 0);
    if (!st.st_size)
        return RENORM_OK;
    at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED)
        return refuse(d, path, errno);
    *out = rn_span_of(at, (size_t)st.st_size);
    return RENORM_OK;
}

void rn_layer_unmap(struct rn_span mapped)
{
    if (mapped.len)
        munmap((void *)(uintptr_t)mapped.ptr, mapped.len);
}

renorm_status rn_layer_open(struct rn_layer *l, const char *path,
                            struct rn_diags *d)
{
    struct rn_layer layer = { .path = path };
    struct stat st;
    renorm_status status = RENORM_OK;
    int fd;

    if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode)) {
        /* not to wait for the writer of a pipe */
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
        if (fd < 0)
            return refuse(d, path, errno);
        status = map(&layer.mapped, path, fd, d);
        close(fd);
        if (!status)
            status = rn_compiled_open(&layer.compiled, layer.mapped, path, d);
    }
    if (status)
        rn_layer_unmap(layer.mapped);
    else
        *l = layer;
    return status;
}

void rn_layer_close(struct rn_layer *l)
{
    rn_layer_unmap(l->mapped);
    l->mapped = rn_span_of(NULL, 0);
}

/* ---- the stack ----------------------------------------------------------- */

static renorm_status load_shipped(struct rn_model *m, bool *shipped,
                                  struct rn_diags *d)
{
    struct rn_compiled c;

    if (*shipped)
        return RENORM_OK;
    *shipped = true;
    rn_engine_shipped(&c);
    return rn_compiled_load(&c, m, d);
}

/* A compiled lexicon that lies on the shipped one brings it along. */
static renorm_status load_layer(struct rn_model *m, const char *path,
                                bool *shipped, struct rn_diags *d)
{
    struct rn_layer layer;
    renorm_status st = rn_layer_open(&layer, path, d);

    if (st)
        return st;
    if (!layer.mapped.ptr) {
        st = rn_model_load_dir(m, path, path, d);
    } else {
        if (layer.compiled.head->flags & RN_COMPILED_SHIPPED)
            st = load_shipped(m, shipped, d);
        if (!st)
            st = rn_compiled_load(&layer.compiled, m, d);
    }
    rn_layer_close(&layer);
    return st;
}

/* The model of the shipped lexicon (unless `flags` leave it out) and the
 * layers, finished. All mistakes are reported, then RENORM_E_LEXICON. */
static renorm_status load_all(struct rn_model *m, struct rn_text *text,
                              const char *const *layers, size_t nlayers,
                              unsigned flags, bool lint, struct rn_diags *d)
{
    renorm_status st = RENORM_OK, one;
    bool shipped = false;

    if (!(flags & RENORM_LEXICON_EMPTY))
        st = load_shipped(m, &shipped, d);
    for (size_t i = 0; i < nlayers && st != RENORM_E_NOMEM; i++) {
        one = load_layer(m, layers[i], &shipped, d);
        if (one)
            st = one;
    }
    if (st && st != RENORM_E_LEXICON)
        return st;
    one = rn_model_finish(m, text, lint, d);
    return st ? st : one;
}

renorm_status rn_source_open(struct rn_source *s, const char *const *layers,
                             size_t nlayers, unsigned flags, bool lint,
                             struct rn_diags *d)
{
    renorm_status st;

    *s = (struct rn_source){ 0 };
    rn_model_init(&s->model);
    st = rn_text_new(&s->text);
    return st ? st
              : load_all(&s->model, s->text, layers, nlayers, flags, lint, d);
}

renorm_status rn_source_compile(struct rn_source *s, renorm_lexicon *lex,
                                struct rn_diags *d)
{
    renorm_status st = rn_compile(&s->model, s->text, &lex->owned, d);

    return st ? st
              : rn_image_open(&lex->image, rn_buf_span(&lex->owned), "lexicons",
                              d);
}

void rn_source_close(struct rn_source *s)
{
    rn_model_release(&s->model);
    rn_text_free(s->text);
}
