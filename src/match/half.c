#include "match/half.h"

#include "lexicon/model.h"
#include "match/builtin.h"
#include "match/signs.h"
#include "match/walk.h"

/* Words beside what was read: in a segment with fewer of them one small word is
 * enough to show that capitals mean something; with a few alone they do. */
enum { HEADLINE_WORDS = 8, HEADLINE_MIN = 3 };

/* Words of a person's name, the family name among them. */
enum { PERSON_WORDS = 4 };

/* Tokens before a body that may be one sign or place: "Ba Ria - Vung Tau". */
enum { LOOK_BACK = 5 };

/* The token behind the person whose family name stands at `i`. */
static uint32_t person_end(const struct rn_chart *c, uint32_t i)
{
    uint32_t end = i + 1;

    while (end < c->last && end - i < PERSON_WORDS &&
           (c->tok->flags[end] & RN_TOK_UPPER) && rn_best_at(c, end) == RN_NONE)
        end++;
    return end;
}

/* Whether the segment is written as a headline: in capitals, or with most words
 * capitalised (a short one: all). Capitals then say nothing about where a name
 * ends. Names that were read are no witnesses: they have their capitals
 * everywhere, and would have more when they are written anew. Nor are persons.
 * No headline ends with a full stop. */
bool rn_half_headline(const struct rn_chart *c)
{
    size_t words = 0, capitals = 0;

    if (c->tok->segments[c->segment].flags & RN_SEG_CAPS)
        return true;
    if (rn_is_mark(c, c->last - 1, '.'))
        return false;
    for (uint32_t i = c->first; i < c->last;) {
        uint32_t k = c->cell[i - c->first].n ? rn_best_at(c, i) : RN_NONE;
        if (k != RN_NONE) {
            i = c->items[k].end;
            continue;
        }
        if (rn_surname_at(c, i)) {
            i = person_end(c, i);
            continue;
        }
        words += (c->tok->flags[i] & RN_TOK_WORD) != 0;
        capitals += (c->tok->flags[i] & RN_TOK_UPPER) != 0;
        i++;
    }
    if (words < HEADLINE_MIN)
        return false;
    return words < HEADLINE_WORDS ? capitals == words
                                  : capitals * 10 >= words * 7;
}

/* Whether words with which sentences begin stand at `i`, the first alone with a
 * capital: captions often lack their stop ("Sở Y tế | Tham gia đoàn có"). */
static bool opens(const struct rn_chart *c, uint32_t i)
{
    return rn_phrase_at(c, i, true) == 2 &&
           !(c->tok->flags[i + 1] & RN_TOK_UPPER);
}

/* Whether a Vietnamese level stands at `i`: behind a name it begins that of the
 * place around it ("Ban Công tác Mặt trận Khu phố 2 | Phường 8"). */
static bool outer_place(const struct rn_chart *c, uint32_t i)
{
    return rn_begins_in(c, i, c->im->head->kind_level, 1u << RN_ROOT_VI);
}

/* Whether the word for a document stands at `i`, which sentences set behind the
 * whole name of a body: "trình Ban Chấp hành Đảng bộ tỉnh | Đề án". English
 * names hold such words ("Law | Committee"). */
static bool document_at(const struct rn_chart *c, uint32_t i)
{
    return rn_begins_in(c, i, c->im->head->kind_type,
                        ~(unsigned)RN_ROOTS_ENGLISH);
}

/* Whether an English or Malay word stands at `i` that begins no name:
 * "Inspects", "Melawat". */
static bool headline_verb(const struct rn_chart *c, uint32_t i)
{
    return (rn_word_bits_at(c, i) & RN_WORD_NOT_NAME) &&
           (c->tok->flags[i] & RN_TOK_ASCII);
}

/* Whether a capitalised word stands at `i` that begins neither a mention of its
 * own nor a person's name nor a date: a name that ends before it was not read
 * to its end. Behind "of" stands no person, but a school of that name. */
static bool unread_name(const struct rn_chart *c, uint32_t i, bool of)
{
    unsigned other = (of ? 0 : RN_WORD_SURNAME) | RN_WORD_MONTH_MASK
                                                      << RN_WORD_MONTH_SHIFT;
    uint16_t flags = i < c->last ? c->tok->flags[i] : 0;
    uint32_t best;

    if (!(flags & RN_TOK_WORD) || !(flags & RN_TOK_UPPER) ||
        (flags & (RN_TOK_HARD | RN_TOK_KEEP | RN_TOK_GLUED | RN_TOK_LINE |
                  RN_TOK_WIDE)) ||
        (rn_word_bits_at(c, i) & other) || (!of && headline_verb(c, i)))
        return false;
    best = rn_best_at(c, i);
    return best == RN_NONE ? !opens(c, i) && !outer_place(c, i)
                           : of && rn_item_ignored(c, &c->items[best]);
}

/* Whether a small word stands behind the capital at `i` that is none of
 * `others`, with none of the flags `parted` at either. */
static bool before_small(const struct rn_chart *c, uint32_t i, unsigned parted,
                         unsigned others)
{
    const uint16_t *flags = &c->tok->flags[i];

    return i + 1 < c->last && (flags[0] & RN_TOK_UPPER) &&
           !((flags[0] | flags[1]) & parted) && (flags[1] & RN_TOK_WORD) &&
           !(flags[1] & RN_TOK_UPPER) && !(rn_word_bits_at(c, i + 1) & others);
}

/* Whether an office that nobody listed begins at `i`: a capital, then a small
 * word, "Kế hoạch". A person's name is capitalised throughout. */
static bool unread_office(const struct rn_chart *c, uint32_t i)
{
    return unread_name(c, i, false) &&
           before_small(c, i, RN_TOK_HARD | RN_TOK_GLUED,
                        RN_WORD_FOLLOWS | RN_WORD_JOINS_VI);
}

/* The like behind a Vietnamese title that is the head of an office's name,
 * where one word is enough, no sentence begins, and a family name with a small
 * word behind it is none: "Trưởng khoa | Nhi", "Trưởng phòng | Lưu trữ". */
static bool office_of_head(const struct rn_chart *c, uint32_t i)
{
    if (!rn_word_listed(c, i - 1, RN_LIST_BEFORE_OFFICES))
        return false;
    if (unread_name(c, i, false))
        return rn_token_keylen(c->tok, i) > 1; /* but "Y Thanh Niê" */
    return before_small(c, i, RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_LINE,
                        RN_WORD_FOLLOWS | RN_WORD_JOINS_VI) &&
           (c->tok->flags[i] & RN_TOK_WORD) && rn_best_at(c, i) == RN_NONE;
}

/* Whether a field that was spoilt stands at `i` behind a body of one word: what
 * begins as a family name does, with a small word behind it: "Sở | Nông
 * nghiep". */
static bool spoilt_field(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t i = it->end;

    return it->end == it->start + 1 && it->root == RN_ROOT_VI &&
           before_small(c, i,
                        RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_LINE | RN_TOK_WIDE,
                        RN_WORD_FOLLOWS | RN_WORD_JOINS) &&
           rn_surname_at(c, i);
}

/* Whether the letters of a body that nothing reads stand at `i`, within small
 * letters: "Presiden | FAM". A name in capitals is of two words and more, and
 * most begin with a family name. */
static bool unread_letters(const struct rn_chart *c, uint32_t i)
{
    return unread_name(c, i, false) && (c->tok->flags[i] & RN_TOK_ALLCAPS) &&
           (c->tok->flags[i] & RN_TOK_ASCII) &&
           rn_token_key(c->tok, i).len > 1 &&
           !(i + 1 < c->last && (c->tok->flags[i + 1] & RN_TOK_ALLCAPS));
}

/* Whether a place of which a judgment tells the letter stands at `i`, within
 * another: "Chủ tịch UBND xã | T, huyện C". */
static bool lettered_place(const struct rn_chart *c, uint32_t i)
{
    return i + 2 < c->last && (rn_word_bits_at(c, i - 1) & RN_WORD_BY_NAME) &&
           (c->tok->flags[i] & RN_TOK_ALLCAPS) &&
           rn_token_key(c->tok, i).len < 3 &&
           !((c->tok->flags[i] | c->tok->flags[i + 2]) & RN_TOK_HARD) &&
           rn_is_mark(c, i + 1, ',') &&
           (rn_word_bits_at(c, i + 2) & RN_WORD_BY_NAME);
}

/* The token behind a sign for us that begins at `i`, or `i`: "the Supreme Court
 * of Vietnam" is whole, "the Party Committee of Vietnam Airlines" is not. */
static uint32_t behind_vietnam(const struct rn_chart *c, uint32_t i)
{
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);

    for (; n; n--, it++)
        if (it->kind == c->im->head->kind_for && !(it->flags & RN_ITEM_DEAD))
            return it->end;
    return i;
}

/* Whether the reading ends with a sign for us, "the Ministry of Justice of
 * Vietnam", which its canonical name leaves out. */
static bool ends_in_vietnam(const struct rn_chart *c, const struct rn_item *it)
{
    if (c->im->heads[it->accept].flags & RN_HEAD_CANON)
        return false;
    for (uint32_t i = it->end; i-- > it->start + 1;) {
        uint32_t end = behind_vietnam(c, i);
        if (end != i)
            return end == it->end;
    }
    return false;
}

/* Whether the name is one of two countries', the other of which would remain:
 * "the Prime Ministers of Vietnam | and Laos", "Bộ Công an Việt Nam | và Lào".
 */
static bool shared_abroad(const struct rn_chart *c, const struct rn_item *it)
{
    bool english = rn_root_english(it->root);
    const struct rn_item *other;
    uint32_t n;

    if (!(rn_word_bits_at(c, it->end) & RN_WORD_JOINS) &&
        !(english && rn_is_mark(c, it->end, ',')))
        return false;
    if ((english && !rn_item_plural(c, it)) || !ends_in_vietnam(c, it))
        return false;
    for (other = rn_cell(c, it->end + 1, &n); n; n--, other++)
        if (!(other->flags & RN_ITEM_DEAD) &&
            rn_image_against(c->im, other->kind) &&
            (english || other->end >= c->last ||
             !(c->tok->flags[other->end] & RN_TOK_UPPER)))
            return true;
    return false;
}

/* Whether what was read ends in a body of one word: "Pengarah | Jabatan". */
static bool ends_in_word(const struct rn_chart *c, const struct rn_item *it)
{
    for (unsigned k = 0; k < it->nkids; k++) {
        const struct rn_item *kid = &c->items[c->kids[it->kids + k]];
        if (kid->end == it->end && kid->end == kid->start + 1 &&
            rn_is_body(c, kid))
            return true;
    }
    return false;
}

/* Whether two fields that nobody listed stand at `i` with a dash between them,
 * which stands in no person's name: "Giám đốc Sở | Nông - Lâm nghiệp". */
static bool unread_pair(const struct rn_chart *c, uint32_t i)
{
    const unsigned parted =
        RN_TOK_HARD | RN_TOK_KEEP | RN_TOK_GLUED | RN_TOK_LINE | RN_TOK_WIDE;
    const uint16_t *flags = &c->tok->flags[i];

    return i + 2 < c->last && rn_is_mark(c, i + 1, '-') &&
           (flags[0] & RN_TOK_WORD) && (flags[0] & RN_TOK_UPPER) &&
           (flags[2] & RN_TOK_WORD) && (flags[2] & RN_TOK_UPPER) &&
           !((flags[0] | flags[1] | flags[2]) & parted) &&
           rn_best_at(c, i) == RN_NONE && rn_best_at(c, i + 2) == RN_NONE;
}

/* Whether a word with which Malay names begin stands at `i`, and nothing reads
 * what begins there: "Pengarah | Pusat Kajian Kopi". No person's name has the
 * shape of such a word, save those that are syllables of Vietnamese too. */
static bool unread_head(const struct rn_chart *c, uint32_t i)
{
    return unread_name(c, i, false) && rn_starts_form(c, i, RN_ROOT_MS) &&
           !(c->seen[i - c->first].info & RN_SEEN_SYLLABLE);
}

/* Whether what was read ends in a document's number with its code, or behind
 * "No.", and so is whole: "Plan No. 178/KH-UBND | of the PPC". */
static bool ends_in_number(const struct rn_chart *c, const struct rn_item *it)
{
    for (unsigned k = 0; k < it->nkids; k++) {
        const struct rn_item *kid = &c->items[c->kids[it->kids + k]];
        if (kid->kind == RN_B_NUMBER && kid->end == it->end &&
            (!(kid->flags & RN_ITEM_PLAIN) ||
             !(c->im->heads[it->accept].flags & RN_HEAD_NUMBER)))
            return true;
    }
    return false;
}

bool rn_half_unnamed(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_image_header *h = c->im->head;

    it = rn_half_innermost(c, it, true);
    return it->end == it->start + 1 && !rn_root_english(it->root) &&
           !(c->tok->flags[it->start] & RN_TOK_ALLCAPS) &&
           (rn_image_kind_may_be(c->im, it->kind, h->kind_bureau) ||
            rn_image_kind_may_be(c->im, it->kind, h->kind_ministerial));
}

/* The field, or the one word of what it is about, in which what was read ends;
 * NULL where it ends in neither. */
static const struct rn_item *last_field(const struct rn_chart *c,
                                        const struct rn_item *it)
{
    const struct rn_item *last = rn_half_innermost(c, it, true);

    if (last == it || rn_image_tells_where(c->im, last->kind))
        return NULL;
    return c->im->kinds[last->kind].emit == RN_NONE ||
                   last->end == last->start + 1
               ? last
               : NULL;
}

/* Whether at token `i` begins a level, a place, a sign or a field. */
static bool begins_other(const struct rn_chart *c, uint32_t i,
                         const struct rn_item *field)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);

    for (; n; n--, it++)
        if (!(it->flags & RN_ITEM_DEAD) &&
            (rn_image_tells_where(c->im, it->kind) || it->kind == h->kind_for ||
             rn_image_against(c->im, it->kind) ||
             rn_image_kind_may_be(c->im, it->kind, field->kind) ||
             rn_image_kind_may_be(c->im, field->kind, it->kind)))
            return true;
    return false;
}

/* Whether a further field that nobody listed stands behind an English name:
 * "Department of Dike Management | and Flood Control". Its first word is one of
 * other names; a company's seldom is. */
static bool other_field(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t i = it->end + 1;
    const struct rn_item *field;

    if (i >= c->last || !rn_key_at(c, it->end, "and") ||
        c->seen[i - c->first].word == RN_NONE ||
        !(c->tok->flags[i] & RN_TOK_ASCII) ||
        (c->tok->flags[i] & RN_TOK_ALLCAPS) || !unread_name(c, i, false))
        return false;
    field = last_field(c, it);
    return field && !begins_other(c, i, field);
}

/* Whether a school's or a company's name begins with the place in which the
 * reading ends: "Chairman of Vinh | University". */
bool rn_half_enterprise(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_item *last = rn_half_innermost(c, it, true);
    uint32_t n, kind = c->im->head->kind_enterprise;
    const struct rn_item *other = rn_cell(c, last->start, &n);

    if (last == it || kind == RN_NONE ||
        (!rn_image_tells_where(c->im, last->kind) &&
         !rn_item_is(c, last, kind)))
        return false;
    for (; n; n--, other++)
        if (!(other->flags & RN_ITEM_DEAD) && other->end > it->end &&
            rn_item_is(c, other, kind))
            return true;
    return rn_class_of_root[it->root] == RN_ROUTE_EN &&
           rn_half_leads_to_enterprise(c, it->end);
}

/* Whether a capitalised word that nothing reads stands at token `i` and has not
 * the shape of a syllable of our names. */
bool rn_half_strange_word(struct rn_chart *c, uint32_t i)
{
    const unsigned other = RN_WORD_SURNAME | RN_WORD_NOT_NAME |
                           RN_WORD_MONTH_MASK << RN_WORD_MONTH_SHIFT;
    const unsigned no_name = RN_TOK_HARD | RN_TOK_KEEP | RN_TOK_GLUED |
                             RN_TOK_LINE | RN_TOK_ALLCAPS | RN_TOK_VIETNAMESE;

    return i < c->last && (c->tok->flags[i] & RN_TOK_WORD) &&
           (c->tok->flags[i] & RN_TOK_UPPER) && !(c->tok->flags[i] & no_name) &&
           !(rn_word_bits_at(c, i) & other) && rn_best_at(c, i) == RN_NONE &&
           !rn_is_syllable(c, i) && !rn_inner_capital(c, i);
}

/* Whether a title ends in a place before letters, in the word of a level with a
 * capital, or in a field behind its bearer's name, and more of a name than a
 * person's stands behind it: "Director of Lai Chau | FC", "Chairman of Can Tho
 * City | Rowing Club", "Le Van An, Director of the Department of Energy |
 * Efficiency". */
static bool ends_before(struct rn_chart *c, const struct rn_item *it)
{
    if (rn_image_tells_where(c->im, rn_half_innermost(c, it, true)->kind) &&
        unread_letters(c, it->end))
        return true;
    return rn_half_strange_word(c, it->end) &&
           (((rn_word_bits_at(c, it->end - 1) & RN_WORD_LEVEL) &&
             (c->tok->flags[it->end - 1] & RN_TOK_UPPER)) ||
            (last_field(c, it) && rn_signs_named_before(c, it) != RN_NONE));
}

/* Whether a listed place stands at token `i` and no name begins with it. */
static bool mere_place(const struct rn_chart *c, uint32_t i)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t best = rn_best_at(c, i), n;
    const struct rn_item *it;
    bool listed = false;

    if (best != RN_NONE && c->im->kinds[c->items[best].kind].emit != RN_NONE)
        return false;
    for (it = rn_cell(c, i, &n); n; n--, it++) {
        if (it->flags & RN_ITEM_DEAD)
            continue;
        if (h->kind_enterprise != RN_NONE &&
            rn_item_is(c, it, h->kind_enterprise))
            return false; /* "and | Hanoi Medical University" */
        listed = listed || it->kind == h->kind_listed;
    }
    return listed;
}

/* Whether the reading ends in a place to which another is joined: "Police of
 * Lai Chau | and Son La", behind a plural "Border Guard Stations of Dien Bien |
 * and Phongsaly" and "Party Committees of Lai Chau |, Son La" too. */
static bool place_and_place(struct rn_chart *c, const struct rn_item *it)
{
    uint32_t i = it->end + 1;
    bool both = rn_key_at(c, it->end, "and"), many;

    if (i >= c->last || !(both || rn_is_mark(c, it->end, ',')) ||
        !rn_image_tells_where(c->im, rn_half_innermost(c, it, true)->kind))
        return false;
    many = rn_item_plural(c, it);
    if (both && many && rn_half_strange_word(c, i))
        return true;
    return (both || many) && mere_place(c, i);
}

/* Whether letters are a word of the capitals around them: "NA | HANG" begins
 * with a place that is longer, "MOST | COMMUNES" with a word that is no name.
 */
bool rn_half_capitals(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t n;
    const struct rn_item *other;

    if (it->end != it->start + 1 ||
        !(c->tok->flags[it->start] & RN_TOK_ALLCAPS))
        return false;
    if (rn_word_bits_at(c, it->start) & RN_WORD_NOT_NAME)
        return true;
    for (other = rn_cell(c, it->start, &n); n; n--, other++)
        if (!(other->flags & RN_ITEM_DEAD) && other->end > it->end &&
            other->kind == c->im->head->kind_listed)
            return true;
    return false;
}

/* Whether an English title in small letters that names no body goes on with
 * "of", which stands at `i`, and a common noun: "the deputy chairman | of the
 * bank". */
static bool of_something(const struct rn_chart *c, const struct rn_item *it,
                         uint32_t i)
{
    uint32_t n;
    const struct rn_item *other;

    if (c->tok->flags[it->start] & RN_TOK_UPPER)
        return false;
    for (n = 0; n < it->nkids; n++)
        if (rn_is_body(c, &c->items[c->kids[it->kids + n]]))
            return false;
    i++;
    if (i < c->last && ((rn_word_bits_at(c, i) & RN_WORD_THE) ||
                        rn_word_listed(c, i, RN_LIST_DETERMINERS)))
        i++;
    if (i >= c->last || !(c->tok->flags[i] & RN_TOK_WORD) ||
        (c->tok->flags[i] & (RN_TOK_UPPER | RN_TOK_HARD)))
        return false;
    for (other = rn_cell(c, i, &n); n; n--, other++)
        if (!(other->flags & RN_ITEM_DEAD) &&
            (c->im->kinds[other->kind].emit != RN_NONE ||
             rn_image_tells_where(c->im, other->kind)))
            return false;
    return true;
}

/* Whether the reading ends in a word for schools or companies, and what they
 * are called stands behind it: "Bí thư Đảng ủy Tổng công ty | Viglacera". A
 * family name is a company's where a small word follows: "| Cao su Đồng Nai". A
 * letter begins a person's name: "| H'Linh". */
static bool enterprise_goes_on(const struct rn_chart *c,
                               const struct rn_item *it)
{
    const unsigned other =
        RN_TOK_UPPER | RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_LINE;
    uint32_t i = it->end, kind = c->im->head->kind_enterprise;

    if (kind == RN_NONE ||
        !rn_item_is(c, rn_half_innermost(c, it, true), kind) ||
        c->tok->end[i] == c->tok->start[i] + 1)
        return false;
    if (unread_name(c, i, false))
        return true;
    return i + 1 < c->last && (rn_word_bits_at(c, i) & RN_WORD_SURNAME) &&
           unread_name(c, i, true) && (c->tok->flags[i + 1] & RN_TOK_WORD) &&
           !(c->tok->flags[i + 1] & other);
}

/* Whether what was read is one word, or the Central Committee by two, which is
 * another where it says what it is for: "Central Committee | for Ideology", "|
 * on Health Care". */
static bool bare_head(const struct rn_chart *c, const struct rn_item *it)
{
    return it->end == it->start + 1 ||
           (it->end == it->start + 2 && rn_key_at(c, it->start, "central") &&
            rn_key_at(c, it->start + 1, "committee"));
}

/* Whether such a word is the last of what was read, and no place or field:
 * "Director of the Center | for Happiness"; so is the word for what is often
 * for somebody: "Hanoi Association | for Kite Flying". */
static bool ends_bare(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t last = rn_half_innermost(c, it, true)->kind, i = it->end - 1;

    return bare_head(c, it) ||
           (c->im->kinds[last].emit != RN_NONE &&
            ((rn_word_bits_at(c, i - 1) & (RN_WORD_OF | RN_WORD_THE)) ||
             rn_word_listed(c, i, RN_LIST_BEFORE_PURPOSES)));
}

/* Whether letters that nothing reads are joined to what was read, or words to a
 * Vietnamese one: "Chi cục KTHT | &XYZ", "Ban QL dự án | & đầu tư". */
static bool joins_unread(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t i = it->end + 1;
    const uint16_t *f = &c->tok->flags[i];

    if (!rn_is_mark(c, i - 1, '&') || i >= c->last ||
        rn_best_at(c, i) != RN_NONE || rn_word_bits_at(c, i) & RN_WORD_PLURAL)
        return false;
    if (f[-1] & f[0] & RN_TOK_GLUED)
        return f[0] & RN_TOK_ALLCAPS;
    return (f[0] & RN_TOK_WORD) && !(f[0] & RN_TOK_HARD) &&
           rn_class_of_root[it->root] == RN_ROUTE_VI &&
           !rn_image_tells_where(c->im, rn_half_innermost(c, it, true)->kind);
}

/* Whether what was read is the word for an office, which the number behind it
 * makes another: "Microsoft Office | 365". A date does not, nor does a count of
 * members. */
static bool numbered_office(const struct rn_chart *c, const struct rn_item *it)
{
    enum { FIGURES = 3 };
    const struct rn_image_header *h = c->im->head;
    uint32_t next = it->end;

    return !it->nkids && (c->tok->flags[next] & RN_TOK_NUMBER) &&
           rn_token_keylen(c->tok, next) >= FIGURES &&
           !(c->tok->flags[next] & (RN_TOK_HARD | RN_TOK_LINE | RN_TOK_WIDE)) &&
           !(rn_has(c, next + 1, RN_TOK_GLUED) &&
             rn_has(c, next + 1, RN_TOK_MARK)) &&
           (rn_image_kind_may_be(c->im, it->kind, h->kind_part) ||
            rn_image_kind_may_be(c->im, it->kind, h->kind_bureau) ||
            rn_image_kind_may_be(c->im, it->kind, h->kind_ministerial));
}

/* Half a name is worse than none: whether the name goes on behind what was
 * read. */
bool rn_half_goes_on(struct rn_chart *c, const struct rn_item *it)
{
    uint32_t next = it->end, emit = c->im->kinds[it->kind].emit;
    bool title = emit == c->im->head->kind_title;
    bool english = rn_root_english(it->root);

    if ((c->im->heads[it->accept].flags & RN_HEAD_OPEN) || next >= c->last ||
        ends_in_number(c, it))
        return false;
    if (shared_abroad(c, it) || enterprise_goes_on(c, it))
        return true;
    if (!title &&
        (spoilt_field(c, it) || joins_unread(c, it) || numbered_office(c, it)))
        return true;
    if (!title && unread_name(c, behind_vietnam(c, next), false))
        return !(it->nkids || rn_item_is(c, it, c->im->head->kind_committee)) ||
               !document_at(c, next);
    if (title && !english && !rn_item_is(c, it, c->im->head->kind_honorific) &&
        (unread_letters(c, next) || lettered_place(c, next) ||
         (rn_class_of_root[it->root] == RN_ROUTE_VI &&
          (unread_office(c, next) || office_of_head(c, next) ||
           rn_half_small_rest(c, it) ||
           (ends_in_word(c, it) && unread_pair(c, next))))))
        return true;
    if (title && rn_class_of_root[it->root] == RN_ROUTE_MS &&
        ((ends_in_word(c, it) && unread_name(c, next, false)) ||
         unread_head(c, next)))
        return true;
    if (title && english && rn_key_at(c, next, "'s"))
        return (unread_name(c, next + 1, true) &&
                !rn_half_owns_paper(c, next + 1)) ||
               rn_half_owns_offices(c, next + 1);
    if (english && (other_field(c, it) || place_and_place(c, it) ||
                    (title && ends_before(c, it))))
        return true;
    if (english && rn_key_at(c, next, "on") && bare_head(c, it))
        return unread_name(c, next + 1, false);
    /* "Centre | for the Conservation of …", "Central Committee | for …" */
    if (!english || !((rn_word_bits_at(c, next) & RN_WORD_OF) ||
                      (rn_key_at(c, next, "for") && ends_bare(c, it))))
        return false;
    if (title && of_something(c, it, next))
        return true;
    if (next + 1 < c->last && (rn_word_bits_at(c, next + 1) & RN_WORD_THE))
        next++;
    /* "Tan Hoa Commune Women's Union | of Bat Xat district" */
    return !(next + 1 < c->last && rn_half_says_where(c, it) &&
             mere_place(c, next + 1)) &&
           !rn_half_tenure_at(c, next + 1) &&
           unread_name(c, behind_vietnam(c, next + 1), true);
}

/* Whether a sign or a place (only a listed one) ends before token `end`:
 * "Vietnam | Party Committee". */
static bool behind_place(const struct rn_chart *c, uint32_t end, bool listed)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t place = listed ? h->kind_listed : h->kind_place;

    return rn_ends_kind(c, end, place, LOOK_BACK) ||
           rn_ends_kind(c, end, h->kind_for, LOOK_BACK) ||
           rn_ends_kind(c, end, h->kind_against, LOOK_BACK);
}

/* Whether the reading begins with a word for schools or companies: what they
 * are called stands before it ("Tay Nguyen | University Party Committee"). */
bool rn_half_nameless(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_item *first = rn_half_innermost(c, it, false);
    uint32_t kind = c->im->head->kind_enterprise;

    return kind != RN_NONE && rn_item_is(c, first, kind) &&
           first->end == first->start + 1;
}

/* Whether what stands right before the reading may belong to its name: a body,
 * what begins with one ("Energy | Committee Chairman"), or a title that other
 * bodies have too ("AFT | President") before none of our people. */
static bool qualified(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_item *first = it;

    if (rn_is_body(c, it) || rn_half_nameless(c, it))
        return true;
    if (!rn_is_title(c, it))
        return false;
    if (it->nkids)
        first = &c->items[c->kids[it->kids]];
    if (first != it && first->start == it->start && first->end > it->start &&
        rn_is_body(c, first))
        return true;
    return it->concept != RN_NONE &&
           (c->im->concepts[it->concept].flags & RN_CONCEPT_SIGN) &&
           !rn_surname_at(c, it->end);
}

/* Whether the word before token `i`, capitalised, shows by its place that it is
 * part of a name: within a sentence, or anywhere by its capitals: "(PVX | Trade
 * Union)". Any word has one capital where a sentence begins. */
static bool capital_means(const struct rn_chart *c, uint32_t i)
{
    const uint16_t *flags = &c->tok->flags[i];

    if ((flags[-1] & RN_TOK_ALLCAPS) && !(flags[0] & RN_TOK_ALLCAPS))
        return rn_token_keylen(c->tok, i - 1) > 1;
    return i >= c->first + 2 && !(flags[-1] & (RN_TOK_HARD | RN_TOK_LINE)) &&
           ((flags[-2] & (RN_TOK_WORD | RN_TOK_NUMBER)) ||
            rn_is_mark(c, i - 2, ','));
}

/* Whether the word at `i` says that what is behind it is a name of a person, a
 * place or a tree: "chị | Sở", but not "yêu cầu | Sở". */
static bool calls(const struct rn_chart *c, uint32_t i)
{
    return rn_word_listed(c, i, RN_LIST_BEFORE_NAMES) &&
           !(i > c->first && rn_phrase_at(c, i - 1, true) == 2);
}

/* Whether the one capitalised word, a Vietnamese body, is what a person or a
 * place is called: it stands within a sentence behind another syllable with a
 * capital, where no mention ends, or behind a word that says so: "Ngô Văn |
 * Sở", "hồ Yên | Sở", "làng | Sở". */
static bool last_name(struct rn_chart *c, const struct rn_selection *s,
                      const struct rn_item *it)
{
    uint32_t i = it->start;
    const uint16_t *flags = &c->tok->flags[i];

    if (it->root != RN_ROOT_VI || it->end != i + 1 || it->nkids ||
        !rn_is_body(c, it) || i == c->first ||
        (flags[0] &
         (RN_TOK_ALLCAPS | RN_TOK_HARD | RN_TOK_LINE | RN_TOK_GLUED)))
        return false;
    return calls(c, i - 1) ||
           (i >= c->first + 2 &&
            (flags[-1] & (RN_TOK_UPPER | RN_TOK_ALLCAPS)) == RN_TOK_UPPER &&
            rn_is_syllable(c, i - 1) && capital_means(c, i) &&
            !(s->n && s->v[s->n - 1].end == i));
}

/* It has its capital for the place where it stands, or a name's, unless it
 * stands behind a small word of its line or a plural's: "lanh dao | So", "Cac |
 * So". What a colon or a number follows is "Số". */
bool rn_half_syllable(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t i = it->start;
    const uint16_t *flags = &c->tok->flags[i];

    return it->root == RN_ROOT_VI_BARE && it->end == i + 1 && !it->nkids &&
           rn_is_body(c, it) &&
           (c->im->heads[it->accept].flags & RN_HEAD_CAPITAL) &&
           (i == c->first || (flags[0] & (RN_TOK_HARD | RN_TOK_LINE)) ||
            ((flags[-1] & (RN_TOK_WORD | RN_TOK_UPPER)) != RN_TOK_WORD &&
             !(rn_word_bits_at(c, i - 1) & RN_WORD_PLURAL)) ||
            rn_is_mark(c, i + 1, ':') || rn_has(c, i + 1, RN_TOK_NUMBER) ||
            calls(c, i - 1));
}

/* Whether a field that nobody listed is joined to the one with which the
 * reading begins: "Democracy and | Law Division", "Inspection - | Legislation
 * Division". A number is no field:
 * "Wageningen & | 15th Provincial Party Congress". */
static bool half_field(struct rn_chart *c, const struct rn_selection *s,
                       const struct rn_item *it)
{
    const struct rn_item *first = rn_half_innermost(c, it, false);
    uint32_t i = it->start;

    return first != it && (rn_is_body(c, it) || rn_is_title(c, it)) &&
           first->kind != RN_B_ORDINAL && first->kind != RN_B_INT &&
           c->im->kinds[first->kind].emit == RN_NONE &&
           !rn_image_tells_where(c->im, first->kind) && i >= c->first + 2 &&
           (rn_key_at(c, i - 1, "and") || rn_is_mark(c, i - 1, '&') ||
            rn_is_mark(c, i - 1, '-')) &&
           rn_half_strange_word(c, i - 2) &&
           !(s->n && s->v[s->n - 1].end > i - 2);
}

/* Whether the capitalised word at token `i` is in no lexicon and no syllable of
 * Vietnamese, so that no place of ours ends in it. */
static bool stranger(struct rn_chart *c, uint32_t i)
{
    return (c->tok->flags[i] & RN_TOK_UPPER) &&
           c->seen[i - c->first].word == RN_NONE && !rn_is_syllable(c, i);
}

/* Whether a department in small letters is owned by what no lexicon has: "the
 * zoo's | veterinary department". A country's ministry is ours. */
static bool anybodys(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t ministry = c->im->head->kind_ministerial;
    uint32_t owner = it->start - 2;

    return !((c->tok->flags[owner] | c->tok->flags[it->start]) &
             RN_TOK_UPPER) &&
           (c->tok->flags[owner] & RN_TOK_WORD) &&
           c->seen[owner - c->first].word == RN_NONE &&
           !(ministry != RN_NONE && rn_item_is(c, it, ministry));
}

/* Whether a title that other countries and companies have too is that of
 * somebody whom nothing reads, or of what was spoken of before: "Samsung's |
 * President", "whose | President"; or a body that of a stranger. */
static bool owned(struct rn_chart *c, const struct rn_selection *s,
                  const struct rn_item *it)
{
    uint32_t i = it->start;

    if (rn_is_body(c, it))
        return i >= c->first + 2 && rn_key_at(c, i - 1, "'s") &&
               (stranger(c, i - 2) || anybodys(c, it));
    if (it->concept == RN_NONE ||
        !(c->im->concepts[it->concept].flags & RN_CONCEPT_SIGN) ||
        !rn_is_title(c, it))
        return false;
    if (rn_word_listed(c, i - 1, RN_LIST_THEIR_WORDS))
        return !rn_surname_at(c, rn_name_behind(c, it->end));
    return i >= c->first + 2 && rn_key_at(c, i - 1, "'s") &&
           (c->tok->flags[i - 2] & RN_TOK_UPPER) &&
           !rn_key_at(c, i - 2, "state") && !rn_key_at(c, i - 2, "party") &&
           !behind_place(c, i - 1, false) &&
           !(s->n && s->v[s->n - 1].end + 1 >= i);
}

/* Whether the reading begins behind a plural owner whom nothing reads:
 * "Referees' | Committee Chairman". */
static bool behind_owners(const struct rn_chart *c,
                          const struct rn_selection *s,
                          const struct rn_item *it)
{
    uint32_t i = it->start;

    return i >= c->first + 2 && rn_is_mark(c, i - 1, '\'') &&
           (c->tok->flags[i - 1] & RN_TOK_GLUED) &&
           !(c->tok->flags[i] & RN_TOK_GLUED) &&
           (c->tok->flags[i - 2] & RN_TOK_UPPER) &&
           (c->tok->flags[i - 2] & RN_TOK_WORD) &&
           !(s->n && s->v[s->n - 1].end + 1 >= i);
}

/* Whether a capitalised word that no lexicon has, and no verb by its ending,
 * opens a sentence at token `i`: "Wageningen | University's President". */
static bool opening_name(const struct rn_chart *c, uint32_t i)
{
    struct rn_span key = rn_token_key(c->tok, i);

    return c->seen[i - c->first].word == RN_NONE &&
           !(c->tok->flags[i] & RN_TOK_ALLCAPS) && key.len > 3 &&
           memcmp(key.ptr + key.len - 3, "ing", 3) &&
           memcmp(key.ptr + key.len - 2, "ed", 2);
}

/* Half a name in front, in English where what qualifies a body stands before
 * it: whether a capitalised word stands there, within a sentence, that
 * nothing reads: "of the Assembly | Department". */
bool rn_half_began(struct rn_chart *c, const struct rn_selection *s,
                   const struct rn_item *it)
{
    const uint16_t *flags = &c->tok->flags[it->start];
    unsigned own = RN_WORD_JOINS | RN_WORD_NOT_NAME;
    bool nameless, name;

    if (it->start < c->first + 1)
        return false;
    if (rn_half_behind_deputy(c, it->start))
        return rn_is_title(c, it);
    if (!rn_root_english(it->root))
        return last_name(c, s, it);
    if (half_field(c, s, it) || owned(c, s, it) || behind_owners(c, s, it))
        return true;
    if (!qualified(c, it))
        return false;
    nameless = rn_half_nameless(c, it);
    if ((flags[0] & (RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_WIDE)) ||
        (flags[-1] & RN_TOK_KEEP) || !(flags[-1] & RN_TOK_WORD) ||
        !(flags[-1] & RN_TOK_UPPER) ||
        !(capital_means(c, it->start) ||
          (nameless && opening_name(c, it->start - 1))))
        return false;
    /* "the XIV | Provincial People's Council" */
    if (rn_ends_kind(c, it->start, RN_B_ORDINAL, 1))
        return false;
    /* "Sam | Pun Border Gate" */
    name = rn_half_innermost(c, it, false)->kind == RN_B_NAME;
    if (!name && !nameless)
        own |= RN_WORD_SURNAME;
    if ((rn_word_bits_at(c, it->start - 1) & own) ||
        (s->n && s->v[s->n - 1].end == it->start))
        return false;
    return nameless || !behind_place(c, it->start, name);
}
