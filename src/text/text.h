/* text/text.h - a page becomes segments, tokens and folded keys.
 *
 * A token is a run of letters (with the combining marks, soft hyphens and zero-width marks
 * between them), a run of decimal digits, or one mark. English 's (any apostrophe, a letter
 * before it, no letter behind it) is a token of its own, a word with the key "'s".
 * Everything lies in flat arrays indexed by token; nothing is allocated a token.
 *
 * The key of a token is what lexicons are matched with:
 *   word    NFC, case folded, the Vietnamese tone moved to the end of the word as a digit 1-5
 *           (grave acute tilde hook dot), so that both tone placements and every order of
 *           combining marks give one key ("Ủy" and "Uỷ" are "uy4"); ASCII words just get
 *           small letters; soft hyphen, zero-width marks and joiners left out
 *   number  its decimal digits in ASCII
 *   mark    "-" for every dash, "'" for every apostrophe, else the character as it is (NFC)
 * A word of more than RN_TOKEN_MAX bytes is RN_TOK_LONG and has an empty key.
 *
 * Bytes that are no UTF-8, and NUL, are no tokens: the token behind them has RN_TOK_HARD.
 *
 * An rn_text holds the memo of folded words and belongs to one thread. */
#ifndef RN_TEXT_TEXT_H
#define RN_TEXT_TEXT_H

#include "base/span.h"
#include "renorm/renorm.h"

enum rn_token_flags {
    RN_TOK_WORD = 1,
    RN_TOK_NUMBER = 2,
    RN_TOK_MARK = 4,
    RN_TOK_UPPER = 8,      /* begins with a capital (or title-case) letter */
    RN_TOK_ALLCAPS = 16,   /* all its letters are capitals */
    RN_TOK_ASCII = 32,     /* every byte is ASCII */
    RN_TOK_VIETNAMESE = 64, /* has a letter or tone mark that only Vietnamese writes among our
                               languages: ă â đ ê ô ơ ư, or a vowel or y with a tone mark */
    RN_TOK_GLUED = 128,    /* no byte lies between it and the token before it */
    RN_TOK_HARD = 256,     /* nothing may cross from the token before it to this one: start of
                              a segment, or bad bytes or NUL between them */
    RN_TOK_KEEP = 512,     /* in a keep zone: URL, e-mail address, path, @name, #tag */
    RN_TOK_LINE = 1024,    /* a line end lies before it, within its segment */
    RN_TOK_LONG = 2048,
    RN_TOK_WIDE = 4096     /* a tab or three and more blanks lie before it */
};

enum rn_segment_flags {
    RN_SEG_CAPS = 1,  /* nearly all letters are capitals (a letterhead, a headline) */
    RN_SEG_LINES = 2  /* joined from more than one line */
};

struct rn_segment {
    uint32_t first, last; /* tokens first … last-1 */
    uint32_t start, end;  /* bytes, without the line end */
    uint32_t flags;
};

struct rn_tokens {
    size_t n;
    uint32_t *start, *end; /* bytes of the page */
    uint64_t *hash;        /* rn_hash of the key */
    uint32_t *key;         /* offset of the key in keys */
    uint16_t *keylen;
    uint16_t *flags;
    char *keys;
    size_t nsegments;
    struct rn_segment *segments; /* in order; every token lies in one */
    size_t bad_bytes;            /* bytes that are no UTF-8, and NULs */

    size_t cap, keys_len, keys_cap, segments_cap; /* private */
};

static inline struct rn_span rn_token_key(const struct rn_tokens *t, size_t i)
{
    return rn_span_of(t->keys + t->key[i], t->keylen[i]);
}

struct rn_text;

renorm_status rn_text_new(struct rn_text **out);
void rn_text_free(struct rn_text *text);

void rn_tokens_init(struct rn_tokens *t);
void rn_tokens_release(struct rn_tokens *t);

/* Segments, tokens and keys of a page of at most RN_PAGE_MAX bytes (the tokens before are
 * dropped). Fails for lack of memory only. */
renorm_status rn_text_tokenize(struct rn_text *text, struct rn_span page, struct rn_tokens *out);

/* The same for the words of a lexicon's form: no keep zones, one segment, whatever lines. */
renorm_status rn_text_tokenize_form(struct rn_text *text, struct rn_span form,
                                    struct rn_tokens *out);

/* The key without any marks ("uy4" -> "uy", "đảng" -> "dang"): ASCII for Vietnamese words. Appends
 * to `out` (a struct rn_buf). */
struct rn_buf;
void rn_text_strip_key(struct rn_span key, struct rn_buf *out);

/* The ASCII spelling of a name: letters lose their marks, Đ is D; every dash is '-'; what has
 * no ASCII spelling is left out. Case is kept. Appends to `out`. */
void rn_text_ascii(struct rn_span s, struct rn_buf *out);

/* The length of the first page of a document of which `avail` holds the bytes that are there:
 * 0 when more bytes are needed (`whole` false and not enough there). A function of the
 * document's bytes alone: of the first RN_PAGE_MAX bytes, the last blank line's end, else the
 * last line's end, else the last sentence's end, else the last blank, else the last character
 * boundary; everything where the document is no longer. With `lines` a page is one line. */
size_t rn_text_page(struct rn_span avail, bool whole, bool lines);

#endif
