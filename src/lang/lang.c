/* Evidence, prior, lattice and spans of a page. */
#include "lang/lang.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "lang/model.h"
#include "lang/score.h"

/* 1/100 nat. What a word says of the other languages where one is forced. */
enum { FORCED_AGAINST = -3000 };

enum {
    /* 1/100 nat. How far the rest of the page may lean on a segment, and on its
     * choice between Malay and Indonesian, where a page is of one kind; an
     * eighth of the page's evidence counts, since its words are no independent
     * witnesses. */
    PAGE_PRIOR_MAX = 300,
    PAGE_PRIOR_MAX_ID = 1200,
    PAGE_PRIOR_SHARE = 8,

    /* 1/100 nat. Added to Indonesian unless the caller names a prior: where
     * this program is used, five of six texts that could be either are Malay.
     */
    PRIOR_ID = -160,

    /* Letters: what is shorter than this gets no answer. */
    LETTERS_MIN = 3,

    /* 1/100 nat: how far Vietnamese may be behind for a word of its shape. */
    SHAPE_MAX = 200,

    /* 1/100 nat. Where most words of a segment are names and the others say no
     * more than this, the names may vote: "Uy Ban Nhan Dan Tinh Lai Chau". */
    THIN_MARGIN = 200,

    /* 1/100 nat, and words: what it takes to call a segment Vietnamese without
       marks. */
    UNMARKED_MARGIN = 200,
    UNMARKED_WORDS = 2,

    /* 1/100 nat. Malay-or-Indonesian is as sure of a word as the surer of the
     * two, less this, since the better of two guesses is better by chance. */
    NUSANTARA_TOLL = 30,

    /* 1/100 nat. Where a line mixes languages its Malay or Indonesian is Malay:
     * reports that quote Indonesian quote it by the sentence. */
    MIXED_MALAY = 150,

    AHEAD = 4, /* new words whose scores are asked for at once */

    PRIOR_MAX = 400000000, /* 1/100 nat: more than a page of words can say */

    BARRED = -1000000000 /* no path comes near it */
};

/* A spelling's rows of votes: its vote in full, and that of a capitalised word
 * inside a sentence. */
enum { IN_FULL, AS_NAME, ROWS };

/* In a row, behind the classes: the word has the shape of a Vietnamese syllable
 * without marks and is not much likelier another language's. */
enum { NAME_LIKE = RN_LC_COUNT };

/* What a segment's words say together. */
struct verdict {
    int32_t sum[RN_LC_LANES];
    uint32_t letters; /* of the words that vote; counted up to what is needed */
    uint32_t words;   /* those that vote or are names */
    uint32_t names;   /* those without a vote */
    bool marked;      /* a word that votes is not all ASCII */
    bool broken;      /* bytes that are no text lie inside */
};

struct rn_lang {
    int16_t (*votes)[RN_LC_LANES]; /* ROWS a spelling of the vocabulary */
    size_t nvotes, cap_votes;      /* spellings */
    const struct rn_vocab *vocab;  /* that they are of, and its epoch */
    uint32_t epoch;
    uint32_t *vote;
    uint8_t *label;
    uint8_t (*from)[RN_LC_COUNT]; /* lattice: a voter's best predecessors */
    uint32_t *voter;
    size_t cap_tokens;
    struct verdict *verdict;
    uint8_t *unmarked;
    size_t cap_segments;
    struct rn_lang_span *spans;
    size_t nspans, cap_spans;
    int16_t forced[2][RN_LC_LANES]; /* votes where a language is forced */
    int32_t trans[RN_LC_COUNT][RN_LC_COUNT];
    int32_t trans_min; /* what a change costs at least */
};

renorm_status rn_lang_new(struct rn_lang **out)
{
    struct rn_lang *lang = rn_calloc(1, sizeof(*lang));
    if (!lang)
        return RENORM_E_NOMEM;
    lang->trans_min = INT32_MAX;
    for (int p = 0; p < RN_LC_COUNT; p++)
        for (int c = 0; c < RN_LC_COUNT; c++) {
            lang->trans[p][c] = rn_lang_trans(p, c);
            if (p != c && -lang->trans[p][c] < lang->trans_min)
                lang->trans_min = -lang->trans[p][c];
        }
    *out = lang;
    return RENORM_OK;
}

void rn_lang_free(struct rn_lang *lang)
{
    if (!lang)
        return;
    rn_free(lang->votes);
    rn_free(lang->vote);
    rn_free(lang->label);
    rn_free(lang->from);
    rn_free(lang->voter);
    rn_free(lang->verdict);
    rn_free(lang->unmarked);
    rn_free(lang->spans);
    rn_free(lang);
}

/* The arrays over tokens grow together, to one capacity; so do those over
 * segments. */
static bool reserve(struct rn_lang *lang, const struct rn_tokens *t)
{
    if (t->n > lang->cap_tokens) {
        size_t cap = lang->cap_tokens, c1 = cap, c2 = cap, c3 = cap, c4 = cap;
        if (!rn_grow(&lang->vote, &c1, t->n, sizeof(*lang->vote)) ||
            !rn_grow(&lang->label, &c2, t->n, sizeof(*lang->label)) ||
            !rn_grow(&lang->from, &c3, t->n, sizeof(*lang->from)) ||
            !rn_grow(&lang->voter, &c4, t->n, sizeof(*lang->voter)))
            return false;
        lang->cap_tokens = c1;
    }
    if (t->nsegments > lang->cap_segments) {
        size_t c1 = lang->cap_segments, c2 = c1;
        if (!rn_grow(&lang->verdict, &c1, t->nsegments,
                     sizeof(*lang->verdict)) ||
            !rn_grow(&lang->unmarked, &c2, t->nsegments, 1))
            return false;
        lang->cap_segments = c1;
    }
    return true;
}

static renorm_lang to_user(int class)
{
    static const renorm_lang map[RN_LC_COUNT] = { RENORM_VI, RENORM_MS,
                                                  RENORM_EN, RENORM_UND,
                                                  RENORM_UND };
    return map[class];
}

static int to_class(int forced)
{
    static const int map[] = { RN_LC_VI, RN_LC_MS, RN_LC_EN, RN_LC_OTHER };
    return map[forced];
}

static int best_of(const int32_t sum[RN_LC_COUNT])
{
    int best = 0;
    for (int c = 1; c < RN_LC_COUNT; c++)
        if (sum[c] > sum[best])
            best = c;
    return best;
}

/* Best minus second, where the second is of another language for the user. */
static int32_t margin_of(const int32_t sum[RN_LC_COUNT], int best)
{
    int32_t second = INT32_MIN;
    for (int c = 0; c < RN_LC_COUNT; c++)
        if (to_user(c) != to_user(best) && sum[c] > second)
            second = sum[c];
    int32_t m = sum[best] - second;
    return m < 0 ? 0 : m;
}

/* The lanes behind the classes are added too and read by nobody: a loop over
 * all of them is a few wide instructions. */
static void add(int32_t sum[RN_LC_LANES], const int16_t score[RN_LC_LANES])
{
    for (int c = 0; c < RN_LC_LANES; c++)
        sum[c] += score[c];
}

/* What token `i` says. */
static const int16_t *vote_of(const struct rn_lang *lang, size_t i)
{
    return lang->votes[lang->vote[i]];
}

/* ---- evidence ------------------------------------------------------- */

static bool upper_word(const struct rn_tokens *t, size_t i)
{
    unsigned both = RN_TOK_WORD | RN_TOK_UPPER;
    return (t->flags[i] & both) == both;
}

/* How many of the leading bytes are of `set`. */
static size_t run_of(struct rn_span s, size_t at, const char *set)
{
    size_t n = 0;
    while (at + n < s.len && memchr(set, s.ptr[at + n], strlen(set)))
        n++;
    return n;
}

/* Whether an ASCII key has the shape of a Vietnamese syllable: at most three
 * consonants that may begin one, one to three vowels, then nothing or one of c
 * ch m n ng nh p t. */
static bool is_syllable(struct rn_span key)
{
    size_t head = run_of(key, 0, "bcdghklmnpqrstvx");
    size_t vowels = run_of(key, head, "aeiouy"), tail = head + vowels;
    if (head > 3 || vowels == 0 || vowels > 3)
        return false;
    if (key.len - tail == 2)
        return (key.ptr[tail] == 'n' &&
                (key.ptr[tail + 1] == 'g' || key.ptr[tail + 1] == 'h')) ||
               (key.ptr[tail] == 'c' && key.ptr[tail + 1] == 'h');
    return tail + run_of(key, tail, "cmnpt") == key.len && key.len - tail < 2;
}

/* Fill the rows of spelling `id`. */
static void weigh(struct rn_lang *lang, const struct rn_vocab *v, size_t id)
{
    const struct rn_spelling *w = &v->words[id];
    struct rn_span key = rn_span_of(v->bytes + w->key, w->keylen);
    int16_t(*rows)[RN_LC_LANES] = &lang->votes[id * ROWS];
    int16_t score[RN_LC_COUNT];

    memset(rows, 0, ROWS * sizeof *rows);
    if (!(w->flags & RN_TOK_WORD) || !key.len)
        return;
    rn_lang_score(key, w->hash, score);
    for (int row = 0; row < ROWS; row++) {
        int weight = rn_lang_weight(key.len, row == AS_NAME);
        for (int c = 0; c < RN_LC_COUNT; c++)
            rows[row][c] = (int16_t)(score[c] * weight / RN_LANG_FULL_WEIGHT);
        rows[row][NAME_LIKE] = (w->flags & RN_TOK_ASCII) &&
                               score[RN_LC_VI] >= -SHAPE_MAX &&
                               is_syllable(key);
    }
}

/* The votes of the spellings that came with this page. */
static bool hear_new_words(struct rn_lang *lang, const struct rn_vocab *v)
{
    if (lang->vocab != v || lang->epoch != v->epoch)
        lang->nvotes = 0;
    lang->vocab = v;
    lang->epoch = v->epoch;
    if (!rn_grow(&lang->votes, &lang->cap_votes, v->n,
                 ROWS * sizeof *lang->votes))
        return false;
    for (; lang->nvotes < v->n; lang->nvotes++) {
        if (v->n - lang->nvotes > AHEAD)
            rn_lang_fetch(v->words[lang->nvotes + AHEAD].hash);
        weigh(lang, v, lang->nvotes);
    }
    return true;
}

/* Whether a token whose word is NAME_LIKE is a capitalised word beside another
 * capitalised word: "Ho Chi Minh", "Lai Chau". It stands in every language, so
 * that it has no vote. */
static bool is_name(const struct rn_tokens *t, const struct rn_segment *seg,
                    size_t i)
{
    return upper_word(t, i) && !(seg->flags & RN_SEG_CAPS) &&
           ((i > seg->first && upper_word(t, i - 1)) ||
            (i + 1 < seg->last && upper_word(t, i + 1)));
}

/* Whether token `i` goes on with a document's number, 57-NQ/TW, of which `code`
 * says whether token i - 1 is one of its tokens. */
static bool in_code(const struct rn_tokens *t, size_t i, bool code)
{
    return t->flags[i] & RN_TOK_NUMBER || (code && t->flags[i] & RN_TOK_GLUED);
}

/* Letters of a key, at least up to LETTERS_MIN. */
static uint32_t letters_of(struct rn_span key)
{
    uint32_t n = 0;
    for (size_t i = 0; i < key.len && n < LETTERS_MIN; i++)
        n += ((unsigned char)key.ptr[i] & 0xc0) != 0x80 &&
             !rn_ascii_digit(key.ptr[i]); /* the tone */
    return n;
}

/* Votes of a segment's tokens and their sum. Names vote only with `names`. */
static void evidence(struct rn_lang *lang, const struct rn_tokens *t,
                     const struct rn_segment *seg, bool names,
                     struct verdict *v)
{
    unsigned half = seg->flags & RN_SEG_CAPS ? 0 : RN_TOK_UPPER;
    int32_t sum[RN_LC_LANES] = { 0 };
    uint32_t words = 0;
    bool marked = false, code = false;

    memset(v, 0, sizeof(*v));
    for (size_t i = seg->first; i < seg->last; i++) {
        unsigned flags = t->flags[i];
        uint32_t row = t->spelling[i] * ROWS;
        v->broken |= (flags & RN_TOK_HARD) && i > seg->first;
        lang->vote[i] = 0;
        code = in_code(t, i, code);
        if ((flags & (RN_TOK_WORD | RN_TOK_KEEP | RN_TOK_LONG |
                      RN_TOK_QUIET)) != RN_TOK_WORD ||
            (code && flags & RN_TOK_UPPER))
            continue;
        words++;
        if (lang->votes[row][NAME_LIKE] && !names && is_name(t, seg, i)) {
            v->names++;
            continue;
        }
        row += (flags & half) && i > seg->first ? AS_NAME : IN_FULL;
        lang->vote[i] = row;
        marked |= !(flags & RN_TOK_ASCII);
        if (v->letters < LETTERS_MIN)
            v->letters += letters_of(rn_token_key(t, i));
        add(sum, lang->votes[row]);
    }
    memcpy(v->sum, sum, sizeof sum);
    v->words = words;
    v->marked = marked;
}

/* ---- the lattice ---------------------------------------------------- */

/* Whether one language is best all over the segment: no run of words gains as
 * much in another one as a change costs, the first run with the help of the
 * prior. Malay and Indonesian never change within a segment. */
static bool is_pure(const struct rn_lang *lang, const struct rn_segment *seg,
                    const struct verdict *v, const int32_t prior[RN_LC_COUNT],
                    int best)
{
    int32_t run[RN_LC_LANES] = { 0 }, top = 0;
    int32_t counts[RN_LC_LANES] = { 0 }; /* all bits, but for the twin */
    int twin = best == RN_LC_MS ? RN_LC_ID : best == RN_LC_ID ? RN_LC_MS : best;
    for (int c = 0; c < RN_LC_COUNT; c++) {
        run[c] =
            c == twin || prior[c] < prior[best] ? 0 : prior[c] - prior[best];
        top = run[c] > top ? run[c] : top;
        counts[c] = c == twin ? 0 : -1;
    }
    if (top - v->sum[best] < lang->trans_min) /* all its words lose no more */
        return true;
    int32_t live = top;
    for (uint32_t i = seg->first; i < seg->last; i++) {
        const int16_t *s = vote_of(lang, i);
        if (!live && s[best] == 0) /* the best here too: nothing begins */
            continue;
        live = 0;
        for (int c = 0; c < RN_LC_LANES; c++) {
            int32_t x = run[c] + ((s[c] - s[best]) & counts[c]);
            run[c] = x > 0 ? x : 0;
            live |= run[c];
            top = run[c] > top ? run[c] : top;
        }
    }
    return top < lang->trans_min;
}

static size_t find_voters(struct rn_lang *lang, const struct rn_segment *seg)
{
    size_t n = 0;
    for (uint32_t i = seg->first; i < seg->last; i++) {
        int any = 0;
        for (int c = 0; c < RN_LC_COUNT; c++)
            any |= vote_of(lang, i)[c];
        lang->voter[n] = i;
        n += any != 0;
    }
    return n;
}

/* Four classes side by side. */
typedef int32_t lanes __attribute__((vector_size(16)));

/* Viterbi over the segment's voters, where Malay and Indonesian are one class,
 * as sure of a word as the surer of them. Ties go to the change: tokens without
 * a vote then stay with what stands left of them. Returns the last voter's
 * class. */
static int forward(struct rn_lang *lang, size_t n,
                   const int32_t prior[RN_LC_COUNT])
{
    static const lanes class = { RN_LC_VI, RN_LC_MS, RN_LC_EN, RN_LC_OTHER };
    enum { N = 4 };
    lanes v, trans[N];
    int last = 0;
    for (int p = 0; p < N; p++) {
        v[p] = prior[class[p]];
        for (int c = 0; c < N; c++)
            trans[p][c] = p == c ? BARRED : lang->trans[class[p]][class[c]];
    }
    for (size_t k = 0; k < n; k++) {
        const int16_t *s = vote_of(lang, lang->voter[k]);
        int32_t id = s[RN_LC_ID] - RN_LANG_ID_LIFT;
        int32_t ms = id > s[RN_LC_MS] ? id : s[RN_LC_MS];
        lanes says = { s[RN_LC_VI], ms - NUSANTARA_TOLL, s[RN_LC_EN],
                       s[RN_LC_OTHER] };
        lanes best = v, from = class;
        for (int p = 0; k && p < N; p++) {
            lanes x = trans[p] + v[p], change = x >= best;
            best = (x & change) | (best & ~change);
            from = (class[p] & change) | (from & ~change);
        }
        for (int c = 0; c < N; c++)
            lang->from[k][class[c]] = (uint8_t)from[c];
        v = best + says;
    }
    for (int c = 1; c < N; c++)
        if (v[c] > v[last])
            last = c;
    return class[last];
}

/* Labels of a segment whose evidence is mixed. Malay against Indonesian is
 * decided for the whole of it, by all the words that are either. */
static void lattice(struct rn_lang *lang, const struct rn_segment *seg,
                    const int32_t prior[RN_LC_COUNT])
{
    size_t n = find_voters(lang, seg);
    int last = forward(lang, n, prior);
    uint32_t end = seg->last;
    int32_t lead = prior[RN_LC_MS] - prior[RN_LC_ID] + MIXED_MALAY;
    for (size_t k = n; k-- > 0;) {
        uint32_t at = k ? lang->voter[k] : seg->first;
        const int16_t *s = vote_of(lang, lang->voter[k]);
        if (last == RN_LC_MS)
            lead += s[RN_LC_MS] - s[RN_LC_ID] + RN_LANG_ID_LIFT;
        memset(lang->label + at, last, end - at);
        end = at;
        last = lang->from[k][last];
    }
    if (lead < 0)
        for (uint32_t i = seg->first; i < seg->last; i++)
            if (lang->label[i] == RN_LC_MS)
                lang->label[i] = RN_LC_ID;
}

/* ---- spans ---------------------------------------------------------- */

/* A span of tokens first … last-1 of one label whose scores' sum is known. A
 * segment that does say something has a margin, though only the prior decided.
 */
static bool add_span(struct rn_lang *lang, const struct rn_tokens *t, size_t k,
                     uint32_t first, uint32_t last, int32_t sum[RN_LC_COUNT],
                     bool silent)
{
    const struct rn_segment *seg = &t->segments[k];
    uint8_t label = lang->label[first];
    int32_t margin = margin_of(sum, label);
    if (!rn_grow(&lang->spans, &lang->cap_spans, lang->nspans + 1,
                 sizeof(*lang->spans)))
        return false;
    lang->spans[lang->nspans++] = (struct rn_lang_span){
        .first = first,
        .last = last,
        .start = first == seg->first ? seg->start : t->start[first],
        .end = last == seg->last ? seg->end : t->start[last],
        .segment = (uint32_t)k,
        .lang = to_user(label),
        .margin = silent       ? 0
                  : margin > 0 ? margin
                               : 1,
    };
    return true;
}

/* Spans of segment `k` from its labels; with `silent` all have margin 0. */
static bool make_spans(struct rn_lang *lang, const struct rn_tokens *t,
                       size_t k, int prior_id, bool silent)
{
    const struct rn_segment *seg = &t->segments[k];
    for (uint32_t i = seg->first, j = i; i < seg->last; i = j) {
        int32_t sum[RN_LC_LANES] = { [RN_LC_ID] = prior_id };
        do
            add(sum, vote_of(lang, j++));
        while (j < seg->last && lang->label[j] == lang->label[i] &&
               !(t->flags[j] & RN_TOK_HARD));
        if (!add_span(lang, t, k, i, j, sum, silent))
            return false;
    }
    return true;
}

/* The one span of a segment that is all of one language. */
static bool whole_span(struct rn_lang *lang, const struct rn_tokens *t,
                       size_t k, int prior_id, bool silent)
{
    const struct rn_segment *seg = &t->segments[k];
    int32_t sum[RN_LC_COUNT];
    if (seg->first == seg->last)
        return true;
    memcpy(sum, lang->verdict[k].sum, sizeof(sum));
    sum[RN_LC_ID] += prior_id;
    return add_span(lang, t, k, seg->first, seg->last, sum, silent);
}

/* ---- a page --------------------------------------------------------- */

void rn_lang_weigh(const struct rn_lang *lang, const struct rn_tokens *t,
                   uint32_t first, uint32_t last, struct rn_lang_plain *p)
{
    for (uint32_t i = first; i < last && !p->marked; i++) {
        if (!(t->flags[i] & RN_TOK_WORD) ||
            (t->flags[i] & (RN_TOK_KEEP | RN_TOK_QUIET)))
            continue;
        p->words++;
        if (lang->label[i] != RN_LC_VI)
            continue;
        p->marked = !(t->flags[i] & RN_TOK_ASCII);
        p->vietnamese++;
        add(p->sum, vote_of(lang, i));
    }
}

bool rn_lang_unmarked(const struct rn_lang_plain *p)
{
    return !p->marked && p->vietnamese >= UNMARKED_WORDS &&
           p->vietnamese * 2 > p->words &&
           margin_of(p->sum, RN_LC_VI) >= UNMARKED_MARGIN;
}

/* Whether the segment is Vietnamese whose writer had no marks. */
static bool is_unmarked(const struct rn_lang *lang, const struct rn_tokens *t,
                        const struct rn_segment *seg)
{
    struct rn_lang_plain p = { 0 };
    rn_lang_weigh(lang, t, seg->first, seg->last, &p);
    return rn_lang_unmarked(&p);
}

/* What the page without this segment says about it. */
static void lean(const int32_t page[RN_LC_COUNT], const struct verdict *own,
                 int prior_id, int32_t out[RN_LC_COUNT])
{
    int32_t sum[RN_LC_COUNT];
    for (int c = 0; c < RN_LC_COUNT; c++)
        sum[c] = page[c] - own->sum[c];
    int best = best_of(sum);
    bool nusantara = best == RN_LC_MS || best == RN_LC_ID;
    for (int c = 0; c < RN_LC_COUNT; c++) {
        int32_t d = (sum[c] - sum[best]) / PAGE_PRIOR_SHARE;
        int32_t least = nusantara && (c == RN_LC_MS || c == RN_LC_ID)
                            ? -PAGE_PRIOR_MAX_ID
                            : -PAGE_PRIOR_MAX;
        out[c] = d < least ? least : d;
    }
    out[RN_LC_ID] += prior_id;
}

static bool decide(struct rn_lang *lang, const struct rn_tokens *t, size_t k,
                   const int32_t prior[RN_LC_COUNT], int prior_id)
{
    const struct rn_segment *seg = &t->segments[k];
    const struct verdict *v = &lang->verdict[k];
    int32_t sum[RN_LC_COUNT];
    bool silent =
        v->letters < LETTERS_MIN || margin_of(v->sum, best_of(v->sum)) == 0;
    for (int c = 0; c < RN_LC_COUNT; c++)
        sum[c] = v->sum[c] + prior[c];
    int best = best_of(sum);
    if (silent && (!v->words || margin_of(prior, best_of(prior)) <= 0))
        best = RN_LC_OTHER;
    bool pure = silent || is_pure(lang, seg, v, prior, best);
    if (pure)
        memset(lang->label + seg->first, best, seg->last - seg->first);
    else
        lattice(lang, seg, prior);
    lang->unmarked[k] = !silent && !(pure && (v->marked || best != RN_LC_VI)) &&
                        is_unmarked(lang, t, seg);
    return pure && !v->broken ? whole_span(lang, t, k, prior_id, silent)
                              : make_spans(lang, t, k, prior_id, silent);
}

/* Every word speaks for the class and clearly against the others, so that no
 * form of another language matches. */
static void speak_for(struct rn_lang *lang, const struct rn_tokens *t,
                      int class, struct rn_lang_result *out)
{
    for (int c = 0; c < RN_LC_COUNT; c++)
        lang->forced[1][c] = c == class ? 0 : FORCED_AGAINST;
    for (size_t i = 0; i < t->n; i++)
        lang->vote[i] = (t->flags[i] & RN_TOK_WORD) != 0;
    out->votes = (const int16_t(*)[RN_LC_LANES])lang->forced;
}

static bool forced(struct rn_lang *lang, const struct rn_tokens *t, int class)
{
    for (size_t k = 0; k < t->nsegments; k++) {
        const struct rn_segment *seg = &t->segments[k];
        memset(lang->label + seg->first, class, seg->last - seg->first);
        lang->unmarked[k] = class == RN_LC_VI && is_unmarked(lang, t, seg);
        if (!make_spans(lang, t, k, 0, false))
            return false;
    }
    return true;
}

/* A page is too short for its words to weigh as much as PRIOR_MAX; sums stay
 * within 32 bits. */
static int prior_of(const struct rn_lang_options *options)
{
    int prior = options->have_prior_id ? options->prior_id : PRIOR_ID;
    return prior < -PRIOR_MAX  ? -PRIOR_MAX
           : prior > PRIOR_MAX ? PRIOR_MAX
                               : prior;
}

static bool detected(struct rn_lang *lang, const struct rn_tokens *t,
                     const int32_t page[RN_LC_COUNT],
                     const struct rn_lang_options *options)
{
    int prior_id = prior_of(options);
    for (size_t k = 0; k < t->nsegments; k++) {
        int32_t prior[RN_LC_COUNT] = { [RN_LC_ID] = prior_id };
        if (options->page_prior)
            lean(page, &lang->verdict[k], prior_id, prior);
        if (!decide(lang, t, k, prior, prior_id))
            return false;
    }
    return true;
}

renorm_status rn_lang_page(struct rn_lang *lang, struct rn_span page,
                           const struct rn_tokens *tokens,
                           const struct rn_lang_options *options,
                           struct rn_lang_result *out)
{
    struct verdict all = { 0 };
    (void)page;
    lang->nspans = 0;
    if (!reserve(lang, tokens) || !hear_new_words(lang, tokens->vocab))
        return RENORM_E_NOMEM;
    for (size_t k = 0; k < tokens->nsegments; k++) {
        struct verdict *v = &lang->verdict[k];
        evidence(lang, tokens, &tokens->segments[k], false, v);
        if (v->names * 2 > v->words &&
            margin_of(v->sum, best_of(v->sum)) < THIN_MARGIN)
            evidence(lang, tokens, &tokens->segments[k], true, v);
        all.letters += v->letters;
        for (int c = 0; c < RN_LC_COUNT; c++)
            all.sum[c] += v->sum[c];
    }
    bool ok = options->forced >= 0
                  ? forced(lang, tokens, to_class(options->forced))
                  : detected(lang, tokens, all.sum, options);
    if (!ok)
        return RENORM_E_NOMEM;
    all.sum[RN_LC_ID] += prior_of(options);
    int best = best_of(all.sum);
    out->page_margin = all.letters < LETTERS_MIN ? 0 : margin_of(all.sum, best);
    out->page = out->page_margin == 0 ? RENORM_UND : to_user(best);
    out->votes = (const int16_t(*)[RN_LC_LANES])lang->votes;
    if (options->forced >= 0) { /* it leads as in the spans, by 1 */
        out->page = (renorm_lang)options->forced;
        out->page_margin = tokens->n != 0;
        speak_for(lang, tokens, to_class(options->forced), out);
    }
    out->vote = lang->vote;
    out->label = lang->label;
    out->spans = lang->spans;
    out->nspans = lang->nspans;
    out->unmarked = lang->unmarked;
    return RENORM_OK;
}

void rn_lang_unmark(struct rn_lang *lang, size_t segment)
{
    lang->unmarked[segment] = 1;
}
