/* io/json.h - the words of JSON: strings and numbers, checked strictly and
 * decoded.
 *
 *   string = '"' { char | escape } '"' .     char: any byte from 0x20 but '"'
 * and '\' escape = '\' ( '"' | '\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u'
 * hex hex hex hex ) . number = [ '-' ] ( '0' | digit1 { digit } ) [ '.' digit {
 * digit } ] [ ( 'e' | 'E' ) [ '+' | '-' ] digit { digit } ] .
 *
 * Bytes above 0x7f are taken as they are: whether a string is UTF-8 is for its
 * reader. */
#ifndef RN_IO_JSON_H
#define RN_IO_JSON_H

#include "base/buf.h"
#include "renorm/records.h"

/* Where the string whose opening quote is at `at` - 1 ends: the offset of its
 * closing quote. *escapes tells whether any escape stands in it. SIZE_MAX when
 * it is no string. */
size_t rn_json_string_end(struct rn_span record, size_t at, bool *escapes,
                          renorm_record_error *error);

/* The first byte behind the number that begins at `at`; SIZE_MAX when it is
 * none. */
size_t rn_json_number_end(struct rn_span record, size_t at,
                          renorm_record_error *error);

/* One unit of a checked string's inside: an escape (with a pair of surrogates
 * as one) or one byte. Returns its length in the record; *out gets its 1 to 4
 * decoded bytes, *len their number. */
size_t rn_json_unit(const char *ptr, size_t avail, char out[4], size_t *len);

/* Append the decoded inside of a checked string. */
void rn_json_decode(struct rn_span raw, struct rn_buf *out);

/* Append `text` as the inside of a string, with escapes only where JSON demands
 * them. */
void rn_json_encode(struct rn_span text, struct rn_buf *out);

#endif
