#include <string.h>

#include "cli/options.h"

/* "-o, --output FILE", "    --json", "-i, --in-place[=SUFFIX]". */
static size_t put_spelling(struct rn_bytes *out, const struct rn_option_row *o)
{
    size_t before = out->len;

    if (o->letter)
        rn_bytes_printf(out, "  -%c, --%s", o->letter, o->name);
    else
        rn_bytes_printf(out, "      --%s", o->name);
    if (o->arg == RN_ARG_NEEDED)
        rn_bytes_printf(out, " %s", o->meta);
    if (o->arg == RN_ARG_MAYBE)
        rn_bytes_printf(out, "[=%s]", o->meta);
    return out->len - before;
}

void rn_print_help(struct rn_bytes *out, enum rn_command command)
{
    const struct rn_command_row *row = &rn_commands[command];

    rn_bytes_printf(out, "usage: renorm%s%s %s\n", *row->name ? " " : "",
                    row->name, row->usage);
    if (command == RN_CMD_FILTER)
        for (int i = 1; i < RN_CMD_COUNT; i++)
            rn_bytes_printf(out, "       renorm %s %s\n", rn_commands[i].name,
                            rn_commands[i].usage);
    rn_bytes_printf(out, "\n%s%s: %s\n", "renorm", *row->name ? "" : "",
                    row->help);
    if (command == RN_CMD_FILTER)
        for (int i = 1; i < RN_CMD_COUNT; i++)
            rn_bytes_printf(out, "renorm %s: %s\n", rn_commands[i].name,
                            rn_commands[i].help);
    rn_bytes_puts(out, "\noptions:\n");
    for (size_t i = 0; i < rn_noptions; i++) {
        const struct rn_option_row *o = &rn_options[i];
        size_t width;
        if (o->hidden || !(o->commands & 1u << command))
            continue;
        width = put_spelling(out, o);
        do
            rn_bytes_putc(out, ' ');
        while (++width < 28);
        rn_bytes_printf(out, "%s\n", o->help);
    }
    rn_bytes_puts(out, "\nNo file, or -, is standard input. Exit: 0 done, 1 "
                       "findings of a check,\n2 usage, lexicon or I/O error, 3 "
                       "done but some records were bad. See renorm(1).\n");
}

void rn_print_table(struct rn_bytes *out)
{
    for (int c = 0; c < RN_CMD_COUNT; c++)
        for (size_t i = 0; i < rn_noptions; i++) {
            const struct rn_option_row *o = &rn_options[i];
            if (o->hidden || !(o->commands & 1u << c))
                continue;
            rn_bytes_printf(
                out, "%s\t%.1s\t%s\t%s\n",
                *rn_commands[c].name ? rn_commands[c].name : "filter",
                o->letter ? &o->letter : "-", o->name, o->meta ? o->meta : "");
        }
}

/* ---- completions
 * ------------------------------------------------------------------ */

/* Every spelling of a command's options, with blanks between them. */
static void put_words(struct rn_bytes *out, int command)
{
    for (size_t i = 0; i < rn_noptions; i++) {
        const struct rn_option_row *o = &rn_options[i];
        if (o->hidden || !(o->commands & 1u << command))
            continue;
        if (o->letter)
            rn_bytes_printf(out, "-%c ", o->letter);
        rn_bytes_printf(out, "--%s ", o->name);
    }
}

/* "a|b|c" as "a b c". */
static void put_values(struct rn_bytes *out, const char *values)
{
    for (; *values; values++)
        rn_bytes_putc(out, *values == '|' ? ' ' : *values);
}

/* The name of a command's first word, and its table row as a shell's name. */
static void bash_case(struct rn_bytes *out, const struct rn_option_row *o,
                      const char *action)
{
    rn_bytes_puts(out, "    ");
    if (o->letter)
        rn_bytes_printf(out, "*:-%c|", o->letter);
    rn_bytes_printf(out, "*:--%s) %s; return ;;\n", o->name, action);
}

static void bash_values(struct rn_bytes *out)
{
    for (size_t i = 0; i < rn_noptions; i++) {
        const struct rn_option_row *o = &rn_options[i];
        struct rn_bytes action = { 0 };

        if (o->hidden || o->arg != RN_ARG_NEEDED)
            continue;
        if (o->id == RN_OPT_LINT_FORMAT)
            continue; /* the one name with two meanings: written out below */
        if (o->fill == RN_FILL_VALUES) {
            rn_bytes_puts(&action, "COMPREPLY=($(compgen -W '");
            put_values(&action, o->values);
            rn_bytes_puts(&action, "' -- \"$cur\"))");
        } else if (o->fill == RN_FILL_FILE) {
            rn_bytes_puts(&action, "COMPREPLY=($(compgen -f -- \"$cur\"))");
        } else if (o->fill == RN_FILL_DIR) {
            rn_bytes_puts(&action, "COMPREPLY=($(compgen -d -- \"$cur\"))");
        } else {
            rn_bytes_puts(&action, "COMPREPLY=()");
        }
        rn_bytes_putc(&action, '\0');
        bash_case(out, o, action.ptr);
        rn_bytes_release(&action);
    }
}

static void print_bash(struct rn_bytes *out)
{
    rn_bytes_puts(out,
                  "# bash completion for renorm; made by renorm "
                  "--completion bash\n"
                  "_renorm() {\n"
                  "    local cur=${COMP_WORDS[COMP_CWORD]}\n"
                  "    local prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                  "    local cmd=filter words=\n"
                  "    ((COMP_CWORD > 1)) && case ${COMP_WORDS[1]} in\n"
                  "    terms|detect|explain|lexicon) "
                  "cmd=${COMP_WORDS[1]} ;;\n"
                  "    esac\n"
                  "    if [[ $cmd == lexicon && $COMP_CWORD -eq 2 ]]; then\n"
                  "        COMPREPLY=($(compgen -W lint -- \"$cur\"))\n"
                  "        return\n"
                  "    fi\n"
                  "    case $cmd:$prev in\n"
                  "    lexicon:-f|lexicon:--format) "
                  "COMPREPLY=($(compgen -W 'text json' -- \"$cur\")); "
                  "return ;;\n");
    bash_values(out);
    rn_bytes_puts(out, "    esac\n    case $cmd in\n");
    for (int c = 0; c < RN_CMD_COUNT; c++) {
        rn_bytes_printf(out, "    %s) words='",
                        c == RN_CMD_FILTER ? "filter"
                        : c == RN_CMD_LINT ? "lexicon"
                                           : rn_commands[c].name);
        put_words(out, c);
        rn_bytes_puts(out, "' ;;\n");
    }
    rn_bytes_puts(out,
                  "    esac\n"
                  "    if [[ $cur == -* ]]; then\n"
                  "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                  "    elif ((COMP_CWORD == 1)); then\n"
                  "        COMPREPLY=($(compgen -f -W 'terms detect explain "
                  "lexicon' -- \"$cur\"))\n"
                  "    else\n"
                  "        COMPREPLY=($(compgen -f -- \"$cur\"))\n"
                  "    fi\n"
                  "}\n"
                  "complete -o filenames -F _renorm renorm\n");
}

/* Text inside single quotes, with what _arguments reads specially escaped. */
static void put_zsh(struct rn_bytes *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            rn_bytes_puts(out, "'\\'");
        if (strchr("[]:", *text))
            rn_bytes_putc(out, '\\');
        rn_bytes_putc(out, *text);
    }
}

static void zsh_option(struct rn_bytes *out, const struct rn_option_row *o,
                       bool letter)
{
    rn_bytes_puts(out, "        '*");
    if (letter)
        rn_bytes_printf(out, "-%c", o->letter);
    else
        rn_bytes_printf(out, "--%s", o->name);
    if (o->arg == RN_ARG_NEEDED)
        rn_bytes_puts(out, letter ? "+" : "=");
    if (o->arg == RN_ARG_MAYBE)
        rn_bytes_puts(out, letter ? "-" : "=-");
    rn_bytes_putc(out, '[');
    put_zsh(out, o->help);
    rn_bytes_putc(out, ']');
    if (o->arg != RN_ARG_NONE) {
        rn_bytes_puts(out, o->arg == RN_ARG_MAYBE ? "::" : ":");
        put_zsh(out, o->meta);
        rn_bytes_putc(out, ':');
        if (o->fill == RN_FILL_VALUES) {
            rn_bytes_putc(out, '(');
            put_values(out, o->values);
            rn_bytes_putc(out, ')');
        } else if (o->fill == RN_FILL_FILE) {
            rn_bytes_puts(out, "_files");
        } else if (o->fill == RN_FILL_DIR) {
            rn_bytes_puts(out, "_files -/");
        }
    }
    rn_bytes_puts(out, "' \\\n");
}

static void print_zsh(struct rn_bytes *out)
{
    rn_bytes_puts(out,
                  "#compdef renorm\n"
                  "# zsh completion for renorm; made by renorm --completion "
                  "zsh\n"
                  "_renorm() {\n"
                  "    local cmd=filter\n"
                  "    if ((CURRENT > 2)); then\n"
                  "        case $words[2] in\n"
                  "        terms|detect|explain)\n"
                  "            cmd=$words[2]; shift words; "
                  "((CURRENT--)) ;;\n"
                  "        lexicon)\n"
                  "            cmd=lexicon\n"
                  "            ((CURRENT == 3)) && { compadd lint; return }\n"
                  "            shift 2 words; ((CURRENT -= 2)) ;;\n"
                  "        esac\n"
                  "    elif [[ $words[2] != -* ]]; then\n"
                  "        compadd terms detect explain lexicon\n"
                  "    fi\n"
                  "    case $cmd in\n");
    for (int c = 0; c < RN_CMD_COUNT; c++) {
        rn_bytes_printf(out, "    %s) _arguments -s -S \\\n",
                        c == RN_CMD_FILTER ? "filter"
                        : c == RN_CMD_LINT ? "lexicon"
                                           : rn_commands[c].name);
        for (size_t i = 0; i < rn_noptions; i++) {
            const struct rn_option_row *o = &rn_options[i];
            if (o->hidden || !(o->commands & 1u << c))
                continue;
            if (o->letter)
                zsh_option(out, o, true);
            zsh_option(out, o, false);
        }
        rn_bytes_printf(out, "        '*:%s:_files%s' ;;\n",
                        c == RN_CMD_LINT ? "directory" : "file",
                        c == RN_CMD_LINT ? " -/" : "");
    }
    rn_bytes_puts(out, "    esac\n}\n_renorm \"$@\"\n");
}

static void fish_option(struct rn_bytes *out, int c,
                        const struct rn_option_row *o)
{
    rn_bytes_puts(out, "complete -c renorm -n ");
    if (c == RN_CMD_FILTER)
        rn_bytes_puts(out, "'not __fish_seen_subcommand_from terms detect "
                           "explain lexicon'");
    else
        rn_bytes_printf(out, "'__fish_seen_subcommand_from %s'",
                        c == RN_CMD_LINT ? "lexicon" : rn_commands[c].name);
    if (o->letter)
        rn_bytes_printf(out, " -s %c", o->letter);
    rn_bytes_printf(out, " -l %s", o->name);
    if (o->arg == RN_ARG_NEEDED)
        rn_bytes_puts(out, o->fill == RN_FILL_FILE ? " -r" : " -x");
    if (o->fill == RN_FILL_VALUES) {
        rn_bytes_puts(out, " -a '");
        put_values(out, o->values);
        rn_bytes_putc(out, '\'');
    } else if (o->fill == RN_FILL_DIR) {
        rn_bytes_puts(out, " -a '(__fish_complete_directories)'");
    }
    rn_bytes_puts(out, " -d '");
    for (const char *p = o->help; *p; p++) {
        if (*p == '\'')
            rn_bytes_putc(out, '\\');
        rn_bytes_putc(out, *p);
    }
    rn_bytes_puts(out, "'\n");
}

static void print_fish(struct rn_bytes *out)
{
    rn_bytes_puts(out, "# fish completion for renorm; made by renorm "
                       "--completion fish\n");
    for (int c = RN_CMD_TERMS; c < RN_CMD_COUNT; c++)
        rn_bytes_printf(out,
                        "complete -c renorm -n __fish_is_first_token -a %s "
                        "-d '%s'\n",
                        c == RN_CMD_LINT ? "lexicon" : rn_commands[c].name,
                        rn_commands[c].help);
    rn_bytes_puts(out, "complete -c renorm -n '__fish_seen_subcommand_from "
                       "lexicon' -a lint -d 'check lexicons'\n");
    for (int c = 0; c < RN_CMD_COUNT; c++)
        for (size_t i = 0; i < rn_noptions; i++)
            if (!rn_options[i].hidden && (rn_options[i].commands & 1u << c))
                fish_option(out, c, &rn_options[i]);
}

bool rn_print_completion(struct rn_bytes *out, const char *shell)
{
    if (strcmp(shell, "bash") == 0)
        print_bash(out);
    else if (strcmp(shell, "zsh") == 0)
        print_zsh(out);
    else if (strcmp(shell, "fish") == 0)
        print_fish(out);
    else
        return false;
    return true;
}
