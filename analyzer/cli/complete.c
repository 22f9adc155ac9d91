#include "cli/complete.h"

#include <string.h>

#include "cli/option_table.h"

static bool takes(const tk_option *option, uint32_t command)
{
    return option->kind != TK_KIND_GROUP && (option->where & 1u << command);
}

static bool repeats(const tk_option *option)
{
    switch (option->kind) {
    case TK_KIND_CODES:
    case TK_KIND_LIST:
    case TK_KIND_PATHS:
    case TK_KIND_PATTERNS:
    case TK_KIND_MAP:
    case TK_KIND_OUTPUT:
    case TK_KIND_COUNT:
        return true;
    default:
        return false;
    }
}

// "full concise ...": what an option takes; "" when it takes no word of a list.
static void add_words(const tk_option *option, tk_text *out)
{
    uint32_t count = 0;
    tk_option_kind kind = option->kind == TK_KIND_OUTPUT ? TK_KIND_FORMAT : option->kind;
    const char *const *words = tk_option_words(kind, &count);
    for (uint32_t i = 0; i < count; i++)
        tk_text_format(out, "%s%s", i ? " " : "", words[i]);
}

static void add_command_names(tk_text *out, const char *between)
{
    for (uint32_t i = 0; i < TK_COMMAND_COUNT; i++)
        tk_text_format(out, "%s%s", i ? between : "", tk_command_table[i].name);
}

// The words behind a command that is not about files.
static const char *words_behind(uint32_t command)
{
    return command == TK_COMMAND_COMPLETION ? "bash zsh fish" : NULL;
}

// --- bash ------------------------------------------------------------------------------------------

static void add_bash_values(tk_text *out)
{
    for (uint32_t i = 0; i < tk_option_count; i++) {
        const tk_option *option = &tk_option_table[i];
        tk_text words = {0};
        if (option->kind == TK_KIND_GROUP || !option->value)
            continue;
        add_words(option, &words);
        tk_text_format(out, "    --%s", option->name);
        if (option->letter)
            tk_text_format(out, "|-%c", option->letter);
        if (words.len)
            tk_text_format(out, ") COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n",
                           words.at);
        else
            tk_text_add_string(out, ") return ;;\n");
        tk_text_free(&words);
    }
}

static void add_bash_options(tk_text *out, uint32_t command)
{
    tk_text_format(out, "    %s) options='", tk_command_table[command].name);
    for (uint32_t i = 0; i < tk_option_count; i++)
        if (takes(&tk_option_table[i], command))
            tk_text_format(out, " --%s", tk_option_table[i].name);
    if (command == TK_COMMAND_HELP) {
        tk_text_add_string(out, "'; words='");
        add_command_names(out, " ");
    } else if (words_behind(command)) {
        tk_text_format(out, "'; words='%s", words_behind(command));
    }
    tk_text_add_string(out, "' ;;\n");
}

// Names of files are what the shell completes when there is no reply.
static void add_bash(tk_text *out)
{
    tk_text_add_string(out,
                       "# bash completion of tkscan\n"
                       "_tkscan() {\n"
                       "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                       "  local command=check options words\n"
                       "  COMPREPLY=()\n"
                       "  if [[ $cur == = ]]; then\n"
                       "    cur=\n"
                       "  elif [[ $prev == = && $COMP_CWORD -ge 2 ]]; then\n"
                       "    prev=${COMP_WORDS[COMP_CWORD-2]}\n"
                       "  fi\n"
                       "  case $prev in\n");
    add_bash_values(out);
    tk_text_add_string(out, "  esac\n  case ${COMP_WORDS[1]} in\n    ");
    add_command_names(out, "|");
    tk_text_add_string(out, ") [[ $COMP_CWORD -gt 1 ]] && command=${COMP_WORDS[1]} ;;\n"
                            "  esac\n  case $command in\n");
    for (uint32_t i = 0; i < TK_COMMAND_COUNT; i++)
        add_bash_options(out, i);
    tk_text_add_string(out, "  esac\n  [[ $COMP_CWORD -eq 1 ]] && words='");
    add_command_names(out, " ");
    tk_text_add_string(out, "'\n"
                            "  if [[ $cur == -* ]]; then\n"
                            "    COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
                            "  else\n"
                            "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                            "  fi\n"
                            "}\n"
                            "complete -o default -o bashdefault -F _tkscan tkscan\n");
}

// --- zsh -------------------------------------------------------------------------------------------

// Text between single quotes, with what _arguments and _describe give a meaning escaped.
static void add_zsh_text(tk_text *out, const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'') {
            tk_text_add_string(out, "'\\''");
            continue;
        }
        if (strchr(special, *text))
            tk_text_add_char(out, '\\');
        tk_text_add_char(out, *text);
    }
}

static void add_zsh_option(tk_text *out, const tk_option *option)
{
    tk_text words = {0};
    tk_text_format(out, "        '%s--%s", repeats(option) ? "*" : "", option->name);
    tk_text_add_string(out, option->value ? "=[" : "[");
    add_zsh_text(out, option->help, "[]:");
    tk_text_add_char(out, ']');
    if (option->value) {
        tk_text_add_char(out, ':');
        add_zsh_text(out, option->value, ":[]");
        add_words(option, &words);
        if (words.len)
            tk_text_format(out, ":(%s)", words.at);
        else
            tk_text_add_string(out, ":_files");
    }
    tk_text_add_string(out, "' \\\n");
    tk_text_free(&words);
}

static void add_zsh_command(tk_text *out, uint32_t command)
{
    tk_text_format(out, "    %s)\n      _arguments \\\n", tk_command_table[command].name);
    for (uint32_t i = 0; i < tk_option_count; i++)
        if (takes(&tk_option_table[i], command))
            add_zsh_option(out, &tk_option_table[i]);
    if (command == TK_COMMAND_HELP)
        tk_text_add_string(out, "        '1:command:_tkscan_commands' ;;\n");
    else if (words_behind(command))
        tk_text_format(out, "        '1:shell:(%s)' ;;\n", words_behind(command));
    else
        tk_text_add_string(out, "        '*:file:_files' ;;\n");
}

static void add_zsh(tk_text *out)
{
    tk_text_add_string(out, "#compdef tkscan\n\n"
                            "_tkscan_commands() {\n  local -a commands=(\n");
    for (uint32_t i = 0; i < TK_COMMAND_COUNT; i++) {
        tk_text_format(out, "    '%s:", tk_command_table[i].name);
        add_zsh_text(out, tk_command_table[i].summary, ":");
        tk_text_add_string(out, "'\n");
    }
    tk_text_add_string(out, "  )\n  _describe command commands\n}\n\n"
                            "_tkscan() {\n  local command=check\n"
                            "  if (( CURRENT > 2 )); then\n    case $words[2] in\n      ");
    add_command_names(out, "|");
    tk_text_add_string(out, ")\n        command=$words[2]\n        shift words\n"
                            "        (( CURRENT-- )) ;;\n    esac\n"
                            "  elif [[ $words[2] != -* ]]; then\n    _tkscan_commands\n  fi\n"
                            "  case $command in\n");
    for (uint32_t i = 0; i < TK_COMMAND_COUNT; i++)
        add_zsh_command(out, i);
    tk_text_add_string(out, "  esac\n}\n\n"
                            "if [[ $funcstack[1] == _tkscan ]]; then\n  _tkscan \"$@\"\nelse\n"
                            "  compdef _tkscan tkscan\nfi\n");
}

// --- fish ------------------------------------------------------------------------------------------

static void add_fish_text(tk_text *out, const char *text)
{
    tk_text_add_char(out, '\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            tk_text_add_char(out, '\\');
        tk_text_add_char(out, *text);
    }
    tk_text_add_char(out, '\'');
}

static void add_fish_option(tk_text *out, const tk_option *option)
{
    tk_text words = {0};
    tk_text_add_string(out, "complete -c tkscan -n '__tkscan_command");
    for (uint32_t i = 0; i < TK_COMMAND_COUNT; i++)
        if (takes(option, i))
            tk_text_format(out, " %s", tk_command_table[i].name);
    tk_text_format(out, "' -l %s", option->name);
    if (option->letter)
        tk_text_format(out, " -s %c", option->letter);
    if (option->value) {
        add_words(option, &words);
        tk_text_add_string(out, words.len ? " -x -a '" : " -r");
        if (words.len)
            tk_text_format(out, "%s'", words.at);
    }
    tk_text_add_string(out, " -d ");
    add_fish_text(out, option->help);
    tk_text_add_char(out, '\n');
    tk_text_free(&words);
}

static void add_fish(tk_text *out)
{
    tk_text_add_string(out, "# fish completion of tkscan\n"
                            "function __tkscan_command\n"
                            "    set -l words (commandline -opc)\n"
                            "    set -l command check\n"
                            "    if set -q words[2]; and contains -- $words[2] ");
    add_command_names(out, " ");
    tk_text_add_string(out, "\n        set command $words[2]\n    end\n"
                            "    contains -- $command $argv\nend\n"
                            "function __tkscan_first\n"
                            "    test (count (commandline -opc)) -eq 1\nend\n");
    for (uint32_t i = 0; i < TK_COMMAND_COUNT; i++) {
        tk_text_format(out, "complete -c tkscan -n __tkscan_first -a %s -d ",
                       tk_command_table[i].name);
        add_fish_text(out, tk_command_table[i].summary);
        tk_text_add_char(out, '\n');
        if (words_behind(i))
            tk_text_format(out, "complete -c tkscan -n '__tkscan_command %s' -f -a '%s'\n",
                           tk_command_table[i].name, words_behind(i));
    }
    tk_text_format(out, "complete -c tkscan -n '__tkscan_command %s' -f -a '",
                   tk_command_text(TK_COMMAND_HELP));
    add_command_names(out, " ");
    tk_text_add_string(out, "'\n");
    for (uint32_t i = 0; i < tk_option_count; i++)
        if (tk_option_table[i].kind != TK_KIND_GROUP)
            add_fish_option(out, &tk_option_table[i]);
}

bool tk_complete_shell(const char *shell, tk_text *out)
{
    if (strcmp(shell, "bash") == 0)
        add_bash(out);
    else if (strcmp(shell, "zsh") == 0)
        add_zsh(out);
    else if (strcmp(shell, "fish") == 0)
        add_fish(out);
    return out->len > 0;
}
