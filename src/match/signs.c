#include "match/signs.h"

#include "base/mem.h"
#include "lexicon/model.h"
#include "match/walk.h"

/* Signs for that the bearer of a title is worth: whose officers act on a page
 * full of another country's name, theirs the page is. */
enum { BEARER = 8 };

/* Mentions that need no sign, with what fills their slots, that weigh as much
 * as one. */
enum { ALONE = 2 };

/* A page is abroad, another country's and nothing of ours on it, where its
 * names stand ABROAD_MIN times, ABROAD_LEAD times as often as ours, and no less
 * often than those of all others: who tells of many countries speaks of visits
 * and guests, and may be one of us. */
enum { ABROAD_MIN = 3, ABROAD_LEAD = 4 };

void rn_signs_release(struct rn_signs *s)
{
    rn_free(s->v);
    *s = (struct rn_signs){ 0 };
}

/* Signs against that make a segment of a foreign page theirs. */
enum { THEIRS_MIN = 2 };

/* What speaks for us on the page. */
static size_t for_us(const struct rn_signs *s)
{
    return s->page_for + s->alone / ALONE;
}

/* Whether the page, read once, speaks of another country and nothing of us. Who
 * has a family name that a neighbour's people have too may be theirs, where no
 * name of ours stands. */
static bool abroad(const struct rn_signs *s)
{
    uint32_t most = 0;
    bool kin = false;

    for (size_t k = 0; k < s->ntallies; k++)
        if (s->tally[k].abroad && s->tally[k].n > most) {
            most = s->tally[k].n;
            kin = s->tally[k].kin;
        }
    return most >= ABROAD_MIN && !s->sure &&
           !(s->borne && (s->page_for || !kin)) &&
           most >= ABROAD_LEAD * for_us(s) && 2 * most >= s->page_against;
}

/* Tokens of a page that is long enough to tell that it does not speak of us. */
enum { NOBODYS_MIN = 50 };

static bool nobodys(const struct rn_signs *s)
{
    return s->anybodys && !s->own && !s->named && !s->page_for && !s->borne &&
           s->tokens >= NOBODYS_MIN;
}

void rn_signs_begin(struct rn_signs *s, struct rn_chart *c)
{
    c->nyields = c->nbearers = s->ngiven = s->nours = 0;
    rn_turns_begin(&s->turns);
}

void rn_signs_page(struct rn_signs *s, bool foreign)
{
    s->abroad = foreign && abroad(s);
    s->nobodys = foreign && nobodys(s);
    s->own = s->named = s->anybodys = false;
    s->theirs = foreign && s->page_against > for_us(s) + BEARER * s->borne;
    s->n = s->at = s->page_for = s->page_against = s->borne = s->sure =
        s->alone = 0;
    s->ntallies = 0;
    s->nheld = s->nspelled = 0;
    s->segment = RN_NONE;
    s->asked = false;
    s->foreign = foreign;
}

bool rn_signs_against(const struct rn_signs *s)
{
    if (s->foreign)
        return false;
    return nobodys(s) ||
           (s->page_against > for_us(s) && (s->asked || abroad(s)));
}

/* Whether initials stand at token `i`, two capitals before a name in small
 * letters: "MA Baby". */
static bool initials(const struct rn_chart *c, uint32_t i)
{
    return (c->tok->flags[i] & RN_TOK_ALLCAPS) &&
           rn_token_key(c->tok, i).len <= 2 && i + 1 < c->last &&
           (c->tok->flags[i + 1] & RN_TOK_UPPER) &&
           !(c->tok->flags[i + 1] & RN_TOK_ALLCAPS);
}

/* Whether the reading is a title, honorifics aside: "Dr. Lam Pin Min" and
 * "Comrade Chu Minh" may be of any country. */
static bool is_post(const struct rn_chart *c, const struct rn_item *it)
{
    return rn_is_title(c, it) && it->kind != c->im->head->kind_honorific;
}

uint32_t rn_name_behind(const struct rn_chart *c, uint32_t i)
{
    uint32_t n, kind = c->im->head->kind_honorific;
    uint32_t at = i + rn_is_mark(c, i, ','), end = at;
    const struct rn_item *it = rn_cell(c, at, &n);

    for (; n; n--, it++)
        if (it->kind == kind && !(it->flags & RN_ITEM_DEAD) && it->end > end)
            end = it->end;
    return end > at ? end : i;
}

/* The token where a title's bearer, a Vietnamese by the family name, stands
 * behind, or RN_NONE. */
static uint32_t borne_by_ours(const struct rn_chart *c,
                              const struct rn_item *it)
{
    uint32_t name;

    if (!rn_is_title(c, it))
        return RN_NONE;
    name = rn_name_behind(c, rn_behind_paren(c, it->end));
    return rn_surname_at(c, name) && !(c->tok->flags[name] & RN_TOK_HARD) &&
                   !initials(c, name)
               ? name
               : RN_NONE;
}

/* Whether a neighbour's people have the family name too: "Lý Cường". */
static bool shared_name(const struct rn_chart *c, uint32_t i)
{
    return rn_word_listed(c, i, RN_LIST_SHARED_SURNAMES);
}

/* Whether a person's given name begins at token `i`, behind such a family name
 * as a neighbour's people have too: "Vương | Kỳ Sơn". */
static bool given_name(const struct rn_chart *c, uint32_t i)
{
    return i > c->first && rn_surname_at(c, i - 1) && shared_name(c, i - 1);
}

/* The longest sign that begins at token `i`; false where none does. A longer
 * one for wins, so that "Lào Cai" is no Laos. */
static bool sign_at(const struct rn_chart *c, uint32_t i, struct rn_sign *sign)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);
    bool found = false;

    for (; n; n--, it++) {
        bool against = rn_image_against(c->im, it->kind);
        if ((it->flags & RN_ITEM_DEAD) ||
            !(against || it->kind == h->kind_for || it->kind == h->kind_listed))
            continue;
        if (it->kind == h->kind_listed && given_name(c, i))
            continue;
        if (!found || it->end > sign->end || (it->end == sign->end && !against))
            *sign = (struct rn_sign){ i, it->end, it->concept, against };
        found = true;
    }
    return found;
}

/* Whether a sign for us begins at token `i`. */
static bool begins_for(const struct rn_chart *c, uint32_t i)
{
    struct rn_sign sign;

    return sign_at(c, i, &sign) && !sign.against;
}

/* Whether a sign against begins at token `i`: "Tan Sri" names no Tan. */
static bool begins_against(const struct rn_chart *c, uint32_t i)
{
    struct rn_sign sign;

    return sign_at(c, i, &sign) && sign.against;
}

uint32_t rn_signs_named_before(const struct rn_chart *c,
                               const struct rn_item *it)
{
    uint32_t i = it->start, named = 0;

    if (!it->nkids || !rn_is_title(c, it) || i < c->first + 3 ||
        !(c->tok->flags[i - 1] & RN_TOK_MARK) ||
        (!rn_is_mark(c, i - 1, ',') && !rn_is_mark(c, i - 1, '-')))
        return RN_NONE;
    for (i--;
         i > c->first && named < 4 && (c->tok->flags[i - 1] & RN_TOK_UPPER);
         i--)
        if (++named > 1 && (rn_word_bits_at(c, i - 1) & RN_WORD_SURNAME) &&
            !begins_against(c, i - 1))
            return i - 1;
    return RN_NONE;
}

static bool capital(const struct rn_chart *c, uint32_t i)
{
    return i < c->last && (c->tok->flags[i] & RN_TOK_UPPER) &&
           !(c->tok->flags[i] & (RN_TOK_HARD | RN_TOK_GLUED));
}

/* The last of the two to four capitalised words, a person's name, that begin
 * at token `i`; `i` where it stands alone. */
static uint32_t last_name(const struct rn_chart *c, uint32_t i)
{
    uint32_t last = i;

    while (last - i < 3 && capital(c, last + 1))
        last++;
    return last;
}

static bool is_given(const struct rn_signs *s, uint32_t spelling)
{
    for (size_t k = 0; k < s->ngiven; k++)
        if (s->given[k] == spelling)
            return true;
    return false;
}

/* Remember the last name of the bearer whose family name stands at `name`. */
static void note_bearer(struct rn_signs *s, const struct rn_chart *c,
                        uint32_t name)
{
    uint32_t last = last_name(c, name);

    if (last > name && !is_given(s, c->tok->spelling[last]) &&
        s->ngiven < RN_BEARERS_MAX)
        s->given[s->ngiven++] = c->tok->spelling[last];
}

/* Whether a title stands before the last name alone of one who bore one. */
static bool borne_again(const struct rn_signs *s, const struct rn_chart *c,
                        const struct rn_item *it)
{
    return s->ngiven && rn_is_title(c, it) && capital(c, it->end) &&
           is_given(s, c->tok->spelling[it->end]);
}

/* ---- giving way --------------------------------------------------------- */

/* Count what stands at tokens start … end-1, unless it is within another of its
 * concept: "Vietnam Women's Union President" is one. NULL where nothing was
 * counted: of further concepts, on a page of very many, the number is not kept.
 */
static struct rn_tally *count(struct rn_signs *s, uint32_t concept,
                              uint32_t start, uint32_t end)
{
    size_t k = 0;

    while (k < s->ntallies && s->tally[k].concept != concept)
        k++;
    if (k == RN_TALLIES_MAX)
        return NULL;
    if (k == s->ntallies)
        s->tally[s->ntallies++] = (struct rn_tally){ .concept = concept };
    if (start < s->tally[k].end)
        return NULL;
    s->tally[k].n++;
    s->tally[k].end = end;
    return &s->tally[k];
}

static uint32_t counted(const struct rn_signs *s, uint32_t concept)
{
    for (size_t k = 0; k < s->ntallies; k++)
        if (s->tally[k].concept == concept)
            return s->tally[k].n;
    return 0;
}

/* Words between a name and the title that its bearer has among others. */
enum { APPOSITION = 24 };

/* Whether a person of ours is named at token `i` in full. */
static bool named_at(const struct rn_chart *c, uint32_t i)
{
    return rn_surname_at(c, i) && capital(c, i + 1) && !begins_against(c, i);
}

/* Behind a dash and how a person is called, both of which may lack: "President
 * of the Union | - Mme. Tran Thi An". */
static uint32_t called_at(const struct rn_chart *c, uint32_t i)
{
    i += rn_is_mark(c, i, '-');
    return capital(c, i) && rn_token_key(c->tok, i).len <= 3 &&
                   rn_is_mark(c, i + 1, '.')
               ? i + 2
               : i;
}

/* The token of the last name of who bears the title, or RN_NONE: "President of
 * the Union (VWU) | Tran Thi An", "Tran Thi An, Member of …, | President". */
static uint32_t bearer_of(const struct rn_chart *c, const struct rn_item *it)
{
    uint32_t i = called_at(c, rn_behind_paren(c, it->end));

    if (capital(c, i) && named_at(c, i))
        return last_name(c, i);
    for (i = it->start; i > c->first && it->start - i < APPOSITION; i--) {
        if (rn_is_mark(c, i - 1, '.') || rn_is_mark(c, i - 1, ';'))
            break;
        if (named_at(c, i - 1) && (i < c->first + 2 || !capital(c, i - 2))) {
            uint32_t last = last_name(c, i - 1);
            return rn_is_mark(c, last + 1, ',') || rn_is_mark(c, last + 1, '-')
                       ? last
                       : RN_NONE;
        }
    }
    return RN_NONE;
}

static bool known_bearer(const struct rn_chart *c, uint32_t concept,
                         uint32_t name)
{
    for (size_t k = 0; k < c->nbearers; k++)
        if (c->bearers[k].concept == concept && c->bearers[k].name == name)
            return true;
    return false;
}

static void add_bearer(struct rn_chart *c, uint32_t concept, uint32_t token)
{
    uint32_t name = token == RN_NONE ? RN_NONE : c->tok->spelling[token];

    if (name != RN_NONE && c->nbearers < RN_BEARERS_MAX &&
        !known_bearer(c, concept, name))
        c->bearers[c->nbearers++] = (struct rn_bearer){ concept, name };
}

/* Count the signs of other bodies that begin at token `i`, and remember who
 * bears them. */
static void count_others(struct rn_signs *s, struct rn_chart *c, uint32_t i)
{
    uint32_t n, other = c->im->head->kind_other;
    const struct rn_item *it = rn_cell(c, i, &n);

    for (; n; n--, it++) {
        if (it->kind != other || (it->flags & RN_ITEM_DEAD))
            continue;
        count(s, it->concept, it->start, it->end);
        add_bearer(c, it->concept, bearer_of(c, it));
    }
}

/* How often the page's titles of the concept turned out to be borne by who
 * bears the sign. */
static uint32_t mistaken(const struct rn_signs *s, const struct rn_chart *c,
                         const struct rn_yield *y)
{
    uint32_t n = 0;

    for (size_t k = 0; k < s->nheld; k++)
        n += s->held[k].concept == y->concept &&
             known_bearer(c, y->sign, s->held[k].name);
    return n;
}

bool rn_signs_yielding(struct rn_signs *s, struct rn_chart *c)
{
    bool some = rn_turns_decide(&s->turns);

    for (size_t k = 0; k < c->nyields; k++) {
        struct rn_yield *y = &c->yields[k];
        uint32_t others = mistaken(s, c, y);
        y->yields = counted(s, y->sign) + others > counted(s, y->concept);
        some = some || others || y->yields;
    }
    return some;
}

bool rn_signs_yields(struct rn_chart *c, const struct rn_item *it)
{
    uint32_t sign = rn_image_trait(c->im, it->accept)->yields_to;
    size_t k = 0;

    if (sign == RN_NONE) /* an image that somebody changed may say so */
        return false;
    while (k < c->nyields &&
           (c->yields[k].concept != it->concept || c->yields[k].sign != sign))
        k++;
    if (k == c->nyields && k < RN_YIELDS_MAX)
        c->yields[c->nyields++] =
            (struct rn_yield){ .concept = it->concept, .sign = sign };
    if (c->im->concepts[sign].kind == c->im->head->kind_other &&
        rn_is_title(c, it) && capital(c, it->end)) {
        uint32_t name = c->tok->spelling[last_name(c, it->end)];
        if (known_bearer(c, sign, name))
            return true;
        if (borne_by_ours(c, it) != RN_NONE ||
            known_bearer(c, it->concept, name))
            return false;
    }
    return k < c->nyields && c->yields[k].yields;
}

/* Count a mention of a concept that may yield: by a form that does so it says
 * nothing, but for its bearer, whose name is kept. */
static void count_own(struct rn_signs *s, struct rn_chart *c,
                      const struct rn_item *it, bool borne)
{
    bool yields = it->accept != RN_NONE &&
                  (c->im->heads[it->accept].flags & RN_HEAD_YIELDS);
    uint32_t last;

    if (!(c->im->concepts[it->concept].flags & RN_CONCEPT_YIELDS))
        return;
    if (!yields || borne)
        count(s, it->concept, it->start, it->end);
    if (!capital(c, it->end))
        return;
    last = last_name(c, it->end);
    if (yields && s->nheld < RN_BEARERS_MAX)
        s->held[s->nheld++] =
            (struct rn_bearer){ it->concept, c->tok->spelling[last] };
    if (borne && named_at(c, it->end))
        add_bearer(c, it->concept, last);
}

/* ---- for and against ---------------------------------------------------- */

static bool add(struct rn_signs *s, const struct rn_chart *c,
                struct rn_sign sign)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t kind = c->im->concepts[sign.concept].kind;
    struct rn_tally *t;

    if (!rn_grow(&s->v, &s->cap, s->n + 1, sizeof *s->v))
        return false;
    s->v[s->n++] = sign;
    if (!sign.against) {
        s->page_for++;
        return true;
    }
    s->page_against++;
    t = count(s, sign.concept, sign.start, sign.end);
    if (t) {
        t->abroad = rn_image_kind_may_be(c->im, kind, h->kind_abroad);
        t->kin = rn_image_kind_may_be(c->im, kind, h->kind_kin);
    }
    return true;
}

static uint64_t bit_of(uint32_t kind)
{
    return kind == RN_NONE ? 0 : rn_kind_bit(kind);
}

/* The bits that cells with signs have among those of their kinds. */
static uint64_t kinds_of_signs(const struct rn_image_header *h)
{
    return bit_of(h->kind_for) | bit_of(h->kind_against) |
           bit_of(h->kind_other) | bit_of(h->kind_listed);
}

renorm_status rn_signs_segment(struct rn_signs *s, struct rn_chart *c)
{
    struct rn_sign sign = { 0 };
    uint64_t signs;

    s->n = s->at = 0;
    rn_turns_segment(&s->turns, s->segment == c->segment);
    if (s->segment == c->segment) { /* it is read once more */
        s->page_for = s->before_for;
        s->page_against = s->before_against;
        s->borne = s->before_borne;
        s->sure = s->before_sure;
        s->alone = s->before_alone;
        s->ngiven = s->before_given;
        s->nheld = s->before_held;
        for (size_t k = 0; k < s->ntallies; k++)
            s->tally[k].n = s->tally[k].before;
    }
    s->segment = c->segment;
    s->segment_asked = false;
    s->tokens = c->tok->n;
    for (uint32_t i = c->first; i < c->last && !s->named && !s->page_for; i++)
        s->named = named_at(c, i);
    s->before_for = s->page_for;
    s->before_against = s->page_against;
    s->before_borne = s->borne;
    s->before_sure = s->sure;
    s->before_alone = s->alone;
    s->before_given = s->ngiven;
    s->before_held = s->nheld;
    for (size_t k = 0; k < s->ntallies; k++) {
        s->tally[k].before = s->tally[k].n;
        s->tally[k].end = 0;
    }
    signs = kinds_of_signs(c->im->head);
    for (size_t k = c->nfilled; k-- > 0;) {
        uint32_t i = c->filled[k];
        if (!(c->cell[i - c->first].kinds & signs))
            continue;
        count_others(s, c, i);
        if (i < sign.end || !sign_at(c, i, &sign))
            continue;
        if (!add(s, c, sign))
            return RENORM_E_NOMEM;
    }
    return RENORM_OK;
}

/* The first sign from `at` on that ends behind the token. */
static size_t first_behind(struct rn_signs *s, size_t at, uint32_t token)
{
    while (at < s->n && s->v[at].end <= token) {
        at++;
        s->steps++;
    }
    return at;
}

/* Whether a new line of a block in capitals begins at the token: "ĐẠI DIỆN TẬP
 * ĐOÀN | PHÓ CHỦ TỊCH UBND TỈNH". */
static bool new_line(const struct rn_chart *c, uint32_t i)
{
    return (c->tok->flags[i] & RN_TOK_LINE) &&
           (c->tok->flags[i] & c->tok->flags[i - 1] & RN_TOK_ALLCAPS);
}

/* Whether an English body has a place that nobody listed, and so may be
 * anywhere: "Muang Et district's hospital | in Laos". */
static bool anywhere(const struct rn_chart *c, const struct rn_item *it)
{
    if (it->kind == RN_B_NAME)
        return true;
    for (unsigned k = 0; k < it->nkids; k++)
        if (anywhere(c, &c->items[c->kids[it->kids + k]]))
            return true;
    return false;
}

/* Whether a place that no list has, in the reading, is one of theirs: "Polis
 * Daerah | Muar". What a definition holds stands elsewhere on the page. */
static bool their_place(const struct rn_chart *c, const struct rn_item *it)
{
    struct rn_sign sign;

    if (it->start < c->first || it->end > c->last)
        return false;
    if (it->kind == RN_B_NAME)
        return sign_at(c, it->start, &sign) && sign.against &&
               sign.end == it->end;
    for (unsigned k = 0; k < it->nkids; k++)
        if (their_place(c, &c->items[c->kids[it->kids + k]]))
            return true;
    return false;
}

/* Whether a sign against stands right before or behind, behind also "of [the]"
 * and one, or begins in the reading and ends beyond it: "Quốc hội | Đức". */
static bool beside(struct rn_signs *s, const struct rn_chart *c,
                   const struct rn_item *it)
{
    uint32_t behind = it->end;
    size_t k = s->at;

    if (k > 0 && s->v[k - 1].against && s->v[k - 1].end == it->start &&
        !(c->tok->flags[it->start] & (RN_TOK_HARD | RN_TOK_WIDE)) &&
        !new_line(c, it->start))
        return true;
    if ((rn_word_bits_at(c, behind) & RN_WORD_OF) ||
        (rn_key_at(c, behind, "in") && anywhere(c, it)))
        behind++;
    if (behind > it->end && (rn_word_bits_at(c, behind) & RN_WORD_THE))
        behind++;
    k = first_behind(s, k, behind);
    return k < s->n && s->v[k].against &&
           ((s->v[k].start == behind &&
             !(c->tok->flags[behind] & (RN_TOK_HARD | RN_TOK_WIDE))) ||
            (s->v[k].start >= it->start && s->v[k].start < it->end));
}

/* Tokens between a sign and the reading. */
static uint32_t distance(const struct rn_sign *s, const struct rn_item *it)
{
    return s->end <= it->start   ? it->start - s->end
           : s->start >= it->end ? s->start - it->end
                                 : 0;
}

/* The sign nearest to the reading; of two as near one for it. NULL where the
 * segment has none. Signs do not overlap: it is one in the reading, or the last
 * before it or the first behind it. */
static const struct rn_sign *nearest(struct rn_signs *s,
                                     const struct rn_item *it)
{
    const struct rn_sign *best = NULL;

    for (size_t k = s->at - (s->at > 0); k < s->n; k++) {
        const struct rn_sign *sign = &s->v[k];
        s->steps++;
        if (!best || distance(sign, it) < distance(best, it) ||
            (distance(sign, it) == distance(best, it) && !sign->against))
            best = sign;
        if (sign->start >= it->end)
            break;
    }
    return best;
}

/* Whether the segment speaks of another country and of none of us: it has
 * several signs against, none for, and names no one who may be ours. */
static bool spoken_of_them(const struct rn_signs *s, const struct rn_chart *c)
{
    for (size_t k = 0; k < s->n; k++)
        if (!s->v[k].against)
            return false;
    if (s->n < THEIRS_MIN)
        return false;
    for (uint32_t i = c->first; i < c->last; i++)
        if (named_at(c, i))
            return false;
    return true;
}

/* The same, found out once a segment. */
static bool their_segment(struct rn_signs *s, const struct rn_chart *c)
{
    if (!s->segment_asked) {
        s->segment_asked = true;
        s->segment_theirs = spoken_of_them(s, c);
    }
    return s->segment_theirs;
}

/* Whether a reading is long enough to be of ours on a page where another
 * country is named more often than we are: a single word ("Congress",
 * "Director", "VFF") is not, nor a title whose bearer is none of ours. */
static bool told_apart(const struct rn_chart *c, const struct rn_item *it)
{
    bool title = rn_is_title(c, it);
    uint16_t behind = it->end < c->last ? c->tok->flags[it->end] : 0;

    if (title && (behind & RN_TOK_UPPER) && !(behind & RN_TOK_HARD))
        return false;
    return it->lits > 1 ||
           (title && (c->tok->flags[it->start] & RN_TOK_ALLCAPS));
}

/* The name of a reading: its concept and those of what it is made of, in
 * whatever order. */
static uint64_t name_of(const struct rn_chart *c, const struct rn_item *it)
{
    uint64_t name = it->concept + 1;

    for (uint32_t k = 0; k < it->nkids; k++)
        name += name_of(c, &c->items[c->kids[it->kids + k]]) *
                UINT64_C(0x9e3779b97f4a7c15);
    return name;
}

/* Whether one of ours bears the title on this page: "NA Chairman Tran Van An"
 * is behind the headline "NA Chairman leaves for Cuba, Laos". */
static bool is_ours(const struct rn_signs *s, uint64_t name)
{
    for (size_t k = 0; k < s->nours; k++)
        if (s->ours[k] == name)
            return true;
    return false;
}

static void note_ours(struct rn_signs *s, uint64_t name)
{
    if (s->nours < RN_BEARERS_MAX && !is_ours(s, name))
        s->ours[s->nours++] = name;
}

static bool was_spelled(const struct rn_signs *s, uint32_t concept)
{
    for (size_t k = 0; k < s->nspelled; k++)
        if (s->spelled[k] == concept)
            return true;
    return false;
}

/* Whether the reading is letters of what the page spelled out before, ours:
 * "the Vietnam Fatherland Front Central Committee … the VFF". */
static bool is_spelled(const struct rn_signs *s, const struct rn_chart *c,
                       const struct rn_item *it)
{
    return it->end == it->start + 1 && rn_inner_capital(c, it->start) &&
           was_spelled(s, it->concept);
}

/* Remember the bodies in a reading that was found to be ours. */
static void note_spelled(struct rn_signs *s, const struct rn_chart *c,
                         const struct rn_item *it)
{
    if (rn_is_body(c, it) && s->nspelled < RN_BEARERS_MAX &&
        !was_spelled(s, it->concept))
        s->spelled[s->nspelled++] = it->concept;
    for (uint32_t k = 0; k < it->nkids; k++)
        note_spelled(s, c, &c->items[c->kids[it->kids + k]]);
}

bool rn_signs_needed(const struct rn_chart *c, const struct rn_item *it)
{
    bool some = false;

    if (it->concept != RN_NONE &&
        (c->im->concepts[it->concept].flags & RN_CONCEPT_SIGN))
        return true;
    for (uint32_t k = 0; k < it->nkids; k++) {
        const struct rn_item *kid = &c->items[c->kids[it->kids + k]];
        if (c->im->kinds[kid->kind].emit == RN_NONE || !rn_signs_needed(c, kid))
            return false;
        some = true;
    }
    return some;
}

bool rn_signs_bare(const struct rn_chart *c, const struct rn_item *it)
{
    if (it->nkids || capital(c, it->end))
        return false;
    for (uint32_t i = it->start + 1; i < it->end; i++)
        if (rn_surname_at(c, i) || begins_for(c, i))
            return false; /* "President Ho Chi Minh", "of Vietnam" */
    return true;
}

bool rn_signs_touch(const struct rn_signs *s, uint32_t start, uint32_t end)
{
    for (size_t k = s->at; k < s->n && s->v[k].start <= end; k++)
        if (s->v[k].against && s->v[k].start >= start)
            return true;
    return false;
}

/* Whether the reading, one that needs a sign, is an English or Malay title or
 * part of a body, as any club has them. */
static bool anybodys(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_image_header *h = c->im->head;

    return rn_class_of_root[it->root] != RN_ROUTE_VI &&
           (rn_is_title(c, it) ||
            rn_image_kind_may_be(c->im, it->kind, h->kind_part));
}

static bool allowed(struct rn_signs *s, struct rn_chart *c,
                    const struct rn_item *it)
{
    uint32_t family = borne_by_ours(c, it);
    bool borne = family != RN_NONE;
    const struct rn_sign *sign;

    s->at = first_behind(s, s->at, it->start);
    s->by_ours = false;
    if (s->abroad && it->kind != c->im->head->kind_honorific)
        return false;
    if (beside(s, c, it) || their_place(c, it))
        return false;
    if (borne)
        note_bearer(s, c, family);
    else
        family = rn_signs_named_before(c, it);
    borne = borne || family != RN_NONE || borne_again(s, c, it);
    s->borne += borne && is_post(c, it);
    s->sure += family != RN_NONE && is_post(c, it) && !shared_name(c, family);
    count_own(s, c, it, borne);
    s->by_ours = borne;
    if (borne && is_post(c, it))
        note_ours(s, name_of(c, it));
    if (borne)
        return true;
    if (rn_turns_lost(&s->turns, it->concept) && rn_signs_bare(c, it))
        return false;
    if (!rn_signs_needed(c, it)) {
        if (it->kind != c->im->head->kind_honorific) {
            s->own = true;
            s->alone += it->nkids > 0;
        }
        return true;
    }
    sign = nearest(s, it);
    if (sign && !sign->against)
        return true;
    if (!anybodys(c, it))
        s->own = true;
    else if (s->nobodys)
        return false;
    else
        s->anybodys = true;
    s->asked = true;
    if (!s->foreign)
        return true;
    if (s->theirs)
        return false;
    return (rn_signs_bare(c, it) && rn_turns_won(&s->turns, it->concept)) ||
           is_spelled(s, c, it) ||
           (told_apart(c, it) && ((it->nkids && is_ours(s, name_of(c, it))) ||
                                  !their_segment(s, c)));
}

bool rn_signs_allow(struct rn_signs *s, struct rn_chart *c,
                    const struct rn_item *it)
{
    if (!allowed(s, c, it))
        return false;
    if (s->foreign)
        note_spelled(s, c, it);
    return true;
}

/* Whether a President has a column or a place between commas, and what he heads
 * stands behind him with a name of its own: ", President | , Osaka Chamber of
 * Commerce". The offices and organs of the State are a list there. */
bool rn_signs_presides(const struct rn_chart *c, const struct rn_item *it)
{
    const uint16_t *f = c->tok->flags;
    uint32_t n, i = it->end + 1;
    const struct rn_item *next;

    if (i + 1 >= c->last || it->end != it->start + 1 ||
        !rn_key_at(c, it->start, "president") || !rn_is_mark(c, it->end, ',') ||
        !(f[i] & f[i + 1] & RN_TOK_UPPER) || (f[i + 1] & RN_TOK_HARD) ||
        rn_surname_at(c, i) || rn_key_at(c, i, "socialist") ||
        !(it->start == c->first ||
          (f[it->start] & (RN_TOK_HARD | RN_TOK_LINE | RN_TOK_WIDE)) ||
          rn_is_mark_of(c, it->start - 1, ",|-:")))
        return false;
    next = rn_cell(c, i, &n);
    for (; n; n--, next++)
        if ((next->flags & (RN_ITEM_STANDS | RN_ITEM_DEAD)) == RN_ITEM_STANDS &&
            (rn_is_title(c, next) || rn_signs_needed(c, next) ||
             rn_item_is(c, next, c->im->head->kind_committee)))
            return false;
    return true;
}
