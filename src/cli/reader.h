/* cli/reader.h - every input in turn, and every document in it, is led through
 * the engine.
 *
 * A text is one document. Of JSON Lines each chosen string of each record is
 * one; a line that is no record passes through, is reported, and the rest goes
 * on. The command says with hooks what to do with what comes out; all of them
 * may be NULL. */
#ifndef RN_CLI_READER_H
#define RN_CLI_READER_H

#include "cli/file.h"
#include "cli/options.h"
#include "cli/target.h"
#include "renorm/records.h"

struct cli_reader;

/* A hook that returns anything but RENORM_OK ends the file; RENORM_E_STOPPED is
 * no error, RENORM_E_IO means that the failure has been or will be reported by
 * the command. */
struct cli_hooks {
    void *arg;
    renorm_handler engine; /* its arg too is the command's */
    /* Where the answer goes: no file that is read may be it, and with
     * --line-buffered it is flushed after each piece of input. */
    struct cli_target *target;

    /* A file was opened; false (after a message) leaves it out. */
    bool (*begin)(void *arg, const char *file);
    /* It was read to its end, or not (`whole` is false). */
    bool (*end)(void *arg, bool whole);

    /* Input as it was read, before it is worked. */
    renorm_status (*seen)(void *arg, const char *ptr, size_t len);
    /* Text: instead of the engine, which the command then feeds itself. */
    renorm_status (*pieces)(void *arg, const char *ptr, size_t len);
    /* JSON Lines: bytes that stay as they are; a record, worked; a string about
     * to be worked, with the context to use (NULL: leave the string out). */
    renorm_status (*pass)(void *arg, const char *ptr, size_t len);
    renorm_status (*record)(void *arg);
    renorm_context *(*string)(void *arg);
};

struct cli_reader {
    const struct cli_config *config;
    const struct cli_hooks *hooks;
    renorm_context *ctx;
    renorm_fields *fields;
    renorm_records *records;

    const char *file; /* the file being read, as named */
    /* JSON Lines: the record and string being read. */
    uint64_t line, record;
    uint64_t base; /* where the record begins in the file */
    const char *ptr;
    renorm_record_string string;
    size_t
        column_at; /* private: up to where column_n code points were counted */
    uint64_t column_n;

    struct cli_bytes held; /* private: the beginning of a line of records */
    bool overlong;         /* private: in a line that is too long: it passes */

    uint64_t nfiles, nrecords, nbad;
    bool failed; /* something could not be read or written: exit 2 */
    bool quiet;  /* bad records are not reported */
};

/* A place in the file, for people and programs. */
struct cli_place {
    uint64_t start, end, edit_start, edit_end, line, column;
};

/* Make the engine's context and, for JSON Lines, the scanner. False after a
 * message. */
bool cli_reader_init(struct cli_reader *r, const struct cli_config *config,
                     const renorm_lexicon *lex, const struct cli_hooks *hooks);
void cli_reader_release(struct cli_reader *r);

/* Read every input. Failures are reported, and the other files read all the
 * same. */
void cli_reader_run(struct cli_reader *r);

/* One input that the caller has in pieces, without the hooks `begin` and `end`.
 * A status but RENORM_OK ends it. */
renorm_status cli_reader_begin(struct cli_reader *r, const char *file);
renorm_status cli_reader_feed(struct cli_reader *r, const char *ptr,
                              size_t len);
renorm_status cli_reader_end(struct cli_reader *r);

/* How the program ends after that, `found` apart. */
enum cli_exit cli_reader_exit(const struct cli_reader *r);

/* The whole of a command that answers as it reads: read every input, end the
 * answer, tell the counters; how the program ends. */
enum cli_exit cli_reader_answer(struct cli_reader *r);

/* Counters for --stats, to standard error. */
void cli_reader_stats(const struct cli_reader *r);

/* Bytes of the document to bytes of the file. */
uint64_t cli_reader_offset(struct cli_reader *r, uint64_t offset);
void cli_reader_place(struct cli_reader *r, const renorm_mention *m,
                      struct cli_place *out);

/* Write the members of a mention's JSON object: file, its place, what
 * cli_put_mention writes, and of records field and record. */
void cli_reader_put(const struct cli_reader *r, const renorm_mention *m,
                    const struct cli_place *p, struct cli_bytes *out);

#endif
