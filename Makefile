# tkscan's build: everything it makes is below build/. `make help` lists the targets.
#   FLAVOUR=release|static|pgo|asan|tsan   CC=gcc|clang   V=1 (show the commands)
#   SRC=path (scan)   CORPUS=TK101 (test, oracle)   PYTHON=path, ARGS=... (truth)   PREFIX=/usr/local (install)
#   TIME=seconds, TARGET=name (fuzz)   PACKAGE=name (trace)   HOMEPAGE=https://... (what reports link to)
FLAVOUR ?= release
PREFIX  ?= /usr/local
SRC     ?= corpus/example
ALL     := unit syntax corpus cli report robust cost runtime package
SUITES  ?= $(or $(filter $(ALL),$(MAKECMDGOALS)),$(ALL))

B       := build/$(FLAVOUR)
VENDOR  := $(or $(wildcard third_party),build/third_party)
MODULES := $(VENDOR)/node_modules
CORE    := $(MODULES)/tree-sitter/vendor/tree-sitter/lib
SETUP   := build/.setup-$(if $(filter-out all deps scan install share wheel dist mirror,$(or $(MAKECMDGOALS),all)),test,build)
TKSCAN  := $(if $(filter release,$(FLAVOUR)),build/tkscan,$(B)/tkscan)
LIB     := $(B)/libtkscan.a
VENV    := build/venv
PYTHON  ?= $(VENV)/bin/python

SOURCES := $(filter-out analyzer/main.c,$(wildcard analyzer/*.c analyzer/*/*.c))
DATA    := $(wildcard rules/*.yaml rules/models/*.yaml queries/*.scm)
LIBRARIES := $(if $(filter $(VENV)/%,$(PYTHON)),$(VENV)/.installed)
TESTS   := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c)) \
           $(patsubst tests/tools/%.c,$(B)/tests/%,$(filter-out %/starve.c,$(wildcard tests/tools/*.c))) \
           $(B)/tests/starve.so
FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/%,$(wildcard tests/fuzz/fuzz_*.c))
OBJECTS := $(SOURCES:%.c=$(B)/%.o) $(B)/embedded.o
GRAMMARS := tree-sitter-python/src/parser tree-sitter-python/src/scanner tree-sitter-json/src/parser \
            $(addprefix @tree-sitter-grammars/tree-sitter-toml/src/,parser scanner)
OTHERS  := $(B)/core.o $(GRAMMARS:%=$(B)/%.o)

DATA_CFLAGS := $(shell pkg-config --cflags yaml-0.1 jansson 2>/dev/null)
DATA_LIBS   := $(or $(shell pkg-config --libs yaml-0.1 jansson 2>/dev/null),-lyaml -ljansson)

comma := ,
CFLAGS           ?= -O2 -g
WARNINGS         ?= -Wall -Wextra -Wpedantic -Wshadow
FLAVOUR_release  := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
FLAVOUR_pgo      := $(FLAVOUR_release)
# The program that writes a profile, and the one that is built with it: `make pgo` makes both. What the compiler
# inlines before it counts depends on the level, so that is one.
PROFILE_write    := -O3 -fprofile-generate -fprofile-update=single
PROFILE_use      := -O3 -fprofile-use -fprofile-partial-training -Wno-missing-profile
FLAVOUR_asan     := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAVOUR_tsan     := -fsanitize=thread
# For machines with any C library, or none: iconv would load parts of the one it was built with.
FLAVOUR_static   := $(FLAVOUR_release) -DTK_WITHOUT_ICONV
# What comparisons see is not traced: that halves the speed, and the targets have dictionaries.
FLAVOUR_fuzz     := -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all -fno-omit-frame-pointer \
                    -fno-sanitize-coverage=trace-cmp
Q       = $(if $(V),,@echo "  $@";)
COMPILE = $(CC) -std=c11 $(CFLAGS) $(FLAVOUR_$(FLAVOUR)) $(PROFILE_$(PROFILE)) $(CPPFLAGS) -pthread
OPTIONS = -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(WARNINGS) -Ianalyzer -isystem $(CORE)/include -isystem $(CORE) $(DATA_CFLAGS)
LINKS   := $(if $(HOMEPAGE),-DTK_HOMEPAGE='"$(HOMEPAGE)"')
OURS    = $(COMPILE) $(LINKS) $(OPTIONS) -MMD -MP
# The parser is a third faster at -O3.
THEIRS  = $(COMPILE) $(if $(filter release static pgo,$(FLAVOUR)),-O3) -D_POSIX_C_SOURCE=200112L -D_DEFAULT_SOURCE -w \
          -I$(CORE)/include -I$(CORE)/src
# Scanners of grammars do not look at what malloc gives; ours ends the program.
CHECKED := -Dmalloc=tk_memory_alloc -Dcalloc=tk_memory_zero -Drealloc=tk_memory_resize
HARDENED := $(if $(filter Linux,$(shell uname)),-Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now)
LIBS    = $(LDFLAGS) $(if $(filter release pgo,$(FLAVOUR)),$(HARDENED)) $(if $(filter static,$(FLAVOUR)),-static) $(DATA_LIBS) $(if $(filter Darwin,$(shell uname)),-liconv) -lm

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell getconf _NPROCESSORS_ONLN)
endif

.PHONY: all deps scan test $(ALL) asan tsan bombs laws mutations fuzz fuzz-targets fuzz-table truth truth-derived trace stripped oracle semantics fix-oracle models model-coverage model-mutation bench cost-record pgo venv \
        lint share compare picture install wheel dist mirror clean help FORCE
all: $(TKSCAN)                     ## build the program (build/tkscan)

scan: all                          ## scan SRC
	@$(TKSCAN) check $(SRC) || test $$? -eq 1

test: all $(if $(filter unit syntax report robust,$(SUITES)),$(TESTS)) $(SETUP)  ## run every test; make unit|syntax|corpus|cli|report|robust|cost|runtime|package: one suite
	@tests/run --flavour $(FLAVOUR) --corpus "$(CORPUS)" $(SUITES)

$(ALL): test ; @:

asan tsan: deps                    ## run the tests in a build with sanitizers
	@$(MAKE) --no-print-directory test FLAVOUR=$@ SUITES="unit syntax corpus cli report robust"

bombs: all                         ## files as dense, deep and long as they get: time and memory
	@TKSCAN=$(TKSCAN) tests/robust/limits.py
	@TKSCAN=$(TKSCAN) TKSCAN_LONG_TESTS=1 python3 -m unittest discover -s tests/robust
	@TKSCAN=$(TKSCAN) TKSCAN_LONG_TESTS=1 python3 -m unittest discover -s tests/cli -p test_sarif.py

laws: all                          ## are findings the same however files are scanned? SRC: folders of projects, each one
	@TKSCAN=$(TKSCAN) tests/robust/laws.py $(ARGS) $(SRC)

mutations: $(B)/tests/mutations    ## scan every beginning of every corpus file, and as many with changed bytes and pieces (EVERY=N: every N-th)
	@find corpus -name '*.py' | sort | xargs -n 20 $(B)/tests/mutations --every $(or $(EVERY),1)

fuzz: deps                         ## fuzz each TARGET (default: all) for TIME seconds
	@$(MAKE) --no-print-directory fuzz-targets FLAVOUR=fuzz CC=clang
	@tests/fuzz/run.py --time $(or $(TIME),600) $(TARGET)

fuzz-targets: $(FUZZERS)
fuzz-table:                        ## what was fuzzed so far, into docs/fuzzing.md
	@tests/fuzz/run.py --table

truth: all $(LIBRARIES)            ## run generated programs under the real libraries and compare
	@$(PYTHON) tools/truth/truth.py --tkscan $(TKSCAN) $(ARGS)

truth-derived: all $(LIBRARIES)    ## run caches under derived keys with the real libraries and compare
	@TF_CPP_MIN_LOG_LEVEL=3 JAX_PLATFORMS=cpu $(PYTHON) tools/truth/derived.py --tkscan $(TKSCAN) $(ARGS)

trace: all $(LIBRARIES)            ## run the tests inside installed packages (PACKAGE=...) and compare every value
	@$(PYTHON) tools/trace/trace.py --tkscan $(TKSCAN) $(ARGS) $(PACKAGE)

stripped: all                      ## take conversions of keys out of the projects below SRC, and count what is reported
	@python3 tools/trace/strip.py --tkscan $(TKSCAN) $(ARGS) $(SRC)

oracle: $(LIBRARIES)               ## does Python do what the corpus and the models say it does? CORPUS=...: the corpus alone
	@$(if $(CORPUS),python3 tests/corpus.py --runtime $(PYTHON) $(CORPUS),$(PYTHON) tools/oracle.py $(ARGS))

semantics: $(LIBRARIES)            ## how each library's arrays hash: the table in docs/semantics.md
	@$(PYTHON) tools/models/semantics.py --markdown docs/semantics.md

models: $(LIBRARIES)               ## write the generated library models anew
	@$(PYTHON) tools/models/generate.py $(ARGS)

model-coverage: $(LIBRARIES)       ## how much of each library the models know; written to docs
	@$(PYTHON) tools/models/coverage.py --markdown docs/model-coverage.md $(ARGS)

model-mutation: $(LIBRARIES)       ## change every claim of the models, and count the changes that are noticed
	@$(PYTHON) tools/models/mutate.py --markdown docs/model-mutation.md $(or $(ARGS),--library numpy,torch)

fix-oracle: all $(LIBRARIES)       ## fix generated programs and run them under the real libraries
	@$(PYTHON) tools/fixes/oracle.py --tkscan $(TKSCAN) $(ARGS)

cost-record: all                   ## write down how many instructions three runs take now (make cost compares)
	@tests/cost/cost.py --tkscan $(TKSCAN) --record

# Both builds share a folder: gcc finds a profile by the name of the object.
PROFILED := $(if $(filter release,$(FLAVOUR)),pgo,$(FLAVOUR))
pgo: deps                          ## build/pgo/tkscan, a sixth faster: built twice, and scanning corpus/ in between (gcc)
	@$(CC) --version | grep -q 'Free Software Foundation' || { echo 'make pgo: needs gcc' >&2; exit 1; }
	@find build/$(PROFILED) -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) --no-print-directory FLAVOUR=$(PROFILED) PROFILE=write
	@build/$(PROFILED)/tkscan check --exit-zero --isolated -q --no-cache --jobs 1 corpus tests >/dev/null
	@$(MAKE) --no-print-directory FLAVOUR=$(PROFILED) PROFILE=use

bench: all $(B)/bench-parse $(SETUP)   ## time tkscan beside other tools: the table in docs/benchmarks.md; CODE=folder
	@python3 tools/bench/bench.py --tkscan $(TKSCAN) --parser $(B)/bench-parse $(if $(CODE),--code $(CODE)) \
	    --write docs/benchmarks.md $(ARGS)

$(B)/bench-parse: tools/bench/parse.c $(LIB) $(B)/.flags
	$(Q)$(OURS) $< $(LIB) $(LIBS) -o $@

deps: $(VENDOR)/.verified          ## fetch and verify the third-party sources
$(VENDOR)/.verified: $(wildcard tools/third_party/*) | $(SETUP)
	@tools/third_party/fetch.sh $(VENDOR) && touch $@

build/.setup-%: tools/setup.sh
	@CC="$(CC)" tools/setup.sh $* && mkdir -p build && touch $@

venv: $(VENV)/.installed           ## install the real libraries for truth and oracle
$(VENV)/.installed: tools/requirements-oracle.txt tools/venv.sh | $(SETUP)
	@tools/venv.sh $(VENV) $<

$(TKSCAN): $(B)/analyzer/main.o $(LIB)
	$(Q)$(OURS) $^ $(LIBS) -o $@.new && mv $@.new $@

$(LIB): $(OBJECTS) $(OTHERS) $(B)/.files
	$(Q)rm -f $@ && ar qcs $@ $(OBJECTS) $(OTHERS)

$(B)/%.o: %.c $(B)/.flags $(VENDOR)/.verified
	@mkdir -p $(@D)
	$(Q)$(OURS) -c $< -o $@

$(TESTS): $(LIB) $(B)/.flags | $(SETUP)
$(B)/tests/%: tests/unit/%.c
	@mkdir -p $(@D)
	$(Q)$(OURS) $< $(LIB) $(LIBS) -lcmocka -o $@
$(B)/tests/%: tests/tools/%.c
	@mkdir -p $(@D)
	$(Q)$(OURS) $< $(LIB) $(LIBS) -o $@

$(B)/tests/starve.so: tests/tools/starve.c $(B)/.flags
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O2 $(WARNINGS) -shared -fPIC $< -o $@

# As libFuzzer targets (FLAVOUR=fuzz), in the other flavours as programs that run the files they are given.
FUZZ_MAIN := $(if $(filter fuzz,$(FLAVOUR)),-fsanitize=fuzzer,-DTK_FUZZ_REPLAY)
$(B)/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/log.c tests/fuzz/catalogs.c tests/fuzz/scans.c tests/fuzz/fuzz.h $(LIB) $(B)/.flags | $(SETUP)
	$(Q)$(OURS) $(FUZZ_MAIN) $(filter %.c %/libtkhash.a,$^) $(LIB) $(LIBS) -o $@
$(B)/fuzz_report: OPTIONS += -D_GNU_SOURCE
$(B)/fuzz_tkhash: OPTIONS += -Iruntime/include
$(B)/fuzz_tkhash: $(B)/runtime/libtkhash.a
$(B)/runtime/libtkhash.a: $(wildcard runtime/src/* runtime/include/*) $(B)/.flags
	$(Q)$(MAKE) -s -C runtime BUILD=../$(B)/runtime CC="$(CC)" CFLAGS="$(CFLAGS) $(FLAVOUR_$(FLAVOUR))" \
	    ../$(B)/runtime/libtkhash.a >/dev/null

$(OTHERS): $(B)/.flags $(VENDOR)/.verified
$(B)/core.o: ; $(Q)$(THEIRS) -c $(CORE)/src/lib.c -o $@
$(GRAMMARS:%=$(B)/%.o): $(B)/%.o: ; @mkdir -p $(@D)
	$(Q)$(THEIRS) $(CHECKED) -c $(MODULES)/$*.c -o $@

$(B)/embedded.o: $(B)/embedded.c analyzer/catalog/embedded.h
	$(Q)$(COMPILE) -w -Ianalyzer -c $< -o $@
$(B)/embedded.c: $(B)/embed $(DATA) $(B)/.files
	$(Q)$(B)/embed $@ $(DATA)
# The catalog's own code reads the rules and models, once, at build time. Never a static program: its heap
# follows its data, so that it could not tell pointers into the one from pointers into the other.
EMBED := tools/embed.c $(wildcard analyzer/catalog/*.c analyzer/base/*.c)
$(B)/embed: $(EMBED:%.c=$(B)/%.o) $(B)/core.o $(filter $(B)/tree-sitter-python/%,$(OTHERS))
	$(Q)$(OURS) $^ $(filter-out -static,$(LIBS)) -o $@

# These change only when their text does: a new compiler, option or file list is a reason to rebuild.
$(B)/.flags: TEXT = $(OURS) $(CHECKED) $(LIBS)
$(B)/.files: TEXT = $(SOURCES) $(DATA)
$(B)/.flags $(B)/.files: FORCE | $(SETUP)
	@mkdir -p $(@D)
	@echo '$(TEXT)' | cmp -s - $@ || echo '$(TEXT)' > $@

# What cppcheck 2.10 says of compound literals, flexible arrays and equal returns of different conditions.
UNSOUND := internalAstError objectIndex pointerSize identicalInnerCondition

lint: deps build/.setup-lint       ## clang, clang-tidy, cppcheck and the rules for what may stand where
	tools/layers.sh
	clang -std=c11 -Werror -fsyntax-only $(OPTIONS) $(SOURCES) analyzer/main.c
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	    $(addprefix --suppress=,missingIncludeSystem $(UNSOUND)) --error-exitcode=1 -Ianalyzer $(SOURCES) analyzer/main.c
	clang-tidy --quiet $(SOURCES) analyzer/main.c -- -std=c11 $(OPTIONS)

# The manual page and the shells' completions: the program prints them.
SHARE := man/man1/tkscan.1 bash-completion/completions/tkscan zsh/site-functions/_tkscan \
         fish/vendor_completions.d/tkscan.fish
compare: all $(LIBRARIES)          ## run other checkers over the corpus: the table in README.md
	@python3 tools/compare.py --python $(PYTHON) --write README.md

picture: all                       ## draw a report: the picture in README.md
	@python3 tools/picture.py docs/picture.svg

share: $(SHARE:%=build/share/%)    ## the manual page and the completions of shells
build/share/man/%: WORDS := generate-man-page
build/share/bash-completion/%: WORDS := generate-shell-completion bash
build/share/zsh/%: WORDS := generate-shell-completion zsh
build/share/fish/%: WORDS := generate-shell-completion fish
$(SHARE:%=build/share/%): $(TKSCAN)
	@mkdir -p $(@D) && $(TKSCAN) $(WORDS) > $@.new && mv $@.new $@

install: all share                 ## copy the program, its manual page and completions below PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin && install -m 755 $(TKSCAN) $(DESTDIR)$(PREFIX)/bin/tkscan
	for file in $(SHARE); do install -d "$(DESTDIR)$(PREFIX)/share/$${file%/*}" && \
	    install -m 644 "build/share/$$file" "$(DESTDIR)$(PREFIX)/share/$$file" || exit 1; done

wheel:                             ## a wheel of the program in build/dist
	@python3 packaging/tkscan_build.py wheel build/dist

dist:                              ## an sdist with the third-party sources in build/dist
	@python3 packaging/tkscan_build.py sdist build/dist

mirror:                            ## a pre-commit repository that depends on the wheel, in build/mirror
	@python3 packaging/mirror.py build/mirror

clean:                             ## remove what was built and fetched, but for the real libraries
	rm -rf $(filter-out $(VENV),$(wildcard build/* build/.setup-*))

help:                              ## list the targets
	@sed -n 's/^\([a-z][a-z -]*\):.*## /\1\t/p' Makefile | expand -t 40

-include $(OBJECTS:.o=.d) $(B)/analyzer/main.d $(B)/tools/embed.d $(TESTS:=.d)
