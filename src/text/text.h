/* text/text.h - a page becomes segments, tokens and folded keys.
 *
 * A token is a run of letters (with the combining marks among and behind them,
 * and the soft hyphens and zero-width marks between them), a run of decimal
 * digits, or one mark (with its combining marks). English 's (any apostrophe
 * right behind a word, a number, an initial's stop or a closing parenthesis, s
 * or S, no letter behind it) is a token of its own, a word with the key "'s".
 * Blanks, line ends and zero-width marks outside words are no tokens.
 * Everything lies in flat arrays indexed by token; nothing is allocated a
 * token.
 *
 * The key of a token is what lexicons are matched with:
 *
 * - word: NFC, case folded, the Vietnamese tones of the word moved to its end
 *   as digits 1-5 (grave acute tilde hook dot), so that both tone placements
 *   and every order of combining marks give one key ("Ủy" and "Uỷ" are "uy4");
 *   ASCII words just get small letters; soft hyphens, zero-width marks, joiners
 *   and variation selectors are left out. Other languages' words get the digits
 *   too ("résumé" is "resume22").
 * - number: its decimal digits in ASCII, leading zeros too.
 * - mark: "-" for every dash, "'" for every apostrophe, else the character
 *   itself (NFC).
 *
 * A token of more than RN_TOKEN_MAX bytes is RN_TOK_LONG, has an empty key and
 * of the other flags only its kind and what lies before it.
 *
 * Bytes that are no UTF-8, and NUL, are no tokens: the token behind them has
 * RN_TOK_HARD.
 *
 * A segment is a line (ended by LF, CR LF or CR) or several, joined by these
 * rules alone:
 *
 * - A letterhead: two to RN_LETTERHEAD_MAX lines, each with two letters and
 *   more, all capitals. More such lines are a list or a text in capitals, and
 *   are not joined.
 * - A line may be continued by the next if it is 50 to 100 columns wide and the
 *   next begins with a letter that numbers no item ("a) …"), is indented no
 *   more, and both or none are in capitals. It is continued if it does not end
 *   with one of . ! ? ; : (but with "TP." it may), and the next begins with a
 *   small letter or the block around it is a paragraph.
 * - A block is the longest stretch of lines of which each may be continued by
 *   the next. It is a paragraph if it has three lines at least, the widths of
 *   all but the last differ by 25 columns at most, and half the lines behind
 *   the first begin with a small letter. So a list of headlines, which begin
 *   with capitals, stays a list.
 *
 * Columns count characters without combining marks, so that NFC and NFD are
 * joined alike. A line without tokens has no segment and parts those around it.
 * Segments therefore do not cover the line ends between them and lines of
 * blanks.
 *
 * An rn_text holds the vocabulary of the spellings that it met and belongs to
 * one thread. Tokens point into it and are stale when it reads the next page.
 * What comes out does not depend on what it read before but for the numbers of
 * the spellings. */
#ifndef RN_TEXT_TEXT_H
#define RN_TEXT_TEXT_H

#include "base/span.h"
#include "renorm/renorm.h"
#include "text/vocab.h"

enum rn_token_flags {
    RN_TOK_WORD = 1,
    RN_TOK_NUMBER = 2,
    RN_TOK_MARK = 4,
    RN_TOK_UPPER = 8,    /* begins with a capital (or title-case) letter */
    RN_TOK_ALLCAPS = 16, /* all its letters are capitals */
    RN_TOK_ASCII = 32,   /* every byte is ASCII */
    /* Has a letter or tone mark that only Vietnamese writes among our
     * languages: ă â đ ê ô ơ ư, or a vowel or y with a tone mark. */
    RN_TOK_VIETNAMESE = 64,
    /* Nothing but zero-width marks lies between it and the token before it. */
    RN_TOK_GLUED = 128,
    /* Nothing may cross from the token before it to this one: start of a
     * segment, or bad bytes or NUL between them. */
    RN_TOK_HARD = 256,
    /* In a keep zone: URL, e-mail address, path, @name, #tag (see zone.c). */
    RN_TOK_KEEP = 512,
    /* A line end lies before it, within its segment, at which a name may end:
     * not that of a full line of a hard-wrapped page. */
    RN_TOK_LINE = 1024,
    RN_TOK_LONG = 2048, /* more than RN_TOKEN_MAX bytes */
    /* A tab or three and more blanks lie between it and the token before it, on
     * one line: two columns. Indentation does not count. */
    RN_TOK_WIDE = 4096,
    RN_TOK_QUIET = 8192 /* says nothing of the language: rn_text_quiet */
};

enum rn_segment_flags {
    /* Words in capitals make nine tenths of the bytes of all its words, and two
     * at least: a letterhead, a headline. */
    RN_SEG_CAPS = 1,
    RN_SEG_LINES = 2 /* joined from more than one line */
};

struct rn_segment {
    uint32_t first, last; /* tokens first … last-1 */
    uint32_t start, end;  /* bytes, without the line end */
    uint32_t flags;
};

struct rn_tokens {
    size_t n;
    uint32_t *start, *end; /* bytes of the page */
    uint32_t *spelling;    /* number in the vocabulary */
    uint16_t *flags;
    const struct rn_vocab *vocab; /* of the rn_text; until its next page */
    size_t nsegments;
    struct rn_segment *segments; /* in order; every token lies in one */
    size_t bad_bytes;            /* bytes that are no UTF-8, and NULs */

    size_t cap, segments_cap; /* private */
};

static inline struct rn_span rn_token_key(const struct rn_tokens *t, size_t i)
{
    const struct rn_spelling *w = &t->vocab->words[t->spelling[i]];

    return rn_span_of(t->vocab->bytes + w->key, w->keylen);
}

static inline size_t rn_token_keylen(const struct rn_tokens *t, size_t i)
{
    return t->vocab->words[t->spelling[i]].keylen;
}

/* Whether the key of token `i` is the ASCII mark `mark`. */
static inline bool rn_token_is_mark(const struct rn_tokens *t, size_t i,
                                    char mark)
{
    return t->vocab->words[t->spelling[i]].mark == mark;
}

struct rn_text;

renorm_status rn_text_new(struct rn_text **out);
void rn_text_free(struct rn_text *text);

/* Part words that are glued together (glue.h) where `known` says that the
 * pieces are words: a piece is then a token as if a blank stood before it. To
 * be said before the first page; `arg` must outlive the text. */
void rn_text_know(struct rn_text *text, rn_known_fn *known, const void *arg);

void rn_tokens_init(struct rn_tokens *t);
void rn_tokens_release(struct rn_tokens *t);

/* Segments, tokens and keys of a page (all tokens before are dropped). Pages
 * have at most RN_PAGE_MAX bytes; a JSON string may be longer, up to UINT32_MAX
 * / 4. Fails for lack of memory only; there are no tokens then. */
renorm_status rn_text_tokenize(struct rn_text *text, struct rn_span page,
                               struct rn_tokens *out);

/* The same for the words of a lexicon's form: no keep zones, one segment,
 * whatever lines (none where there are no tokens). */
renorm_status rn_text_tokenize_form(struct rn_text *text, struct rn_span form,
                                    struct rn_tokens *out);

/* Tokens that the text room keeps for whoever reads one form after another and
 * needs each for a moment only. */
struct rn_tokens *rn_text_form_tokens(struct rn_text *text);

/* Set RN_TOK_QUIET on what stands in square brackets within a segment, where an
 * earlier run may have put an English name. */
void rn_text_quiet(struct rn_tokens *t);

/* The key without any marks ("uy4" -> "uy", "đang4" -> "dang"): ASCII for
 * Vietnamese words, other keys as they are. Appends to `out` (a struct rn_buf).
 */
struct rn_buf;
void rn_text_strip_key(struct rn_span key, struct rn_buf *out);

/* The ASCII spelling of a name: letters lose their marks, Đ is D; every dash is
 * '-'; what has no ASCII spelling is left out. Case is kept. Appends to `out`.
 */
void rn_text_ascii(struct rn_span s, struct rn_buf *out);

/* The length of the first page of a document of which `avail` holds the bytes
 * that are there: 0 when more bytes are needed (`whole` false and not enough
 * there). A function of the document's bytes alone: everything where the
 * document has no more than RN_PAGE_MAX bytes; else of the first RN_PAGE_MAX
 * bytes up to the end of the last blank line, else of the last line, else
 * behind the blank behind the last sentence, else behind that behind the last
 * comma, semicolon or colon, else behind the last blank, else
 * the last character boundary (a CR LF is not cut). A mark behind a capital or
 * a digit ends no sentence. With `lines` a page is one line with its end; a
 * line that is longer than RN_PAGE_MAX is cut as above. */
size_t rn_text_page(struct rn_span avail, bool whole, bool lines);

#endif
