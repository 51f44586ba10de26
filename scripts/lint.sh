#!/usr/bin/env bash
# lint.sh [quick]: format and style of the project's C++, and what its modules may include. quick: without clang-tidy, which
# takes longer than all else that make test does.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
key=$(sources_key)
if done_before lint "$key"; then say "lint: nothing changed since it passed"; exit; fi
say "lint: clang-format"
badly=$(project_files '*.h' '*.cpp' | xargs -0 clang-format-14 --dry-run 2>&1 | sed -n 's/:[0-9]*:[0-9]*: warning:.*//p' | sort -u)
[ -z "$badly" ] || die "lint: not as .clang-format says; type: clang-format-14 -i" $badly
say "lint: modules"
python3 scripts/modules.py
[ "${1:-}" != quick ] || exit 0
say "lint: clang-tidy"
# Its own folder: clang-tidy cannot read GCC's precompiled headers.
configure lint
python3 scripts/tidy.py build/lint "$(jobs)"
finish lint "$key"
