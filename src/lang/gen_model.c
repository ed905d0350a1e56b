/* The model file as C source, while renorm is built: gen_model FILE > model.c
 *
 * The file is a banner of text that ends with NUL bytes up to a multiple of
 * eight, then 64-bit numbers, the low byte first; the last one is the checksum
 * of those before it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/model.h"

static int fail(const char *path, const char *what)
{
    fprintf(stderr, "gen_model: '%s' %s\n", path, what);
    return 1;
}

static int get64(FILE *f, uint64_t *x)
{
    unsigned char b[8];
    if (fread(b, 1, 8, f) != 8)
        return 0;
    *x = 0;
    for (int i = 7; i >= 0; i--)
        *x = *x << 8 | b[i];
    return 1;
}

/* Leaves `f` behind the banner; false where there is none. */
static int skip_banner(FILE *f)
{
    uint64_t x;
    while (get64(f, &x))
        if (!(x >> 56))
            return 1;
    return 0;
}

int main(int argc, char **argv)
{
    const char *path = argc == 2 ? argv[1] : "";
    FILE *f = fopen(path, "rb");
    uint64_t x, last = 0, sum = 0;
    size_t n = 0;
    if (!f)
        return fail(path, "cannot be read");
    if (!skip_banner(f))
        return fail(path, "has no banner");
    printf("#include \"lang/model.h\"\n\n"
           "const uint64_t rn_lang_model[] = {");
    for (; get64(f, &x); n++) {
        if (n) {
            printf("%s0x%" PRIx64 "U,", n % 8 == 1 ? "\n" : "", last);
            sum = rn_lang_checksum(sum, last);
        }
        last = x;
    }
    printf("\n};\n");
    fclose(f);
    if (n < 2 || sum != last)
        return fail(path, "is damaged: its checksum is wrong");
    return 0;
}
