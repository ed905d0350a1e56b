#include "match/walk.h"

#include "base/ascii.h"
#include "lexicon/model.h"
#include "match/builtin.h"
#include "match/code.h"
#include "match/select.h"
#include "match/value.h"

/* How far (1/100 nat, summed over a form's words) its language may lie behind
 * the best one: among our languages, and against Indonesian, other languages
 * and noise. A phrase of two common words reaches 400. */
enum { MARGIN_OURS = 250, MARGIN_UND = 450 };

/* The most plenums that a Central Committee has had, and that one has had of
 * which translated pages tell. */
enum { PLENUMS_MAX = 25, LATE_PLENUMS_MAX = 15 };

const uint8_t rn_class_of_root[] = { RN_ROUTE_VI, RN_ROUTE_MS, RN_ROUTE_EN,
                                     RN_ROUTE_VI, RN_ROUTE_EN };

bool rn_fills_segment(const struct rn_chart *c, uint32_t start, uint32_t end)
{
    for (uint32_t i = c->first; i < start; i++)
        if (!(c->tok->flags[i] & RN_TOK_MARK))
            return false;
    for (uint32_t i = end; i < c->last; i++)
        if (!(c->tok->flags[i] & RN_TOK_MARK))
            return false;
    return true;
}

/* Whether the path is a canonical name, written with its capitals: those are
 * read in every span, so that normalized text is read as it was written. */
static bool canonical(const struct rn_walk *w, uint32_t accept)
{
    uint32_t upper = rn_image_trait(w->c->im, accept)->canon_upper;

    if (!(w->c->tok->flags[w->start] & (RN_TOK_UPPER | RN_TOK_NUMBER)))
        return false;
    for (unsigned k = 0; k < w->nlits; k++)
        if ((upper >> w->lit_at[k] & 1) &&
            !(w->c->tok->flags[w->lit[k]] & RN_TOK_UPPER))
            return false;
    return true;
}

bool rn_item_foreign(const struct rn_chart *c, const struct rn_item *it,
                     uint8_t root)
{
    return it->concept != RN_NONE &&
           rn_class_of_root[it->root] != rn_class_of_root[root] &&
           !(c->im->concepts[it->concept].flags & RN_CONCEPT_PLACE);
}

/* Whether all that fills the slots is of the form's language. */
static bool slots_at_home(const struct rn_walk *w)
{
    for (unsigned k = 0; k < w->nkids; k++)
        if (rn_item_foreign(w->c, &w->c->items[w->kid[k]], w->root))
            return false;
    return true;
}

/* Whether a Malay head stands before a name that a translator left standing in
 * Vietnamese: "Pengerusi UBND tỉnh". An English one there may be what an
 * earlier run wrote, and stays by itself. */
static bool heads_untranslated(const struct rn_walk *w)
{
    if (w->root != RN_ROOT_MS)
        return false;
    for (unsigned k = 0; k < w->nkids; k++) {
        const struct rn_item *it = &w->c->items[w->kid[k]];
        if (rn_item_foreign(w->c, it, w->root) &&
            (!k || rn_class_of_root[it->root] != RN_ROUTE_VI))
            return false;
    }
    return true;
}

/* Soft routing: is the form's language near enough to the best one over its
 * words, which are not all of spans of it? */
static bool near_enough(const struct rn_walk *w, uint32_t end, uint32_t accept)
{
    const struct rn_chart *c = w->c;
    const struct rn_ihead *head = &c->im->heads[accept];
    uint8_t cls = rn_class_of_root[w->root];
    int32_t sum[RN_ROUTE_COUNT] = { 0 };
    int32_t ours = 0, und;

    if (((head->flags & RN_HEAD_CANON) && canonical(w, accept)) ||
        rn_fills_segment(c, w->start, end))
        return true;
    for (unsigned k = 0; k < w->nlits; k++)
        for (int l = 0; l < RN_ROUTE_COUNT; l++)
            sum[l] += rn_vote_at(c, w->lit[k])[l];
    ours = sum[RN_ROUTE_VI];
    for (int l = RN_ROUTE_MS; l <= RN_ROUTE_EN; l++)
        if (sum[l] > ours)
            ours = sum[l];
    und = sum[RN_ROUTE_ID] > sum[RN_ROUTE_OTHER] ? sum[RN_ROUTE_ID]
                                                 : sum[RN_ROUTE_OTHER];
    if (ours - sum[cls] > MARGIN_OURS)
        return false;
    /* two letters are of any language; alone they need company anyway */
    return und - sum[cls] <= MARGIN_UND || (head->flags & RN_HEAD_SHORT);
}

/* Whether the form is of a kind that marks nothing. */
static bool is_piece(const struct rn_chart *c, uint32_t accept)
{
    return c->im->kinds[c->im->heads[accept].kind].emit == RN_NONE;
}

/* Whether the form has no words but joiners: "{a} và {b}". */
static bool only_joins(const struct rn_walk *w)
{
    for (unsigned k = 0; k < w->nlits; k++)
        if (!(rn_word_bits_at(w->c, w->lit[k]) & RN_WORD_JOINS))
            return false;
    return true;
}

/* Whether the item is words in small letters that tell no place, as sentences
 * have them too: "các cơ quan | Muong Mo Commune Party Committee". */
static bool small_words(const struct rn_chart *c, const struct rn_item *it)
{
    return !(c->tok->flags[it->start] & RN_TOK_UPPER) && !rn_names_level(c, it);
}

/* Whether an English name begins with an ordinal in Malay, which closes the
 * name before it, "mesyuarat ke-58 | Central Inspection Commission", or with
 * words of another language: a title with an area ("UBND xã Mường Mô |
 * Chairperson"), any with small letters ("cấp ủy | Party Cell"). */
static bool led_by_stranger(const struct rn_walk *w, uint32_t accept)
{
    const struct rn_image *im = w->c->im;
    const struct rn_item *first = w->nkids ? &w->c->items[w->kid[0]] : NULL;

    if (!first || first->start != w->start || !rn_root_english(w->root))
        return false;
    if (first->kind == RN_B_ORDINAL &&
        (rn_word_bits_at(w->c, first->start) & RN_WORD_KE))
        return true;
    if (!rn_item_foreign(w->c, first, w->root))
        return false;
    return small_words(w->c, first) ||
           (im->kinds[first->kind].emit == RN_NONE &&
            im->kinds[im->heads[accept].kind].emit == im->head->kind_title);
}

static bool routed(const struct rn_walk *w, uint32_t end, uint32_t accept)
{
    const uint8_t *label = w->c->route.label;
    uint8_t cls = rn_class_of_root[w->root];

    if (!w->nlits)
        return slots_at_home(w) || heads_untranslated(w);
    if (w->nkids && is_piece(w->c, accept) && only_joins(w) &&
        !slots_at_home(w))
        return false;
    if (led_by_stranger(w, accept))
        return false;
    if (w->root == RN_ROOT_CANON || w->root == RN_ROOT_VI_BARE ||
        (w->c->im->heads[accept].flags & RN_HEAD_PLACE))
        return true; /* a place is the same word in every language */
    for (unsigned k = 0; k < w->nlits; k++)
        if (label[w->lit[k]] != cls)
            return near_enough(w, end, accept);
    return true;
}

/* Whether the token has capitals within it and at its end, as abbreviations
 * have that are not all capitals: "MoST", not "Most" nor the plural "PPCs". */
static bool mixed(const struct rn_chart *c, uint32_t i)
{
    char last = c->page.ptr[c->tok->end[i] - 1];

    return rn_ascii_upper(last) && rn_inner_capital(c, i);
}

/* Whether the form's capitals stand in the text. */
static bool case_fits(const struct rn_walk *w, uint32_t accept)
{
    uint32_t upper = w->c->im->accepts[accept].upper;
    uint32_t caps = rn_image_trait(w->c->im, accept)->caps;

    for (unsigned k = 0; k < w->nlits; k++) {
        uint32_t bit = 1u << w->lit_at[k];
        uint16_t flags = w->c->tok->flags[w->lit[k]];
        if ((upper & bit) && !(flags & RN_TOK_UPPER))
            return false;
        if ((caps & bit) && !(flags & RN_TOK_ALLCAPS) &&
            !mixed(w->c, w->lit[k]))
            return false;
    }
    return true;
}

/* Whether the number counts the English word behind it, and what stands before
 * it is a verb: "the department reports 317 | dikes". */
static bool counts(const struct rn_chart *c, const struct rn_item *number)
{
    uint32_t next = number->end;

    if (rn_is_mark(c, next, '%'))
        return true;
    return next < c->last && (c->tok->flags[next] & RN_TOK_WORD) &&
           (!(c->tok->flags[next] & RN_TOK_UPPER) ||
            (c->tok->flags[next] & RN_TOK_ALLCAPS)) &&
           !(c->tok->flags[next] & RN_TOK_HARD) &&
           !(rn_word_bits_at(c, next) & (RN_WORD_FOLLOWS | RN_WORD_JOINS));
}

/* Whether the type in capitals that stands at `i`, as its headline does but for
 * names written anew, may be a verb there: "HANOI PLANS 5 ROADS". */
static bool capital_verb(const struct rn_chart *c, uint32_t i)
{
    return (c->tok->flags[i] & RN_TOK_ALLCAPS) &&
           rn_word_listed(c, i, RN_LIST_DOCUMENT_VERBS);
}

/* Whether a number is the day of a date: "Decision | 14 November 2025". */
static bool is_day(const struct rn_chart *c, const struct rn_item *number)
{
    return number->end == number->start + 1 &&
           rn_number_at(c, number->start) <= 31 &&
           rn_has(c, number->end, RN_TOK_WORD) && rn_month_at(c, number->end) &&
           rn_digits(c, number->end + 1) == 4;
}

/* Whether a number right behind its type is none: a year or a day, or behind a
 * type in small letters a single figure ("kế hoạch 5 năm") or a count. */
static bool no_number(const struct rn_walk *w, const struct rn_item *number)
{
    const struct rn_chart *c = w->c;

    if ((number->flags & RN_ITEM_BARE_YEAR) || is_day(c, number))
        return true;
    return (!(c->tok->flags[w->start] & RN_TOK_UPPER) ||
            (capital_verb(c, w->start) && counts(c, number))) &&
           number->end - number->start == 1 &&
           (rn_token_keylen(c->tok, number->start) == 1 ||
            (rn_root_english(w->root) && counts(c, number)));
}

/* Whether an English reading begins with what ends with its line in a
 * letterhead and goes on on the next, though each line is a name of its own
 * there: a title ("PROVINCIAL PARTY COMMITTEE | SECRETARY"), a body behind a
 * body or a place ("MINISTRY OF HEALTH | INSPECTORATE"), or anything behind
 * words with Vietnamese marks ("TỈNH THANH HÓA | PROVINCIAL INSPECTORATE"). */
static bool over_line(const struct rn_walk *w, uint32_t accept)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *first = w->nkids ? &c->items[w->kid[0]] : NULL;
    uint32_t line;

    if (!first || !rn_root_english(w->root) || first->start != w->start ||
        first->end >= c->last || !(c->tok->flags[first->end] & RN_TOK_LINE))
        return false;
    line = first->end;
    for (uint32_t i = first->start; i < line; i++)
        if (c->tok->flags[i] & RN_TOK_VIETNAMESE)
            return true;
    if (c->im->kinds[c->im->heads[accept].kind].emit == c->im->head->kind_title)
        return true;
    if (rn_is_body(c, first))
        return !(rn_word_bits_at(c, line) & (RN_WORD_OF | RN_WORD_JOINS));
    return w->nkids > 1 && c->items[w->kid[1]].start == line &&
           rn_is_body(c, &c->items[w->kid[1]]);
}

/* Whether a slot takes the verb of a headline in capitals, or words up to one,
 * for a place that nobody listed: "ĐẢNG BỘ XÃ | KHAI MẠC". */
static bool takes_verb(const struct rn_walk *w)
{
    const struct rn_chart *c = w->c;

    for (unsigned k = 0; k < w->nkids; k++) {
        const struct rn_item *name = &c->items[w->kid[k]];
        if (name->kind != RN_B_NAME)
            continue;
        for (uint32_t i = name->start; i < name->end; i++)
            if (rn_phrase_at(c, i, false))
                return true;
    }
    return false;
}

/* Whether a slot takes the post of who signs, or another body that begins a
 * line, for a place that nobody listed: "TM. UBND XÃ | CHỦ TỊCH", "Q. | CHỦ
 * TỊCH". */
static bool takes_line(const struct rn_walk *w)
{
    const struct rn_chart *c = w->c;

    for (unsigned k = 0; k < w->nkids; k++) {
        const struct rn_item *name = &c->items[w->kid[k]];
        uint32_t n = 0;
        const struct rn_item *it = rn_cell(c, name->start, &n);
        for (; name->kind == RN_B_NAME && n; n--, it++)
            if (!(it->flags & RN_ITEM_DEAD) && it->end >= name->end &&
                (rn_is_title(c, it) ||
                 (rn_is_body(c, it) &&
                  (c->tok->flags[name->start] & RN_TOK_LINE))))
                return true;
    }
    return false;
}

/* Whether a slot takes the beginning of a mention for a place that nobody
 * listed: "Công an huyện | Thượng tá", "các xã Tân Lập và | Hội Nông dân". */
static bool takes_beginning(const struct rn_walk *w)
{
    const struct rn_chart *c = w->c;

    for (unsigned k = 0; k < w->nkids; k++) {
        const struct rn_item *name = &c->items[w->kid[k]];
        uint32_t n;
        const struct rn_item *it = rn_cell(c, name->start, &n);
        if (name->kind != RN_B_NAME || name->start == w->start)
            continue;
        for (; n; n--, it++)
            if (!(it->flags & RN_ITEM_DEAD) && (it->flags & RN_ITEM_STANDS) &&
                it->end > name->end && c->im->kinds[it->kind].emit != RN_NONE)
                return true;
    }
    return false;
}

/* Whether a verb of a headline in capitals goes over token `i`: "KHAI | HỘI".
 * Words with which sentences open may go over the first of a name: "TẠI | ĐẠI
 * HỘI". */
static bool within_verb(const struct rn_chart *c, uint32_t i)
{
    return i > c->first && rn_phrase_at(c, i - 1, false) == 2 &&
           rn_phrase_at(c, i - 1, true) != 2;
}

/* Whether the concept, of the kind, is two of its like with "and" between them,
 * which are the items `kids`. */
static bool joins_two(const struct rn_chart *c, uint32_t concept, uint32_t kind,
                      const uint32_t *kids, uint32_t nkids)
{
    const struct rn_iconcept *con =
        concept == RN_NONE ? NULL : &c->im->concepts[concept];

    return con && nkids == 2 && con->nops == 3 &&
           c->im->ops[con->ops + 1].type == RN_OP_TEXT &&
           !strcmp(rn_image_str(c->im, c->im->ops[con->ops + 1].text),
                   " and ") &&
           rn_image_kind_is(c->im, c->items[kids[0]].kind, kind) &&
           rn_image_kind_is(c->im, c->items[kids[1]].kind, kind);
}

bool rn_is_pair(const struct rn_chart *c, const struct rn_item *it)
{
    return joins_two(c, it->concept, it->kind, c->kids + it->kids, it->nkids);
}

bool rn_written_smaller(const struct rn_chart *c, const struct rn_item *first,
                        const struct rn_item *second)
{
    return rn_class_of_root[second->root] != RN_ROUTE_VI &&
           (c->tok->flags[first->start] & RN_TOK_UPPER) &&
           !(c->tok->flags[second->start] & RN_TOK_UPPER);
}

/* Whether the reading is two fields of which the second alone is written small:
 * "Jabatan Kesihatan dan | penduduk". */
static bool small_second(const struct rn_walk *w, uint32_t accept)
{
    const struct rn_chart *c = w->c;
    const struct rn_ihead *head = &c->im->heads[accept];

    return w->nkids == 2 && w->root != RN_ROOT_VI &&
           rn_written_smaller(c, &c->items[w->kid[0]], &c->items[w->kid[1]]) &&
           joins_two(c, head->concept, head->kind, w->kid, w->nkids);
}

/* Whether a plural takes a pair of fields for one: "Departments of Health and
 * Finance" is a list. */
static bool pairs_list(const struct rn_walk *w)
{
    for (unsigned k = 0; k < w->nkids; k++)
        if (rn_is_pair(w->c, &w->c->items[w->kid[k]]))
            return true;
    return false;
}

/* Whether a slot is a list of places, in front or each with a level of its own,
 * behind one body ("the People's Committee of Hanoi | and Hai Phong Party
 * Committee"), or has something: "of Muong So Commune and Lai Chau Province's
 * leaders". */
static bool lists_places(const struct rn_walk *w, uint32_t end, uint32_t accept)
{
    const struct rn_chart *c = w->c;

    if (is_piece(c, accept))
        return false;
    for (unsigned k = 0; k < w->nkids; k++) {
        const struct rn_item *it = &c->items[w->kid[k]];
        if (rn_item_lists(c, it) &&
            rn_item_bind(c, it, c->im->head->label_level) == RN_NONE)
            return !w->plural || rn_token_key(c->tok, end - 1).ptr[0] == '\'';
    }
    return false;
}

/* Whether what a form may not stand before begins at token `end`: "xã | hội",
 * "khu phố 3 | đảng viên"; or what it must stand before does not. A capital
 * begins a name of its own there, unless such a name is what is asked for
 * ("Chủ tịch | Hồ Chí Minh") or a level is: "Công an | Tỉnh". */
static bool forbidden_behind(struct rn_chart *c, uint32_t end, uint32_t accept)
{
    uint32_t behind = rn_image_trait(c->im, accept)->behind, n = 0;
    bool wanted = (behind & RN_BEHIND_WANTED) != 0;
    const struct rn_item *it;

    if (end >= c->last || (c->tok->flags[end] & RN_TOK_HARD))
        return wanted;
    behind &= ~RN_BEHIND_WANTED;
    for (it = rn_cell(c, end, &n); n; n--, it++)
        if (!(it->flags & RN_ITEM_DEAD) && rn_item_is(c, it, behind) &&
            (it->exact || !(c->tok->flags[end] & RN_TOK_UPPER) ||
             rn_item_is(c, it, c->im->head->kind_level)))
            return !wanted;
    return (rn_asked_end(c, end, behind) != 0) != wanted;
}

/* Whether the number that stands before a plural counts it: it is alone ("3
 * Inspection Teams") or the level before it is a small word: "in the district |
 * 12 People's Committees". */
static bool counted(const struct rn_walk *w)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *it = &c->items[w->kid[0]];

    if (!w->plural || it->start != w->start)
        return false;
    if (it->kind == RN_B_NUMBER && it->end == it->start + 1)
        return true;
    return it->end > it->start + 1 &&
           (c->tok->flags[it->end - 1] & RN_TOK_NUMBER) &&
           !(c->tok->flags[it->start] & (RN_TOK_UPPER | RN_TOK_NUMBER));
}

/* Whether a bare figure is higher than any plenum's: "Resolution 18 of the 12th
 * Party Central Committee", "Kết luận Trung ương 126". It is the document's. */
static bool above_plenums(const struct rn_walk *w, const struct rn_item *it)
{
    return it->kind == RN_B_ORDINAL && it->end == it->start + 1 &&
           rn_digits(w->c, it->start) &&
           rn_number_at(w->c, it->start) >
               (rn_class_of_root[w->root] == RN_ROUTE_VI ? PLENUMS_MAX
                                                         : LATE_PLENUMS_MAX);
}

/* Why what fills some slot does not fit, or NULL. */
static const char *bad_slot(const struct rn_walk *w, unsigned flags)
{
    const struct rn_chart *c = w->c;

    for (unsigned k = 0; k < w->nkids; k++) {
        const struct rn_item *it = &c->items[w->kid[k]];
        if ((flags & RN_HEAD_NUMBER) && no_number(w, it))
            return "a bare year, a day, or one figure or a count behind a "
                   "small word, is no document's number";
        if ((flags & RN_HEAD_PLENUM) && above_plenums(w, it))
            return "a figure that high counts no plenum";
        if (it->kind == RN_B_TAIL && rn_tail_is_listed(c, it))
            return "what stands there has a name of its own";
    }
    return NULL;
}

/* Whether a word for a province stands before token `i`: "tỉnh", "Tỉnh ủy". */
static bool behind_province(const struct rn_chart *c, uint32_t i)
{
    if (i > c->first + 1 &&
        (rn_key_at(c, i - 1, "uy4") || rn_key_at(c, i - 1, "uy")))
        i--;
    return i > c->first && rn_word_listed(c, i - 1, RN_LIST_PROVINCE_WORDS);
}

/* Whether a given name stands at token `i` of a Vietnamese span, and ends with
 * it: one capitalised syllable with which no phrase begins, then a mark or a
 * word that goes on with the sentence ("Châu | Anh phát biểu", "Phú | Yên,").
 */
static bool given_name_ends(const struct rn_chart *c, uint32_t i)
{
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);

    if (c->route.label[i - 1] == RN_ROUTE_EN || rn_phrase_at(c, i, true) == 2)
        return false;
    for (; n; n--, it++)
        if (!(it->flags & RN_ITEM_DEAD) && it->end > i + 1)
            return false;
    if (i + 1 >= c->last ||
        (c->tok->flags[i + 1] & (RN_TOK_HARD | RN_TOK_LINE)))
        return true;
    return rn_is_mark_of(c, i + 1, ",.;:)") ||
           ((rn_word_bits_at(c, i + 1) & RN_WORD_FOLLOWS) &&
            !(c->tok->flags[i + 1] & RN_TOK_UPPER));
}

/* Whether a listed place is the first half of a person's name: it begins as
 * one, a given name follows, and that ends the row ("Chủ tịch UBND xã | Mai
 * Châu Anh phát biểu"), a family name too ("Bí thư | Đồng Văn Lâm nói"), or the
 * place is a district's and before it stands the word for a province ("Bí thư
 * Tỉnh ủy | Hà Trung Chiến"). */
static bool first_names(const struct rn_walk *w, uint32_t end, uint32_t accept)
{
    struct rn_chart *c = w->c;
    uint32_t level = c->im->concepts[c->im->heads[accept].concept].level;

    if (end - w->start != 2 || end >= c->last || !rn_surname_at(c, w->start) ||
        (c->tok->flags[end] & (RN_TOK_UPPER | RN_TOK_ALLCAPS | RN_TOK_HARD |
                               RN_TOK_LINE)) != RN_TOK_UPPER ||
        !rn_is_syllable(c, end))
        return false;
    return given_name_ends(c, end) ||
           (level != RN_NONE && !rn_surname_at(c, end) &&
            behind_province(c, w->start) &&
            !strcmp(rn_image_str(c->im, c->im->concepts[level].id),
                    "district"));
}

/* Whether the last word of what looks like a place joins it to what follows:
 * "Tran Van Nghia | dan Pengerusi" is no Nghĩa Đàn. */
static bool ends_joining(const struct rn_walk *w, uint32_t end)
{
    const struct rn_chart *c = w->c;

    return (rn_word_bits_at(c, end - 1) & RN_WORD_JOINS) &&
           end > w->start + 1 && !(c->tok->flags[end - 1] & RN_TOK_UPPER) &&
           (c->tok->flags[w->start] & RN_TOK_UPPER);
}

/* Whether the ordinal that was read is the word for a year: "Đại hội | năm
 * 2025", "Đại hội | năm nay". A fifth has a word beside it that says so: "lần
 * thứ | năm", "Hội nghị Trung ương | năm khóa XII". */
static bool means_year(const struct rn_walk *w, uint32_t end)
{
    const struct rn_chart *c = w->c;

    return end == w->start + 1 &&
           (rn_key_at(c, w->start, "năm") || rn_key_at(c, w->start, "nam")) &&
           !rn_word_listed(c, end, RN_LIST_BESIDE_ORDINALS) &&
           !(w->start > c->first &&
             rn_word_listed(c, w->start - 1, RN_LIST_BESIDE_ORDINALS));
}

/* Whether the concept is the level of a province or of a city. */
static bool upper_level(const struct rn_chart *c, uint32_t level)
{
    const char *id = rn_image_str(c->im, c->im->concepts[level].id);

    return !strcmp(id, "provincial") || !strcmp(id, "city");
}

/* Whether the level with which an English name begins, below that of a city, is
 * not that of the area behind it: "the Ward Party Committee | in Pleiku". Who
 * translates takes a city and a province for one another. */
static bool other_level(const struct rn_walk *w, uint32_t accept)
{
    const struct rn_chart *c = w->c;
    const uint32_t *labels = &c->im->slot_labels[c->im->accepts[accept].labels];
    const struct rn_item *first = &c->items[w->kid[0]];

    if (w->nkids < 2 || first->start != w->start || first->concept == RN_NONE ||
        !rn_item_is(c, first, c->im->head->kind_level) ||
        upper_level(c, first->concept))
        return false;
    for (unsigned k = 1; k < w->nkids; k++) {
        const struct rn_item *area = &c->items[w->kid[k]];
        uint32_t inner = rn_item_slot(c, area, c->im->head->label_area);
        uint32_t level;
        if (labels[k] != c->im->head->label_area)
            continue;
        if (inner != RN_NONE)
            area = &c->items[inner];
        level = rn_area_level(c, area);
        if (level != RN_NONE && level != first->concept)
            return true;
    }
    return false;
}

/* Whether a level in small letters is joined to itself with a capital, which
 * begins another name: "Party Cell of village | and Village Front". */
static bool same_level(const struct rn_walk *w)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *a, *b;

    if (w->nkids != 2)
        return false;
    a = &c->items[w->kid[0]];
    b = &c->items[w->kid[1]];
    return a->concept != RN_NONE && a->concept == b->concept &&
           rn_item_is(c, b, c->im->head->kind_level) &&
           (rn_word_bits_at(c, b->start - 1) & RN_WORD_JOINS_EN) &&
           rn_written_smaller(c, b, a);
}

/* Whether the number that stands before its type has no code, or the type no
 * capital: "the 69-KH/TU Plan", but "2025 | Plan" and "under 69-KH/TU | plans
 * were made". */
static bool number_leads(const struct rn_walk *w, uint32_t accept)
{
    const struct rn_chart *c = w->c;
    const uint32_t *labels = &c->im->slot_labels[c->im->accepts[accept].labels];
    const struct rn_item *it = &c->items[w->kid[0]];

    return it->kind == RN_B_NUMBER && it->start == w->start && w->nkids > 1 &&
           labels[1] == c->im->head->label_type &&
           c->items[w->kid[1]].start == it->end &&
           ((it->flags & RN_ITEM_PLAIN) ||
            !(c->tok->flags[it->end] & RN_TOK_UPPER));
}

/* Whether what may be a mention begins with an article, which a slot took: "the
 * | Central Highlands Steering Committee". */
static bool takes_article(const struct rn_walk *w, uint32_t accept)
{
    const struct rn_chart *c = w->c;

    return (rn_word_bits_at(c, w->start) & RN_WORD_THE) &&
           c->items[w->kid[0]].start == w->start &&
           c->im->kinds[c->im->heads[accept].kind].emit != RN_NONE;
}

/* Why what fills the slots of an English form, which has some, makes no name,
 * or NULL. */
static const char *bad_english(const struct rn_walk *w, uint32_t end,
                               uint32_t accept)
{
    if (takes_article(w, accept))
        return "an article is no part of a name";
    if (other_level(w, accept))
        return "the level before it is another than that of the area behind it";
    if (same_level(w))
        return "a level is not joined to itself";
    if (counted(w))
        return "the number before a plural counts it";
    if (number_leads(w, accept))
        return "before its type, which has a capital, a number has a code";
    if (lists_places(w, end, accept))
        return "places of their own stand behind a plural";
    return NULL;
}

/* Whether a title ends with an honorific, which is that of the person behind:
 * "Assistant to | Comrade Lo Van In", "Trợ lý | đồng chí Lò Văn Ín". */
static bool serves_rank(const struct rn_walk *w, uint32_t end, uint32_t accept)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *last;

    if (w->nkids != 1 || !w->nlits ||
        c->im->kinds[c->im->heads[accept].kind].emit != c->im->head->kind_title)
        return false;
    last = &c->items[w->kid[0]];
    return last->end == end && last->start > w->start &&
           rn_item_is(c, last, c->im->head->kind_honorific);
}

/* Whether the number with which it ends counts the time behind it ("UBND phường
 * 6 | tháng đầu năm") or goes on as a share does: "Đảng ủy phường 10 | /10 chi
 * bộ", "Đảng bộ phường 95 | % chi bộ". */
static bool counts_behind(const struct rn_walk *w, uint32_t end)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *last =
        w->nkids ? &c->items[w->kid[w->nkids - 1]] : NULL;

    if (!last || last->end != end || last->kind != RN_B_INT || end >= c->last ||
        (c->tok->flags[end] & RN_TOK_HARD))
        return false;
    return rn_is_mark(c, end, '%') ||
           (rn_is_mark(c, end, '/') && rn_has(c, end, RN_TOK_GLUED) &&
            rn_digits(c, end + 1) && rn_has(c, end + 1, RN_TOK_GLUED)) ||
           rn_begins_kind(c, end, c->im->head->kind_counted_time);
}

/* Why the stop with which it ends is the sentence's, or NULL: that of an
 * honorific is at the end of a line, "Bà là ThS." */
static const char *takes_stop(const struct rn_walk *w, uint32_t end,
                              uint32_t accept)
{
    const struct rn_chart *c = w->c;
    uint16_t flags = c->tok->flags[end - 1];

    if (!(flags & RN_TOK_MARK) || !rn_is_mark(c, end - 1, '.'))
        return NULL;
    if (!(flags & RN_TOK_GLUED))
        return "a stop that stands apart is the sentence's";
    return (end == c->last || (c->tok->flags[end] & RN_TOK_HARD)) &&
                   rn_image_kind_may_be(c->im, c->im->heads[accept].kind,
                                        c->im->head->kind_honorific)
               ? "the stop at the end is the sentence's too"
               : NULL;
}

/* Why the accepted path gives no item, or NULL. */
const char *rn_walk_refusal(const struct rn_walk *w, uint32_t end,
                            uint32_t accept)
{
    const struct rn_chart *c = w->c;
    const unsigned flags = c->im->heads[accept].flags;
    const char *why;

    /* a canonical name begins with a capital also where a slot begins it */
    if ((w->root == RN_ROOT_CANON &&
         !(c->tok->flags[w->start] & (RN_TOK_UPPER | RN_TOK_NUMBER))) ||
        ((flags & RN_HEAD_CASED) && !case_fits(w, accept)))
        return "its capitals do not stand in the text";
    if (c->roomy &&
        (end - w->start > RN_MENTION_TOKENS_MAX ||
         c->tok->end[end - 1] - c->tok->start[w->start] > RN_MENTION_BYTES_MAX))
        return "it is longer than a mention may be";
    why = flags & (RN_HEAD_NUMBER | RN_HEAD_TAIL | RN_HEAD_PLENUM)
              ? bad_slot(w, flags)
              : NULL;
    if (why)
        return why;
    if ((flags & RN_HEAD_BEHIND) && forbidden_behind(w->c, end, accept))
        return "what stands behind it makes it something else";
    why = takes_stop(w, end, accept);
    if (why)
        return why;
    if (counts_behind(w, end))
        return "the number counts what stands behind it";
    if (c->im->heads[accept].concept == RN_NONE && means_year(w, end))
        return "a year is meant";
    if ((flags & RN_HEAD_PLACE) && first_names(w, end, accept))
        return "a person's name goes on behind it";
    if ((flags & RN_HEAD_PLACE) && ends_joining(w, end))
        return "its last word joins it to what follows";
    why = w->nkids && rn_root_english(w->root) ? bad_english(w, end, accept)
                                               : NULL;
    if (why)
        return why;
    if (!rn_root_english(w->root) && takes_beginning(w))
        return "another mention begins where its place would";
    if (serves_rank(w, end, accept))
        return "the honorific is that of the person behind it";
    if (w->plural && pairs_list(w))
        return "behind a plural two fields are a list";
    /* a Vietnamese one is one sort of body, which the page makes whole */
    if (!w->nkids && rn_root_english(w->root) &&
        rn_defined_instead(c, w->start, end) && !is_piece(c, accept))
        return "the page has another meaning for the abbreviation";
    if (small_second(w, accept))
        return "what is joined to the field is written small";
    if (c->tok->segments[c->segment].flags & RN_SEG_CAPS) {
        if (over_line(w, accept) || takes_line(w))
            return "a letterhead's lines are names of their own";
        if (takes_verb(w) || within_verb(c, w->start))
            return "among capitals a verb is no name";
    }
    if (!routed(w, end, accept))
        return "its language is too far behind here";
    return NULL;
}
