// A configuration file, as TOML and as YAML: read, and its keys set in options.
#include "config/keys.h"
#include "config/toml.h"
#include "fuzz.h"

const char tk_fuzz_name[] = "config";

static void apply(const tk_yaml *table, tk_diagnostics *diagnostics)
{
    tk_options options;
    tk_key_source source = {"input", "/project", "/project", 1};
    tk_options_start(&options);
    if (table) {
        tk_keys_extend(table);
        tk_keys_apply(&options, table, &source, diagnostics);
    }
    tk_options_free(&options);
}

void tk_fuzz_input(const char *bytes, size_t len)
{
    tk_diagnostics diagnostics = {0};
    tk_arena arena = TK_ARENA_INIT;
    tk_slice text = {bytes, len};
    apply(tk_toml_read(&arena, "input.toml", text, NULL, &diagnostics), &diagnostics);
    apply(tk_toml_read(&arena, "input.toml", text, "tool.tkscan", &diagnostics), &diagnostics);
    apply(tk_yaml_read(&arena, "input.yaml", bytes, len, &diagnostics), &diagnostics);
    tk_arena_free(&arena);
    tk_diagnostics_free(&diagnostics);
}
