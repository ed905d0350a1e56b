#include "match/syllable.h"

struct part {
    char text[5];
    unsigned char len;
};

#define P(s)                                                                   \
    {                                                                          \
        s, sizeof(s) - 1                                                       \
    }

/* Longest first, so that the first that fits is taken; with the clusters of the
 * highlands' Bahnaric and Chamic names as maps write them: kr, dl, hm. */
static const struct part onsets[] = {
    P("ngh"), P("kbl"), P("kpl"), P("chr"), P("krn"), P("ng"), P("nh"), P("ch"),
    P("gh"),  P("gi"),  P("kh"),  P("ph"),  P("qu"),  P("th"), P("tr"), P("kr"),
    P("kl"),  P("kb"),  P("kd"),  P("kn"),  P("kp"),  P("kt"), P("br"), P("bl"),
    P("pl"),  P("pr"),  P("hr"),  P("hm"),  P("hl"),  P("dr"), P("dl"), P("mr"),
    P("ml"),  P("mn"),  P("gr"),  P("gl"),  P("rm"),  P("ry"), P("sr"), P("yr"),
    P("rv"),  P("rs"),  P("rb"),  P("rt"),  P("jl"),  P("bh"), P("dh"), P("jr"),
    P("km"),  P("pn"),  P("px"),  P("ak"),  P("al"),  P("b"),  P("c"),  P("d"),
    P("g"),   P("h"),   P("k"),   P("l"),   P("m"),   P("n"),  P("p"),  P("q"),
    P("r"),   P("s"),   P("t"),   P("v"),   P("x"),   P("j"),  P("y"),  P("")
};

static const struct part nuclei[] = {
    P("uyen"), P("oai"), P("oay"), P("uay"), P("uoi"), P("ieu"), P("yeu"),
    P("uou"),  P("uya"), P("uye"), P("oeo"), P("uao"), P("uyu"), P("oa"),
    P("oe"),   P("uy"),  P("uo"),  P("ue"),  P("ua"),  P("ia"),  P("ie"),
    P("iu"),   P("uu"),  P("ai"),  P("ao"),  P("au"),  P("ay"),  P("eo"),
    P("eu"),   P("oi"),  P("ui"),  P("ye"),  P("oo"),  P("ea"),  P("ei"),
    P("ee"),   P("a"),   P("e"),   P("i"),   P("o"),   P("u"),   P("y")
};

static const struct part codas[] = {
    P("ch"), P("ng"), P("nh"), P("nk"), P("c"), P("m"), P("n"), P("p"),
    P("t"),  P("k"),  P("r"),  P("l"),  P("h"), P("w"), P("")
};

static inline bool starts(struct rn_span s, const struct part *p)
{
    return s.len >= p->len && (!p->len || s.ptr[0] == p->text[0]) &&
           !memcmp(s.ptr, p->text, p->len);
}

static bool coda(struct rn_span s)
{
    for (size_t k = 0; k < sizeof codas / sizeof *codas; k++)
        if (s.len == codas[k].len && starts(s, &codas[k]))
            return true;
    return false;
}

static bool rhyme(struct rn_span s)
{
    for (size_t n = 0; n < sizeof nuclei / sizeof *nuclei; n++)
        if (starts(s, &nuclei[n]) &&
            coda(rn_span_of(s.ptr + nuclei[n].len, s.len - nuclei[n].len)))
            return true;
    return false;
}

bool rn_syllable(struct rn_span bare)
{
    if (bare.len < 1 || bare.len > 8)
        return false;
    for (size_t o = 0; o < sizeof onsets / sizeof *onsets; o++)
        if (starts(bare, &onsets[o]) &&
            rhyme(
                rn_span_of(bare.ptr + onsets[o].len, bare.len - onsets[o].len)))
            return true;
    return false;
}
