/* base/hash.h - a fast 64-bit hash of short byte strings, the same on every
 * machine.
 *
 * Two overlapping loads and one wide multiplication for up to 16 bytes; longer
 * strings go on in steps of 16. Not for secrets: what is found by hash is
 * compared with the stored key. */
#ifndef RN_BASE_HASH_H
#define RN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define RN_HASH_K0 UINT64_C(0x9e3779b97f4a7c15)
#define RN_HASH_K1 UINT64_C(0xd6e8feb86659fd93)

/* High and low half of the 128-bit product, folded together. */
static inline uint64_t rn_hash_mix(uint64_t a, uint64_t b)
{
    uint64_t alo = (uint32_t)a, ahi = a >> 32, blo = (uint32_t)b, bhi = b >> 32;
#if defined(__SIZEOF_INT128__)
    (void)alo, (void)ahi, (void)blo, (void)bhi;
    __extension__ typedef unsigned __int128 wide;
    wide p = (wide)a * b;
    return (uint64_t)p ^ (uint64_t)(p >> 64);
#else
    uint64_t ll = alo * blo, lh = alo * bhi, hl = ahi * blo, hh = ahi * bhi;
    uint64_t mid = (ll >> 32) + (uint32_t)lh + (uint32_t)hl;
    uint64_t lo = (mid << 32) | (uint32_t)ll;
    uint64_t hi = hh + (lh >> 32) + (hl >> 32) + (mid >> 32);
    return lo ^ hi;
#endif
}

/* Eight and four bytes, the first the lowest, whatever the machine's order. */
static inline uint64_t rn_load64(const void *p)
{
    uint64_t v;
    memcpy(&v, p, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    return v;
}

static inline uint64_t rn_load32(const void *p)
{
    uint32_t v;
    memcpy(&v, p, 4);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap32(v);
#endif
    return v;
}

/* Ask for the cache line of `ptr`, which will be needed soon. */
#if defined(__GNUC__)
#define RN_PREFETCH(ptr) __builtin_prefetch(ptr)
#else
#define RN_PREFETCH(ptr) ((void)(ptr))
#endif

static inline uint64_t rn_hash(const void *ptr, size_t len)
{
    const unsigned char *p = ptr;
    uint64_t h = len * RN_HASH_K0, a, b;
    while (len > 16) {
        h = rn_hash_mix(rn_load64(p) ^ RN_HASH_K1 ^ h,
                        rn_load64(p + 8) ^ RN_HASH_K0);
        p += 16;
        len -= 16;
    }
    if (len >= 8) {
        a = rn_load64(p);
        b = rn_load64(p + len - 8);
    } else if (len >= 4) {
        a = rn_load32(p);
        b = rn_load32(p + len - 4);
    } else if (len) {
        a = (uint64_t)p[0] << 16 | (uint64_t)p[len >> 1] << 8 | p[len - 1];
        b = 0;
    } else {
        a = b = 0;
    }
    return rn_hash_mix(a ^ RN_HASH_K1 ^ h, b ^ RN_HASH_K0);
}

#endif
