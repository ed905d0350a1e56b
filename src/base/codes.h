/* base/codes.h - the codes of diagnostics. Stable for ever, never reused; each
 * is described in tools/diagnostics.yaml. Ranges: 1xx YAML, 2xx notation, 3xx
 * concepts and kinds, 4xx forms against each other, 5xx compiled lexicons, 6xx
 * records and files. */
#ifndef RN_BASE_CODES_H
#define RN_BASE_CODES_H

enum rn_code {
    RN_E_FILE = 101,      /* a file or directory cannot be read */
    RN_E_YAML_UTF8 = 102, /* bytes that are no UTF-8 */
    RN_E_YAML_SYNTAX = 103,
    RN_E_YAML_DEPTH = 104,
    RN_E_YAML_ALIAS = 105, /* anchors and aliases are refused */
    RN_E_YAML_KEY = 106,   /* duplicate or unknown key */
    RN_E_YAML_TYPE = 107,  /* a map where a list was expected, and the like */
    RN_E_YAML_MULTI = 108, /* more than one document, a tag */
    RN_E_LIBYAML = 109,    /* libyaml is not installed */
    RN_E_FORM_BRACKET = 201,
    RN_E_FORM_SLOT = 202, /* a slot that names no kind, a malformed slot */
    RN_E_FORM_EMPTY = 203,
    RN_E_FORM_LIMIT = 204,
    RN_E_FORM_ESCAPE = 205,
    RN_E_NAME_SYNTAX = 206,
    RN_E_NAME_UNBOUND = 207, /* a slot of a name that no form binds */
    RN_E_ABBREVIATION = 208, /* lint: an abbreviation without capitals */
    RN_E_NAME_ASCII = 209,   /* lint: a canonical name that is not ASCII */
    RN_E_CONCEPT_UNKNOWN = 301,
    RN_E_CONCEPT_TWICE = 302,
    RN_E_KIND_UNKNOWN = 303,
    RN_E_KIND_CYCLE = 304,
    RN_E_UNIT_CYCLE =
        305, /* forms that are one slot each lead back to themselves */
    RN_E_FLOW_COMMA = 306,    /* a flow list of forms with a comma inside */
    RN_E_CODE_TYPE = 307,     /* a document code that names no document type */
    RN_E_ORDER = 308,         /* lint: ids of a file that are not sorted */
    RN_E_SLOT_UNFILLED = 309, /* lint: a slot that nothing fills */
    RN_E_CONCEPT_FORMLESS = 310, /* lint: a concept that no form finds */
    RN_E_DATE = 311,             /* no date, or none of the calendar */
    RN_E_DOCUMENT = 312, /* a known document without a number or a type */
    RN_E_DOCUMENT_TWICE =
        313,              /* a number given twice that no date tells apart */
    RN_E_COLLISION = 401, /* two concepts whose forms only the id decides */
    RN_E_FORM_DEAD =
        402, /* lint: a form that never matches, because others always win */
    RN_E_PLACE_TWICE =
        403, /* lint: two places of one form and level in the same years */
    RN_E_BARE_UNSAFE =
        404, /* lint, a note: a form that is like another without marks */
    RN_E_IMAGE = 501, /* no compiled lexicon, or a damaged one */
    RN_E_NOMEM = 601
};

#endif
