/* text/vocab.h - the spellings that a text room has met, numbered.
 *
 * Reports repeat their words. A spelling, the raw bytes of a token, is folded
 * and hashed once and is a number from then on; a token carries that number,
 * and other rooms keep what they know of a spelling in arrays of their own,
 * indexed by it. Numbers grow from 1 (0 is a token that is too long to have a
 * key); they are stable until the vocabulary is cleared, which changes its
 * epoch.
 *
 * A slot of the table holds the bytes of a spelling of up to 16 bytes itself,
 * so that most words cost one cache line. Raw bytes are compared: a hit is
 * never another spelling. Where more than RN_VOCAB_PROBES slots in a row are
 * taken by others the spelling gets a new number each time it is met: so a
 * look-up is bounded whatever the text. */
#ifndef RN_TEXT_VOCAB_H
#define RN_TEXT_VOCAB_H

#include <stdbool.h>

#include "base/hash.h"
#include "base/span.h"
#include "renorm/renorm.h"
#include "text/glue.h"

enum {
    /* Spellings. A page that finds more begins with an empty vocabulary: an
     * archive in three languages has some 40,000 words, a report 1,000. */
    RN_VOCAB_MAX = 45000,
    RN_VOCAB_PROBES = 32,

    /* In a slot's flags beside those of the token: a run of letters that is
     * this spelling is one word. */
    RN_VOCAB_RUN = 0x8000
};

/* An ampersand in HTML, which is one in a key. */
#define RN_AMPERSAND "&amp;"

struct rn_spelling {
    uint64_t hash; /* rn_hash of the key */
    uint32_t raw;  /* offset of the raw bytes, then of the key, in bytes */
    uint32_t key;
    uint16_t rawlen, keylen;
    uint16_t flags; /* enum rn_token_flags: kind, UPPER, ALLCAPS, ASCII,
                       VIETNAMESE */
    char mark;      /* the key where that is one ASCII mark, else NUL */
    uint8_t cut;    /* rn_glue_cut of a word */
};

/* The raw bytes of up to 16 as two numbers; of longer ones the first eight and
 * a hash of all. */
struct rn_raw {
    uint64_t a, b;
    uint32_t len;
};

struct rn_vocab_slot {
    uint64_t a, b;
    uint32_t id;
    uint16_t len; /* 0: empty */
    uint16_t flags;
};

struct rn_vocab {
    struct rn_vocab_slot *slots;
    size_t nslots; /* a power of two */
    struct rn_spelling *words;
    size_t n, words_cap;
    char *bytes;
    size_t len, bytes_cap;
    uint32_t epoch;
    rn_known_fn *known; /* whose words may be glued; NULL: nobody's */
    const void *known_arg;
};

renorm_status rn_vocab_init(struct rn_vocab *v);
void rn_vocab_release(struct rn_vocab *v);

/* Forget all spellings, and give back memory that an unusual page took. */
renorm_status rn_vocab_clear(struct rn_vocab *v);

/* A new spelling: `raw` of 1 to RN_TOKEN_MAX bytes, not in the table. Its
 * number; 0 when memory runs out. */
uint32_t rn_vocab_add(struct rn_vocab *v, struct rn_span raw,
                      const struct rn_raw *r, unsigned kind);

static inline uint64_t rn_raw_hash(const struct rn_raw *r)
{
    return rn_hash_mix(r->a ^ RN_HASH_K1 ^ r->len * RN_HASH_K0,
                       r->b ^ RN_HASH_K0);
}

/* `raw` has RN_TOKEN_MAX bytes at most. */
static inline struct rn_raw rn_raw_of(struct rn_span raw)
{
    struct rn_raw r = { 0, 0, (uint32_t)raw.len };
    const unsigned char *p = (const unsigned char *)raw.ptr;

    if (raw.len > 16) {
        r.a = rn_load64(p);
        r.b = rn_hash(p, raw.len);
        return r;
    }
    for (size_t i = 0; i < raw.len && i < 8; i++)
        r.a |= (uint64_t)p[i] << 8 * i;
    for (size_t i = 8; i < raw.len; i++)
        r.b |= (uint64_t)p[i] << 8 * (i - 8);
    return r;
}

/* The slot of a spelling, or NULL. */
static inline struct rn_vocab_slot *
rn_vocab_find(const struct rn_vocab *v, const char *raw, const struct rn_raw *r)
{
    uint64_t hash = rn_raw_hash(r);

    for (size_t i = 0; i < RN_VOCAB_PROBES; i++) {
        struct rn_vocab_slot *s = &v->slots[(hash + i) & (v->nslots - 1)];
        if (s->a == r->a && s->b == r->b && s->len == r->len &&
            (r->len <= 16 ||
             !memcmp(v->bytes + v->words[s->id].raw, raw, r->len)))
            return s;
        if (!s->len)
            return NULL;
    }
    return NULL;
}

#endif
