/* engine/touched.h - what a lexicon changes of another that it is laid on.
 *
 * A text is read otherwise with layers than without only where something of
 * theirs matches. So of each path of the tries that one of the two lexicons
 * lacks, or that means something else there, a word is marked that few others
 * have: a text without any marked word is read as before. What is written for
 * it are names; so those names count as well in which a marked word stands, by
 * a word of each path that gives them. Words that are themselves not what they
 * were (new ones, those with which forms did not begin before) are marked too.
 *
 * Compared are the compiled lexicons, so that whatever editors may write is
 * seen. What is common to all texts (kinds, codes of documents, lists of words)
 * leaves no text untouched when it changes, and so does a path without words.
 */
#ifndef RN_ENGINE_TOUCHED_H
#define RN_ENGINE_TOUCHED_H

#include "match/image.h"
#include "text/text.h"

struct rn_touched {
    const struct rn_image *now; /* borrowed */
    uint8_t *hot;               /* a word of `now`: 1 marked */
    bool all;                   /* every text is touched */
};

/* Compare `now` with `before`. On failure (NOMEM) nothing is to be released. */
renorm_status rn_touched_find(struct rn_touched *t,
                              const struct rn_image *before,
                              const struct rn_image *now, struct rn_text *text);
void rn_touched_release(struct rn_touched *t);

/* Whether a text with a word of this key may be read otherwise. */
bool rn_touched_key(const struct rn_touched *t, struct rn_span key);

/* Whether one with the tokens may. */
bool rn_touched_tokens(const struct rn_touched *t,
                       const struct rn_tokens *tokens);

#endif
