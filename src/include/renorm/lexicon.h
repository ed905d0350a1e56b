/* renorm/lexicon.h - maintain lexicons: check them before anything is read with
 * them. Unstable: may change between minor versions. */
#ifndef RENORM_LEXICON_H
#define RENORM_LEXICON_H

#include "renorm/renorm.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct renorm_lint_result {
    size_t errors, warnings;
    size_t files, concepts, forms;
} renorm_lint_result;

/* Check the shipped lexicon with `nlayers` layers on it (flags as
 * renorm_lexicon_load). Reports everything that is wrong, not the first mistake
 * only. Returns RENORM_OK when there is no error (warnings are allowed),
 * RENORM_E_LEXICON otherwise. */
RENORM_API renorm_status renorm_lexicon_lint(const char *const *layers,
                                             size_t nlayers, unsigned flags,
                                             renorm_diag_fn *sink, void *arg,
                                             renorm_lint_result *result);

#ifdef __cplusplus
}
#endif
#endif
