/* glued.c - words that a copy glued together: where the first piece ends. */
#include "naive.h"
#include "spelling.h"

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* "7th": the tail of an ordinal; only "th" and what begins with it comes. */
static bool tail(const char *w, size_t len)
{
    static const char *const tails[] = { "th", "st", "nd", "rd" };

    for (size_t t = 0; t < 4 && len >= 2; t++)
        if ((w[0] | 32) == tails[t][0] && (w[1] | 32) == tails[t][1])
            return true;
    return false;
}

/* Letters of the piece that a run of letters begins with: capitals, less the
 * last where a small one follows; or a letter and small ones. */
static size_t piece(const char *w, size_t len)
{
    size_t capitals = 0, n = 1;

    while (capitals < len && !is_small(w[capitals]))
        capitals++;
    if (capitals > 2 || (capitals == 2 && len == 2))
        return capitals == len ? len : capitals - 1;
    while (n < len && is_small(w[n]))
        n++;
    return n;
}

/* Letters before a small word or "the" at the end of a word without capitals
 * within, or all. */
static size_t before_small(const struct naive *n, const char *w, size_t len)
{
    static const char *const words[] = { "of",   "in",   "by",   "to",
                                         "and",  "at",   "for",  "on",
                                         "from", "with", "under" };

    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        size_t small = strlen(words[k]);
        if (len >= 6 + small && !memcmp(w + len - small, words[k], small) &&
            naive_knows(n, w, len - small))
            return len - small;
    }
    if (len > 4 && !memcmp(w + len - 3, "the", 3))
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (strlen(words[k]) == len - 3 && !memcmp(w, words[k], len - 3))
                return len - 3;
    return len;
}

size_t n_first_piece(const struct naive *n, const char *w, size_t len,
                     bool behind_number)
{
    size_t first, longest = 0;

    if (len < 3 || len > 63 || !n_letter(w[0]))
        return len;
    first = piece(w, len);
    if ((first == 2 || (first == len && is_small(w[0]))) && len >= 6 &&
        tail(w, len) && (first == 2 || !naive_knows(n, w, len)) &&
        naive_knows(n, w + 2, len - 2))
        return behind_number ? 2 : len;
    if (naive_knows(n, w, len))
        return len;
    if (first == len)
        return before_small(n, w, len);
    for (size_t at = 0, end; at < len; at = end) {
        size_t has = piece(w + at, len - at);
        bool letters = has > 1 && !is_small(w[at + 1]);
        end = at + has;
        if (letters
                ? has > 4
                : has < 3 && memcmp(w + at, "of", 2) && memcmp(w + at, "No", 2))
            return len;
        if (has == 1 || !naive_knows(n, w + at, has))
            return len;
        has = letters ? 5 : has;
        longest = has > longest ? has : longest;
    }
    return longest >= 5 ? first : len;
}
