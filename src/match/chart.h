/* match/chart.h - read one segment: every reading of every stretch, bounded.
 *
 * The chart is filled from right to left. For each token where some form may
 * begin, its cell holds the items that start there; slots are filled from the
 * cells to the right, and forms that begin with a slot are closed in the same
 * cell, by increasing end, until nothing new appears. Items of all languages
 * share the chart: a slot takes items of any language, the words of one form
 * are of one language.
 *
 * Of each kind and start a cell keeps the item with the furthest end (with the
 * same end, the better one by rn_item_better) and, where that one may not stand
 * alone, the furthest that may. What code recognises (numbers, names) keeps all
 * its ends.
 *
 * A chart belongs to one context and is reused; its arrays only grow. */
#ifndef RN_MATCH_CHART_H
#define RN_MATCH_CHART_H

#include "base/buf.h"
#include "lexicon/model.h"
#include "match/defined.h"
#include "match/image.h"
#include "text/text.h"

/* Language classes of the evidence, in the order of the arrays. */
enum {
    RN_ROUTE_VI,
    RN_ROUTE_MS,
    RN_ROUTE_EN,
    RN_ROUTE_ID,
    RN_ROUTE_OTHER,
    RN_ROUTE_COUNT,
    RN_ROUTE_LANES = 8
};

/* What the listening room says of the page's tokens, as plain arrays. */
struct rn_route {
    const int16_t (*votes)[RN_ROUTE_LANES]; /* 1/100 nat, 0 at the best class */
    const uint32_t *vote;                   /* a token: its row in votes */
    const uint8_t *label;                   /* class of the token's span */
    const uint8_t *unmarked; /* a segment: Vietnamese written without marks */
};

enum rn_item_flags {
    RN_ITEM_STANDS = 1,    /* may be a mention where it stands */
    RN_ITEM_DEAD = 2,      /* a better item of its kind took its place */
    RN_ITEM_PLURAL = 4,    /* its head stands in the plural */
    RN_ITEM_BARE_YEAR = 8, /* a number that reads as a year */
    RN_ITEM_PLAIN = 16,    /* a number without a code */
    RN_ITEM_WEAK =
        32, /* no words but abbreviations of three letters or fewer */
    RN_ITEM_DEFINED = 64, /* an abbreviation that the page defines */
    RN_ITEM_WHOLES = 128 /* what its last word "of" leads to is in the plural */
};

struct rn_item {
    uint32_t start, end; /* tokens of the page */
    uint32_t accept;     /* of the image; RN_NONE for what code recognised */
    uint32_t concept;    /* or RN_NONE */
    uint32_t kids; /* first of nkids in the chart's kids, in the slots' order */
    uint32_t defined; /* RN_ITEM_DEFINED: which of the page's definitions */
    uint32_t extra_label,
        extra; /* a slot that a list gave: label and item, or RN_NONE */
    uint16_t kind, nodes, lits;
    uint16_t guesses; /* words of places that nobody listed, but the first of
                         each */
    uint8_t nkids, flags, root, exact;
};

/* A concept and the sign before which some of its forms give way: whether they
 * do so on this page. */
struct rn_yield {
    uint32_t concept, sign;
    bool yields;
};

/* The last name of who bears a title, by its spelling: of a concept that may
 * give way, or of a sign before which others do. */
struct rn_bearer {
    uint32_t concept, name;
};

/* Why a reading that the words allow was not taken; kept for explain. */
struct rn_reject {
    uint32_t start, end, accept;
    const char *reason;
};

/* The items that begin at a token: n from `first` on. */
struct rn_cell {
    uint64_t
        kinds; /* of all of them and what those are, a bit each modulo 64 */
    uint32_t first, n;
};

/* What is known of a token before it is read. */
struct rn_seen {
    uint32_t word; /* or RN_NONE */
    uint32_t info; /* the word's bits; above them, a bit a root, those in which
                      a form begins with it (RN_SEEN_STARTS) and those in which
                      one has it, or its singular (RN_SEEN_ROOTS); flags */
    uint32_t sign; /* RN_SIGN_ACCEPTS, rn_image_sign of its word and of its
                      singular, RN_SIGN_SLOTS where an item begins; all bits at
                      a parenthesis, which a form may step over */
    uint32_t next; /* the same of what forms that begin with it go on with */
};

enum {
    RN_SEEN_STARTS = 16, /* bits below them */
    RN_SEEN_ROOTS = 21,
    RN_SEEN_SYLLABLE = 1 << 26,
    RN_SEEN_CLITIC = 1 << 27,   /* the word is what stands before Malay -nya */
    RN_SEEN_ASKED = 1 << 28,    /* of a word that is not the lexicon's: whether
                                   it has a syllable's shape was asked */
    RN_SEEN_PLURAL = 1 << 29,   /* it is the English plural of another word */
    RN_SEEN_NAMESAKE = 1 << 30, /* a namesake may stand beside the word */
    RN_SEEN_ROOT_BITS = (1 << RN_ROOT_COUNT) - 1,
    RN_SEEN_BEGINS = RN_SEEN_ROOT_BITS << RN_SEEN_STARTS | RN_WORD_BUILTIN
};
_Static_assert(RN_ROOT_COUNT <= RN_SEEN_ROOTS - RN_SEEN_STARTS,
               "the roots of a word are beside each other");

struct rn_chart {
    const struct rn_image *im;
    /* of the page */
    struct rn_span page;
    const struct rn_tokens *tok;
    struct rn_route route;
    struct rn_defined defined;
    struct rn_yield yields[RN_YIELDS_MAX];
    size_t nyields;
    struct rn_bearer bearers[RN_BEARERS_MAX];
    size_t nbearers;
    /* of the segment */
    struct rn_seen *seen;          /* a token of the segment, plus one */
    uint32_t segment, first, last; /* tokens */
    struct rn_item *items;
    size_t nitems;
    uint32_t *kids;
    size_t nkids;
    struct rn_cell *cell; /* a token of the segment, plus one */
    uint32_t *filled; /* the tokens whose cells hold something, last first */
    size_t nfilled;
    bool bare;    /* Vietnamese without marks */
    bool roomy;   /* it is longer than a mention may be */
    bool several; /* some word makes a plural of what stands behind it */
    bool trace;
    struct rn_reject *rejects;
    size_t nrejects;
    uint64_t steps; /* since the chart was made */
    bool failed;    /* out of memory */

    struct rn_seen *known; /* private: a spelling */
    size_t nknown, known_cap;
    const struct rn_vocab *vocab; /* that it is of, and its epoch */
    uint32_t epoch;
    uint64_t kinds; /* of the open cell's items, without what they are */
    uint32_t due[RN_CELL_MAX]; /* its items with which forms begin */
    uint32_t ndue;
    struct rn_buf scratch;
    size_t seen_cap, filled_cap, items_cap, kids_cap, cell_cap, rejects_cap;
};

void rn_chart_init(struct rn_chart *c, const struct rn_image *im);
void rn_chart_release(struct rn_chart *c);

/* Begin a page. Everything is borrowed until the next page. */
renorm_status rn_chart_page(struct rn_chart *c, struct rn_span page,
                            const struct rn_tokens *tok, struct rn_route route);

/* Fill the chart of segment `s` of the page. */
renorm_status rn_chart_segment(struct rn_chart *c, uint32_t s);

/* Put an item into the cell that is being filled (of token it->start), unless
 * one of its kind is better. */
void rn_chart_offer(struct rn_chart *c, const struct rn_item *it);

/* The total order of readings that start together: whether `a` goes before `b`.
 */
bool rn_item_better(const struct rn_chart *c, const struct rn_item *a,
                    const struct rn_item *b);

/* The order in a cell: the furthest end goes first, whether it may stand or
 * not. */
bool rn_item_further(const struct rn_chart *c, const struct rn_item *a,
                     const struct rn_item *b);

/* Whether token `i` has one of the flags. */
static inline bool rn_has(const struct rn_chart *c, uint32_t i, unsigned flags)
{
    return i < c->last && (c->tok->flags[i] & flags);
}

/* Whether token `i` is the ASCII mark `mark`. */
static inline bool rn_is_mark(const struct rn_chart *c, uint32_t i, char mark)
{
    return i < c->last && rn_token_is_mark(c->tok, i, mark);
}

/* Whether token `i` is one of the ASCII marks. */
static inline bool rn_is_mark_of(const struct rn_chart *c, uint32_t i,
                                 const char *marks)
{
    while (*marks && !rn_is_mark(c, i, *marks))
        marks++;
    return *marks != '\0';
}

/* Whether token `i` has the key. */
static inline bool rn_key_at(const struct rn_chart *c, uint32_t i,
                             const char *key)
{
    return i < c->last && rn_span_is(rn_token_key(c->tok, i), key);
}

/* The word at token `i` of the segment, or RN_NONE. */
static inline uint32_t rn_word_at(const struct rn_chart *c, uint32_t i)
{
    return c->seen[i - c->first].word;
}

/* Whether the word at token `i` of the segment is in the list. */
static inline bool rn_word_listed(const struct rn_chart *c, uint32_t i,
                                  enum rn_list list)
{
    return rn_image_lists(c->im, rn_word_at(c, i)) >> list & 1;
}

/* What token `i` of the page says of the classes. */
static inline const int16_t *rn_vote_at(const struct rn_chart *c, uint32_t i)
{
    return c->route.votes[c->route.vote[i]];
}

/* Bits (enum rn_word_bits) of the word at token `i`. */
static inline unsigned rn_word_bits_at(const struct rn_chart *c, uint32_t i)
{
    return i < c->last ? c->seen[i - c->first].info & 0xffff : 0;
}

/* Whether a Vietnamese family name stands at token `i`, with its capital. */
static inline bool rn_surname_at(const struct rn_chart *c, uint32_t i)
{
    return (rn_word_bits_at(c, i) & RN_WORD_SURNAME) &&
           (c->tok->flags[i] & RN_TOK_UPPER);
}

/* Whether token `i` of the segment is a word of Malay forms with -nya. */
static inline bool rn_clitic_at(const struct rn_chart *c, uint32_t i)
{
    return c->seen[i - c->first].info & RN_SEEN_CLITIC;
}

/* Whether a form of the root begins with the word at token `i` of the segment.
 */
static inline bool rn_starts_form(const struct rn_chart *c, uint32_t i,
                                  unsigned root)
{
    return c->seen[i - c->first].info >> RN_SEEN_STARTS >> root & 1;
}

/* The items of a token's cell, `n` of them; NULL where there are none, as
 * behind the last token of the segment. */
static inline const struct rn_item *rn_cell(const struct rn_chart *c,
                                            uint32_t token, uint32_t *n)
{
    const struct rn_cell *cell = &c->cell[token - c->first];

    *n = cell->n;
    return cell->n ? &c->items[cell->first] : NULL;
}

static inline bool rn_item_is(const struct rn_chart *c,
                              const struct rn_item *it, uint32_t kind)
{
    if (kind & RN_SLOT_CONCEPT)
        return it->concept == (kind & ~RN_SLOT_CONCEPT);
    return rn_image_kind_is(c->im, it->kind, kind);
}

/* Whether the item is put out as a title, or as a body. */
static inline bool rn_is_title(const struct rn_chart *c,
                               const struct rn_item *it)
{
    return c->im->kinds[it->kind].emit == c->im->head->kind_title;
}

static inline bool rn_is_body(const struct rn_chart *c,
                              const struct rn_item *it)
{
    return c->im->kinds[it->kind].emit == c->im->head->kind_body;
}

/* Whether some of the slots of the item's form are earlier members of a list.
 */
static inline bool rn_item_lists(const struct rn_chart *c,
                                 const struct rn_item *it)
{
    return it->accept != RN_NONE &&
           (c->im->heads[it->accept].flags & RN_HEAD_ALSO);
}

/* Whether an item of the kind, or of the concept as a slot has it, begins at
 * token `i` by a form of one of the roots (a bit each) and lives. */
static inline bool rn_begins_in(const struct rn_chart *c, uint32_t i,
                                uint32_t kind, unsigned roots)
{
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);

    for (; n; n--, it++)
        if (!(it->flags & RN_ITEM_DEAD) && (roots >> it->root & 1) &&
            rn_item_is(c, it, kind))
            return true;
    return false;
}

/* The same by a form of any root. */
static inline bool rn_begins_kind(const struct rn_chart *c, uint32_t i,
                                  uint32_t kind)
{
    return rn_begins_in(c, i, kind, ~0u);
}

/* Whether an item of the kind, of `most` tokens at the most, ends before token
 * `end` and lives. */
static inline bool rn_ends_kind(const struct rn_chart *c, uint32_t end,
                                uint32_t kind, uint32_t most)
{
    for (uint32_t i = end; i-- > c->first && end - i <= most;) {
        uint32_t n;
        const struct rn_item *it = rn_cell(c, i, &n);
        for (; n; n--, it++)
            if (!(it->flags & RN_ITEM_DEAD) && it->end == end &&
                rn_item_is(c, it, kind))
                return true;
    }
    return false;
}

/* Behind the longest form of the kind, or of the concept as a slot has it, that
 * is only asked for (RN_HEAD_ASKED) and begins at token `i` of the segment,
 * with a capital there only where it asks for that; 0 where none does.
 * RN_ASKED_ANY takes all forms that are only asked for, capital or not, but
 * those of small Vietnamese words. */
#define RN_ASKED_ANY (RN_NONE - 1)
uint32_t rn_asked_end(struct rn_chart *c, uint32_t i, uint32_t kind);

/* A new item at the end of the array (a copy of `it`), its index; RN_NONE when
 * memory runs out. Pointers to items become stale. */
uint32_t rn_chart_add(struct rn_chart *c, const struct rn_item *it);

#endif
