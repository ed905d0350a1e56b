#include "match/builtin.h"

#include "lexicon/model.h"
#include "match/code.h"
#include "match/syllable.h"
#include "match/value.h"

/* Longest plain number of a document, in digits; longer ones are quantities. */
enum {
    PLAIN_DIGITS_MAX = 5,
    NAME_SYLLABLES_MAX = 3,
    NAME_LETTERS_MIN = 3,
    NAME_RUN_MAX = 6,
    NAME_VILLAGE_LETTERS = 5, /* "ấp Phú Hòa E" */
    NAMESAKE_MAX = 4,
    TAIL_WORDS_MAX = 8
};

/* ---- tokens ------------------------------------------------------------- */

static bool year_at(const struct rn_chart *c, uint32_t i)
{
    return rn_digits(c, i) == 4 && rn_number_at(c, i) >= 1900 &&
           rn_number_at(c, i) < 2100;
}

/* ---- ordinals ----------------------------------------------------------- */

/* 15th, and "15 th", for a copy lost that it stood higher */
static bool suffix_at(const struct rn_chart *c, uint32_t i)
{
    struct rn_span k;

    if (!rn_has(c, i, RN_TOK_WORD) || (!rn_has(c, i, RN_TOK_GLUED) &&
                                       !(rn_near(c, i) && rn_digits(c, i - 1))))
        return false;
    k = rn_token_key(c->tok, i);
    return rn_span_is(k, "th") || rn_span_is(k, "st") || rn_span_is(k, "nd") ||
           rn_span_is(k, "rd");
}

/* Whether Malay "ke-" stands before, glued: the ordinal begins with it. */
static bool behind_ke(const struct rn_chart *c, uint32_t i)
{
    return i >= c->first + 2 && rn_has(c, i, RN_TOK_GLUED) &&
           rn_is_mark(c, i - 1, '-') && rn_has(c, i - 1, RN_TOK_GLUED) &&
           (rn_word_bits_at(c, i - 2) & RN_WORD_KE);
}

/* Whether a letter up to `last` touches the digits before `i`, no more than
 * `most`, and nothing but one of the marks touches it. */
static bool letter_touches(const struct rn_chart *c, uint32_t i, char last,
                           size_t most, const char *marks)
{
    return rn_has(c, i, RN_TOK_GLUED) && rn_has(c, i, RN_TOK_WORD) &&
           rn_has(c, i, RN_TOK_ASCII) && rn_token_keylen(c->tok, i) == 1 &&
           rn_token_key(c->tok, i).ptr[0] <= last &&
           rn_digits(c, i - 1) <= most &&
           (!rn_has(c, i + 1, RN_TOK_GLUED) || rn_is_mark_of(c, i + 1, marks));
}

/* Whether one of the first letters stands there as units are told apart: "khu
 * phố 3 | A". */
static bool unit_letter(const struct rn_chart *c, uint32_t i)
{
    return rn_has(c, i, RN_TOK_UPPER) && letter_touches(c, i, 'h', 2, ",.;:)");
}

/* "15", "XV": both a count and, with its suffix, an ordinal. */
static void found_figure(struct rn_chart *c, uint32_t i)
{
    if (rn_digits(c, i) && unit_letter(c, i + 1)) {
        rn_builtin_found(c, RN_B_INT, i, i + 2, 0);
        return;
    }
    rn_builtin_found(c, RN_B_INT, i, i + 1, 0);
    if (behind_ke(c, i))
        return;
    rn_builtin_found(c, RN_B_ORDINAL, i, suffix_at(c, i + 1) ? i + 2 : i + 1,
                     0);
}

/* ---- numbers of documents ----------------------------------------------- */

/* Whether the letter of a paper that was put between two others stands at `i`,
 * behind figures: "30a/2008/NQ-CP", "30a" ("30h" is an hour). */
static bool between_letter(const struct rn_chart *c, uint32_t i)
{
    return letter_touches(c, i, 'e', 4, "/-,.;:)");
}

static void numbers(struct rn_chart *c, uint32_t i)
{
    uint32_t end = i + 1, code;
    unsigned flags = 0;

    if (!rn_digits(c, i) || rn_digits(c, i) > 8)
        return;
    if (between_letter(c, end))
        end++;
    if (rn_is_mark(c, end, '/') && rn_near(c, end) && rn_near(c, end + 1) &&
        year_at(c, end + 1))
        end += 2;
    else if (rn_is_mark(c, end, '-') && year_at(c, end + 1) &&
             rn_is_mark(c, end + 2, '/') && rn_has(c, end, RN_TOK_GLUED) &&
             rn_has(c, end + 1, RN_TOK_GLUED) &&
             rn_has(c, end + 2, RN_TOK_GLUED) &&
             rn_has(c, end + 3, RN_TOK_UPPER))
        end += 2; /* "19-2017/NQ-CP" */
    end = rn_code_end(c, end, &code);
    if (code == c->last) {
        if (rn_digits(c, i) > PLAIN_DIGITS_MAX)
            return;
        if (rn_has(c, end, RN_TOK_WORD) && rn_has(c, end, RN_TOK_GLUED))
            return; /* 15th, 5kg */
        if (rn_is_mark_of(c, end, ".,/-") && rn_has(c, end, RN_TOK_GLUED) &&
            rn_has(c, end + 1, RN_TOK_NUMBER) &&
            rn_has(c, end + 1, RN_TOK_GLUED))
            return; /* 1.234, 19/5, 91-1034 */
        if (rn_is_mark(c, end, '%'))
            return;
        flags = RN_ITEM_PLAIN |
                (year_at(c, i) && end == i + 1 ? RN_ITEM_BARE_YEAR : 0);
    }
    rn_builtin_found(c, RN_B_NUMBER, i, end, flags);
}

/* Whether a number with its code, "118/KH-UBND", begins at `i`, in one piece:
 * its digits are neither a count nor an ordinal. */
static bool begins_code(const struct rn_chart *c, uint32_t i)
{
    uint32_t code, end = rn_code_end(c, i + 1, &code);

    return code != c->last && end > code + 1 &&
           rn_has(c, i + 1, RN_TOK_GLUED) && rn_has(c, code, RN_TOK_GLUED) &&
           rn_has(c, code + 1, RN_TOK_GLUED);
}

/* Whether the digits before `i` are the beginning of more, which touches them:
 * a unit ("12 | h30", "5 | km") or, behind one of the `joints`, digits
 * ("2 | ,5"). */
static bool more_touches(const struct rn_chart *c, uint32_t i,
                         const char *joints)
{
    if (!rn_has(c, i, RN_TOK_GLUED))
        return false;
    if (rn_is_mark_of(c, i, joints))
        return rn_has(c, i + 1, RN_TOK_GLUED) && rn_digits(c, i + 1);
    return rn_has(c, i, RN_TOK_WORD) && rn_token_keylen(c->tok, i) <= 2 &&
           rn_token_key(c->tok, i).ptr[0] != '\'' && !suffix_at(c, i) &&
           !unit_letter(c, i);
}

static void ordinals(struct rn_chart *c, uint32_t i)
{
    if (rn_digits(c, i)) {
        /* "quận 1,3,5" is a list, "nhiệm kỳ 12/2020" has its ordinal */
        if (rn_figure(c, i) && !begins_code(c, i) &&
            !more_touches(c, i + 1, ".:-"))
            found_figure(c, i);
        return;
    }
    if (rn_has(c, i, RN_TOK_ALLCAPS) && rn_figure(c, i))
        found_figure(c, i);
    if (rn_word_bits_at(c, i) & RN_WORD_KE) { /* ke-15, ke 15, ke-XV */
        uint32_t j = rn_is_mark(c, i + 1, '-') ? i + 2 : i + 1;
        if (rn_near(c, j) && (j == i + 1 || rn_near(c, i + 1)) &&
            rn_figure(c, j))
            rn_builtin_found(c, RN_B_ORDINAL, i, j + 1, 0);
    }
}

/* ---- dates and years ---------------------------------------------------- */

static unsigned days_in(unsigned month, unsigned year)
{
    if (month == 2)
        return year % 4 || (year % 100 == 0 && year % 400) ? 28 : 29;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void found_date(struct rn_chart *c, uint32_t i, uint32_t end,
                       uint32_t day, unsigned month, uint32_t year)
{
    unsigned d = rn_number_at(c, day);

    if (!rn_digits(c, day) || rn_digits(c, day) > 2 || d < 1 || month < 1 ||
        month > 12 || !year_at(c, year) ||
        d > days_in(month, rn_number_at(c, year)))
        return;
    rn_builtin_found(c, RN_B_DATE, i, end, 0);
}

static void dates(struct rn_chart *c, uint32_t i)
{
    static const char joints[] = { '/', '-', '.' };

    if (rn_month_at(c, i) && rn_digits(c, i + 1)) { /* May 19, 2024 */
        uint32_t y = rn_is_mark(c, i + 2, ',') ? i + 3 : i + 2;
        found_date(c, i, y + 1, i + 1, rn_month_at(c, i), y);
    }
    if (!rn_digits(c, i))
        return;
    if (rn_has(c, i + 1, RN_TOK_WORD) &&
        rn_month_at(c, i + 1)) { /* 19 Mei 2024 */
        found_date(c, i, i + 3, i, rn_month_at(c, i + 1), i + 2);
        return;
    }
    if (!rn_digits(c, i + 2) || rn_digits(c, i + 2) > 2)
        return;
    /* 19 tháng 5 năm 2024 */
    if ((rn_key_at(c, i + 1, "thang2") && rn_key_at(c, i + 3, "năm")) ||
        (rn_key_at(c, i + 1, "thang") && rn_key_at(c, i + 3, "nam"))) {
        found_date(c, i, i + 5, i, rn_number_at(c, i + 2), i + 4);
        return;
    }
    for (int k = 0; k < 3; k++)
        if (rn_is_mark(c, i + 1, joints[k]) && rn_is_mark(c, i + 3, joints[k]))
            found_date(c, i, i + 5, i, rn_number_at(c, i + 2), i + 4);
}

static void years(struct rn_chart *c, uint32_t i)
{
    if (!year_at(c, i) || !rn_is_mark(c, i + 1, '-') || !year_at(c, i + 2) ||
        !rn_near(c, i + 1) || !rn_near(c, i + 2))
        return;
    rn_builtin_found(c, RN_B_YEARS, i, i + 3, 0);
}

/* ---- phrases ------------------------------------------------------------ */

uint32_t rn_phrase_at(const struct rn_chart *c, uint32_t i, bool opening)
{
    const struct rn_image *im = c->im;
    uint32_t first = rn_word_at(c, i);
    uint32_t second = rn_has(c, i + 1, RN_TOK_HARD) || i + 1 >= c->last
                          ? RN_NONE
                          : rn_word_at(c, i + 1);
    uint32_t from = 0, to = im->nphrases;

    if (first == RN_NONE)
        return 0;
    while (from < to) { /* they are in order */
        uint32_t mid = from + (to - from) / 2;
        if (im->phrases[mid].first < first)
            from = mid + 1;
        else
            to = mid;
    }
    for (uint32_t k = from; k < im->nphrases && im->phrases[k].first == first;
         k++) {
        const struct rn_iphrase *p = &im->phrases[k];
        if ((p->second == RN_NONE || p->second == second) &&
            (p->opens || !opening))
            return p->second == RN_NONE ? 1 : 2;
    }
    return 0;
}

/* ---- names -------------------------------------------------------------- */

struct rn_span rn_plain_key(struct rn_chart *c, uint32_t i)
{
    rn_buf_clear(&c->scratch);
    rn_text_strip_key(rn_token_key(c->tok, i), &c->scratch);
    c->failed = c->failed || c->scratch.failed;
    return rn_buf_span(&c->scratch);
}

/* Of the lexicon's words it was asked when that was compiled. An answer that
 * memory was lacking for is not kept. */
bool rn_is_syllable(struct rn_chart *c, uint32_t i)
{
    struct rn_seen *known = &c->known[c->tok->spelling[i]];

    if (known->word == RN_NONE && !(known->info & RN_SEEN_ASKED)) {
        bool syllable = rn_syllable(rn_plain_key(c, i));
        if (c->failed)
            return false;
        known->info |= RN_SEEN_ASKED | (syllable ? RN_SEEN_SYLLABLE : 0);
    }
    return known->info & RN_SEEN_SYLLABLE;
}

/* Whether capitals tell nothing at token `i`: its segment is written in them,
 * or its column of a letterhead, two words at least: "ĐẢNG ỦY XÃ MƯỜNG
 * MÔ<tab>". */
static bool among_capitals(const struct rn_chart *c, uint32_t i)
{
    const uint16_t *f = c->tok->flags;
    const unsigned edge = RN_TOK_HARD | RN_TOK_WIDE;
    uint32_t end = i + 1;

    if (c->tok->segments[c->segment].flags & RN_SEG_CAPS)
        return true;
    if (!(f[i] & RN_TOK_ALLCAPS))
        return false;
    while (i > c->first && !(f[i] & edge) && (f[i] & RN_TOK_ALLCAPS))
        i--;
    while (end < c->last && !(f[end] & edge) && (f[end] & RN_TOK_ALLCAPS))
        end++;
    return (f[i] & RN_TOK_ALLCAPS) && end > i + 1 && end < c->last &&
           (f[end] & edge);
}

/* Whether the capitalised word at `i` may be a syllable of a name. Among
 * capitals every word is capitalised, so that the shape alone decides. */
static bool syllable_at(struct rn_chart *c, uint32_t i)
{
    const uint16_t flags = c->tok->flags[i];

    if ((flags & (RN_TOK_KEEP | RN_TOK_LONG)) || !rn_token_keylen(c->tok, i))
        return false;
    if ((flags & RN_TOK_ALLCAPS) && rn_token_keylen(c->tok, i) > 1 &&
        !among_capitals(c, i))
        return false;
    return rn_is_syllable(c, i);
}

/* Whether the name may belong to English words beside it. Among capitals a name
 * is not told from other words by its capitals: one with Vietnamese marks is
 * none there ("HỌP VỚI | DISTRICT PARTY COMMITTEE"). */
static bool may_be_english(const struct rn_chart *c, uint32_t i, uint32_t end)
{
    if (among_capitals(c, i))
        for (; i < end; i++)
            if (!rn_has(c, i, RN_TOK_ASCII))
                return false;
    return true;
}

/* Whether forms begin with the word at `i`, and all of them are English. */
static bool english_word(const struct rn_chart *c, uint32_t i)
{
    return rn_starts_form(c, i, RN_ROOT_EN) &&
           !rn_starts_form(c, i, RN_ROOT_VI) &&
           !rn_starts_form(c, i, RN_ROOT_MS);
}

/* Whether the word at `end` asks for a name before it ("Commune"), or is a
 * known English word with a capital, which fills a slot behind a name in
 * English letters, `ascii` ("Viet Tiep Friendship Hospital"). */
static bool asks_behind(const struct rn_chart *c, uint32_t end, bool ascii)
{
    return (rn_word_bits_at(c, end) & RN_WORD_BY_NAME) ||
           (ascii && rn_has(c, end, RN_TOK_UPPER) &&
            rn_word_at(c, end) != RN_NONE &&
            c->route.label[end] == RN_ROUTE_EN);
}

/* Whether the token at `i` is a figure as names have them: "Móng Cái | 2". */
static bool figure_at(const struct rn_chart *c, uint32_t i)
{
    return rn_digits(c, i) && rn_digits(c, i) <= 2 && rn_near(c, i) &&
           rn_token_key(c->tok, i).ptr[0] != '0' &&
           !(rn_has(c, i + 1, RN_TOK_WORD) && rn_has(c, i + 1, RN_TOK_GLUED) &&
             !rn_clitic_at(c, i + 1)) &&
           !more_touches(c, i + 1, ",.:-/") && !begins_code(c, i);
}

/* Whether a name that a word before it asks for may end with the figure at `i`:
 * nothing follows that it could count ("3 | đảng viên"). Communes that were
 * parted have one figure: "UBND xã A Lưới 1 | họp". */
static bool figure_ends(const struct rn_chart *c, uint32_t i)
{
    if (i + 1 >= c->last || rn_has(c, i + 1, RN_TOK_HARD | RN_TOK_LINE) ||
        (rn_word_bits_at(c, i + 1) & (RN_WORD_JOINS | RN_WORD_BY_NAME)) ||
        rn_surname_at(c, i + 1))
        return true;
    if (rn_is_mark_of(c, i + 1, ",.;()"))
        return !rn_digits(c, i + 2) || !rn_has(c, i + 2, RN_TOK_GLUED);
    return rn_digits(c, i) == 1 && rn_has(c, i + 1, RN_TOK_WORD) &&
           c->route.label[i + 1] != RN_ROUTE_EN &&
           !rn_begins_kind(c, i + 1, c->im->head->kind_counted);
}

/* Whether a lone capital stands at `i`, one of the first `most` letters. */
static bool letter_at(const struct rn_chart *c, uint32_t i, unsigned most)
{
    return i < c->last && rn_token_keylen(c->tok, i) == 1 && rn_near(c, i) &&
           rn_has(c, i, RN_TOK_WORD) && rn_has(c, i, RN_TOK_UPPER) &&
           rn_has(c, i, RN_TOK_ASCII) && !rn_has(c, i, RN_TOK_GLUED) &&
           (unsigned)rn_token_key(c->tok, i).ptr[0] - 'a' < most &&
           (i + 1 >= c->last || !rn_has(c, i + 1, RN_TOK_GLUED) ||
            !rn_has(c, i + 1, RN_TOK_WORD | RN_TOK_NUMBER));
}

/* Whether the name goes on at `i` with a figure, or with a letter that tells
 * villages of one name apart: "ấp Phú Hòa | B". */
static bool goes_on_at(const struct rn_chart *c, uint32_t i)
{
    return figure_at(c, i) || letter_at(c, i, NAME_VILLAGE_LETTERS);
}

/* What stands beside the capitalised word at `i` that asks for a name of up to
 * `most` words: bit 0 for a word before it ("xã"), bit n for one behind n
 * words. Most capitals have nothing of it. */
static unsigned who_asks(const struct rn_chart *c, uint32_t i, uint32_t most)
{
    bool ascii = c->tok->flags[i] & RN_TOK_ASCII;
    unsigned asks =
        i > c->first && (rn_word_bits_at(c, i - 1) & RN_WORD_BY_NAME);

    for (uint32_t n = 1; n <= most && i + n < c->last; n++)
        asks |= (unsigned)asks_behind(c, i + n + goes_on_at(c, i + n), ascii)
                << n;
    return asks;
}

/* Whether one of those asks for a name of `n` words. */
static bool asked_for(const struct rn_chart *c, unsigned asks, uint32_t i,
                      uint32_t n)
{
    if ((asks & 1) && !english_word(c, i - 1))
        return true;
    return (asks & (1u | 1u << n)) && may_be_english(c, i, i + n);
}

/* Whether a Malay ordinal stands at `i`: "Muong Mo | Ke-1". */
static bool ordinal_at(const struct rn_chart *c, uint32_t i)
{
    return (rn_word_bits_at(c, i) & RN_WORD_KE) && rn_is_mark(c, i + 1, '-') &&
           rn_digits(c, i + 2);
}

/* Whether a small word of a translation stands at `i`, among capitals: it looks
 * like a syllable of the place before it. */
static bool small_word(const struct rn_chart *c, uint32_t i)
{
    return rn_image_lists(c->im, rn_word_at(c, i)) >>
               (RN_LISTED_SMALL + c->route.label[i]) &
           1;
}

/* Whether the name of a place that begins at `i`, behind its level in prose,
 * goes on in the next line: "UBND xã Mường | Mô họp". Neither a person nor a
 * sentence nor the words of most bodies and posts begin there. */
static bool wrapped_name(const struct rn_chart *c, uint32_t i)
{
    const uint32_t next = i + 1, end = i + 2;
    bool malay = c->route.label[i] == RN_ROUTE_MS;

    return rn_has(c, next, RN_TOK_LINE) && !rn_has(c, next, RN_TOK_ALLCAPS) &&
           !rn_has(c, i, RN_TOK_ALLCAPS) && i > c->first &&
           (rn_word_bits_at(c, i - 1) & RN_WORD_BY_NAME) &&
           (malay || (c->route.label[i] == RN_ROUTE_VI &&
                      !rn_has(c, i - 1, RN_TOK_UPPER))) &&
           !rn_surname_at(c, next) &&
           !(rn_word_bits_at(c, next) & RN_WORD_NOT_NAME) &&
           rn_phrase_at(c, next, true) != 2 &&
           !rn_word_listed(c, next, RN_LIST_BODY_STARTS) &&
           (end >= c->last ||
            (!rn_has(c, end, RN_TOK_UPPER) && !rn_has(c, end, RN_TOK_LINE)));
}

/* Capitalised words in a row from `i` on, in one column of one line and up to a
 * word of the forms beside which names stand ("Tran De | District") or that is
 * no syllable of a name ("Tan Tong | Kali Pertama") or, among capitals, a verb
 * ("ĐIỆN BÀN ĐÔNG | THĂM"), a small word ("MUONG LAI | DI BANDAR") or the name
 * of our state ("UBND XÃ MƯỜNG MÔ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"). */
static uint32_t run_length(struct rn_chart *c, uint32_t i)
{
    bool caps = among_capitals(c, i);
    uint32_t n = 0;

    while (
        n < NAME_RUN_MAX && rn_has(c, i + n, RN_TOK_WORD) &&
        rn_has(c, i + n, RN_TOK_UPPER) &&
        (n == 0 ||
         (!rn_has(c, i + n, RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_WIDE) &&
          (!rn_has(c, i + n, RN_TOK_LINE) || (n == 1 && wrapped_name(c, i))) &&
          !(rn_word_bits_at(c, i + n) & RN_WORD_LEVEL) &&
          (rn_word_at(c, i + n) == RN_NONE || rn_is_syllable(c, i + n)) &&
          !ordinal_at(c, i + n) &&
          !(caps && (rn_phrase_at(c, i + n, false) || small_word(c, i + n) ||
                     rn_begins_kind(c, i + n, c->im->head->kind_state))))))
        n++;
    return n;
}

/* Whether the word at `i` is a middle name that tells a person: Thị, Văn. */
static bool middle_name(const struct rn_chart *c, uint32_t i)
{
    return rn_word_listed(c, i, RN_LIST_MIDDLE_NAMES);
}

/* Whether a surname at `i` begins a person's name, or "Y", as men's names do in
 * the Central Highlands. */
static bool person_begins(const struct rn_chart *c, uint32_t i)
{
    return (rn_word_bits_at(c, i) & RN_WORD_SURNAME) || rn_key_at(c, i, "y");
}

/* Whether no name begins with the word at `i`. "Ban" is a board in Vietnamese
 * alone and "Ke" is "to" in Malay; elsewhere they begin names as "Bản" and "Kẻ"
 * do: "Ban Bo commune", "Ke Bang". */
static bool not_name(const struct rn_chart *c, uint32_t i)
{
    return (rn_word_bits_at(c, i) & RN_WORD_NOT_NAME) &&
           (c->route.label[i] == RN_ROUTE_VI || !rn_key_at(c, i, "ban")) &&
           (c->route.label[i] == RN_ROUTE_MS || !rn_key_at(c, i, "ke"));
}

/* Whether the word at `i` is a listed place by itself: "Huế". */
static bool lone_place(const struct rn_chart *c, uint32_t i)
{
    const struct rn_image *im = c->im;
    uint32_t word = rn_word_at(c, i);

    for (unsigned r = 0; word != RN_NONE && r < RN_ROOT_COUNT; r++) {
        uint32_t at = im->words[word].first[r].node;
        if (at == RN_NONE)
            continue;
        for (uint32_t a = im->nodes[at].accepts; a < im->nodes[at + 1].accepts;
             a++)
            if (im->heads[a].flags & RN_HEAD_PLACE)
                return true;
    }
    return false;
}

/* Whether a person's name of three words or more stands behind a place of one:
 * "thành phố Huế | Trần Thị Thu"; of two, behind a listed one. */
static bool person_beyond(const struct rn_chart *c, uint32_t i, uint32_t run)
{
    return run > 2 && rn_surname_at(c, i + 1) &&
           (lone_place(c, i) || (run > 3 && !rn_surname_at(c, i + 2)));
}

/* Whether one stands behind a place of two, which itself may begin as a
 * person's name does: "Wad Trang Dai | Le Van Hau". */
static bool person_after_two(const struct rn_chart *c, uint32_t i, uint32_t run)
{
    return run > 4 && rn_surname_at(c, i + 2) && !middle_name(c, i + 1);
}

/* Whether a person's name of two words or more stands behind a place of three,
 * and none that begins before: "xã Tân Thành Bình | Nguyễn An". */
static bool person_behind_three(const struct rn_chart *c, uint32_t i,
                                uint32_t run)
{
    return run > NAME_SYLLABLES_MAX + 1 &&
           rn_surname_at(c, i + NAME_SYLLABLES_MAX) &&
           !rn_surname_at(c, i + 1) && !rn_surname_at(c, i + 2);
}

/* How many words of a run stand before a person's name that its middle name
 * tells: "xã Thượng Lâm | Chẩu Văn Tụ". 0 where none does. */
static uint32_t before_middle(const struct rn_chart *c, uint32_t i,
                              uint32_t run)
{
    for (uint32_t n = person_begins(c, i) ? 3 : 2; n + 1 < run; n++)
        if (middle_name(c, i + n))
            return n - 1;
    return 0;
}

/* Whether a person's name of two or three words begins at `i` of which the last
 * is an initial alone: "xã | Lê Văn B". Villages have letters too: "thôn Hà
 * Thanh B". */
static bool person_with_initial(const struct rn_chart *c, uint32_t i)
{
    unsigned n = 1 + !letter_at(c, i + 1, 26);

    return person_begins(c, i) && rn_has(c, i + 1, RN_TOK_UPPER) &&
           letter_at(c, i + n, 26) &&
           (middle_name(c, i + 1) ||
            (i > c->first &&
             rn_word_listed(c, i - 1, RN_LIST_UNLETTERED_LEVELS)));
}

/* Whether a woman's name of the Central Highlands goes on with the surname
 * before token `i`: "Rmah | H'Blin". */
static bool highland_name(const struct rn_chart *c, uint32_t i)
{
    return rn_key_at(c, i, "h") && rn_has(c, i, RN_TOK_UPPER) &&
           !rn_has(c, i, RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_LINE) &&
           i + 2 < c->last && rn_has(c, i + 1, RN_TOK_GLUED) &&
           rn_has(c, i + 2, RN_TOK_GLUED) && rn_has(c, i + 2, RN_TOK_UPPER);
}

/* Behind the syllable with an apostrophe that goes on with a place's name at
 * `i`, or 0: "Đăk | R'Lấp". With H' women's names begin. */
static uint32_t highland_end(const struct rn_chart *c, uint32_t i)
{
    return letter_at(c, i, 26) && !rn_key_at(c, i, "h") &&
                   rn_is_mark(c, i + 1, '\'') &&
                   rn_has(c, i + 1, RN_TOK_GLUED) &&
                   rn_has(c, i + 2, RN_TOK_GLUED) &&
                   rn_has(c, i + 2, RN_TOK_WORD)
               ? i + 3
               : 0;
}

static void names(struct rn_chart *c, uint32_t i)
{
    uint32_t run, told, most, highland, checked = 1;
    unsigned asks;

    if (not_name(c, i) || !syllable_at(c, i))
        return;
    run = run_length(c, i);
    told = before_middle(c, i, run);
    /* in a longer run a person's name begins behind the second, unless one is
     * seen behind the third */
    most = told && told <= NAME_SYLLABLES_MAX ? told
           : run <= NAME_SYLLABLES_MAX        ? run
           : person_behind_three(c, i, run)   ? NAME_SYLLABLES_MAX
                                              : 2;
    asks = who_asks(c, i, most);
    if (!asks)
        return;
    /* a person's name, but for "Tan Son Nhat | Ward" */
    if (!run || (run == 1 && person_begins(c, i) && highland_name(c, i + 1)) ||
        person_with_initial(c, i) ||
        (run > 2 && !told && !(rn_word_bits_at(c, i + run) & RN_WORD_LEVEL) &&
         !person_after_two(c, i, run) &&
         !(run == 3 && letter_at(c, i + 2, NAME_VILLAGE_LETTERS)) &&
         (person_begins(c, i) || middle_name(c, i + 1))))
        return;
    if (!told && person_beyond(c, i, run))
        most = 1;
    highland = asks & 1 ? highland_end(c, i + 1) : 0;
    if (highland) {
        rn_builtin_found(c, RN_B_NAME, i, highland, 0);
        return;
    }
    for (uint32_t n = 1; n <= most; n++) {
        if (!asked_for(c, asks, i, n) ||
            (n == 1 && (c->tok->end[i] - c->tok->start[i] < NAME_LETTERS_MIN ||
                        (!(asks & 1 || rn_has(c, i, RN_TOK_ASCII)) &&
                         c->route.label[i + 1] == RN_ROUTE_EN))))
            continue; /* "Hà | Provincial People's Committee" */
        while (checked < n)
            if (!syllable_at(c, i + checked++))
                return;
        /* a delegation: "Đoàn | Lai Chau Provincial Police" */
        if (n == 3 && !(asks & 1) && rn_key_at(c, i, "đoan1"))
            return;
        /* "Huyện ủy | Kế hoạch năm 2025": a common word of two syllables */
        if (run == 1 && rn_phrase_at(c, i, false) == 2)
            return;
        rn_builtin_found(c, RN_B_NAME, i, i + n, 0);
        if ((figure_at(c, i + n) &&
             !rn_begins_kind(c, i + n + 1, c->im->head->kind_counted) &&
             ((asks & 1u << n) || figure_ends(c, i + n))) ||
            (n == run && letter_at(c, i + n, NAME_VILLAGE_LETTERS)))
            rn_builtin_found(c, RN_B_NAME, i, i + n + 1, 0);
    }
}

/* Whether a namesake may stand beside the word at `i`. */
static bool by_namesake(const struct rn_chart *c, uint32_t i)
{
    return i < c->last && (c->seen[i - c->first].info & RN_SEEN_NAMESAKE);
}

/* Whether the word at `i` goes on with a capitalised word before it: no name
 * begins there, unless it is small words of a headline that are before it. */
static bool within_run(const struct rn_chart *c, uint32_t i)
{
    const unsigned small = RN_WORD_JOINS | RN_WORD_OF | RN_WORD_THE;

    return i > c->first && rn_has(c, i - 1, RN_TOK_WORD) &&
           rn_has(c, i - 1, RN_TOK_UPPER) &&
           !rn_has(c, i, RN_TOK_HARD | RN_TOK_LINE | RN_TOK_WIDE) &&
           !(rn_word_bits_at(c, i - 1) & small);
}

/* Words up to the next that a namesake may stand before, two to four, a figure
 * at their end counted; 0 where there is none. */
static uint32_t up_to_asker(const struct rn_chart *c, uint32_t i)
{
    for (uint32_t n = 2; n <= NAMESAKE_MAX + 1; n++)
        if (by_namesake(c, i + n))
            return n;
    return 0;
}

/* "Trường THPT | Lê Quý Đôn", "| Le Quy Don | High School". */
static void namesakes(struct rn_chart *c, uint32_t i)
{
    bool before = i > c->first && by_namesake(c, i - 1);
    uint32_t n = before ? 0 : up_to_asker(c, i), run;
    bool figure;

    if (!before && (!n || within_run(c, i) || not_name(c, i)))
        return;
    run = run_length(c, i);
    if (before) {
        if (rn_is_mark(c, i + run, '-'))
            return; /* it goes on: "Hà Nội - Amsterdam" */
        figure = figure_at(c, i + run) && figure_ends(c, i + run);
        n = run + figure;
    } else {
        figure = figure_at(c, i + n - 1);
        if (run < n - figure)
            return;
    }
    if (n - figure < 2 || n - figure > NAMESAKE_MAX)
        return;
    for (uint32_t k = i; k < i + n - figure; k++)
        if (!syllable_at(c, k))
            return;
    rn_builtin_found(c, RN_B_NAMESAKE, i, i + n, 0);
}

/* Whether a mention, a listed place or a sign begins at token `i`, whose cell
 * is full, or anything known that ends before token `end`. */
static bool begins_known(const struct rn_chart *c, uint32_t i, uint32_t end)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);

    for (; n; n--, it++)
        if (!(it->flags & RN_ITEM_DEAD) &&
            ((it->flags & RN_ITEM_STANDS &&
              c->im->kinds[it->kind].emit != RN_NONE) ||
             it->kind == h->kind_listed || it->kind == h->kind_for ||
             rn_image_against(c->im, it->kind) ||
             (it->concept != RN_NONE && it->end == end)))
            return true;
    return false;
}

bool rn_tail_is_listed(const struct rn_chart *c, const struct rn_item *tail)
{
    return begins_known(c, tail->start, tail->end);
}

/* Whether the word at `i` may be one of an unlisted name. */
static bool tail_word(const struct rn_chart *c, uint32_t i)
{
    return rn_has(c, i, RN_TOK_WORD) && rn_has(c, i, RN_TOK_UPPER) &&
           rn_has(c, i, RN_TOK_ASCII) && !rn_has(c, i, RN_TOK_ALLCAPS) &&
           !rn_has(c, i, RN_TOK_HARD | RN_TOK_KEEP) &&
           !(rn_word_bits_at(c, i) & RN_WORD_SURNAME);
}

/* Behind a comma, a small word or both that join the words of an unlisted name;
 * `i` where none do. */
static uint32_t behind_joint(const struct rn_chart *c, uint32_t i)
{
    uint32_t next = i + rn_is_mark(c, i, ',');
    uint32_t word = next + rn_is_mark(c, next, '&');

    if (word == next && rn_word_listed(c, next, RN_LIST_TAIL_JOINERS))
        word++;
    return tail_word(c, word) && !begins_known(c, word, RN_NONE) ? word : i;
}

/* "Legal Aid, Seeds and Crop Production": English words in capitals behind
 * "of". None of them begins a name of its own; whether the first does is known
 * later (rn_tail_is_listed). What is behind a comma belongs to it where "and"
 * follows.
 */
static void tails(struct rn_chart *c, uint32_t i)
{
    uint32_t end = i, next = i;
    bool listing = false;

    if (i == c->first || !(rn_word_bits_at(c, i - 1) & RN_WORD_OF))
        return;
    while (tail_word(c, next)) {
        uint32_t behind = next + 1;
        if (next - i >= TAIL_WORDS_MAX ||
            (next > i && begins_known(c, next, RN_NONE)))
            return;
        if (!listing)
            end = behind;
        next = behind_joint(c, behind);
        if (next > behind)
            listing = next == behind + 1 && rn_is_mark(c, behind, ',');
    }
    if (end > i)
        rn_builtin_found(c, RN_B_TAIL, i, end, 0);
}

void rn_builtin_items(struct rn_chart *c, uint32_t i)
{
    uint16_t flags = c->tok->flags[i];

    if (flags & RN_TOK_NUMBER) {
        ordinals(c, i);
        numbers(c, i);
        dates(c, i);
        years(c, i);
    } else if (flags & RN_TOK_WORD) {
        if ((flags & RN_TOK_ALLCAPS) || (rn_word_bits_at(c, i) & RN_WORD_KE))
            ordinals(c, i);
        if (rn_month_at(c, i))
            dates(c, i);
        if (flags & RN_TOK_UPPER) {
            names(c, i);
            namesakes(c, i);
            if (c->im->head->uses_tail)
                tails(c, i);
        }
    }
}
