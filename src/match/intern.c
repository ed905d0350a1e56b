#include "match/intern.h"

#include "base/hash.h"
#include "base/mem.h"

void rn_intern_init(struct rn_intern *t)
{
    *t = (struct rn_intern){ 0 };
}

void rn_intern_release(struct rn_intern *t)
{
    rn_free(t->table);
    rn_free(t->entries);
    rn_intern_init(t);
}

static struct rn_intern_place *place(const struct rn_intern *t,
                                     struct rn_span key, uint64_t hash)
{
    size_t i = hash & (t->size - 1);
    struct rn_intern_place *p;

    for (; (p = &t->table[i])->entry; i = (i + 1) & (t->size - 1))
        if (p->hash == hash >> 32 &&
            rn_span_eq(t->entries[p->entry - 1].key, key))
            break;
    return p;
}

static bool resize(struct rn_intern *t)
{
    size_t size = t->size ? t->size * 2 : 256;
    struct rn_intern_place *table = rn_calloc(size, sizeof *table);

    if (!table)
        return false;
    for (size_t e = 0; e < t->n; e++) {
        struct rn_span key = t->entries[e].key;
        uint64_t hash = rn_hash(key.ptr, key.len);
        size_t i = hash & (size - 1);
        while (table[i].entry)
            i = (i + 1) & (size - 1);
        table[i] =
            (struct rn_intern_place){ (uint32_t)(hash >> 32), (uint32_t)e + 1 };
    }
    rn_free(t->table);
    t->table = table;
    t->size = size;
    return true;
}

bool rn_intern_put(struct rn_intern *t, struct rn_span key, uint32_t value)
{
    uint64_t hash = rn_hash(key.ptr, key.len);
    struct rn_intern_place *p;

    if ((t->n * 2 >= t->size && !resize(t)) ||
        !rn_grow(&t->entries, &t->cap, t->n + 1, sizeof *t->entries))
        return false;
    p = place(t, key, hash);
    if (p->entry)
        return true;
    t->entries[t->n++] = (struct rn_intern_entry){ key, value };
    *p = (struct rn_intern_place){ (uint32_t)(hash >> 32), (uint32_t)t->n };
    return true;
}

uint32_t rn_intern_get(const struct rn_intern *t, struct rn_span key)
{
    const struct rn_intern_place *p;

    if (!t->size)
        return UINT32_MAX;
    p = place(t, key, rn_hash(key.ptr, key.len));
    return p->entry ? t->entries[p->entry - 1].value : UINT32_MAX;
}
