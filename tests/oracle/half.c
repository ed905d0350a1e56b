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
        if (!it && n->t[i].upper && n_listed(n, i, RN_LIST_SURNAMES)) {
            size_t end = i + 1;
            while (end < n->last && end - i < 4 && n->t[end].upper &&
                   !n_best_at(n, end))
                end++;
            i = end; /* a person has capitals everywhere */
            continue;
        }
        words += !it && n->t[i].word;
        upper += !it && n->t[i].upper;
        i = it ? it->end : i + 1;
    }
    return words >= 3 && (words < 8 ? upper == words : upper * 10 >= words * 7);
}

/* A Vietnamese level. */
static bool level_at(const struct naive *n, size_t i)
{
    for (const struct n_item *it = n->kept[i]; it; it = it->next)
        if (it->by && it->by->root == N_VI && n_of_kind(n, it, "level"))
            return true;
    return false;
}

/* A capitalised word, a blank before it, that begins no mention, nor the level
 * of a place around what was read, and is no family name and no verb of
 * headlines; behind "of" those are read as others, and what is ignored is no
 * mention. */
static bool unread(const struct naive *n, size_t i, bool of)
{
    const struct n_item *it = i < n->last ? n_best_at(n, i) : NULL;

    return i < n->last && n->t[i].word && n->t[i].upper && !n->t[i].glued &&
           !n->t[i].hard &&
           (of || !(n_listed(n, i, RN_LIST_SURNAMES) ||
                    n_listed(n, i, RN_LIST_NOT_NAMES))) &&
           (it ? of && n_ignored(n, it) : !level_at(n, i));
}

/* A capitalised word that begins no mention, and a small one behind it. */
static bool office(const struct naive *n, size_t i)
{
    return unread(n, i, false) && i + 1 < n->last && n->t[i + 1].word &&
           !n->t[i + 1].upper && !n->t[i + 1].glued && !n->t[i + 1].hard &&
           !(n_joins(n, i + 1) & 1u << RENORM_VI) &&
           !n_listed(n, i + 1, RN_LIST_FOLLOWS);
}

/* The letters of a body that nothing reads: two and more capitals, and no
 * further ones behind. */
static bool unread_letters(const struct naive *n, size_t i)
{
    return unread(n, i, false) && n->t[i].capitals && n->t[i].key[1] &&
           !(i + 1 < n->last && n->t[i + 1].capitals);
}

/* Whether a spelling gives readings: one of words alone, of a kind that nothing
 * takes, does not. */
static bool gives_readings(const struct naive *n, const struct n_spelling *s)
{
    static const char *const known[] = { "title", "body",       "place",
                                         "level", "enterprise", "ignore" };
    const struct n_item it = { .by = s,
                               .kind = n->m->concepts[s->concept].kind };

    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (n_of_kind(n, &it, known[k]))
            return true;
    for (size_t k = 0; k < s->p.n; k++)
        if (s->p.e[k].slot)
            return true;
    if (n_emitted(n, &it) != RN_NO_INDEX)
        return true;
    for (const struct n_spelling *o = n->spellings; o; o = o->next)
        for (size_t k = 0; k < o->p.n; k++)
            if (o->p.e[k].slot && n_takes(n, &o->p.e[k], &it))
                return true;
    return false;
}

/* A capitalised word that begins no mention but some Malay form, and is no
 * syllable of a Vietnamese name. */
static bool unread_head(const struct naive *n, size_t i)
{
    const struct n_spelling *s = n->spellings;

    while (s && !(s->root == N_MS && s->p.n && !s->p.e[0].slot && i < n->last &&
                  n_spells(s, &s->p.e[0], &n->t[i]) && gives_readings(n, s)))
        s = s->next;
    return s && unread(n, i, false) &&
           !rn_syllable(rn_span_of(n->t[i].key, strlen(n->t[i].key)));
}

/* A capitalised word that no mention begins with and that is none of our names:
 * neither letters nor a syllable. */
static bool strange(const struct naive *n, size_t i)
{
    const struct n_token *t = &n->t[i];

    return i < n->last && t->word && t->upper && !t->glued && !t->hard &&
           !t->capitals && !t->inner && !n_best_at(n, i) &&
           !n_listed(n, i, RN_LIST_SURNAMES) &&
           !n_listed(n, i, RN_LIST_NOT_NAMES) &&
           !rn_syllable(rn_span_of(t->key, strlen(t->key)));
}

static bool tells_where(const struct naive *n, const struct n_item *it)
{
    return n_of_kind(n, it, "level") || n_of_kind(n, it, "place");
}

/* Whether something of the kind, no other, begins at token `i` and, if `end` is
 * not 0, goes on behind that. */
static bool begins(const struct naive *n, size_t i, const char *kind,
                   size_t end)
{
    for (const struct n_item *it = n->kept[i]; it; it = it->next)
        if (it->end > end && rn_span_is(n->m->kinds[it->kind].name, kind))
            return true;
    return false;
}

/* Whether a word of a spelling or of a list stands there. */
static bool known(const struct naive *n, size_t i)
{
    static const enum rn_list lists[] = {
        RN_LIST_JOINERS,   RN_LIST_FOLLOWS,     RN_LIST_SURNAMES,
        RN_LIST_NOT_NAMES, RN_LIST_DETERMINERS, RN_LIST_DEPUTIES
    };

    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        if (n_listed(n, i, lists[l]))
            return true;
    for (const struct n_spelling *s = n->spellings; s; s = s->next)
        for (size_t e = 0; e < s->p.n; e++)
            if (!s->p.e[e].slot && n_spells(s, &s->p.e[e], &n->t[i]))
                return true;
    return false;
}

/* Whether one kind is of the other. */
static bool akin(const struct naive *n, const struct n_item *a,
                 const struct n_item *b)
{
    return rn_model_kind_is(n->m, a->kind, b->kind) ||
           rn_model_kind_is(n->m, b->kind, a->kind);
}

/* "Department of Dike Management | and Flood Control": a known word that
 * nothing reads is joined to the field, or the one word, that ends an English
 * name, and no place or further field begins with it. */
static bool other_field(const struct naive *n, const struct n_item *it)
{
    const struct n_item *last = n_innermost(it, true);
    size_t i = it->end + 1;

    if (i >= n->last || strcmp(n->t[it->end].key, "and") || n->t[i].capitals ||
        !unread(n, i, false) || !known(n, i) || last == it ||
        tells_where(n, last) ||
        (n_emitted(n, last) != RN_NO_INDEX && last->end != last->start + 1))
        return false;
    for (const struct n_item *b = n->kept[i]; b; b = b->next)
        if (tells_where(n, b) || akin(n, b, last))
            return false;
    return true;
}

/* A listed place that no mention begins with, nor a school's name. */
static bool mere_place(const struct naive *n, size_t i)
{
    const struct n_item *best = n_best_at(n, i);

    for (const struct n_item *it = n->kept[i]; it; it = it->next)
        if (n_of_kind(n, it, "enterprise"))
            return false;
    return begins(n, i, "listed", 0) &&
           !(best && n_emitted(n, best) != RN_NO_INDEX);
}

/* Whether a level or a place is spelled in the reading. */
static bool says_where(const struct naive *n, const struct n_item *it)
{
    bool where = tells_where(n, it);

    for (size_t k = 0; k < it->nkids && !where; k++)
        where = says_where(n, it->kid[k]);
    return where;
}

/* "Police of Lai Chau | and Son La": a further place is joined to that in which
 * the name ends, behind a plural with a comma too, and with "and" a strange
 * word. */
static bool place_and_place(const struct naive *n, const struct n_item *it)
{
    size_t i = it->end + 1;
    bool both, many = n_in_plural(n, it);

    if (i >= n->last || !tells_where(n, n_innermost(it, true)))
        return false;
    both = !strcmp(n->t[it->end].key, "and");
    if (!both && strcmp(n->t[it->end].key, ","))
        return false;
    return (both && many && strange(n, i)) ||
           ((both || many) && mere_place(n, i));
}

/* "Chairman of Can Tho City | Rowing Club": a strange word stands behind a
 * title that ends with a word of the English forms of levels. */
static bool ends_in_level(const struct naive *n, const struct n_item *it)
{
    if (!n->t[it->end - 1].upper || !strange(n, it->end))
        return false;
    for (const struct n_spelling *s = n->spellings; s; s = s->next)
        for (size_t e = 0; s->root == N_EN && e < s->p.n; e++)
            if (!s->p.e[e].slot && n_letter(s->p.e[e].text[0]) &&
                n_spells(s, &s->p.e[e], &n->t[it->end - 1]) == 1 &&
                n_kind_is(n, n->m->concepts[s->concept].kind, "level"))
                return true;
    return false;
}

/* "Vinh | Investment Consulting Company": capitals lead to the word for it. */
static bool leads_to_enterprise(const struct naive *n, size_t i)
{
    for (size_t end = i + 8; i < end && i < n->last; i++) {
        if (!n->t[i].upper || n->t[i].hard ||
            n_listed(n, i, RN_LIST_SURNAMES) ||
            n_listed(n, i, RN_LIST_NOT_NAMES))
            return false;
        for (const struct n_item *it = n->kept[i]; it; it = it->next)
            if (n_of_kind(n, it, "enterprise"))
                return true;
    }
    return false;
}

/* "Chairman of Vinh | University": a school's name begins with the place in
 * which the reading ends, or a company's with that or another company. */
static bool within_enterprise(const struct naive *n, const struct n_item *it)
{
    const struct n_item *last = n_innermost(it, true);

    if (last == it ||
        (!tells_where(n, last) && !n_of_kind(n, last, "enterprise")))
        return false;
    for (const struct n_item *b = n->kept[last->start]; b; b = b->next)
        if (b->end > it->end && n_of_kind(n, b, "enterprise"))
            return true;
    return it->by->root >= N_EN && !n_headline(n) &&
           leads_to_enterprise(n, it->end);
}

/* Letters that are words among capitals: "NA | HANG", with which a longer place
 * begins, "MOST | COMMUNES", which is no name. */
static bool letters_of_words(const struct naive *n, const struct n_item *it)
{
    return it->end == it->start + 1 && n->t[it->start].capitals &&
           (begins(n, it->start, "listed", it->end) ||
            n_listed(n, it->start, RN_LIST_NOT_NAMES));
}

/* Whether it begins with a word for schools, which have their names before it.
 */
static bool nameless(const struct naive *n, const struct n_item *it)
{
    const struct n_item *first = n_innermost(it, false);

    return n_of_kind(n, first, "enterprise") && first->end == first->start + 1;
}

/* Whether an English title in small letters without a body goes on with "of",
 * at `i`, and a small word at which nothing begins that is put out or tells
 * where. */
static bool of_something(const struct naive *n, const struct n_item *it,
                         size_t i)
{
    if (n->t[it->start].upper)
        return false;
    for (size_t k = 0; k < it->nkids; k++)
        if (n_is(n, it->kid[k], "body"))
            return false;
    i++;
    if (i < n->last &&
        (!strcmp(n->t[i].key, "the") || n_listed(n, i, RN_LIST_DETERMINERS)))
        i++;
    if (i >= n->last || !n->t[i].word || n->t[i].upper || n->t[i].hard)
        return false;
    for (const struct n_item *o = n->kept[i]; o; o = o->next)
        if (n_emitted(n, o) != RN_NO_INDEX || tells_where(n, o))
            return false;
    return true;
}

/* Whether it ends in a word for schools, and their name begins behind it: no
 * letter, and no family name but before a small word. */
static bool enterprise_goes_on(const struct naive *n, const struct n_item *it)
{
    size_t i = it->end;

    if (i >= n->last || !n_of_kind(n, n_innermost(it, true), "enterprise") ||
        n->t[i].end == n->t[i].start + 1)
        return false;
    return unread(n, i, false) ||
           (n_listed(n, i, RN_LIST_SURNAMES) && unread(n, i, true) &&
            i + 1 < n->last && n->t[i + 1].word && !n->t[i + 1].upper &&
            !n->t[i + 1].glued && !n->t[i + 1].hard);
}

/* Whether a body in the plural begins within three small words from `i` on. */
static bool offices(const struct naive *n, size_t i)
{
    for (size_t k = i; k < n->last && k < i + 3; k++) {
        const struct n_item *it = n->kept[k];
        if (!n->t[k].word || n->t[k].upper || n->t[k].hard)
            return false;
        for (; it; it = it->next)
            if (n_is(n, it, "body") && n_in_plural(n, it))
                return true;
    }
    return false;
}

/* "Giám đốc Sở | Nông - Lâm nghiệp": two capitalised words that begin no
 * mention and a dash between them, blanks around it. */
static bool pair(const struct naive *n, size_t i)
{
    if (i + 2 >= n->last || strcmp(n->t[i + 1].key, "-") || n_best_at(n, i) ||
        n_best_at(n, i + 2))
        return false;
    for (size_t k = i; k < i + 3; k++)
        if (n->t[k].hard || n->t[k].glued ||
            (k != i + 1 && !(n->t[k].word && n->t[k].upper)))
            return false;
    return true;
}

/* Whether "&" joins letters that nothing reads to a name without blanks, or a
 * word to a Vietnamese one that says no place: "Chi cục KTHT | &XYZ", "Ban QL
 * dự án | & đầu tư". */
static bool joined(const struct naive *n, const struct n_item *it)
{
    size_t i = it->end + 1;

    if (i >= n->last || strcmp(n->t[it->end].key, "&") || n_best_at(n, i) ||
        n_listed(n, i, RN_LIST_PLURALS))
        return false;
    if (n->t[it->end].glued && n->t[i].glued)
        return n->t[i].capitals;
    return it->by->root == N_VI && n->t[i].word && !n->t[i].hard &&
           !tells_where(n, n_innermost(it, true));
}

/* Whether it ends in a Vietnamese body that never stands alone, and a small
 * Vietnamese word that begins no clause goes on: "Giám đốc Trung tâm | tính".
 */
static bool small_rest(const struct naive *n, const struct n_item *it)
{
    const struct n_item *word = n_innermost(it, true);
    size_t i = it->end;

    return word != it && word->by && word->by->root == N_VI &&
           n_is(n, word, "body") && (word->by->flags & RN_FORM_ALONE_NEVER) &&
           i < n->last && n->lang == RENORM_VI && n->t[i].word &&
           !n->t[i].upper && !n->t[i].hard && !n_joins(n, i) &&
           !n_listed(n, i, RN_LIST_FOLLOWS) &&
           !n_listed(n, i, RN_LIST_CLAUSE_WORDS);
}

/* Whether one word was read, or its last word, no place, field or number,
 * stands behind "of" or "the". */
static bool ends_bare(const struct naive *n, const struct n_item *it)
{
    const char *before = it->end < 2 ? "" : n->t[it->end - 2].key;

    return it->end == it->start + 1 ||
           ((!strcmp(before, "of") || !strcmp(before, "the")) &&
            n_emitted(n, n_innermost(it, true)) != RN_NO_INDEX);
}

/* Whether an ordinal stands at token `i` beside a word that begins no name:
 * "the | 13th Term", "| Term 13th". */
static bool tenure(const struct naive *n, size_t i)
{
    bool word = n_listed(n, i, RN_LIST_NOT_NAMES);

    if (i + word >= n->last)
        return false;
    for (const struct n_item *it = n->kept[i + word]; it; it = it->next)
        if (!it->by && it->kind == RN_B_ORDINAL &&
            (word ||
             (it->end < n->last && n_listed(n, it->end, RN_LIST_NOT_NAMES))))
            return true;
    return false;
}

/* Whether a name goes on behind what was read of it: with an unread word, but
 * for titles (persons follow them, or but in English a body's letters, or in
 * Vietnamese an office or a pair of fields, in Malay the first word of names),
 * or in English with "of" or "of the" and one, or behind a bare one with "for".
 */
static bool half_read(const struct naive *n, const struct n_item *it)
{
    size_t i = it->end;
    bool title = n_is(n, it, "title");

    if (it->by->flags & RN_FORM_OPEN)
        return false;
    if (enterprise_goes_on(n, it) ||
        (!title && (joined(n, it) || unread(n, i, false))))
        return true;
    if (title && it->by->root < N_EN &&
        (unread_letters(n, i) ||
         (it->by->root == N_VI && (office(n, i) || small_rest(n, it) ||
                                   (n_ends_in_word(n, it) && pair(n, i))))))
        return true;
    if (title && it->by->root == N_MS &&
        ((n_ends_in_word(n, it) && unread(n, i, false)) || unread_head(n, i)))
        return true;
    if (it->by->root < N_EN || i >= n->last)
        return false;
    if (title && !strcmp(n->t[i].key, "'s"))
        return unread(n, i + 1, true) || offices(n, i + 1);
    if (other_field(n, it) || place_and_place(n, it) ||
        (title && ends_in_level(n, it)) ||
        (title && tells_where(n, n_innermost(it, true)) &&
         unread_letters(n, i)))
        return true;
    if (!strcmp(n->t[i].key, "on") && it->end == it->start + 1)
        return unread(n, i + 1, false);
    if (strcmp(n->t[i].key, "of") &&
        (!ends_bare(n, it) || strcmp(n->t[i].key, "for")))
        return false;
    if (title && of_something(n, it, i))
        return true;
    i++;
    if (i < n->last && !strcmp(n->t[i].key, "the"))
        i++;
    return !(i < n->last &&
             ((says_where(n, it) && mere_place(n, i)) || tenure(n, i))) &&
           unread(n, i, true);
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

/* A place that ends right before token `end`, of five tokens at most. */
static bool behind_place(const struct naive *n, size_t end)
{
    for (size_t i = end; i > 0 && end - i < 5; i--)
        for (const struct n_item *b = n->kept[i - 1]; b; b = b->next)
            if (b->end == end && n_of_kind(n, b, "place"))
                return true;
    return false;
}

/* Words that a sentence may begin with are known, or verbs by their ends. */
static bool opening_name(const struct naive *n, size_t i)
{
    size_t len = strlen(n->t[i].key);

    return len > 3 && !known(n, i) && !n->t[i].capitals &&
           strcmp(n->t[i].key + len - 3, "ing") &&
           strcmp(n->t[i].key + len - 2, "ed");
}

/* Whether an English body, or a title that one begins, stands behind a
 * capitalised word that ends neither a mention nor a place and whose capital
 * means something; or a school behind any name. */
static bool begun_before(const struct naive *n, const struct n_item *before,
                         const struct n_item *it)
{
    size_t i = it->start;
    const struct n_item *first = it;
    bool school = nameless(n, it);

    if (n_is(n, it, "title") && it->nkids && it->kid[0]->by &&
        it->kid[0]->start == i && it->kid[0]->end > i)
        first = it->kid[0];
    return it->by->root >= N_EN && i >= 1 && !n->t[i].glued && !n->t[i].hard &&
           (school || n_is(n, first, "body")) && n->t[i - 1].word &&
           n->t[i - 1].upper &&
           (capital_means(n, i) || (school && opening_name(n, i - 1))) &&
           !n_joins(n, i - 1) && !n_listed(n, i - 1, RN_LIST_NOT_NAMES) &&
           (school || !n_listed(n, i - 1, RN_LIST_SURNAMES)) &&
           !(before && before->end == i) && (school || !behind_place(n, i));
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

/* Whether an English body is that of a stranger: "Samsung's | Office"; or in
 * small letters of what no lexicon has: "the zoo's | office". */
static bool owned_by_stranger(const struct naive *n, const struct n_item *it)
{
    size_t i = it->start;
    const struct n_token *owner;

    if (it->by->root < N_EN || !n_is(n, it, "body") || i < 2 ||
        strcmp(n->t[i - 1].key, "'s") || known(n, i - 2))
        return false;
    owner = &n->t[i - 2];
    if (!owner->upper)
        return owner->word && !n->t[i].upper;
    return !rn_syllable(rn_span_of(owner->key, strlen(owner->key)));
}

/* Whether such a word is joined to the helper with which an English body or
 * title begins, as half a field is: "Democracy and | Law Division". */
static bool field_before(const struct naive *n, const struct n_item *before,
                         const struct n_item *it)
{
    const struct n_item *first = n_innermost(it, false);
    size_t i = it->start;

    return it->by->root >= N_EN && first != it && first->by &&
           (n_is(n, it, "body") || n_is(n, it, "title")) &&
           n_emitted(n, first) == RN_NO_INDEX && i >= 2 &&
           (!strcmp(n->t[i - 1].key, "&") || !strcmp(n->t[i - 1].key, "-") ||
            !strcmp(n->t[i - 1].key, "and")) &&
           !tells_where(n, first) && strange(n, i - 2) &&
           !(before && before->end + 1 >= i);
}

/* Whether a Vietnamese body of one word is the last of a name: "Ngô Văn | Sở".
 */
static bool last_name(const struct naive *n, const struct n_item *before,
                      const struct n_item *it)
{
    size_t i = it->start;
    const struct n_token *t = &n->t[i];

    return it->by->root == N_VI && it->end == i + 1 && !it->nkids &&
           n_is(n, it, "body") && i >= 2 && !t->capitals && !t->hard &&
           !t->glued && t[-1].upper && !t[-1].capitals &&
           rn_syllable(rn_span_of(t[-1].key, strlen(t[-1].key))) &&
           capital_means(n, i) && !(before && before->end == i);
}

/* Whether the name began before what was read; a title is one also behind a
 * deputy's hyphen: "Vice-| Rector". */
static bool began(const struct naive *n, const struct n_item *before,
                  const struct n_item *it)
{
    const struct n_token *t = &n->t[it->start];

    if (it->start >= 2 && t[-1].glued && !t[-2].glued &&
        n_listed(n, it->start - 2, RN_LIST_DEPUTIES) &&
        (strcmp(t[-1].key, ".")
             ? t->glued && (!strcmp(t[-1].key, "-") || !strcmp(t[-1].key, "/"))
             : t[-2].upper))
        return n_is(n, it, "title");
    return begun_before(n, before, it) || owned_before(n, before, it) ||
           field_before(n, before, it) || owned_by_stranger(n, it) ||
           last_name(n, before, it);
}

bool n_half_anywhere(const struct naive *n, const struct n_item *before,
                     const struct n_item *it)
{
    return letters_of_words(n, it) || within_enterprise(n, it) ||
           (nameless(n, it) && began(n, before, it));
}

static size_t behind_half(const struct naive *n, const struct n_item *it)
{
    size_t at = it->start + 1;

    while (at < it->end && strcmp(n->t[at].key, "of"))
        at++;
    if (at == it->end)
        return at;
    at += 1 + (at + 1 < n->last && !strcmp(n->t[at + 1].key, "the"));
    if (half_read(n, it))
        return it->end < n->last && !strcmp(n->t[it->end].key, "'s") ? at
                                                                     : it->end;
    for (size_t k = 1; k < it->nkids; k++)
        if (it->kid[k]->start == at && it->kid[k]->end == it->end &&
            n_is(n, it->kid[k], "body"))
            return at;
    return it->end;
}

bool n_half(const struct naive *n, const struct n_item *before,
            const struct n_item *it, size_t *next)
{
    if (!half_read(n, it) && !began(n, before, it))
        return false;
    *next = behind_half(n, it);
    return true;
}

bool n_owns(const struct naive *n, const struct n_item *it)
{
    uint32_t body = rn_model_kind(n->m, RN_LIT("body"));
    bool where = false;

    if (n->t[it->end - 1].key[0] == '\'')
        return true;
    if (it->end >= n->last || strcmp(n->t[it->end].key, "'s") || !it->nkids ||
        n_emitted(n, it) != rn_model_kind(n->m, RN_LIT("title")))
        return false;
    for (size_t k = 0; k < it->nkids; k++) {
        if (n_emitted(n, it->kid[k]) == body)
            return false;
        where = where || (it->kid[k]->by && it->kid[k]->end == it->end &&
                          tells_where(n, it->kid[k]));
    }
    return where;
}

/* "Party Cell of village and Village Front": an English form has no level in
 * small letters and the same with a capital behind "and". */
bool n_level_twice(const struct naive *n, const struct n_item *it)
{
    const struct n_item *a = it->nkids == 2 ? it->kid[0] : NULL;
    const struct n_item *b = a ? it->kid[1] : NULL;

    return a && it->by->root >= N_EN && a->by && a->by->root != N_VI && b->by &&
           a->by->concept == b->by->concept && n_of_kind(n, b, "level") &&
           (n_joins(n, b->start - 1) & 1u << RENORM_EN) &&
           !n->t[a->start].upper && n->t[b->start].upper;
}
