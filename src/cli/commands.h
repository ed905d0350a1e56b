/* cli/commands.h - the jobs of the program, a source file each. */
#ifndef RN_CLI_COMMANDS_H
#define RN_CLI_COMMANDS_H

#include "cli/options.h"

enum rn_exit rn_cmd_filter(const struct rn_config *c,
                           const renorm_lexicon *lex);
enum rn_exit rn_cmd_terms(const struct rn_config *c, const renorm_lexicon *lex);
enum rn_exit rn_cmd_detect(const struct rn_config *c,
                           const renorm_lexicon *lex);
enum rn_exit rn_cmd_explain(const struct rn_config *c,
                            const renorm_lexicon *lex);
enum rn_exit rn_cmd_lint(const struct rn_config *c);

#endif
