#include "text/glue.h"

#include "base/ascii.h"

/* Letters. Short words are in every other word; a tail's piece has no second
 * one to vouch for it. */
enum {
    PIECE_MIN = 3,
    LONG_MIN = 5,
    TAIL_PIECE_MIN = 4,
    SHORT_CAPS_MIN = 2, /* an abbreviation: NA, VFF, HCMC */
    SHORT_CAPS_MAX = 4,
    BEFORE_SMALL_MIN = 6
};

static bool small(char c)
{
    return rn_ascii_lower((unsigned char)c);
}

/* The end of the piece that begins at `at`. */
static size_t piece_end(struct rn_span raw, size_t at)
{
    size_t caps = at;

    while (caps < raw.len && !small(raw.ptr[caps]))
        caps++;
    if (caps < raw.len && caps > at)
        caps--; /* the last one begins the next piece */
    if (caps - at >= SHORT_CAPS_MIN)
        return caps;
    at++;
    while (at < raw.len && small(raw.ptr[at]))
        at++;
    return at;
}

static bool tail_at(struct rn_span key, size_t at)
{
    static const char tails[] = "thstndrd";

    if (key.len - at < 2)
        return false;
    for (int t = 0; t < 8; t += 2)
        if (!memcmp(key.ptr + at, tails + t, 2))
            return true;
    return false;
}

/* XIIth, Vth: the length of the Roman number, which may be none; who reads it
 * knows. One letter alone is a number only before th ("Ist" and "Ind" are
 * words). */
static size_t roman(struct rn_span raw)
{
    size_t n = 0;

    while (n < raw.len && memchr("IVXL", raw.ptr[n], 4))
        n++;
    if (!n || n == raw.len || !small(raw.ptr[n]) || !tail_at(raw, n) ||
        (n == 1 && !(memchr("VX", raw.ptr[0], 2) && raw.ptr[1] == 't')))
        return 0;
    return n + 2 == raw.len || !small(raw.ptr[n + 2]) ? n : 0;
}

static bool abbreviation(struct rn_span piece)
{
    return piece.len >= SHORT_CAPS_MIN && !small(piece.ptr[1]);
}

/* Whether a piece has as many letters as one must have. */
static bool enough(struct rn_span piece)
{
    if (abbreviation(piece))
        return piece.len <= SHORT_CAPS_MAX;
    return piece.len >= PIECE_MIN || rn_span_is(piece, "of") ||
           rn_span_is(piece, "No");
}

/* Whether all pieces are known. */
static bool pieces(struct rn_span raw, struct rn_span key, rn_known_fn *known,
                   const void *arg)
{
    size_t longest = 0;

    for (size_t at = 0, end; at < raw.len; at = end) {
        end = piece_end(raw, at);
        if (!enough(rn_span_of(raw.ptr + at, end - at)) ||
            !known(arg, rn_span_of(key.ptr + at, end - at)))
            return false;
        if (end - at > longest)
            longest = end - at;
        if (abbreviation(rn_span_of(raw.ptr + at, end - at)))
            longest = LONG_MIN;
    }
    return longest >= LONG_MIN;
}

/* Where the small word begins that is glued to the end of `raw`, which has no
 * capital within: "Chairmanof", "ofthe"; or 0. */
static size_t small_end(struct rn_span raw, struct rn_span key,
                        rn_known_fn *known, const void *arg)
{
    static const char *const words[] = { "of",   "in",   "by",   "to",
                                         "and",  "at",   "for",  "on",
                                         "from", "with", "under" };
    size_t the = raw.len > 4 && !memcmp(raw.ptr + raw.len - 3, "the", 3)
                     ? raw.len - 3
                     : 0;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct rn_span w = rn_span_str(words[i]);
        size_t n = raw.len > w.len ? raw.len - w.len : 0;
        if (n >= BEFORE_SMALL_MIN && !memcmp(raw.ptr + n, w.ptr, w.len) &&
            known(arg, rn_span_of(key.ptr, n)))
            return n;
        if (the && rn_span_eq(rn_span_of(raw.ptr, the), w))
            return the;
    }
    return 0;
}

unsigned rn_glue_cut(struct rn_span raw, struct rn_span key, rn_known_fn *known,
                     const void *arg)
{
    size_t first = raw.len ? piece_end(raw, 0) : 0, n;

    if (!known || raw.len < PIECE_MIN || raw.len > RN_CUT_MAX ||
        key.len != raw.len)
        return 0;
    n = roman(raw);
    if (n)
        return (unsigned)n | RN_CUT_GLUED;
    if (first < raw.len) {
        if (tail_at(key, 0) && first == 2 && raw.len - 2 >= TAIL_PIECE_MIN &&
            known(arg, rn_span_of(key.ptr + 2, raw.len - 2)))
            return 2u | RN_CUT_NUMBER;
        return !known(arg, key) && pieces(raw, key, known, arg)
                   ? (unsigned)first
                   : 0;
    }
    if (small(raw.ptr[0]) && tail_at(key, 0) && raw.len - 2 >= TAIL_PIECE_MIN &&
        !known(arg, key) && known(arg, rn_span_of(key.ptr + 2, raw.len - 2)))
        return 2u | RN_CUT_NUMBER;
    n = small_end(raw, key, known, arg);
    return n && !known(arg, key) ? (unsigned)n : 0;
}
