/* cli/spell.h - how values are written: JSON strings, cells of a table,
 * numbers, and the object of a mention. */
#ifndef RN_CLI_SPELL_H
#define RN_CLI_SPELL_H

#include <stdint.h>

#include "cli/bytes.h"
#include "renorm/renorm.h"

void cli_put_u64(struct cli_bytes *b, uint64_t n);
void cli_put_int(struct cli_bytes *b, int n);

/* A JSON string with its quotes; each byte that is no UTF-8 becomes U+FFFD. */
void cli_put_json(struct cli_bytes *b, const char *ptr, size_t len);
void cli_put_json_str(struct cli_bytes *b, const char *s); /* NULL: null */

/* `,"key":` (without the comma behind an opening brace). */
void cli_put_key(struct cli_bytes *b, const char *key);

/* A key and its string; NULL: null. */
void cli_put_field(struct cli_bytes *b, const char *key, const char *s);

/* A key and its number. */
void cli_put_number(struct cli_bytes *b, const char *key, uint64_t n);

/* A cell of a table: tab, line feed, carriage return and backslash are escaped.
 */
void cli_put_cell(struct cli_bytes *b, const char *ptr, size_t len);

/* The members text, lang, kind, concept, canonical, plural and attributes. */
void cli_put_mention(struct cli_bytes *b, const renorm_mention *m);

/* A value of an XML attribute, without its quotes. */
void cli_put_xml(struct cli_bytes *b, const char *s);

/* A line that GitHub shows beside the source: `::error file=…,line=…::…`. */
void cli_put_annotation(struct cli_bytes *b, const renorm_diag *d);

/* Length of the well-formed UTF-8 character at `p`, or 0. */
size_t cli_utf8_length(const char *p, size_t avail);

#endif
