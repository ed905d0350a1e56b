/* naive.h - a parser that is slow and plain enough to be believed.
 *
 * It reads a finished model and a text by the documented rules alone
 * (renorm-lexicon.5, text/glue.h, match/chart.h, match/select.h,
 * rewrite/name.h, base/limits.h) and shares no code with the rooms that it
 * judges: forms are expanded, text is cut into tokens, readings are found and
 * names are written in ways of its own. Every path of every form is tried at
 * every token; a slot is tried with every reading that was kept behind it.
 *
 * It covers ASCII text without keep zones, concepts of kinds that are not built
 * in, the slots {int} and {ordinal} in digits, names without parts of slots, of
 * lists those whose slot no digits fill, of lists of words the joiners. */
#ifndef RN_TESTS_ORACLE_NAIVE_H
#define RN_TESTS_ORACLE_NAIVE_H

#include "base/arena.h"
#include "base/buf.h"
#include "lexicon/model.h"

enum { N_TOKENS_MAX = 512, N_ELEMS_MAX = 24 };

/* Where forms are read: the three languages, and names in every language. */
enum n_root { N_VI, N_MS, N_EN, N_NAME };

struct n_token {
    size_t start, end; /* bytes */
    char key[128];
    bool word, number, mark, upper, capitals, glued, hard;
    bool inner; /* a capital stands behind its first letter */
};

struct n_elem {
    bool slot;
    char text[16]; /* a word as written; a slot's kind or concept */
    char label[16];
};

struct n_bind {
    char label[16], concept[16];
};

struct n_path {
    struct n_elem e[N_ELEMS_MAX];
    size_t n;
    struct n_bind b[8];
    size_t nb;
};

/* One way to spell a concept. `rank` orders them: by form, then as the notation
 * says. */
struct n_spelling {
    struct n_spelling *next;
    enum n_root root;
    uint32_t concept;
    size_t rank;
    bool exact;
    bool is_name;   /* an English form that is the canonical name as it is */
    unsigned flags; /* enum rn_form_flags */
    struct n_path p;
};

/* One reading of a stretch of tokens. */
struct n_item {
    struct n_item *next;
    size_t start, end;
    uint32_t kind;
    const struct n_spelling *by; /* NULL: in digits */
    unsigned number;
    bool stands, plural;
    bool weak; /* no words but short ones: see may_stand() */
    unsigned nodes, words;
    size_t nkids;
    const struct n_item *kid[N_ELEMS_MAX]; /* in the slots' order */
};

struct n_mention {
    size_t start, end; /* bytes */
    const struct n_item *item;
};

struct naive {
    const struct rn_model *m;
    struct rn_arena arena; /* of the lexicon */
    struct n_spelling *spellings;
    size_t nspellings;
    /* of the text */
    struct rn_arena scratch;
    struct n_token t[N_TOKENS_MAX];
    size_t first, last;                /* of the segment */
    struct n_item *kept[N_TOKENS_MAX]; /* by start */
    renorm_lang lang;                  /* of the whole text */
    struct n_mention out[N_TOKENS_MAX];
    size_t nout;
    size_t repeated; /* mentions that lists added, in all texts */
};

/* Expand all forms and names of a finished model. */
void naive_begin(struct naive *n, const struct rn_model *m);
void naive_end(struct naive *n);

/* Find the mentions of `text`, all of which is in one language. Blank lines
 * divide it. */
void naive_read(struct naive *n, const char *text, size_t len,
                renorm_lang lang);

/* Write the canonical name of a reading. */
void naive_name(const struct naive *n, const struct n_item *item,
                struct rn_buf *out);

/* For messages: what the spellings are, and how a mention was read. */
void naive_tree(const struct naive *n, const struct n_item *it, unsigned depth);
void naive_dump(const struct naive *n);

/* Whether some English or Malay form, or a name, has the word. */
bool naive_knows(const struct naive *n, const char *word, size_t len);

/* Letters of the first piece of a glued word, or all. In these texts no word
 * begins as a Roman number does. */
size_t n_first_piece(const struct naive *n, const char *w, size_t len,
                     bool behind_number);

/* The concept of a reading; NULL for digits. */
const struct rn_concept *naive_concept(const struct naive *n,
                                       const struct n_item *a);

#endif
