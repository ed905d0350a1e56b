/* gen_numerals - write the tables of spelled-out ordinals and of month names,
 * from ICU.
 *
 * Runs while renorm is built, so that the program itself never loads ICU.
 * Beside what ICU spells there are the variants that texts use: Vietnamese
 * cardinals (which follow "khóa"), "linh" for "lẻ"; Malay cardinals behind
 * "ke-" or "ke", and ordinals without blanks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "text/numerals.h"

enum { LAST = 199, TEXT = 256 };

static const char *const langs[] = { "vi", "ms", "en" };
static const char *const names[] = { "RENORM_VI", "RENORM_MS", "RENORM_EN" };

static void spell(UNumberFormat *f, const char *rules, int value, char *out)
{
    UErrorCode err = U_ZERO_ERROR;
    UChar text[TEXT];

    u_uastrcpy(text, rules);
    unum_setTextAttribute(f, UNUM_DEFAULT_RULESET, text, -1, &err);
    unum_format(f, value, text, TEXT, NULL, &err);
    u_strToUTF8(out, TEXT, NULL, text, -1, &err);
    if (U_FAILURE(err)) {
        fprintf(stderr, "gen_numerals: %s\n", u_errorName(err));
        out[0] = '\0';
    }
}

static void row(const char *lang, int value, const char *prefix,
                const char *text)
{
    if (strlen(prefix) + strlen(text) >= sizeof((struct rn_numeral *)0)->text) {
        fprintf(stderr, "gen_numerals: '%s%s' is too long\n", prefix, text);
        exit(1);
    }
    printf("    { %s, %d, \"%s%s\" },\n", lang, value, prefix, text);
}

/* "một trăm lẻ một" is also "một trăm linh một". */
static void vietnamese(int value, const char *text)
{
    const char *le = strstr(text, " lẻ ");
    char other[TEXT + 8];

    row("RENORM_VI", value, "", text);
    if (!le)
        return;
    snprintf(other, sizeof other, "%.*s linh %s", (int)(le - text), text,
             le + strlen(" lẻ "));
    row("RENORM_VI", value, "", other);
}

/* "kelima belas" is also "ke-lima belas", "ke lima belas", "kelimabelas". */
static void malay(int value, const char *ordinal, const char *cardinal)
{
    char glued[TEXT];
    size_t n = 0;

    row("RENORM_MS", value, "ke-", cardinal);
    row("RENORM_MS", value, "ke ", cardinal);
    if (!strchr(ordinal, ' '))
        return;
    for (const char *p = ordinal; *p; p++)
        if (*p != ' ')
            glued[n++] = *p;
    glued[n] = '\0';
    row("RENORM_MS", value, "", glued);
}

static int ordinals(int l)
{
    UErrorCode err = U_ZERO_ERROR;
    UNumberFormat *f = unum_open(UNUM_SPELLOUT, NULL, 0, langs[l], NULL, &err);
    char ordinal[TEXT], cardinal[TEXT];

    if (U_FAILURE(err))
        return 1;
    for (int v = 1; v <= LAST; v++) {
        spell(f, "%spellout-ordinal", v, ordinal);
        spell(f, "%spellout-cardinal", v, cardinal);
        if (!ordinal[0] || !cardinal[0])
            return 1;
        if (l == 0) {
            const char *bare = strncmp(ordinal, "thứ ", strlen("thứ "))
                                   ? ordinal
                                   : ordinal + strlen("thứ ");
            vietnamese(v, bare);
            if (strcmp(bare, cardinal))
                vietnamese(v, cardinal);
        } else {
            row(names[l], v, "", ordinal);
            if (l == 1)
                malay(v, ordinal, cardinal);
        }
    }
    unum_close(f);
    return 0;
}

static int months(int l)
{
    static const UDateFormatSymbolType types[] = { UDAT_MONTHS,
                                                   UDAT_SHORT_MONTHS };
    UErrorCode err = U_ZERO_ERROR;
    UDateFormat *f =
        udat_open(UDAT_LONG, UDAT_LONG, langs[l], NULL, 0, NULL, 0, &err);

    for (int t = 0; t < 2; t++) {
        for (int m = 0; m < 12; m++) {
            UChar text[TEXT];
            char utf8[TEXT];
            udat_getSymbols(f, types[t], m, text, TEXT, &err);
            u_strToUTF8(utf8, TEXT, NULL, text, -1, &err);
            if (U_FAILURE(err))
                return 1;
            row(names[l], m + 1, "", utf8);
        }
    }
    udat_close(f);
    return 0;
}

int main(void)
{
    int bad = 0;

    printf("/* Written by gen_numerals with ICU %s; do not edit. */\n"
           "const struct rn_numeral rn_ordinals[] = {\n",
           U_ICU_VERSION);
    for (int l = 0; l < 3; l++)
        bad |= ordinals(l);
    printf("};\nconst size_t rn_nordinals = "
           "sizeof rn_ordinals / sizeof *rn_ordinals;\n"
           "const struct rn_numeral rn_months[] = {\n");
    /* Vietnamese months are numbers ("tháng 5"): the date scanner reads them.
     */
    for (int l = 1; l < 3; l++)
        bad |= months(l);
    printf("};\nconst size_t rn_nmonths = sizeof rn_months / sizeof "
           "*rn_months;\n");
    printf("const char rn_icu_version[] = \"%s\";\n"
           "const char rn_icu_unicode_version[] = \"%s\";\n",
           U_ICU_VERSION, U_UNICODE_VERSION);
    return bad;
}
