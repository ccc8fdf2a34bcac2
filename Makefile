# Every target does its own set-up in .venv from a fresh clone: python3 (3.11 or newer) and make are enough.
PYTHON ?= python3
PORT ?= 8080
# One more than there are processors: a third of what the tests take is waiting for disks, servers and browsers.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
WITH_FAULTS := -o "norecursedirs=bench .*"
BIN := .venv/bin
RUN_READY := .venv/.ready-run
TEST_READY := .venv/.ready-test
RIVALS_READY := .venv/rivals/.ready

# What Python compiles is kept: the tests start the product as a process some forty times.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test faults check bench format lock advisories clean

demo: $(RUN_READY)
	@PORT=$(PORT) $(BIN)/python -m bot demo $(if $(FRESH),--fresh)

# With FAULTS=1 those as well, in the same run, so that what waits and what computes go on side by side; one process
# more, as more of it waits.
test: $(TEST_READY)
	$(BIN)/python -m pytest $(if $(FAULTS),-n $$(($(WORKERS) + 1)) $(WITH_FAULTS) tests,-n $(WORKERS))

# Processes killed, disks filled, databases restarted: mostly waiting.
faults: $(TEST_READY)
	$(BIN)/python -m pytest -n $(WORKERS) $(WITH_FAULTS) tests/faults

# Where CI is set every test runs beside this, those of the architecture too.
check: $(TEST_READY)
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(if $(CI),,$(BIN)/python -m pytest -n $(WORKERS) tests/test_architecture.py)
	$(BIN)/python -m bot lint

bench: $(TEST_READY) $(RIVALS_READY)
	$(BIN)/python -m tests.bench

format: $(TEST_READY)
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

lock: $(TEST_READY)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --group rivals -o requirements-rivals.lock

# Known holes in what is locked, asked of the OSV database: needs the network, and fails when it gets no answer.
advisories: $(TEST_READY)
	$(BIN)/uv tool run --quiet pip-audit@2.10.1 -s osv --strict --disable-pip --require-hashes -r requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/pyvenv.cfg:
	@echo "第一次執行：正在準備 .venv，約需一兩分鐘 / first run: setting up .venv, a minute or two"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv || { echo "python3 cannot make a virtual environment: install its venv module (Debian: python3-venv)"; exit 1; }

$(RUN_READY): .venv/pyvenv.cfg requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(TEST_READY): .venv/pyvenv.cfg requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(RIVALS_READY): .venv/pyvenv.cfg requirements-rivals.lock
	@$(PYTHON) -m venv .venv/rivals
	@.venv/rivals/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-rivals.lock
	@touch $@
