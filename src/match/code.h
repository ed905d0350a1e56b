/* match/code.h - the letters behind a document's number, -NQ/TW, with whatever
 * blanks crept in. */
#ifndef RN_MATCH_CODE_H
#define RN_MATCH_CODE_H

#include "match/chart.h"

/* Whether token `i` follows the one before it with at most a blank between
 * them, or the two of a justified line. */
bool rn_near(const struct rn_chart *c, uint32_t i);

/* How many digits stand at token `i`: 0 where it is no number. */
size_t rn_digits(const struct rn_chart *c, uint32_t i);

/* Behind the letters and joints of a number whose digits end before `j`; *code
 * is its first part of letters, or c->last. */
uint32_t rn_code_end(const struct rn_chart *c, uint32_t j, uint32_t *code);

/* Whether what begins at `i` is letters of a number whose digits are yet to be
 * filled in, or stand apart: "Số: /KH-| UBND", "số 12 /QĐ-| UBND". */
bool rn_in_code(const struct rn_chart *c, uint32_t i);

#endif
