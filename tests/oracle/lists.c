/* lists.c - what goes on behind a mention, by the rule as it is told. */
#include "naive.h"
#include "spelling.h"

/* Whether the word of a list is the key, but for its case. */
static bool same_word(struct rn_span word, const char *key)
{
    if (word.len != strlen(key))
        return false;
    for (size_t k = 0; k < word.len; k++)
        if (word.ptr[k] != key[k] &&
            ((word.ptr[k] ^ key[k]) != 32 || !n_letter(word.ptr[k])))
            return false;
    return true;
}

unsigned n_listed(const struct naive *n, size_t i, enum rn_list which)
{
    unsigned bits = 0;

    for (size_t l = 0; l < n->m->nlists; l++) {
        const struct rn_word_list *list = &n->m->lists[l];
        for (size_t w = 0; w < list->nwords; w++)
            if (list->list == which && same_word(list->words[w], n->t[i].key))
                bits |= 1u << list->lang;
    }
    return bits;
}

unsigned n_joins(const struct naive *n, size_t i)
{
    return n_listed(n, i, RN_LIST_JOINERS);
}

/* Where a member may begin behind token `pos`: behind one or two joiners of one
 * language, an abbreviation in parentheses before them if there is one, and
 * nothing hard anywhere. `at` is how many joiners. 0 where it may not. */
static size_t behind_joiners(const struct naive *n, size_t pos, size_t at)
{
    size_t from = pos < n->last ? n_behind_abbreviation(n, pos) : 0;
    unsigned common = ~0u;

    if (!from)
        from = pos;
    if (from + at >= n->last)
        return 0;
    for (size_t i = from; i < from + at; i++)
        common &= n_joins(n, i);
    for (size_t i = pos; i <= from + at; i++)
        if (n->t[i].hard)
            return 0;
    return common ? from + at : 0;
}

/* The kid that fills the slot with the label, SIZE_MAX where there is none. */
static size_t kid_of(const struct n_item *it, struct rn_span label)
{
    for (size_t i = 0, k = 0; i < it->by->p.n; i++) {
        if (!it->by->p.e[i].slot)
            continue;
        if (rn_span_is(label, it->by->p.e[i].label))
            return k;
        k++;
    }
    return SIZE_MAX;
}

/* Behind the capitalised words that a name begins with: "Full-Time | {deputy}";
 * all of it where another word or a bracket follows them. */
static struct rn_span behind_qualifiers(struct rn_span name)
{
    size_t i = 0;

    while (i < name.len && name.ptr[i] >= 'A' && name.ptr[i] <= 'Z') {
        while (i < name.len && !strchr(" {[", name.ptr[i]))
            i++;
        while (i < name.len && name.ptr[i] == ' ')
            i++;
    }
    return i < name.len && name.ptr[i] == '{'
               ? rn_span_of(name.ptr + i, name.len - i)
               : name;
}

/* Whether the reading stands in the plural: its own words, or those of what its
 * name begins with. */
bool n_in_plural(const struct naive *n, const struct n_item *it)
{
    while (!it->plural && it->by) {
        struct rn_span name = behind_qualifiers(naive_concept(n, it)->name);
        const char *end = memchr(name.ptr, '}', name.len);
        size_t k = SIZE_MAX;
        if (name.len && name.ptr[0] == '{' && end)
            k = kid_of(it,
                       rn_span_of(name.ptr + 1, (size_t)(end - name.ptr - 1)));
        if (k == SIZE_MAX)
            return false;
        it = it->kid[k];
    }
    return it->plural;
}

/* The kid whose list goes on with the reading, or that is its list's last
 * member: that of the slot which the concept repeats, where it ends the
 * reading; or of a concept that repeats none the mention that ends it ("Chủ
 * tịch | HĐND"), in English in the plural only. SIZE_MAX where neither is. */
static size_t list_kid(const struct naive *n, const struct n_item *it)
{
    struct rn_span label = naive_concept(n, it)->list;
    size_t k;

    if (label.len) {
        k = kid_of(it, label);
        return k != SIZE_MAX && it->kid[k]->by && it->kid[k]->end == it->end
                   ? k
                   : SIZE_MAX;
    }
    for (k = 0; k < it->nkids; k++)
        if (it->kid[k]->by && it->kid[k]->end == it->end &&
            n_emitted(n, it->kid[k]) != RN_NO_INDEX)
            return n_lang_of(it->kid[k]->by) != RENORM_EN ||
                           n_in_plural(n, it->kid[k])
                       ? k
                       : SIZE_MAX;
    return SIZE_MAX;
}

/* The last member of the list that the reading ends with, or NULL. */
static const struct n_item *list_tail(const struct naive *n,
                                      const struct n_item *it)
{
    for (;;) {
        size_t k = list_kid(n, it);
        if (k == SIZE_MAX)
            return NULL;
        if (naive_concept(n, it)->list.len)
            return it->kid[k];
        it = it->kid[k];
    }
}

/* Of one kind, or a single one with a capital that is of a wider or a
 * narrower kind. */
static bool alike(const struct naive *n, const struct n_item *tail,
                  const struct n_item *it)
{
    return it->kind == tail->kind ||
           (!it->nkids && n->t[it->start].upper &&
            (rn_model_kind_is(n->m, tail->kind, it->kind) ||
             rn_model_kind_is(n->m, it->kind, tail->kind)));
}

/* What goes on with the list that `tail` is of: from token `i` on, and over
 * before token `end`. The longest of its kind and language, then the better;
 * none in small letters behind a capital but in Vietnamese. */
static const struct n_item *member_at(const struct naive *n,
                                      const struct n_item *tail, size_t i,
                                      size_t end)
{
    const struct n_item *best = NULL;

    for (const struct n_item *it = n->kept[i]; it; it = it->next)
        if (alike(n, tail, it) && it->by && it->end <= end &&
            n_lang_of(it->by) == n_lang_of(tail->by) &&
            (it->by->root == N_VI || !n->t[tail->start].upper ||
             n->t[i].upper) &&
            (!best || n_order_in_cell(n, it, best) < 0))
            best = it;
    return best;
}

/* The next member of the list that `tail` is of, behind token `pos`; *at is
 * where it begins. The word before the first member, if it is one of the
 * mention, which begins at token `start`, may be said again. */
static const struct n_item *next_member(const struct naive *n, size_t start,
                                        const struct n_item *tail, size_t pos,
                                        size_t end, size_t *at)
{
    for (size_t joiners = 1; joiners <= 2; joiners++) {
        const struct n_item *best;
        size_t i = behind_joiners(n, pos, joiners);
        if (!i || i >= end)
            return NULL;
        best = member_at(n, tail, i, end);
        if (!best && i + 1 < end && tail->start > start && !n->t[i + 1].hard &&
            !strcmp(n->t[i].key, n->t[tail->start - 1].key))
            best = member_at(n, tail, i + 1, end);
        *at = i;
        if (best)
            return best;
    }
    return NULL;
}

/* The reading with `member` in the place of its list's. */
static const struct n_item *with_member(struct naive *n,
                                        const struct n_item *it,
                                        const struct n_item *member)
{
    struct n_item *copy = rn_arena_alloc(&n->scratch, sizeof *copy);
    size_t k = list_kid(n, it);

    n_must(copy != NULL, "out of memory");
    *copy = *it;
    copy->kid[k] = naive_concept(n, it)->list.len
                       ? member
                       : with_member(n, it->kid[k], member);
    copy->plural = false; /* each is written out */
    return copy;
}

/* Repeat each mention of the segment, those from `first` on, for the further
 * members of its list. */
void n_repeat_lists(struct naive *n, size_t first)
{
    for (size_t m = first; m < n->nout; m++) {
        const struct n_item *it = n->out[m].item, *member;
        const struct n_item *tail = list_tail(n, it);
        size_t pos = it->end, of = m, at;

        while (tail) {
            size_t end = m + 1 < n->nout ? n->out[m + 1].item->start : n->last;
            member = next_member(n, it->start, tail, pos, end, &at);
            if (!member)
                break;
            n_must(n->nout < N_TOKENS_MAX, "too many mentions");
            memmove(&n->out[m + 2], &n->out[m + 1],
                    (n->nout - m - 1) * sizeof *n->out);
            n->nout++;
            n->out[++m] =
                (struct n_mention){ n->t[at].start, n->t[member->end - 1].end,
                                    with_member(n, it, member) };
            pos = member->end;
            n->repeated++;
        }
        if (of != m)
            n->out[of].item = with_member(n, it, tail);
    }
}
