/* base/limits.h - every bound of the program, with its unit and its reason. */
#ifndef RN_BASE_LIMITS_H
#define RN_BASE_LIMITS_H

enum {
    /* Bytes. What is looked at together: long enough for nearly every report,
     * small enough that the arrays over it stay within a few MiB. */
    RN_PAGE_MAX = 256 * 1024,

    /* Bytes. A token that is longer can be no word of any form; it gets no key.
     */
    RN_TOKEN_MAX = 255,

    /* Lines. A letterhead is a few lines in capitals; more is a text in
       capitals. */
    RN_LETTERHEAD_MAX = 4,

    /* Concepts in a derivation: "Deputy Head of the Office of the Party
     * Committee of the Lai Chau Department of Health" has 11 with fields and
     * places. Bounds rendering. */
    RN_DERIVATION_MAX = 16,

    /* Tokens and bytes of a mention: the longest in real reports had 34 tokens.
     */
    RN_MENTION_TOKENS_MAX = 64,
    RN_MENTION_BYTES_MAX = 1024,

    /* Items of one chart cell. One item a kind and start keeps cells at a
     * dozen; the bound is for lexicons with many kinds. */
    RN_CELL_MAX = 96,

    /* Parser steps a token. Real text takes under 10; a crafted one stops here,
     * so that time stays linear in the input. */
    RN_STEPS_MAX = 4096,

    /* Of a form: paths after expanding options and alternatives, tokens a path,
     * depth of brackets, slots and bindings. */
    RN_FORM_PATHS_MAX = 1000,
    RN_FORM_TOKENS_MAX = 24,
    RN_FORM_DEPTH_MAX = 4,
    RN_FORM_SLOTS_MAX = 8,

    /* Bytes of a form or a name as written: 1,000 paths of a few words each fit
       in. */
    RN_FORM_BYTES_MAX = 16 * 1024,

    /* Tokens of an abbreviation in parentheses that a form steps over. */
    RN_PAREN_MAX = 6,

    /* Abbreviations that a page defines: real ones have a dozen. Further ones
     * are read as the lexicon has them. */
    RN_DEFINED_MAX = 64,

    /* Of a page: signs and names of which the number is kept, and pairs of them
     * of which one gives way to the other. The shipped lexicon has a dozen. */
    RN_TALLIES_MAX = 32,
    RN_YIELDS_MAX = 16,

    /* Of a page: names of those who bear its titles. Further ones are known by
     * their family names alone. */
    RN_BEARERS_MAX = 32,

    /* Of a page: titles whose bare turns are counted. Further ones are taken.
     */
    RN_TURNS_MAX = 32,

    /* YAML nesting: lexicons need 5; libyaml takes seconds on 60,000 open
       brackets. */
    RN_YAML_DEPTH_MAX = 32,

    /* Bytes of one lexicon file: editors' files are under 1 MiB. */
    RN_YAML_FILE_MAX = 64 * 1024 * 1024,

    /* Nesting of a JSON record: real ones stay under 20; a level costs 56
       bytes. */
    RN_JSON_DEPTH_MAX = 1000
};

#endif
