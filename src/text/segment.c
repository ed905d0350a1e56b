#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "text/private.h"

/* Columns of a hard-wrapped line, and of one that has grown since, its names
 * written anew. */
enum { WRAP_MIN = 30, WRAP_MAX = 100, WRAP_GROWN = 200 };

/* Columns of most lines of a hard-wrapped page, be some of them grown. */
enum { MARGIN_MIN = 55, MARGIN_MAX = 120 };

/* Bytes. A line of WRAP_MAX columns with two combining marks a letter is no
 * longer. */
enum { WRAP_BYTES = WRAP_GROWN * 6 };

/* Bytes of a first line that is shorter than the others. */
enum { FIRST_BYTES = 24 };

struct join {
    const struct rn_text_line *lines;
    size_t n;
    const unsigned char *page;
    const struct rn_tokens *t;
    size_t margin; /* columns of most lines of a hard-wrapped page, else 0 */
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

/* How many of eight bytes begin a character. */
static size_t leads8(const unsigned char *p)
{
    const uint64_t ones = UINT64_MAX / 255;
    uint64_t x = rn_load64(p);

    return 8 - ((((x >> 7) & ~(x >> 6)) & ones) * ones >> 56);
}

/* Columns of bytes: characters that are no combining marks (U+0300 to U+036F),
 * so that a line has the same in NFC and NFD. Not counted far beyond
 * WRAP_GROWN. */
static size_t width(const unsigned char *p, size_t len)
{
    const unsigned char *end = p + len;
    bool marks = memchr(p, 0xcc, len) || memchr(p, 0xcd, len);
    size_t n = 0;

    while (!marks && end - p >= 8 && n <= WRAP_GROWN) {
        n += leads8(p);
        p += 8;
    }
    for (; p < end && n <= WRAP_GROWN; p++)
        n += (*p & 0xc0) != 0x80 && *p != 0xcc &&
             !(*p == 0xcd && p + 1 < end && p[1] < 0xb0);
    return n;
}

/* Columns of a line; 0 for one of few bytes. */
static size_t columns(const struct join *j, size_t i)
{
    const struct rn_text_line *l = &j->lines[i];
    size_t len = l->end - l->start;

    if (len > WRAP_BYTES)
        return WRAP_GROWN + 1;
    return len < WRAP_MIN ? 0 : width(j->page + l->start, len);
}

/* Whether a line of so many columns may be a wrapped one. */
static bool wide(size_t w)
{
    return w >= WRAP_MIN && w <= WRAP_GROWN;
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
    if (rn_span_is(rn_token_key(j->t, k), "no"))
        return false; /* "Resolution | No. 57" */
    /* one letter, "đ" among them; or a short Roman number, or figures */
    if (len <= 2 || (j->t->flags[k] & RN_TOK_NUMBER))
        return true;
    for (uint32_t i = at; i < at + len; i++)
        if (!memchr("ivxIVX", j->page[i], 6))
            return false;
    return true;
}

/* Whether the line begins with what never begins one: a mark that closes, or
 * parentheses behind one blank. So begins what is left of a line whose name was
 * written anew on the line before. */
static bool rest(const struct join *j, size_t i)
{
    uint32_t k = j->lines[i].first;

    return mark(j->t, k, ',') || mark(j->t, k, ';') || mark(j->t, k, ')') ||
           (mark(j->t, k, '(') && indent(j, i) == 1);
}

static bool begins_small(const struct join *j, size_t i)
{
    uint16_t flags = j->t->flags[j->lines[i].first];

    return ((flags & RN_TOK_WORD) && !(flags & RN_TOK_UPPER)) || rest(j, i);
}

/* Whether the line begins with a word, a number, a quotation or parentheses: no
 * dash or bullet of a list. */
static bool begins_text(const struct join *j, size_t i)
{
    uint32_t k = j->lines[i].first;
    const unsigned char *p = j->page + j->t->start[k];

    return (j->t->flags[k] & (RN_TOK_WORD | RN_TOK_NUMBER)) ||
           mark(j->t, k, '(') || mark(j->t, k, '"') ||
           (j->t->end[k] - j->t->start[k] == 3 &&
            (!memcmp(p, "\xe2\x80\x9c", 3) || !memcmp(p, "\xe2\x80\x98", 3)));
}

/* Whether the line ends with two words in capitals and the next does not begin
 * with one: a headline in capitals, of which a name was written anew. */
static bool shouts(const struct join *j, size_t i)
{
    const uint16_t *flags = j->t->flags;
    uint32_t k = j->lines[i].last - 1;

    return k > j->lines[i].first && (flags[k] & RN_TOK_ALLCAPS) &&
           (flags[k - 1] & RN_TOK_ALLCAPS) &&
           !(flags[j->lines[i + 1].first] & RN_TOK_ALLCAPS) &&
           !begins_small(j, i + 1);
}

/* Whether line i + 1 may continue line i: it has tokens, begins with no mark of
 * a list and no number of an item, is indented no more, and both or none are in
 * capitals. */
static bool continues(const struct join *j, size_t i)
{
    const struct rn_text_line *next = &j->lines[i + 1];

    return !empty(next) &&
           (rest(j, i + 1) || (begins_text(j, i + 1) && !item(j, i + 1) &&
                               indent(j, i + 1) <= indent(j, i))) &&
           caps(j, i) == caps(j, i + 1) && !shouts(j, i);
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

/* Whether the line before `i` ends with the word that stands before a number,
 * and line `i` begins with the number: "Nghị quyết số | 01/NQ-CP", "Resolution
 * No. | 57". */
static bool number_goes_on(const struct join *j, size_t i)
{
    uint32_t k = j->lines[i - 1].last - 1;

    if (!(j->t->flags[j->lines[i].first] & RN_TOK_NUMBER))
        return false;
    if (mark(j->t, k, '.') && k > j->lines[i - 1].first)
        return rn_span_is(rn_token_key(j->t, k - 1), "no");
    return rn_span_is(rn_token_key(j->t, k), "sô2") ||
           rn_span_is(rn_token_key(j->t, k), "no");
}

/* Whether the key of token `k` is one of `n` words. */
static bool key_in(const struct join *j, uint32_t k, const char *const *words,
                   size_t n)
{
    struct rn_span key = rn_token_key(j->t, k);

    while (n--)
        if (rn_span_is(key, words[n]))
            return true;
    return false;
}

/* Whether a line ends with a word that ends no sentence and no name: "Bộ Giáo
 * dục và | Đào tạo", "Ministry of | Health", "Vice | Chairman"; or with a dash
 * that is the joint of a name or of a number: "Ban Kinh tế - | Ngân sách",
 * "12-QĐ/ | TU". */
static bool hangs(const struct join *j, size_t i)
{
    static const char *const small[] = { "va1",      "cua4", "and",
                                         "of",       "the",  "dan",
                                         "timbalan", "vice", "naib" };
    uint32_t k = j->lines[i].last - 1;

    if (mark(j->t, k, '-') || mark(j->t, k, '/'))
        return k > j->lines[i].first &&
               (j->t->flags[k - 1] & (RN_TOK_WORD | RN_TOK_NUMBER)) &&
               ((j->t->flags[k] & RN_TOK_GLUED) || mark(j->t, k, '-'));
    return key_in(j, k, small, sizeof small / sizeof *small);
}

/* Whether the line ends within a name that two words with capitals say: "the
 * city Party | Committee's instruction", "Provincial People's | Council",
 * "Jawatankuasa | Rakyat". */
static bool parts_pair(const struct join *j, size_t i)
{
    static const char *const first[] = {
        "party",    "'s",           "national", "fatherland",
        "standing", "executive",    "prime",    "steering",
        "youth",    "jawatankuasa", "majlis"
    };
    static const char *const second[] = {
        "committee", "committees", "council",      "councils",     "congress",
        "assembly",  "front",      "board",        "minister",     "union",
        "cell",      "central",    "organization", "organisation", "rakyat",
        "parti",     "tetap"
    };
    uint32_t k = j->lines[i].last - 1, next = j->lines[i + 1].first;
    uint32_t named = k;

    if (k > j->lines[i].first && rn_span_is(rn_token_key(j->t, k), "'s"))
        named--;
    return (j->t->flags[named] & j->t->flags[next] & RN_TOK_UPPER) &&
           key_in(j, k, first, sizeof first / sizeof *first) &&
           key_in(j, next, second, sizeof second / sizeof *second);
}

/* The end of the run of lines from `i` on that are in capitals. */
static size_t caps_run(const struct join *j, size_t i)
{
    while (i < j->n && !empty(&j->lines[i]) && caps(j, i))
        i++;
    return i;
}

/* Whether the line ends as a paragraph does: with a sentence, quotes or
 * parentheses behind it. */
static bool ends_paragraph(const struct join *j, size_t i)
{
    const struct rn_text_line *l = &j->lines[i];
    uint32_t k = l->last - 1;
    unsigned char c;

    if (k > l->first && (mark(j->t, k, '"') || mark(j->t, k, ')')))
        k--;
    c = j->page[j->t->start[k]];
    return (j->t->flags[k] & RN_TOK_MARK) && memchr(".!?", c, 3);
}

struct block {
    size_t end;   /* line behind it */
    bool wrapped; /* the lines are of one paragraph, capitals at their start or
                     not */
};

/* Columns of the first word of a line, marks at it included. */
static size_t first_word(const struct join *j, size_t i)
{
    const struct rn_text_line *l = &j->lines[i];
    uint32_t at = j->t->start[l->first], end = at;

    while (end < l->end && j->page[end] > ' ')
        end++;
    return width(j->page + at, end - at);
}

/* Whether most lines from `i` on, but the last, have a comma: names in a
 * sentence, not a list of one a line. */
static bool enumerates(const struct join *j, size_t i, size_t end)
{
    size_t with = 0, lines = end - 1 - i;

    for (; i + 1 < end; i++) {
        uint32_t k = j->lines[i].first;
        while (k < j->lines[i].last && !mark(j->t, k, ','))
            k++;
        with += k < j->lines[i].last;
    }
    return with * 2 > lines;
}

/* The columns of most lines of a page that is hard-wrapped as a whole, 0 of any
 * other. So it is where of the lines that may go on one in six does for sure,
 * or where one does and three in four are as full as the longest of the page
 * lets them be: lines of like length alone may be a list. Few lines are longer
 * than one may grow. In the output a line is as long as its names, but more
 * lines go on for sure: what is left behind a name that went over a line's end
 * begins small. */
static size_t page_margin(const struct join *j)
{
    uint32_t of_width[WRAP_GROWN + 1] = { 0 };
    size_t lines = 0, long_ones = 0, small = 0, full = 0, max = 0, w, below;

    for (size_t i = 0; i < j->n; i++) {
        w = empty(&j->lines[i]) ? 0 : columns(j, i);
        max = w > max ? w : max;
        long_ones += w > WRAP_GROWN;
    }
    for (size_t i = 0; i + 1 < j->n; i++) {
        if (empty(&j->lines[i]) || !continues(j, i) || ends_sentence(j, i))
            continue;
        w = columns(j, i);
        if (!wide(w))
            continue;
        lines++;
        of_width[w]++;
        small += begins_small(j, i + 1);
        full += w + 1 + first_word(j, i + 1) > max;
    }
    if (long_ones * 8 > lines)
        return 0;
    if ((small < 2 || small * 6 < lines) &&
        (!small || max > WRAP_MAX || lines < 4 || full * 4 < lines * 3))
        return 0;
    for (w = 0, below = 0; below * 2 <= lines; w++)
        below += of_width[w];
    return w - 1 >= MARGIN_MIN && w - 1 <= MARGIN_MAX ? w - 1 : 0;
}

/* Whether the next line goes on with line `i`, of `w` columns, of a
 * hard-wrapped page: for sure, or as far as the line is long enough. */
static bool flows(const struct join *j, size_t i, size_t w)
{
    return begins_small(j, i + 1) || number_goes_on(j, i + 1) ||
           (w * 4 >= j->margin * 3 && w <= WRAP_GROWN);
}

/* Whether line `i` of a hard-wrapped page has no room for the first word of the
 * next: its end is a blank like any other. */
static bool is_full(const struct join *j, size_t i)
{
    return j->margin && columns(j, i) + 1 + first_word(j, i + 1) > j->margin;
}

/* The lines from `i` on that may be a hard-wrapped block: all but the last of
 * them wide, each able to continue the one before. The first may be shorter
 * where the next goes on small. It is wrapped where two in five lines go on for
 * sure; where it ends as a paragraph does and one in six goes on or there is
 * little room for the next line's first word; or where there is none and some
 * line goes on or holds names in a sentence: otherwise that may be chance, and
 * a list. Names that are written anew change the widths, so that no more may
 * hang on them than must. On a page that is hard-wrapped as a whole each line
 * has to flow into the next, and no more is asked. */
static struct block block_from(const struct join *j, size_t i)
{
    struct block b = { i + 1, false };
    size_t max = 0, small = 0, full = SIZE_MAX;
    bool stops;

    for (; b.end < j->n && !empty(&j->lines[b.end]); b.end++) {
        size_t w = columns(j, b.end - 1), next;
        if (!continues(j, b.end - 1))
            break;
        if (w < WRAP_MIN && b.end == i + 1 && begins_small(j, b.end) &&
            j->lines[i].end - j->lines[i].start >= FIRST_BYTES)
            w = columns(j, b.end); /* a first line may be shorter */
        if (!(j->margin ? flows(j, b.end - 1, w) : wide(w) || rest(j, b.end)))
            break;
        next = w + 1 + first_word(j, b.end);
        if (next <= max && ends_sentence(j, b.end - 1) &&
            !number_goes_on(j, b.end))
            break; /* a paragraph's last line */
        max = w > max ? w : max;
        full = next < full ? next : full;
        small += begins_small(j, b.end) || number_goes_on(j, b.end) ||
                 hangs(j, b.end - 1);
    }
    b.wrapped = j->margin != 0;
    if (b.wrapped || b.end - i < 3)
        return b;
    stops = ends_paragraph(j, b.end - 1);
    b.wrapped = small * 5 >= (b.end - i - 1) * 2 ||
                (stops && small * 6 >= b.end - i - 1) ||
                (max <= WRAP_MAX &&
                 ((stops && full + max / 3 > max) ||
                  (full > max &&
                   (small || (b.end - i >= 4 && enumerates(j, i, b.end))))));
    return b;
}

/* The end of the segment that begins with line `i` of block `b`. */
static size_t wrapped_end(const struct join *j, size_t i, struct block b)
{
    for (i++; i < b.end; i++)
        if (!number_goes_on(j, i) &&
            (ends_sentence(j, i - 1) || (!begins_small(j, i) && !b.wrapped)))
            break;
    return i;
}

/* Whether line `i` ends with the first of the two syllables that names of
 * communes and districts have, and the next begins with the second, alone:
 * "của UBND xã Xuân | Phú)". */
static bool splits_name(const struct join *j, size_t i)
{
    static const char *const levels[] = { "xa3",    "phương1", "trân2",
                                          "huyên5", "quân5",   "tinh4" };
    const struct rn_text_line *a = &j->lines[i], *b = &j->lines[i + 1];
    const uint16_t *flags = j->t->flags;
    uint32_t k = a->last - 1;

    return a->last - a->first >= 3 &&
           (flags[k] & (RN_TOK_UPPER | RN_TOK_ALLCAPS)) == RN_TOK_UPPER &&
           !(flags[k - 1] & RN_TOK_UPPER) &&
           (flags[b->first] & (RN_TOK_UPPER | RN_TOK_ALLCAPS)) ==
               RN_TOK_UPPER &&
           (b->last - b->first == 1 || !(flags[b->first + 1] & RN_TOK_WORD)) &&
           key_in(j, k - 1, levels, sizeof levels / sizeof *levels);
}

/* Whether line `i` ends within the post or the body that a decision rests on,
 * be the line short: "đề nghị của Giám đốc | Sở Y tế", "của Thủ tướng | Chính
 * phủ", "Sở Công | Thương", "thành phố | Hồ Chí Minh". */
static bool splits_post(const struct join *j, size_t i)
{
    static const char *const posts[] = { "đôc2", "tich5", "tương2", "trương4",
                                         "phong1" };
    static const char *const wholes[] = { "sơ4",  "uy4", "ubnd",  "hđnd",
                                          "hôi5", "bô5", "chinh2" };
    static const char *const heads[] = { "sơ4", "bô5" };
    const struct rn_text_line *a = &j->lines[i], *b = &j->lines[i + 1];
    const uint16_t *flags = j->t->flags;
    uint32_t k = a->last - 1;

    if (a->last - a->first < 3 || !(flags[b->first] & RN_TOK_UPPER) ||
        caps(j, i) != caps(j, i + 1))
        return false;
    if (key_in(j, k, heads, sizeof heads / sizeof *heads))
        return flags[k] & RN_TOK_UPPER; /* "Bộ trưởng Bộ | Y tế" */
    if (rn_span_is(rn_token_key(j->t, b->first), "hô1"))
        return rn_span_is(rn_token_key(j->t, k), "phô2") &&
               rn_span_is(rn_token_key(j->t, k - 1), "thanh1");
    if (rn_span_is(rn_token_key(j->t, b->first), "thương"))
        return (flags[k] & RN_TOK_UPPER) &&
               rn_span_is(rn_token_key(j->t, k), "công") &&
               key_in(j, k - 1, heads, sizeof heads / sizeof *heads);
    if (!key_in(j, k, posts, sizeof posts / sizeof *posts) ||
        !key_in(j, b->first, wholes, sizeof wholes / sizeof *wholes))
        return false;
    for (k--; k > a->first && k + 5 > a->last; k--)
        if (!(flags[k] & RN_TOK_UPPER) &&
            rn_span_is(rn_token_key(j->t, k), "cua4"))
            return true;
    return false;
}

/* Whether line `i` ends within the type of a paper whose number the next line
 * has: "Căn cứ Nghị | định số 32/2008/NĐ-CP". */
static bool splits_type(const struct join *j, size_t i)
{
    static const char *const first[] = { "nghi5", "quyêt2", "thông", "chi4",
                                         "kêt2",  "công",   "kê2",   "tơ1" };
    static const char *const second[] = { "đinh5", "quyêt2", "tư",
                                          "thi5",  "luân5",  "văn",
                                          "điên5", "hoach5", "trinh1" };
    const struct rn_text_line *b = &j->lines[i + 1];

    return b->last - b->first >= 3 &&
           key_in(j, j->lines[i].last - 1, first,
                  sizeof first / sizeof *first) &&
           key_in(j, b->first, second, sizeof second / sizeof *second) &&
           rn_span_is(rn_token_key(j->t, b->first + 1), "sô2");
}

/* Whether line `i` goes on with what the line before it began, whatever their
 * widths. */
static bool goes_on(const struct join *j, size_t i)
{
    return i < j->n && !empty(&j->lines[i]) &&
           (number_goes_on(j, i) || splits_name(j, i - 1) ||
            splits_post(j, i - 1) || splits_type(j, i - 1) ||
            ((hangs(j, i - 1) || parts_pair(j, i - 1)) && begins_text(j, i) &&
             !item(j, i) && caps(j, i - 1) == caps(j, i)));
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
    for (size_t i = first + 1; i < last && !(s->flags & RN_SEG_CAPS); i++)
        if (is_full(j, i - 1))
            t->flags[j->lines[i].first] &= (uint16_t)~RN_TOK_LINE;
    t->flags[s->first] =
        (uint16_t)((t->flags[s->first] | RN_TOK_HARD) & ~(unsigned)RN_TOK_LINE);
    return true;
}

renorm_status rn_text_segment(struct rn_text *x, struct rn_span page,
                              struct rn_tokens *t)
{
    struct join j = { x->lines, x->nlines, (const unsigned char *)page.ptr, t,
                      0 };
    struct block b = { 0, false };
    size_t end, caps_end = 0;

    t->nsegments = 0;
    j.margin = page_margin(&j);
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
        while (goes_on(&j, end)) {
            if (end >= b.end)
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
