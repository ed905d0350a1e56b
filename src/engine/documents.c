/* Full numbers for documents that are cited by their bare number: "57" is
 * "57-NQ/TW" where the page says so, or where one known document alone fits.
 *
 * Numbers begin anew with every term: there are two Resolutions No. 18-NQ/TW.
 * A date, a term or an issuer beside the citation chooses between them; where
 * none does the number stays bare. */
#include "engine/private.h"

#include "base/ascii.h"
#include "match/value.h"
#include "rewrite/name.h"

/* Tokens behind a citation in which its year or its term may stand. */
enum { NEAR_TOKENS = 4 };

/* What the text says of a document. */
struct citation {
    const char *number; /* bare: "57", "115/2020" */
    const char *date;   /* ISO, or NULL */
    const char *issuer; /* canonical name, or NULL */
    const char *term;   /* "12th", or NULL */
    char year[5];       /* that stands behind it, or "" */
    uint32_t type;
};

/* ---- the page's numbers ------------------------------------------------- */

static bool is_digit(char c)
{
    return rn_ascii_digit((unsigned char)c);
}

static bool is_letter(char c)
{
    return rn_ascii_alpha((unsigned char)c);
}

/* Whether token `i` goes on with what stands before it: no byte divides them,
 * or a blank, or two, beside a dash or a slash ("31 - HD/BTCTW"). */
static bool joined(const struct rn_tokens *t, struct rn_span page, size_t i)
{
    size_t mark;

    if (t->flags[i] & (RN_TOK_HARD | RN_TOK_KEEP | RN_TOK_LINE | RN_TOK_WIDE))
        return false;
    if (t->flags[i] & RN_TOK_GLUED)
        return true;
    if (t->start[i] - t->end[i - 1] > 2)
        return false;
    mark = t->flags[i] & RN_TOK_MARK ? i : i - 1;
    return (t->flags[mark] & RN_TOK_MARK) &&
           strchr("-/", page.ptr[t->start[mark]]) != NULL;
}

/* Note the number in the bytes as canonical names write it. A machine may have
 * made its letters small. */
static void note(struct rn_buf *out, struct rn_span bytes)
{
    size_t from = out->len, to = from, letter;
    bool small;

    rn_text_ascii(bytes, out);
    if (out->failed)
        return;
    for (size_t i = from; i < out->len; i++) /* blanks around its joints go */
        if (out->ptr[i] != ' ')
            out->ptr[to++] = out->ptr[i];
    while (to > from && !rn_ascii_alnum((unsigned char)out->ptr[to - 1]))
        to--;
    rn_buf_cut(out, to);
    for (letter = from; letter < to && !is_letter(out->ptr[letter]);)
        letter++;
    small = letter < to && out->ptr[letter] >= 'a';
    for (size_t i = letter; small && i < to; i++)
        out->ptr[i] = (char)rn_ascii_toupper((unsigned char)out->ptr[i]);
    if (letter == to)
        rn_buf_cut(out, from); /* figures alone: a date */
    else
        rn_buf_putc(out, '\0');
}

renorm_status rn_engine_note_numbers(renorm_context *ctx, struct rn_span page)
{
    const struct rn_tokens *t = &ctx->tokens;

    rn_buf_clear(&ctx->numbers);
    for (size_t i = 0, end; i < t->n; i = end) {
        end = i + 1;
        if (!(t->flags[i] & RN_TOK_NUMBER))
            continue;
        while (end < t->n && joined(t, page, end))
            end++;
        if (end - i >= 3)
            note(&ctx->numbers, rn_span_of(page.ptr + t->start[i],
                                           t->end[end - 1] - t->start[i]));
    }
    return ctx->numbers.failed ? RENORM_E_NOMEM : RENORM_OK;
}

/* Behind "57" in "57-NQ/TW", behind "115/2020" in "115/2020/ND-CP": a joint and
 * a letter. */
static bool names_in_full(const char *full, const char *bare)
{
    size_t n = strlen(bare);

    return !strncmp(full, bare, n) && (full[n] == '-' || full[n] == '/') &&
           is_letter(full[n + 1]);
}

/* The one full number of the page that begins with the bare one and whose code
 * may mean the type. *several is whether there are two. */
static const char *page_number(const renorm_context *ctx, uint32_t item,
                               const char *bare, bool *several)
{
    const char *found = NULL, *full = ctx->numbers.ptr;
    const char *end = full + ctx->numbers.len;

    for (; full < end; full += strlen(full) + 1) {
        if (!names_in_full(full, bare) ||
            !rn_name_type_fits(&ctx->chart, item, full) ||
            (found && !strcmp(found, full)))
            continue;
        *several = found != NULL;
        if (*several)
            return NULL;
        found = full;
    }
    return found;
}

/* ---- known documents ---------------------------------------------------- */

/* The term that a known document's issuer names: 4 of "12th Party Central
 * Committee"; 0 where it names none. */
static size_t term_length(const char *issuer)
{
    return is_digit(issuer[0]) ? strcspn(issuer, " ") : 0;
}

/* Whether the document may be the one cited. One that bears its year in its
 * number is not cited without that. */
static bool may_be(const struct rn_image *im, const struct rn_idocument *d,
                   const struct citation *c)
{
    const char *number = rn_image_str(im, d->number);
    const char *date = rn_image_str(im, d->date);
    const char *issuer = rn_image_str(im, d->issuer);

    if (d->type != c->type || !names_in_full(number, c->number))
        return false;
    if (c->date && strcmp(c->date, date))
        return false;
    if (c->year[0] && *date && strncmp(c->year, date, 4) < 0)
        return false; /* of an earlier year */
    return !c->issuer || !*issuer || strstr(issuer, c->issuer) ||
           strstr(c->issuer, issuer);
}

/* How much of what chooses fits: the term, the year. */
static int points(const struct rn_image *im, const struct rn_idocument *d,
                  const struct citation *c)
{
    const char *issuer = rn_image_str(im, d->issuer);
    size_t n = term_length(issuer);

    return 2 * (c->term && n && n == strlen(c->term) &&
                !strncmp(issuer, c->term, n)) +
           (c->year[0] && !strncmp(rn_image_str(im, d->date), c->year, 4));
}

static const char *known_number(const struct rn_image *im,
                                const struct citation *c)
{
    const struct rn_idocument *found = NULL;
    bool several = false;
    int best = -1;

    for (uint32_t i = 0; i < im->ndocuments; i++) {
        const struct rn_idocument *d = &im->documents[i];
        int p = may_be(im, d, c) ? points(im, d, c) : -1;
        if (p < 0 || p < best)
            continue;
        several = p == best;
        best = p;
        found = d;
    }
    return found && !several ? rn_image_str(im, found->number) : NULL;
}

/* ---- what the text says ------------------------------------------------- */

/* The ordinal in figures that begins at token `i`, or NULL. */
static const struct rn_item *ordinal_at(const struct rn_chart *c, uint32_t i)
{
    uint32_t n;
    const struct rn_item *it = rn_cell(c, i, &n);

    for (; n; n--, it++)
        if (it->kind == RN_B_ORDINAL && it->accept == RN_NONE)
            return it;
    return NULL;
}

/* The first year or term behind the citation: "năm 2017", "(khóa XII)". The
 * term's text stays in ctx->values. */
static void read_behind(renorm_context *ctx, uint32_t i, struct citation *out)
{
    const struct rn_chart *c = &ctx->chart;

    for (uint32_t end = i + NEAR_TOKENS; i < end && i < c->last; i++) {
        struct rn_span key = rn_token_key(c->tok, i);
        const struct rn_item *term = ordinal_at(c, i);
        if (c->tok->flags[i] & RN_TOK_HARD)
            return;
        if ((c->tok->flags[i] & RN_TOK_NUMBER) && key.len == 4) {
            memcpy(out->year, key.ptr, 4);
            return;
        }
        if (term) {
            rn_buf_clear(&ctx->values);
            rn_value_text(c, term, &ctx->values);
            out->term = ctx->values.ptr;
        }
        if (out->term || ((c->tok->flags[i] & RN_TOK_MARK) &&
                          !rn_is_mark(c, i, '(') && !rn_is_mark(c, i, ',')))
            return;
    }
}

static renorm_attribute *find(renorm_attribute *all, size_t n, const char *key)
{
    for (size_t k = 0; k < n; k++)
        if (!strcmp(all[k].key, key))
            return &all[k];
    return NULL;
}

bool rn_engine_full_number(renorm_context *ctx, size_t k,
                           renorm_attribute *attributes, size_t n)
{
    const struct rn_chart *c = &ctx->chart;
    const struct rn_found *f = &ctx->found.v[k];
    const char *key =
        rn_image_str(c->im, c->im->labels[c->im->head->label_number]);
    renorm_attribute *number = find(attributes, n, key);
    const renorm_attribute *date = find(attributes, n, "date"),
                           *issuer = find(attributes, n, "issuer");
    struct citation cited = { .type = rn_name_type(c, f->item) };
    bool several = false;
    const char *full;

    if (!number || strpbrk(number->value, "-") ||
        cited.type == RN_NONE) /* it has a code */
        return true;
    cited.number = number->value;
    cited.date = date ? date->value : NULL;
    cited.issuer = issuer ? issuer->value : NULL;
    full = page_number(ctx, f->item, cited.number, &several);
    if (!full && !several) {
        if (!date)
            read_behind(ctx, f->end, &cited);
        full = known_number(c->im, &cited);
    }
    if (!full)
        return !ctx->values.failed;
    number->value = rn_arena_copy(&ctx->arena, rn_span_str(full)).ptr;
    return number->value != NULL;
}
