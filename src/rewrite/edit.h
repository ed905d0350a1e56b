/* rewrite/edit.h - what is written for a mention, in each style.
 *
 *   replace  its canonical name, in the plural where it stands in the plural; the line ends
 *            inside it are written behind it, so that lines keep their count
 *   gloss    the mention, then its canonical name in square brackets where it differs
 *   markup   <term kind="" concept="" canonical="">mention</term>, values XML-escaped
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
    bool glossed;        /* a gloss of an earlier run stands behind it */
};

/* Append what style replace writes for the reading `item`. */
void rn_edit_replacement(const struct rn_edit *e, const struct rn_chart *c,
                         uint32_t item, bool plural, struct rn_span canonical,
                         struct rn_buf *out);

/* Append what the edit's style writes; whether that differs from the bytes replaced. */
bool rn_edit_write(const struct rn_edit *e, const char *kind,
                   const char *concept, struct rn_span canonical,
                   struct rn_span replacement, struct rn_buf *out);

#endif
