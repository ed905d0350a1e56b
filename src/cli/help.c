#include <string.h>

#include "cli/options.h"

/* "-o, --output FILE", "    --json", "-i, --in-place[=SUFFIX]". */
static size_t put_spelling(struct cli_bytes *out,
                           const struct cli_option_row *o)
{
    size_t before = out->len;

    if (o->letter)
        cli_bytes_printf(out, "  -%c, --%s", o->letter, o->name);
    else
        cli_bytes_printf(out, "      --%s", o->name);
    if (o->arg == RN_ARG_NEEDED)
        cli_bytes_printf(out, " %s", o->meta);
    if (o->arg == RN_ARG_MAYBE)
        cli_bytes_printf(out, "[=%s]", o->meta);
    return out->len - before;
}

/* How the commands from `first` to the one before `end` are called, and what
 * for. */
static void put_usage(struct cli_bytes *out, int first, int end)
{
    for (int i = first; i < end; i++)
        cli_bytes_printf(out, "%s renorm%s%s %s\n",
                         i == first ? "usage:" : "      ",
                         *cli_commands[i].name ? " " : "", cli_commands[i].name,
                         cli_commands[i].usage);
    cli_bytes_putc(out, '\n');
    for (int i = first; i < end; i++)
        cli_bytes_printf(out, "renorm%s%s: %s\n",
                         *cli_commands[i].name ? " " : "", cli_commands[i].name,
                         cli_commands[i].help);
}

void cli_print_help(struct cli_bytes *out, enum cli_command command)
{
    if (command == RN_CMD_COUNT) {
        put_usage(out, RN_CMD_LINT, RN_CMD_COUNT);
        cli_bytes_puts(out, "\n--help behind one of them lists its options. "
                            "See renorm(1).\n");
        return;
    }
    put_usage(out, command,
              command == RN_CMD_FILTER ? RN_CMD_COUNT : command + 1);
    cli_bytes_puts(out, "\noptions:\n");
    for (size_t i = 0; i < cli_noptions; i++) {
        const struct cli_option_row *o = &cli_options[i];
        size_t width;
        if (o->hidden || !(o->commands & 1u << command))
            continue;
        width = put_spelling(out, o);
        do
            cli_bytes_putc(out, ' ');
        while (++width < 28);
        cli_bytes_printf(out, "%s\n", o->help);
    }
    cli_bytes_puts(out, command >= RN_CMD_LINT
                            ? "\nDIRs are layers on the shipped lexicon."
                        : command == RN_CMD_COMPARE
                            ? "\nTwo files or more; - is standard input."
                            : "\nNo file, or -, is standard input.");
    cli_bytes_puts(out, " Exit: 0 done, 1 findings of a check,\n2 usage, "
                        "lexicon or I/O error");
    cli_bytes_puts(out, command >= RN_CMD_LINT
                            ? ". See renorm(1).\n"
                            : ", 3 done but some records were bad. See "
                              "renorm(1).\n");
}

void cli_print_table(struct cli_bytes *out)
{
    for (int c = 0; c < RN_CMD_COUNT; c++)
        for (size_t i = 0; i < cli_noptions; i++) {
            const struct cli_option_row *o = &cli_options[i];
            if (o->hidden || !(o->commands & 1u << c))
                continue;
            cli_bytes_printf(
                out, "%s\t%.1s\t%s\t%s\n",
                *cli_commands[c].name ? cli_commands[c].name : "filter",
                o->letter ? &o->letter : "-", o->name, o->meta ? o->meta : "");
        }
}

/* ---- completions -------------------------------------------------------- */

/* Every spelling of a command's options, with blanks between them. */
static void put_words(struct cli_bytes *out, int command)
{
    for (size_t i = 0; i < cli_noptions; i++) {
        const struct cli_option_row *o = &cli_options[i];
        if (o->hidden || !(o->commands & 1u << command))
            continue;
        if (o->letter)
            cli_bytes_printf(out, "-%c ", o->letter);
        cli_bytes_printf(out, "--%s ", o->name);
    }
}

/* "a|b|c" as "a b c". */
static void put_values(struct cli_bytes *out, const char *values)
{
    for (; *values; values++)
        cli_bytes_putc(out, *values == '|' ? ' ' : *values);
}

/* The words behind `lexicon` that name commands, with blanks between them. */
static void put_subcommands(struct cli_bytes *out)
{
    for (int c = RN_CMD_LINT; c < RN_CMD_COUNT; c++)
        cli_bytes_printf(out, "%s%s", c > RN_CMD_LINT ? " " : "",
                         cli_subcommand(c));
}

/* A command as the scripts call it: "filter", "terms", "lexicon lint". */
static const char *script_name(int command)
{
    return command == RN_CMD_FILTER ? "filter" : cli_commands[command].name;
}

/* One name has several meanings, so each stands with its commands. */
static void bash_case(struct cli_bytes *out, const struct cli_option_row *o,
                      const char *action)
{
    const char *between = "    ";

    for (int c = 0; c < RN_CMD_COUNT; c++) {
        if (!(o->commands & 1u << c))
            continue;
        cli_bytes_printf(out, "%s'%s':--%s", between, script_name(c), o->name);
        if (o->letter)
            cli_bytes_printf(out, "|'%s':-%c", script_name(c), o->letter);
        between = "|";
    }
    cli_bytes_printf(out, ") %s; return ;;\n", action);
}

static void bash_values(struct cli_bytes *out)
{
    for (size_t i = 0; i < cli_noptions; i++) {
        const struct cli_option_row *o = &cli_options[i];
        struct cli_bytes action = { 0 };

        if (o->hidden || o->arg != RN_ARG_NEEDED)
            continue;
        if (o->fill == RN_FILL_VALUES) {
            cli_bytes_puts(&action, "COMPREPLY=($(compgen -W '");
            put_values(&action, o->values);
            cli_bytes_puts(&action, "' -- \"$cur\"))");
        } else if (o->fill == RN_FILL_FILE) {
            cli_bytes_puts(&action,
                           "mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")");
        } else {
            cli_bytes_puts(&action, "COMPREPLY=()");
        }
        cli_bytes_putc(&action, '\0');
        bash_case(out, o, action.ptr);
        cli_bytes_release(&action);
    }
}

/* The first words of all commands, with `mark` between them. */
static void put_commands(struct cli_bytes *out, char mark)
{
    for (int c = RN_CMD_TERMS; c <= RN_CMD_LINT; c++) {
        if (c > RN_CMD_TERMS)
            cli_bytes_putc(out, mark);
        cli_bytes_put(out, cli_commands[c].name,
                      strcspn(cli_commands[c].name, " "));
    }
}

static void print_bash(struct cli_bytes *out)
{
    cli_bytes_puts(out, "# bash completion for renorm; made by renorm "
                        "--completion bash\n"
                        "_renorm() {\n"
                        "    local cur=${COMP_WORDS[COMP_CWORD]}\n"
                        "    local prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                        "    local cmd=filter words=\n"
                        "    # bash makes a word of the = of --style=gloss\n"
                        "    if [[ $cur == = ]]; then\n"
                        "        cur=\n"
                        "    elif [[ $prev == = ]]; then\n"
                        "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
                        "    fi\n"
                        "    ((COMP_CWORD > 1)) && case ${COMP_WORDS[1]} in\n"
                        "    ");
    put_commands(out, '|');
    cli_bytes_puts(out,
                   ") cmd=${COMP_WORDS[1]} ;;\n"
                   "    esac\n"
                   "    if [[ $cmd == lexicon && $COMP_CWORD -eq 2 ]]; then\n"
                   "        COMPREPLY=($(compgen -W '");
    put_subcommands(out);
    cli_bytes_puts(out, "' -- \"$cur\"))\n"
                        "        return\n"
                        "    fi\n"
                        "    [[ $cmd == lexicon ]] && "
                        "cmd=\"lexicon ${COMP_WORDS[2]}\"\n"
                        "    case $cmd:$prev in\n");
    bash_values(out);
    cli_bytes_puts(out, "    esac\n    case $cmd in\n");
    for (int c = 0; c < RN_CMD_COUNT; c++) {
        cli_bytes_printf(out, "    '%s') words='", script_name(c));
        put_words(out, c);
        cli_bytes_puts(out, "' ;;\n");
    }
    cli_bytes_puts(out,
                   "    esac\n"
                   "    if [[ $cur == -* ]]; then\n"
                   "        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                   "    elif ((COMP_CWORD == 1)); then\n"
                   "        mapfile -t COMPREPLY < <(compgen -f -W '");
    put_commands(out, ' ');
    cli_bytes_puts(out, "' -- \"$cur\")\n"
                        "    else\n"
                        "        mapfile -t COMPREPLY < <(compgen -f -- "
                        "\"$cur\")\n"
                        "    fi\n"
                        "}\n"
                        "complete -o filenames -F _renorm renorm\n");
}

/* Text inside single quotes, with what _arguments reads specially escaped. */
static void put_zsh(struct cli_bytes *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            cli_bytes_puts(out, "'\\'");
        if (strchr("[]:", *text))
            cli_bytes_putc(out, '\\');
        cli_bytes_putc(out, *text);
    }
}

static void zsh_option(struct cli_bytes *out, const struct cli_option_row *o,
                       bool letter)
{
    cli_bytes_puts(out, "        '*");
    if (letter)
        cli_bytes_printf(out, "-%c", o->letter);
    else
        cli_bytes_printf(out, "--%s", o->name);
    if (o->arg == RN_ARG_NEEDED)
        cli_bytes_puts(out, letter ? "+" : "=");
    if (o->arg == RN_ARG_MAYBE)
        cli_bytes_puts(out, letter ? "-" : "=-");
    cli_bytes_putc(out, '[');
    put_zsh(out, o->help);
    cli_bytes_putc(out, ']');
    if (o->arg != RN_ARG_NONE) {
        cli_bytes_puts(out, o->arg == RN_ARG_MAYBE ? "::" : ":");
        put_zsh(out, o->meta);
        cli_bytes_putc(out, ':');
        if (o->fill == RN_FILL_VALUES) {
            cli_bytes_putc(out, '(');
            put_values(out, o->values);
            cli_bytes_putc(out, ')');
        } else if (o->fill == RN_FILL_FILE) {
            cli_bytes_puts(out, "_files");
        }
    }
    cli_bytes_puts(out, "' \\\n");
}

static void print_zsh(struct cli_bytes *out)
{
    cli_bytes_puts(out,
                   "#compdef renorm\n"
                   "# zsh completion for renorm; made by renorm --completion "
                   "zsh\n"
                   "_renorm() {\n"
                   "    local cmd=filter\n"
                   "    if ((CURRENT > 2)); then\n"
                   "        case $words[2] in\n"
                   "        terms|detect|explain|compare)\n"
                   "            cmd=$words[2]; shift words; "
                   "((CURRENT--)) ;;\n"
                   "        lexicon)\n"
                   "            ((CURRENT == 3)) && { compadd ");
    put_subcommands(out);
    cli_bytes_puts(out, "; return }\n"
                        "            cmd=\"lexicon $words[3]\"\n"
                        "            shift 2 words; ((CURRENT -= 2)) ;;\n"
                        "        esac\n"
                        "    elif [[ $words[2] != -* ]]; then\n"
                        "        compadd ");
    put_commands(out, ' ');
    cli_bytes_puts(out, "\n    fi\n"
                        "    case $cmd in\n");
    for (int c = 0; c < RN_CMD_COUNT; c++) {
        cli_bytes_printf(out, "    '%s') _arguments -s -S \\\n",
                         script_name(c));
        for (size_t i = 0; i < cli_noptions; i++) {
            const struct cli_option_row *o = &cli_options[i];
            if (o->hidden || !(o->commands & 1u << c))
                continue;
            if (o->letter)
                zsh_option(out, o, true);
            zsh_option(out, o, false);
        }
        cli_bytes_printf(out, "        '*:%s:_files' ;;\n",
                         c >= RN_CMD_LINT ? "lexicon" : "file");
    }
    cli_bytes_puts(out, "    esac\n}\n_renorm \"$@\"\n");
}

static void fish_option(struct cli_bytes *out, int c,
                        const struct cli_option_row *o)
{
    cli_bytes_puts(out, "complete -c renorm -n ");
    if (c == RN_CMD_FILTER) {
        cli_bytes_puts(out, "'not __fish_seen_subcommand_from ");
        put_commands(out, ' ');
        cli_bytes_putc(out, '\'');
    } else if (c < RN_CMD_LINT) {
        cli_bytes_printf(out, "'__fish_seen_subcommand_from %s'",
                         cli_commands[c].name);
    } else {
        cli_bytes_printf(out,
                         "'__fish_seen_subcommand_from lexicon; and "
                         "__fish_seen_subcommand_from %s'",
                         cli_subcommand(c));
    }
    if (o->letter)
        cli_bytes_printf(out, " -s %c", o->letter);
    cli_bytes_printf(out, " -l %s", o->name);
    if (o->arg == RN_ARG_NEEDED)
        cli_bytes_puts(out, o->fill == RN_FILL_FILE ? " -r" : " -x");
    if (o->fill == RN_FILL_VALUES) {
        cli_bytes_puts(out, " -a '");
        put_values(out, o->values);
        cli_bytes_putc(out, '\'');
    }
    cli_bytes_puts(out, " -d '");
    for (const char *p = o->help; *p; p++) {
        if (*p == '\'')
            cli_bytes_putc(out, '\\');
        cli_bytes_putc(out, *p);
    }
    cli_bytes_puts(out, "'\n");
}

static void print_fish(struct cli_bytes *out)
{
    cli_bytes_puts(out, "# fish completion for renorm; made by renorm "
                        "--completion fish\n");
    for (int c = RN_CMD_TERMS; c < RN_CMD_LINT; c++)
        cli_bytes_printf(out,
                         "complete -c renorm -n __fish_is_first_token -a %s "
                         "-d '%s'\n",
                         cli_commands[c].name, cli_commands[c].help);
    cli_bytes_puts(out, "complete -c renorm -n __fish_is_first_token -a "
                        "lexicon -d 'work on lexicons'\n");
    for (int c = RN_CMD_LINT; c < RN_CMD_COUNT; c++)
        cli_bytes_printf(out,
                         "complete -c renorm -n '__fish_seen_subcommand_from "
                         "lexicon' -a %s -d '%s'\n",
                         cli_subcommand(c), cli_commands[c].help);
    for (int c = 0; c < RN_CMD_COUNT; c++)
        for (size_t i = 0; i < cli_noptions; i++)
            if (!cli_options[i].hidden && (cli_options[i].commands & 1u << c))
                fish_option(out, c, &cli_options[i]);
}

bool cli_print_completion(struct cli_bytes *out, const char *shell)
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
