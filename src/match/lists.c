#include "base/limits.h"
#include "base/mem.h"
#include "lexicon/model.h"
#include "match/numbers.h"
#include "match/select.h"
#include "match/walk.h"

/* Marks and words that may stand between two members: ", and". */
enum { JOINERS_MAX = 2 };

/* Of "Vietnam", "Việt Nam". */
enum { COUNTRY_WORDS = 2 };

/* ---- what a list may hold ----------------------------------------------- */

/* Whether only joiners (one or two) of some language lie between two tokens,
 * and no wall. */
static bool joined(const struct rn_chart *c, uint32_t from, uint32_t to)
{
    unsigned common = RN_WORD_JOINS;
    uint32_t behind = from;

    from = rn_behind_paren(c, from);
    if (to <= from || to - from > JOINERS_MAX)
        return false;
    for (uint32_t i = from; i < to; i++)
        common &= rn_word_bits_at(c, i);
    for (uint32_t i = behind; i <= to; i++)
        if (c->tok->flags[i] & RN_TOK_HARD)
            return false;
    return common != 0;
}

/* The like where an English article opens the next member: ", and the". */
static bool joined_the(const struct rn_chart *c, uint32_t from, uint32_t to)
{
    return joined(c, from, to) ||
           (to > from && (rn_word_bits_at(c, to - 1) & RN_WORD_THE) &&
            joined(c, from, to - 1));
}

/* ---- areas -------------------------------------------------------------- */

/* The whole that ends an item's name: "Chủ tịch | HĐND". RN_NONE where its own
 * words do. */
static uint32_t last_whole(const struct rn_chart *c, uint32_t item)
{
    const struct rn_item *it = &c->items[item];

    for (uint32_t k = 0; k < it->nkids; k++) {
        uint32_t kid = c->kids[it->kids + k];
        uint32_t emit = c->im->kinds[c->items[kid].kind].emit;
        if (c->items[kid].end == it->end && emit != RN_NONE &&
            c->items[kid].concept != RN_NONE)
            return kid;
    }
    return RN_NONE;
}

/* The last whole of the last whole, and so on: an item whose own words end its
 * name; `item` itself where they do. */
static uint32_t innermost(const struct rn_chart *c, uint32_t item)
{
    uint32_t whole;

    while ((whole = last_whole(c, item)) != RN_NONE)
        item = whole;
    return item;
}

/* How a concept's name speaks of its area at its head: not, by its place alone,
 * wholly. An area further behind ("Party Committee of Provincial Agencies")
 * belongs to that name alone. */
enum area_use { AREA_NONE, AREA_PLACE, AREA_WHOLE };

static enum area_use area_use(const struct rn_chart *c,
                              const struct rn_item *it)
{
    const struct rn_iconcept *con = &c->im->concepts[it->concept];

    for (uint32_t o = con->ops;
         o < con->ops + con->nops && c->im->ops[o].type != RN_OP_TEXT; o++)
        if (c->im->ops[o].type == RN_OP_SLOT &&
            c->im->ops[o].part[0] == c->im->head->label_area)
            return c->im->ops[o].nparts > 1 ? AREA_PLACE : AREA_WHOLE;
    return AREA_NONE;
}

/* An area that closes a name, the concept of the whole that has it, whether
 * that is a part of the name ("Ban Giám đốc | Công an tỉnh"), and whether the
 * list goes on behind: "HĐND tỉnh, UBND tỉnh Lai Châu, | Công an tỉnh". */
struct closing {
    uint32_t area, like;
    bool inner, goes_on;
};

/* The area that closes an item, looked for in its last wholes; an area of
 * RN_NONE where none does. */
static struct closing closing_area(const struct rn_chart *c, uint32_t item)
{
    bool inner = false;

    while (item != RN_NONE) {
        const struct rn_item *it = &c->items[item];
        uint32_t area = rn_item_slot(c, it, c->im->head->label_area);
        if (area != RN_NONE && area_use(c, it) != AREA_NONE &&
            (c->items[area].end == it->end || area == it->extra))
            return (struct closing){ area, it->concept, inner, false };
        inner = it->concept != RN_NONE && !rn_is_title(c, it);
        item = last_whole(c, item);
    }
    return (struct closing){ RN_NONE, RN_NONE, false, false };
}

uint32_t rn_area_level(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t level = rn_item_slot(c, it, h->label_level);
    uint32_t place = rn_item_slot(c, it, h->label_place);

    if (level != RN_NONE)
        return c->items[level].concept;
    level = rn_item_bind(c, it, h->label_level);
    if (level != RN_NONE)
        return level;
    if (it->concept != RN_NONE && c->im->concepts[it->concept].level != RN_NONE)
        return c->im->concepts[it->concept].level;
    return place == RN_NONE || c->items[place].concept == RN_NONE
               ? RN_NONE
               : c->im->concepts[c->items[place].concept].level;
}

/* Whether an area is a level alone: "tỉnh", which the place that closes the
 * list makes whole. */
static bool bare_level(const struct rn_chart *c, const struct rn_item *area)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t inner = rn_item_slot(c, area, h->label_area);

    return rn_area_level(c, area) != RN_NONE &&
           rn_item_slot(c, area, h->label_place) == RN_NONE &&
           (area->concept == RN_NONE ||
            c->im->concepts[area->concept].level == RN_NONE) &&
           (inner == RN_NONE || bare_level(c, &c->items[inner]));
}

/* Whether the text has a word for the level of an area. */
static bool spelled_level(const struct rn_chart *c, const struct rn_item *area)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t inner = rn_item_slot(c, area, h->label_area);

    return rn_item_slot(c, area, h->label_level) != RN_NONE ||
           rn_item_bind(c, area, h->label_level) != RN_NONE ||
           (inner != RN_NONE && spelled_level(c, &c->items[inner]));
}

/* Whether the level is a commune's or a village's. */
static bool of_commune(const struct rn_chart *c, uint32_t level)
{
    return level != RN_NONE &&
           rn_image_kind_may_be(c->im, c->im->concepts[level].kind,
                                c->im->head->kind_commune);
}

/* Whether a sign for us ends before the reading, which is then the whole
 * country's: "Vietnam | Farmers' Union". */
static bool of_the_country(const struct rn_chart *c, const struct rn_item *it)
{
    return rn_ends_kind(c, it->start, c->im->head->kind_for, COUNTRY_WORDS);
}

/* Whether the innermost whole of a name may take the area. */
static bool takes_area(const struct rn_chart *c, const struct rn_item *it,
                       const struct closing *end)
{
    const struct rn_image_header *h = c->im->head;
    enum area_use use = it->concept == RN_NONE ? AREA_NONE : area_use(c, it);
    uint32_t level, closing, own;

    /* a body without a level in its name is of its like's area: two
     * departments, not a department and a district */
    if (use == AREA_NONE || of_the_country(c, it) ||
        ((use == AREA_PLACE || end->inner) && it->concept != end->like) ||
        it->extra != RN_NONE || rn_item_slot(c, it, h->label_place) != RN_NONE)
        return false;
    closing = rn_area_level(c, &c->items[end->area]);
    /* no commune has a court: "Tòa án nhân dân và | UBND xã Mường Mô" */
    if ((c->im->concepts[it->concept].flags & RN_CONCEPT_NO_COMMUNE) &&
        of_commune(c, closing))
        return false;
    own = rn_item_slot(c, it, h->label_area);
    /* "UBND tỉnh và Sở Y tế Lai Châu": the place is the department's; nor does
     * a place in the midst of a list complete a level that stands before it */
    if (own != RN_NONE && (end->goes_on || !bare_level(c, &c->items[own]) ||
                           !spelled_level(c, &c->items[end->area])))
        return false;
    level = rn_area_level(c, own == RN_NONE ? it : &c->items[own]);
    if (level != RN_NONE)
        return level == closing;
    /* a command has a Party committee of its own: "Đảng ủy, Bộ CHQS tỉnh" */
    return h->kind_committee == RN_NONE || h->kind_command == RN_NONE ||
           !rn_image_kind_is(c->im, it->kind, h->kind_committee) ||
           !rn_image_kind_is(c->im, c->im->concepts[end->like].kind,
                             h->kind_command);
}

/* A copy of `item` whose slot `old` is filled by `fresh`; RN_NONE when memory
 * runs out. */
static uint32_t with_kid(struct rn_chart *c, uint32_t item, uint32_t old,
                         uint32_t fresh)
{
    struct rn_item copy = c->items[item];
    uint32_t kids = (uint32_t)c->nkids;

    if (!rn_grow(&c->kids, &c->kids_cap, c->nkids + copy.nkids,
                 sizeof *c->kids)) {
        c->failed = true;
        return RN_NONE;
    }
    for (uint32_t k = 0; k < copy.nkids; k++) {
        uint32_t kid = c->kids[copy.kids + k];
        c->kids[c->nkids++] = kid == old ? fresh : kid;
    }
    copy.kids = kids;
    return rn_chart_add(c, &copy);
}

/* A copy of `item` in which the innermost whole has the area; RN_NONE where
 * none takes it. */
static uint32_t with_area(struct rn_chart *c, uint32_t item,
                          const struct closing *end)
{
    uint32_t whole = last_whole(c, item), changed;
    struct rn_item copy = c->items[item];

    if (whole == RN_NONE) {
        if (!takes_area(c, &copy, end))
            return RN_NONE;
        copy.extra = end->area;
        copy.extra_label = c->im->head->label_area;
        copy.flags |= (uint8_t)rn_item_number(c, &copy);
        return rn_chart_add(c, &copy);
    }
    changed = with_area(c, whole, end);
    if (changed != RN_NONE)
        changed = with_kid(c, item, whole, changed);
    if (changed != RN_NONE)
        c->items[changed].flags |=
            (uint8_t)rn_item_number(c, &c->items[changed]);
    return changed;
}

/* Whether a word of the item is written small. */
static bool has_small(const struct rn_chart *c, const struct rn_item *it)
{
    for (uint32_t i = it->start; i < it->end; i++)
        if ((c->tok->flags[i] & (RN_TOK_WORD | RN_TOK_UPPER)) == RN_TOK_WORD)
            return true;
    return false;
}

/* The area of the last whole of an English or Malay name, "of the | provincial
 * | People's Council"; an area of RN_NONE where it has none. A place behind its
 * Malay body is that body's alone, as in Vietnamese: "Jabatan Kesihatan Wilayah
 * Lai Chau dan | Jabatan Kewangan". */
static struct closing own_area(const struct rn_chart *c, uint32_t item)
{
    uint8_t class = rn_class_of_root[c->items[item].root];

    if (class != RN_ROUTE_VI) {
        const struct rn_image_header *h = c->im->head;
        const struct rn_item *it = &c->items[innermost(c, item)];
        uint32_t area = rn_item_slot(c, it, h->label_area);
        if (area != RN_NONE && area_use(c, it) != AREA_NONE &&
            (class != RN_ROUTE_MS ||
             rn_item_slot(c, &c->items[area], h->label_place) == RN_NONE))
            return (struct closing){ area, it->concept, false, false };
    }
    return (struct closing){ RN_NONE, RN_NONE, false, false };
}

/* Whether the area leads its English whole, with its level written small as no
 * canonical name has it. */
static bool leads_small(const struct rn_chart *c, const struct closing *own,
                        uint32_t item)
{
    return rn_root_english(c->items[item].root) &&
           c->items[own->area].start == c->items[innermost(c, item)].start &&
           has_small(c, &c->items[own->area]);
}

/* Whether the list that begins with mention `a` is joined by a word of its
 * language: "A, B | and | C". */
static bool says_and(const struct rn_chart *c, const struct rn_selection *s,
                     size_t a)
{
    unsigned word = rn_root_english(c->items[s->v[a].item].root)
                        ? RN_WORD_JOINS_EN
                        : RN_WORD_JOINS_MS;

    for (; a + 1 < s->n && joined(c, s->v[a].end, s->v[a + 1].start); a++)
        for (uint32_t i = s->v[a].end; i < s->v[a + 1].start; i++)
            if ((rn_word_bits_at(c, i) & RN_WORD_JOINS) == word)
                return true;
    return false;
}

/* Whether the area holds a place and the member is a part of some whole: "Quang
 * Nam Hospital and the Party Cell of the | Center". The whole may be another
 * place's. */
static bool beyond_place(const struct rn_chart *c, const struct closing *lead,
                         uint32_t item)
{
    return rn_item_slot(c, &c->items[lead->area], c->im->head->label_place) !=
               RN_NONE &&
           last_whole(c, item) != RN_NONE;
}

/* "the provincial Party Committee, People's Council and People's Committee":
 * from the list's start to its end. A member that has an area keeps it. Names
 * that a first run wrote in another language's list are not shared by a second
 * one: those have neither a small level nor a word of theirs between them.
 * Where two members say it, or the first says it of its whole, another says it
 * where it has it, if it has a field of its own: "Provincial Women's Union,
 * Provincial Red Cross and | Health Sector Trade Union", "Pejabat
 * Jawatankuasa Parti Wilayah dan | Kesatuan Sekerja Sektor Kesihatan". */
static void share_leading(struct rn_chart *c, struct rn_selection *s)
{
    struct closing lead = { RN_NONE, RN_NONE, false, false };
    bool repeats = false; /* the list says its area with each member */
    bool whole = false;   /* the area is that of the first one's whole */

    for (size_t a = 0; a < s->n; a++) {
        struct rn_found *x = &s->v[a];
        struct closing own = own_area(c, x->item);
        uint32_t changed = RN_NONE;
        if (a && !joined(c, x[-1].end, x->start))
            repeats = false;
        else if (a && own.area != RN_NONE)
            repeats = lead.area != RN_NONE;
        if (lead.area != RN_NONE && own.area == RN_NONE &&
            !((repeats || whole) && c->items[x->item].nkids) &&
            x->kind != c->im->head->kind_title &&
            joined(c, x[-1].end, x->start) &&
            closing_area(c, x->item).area == RN_NONE &&
            !(c->items[x->item].concept == lead.like &&
              !c->items[x->item].nkids) &&
            !beyond_place(c, &lead, x->item))
            changed = with_area(c, x->item, &lead);
        if (changed != RN_NONE)
            x->item = changed;
        else if (own.area != RN_NONE && !leads_small(c, &own, x->item) &&
                 !says_and(c, s, a))
            lead = (struct closing){ RN_NONE, RN_NONE, false, false };
        else {
            lead = own;
            whole = innermost(c, x->item) != x->item;
        }
    }
}

/* "Đảng ủy và các đảng ủy xã": whether both are bodies of one sort that only
 * their areas tell apart; with one area they were the same body twice. */
static bool same_body(const struct rn_chart *c, uint32_t x, uint32_t y)
{
    const struct rn_item *it = &c->items[x];

    return it->concept == c->items[y].concept && !it->nkids &&
           area_use(c, it) == AREA_WHOLE;
}

/* From the list's end to its start, so that an area is handed on. */
static void share_areas(struct rn_chart *c, struct rn_selection *s)
{
    bool handed = false, goes_on = false;

    for (size_t a = s->n; a-- > 1;) {
        struct rn_found *x = &s->v[a - 1], *y = &s->v[a];
        struct closing end;
        uint32_t changed;
        if (!handed)
            goes_on = a + 1 < s->n && y[1].kind == y->kind &&
                      joined_the(c, y->end, y[1].start);
        handed = false;
        if (!joined_the(c, x->end, y->start))
            continue;
        /* two posts of one person: the place is the second one's */
        if (x->kind == c->im->head->kind_title && y->kind == x->kind)
            continue;
        end = closing_area(c, y->item);
        /* of "các xã | Mường Than và Tân Uyên" no place is another body's */
        if (end.area == RN_NONE || rn_item_lists(c, &c->items[end.area]) ||
            same_body(c, x->item, y->item))
            continue;
        end.goes_on = goes_on;
        changed = with_area(c, x->item, &end);
        handed = changed != RN_NONE;
        if (handed)
            x->item = changed;
    }
}

/* ---- fields and numbers ------------------------------------------------- */

/* Behind "No.", "số" or "nombor" at `token`; `token` where none stands. */
static uint32_t behind_sign(const struct rn_chart *c, uint32_t token)
{
    return rn_word_listed(c, token, RN_LIST_NUMBER_SIGNS)
               ? token + 1 + rn_is_mark(c, token + 1, '.')
               : token;
}

/* Whether the item is of the tail's kind, or with a capital of a wider or a
 * narrower one and no pair: "Phòng Nội vụ, | Tài chính - Kế hoạch", which no
 * ministry has. */
static bool alike(const struct rn_chart *c, const struct rn_item *tail,
                  const struct rn_item *it)
{
    return it->kind == tail->kind ||
           (!it->nkids && (c->tok->flags[it->start] & RN_TOK_UPPER) &&
            (rn_image_kind_is(c->im, tail->kind, it->kind) ||
             rn_image_kind_is(c->im, it->kind, tail->kind)));
}

/* The longest item of the tail's kind at `token` that ends before token `end`
 * does begin, or RN_NONE. */
static uint32_t member_at(struct rn_chart *c, const struct rn_found *f,
                          const struct rn_item *tail, uint32_t token,
                          uint32_t end)
{
    uint32_t at = tail->concept == RN_NONE ? behind_sign(c, token) : token;
    uint32_t best = RN_NONE;
    const struct rn_cell *cell;

    if (at >= end)
        return RN_NONE;
    for (uint32_t i = token + 1; i <= at; i++)
        if (c->tok->flags[i] & RN_TOK_HARD)
            return RN_NONE;
    cell = &c->cell[at - c->first];
    for (uint32_t k = cell->first; k < cell->first + cell->n; k++) {
        const struct rn_item *it = &c->items[k];
        if ((it->flags & RN_ITEM_DEAD) || !alike(c, tail, it) || it->end > end)
            continue;
        if (tail->concept == RN_NONE
                ? !rn_number_goes_on(c, f, tail, it, at > token)
                : rn_class_of_root[it->root] != rn_class_of_root[tail->root] ||
                      rn_written_smaller(c, tail, it))
            continue;
        if (best == RN_NONE || rn_item_further(c, it, &c->items[best]))
            best = k;
    }
    return best;
}

static bool same_word(const struct rn_chart *c, uint32_t i, uint32_t k)
{
    return rn_span_eq(rn_token_key(c->tok, i), rn_token_key(c->tok, k));
}

/* Whether the name has a colon: "departments: | Health". */
static bool has_colon(const struct rn_chart *c, const struct rn_item *it)
{
    for (uint32_t i = it->start; i < it->end; i++)
        if (rn_is_mark(c, i, ':'))
            return true;
    return false;
}

/* Whether the name says of several: it is in the plural, or has a colon. */
static bool says_several(const struct rn_chart *c, const struct rn_item *it)
{
    return has_colon(c, it) || rn_item_plural(c, it);
}

/* Whether a semicolon before token `j` joins a field to those of a plural:
 * "Directors of the Departments of Health; | Finance". */
static bool semicolon_joins(const struct rn_chart *c, const struct rn_found *f,
                            const struct rn_item *tail, uint32_t pos,
                            uint32_t j)
{
    const struct rn_item *it = &c->items[f->item];
    uint32_t whole = last_whole(c, f->item);

    return j == pos + 1 && rn_is_mark(c, pos, ';') &&
           tail->concept != RN_NONE &&
           c->im->kinds[tail->kind].emit == RN_NONE &&
           !(c->tok->flags[j] & (RN_TOK_HARD | RN_TOK_LINE)) &&
           (f->listed || says_several(c, it) ||
            (whole != RN_NONE && says_several(c, &c->items[whole])));
}

/* Whether nothing of a clause stands behind a member: it ends there, or another
 * member follows. "Departments of Health; Education | is a right". */
static bool ends_clause(const struct rn_chart *c, uint32_t end)
{
    return end >= c->last ||
           (c->tok->flags[end] & (RN_TOK_MARK | RN_TOK_HARD | RN_TOK_LINE)) ||
           (rn_word_bits_at(c, end) & RN_WORD_JOINS);
}

/* The next member behind `pos` and before token `end`: its item, its first
 * token in *at. */
static uint32_t next_member(struct rn_chart *c, const struct rn_found *f,
                            const struct rn_item *tail, uint32_t pos,
                            uint32_t end, uint32_t *at)
{
    uint32_t first = rn_behind_paren(c, pos) + 1;

    for (uint32_t j = first; j < end; j++) {
        bool semicolon = !joined(c, pos, j);
        uint32_t member;
        if (semicolon && !semicolon_joins(c, f, tail, pos, j))
            return RN_NONE;
        member = member_at(c, f, tail, j, end);
        if (member == RN_NONE && j + 1 < end && tail->start > f->start &&
            !(c->tok->flags[j + 1] & RN_TOK_HARD) &&
            same_word(c, j, tail->start - 1)) /* "…, khóa XII", "and of …" */
            member = member_at(c, f, tail, j + 1, end);
        if (member != RN_NONE) {
            *at = j;
            if (semicolon && !has_colon(c, &c->items[f->item]) &&
                !ends_clause(c, c->items[member].end))
                return RN_NONE;
            return member;
        }
    }
    return RN_NONE;
}

static bool insert(struct rn_selection *s, size_t at, struct rn_found f)
{
    if (!rn_grow(&s->v, &s->cap, s->n + 1, sizeof *s->v))
        return false;
    memmove(s->v + at + 1, s->v + at, (s->n - at) * sizeof *s->v);
    s->v[at] = f;
    s->n++;
    return true;
}

/* Whether a whole with a list may go on beside the title that it closes: in
 * English only a plural says so ("Directors of the Departments of Health and
 * Finance"). */
static bool nests(const struct rn_chart *c, const struct rn_item *whole)
{
    return !rn_root_english(whole->root) || says_several(c, whole);
}

/* The slot that a list repeats, in the item or in the wholes that close it;
 * RN_NONE where there is none. */
static uint32_t list_slot(const struct rn_chart *c, uint32_t item)
{
    const struct rn_item *it = &c->items[item];
    uint32_t list = c->im->concepts[it->concept].list, slot;

    if (list != RN_NONE) {
        slot = rn_item_slot(c, it, list);
        return slot != RN_NONE && c->items[slot].end == it->end ? slot
                                                                : RN_NONE;
    }
    item = last_whole(c, item);
    return item != RN_NONE && nests(c, &c->items[item]) ? list_slot(c, item)
                                                        : RN_NONE;
}

/* A copy of `item` with `member` in the place of `slot`. */
static uint32_t with_member(struct rn_chart *c, uint32_t item, uint32_t slot,
                            uint32_t member)
{
    uint32_t whole, changed;

    if (c->im->concepts[c->items[item].concept].list != RN_NONE)
        return with_kid(c, item, slot, member);
    whole = last_whole(c, item);
    changed = with_member(c, whole, slot, member);
    return changed == RN_NONE ? RN_NONE : with_kid(c, item, whole, changed);
}

/* A copy of `item` in the singular ("Ministers of Health, Finance": each of
 * them is written out), or itself. */
static uint32_t single(struct rn_chart *c, uint32_t item)
{
    struct rn_item copy = c->items[item];
    const struct rn_iconcept *con = &c->im->concepts[copy.concept];
    uint32_t head, changed;

    if (copy.flags & RN_ITEM_PLURAL) {
        copy.flags &= (uint8_t)~RN_ITEM_PLURAL;
        return rn_chart_add(c, &copy);
    }
    if (!con->nops || c->im->ops[con->ops].type != RN_OP_SLOT)
        return item;
    head = rn_item_slot(c, &copy, c->im->ops[con->ops].whole);
    if (head == RN_NONE || head == copy.extra ||
        c->items[head].concept == RN_NONE)
        return item;
    changed = single(c, head);
    if (changed == head || changed == RN_NONE)
        return changed == head ? item : RN_NONE;
    return with_kid(c, item, head, changed);
}

/* Whether a parenthesis opens in the mention that it does not close: "Nghị
 * quyết Trung ương 4 (khóa XI | , XII)". */
static bool opens(const struct rn_chart *c, const struct rn_found *f)
{
    uint32_t open = 0;

    for (uint32_t i = f->start; i < f->end; i++) {
        open += rn_is_mark(c, i, '(');
        open -= open && rn_is_mark(c, i, ')');
    }
    return open != 0;
}

/* Give the last of a list's `n` mentions the parenthesis that the first one
 * opened; where none closes it there is no list and half a name. How many are
 * left. */
static size_t close_list(const struct rn_chart *c, struct rn_selection *s,
                         size_t k, size_t n)
{
    struct rn_found *last = &s->v[k + n - 1];

    if (!opens(c, &s->v[k]))
        return n;
    if (n == 1 || !rn_is_mark(c, last->end, ')')) {
        memmove(s->v + k, s->v + k + n, (s->n - k - n) * sizeof *s->v);
        s->n -= n;
        return 0;
    }
    last->tail = 1;
    return n;
}

/* The longest area at `pos`, or behind "of [the]" or "của" there, that ends
 * before token `end` does begin; RN_NONE where there is none. */
static uint32_t area_behind(const struct rn_chart *c, uint32_t pos,
                            uint32_t end)
{
    uint32_t kind = c->im->head->concept_area, best = RN_NONE;
    const struct rn_cell *cell;

    if (kind == RN_NONE)
        return RN_NONE;
    kind = c->im->concepts[kind].kind;
    if (rn_word_bits_at(c, pos) & RN_WORD_OF)
        pos += rn_word_bits_at(c, pos + 1) & RN_WORD_THE ? 2 : 1;
    else if (rn_key_at(c, pos, "cua4"))
        pos++;
    if (pos >= end || (c->tok->flags[pos] & (RN_TOK_HARD | RN_TOK_MARK)))
        return RN_NONE;
    cell = &c->cell[pos - c->first];
    for (uint32_t k = cell->first; k < cell->first + cell->n; k++) {
        const struct rn_item *it = &c->items[k];
        if (!(it->flags & RN_ITEM_DEAD) && it->end <= end &&
            it->concept != RN_NONE && rn_item_is(c, it, kind) &&
            (best == RN_NONE || rn_item_further(c, it, &c->items[best])))
            best = k;
    }
    return best;
}

/* "Sở Y tế, Tài chính tỉnh Lai Châu": the area behind the last of `n` mentions
 * that one head makes belongs to each of them. */
static void area_of_list(struct rn_chart *c, struct rn_selection *s, size_t k,
                         size_t n)
{
    struct rn_found *last = &s->v[k + n - 1];
    uint32_t end = k + n < s->n ? s->v[k + n].start : c->last;
    uint32_t area = area_behind(c, last->end, end);
    struct closing closing;

    if (area == RN_NONE || last->tail)
        return;
    closing =
        (struct closing){ area, c->items[innermost(c, last->item)].concept,
                          false, false };
    if (closing.like == RN_NONE ||
        with_area(c, last->item, &closing) == RN_NONE)
        return;
    for (size_t i = k; i < k + n && !c->failed; i++) {
        uint32_t changed = with_area(c, s->v[i].item, &closing);
        if (changed != RN_NONE)
            s->v[i].item = changed;
    }
    last->end = c->items[area].end;
}

/* Repeat mention `k` for each further member of its list; how many mentions the
 * list is then, 1 where there is none, 0 where it is dropped. */
static size_t repeat_tail(struct rn_chart *c, struct rn_selection *s, size_t k)
{
    struct rn_found f = s->v[k];
    uint32_t slot = list_slot(c, f.item), pos = f.end, at;
    size_t n = 1;

    while (slot != RN_NONE) {
        struct rn_item tail = c->items[slot];
        size_t next = k + n; /* the mention behind the list */
        uint32_t end = next < s->n ? s->v[next].start : c->last;
        uint32_t member = next_member(c, &f, &tail, pos, end, &at), copy;
        if (member == RN_NONE)
            return tail.kind == RN_B_ORDINAL ? close_list(c, s, k, n) : n;
        copy = with_member(c, f.item, slot, member);
        if (copy != RN_NONE)
            copy = single(c, copy);
        pos = c->items[member].end;
        if (copy == RN_NONE ||
            !insert(s, next,
                    (struct rn_found){ copy, f.kind, at, pos, 0, true })) {
            c->failed = true;
            return n;
        }
        n++;
    }
    return n;
}

/* ---- lists inside ------------------------------------------------------- */

/* The item, or the first within it, whose form has earlier members of a list;
 * RN_NONE where none has. */
static uint32_t listed_inside(const struct rn_chart *c, uint32_t item)
{
    const struct rn_item *it = &c->items[item];

    if (rn_item_lists(c, it))
        return item;
    for (uint32_t k = 0; k < it->nkids; k++) {
        uint32_t found = listed_inside(c, c->kids[it->kids + k]);
        if (found != RN_NONE)
            return found;
    }
    return RN_NONE;
}

/* A copy of `item` with `fresh` in the place of `old`, which is it or somewhere
 * within; `item` itself where it is not. */
static uint32_t replaced(struct rn_chart *c, uint32_t item, uint32_t old,
                         uint32_t fresh)
{
    if (item == old)
        return fresh;
    for (uint32_t k = 0; k < c->items[item].nkids && !c->failed; k++) {
        uint32_t kid = c->kids[c->items[item].kids + k];
        uint32_t changed = replaced(c, kid, old, fresh);
        if (changed != kid)
            return changed == RN_NONE ? RN_NONE
                                      : with_kid(c, item, kid, changed);
    }
    return item;
}

/* "Nghị quyết Trung ương 5, 6 khóa XII": mention `k` once for each member of
 * the list inside it; each has its member's words, the first what stands before
 * the list, the last what stands behind. How many mentions it is then. */
static size_t split(struct rn_chart *c, struct rn_selection *s, size_t k)
{
    struct rn_found f = s->v[k];
    uint32_t list = listed_inside(c, f.item), kids, last = 0;
    size_t n = 0;
    unsigned also;

    if (list == RN_NONE)
        return 1;
    kids = c->items[list].kids;
    also = rn_image_trait(c->im, c->items[list].accept)->also;
    /* the first slot behind one called also that is none */
    while (last < c->items[list].nkids &&
           (also >> last & 1 || !(also & ((1u << last) - 1))))
        last++;
    if (last == c->items[list].nkids)
        return 1;
    for (uint32_t i = 0; i <= last && !c->failed; i++) {
        uint32_t member = c->kids[kids + i], copy;
        if (i < last && !(also >> i & 1))
            continue;
        copy = with_kid(c, list, c->kids[kids + last], member);
        if (copy != RN_NONE)
            copy = replaced(c, f.item, list, copy);
        if (copy != RN_NONE)
            copy = single(c, copy);
        if (copy == RN_NONE) {
            c->failed = true;
            return n;
        }
        s->v[k + n] =
            (struct rn_found){ copy,
                               f.kind,
                               n ? c->items[member].start : f.start,
                               i < last ? c->items[member].end : f.end,
                               0,
                               true };
        n++;
        if (i < last && !insert(s, k + n, f))
            c->failed = true;
    }
    return n;
}

renorm_status rn_lists(struct rn_chart *c, struct rn_selection *s)
{
    share_areas(c, s);
    share_leading(c, s);
    for (size_t k = 0; k < s->n && !c->failed;) {
        size_t n = split(c, s, k);
        k += n > 1 ? n - 1 : 0; /* what the form has no place for goes on */
        n = repeat_tail(c, s, k);
        if (n > 1) {
            s->v[k].item = single(c, s->v[k].item);
            s->v[k].listed = true;
            if (s->v[k].item != RN_NONE)
                area_of_list(c, s, k, n);
        }
        if (n && s->v[k].item == RN_NONE)
            return RENORM_E_NOMEM;
        k += n;
    }
    return c->failed ? RENORM_E_NOMEM : RENORM_OK;
}
