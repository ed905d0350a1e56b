/* For a program that is linked to libyaml: it takes the place of libyaml.c,
 * which a linker leaves in its archive then. */
#include "lexicon/libyaml.h"

bool rn_libyaml_open(struct rn_libyaml *y)
{
    *y = (struct rn_libyaml){ .initialize = yaml_parser_initialize,
                              .set_encoding = yaml_parser_set_encoding,
                              .set_input = yaml_parser_set_input_string,
                              .parse = yaml_parser_parse,
                              .delete_event = yaml_event_delete,
                              .delete_parser = yaml_parser_delete };
    return true;
}

void rn_libyaml_close(struct rn_libyaml *y)
{
    *y = (struct rn_libyaml){ 0 };
}
