#include "match/walk.h"

#include "base/ascii.h"
#include "lexicon/model.h"
#include "match/builtin.h"
#include "match/select.h"

/* How far (1/100 nat, summed over a form's words) its language may lie behind
 * the best one: among our languages, and against Indonesian, other languages
 * and noise. A phrase of two common words reaches 400. */
enum { MARGIN_OURS = 250, MARGIN_UND = 450 };

/* Tokens on each side of an abbreviation in which a word of its language must
 * stand. */
enum { COMPANY = 12 };

/* 1/100 nat. A word that is so much likelier in its language than in others
 * speaks for it. */
enum { SPEAKS = 150 };

const uint8_t rn_class_of_root[] = { RN_ROUTE_VI, RN_ROUTE_MS, RN_ROUTE_EN,
                                     RN_ROUTE_VI, RN_ROUTE_EN };

/* Whether nothing but marks stands in the segment beside the item. */
static bool fills_segment(const struct rn_chart *c, uint32_t start,
                          uint32_t end)
{
    for (uint32_t i = c->first; i < start; i++)
        if (!(c->tok->flags[i] & RN_TOK_MARK))
            return false;
    for (uint32_t i = end; i < c->last; i++)
        if (!(c->tok->flags[i] & RN_TOK_MARK))
            return false;
    return true;
}

/* Whether the word at token `i` speaks for the class, and clearly against
 * noise. */
static bool speaks(const struct rn_chart *c, uint32_t i, uint8_t cls)
{
    const int16_t *score = rn_vote_at(c, i);

    return (c->tok->flags[i] & RN_TOK_WORD) && c->route.label[i] == cls &&
           c->tok->end[i] - c->tok->start[i] >= 3 && score[cls] == 0 &&
           score[RN_ROUTE_OTHER] <= -SPEAKS;
}

/* Whether a word of the language stands near the tokens start … end-1, with
 * nothing hard between: an abbreviation needs its language around it. */
static bool has_company(const struct rn_chart *c, uint32_t start, uint32_t end,
                        uint8_t cls)
{
    uint32_t from = start - c->first < COMPANY ? c->first : start - COMPANY;
    uint32_t to = c->last - end < COMPANY ? c->last : end + COMPANY;

    for (uint32_t i = start; i > from && !(c->tok->flags[i] & RN_TOK_HARD); i--)
        if (speaks(c, i - 1, cls))
            return true;
    for (uint32_t i = end; i < to && !(c->tok->flags[i] & RN_TOK_HARD); i++)
        if (speaks(c, i, cls))
            return true;
    return false;
}

/* Whether the path is a canonical name, written with its capitals: those are
 * read in every span, so that normalized text is read as it was written. */
static bool canonical(const struct rn_walk *w, const struct rn_iaccept *a)
{
    if (!(w->c->tok->flags[w->start] & (RN_TOK_UPPER | RN_TOK_NUMBER)))
        return false;
    for (unsigned k = 0; k < w->nlits; k++)
        if ((a->canon_upper >> w->lit_at[k] & 1) &&
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

/* Soft routing: is the form's language near enough to the best one over its
 * words, which are not all of spans of it? */
static bool near_enough(const struct rn_walk *w, uint32_t end, uint32_t accept)
{
    const struct rn_chart *c = w->c;
    const struct rn_ihead *head = &c->im->heads[accept];
    uint8_t cls = rn_class_of_root[w->root];
    int32_t sum[RN_ROUTE_COUNT] = { 0 };
    int32_t ours = 0, und;

    if (((head->flags & RN_HEAD_CANON) &&
         canonical(w, &c->im->accepts[accept])) ||
        fills_segment(c, w->start, end))
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

/* Whether an English name begins with an ordinal in Malay, which closes the
 * name before it, "mesyuarat ke-58 | Central Inspection Commission", or a title
 * with an area in words of another language: "UBND xã Mường Mô | Chairperson".
 */
static bool led_by_stranger(const struct rn_walk *w, uint32_t accept)
{
    const struct rn_image *im = w->c->im;
    const struct rn_item *first = w->nkids ? &w->c->items[w->kid[0]] : NULL;

    if (!first || first->start != w->start || !rn_root_english(w->root))
        return false;
    if (first->kind == RN_B_ORDINAL &&
        (rn_word_bits_at(w->c, first->start) & RN_WORD_KE))
        return true;
    return im->kinds[first->kind].emit == RN_NONE &&
           im->kinds[im->heads[accept].kind].emit == im->head->kind_title &&
           rn_item_foreign(w->c, first, w->root);
}

static bool routed(const struct rn_walk *w, uint32_t end, uint32_t accept)
{
    const uint8_t *label = w->c->route.label;
    uint8_t cls = rn_class_of_root[w->root];

    if (!w->nlits)
        return slots_at_home(w);
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
    const struct rn_iaccept *a = &w->c->im->accepts[accept];

    for (unsigned k = 0; k < w->nlits; k++) {
        uint32_t bit = 1u << w->lit_at[k];
        uint16_t flags = w->c->tok->flags[w->lit[k]];
        if ((a->upper & bit) && !(flags & RN_TOK_UPPER))
            return false;
        if ((a->caps & bit) && !(flags & RN_TOK_ALLCAPS) &&
            !mixed(w->c, w->lit[k]))
            return false;
    }
    return true;
}

/* Whether token `i` is U+2014, which joins no words: "the Government—which". */
static bool em_dash(const struct rn_chart *c, uint32_t i)
{
    uint32_t at = c->tok->start[i];

    return c->tok->end[i] - at == 3 &&
           !memcmp(c->page.ptr + at, "\xe2\x80\x94", 3);
}

/* Whether figures below the line stand behind the letters at `i`: "PM₁₀". */
static bool measured(const struct rn_chart *c, uint32_t i)
{
    uint32_t at = c->tok->end[i];

    return at + 2 < c->page.len && !memcmp(c->page.ptr + at, "\xe2\x82", 2);
}

/* Whether a rank, or letters that are all of the reading, have a figure right
 * behind them: "Gen2", "VTV1". */
static bool versioned(const struct rn_walk *w, uint32_t kind, uint32_t end)
{
    const struct rn_chart *c = w->c;

    return end < c->last && (c->tok->flags[end] & RN_TOK_GLUED) &&
           (c->tok->flags[end] & RN_TOK_NUMBER) &&
           ((end == w->start + 1 &&
             (c->tok->flags[w->start] & RN_TOK_ALLCAPS)) ||
            rn_image_kind_may_be(c->im, kind, c->im->head->kind_honorific));
}

/* Whether token `i` is a mark within documents' codes and times of day:
 * "1579/QĐ-UBND", "19:05". */
static bool within_code(const struct rn_chart *c, uint32_t i)
{
    return rn_is_mark(c, i, '/') || rn_is_mark(c, i, '-') ||
           rn_is_mark(c, i, '.') || rn_is_mark(c, i, ':');
}

/* Whether a dash without blanks joins the Vietnamese word at `i` to a name
 * before it: "Hán-| Sở". */
static bool compounded(const struct rn_chart *c, uint32_t i)
{
    const uint16_t *flags = c->tok->flags;

    return i >= c->first + 2 && rn_is_mark(c, i - 1, '-') &&
           (flags[i] & flags[i - 1] & RN_TOK_GLUED) &&
           (flags[i] & RN_TOK_VIETNAMESE) && !(flags[i] & RN_TOK_ALLCAPS) &&
           (flags[i - 2] & RN_TOK_WORD) && (flags[i - 2] & RN_TOK_UPPER) &&
           !(flags[i - 2] & RN_TOK_ALLCAPS);
}

/* A mention may not begin inside a document's code (1579/QĐ-UBND) nor end
 * before a small word that a dash glues to it (government-attached), or before
 * its last word again, for both are one plural (Menteri-Menteri). */
static bool free_edges(const struct rn_chart *c, uint32_t start, uint32_t end)
{
    const uint16_t *f = c->tok->flags;
    uint32_t i = start;

    if (end == start + 1 && (measured(c, start) || compounded(c, start)))
        return false;
    while (i > c->first && (f[i] & RN_TOK_GLUED) && start - i < 8) {
        i--;
        if (i > c->first && rn_is_mark(c, i, '.') &&
            !(f[i - 1] & RN_TOK_ALLCAPS))
            break; /* "Điều 3.Chánh Văn phòng" */
        if ((f[i] & RN_TOK_MARK) && !within_code(c, i))
            break; /* "Sáng 29/8,Ban Thường vụ", "12|Sở Y tế" */
        if (i + 1 == start && !(f[start] & RN_TOK_ALLCAPS) &&
            (f[i] & RN_TOK_NUMBER))
            break; /* a copy lost the line end: "19:05Ban Tổ chức" */
        if (f[i] & RN_TOK_NUMBER)
            return false;
    }
    if (end + 1 < c->last && (f[end] & RN_TOK_GLUED) &&
        rn_is_mark(c, end, '-') && (f[end + 1] & RN_TOK_GLUED) &&
        (f[end + 1] & RN_TOK_WORD) && !em_dash(c, end) &&
        !rn_span_is(rn_token_key(c->tok, end + 1), "nya") &&
        (!(f[end + 1] & RN_TOK_UPPER) ||
         rn_span_eq(rn_token_key(c->tok, end + 1),
                    rn_token_key(c->tok, end - 1))))
        return false;
    return true;
}

bool rn_walk_slots_weak(const struct rn_walk *w)
{
    for (unsigned k = 0; k < w->nkids; k++)
        if (w->c->items[w->kid[k]].concept != RN_NONE &&
            !(w->c->items[w->kid[k]].flags & RN_ITEM_WEAK))
            return false;
    return true;
}

/* Whether the reading is English where it ends: its form, or what fills the
 * slot that ends it. */
static bool ends_english(const struct rn_walk *w, uint32_t end)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *it = &c->items[w->kid[w->nkids - 1]];

    if (rn_root_english(w->root))
        return true;
    while (it->end == end && !rn_root_english(it->root) && it->nkids)
        it = &c->items[c->kids[it->kids + it->nkids - 1]];
    return it->end == end && it->accept != RN_NONE && rn_root_english(it->root);
}

/* Whether a body that is written in English, and may stand as a mention, begins
 * at token `i` and ends behind token `end`. */
static bool body_beyond(const struct rn_chart *c, uint32_t i, uint32_t end)
{
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);

    for (; n; n--, it++)
        if ((it->flags & (RN_ITEM_STANDS | RN_ITEM_DEAD)) == RN_ITEM_STANDS &&
            it->end > end && rn_root_english(it->root) && rn_is_body(c, it))
            return true;
    return false;
}

/* Whether the reading is a document, and the body that names it goes on as a
 * title: "Decision of the Provincial People's Committee | Chairman". */
static bool title_beyond(const struct rn_walk *w, uint32_t kind,
                         const struct rn_item *last, uint32_t end)
{
    const struct rn_chart *c = w->c;
    const struct rn_image_header *h = c->im->head;
    uint32_t n, emit = c->im->kinds[kind].emit;
    const struct rn_item *it = rn_cell(c, last->start, &n);

    if (h->kind_type == RN_NONE || emit == RN_NONE || emit == h->kind_title ||
        emit == h->kind_body || last->start == w->start)
        return false;
    for (; n; n--, it++)
        if ((it->flags & (RN_ITEM_STANDS | RN_ITEM_DEAD)) == RN_ITEM_STANDS &&
            it->end > end && rn_is_title(c, it))
            return true;
    return false;
}

/* Whether the reading cuts into the body's name behind it: in English no
 * mention with a whole or a place ends where a body begins ("Chief Inspector of
 * the Provincial | People's Committee"), nor one of another language with an
 * English end ("chánh thanh tra Provincial | People's Committee"), of which the
 * last slot may not go on as a body either ("chánh thanh tra Provincial |
 * Inspectorate"). In a letterhead the next line is another body. */
static bool cuts_into(const struct rn_walk *w, uint32_t kind, uint32_t end)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *last;

    if (!w->nkids || end >= c->last || !(c->tok->flags[end] & RN_TOK_WORD) ||
        (c->tok->flags[end] & (RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_LINE)) ||
        !ends_english(w, end))
        return false;
    last = &c->items[w->kid[w->nkids - 1]];
    return body_beyond(c, end, end) || title_beyond(w, kind, last, end) ||
           (!rn_root_english(w->root) && last->start > w->start &&
            body_beyond(c, last->start, end));
}

/* What ends the reading, as deep as one can go, or NULL: the level in "Ban Chỉ
 * đạo | Tỉnh", the name in "Chi bộ cơ sở | Trung". */
static const struct rn_item *last_leaf(const struct rn_walk *w, uint32_t end)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *it =
        w->nkids ? &c->items[w->kid[w->nkids - 1]] : NULL;

    while (it && it->end == end && it->nkids) {
        const struct rn_item *kid =
            &c->items[c->kids[it->kids + it->nkids - 1]];
        if (kid->end != end)
            break;
        it = kid;
    }
    return it && it->end == end ? it : NULL;
}

/* Whether the reading ends with a level, an unlisted place or a body of one
 * word that is the first word of a Vietnamese body behind it: "Ban Chỉ đạo cải
 * cách tư pháp Tỉnh | ủy", "Chi bộ cơ sở Trung | tâm Y tế", "Cục Thuế, Bộ | Tư
 * lệnh Quân khu 4"; a body of one word, of a title too: "Văn phòng Bộ | trưởng
 * Quốc phòng". A small word begins no body there: "UBND tỉnh | ủy quyền"; a
 * capital behind one begins a committee that nobody listed: "trở thành Ủy | ban
 * Điều phối". */
static bool cuts_word(const struct rn_walk *w, uint32_t end)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *it;
    bool body;
    uint32_t n;

    if (end >= c->last || w->start + 1 >= end ||
        !(c->tok->flags[end] & RN_TOK_WORD) ||
        (c->tok->flags[end] & (RN_TOK_HARD | RN_TOK_LINE)) ||
        !(c->tok->flags[end - 1] & RN_TOK_UPPER))
        return false;
    if (!(c->tok->flags[end - 2] & RN_TOK_UPPER) && rn_key_at(c, end, "ban") &&
        rn_key_at(c, end - 1, "uy4"))
        return true;
    it = last_leaf(w, end);
    body = it && rn_is_body(c, it);
    if (!it || !(body ? it->start + 1 == end
                      : !(c->tok->flags[end] & RN_TOK_UPPER) &&
                            (it->kind == RN_B_NAME ||
                             rn_item_is(c, it, c->im->head->kind_level))))
        return false;
    it = rn_cell(c, end - 1, &n);
    for (; n; n--, it++)
        if (!(it->flags & RN_ITEM_DEAD) && it->end > end &&
            it->root == RN_ROOT_VI &&
            (rn_is_body(c, it) || (body && rn_is_title(c, it))))
            return true;
    return false;
}

/* Whether a sentence begins at the token: its capital then says nothing. */
static bool opens_sentence(const struct rn_chart *c, uint32_t i)
{
    return i == c->first || rn_is_mark(c, i - 1, '.') ||
           rn_is_mark(c, i - 1, '!') || rn_is_mark(c, i - 1, '?') ||
           rn_is_mark(c, i - 1, ';') || rn_is_mark(c, i - 1, '"');
}

/* Whether a person of ours is named in full at token `i`, and the sentence goes
 * on behind in the language: the marks of the name alone made a Vietnamese span
 * of both, "President | Trần Văn An visited". */
static bool named_within(const struct rn_chart *c, uint32_t i, uint8_t cls)
{
    uint32_t end = i;

    if (i >= c->last || !(rn_word_bits_at(c, i) & RN_WORD_SURNAME))
        return false;
    while (end < c->last && (c->tok->flags[end] & RN_TOK_UPPER))
        end++;
    return end > i + 1 && end < c->last && (c->tok->flags[end] & RN_TOK_WORD) &&
           rn_vote_at(c, end)[cls] == 0 &&
           rn_vote_at(c, end)[RN_ROUTE_VI] <= -SPEAKS;
}

/* Whether a lone word that needs its capital is a common noun after all: an
 * English or Malay one in a span of another language ("Microsoft Office"), a
 * Vietnamese one that opens a sentence and goes on as a compound does ("Bộ
 * phim", "Sở thích"). */
static bool common_noun(const struct rn_walk *w, uint32_t end,
                        const struct rn_ihead *head)
{
    const struct rn_chart *c = w->c;
    uint8_t cls = rn_class_of_root[w->root];

    if (w->nkids || w->nlits != 1 ||
        !(head->flags & (RN_HEAD_CAPITAL | RN_HEAD_EXACT)))
        return false;
    if (cls != RN_ROUTE_VI && c->route.label[w->start] != cls)
        return !fills_segment(c, w->start, end) && !named_within(c, end, cls);
    if (cls != RN_ROUTE_VI) /* "Ketuanya, Nguyen": not "Ketuanya sakit" */
        return rn_clitic_at(c, w->start) && opens_sentence(c, w->start) &&
               !(rn_word_bits_at(c, end + rn_is_mark(c, end, ',')) &
                 RN_WORD_SURNAME);
    return end < c->last && opens_sentence(c, w->start) &&
           (c->tok->flags[end] & RN_TOK_WORD) &&
           !(c->tok->flags[end] & RN_TOK_UPPER) &&
           !(rn_word_bits_at(c, end) & RN_WORD_FOLLOWS);
}

/* Whether the two capitalised words are a body that stands behind a Vietnamese
 * family name and so are what a person is called: "ông Trần | Công An". "Đoàn"
 * is a delegation too, and before a title in capitals stands more of it. */
static bool given_names(const struct rn_walk *w, uint32_t end, uint32_t kind)
{
    const struct rn_chart *c = w->c;
    uint32_t i = w->start;

    if (w->nkids || end != i + 2 || rn_class_of_root[w->root] != RN_ROUTE_VI ||
        i == c->first || c->im->kinds[kind].emit != c->im->head->kind_body ||
        (c->tok->segments[c->segment].flags & RN_SEG_CAPS) ||
        !(c->tok->flags[i + 1] & RN_TOK_UPPER) ||
        (c->tok->flags[i] & (RN_TOK_HARD | RN_TOK_LINE)))
        return false;
    if (i > c->first + 1 &&
        (rn_key_at(c, i - 1, "thi5") || rn_key_at(c, i - 1, "văn")))
        i--; /* Trần Thị | Công An */
    if (!rn_surname_at(c, i - 1) || rn_key_at(c, i - 1, "đoan1"))
        return false;
    /* a word of no Vietnamese form is what an honorific became: "Doctor" */
    return i == c->first + 1 || !(c->tok->flags[i - 2] & RN_TOK_UPPER) ||
           rn_surname_at(c, i - 2) ||
           !(c->seen[i - 2 - c->first].info >> RN_SEEN_ROOTS &
             1u << RN_ROOT_VI);
}

/* The token with the first word of a name behind the area with which it begins:
 * "provincial | Council for Military Service". */
static uint32_t own_start(const struct rn_walk *w, const struct rn_ihead *head)
{
    const struct rn_chart *c = w->c;
    const struct rn_iaccept *a = &c->im->accepts[head - c->im->heads];
    const struct rn_item *first = w->nkids ? &c->items[w->kid[0]] : NULL;

    return first && w->nlits && first->start == w->start && a->nslots &&
                   (c->im->slot_labels[a->labels] == c->im->head->label_area ||
                    rn_item_is(c, first, c->im->head->kind_level))
               ? first->end
               : w->start;
}

/* Whether "Quyền", with which the title begins, is what its bearer is called:
 * it stands within a sentence behind another syllable with a capital, "Lê Văn
 * Quyền | Chủ tịch UBND xã". */
static bool acting_name(const struct rn_walk *w, uint32_t kind)
{
    struct rn_chart *c = w->c;
    const uint16_t *flags = &c->tok->flags[w->start];

    return c->im->kinds[kind].emit == c->im->head->kind_title &&
           rn_key_at(c, w->start, "quyên1") && (flags[0] & RN_TOK_UPPER) &&
           !(flags[0] & (RN_TOK_HARD | RN_TOK_LINE | RN_TOK_ALLCAPS)) &&
           w->start >= c->first + 2 && !opens_sentence(c, w->start - 1) &&
           (flags[-1] & RN_TOK_UPPER) && rn_is_syllable(c, w->start - 1);
}

bool rn_walk_stands(const struct rn_walk *w, uint32_t end,
                    const struct rn_ihead *head, bool weak)
{
    const struct rn_chart *c = w->c;
    uint8_t cls = rn_class_of_root[w->root];

    if (weak && (c->route.label[w->start] != cls ||
                 !has_company(c, w->start, end, cls)))
        return false;
    if ((head->flags & RN_HEAD_CAPITAL) && !w->heads &&
        !(c->tok->flags[own_start(w, head)] & RN_TOK_UPPER))
        return false;
    return !common_noun(w, end, head) && free_edges(c, w->start, end) &&
           !cuts_into(w, head->kind, end) && !cuts_word(w, end) &&
           !versioned(w, head->kind, end) && !given_names(w, end, head->kind) &&
           !acting_name(w, head->kind);
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
    static const char *const verbs[] = { "plan",     "plans",  "project",
                                         "projects", "report", "reports",
                                         "notice",   "notices" };

    return (c->tok->flags[i] & RN_TOK_ALLCAPS) &&
           rn_key_of(c, i, verbs, sizeof verbs / sizeof *verbs);
}

/* Whether a number right behind its type is none: a year, or behind a type in
 * small letters a single figure ("kế hoạch 5 năm") or a count. */
static bool no_number(const struct rn_walk *w, const struct rn_item *number)
{
    const struct rn_chart *c = w->c;

    if (number->flags & RN_ITEM_BARE_YEAR)
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

/* Whether a verb of a headline in capitals goes over token `i`: "KHAI | HỘI".
 * Words with which sentences open may go over the first of a name: "TẠI | ĐẠI
 * HỘI". */
static bool within_verb(const struct rn_chart *c, uint32_t i)
{
    return i > c->first && rn_phrase_at(c, i - 1, false) == 2 &&
           rn_phrase_at(c, i - 1, true) != 2;
}

/* Whether an item is two of its like with "and" between them. */
static bool is_pair(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_iconcept *con =
        it->concept == RN_NONE ? NULL : &c->im->concepts[it->concept];

    if (!con || it->nkids != 2 || con->nops != 3 ||
        c->im->ops[con->ops + 1].type != RN_OP_TEXT ||
        strcmp(rn_image_str(c->im, c->im->ops[con->ops + 1].text), " and "))
        return false;
    for (uint32_t k = 0; k < it->nkids; k++)
        if (!rn_image_kind_is(c->im, c->items[c->kids[it->kids + k]].kind,
                              it->kind))
            return false;
    return true;
}

/* Whether a plural takes a pair of fields for one: "Departments of Health and
 * Finance" is a list. */
static bool pairs_list(const struct rn_walk *w)
{
    for (unsigned k = 0; k < w->nkids; k++)
        if (is_pair(w->c, &w->c->items[w->kid[k]]))
            return true;
    return false;
}

/* Whether what a form may not stand before begins at token `end`: "xã | hội",
 * "khu phố 3 | đảng viên"; or what it must stand before does not. A capital
 * begins a name of its own there, unless such a name is what is asked for:
 * "Chủ tịch | Hồ Chí Minh". */
static bool forbidden_behind(const struct rn_chart *c, uint32_t end,
                             uint32_t accept)
{
    uint32_t behind = c->im->accepts[accept].behind, n = 0;
    bool wanted = (behind & RN_BEHIND_WANTED) != 0;
    const struct rn_item *it;

    if (end >= c->last || (c->tok->flags[end] & RN_TOK_HARD))
        return wanted;
    behind &= ~RN_BEHIND_WANTED;
    for (it = rn_cell(c, end, &n); n; n--, it++)
        if (!(it->flags & RN_ITEM_DEAD) && rn_item_is(c, it, behind) &&
            (it->exact || !(c->tok->flags[end] & RN_TOK_UPPER)))
            return !wanted;
    return wanted;
}

/* Whether the number that stands before a plural counts it, for the level
 * before it is a small word: "in the district | 12 People's Committees". */
static bool counted(const struct rn_walk *w)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *it = w->nkids ? &c->items[w->kid[0]] : NULL;

    return it && rn_root_english(w->root) && it->start == w->start &&
           it->end > it->start + 1 &&
           (c->tok->flags[it->end - 1] & RN_TOK_NUMBER) &&
           !(c->tok->flags[it->start] & (RN_TOK_UPPER | RN_TOK_NUMBER));
}

/* Why what fills some slot does not fit, or NULL. */
static const char *bad_slot(const struct rn_walk *w, unsigned flags)
{
    const struct rn_chart *c = w->c;

    for (unsigned k = 0; k < w->nkids; k++) {
        const struct rn_item *it = &c->items[w->kid[k]];
        if ((flags & RN_HEAD_NUMBER) && no_number(w, it))
            return "a bare year, or one figure or a count behind a small word, "
                   "is no document's number";
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
    return i > c->first &&
           (rn_key_at(c, i - 1, "tinh4") || rn_key_at(c, i - 1, "tinh") ||
            rn_key_at(c, i - 1, "wilayah") || rn_key_at(c, i - 1, "provinsi"));
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
 * Châu Anh phát biểu"), or the place is a district's and before it stands the
 * word for a province ("Bí thư Tỉnh ủy | Hà Trung Chiến"). */
static bool first_names(const struct rn_walk *w, uint32_t end, uint32_t accept)
{
    struct rn_chart *c = w->c;
    uint32_t level = c->im->concepts[c->im->heads[accept].concept].level;

    if (end - w->start != 2 || end >= c->last || !rn_surname_at(c, w->start) ||
        rn_surname_at(c, end) ||
        (c->tok->flags[end] & (RN_TOK_UPPER | RN_TOK_ALLCAPS | RN_TOK_HARD |
                               RN_TOK_LINE)) != RN_TOK_UPPER ||
        !rn_is_syllable(c, end))
        return false;
    return given_name_ends(c, end) ||
           (level != RN_NONE && behind_province(c, w->start) &&
            !strcmp(rn_image_str(c->im, c->im->concepts[level].id),
                    "district"));
}

/* Whether the ordinal that was read is the word for a year: "Đại hội | năm
 * 2025", "Đại hội | năm nay". A fifth has a word beside it that says so: "lần
 * thứ | năm", "Hội nghị Trung ương | năm khóa XII". */
static bool means_year(const struct rn_walk *w, uint32_t end)
{
    static const char *const beside[] = { "thư2", "thu",   "lân1",
                                          "lan",  "khoa2", "khoa" };
    const size_t nbeside = sizeof beside / sizeof *beside;
    const struct rn_chart *c = w->c;

    return end == w->start + 1 &&
           (rn_key_at(c, w->start, "năm") || rn_key_at(c, w->start, "nam")) &&
           !rn_key_of(c, end, beside, nbeside) &&
           !(w->start > c->first &&
             rn_key_of(c, w->start - 1, beside, nbeside));
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
    const struct rn_item *first = w->nkids ? &c->items[w->kid[0]] : NULL;

    if (w->nkids < 2 || !rn_root_english(w->root) || first->start != w->start ||
        first->concept == RN_NONE ||
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
    why = flags & (RN_HEAD_NUMBER | RN_HEAD_TAIL) ? bad_slot(w, flags) : NULL;
    if (why)
        return why;
    if ((flags & RN_HEAD_BEHIND) && forbidden_behind(c, end, accept))
        return "what stands behind it makes it something else";
    if ((c->tok->flags[end - 1] & (RN_TOK_MARK | RN_TOK_GLUED)) ==
            RN_TOK_MARK &&
        rn_is_mark(c, end - 1, '.'))
        return "a stop that stands apart is the sentence's";
    if (c->im->heads[accept].concept == RN_NONE && means_year(w, end))
        return "a year is meant";
    if ((flags & RN_HEAD_PLACE) && first_names(w, end, accept))
        return "a person's name goes on behind it";
    if (other_level(w, accept))
        return "the level before it is another than that of the area behind it";
    if (w->plural && counted(w))
        return "the number before a plural counts it";
    if (w->plural && pairs_list(w))
        return "behind a plural two fields are a list";
    if (c->tok->segments[c->segment].flags & RN_SEG_CAPS) {
        if (over_line(w, accept))
            return "a letterhead's lines are names of their own";
        if (takes_verb(w) || within_verb(c, w->start))
            return "among capitals a verb is no name";
    }
    if (!routed(w, end, accept))
        return "its language is too far behind here";
    return NULL;
}
