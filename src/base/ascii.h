/* base/ascii.h - character classes of ASCII alone: <ctype.h> follows the locale
 * and is undefined for negative char. Each takes any int and is false outside
 * ASCII. */
#ifndef RN_BASE_ASCII_H
#define RN_BASE_ASCII_H

#include <stdbool.h>

static inline bool rn_ascii_upper(int c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool rn_ascii_lower(int c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool rn_ascii_alpha(int c)
{
    return rn_ascii_upper(c) || rn_ascii_lower(c);
}
static inline bool rn_ascii_digit(int c)
{
    return c >= '0' && c <= '9';
}
static inline bool rn_ascii_alnum(int c)
{
    return rn_ascii_alpha(c) || rn_ascii_digit(c);
}
/* Space and tab, not line ends. */
static inline bool rn_ascii_blank(int c)
{
    return c == ' ' || c == '\t';
}
static inline bool rn_ascii_space(int c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline int rn_ascii_tolower(int c)
{
    return rn_ascii_upper(c) ? c + 32 : c;
}
static inline int rn_ascii_toupper(int c)
{
    return rn_ascii_lower(c) ? c - 32 : c;
}

#endif
