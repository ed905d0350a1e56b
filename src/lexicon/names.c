/* Names by hash, and the name that somebody meant. */
#include "base/hash.h"
#include "base/mem.h"
#include "lexicon/build.h"

/* ---- a table of names -------------------------------------------------- */

uint32_t rn_names_find(const struct rn_names *names, struct rn_span key)
{
    size_t i;

    if (!names->size)
        return RN_NO_INDEX;
    i = rn_hash(key.ptr, key.len) & (names->size - 1);
    for (; names->keys[i].ptr; i = (i + 1) & (names->size - 1))
        if (rn_span_eq(names->keys[i], key))
            return names->values[i];
    return RN_NO_INDEX;
}

static void put(struct rn_names *names, struct rn_span key, uint32_t value)
{
    size_t i = rn_hash(key.ptr, key.len) & (names->size - 1);

    while (names->keys[i].ptr && !rn_span_eq(names->keys[i], key))
        i = (i + 1) & (names->size - 1);
    if (!names->keys[i].ptr)
        names->n++;
    names->keys[i] = key;
    names->values[i] = value;
}

static bool widen(struct rn_names *names)
{
    struct rn_names wide = { .size = names->size ? names->size * 2 : 64 };

    wide.keys = rn_calloc(wide.size, sizeof *wide.keys);
    wide.values = rn_calloc(wide.size, sizeof *wide.values);
    if (!wide.keys || !wide.values) {
        rn_names_release(&wide);
        return false;
    }
    for (size_t i = 0; i < names->size; i++)
        if (names->keys[i].ptr)
            put(&wide, names->keys[i], names->values[i]);
    rn_names_release(names);
    *names = wide;
    return true;
}

bool rn_names_put(struct rn_names *names, struct rn_span key, uint32_t value)
{
    if (names->n * 2 >= names->size && !widen(names))
        return false;
    put(names, key, value);
    return true;
}

void rn_names_release(struct rn_names *names)
{
    rn_free(names->keys);
    rn_free(names->values);
    *names = (struct rn_names){ 0 };
}

/* ---- the nearest name -------------------------------------------------- */

enum { NEAR_MAX = 40 }; /* bytes of a name that are compared */

/* Edits from a to b (a letter more, less, other, or two exchanged), or
 * something above `most`. */
static unsigned distance(struct rn_span a, struct rn_span b, unsigned most)
{
    unsigned rows[3][NEAR_MAX + 1];
    unsigned *before = rows[0], *last = rows[1], *now = rows[2];

    if (a.len > NEAR_MAX || b.len > NEAR_MAX || a.len > b.len + most ||
        b.len > a.len + most)
        return most + 1;
    for (size_t j = 0; j <= b.len; j++)
        last[j] = (unsigned)j;
    for (size_t i = 1; i <= a.len; i++) {
        unsigned *spare = before, least = (unsigned)i;
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = a.ptr[i - 1] == b.ptr[j - 1];
            unsigned n = last[j - 1] + !same;
            n = last[j] + 1 < n ? last[j] + 1 : n;
            n = now[j - 1] + 1 < n ? now[j - 1] + 1 : n;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1] && before[j - 2] + 1 < n)
                n = before[j - 2] + 1;
            now[j] = n;
            least = n < least ? n : least;
        }
        if (least > most)
            return most + 1;
        before = last;
        last = now;
        now = spare;
    }
    return last[b.len];
}

void rn_nearest_begin(struct rn_nearest *n, struct rn_span wanted)
{
    unsigned most = (unsigned)(wanted.len / 3);

    most = most < 1 ? 1 : most > 3 ? 3 : most;
    *n = (struct rn_nearest){ .wanted = wanted, .distance = most + 1 };
}

void rn_nearest_offer(struct rn_nearest *n, struct rn_span name)
{
    unsigned d;

    if (n->distance == 0)
        return;
    d = distance(n->wanted, name, n->distance - 1);
    if (d < n->distance) {
        n->distance = d;
        n->best = name;
    }
}

const char *rn_nearest_hint(const struct rn_nearest *n, char *out, size_t size,
                            const char *otherwise)
{
    if (!n->best.ptr)
        return otherwise;
    snprintf(out, size, "did you mean '%.*s'?", RN_ARG(n->best));
    return out;
}

const char *rn_nearest_concept(const struct rn_model *m, struct rn_span id,
                               char *out, size_t size, const char *otherwise)
{
    struct rn_nearest n;

    rn_nearest_begin(&n, id);
    for (size_t i = 0; i < m->nconcepts; i++)
        rn_nearest_offer(&n, m->concepts[i].id);
    return rn_nearest_hint(&n, out, size, otherwise);
}

const char *rn_nearest_kind(const struct rn_model *m, struct rn_span name,
                            char *out, size_t size, const char *otherwise)
{
    struct rn_nearest n;

    rn_nearest_begin(&n, name);
    for (size_t i = 0; i < m->nkinds; i++)
        rn_nearest_offer(&n, m->kinds[i].name);
    return rn_nearest_hint(&n, out, size, otherwise);
}

int rn_clip(struct rn_span s)
{
    size_t n = s.len;

    if (n > 80)
        for (n = 80; n && ((unsigned char)s.ptr[n] & 0xc0) == 0x80;)
            n--;
    return (int)n;
}
