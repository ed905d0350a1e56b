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
    rn_intern_init(t);
}

static size_t place(const struct rn_intern *t, struct rn_span key,
                    uint64_t hash)
{
    size_t i = hash & (t->size - 1);

    while (t->table[i].key.ptr &&
           (t->table[i].hash != hash || !rn_span_eq(t->table[i].key, key)))
        i = (i + 1) & (t->size - 1);
    return i;
}

static bool resize(struct rn_intern *t)
{
    struct rn_intern old = *t;
    size_t size = old.size ? old.size * 2 : 256;

    t->table = rn_calloc(size, sizeof *t->table);
    if (!t->table) {
        t->table = old.table;
        return false;
    }
    t->size = size;
    for (size_t i = 0; i < old.size; i++)
        if (old.table[i].key.ptr)
            t->table[place(t, old.table[i].key, old.table[i].hash)] =
                old.table[i];
    rn_free(old.table);
    return true;
}

struct rn_intern_entry *rn_intern_put(struct rn_intern *t, struct rn_span key,
                                      uint32_t value)
{
    uint64_t hash = rn_hash(key.ptr, key.len);
    size_t i;

    if (t->n * 2 >= t->size && !resize(t))
        return NULL;
    i = place(t, key, hash);
    if (!t->table[i].key.ptr) {
        t->table[i] = (struct rn_intern_entry){ key, hash, value };
        t->n++;
    }
    return &t->table[i];
}

uint32_t rn_intern_get(const struct rn_intern *t, struct rn_span key)
{
    size_t i;

    if (!t->size)
        return UINT32_MAX;
    i = place(t, key, rn_hash(key.ptr, key.len));
    return t->table[i].key.ptr ? t->table[i].value : UINT32_MAX;
}
