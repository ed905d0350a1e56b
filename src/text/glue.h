/* text/glue.h - words that were glued together when a report was copied.
 *
 *   glued  = piece piece { piece }       ViceChairwoman, theParty, NAVice
 *          | word small | small "the"    Chairmanof, ofthe
 *          | roman tail [ piece ]        XIIth, XIIthCentral
 *          | tail piece                  5 | thplenum (behind a number)
 *   piece  = letter { small letter }     a capital begins all but the first
 *          | capital capital { capital } an abbreviation, four letters at most
 *   tail   = "th" | "st" | "nd" | "rd" .
 *
 * In ASCII alone. Each piece must be a word that somebody knows, of three
 * letters ("of" may be in small ones, "No") and one of five at least or an
 * abbreviation, and the whole must be none: so names of products (YouTube,
 * PayPal) stay whole. A word before a small one has six letters; "small" is
 * "of", "in", "by" and the like. */
#ifndef RN_TEXT_GLUE_H
#define RN_TEXT_GLUE_H

#include <stdbool.h>

#include "base/span.h"

/* Whether a key is a word; NULL knows none. */
typedef bool rn_known_fn(const void *arg, struct rn_span key);

/* How a spelling is parted: bytes of its first piece, and flags. */
enum {
    RN_CUT_MAX = 63,
    RN_CUT_GLUED =
        64, /* the rest belongs to the piece: the tail of an ordinal */
    RN_CUT_NUMBER = 128 /* only behind a number */
};

/* Where to part `raw`, a run of ASCII letters with the key `key`; 0 for not at
 * all. What is left is looked at for itself. */
unsigned rn_glue_cut(struct rn_span raw, struct rn_span key, rn_known_fn *known,
                     const void *arg);

#endif
