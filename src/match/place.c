#include "match/walk.h"

#include "lexicon/model.h"
#include "match/builtin.h"
#include "match/select.h"

/* Tokens on each side of an abbreviation in which a word of its language must
 * stand. */
enum { COMPANY = 12 };

/* Letters of an abbreviation that needs its language around it. */
enum { SHORT_MAX = 3 };

/* 1/100 nat. A word that is so much likelier in its language than in others
 * speaks for it. */
enum { SPEAKS = 150 };

/* Whether a name of the class may begin with the capital at token `i`: an
 * abbreviation speaks for no language, but its name in full does in a second
 * run, "Assoc.Prof.Dr." */
static bool begins_name(const struct rn_chart *c, uint32_t i, uint8_t cls)
{
    static const uint8_t root[] = { [RN_ROUTE_VI] = RN_ROOT_VI,
                                    [RN_ROUTE_MS] = RN_ROOT_MS,
                                    [RN_ROUTE_EN] = RN_ROOT_EN };
    uint32_t size = c->tok->end[i] - c->tok->start[i];

    return cls < sizeof root && (c->tok->flags[i] & RN_TOK_UPPER) &&
           size > ((c->tok->flags[i] & RN_TOK_ALLCAPS) ? SHORT_MAX : 1) &&
           rn_starts_form(c, i, root[cls]);
}

/* Whether the word at token `i` speaks for the class, and clearly against
 * noise. */
static bool speaks(const struct rn_chart *c, uint32_t i, uint8_t cls)
{
    const int16_t *score = rn_vote_at(c, i);

    if (!(c->tok->flags[i] & RN_TOK_WORD) || c->route.label[i] != cls)
        return false;
    return begins_name(c, i, cls) ||
           (c->tok->end[i] - c->tok->start[i] >= 3 && score[cls] == 0 &&
            score[RN_ROUTE_OTHER] <= -SPEAKS);
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
    return rn_is_mark_of(c, i, "/-.:");
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

/* Whether the letters that name a document's type stand in its number too, and
 * so say by themselves what they are: "HD 99-HD/BTGTW". */
static bool type_repeated(const struct rn_walk *w)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *type, *number;

    if (w->nkids != 2)
        return false;
    type = &c->items[w->kid[0]];
    number = &c->items[w->kid[1]];
    if (number->kind != RN_B_NUMBER || type->end != type->start + 1)
        return false;
    for (uint32_t i = number->start + 2; i + 1 < number->end; i++)
        if (rn_is_mark_of(c, i - 1, "/-") && rn_is_mark_of(c, i + 1, "/-") &&
            (c->tok->flags[i] & RN_TOK_ALLCAPS) &&
            rn_span_eq(rn_token_key(c->tok, i),
                       rn_token_key(c->tok, type->start)))
            return true;
    return false;
}

bool rn_walk_slots_weak(const struct rn_walk *w)
{
    if (type_repeated(w))
        return false;
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

/* Whether the second of the two fields in which the reading ends begins a body
 * that goes on: "Department of Health and Culture | and Social Affairs
 * Committee". */
static bool cuts_pair(const struct rn_walk *w, uint32_t end)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *it = &c->items[w->kid[w->nkids - 1]];

    if (!(c->tok->flags[end] & RN_TOK_UPPER) &&
        !(rn_word_bits_at(c, end) & RN_WORD_JOINS))
        return false; /* so no body goes on */
    while (it->end == end && it->nkids) {
        const struct rn_item *kid =
            &c->items[c->kids[it->kids + it->nkids - 1]];
        if (it->nkids == 2 && rn_is_pair(c, it) &&
            body_beyond(c, kid->start, end))
            return true;
        it = kid;
    }
    return false;
}

/* Whether the reading cuts into the body's name behind it: in English no
 * mention with a whole or a place ends where a body begins ("Chief Inspector of
 * the Provincial | People's Committee"), nor one of another language with an
 * English end ("chánh thanh tra Provincial | People's Committee"), of which the
 * last slot may not go on as a body either ("chánh thanh tra Provincial |
 * Inspectorate"). In a letterhead the next line is another body; so is what
 * begins as the mention does: "MINISTRY OF HEALTH | MINISTRY OF FINANCE". */
static bool cuts_into(const struct rn_walk *w, uint32_t kind, uint32_t end)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *last;

    if (!w->nkids || end >= c->last || !(c->tok->flags[end] & RN_TOK_WORD) ||
        (c->tok->flags[end] & (RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_LINE)) ||
        !ends_english(w, end) ||
        rn_span_eq(rn_token_key(c->tok, end), rn_token_key(c->tok, w->start)))
        return false;
    last = &c->items[w->kid[w->nkids - 1]];
    return body_beyond(c, end, end) || title_beyond(w, kind, last, end) ||
           cuts_pair(w, end) ||
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

bool rn_names_level(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t area = c->im->head->concept_area;

    return rn_item_is(c, it, c->im->head->kind_level) ||
           (area != RN_NONE && rn_item_is(c, it, c->im->concepts[area].kind));
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
                            (it->kind == RN_B_NAME || rn_names_level(c, it))))
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
    return i == c->first || rn_is_mark_of(c, i - 1, ".!?;\"");
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

/* Whether an English or Malay title stands before a person of ours, named in
 * full, whose marks made a Vietnamese span of both; a capital before it begins
 * another: "; Director | Trần Văn An;", "Managing Director | Trần Văn An". */
static bool before_ours(const struct rn_walk *w, uint32_t end, uint32_t kind)
{
    const struct rn_chart *c = w->c;
    const uint16_t *f = c->tok->flags;
    const unsigned edge = RN_TOK_HARD | RN_TOK_LINE | RN_TOK_WIDE;
    uint32_t i = w->start;

    return rn_class_of_root[w->root] != RN_ROUTE_VI &&
           c->im->kinds[kind].emit == c->im->head->kind_title &&
           end + 1 < c->last && !(f[end] & edge) && rn_surname_at(c, end) &&
           (f[end + 1] & (RN_TOK_UPPER | edge)) == RN_TOK_UPPER &&
           (f[i] & RN_TOK_UPPER) &&
           (i == c->first || (f[i] & edge) || (f[i - 1] & RN_TOK_MARK) ||
            !(f[i - 1] & RN_TOK_UPPER));
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
        return !rn_fills_segment(c, w->start, end) &&
               !named_within(c, end, cls) && !before_ours(w, end, head->kind);
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
 * family name and so are what a person is called: "ông Trần | Công An"; among
 * capitals one with a line or a column of its own. "Đoàn" is a delegation too,
 * and before a title in capitals stands more of it. */
static bool given_names(const struct rn_walk *w, uint32_t end, uint32_t kind)
{
    const struct rn_chart *c = w->c;
    uint32_t i = w->start;
    const unsigned edge = RN_TOK_HARD | RN_TOK_LINE | RN_TOK_WIDE;

    if (w->nkids || end != i + 2 || rn_class_of_root[w->root] != RN_ROUTE_VI ||
        i == c->first || c->im->kinds[kind].emit != c->im->head->kind_body ||
        !(c->tok->flags[i + 1] & RN_TOK_UPPER) || (c->tok->flags[i] & edge))
        return false;
    if (i > c->first + 1 && rn_word_listed(c, i - 1, RN_LIST_MIDDLE_NAMES))
        i--; /* Trần Thị | Công An */
    if (!rn_surname_at(c, i - 1) || rn_key_at(c, i - 1, "đoan1"))
        return false;
    if (c->tok->flags[i - 1] & RN_TOK_ALLCAPS)
        return (i == c->first + 1 || (c->tok->flags[i - 1] & edge) ||
                !(c->tok->flags[i - 2] & RN_TOK_ALLCAPS)) &&
               (end >= c->last || (c->tok->flags[end] & (edge | RN_TOK_MARK)) ||
                !(c->tok->flags[end] & RN_TOK_ALLCAPS));
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

/* Whether an English reading in small letters is whoever's: a title that names
 * no body behind an indefinite article, "a former | health minister", or
 * anything that somebody calls his own, "our | customs department". */
static bool anybody(const struct rn_walk *w, uint32_t end, uint32_t kind)
{
    const struct rn_chart *c = w->c;
    uint32_t i = w->start;

    if (!rn_root_english(w->root) || c->im->kinds[kind].emit == RN_NONE ||
        i == c->first)
        return false;
    for (uint32_t t = i; t < end; t++)
        if (c->tok->flags[t] & RN_TOK_UPPER)
            return false;
    if (rn_word_listed(c, i - 1, RN_LIST_OUR_WORDS))
        return true;
    if (c->im->kinds[kind].emit != c->im->head->kind_title)
        return false;
    for (unsigned k = 0; k < w->nkids; k++)
        if (rn_is_body(c, &c->items[w->kid[k]]))
            return false;
    while (i > c->first && (rn_word_listed(c, i - 1, RN_LIST_TITLE_MODIFIERS) ||
                            rn_word_listed(c, i - 1, RN_LIST_DEPUTIES)))
        i--;
    return i > c->first &&
           (rn_key_at(c, i - 1, "a") || rn_key_at(c, i - 1, "an"));
}

/* Whether the reading ends with the sign of a possessive, which joins what
 * fills a slot to what it owns, and where nothing is owned is the sentence's or
 * a quotation's: "the Party Committee of the commune | 's report". */
static bool ends_owning(const struct rn_chart *c, uint32_t end)
{
    return rn_key_at(c, end - 1, "'s") || rn_is_mark(c, end - 1, '\'');
}

/* Whether a title that names a place and no body is of something that the place
 * owns: "the chairman of the district | 's chess club". */
static bool heads_owned(const struct rn_walk *w, uint32_t end, uint32_t kind)
{
    const struct rn_chart *c = w->c;
    bool where = false;

    if (end >= c->last || c->im->kinds[kind].emit != c->im->head->kind_title ||
        !w->nkids || !rn_key_at(c, end, "'s"))
        return false;
    for (unsigned k = 0; k < w->nkids; k++) {
        const struct rn_item *it = &c->items[w->kid[k]];
        if (rn_is_body(c, it))
            return false;
        where = where ||
                (it->end == end && (rn_image_tells_where(c->im, it->kind) ||
                                    rn_area_level(c, it) != RN_NONE));
    }
    return where; /* "the Minister of Health | 's decision" */
}

bool rn_walk_stands(const struct rn_walk *w, uint32_t end,
                    const struct rn_ihead *head, bool weak)
{
    const struct rn_chart *c = w->c;
    uint8_t cls = rn_class_of_root[w->root];

    if (weak && !before_ours(w, end, head->kind) &&
        (c->route.label[w->start] != cls ||
         !has_company(c, w->start, end, cls)))
        return false;
    if ((head->flags & RN_HEAD_CAPITAL) && !w->heads &&
        !(c->tok->flags[own_start(w, head)] & RN_TOK_UPPER))
        return false;
    return !ends_owning(c, end) && !heads_owned(w, end, head->kind) &&
           !common_noun(w, end, head) && free_edges(c, w->start, end) &&
           !cuts_into(w, head->kind, end) && !cuts_word(w, end) &&
           !versioned(w, head->kind, end) && !given_names(w, end, head->kind) &&
           !acting_name(w, head->kind) && !anybody(w, end, head->kind);
}
