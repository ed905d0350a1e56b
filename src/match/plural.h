/* match/plural.h - regular English plurals, of one word in small letters. */
#ifndef RN_MATCH_PLURAL_H
#define RN_MATCH_PLURAL_H

#include "base/buf.h"

/* Append the plural of the ASCII word `w` ("committee" -> "committees", "body"
 * -> "bodies", "branch" -> "branches", "chairman" -> "chairmen"). Case is kept
 * but for what is added. */
void rn_plural(struct rn_span w, struct rn_buf *out);

#endif
