/* rewrite/name.h - write the canonical name of a reading.
 *
 * A concept's name is a template: words, slots, and options that are shown only
 * if every slot in them is filled. A slot is filled by what the reading found,
 * by what its form binds, or by what the slots beside it imply:
 *
 * - {level} unbound: the level of the place in {place}; a place's or numbered
 *   area's own
 * - {area} unbound: the concept `area`, written with the {level} and {place} of
 *   this item
 * - {document-type} beside {number}, in a translation: what the code in the
 *   number says
 *
 * "the" before a slot is dropped where what fills it has `article: none`; a
 * word is not written twice where a place brings its level in its name (Ho Chi
 * Minh City). */
#ifndef RN_REWRITE_NAME_H
#define RN_REWRITE_NAME_H

#include "base/buf.h"
#include "match/chart.h"

/* Append the canonical name of an item, in the singular. Not terminated by
 * itself. */
void rn_name_render(const struct rn_chart *c, uint32_t item,
                    struct rn_buf *out);

/* Append what a slot of the item is written as; false where it is not filled.
 */
bool rn_name_slot(const struct rn_chart *c, uint32_t item, uint32_t label,
                  struct rn_buf *out);

/* Append the name of a concept that a form binds. */
void rn_name_concept(const struct rn_chart *c, uint32_t concept,
                     struct rn_buf *out);

/* The type that the text names for a numbered document, or RN_NONE. */
uint32_t rn_name_type(const struct rn_chart *c, uint32_t item);

/* Whether the code in `number` may mean the type that a numbered document
 * names. */
bool rn_name_type_fits(const struct rn_chart *c, uint32_t item,
                       const char *number);

/* Whether the code of a numbered document cannot mean the type that it names:
 * which of the two its name has hangs on the language around it. */
bool rn_name_contradicts(struct rn_chart *c, uint32_t item);

/* Append `name` (of `concept`) with its head in the plural: "Party Committees
 * of the …". */
void rn_name_plural(const struct rn_image *im, uint32_t concept,
                    struct rn_span name, struct rn_buf *out);

/* The concept whose name carries the head: the reading's own, or that of its
 * first slot. */
uint32_t rn_name_head(const struct rn_chart *c, uint32_t item);

/* In the item's name, which stands in `out` from byte `from` on, write in the
 * plural what stands so behind its head: "Directors of the Departments of …".
 */
void rn_name_plural_wholes(const struct rn_chart *c, uint32_t item, size_t from,
                           struct rn_buf *out);

#endif
