/* lexicon/stats.h - count what a model holds, and find what it lacks: forms of
 * a concept in a language, and examples of those that have slots.
 *
 * The model is finished: concepts have their kinds, names are English forms. */
#ifndef RN_LEXICON_STATS_H
#define RN_LEXICON_STATS_H

#include "lexicon/model.h"

renorm_status rn_model_stats(const struct rn_model *m,
                             const renorm_stats_handler *handler);

#endif
