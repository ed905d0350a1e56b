/* base/codes.h - the codes of diagnostics. Stable for ever, never reused.
 *
 * Written by tools/gen_diagnostics.py from tools/diagnostics.yaml; do not edit.
 * Ranges: 1xx files and YAML, 2xx notation, 3xx concepts and kinds, 4xx forms
 * and names against each other, 5xx compiled lexicons, 6xx records and files.
 */
#ifndef RN_BASE_CODES_H
#define RN_BASE_CODES_H

enum rn_code {
    /* A file or a directory of a lexicon cannot be read; as a warning, it is
     * none that a lexicon has, or a layer holds none. */
    RN_E_FILE = 101,
    /* A lexicon file holds bytes that are no UTF-8, a NUL or a control
     * character. */
    RN_E_YAML_UTF8 = 102,
    /* The file is no YAML. */
    RN_E_YAML_SYNTAX = 103,
    /* Lists and maps nest deeper than any lexicon needs. */
    RN_E_YAML_DEPTH = 104,
    /* An anchor or an alias, which lexicons do not have. */
    RN_E_YAML_ALIAS = 105,
    /* A key stands twice, is not known, or is no id. */
    RN_E_YAML_KEY = 106,
    /* A map stands where a list or a word is wanted, or the like. */
    RN_E_YAML_TYPE = 107,
    /* More than one YAML document in a file, or a tag. */
    RN_E_YAML_MULTI = 108,
    /* The library that reads YAML is not installed; it is loaded when a
     * lexicon's YAML is read. */
    RN_E_LIBYAML = 109,
    /* A bracket of a form has no partner, closes out of order or stands
     * inside a word. */
    RN_E_FORM_BRACKET = 201,
    /* A slot, before or not-before names no kind, or yields-to no sign; or a
     * slot is malformed, shares its label with another one, or is bound to a
     * concept of another kind. */
    RN_E_FORM_SLOT = 202,
    /* A form, or one way through it, has no words and no slots. */
    RN_E_FORM_EMPTY = 203,
    /* A form has more paths, tokens, slots or depth than the limit. */
    RN_E_FORM_LIMIT = 204,
    /* A backslash before something that needs none. */
    RN_E_FORM_ESCAPE = 205,
    /* A canonical name is missing or malformed. */
    RN_E_NAME_SYNTAX = 206,
    /* No form of a concept has a slot of its canonical name; as a warning,
     * one form lacks a slot that the name always shows. */
    RN_E_NAME_UNBOUND = 207,
    /* An abbreviation of two or three letters that matches in any case, and
     * so ordinary words. */
    RN_E_ABBREVIATION = 208,
    /* A canonical name is not ASCII. */
    RN_E_NAME_ASCII = 209,
    /* Forms, a binding or a level name a concept that canon/ does not have. */
    RN_E_CONCEPT_UNKNOWN = 301,
    /* A concept or a kind is defined twice in one layer; as a note, a layer
     * changes one of a layer below it. */
    RN_E_CONCEPT_TWICE = 302,
    /* A concept has no kind, or one that canon/ does not have, or a level
     * that is none. */
    RN_E_KIND_UNKNOWN = 303,
    /* A kind is its own ancestor. */
    RN_E_KIND_CYCLE = 304,
    /* Forms that are a single slot lead back to themselves. */
    RN_E_UNIT_CYCLE = 305,
    /* A list of forms in square brackets on one line, where a comma splits a
     * form unseen. */
    RN_E_FLOW_COMMA = 306,
    /* A document code or a known document names no document type. */
    RN_E_CODE_TYPE = 307,
    /* The ids of a file are not sorted. */
    RN_E_ORDER = 308,
    /* Nothing fills a slot: no concept of its kind has a form. */
    RN_E_SLOT_UNFILLED = 309,
    /* No form finds a concept. */
    RN_E_CONCEPT_FORMLESS = 310,
    /* A date is not written as one, or the calendar does not have it. */
    RN_E_DATE = 311,
    /* A known document has no type, or its number is none. */
    RN_E_DOCUMENT = 312,
    /* A document number stands twice, and no date tells the two apart. */
    RN_E_DOCUMENT_TWICE = 313,
    /* A concept tells why it lacks a form in a language, and has one. */
    RN_E_LACKS = 314,
    /* Two forms of different concepts match the same words, and only the ids
     * decide. */
    RN_E_COLLISION = 401,
    /* A form never matches, because a form of another concept always wins on
     * the same words. */
    RN_E_FORM_DEAD = 402,
    /* Two places of one level share a form, and the years in which they are
     * called so overlap. */
    RN_E_PLACE_TWICE = 403,
    /* A Vietnamese form is like another word once its marks are gone, so that
     * text without marks is not searched for it. */
    RN_E_BARE_UNSAFE = 404,
    /* A canonical name is read otherwise than it was written, so that a
     * second run changes it. */
    RN_E_NAME_UNSTABLE = 405,
    /* What a form makes of two names is read otherwise in a second run,
     * though each name alone is stable. Two names that a form only then joins
     * are no such case where a blank or a small English word is between them,
     * for the second one is not written there. */
    RN_E_PAIR_UNSTABLE = 406,
    /* A form adds nothing. All that it matches other forms of its concept and
     * language match as well, with the same slots, labels and keys. */
    RN_E_FORM_COVERED = 407,
    /* A file that is no compiled lexicon, or one that is damaged, truncated
     * or of a renorm or a machine that writes others. */
    RN_E_IMAGE = 501,
    /* A compiled lexicon was made by another renorm; its layers are taken out
     * of it and compiled again at every start. */
    RN_E_IMAGE_OLD = 502,
    /* Memory ran out. */
    RN_E_NOMEM = 601
};

#endif
