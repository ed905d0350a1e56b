/* match/image.h - what is read with: one block of bytes, position-independent,
 * never changed once it is made. match/compiled.h puts it into a file.
 *
 * A header, then sections of plain records; strings are offsets into one pool
 * and have a NUL behind them. The forms of a language are one trie (the
 * vocabulary's words and the kinds of slots label its edges), all tries share
 * the nodes; RN_ROOT_* are its roots:
 *
 *     root vi --"tỉnh"--> n1 --"ủy"--> n2*  --{place}--> n3*        * accepts
 *
 * A node is reached by one edge alone, so that it carries the edge's label
 * itself. Nodes lie in order of depth, the children of one behind each other:
 * those behind words by increasing word, then those behind slots. A node
 * so needs no count of children or accepts: those of the next node begin where
 * its own end. A step reads the few children, which mostly share a cache line,
 * and has the next node with them.
 *
 * rn_image_open() checks every offset once; after that nothing is checked
 * again. */
#ifndef RN_MATCH_IMAGE_H
#define RN_MATCH_IMAGE_H

#include "base/diag.h"
#include "base/hash.h"
#include "base/span.h"

#define RN_NONE UINT32_MAX
#define RN_IMAGE_ALIGN                                                         \
    64u /* bytes: a cache line, which words and nodes then do not straddle */

/* Where forms are read from. VI_BARE holds the Vietnamese forms without marks;
 * CANON the canonical names that no English form spells, which are read in
 * every span. */
enum rn_root {
    RN_ROOT_VI,
    RN_ROOT_MS,
    RN_ROOT_EN,
    RN_ROOT_VI_BARE,
    RN_ROOT_CANON,
    RN_ROOT_COUNT
};

/* The roots whose words are English, a bit each. */
enum { RN_ROOTS_ENGLISH = 1 << RN_ROOT_EN | 1 << RN_ROOT_CANON };

static inline bool rn_root_english(unsigned root)
{
    return root == RN_ROOT_EN || root == RN_ROOT_CANON;
}

/* A slot's kind with this bit is a concept: the slot takes that concept alone.
 */
#define RN_SLOT_CONCEPT 0x80000000u

/* What a path asks of the words behind it: that this stands there, not that it
 * does not. */
#define RN_BEHIND_WANTED 0x20000000u

struct rn_ikind {
    uint32_t name;
    uint32_t parent; /* RN_NONE at a root */
    uint32_t
        emit; /* the kind a mention is emitted under, RN_NONE where it is not */
    uint32_t ignore; /* 1: claims its words, marks nothing */
    uint64_t is;     /* what it is, itself too: an rn_kind_bit each */
};

/* What a form may go on with from a node: a bit each of its words
 * (rn_image_word_bit) and of the kinds that its slots take (rn_slot_bit). */
struct rn_onward {
    uint64_t words, kinds;
};

struct rn_kind_start {
    struct rn_onward on; /* from `next` */
    uint32_t next;       /* node behind the slot */
    uint32_t concept;    /* the slot takes this concept alone, or RN_NONE */
    uint32_t root;
    uint32_t unused;
};

/* The forms that begin with a slot which a kind fills: kind_starts[first …
 * last-1], from `one` on those whose slot takes one concept alone, ordered by
 * it. */
struct rn_kind_forms {
    uint32_t first, one, last, unused;
    struct rn_onward on; /* of all of them */
};

enum rn_iop_type { RN_OP_TEXT, RN_OP_SLOT, RN_OP_OPEN, RN_OP_CLOSE };

/* One step of a name. SLOT: the whole path as one label, and its parts. */
struct rn_iop {
    uint32_t type;
    uint32_t text; /* TEXT: string */
    uint32_t whole;
    uint32_t part[3];
    uint32_t nparts;
};

struct rn_iconcept {
    uint32_t id;
    uint32_t kind;
    uint32_t name; /* template as written */
    uint32_t ops, nops;
    uint32_t plural; /* string, or RN_NONE */
    uint32_t list;   /* label, or RN_NONE */
    uint32_t level;  /* concept, or RN_NONE */
    uint32_t flags;  /* enum rn_concept_flags */
    uint32_t type;   /* 1: is a document type */
};

/* Word lists that code asks for, by bit. */
enum rn_word_bits {
    RN_WORD_JOINS_VI = 1,
    RN_WORD_JOINS_MS = 2,
    RN_WORD_JOINS_EN = 4,
    RN_WORD_JOINS = RN_WORD_JOINS_VI | RN_WORD_JOINS_MS | RN_WORD_JOINS_EN,
    RN_WORD_SURNAME = 8,
    RN_WORD_NOT_NAME = 16,
    RN_WORD_PLURAL = 32, /* makes what follows a plural: "các", "para" */
    RN_WORD_FOLLOWS = 64,
    RN_WORD_BY_NAME = 128, /* an unlisted name may stand beside it */
    RN_WORD_MONTH_SHIFT =
        8, /* bits 8 to 11: the number of the month it names */
    RN_WORD_MONTH_MASK = 15,
    RN_WORD_KE = 8192,   /* Malay "ke", which makes ordinals */
    RN_WORD_OF = 16384,  /* English "of" */
    RN_WORD_THE = 32768, /* English "the" */
    RN_WORD_BUILTIN =
        0xf00 | 8192, /* code may recognise something that begins with it */
    RN_WORD_LEVEL =
        4096 /* in an English form of a level, behind the name: "district" */
};

/* Where a form goes on behind its first word: a node and what may follow there,
 * so that most wrong starts end without a look at the node. */
struct rn_ifirst {
    uint32_t node; /* RN_NONE where no form of the root begins with the word */
    uint32_t sign; /* the node's */
};

/* A place of the word table. */
struct rn_iplace {
    uint32_t tag;  /* high half of the hash */
    uint32_t word; /* RN_NONE: empty */
};

/* What else is known of a word, by bit. */
enum rn_word_shape {
    RN_SHAPE_SYLLABLE = 1,    /* it looks like a syllable of a place's name */
    RN_SHAPE_BY_NAMESAKE = 2, /* a namesake may stand beside it */
    RN_SHAPE_ASKED = 4        /* a form with RN_HEAD_ASKED begins with it */
};

/* One cache line. */
struct rn_iword {
    uint64_t head; /* rn_key_head of the key */
    uint32_t key;
    uint32_t singular; /* the word whose English plural this is, or RN_NONE */
    uint16_t keylen;
    uint16_t bits;  /* enum rn_word_bits */
    uint8_t starts; /* bit a root: some form begins with it */
    uint8_t shape;  /* enum rn_word_shape */
    uint8_t roots;  /* bit a root: some form has it anywhere */
    uint8_t reads; /* bit a root: a form without RN_HEAD_ASKED begins with it */
    struct rn_ifirst first[RN_ROOT_COUNT];
};

/* What may follow at a node, in one word: a bit for each of its words
 * (rn_image_sign), and two more. A token has such a sign too, of what it can
 * be: no common bit, no way on. */
enum { RN_SIGN_WORDS = 30 };
#define RN_SIGN_SLOTS                                                          \
    (1u << 30) /* the node has slots; the token begins an item */
#define RN_SIGN_ACCEPTS (1u << 31) /* the node accepts; set in every token */

/* In a node's label: it lies behind a slot. */
#define RN_NODE_SLOT 0x40000000u

/* The nodes end with one that only ends the runs of the last. */
struct rn_inode {
    uint32_t label;   /* of the edge to it: a word, or a kind (or concept) with
                         RN_NODE_SLOT */
    uint32_t first;   /* of its children; they end where those of the next node
                         begin */
    uint32_t accepts; /* likewise */
    uint32_t sign;
};

/* Most of what the chart asks of an accept, apart from what is read of few. */
enum rn_head_flags {
    RN_HEAD_CAPITAL = 1, /* stands alone with a capital only */
    RN_HEAD_NEVER = 2,   /* never stands alone */
    RN_HEAD_NUMBER = 4,  /* a number stands directly behind its type's slot */
    RN_HEAD_EXACT = 8,   /* the form asked for its capitals */
    RN_HEAD_SHORT = 16,  /* its words have 3 letters or fewer in all: noise has
                            them too */
    RN_HEAD_CANON = 32,  /* it is a canonical name: read in every span, with its
                            capitals */
    RN_HEAD_CASED = 64,  /* some of its words need capitals */
    RN_HEAD_PLACE = 128, /* of a place: the same word in every language */
    RN_HEAD_BEHIND = 256,  /* it asks what stands behind it */
    RN_HEAD_ALSO = 512,    /* some of its slots are earlier members of a list */
    RN_HEAD_TAIL = 1024,   /* a slot takes an unlisted tail */
    RN_HEAD_YIELDS = 2048, /* it has a yields_to */
    RN_HEAD_OPEN = 4096,   /* its form has "open: yes" */
    RN_HEAD_PLENUM = 8192, /* a slot {ordinal:n} counts a plenum of the Central
                              Committee */
    RN_HEAD_ASKED = 16384  /* it makes no reading: other forms only ask whether
                              it stands behind them (rn_asked_end) */
};

struct rn_ihead {
    uint32_t concept; /* RN_NONE: a spelled ordinal */
    uint16_t kind;    /* of the concept; that of ordinals where there is none */
    uint16_t flags;   /* enum rn_head_flags */
};

/* What many paths have alike, stored once. */
struct rn_itrait {
    uint32_t value;       /* of a spelled ordinal */
    uint32_t caps;        /* bit an element: its token must be all capitals */
    uint32_t canon_upper; /* bit an element: a capital in the canonical name */
    uint32_t
        behind; /* kind (or concept with RN_SLOT_CONCEPT) that may not stand
                   behind it or, with RN_BEHIND_WANTED, must; or RN_NONE */
    uint32_t yields_to; /* sign before which it gives way on a page, or
                           RN_NONE */
    uint32_t also;      /* bit a slot: an earlier member of the list that the
                           next slot without the bit ends */
};

/* What a path stands for, beside its head. */
struct rn_iaccept {
    uint32_t form;   /* RN_NONE where there is none */
    uint32_t labels; /* first of nslots labels, in order of the path's slots */
    uint32_t binds;  /* first of nbinds pairs */
    uint32_t upper;  /* bit an element: its token must begin with a capital */
    uint32_t trait;
    uint16_t path; /* of its form or name, in the order of the notation */
    uint8_t nslots, nbinds;
};

struct rn_ibind {
    uint32_t label, concept;
};

struct rn_iform {
    uint32_t concept, lang, text, file, line, flags;
};

struct rn_icode {
    uint32_t code;     /* string */
    uint32_t types[4]; /* concepts */
    uint32_t ntypes, state;
};

/* A document that is known by number; ordered by it. Strings, empty where there
 * is none. */
struct rn_idocument {
    uint32_t number; /* ASCII, in full: "57-NQ/TW" */
    uint32_t date;   /* ISO 8601: "2024-12-22" */
    uint32_t issuer; /* the canonical name */
    uint32_t type;   /* concept */
};

/* Small words are told apart by their language: the bit of Vietnamese ones,
 * those of the other two behind it. */
enum { RN_LISTED_SMALL = 59 };

/* One or two words of a list of phrases. */
struct rn_iphrase {
    uint32_t first, second; /* words; second may be RN_NONE */
    uint32_t opens;         /* 1: begins a sentence, 0: of a headline */
};

enum rn_section {
    RN_SEC_STRINGS,
    RN_SEC_KINDS,
    RN_SEC_KIND_IS, /* nkinds × nkinds bytes: 1 where row is column or below it
                     */
    RN_SEC_CONCEPTS,
    RN_SEC_OPS,
    RN_SEC_LABELS, /* strings of labels */
    RN_SEC_WORDS,
    RN_SEC_WORD_TABLE, /* struct rn_iplace, a power of two */
    RN_SEC_NODES,
    RN_SEC_HEADS, /* one an accept */
    RN_SEC_ACCEPTS,
    RN_SEC_TRAITS,
    RN_SEC_SLOT_LABELS, /* uint32_t; equal runs are stored once */
    RN_SEC_BINDS,
    RN_SEC_FORMS,
    RN_SEC_CODES,
    RN_SEC_ISSUERS, /* uint32_t strings */
    RN_SEC_DOCUMENTS,
    RN_SEC_LISTED, /* uint64_t, of the first words, those of lists: a bit by
                      the number (enum rn_list) of each list that one is in */
    RN_SEC_PHRASES,
    RN_SEC_KIND_STARTS,
    RN_SEC_KIND_FORMS, /* two a kind: its forms that are one slot, and those
                          that go on behind it */
    RN_SEC_COUNT
};

struct rn_image_header {
    uint64_t fingerprint; /* rn_hash of all behind the header */
    uint64_t seed;        /* of the word table: see rn_image_place */
    uint32_t root[RN_ROOT_COUNT];
    uint32_t concept_area, kind_number, kind_type, kind_level, kind_place,
        kind_title, kind_body, kind_committee, kind_command, kind_ministerial,
        kind_bureau, kind_part, kind_for, kind_against, kind_abroad, kind_kin,
        kind_other, kind_listed, kind_honorific, kind_enterprise, kind_counted,
        kind_counted_time, kind_state, kind_commune; /* or RN_NONE */
    uint32_t label_level, label_place, label_area, label_number, label_type;
    uint32_t uses_tail;            /* some form has a slot of the kind tail */
    uint32_t offset[RN_SEC_COUNT]; /* bytes, aligned to RN_IMAGE_ALIGN */
    uint32_t count[RN_SEC_COUNT];  /* records; bytes for strings */
};

/* An opened image: its sections as arrays. Borrows the bytes. */
struct rn_image {
    const struct rn_image_header *head;
    const char *strings;
    const struct rn_ikind *kinds;
    const uint8_t *kind_is;
    const struct rn_iconcept *concepts;
    const struct rn_iop *ops;
    const uint32_t *labels;
    const struct rn_iword *words;
    const struct rn_iplace *word_table;
    const struct rn_inode *nodes;
    const struct rn_ihead *heads;
    const struct rn_iaccept *accepts;
    const struct rn_itrait *traits;
    const uint32_t *slot_labels;
    const struct rn_ibind *binds;
    const struct rn_iform *forms;
    const struct rn_icode *codes;
    const uint32_t *issuers;
    const struct rn_idocument *documents;
    const uint64_t *listed;
    const struct rn_iphrase *phrases;
    const struct rn_kind_start *kind_starts;
    const struct rn_kind_forms *kind_forms;
    uint32_t nkinds, nconcepts, nlabels, nwords, nforms, ncodes, nissuers,
        ndocuments, nlisted, nphrases;
    uint32_t word_mask;
};

/* Check the bytes (aligned to 8) and set *out. `file` is for the message. */
renorm_status rn_image_open(struct rn_image *out, struct rn_span bytes,
                            const char *file, struct rn_diags *d);

/* Set *out without a look at what the bytes hold: for those that the program
 * carries itself, which were checked when it was built. */
void rn_image_use(struct rn_image *out, struct rn_span bytes);

/* Bytes of one record of a section. */
size_t rn_image_record_size(enum rn_section s);

static inline const char *rn_image_str(const struct rn_image *im, uint32_t s)
{
    return s == RN_NONE ? "" : im->strings + s;
}

/* The lists that a word is in, also RN_NONE: a bit each (enum rn_list). */
static inline uint64_t rn_image_lists(const struct rn_image *im, uint32_t word)
{
    return word < im->nlisted ? im->listed[word] : 0;
}

static inline const struct rn_itrait *rn_image_trait(const struct rn_image *im,
                                                     uint32_t accept)
{
    return &im->traits[im->accepts[accept].trait];
}

static inline bool rn_image_kind_is(const struct rn_image *im, uint32_t kind,
                                    uint32_t ancestor)
{
    return im->kind_is[(size_t)kind * im->nkinds + ancestor];
}

/* The same of an ancestor that a lexicon need not have: nothing is RN_NONE. */
static inline bool rn_image_kind_may_be(const struct rn_image *im,
                                        uint32_t kind, uint32_t ancestor)
{
    return ancestor != RN_NONE && rn_image_kind_is(im, kind, ancestor);
}

/* Whether the kind is a level or a place. */
static inline bool rn_image_tells_where(const struct rn_image *im,
                                        uint32_t kind)
{
    return rn_image_kind_may_be(im, kind, im->head->kind_level) ||
           rn_image_kind_may_be(im, kind, im->head->kind_place);
}

/* Whether names of the kind are signs against: of another country or other. */
static inline bool rn_image_against(const struct rn_image *im, uint32_t kind)
{
    return rn_image_kind_may_be(im, kind, im->head->kind_against);
}

/* The first eight bytes of a key as a number; all of a shorter one, so that
 * keys of one length up to eight are equal where their heads are. */
static inline uint64_t rn_key_head(const char *key, size_t len)
{
    const unsigned char *k = (const unsigned char *)key;
    size_t half = len >= 8 ? 4 : len - 4;

    if (len >= 4) /* two halves, which overlap in a shorter key */
        return rn_load32(key) | rn_load32(key + half) << 32;
    return len ? (uint64_t)k[0] | (uint64_t)k[len / 2] << 8 |
                     (uint64_t)k[len - 1] << 16
               : 0;
}

/* Whether `word` is the key's. */
static inline bool rn_image_word_is(const struct rn_image *im, uint32_t word,
                                    struct rn_span key)
{
    const struct rn_iword *w = &im->words[word];

    return w->keylen == key.len && w->head == rn_key_head(key.ptr, key.len) &&
           (key.len <= 8 ||
            !memcmp(im->strings + w->key + 8, key.ptr + 8, key.len - 8));
}

/* Where a look-up of the hash begins. The seed is chosen when the lexicon is
 * compiled, so that no run of taken places is long, whatever the words. */
static inline uint32_t rn_image_place(uint64_t seed, uint64_t hash)
{
    return (uint32_t)rn_hash_mix(hash ^ seed, RN_HASH_K1);
}

/* The first word at or behind place *at of the table that may have the hash, or
 * RN_NONE; *at is then the place behind it. */
static inline uint32_t rn_image_guess(const struct rn_image *im, uint64_t hash,
                                      uint32_t *at)
{
    uint32_t tag = (uint32_t)(hash >> 32);

    for (uint32_t i = *at;; i++) {
        const struct rn_iplace *p = &im->word_table[i & im->word_mask];
        *at = i + 1;
        if (p->word == RN_NONE || p->tag == tag)
            return p->word;
    }
}

/* The word of a key, or RN_NONE. */
static inline uint32_t rn_image_word(const struct rn_image *im, uint64_t hash,
                                     struct rn_span key)
{
    uint32_t at = rn_image_place(im->head->seed, hash), word;

    do
        word = rn_image_guess(im, hash, &at);
    while (word != RN_NONE && !rn_image_word_is(im, word, key));
    return word;
}

/* Whether a key is a word of English or Malay forms, or of canonical names:
 * what may be a piece of a glued word. `image` is a struct rn_image. */
bool rn_image_knows(const void *image, struct rn_span key);

/* One bit for a word. */
static inline uint32_t rn_image_sign(uint32_t word)
{
    uint64_t spread = word * 0x9e3779b9u; /* its high bits are mixed best */

    return 1u << (spread * RN_SIGN_WORDS >> 32);
}

/* The same out of 64, which fewer words share. */
static inline uint64_t rn_image_word_bit(uint32_t word)
{
    return UINT64_C(1) << (word * 0x9e3779b9u >> 26);
}

static inline uint64_t rn_kind_bit(uint32_t kind)
{
    return UINT64_C(1) << (kind & 63);
}

/* The bit of what fills a slot. */
static inline uint64_t rn_slot_bit(const struct rn_image *im, uint32_t kind)
{
    return rn_kind_bit(kind & RN_SLOT_CONCEPT
                           ? im->concepts[kind & ~RN_SLOT_CONCEPT].kind
                           : kind);
}

static inline bool rn_onward_meets(struct rn_onward a, struct rn_onward b)
{
    return ((a.words & b.words) | (a.kinds & b.kinds)) != 0;
}

/* The forms that begin with a slot of the kind: those that are it `alone`, or
 * those that go on behind it. */
static inline const struct rn_kind_forms *
rn_image_begun(const struct rn_image *im, uint32_t kind, bool alone)
{
    return &im->kind_forms[2 * (size_t)kind + !alone];
}

/* What the slot before node `n` takes: a kind, or a concept with
 * RN_SLOT_CONCEPT. */
static inline uint32_t rn_node_kind(const struct rn_inode *n)
{
    return n->label & ~RN_NODE_SLOT;
}

/* The first of node `n`'s children that lie behind slots; they end with its
 * children. */
static inline uint32_t rn_image_slots(const struct rn_image *im,
                                      const struct rn_inode *n)
{
    uint32_t at = n[1].first;

    if (n->sign & RN_SIGN_SLOTS)
        while (at > n->first && (im->nodes[at - 1].label & RN_NODE_SLOT))
            at--;
    return at;
}

/* The child of node `n` behind a word, or RN_NONE. */
static inline uint32_t rn_image_step(const struct rn_image *im,
                                     const struct rn_inode *n, uint32_t word)
{
    const struct rn_inode *at = &im->nodes[n->first];

    for (uint32_t run = n[1].first - n->first; run > 1;) {
        uint32_t half = run / 2;
        at +=
            half & (0u - (at[half].label <= word)); /* no branch to foretell */
        run -= half;
    }
    return at->label == word && n[1].first > n->first
               ? (uint32_t)(at - im->nodes)
               : RN_NONE;
}

#endif
