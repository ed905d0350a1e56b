/* match/value.h - what the items say that code recognised: their text, made
 * when a name is written, from the tokens they stand on. Most of them are never
 * asked. */
#ifndef RN_MATCH_VALUE_H
#define RN_MATCH_VALUE_H

#include "match/chart.h"

/* The number that the digits of token `i` are; from 100000 on any such. */
unsigned rn_number_at(const struct rn_chart *c, uint32_t i);

/* The number from 1 to 999 that token `i` of the page writes in digits or, up
 * to 99 and in capitals, in Roman figures; else 0. */
unsigned rn_figure(const struct rn_chart *c, uint32_t i);

/* The month that the word at token `i` of the page names, 1 to 12, or 0. */
unsigned rn_month_at(const struct rn_chart *c, uint32_t i);

/* Value of a Roman number up to 99 in capitals, or 0. */
unsigned rn_roman(struct rn_span s);

/* "15th". Appends to `out`. */
void rn_ordinal_text(unsigned n, struct rn_buf *out);

/* The text of an item of the page without a concept (match/builtin.h says how
 * each kind is written). Appends to `out`. */
void rn_value_text(const struct rn_chart *c, const struct rn_item *it,
                   struct rn_buf *out);

#endif
