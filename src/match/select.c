#include "match/select.h"

#include "base/mem.h"
#include "lexicon/model.h"
#include "match/builtin.h"
#include "match/code.h"
#include "match/half.h"
#include "match/walk.h"

void rn_selection_init(struct rn_selection *s)
{
    *s = (struct rn_selection){ 0 };
}

void rn_selection_release(struct rn_selection *s)
{
    rn_free(s->v);
    rn_free(s->passed);
    rn_signs_release(&s->signs);
    rn_selection_init(s);
}

uint32_t rn_item_slot(const struct rn_chart *c, const struct rn_item *it,
                      uint32_t label)
{
    const struct rn_iaccept *a;

    if (it->extra != RN_NONE && it->extra_label == label)
        return it->extra;
    if (it->accept == RN_NONE)
        return RN_NONE;
    a = &c->im->accepts[it->accept];
    /* both ends: an image that somebody changed may lie about its slots */
    for (uint32_t k = 0; k < a->nslots && k < it->nkids; k++)
        if (c->im->slot_labels[a->labels + k] == label)
            return c->kids[it->kids + k];
    return RN_NONE;
}

uint32_t rn_item_bind(const struct rn_chart *c, const struct rn_item *it,
                      uint32_t label)
{
    const struct rn_iaccept *a;

    if (it->accept == RN_NONE)
        return RN_NONE;
    a = &c->im->accepts[it->accept];
    for (uint32_t k = 0; k < a->nbinds; k++)
        if (c->im->binds[a->binds + k].label == label)
            return c->im->binds[a->binds + k].concept;
    return RN_NONE;
}

/* Whether the text before a slot of a name only qualifies what fills it: every
 * word has a capital. "Full-Time | {deputy}", but not "Head of the | {org}". */
static bool qualifies(const struct rn_chart *c, const struct rn_iop *op)
{
    const char *s = rn_image_str(c->im, op->text);

    for (size_t i = 0; s[i]; i++)
        if (s[i] != ' ' && (!i || s[i - 1] == ' ') &&
            (s[i] < 'A' || s[i] > 'Z'))
            return false;
    return true;
}

/* The slot that a name's head fills, where it is a slot's, or NULL. */
static const struct rn_iop *head_slot(const struct rn_chart *c,
                                      const struct rn_iconcept *con)
{
    const struct rn_iop *op = &c->im->ops[con->ops];

    if (con->nops > 1 && op->type == RN_OP_TEXT && qualifies(c, op))
        op++;
    return con->nops && op->type == RN_OP_SLOT ? op : NULL;
}

bool rn_item_plural(const struct rn_chart *c, const struct rn_item *it)
{
    if (rn_item_slot(c, it, c->im->head->label_number) != RN_NONE)
        return false; /* a number names one document */
    while (!(it->flags & RN_ITEM_PLURAL) && it->concept != RN_NONE) {
        const struct rn_iop *op = head_slot(c, &c->im->concepts[it->concept]);
        uint32_t kid = op ? rn_item_slot(c, it, op->whole) : RN_NONE;
        if (kid == RN_NONE || op->part[0] == c->im->head->label_area)
            return false; /* "Trade Union of communes and wards" is one */
        it = &c->items[kid];
    }
    return (it->flags & RN_ITEM_PLURAL) != 0;
}

/* Whether the token makes a plural of what stands behind it: "các", "para". */
static bool makes_plural(const struct rn_chart *c, uint32_t i)
{
    return (rn_word_bits_at(c, i) & RN_WORD_PLURAL) != 0;
}

/* Whether the area is levels alone behind such a word: "các huyện, thị xã". */
static bool plural_levels(const struct rn_chart *c, const struct rn_item *area)
{
    const struct rn_image_header *h = c->im->head;

    if (!makes_plural(c, area->start))
        return false;
    for (uint32_t k = 0; k < area->nkids; k++)
        if (!rn_item_is(c, &c->items[c->kids[area->kids + k]], h->kind_level))
            return false;
    return true;
}

unsigned rn_item_number(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_item *last;
    uint32_t area;

    if (rn_root_english(it->root) || c->im->kinds[it->kind].emit == RN_NONE)
        return 0;
    if (makes_plural(c, it->start))
        return RN_ITEM_PLURAL;
    area = rn_item_slot(c, it, c->im->head->label_area);
    if (area != RN_NONE && plural_levels(c, &c->items[area]))
        return RN_ITEM_PLURAL;
    if (!it->nkids) { /* a body is one: "Liên hiệp các Hội" */
        for (uint32_t i = it->start + 1; i < it->end && rn_is_title(c, it); i++)
            if (makes_plural(c, i))
                return RN_ITEM_PLURAL;
        return 0;
    }
    last = &c->items[c->kids[it->kids + it->nkids - 1]];
    if (last->end != it->end || last->start == it->start ||
        c->im->kinds[last->kind].emit == RN_NONE)
        return 0;
    if (makes_plural(c, last->start - 1))
        return RN_ITEM_PLURAL | RN_ITEM_WHOLES;
    return !rn_root_english(last->root) && rn_item_plural(c, last)
               ? RN_ITEM_PLURAL
               : 0;
}

bool rn_item_ignored(const struct rn_chart *c, const struct rn_item *it)
{
    return c->im->kinds[it->kind].ignore != 0;
}

/* Whether `a` is to be taken rather than `b`, both standing at the same token.
 */
static bool preferred(const struct rn_chart *c, const struct rn_item *a,
                      const struct rn_item *b)
{
    if (a->end == b->end && rn_item_ignored(c, a) != rn_item_ignored(c, b))
        return rn_item_ignored(c, a);
    return rn_item_better(c, a, b);
}

/* Whether each line of the segment is a name of its own, in capitals. */
static bool is_letterhead(const struct rn_chart *c)
{
    const unsigned letterhead = RN_SEG_CAPS | RN_SEG_LINES;

    return !(~c->tok->segments[c->segment].flags & letterhead);
}

static bool cuts_line(const struct rn_chart *c, const struct rn_item *it);

/* The best of the readings at a token, or RN_NONE; `lines` is whether none may
 * cut what a line begins with. */
static uint32_t best_of(const struct rn_chart *c, uint32_t token, bool lines)
{
    const struct rn_cell *cell = &c->cell[token - c->first];
    uint32_t best = RN_NONE;

    for (uint32_t k = cell->first; k < cell->first + cell->n; k++) {
        const struct rn_item *it = &c->items[k];
        if ((it->flags & RN_ITEM_DEAD) || !(it->flags & RN_ITEM_STANDS) ||
            it->concept == RN_NONE)
            continue;
        if (c->im->kinds[it->kind].emit == RN_NONE && !rn_item_ignored(c, it))
            continue;
        if ((best == RN_NONE || preferred(c, it, &c->items[best])) &&
            !(lines && cuts_line(c, it)))
            best = k;
    }
    return best;
}

/* Whether a reading goes on from one line to the next and should not. Either it
 * ends within what the line begins with ("PHÓ TRƯỞNG BAN THƯỜNG TRỰC BỘ |
 * TRƯỞNG BỘ Y TẾ"), which in a paragraph has to be a title ("the 16th Congress
 * | Vice President of the Women's Union"), or the line is the post of who signs
 * for a body: "ON BEHALF OF THE PARTY CELL | SECRETARY". */
static bool cuts_line(const struct rn_chart *c, const struct rn_item *it)
{
    bool letterhead = is_letterhead(c);
    bool within = letterhead && it->start > c->first &&
                  !(c->tok->flags[it->start] & RN_TOK_LINE);

    for (uint32_t i = it->start + 1; i < it->end; i++) {
        uint32_t k;
        if (!(c->tok->flags[i] & RN_TOK_LINE))
            continue;
        k = best_of(c, i, false);
        if (k != RN_NONE &&
            ((c->items[k].end > it->end &&
              (letterhead || rn_is_title(c, &c->items[k]))) ||
             (within && c->items[k].end == it->end && rn_is_title(c, it) &&
              rn_is_title(c, &c->items[k]))))
            return true;
    }
    return false;
}

/* The reading to take at a token, or RN_NONE. */
uint32_t rn_best_at(const struct rn_chart *c, uint32_t token)
{
    uint32_t best = best_of(c, token, false);

    if (best == RN_NONE || !cuts_line(c, &c->items[best]))
        return best;
    return best_of(c, token, true);
}

/* Whether `it`, or what stands at its end, is of the concept. */
static bool ends_with(const struct rn_chart *c, const struct rn_item *it,
                      uint32_t concept)
{
    while (it->concept != concept) {
        const struct rn_item *last = NULL;
        for (unsigned k = 0; k < it->nkids; k++) {
            const struct rn_item *kid = &c->items[c->kids[it->kids + k]];
            if (kid->end == it->end && kid->start < kid->end)
                last = kid;
        }
        if (!last)
            return false;
        it = last;
    }
    return true;
}

/* Whether the one word before token `end` is the concept's name, though it may
 * not stand there: "Government" in Malay text that was read before. */
static bool one_word_of(const struct rn_chart *c, uint32_t end,
                        uint32_t concept)
{
    uint32_t n;
    const struct rn_item *it = rn_cell(c, end - 1, &n);

    for (; n; n--, it++)
        if (it->end == end && it->concept == concept &&
            !(it->flags & RN_ITEM_DEAD))
            return true;
    return false;
}

/* "Ủy ban Thường vụ Quốc hội (UBTVQH)", "Director of the Department of Health
 * (DOH)": the abbreviation says the mention before it, or its end, again. */
static bool repeats(const struct rn_chart *c, const struct rn_selection *s,
                    const struct rn_item *it)
{
    const struct rn_found *before = s->n ? &s->v[s->n - 1] : NULL;
    uint32_t open = it->start - 1, end;

    if (it->start < c->first + 2 || it->lits > 2 || !rn_is_mark(c, open, '(') ||
        !rn_is_mark(c, it->end, ')'))
        return false;
    if (one_word_of(c, open, it->concept))
        return true;
    end = before ? before->end : open;
    return before && open == end + rn_is_mark(c, end, ']') && /* of a gloss */
           ends_with(c, &c->items[before->item], it->concept);
}

/* ---- selection ---------------------------------------------------------- */

static const char BEGAN[] = "its name began before what was read";
static const char GOES_ON[] = "its name goes on beyond what was read";

/* Behind the first "of [the]" from token `i` on and before `end`; `end` where
 * there is none. */
static uint32_t behind_of(const struct rn_chart *c, uint32_t i, uint32_t end)
{
    for (; i < end; i++)
        if (rn_word_bits_at(c, i) & RN_WORD_OF)
            return i + 1 + ((rn_word_bits_at(c, i + 1) & RN_WORD_THE) != 0);
    return end;
}

/* Where to go on behind a reading that is half a name: with its whole, where
 * one stands behind "of" ("Special | Reconnaissance Team of the Provincial
 * Police") or before "'s" ("Heads of the People's Council | 's departments");
 * else behind it. */
static uint32_t behind_half(const struct rn_chart *c, const struct rn_item *it,
                            const char *why)
{
    uint32_t at = behind_of(c, it->start + 1, it->end);

    if (why == GOES_ON && rn_key_at(c, it->end, "'s"))
        return at;
    if (why == BEGAN)
        for (unsigned k = 1; k < it->nkids; k++) {
            const struct rn_item *kid = &c->items[c->kids[it->kids + k]];
            if (kid->start == at && kid->end == it->end && rn_is_body(c, kid))
                return at;
        }
    return it->end;
}

/* Why the best reading of a token is no mention all the same, or NULL. *caps is
 * whether the segment is a headline, negative until somebody asked. */
static const char *passed_over(struct rn_chart *c, struct rn_selection *s,
                               const struct rn_item *it, int *caps)
{
    const char *why;

    if (rn_item_ignored(c, it))
        return "it claims its words and marks nothing";
    if (rn_defined_away(c, it))
        return "the page has another meaning for the abbreviation";
    if (repeats(c, s, it))
        return "it says the mention before it again";
    if (!rn_signs_allow(&s->signs, c, it))
        return "what stands near says that it is not one of ours";
    if (rn_in_code(c, it->start))
        return "it is letters of a document's number";
    if (rn_half_capitals(c, it))
        return "its letters are words among capitals";
    if (rn_half_syllable(c, it))
        return "without marks it may be another word";
    if (rn_half_enterprise(c, it))
        return "it ends within a school's or a company's name";
    if (rn_half_nameless(c, it) && rn_half_began(c, s, it))
        return "the school's or the company's name stands before it";
    if (rn_signs_presides(c, it))
        return "what its bearer heads stands behind it";
    if (rn_half_goes_on(c, it))
        why = GOES_ON;
    else if (rn_half_began(c, s, it))
        why = BEGAN;
    else if (rn_half_strangers(c, &s->signs, it)) {
        why = "a stranger's name stands behind it";
        if (rn_class_of_root[it->root] == RN_ROUTE_VI)
            return why; /* the shape of its words tells in a headline too */
    } else {
        return NULL;
    }
    if (*caps < 0)
        *caps = rn_half_headline(c);
    if (*caps && !rn_half_unnamed(c, it))
        return NULL;
    s->half++;
    return why;
}

/* ---- turns --------------------------------------------------------------- */

/* The lone title that other bodies have too, of the reading itself or of what
 * it begins with; RN_NONE where there is none. */
static uint32_t turn_of(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_item *post = it;

    for (uint32_t k = 0; k < it->nkids; k++) {
        post = &c->items[c->kids[it->kids + k]];
        if (rn_is_title(c, post))
            break;
    }
    return post->concept != RN_NONE && !post->nkids && rn_is_title(c, post) &&
                   (c->im->concepts[post->concept].flags & RN_CONCEPT_SIGN)
               ? post->concept
               : RN_NONE;
}

/* Count the title in a reading that was taken, or passed over. */
static void note_turn(struct rn_chart *c, struct rn_signs *signs,
                      const struct rn_item *it, bool taken)
{
    uint32_t concept = turn_of(c, it);

    if (concept == RN_NONE)
        return;
    if (!taken) {
        if (rn_signs_touch(signs, it->start, it->end) ||
            (!rn_item_ignored(c, it) &&
             (rn_signs_presides(c, it) || rn_half_strangers(c, signs, it))))
            rn_turns_note(&signs->turns, concept, RN_TURN_THEIRS);
    } else if (rn_signs_bare(c, it)) {
        rn_turns_note(&signs->turns, concept, RN_TURN_BARE);
    } else if (signs->by_ours || !rn_signs_needed(c, it)) {
        rn_turns_note(&signs->turns, concept, RN_TURN_OURS);
    }
}

static bool note_passed(const struct rn_chart *c, struct rn_selection *s,
                        uint32_t item, const char *reason)
{
    if (!c->trace)
        return true;
    if (!rn_grow(&s->passed, &s->passed_cap, s->npassed + 1, sizeof *s->passed))
        return false;
    s->passed[s->npassed++] = (struct rn_passed){ item, reason };
    return true;
}

/* ---- letters in another language ----------------------------------------- */

/* Tokens on each side of an abbreviation that are asked for its language. */
enum { AROUND = 48 };

/* The class that the token speaks for: a small word that is common in one of
 * our languages and not in the others; RN_ROUTE_COUNT where it is none. */
static unsigned voice(const struct rn_chart *c, uint32_t i)
{
    enum { CLEARLY = 150 };
    const int16_t *score = rn_vote_at(c, i);
    unsigned of = RN_ROUTE_COUNT;

    if (!(c->tok->flags[i] & RN_TOK_WORD) || (c->tok->flags[i] & RN_TOK_UPPER))
        return of;
    for (unsigned l = RN_ROUTE_VI; l <= RN_ROUTE_EN; l++) {
        if (score[l] == 0)
            of = l;
        else if (score[l] > -CLEARLY)
            return RN_ROUTE_COUNT;
    }
    return of;
}

/* What the nearest small word outside of all mentions speaks, from mention
 * number `k` on to the left or to the right. */
static unsigned voice_beside(const struct rn_chart *c,
                             const struct rn_selection *s, size_t k, bool right)
{
    uint32_t i = right ? s->v[k].end : s->v[k].start;
    size_t next = k;

    for (unsigned steps = 0; steps < AROUND; steps++) {
        unsigned of;
        if (right ? i >= c->last : i <= c->first)
            break;
        if (right && next + 1 < s->n && s->v[next + 1].start <= i) {
            i = s->v[++next].end;
            continue;
        }
        if (!right && next && s->v[next - 1].end >= i) {
            i = s->v[--next].start;
            continue;
        }
        of = voice(c, right ? i : i - 1);
        if (of != RN_ROUTE_COUNT)
            return of;
        i = right ? i + 1 : i - 1;
    }
    return RN_ROUTE_COUNT;
}

/* Whether the mention is letters of another language among Vietnamese words:
 * "(VFF) - Secretary of the Provincial Party Committee | họp". The names around
 * it speak English only since they were written anew. */
static bool stray_letters(const struct rn_chart *c,
                          const struct rn_selection *s, size_t k)
{
    const struct rn_item *it = &c->items[s->v[k].item];
    unsigned left, right;

    if (it->end != it->start + 1 || it->nkids ||
        !((c->tok->flags[it->start] & RN_TOK_ALLCAPS) ||
          rn_inner_capital(c, it->start)) ||
        (it->flags & RN_ITEM_DEFINED) ||
        rn_class_of_root[it->root] == RN_ROUTE_VI)
        return false;
    left = voice_beside(c, s, k, false);
    right = voice_beside(c, s, k, true);
    return (left == RN_ROUTE_VI && right != RN_ROUTE_EN &&
            right != RN_ROUTE_MS) ||
           (right == RN_ROUTE_VI && left != RN_ROUTE_EN && left != RN_ROUTE_MS);
}

/* Drop the mentions that are letters of another language. */
static bool drop_strays(const struct rn_chart *c, struct rn_selection *s)
{
    size_t kept = 0;

    for (size_t k = 0; k < s->n; k++)
        s->v[k].listed = stray_letters(c, s, k);
    for (size_t k = 0; k < s->n; k++) {
        if (!s->v[k].listed)
            s->v[kept++] = s->v[k];
        else if (!note_passed(c, s, s->v[k].item,
                              "no word of its language stands near"))
            return false;
    }
    s->n = kept;
    return true;
}

renorm_status rn_select(struct rn_chart *c, struct rn_selection *s)
{
    renorm_status st = rn_signs_segment(&s->signs, c);
    int caps = -1;

    s->n = s->npassed = 0;
    if (st)
        return st;
    for (size_t f = c->nfilled, end = 0; f-- > 0;) {
        uint32_t k = c->filled[f] < end ? RN_NONE : rn_best_at(c, c->filled[f]);
        const struct rn_item *it;
        const char *why;
        if (k == RN_NONE)
            continue;
        it = &c->items[k];
        end = it->end;
        why = passed_over(c, s, it, &caps);
        note_turn(c, &s->signs, it, !why);
        if (why) {
            if (!note_passed(c, s, k, why))
                return RENORM_E_NOMEM;
            end = behind_half(c, it, why);
            continue;
        }
        if (!rn_grow(&s->v, &s->cap, s->n + 1, sizeof *s->v))
            return RENORM_E_NOMEM;
        s->v[s->n++] = (struct rn_found){
            k, c->im->kinds[it->kind].emit, it->start, it->end, 0, false
        };
    }
    return drop_strays(c, s) ? rn_lists(c, s) : RENORM_E_NOMEM;
}
