#include "match/chart.h"

#include "base/limits.h"
#include "base/mem.h"
#include "lexicon/model.h"
#include "match/builtin.h"

/* How far (1/100 nat, summed over a form's words) its language may lie behind the best one:
 * among our languages, and against Indonesian, other languages and noise. A phrase of two
 * common words reaches 400. */
enum { MARGIN_OURS = 250, MARGIN_UND = 450 };

/* Tokens on each side of an abbreviation in which a word of its language must stand. */
enum { COMPANY = 12 };

/* 1/100 nat. A word that is so much likelier in its language than in others speaks for it. */
enum { SPEAKS = 150 };

/* A form being walked: the tokens of its words and the items of its slots so far. */
struct walk {
    struct rn_chart *c;
    uint32_t start;
    uint8_t root;
    bool plural;
    unsigned depth, nlits, nkids;
    uint32_t lit[RN_FORM_TOKENS_MAX];  /* tokens */
    uint8_t lit_at[RN_FORM_TOKENS_MAX]; /* element of the path */
    uint32_t kid[RN_FORM_TOKENS_MAX];  /* items */
    uint32_t steps;
};

/* The forms of each kind that begin with a slot of it and, behind that, have one of the bits
 * `wanted` in their sign. Returns how many they are; writes nothing where `out` is NULL. */
static size_t list_kind_starts(const struct rn_chart *c, uint32_t wanted,
                               size_t at, struct rn_kind_forms *out)
{
    const struct rn_image *im = c->im;

    for (uint32_t k = 0; k < im->nkinds; k++) {
        struct rn_kind_forms forms = { .first = (uint32_t)at };
        for (uint8_t r = 0; r < RN_ROOT_COUNT; r++) {
            const struct rn_inode *root = &im->nodes[im->head->root[r]];
            uint32_t end = rn_image_slots_end(im, root);
            for (uint32_t s = root->first; s < end; s++) {
                uint32_t kind = rn_node_kind(&im->nodes[s]);
                uint32_t concept = kind & RN_SLOT_CONCEPT
                                       ? kind & ~RN_SLOT_CONCEPT
                                       : RN_NONE;
                uint32_t sign = im->nodes[s].sign & wanted;
                if (!sign || !(concept != RN_NONE
                                   ? im->concepts[concept].kind == k
                                   : rn_image_kind_is(im, k, kind)))
                    continue;
                if (out)
                    c->kind_starts[at] =
                        (struct rn_kind_start){ s, concept, sign, r };
                forms.sign |= sign;
                at++;
            }
        }
        forms.last = (uint32_t)at;
        if (out)
            out[k] = forms;
    }
    return at;
}

renorm_status rn_chart_init(struct rn_chart *c, const struct rn_image *im)
{
    size_t n;

    *c = (struct rn_chart){ .im = im };
    rn_buf_init(&c->values);
    rn_buf_init(&c->scratch);
    n = list_kind_starts(c, RN_SIGN_ACCEPTS, 0, NULL);
    n = list_kind_starts(c, ~RN_SIGN_ACCEPTS, n, NULL);
    c->kind_starts = rn_malloc((n + 1) * sizeof *c->kind_starts);
    c->kind_alone = rn_malloc((im->nkinds + 1) * sizeof *c->kind_alone);
    c->kind_on = rn_malloc((im->nkinds + 1) * sizeof *c->kind_on);
    if (!c->kind_starts || !c->kind_alone || !c->kind_on) {
        rn_chart_release(c);
        return RENORM_E_NOMEM;
    }
    n = list_kind_starts(c, RN_SIGN_ACCEPTS, 0, c->kind_alone);
    list_kind_starts(c, ~RN_SIGN_ACCEPTS, n, c->kind_on);
    return RENORM_OK;
}

void rn_chart_release(struct rn_chart *c)
{
    rn_free(c->seen);
    rn_free(c->items);
    rn_free(c->kids);
    rn_free(c->cell);
    rn_free(c->cell_n);
    rn_free(c->rejects);
    rn_free(c->kind_starts);
    rn_free(c->kind_alone);
    rn_free(c->kind_on);
    rn_buf_release(&c->values);
    rn_buf_release(&c->scratch);
    *c = (struct rn_chart){ 0 };
}

renorm_status rn_chart_page(struct rn_chart *c, struct rn_span page,
                            const struct rn_tokens *tok, struct rn_route route)
{
    c->page = page;
    c->tok = tok;
    c->route = route;
    return RENORM_OK;
}

/* Put down what the word at token `i` is known for, and the sign of the token. */
static void describe(struct rn_chart *c, uint32_t i, uint32_t w)
{
    struct rn_seen seen = { w, 0, RN_SIGN_ACCEPTS };

    if (w != RN_NONE) {
        const struct rn_iword *word = &c->im->words[w];
        seen.info = word->bits | (uint32_t)word->starts << RN_SEEN_STARTS |
                    (word->syllable ? RN_SEEN_SYLLABLE : 0);
        seen.sign |= rn_image_sign(w);
        if (word->singular != RN_NONE)
            seen.sign |= rn_image_sign(word->singular);
    }
    if (rn_is_mark(c, i, '('))
        seen.sign = UINT32_MAX;
    c->seen[i - c->first] = seen;
}

/* Look up the words of the segment. First the table alone is asked, by hash, then the words
 * that it names are compared: so the memory behind both is fetched for many tokens at once. */
static void look_up(struct rn_chart *c)
{
    const struct rn_tokens *tok = c->tok;
    const struct rn_image *im = c->im;
    struct rn_seen *seen = c->seen;

    for (uint32_t i = c->first; i < c->last; i++) {
        uint32_t at = (uint32_t)tok->hash[i];
        uint32_t w =
            tok->keylen[i] ? rn_image_guess(im, tok->hash[i], &at) : RN_NONE;
        if (w != RN_NONE)
            rn_prefetch(&im->words[w]);
        seen[i - c->first].word = w;
    }
    for (uint32_t i = c->first; i < c->last; i++) {
        struct rn_span key = rn_token_key(tok, i);
        uint32_t w = seen[i - c->first].word;
        if (w != RN_NONE && !rn_image_word_is(im, w, key))
            w = rn_image_word(im, tok->hash[i], key);
        describe(c, i, w);
    }
    seen[c->last - c->first] = (struct rn_seen){ RN_NONE, 0, RN_SIGN_ACCEPTS };
}

static uint32_t sign_at(const struct rn_chart *c, uint32_t i)
{
    return c->seen[i - c->first].sign;
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

/* The class of the language that a root's forms are of. */
static const uint8_t class_of_root[] = { RN_ROUTE_VI, RN_ROUTE_MS, RN_ROUTE_EN,
                                         RN_ROUTE_VI, RN_ROUTE_EN };

/* ---- order ------------------------------------------------------------------ */

/* Whether the reading's form is of the language that its span is heard in. */
static bool at_home(const struct rn_chart *c, const struct rn_item *it)
{
    return c->route.label[it->start] == class_of_root[it->root];
}

/* Readings of one end; negative where `a` goes first: fewer concepts, more words, exact case,
 * the id, the language of the span, the form, its path, then what fills the slots from the
 * left on. */
static int compare_tie(const struct rn_chart *c, const struct rn_item *a,
                       const struct rn_item *b)
{
    const struct rn_iaccept *x, *y;

    if (a->nodes != b->nodes)
        return a->nodes < b->nodes ? -1 : 1;
    if (a->lits != b->lits)
        return a->lits > b->lits ? -1 : 1;
    if (a->exact != b->exact)
        return a->exact > b->exact ? -1 : 1;
    if (a->concept != b->concept)
        return a->concept < b->concept ? -1 : 1;
    if (a->accept == RN_NONE || b->accept == RN_NONE)
        return (a->accept == RN_NONE) - (b->accept == RN_NONE);
    if (at_home(c, a) != at_home(c, b))
        return at_home(c, a) ? -1 : 1;
    x = &c->im->accepts[a->accept];
    y = &c->im->accepts[b->accept];
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    if (x->path != y->path)
        return x->path < y->path ? -1 : 1;
    for (uint32_t k = 0; k < a->nkids && k < b->nkids; k++) {
        const struct rn_item *i = &c->items[c->kids[a->kids + k]];
        const struct rn_item *j = &c->items[c->kids[b->kids + k]];
        int order = i->end != j->end ? (i->end > j->end ? -1 : 1)
                                     : compare_tie(c, i, j);
        if (order)
            return order;
    }
    return 0;
}

bool rn_item_better(const struct rn_chart *c, const struct rn_item *a,
                    const struct rn_item *b)
{
    if ((a->flags ^ b->flags) & RN_ITEM_STANDS)
        return (a->flags & RN_ITEM_STANDS) != 0;
    if (a->end != b->end)
        return a->end > b->end;
    return compare_tie(c, a, b) < 0;
}

/* In the chart the furthest end goes first, whether it may stand or not. */
static bool further(const struct rn_chart *c, const struct rn_item *a,
                    const struct rn_item *b)
{
    return a->end != b->end ? a->end > b->end : compare_tie(c, a, b) < 0;
}

/* Put an item into the open cell (of token it->start), unless one of its kind is better. */
static void offer(struct rn_chart *c, const struct rn_item *it)
{
    uint32_t at = it->start - c->first, first = c->cell[at];
    bool stands = it->flags & RN_ITEM_STANDS;

    if (it->kind >= RN_B_COUNT || it->kind == RN_B_ORDINAL) {
        for (uint32_t k = first; k < first + c->cell_n[at]; k++) {
            struct rn_item *old = &c->items[k];
            bool old_stands = old->flags & RN_ITEM_STANDS;
            if (old->kind != it->kind || (old->flags & RN_ITEM_DEAD))
                continue;
            if (!further(c, it, old)) {
                if (old_stands || !stands)
                    return;
            } else if (stands || !old_stands) {
                old->flags |= RN_ITEM_DEAD;
            }
        }
    }
    if (c->cell_n[at] >= RN_CELL_MAX ||
        (c->nitems >= c->items_cap && !more_items(c)))
        return;
    c->items[c->nitems++] = *it;
    c->cell_n[at]++;
}

void rn_builtin_found(struct rn_chart *c, uint32_t kind, uint32_t i,
                      uint32_t end, uint32_t value, unsigned flags)
{
    struct rn_item it = { .start = i,
                          .end = end,
                          .accept = RN_NONE,
                          .concept = RN_NONE,
                          .extra = RN_NONE,
                          .value = value,
                          .kind = (uint16_t)kind,
                          .nodes = 1,
                          .flags = (uint8_t)flags };

    offer(c, &it);
}

/* ---- where a form may match ---------------------------------------------------- */

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

/* Whether the word at token `i` speaks for the class, and clearly against noise. */
static bool speaks(const struct rn_chart *c, uint32_t i, uint8_t cls)
{
    const int16_t *score = c->route.score[i];

    return (c->tok->flags[i] & RN_TOK_WORD) && c->route.label[i] == cls &&
           c->tok->end[i] - c->tok->start[i] >= 3 && score[cls] == 0 &&
           score[RN_ROUTE_OTHER] <= -SPEAKS;
}

/* Whether a word of the language stands near the tokens start … end-1, with nothing hard
 * between: an abbreviation needs its language around it. */
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

/* Whether the path is a canonical name, written with its capitals: those are read in every
 * span, so that normalized text is read as it was written. */
static bool canonical(const struct walk *w, const struct rn_iaccept *a)
{
    if (!(w->c->tok->flags[w->start] & (RN_TOK_UPPER | RN_TOK_NUMBER)))
        return false;
    for (unsigned k = 0; k < w->nlits; k++)
        if ((a->canon_upper >> w->lit_at[k] & 1) &&
            !(w->c->tok->flags[w->lit[k]] & RN_TOK_UPPER))
            return false;
    return true;
}

/* A form without words is of the language that its order of slots is: all that fills it must
 * be of that language. Places and what code recognised speak for none. */
static bool wordless_routed(const struct walk *w)
{
    const struct rn_chart *c = w->c;
    uint8_t cls = class_of_root[w->root];

    for (unsigned k = 0; k < w->nkids; k++) {
        const struct rn_item *kid = &c->items[w->kid[k]];
        if (kid->concept == RN_NONE ||
            (c->im->concepts[kid->concept].flags & RN_CONCEPT_PLACE))
            continue;
        if (class_of_root[kid->root] != cls)
            return false;
    }
    return true;
}

/* Soft routing: is the form's language near enough to the best one over its words? */
static bool routed(const struct walk *w, uint32_t end, uint32_t accept)
{
    const struct rn_chart *c = w->c;
    const struct rn_ihead *head = &c->im->heads[accept];
    uint8_t cls = class_of_root[w->root];
    int32_t sum[RN_ROUTE_COUNT] = { 0 };
    int32_t ours = 0, und;
    unsigned here = 0;

    if (!w->nlits)
        return wordless_routed(w);
    if (w->root == RN_ROOT_CANON || w->root == RN_ROOT_VI_BARE ||
        (head->flags & RN_HEAD_PLACE))
        return true; /* a place is the same word in every language */
    for (unsigned k = 0; k < w->nlits; k++)
        here += c->route.label[w->lit[k]] == cls;
    if (here == w->nlits ||
        ((head->flags & RN_HEAD_CANON) && canonical(w, &c->im->accepts[accept])))
        return true;
    if (fills_segment(c, w->start, end))
        return true;
    for (unsigned k = 0; k < w->nlits; k++)
        for (int l = 0; l < RN_ROUTE_COUNT; l++)
            sum[l] += c->route.score[w->lit[k]][l];
    ours = sum[RN_ROUTE_VI];
    for (int l = RN_ROUTE_MS; l <= RN_ROUTE_EN; l++)
        if (sum[l] > ours)
            ours = sum[l];
    und = sum[RN_ROUTE_ID] > sum[RN_ROUTE_OTHER] ? sum[RN_ROUTE_ID]
                                                 : sum[RN_ROUTE_OTHER];
    return ours - sum[cls] <= MARGIN_OURS && und - sum[cls] <= MARGIN_UND;
}

/* Whether the form's capitals stand in the text. A canonical name begins with one, also where
 * a slot begins it. */
static bool case_fits(const struct walk *w, uint32_t accept)
{
    const struct rn_iaccept *a = &w->c->im->accepts[accept];

    if (w->root == RN_ROOT_CANON &&
        !(w->c->tok->flags[w->start] & (RN_TOK_UPPER | RN_TOK_NUMBER)))
        return false;
    if (!(w->c->im->heads[accept].flags & RN_HEAD_CASED))
        return true;
    for (unsigned k = 0; k < w->nlits; k++) {
        uint32_t bit = 1u << w->lit_at[k];
        uint16_t flags = w->c->tok->flags[w->lit[k]];
        if ((a->upper & bit) && !(flags & RN_TOK_UPPER))
            return false;
        if ((a->caps & bit) && !(flags & RN_TOK_ALLCAPS))
            return false;
    }
    return true;
}

/* A mention may not begin inside a document's code (1579/QĐ-UBND) nor end before a small word
 * that a dash glues to it (government-attached). */
static bool free_edges(const struct rn_chart *c, uint32_t start, uint32_t end)
{
    const uint16_t *f = c->tok->flags;
    uint32_t i = start;

    while (i > c->first && (f[i] & RN_TOK_GLUED) && start - i < 8) {
        i--;
        if (f[i] & RN_TOK_NUMBER)
            return false;
    }
    if (end + 1 < c->last && (f[end] & RN_TOK_GLUED) &&
        rn_is_mark(c, end, '-') && (f[end + 1] & RN_TOK_GLUED) && (f[end + 1] & RN_TOK_WORD) &&
        !(f[end + 1] & RN_TOK_UPPER))
        return false;
    return true;
}

/* Whether the reading has no words but abbreviations of three letters or fewer: noise has
 * them too. */
static bool weak(const struct walk *w, const struct rn_ihead *head)
{
    if (w->nlits && !(head->flags & RN_HEAD_SHORT))
        return false;
    for (unsigned k = 0; k < w->nkids; k++)
        if (w->c->items[w->kid[k]].concept != RN_NONE &&
            !(w->c->items[w->kid[k]].flags & RN_ITEM_WEAK))
            return false;
    return true;
}

/* Whether the reading cuts into the body's name behind it: in English no mention with a whole
 * or a place ends where a body begins ("Chief Inspector of the Provincial | People's
 * Committee"). */
static bool cuts_into(const struct walk *w, uint32_t end)
{
    const struct rn_chart *c = w->c;
    const struct rn_item *it;
    uint32_t n;

    if ((w->root != RN_ROOT_EN && w->root != RN_ROOT_CANON) || !w->nkids ||
        end >= c->last || !(c->tok->flags[end] & RN_TOK_WORD) ||
        (c->tok->flags[end] & (RN_TOK_HARD | RN_TOK_GLUED)))
        return false;
    it = rn_cell(c, end, &n);
    for (; n; n--, it++)
        if ((it->flags & (RN_ITEM_STANDS | RN_ITEM_DEAD)) == RN_ITEM_STANDS &&
            it->root == w->root &&
            c->im->kinds[it->kind].emit == c->im->head->kind_body)
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

/* Whether a lone word that needs its capital is a common noun after all: an English or Malay
 * one in a span of another language ("Microsoft Office"), a Vietnamese one that opens a
 * sentence and goes on as a compound does ("Bộ phim", "Sở thích"). */
static bool common_noun(const struct walk *w, uint32_t end,
                        const struct rn_ihead *head)
{
    const struct rn_chart *c = w->c;
    uint8_t cls = class_of_root[w->root];

    if (w->nkids || w->nlits != 1 ||
        !(head->flags & (RN_HEAD_CAPITAL | RN_HEAD_EXACT)))
        return false;
    if (cls != RN_ROUTE_VI)
        return c->route.label[w->start] != cls &&
               !fills_segment(c, w->start, end);
    return end < c->last && opens_sentence(c, w->start) &&
           (c->tok->flags[end] & RN_TOK_WORD) &&
           !(c->tok->flags[end] & RN_TOK_UPPER) &&
           !(rn_word_bits_at(c, end) & RN_WORD_FOLLOWS);
}

static bool stands(const struct walk *w, uint32_t end,
                   const struct rn_ihead *head)
{
    const struct rn_chart *c = w->c;
    uint8_t cls = class_of_root[w->root];

    if (head->flags & RN_HEAD_NEVER)
        return false;
    if (weak(w, head) && (c->route.label[w->start] != cls ||
                          !has_company(c, w->start, end, cls)))
        return false;
    if ((head->flags & RN_HEAD_CAPITAL) &&
        !(c->tok->flags[w->start] & RN_TOK_UPPER))
        return false;
    return !common_noun(w, end, head) && free_edges(c, w->start, end) &&
           !cuts_into(w, end);
}

static void reject(struct walk *w, uint32_t end, uint32_t accept,
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
    c->rejects[c->nrejects++] = (struct rn_reject){
        w->start, end, accept, reason
    };
}

/* ---- walking the tries ------------------------------------------------------------ */

/* Whether a number right behind its type is none: a year, or a single figure behind a type in
 * small letters ("kế hoạch 5 năm"). */
static bool no_number(const struct rn_chart *c, uint32_t type,
                      const struct rn_item *number)
{
    if (number->flags & RN_ITEM_BARE_YEAR)
        return true;
    return (number->flags & RN_ITEM_PLAIN) &&
           !(c->tok->flags[type] & RN_TOK_UPPER) &&
           strlen(c->values.ptr + number->value) == 1;
}

/* Why the accepted path gives no item, or NULL. */
static const char *refusal(const struct walk *w, uint32_t end,
                           uint32_t accept)
{
    const struct rn_chart *c = w->c;
    uint32_t bytes = c->tok->end[end - 1] - c->tok->start[w->start];

    if (!case_fits(w, accept))
        return "its capitals do not stand in the text";
    if (end - w->start > RN_MENTION_TOKENS_MAX || bytes > RN_MENTION_BYTES_MAX)
        return "it is longer than a mention may be";
    if (c->im->heads[accept].flags & RN_HEAD_NUMBER)
        for (unsigned k = 0; k < w->nkids; k++)
            if (no_number(c, w->start, &c->items[w->kid[k]]))
                return "a bare year, or one figure behind a small word, is no "
                       "document's number";
    if (!routed(w, end, accept))
        return "its language is too far behind here";
    return NULL;
}

static void finish(struct walk *w, uint32_t end, uint32_t accept)
{
    struct rn_chart *c = w->c;
    const struct rn_ihead *head = &c->im->heads[accept];
    struct rn_item it = { .start = w->start, .end = end, .accept = accept,
                          .concept = head->concept, .extra = RN_NONE,
                          .kids = (uint32_t)c->nkids, .kind = head->kind,
                          .nodes = 1, .lits = (uint16_t)w->nlits,
                          .nkids = (uint8_t)w->nkids, .root = w->root,
                          .exact = (head->flags & RN_HEAD_EXACT) != 0 };
    const char *why = refusal(w, end, accept);

    if (why) {
        reject(w, end, accept, why);
        return;
    }
    if (head->concept == RN_NONE) {
        it.value = (uint32_t)c->values.len;
        rn_ordinal_text(c->im->accepts[accept].value, &c->values);
        rn_buf_putc(&c->values, '\0');
    }
    for (unsigned k = 0; k < w->nkids; k++) {
        it.nodes = (uint16_t)(it.nodes + c->items[w->kid[k]].nodes);
        it.lits = (uint16_t)(it.lits + c->items[w->kid[k]].lits);
    }
    if (it.nodes > RN_DERIVATION_MAX) {
        reject(w, end, accept, "it holds more concepts than a mention may");
        return;
    }
    if (stands(w, end, head))
        it.flags |= RN_ITEM_STANDS;
    if (w->plural)
        it.flags |= RN_ITEM_PLURAL;
    if (weak(w, head))
        it.flags |= RN_ITEM_WEAK;
    if (w->nkids > c->kids_cap - c->nkids &&
        !rn_grow(&c->kids, &c->kids_cap, c->nkids + w->nkids,
                 sizeof *c->kids)) {
        c->failed = true;
        return;
    }
    for (unsigned k = 0; k < w->nkids; k++)
        c->kids[c->nkids++] = w->kid[k];
    offer(c, &it);
}

/* Behind an abbreviation in parentheses, "(UBKT)", that begins at `pos`; 0 where none does. */
static uint32_t behind_paren(const struct rn_chart *c, uint32_t pos)
{
    const struct rn_tokens *t = c->tok;
    bool word = false;

    if (!rn_is_mark(c, pos, '('))
        return 0;
    for (uint32_t i = pos; i < c->last && i - pos <= RN_PAREN_MAX + 1; i++) {
        if (t->flags[i] & (RN_TOK_HARD | RN_TOK_KEEP))
            return 0;
        if (rn_is_mark(c, i, ')'))
            return word ? i + 1 : 0;
        if (t->flags[i] & RN_TOK_WORD) {
            if (!(t->flags[i] & RN_TOK_ALLCAPS))
                return 0;
            word = word || t->end[i] - t->start[i] > 1;
        }
    }
    return 0;
}

static void walk(struct walk *w, uint32_t node, uint32_t pos);

/* Take the word at `pos` to node `next`, where a form may end there or go on with what stands
 * behind it. */
static void take_word(struct walk *w, uint32_t next, uint32_t sign,
                      uint32_t pos, bool plural)
{
    bool before = w->plural;

    if (!(sign & sign_at(w->c, pos + 1)))
        return;
    w->lit[w->nlits] = pos;
    w->lit_at[w->nlits++] = (uint8_t)w->depth++;
    w->plural = before || plural;
    walk(w, next, pos + 1);
    w->plural = before;
    w->nlits--;
    w->depth--;
}

static void walk_word(struct walk *w, const struct rn_inode *n, uint32_t pos,
                      uint32_t word, bool plural)
{
    uint32_t next;

    if (!(n->sign & rn_image_sign(word)))
        return;
    next = rn_image_step(w->c->im, n, word);
    if (next != RN_NONE)
        take_word(w, next, w->c->im->nodes[next].sign, pos, plural);
}

/* Take the items at `pos` that fill the slot before node `next`. */
static void walk_slot(struct walk *w, uint32_t next, uint32_t pos)
{
    struct rn_chart *c = w->c;
    uint32_t kind = rn_node_kind(&c->im->nodes[next]);
    uint32_t at = pos - c->first, first = c->cell[at];

    for (uint32_t k = first; k < first + c->cell_n[at]; k++) {
        if ((c->items[k].flags & RN_ITEM_DEAD) ||
            !rn_item_is(c, &c->items[k], kind))
            continue;
        w->kid[w->nkids++] = k;
        w->depth++;
        walk(w, next, c->items[k].end);
        w->depth--;
        w->nkids--;
    }
}

/* One step from a node over what stands at `pos`. */
static void walk_on(struct walk *w, const struct rn_inode *n, uint32_t pos)
{
    struct rn_chart *c = w->c;
    uint32_t word = rn_word_at(c, pos);

    if (c->tok->flags[pos] & (RN_TOK_KEEP | RN_TOK_HARD))
        return;
    if (word != RN_NONE && (n->sign & sign_at(c, pos) & ~RN_SIGN_ACCEPTS)) {
        walk_word(w, n, pos, word, false);
        if ((w->root == RN_ROOT_EN || w->root == RN_ROOT_CANON) &&
            c->im->words[word].singular != RN_NONE)
            walk_word(w, n, pos, c->im->words[word].singular, true);
    }
    if ((n->sign & RN_SIGN_SLOTS) && c->cell_n[pos - c->first]) {
        uint32_t end = rn_image_slots_end(c->im, n);
        for (uint32_t s = n->first; s < end; s++)
            walk_slot(w, s, pos);
    }
}

/* What goes on from `node` with what stands at `pos`. */
static void walk_behind(struct walk *w, uint32_t node, uint32_t pos)
{
    struct rn_chart *c = w->c;
    const struct rn_inode *n = &c->im->nodes[node];
    uint32_t behind;

    c->steps++;
    if (++w->steps > RN_STEPS_MAX || c->failed ||
        !(n->sign & sign_at(c, pos) & ~RN_SIGN_ACCEPTS) ||
        w->depth >= RN_FORM_TOKENS_MAX)
        return;
    walk_on(w, n, pos);
    if (sign_at(c, pos) != UINT32_MAX)
        return;
    behind = behind_paren(c, pos);
    if (behind && behind < c->last)
        walk_on(w, n, behind);
}

/* All forms that end at `node`, or go on from it with what stands at `pos`. */
static void walk(struct walk *w, uint32_t node, uint32_t pos)
{
    const struct rn_inode *n = &w->c->im->nodes[node];

    if (w->steps >= RN_STEPS_MAX || w->c->failed)
        return;
    if (n->sign & RN_SIGN_ACCEPTS)
        for (uint32_t a = n->accepts; a < n[1].accepts; a++)
            finish(w, pos, a);
    walk_behind(w, node, pos);
}

/* ---- cells -------------------------------------------------------------------------- */

/* The roots from which forms may begin at a token: those without marks only where the segment
 * is so, canonical names with a capital. */
static unsigned open_roots(const struct rn_chart *c, uint32_t i)
{
    unsigned roots = (1u << RN_ROOT_COUNT) - 1;

    if (!c->bare)
        roots &= ~(1u << RN_ROOT_VI_BARE);
    if (!(c->tok->flags[i] & (RN_TOK_UPPER | RN_TOK_NUMBER)))
        roots &= ~(1u << RN_ROOT_CANON);
    return roots;
}

/* Forms that begin with the item, in every language: those that are one slot `alone`, or the
 * others. */
static void close_item(struct rn_chart *c, struct walk *w, uint32_t item,
                       unsigned roots, bool alone)
{
    uint32_t kind = c->items[item].kind, concept = c->items[item].concept;
    uint32_t end = c->items[item].end, sign = sign_at(c, end);
    const struct rn_kind_forms *forms =
        alone ? &c->kind_alone[kind] : &c->kind_on[kind];

    if (!(forms->sign & sign))
        return;
    for (uint32_t k = forms->first; k < forms->last; k++) {
        const struct rn_kind_start *s = &c->kind_starts[k];
        const struct rn_inode *n = &c->im->nodes[s->next];
        if (!(s->sign & sign) || !(roots >> s->root & 1) ||
            (s->concept != RN_NONE && s->concept != concept))
            continue;
        w->root = s->root;
        w->depth = 1;
        w->nlits = 0;
        w->nkids = 1;
        w->kid[0] = item;
        w->plural = false;
        for (uint32_t a = n->accepts; alone && a < n[1].accepts; a++)
            finish(w, end, a);
        if (!alone)
            walk_behind(w, s->next, end);
    }
}

/* The least end of the cell's living items behind `end`, or RN_NONE. */
static uint32_t next_end(const struct rn_chart *c, uint32_t at, uint32_t end)
{
    uint32_t least = RN_NONE;

    for (uint32_t k = c->cell[at]; k < c->cell[at] + c->cell_n[at]; k++)
        if (!(c->items[k].flags & RN_ITEM_DEAD) && c->items[k].end > end &&
            c->items[k].end < least)
            least = c->items[k].end;
    return least;
}

/* Close the cell's items by increasing end until nothing new appears. Those of one end are
 * closed together, forms of one slot alone before the others: so it counts for nothing in which
 * order they were found, and none is lost to a longer one that another of them made. */
static void close_cell(struct rn_chart *c, struct walk *w, uint32_t at,
                       unsigned roots)
{
    uint32_t due[RN_CELL_MAX];

    for (uint32_t end = next_end(c, at, 0); end != RN_NONE && !c->failed;
         end = next_end(c, at, end)) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < c->cell_n[at]; k++) { /* it grows */
            const struct rn_item *it = &c->items[c->cell[at] + k];
            if (it->end == end && !(it->flags & RN_ITEM_DEAD))
                close_item(c, w, c->cell[at] + k, roots, true);
        }
        for (uint32_t k = c->cell[at]; k < c->cell[at] + c->cell_n[at]; k++)
            if (c->items[k].end == end && !(c->items[k].flags & RN_ITEM_DEAD))
                due[n++] = k;
        for (uint32_t k = 0; k < n; k++)
            close_item(c, w, due[k], roots, false);
    }
}

/* Forms whose first word, or its singular in English, stands at token `i`. */
static void start_words(struct rn_chart *c, struct walk *w, uint32_t i,
                        unsigned roots)
{
    const struct rn_iword *word = &c->im->words[rn_word_at(c, i)];
    const struct rn_iword *one =
        word->singular == RN_NONE ? NULL : &c->im->words[word->singular];

    for (uint8_t r = 0; roots; r++, roots >>= 1) {
        if (!(roots & 1))
            continue;
        w->root = r;
        if (word->first[r].node != RN_NONE)
            take_word(w, word->first[r].node, word->first[r].sign, i, false);
        if (one && one->first[r].node != RN_NONE &&
            (r == RN_ROOT_EN || r == RN_ROOT_CANON))
            take_word(w, one->first[r].node, one->first[r].sign, i, true);
    }
}

static void fill_cell(struct rn_chart *c, uint32_t i)
{
    uint32_t at = i - c->first;
    uint16_t flags = c->tok->flags[i];
    unsigned roots, starts = c->seen[at].info >> RN_SEEN_STARTS & 0xff;

    c->cell[at] = (uint32_t)c->nitems;
    c->cell_n[at] = 0;
    if ((flags & RN_TOK_KEEP) ||
        !(starts | (flags & (RN_TOK_UPPER | RN_TOK_NUMBER)) |
          (c->seen[at].info & RN_WORD_BUILTIN)))
        return;
    roots = open_roots(c, i);
    if ((flags & (RN_TOK_UPPER | RN_TOK_NUMBER)) |
        (c->seen[at].info & RN_WORD_BUILTIN))
        rn_builtin_items(c, i);
    if ((starts & roots) || c->cell_n[at]) {
        struct walk w;
        w.c = c;
        w.start = i;
        w.depth = w.nlits = w.nkids = w.steps = 0;
        w.plural = false;
        if (starts & roots)
            start_words(c, &w, i, roots);
        if (c->cell_n[at])
            close_cell(c, &w, at, roots);
        if (c->cell_n[at])
            c->seen[at].sign |= RN_SIGN_SLOTS;
    }
}

renorm_status rn_chart_segment(struct rn_chart *c, uint32_t s)
{
    const struct rn_segment *seg = &c->tok->segments[s];
    size_t n = seg->last - seg->first;

    c->segment = s;
    c->first = seg->first;
    c->last = seg->last;
    c->nitems = c->nkids = c->nrejects = 0;
    c->bare = c->route.unmarked && c->route.unmarked[s];
    rn_buf_clear(&c->values);
    if (!rn_grow(&c->seen, &c->seen_cap, n + 1, sizeof *c->seen) ||
        !rn_grow(&c->cell, &c->cell_cap, n + 1, sizeof *c->cell) ||
        !rn_grow(&c->cell_n, &c->cell_n_cap, n + 1, sizeof *c->cell_n))
        return RENORM_E_NOMEM;
    look_up(c);
    for (uint32_t i = c->last; i > c->first; i--)
        fill_cell(c, i - 1);
    return c->failed || c->values.failed ? RENORM_E_NOMEM : RENORM_OK;
}
