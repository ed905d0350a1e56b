/* lexicon/libyaml.h - libyaml, loaded when YAML is first read.
 *
 * Most runs read no YAML: the shipped lexicon lies in the program and a
 * compiled one in its file. Loading a library takes a good part of their
 * start-up, so the few functions that are needed are looked up when there is
 * YAML, and the library is not linked to libyaml. A program that holds all its
 * libraries brings libyaml_linked.c and loads nothing. */
#ifndef RN_LEXICON_LIBYAML_H
#define RN_LEXICON_LIBYAML_H

#include <stdbool.h>

#include <yaml.h>

#define RN_LIBYAML "libyaml-0.so.2" /* the name carries the ABI's version */

struct rn_libyaml {
    void *handle; /* NULL: not loaded, or linked */
    int (*initialize)(yaml_parser_t *parser);
    void (*set_encoding)(yaml_parser_t *parser, yaml_encoding_t encoding);
    void (*set_input)(yaml_parser_t *parser, const unsigned char *input,
                      size_t size);
    int (*parse)(yaml_parser_t *parser, yaml_event_t *event);
    void (*delete_event)(yaml_event_t *event);
    void (*delete_parser)(yaml_parser_t *parser);
};

/* Load it, unless that is done; false where it is not installed. */
bool rn_libyaml_open(struct rn_libyaml *y);
void rn_libyaml_close(struct rn_libyaml *y);

#endif
