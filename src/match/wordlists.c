/* The lists of words and phrases, and the months: bits of the words. */
#include "match/compiler.h"
#include "text/numerals.h"

/* What is asked of most words is a bit of theirs as well. */
static uint16_t list_bit(const struct rn_word_list *l)
{
    static const uint16_t bits[RN_LIST_COUNT] = {
        [RN_LIST_FOLLOWS] = RN_WORD_FOLLOWS,
        [RN_LIST_JOINERS] = RN_WORD_JOINS_VI,
        [RN_LIST_MARKED_SURNAMES] = RN_WORD_SURNAME,
        [RN_LIST_NOT_NAMES] = RN_WORD_NOT_NAME,
        [RN_LIST_PLURALS] = RN_WORD_PLURAL,
        [RN_LIST_SURNAMES] = RN_WORD_SURNAME
    };

    return l->list == RN_LIST_JOINERS ? (uint16_t)(RN_WORD_JOINS_VI << l->lang)
                                      : bits[l->list];
}

renorm_status rn_compiler_put_months(struct rn_compiler *c)
{
    uint32_t ke = rn_compiler_word(c, RN_LIT("ke")),
             of = rn_compiler_word(c, RN_LIT("of")),
             the = rn_compiler_word(c, RN_LIT("the"));

    if (!c->failed) {
        rn_compiler_word_at(c, ke)->bits |= RN_WORD_KE;
        rn_compiler_word_at(c, of)->bits |= RN_WORD_OF;
        rn_compiler_word_at(c, the)->bits |= RN_WORD_THE;
    }
    for (size_t i = 0; i < rn_nmonths && !c->failed; i++) {
        renorm_status st = rn_text_tokenize_form(
            c->text, rn_span_str(rn_months[i].text), c->tokens);
        uint32_t w;
        if (st)
            return st;
        if (!c->tokens->n)
            continue;
        w = rn_compiler_word(c, rn_token_key(c->tokens, 0));
        if (!c->failed &&
            !(rn_compiler_word_at(c, w)->bits >> RN_WORD_MONTH_SHIFT &
              RN_WORD_MONTH_MASK))
            rn_compiler_word_at(c, w)->bits |=
                (uint16_t)(rn_months[i].value << RN_WORD_MONTH_SHIFT);
    }
    return RENORM_OK;
}

static void mark_word(struct rn_compiler *c, uint32_t w,
                      const struct rn_word_list *l)
{
    struct rn_buf *sec = &c->sec[RN_SEC_LISTED];
    const uint64_t none = 0;

    while (!c->failed && sec->len <= w * sizeof none)
        rn_compiler_put(c, RN_SEC_LISTED, &none, sizeof none);
    if (c->failed)
        return;
    rn_compiler_word_at(c, w)->bits |= list_bit(l);
    ((uint64_t *)(void *)sec->ptr)[w] |=
        UINT64_C(1) << (l->list == RN_LIST_SMALL_WORDS
                            ? RN_LISTED_SMALL + (unsigned)l->lang
                            : (unsigned)l->list);
}

/* A phrase whose words c->tokens holds; of two, in a headline without marks as
 * well: "DANG BO XA | KHAI MAC". */
static void put_phrase(struct rn_compiler *c, bool opens)
{
    struct rn_iphrase p = { .second = RN_NONE, .opens = opens }, plain;

    if (c->tokens->n > 2 || !c->tokens->n)
        return;
    p.first = rn_compiler_word(c, rn_token_key(c->tokens, 0));
    if (c->tokens->n > 1)
        p.second = rn_compiler_word(c, rn_token_key(c->tokens, 1));
    rn_compiler_put(c, RN_SEC_PHRASES, &p, sizeof p);
    if (c->tokens->n < 2)
        return;
    plain.first = rn_compiler_bare_word(c, rn_token_key(c->tokens, 0));
    plain.second = rn_compiler_bare_word(c, rn_token_key(c->tokens, 1));
    plain.opens = 0;
    if (plain.first != p.first || plain.second != p.second)
        rn_compiler_put(c, RN_SEC_PHRASES, &plain, sizeof plain);
}

static int phrase_order(const void *a, const void *b)
{
    const struct rn_iphrase *p = a, *q = b;

    if (p->first != q->first)
        return p->first < q->first ? -1 : 1;
    if (p->second != q->second)
        return p->second < q->second ? -1 : 1;
    return p->opens > q->opens ? -1 : p->opens < q->opens;
}

_Static_assert((int)RN_LIST_COUNT <= RN_LISTED_SMALL,
               "a word has a bit for each list");

/* Keep the key of the word in c->tokens. */
static void put_ampersand(struct rn_compiler *c, renorm_lang lang)
{
    c->ampersand[lang] = rn_arena_copy(&c->arena, rn_token_key(c->tokens, 0));
    c->failed = c->failed || !c->ampersand[lang].ptr;
}

/* Word lists; surnames, not marked ones, count without marks as well. */
renorm_status rn_compiler_put_lists(struct rn_compiler *c)
{
    for (size_t i = 0; i < c->m->nlists; i++) {
        const struct rn_word_list *l = &c->m->lists[i];
        bool phrases = rn_list_of_phrases(l->list);
        for (size_t w = 0; w < l->nwords && !c->failed; w++) {
            renorm_status st =
                rn_text_tokenize_form(c->text, l->words[w], c->tokens);
            if (st)
                return st;
            if (phrases)
                put_phrase(c, l->list == RN_LIST_OPENING_WORDS);
            if (phrases || c->tokens->n != 1)
                continue;
            mark_word(c, rn_compiler_word(c, rn_token_key(c->tokens, 0)), l);
            if (l->list == RN_LIST_AMPERSANDS)
                put_ampersand(c, l->lang);
            if (l->list == RN_LIST_SURNAMES)
                mark_word(
                    c, rn_compiler_bare_word(c, rn_token_key(c->tokens, 0)), l);
        }
    }
    if (c->sec[RN_SEC_PHRASES].len)
        qsort(c->sec[RN_SEC_PHRASES].ptr,
              c->sec[RN_SEC_PHRASES].len / sizeof(struct rn_iphrase),
              sizeof(struct rn_iphrase), phrase_order);
    return RENORM_OK;
}
