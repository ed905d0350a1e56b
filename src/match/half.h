/* match/half.h - half a name is worse than none: what the words beside a
 * reading say of it.
 *
 * A body whose name goes on with a word that nothing reads is left alone, and
 * so is one whose name began before: "Department of Dike Management | and Flood
 * Control", "Democracy and | Law Division". A title before a stranger's name,
 * or owned by a company, is that one's. In a headline capitals say nothing. */
#ifndef RN_MATCH_HALF_H
#define RN_MATCH_HALF_H

#include "match/select.h"

/* Whether the segment is written as a headline: in capitals, or with most words
 * capitalised (a short one: all). Capitals then say nothing about where a name
 * ends. */
bool rn_half_headline(const struct rn_chart *c);

/* Whether a school's or a company's name begins with the place in which the
 * reading ends: "Chairman of Vinh | University". */
bool rn_half_enterprise(const struct rn_chart *c, const struct rn_item *it);

/* Whether letters are a word of the capitals around them: "NA | HANG" begins
 * with a place that is longer, "MOST | COMMUNES" with a word that is no name.
 */
bool rn_half_capitals(const struct rn_chart *c, const struct rn_item *it);

/* Whether the name goes on behind what was read. */
bool rn_half_goes_on(struct rn_chart *c, const struct rn_item *it);

/* Whether the reading begins with a word for schools or companies: what they
 * are called stands before it ("Tay Nguyen | University Party Committee"). */
bool rn_half_nameless(const struct rn_chart *c, const struct rn_item *it);

/* Whether the reading ends in the one word that all departments or ministries
 * begin with. What stands behind it with a capital is its field, in a headline
 * too: "- Jabatan | Pembangunan Kampung". In capitals it may be letters. */
bool rn_half_unnamed(const struct rn_chart *c, const struct rn_item *it);

/* Whether a capitalised word that nothing reads stands at token `i` and has not
 * the shape of a syllable of our names. */
bool rn_half_strange_word(struct rn_chart *c, uint32_t i);

/* Whether the reading is one word, a body in text without marks, that may as
 * well be any other syllable: "So: 14/NQ-HDND", "Chieng | So". */
bool rn_half_syllable(const struct rn_chart *c, const struct rn_item *it);

/* Half a name in front, in English alone: whether what was read began before,
 * or is somebody's whom nothing reads. */
bool rn_half_began(struct rn_chart *c, const struct rn_selection *s,
                   const struct rn_item *it);

/* rest.c: the innermost of what was read that begins where `it` does, or that
 * ends where it does (`last`). */
const struct rn_item *rn_half_innermost(const struct rn_chart *c,
                                        const struct rn_item *it, bool last);

/* rest.c: whether a Vietnamese title ends in a word that never stands alone,
 * and small words go on with the name that it begins: "Giám đốc Trung tâm |
 * tính toán". Where a clause goes on, "follows" or "clause-words" has its first
 * word. */
bool rn_half_small_rest(const struct rn_chart *c, const struct rn_item *it);

/* strangers.c: whether capitals lead from token `i` to the word for a school or
 * a company: "Vinh | Investment Consulting Company". */
bool rn_half_leads_to_enterprise(const struct rn_chart *c, uint32_t i);

/* rest.c: whether a reading that begins at token `i` stands behind a
 * deputy's mark: "Deputy-| Editor", "P.| Hiệu trưởng", "V/| Chairman". */
bool rn_half_behind_deputy(const struct rn_chart *c, uint32_t i);

/* rest.c: whether offices in small letters stand at `i`, whose head the title
 * before "'s" is: "Deputy Heads of the People's Council's | specialized
 * departments". */
bool rn_half_owns_offices(const struct rn_chart *c, uint32_t i);

/* rest.c: whether a document whose author the title before "'s" is stands
 * at `i`: "the Prime Minister's | Directive on floods", not "'s | Law Office".
 */
bool rn_half_owns_paper(const struct rn_chart *c, uint32_t i);

/* rest.c: whether a term of office stands at `i`, which is no rest of a
 * name: "Political Bureau of the | XII term", "of | Term XII". */
bool rn_half_tenure_at(const struct rn_chart *c, uint32_t i);

/* strangers.c: whether a level or a place is spelled in the reading. */
bool rn_half_says_where(const struct rn_chart *c, const struct rn_item *it);

/* strangers.c: whether a title of ours stands before a stranger's name,
 * "President | Obama", or before others that do. */
bool rn_half_strangers(struct rn_chart *c, const struct rn_signs *signs,
                       const struct rn_item *it);

#endif
