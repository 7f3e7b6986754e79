# Needs Rust (stable) and a C compiler; `make eval` also Python 3, `make install` nothing more.

CARGO ?= cargo
DEMO_DB := target/demo.db

.PHONY: demo test lint bench eval install

## Build, load the example articles into a fresh database, print the headline report.
demo:
	$(CARGO) build --locked
	rm -f $(DEMO_DB)
	target/debug/danvan --db $(DEMO_DB) load examples/articles
	target/debug/danvan --db $(DEMO_DB) report models-per-locality-per-year

## All tests; nothing outside the repository is needed.
test:
	$(CARGO) test --locked

## Formatting and lints, as the checks before a merge run them.
lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings

## Speed; numbers are compared inside one run only.
bench:
	$(CARGO) bench --locked

## Accuracy against the gold articles that are there.
eval:
	$(CARGO) build --locked
	.ci/eval target/debug/danvan

## The command into ~/.cargo/bin.
install:
	$(CARGO) install --locked --path .
