#include "text/vocab.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/mem.h"
#include "text/common.h"
#include "text/fold.h"
#include "text/text.h"
#include "text/utf8.h"

/* Slots: room for RN_VOCAB_MAX spellings, and those of a page. A vocabulary
 * begins with few and comes there by great steps: a report of a page touches no
 * more memory than it needs, which is most of what a short run costs. */
enum { SLOTS_FIRST = 512, SLOTS_STEP = 8, SLOTS = 65536, BYTES_FIRST = 32768 };

/* Begin with the spelling of tokens that are too long. */
static renorm_status empty(struct rn_vocab *v)
{
    v->slots = rn_calloc(SLOTS_FIRST, sizeof *v->slots);
    v->nslots = SLOTS_FIRST;
    if (!v->slots || !rn_grow(&v->words, &v->words_cap, 1, sizeof *v->words) ||
        !rn_grow(&v->bytes, &v->bytes_cap, BYTES_FIRST, 1))
        return RENORM_E_NOMEM;
    v->words[0] = (struct rn_spelling){ .hash = rn_hash("", 0) };
    v->n = 1;
    v->len = 0;
    return RENORM_OK;
}

renorm_status rn_vocab_init(struct rn_vocab *v)
{
    renorm_status st;

    *v = (struct rn_vocab){ 0 };
    st = empty(v);
    if (st)
        rn_vocab_release(v);
    return st;
}

void rn_vocab_release(struct rn_vocab *v)
{
    rn_free(v->slots);
    rn_free(v->words);
    rn_free(v->bytes);
    *v = (struct rn_vocab){ .epoch = v->epoch,
                            .known = v->known,
                            .known_arg = v->known_arg };
}

renorm_status rn_vocab_clear(struct rn_vocab *v)
{
    v->epoch++;
    if (v->nslots > SLOTS) {
        rn_vocab_release(v);
        return empty(v);
    }
    memset(v->slots, 0, v->nslots * sizeof *v->slots);
    v->n = 1;
    v->len = 0;
    return RENORM_OK;
}

/* The slot where a spelling that is not in the table goes, or NULL. */
static struct rn_vocab_slot *vacant(struct rn_vocab_slot *slots, size_t n,
                                    uint64_t hash)
{
    for (size_t i = 0; i < RN_VOCAB_PROBES; i++)
        if (!slots[(hash + i) & (n - 1)].len)
            return &slots[(hash + i) & (n - 1)];
    return NULL;
}

static bool more_slots(struct rn_vocab *v)
{
    size_t n = v->nslots * (v->nslots < SLOTS / 2 ? SLOTS_STEP : 2);
    struct rn_vocab_slot *slots = rn_calloc(n, sizeof *slots);

    if (!slots)
        return false;
    for (size_t i = 0; i < v->nslots; i++) {
        const struct rn_vocab_slot *s = &v->slots[i];
        struct rn_raw r = { s->a, s->b, s->len };
        struct rn_vocab_slot *to =
            s->len ? vacant(slots, n, rn_raw_hash(&r)) : NULL;
        if (to)
            *to = *s;
    }
    rn_free(v->slots);
    v->slots = slots;
    v->nslots = n;
    return true;
}

static bool is_ascii(struct rn_span raw)
{
    for (size_t i = 0; i < raw.len; i++)
        if ((unsigned char)raw.ptr[i] >= 0x80)
            return false;
    return true;
}

/* The key of letters in ASCII, or of 's. */
static size_t small_letters(struct rn_span raw, char *key, unsigned *flags)
{
    size_t n = 0;
    bool caps = true;

    for (size_t i = 0; i < raw.len; i++) {
        unsigned char c = (unsigned char)raw.ptr[i];
        caps = caps && !rn_ascii_lower(c);
        key[n++] = (char)rn_ascii_tolower(c);
    }
    *flags = (rn_ascii_upper((unsigned char)raw.ptr[0]) ? RN_TOK_UPPER : 0u) |
             (caps ? RN_TOK_ALLCAPS : 0u);
    return n;
}

static size_t decimal(struct rn_span raw, char *key)
{
    size_t len = 0, n;
    uint32_t cp = 0;

    for (size_t i = 0; i < raw.len; i += n) {
        n = rn_utf8_decode(raw.ptr + i, raw.len - i, &cp);
        key[len++] = (char)('0' + (cp < 0x80 ? cp - '0' : rn_char_digit(cp)));
    }
    return len;
}

/* Any apostrophe, then s. */
static size_t possessive(struct rn_span raw, char *key, unsigned *flags)
{
    bool big = raw.ptr[raw.len - 1] == 'S';

    memcpy(key, "'s", 2);
    *flags = big ? RN_TOK_UPPER | RN_TOK_ALLCAPS : 0;
    return 2;
}

/* Write the key of a spelling; *flags are those of the token. */
static size_t key_of(struct rn_span raw, unsigned kind, char *key,
                     unsigned *flags)
{
    bool ascii = is_ascii(raw);
    uint32_t first = 0;
    size_t len;

    *flags = 0;
    rn_utf8_decode(raw.ptr, raw.len, &first);
    if (kind == RN_TOK_NUMBER)
        len = decimal(raw, key);
    else if (kind == RN_TOK_WORD &&
             (rn_common_class(first) == RN_CH_APOSTROPHE ||
              rn_common_class(first) == RN_CH_MARK))
        len = possessive(raw, key, flags);
    else if (kind == RN_TOK_WORD && ascii)
        len = small_letters(raw, key, flags);
    else if (raw.len == 1 || rn_span_is(raw, RN_AMPERSAND)) {
        key[0] = raw.ptr[0] == '`' ? '\'' : raw.ptr[0];
        len = 1;
    } else if (raw.ptr[0] == '&') { /* an apostrophe of HTML */
        key[0] = '\'';
        len = 1;
    } else {
        len = kind == RN_TOK_WORD ? rn_common_fold(raw, key, flags) : 0;
        if (!len)
            len = rn_fold(raw, key, flags);
    }
    *flags |= kind | (ascii ? RN_TOK_ASCII : 0u);
    return len;
}

uint32_t rn_vocab_add(struct rn_vocab *v, struct rn_span raw,
                      const struct rn_raw *r, unsigned kind)
{
    struct rn_vocab_slot *s;
    struct rn_spelling *w;
    unsigned flags;
    size_t len;
    char *key;

    if ((v->n * 4 > v->nslots * 3 && !more_slots(v)) || v->n >= UINT32_MAX ||
        v->len > UINT32_MAX - RN_TOKEN_MAX - RN_KEY_MAX ||
        !rn_grow(&v->words, &v->words_cap, v->n + 1, sizeof *v->words) ||
        !rn_grow(&v->bytes, &v->bytes_cap, v->len + RN_TOKEN_MAX + RN_KEY_MAX,
                 1))
        return 0;
    memcpy(v->bytes + v->len, raw.ptr, raw.len);
    key = v->bytes + v->len + raw.len;
    len = key_of(raw, kind, key, &flags);
    w = &v->words[v->n];
    *w = (struct rn_spelling){
        .hash = rn_hash(key, len),
        .raw = (uint32_t)v->len,
        .key = (uint32_t)(v->len + raw.len),
        .rawlen = (uint16_t)raw.len,
        .keylen = (uint16_t)len,
        .flags = (uint16_t)flags,
        .mark = (char)(kind == RN_TOK_MARK && len == 1 ? key[0] : '\0')
    };
    if (kind == RN_TOK_WORD && (flags & RN_TOK_ASCII) && v->known)
        w->cut = (uint8_t)rn_glue_cut(raw, rn_span_of(key, len), v->known,
                                      v->known_arg);
    v->len += raw.len + len;
    s = vacant(v->slots, v->nslots, rn_raw_hash(r));
    if (s)
        *s = (struct rn_vocab_slot){ r->a, r->b, (uint32_t)v->n,
                                     (uint16_t)r->len, (uint16_t)flags };
    return (uint32_t)v->n++;
}
