/* text/numerals.h - spelled-out ordinals (1 to 199) and month names of the
 * three languages.
 *
 * The tables are generated from ICU while renorm is built (gen_numerals.c). */
#ifndef RN_TEXT_NUMERALS_H
#define RN_TEXT_NUMERALS_H

#include <stddef.h>

#include "renorm/renorm.h"

struct rn_numeral {
    renorm_lang lang;
    int value;
    char text[48]; /* words as a form writes them; no pointer, which would have
                      to be set whenever the program starts */
};

extern const struct rn_numeral rn_ordinals[];
extern const size_t rn_nordinals;
extern const struct rn_numeral
    rn_months[]; /* Malay and English, long and short */
extern const size_t rn_nmonths;

/* Of the ICU that wrote them, and of its Unicode. */
extern const char rn_icu_version[];
extern const char rn_icu_unicode_version[];

#endif
