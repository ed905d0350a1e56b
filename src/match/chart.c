#include "match/chart.h"

#include "base/limits.h"
#include "base/mem.h"
#include "lexicon/model.h"
#include "match/builtin.h"
#include "match/select.h"
#include "match/signs.h"
#include "match/walk.h"

void rn_chart_init(struct rn_chart *c, const struct rn_image *im)
{
    *c = (struct rn_chart){ .im = im };
    rn_defined_init(&c->defined);
    rn_buf_init(&c->scratch);
}

void rn_chart_release(struct rn_chart *c)
{
    rn_free(c->known);
    rn_free(c->seen);
    rn_free(c->items);
    rn_free(c->kids);
    rn_free(c->cell);
    rn_free(c->filled);
    rn_free(c->rejects);
    rn_defined_release(&c->defined);
    rn_buf_release(&c->scratch);
    *c = (struct rn_chart){ 0 };
}

/* Letters. What is shorter than this without its -nya is another word: hanya,
 * punya, Kenya. */
enum { STEM_MIN = 4 };

/* Letters of an abbreviated title that heads a list, and words of a post alone,
 * with which no list of others ends. */
enum { HEAD_LETTERS_MAX = 4, POST_WORDS = 3 };

/* The Malay word that a key is with -nya at its end, or RN_NONE. */
static uint32_t before_clitic(const struct rn_image *im, struct rn_span key)
{
    uint32_t word;

    if (key.len < STEM_MIN + 3 || memcmp(key.ptr + key.len - 3, "nya", 3))
        return RN_NONE;
    key.len -= 3;
    word = rn_image_word(im, rn_hash(key.ptr, key.len), key);
    return word != RN_NONE && (im->words[word].roots & 1u << RN_ROOT_MS)
               ? word
               : RN_NONE;
}

/* The sign of what forms that begin with a word in the roots go on with. */
static uint32_t next_sign(const struct rn_iword *word, unsigned roots)
{
    uint32_t sign = 0;

    for (unsigned r = 0; r < RN_ROOT_COUNT; r++)
        if ((roots >> r & 1) && word->first[r].node != RN_NONE)
            sign |= word->first[r].sign;
    return sign;
}

/* What the lexicon knows of a spelling, and its sign. */
static struct rn_seen describe(const struct rn_image *im,
                               const struct rn_vocab *v, size_t id)
{
    const struct rn_spelling *w = &v->words[id];
    struct rn_seen seen = { RN_NONE, 0, RN_SIGN_ACCEPTS, 0 };
    struct rn_span key = rn_span_of(v->bytes + w->key, w->keylen);

    if (key.len)
        seen.word = rn_image_word(im, w->hash, key);
    if (seen.word == RN_NONE &&
        (seen.word = before_clitic(im, key)) != RN_NONE) {
        seen.info = RN_SEEN_CLITIC |
                    (uint32_t)(im->words[seen.word].reads & 1u << RN_ROOT_MS)
                        << RN_SEEN_STARTS;
        seen.sign |= rn_image_sign(seen.word);
    } else if (seen.word != RN_NONE) {
        const struct rn_iword *word = &im->words[seen.word];
        seen.info = word->bits | (uint32_t)word->reads << RN_SEEN_STARTS |
                    (word->shape & RN_SHAPE_SYLLABLE ? RN_SEEN_SYLLABLE : 0) |
                    (word->shape & RN_SHAPE_BY_NAMESAKE ? RN_SEEN_NAMESAKE : 0);
        seen.sign |= rn_image_sign(seen.word);
        if (word->singular != RN_NONE) {
            seen.info |= RN_SEEN_PLURAL;
            seen.sign |= rn_image_sign(word->singular);
            seen.info |= (uint32_t)im->words[word->singular].roots
                         << RN_SEEN_ROOTS;
            seen.next = next_sign(&im->words[word->singular], RN_ROOTS_ENGLISH);
        }
    }
    if (seen.word != RN_NONE) {
        seen.next |= next_sign(&im->words[seen.word],
                               seen.info >> RN_SEEN_STARTS & RN_SEEN_ROOT_BITS);
        seen.info |= (uint32_t)im->words[seen.word].roots << RN_SEEN_ROOTS;
    }
    if (w->mark == '(') {
        seen.sign = UINT32_MAX;
        seen.info |= RN_SEEN_ROOT_BITS << RN_SEEN_ROOTS;
    }
    return seen;
}

renorm_status rn_chart_page(struct rn_chart *c, struct rn_span page,
                            const struct rn_tokens *tok, struct rn_route route)
{
    const struct rn_vocab *v = tok->vocab;

    c->page = page;
    c->tok = tok;
    c->route = route;
    rn_defined_page(&c->defined);
    if (c->vocab != v || c->epoch != v->epoch)
        c->nknown = 0;
    c->vocab = v;
    c->epoch = v->epoch;
    if (!rn_grow(&c->known, &c->known_cap, v->n, sizeof *c->known))
        return RENORM_E_NOMEM;
    for (; c->nknown < v->n; c->nknown++)
        c->known[c->nknown] = describe(c->im, v, c->nknown);
    return RENORM_OK;
}

/* Look the segment's words up. The tokens with which something may begin go to
 * the end of `filled`, the last of them first; how many. */
static size_t look_up(struct rn_chart *c)
{
    const uint32_t *spelling = c->tok->spelling + c->first;
    const uint16_t *flags = c->tok->flags + c->first;
    uint32_t n = c->last - c->first, *to = c->filled + n, all = 0;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t info, begins; /* all bits, or none */
        c->seen[i] = c->known[spelling[i]];
        info = c->seen[i].info;
        all |= info;
        begins = 0u - ((info & RN_SEEN_BEGINS) != 0);
        RN_PREFETCH(&c->im->words[c->seen[i].word & begins]);
        to[-1] = c->first + i;
        to -= ((flags[i] & (RN_TOK_UPPER | RN_TOK_NUMBER)) |
               (info & RN_SEEN_BEGINS)) != 0;
    }
    c->seen[n] = (struct rn_seen){ RN_NONE, 0, RN_SIGN_ACCEPTS, 0 };
    c->several = (all & RN_WORD_PLURAL) != 0;
    return (size_t)(c->filled + n - to);
}

static uint32_t sign_at(const struct rn_chart *c, uint32_t i)
{
    return c->seen[i - c->first].sign;
}

/* Whether some form of the root has the word. Of a wide node every bit of the
 * sign is set, so that only this keeps the other languages' words out. */
static bool is_of(const struct rn_seen *seen, unsigned root)
{
    return seen->info >> RN_SEEN_ROOTS >> root & 1;
}

/* What stands at token `i`, which a form may go on with. */
static struct rn_onward onward_at(const struct rn_chart *c, uint32_t i)
{
    const struct rn_seen *seen = &c->seen[i - c->first];
    struct rn_onward on = { 0, c->cell[i - c->first].kinds };

    if (seen->sign == UINT32_MAX) /* a parenthesis that may be stepped over */
        return (struct rn_onward){ UINT64_MAX, UINT64_MAX };
    if (seen->word != RN_NONE)
        on.words = rn_image_word_bit(seen->word);
    if (seen->info & RN_SEEN_PLURAL)
        on.words |= rn_image_word_bit(c->im->words[seen->word].singular);
    return on;
}

static bool more_items(struct rn_chart *c)
{
    if (c->nitems < RN_NONE &&
        rn_grow(&c->items, &c->items_cap, c->nitems + 1, sizeof *c->items))
        return true;
    c->failed = true;
    return false;
}

uint32_t rn_chart_add(struct rn_chart *c, const struct rn_item *it)
{
    struct rn_item copy = *it; /* it may be one of those that move */

    if (c->nitems >= c->items_cap && !more_items(c))
        return RN_NONE;
    c->items[c->nitems] = copy;
    return (uint32_t)c->nitems++;
}

/* ---- items -------------------------------------------------------------- */

static inline void offer(struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_kind_forms *alone = rn_image_begun(c->im, it->kind, true);
    const struct rn_kind_forms *on = rn_image_begun(c->im, it->kind, false);
    struct rn_cell *cell = &c->cell[it->start - c->first];
    bool stands = it->flags & RN_ITEM_STANDS;

    if ((c->kinds & rn_kind_bit(it->kind)) &&
        (it->kind >= RN_B_COUNT || it->kind == RN_B_ORDINAL)) {
        for (uint32_t k = cell->first; k < cell->first + cell->n; k++) {
            struct rn_item *old = &c->items[k];
            bool old_stands = old->flags & RN_ITEM_STANDS;
            if (old->kind != it->kind || (old->flags & RN_ITEM_DEAD))
                continue;
            if (!rn_item_further(c, it, old)) {
                if (old_stands || !stands)
                    return;
            } else if (stands || !old_stands) {
                old->flags |= RN_ITEM_DEAD;
            }
        }
    }
    if (cell->n >= RN_CELL_MAX || (c->nitems >= c->items_cap && !more_items(c)))
        return;
    c->items[c->nitems] = *it;
    if (alone->first < alone->last ||
        rn_onward_meets(on->on, onward_at(c, it->end)))
        c->due[c->ndue++] = (uint32_t)c->nitems;
    c->nitems++;
    cell->n++;
    cell->kinds |= c->im->kinds[it->kind].is;
    c->kinds |= rn_kind_bit(it->kind);
}

void rn_chart_offer(struct rn_chart *c, const struct rn_item *it)
{
    offer(c, it);
}

void rn_builtin_found(struct rn_chart *c, uint32_t kind, uint32_t i,
                      uint32_t end, unsigned flags)
{
    struct rn_item it = { .start = i,
                          .end = end,
                          .accept = RN_NONE,
                          .concept = RN_NONE,
                          .extra = RN_NONE,
                          .kind = (uint16_t)kind,
                          .nodes = 1,
                          .guesses =
                              (uint16_t)(kind == RN_B_NAME ? end - i - 1 : 0),
                          .flags = (uint8_t)flags };

    rn_chart_offer(c, &it);
}

static void reject(struct rn_walk *w, uint32_t end, uint32_t accept,
                   const char *reason)
{
    struct rn_chart *c = w->c;

    if (!c->trace)
        return;
    if (!rn_grow(&c->rejects, &c->rejects_cap, c->nrejects + 1,
                 sizeof *c->rejects)) {
        c->failed = true;
        return;
    }
    c->rejects[c->nrejects++] =
        (struct rn_reject){ w->start, end, accept, reason };
}

/* ---- walking the tries -------------------------------------------------- */

/* Add up what the items of the slots hold, and keep them. False where that is
 * more than a mention may hold, or memory runs out. */
static bool take_kids(struct rn_walk *w, struct rn_item *it)
{
    struct rn_chart *c = w->c;

    for (unsigned k = 0; k < w->nkids; k++) {
        it->nodes = (uint16_t)(it->nodes + c->items[w->kid[k]].nodes);
        it->guesses = (uint16_t)(it->guesses + c->items[w->kid[k]].guesses);
        it->lits = (uint16_t)(it->lits + c->items[w->kid[k]].lits);
    }
    if (it->nodes > RN_DERIVATION_MAX) {
        reject(w, it->end, it->accept,
               "it holds more concepts than a mention may");
        return false;
    }
    if (w->nkids > c->kids_cap - c->nkids &&
        !rn_grow(&c->kids, &c->kids_cap, c->nkids + w->nkids,
                 sizeof *c->kids)) {
        c->failed = true;
        return false;
    }
    for (unsigned k = 0; k < w->nkids; k++)
        c->kids[c->nkids++] = w->kid[k];
    return true;
}

/* Whether a name of three syllables or more begins at token `i`. */
static bool long_name(struct rn_chart *c, uint32_t i)
{
    uint32_t n = 0;

    while (n < 3 && i + n < c->last &&
           (c->tok->flags[i + n] & (RN_TOK_UPPER | RN_TOK_ALLCAPS)) ==
               RN_TOK_UPPER &&
           rn_is_syllable(c, i + n))
        n++;
    return n == 3;
}

/* Whether an honorific that is a common word too ("Major", "bác sĩ") stands
 * before a family name of ours, or a long name, that begins no place: it is a
 * rank there. */
static bool ranks(struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_item *next;
    uint32_t n;

    if (it->end + 1 >= c->last ||
        (!rn_surname_at(c, it->end) && !long_name(c, it->end)) ||
        !(c->tok->flags[it->end + 1] & RN_TOK_UPPER) ||
        (c->tok->flags[it->end] & (RN_TOK_HARD | RN_TOK_LINE)) ||
        !rn_item_is(c, it, c->im->head->kind_honorific))
        return false;
    next = rn_cell(c, it->end, &n);
    for (; n; n--, next++)
        if (next->kind == c->im->head->kind_listed &&
            !(next->flags & RN_ITEM_DEAD))
            return false;
    return true;
}

/* Whether the word at `i` is an abbreviation among words that are none. */
static bool abbreviated(const struct rn_chart *c, uint32_t i)
{
    return i < c->last && (c->tok->flags[i] & RN_TOK_ALLCAPS) &&
           c->tok->end[i] - c->tok->start[i] <= HEAD_LETTERS_MAX &&
           !(c->tok->segments[c->segment].flags & RN_SEG_CAPS);
}

/* Whether a title that is more than that alone, an abbreviation or in small
 * letters, heads a list of such titles: "CT, các PCT UBND xã", "bí thư, phó bí
 * thư đảng ủy xã", not of a post alone. */
static bool heads_titles(const struct rn_chart *c, const struct rn_item *it)
{
    const struct rn_item *next;
    bool one = it->end == it->start + 1 && abbreviated(c, it->start);
    uint32_t n, i = it->end;

    if ((!one && (rn_root_english(it->root) ||
                  (c->tok->flags[it->start] & RN_TOK_UPPER))) ||
        !rn_item_is(c, it, c->im->head->kind_title) ||
        rn_item_is(c, it, c->im->head->kind_honorific) || i >= c->last ||
        !(rn_word_bits_at(c, i) & (RN_WORD_JOINS_VI | RN_WORD_JOINS_MS)))
        return false;
    do
        i++;
    while (i < c->last &&
           (rn_word_bits_at(c, i) &
            (RN_WORD_JOINS_VI | RN_WORD_JOINS_MS | RN_WORD_PLURAL)));
    if (i >= c->last ||
        !(one ? abbreviated(c, i) : rn_word_listed(c, i, RN_LIST_DEPUTIES)))
        return false;
    next = rn_cell(c, i, &n);
    for (; n; n--, next++)
        if (!(next->flags & RN_ITEM_DEAD) && (next->flags & RN_ITEM_STANDS) &&
            (one || next->end - next->start > POST_WORDS) &&
            rn_item_is(c, next, c->im->head->kind_title) &&
            !rn_item_is(c, next, c->im->head->kind_honorific))
            return true;
    return false;
}

/* Whether a form that is only asked for is one that the walk looks for. */
static bool is_asked(const struct rn_walk *w, const struct rn_ihead *head)
{
    const struct rn_chart *c = w->c;

    if (w->asked == RN_ASKED_ANY)
        return true;
    if ((c->tok->flags[w->start] & RN_TOK_UPPER) &&
        !(head->flags & RN_HEAD_EXACT))
        return false;
    return w->asked & RN_SLOT_CONCEPT
               ? head->concept == (w->asked & ~RN_SLOT_CONCEPT)
               : rn_image_kind_is(c->im, head->kind, w->asked);
}

static void finish(struct rn_walk *w, uint32_t end, uint32_t accept)
{
    struct rn_chart *c = w->c;
    const struct rn_ihead *head = &c->im->heads[accept];
    const char *why;
    struct rn_item it;
    bool weak;

    if (w->asked != RN_NONE && (head->flags & RN_HEAD_ASKED) && end > w->met &&
        is_asked(w, head) && !rn_walk_refusal(w, end, accept))
        w->met = end;
    if (w->asked != RN_NONE || (head->flags & RN_HEAD_ASKED))
        return;
    why = rn_walk_refusal(w, end, accept);
    if (why) {
        reject(w, end, accept, why);
        return;
    }
    it = (struct rn_item){ .start = w->start,
                           .end = end,
                           .accept = accept,
                           .concept = head->concept,
                           .extra = RN_NONE,
                           .kids = (uint32_t)c->nkids,
                           .kind = head->kind,
                           .nodes = 1,
                           .lits = (uint16_t)w->nlits,
                           .nkids = (uint8_t)w->nkids,
                           .root = w->root,
                           .exact = (head->flags & RN_HEAD_EXACT) != 0 };
    if ((head->flags & RN_HEAD_YIELDS) && rn_signs_yields(c, &it)) {
        reject(w, end, accept, "the page speaks of others that are called so");
        return;
    }
    if (w->nkids && !take_kids(w, &it))
        return;
    weak =
        (!w->nlits || (head->flags & RN_HEAD_SHORT)) && rn_walk_slots_weak(w);
    it.flags =
        (uint8_t)((w->plural ? RN_ITEM_PLURAL : 0) |
                  (w->wholes ? RN_ITEM_WHOLES : 0) | (weak ? RN_ITEM_WEAK : 0) |
                  (c->several ? rn_item_number(c, &it) : 0));
    w->heads = (head->flags & (RN_HEAD_NEVER | RN_HEAD_CAPITAL)) &&
               heads_titles(c, &it);
    if ((!(head->flags & RN_HEAD_NEVER) || w->heads || ranks(c, &it)) &&
        rn_walk_stands(w, end, head, weak))
        it.flags |= RN_ITEM_STANDS;
    offer(c, &it);
}

bool rn_inner_capital(const struct rn_chart *c, uint32_t i)
{
    for (uint32_t k = c->tok->start[i] + 1; k < c->tok->end[i]; k++)
        if (c->page.ptr[k] >= 'A' && c->page.ptr[k] <= 'Z')
            return true;
    return false;
}

uint32_t rn_behind_paren(const struct rn_chart *c, uint32_t pos)
{
    const struct rn_tokens *t = c->tok;
    bool word = false;

    if (!rn_is_mark(c, pos, '('))
        return pos;
    for (uint32_t i = pos; i < c->last && i - pos <= RN_PAREN_MAX + 1; i++) {
        if (t->flags[i] & (RN_TOK_HARD | RN_TOK_KEEP))
            return pos;
        if (rn_is_mark(c, i, ')'))
            return word ? i + 1 : pos;
        if (t->flags[i] & RN_TOK_WORD) {
            if (!(t->flags[i] & RN_TOK_ALLCAPS))
                return pos;
            word = word || t->end[i] - t->start[i] > 1 || /* "(C03)" */
                   ((t->flags[i + 1] & RN_TOK_NUMBER) &&
                    (t->flags[i + 1] & RN_TOK_GLUED));
        }
    }
    return pos;
}

static void walk_on(struct rn_walk *w, const struct rn_inode *n, uint32_t pos,
                    bool over);

/* The words and slots of a walk so far, to come back to. */
struct mark {
    unsigned depth, nlits;
    bool plural, wholes;
};

static struct mark mark_of(const struct rn_walk *w)
{
    return (struct mark){ w->depth, w->nlits, w->plural, w->wholes };
}

static void back_to(struct rn_walk *w, struct mark m)
{
    w->depth = m.depth;
    w->nlits = m.nlits;
    w->plural = m.plural;
    w->wholes = m.wholes;
}

static inline void put_word(struct rn_walk *w, uint32_t pos)
{
    w->lit[w->nlits] = pos;
    w->lit_at[w->nlits++] = (uint8_t)w->depth++;
}

static inline void finish_all(struct rn_walk *w, const struct rn_inode *n,
                              uint32_t end)
{
    if (n->sign & RN_SIGN_ACCEPTS)
        for (uint32_t a = n->accepts; a < n[1].accepts; a++)
            finish(w, end, a);
}

/* All forms that end at node `n`, or go on from it with what stands at `pos`.
 */
static void walk(struct rn_walk *w, const struct rn_inode *n, uint32_t pos)
{
    finish_all(w, n, pos);
    if (n->sign & sign_at(w->c, pos) & ~RN_SIGN_ACCEPTS)
        walk_on(w, n, pos, false);
}

/* The node behind a word at `pos` where a form may end or go on with what
 * stands behind it, or NULL. */
static inline const struct rn_inode *step(const struct rn_walk *w,
                                          const struct rn_inode *n,
                                          uint32_t word, uint32_t pos)
{
    const struct rn_image *im = w->c->im;
    uint32_t next = rn_image_step(im, n, word);

    return next != RN_NONE && (im->nodes[next].sign & sign_at(w->c, pos + 1))
               ? &im->nodes[next]
               : NULL;
}

/* Whether the plural at `pos` is that of a whole: "Secretary of Commune Party |
 * Committees". */
static bool of_whole(const struct rn_walk *w, uint32_t pos)
{
    for (unsigned k = 0; k < w->nlits; k++)
        if (w->lit[k] < pos && (rn_word_bits_at(w->c, w->lit[k]) & RN_WORD_OF))
            return true;
    return false;
}

/* Take the word at `pos`, which leads to node `n`, and what comes of it. With
 * -nya a name ends. */
static void take_word(struct rn_walk *w, const struct rn_inode *n, uint32_t pos,
                      bool plural)
{
    struct mark before = mark_of(w);

    put_word(w, pos);
    if (plural && of_whole(w, pos))
        w->wholes = true;
    else if (plural)
        w->plural = true;
    if (!rn_clitic_at(w->c, pos))
        walk(w, n, pos + 1);
    else if (w->root == RN_ROOT_MS)
        finish_all(w, n, pos + 1);
    back_to(w, before);
}

/* Take the items of a cell that fill the slot before node `n`. */
static void walk_slot(struct rn_walk *w, const struct rn_inode *n,
                      const struct rn_cell *cell)
{
    struct rn_chart *c = w->c;
    uint32_t kind = rn_node_kind(n);

    if (!(cell->kinds & rn_slot_bit(c->im, kind)))
        return;
    for (uint32_t k = cell->first; k < cell->first + cell->n; k++) {
        if ((c->items[k].flags & RN_ITEM_DEAD) ||
            !rn_item_is(c, &c->items[k], kind) ||
            !(n->sign & sign_at(c, c->items[k].end)))
            continue;
        w->kid[w->nkids++] = k;
        w->depth++;
        walk(w, n, c->items[k].end);
        w->depth--;
        w->nkids--;
    }
}

static void walk_slots(struct rn_walk *w, const struct rn_inode *n,
                       uint32_t pos)
{
    const struct rn_chart *c = w->c;
    const struct rn_inode *first = &c->im->nodes[n->first];
    const struct rn_inode *at = &c->im->nodes[n[1].first];

    while (at-- > first && (at->label & RN_NODE_SLOT))
        walk_slot(w, at, &c->cell[pos - c->first]);
}

/* Whether another column begins at `i`: a tab lies before it, or a wide gap and
 * what begins a name. Justified prose goes on small behind a gap. */
static bool column_at(const struct rn_chart *c, uint32_t i)
{
    const struct rn_tokens *t = c->tok;

    if (!(t->flags[i] & RN_TOK_WIDE))
        return false;
    return (t->flags[i] & RN_TOK_UPPER) ||
           memchr(c->page.ptr + t->end[i - 1], '\t',
                  t->start[i] - t->end[i - 1]);
}

/* What goes on from node `n` with what stands at `pos`, where the signs of both
 * agree. A word leads on in a loop, all else by recursion. `over`: an
 * abbreviation in parentheses was stepped over, and no second one may be. */
static void walk_on(struct rn_walk *w, const struct rn_inode *n, uint32_t pos,
                    bool over)
{
    struct rn_chart *c = w->c;
    struct mark before = mark_of(w);
    bool english = rn_root_english(w->root);

    do {
        const struct rn_seen *seen = &c->seen[pos - c->first];
        const struct rn_inode *next = NULL;
        uint32_t word = seen->word;

        c->steps++;
        if (++w->steps > RN_STEPS_MAX || c->failed ||
            w->depth >= RN_FORM_TOKENS_MAX)
            break;
        if (seen->sign == UINT32_MAX && !over) {
            uint32_t behind = rn_behind_paren(c, pos);
            if (behind != pos && behind < c->last)
                walk_on(w, n, behind, true);
        }
        over = false;
        if ((c->tok->flags[pos] & (RN_TOK_KEEP | RN_TOK_HARD)) ||
            column_at(c, pos))
            break;
        if ((n->sign & seen->sign & RN_SIGN_SLOTS) && w->asked == RN_NONE)
            walk_slots(w, n, pos);
        if (!is_of(seen, w->root) ||
            !(n->sign & seen->sign & ~(RN_SIGN_ACCEPTS | RN_SIGN_SLOTS)))
            break;
        if (english && (seen->info & RN_SEEN_PLURAL) &&
            (next = step(w, n, c->im->words[word].singular, pos)))
            take_word(w, next, pos, true);
        next = step(w, n, word, pos);
        if (!next)
            break;
        if (seen->info & RN_SEEN_CLITIC) {
            take_word(w, next, pos, false);
            break;
        }
        put_word(w, pos++);
        finish_all(w, next, pos);
        n = next;
    } while (n->sign & sign_at(c, pos) & ~RN_SIGN_ACCEPTS);
    back_to(w, before);
}

/* ---- cells -------------------------------------------------------------- */

/* The roots from which forms may begin at a token: those without marks only
 * where the segment is so, canonical names with a capital. */
static unsigned open_roots(const struct rn_chart *c, uint32_t i)
{
    unsigned roots = ~0u;

    if (!c->bare)
        roots &= ~(1u << RN_ROOT_VI_BARE);
    if (!(c->tok->flags[i] & (RN_TOK_UPPER | RN_TOK_NUMBER)))
        roots &= ~(1u << RN_ROOT_CANON);
    return roots;
}

/* The forms that begin with the slot `s`, which the item fills: that slot
 * `alone`, or what goes on behind it. */
static void close_start(struct rn_walk *w, const struct rn_kind_start *s,
                        uint32_t item, bool alone)
{
    struct rn_chart *c = w->c;
    const struct rn_inode *n = &c->im->nodes[s->next];
    uint32_t end = c->items[item].end;

    w->root = (uint8_t)s->root;
    w->depth = 1;
    w->nlits = 0;
    w->nkids = 1;
    w->kid[0] = item;
    w->plural = w->wholes = false;
    if (!alone)
        walk_on(w, n, end, false);
    else if (c->trace || !rn_item_foreign(c, &c->items[item], w->root))
        finish_all(w, n, end);
}

/* Whether forms that begin with the slot may go on with what stands behind it.
 */
static bool goes_on(const struct rn_kind_start *s, struct rn_onward behind,
                    const struct rn_seen *seen)
{
    if (!is_of(seen, s->root))
        behind.words = 0;
    return rn_onward_meets(s->on, behind);
}

/* Forms that begin with the item, in every language: those that are one slot
 * `alone`, or the others, with what stands behind it. */
static void close_item(struct rn_chart *c, struct rn_walk *w, uint32_t item,
                       unsigned roots, bool alone)
{
    uint32_t concept = c->items[item].concept, kind = c->items[item].kind;
    const struct rn_kind_forms *forms = rn_image_begun(c->im, kind, alone);
    const struct rn_kind_start *all = c->im->kind_starts;
    struct rn_onward on = onward_at(c, c->items[item].end);
    const struct rn_seen *seen = &c->seen[c->items[item].end - c->first];
    uint32_t at = forms->one, end = forms->last;

    if (!alone && !rn_onward_meets(forms->on, on))
        return;
    for (uint32_t k = forms->first; k < forms->one; k++)
        if ((roots >> all[k].root & 1) && (alone || goes_on(&all[k], on, seen)))
            close_start(w, &all[k], item, alone);
    while (at < end) { /* the first of the concept */
        uint32_t mid = at + (end - at) / 2;
        if (all[mid].concept < concept)
            at = mid + 1;
        else
            end = mid;
    }
    for (; at < forms->last && all[at].concept == concept; at++)
        if ((roots >> all[at].root & 1) &&
            (alone || goes_on(&all[at], on, seen)))
            close_start(w, &all[at], item, alone);
}

/* Whether the item, which is due, ends at token `end` and lives. */
static bool is_due(const struct rn_chart *c, uint32_t item, uint32_t end)
{
    return c->items[item].end == end && !(c->items[item].flags & RN_ITEM_DEAD);
}

/* The least end behind `end` of the items that are due, or RN_NONE. */
static uint32_t next_end(const struct rn_chart *c, uint32_t end)
{
    uint32_t least = RN_NONE;

    for (uint32_t k = 0; k < c->ndue; k++) {
        const struct rn_item *it = &c->items[c->due[k]];
        if (it->end > end && it->end < least && !(it->flags & RN_ITEM_DEAD))
            least = it->end;
    }
    return least;
}

/* Close the open cell's items by increasing end until nothing new appears.
 * Those of one end are closed together, forms of one slot alone before the
 * others: so it counts for nothing in which order they were found, and none is
 * lost to a longer one that another of them made. */
static void close_cell(struct rn_chart *c, struct rn_walk *w, unsigned roots)
{
    for (uint32_t end = next_end(c, 0); end != RN_NONE && !c->failed;
         end = next_end(c, end)) {
        uint32_t due[RN_CELL_MAX], n = 0;
        for (uint32_t k = 0; k < c->ndue; k++) /* it grows */
            if (is_due(c, c->due[k], end))
                close_item(c, w, c->due[k], roots, true);
        for (uint32_t k = 0; k < c->ndue; k++)
            if (is_due(c, c->due[k], end))
                due[n++] = c->due[k];
        for (uint32_t k = 0; k < n; k++)
            close_item(c, w, due[k], roots, false);
    }
}

static void start_word(struct rn_walk *w, const struct rn_ifirst *first,
                       uint32_t i, bool plural)
{
    if (first->node != RN_NONE && (first->sign & sign_at(w->c, i + 1)))
        take_word(w, &w->c->im->nodes[first->node], i, plural);
}

/* Forms whose first word, or its singular in English, stands at token `i`. */
static void start_words(struct rn_chart *c, struct rn_walk *w, uint32_t i,
                        unsigned roots)
{
    const struct rn_iword *word = &c->im->words[rn_word_at(c, i)];
    const struct rn_iword *one =
        word->singular == RN_NONE ? NULL : &c->im->words[word->singular];

    for (uint8_t r = 0; roots; r++, roots >>= 1) {
        if (!(roots & 1))
            continue;
        w->root = r;
        start_word(w, &word->first[r], i, false);
        if (one && rn_root_english(r))
            start_word(w, &one->first[r], i, true);
    }
}

/* Begin a walk at token `i`. Its arrays are filled as far as they are read. */
static void begin(struct rn_walk *w, struct rn_chart *c, uint32_t i,
                  uint32_t asked)
{
    w->c = c;
    w->start = i;
    w->asked = asked;
    w->depth = w->nlits = w->nkids = w->steps = w->met = 0;
    w->plural = w->wholes = false;
}

uint32_t rn_asked_end(struct rn_chart *c, uint32_t i, uint32_t kind)
{
    uint32_t word = rn_word_at(c, i);
    unsigned roots = open_roots(c, i);
    struct rn_walk w;

    if (word == RN_NONE || !(c->im->words[word].shape & RN_SHAPE_ASKED) ||
        (c->tok->flags[i] & RN_TOK_KEEP))
        return 0;
    begin(&w, c, i, kind);
    if (kind == RN_ASKED_ANY && !(c->tok->flags[i] & RN_TOK_UPPER))
        roots &= ~(1u << RN_ROOT_VI | 1u << RN_ROOT_VI_BARE);
    start_words(c, &w, i, c->im->words[word].starts & roots);
    return w.met;
}

static void fill_cell(struct rn_chart *c, uint32_t i)
{
    struct rn_cell *cell = &c->cell[i - c->first];
    struct rn_seen *seen = &c->seen[i - c->first];
    uint16_t flags = c->tok->flags[i];
    uint32_t info = seen->info;
    unsigned starts = info >> RN_SEEN_STARTS & RN_SEEN_ROOT_BITS, roots;
    struct rn_walk w;

    cell->first = (uint32_t)c->nitems;
    if (flags & RN_TOK_KEEP)
        return;
    c->kinds = 0;
    c->ndue = 0;
    if ((flags & (RN_TOK_UPPER | RN_TOK_NUMBER)) | (info & RN_WORD_BUILTIN))
        rn_builtin_items(c, i);
    if (c->defined.n && (flags & RN_TOK_UPPER))
        rn_defined_items(c, i);
    roots = open_roots(c, i);
    starts &= seen->next & seen[1].sign ? roots : 0;
    if (starts | c->ndue) {
        begin(&w, c, i, RN_NONE);
        if (starts)
            start_words(c, &w, i, starts);
        if (c->ndue)
            close_cell(c, &w, roots);
    }
    if (cell->n) {
        seen->sign |= RN_SIGN_SLOTS;
        c->filled[c->nfilled++] = i;
    }
}

/* Empty the cells of the segment before: all are empty then. */
static void empty_cells(struct rn_chart *c)
{
    while (c->nfilled)
        c->cell[c->filled[--c->nfilled] - c->first] = (struct rn_cell){ 0 };
}

/* Room for `n` cells; new ones are empty. */
static bool more_cells(struct rn_chart *c, size_t n)
{
    size_t had = c->cell_cap;

    if (!rn_grow(&c->cell, &c->cell_cap, n, sizeof *c->cell))
        return false;
    if (c->cell_cap > had)
        memset(c->cell + had, 0, (c->cell_cap - had) * sizeof *c->cell);
    return true;
}

renorm_status rn_chart_segment(struct rn_chart *c, uint32_t s)
{
    const struct rn_segment *seg = &c->tok->segments[s];
    size_t n = seg->last - seg->first;

    empty_cells(c);
    c->segment = s;
    c->first = seg->first;
    c->last = seg->last;
    c->nrejects = 0;
    c->failed = false; /* of an earlier document, which is over */
    c->bare = c->route.unmarked && c->route.unmarked[s];
    c->roomy = n > RN_MENTION_TOKENS_MAX ||
               seg->end - seg->start > RN_MENTION_BYTES_MAX;
    if (!rn_defined_install(c) ||
        !rn_grow(&c->seen, &c->seen_cap, n + 1, sizeof *c->seen) ||
        !more_cells(c, n + 1) ||
        !rn_grow(&c->filled, &c->filled_cap, n + 1, sizeof *c->filled))
        return RENORM_E_NOMEM;
    for (size_t k = n - look_up(c); k < n; k++)
        fill_cell(c, c->filled[k]);
    return c->failed ? RENORM_E_NOMEM : RENORM_OK;
}
