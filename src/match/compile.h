/* match/compile.h - a model of concepts and forms becomes an image.
 *
 * Deterministic: the same model gives the same bytes on every machine. Every
 * form was parsed once by rn_model_finish, so only limits and memory can fail
 * here. */
#ifndef RN_MATCH_COMPILE_H
#define RN_MATCH_COMPILE_H

#include "base/buf.h"
#include "lexicon/model.h"
#include "match/image.h"

/* Append the image of a finished model to `out` (empty before). `text` makes
 * the keys. */
renorm_status rn_compile(const struct rn_model *model, struct rn_text *text,
                         struct rn_buf *out, struct rn_diags *d);

#endif
