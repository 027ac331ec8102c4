# One command each: `make run` opens the demonstration bank, `make check` and `make test` are what
# the continuous integration calls. Each installs the system packages it lacks.

SHELL := /bin/bash
JOBS ?=
swift_jobs := $(if $(JOBS),-j $(JOBS),)
imports := --explicit-target-dependency-import-check error
core := -c release -Xswiftc -enable-testing --scratch-path .build-core $(imports) $(swift_jobs)
full := -c release $(imports) $(swift_jobs)
sources := Package.swift Sources Tests

.PHONY: run build test check test-core test-system bench bench-large format clean packages

run: build
	@Tools/demo/run

build: packages
	swift build $(full)

# Core tests optimised, each fuzzer for 20 s, then every program: what needs third-party packages is
# compiled by `build`.
test: packages
	@Tools/corpora
	QENEX_CORE=1 QENEX_FUZZ_SECONDS=$(or $(QENEX_FUZZ_SECONDS),20) swift test $(core)
	swift build $(full)
	Tests/System/kill --kills 5

# One module's tests: make test-core FILTER=LedgerTests
test-core: packages
	QENEX_CORE=1 swift test $(core) $(if $(FILTER),--filter $(FILTER),)

# Format, the house rules, the ledger as Embedded Swift, then both builds: warnings are errors by
# the manifest, and an import that the manifest does not declare is an error by the flag.
check: packages
	swift format lint --strict --recursive --parallel $(sources)
	python3 -B Tools/tidy/test_rules.py
	python3 -B Tools/tidy
	Tools/embedded
	QENEX_CORE=1 swift build --build-tests $(core)
	swift build $(full)

# Whole programs over real files and sockets: killed, starved of disk and power, fed rubbish; goes
# on where it was interrupted.
test-system: build
	@Tools/corpora
	@Tools/system-tests
	QENEX_CORE=1 QENEX_CAMPAIGN=1 swift test $(core) \
	  --filter 'JournalTests|EngineTests|SegmentsTests|DuplicatesTests|HTTPAPITests.*Bodies|PaymentModelTests.*pass for'

# A table of figures, and bench.json; which goals hold depends on the machine.
bench: build
	.build/release/qenex-bench --thresholds Benchmarks/thresholds

# 100 million transfers and 50 million keys: some fifteen minutes and 20 GB on the disk.
bench-large: build
	.build/release/qenex-bench --rows disk,large,duplicates --thresholds Benchmarks/thresholds \
	  --output bench-large.json

format:
	swift format --in-place --recursive --parallel $(sources)

clean:
	rm -rf .build .build-core demo bench.json bench-large.json

packages:
	@Tools/packages
