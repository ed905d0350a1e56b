/* gen_shipped DIR OUT DEPFILE - compile the lexicon in DIR while renorm is
 * built, and write it as C to OUT, as it would stand in a file: with its YAML,
 * which layers are put on. DEPFILE names the files that were read. Mistakes are
 * printed as renorm prints them, and stop the build. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "lexicon/model.h"
#include "match/compiled.h"

static void print_diag(void *arg, const renorm_diag *d)
{
    static const char *const names[] = { "note", "warning", "error" };

    (void)arg;
    fprintf(stderr, "%s:%zu:%zu: %s: %s [RN-%u]\n", d->file, d->line, d->column,
            names[d->severity], d->message, d->code);
    if (d->source)
        fprintf(stderr, "    %s\n", d->source);
    if (d->hint)
        fprintf(stderr, "    hint: %s\n", d->hint);
}

/* As one string: compilers read that thirty times as fast as numbers. It is
 * longer than a compiler must take, which those for us all do. */
static void put_bytes(FILE *out, struct rn_span bytes)
{
    enum { LINE = 64 };

    fprintf(out,
            "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n"
            "_Alignas(%u) const char rn_shipped[] =",
            RN_IMAGE_ALIGN);
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char b = (unsigned char)bytes.ptr[i];
        if (i % LINE == 0)
            fprintf(out, i ? "\"\n\"" : "\n\"");
        if (b < ' ' || b >= 127 || strchr("\"\\?", b))
            fprintf(out, "\\%03o", b);
        else
            putc(b, out);
    }
    fprintf(out, "\";\nconst size_t rn_shipped_size = %zu;\n", bytes.len);
}

static void put_deps(FILE *out, const char *target, const char *dir,
                     const struct rn_model *m)
{
    fprintf(out, "%s:", target);
    for (size_t f = 0; f < m->nfiles; f++)
        fprintf(out, " %s/%s", dir, m->files[f].relative);
    fprintf(out, "\n");
}

static bool same_files(const char *a, const char *b)
{
    FILE *x = fopen(a, "rb"), *y = fopen(b, "rb");
    bool same = x && y;
    int c;

    while (same && (c = getc(x)) != EOF)
        same = c == getc(y);
    same = same && getc(y) == EOF;
    if (x)
        fclose(x);
    if (y)
        fclose(y);
    return same;
}

/* Write both files; false when that fails. A file that would not change is left
 * alone, so that nothing is built anew for it. */
static bool write_out(char **argv, const struct rn_model *model,
                      struct rn_span bytes)
{
    char fresh[4096];
    int length = snprintf(fresh, sizeof fresh, "%s.new", argv[2]);
    FILE *out =
        length > 0 && (size_t)length < sizeof fresh ? fopen(fresh, "w") : NULL;
    FILE *deps = fopen(argv[3], "w");
    bool ok = out && deps;

    if (ok) {
        fprintf(out, "/* Written by gen_shipped; do not edit. */\n"
                     "#include \"engine/private.h\"\n");
        put_bytes(out, bytes);
        put_deps(deps, argv[2], argv[1], model);
    }
    ok = out && fclose(out) == 0 && ok;
    ok = deps && fclose(deps) == 0 && ok;
    if (ok && same_files(fresh, argv[2]))
        return remove(fresh) == 0;
    return ok && rename(fresh, argv[2]) == 0;
}

/* The program does not check again what it carries. */
static renorm_status check(struct rn_span bytes, const char *name,
                           struct rn_diags *d)
{
    struct rn_compiled compiled;
    struct rn_image image;
    renorm_status st = rn_compiled_open(&compiled, bytes, name, d);

    return st ? st : rn_image_open(&image, compiled.image, name, d);
}

int main(int argc, char **argv)
{
    struct rn_diags d = { print_diag, NULL, 0, 0 };
    struct rn_model model;
    struct rn_text *text;
    struct rn_buf bytes;
    renorm_status st;

    if (argc != 4 || rn_text_new(&text))
        return 2;
    rn_model_init(&model);
    rn_buf_init(&bytes);
    st = rn_model_load_dir(&model, argv[1], "lexicons", &d);
    if (!st)
        st = rn_model_finish(&model, text, false, &d);
    if (!st)
        st = rn_compiled_write(&model, 0, 0,
                               rn_hash(RENORM_VERSION, sizeof RENORM_VERSION),
                               text, &bytes, &d);
    if (!st)
        st = check(rn_buf_span(&bytes), argv[2], &d);
    if (!st && !write_out(argv, &model, rn_buf_span(&bytes)))
        st = RENORM_E_IO;
    if (st)
        fprintf(stderr, "gen_shipped: failed with status %d\n", (int)st);
    rn_buf_release(&bytes);
    rn_model_release(&model);
    rn_text_free(text);
    return st ? 1 : 0;
}
