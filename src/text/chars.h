/* text/chars.h - what a character is to the tokenizer.
 *
 * The class comes from utf8proc's categories, with our own exceptions:
 * apostrophes and dashes of every shape, zero-width marks, line ends. */
#ifndef RN_TEXT_CHARS_H
#define RN_TEXT_CHARS_H

#include <stdint.h>

enum rn_char_class {
    RN_CH_MARK, /* all that is nothing else: punctuation, symbols, controls */
    RN_CH_LETTER,
    RN_CH_COMBINING, /* belongs to the letter or mark before it */
    RN_CH_ZERO,  /* soft hyphen, zero-width marks, joiners, BOM: seen by nobody
                  */
    RN_CH_DIGIT, /* decimal digits of every script */
    RN_CH_BLANK, /* every space but line ends */
    RN_CH_TAB,
    RN_CH_LINE, /* CR, LF */
    RN_CH_NUL,
    RN_CH_DASH,
    RN_CH_APOSTROPHE
};

/* By asking utf8proc; the tokenizer keeps the answers for common blocks in
 * tables. */
enum rn_char_class rn_char_class(uint32_t cp);

/* 0 to 9; `cp` is of class RN_CH_DIGIT. */
unsigned rn_char_digit(uint32_t cp);

/* Of utf8proc and of the Unicode that it knows: "2.8.0", "15.0.0". */
const char *rn_char_library_version(void);
const char *rn_char_unicode_version(void);

#endif
