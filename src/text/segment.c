#include "base/limits.h"
#include "base/mem.h"
#include "text/private.h"

/* Columns of a hard-wrapped line, and by how much such lines differ at most. */
enum { WRAP_MIN = 30, WRAP_MAX = 100, WRAP_VARY = 25 };

/* Bytes. A line of WRAP_MAX columns with two combining marks a letter is no
 * longer. */
enum { WRAP_BYTES = WRAP_MAX * 6 };

/* Bytes of a first line that is shorter than the others. */
enum { FIRST_BYTES = 24 };

struct join {
    const struct rn_text_line *lines;
    size_t n;
    const unsigned char *page;
    const struct rn_tokens *t;
};

static bool empty(const struct rn_text_line *l)
{
    return l->first == l->last;
}

static bool mark(const struct rn_tokens *t, uint32_t k, char c)
{
    return rn_token_is_mark(t, k, c);
}

/* Behind the square bracket that closes the one at `k`, else `k` + 1. What
 * stands in brackets is a note (a gloss of ours, "[sic]") and says nothing
 * about the case of its line. */
static uint32_t behind_note(const struct rn_tokens *t, uint32_t k,
                            uint32_t last)
{
    uint32_t end = k + 1;

    if (!mark(t, k, '['))
        return end;
    while (end < last && !mark(t, end, ']'))
        end++;
    return end < last ? end + 1 : k + 1;
}

/* All letters are capitals, and there are two at least. */
static bool caps(const struct join *j, size_t i)
{
    const struct rn_text_line *l = &j->lines[i];
    size_t bytes = 0;

    for (uint32_t k = l->first; k < l->last;
         k = behind_note(j->t, k, l->last)) {
        if (!(j->t->flags[k] & RN_TOK_WORD))
            continue;
        if (!(j->t->flags[k] & RN_TOK_ALLCAPS))
            return false;
        bytes += j->t->end[k] - j->t->start[k];
    }
    return bytes >= 2;
}

/* Columns of a line: characters that are no combining marks (U+0300 to U+036F),
 * so that a line has the same in NFC and NFD. Not counted beyond WRAP_MAX + 1;
 * 0 for a line of few bytes. */
static size_t columns(const struct join *j, size_t i)
{
    const struct rn_text_line *l = &j->lines[i];
    size_t n = 0;

    if (l->end - l->start > WRAP_BYTES)
        return WRAP_MAX + 1;
    if (l->end - l->start < WRAP_MIN)
        return 0;
    for (uint32_t k = l->start; k < l->end && n <= WRAP_MAX; k++) {
        unsigned char c = j->page[k];
        bool mark =
            c == 0xcc || (c == 0xcd && k + 1 < l->end && j->page[k + 1] < 0xb0);
        n += (c & 0xc0) != 0x80 && !mark;
    }
    return n;
}

/* Whether a line of so many columns may be a wrapped one. */
static bool wide(size_t w)
{
    return w >= WRAP_MIN && w <= WRAP_MAX;
}

/* Bytes of blanks before the first token. */
static uint32_t indent(const struct join *j, size_t i)
{
    return j->t->start[j->lines[i].first] - j->lines[i].start;
}

/* Whether the line is an item of a list: "a) …", "iv) …", "đ. …". */
static bool item(const struct join *j, size_t line)
{
    const struct rn_text_line *l = &j->lines[line];
    uint32_t k = l->first, at = j->t->start[k], len = j->t->end[k] - at;
    unsigned char c;

    if (l->last - k < 2 || !(j->t->flags[k + 1] & RN_TOK_GLUED))
        return false;
    c = j->page[j->t->start[k + 1]];
    if (c != ')' && c != '.')
        return false;
    if (len <= 2) /* one letter, "đ" among them; or a short Roman number */
        return true;
    for (uint32_t i = at; i < at + len; i++)
        if (!memchr("ivxIVX", j->page[i], 6))
            return false;
    return true;
}

/* Whether line i + 1 may continue line i: it has tokens, begins with a letter
 * that numbers no item, is indented no more, and both or none are in capitals.
 */
static bool continues(const struct join *j, size_t i)
{
    const struct rn_text_line *next = &j->lines[i + 1];

    return !empty(next) && (j->t->flags[next->first] & RN_TOK_WORD) &&
           !item(j, i + 1) && indent(j, i + 1) <= indent(j, i) &&
           caps(j, i) == caps(j, i + 1);
}

static bool begins_small(const struct join *j, size_t i)
{
    return !(j->t->flags[j->lines[i].first] & RN_TOK_UPPER);
}

/* Whether the line ends a sentence, or goes on with a list: nothing of a name
 * goes on behind it. The stop of "TP." in "TP. Hồ Chí Minh" ends none. */
static bool ends_sentence(const struct join *j, size_t i)
{
    const struct rn_text_line *l = &j->lines[i];
    const uint16_t *flags = j->t->flags;
    uint32_t k = l->last - 1;
    unsigned char c = j->page[j->t->start[k]];

    if (c == '.' && k > l->first && (flags[k] & RN_TOK_GLUED) &&
        (flags[k - 1] & RN_TOK_ALLCAPS))
        return false;
    return (flags[k] & RN_TOK_MARK) && memchr(".!?;:", c, 5);
}

/* The end of the run of lines from `i` on that are in capitals. */
static size_t caps_run(const struct join *j, size_t i)
{
    while (i < j->n && !empty(&j->lines[i]) && caps(j, i))
        i++;
    return i;
}

struct block {
    size_t end;   /* line behind it */
    bool wrapped; /* the lines are of one paragraph, capitals at their start or
                     not */
};

/* The lines from `i` on that may be a hard-wrapped block: all but the last of
 * them WRAP_MIN to WRAP_MAX columns wide, each able to continue the one before.
 * The first may be shorter where the next goes on small.
 */
static struct block block_from(const struct join *j, size_t i)
{
    struct block b = { i + 1, false };
    size_t min = SIZE_MAX, max = 0, small = 0;

    for (; b.end < j->n && !empty(&j->lines[b.end]); b.end++) {
        size_t w = columns(j, b.end - 1);
        if (!continues(j, b.end - 1))
            break;
        if (w < WRAP_MIN && b.end == i + 1 && begins_small(j, b.end) &&
            j->lines[i].end - j->lines[i].start >= FIRST_BYTES)
            w = columns(j, b.end); /* a first line may be shorter */
        if (!wide(w))
            break;
        if (!ends_sentence(j, b.end - 1)) /* else a paragraph's last line */
            min = w < min ? w : min;
        max = w > max ? w : max;
        small += begins_small(j, b.end);
    }
    b.wrapped = b.end - i >= 3 && max - min <= WRAP_VARY &&
                small * 5 >= (b.end - i - 1) * 2;
    return b;
}

/* The end of the segment that begins with line `i` of block `b`. */
static size_t wrapped_end(const struct join *j, size_t i, struct block b)
{
    for (i++; i < b.end; i++)
        if (ends_sentence(j, i - 1) || (!begins_small(j, i) && !b.wrapped))
            break;
    return i;
}

/* Whether the line before `i` ends with the word that stands before a number,
 * and line `i` begins with the number: "Nghị quyết số | 01/NQ-CP". */
static bool number_goes_on(const struct join *j, size_t i)
{
    const struct rn_text_line *l = &j->lines[i - 1];

    return i < j->n && !empty(&j->lines[i]) &&
           (j->t->flags[j->lines[i].first] & RN_TOK_NUMBER) &&
           rn_span_is(rn_token_key(j->t, l->last - 1), "sô2");
}

/* ---- segments ----------------------------------------------------------- */

/* Nine in ten bytes of words are in capitals, and two letters at least. */
static bool nearly_caps(const struct rn_tokens *t, uint32_t first,
                        uint32_t last)
{
    size_t words = 0, capitals = 0;

    size_t most = t->end[last - 1] - t->start[first]; /* bytes of words */

    for (uint32_t i = first; i < last; i++) {
        size_t len = t->end[i] - t->start[i];
        if (!(t->flags[i] & RN_TOK_WORD)) {
            i = behind_note(t, i, last) - 1;
            continue;
        }
        words += len;
        capitals += t->flags[i] & RN_TOK_ALLCAPS ? len : 0;
        if ((words - capitals) * 10 > most)
            return false;
    }
    return capitals >= 2 && capitals * 10 >= words * 9;
}

/* A segment of lines first … last-1. */
static bool add(struct join *j, struct rn_tokens *t, size_t first, size_t last)
{
    const struct rn_text_line *a = &j->lines[first], *z = &j->lines[last - 1];
    struct rn_segment *s;

    if (!rn_grow(&t->segments, &t->segments_cap, t->nsegments + 1, sizeof *s))
        return false;
    s = &t->segments[t->nsegments++];
    *s = (struct rn_segment){ a->first, z->last, a->start, z->end, 0 };
    if (nearly_caps(t, s->first, s->last))
        s->flags |= RN_SEG_CAPS;
    if (last - first > 1)
        s->flags |= RN_SEG_LINES;
    t->flags[s->first] =
        (uint16_t)((t->flags[s->first] | RN_TOK_HARD) & ~(unsigned)RN_TOK_LINE);
    return true;
}

renorm_status rn_text_segment(struct rn_text *x, struct rn_span page,
                              struct rn_tokens *t)
{
    struct join j = { x->lines, x->nlines, (const unsigned char *)page.ptr, t };
    struct block b = { 0, false };
    size_t end, caps_end = 0;

    t->nsegments = 0;
    for (size_t i = 0; i < j.n; i = end) {
        end = i + 1;
        if (empty(&j.lines[i]))
            continue;
        if (i >= caps_end && i >= b.end) {
            caps_end = caps_run(&j, i);
            if (caps_end - i >= 2 && caps_end - i <= RN_LETTERHEAD_MAX) {
                end = caps_end;
                if (!add(&j, t, i, end))
                    return RENORM_E_NOMEM;
                continue;
            }
        }
        if (i >= b.end)
            b = block_from(&j, i);
        end = wrapped_end(&j, i, b);
        while (number_goes_on(&j, end)) {
            b = block_from(&j, end);
            end = wrapped_end(&j, end, b);
        }
        if (!add(&j, t, i, end))
            return RENORM_E_NOMEM;
    }
    return RENORM_OK;
}

void rn_text_quiet(struct rn_tokens *t)
{
    for (size_t k = 0; k < t->nsegments; k++) {
        const struct rn_segment *seg = &t->segments[k];
        uint32_t open = seg->last;
        for (uint32_t i = seg->first; i < seg->last; i++) {
            if (rn_token_is_mark(t, i, '['))
                open = i;
            if (!rn_token_is_mark(t, i, ']'))
                continue;
            for (; open < i; open++)
                t->flags[open] |= RN_TOK_QUIET;
            open = seg->last;
        }
    }
}
