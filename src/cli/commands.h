/* cli/commands.h - the jobs of the program, a source file each. */
#ifndef RN_CLI_COMMANDS_H
#define RN_CLI_COMMANDS_H

#include "cli/options.h"

enum cli_exit cli_cmd_filter(const struct cli_config *c,
                             const renorm_lexicon *lex);
enum cli_exit cli_cmd_terms(const struct cli_config *c,
                            const renorm_lexicon *lex);
enum cli_exit cli_cmd_detect(const struct cli_config *c,
                             const renorm_lexicon *lex);
enum cli_exit cli_cmd_compare(const struct cli_config *c,
                              const renorm_lexicon *lex);
enum cli_exit cli_cmd_explain(const struct cli_config *c,
                              const renorm_lexicon *lex);
enum cli_exit cli_cmd_lint(const struct cli_config *c);
enum cli_exit cli_cmd_test(const struct cli_config *c);
enum cli_exit cli_cmd_stats(const struct cli_config *c);
enum cli_exit cli_cmd_compile(const struct cli_config *c);

#endif
