/* spelling.h - what the halves of the naive parser share. */
#ifndef RN_TESTS_ORACLE_SPELLING_H
#define RN_TESTS_ORACLE_SPELLING_H

#include "naive.h"

/* Give up, saying why. */
void n_must(bool ok, const char *what);

void n_copy(char *out, size_t size, const char *from, size_t len);
bool n_letter(char c);
bool n_digit(char c);
size_t n_token_len(const char *s, size_t len, bool behind_word);
void n_spell(struct naive *n, struct n_spelling s);

/* The language of a spelling; names are English. */
renorm_lang n_lang_of(const struct n_spelling *s);

/* The kind that the reading is a mention of; RN_NO_INDEX where it is none. */
uint32_t n_emitted(const struct naive *n, const struct n_item *it);

/* Whether that is the kind of this name. */
bool n_is(const struct naive *n, const struct n_item *it, const char *kind);

/* "Name (ABBR)": what stands in parentheses says the mention before them again.
 */
bool n_repeats(const struct naive *n, const struct n_item *before,
               const struct n_item *it);

/* Whether what was read ends with a body of one word. */
bool n_ends_in_word(const struct naive *n, const struct n_item *it);

/* < 0 where `a` goes first among the readings of a token. */
int n_order_in_cell(const struct naive *n, const struct n_item *a,
                    const struct n_item *b);

/* Behind the abbreviation in parentheses at token `pos`, 0 without one. */
size_t n_behind_abbreviation(const struct naive *n, size_t pos);

/* Bit a language: the token is in its list of this name, or is a joiner of it.
 */
unsigned n_listed(const struct naive *n, size_t i, enum rn_list which);
unsigned n_joins(const struct naive *n, size_t i);

/* Whether the reading stands in the plural: its own words, or those of what its
 * name begins with, capitalised words aside. */
bool n_in_plural(const struct naive *n, const struct n_item *it);

/* Repeat each mention of the segment, those from `first` on, for the further
 * members of its list. */
void n_repeat_lists(struct naive *n, size_t first);

/* A mention begins behind no number that it is glued to, however many glued
 * tokens (eight at most) lie between, save where a dot that follows no
 * capitals, or a mark that codes do not have, is one of them or a word with
 * small letters stands right behind the number;
 * and ends before no small word that a dash glues to it, nor before its last
 * word again. */
bool n_edges_free(const struct naive *n, size_t start, size_t end);

/* Whether the token is the word: 1, or in English its plural: 2. */
int n_spells(const struct n_spelling *s, const struct n_elem *e,
             const struct n_token *t);

/* Whether the slot takes the reading. */
bool n_takes(const struct naive *n, const struct n_elem *slot,
             const struct n_item *a);

/* Whether the kind, or that of the reading, is of the kind of this name or of
 * one below it. */
bool n_kind_is(const struct naive *n, uint32_t kind, const char *name);
bool n_of_kind(const struct naive *n, const struct n_item *it,
               const char *name);

/* What begins, or ends, where the reading does, as deep as one can go. */
const struct n_item *n_innermost(const struct n_item *it, bool last);

/* The reading that the selection takes at token `i`, NULL where none stands;
 * and whether it only claims its words. */
const struct n_item *n_best_at(const struct naive *n, size_t i);
bool n_ignored(const struct naive *n, const struct n_item *it);

/* Nine tenths of the bytes of the segment's words are in words of capitals. */
bool n_all_capitals(const struct naive *n);

/* A headline's capitals say nothing. */
bool n_headline(const struct naive *n);

/* Whether what the reading owns stands behind it, unread: it ends in the mark
 * of a possessive, or is a title of a place, without a body, before one. */
bool n_owns(const struct naive *n, const struct n_item *it);

/* Whether an English form joins a level to itself, in small letters first and
 * then with a capital, which begins another name. */
bool n_level_twice(const struct naive *n, const struct n_item *it);

/* Whether the reading, behind the mention `before`, is half a name: by what its
 * words are, also in a headline. */
bool n_half_anywhere(const struct naive *n, const struct n_item *before,
                     const struct n_item *it);

/* The like by capitals, and the token to go on from: where its whole begins,
 * behind "of", if its name began before or "'s" stands behind it; or its end.
 */
bool n_half(const struct naive *n, const struct n_item *before,
            const struct n_item *it, size_t *next);

/* Whether "'s" stands at `at` with one blank before and behind it, behind the
 * word that ends there. */
bool n_stands_apart(const struct n_token *word, const char *text, size_t at,
                    size_t to);

#endif
