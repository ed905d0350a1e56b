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

#endif
