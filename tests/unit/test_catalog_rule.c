// Rules: what is read, how conditions are understood, and every mistake at its place.
#include "catalog/condition.h"
#include "catalog/describe.h"
#include "catalog_support.h"

#define LIBRARY "library: np\nmodules: [np]\nclasses: [{name: np.array}, {name: np.param, bases: np.array}]\n"

#define HEAD \
    "code: AB123\n" \
    "name: odd-key\n" \
    "since: 0.1.0\n" \
    "level: error\n" \
    "class: raises\n" \
    "sites: [dict-key, set-member]\n" \
    "message: \"'{key}' is {key.type}\"\n" \
    "why: because\n"

static void load_rule(loaded *self, const char *text)
{
    LOAD(self, model("np.yaml", LIBRARY), rule("r.yaml", text));
}

static void check_problems(const char *text, const char *expected)
{
    loaded self;
    load_rule(&self, text);
    check_string(expected, problems(&self));
    unload(&self);
}

// A good rule whose lines from 9 on are `body`; `kept` tells whether it is one nevertheless.
static void check_body(const char *body, bool kept, const char *expected)
{
    loaded self;
    tk_text source = {0};
    tk_text_format(&source, HEAD "%s", body);
    load_rule(&self, source.at);
    check_string(expected, problems(&self));
    assert_int_equal(tk_catalog_rule(self.catalog, "AB123") != NULL, kept);
    tk_text_free(&source);
    unload(&self);
}

// How a rule's `when` is understood.
static void check_when(const char *when, const char *expected)
{
    loaded self;
    tk_text source = {0}, found = {0};
    tk_text_format(&source, HEAD "when: %s\n", when);
    load_rule(&self, source.at);
    const tk_rule *read = tk_catalog_rule(self.catalog, "AB123");
    if (read && read->when)
        tk_condition_text(self.catalog, read->when, &found);
    tk_text_add_string(&found, problems(&self));
    check_dump(expected, &found);
    tk_text_free(&source);
    unload(&self);
}

static void test_a_whole_rule(void **state)
{
    (void)state;
    loaded self;
    load_rule(&self, HEAD
              "levels: [{when: {key: {rank: 0}}, level: note}]\n"
              "messages: [{when: {key: {in-tuple: true}}, text: 'in {container}'}]\n"
              "advice:\n"
              "  - {when: {key: {rank: 1}}, text: 'tuple({key}.tolist())'}\n"
              "  - {text: another}\n"
              "bad: bad code\n"
              "good: good code\n"
              "deliberate: maybe\n"
              "suppress: a comment\n"
              "references: [https://one, https://two]\n"
              "precedence: 7\n");
    check_string("", problems(&self));
    const tk_rule *read = tk_catalog_rule(self.catalog, "AB123");
    assert_non_null(read);
    check_string("odd-key", read->name);
    check_string("0.1.0", read->since);
    check_string("error", tk_level_text(read->level));
    check_string("raises", tk_harm_text(read->harm));
    assert_int_equal(read->sites, 1 << TK_SITE_DICT_KEY | 1 << TK_SITE_SET_MEMBER);
    check_string("'{key}' is {key.type}", read->message);
    assert_null(read->when);
    assert_int_equal(read->level_count, 1);
    check_string("note", tk_level_text(read->levels[0].level));
    assert_int_equal(read->message_count, 1);
    check_string("in {container}", read->messages[0].text);
    assert_int_equal(read->advice_count, 2);
    check_string("tuple({key}.tolist())", read->advice[0].text);
    assert_non_null(read->advice[0].when);
    assert_null(read->advice[1].when);
    check_string("bad code", read->bad);
    check_string("maybe", read->deliberate);
    assert_int_equal(read->reference_count, 2);
    check_string("https://two", read->references[1]);
    assert_int_equal(read->precedence, 7);
    assert_null(tk_catalog_rule(self.catalog, "AB124"));
    unload(&self);
}

static void test_conditions(void **state)
{
    (void)state;
    check_when("{key: {hash: raises}}", "key.hash is raises");
    check_when("{key: {hash: [raises, identity], rank: [0, 12]}}",
               "all(key.hash is raises or identity, key.rank is 0 or 12)");
    check_when("{key: {class: [np.array, int]}, container: {lifetime: [self, module]}}",
               "all(key.class is np.array or builtins.int, container.lifetime is self or module)");
    check_when("{key: {part: [whole, pairs]}}", "key.part is whole or pairs");
    check_when("{not: {key: {class: np.param}}}", "not(key.class is np.param)");
    check_when("{any: [{key: {literal: true}}, {all: [{key: {in-tuple: false}}, {key: {role: batch}}]}]}",
               "any(key.literal is true, all(key.in-tuple is false, key.role is batch))");
    check_when("{any: [{key: {family: array}}], not: {container: {keys: value}}}",
               "all(key.family is array, not(container.keys is value))");
    check_when("{container: {key-family: [scalar, text]}}", "container.key-family is scalar or text");
    check_when("{site: {asks: true, stage: [traced, loading]}}",
               "all(site.asks is true, site.stage is traced or loading)");
    check_when("{not: {any: [{site: {compared: true}}, {site: {printed: true}}]}}",
               "not(any(site.compared is true, site.printed is true))");
}

static void test_conditions_that_are_wrong(void **state)
{
    (void)state;
    check_when("raises", "r.yaml:9:7: a condition is a mapping with keys, not a text\n");
    check_when("{}", "r.yaml:9:7: an empty condition\n");
    check_when("{ky: {hash: raises}}",
               "r.yaml:9:8: unknown condition 'ky' [did you mean 'key'?]\n");
    check_when("{something: {hash: raises}}",
               "r.yaml:9:8: unknown condition 'something' [one of: key, value, container, site, file, all, any, not]\n");
    check_when("{key: raises}", "r.yaml:9:13: key is a mapping with keys, not a text\n");
    check_when("{key: {hsh: raises}}",
               "r.yaml:9:14: unknown condition 'key.hsh' [did you mean 'hash'?]\n");
    check_when("{key: {hash: rises}}",
               "r.yaml:9:20: unknown hash behaviour 'rises' [did you mean 'raises'?]\n");
    check_when("{site: {stage: loadin}}",
               "r.yaml:9:22: unknown stage 'loadin' [did you mean 'loading'?]\n");
    check_when("{key: {hash: []}}", "r.yaml:9:20: an empty list never holds\n");
    check_when("{key: {hash: {raises: true}}}",
               "r.yaml:9:20: key.hash is a text, not a mapping\n");
    check_when("{container: {lifetime: selv}}",
               "r.yaml:9:30: unknown lifetime 'selv' [did you mean 'self'?]\n");
    check_when("{key: {family: arrray}}", "r.yaml:9:22: unknown family 'arrray' [did you mean 'array'?]\n");
    check_when("{key: {role: batches}}",
               "r.yaml:9:20: unknown way for a value to come about 'batches' [did you mean 'batch'?]\n");
    check_when("{key: {rank: two}}", "r.yaml:9:20: expected a whole number, not 'two'\n");
    check_when("{key: {in-tuple: 7}}",
               "r.yaml:9:24: unknown true or false '7' [one of: false, true]\n");
    check_when("{key: {class: np.arrray}}",
               "r.yaml:9:21: no model defines the class 'np.arrray' [did you mean 'np.array'?]\n");
    check_when("{any: {key: {rank: 1}}}", "r.yaml:9:13: 'any' is a list, not a mapping\n");
}

static void test_keys(void **state)
{
    (void)state;
    check_problems("[a]\n", "r.yaml:1:1: a rule is a mapping with keys, not a list\n");
    check_problems("code: AB123\n", "r.yaml:1:1: a rule needs the key 'name'\n"
                                    "r.yaml:1:1: a rule needs the key 'since'\n"
                                    "r.yaml:1:1: a rule needs the key 'level'\n"
                                    "r.yaml:1:1: a rule needs the key 'class'\n"
                                    "r.yaml:1:1: a rule needs the key 'message'\n"
                                    "r.yaml:1:1: a rule needs the key 'why'\n");
    check_body("mesage: x\n", true,
               "r.yaml:9:1: unknown key 'mesage' of a rule [did you mean 'message'?]\n");
    check_body("why: twice\n", true, "r.yaml:9:1: the key 'why' stands here twice\n");
    check_body("precedence: -1\n", true, "r.yaml:9:13: a precedence is a number from 0 to 1000\n");
    check_body("references: https://one\n", true, "r.yaml:9:13: 'references' is a list, not a text\n");
    check_body("references: [[x]]\n", true, "r.yaml:9:14: a reference is a text, not a list\n");
    check_body("bad: [x]\n", true, "r.yaml:9:6: 'bad' is a text, not a list\n");
    check_body("when: {key: {rank: x}}\n", false, "r.yaml:9:20: expected a whole number, not 'x'\n");
}

static void test_codes_and_names(void **state)
{
    (void)state;
    static const char *const bad[] = {"A123", "ABCDEF123", "AB12", "AB1234", "ab123", "AB12x", "TK_101"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tk_text source = {0}, expected = {0};
        tk_text_format(&source, "code: %s\n%s", bad[i], strchr(HEAD, '\n') + 1);
        tk_text_format(&expected, "r.yaml:1:7: '%s' is no code [two to five capital letters and three "
                                  "digits, like TK101]\n", bad[i]);
        check_problems(source.at, expected.at);
        tk_text_free(&source);
        tk_text_free(&expected);
    }
    loaded self;
    LOAD(&self, rule("r.yaml", "code: AB123\nname: Odd_Key\nsince: 1\nlevel: eror\nclass: rases\n"
                               "sites: dict-keys\nmessage: m\nwhy: w\n"));
    check_string("r.yaml:2:7: 'Odd_Key' is no rule name [lower-case words joined by hyphens, like "
                 "unhashable-dict-key]\n"
                 "r.yaml:4:8: unknown level 'eror' [did you mean 'error'?]\n"
                 "r.yaml:5:8: unknown class of findings 'rases' [did you mean 'raises'?]\n"
                 "r.yaml:6:8: unknown site 'dict-keys' [did you mean 'dict-key'?]\n",
                 problems(&self));
    unload(&self);
}

static void test_sites(void **state)
{
    (void)state;
    check_problems("code: AB123\nname: a\nsince: 1\nlevel: note\nclass: trap\nmessage: m\nwhy: w\n",
                   "r.yaml:1:1: a rule needs the key 'sites' unless its class is tool\n");
    check_problems("code: AB123\nname: a\nsince: 1\nlevel: note\nclass: tool\nmessage: m\nwhy: w\n", "");
    check_problems("code: AB123\nname: a\nsince: 1\nlevel: note\nclass: tool\nmessage: m\nwhy: w\n"
                   "sites: dict-key\n",
                   "r.yaml:8:8: a rule of class tool has no sites\n");
}

static void test_placeholders(void **state)
{
    (void)state;
    check_problems("code: AB123\nname: a\nsince: 1\nlevel: note\nclass: tool\nwhy: w\n"
                   "message: \"{key} {key.primary} {key.type} {key.class} {key.refused} {key.origin} {container} {site}\"\n", "");
    check_problems("code: AB123\nname: a\nsince: 1\nlevel: note\nclass: tool\nwhy: w\n"
                   "message: 'a {kye} and {'\n",
                   "r.yaml:7:13: unknown placeholder '{kye}' [did you mean '{key}'?]\n"
                   "r.yaml:7:23: unknown placeholder '{' [one of: {key}, {key.primary}, {key.class}, {key.refused}, "
                   "{key.type}, {key.origin}, {container}, {site}]\n");
    check_body("advice: [{text: 'x}'}]\n", true,
               "r.yaml:9:19: unknown placeholder '}' [one of: {key}, {key.primary}, {key.class}, {key.refused}, "
               "{key.type}, {key.origin}, {container}, {site}]\n");
}

static void test_advice_and_levels(void **state)
{
    (void)state;
    check_body("advice: [{when: {key: {rank: 1}}}]\n", true,
               "r.yaml:9:10: an entry of 'advice' needs the key 'text'\n");
    check_body("advice: [{text: a}, {text: b}]\n", true,
               "r.yaml:9:21: this text is never told: the one before it always holds\n");
    check_body("advice: {text: a}\n", true, "r.yaml:9:9: 'advice' is a list, not a mapping\n");
    check_body("messages: [{text: a}]\n", true,
               "r.yaml:9:12: an entry of 'messages' needs the key 'when'\n");
    check_body("levels: [{level: note}]\n", true,
               "r.yaml:9:10: an entry of 'levels' needs the key 'when'\n");
    check_body("levels: [{when: {key: {rank: 1}}, level: fatal}]\n", true,
               "r.yaml:9:42: unknown level 'fatal' [one of: note, warning, error]\n");
}

static void test_two_rules(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY), rule("a.yaml", HEAD), rule("b.yaml", HEAD));
    check_string("b.yaml:1:7: the rule AB123 is defined twice [the other definition is in a.yaml]\n",
                 problems(&self));
    assert_int_equal(self.catalog->rules.len, 1);
    unload(&self);
    LOAD(&self, model("np.yaml", LIBRARY), rule("a.yaml", HEAD),
         rule("b.yaml", "code: AB100\nname: odd-key\nsince: 1\nlevel: note\nclass: tool\nmessage: m\nwhy: w\n"));
    check_string("a.yaml:0:0: the rules AB100 and AB123 have one name, 'odd-key' [the other one is in "
                 "b.yaml]\n",
                 problems(&self));
    check_string("AB100", self.catalog->rules.at[0].code);
    unload(&self);
}

static void test_a_later_folder_replaces(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, model("np.yaml", LIBRARY), rule("rules/a.yaml", HEAD),
         in_layer(rule("mine/b.yaml", "code: AB123\nname: mine\nsince: 1\nlevel: note\nclass: tool\n"
                                      "message: m\nwhy: w\n"), 1));
    check_string("", problems(&self));
    assert_int_equal(self.catalog->rules.len, 1);
    check_string("mine", tk_catalog_rule(self.catalog, "AB123")->name);
    assert_int_equal(tk_catalog_rule(self.catalog, "AB123")->layer, 1);
    unload(&self);
}

#define DOCUMENTED \
    HEAD \
    "levels: [{when: {key: {rank: 0}}, level: note}]\n" \
    "advice: [{text: 'Use {key}.item().'}]\n" \
    "bad: |\n  d[x]\n\n  d[y]\n" \
    "good: |\n  d[x.item()]\n" \
    "suppress: Write a comment.\n" \
    "references: [https://one]\n"

static void test_documentation_as_text(void **state)
{
    (void)state;
    loaded self;
    tk_text found = {0};
    load_rule(&self, DOCUMENTED);
    check_string("", problems(&self));
    tk_rule_describe(tk_catalog_rule(self.catalog, "AB123"), &found);
    check_dump("AB123 odd-key\n\n"
               "Level: error or note; class: raises; since 0.1.0; at: dict-key, set-member\n\n"
               "Python raises when the line is reached.\n\n"
               "Why\n    because\n\n"
               "Bad\n    d[x]\n\n    d[y]\n\n"
               "Good\n    d[x.item()]\n\n"
               "What to do\n    - Use x.item().\n\n"
               "How to silence it\n    Write a comment.\n\n"
               "References\n    https://one\n",
               &found);
    unload(&self);
}

static void test_documentation_as_markdown(void **state)
{
    (void)state;
    loaded self;
    tk_text found = {0};
    load_rule(&self, DOCUMENTED "deliberate: When __eq__ says so.\n");
    tk_rule_markdown(tk_catalog_rule(self.catalog, "AB123"), &found);
    check_dump("# AB123 odd-key\n\n"
               "Level: error or note; class: raises; since 0.1.0; at: dict-key, set-member\n\n"
               "Python raises when the line is reached.\n\n"
               "## Why\n\nbecause\n\n"
               "## Bad\n\n```python\nd[x]\n\nd[y]\n```\n\n"
               "## Good\n\n```python\nd[x.item()]\n```\n\n"
               "## What to do\n\n- Use x.item().\n\n"
               "## When it is deliberate\n\nWhen \\_\\_eq\\_\\_ says so.\n\n"
               "## How to silence it\n\nWrite a comment.\n\n"
               "## References\n\n- <https://one>\n",
               &found);
    unload(&self);
}

static void test_long_prose_is_wrapped(void **state)
{
    (void)state;
    loaded self;
    tk_text source = {0}, found = {0};
    tk_text_add_string(&source, "code: AB123\nname: a\nsince: 1\nlevel: note\nclass: tool\nmessage: m\nwhy: |\n  ");
    for (int i = 0; i < 40; i++)
        tk_text_add_string(&source, "wörd ");
    load_rule(&self, source.at);
    tk_rule_describe(tk_catalog_rule(self.catalog, "AB123"), &found);
    for (const char *line = found.at; *line; line += strcspn(line, "\n") + 1) {
        int columns = 0;
        for (size_t i = 0; line[i] && line[i] != '\n'; i++)
            columns += ((unsigned char)line[i] & 0xC0) != 0x80;
        assert_true(columns <= 80);
    }
    assert_non_null(strstr(found.at, "wörd\n    wörd"));
    tk_text_free(&source);
    tk_text_free(&found);
    unload(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_whole_rule),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_conditions_that_are_wrong),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_codes_and_names),
        cmocka_unit_test(test_sites),
        cmocka_unit_test(test_placeholders),
        cmocka_unit_test(test_advice_and_levels),
        cmocka_unit_test(test_two_rules),
        cmocka_unit_test(test_a_later_folder_replaces),
        cmocka_unit_test(test_documentation_as_text),
        cmocka_unit_test(test_documentation_as_markdown),
        cmocka_unit_test(test_long_prose_is_wrapped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
