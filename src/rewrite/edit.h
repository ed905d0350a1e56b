/* rewrite/edit.h - what is written for a mention, in each style.
 *
 * - replace: its canonical name, in the plural where it stands in the plural;
 *   the line ends inside it are written behind it, so that lines keep their
 *   count
 * - gloss: the mention, then its canonical name in square brackets where it
 *   differs
 * - markup: <term kind="" concept="" canonical="">mention</term>, values
 *   XML-escaped
 *
 * Where the bytes stay as they are nothing is edited. */
#ifndef RN_REWRITE_EDIT_H
#define RN_REWRITE_EDIT_H

#include "base/buf.h"
#include "match/chart.h"
#include "renorm/renorm.h"

struct rn_edit {
    renorm_style style;
    struct rn_span page;
    uint32_t start, end; /* bytes of the page that are replaced */
    uint32_t floor;      /* token: those before belong to another mention */
    bool listed;         /* one of a list that is written out: singular */
    bool borne;          /* a capital behind it may begin its bearer's name */
    bool glossed;        /* a gloss of an earlier run stands behind it */
    bool caps;           /* the replacement is written in capitals */
    bool clitic;         /* the mention ends with Malay -nya */
};

/* Whether the reading `item`, a mention of the tokens start … end - 1, stands
 * in capitals: all its words do, apart from its number, and not only because
 * they are abbreviations ("UBND TỈNH", but not "UBND"; a headline in capitals
 * makes no difference between them). */
bool rn_edit_in_capitals(const struct rn_chart *c, uint32_t item,
                         uint32_t start, uint32_t end);

/* Take into the edit what grammar ties to a mention that begins at token
 * `start`: the word that makes it a plural ("các Đảng ủy", "para ketua"), the
 * first half of a Malay plural
 * ("ahli-ahli"). Returns whether that, or a number that counts it, makes it a
 * plural; *mention is where it begins then, for the halves of a plural are one
 * word. */
bool rn_edit_take_plural(struct rn_edit *e, const struct rn_chart *c,
                         uint32_t start, uint32_t item, uint32_t *mention);

/* Take the indefinite article before token `start` into the edit where
 * `replacement` wants the other one ("a Inspectorate"), and put the right one
 * before it. */
void rn_edit_take_article(struct rn_edit *e, const struct rn_chart *c,
                          uint32_t start, struct rn_buf *replacement);

/* Append what style replace writes for the reading `item`. In capitals its
 * number stays as it is. */
void rn_edit_replacement(const struct rn_edit *e, const struct rn_chart *c,
                         uint32_t item, bool plural, struct rn_span canonical,
                         struct rn_buf *out);

/* Append what the edit's style writes; whether that differs from the bytes
 * replaced. */
bool rn_edit_write(const struct rn_edit *e, const char *kind,
                   const char *concept, struct rn_span canonical,
                   struct rn_span replacement, struct rn_buf *out);

#endif
