#include "match/numbers.h"

#include "lexicon/model.h"
#include "match/value.h"

/* Behind a plain number of a list nothing may follow that makes it a count: "66
 * and 68 people", "66 dan 12 Mei". Words that go on with a sentence are in the
 * list "follows"; an English noun may have a capital. */
static bool ends_number(const struct rn_chart *c, uint32_t token,
                        enum rn_root root)
{
    unsigned bits = rn_word_bits_at(c, token);
    uint16_t flags;

    if (token >= c->last)
        return true;
    flags = c->tok->flags[token];
    if (flags & RN_TOK_MARK)
        return !rn_is_mark(c, token, '%');
    if (bits & (RN_WORD_FOLLOWS | RN_WORD_JOINS))
        return true;
    return (flags & RN_TOK_UPPER) && !rn_root_english(root) &&
           !rn_month_at(c, token);
}

/* Append what stands behind the figures that begin a number and its year,
 * "-NQ/TW", "/NĐ-CP" of 178/2024/NĐ-CP; where it begins. */
static size_t put_code(struct rn_chart *c, const struct rn_item *number)
{
    static const char figures[] = "0123456789";
    size_t from = c->scratch.len, year;

    rn_value_text(c, number, &c->scratch);
    c->failed = c->failed || c->scratch.failed;
    rn_buf_putc(&c->scratch, '\0');
    from += strspn(c->scratch.ptr + from, figures);
    if (c->scratch.ptr[from] != '/' && c->scratch.ptr[from] != '-')
        return from;
    year = strspn(c->scratch.ptr + from + 1, figures);
    return year == 4 ? from + 1 + year : from;
}

static bool same_code(struct rn_chart *c, const struct rn_item *a,
                      const struct rn_item *b)
{
    size_t x, y;

    rn_buf_clear(&c->scratch);
    x = put_code(c, a);
    y = put_code(c, b);
    return !c->failed && !strcmp(c->scratch.ptr + x, c->scratch.ptr + y);
}

/* Whether `next` is a third number, or a further one, that a comma parts from
 * one of as many figures: "57, 59, | 66 sáng nay". */
static bool third(const struct rn_chart *c, const struct rn_found *f,
                  const struct rn_item *tail, const struct rn_item *next)
{
    return next->start - 2 >= f->end && rn_is_mark(c, next->start - 1, ',') &&
           rn_token_keylen(c->tok, next->start) ==
               rn_token_keylen(c->tok, tail->start);
}

/* "Resolutions 66 and 68", "57-NQ/TW, 59-NQ/TW": whether `next` goes on with
 * the list that `tail` is of. A code goes on with its like, and ends a list of
 * plain numbers ("57, 59 and 68-NQ/TW"); a plain number goes on behind a
 * plural, a sign of its own ("No. 68"), as a third one, or where nothing makes
 * it a count. */
static bool plain_or_code_goes_on(struct rn_chart *c, const struct rn_found *f,
                                  const struct rn_item *tail,
                                  const struct rn_item *next, bool sign)
{
    uint32_t type =
        rn_item_slot(c, &c->items[f->item], c->im->head->label_type);
    bool plural = type != RN_NONE && rn_item_plural(c, &c->items[type]);

    if (!((tail->flags | next->flags) & RN_ITEM_PLAIN))
        return same_code(c, tail, next);
    if (!(tail->flags & RN_ITEM_PLAIN))
        return false;
    if (!(next->flags & RN_ITEM_PLAIN))
        return tail->end - tail->start == 1;
    /* 178/2024 and 67/2025 */
    if (next->end - next->start > 1)
        return tail->end - tail->start == next->end - next->start;
    if ((next->flags & RN_ITEM_BARE_YEAR) ||
        rn_token_keylen(c->tok, next->start) > 3)
        return false;
    if (plural || sign || third(c, f, tail, next))
        return true;
    /* "Resolution 66 and 3 of the goals", but "các Nghị định số 178, 67 của" */
    return (rn_token_keylen(c->tok, next->start) >=
                rn_token_keylen(c->tok, tail->start) ||
            (f->start > c->first &&
             rn_word_bits_at(c, f->start - 1) & RN_WORD_PLURAL)) &&
           ends_number(c, next->end, c->items[f->item].root);
}

/* "khóa XI, XII": a term goes on with one that is written like it. */
static bool ordinal_goes_on(const struct rn_chart *c,
                            const struct rn_item *tail,
                            const struct rn_item *next)
{
    uint16_t like = c->tok->flags[tail->start] ^ c->tok->flags[next->start];

    return !(like & (RN_TOK_WORD | RN_TOK_NUMBER | RN_TOK_ALLCAPS)) &&
           tail->accept == RN_NONE && next->accept == RN_NONE &&
           ((c->tok->flags[next->start] & RN_TOK_WORD) ||
            ends_number(c, next->end, RN_ROOT_VI));
}

bool rn_number_goes_on(struct rn_chart *c, const struct rn_found *f,
                       const struct rn_item *tail, const struct rn_item *next,
                       bool sign)
{
    return tail->kind == RN_B_ORDINAL
               ? ordinal_goes_on(c, tail, next)
               : plain_or_code_goes_on(c, f, tail, next, sign);
}
