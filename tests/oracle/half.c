/* half.c - half a name is worse than none: what stands beside a reading, each
 * rule as it is told. */
#include "match/syllable.h"
#include "naive.h"
#include "spelling.h"

/* A headline's capitals say nothing: nine tenths of its words' bytes are in
 * words of capitals, or seven tenths of the words that nothing reads, three at
 * least, begin with one. */
bool n_headline(const struct naive *n)
{
    size_t words = 0, upper = 0;

    if (n_all_capitals(n))
        return true;
    for (size_t i = 0; i < n->last;) {
        const struct n_item *it = n_best_at(n, i);
        words += !it && n->t[i].word;
        upper += !it && n->t[i].upper;
        i = it ? it->end : i + 1;
    }
    return words >= 3 && (words < 8 ? upper == words : upper * 10 >= words * 7);
}

/* A capitalised word, a blank before it, that begins no mention; behind "of"
 * what is ignored is none either. */
static bool unread(const struct naive *n, size_t i, bool of)
{
    const struct n_item *it = i < n->last ? n_best_at(n, i) : NULL;

    return i < n->last && n->t[i].word && n->t[i].upper && !n->t[i].glued &&
           !n->t[i].hard && (!it || (of && n_ignored(n, it)));
}

/* A capitalised word that begins no mention, and a small one behind it. */
static bool office(const struct naive *n, size_t i)
{
    return unread(n, i, false) && i + 1 < n->last && n->t[i + 1].word &&
           !n->t[i + 1].upper && !n->t[i + 1].glued && !n->t[i + 1].hard &&
           !(n_joins(n, i + 1) & 1u << RENORM_VI);
}

/* The letters of a body that nothing reads: two and more capitals, and no
 * further ones behind. */
static bool unread_letters(const struct naive *n, size_t i)
{
    return unread(n, i, false) && n->t[i].capitals && n->t[i].key[1] &&
           !(i + 1 < n->last && n->t[i + 1].capitals);
}

/* A capitalised word that begins no mention but some Malay form, and is no
 * syllable of a Vietnamese name. */
static bool unread_head(const struct naive *n, size_t i)
{
    const struct n_spelling *s = n->spellings;

    while (s && !(s->root == N_MS && s->p.n && !s->p.e[0].slot && i < n->last &&
                  n_spells(s, &s->p.e[0], &n->t[i])))
        s = s->next;
    return s && unread(n, i, false) &&
           !rn_syllable(rn_span_of(n->t[i].key, strlen(n->t[i].key)));
}

/* Whether a name goes on behind what was read of it: with an unread word, but
 * for titles (persons follow them, or but in English a body's letters, or in
 * Vietnamese an office, in Malay the first word of names), or in English with
 * "of" or "of the" and one. */
static bool half_read(const struct naive *n, const struct n_item *it)
{
    size_t i = it->end;
    bool title = n_is(n, it, "title");

    if (it->by->flags & RN_FORM_OPEN)
        return false;
    if (!title && unread(n, i, false))
        return true;
    if (title && it->by->root < N_EN &&
        (unread_letters(n, i) || (it->by->root == N_VI && office(n, i))))
        return true;
    if (title && it->by->root == N_MS &&
        ((n_ends_in_word(n, it) && unread(n, i, false)) || unread_head(n, i)))
        return true;
    if (it->by->root < N_EN || i >= n->last)
        return false;
    if (title && !strcmp(n->t[i].key, "'s"))
        return unread(n, i + 1, true);
    if (strcmp(n->t[i].key, "of"))
        return false;
    i++;
    if (i < n->last && !strcmp(n->t[i].key, "the"))
        i++;
    return unread(n, i, true);
}

/* Whether the capital of the word before token `i` means something: within a
 * sentence, or where there are two and more and the word at `i` has not. */
static bool capital_means(const struct naive *n, size_t i)
{
    if (n->t[i - 1].capitals && !n->t[i].capitals)
        return strlen(n->t[i - 1].key) > 1;
    return i >= 2 && !n->t[i - 1].hard &&
           (!n->t[i - 2].mark || !strcmp(n->t[i - 2].key, ","));
}

/* Whether an English body, or a title that one begins, stands behind a
 * capitalised word that ends no mention and whose capital means something. */
static bool begun_before(const struct naive *n, const struct n_item *before,
                         const struct n_item *it)
{
    size_t i = it->start;
    const struct n_item *first = it;

    if (n_is(n, it, "title") && it->nkids && it->kid[0]->by &&
        it->kid[0]->start == i && it->kid[0]->end > i)
        first = it->kid[0];
    return it->by->root >= N_EN && i >= 1 && !n->t[i].glued && !n->t[i].hard &&
           n_is(n, first, "body") && n->t[i - 1].word && n->t[i - 1].upper &&
           capital_means(n, i) && !n_joins(n, i - 1) &&
           !(before && before->end == i);
}

/* Whether an English mention stands behind the apostrophe of owners, whose name
 * was not read: "the Parties' | Committee". */
static bool owned_before(const struct naive *n, const struct n_item *before,
                         const struct n_item *it)
{
    size_t i = it->start;

    return it->by->root >= N_EN && i >= 2 && !strcmp(n->t[i - 1].key, "'") &&
           n->t[i - 1].glued && !n->t[i].glued && n->t[i - 2].word &&
           n->t[i - 2].upper && !(before && before->end + 1 >= i);
}

/* A capitalised word that no mention begins with and that is none of our names:
 * neither letters nor a syllable. */
static bool strange(const struct naive *n, size_t i)
{
    return unread(n, i, true) && !n_best_at(n, i) && !n->t[i].capitals &&
           !n->t[i].inner &&
           !rn_syllable(rn_span_of(n->t[i].key, strlen(n->t[i].key)));
}

/* Whether such a word is joined to the helper with which an English mention
 * begins, as half a field is: "Democracy and | Law Division". */
static bool field_before(const struct naive *n, const struct n_item *before,
                         const struct n_item *it)
{
    const struct n_item *first = n_innermost(it, false);
    size_t i = it->start;

    return it->by->root >= N_EN && first != it && first->by &&
           n_emitted(n, first) == RN_NO_INDEX && i >= 2 &&
           !strcmp(n->t[i - 1].key, "&") && strange(n, i - 2) &&
           !(before && before->end + 1 >= i);
}

bool n_half(const struct naive *n, const struct n_item *before,
            const struct n_item *it)
{
    return half_read(n, it) || begun_before(n, before, it) ||
           owned_before(n, before, it) || field_before(n, before, it);
}
