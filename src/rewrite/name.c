#include "rewrite/name.h"

#include "base/ascii.h"
#include "lexicon/model.h"
#include "match/plural.h"
#include "match/select.h"
#include "match/value.h"

/* Deeper than this no reading goes (RN_DERIVATION_MAX concepts). */
enum { DEPTH_MAX = 40 };

/* Bytes by which a plural may be longer than its singular. */
enum { PLURAL_MORE = 16 };

struct writer {
    const struct rn_chart *c;
    struct rn_buf *out;
    unsigned depth;
    size_t floor; /* of out: where the name that is being written begins */
};

static bool write_item(struct writer *w, uint32_t item);
static bool write_ops(struct writer *w, uint32_t item, uint32_t concept);

/* ---- document types ----------------------------------------------------- */

/* The first part of letters of a number: "QD" of "244-QD/TW". Empty where there
 * is none. */
static struct rn_span code_of(const char *number)
{
    const char *p = number;
    size_t n = 0;

    while (*p) {
        const char *sep = p + strcspn(p, "-/");
        if (rn_ascii_alpha((unsigned char)*p) && p != number) {
            n = (size_t)(sep - p);
            return rn_span_of(p, n);
        }
        p = *sep ? sep + 1 : sep;
    }
    return rn_span_of(number, 0);
}

static bool same_letters(struct rn_span a, const char *capitals)
{
    for (size_t i = 0; i < a.len; i++)
        if (rn_ascii_toupper((unsigned char)a.ptr[i]) != capitals[i])
            return false; /* where the capitals end, too */
    return !capitals[a.len];
}

/* Whether a part behind the code names an organ of the Party: "TU" of
 * "07-NQ/TU". */
static bool of_the_party(const struct rn_image *im, const char *number)
{
    for (const char *p = number; *p;) {
        const char *sep = p + strcspn(p, "-/");
        for (uint32_t k = 0; k < im->nissuers; k++)
            if (same_letters(rn_span_of(p, (size_t)(sep - p)),
                             rn_image_str(im, im->issuers[k])))
                return true;
        p = *sep ? sep + 1 : sep;
    }
    return false;
}

/* The type of a numbered document in a translation, where the code decides;
 * `word` is the type that the text names. */
static uint32_t type_by_code(const struct rn_image *im, const char *number,
                             uint32_t word)
{
    struct rn_span code = code_of(number);

    for (uint32_t k = 0; code.len && k < im->ncodes; k++) {
        const struct rn_icode *row = &im->codes[k];
        if (!same_letters(code, rn_image_str(im, row->code)) || !row->ntypes)
            continue;
        if (row->state != RN_NONE && !of_the_party(im, number))
            return row->state;
        for (uint32_t t = 0; t < row->ntypes; t++)
            if (row->types[t] == word)
                return word;
        return row->types[0];
    }
    return word;
}

/* Whether the item is a numbered document; *type and *number are its slots. */
static bool numbered(const struct rn_chart *c, const struct rn_item *it,
                     uint32_t *type, uint32_t *number)
{
    const struct rn_image_header *h = c->im->head;
    uint32_t slot = rn_item_slot(c, it, h->label_type);

    *number = rn_item_slot(c, it, h->label_number);
    *type = slot == RN_NONE ? rn_item_bind(c, it, h->label_type)
                            : c->items[slot].concept;
    return *type != RN_NONE && *number != RN_NONE;
}

/* In Vietnamese the word decides, for it is the original; an English name in
 * Vietnamese text was made from it. */
static bool translated(const struct rn_chart *c, const struct rn_item *it)
{
    switch (it->root) {
    case RN_ROOT_EN:
    case RN_ROOT_CANON:
        return c->route.label[it->start] != RN_ROUTE_VI;
    case RN_ROOT_MS:
        return true;
    default:
        return false;
    }
}

static bool write_type(struct writer *w, const struct rn_item *it)
{
    size_t from = w->out->len;
    uint32_t type, number;

    if (!numbered(w->c, it, &type, &number))
        return false;
    if (translated(w->c, it)) {
        rn_value_text(w->c, &w->c->items[number], w->out);
        type = type_by_code(w->c->im, w->out->ptr + from, type);
        rn_buf_cut(w->out, from);
    }
    rn_name_concept(w->c, type, w->out);
    return true;
}

/* ---- slots -------------------------------------------------------------- */

static bool write_path(struct writer *w, uint32_t item, const uint32_t *part,
                       uint32_t nparts);

/* The level that a concept has by itself, or RN_NONE. */
static uint32_t own_level(const struct rn_image *im, uint32_t concept)
{
    return concept == RN_NONE ? RN_NONE : im->concepts[concept].level;
}

/* {level} that no slot fills. */
static bool write_level(struct writer *w, const struct rn_item *it)
{
    const struct rn_image *im = w->c->im;
    uint32_t level = own_level(im, it->concept), place;

    if (level == RN_NONE) {
        place = rn_item_slot(w->c, it, im->head->label_place);
        if (place == RN_NONE) {
            uint32_t area = rn_item_slot(w->c, it, im->head->label_area);
            return area != RN_NONE &&
                   write_path(w, area, &im->head->label_level, 1);
        }
        level = own_level(im, w->c->items[place].concept);
    }
    if (level == RN_NONE)
        return false;
    rn_name_concept(w->c, level, w->out);
    return true;
}

/* {area} that no slot fills: from the level and the place of the item. */
static bool write_area(struct writer *w, uint32_t item, const uint32_t *part,
                       uint32_t nparts)
{
    const struct rn_image_header *h = w->c->im->head;
    const struct rn_item *it = &w->c->items[item];

    if (rn_item_slot(w->c, it, h->label_level) == RN_NONE &&
        rn_item_bind(w->c, it, h->label_level) == RN_NONE &&
        rn_item_slot(w->c, it, h->label_place) == RN_NONE)
        return false;
    if (nparts > 1)
        return write_path(w, item, part + 1, nparts - 1);
    return h->concept_area != RN_NONE && write_ops(w, item, h->concept_area);
}

/* A concept that stands in a slot without text of its own: only its level can
 * be asked for. */
static bool write_bound(struct writer *w, uint32_t concept,
                        const uint32_t *part, uint32_t nparts)
{
    if (nparts == 1) {
        rn_name_concept(w->c, concept, w->out);
        return true;
    }
    if (part[1] != w->c->im->head->label_level ||
        own_level(w->c->im, concept) == RN_NONE)
        return false;
    rn_name_concept(w->c, own_level(w->c->im, concept), w->out);
    return true;
}

static bool write_path(struct writer *w, uint32_t item, const uint32_t *part,
                       uint32_t nparts)
{
    const struct rn_image_header *h = w->c->im->head;
    const struct rn_item *it = &w->c->items[item];
    uint32_t slot = rn_item_slot(w->c, it, part[0]);
    uint32_t bound = rn_item_bind(w->c, it, part[0]);

    if (part[0] == h->label_type && nparts == 1 && write_type(w, it))
        return true;
    if (slot != RN_NONE)
        return nparts == 1 ? write_item(w, slot)
                           : write_path(w, slot, part + 1, nparts - 1);
    if (bound != RN_NONE)
        return write_bound(w, bound, part, nparts);
    if (part[0] == h->label_level && nparts == 1)
        return write_level(w, it);
    if (part[0] == h->label_area)
        return write_area(w, item, part, nparts);
    if (part[0] == h->label_place) {
        /* an area within an area: "of the province of Lai Chau" */
        slot = rn_item_slot(w->c, it, h->label_area);
        return slot != RN_NONE && write_path(w, slot, part, nparts);
    }
    return false;
}

/* ---- templates ---------------------------------------------------------- */

/* Where a place brings the word in its name, it is not written again: "… City"
 * + "City". */
static void drop_repeat(struct writer *w, size_t from)
{
    struct rn_buf *out = w->out;
    size_t len = out->len - from, before = from - w->floor;
    const char *at = out->ptr + from;

    if (!len || before < len + 1 || at[-1] != ' ' ||
        memcmp(at - 1 - len, at, len) ||
        (before > len + 1 && at[-2 - (ptrdiff_t)len] != ' '))
        return;
    rn_buf_cut(out, from - 1);
}

/* "of the " before what takes no article. */
static void drop_article(struct writer *w)
{
    struct rn_buf *out = w->out;

    if (out->len - w->floor >= 4 && !memcmp(out->ptr + out->len - 4, "the ", 4))
        rn_buf_cut(out, out->len - 4);
}

static bool no_article(const struct rn_chart *c, uint32_t item, uint32_t label)
{
    uint32_t slot = rn_item_slot(c, &c->items[item], label);
    uint32_t concept = slot == RN_NONE ? rn_item_bind(c, &c->items[item], label)
                                       : c->items[slot].concept;

    return concept != RN_NONE &&
           (c->im->concepts[concept].flags & RN_CONCEPT_NO_ARTICLE);
}

static bool write_slot(struct writer *w, uint32_t item, const struct rn_iop *op)
{
    size_t from;
    uint32_t whole = rn_item_slot(w->c, &w->c->items[item], op->whole);
    bool ok;

    if (no_article(w->c, item, op->part[0]))
        drop_article(w);
    from = w->out->len;
    ok = whole != RN_NONE && op->nparts > 1
             ? write_item(w, whole)
             : write_path(w, item, op->part, op->nparts);
    if (ok)
        drop_repeat(w, from);
    return ok;
}

/* Behind the bracket that closes the option opened at `o`. */
static uint32_t behind_option(const struct rn_image *im, uint32_t o)
{
    unsigned depth = 0;

    do {
        depth += im->ops[o].type == RN_OP_OPEN;
        depth -= im->ops[o].type == RN_OP_CLOSE;
        o++;
    } while (depth);
    return o;
}

static bool write_range(struct writer *w, uint32_t item, uint32_t from,
                        uint32_t to);

/* Write an option; where it is not shown the name is as it was before it, also
 * where an article or a blank was dropped. */
static void write_option(struct writer *w, uint32_t item, uint32_t from,
                         uint32_t to)
{
    char kept[16];
    size_t before = w->out->len;
    size_t n = before < sizeof kept ? before : sizeof kept;

    memcpy(kept, w->out->ptr + before - n, n);
    if (write_range(w, item, from, to))
        return;
    memcpy(w->out->ptr + before - n, kept, n);
    w->out->len = before; /* which may be more than is left */
    w->out->ptr[before] = '\0';
}

/* Write ops from..to; false when a slot outside every option is not filled. */
static bool write_range(struct writer *w, uint32_t item, uint32_t from,
                        uint32_t to)
{
    const struct rn_image *im = w->c->im;
    bool whole = true;

    for (uint32_t o = from; o < to;) {
        const struct rn_iop *op = &im->ops[o];
        uint32_t next = o + 1;
        if (op->type == RN_OP_TEXT) {
            rn_buf_puts(w->out, rn_image_str(im, op->text));
        } else if (op->type == RN_OP_SLOT) {
            whole = write_slot(w, item, op) && whole;
        } else if (op->type == RN_OP_OPEN) {
            next = behind_option(im, o);
            write_option(w, item, o + 1, next - 1);
        }
        o = next;
    }
    return whole;
}

static bool write_ops(struct writer *w, uint32_t item, uint32_t concept)
{
    const struct rn_iconcept *con = &w->c->im->concepts[concept];
    struct rn_buf *out = w->out;
    size_t floor = w->floor;
    bool ok;

    if (w->depth >= DEPTH_MAX || !rn_buf_reserve(out, 1))
        return false;
    w->depth++;
    w->floor = out->len;
    ok = write_range(w, item, con->ops, con->ops + con->nops);
    /* the blank before what turned out empty: a place that has no level */
    while (out->len > w->floor && out->ptr[out->len - 1] == ' ')
        rn_buf_cut(out, out->len - 1);
    w->floor = floor;
    w->depth--;
    return ok;
}

static bool write_item(struct writer *w, uint32_t item)
{
    const struct rn_item *it = &w->c->items[item];

    if (it->concept == RN_NONE) {
        rn_value_text(w->c, it, w->out);
        return true;
    }
    return write_ops(w, item, it->concept);
}

/* ---- faces -------------------------------------------------------------- */

void rn_name_render(const struct rn_chart *c, uint32_t item, struct rn_buf *out)
{
    struct writer w = { c, out, 0, out->len };

    write_item(&w, item);
}

bool rn_name_slot(const struct rn_chart *c, uint32_t item, uint32_t label,
                  struct rn_buf *out)
{
    struct writer w = { c, out, 0, out->len };

    return write_path(&w, item, &label, 1);
}

void rn_name_concept(const struct rn_chart *c, uint32_t concept,
                     struct rn_buf *out)
{
    const struct rn_iconcept *con = &c->im->concepts[concept];

    for (uint32_t o = con->ops; o < con->ops + con->nops; o++)
        if (c->im->ops[o].type == RN_OP_TEXT)
            rn_buf_puts(out, rn_image_str(c->im, c->im->ops[o].text));
        else if (c->im->ops[o].type == RN_OP_OPEN)
            o = behind_option(c->im, o) - 1; /* nothing is there to fill it */
}

uint32_t rn_name_type(const struct rn_chart *c, uint32_t item)
{
    uint32_t type, number;

    return numbered(c, &c->items[item], &type, &number) ? type : RN_NONE;
}

bool rn_name_type_fits(const struct rn_chart *c, uint32_t item,
                       const char *number)
{
    uint32_t type = rn_name_type(c, item);

    return type != RN_NONE && type_by_code(c->im, number, type) == type;
}

bool rn_name_contradicts(struct rn_chart *c, uint32_t item)
{
    uint32_t type, number;

    if (!numbered(c, &c->items[item], &type, &number))
        return false;
    rn_buf_clear(&c->scratch);
    rn_value_text(c, &c->items[number], &c->scratch);
    c->failed = c->failed || c->scratch.failed;
    return type_by_code(c->im, c->scratch.ptr, type) != type;
}

/* Where the word ends that takes the plural of a name's head, which ends at
 * byte `head`: "Deputy Editor|-in-Chief", "Deputy Director| General", "Major
 * General|". */
static size_t before_rank(struct rn_span name, size_t head)
{
    static const char *const posts[] = { "Director", "Secretary", "Inspector",
                                         "Auditor" };
    static const char chief[] = "-in-Chief", general[] = " General";
    size_t n = sizeof chief - 1;

    if (head > n && !memcmp(name.ptr + head - n, chief, n))
        return head - n;
    n = sizeof general - 1;
    if (head <= n || memcmp(name.ptr + head - n, general, n))
        return head;
    for (size_t k = 0; k < sizeof posts / sizeof *posts; k++) {
        size_t len = strlen(posts[k]);
        if (head >= n + len &&
            !memcmp(name.ptr + head - n - len, posts[k], len))
            return head - n;
    }
    return head;
}

/* The end of the name's head, `head`, without the number that it is told by:
 * "Military Region| 5". */
static size_t before_number(struct rn_span name, size_t head)
{
    size_t i = head;

    while (i && rn_ascii_digit((unsigned char)name.ptr[i - 1]))
        i--;
    return i > 1 && i < head && name.ptr[i - 1] == ' ' ? i - 1 : head;
}

void rn_name_plural(const struct rn_image *im, uint32_t concept,
                    struct rn_span name, struct rn_buf *out)
{
    static const char *const behind[] = { " of ",  " for ", " on ",
                                          " No. ", " in ",  " to the " };
    size_t head = name.len, word;
    const struct rn_iconcept *con = &im->concepts[concept];

    if (con->plural != RN_NONE && con->nops == 1 &&
        im->ops[con->ops].type == RN_OP_TEXT) {
        const char *one = rn_image_str(im, im->ops[con->ops].text);
        size_t n = strlen(one);
        if (name.len >= n && !memcmp(name.ptr, one, n)) {
            rn_buf_puts(out, rn_image_str(im, con->plural));
            rn_buf_put(out, name.ptr + n, name.len - n);
            return;
        }
    }
    for (size_t b = 0; b < sizeof behind / sizeof *behind; b++) {
        size_t n = strlen(behind[b]);
        for (size_t i = 0; i + n <= head; i++)
            if (!memcmp(name.ptr + i, behind[b], n))
                head = i;
    }
    head = before_rank(name, before_number(name, head));
    word = head;
    while (word && name.ptr[word - 1] != ' ')
        word--;
    if (head - word == 6 && !memcmp(name.ptr + word, "Police", 6)) {
        rn_buf_put_span(out, name);
        return;
    }
    rn_buf_put(out, name.ptr, word);
    if (head && name.ptr[head - 1] == 's' &&
        !(head > 1 && name.ptr[head - 2] == 's'))
        rn_buf_put(out, name.ptr + word, head - word);
    else
        rn_plural(rn_span_of(name.ptr + word, head - word), out);
    rn_buf_put(out, name.ptr + head, name.len - head);
}

uint32_t rn_name_head(const struct rn_chart *c, uint32_t item)
{
    const struct rn_iconcept *con = &c->im->concepts[c->items[item].concept];

    if (con->nops && c->im->ops[con->ops].type == RN_OP_SLOT) {
        uint32_t kid =
            rn_item_slot(c, &c->items[item], c->im->ops[con->ops].whole);
        if (kid != RN_NONE && c->items[kid].concept != RN_NONE)
            return c->items[kid].concept;
    }
    return c->items[item].concept;
}

/* Where `name` ends the name in bytes from … to of `s`, or goes on with "of",
 * and stands behind "of the": "Head of the | Office of the Ministry"; SIZE_MAX
 * where it does not. */
static size_t whole_at(const char *s, size_t from, size_t to,
                       struct rn_span name)
{
    static const char of[] = " of the ", on[] = " of ";
    const size_t behind = sizeof of - 1, n = sizeof on - 1;

    for (size_t i = from + behind; i + name.len <= to; i++) {
        const char *at = s + i, *end = at + name.len;
        size_t left = to - i - name.len;
        if (!memcmp(at - behind, of, behind) &&
            !memcmp(at, name.ptr, name.len) &&
            (!left || (left >= n && !memcmp(end, on, n))))
            return i;
    }
    return SIZE_MAX;
}

/* Write the name of `concept` that stands at byte `at` of `out` in the plural.
 */
static void raise_whole(const struct rn_image *im, uint32_t concept, size_t at,
                        size_t len, struct rn_buf *out)
{
    const struct rn_iconcept *con = &im->concepts[concept];
    size_t end = out->len, given = 0;

    if (con->plural != RN_NONE)
        given = strlen(rn_image_str(im, con->plural));
    if (!rn_buf_reserve(out, given + out->len + PLURAL_MORE))
        return; /* what is put from here on stands in it already */
    rn_name_plural(im, concept, rn_span_of(out->ptr + at, len), out);
    rn_buf_put(out, out->ptr + at + len, end - at - len);
    len = out->len - end;
    memmove(out->ptr + at, out->ptr + end, len);
    rn_buf_cut(out, at + len);
}

/* Where the last body that a slot of the reading takes begins in its name,
 * which ends `out` from byte `from` on, with the " of the " before it; the
 * name's end where it has none. */
static size_t before_last(const struct rn_chart *c, const struct rn_item *it,
                          size_t from, struct rn_buf *out)
{
    size_t end = out->len, at = end;

    for (uint32_t k = 0; k < it->nkids && !out->failed; k++) {
        uint32_t kid = c->kids[it->kids + k];
        size_t found;
        if (c->items[kid].concept == RN_NONE)
            continue;
        rn_name_render(c, kid, out);
        found = whole_at(out->ptr, from, end,
                         rn_span_of(out->ptr + end, out->len - end));
        if (found != SIZE_MAX && found + out->len - end == end)
            at = found - strlen(" of the ");
        rn_buf_cut(out, end);
    }
    return at;
}

/* The same where the name's own words have the whole: "Secretary of the |
 * Commune Party Committee". */
static void raise_words(const struct rn_chart *c, const struct rn_item *it,
                        size_t from, struct rn_buf *out)
{
    static const char of[] = " of the ";
    const struct rn_iconcept *con = &c->im->concepts[it->concept];
    const size_t n = sizeof of - 1;
    size_t end = before_last(c, it, from, out);

    if (con->plural != RN_NONE && con->nops == 1)
        return; /* which is that of its head */
    for (size_t i = end; i >= from + n; i--)
        if (!memcmp(out->ptr + i - n, of, n)) {
            raise_whole(c->im, it->concept, i, end - i, out);
            return;
        }
}

/* A body that stands in the middle of the name is looked at itself, what it has
 * behind its own head is not. */
static void plural_wholes(const struct rn_chart *c, uint32_t item, size_t from,
                          struct rn_buf *out)
{
    const struct rn_item *it = &c->items[item];

    if (it->concept == RN_NONE)
        return;
    if ((it->flags & RN_ITEM_WHOLES) && rn_root_english(it->root))
        raise_words(c, it, from, out);
    for (uint32_t k = 0; k < it->nkids && !out->failed; k++) {
        uint32_t kid = c->kids[it->kids + k];
        size_t end = out->len, len, at;
        if (c->items[kid].concept == RN_NONE)
            continue;
        rn_name_render(c, kid, out);
        len = out->len - end;
        at = whole_at(out->ptr, from, end, rn_span_of(out->ptr + end, len));
        rn_buf_cut(out, end);
        if (at == SIZE_MAX)
            continue;
        if (rn_item_plural(c, &c->items[kid]) ||
            ((it->flags & RN_ITEM_WHOLES) && !rn_root_english(it->root) &&
             c->items[kid].end == it->end))
            raise_whole(c->im, rn_name_head(c, kid), at, len, out);
        if (at + len == end)
            plural_wholes(c, kid, at, out);
    }
}

/* Whether a whole may stand in the plural: few names have one. */
static bool has_plural_whole(const struct rn_chart *c, uint32_t item)
{
    const struct rn_item *it = &c->items[item];

    if (it->concept == RN_NONE)
        return false;
    if (it->flags & RN_ITEM_WHOLES)
        return true;
    for (uint32_t k = 0; k < it->nkids; k++) {
        uint32_t kid = c->kids[it->kids + k];
        if (rn_item_plural(c, &c->items[kid]) || has_plural_whole(c, kid))
            return true;
    }
    return false;
}

void rn_name_plural_wholes(const struct rn_chart *c, uint32_t item, size_t from,
                           struct rn_buf *out)
{
    if (has_plural_whole(c, item))
        plural_wholes(c, item, from, out);
}
