/* match/signs.h - what speaks for and against a reading in the text around it.
 *
 * A lexicon names signs as concepts of the kinds `sign-against` (foreign
 * countries and parties, companies, federations) and `sign-for`; a listed place
 * is a sign for. Two mentions that need none, with what fills their slots,
 * weigh as much. A mention right beside a sign against ("Malaysian Government",
 * "Bộ Ngoại giao Trung Quốc", "President of Laos") is not ours. A concept with
 * `sign: needed` ("the President", "Ministry of Health") is none where signs
 * against outnumber those for in its page, unless the nearest sign of its
 * segment is for it or a Vietnamese family name follows. Where such names do,
 * the page may be ours all the same ("the Prime Minister left Beijing"): each
 * bearer weighs against several signs, and names of more than a word stand,
 * save in a segment that has several signs against, none for and none of our
 * people. Even there a title stands that one of ours bears elsewhere on the
 * page. One that nobody of theirs bears is ours bare as well, and so are
 * letters for a body that was told apart before. A name that is made of such
 * posts and bodies alone hangs on signs as they do.
 *
 * Signs of the kind `sign-abroad` are the names of one country, its places and
 * organs. A page that has many of one such concept and next to none of ours,
 * nor a bearer, is that country's: of all its words no more than honorifics
 * stand. A bearer whose family name a neighbour's people have too ("Lý Cường",
 * the list `shared-surnames`) does not hold it where no name of ours stands and
 * the country is such a neighbour, a sign of the kind `sign-abroad-kin`.
 *
 * A page of some length with no sign at all, none of our people and nothing
 * that we alone have is a club's, a company's or a program's: in English and
 * Malay its titles and parts ("the Secretary", "the Steering Committee") are
 * anybody's.
 *
 * A bearer is known by a Vietnamese family name behind the title, by one before
 * a title that names its body ("Nguyen Van A, Director of the Department of
 * Finance"), or by the last name alone where he was named in full ("President
 * Nguyen Van A … President A").
 *
 * A form may give way to a sign (`yields-to`): "President" is the State's, but
 * not on a page that has more presidents of unions (a sign of the kind
 * `sign-other`) than it names the State's by other forms or with a bearer.
 * There the form is not read, and what else the words may mean is. Who is named
 * in full as the bearer of one of the two bears the same by the last name, and
 * before the bearer of the sign the form is not read either: "its President
 * Tran Thi An … President An".
 *
 * What the whole page says is known behind its last segment alone. Nearly
 * always it speaks for us, so a page is read as if it did, and read once more
 * where it did not (rn_signs_against). */
#ifndef RN_MATCH_SIGNS_H
#define RN_MATCH_SIGNS_H

#include "match/chart.h"
#include "match/turns.h"

struct rn_sign {
    uint32_t start, end; /* tokens */
    uint32_t concept;
    bool against;
};

/* How often a sign, or a concept that may yield to one, stood on the page. */
struct rn_tally {
    uint32_t concept;
    uint32_t n, before; /* before the segment */
    uint32_t end;       /* of the last one in the segment, a token */
    bool abroad;        /* it is another country's name */
    bool kin;           /* whose people have names like ours */
};

struct rn_signs {
    struct rn_sign *v; /* of the segment, in order of start */
    size_t n, cap;
    size_t at; /* the first that ends behind the reading asked for last */
    size_t page_for, page_against; /* of the page's segments so far */
    size_t borne;                  /* titles of it that one of ours bears */
    size_t sure;      /* those of them whose family name is ours alone */
    size_t alone;     /* mentions of what no one else has, with what fills
                         their slots */
    uint32_t segment; /* the last one, and what was counted before it */
    bool segment_asked, segment_theirs; /* it speaks of others and none of us */
    size_t before_for, before_against, before_borne, before_given, before_sure,
        before_alone;
    struct rn_tally tally[RN_TALLIES_MAX];
    size_t ntallies;
    uint32_t
        given[RN_BEARERS_MAX]; /* spellings of our bearers' last names; a
                                  second reading knows those of the first */
    size_t ngiven;
    struct rn_bearer held[RN_BEARERS_MAX]; /* of titles that may give way */
    size_t nheld, before_held;
    uint64_t ours[RN_BEARERS_MAX]; /* names of titles that ours bear; a second
                                      reading knows those of the first */
    size_t nours;
    uint32_t spelled[RN_BEARERS_MAX]; /* bodies that a foreign page told of as
                                         ours: concepts */
    size_t nspelled;
    struct rn_turns turns;
    bool by_ours;   /* one of ours bears the reading asked for last */
    size_t tokens;  /* of the page */
    bool own;       /* something stood on it that no one else has */
    bool named;     /* it names one of ours, with a title or without */
    bool anybodys;  /* some title or part stood on it that anybody has */
    bool nobodys;   /* the page was read, and nothing on it is ours */
    bool asked;     /* the page had to decide for some reading */
    bool foreign;   /* the page was read, and is not ours */
    bool theirs;    /* nor is it by those who bear its titles */
    bool abroad;    /* it speaks of one other country, and of us nowhere */
    uint64_t steps; /* signs looked at, since it was made */
};

void rn_signs_release(struct rn_signs *s);

/* The token behind the honorifics that begin at token `i`, with a comma before
 * them or none: "Minister of Defense, General | Tran Van An". `i` where none
 * do. */
uint32_t rn_name_behind(const struct rn_chart *c, uint32_t i);

/* Begin a page: forget all of the one before. */
void rn_signs_begin(struct rn_signs *s, struct rn_chart *c);

/* Begin to read a page. `foreign` is whether this one was read already and
 * rn_signs_against found it so. */
void rn_signs_page(struct rn_signs *s, bool foreign);

/* Behind the last segment: whether the page must be read again, as foreign. */
bool rn_signs_against(const struct rn_signs *s);

/* Behind the last segment of the first reading: whether some form gives way on
 * the page, or bare titles are theirs; it is then to be read again. The chart
 * keeps which forms. */
bool rn_signs_yielding(struct rn_signs *s, struct rn_chart *c);

/* Whether the form that made the reading, one with yields-to, gives way on the
 * page; noted where nobody asked before. Before a family name of ours a title
 * does not give way to a sign-other, unless the page has the name for its
 * bearer. */
bool rn_signs_yields(struct rn_chart *c, const struct rn_item *it);

/* The signs of the chart's segment. */
renorm_status rn_signs_segment(struct rn_signs *s, struct rn_chart *c);

/* Whether the reading hangs on signs: its concept does, or it is made of such
 * posts and bodies alone ("Secretary of the Council of Ministers"). */
bool rn_signs_needed(const struct rn_chart *c, const struct rn_item *it);

/* Whether the reading is a title that says nothing of whose it is: it names
 * neither body nor bearer nor country. */
bool rn_signs_bare(const struct rn_chart *c, const struct rn_item *it);

/* The family name of one of ours behind whom a title that names its body
 * stands, or RN_NONE: "Nguyen Van A, | Director of the Department of Health".
 */
uint32_t rn_signs_named_before(const struct rn_chart *c,
                               const struct rn_item *it);

/* Whether a sign against begins in tokens start … end-1 or right behind. */
bool rn_signs_touch(const struct rn_signs *s, uint32_t start, uint32_t end);

/* Whether a President heads what stands behind a comma: ", President | , Osaka
 * Chamber of Commerce". */
bool rn_signs_presides(const struct rn_chart *c, const struct rn_item *it);

/* Whether the signs let the reading be a mention. Readings are asked for from
 * left to right, each sign then is passed once. */
bool rn_signs_allow(struct rn_signs *s, struct rn_chart *c,
                    const struct rn_item *it);

#endif
