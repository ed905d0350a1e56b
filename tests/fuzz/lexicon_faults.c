/* lexicon_faults [N [SEED [FOLDER]]] - a lexicon with random mistakes of the
 * kinds that editors make is refused with its place, or does no harm: N times.
 *
 * The lexicon of FOLDER (canon, vi, en, places) is damaged in one to three
 * places and given to the fuzz target `lexicon`, which checks what comes of it.
 * The seed is 1, or $PROP_SEED; it is printed, and giving it back repeats the
 * run. */
#include "fuzz.h"

#include "lexicon.h"

static const char *const paths[] = { "canon/all.yaml", "vi/all.yaml",
                                     "en/all.yaml", "places.yaml" };

enum { FILES = 4, SIZE_MAX_INPUT = 64 * 1024 };

static uint64_t state;

/* splitmix64, below `n` */
static size_t below(size_t n)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (size_t)((z ^ z >> 31) % n);
}

struct text {
    char ptr[SIZE_MAX_INPUT];
    size_t len;
};

static void splice(struct text *t, size_t at, size_t drop, const char *put,
                   size_t len)
{
    if (drop > t->len - at)
        drop = t->len - at;
    if (t->len - drop + len > sizeof t->ptr)
        return;
    memmove(t->ptr + at + len, t->ptr + at + drop, t->len - at - drop);
    memcpy(t->ptr + at, put, len);
    t->len = t->len - drop + len;
}

/* A line chosen at random; *len is with its end. */
static size_t some_line(const struct text *t, size_t *len)
{
    size_t at = below(t->len), end;

    while (at && t->ptr[at - 1] != '\n')
        at--;
    for (end = at; end < t->len && t->ptr[end] != '\n'; end++)
        ;
    *len = end - at + (end < t->len);
    return at;
}

/* What slips into lexicons. */
static const char *const slips[] = {
    "{",      "}",      "[",          "]",        "(",       ")",
    "|",      "\\",     "=",          ":",        ": ",      "- ",
    "\"",     "'",      "#",          "&a ",      "*a",      "!x ",
    "\t",     "  ",     "\n",         "\r",       "\xff",    "\xef\xbb\xbf",
    "{area}", "{oops}", "{org:a}",    "{org=no}", "kind: ",  "name: ",
    "form: ", "…",      "...\n",      "---\n",    "? ",      "~",
    "<<: *a", "list: ", "alone: no",  "\\x",      "%YAML",   ",",
    "[a|b",   "org",    "{ordinal} ", "\xcc\x83", "level: ", "words:\n",
};

static void damage(struct text *t)
{
    size_t len, at, n = sizeof slips / sizeof *slips;
    struct text line;

    switch (below(9)) {
    case 0: /* a byte changed */
        t->ptr[below(t->len)] ^= (char)(1 << below(8));
        break;
    case 1: /* a few lost */
        splice(t, below(t->len), 1 + below(6), "", 0);
        break;
    case 2: /* something slipped in */
    case 3: {
        const char *slip = slips[below(n)];
        splice(t, below(t->len), below(3), slip, strlen(slip));
        break;
    }
    case 4: /* a line lost */
        at = some_line(t, &len);
        splice(t, at, len, "", 0);
        break;
    case 5: /* a line twice, or elsewhere */
    case 6:
        at = some_line(t, &len);
        memcpy(line.ptr, t->ptr + at, len);
        if (below(2))
            splice(t, at, len, "", 0);
        if (t->len)
            at = some_line(t, &line.len);
        splice(t, t->len ? at : 0, 0, line.ptr, len);
        break;
    case 7: /* indented otherwise */
        at = some_line(t, &len);
        if (below(2))
            splice(t, at, 0, "    ", 1 + below(4));
        else
            splice(t, at, 1 + below(3), "", 0);
        break;
    default: /* cut off */
        t->len -= below(t->len);
    }
}

static void read_file(const char *folder, const char *name, struct text *out)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    MUST(file);
    out->len = fread(out->ptr, 1, sizeof out->ptr, file);
    MUST(out->len && out->len < sizeof out->ptr);
    fclose(file);
}

/* The files in the target's form; one of them damaged. */
static void pack(const struct text *files, struct text *out)
{
    static struct text hurt;
    size_t which = below(FILES), times = 1 + below(3);

    hurt = files[which];
    while (times-- && hurt.len)
        damage(&hurt);
    out->len = 0;
    splice(out, 0, 0, below(2) ? "\1" : "\0", 1);
    for (size_t f = 0; f < FILES; f++) {
        const struct text *t = f == which ? &hurt : &files[f];
        splice(out, out->len, 0, "% ", 2);
        splice(out, out->len, 0, paths[f], strlen(paths[f]));
        splice(out, out->len, 0, "\n", 1);
        splice(out, out->len, 0, t->ptr, t->len);
        if (t->len && t->ptr[t->len - 1] != '\n')
            splice(out, out->len, 0, "\n", 1);
    }
}

int main(int argc, char **argv)
{
    static struct text files[FILES], packed;
    const char *given = getenv("PROP_SEED");
    unsigned long n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10)
                    : given  ? strtoull(given, NULL, 10)
                             : 1;
    bool both;

    for (size_t f = 0; f < FILES; f++)
        read_file(argc > 3 ? argv[3] : FUZZ_LEXICON, paths[f], &files[f]);
    for (unsigned long i = 0; i < n; i++) {
        state = seed + i;
        pack(files, &packed);
        LLVMFuzzerTestOneInput((const uint8_t *)packed.ptr, packed.len);
    }
    /* Both happen often, or the damage is too great or too small. */
    both = fuzz_lexicon_refused > n / 10 && fuzz_lexicon_used > n / 10;
    printf("# seed %llu, %lu lexicons: %lu refused, %lu used\n",
           (unsigned long long)seed, n, fuzz_lexicon_refused,
           fuzz_lexicon_used);
    printf("%s 1 - a damaged lexicon is refused or does no harm\n1..1\n",
           both ? "ok" : "not ok");
    return both ? EXIT_SUCCESS : EXIT_FAILURE;
}
