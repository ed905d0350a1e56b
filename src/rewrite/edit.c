#include "rewrite/edit.h"

#include "base/ascii.h"
#include "lexicon/model.h"
#include "match/select.h"
#include "rewrite/name.h"

static struct rn_span old_text(const struct rn_edit *e)
{
    return rn_span_of(e->page.ptr + e->start, e->end - e->start);
}

/* The token before `start` that only blanks part from it and no mention holds,
 * or RN_NONE. */
static uint32_t before(const struct rn_edit *e, const struct rn_chart *c,
                       uint32_t start)
{
    return start > c->first && start > e->floor &&
                   !(c->tok->flags[start] &
                     (RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_LINE))
               ? start - 1
               : RN_NONE;
}

/* Whether `start` is the second half of "ahli-ahli". */
static bool doubled(const struct rn_edit *e, const struct rn_chart *c,
                    uint32_t start)
{
    return start >= c->first + 2 && start >= e->floor + 2 &&
           (c->tok->flags[start] & c->tok->flags[start - 1] & RN_TOK_GLUED) &&
           rn_is_mark(c, start - 1, '-') &&
           rn_token_keylen(c->tok, start) > 1 &&
           rn_span_eq(rn_token_key(c->tok, start),
                      rn_token_key(c->tok, start - 2));
}

/* Whether the token at `i` is a number of two and more, in figures or, in text
 * with its marks, in letters. */
static bool counts(const struct rn_chart *c, uint32_t i, unsigned root)
{
    struct rn_span key = rn_token_key(c->tok, i);

    if (!(c->tok->flags[i] & RN_TOK_NUMBER))
        return root != RN_ROOT_VI_BARE && rn_word_listed(c, i, RN_LIST_COUNTS);
    while (key.len > 1 && key.ptr[0] == '0')
        key = rn_span_of(key.ptr + 1, key.len - 1);
    for (size_t k = 0; k < key.len; k++)
        if (!rn_ascii_digit((unsigned char)key.ptr[k]))
            return false;
    return key.len <= 3 && key.ptr[0] != '0' && !rn_span_is(key, "1");
}

/* Whether the title at `start` is counted: "gồm 27 | đồng chí", but not "tháng
 * 8 | Chủ tịch …", nor with its bearer's name behind it. */
static bool counted(const struct rn_edit *e, const struct rn_chart *c,
                    uint32_t start, const struct rn_item *it)
{
    uint32_t number = before(e, c, start), noun;

    if (number == RN_NONE || e->borne ||
        !rn_item_is(c, it, c->im->head->kind_title))
        return false;
    if (rn_word_listed(c, number,
                       RN_LIST_COUNTERS)) /* "tiga | orang | ketua" */
        number = before(e, c, number);
    if (number == RN_NONE || !counts(c, number, it->root))
        return false;
    if (number == e->floor && number > c->first)
        return !(c->tok->flags[number] &
                 (RN_TOK_HARD | RN_TOK_GLUED | RN_TOK_LINE));
    noun = before(e, c, number);
    return noun != RN_NONE && !rn_word_listed(c, noun, RN_LIST_NUMBERED) &&
           !(c->tok->flags[noun] & RN_TOK_UPPER);
}

bool rn_edit_take_plural(struct rn_edit *e, const struct rn_chart *c,
                         uint32_t start, uint32_t item, uint32_t *mention)
{
    const struct rn_item *it = &c->items[item];
    uint32_t word;

    if (rn_root_english(it->root) ||
        rn_item_slot(c, it, c->im->head->label_number) != RN_NONE)
        return false;
    if (doubled(e, c, start)) {
        e->start = *mention = c->tok->start[start - 2];
        return true;
    }
    word = before(e, c, start);
    if (word == RN_NONE || !(rn_word_bits_at(c, word) & RN_WORD_PLURAL))
        return counted(e, c, start, it);
    e->start = c->tok->start[word];
    return true;
}

/* ---- capitals ----------------------------------------------------------- */

static bool holds(const char *text, struct rn_span word)
{
    size_t n = strlen(text);

    for (size_t i = 0; i + word.len <= n; i++)
        if (!memcmp(text + i, word.ptr, word.len))
            return true;
    return false;
}

/* Whether token `i`, a word of the reading's own form, is written in capitals
 * where its form writes it otherwise. */
static bool raised(const struct rn_chart *c, const struct rn_item *it,
                   uint32_t i)
{
    const struct rn_iaccept *a = &c->im->accepts[it->accept];
    struct rn_span raw = rn_span_of(c->page.ptr + c->tok->start[i],
                                    c->tok->end[i] - c->tok->start[i]);
    uint32_t text = a->form == RN_NONE ? c->im->concepts[it->concept].name
                                       : c->im->forms[a->form].text;

    return (c->tok->flags[i] & RN_TOK_ALLCAPS) && raw.len > 1 &&
           !holds(rn_image_str(c->im, text), raw);
}

/* Whether some word of the reading, or of what fills its slots, is raised. A
 * derivation is as deep as RN_DERIVATION_MAX at most. */
static bool any_raised(const struct rn_chart *c, uint32_t item)
{
    const struct rn_item *it = &c->items[item];
    uint32_t at = it->start;

    if (it->concept == RN_NONE)
        return it->kind == RN_B_NAME || it->kind == RN_B_NAMESAKE;
    for (uint32_t k = 0; k <= it->nkids; k++) {
        uint32_t kid = k < it->nkids ? c->kids[it->kids + k] : RN_NONE;
        uint32_t end = kid == RN_NONE ? it->end : c->items[kid].start;
        for (; at < end; at++)
            if (raised(c, it, at))
                return true;
        if (kid == RN_NONE)
            return false;
        if (any_raised(c, kid))
            return true;
        at = c->items[kid].end;
    }
    return false;
}

bool rn_edit_in_capitals(const struct rn_chart *c, uint32_t item,
                         uint32_t start, uint32_t end)
{
    const uint16_t *flags = c->tok->flags;
    uint32_t number =
        rn_item_slot(c, &c->items[item], c->im->head->label_number);
    bool word = false;

    for (uint32_t i = start; i < end; i++) {
        /* what touches the word before it is 's or the tail of an ordinal */
        if (!(flags[i] & RN_TOK_WORD) ||
            ((flags[i] & RN_TOK_GLUED) && i > start &&
             !(flags[i - 1] & RN_TOK_MARK)))
            continue;
        if (number != RN_NONE && i >= c->items[number].start &&
            i < c->items[number].end)
            continue;
        if (!(flags[i] & RN_TOK_ALLCAPS))
            return false;
        word = true;
    }
    return word && ((c->tok->segments[c->segment].flags & RN_SEG_CAPS) ||
                    any_raised(c, item));
}

/* Raise what stands from `from` on, but for the reading's number, where its
 * name ends with it. */
static void raise_name(const struct rn_chart *c, uint32_t item, size_t from,
                       struct rn_buf *out)
{
    struct rn_buf number;
    size_t end = out->len;

    rn_buf_init(&number);
    if (rn_name_slot(c, item, c->im->head->label_number, &number) &&
        number.len < end - from &&
        !memcmp(out->ptr + end - number.len, number.ptr, number.len))
        end -= number.len;
    for (size_t i = from; i < end; i++)
        out->ptr[i] = (char)rn_ascii_toupper((unsigned char)out->ptr[i]);
    out->failed = out->failed || number.failed;
    rn_buf_release(&number);
}

/* ---- the article -------------------------------------------------------- */

/* Whether a name begins with a vowel's sound: "8th", "11th" and "18th" do,
 * "Union" and "University" do not. */
static bool vowel_sound(const char *name)
{
    if (name[0] == '8' ||
        ((!strncmp(name, "11", 2) || !strncmp(name, "18", 2)) &&
         !rn_ascii_digit((unsigned char)name[2])))
        return true;
    return strchr("AEIOaeio", name[0]) ? name[0] != '\0'
           : strchr("Uu", name[0])     ? strncmp(name + 1, "ni", 2) != 0
                                       : false;
}

/* Whether the article at token `i` is a letter that names something: a capital
 * "A" within a sentence ("Option A"). */
static bool names_something(const struct rn_edit *e, const struct rn_chart *c,
                            uint32_t i)
{
    return e->page.ptr[c->tok->start[i]] == 'A' && i > c->first &&
           !(c->tok->flags[i - 1] & RN_TOK_MARK) &&
           !(c->tok->segments[c->segment].flags & RN_SEG_CAPS);
}

void rn_edit_take_article(struct rn_edit *e, const struct rn_chart *c,
                          uint32_t start, struct rn_buf *replacement)
{
    uint32_t word = before(e, c, start);
    struct rn_span key;
    struct rn_buf whole;
    bool an;

    if (word == RN_NONE || !replacement->len)
        return;
    key = rn_token_key(c->tok, word);
    an = rn_span_is(key, "an");
    if ((!an && !rn_span_is(key, "a")) || names_something(e, c, word) ||
        c->route.label[word] != RN_ROUTE_EN ||
        an == vowel_sound(replacement->ptr))
        return;
    rn_buf_init(&whole);
    rn_buf_putc(&whole, e->page.ptr[c->tok->start[word]]);
    rn_buf_puts(&whole, an ? " " : e->caps ? "N " : "n ");
    rn_buf_put_span(&whole, rn_buf_span(replacement));
    rn_buf_clear(replacement);
    rn_buf_put_span(replacement, rn_buf_span(&whole));
    replacement->failed = replacement->failed || whole.failed;
    rn_buf_release(&whole);
    e->start = c->tok->start[word];
}

/* ---- what is written ---------------------------------------------------- */

static void put_line_ends(struct rn_span s, struct rn_buf *out)
{
    if (!memchr(s.ptr, '\n', s.len) && !memchr(s.ptr, '\r', s.len))
        return; /* nearly all mentions stand on one line */
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '\n' || s.ptr[i] == '\r')
            rn_buf_putc(out, s.ptr[i]);
}

/* Whether a stop that belongs to the mention is all that parts it from a word
 * or a figure behind it. */
static bool loses_stop(const struct rn_edit *e)
{
    unsigned char next;

    if (e->end >= e->page.len || e->page.ptr[e->end - 1] != '.')
        return false;
    next = (unsigned char)e->page.ptr[e->end];
    return rn_ascii_alnum(next) || (next >= 0xc3 && next < 0xe2); /* no dash */
}

void rn_edit_replacement(const struct rn_edit *e, const struct rn_chart *c,
                         uint32_t item, bool plural, struct rn_span canonical,
                         struct rn_buf *out)
{
    size_t from = out->len;

    if (plural)
        rn_name_plural(c->im, rn_name_head(c, item), canonical, out);
    else
        rn_buf_put_span(out, canonical);
    if (!e->listed)
        rn_name_plural_wholes(c, item, from, out);
    if (e->clitic)
        rn_buf_puts(out, "-nya"); /* "Setiausahanya": it stays */
    if (loses_stop(e))
        rn_buf_putc(out, ' '); /* "PGS.TS.Nguyễn" */
    if (e->caps && !out->failed)
        raise_name(c, item, from, out);
    put_line_ends(old_text(e), out);
}

static void put_escaped(struct rn_span s, struct rn_buf *out)
{
    for (size_t i = 0; i < s.len; i++) {
        switch (s.ptr[i]) {
        case '&':
            rn_buf_puts(out, "&amp;");
            break;
        case '<':
            rn_buf_puts(out, "&lt;");
            break;
        case '>':
            rn_buf_puts(out, "&gt;");
            break;
        case '"':
            rn_buf_puts(out, "&quot;");
            break;
        default:
            rn_buf_putc(out, s.ptr[i]);
        }
    }
}

/* Whether the mention has its own canonical name in brackets behind it. */
static bool followed(const struct rn_edit *e, struct rn_span canonical)
{
    struct rn_span rest =
        rn_span_of(e->page.ptr + e->end, e->page.len - e->end);

    return rest.len >= canonical.len + 3 && !memcmp(rest.ptr, " [", 2) &&
           !memcmp(rest.ptr + 2, canonical.ptr, canonical.len) &&
           rest.ptr[2 + canonical.len] == ']';
}

bool rn_edit_write(const struct rn_edit *e, const char *kind,
                   const char *concept, struct rn_span canonical,
                   struct rn_span replacement, struct rn_buf *out)
{
    struct rn_span old = old_text(e);

    switch (e->style) {
    case RENORM_REPLACE:
        rn_buf_put_span(out, replacement);
        return !rn_span_eq(replacement, old);
    case RENORM_GLOSS:
        rn_buf_put_span(out, old);
        if (rn_span_eq(replacement, old) || rn_span_eq(canonical, old) ||
            e->glossed || followed(e, canonical))
            return false;
        rn_buf_puts(out, " [");
        rn_buf_put_span(out, canonical);
        rn_buf_putc(out, ']');
        return true;
    case RENORM_MARKUP:
        rn_buf_puts(out, "<term kind=\"");
        put_escaped(rn_span_str(kind), out);
        rn_buf_puts(out, "\" concept=\"");
        put_escaped(rn_span_str(concept), out);
        rn_buf_puts(out, "\" canonical=\"");
        put_escaped(canonical, out);
        rn_buf_puts(out, "\">");
        rn_buf_put_span(out, old);
        rn_buf_puts(out, "</term>");
        return true;
    }
    return false;
}
