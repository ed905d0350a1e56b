/* lang/lang.h - which language is each span of a page, and how sure.
 *
 * Every token has log-odds for five classes, in 1/100 nat. Indonesian (ID) is
 * apart from OTHER so that Malay can be told from it; both are `und` to the
 * user. A Viterbi pass with the page as prior gives spans that tile each
 * segment. Numbers with their codes (57-NQ/TW), marks, keep zones, names and
 * what is RN_TOK_QUIET do not vote: they take the language of their neighbours.
 * Integer arithmetic; the same answer on every machine. An rn_lang belongs to
 * one thread; the model is shared and constant.
 */
#ifndef RN_LANG_LANG_H
#define RN_LANG_LANG_H

#include "text/text.h"

enum rn_lang_class {
    RN_LC_VI,
    RN_LC_MS,
    RN_LC_EN,
    RN_LC_ID,
    RN_LC_OTHER,
    RN_LC_COUNT,
    RN_LC_LANES = 8 /* of a row of votes: it then fills half a wide register */
};

struct rn_lang_options {
    int forced; /* -1: detect; else the renorm_lang that every span is given */
    int prior_id; /* added to Indonesian's score of a page and of each segment,
                     1/100 nat, in place of our own prior against it */
    bool have_prior_id;
    bool page_prior; /* the page's sum is the prior of its segments; false: each
                        segment alone */
};

struct rn_lang_span {
    uint32_t first, last; /* tokens first … last-1 */
    uint32_t start,
        end; /* bytes of the page; spans tile their segment's bytes */
    uint32_t segment;
    renorm_lang lang;
    int32_t margin; /* best minus second, summed over the span; 0 where nothing
                       votes */
};

/* Arrays belong to the rn_lang and last until its next page. */
struct rn_lang_result {
    const int16_t (*votes)[RN_LC_LANES]; /* log-odds, 0 at best class ..
                                            negative; the first is all zero */
    const uint32_t *vote; /* a token: its row in votes, 0 where it has none */
    const uint8_t *label; /* a token: its span's class (enum rn_lang_class) */
    const struct rn_lang_span *spans;
    size_t nspans;
    const uint8_t *unmarked; /* a segment: 1 where it is Vietnamese written
                                without marks */
    renorm_lang page;        /* the page's leading language */
    int32_t
        page_margin; /* best minus second of the page; 0 where nothing votes */
};

struct rn_lang;

/* Words of a segment, weighed for whether their writer had no marks: all begins
 * with nought. */
struct rn_lang_plain {
    int32_t sum[RN_LC_LANES];
    size_t vietnamese, words;
    bool marked; /* a Vietnamese word has marks */
};

renorm_status rn_lang_new(struct rn_lang **out);
void rn_lang_free(struct rn_lang *lang);

/* Evidence and spans of a tokenized page. Fails for lack of memory only. */
renorm_status rn_lang_page(struct rn_lang *lang, struct rn_span page,
                           const struct rn_tokens *tokens,
                           const struct rn_lang_options *options,
                           struct rn_lang_result *out);

/* Weigh the tokens first … last-1 of the page too. */
void rn_lang_weigh(const struct rn_lang *lang, const struct rn_tokens *t,
                   uint32_t first, uint32_t last, struct rn_lang_plain *plain);
bool rn_lang_unmarked(const struct rn_lang_plain *plain);

/* From now on the segment is one without marks. */
void rn_lang_unmark(struct rn_lang *lang, size_t segment);

#endif
