/* renorm/renorm.h - read reports, find titles, bodies and resolution names, and
 * give each its one canonical English term.
 *
 * A lexicon is immutable and may be shared between threads. A context belongs
 * to one thread; it is reused from document to document. The library prints
 * nothing, never exits, reads no environment and has no writable globals: every
 * failure is a status, with one diagnostic handed to the caller's sink.
 *
 *     renorm_lexicon *lex;
 *     renorm_context *ctx;
 *     renorm_handler h = { .text = my_write };
 *     if (renorm_lexicon_load(NULL, 0, 0, NULL, NULL, &lex) == RENORM_OK &&
 *         renorm_context_new(lex, NULL, &ctx) == RENORM_OK)
 *         renorm_document(ctx, &h, bytes, nbytes);
 *
 * docs/example.c is a whole program.
 *
 * Threads: a lexicon may be used by any number of threads at once. A context,
 * and everything that is handed out with it, is one thread's at a time. Between
 * contexts nothing is shared but their lexicon. Callbacks run in the thread
 * that called, before that call returns; they may not use their own context.
 *
 * Offsets are bytes of the document, lines and columns are 1-based, a column
 * counts code points. Strings that the library hands out are UTF-8 with a NUL
 * behind them; unless said otherwise they live as long as the call that they
 * were handed to. */
#ifndef RENORM_RENORM_H
#define RENORM_RENORM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define RENORM_API __attribute__((visibility("default")))
#else
#define RENORM_API
#endif

typedef enum renorm_status {
    RENORM_OK = 0,
    RENORM_E_NOMEM,   /* out of memory; nothing is leaked */
    RENORM_E_IO,      /* reading or writing failed */
    RENORM_E_LEXICON, /* a lexicon was refused; the diagnostics say why */
    RENORM_E_LIMIT,   /* something is larger than what is read */
    RENORM_E_USAGE,   /* an argument or option makes no sense */
    RENORM_E_STOPPED  /* a callback asked to stop */
} renorm_status;

/* ---- diagnostics -------------------------------------------------------- */

typedef enum renorm_severity {
    RENORM_NOTE,
    RENORM_WARNING,
    RENORM_ERROR
} renorm_severity;

typedef struct renorm_diag {
    renorm_severity severity;
    unsigned code;    /* stable for ever, never reused: docs/diagnostics.md */
    const char *file; /* "-" is standard input; NULL where there is no file */
    size_t offset;    /* bytes from the start of the file */
    size_t line, column; /* 1-based, 0 where unknown */
    const char *message; /* lower case, what is wrong first */
    const char *hint;    /* what to do next, or NULL */
    const char *source;  /* the source line without its line end, or NULL */
} renorm_diag;

/* Receives a diagnostic, which is valid during the call only. */
typedef void renorm_diag_fn(void *arg, const renorm_diag *diag);

/* ---- lexicons ----------------------------------------------------------- */

typedef struct renorm_lexicon renorm_lexicon;

enum renorm_lexicon_flags {
    RENORM_LEXICON_EMPTY = 1 /* start empty, without the shipped lexicon */
};

/* Load the shipped lexicon with `nlayers` layers on it, lowest first. A layer
 * is a directory of YAML files, or a compiled lexicon, which stands for the
 * layers that it was made of (renorm_lexicon_compile in renorm/lexicon.h).
 * Without layers this takes no time: the shipped lexicon is compiled in. A
 * compiled one alone, on what it was compiled on, is mapped: it must not be
 * changed in place before the lexicon is freed (put another in its place with
 * rename). The caller frees *out. Every mistake found is reported to `sink`
 * (which may be NULL); on failure *out is untouched. */
RENORM_API renorm_status renorm_lexicon_load(const char *const *layers,
                                             size_t nlayers, unsigned flags,
                                             renorm_diag_fn *sink, void *arg,
                                             renorm_lexicon **out);

/* A number that changes with what the lexicon says, the same on every machine:
 * for logs, and to tell whether two runs read alike. */
RENORM_API uint64_t renorm_lexicon_fingerprint(const renorm_lexicon *lex);

/* Free a lexicon; no context and no other thread may use it any more. NULL is
 * allowed. */
RENORM_API void renorm_lexicon_free(renorm_lexicon *lex);

/* ---- contexts ----------------------------------------------------------- */

typedef enum renorm_style {
    RENORM_REPLACE,
    RENORM_GLOSS,
    RENORM_MARKUP
} renorm_style;

typedef enum renorm_lang {
    RENORM_VI,
    RENORM_MS,
    RENORM_EN,
    RENORM_UND /* Indonesian, another language, noise, no evidence */
} renorm_lang;

#define RENORM_NOWHERE UINT64_MAX

/* Bytes `start` to `end` (excluded) of the text that was asked about. */
typedef struct renorm_stretch {
    size_t start, end;
} renorm_stretch;

/* Tells which stretches of a page are to be left alone, in order and disjoint;
 * they are borrowed until the page is done. Called at most once a page, when
 * there is a mention on it to act upon. What it returns but RENORM_OK stops the
 * document. */
typedef renorm_status renorm_keep_fn(void *arg, const char *ptr, size_t len,
                                     const renorm_stretch **out, size_t *n);

/* Zero-initialise, then set what differs from the default. Strings are borrowed
 * and must outlive the context. */
typedef struct renorm_options {
    renorm_style style;
    int lang_forced;   /* 0: detect; else 1 + renorm_lang */
    int lines;         /* each line is a page of its own */
    int prior_id;      /* added to Indonesian's score of a page, 1/100 nat */
    int have_prior_id; /* prior_id counts */
    int keep_case;     /* what stands in capitals is replaced in capitals */
    int min_margin;    /* act on mentions of this margin and above, 1/100 nat;
                          nothing where a language is forced */
    /* act only on these kinds: title, body, resolution */
    const char *const *kinds;
    size_t nkinds;
    const char *const *concepts; /* act only on these concepts (ids) */
    size_t nconcepts;
    const char *const *skip_concepts; /* never on these */
    size_t nskip_concepts;
    /* act on no mention whose edit touches a stretch of these, or NULL */
    renorm_keep_fn *keep;
    void *keep_arg;
    int trace;   /* mentions carry their derivation */
    uint64_t at; /* with trace: probe this offset; RENORM_NOWHERE for none */
} renorm_options;

typedef struct renorm_context renorm_context;

/* A context that reads with `lex`; NULL options are the defaults. The caller
 * frees *out before the lexicon. Errors: NOMEM; USAGE when the options name a
 * kind or concept that no mention could have, or a style or language that is
 * none. On failure *out is untouched. */
RENORM_API renorm_status renorm_context_new(const renorm_lexicon *lex,
                                            const renorm_options *options,
                                            renorm_context **out);

/* Free a context, also in the middle of a document. NULL is allowed. */
RENORM_API void renorm_context_free(renorm_context *ctx);

/* ---- what comes out ----------------------------------------------------- */

typedef struct renorm_attribute {
    const char *key, *value;
} renorm_attribute;

/* One concept in the derivation of a mention: which form of which file and line
 * matched which bytes, with which slots. */
typedef struct renorm_node {
    /* label of the slot that this node fills; NULL at the root */
    const char *slot;
    const char *concept; /* id; for what code recognises the kind: "number",
                            "ordinal" */
    const char *kind;
    const char *lang;  /* language of the form: vi, ms, en; "canon" for a
                          canonical name; "page" for an abbreviation that the
                          page defines; "code" for what code recognises */
    const char *form;  /* the form as written in the lexicon, or what the page
                          abbreviates; or NULL */
    const char *file;  /* lexicon file of the form, or NULL */
    size_t line;       /* its line */
    const char *value; /* rendered canonical name */
    uint64_t start, end;
    int bound; /* the slot is bound by the form, not spelled in the text */
    const struct renorm_node *children;
    size_t nchildren;
} renorm_node;

/* A reading that lost against the mention or was not allowed to stand, with the
 * reason. */
typedef struct renorm_loser {
    const renorm_node *node;
    const char *reason;
} renorm_loser;

typedef struct renorm_mention {
    uint64_t start, end;           /* the mention, bytes of the document */
    uint64_t edit_start, edit_end; /* what is replaced for it */
    uint64_t line, column;
    const char *text; /* the mention as it stands, text_len bytes */
    size_t text_len;
    renorm_lang lang;
    const char *kind, *concept, *canonical;
    const char *replacement; /* what is written for the edit (style replace) */
    int plural;
    int margin; /* how far its language is ahead, 1/100 nat */
    const renorm_attribute *attributes;
    size_t nattributes;
    const renorm_node *tree; /* with trace, else NULL */
    const renorm_loser *losers;
    size_t nlosers;
} renorm_mention;

typedef struct renorm_lang_span {
    uint64_t start, end; /* spans tile their segment */
    renorm_lang lang;
    int margin; /* best minus second, 1/100 nat; 0 where nothing speaks */
    renorm_lang
        page; /* the leading language of the page that the span lies in */
    int page_margin; /* how far it leads; on the first span of a page, else 0 */
} renorm_lang_span;

/* Answer of a probe (options.at). */
typedef struct renorm_probe {
    uint64_t start, end; /* the token at the offset */
    const char *text;
    size_t text_len;
    renorm_lang lang;
    const char
        *verdict; /* one sentence: what happened here, or why nothing matched */
    const renorm_loser *readings;
    size_t nreadings;
} renorm_probe;

/* All may be NULL. A callback that returns anything but RENORM_OK stops the
 * document with that status. Within a page mentions come in order of start,
 * before the page's text. */
typedef struct renorm_handler {
    void *arg;
    renorm_status (*text)(void *arg, const char *ptr, size_t len);
    renorm_status (*mention)(void *arg, const renorm_mention *mention);
    renorm_status (*span)(void *arg, const renorm_lang_span *span);
    renorm_status (*probe)(void *arg, const renorm_probe *probe);
} renorm_handler;

/* Counters of the context since it was made. */
typedef struct renorm_stats {
    uint64_t documents, pages, bytes, tokens, mentions, edits, bad_bytes;
    uint64_t steps; /* parser steps: what linear time is counted in */
} renorm_stats;

/* A document in pieces: begin, feed any number of times, end. The output does
 * not depend on where the pieces are cut. What is certain (a whole page; with
 * options.lines a whole line) is written when it is fed.
 *
 * The handler is copied, the bytes are borrowed for the call; `ptr` may be NULL
 * where `len` is 0. Errors: NOMEM; USAGE when no document is open; what a
 * callback returned. After a failure the document is over and the context fit
 * for the next: begin again. What the callbacks were given before stays given.
 * Beginning anew drops a document that is open. */
RENORM_API renorm_status renorm_begin(renorm_context *ctx,
                                      const renorm_handler *handler);
RENORM_API renorm_status renorm_feed(renorm_context *ctx, const char *ptr,
                                     size_t len);
RENORM_API renorm_status renorm_end(renorm_context *ctx);

/* A whole document at once: begin, feed, end, without a copy of the bytes. */
RENORM_API renorm_status renorm_document(renorm_context *ctx,
                                         const renorm_handler *handler,
                                         const char *ptr, size_t len);

/* The counters so far; nothing is reset. */
RENORM_API renorm_stats renorm_context_stats(const renorm_context *ctx);

/* "vi", "ms", "en" or "und" (for all that is no renorm_lang too): a constant,
 * to be used from any thread, as is the version. */
RENORM_API const char *renorm_lang_name(renorm_lang lang);

/* The library's version, "0.1.0". */
RENORM_API const char *renorm_version(void);

/* Versions of what the library stands on; constants. */
typedef struct renorm_parts {
    const char *utf8proc, *unicode; /* it reads text, with this Unicode */
    /* it named numbers and months while the library was built; it is not loaded
     */
    const char *icu, *icu_unicode;
} renorm_parts;

RENORM_API renorm_parts renorm_version_parts(void);

#ifdef __cplusplus
}
#endif
#endif
