# Tambon's workshop. Bare `make` lists what can be made.

PKG ?=
RUN ?=
ARGS ?=
FUZZTIME ?= 30s
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
# The version is stamped below; asking git for more fails in a tree of another owner.
export GOFLAGS += -buildvcs=false
LINT := go tool -modfile=tools/lint/go.mod

# Our own Go files; what npm brings is not ours.
GO_FILES = $(shell find . -name '*.go' -not -path './.*' -not -path '*/node_modules/*')
WEB_FILES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -name '*.go')
WEB_SCRIPTS = $(filter %.js %.mjs,$(WEB_FILES)) $(wildcard e2e/node/*.mjs)

.DEFAULT_GOAL := help
.PHONY: help demo build assets node-sdk test check format bench fuzz pictures gallery clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

demo: build ## build and run everything at http://localhost:8080, with a pretend LINE
	exec bin/tambon demo

build: assets ## build the one binary, bin/tambon
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X tambon/app.Version=$(VERSION)' -o bin/tambon .

assets: web/dist/.built ## build the front end (only when its sources changed)

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/.built: web/node_modules/.package-lock.json $(WEB_FILES)
	cd web && node build.mjs
	@touch $@

e2e/node/node_modules/.package-lock.json: e2e/node/package.json e2e/node/package-lock.json
	cd e2e/node && npm ci --no-audit --no-fund
	@touch $@

node-sdk: e2e/node/node_modules/.package-lock.json ## bring LINE's Node SDK, which tests hold against LINE in a box

test: ## run every test on real parts (PKG=./services/... RUN=TestX ARGS=-v narrow it)
	@go build -o bin/testrun ./tools/testrun
	@exec bin/testrun -pkg '$(PKG)' -run '$(RUN)' -- $(ARGS)

check: ## format, vet, staticcheck, tidy modules, file lengths, web scripts
	@echo gofumpt; unformatted=$$($(LINT) gofumpt -l $(GO_FILES)) && \
		if [ -n "$$unformatted" ]; then printf 'not formatted (run: make format):\n%s\n' "$$unformatted"; exit 1; fi
	go vet ./...
	$(LINT) staticcheck ./...
	go mod tidy -diff
	go -C tools/lint mod tidy -diff
	go test -count=1 -run '^TestArchitecture' .
	@echo node --check; for file in $(WEB_SCRIPTS); do node --check "$$file" || exit 1; done

format: ## write every Go file the way check wants it
	@$(LINT) gofumpt -w $(GO_FILES)

bench: build ## measure beside floors, six minutes, on a PostgreSQL that waits for the disk (BENCH=Book narrows it)
	@go build -o bin/testrun ./tools/testrun
	@exec bin/testrun -durable exec go test -run '^$$' -bench '$(or $(BENCH),.)' -benchtime=1x -count=1 -timeout=15m $(ARGS) $(or $(PKG),./bench)

fuzz: ## try every fuzz target for FUZZTIME (30s)
	@grep -rn --include='*_test.go' --exclude-dir=node_modules '^func Fuzz' . | \
	sed -E 's|^(.*)/[^/]+:[0-9]+:func (Fuzz[A-Za-z0-9_]*).*|\1 \2|' | \
	while read -r folder target; do \
		echo "$$folder $$target"; \
		go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$folder" || exit 1; \
	done

pictures: assets ## draw docs/pictures, those of the help, and every step into bin/pictures
	mkdir -p bin/pictures
	TAMBON_TEST=full TAMBON_PICTURES=$(CURDIR)/bin/pictures go test -count=1 ./e2e
	cp bin/pictures/phone.png bin/pictures/console.png bin/pictures/simulator.png docs/pictures/
	for picture in bin/pictures/help-*.webp; do cp $$picture web/console/help/$${picture#*/help-}; done

gallery: assets ## draw every message of the simulator's Flex gallery into bin/gallery
	mkdir -p bin/gallery
	TAMBON_TEST=full TAMBON_PICTURES=$(CURDIR)/bin/gallery go test -count=1 -run TestGalleryPictures ./e2e

clean: ## remove what was built; data/ stays
	rm -rf bin web/node_modules e2e/node/node_modules
	find web/dist -mindepth 1 -not -name .gitkeep -delete
