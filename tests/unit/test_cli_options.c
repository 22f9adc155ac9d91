#include "check.h"

#include <stdio.h>

#include "cli/options.h"
#include "cli/problems.h"

// Parses words separated by spaces.
static void parse(tk_options *options, tk_diagnostics *diagnostics, const char *line)
{
    char words[512], *arguments[32];
    int count = 0;
    snprintf(words, sizeof words, "%s", line);
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " "))
        arguments[count++] = word;
    tk_options_parse(options, count, arguments, diagnostics);
}

static void add_words(tk_text *out, const char *name, const tk_strings *words)
{
    for (uint32_t i = 0; i < words->len; i++)
        tk_text_format(out, "%s%s", i ? " " : name, words->at[i]);
    if (words->len)
        tk_text_add_char(out, '\n');
}

static void add_patterns(tk_text *out, const char *name, const tk_baseds *patterns)
{
    for (uint32_t i = 0; i < patterns->len; i++)
        tk_text_format(out, "%s%s", i ? " " : name, patterns->at[i].text);
    if (patterns->len)
        tk_text_add_char(out, '\n');
}

// What was parsed and is not the default, or the errors.
static void dump(const char *line, tk_text *out)
{
    tk_options options;
    tk_diagnostics diagnostics = {0};
    parse(&options, &diagnostics, line);
    for (uint32_t i = 0; i < diagnostics.list.len; i++)
        tk_problem_line(&diagnostics.list.at[i], out);
    if (diagnostics.list.len == 0) {
        tk_text_format(out, "%s\n", tk_command_text(options.command));
        add_words(out, "arguments: ", &options.arguments);
        add_words(out, "rules: ", &options.rule_dirs);
        add_patterns(out, "exclude: ", &options.exclude);
        if (options.select)
            tk_text_format(out, "select: %s\n", options.select);
        if (options.jobs)
            tk_text_format(out, "jobs: %u\n", (unsigned)options.jobs);
        if (options.max_target_bytes != 4 << 20)
            tk_text_format(out, "max: %llu\n", (unsigned long long)options.max_target_bytes);
        if (options.format >= 0)
            tk_text_format(out, "format: %s\n", tk_format_text((tk_format)options.format));
        for (uint32_t i = 0; i < options.outputs.len; i++)
            tk_text_format(out, "output: %s to %s\n", tk_format_text(options.outputs.at[i].format),
                           options.outputs.at[i].file ? options.outputs.at[i].file : "stdout");
        if (!options.respect_gitignore)
            tk_text_add_string(out, "no ignore files\n");
        if (options.quiet || options.verbose)
            tk_text_format(out, "quiet %d verbose %u\n", options.quiet, options.verbose);
    }
    tk_diagnostics_free(&diagnostics);
    tk_options_free(&options);
}

#define check_parse(line, expected) \
    do { \
        tk_text out_ = {0}; \
        dump((line), &out_); \
        check_dump((expected), &out_); \
    } while (0)

static void test_commands(void **state)
{
    (void)state;
    check_parse("", "check\n");
    check_parse("src lib", "check\narguments: src lib\n");
    check_parse("check check", "check\narguments: check\n");
    check_parse("src rule", "check\narguments: src rule\n");
    check_parse("-q rule TK101", "tkscan: error: '--quiet' is no option of 'tkscan rule'\n");
}

static void test_values(void **state)
{
    (void)state;
    check_parse("--jobs 3 --select=TK1 --select TK2,TK3", "check\nselect: TK1,TK2,TK3\njobs: 3\n");
    check_parse("-j4 -j 5 -qvv", "check\njobs: 5\nquiet 1 verbose 2\n");
    check_parse("--rules a --rules b x", "check\narguments: x\nrules: a b\n");
    check_parse("--exclude a,b --exclude c", "check\nexclude: a,b c\n");
    check_parse("--max-target-bytes 20k", "check\nmax: 20480\n");
    check_parse("--max-target-bytes=0 --no-respect-gitignore", "check\nmax: 0\nno ignore files\n");
    check_parse("--output-format json-lines", "check\nformat: json-lines\n");
    check_parse("--output sarif:a:b.sarif --output full", "check\noutput: sarif to a:b.sarif\n"
                                                          "output: full to stdout\n");
    check_parse("rule --output-format text", "rule\nformat: full\n");
    check_parse("- -- --select -q", "check\narguments: - --select -q\n");
}

static void test_errors_say_what_to_do(void **state)
{
    (void)state;
    check_parse("--selct TK1", "tkscan: error: unknown option '--selct'; did you mean "
                               "'--select'?\n");
    check_parse("--zzzzzzzzz", "tkscan: error: unknown option '--zzzzzzzzz'; 'tkscan --help' lists "
                               "the options\n");
    check_parse("-x", "tkscan: error: unknown option '-x'; 'tkscan --help' lists the options\n");
    check_parse("--jobs", "tkscan: error: '--jobs' needs a value; --jobs N\n");
    check_parse("--jobs=many", "tkscan: error: '--jobs' needs a number, not 'many'\n");
    check_parse("--jobs=-1", "tkscan: error: '--jobs' needs a number, not '-1'\n");
    check_parse("--jobs=99999999999999999999", "tkscan: error: '--jobs' needs a number, not "
                                               "'99999999999999999999'\n");
    check_parse("--max-target-bytes 5X", "tkscan: error: '--max-target-bytes' needs a size, not "
                                         "'5X'; such as 500k or 4M\n");
    check_parse("--quiet=yes", "tkscan: error: '--quiet' takes no value\n");
    check_parse("--color sometimes", "tkscan: error: '--color' does not take 'sometimes'; one of: "
                                     "auto, always, never\n");
    check_parse("--output-format sarf",
                "tkscan: error: '--output-format' does not take 'sarf'; did "
                "you mean 'sarif'?\n");
    check_parse("rule --select TK1", "tkscan: error: '--select' is no option of 'tkscan rule'\n");
    check_parse("@/nonexistent/file", "/nonexistent/file: error: cannot be read: No such file or "
                                      "directory\n");
}

// Every option of the table is in the help of the commands that take it, on lines that fit.
static void test_help(void **state)
{
    (void)state;
    static const char *const names[] = {"--select", "--exit-zero", "--output-format", "--jobs"};
    tk_text out = {0};
    tk_options_help(TK_COMMAND_COUNT, &out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_non_null(strstr(out.at, names[i]));
    for (const char *line = out.at; *line; line = strchr(line, '\n') + 1) {
        assert_true(strcspn(line, "\n") <= 100);
        assert_false(strcspn(line, "\n") && line[strcspn(line, "\n") - 1] == ' ');
    }
    tk_text_free(&out);
    tk_options_help(TK_COMMAND_VERSION, &out);
    check_dump("tkscan version: print the version\n\nusage: tkscan version [OPTION...]\n\nOther:\n"
               "  -h, --help                    print help\n"
               "  -V, --version                 print the version\n",
               &out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_commands),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_errors_say_what_to_do),
        cmocka_unit_test(test_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
