#include "match/code.h"

#include "base/ascii.h"

enum {
    CODE_LETTERS_MAX = 12,
    CODE_DIGITS_MAX = 3, /* "214/KH-BCĐ389" */
    NEAR_BYTES = 2 /* two blanks of a justified line, or a no-break space */
};

bool rn_near(const struct rn_chart *c, uint32_t i)
{
    return i < c->last &&
           !rn_has(c, i,
                   RN_TOK_HARD | RN_TOK_KEEP | RN_TOK_LINE | RN_TOK_WIDE) &&
           c->tok->start[i] - c->tok->end[i - 1] <= NEAR_BYTES;
}

size_t rn_digits(const struct rn_chart *c, uint32_t i)
{
    return rn_has(c, i, RN_TOK_NUMBER) ? rn_token_keylen(c->tok, i) : 0;
}

/*     number = digits [ "a" … "e" ] [ ( "/" | "-" ) year ]
 *              [ blank part "/" part ] { joint part } .
 *     joint  = [ blank ] ( "-" | "/" ) [ blank ] | "." (between capitals) ;
 *              what stands behind a blank there must look like nothing else .
 *     part   = letters [ digits ] { "&" letters }
 *            | digits (behind a part of letters) . */

/* Behind a part that begins at `i`, or 0. */
static uint32_t part_end(const struct rn_chart *c, uint32_t i)
{
    uint32_t j = i;

    if (!rn_has(c, i, RN_TOK_WORD) ||
        c->tok->end[i] - c->tok->start[i] > 2 * CODE_LETTERS_MAX)
        return 0;
    j++;
    if (rn_digits(c, j) && rn_digits(c, j) <= CODE_DIGITS_MAX &&
        rn_has(c, j, RN_TOK_GLUED))
        j++;
    while (rn_is_mark(c, j, '&') && rn_has(c, j, RN_TOK_GLUED) &&
           rn_has(c, j + 1, RN_TOK_WORD) && rn_has(c, j + 1, RN_TOK_GLUED))
        j += 2;
    return j;
}

/* A part of a code is written in capitals, at least in its first letter, or is
 * ASCII letters behind a slash that a machine made small ("1666/qd-bgddt"). */
static bool code_like(const struct rn_chart *c, uint32_t i, bool slash)
{
    return rn_has(c, i, RN_TOK_UPPER) ||
           (slash && rn_has(c, i, RN_TOK_ASCII) &&
            c->tok->end[i] - c->tok->start[i] <= 6);
}

/* Whether the letter that begins at `*at` is a capital of a code; *at is then
 * behind it. */
static bool code_capital(const struct rn_chart *c, uint32_t *at, uint32_t end)
{
    const unsigned char *p = (const unsigned char *)c->page.ptr + *at;

    if (*at < end && *p >= 'A' && *p <= 'Z')
        ++*at;
    else if (*at + 1 < end && ((p[0] == 0xc4 && p[1] == 0x90) || /* Đ */
                               (p[0] == 0xc6 && p[1] == 0xaf)))  /* Ư */
        *at += 2;
    else
        return false;
    return true;
}

/* Whether blanks crept in around the joint at `j` of a number: behind it stands
 * then a code of two capitals, none with a tone, and no word of a sentence that
 * a dash sets off: "57-NQ/TW - luồng gió mới", "57-NQ/TW - 59-NQ/TW". Before
 * the letters more of them must follow ("57 - NQ/TW"); behind two parts of
 * them, a figure or among words in capitals nothing is told ("57-NQ/TW - UBKT
 * Tỉnh ủy"). `parts` is how many there were. */
static bool blanks_crept_in(const struct rn_chart *c, uint32_t j, int parts)
{
    uint32_t at = c->tok->start[j + 1], end = c->tok->end[j + 1], behind;
    bool two = !rn_has(c, j, RN_TOK_GLUED) && !rn_has(c, j + 1, RN_TOK_GLUED);
    struct rn_span key = rn_token_key(c->tok, j + 1);

    if (!code_capital(c, &at, end) || !code_capital(c, &at, end) ||
        rn_ascii_digit(key.ptr[key.len - 1]))
        return false;
    if (!two || rn_is_mark(c, j, '/'))
        return true;
    behind = part_end(c, j + 1);
    if (!parts)
        return behind && rn_is_mark_of(c, behind, "-/");
    return parts == 1 && !rn_digits(c, j - 1);
}

/* Whether a dot joins two parts in capitals: "12/CĐ.UBND". */
static bool dot_joins(const struct rn_chart *c, uint32_t dot, uint32_t code)
{
    return code != c->last && rn_is_mark(c, dot, '.') &&
           rn_has(c, dot, RN_TOK_GLUED) && rn_has(c, dot + 1, RN_TOK_GLUED) &&
           rn_has(c, dot - 1, RN_TOK_ALLCAPS) &&
           rn_has(c, dot + 1, RN_TOK_ALLCAPS);
}

/* Whether a code stands at `j`, behind digits, whose dash was left out: "57
 * NQ/TW", "57NQ/TW", "57 CV/TTr". */
static bool lost_dash(const struct rn_chart *c, uint32_t j)
{
    return rn_has(c, j, RN_TOK_UPPER) && rn_near(c, j) &&
           (!rn_has(c, j, RN_TOK_GLUED) ||
            (rn_has(c, j, RN_TOK_ALLCAPS) && rn_token_keylen(c->tok, j) > 1)) &&
           part_end(c, j) == j + 1 && rn_is_mark(c, j + 1, '/') &&
           rn_has(c, j + 1, RN_TOK_GLUED) && rn_has(c, j + 2, RN_TOK_UPPER) &&
           rn_has(c, j + 2, RN_TOK_GLUED);
}

/* Whether a number goes on at `i` behind the dash or slash before it: nearby,
 * or with capitals at the start of the next line: "12-QĐ/ | TU". */
static bool goes_on(const struct rn_chart *c, uint32_t i)
{
    return rn_near(c, i) ||
           (rn_has(c, i, RN_TOK_LINE) && rn_has(c, i, RN_TOK_ALLCAPS) &&
            !rn_has(c, i, RN_TOK_HARD | RN_TOK_KEEP) &&
            rn_has(c, i - 1, RN_TOK_GLUED));
}

uint32_t rn_code_end(const struct rn_chart *c, uint32_t j, uint32_t *code)
{
    int parts = 0;

    *code = c->last;
    if (lost_dash(c, j)) {
        *code = j++;
        parts++;
    }
    for (;;) {
        bool slash = rn_is_mark(c, j, '/'), dash = rn_is_mark(c, j, '-');
        uint32_t next = 0;
        if (!(slash || dash || dot_joins(c, j, *code)) || !rn_near(c, j) ||
            !goes_on(c, j + 1))
            return j;
        if (!(rn_has(c, j, RN_TOK_GLUED) && rn_has(c, j + 1, RN_TOK_GLUED)) &&
            !blanks_crept_in(c, j, parts))
            return j;
        if (*code != c->last && rn_digits(c, j + 1) && rn_digits(c, j + 1) <= 4)
            next = j + 2;
        else if (*code == c->last ? code_like(c, j + 1, slash)
                                  : rn_has(c, j + 1, RN_TOK_UPPER) ||
                                        code_like(c, *code, true))
            next = part_end(c, j + 1);
        if (!next)
            return j;
        if (*code == c->last)
            *code = j + 1;
        parts++;
        j = next;
    }
}

bool rn_in_code(const struct rn_chart *c, uint32_t i)
{
    uint32_t slash = i, joint;

    while (slash > c->first && i - slash < CODE_LETTERS_MAX &&
           rn_has(c, slash, RN_TOK_GLUED) && !rn_is_mark(c, slash, '/'))
        slash--;
    if (slash == i || !rn_is_mark(c, slash, '/') ||
        (slash > c->first && rn_has(c, slash, RN_TOK_GLUED) &&
         rn_has(c, slash - 1, RN_TOK_WORD)))
        return false;
    joint = rn_has(c, slash + 1, RN_TOK_GLUED) ? part_end(c, slash + 1) : 0;
    return joint && rn_is_mark_of(c, joint, "-/") &&
           rn_has(c, joint, RN_TOK_GLUED) &&
           rn_has(c, joint + 1, RN_TOK_GLUED) && code_like(c, joint + 1, false);
}
