#include "rewrite/edit.h"

#include "match/select.h"
#include "rewrite/name.h"

static struct rn_span old_text(const struct rn_edit *e)
{
    return rn_span_of(e->page.ptr + e->start, e->end - e->start);
}

static void put_line_ends(struct rn_span s, struct rn_buf *out)
{
    if (!memchr(s.ptr, '\n', s.len) && !memchr(s.ptr, '\r', s.len))
        return; /* nearly all mentions stand on one line */
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '\n' || s.ptr[i] == '\r')
            rn_buf_putc(out, s.ptr[i]);
}

/* The concept whose name carries the head: the reading's own, or that of its first slot. */
static uint32_t head_concept(const struct rn_chart *c, uint32_t item)
{
    const struct rn_iconcept *con = &c->im->concepts[c->items[item].concept];

    if (con->nops && c->im->ops[con->ops].type == RN_OP_SLOT) {
        uint32_t kid = rn_item_slot(c, &c->items[item],
                                    c->im->ops[con->ops].whole);
        if (kid != RN_NONE && c->items[kid].concept != RN_NONE)
            return c->items[kid].concept;
    }
    return c->items[item].concept;
}

void rn_edit_replacement(const struct rn_edit *e, const struct rn_chart *c,
                         uint32_t item, bool plural, struct rn_span canonical,
                         struct rn_buf *out)
{
    if (plural)
        rn_name_plural(c->im, head_concept(c, item), canonical, out);
    else
        rn_buf_put_span(out, canonical);
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
    struct rn_span rest = rn_span_of(e->page.ptr + e->end,
                                     e->page.len - e->end);

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
