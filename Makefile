# Needs Rust (stable) and a C compiler.

CARGO ?= cargo
DEMO_DB := target/demo.db

.PHONY: demo test lint bench eval facts-diff clients install

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

## Accuracy against gold articles, compared with tests/floors.tsv. GOLD=folder... chooses them,
## ERRORS=1 lists mistakes by rule, HALF=1 takes one half of the articles, RAISE=1 raises floors.
eval:
	$(CARGO) run --locked --quiet --example eval -- $(if $(ERRORS),--errors) \
		$(if $(HALF),--half $(HALF)) $(if $(RAISE),--raise-floors) $(GOLD)

## Facts gained and lost since BASE=revision on the articles of CORPUS=folder.
facts-diff:
	.ci/facts-diff "$(BASE)" "$(CORPUS)"

## Reports, base and site in other people's programs: sqlite3, LibreOffice, Datasette, DB Browser,
## Chromium, validators; installs what is missing. CHECK= runs one part of them: sqlite, spreadsheets,
## datasette, export, browsing, browser, site.
clients:
	$(CARGO) build --locked
	tests/clients/run $(CHECK)

## The command into ~/.cargo/bin.
install:
	$(CARGO) install --locked --path .
