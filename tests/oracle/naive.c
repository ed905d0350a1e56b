/* naive.c - tokens, readings, mentions, names: each rule as it is told. */
#include "naive.h"

#include <stdio.h>

#include "base/limits.h"
#include "spelling.h"

/* ---- tokens ------------------------------------------------------------- */

static void add_token(struct naive *n, size_t *count, const char *text,
                      size_t start, size_t len, bool glued, bool hard)
{
    struct n_token *t = &n->t[*count];
    bool any = false;

    n_must(*count < N_TOKENS_MAX, "a text is too long for this oracle");
    *t = (struct n_token){
        .start = start, .end = start + len, .glued = glued, .hard = hard
    };
    n_copy(t->key, sizeof t->key, text + start, len);
    t->word = n_letter(t->key[0]) || len == 2;
    t->number = n_digit(t->key[0]);
    t->word &= !t->number;
    t->mark = !t->word && !t->number;
    t->upper =
        t->key[t->key[0] == '\''] >= 'A' && t->key[t->key[0] == '\''] <= 'Z';
    t->capitals = t->word;
    for (size_t i = 0; i < len; i++) {
        t->capitals &= !(t->key[i] >= 'a' && t->key[i] <= 'z');
        any |= n_letter(t->key[i]);
        t->inner |= i && t->key[i] >= 'A' && t->key[i] <= 'Z';
        if (t->key[i] >= 'A' && t->key[i] <= 'Z')
            t->key[i] = (char)(t->key[i] + 32);
    }
    t->capitals &= any;
    ++*count;
}

bool naive_knows(const struct naive *n, const char *word, size_t len)
{
    struct n_token t = { .start = 0 };

    n_copy(t.key, sizeof t.key, word, len);
    for (size_t i = 0; i < len; i++)
        if (t.key[i] >= 'A' && t.key[i] <= 'Z')
            t.key[i] = (char)(t.key[i] + 32);
    for (const struct n_spelling *s = n->spellings; s; s = s->next)
        for (size_t e = 0; s->root != N_VI && e < s->p.n; e++)
            if (!s->p.e[e].slot && n_spells(s, &s->p.e[e], &t))
                return true;
    return false;
}

/* The tokens of text[from..to). */
static size_t tokens(struct naive *n, const char *text, size_t from, size_t to)
{
    size_t count = 0, behind = SIZE_MAX, whole, glued = SIZE_MAX;
    bool hard = true;

    for (size_t i = from; i < to;) {
        size_t len;
        if (text[i] == ' ' || text[i] == '\0' || text[i] == '\xff') {
            hard |= text[i] != ' ';
            i++;
            continue;
        }
        whole = n_token_len(
            text + i, to - i,
            count &&
                (behind == i
                     ? n_letter(text[i - 1]) || n_digit(text[i - 1]) ||
                           text[i - 1] == ')'
                     : !hard && n_stands_apart(&n->t[count - 1], text, i, to)));
        len = n_first_piece(
            n, text + i, whole,
            behind == i && count &&
                (n->t[count - 1].number || n->t[count - 1].capitals));
        add_token(n, &count, text, i, len, behind == i && glued != i, hard);
        if (len < whole)
            glued = i + len;
        i += len;
        behind = i;
        hard = false;
    }
    return count;
}

/* ---- the order ---------------------------------------------------------- */

const struct rn_concept *naive_concept(const struct naive *n,
                                       const struct n_item *a)
{
    return a->by ? &n->m->concepts[a->by->concept] : NULL;
}

/* Names are English. */
renorm_lang n_lang_of(const struct n_spelling *s)
{
    static const renorm_lang lang[] = { RENORM_VI, RENORM_MS, RENORM_EN,
                                        RENORM_EN };

    return lang[s->root];
}

/* Whether the spelling is of the language that the text is in. */
static bool at_home(const struct naive *n, const struct n_spelling *s)
{
    return n_lang_of(s) == n->lang;
}

/* Whether the reading is its canonical name as it is. */
static bool is_name(const struct n_item *it)
{
    return it->by->is_name && !it->plural;
}

/* < 0 where `a` goes first: among readings of equal length the one with fewer
 * concepts, more words, exact case, fewer slots, the first id, the language of
 * the text, the name as it is, the first form, then the better fillers from the
 * left. */
static int order_of_equals(const struct naive *n, const struct n_item *a,
                           const struct n_item *b)
{
    int by_id;

    if (a->nodes != b->nodes)
        return a->nodes < b->nodes ? -1 : 1;
    if (a->words != b->words)
        return a->words > b->words ? -1 : 1;
    if (!a->by || !b->by)
        return !a->by - !b->by;
    if (a->by->exact != b->by->exact)
        return a->by->exact ? -1 : 1;
    if (a->nkids != b->nkids)
        return a->nkids < b->nkids ? -1 : 1;
    by_id = rn_span_cmp(naive_concept(n, a)->id, naive_concept(n, b)->id);
    if (by_id)
        return by_id;
    if (at_home(n, a->by) != at_home(n, b->by))
        return at_home(n, a->by) ? -1 : 1;
    if (is_name(a) != is_name(b))
        return is_name(a) ? -1 : 1;
    if (a->by->rank != b->by->rank)
        return a->by->rank < b->by->rank ? -1 : 1;
    for (size_t k = 0; k < a->nkids; k++) {
        const struct n_item *x = a->kid[k], *y = b->kid[k];
        int c = x->end != y->end ? (x->end > y->end ? -1 : 1)
                                 : order_of_equals(n, x, y);
        if (c)
            return c;
    }
    return 0;
}

int n_order_in_cell(const struct naive *n, const struct n_item *a,
                    const struct n_item *b)
{
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return order_of_equals(n, a, b);
}

static int order_in_selection(const struct naive *n, const struct n_item *a,
                              const struct n_item *b)
{
    return a->stands != b->stands ? (a->stands ? -1 : 1)
                                  : n_order_in_cell(n, a, b);
}

/* ---- readings ----------------------------------------------------------- */

/* Whether `a` makes room for a better reading among `all`: of each kind the
 * furthest is kept, and the furthest that may stand. Numbers are all kept. */
static bool gives_way(const struct naive *n, const struct n_item *a,
                      const struct n_item *all)
{
    if (a->kind == RN_B_INT)
        return false;
    for (const struct n_item *b = all; b; b = b->next)
        if (b->kind == a->kind && n_order_in_cell(n, b, a) < 0 &&
            (b->stands || !a->stands))
            return true;
    return false;
}

bool n_takes(const struct naive *n, const struct n_elem *slot,
             const struct n_item *a)
{
    uint32_t kind = rn_model_kind(n->m, rn_span_str(slot->text));

    if (kind == RN_NO_INDEX) /* a concept's id */
        return a->by && rn_span_is(naive_concept(n, a)->id, slot->text);
    for (uint32_t k = a->kind; k != RN_NO_INDEX; k = n->m->kinds[k].parent)
        if (k == kind)
            return true;
    return false;
}

bool n_kind_is(const struct naive *n, uint32_t kind, const char *name)
{
    for (; kind != RN_NO_INDEX; kind = n->m->kinds[kind].parent)
        if (rn_span_is(n->m->kinds[kind].name, name))
            return true;
    return false;
}

bool n_of_kind(const struct naive *n, const struct n_item *it, const char *name)
{
    return n_kind_is(n, it->kind, name);
}

static bool titled(const struct naive *n, uint32_t concept)
{
    return n_kind_is(n, n->m->concepts[concept].kind, "title") ||
           n_kind_is(n, n->m->concepts[concept].kind, "body");
}

/* Two or three capitals; in English and Malay, and where capitals are asked
 * for, up to six. */
static bool abbreviation(const struct n_spelling *s, const struct n_elem *e)
{
    size_t len = strlen(e->text);
    bool small = n_lang_of(s) == RENORM_VI && !s->exact;

    if (e->slot || len < 2 || len > (small ? 3u : 6u))
        return false;
    for (size_t i = 0; i < len; i++)
        if (!(e->text[i] >= 'A' && e->text[i] <= 'Z'))
            return false;
    return true;
}

/* Letters of the words of a spelling; 0 where it has none. */
static size_t letters(const struct n_spelling *s)
{
    size_t sum = 0;

    for (size_t i = 0; i < s->p.n; i++)
        if (!s->p.e[i].slot &&
            (n_letter(s->p.e[i].text[0]) || !strcmp(s->p.e[i].text, "'s")))
            sum += strlen(s->p.e[i].text);
    return sum;
}

static bool only_slots(const struct n_spelling *s)
{
    for (size_t i = 0; i < s->p.n; i++)
        if (!s->p.e[i].slot)
            return false;
    return true;
}

/* An English title takes no helper of another language as its first filler, in
 * front of its words; nor does any name take a filler in small letters. */
static bool led_by_stranger(const struct naive *n, const struct n_item *it)
{
    const struct n_item *first = it->nkids ? it->kid[0] : NULL;
    uint32_t title = rn_model_kind(n->m, RN_LIT("title"));

    return first && first->by && first->start == it->start &&
           it->by->root >= N_EN && first->by->root < N_EN &&
           ((n_emitted(n, first) == RN_NO_INDEX && n_emitted(n, it) == title) ||
            (!n->t[first->start].upper && !n_of_kind(n, first, "level")));
}

/* What has no words of its own, or marks nothing and has only joiners, is of
 * the language of all that fills it, digits aside; Malay may end Vietnamese. */
static bool order_fits(const struct naive *n, const struct n_item *it,
                       unsigned own, unsigned joins)
{
    if (own && (own > joins || n_emitted(n, it) != RN_NO_INDEX))
        return true;
    for (size_t k = 0; k < it->nkids; k++)
        if (it->kid[k]->by && n_lang_of(it->kid[k]->by) != n_lang_of(it->by) &&
            (own || !k || it->by->root != N_MS || it->kid[k]->by->root != N_VI))
            return false;
    return true;
}

/* Whether a reading has no words but those of spellings of one to three
 * letters. */
static bool is_weak(const struct n_item *it)
{
    size_t own = letters(it->by);

    if (!only_slots(it->by) && (own == 0 || own > 3))
        return false;
    for (size_t k = 0; k < it->nkids; k++)
        if (it->kid[k]->by && !it->kid[k]->weak)
            return false;
    return true;
}

/* Whether the token is a word of three letters, or one with a capital that is
 * no abbreviation and with which a form of the text's language begins. */
static bool speaks(const struct naive *n, size_t i)
{
    const struct n_token *t = &n->t[i];

    if (t->word && t->end - t->start >= 3)
        return true;
    if (!t->word || !t->upper || t->capitals || t->end - t->start < 2)
        return false;
    for (const struct n_spelling *s = n->spellings; s; s = s->next)
        if (s->root != N_NAME && at_home(n, s) && !s->p.e[0].slot &&
            n_spells(s, &s->p.e[0], t))
            return true;
    return false;
}

/* Whether such a token stands within twelve tokens, nothing hard between. */
static bool has_company(const struct naive *n, size_t start, size_t end)
{
    const struct n_token *t = n->t;

    for (size_t i = start; i > n->first && start - i < 12 && !t[i].hard; i--)
        if (speaks(n, i - 1))
            return true;
    for (size_t i = end; i < n->last && i - end < 12 && !t[i].hard; i++)
        if (speaks(n, i))
            return true;
    return false;
}

static bool ends_english(const struct n_item *it)
{
    size_t end = it->end;

    while (it->by && it->by->root < N_EN && it->nkids &&
           it->kid[it->nkids - 1]->end == end)
        it = it->kid[it->nkids - 1];
    return it->by && it->by->root >= N_EN;
}

/* Whether an English body may stand from token `i` to behind `end`. */
static bool body_beyond(const struct naive *n, size_t i, size_t end)
{
    uint32_t body = rn_model_kind(n->m, RN_LIT("body"));

    for (const struct n_item *b = n->kept[i]; b; b = b->next)
        if (b->stands && b->end > end && b->by && b->by->root >= N_EN &&
            n_emitted(n, b) == body)
            return true;
    return false;
}

/* What holds a filler and ends in English does not end where an English body
 * may begin, a blank between, unless that begins with the same word; nor, of
 * another language, with a filler that may be the beginning of one. */
static bool cuts_into(const struct naive *n, const struct n_item *it)
{
    const struct n_token *t = &n->t[it->end];
    const struct n_item *last;

    if (!it->nkids || it->end >= n->last || !t->word || t->hard || t->glued ||
        !ends_english(it) || !strcmp(t->key, n->t[it->start].key))
        return false;
    last = it->kid[it->nkids - 1];
    return body_beyond(n, it->end, it->end) ||
           (it->by->root < N_EN && last->start > it->start &&
            body_beyond(n, last->start, it->end));
}

/* What begins, or ends, where the reading does, as deep as one can go. */
const struct n_item *n_innermost(const struct n_item *it, bool last)
{
    const struct n_item *kid;

    while (it->nkids) {
        kid = it->kid[last ? it->nkids - 1 : 0];
        if (last ? kid->end != it->end : kid->start != it->start)
            break;
        it = kid;
    }
    return it;
}

/* What ends with a capitalised body of one word, or before a small word with a
 * level, does not end where a Vietnamese body that begins with its last word
 * goes on; nor, with a body, where a title does. */
static bool cuts_word(const struct naive *n, const struct n_item *it)
{
    const struct n_item *leaf = n_innermost(it, true);
    size_t end = it->end;
    bool body;

    if (leaf == it || !leaf->by || end >= n->last || end < it->start + 2 ||
        !n->t[end].word || n->t[end].hard || !n->t[end - 1].upper)
        return false;
    body = n_is(n, leaf, "body");
    if (body ? leaf->start + 1 != end
             : n->t[end].upper || !n_of_kind(n, leaf, "level"))
        return false;
    for (const struct n_item *b = n->kept[end - 1]; b; b = b->next)
        if (b->end > end && b->by && b->by->root == N_VI &&
            (n_is(n, b, "body") || (body && n_is(n, b, "title"))))
            return true;
    return false;
}

static bool only_marks(const struct naive *n, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!n->t[i].mark)
            return false;
    return true;
}

/* One word that needs its capital: in another language it must fill its
 * segment; a Vietnamese one that opens a sentence may not go on with a small
 * word. */
static bool common_noun(const struct naive *n, const struct n_item *it,
                        bool capital)
{
    const struct n_spelling *s = it->by;
    const struct n_token *t = n->t;

    if (it->nkids || s->p.n != 1 || s->p.e[0].slot || !(capital || s->exact))
        return false;
    if (n_lang_of(s) != RENORM_VI)
        return !at_home(n, s) && !(only_marks(n, n->first, it->start) &&
                                   only_marks(n, it->end, n->last));
    return it->end < n->last &&
           (it->start == n->first ||
            strchr(".!?;\"", t[it->start - 1].key[0])) &&
           t[it->end].word && !t[it->end].upper &&
           !n_listed(n, it->end, RN_LIST_FOLLOWS);
}

/* Nine tenths of the bytes of its words are in words of capitals. */
bool n_all_capitals(const struct naive *n)
{
    size_t bytes = 0, capitals = 0;

    for (size_t i = 0; i < n->last; i++) {
        const struct n_token *t = &n->t[i];
        bytes += t->word ? t->end - t->start : 0;
        capitals += t->capitals ? t->end - t->start : 0;
    }
    return capitals >= 2 && capitals * 10 >= bytes * 9;
}

/* Up to three capitals among words that are none. */
static bool letters_at(const struct naive *n, size_t i)
{
    return i < n->last && n->t[i].capitals &&
           n->t[i].end - n->t[i].start <= 4 && !n_all_capitals(n);
}

/* A title in such letters heads a list of titles in letters, "CT, các PCT":
 * joiners of Vietnamese or Malay stand between. */
static bool heads_titles(const struct naive *n, const struct n_item *it)
{
    size_t i = it->end;

    if (i != it->start + 1 || !letters_at(n, it->start) ||
        !n_of_kind(n, it, "title"))
        return false;
    while (i < n->last && n_joins(n, i) & (1u << RENORM_VI | 1u << RENORM_MS))
        i++;
    if (i == it->end || !letters_at(n, i))
        return false;
    for (const struct n_item *b = n->kept[i]; b; b = b->next)
        if (b->stands && n_of_kind(n, b, "title"))
            return true;
    return false;
}

/* Letters that are all of the reading, and a figure right behind: "VTV1". */
static bool versioned(const struct naive *n, const struct n_item *it)
{
    return it->end == it->start + 1 && it->end < n->last &&
           n->t[it->start].capitals && n->t[it->end].glued &&
           n->t[it->end].number;
}

/* The token that has the reading's capital: behind a level with which it begins
 * the first of its own words. */
static size_t own_start(const struct naive *n, const struct n_item *it)
{
    bool words = false;

    for (size_t k = 0; k < it->by->p.n; k++)
        words = words || !it->by->p.e[k].slot;
    return words && it->nkids && it->kid[0]->start == it->start &&
                   n_of_kind(n, it->kid[0], "level")
               ? it->kid[0]->end
               : it->start;
}

static bool may_stand(const struct naive *n, const struct n_item *it)
{
    const struct n_spelling *s = it->by;
    bool one_word = s->p.n == 1 && !s->p.e[0].slot;
    bool capital = s->flags & RN_FORM_ALONE_CAPITAL;

    if ((s->flags & RN_FORM_ALONE_NEVER) && !heads_titles(n, it))
        return false;
    if (it->weak && !(at_home(n, s) && has_company(n, it->start, it->end)))
        return false;
    if (!(s->flags & (RN_FORM_ALONE_CAPITAL | RN_FORM_ALONE_FREE)))
        capital = one_word && (s->root == N_NAME ||
                               (s->root != N_VI && titled(n, s->concept)));
    return (!capital || n->t[own_start(n, it)].upper) &&
           !common_noun(n, it, capital) && !versioned(n, it) &&
           n_edges_free(n, it->start, it->end) && !cuts_into(n, it) &&
           !cuts_word(n, it) && !n_owns(n, it);
}

static void plural_of(const char *one, char *many, size_t size)
{
    size_t len = strlen(one);

    snprintf(many, size, "%s%s", one,
             one[len - 1] == 'x' || one[len - 1] == 's' ? "es" : "s");
}

/* Whether the token is the word: 1, or in English its plural: 2. */
int n_spells(const struct n_spelling *s, const struct n_elem *e,
             const struct n_token *t)
{
    char key[16], many[24];
    size_t len = strlen(e->text);

    for (size_t i = 0; i <= len; i++)
        key[i] = (char)(e->text[i] >= 'A' && e->text[i] <= 'Z' ? e->text[i] + 32
                                                               : e->text[i]);
    if (!strcmp(key, t->key))
        return 1;
    if (s->root < N_EN || len < 3 || !n_letter(key[0]))
        return 0;
    plural_of(key, many, sizeof many);
    return strcmp(many, t->key) ? 0 : 2;
}

static bool capital(const struct n_elem *e)
{
    return e->text[0] >= 'A' && e->text[0] <= 'Z';
}

static bool capitals_fit(const struct n_spelling *s, const struct n_elem *e,
                         const struct n_token *t)
{
    return !(s->exact && capital(e) && !t->upper) &&
           !(abbreviation(s, e) && !t->capitals);
}

/* ---- trying a path ------------------------------------------------------ */

struct attempt {
    struct naive *n;
    const struct n_spelling *s;
    size_t start;
    bool plural;
    unsigned words, joins; /* of the words, those that are joiners */
    const struct n_item *kid[N_ELEMS_MAX];
    size_t nkids;
    struct n_item **found; /* list */
};

static struct n_item *new_item(struct naive *n, struct n_item **list)
{
    struct n_item *it = rn_arena_zalloc(&n->scratch, 1, sizeof *it);

    n_must(it != NULL, "out of memory");
    it->next = *list;
    *list = it;
    return it;
}

/* The number that ends what an English plural begins with, where that begins
 * small, counts it: "the district 12 People's Committees". */
static bool counted(const struct naive *n, const struct n_item *it)
{
    const struct n_item *head = it->nkids ? it->kid[0] : NULL;

    return it->plural && n_lang_of(it->by) == RENORM_EN && head &&
           head->start == it->start && head->end - head->start > 1 &&
           n->t[head->end - 1].number && !n->t[head->start].upper &&
           !n->t[head->start].number;
}

static void accept(struct attempt *a, size_t end)
{
    struct naive *n = a->n;
    const struct n_spelling *s = a->s;
    const struct n_token *head = &n->t[a->start];
    struct n_item it = { .start = a->start,
                         .end = end,
                         .by = s,
                         .nodes = 1,
                         .kind = n->m->concepts[s->concept].kind,
                         .words = a->words,
                         .plural = a->plural,
                         .nkids = a->nkids };
    struct n_item *put;

    for (size_t k = 0; k < a->nkids; k++) {
        it.kid[k] = a->kid[k];
        it.nodes += a->kid[k]->nodes;
        it.words += a->kid[k]->words;
    }
    if (it.nodes > RN_DERIVATION_MAX ||
        end - a->start > RN_MENTION_TOKENS_MAX ||
        n->t[end - 1].end - head->start > RN_MENTION_BYTES_MAX)
        return;
    if (s->root == N_NAME && !head->upper && !head->number)
        return;
    if (!strcmp(n->t[end - 1].key, ".") && !n->t[end - 1].glued)
        return; /* the sentence's stop */
    if (!order_fits(n, &it, a->words, a->joins) || counted(n, &it) ||
        led_by_stranger(n, &it) || n_level_twice(n, &it))
        return;
    it.weak = is_weak(&it);
    it.stands = may_stand(n, &it);
    put = new_item(n, a->found);
    it.next = put->next;
    *put = it;
}

/* Behind "(ABBR)": one to six tokens of capitals, digits and marks, one of two
 * letters at least, nothing hard before any of them. 0 where there is none at
 * `pos`. */
size_t n_behind_abbreviation(const struct naive *n, size_t pos)
{
    const struct n_token *t = n->t;
    bool word = false;
    size_t i;

    if (t[pos].key[0] != '(' || t[pos].hard)
        return 0;
    for (i = pos + 1; i < n->last && t[i].key[0] != ')'; i++) {
        if (t[i].hard || (t[i].word && !t[i].capitals))
            return 0;
        word |= t[i].word && t[i].end - t[i].start > 1;
    }
    return word && i < n->last && !t[i].hard && i - pos - 1 <= RN_PAREN_MAX
               ? i + 1
               : 0;
}

static void try_at(struct attempt *a, size_t elem, size_t pos);

static void try_from(struct attempt *a, size_t elem, size_t pos)
{
    size_t behind;

    if (elem == a->s->p.n) {
        accept(a, pos);
        return;
    }
    if (pos >= a->n->last)
        return;
    try_at(a, elem, pos);
    behind = elem ? n_behind_abbreviation(a->n, pos) : 0;
    if (behind && behind < a->n->last)
        try_at(a, elem, behind);
}

/* Whether a word before element `elem` is English "of": what is in the plural
 * behind it is a whole, not the head. */
static bool behind_of(const struct n_spelling *s, size_t elem)
{
    for (size_t i = 0; i < elem; i++)
        if (!s->p.e[i].slot && (s->p.e[i].text[0] | ' ') == 'o' &&
            (s->p.e[i].text[1] | ' ') == 'f' && !s->p.e[i].text[2])
            return true;
    return false;
}

static void try_at(struct attempt *a, size_t elem, size_t pos)
{
    const struct n_elem *e = &a->s->p.e[elem];
    const struct n_token *t = &a->n->t[pos];
    bool before = a->plural;
    unsigned joins;
    int how;

    if (pos > a->start && t->hard)
        return;
    if (!e->slot) {
        how = n_spells(a->s, e, t);
        if (!how || !capitals_fit(a->s, e, t))
            return;
        a->plural |= how == 2 && !behind_of(a->s, elem);
        a->words++;
        joins = n_joins(a->n, pos) != 0;
        a->joins += joins;
        try_from(a, elem + 1, pos + 1);
        a->joins -= joins;
        a->words--;
        a->plural = before;
        return;
    }
    for (const struct n_item *it = a->n->kept[pos]; it; it = it->next)
        if (n_takes(a->n, e, it)) {
            a->kid[a->nkids++] = it;
            try_from(a, elem + 1, it->end);
            a->nkids--;
        }
}

/* ---- the readings that begin at a token --------------------------------- */

static bool is_suffix(const struct n_token *t)
{
    return !strcmp(t->key, "th") || !strcmp(t->key, "st") ||
           !strcmp(t->key, "nd") || !strcmp(t->key, "rd");
}

/* Whether the number at `t` goes on: with letters that touch it, two at most
 * ("5km"), or with digits behind a mark ("2.5"). */
static bool figure_goes_on(const struct n_token *t)
{
    if (!t[1].glued)
        return false;
    if (t[1].word)
        return t[1].end - t[1].start <= 2 && t[1].key[0] != '\'' &&
               !is_suffix(&t[1]);
    return t[1].mark && strchr(".:-", t[1].key[0]) && t[2].glued && t[2].number;
}

static void read_digits(struct naive *n, size_t i, struct n_item **found)
{
    const struct n_token *t = &n->t[i];
    unsigned value = 0;
    struct n_item *it;

    if (!t->number || t->end - t->start > 3 ||
        (i + 1 < n->last && figure_goes_on(t)))
        return;
    for (size_t k = 0; t->key[k]; k++)
        value = value * 10 + (unsigned)(t->key[k] - '0');
    if (!value)
        return;
    for (int ordinal = 0; ordinal < 2; ordinal++) {
        it = new_item(n, found);
        it->start = i;
        it->end = i + 1;
        it->kind = ordinal ? RN_B_ORDINAL : RN_B_INT;
        it->number = value;
        it->nodes = 1;
    }
    if (i + 1 < n->last && t[1].start - t[0].end <= 1 && !t[1].hard &&
        is_suffix(&t[1]))
        it->end++; /* the ordinal's */
}

/* Forms that begin with the reading `head`: those that are a slot alone, or the
 * others. */
static void read_behind(struct naive *n, const struct n_item *head, bool alone,
                        struct n_item **found)
{
    for (const struct n_spelling *s = n->spellings; s; s = s->next) {
        struct attempt a = {
            .n = n, .s = s, .start = head->start, .found = found
        };
        if (!s->p.e[0].slot || (s->p.n == 1) != alone ||
            !n_takes(n, &s->p.e[0], head))
            continue;
        a.kid[a.nkids++] = head;
        try_from(&a, 1, head->end);
    }
}

static bool listed(const struct n_item *const *v, size_t n,
                   const struct n_item *it)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] == it)
            return true;
    return false;
}

enum { DUE_MAX = 256 };

/* Of the readings that end at `end`, those kept and not yet in `due` are put
 * there. */
static size_t due_at(const struct naive *n, size_t end,
                     const struct n_item *all, const struct n_item **due,
                     size_t ndue)
{
    for (const struct n_item *it = all; it; it = it->next)
        if (it->end == end && !gives_way(n, it, all) &&
            !listed(due, ndue, it)) {
            n_must(ndue < DUE_MAX, "too many readings for this oracle");
            due[ndue++] = it;
        }
    return ndue;
}

/* The readings that end at `end` are closed together, with forms of one slot
 * alone first: so nothing depends on which of them was found first. */
static void close_end(struct naive *n, size_t end, struct n_item **all)
{
    const struct n_item *due[DUE_MAX];
    size_t ndue = due_at(n, end, *all, due, 0);

    for (size_t i = 0; i < ndue; i++) {
        read_behind(n, due[i], true, all);
        ndue = due_at(n, end, *all, due, ndue);
    }
    ndue = due_at(n, end, *all, due, 0);
    for (size_t i = 0; i < ndue; i++)
        read_behind(n, due[i], false, all);
}

static void read_token(struct naive *n, size_t i)
{
    struct n_item *all = NULL, *next;

    n->kept[i] = NULL;
    read_digits(n, i, &all);
    for (const struct n_spelling *s = n->spellings; s; s = s->next) {
        struct attempt a = { .n = n, .s = s, .start = i, .found = &all };
        if (!s->p.e[0].slot)
            try_from(&a, 0, i);
    }
    for (size_t end = i + 1; end <= n->last; end++)
        close_end(n, end, &all);
    for (struct n_item *it = all; it; it = next) {
        next = it->next;
        if (!gives_way(n, it, all)) {
            struct n_item *copy = rn_arena_alloc(&n->scratch, sizeof *copy);
            n_must(copy != NULL, "out of memory");
            *copy = *it;
            copy->next = n->kept[i];
            n->kept[i] = copy;
        }
    }
}

/* ---- mentions ----------------------------------------------------------- */

bool n_ignored(const struct naive *n, const struct n_item *it)
{
    return n_of_kind(n, it, "ignore");
}

const struct n_item *n_best_at(const struct naive *n, size_t i)
{
    const struct n_item *best = NULL;

    for (const struct n_item *it = n->kept[i]; it; it = it->next) {
        bool better;
        if (!it->stands || !it->by ||
            (n_emitted(n, it) == RN_NO_INDEX && !n_ignored(n, it)))
            continue;
        better = !best || order_in_selection(n, it, best) < 0;
        if (best && best->end == it->end &&
            n_ignored(n, it) != n_ignored(n, best))
            better = n_ignored(n, it);
        if (better)
            best = it;
    }
    return best;
}

static void read_segment(struct naive *n, const char *text, size_t from,
                         size_t to)
{
    const struct n_item *before = NULL;
    size_t first = n->nout;

    n->first = 0;
    n->last = tokens(n, text, from, to);
    for (size_t i = n->last; i-- > 0;)
        read_token(n, i);
    for (size_t i = 0; i < n->last;) {
        const struct n_item *it = n_best_at(n, i);
        if (!it) {
            i++;
            continue;
        }
        i = it->end;
        if (n_ignored(n, it) || n_repeats(n, before, it) ||
            n_half_anywhere(n, before, it) ||
            (!n_headline(n) && n_half(n, before, it, &i)))
            continue;
        before = it;
        n->out[n->nout++] = (struct n_mention){ n->t[it->start].start,
                                                n->t[it->end - 1].end, it };
    }
    n_repeat_lists(n, first);
}

void naive_read(struct naive *n, const char *text, size_t len, renorm_lang lang)
{
    rn_arena_clear(&n->scratch);
    n->lang = lang;
    n->nout = 0;
    for (size_t from = 0, to; from < len; from = to + 2) {
        to = from;
        while (to < len && text[to] != '\n')
            to++;
        read_segment(n, text, from, to);
    }
}
