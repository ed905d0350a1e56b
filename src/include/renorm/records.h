/* renorm/records.h - find strings in JSON records and put other words into
 * them, with every other byte left as it is. Unstable: may change between minor
 * versions.
 *
 * A record is one JSON text (RFC 8259, strictly; bytes that are no UTF-8 may
 * stand inside strings). Fields are chosen by paths: `title`, `a.b[].c`. The
 * chosen strings are decoded for the reader, edits are given in decoded
 * offsets, and the record is written with the edited stretches replaced: number
 * spelling, key order, duplicate keys, escapes and blanks elsewhere stay.
 *
 *     renorm_records_scan(r, line, len, &error);
 *     for (size_t i = 0; i < renorm_records_count(r); i++) {
 *         renorm_records_string(r, i, &s);
 *         renorm_records_edit(r, start, end, "Ministry", 8);
 *     }
 *     renorm_records_write(r, my_write, arg);
 *
 * Nothing here recurses; a record may nest 1,000 deep. A renorm_fields never
 * changes and may be shared between threads, a renorm_records belongs to one.
 */
#ifndef RENORM_RECORDS_H
#define RENORM_RECORDS_H

#include "renorm/renorm.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes. The longest record that is read: what one record may cost in memory.
 * Longer lines are for the caller to pass through. */
#define RENORM_RECORD_MAX ((size_t)64 * 1024 * 1024)

/* What is wrong with a path or a record; the message is a constant. */
typedef struct renorm_record_error {
    size_t offset; /* bytes from the start of the path or record */
    const char *message;
} renorm_record_error;

typedef struct renorm_fields renorm_fields;

/* Compile field paths: keys with dots between them, `[]` for every element of
 * an array, a backslash before a dot, bracket or backslash that belongs to a
 * key; a dot in front is allowed, a lone dot is the record itself. The caller
 * frees *out. On RENORM_E_USAGE *bad is the index of the path that makes no
 * sense and *error says why. */
RENORM_API renorm_status renorm_fields_new(const char *const *paths,
                                           size_t npaths, size_t *bad,
                                           renorm_record_error *error,
                                           renorm_fields **out);
RENORM_API void renorm_fields_free(renorm_fields *fields);

typedef struct renorm_records renorm_records;

/* A scanner, used for record after record. `add_key` is the key that
 * renorm_records_add() will be given a value for, or NULL; it is copied.
 * `fields` must outlive the scanner. The caller frees *out. */
RENORM_API renorm_status renorm_records_new(const renorm_fields *fields,
                                            const char *add_key,
                                            renorm_records **out);
RENORM_API void renorm_records_free(renorm_records *records);

/* Check a whole record and find its chosen strings; edits of the record before
 * are dropped. The bytes are borrowed until the next scan. RENORM_E_USAGE: it
 * is no JSON, or it is no object or has the key already where a key is to be
 * added; *error says what and where. */
RENORM_API renorm_status renorm_records_scan(renorm_records *records,
                                             const char *ptr, size_t len,
                                             renorm_record_error *error);

/* How many strings of the record were chosen, in the order of the record. */
RENORM_API size_t renorm_records_count(const renorm_records *records);

typedef struct renorm_record_string {
    const char *text; /* decoded; lives until another string is asked for */
    size_t len;
    const char
        *pointer;      /* where it stands: a JSON Pointer, "/authors/0/title" */
    size_t start, end; /* what stands between its quotes, bytes of the record */
} renorm_record_string;

/* The string `index`. A surrogate that has no partner is decoded to three bytes
 * that are no UTF-8, so that nothing matches across it. */
RENORM_API renorm_status renorm_records_string(renorm_records *records,
                                               size_t index,
                                               renorm_record_string *out);

/* Where byte `decoded` of the string asked for last stands in the record.
 * Increasing offsets cost time linear in the string for all of them together.
 */
RENORM_API size_t renorm_records_raw(renorm_records *records, size_t decoded);

/* The other way: the byte of that string in which byte `raw` of the record
 * lies. */
RENORM_API size_t renorm_records_decoded(renorm_records *records, size_t raw);

/* Replace bytes `start` … `end` of the string asked for last. Edits must come
 * in order, may not overlap nor reach behind the string (RENORM_E_USAGE). The
 * replacement is copied and written with the fewest escapes. */
RENORM_API renorm_status renorm_records_edit(renorm_records *records,
                                             size_t start, size_t end,
                                             const char *ptr, size_t len);

/* Give the record's object the member `add_key` with this value, which is JSON.
 * Copied. */
RENORM_API renorm_status renorm_records_add(renorm_records *records,
                                            const char *json, size_t len);

/* Write the record, edited. A callback that returns anything but RENORM_OK
 * stops with that status. */
RENORM_API renorm_status renorm_records_write(
    renorm_records *records,
    renorm_status (*write)(void *arg, const char *ptr, size_t len), void *arg);

#ifdef __cplusplus
}
#endif
#endif
