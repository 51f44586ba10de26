#!/usr/bin/env bash
# vscode.sh package: checks the VS Code client and leaves it as build/vscode/treewright.vsix.
# vscode.sh test [PROGRAM [MODEL]]: also drives it in a real editor, with the real server; leaves pictures of what failed in
# build/vscode/failed/. TREEWRIGHT_UPDATE_IMAGES=1 takes the pictures of docs/images/vscode anew.
# vscode.sh latency [PROGRAM [MODEL]]: how long from a key to ghost text.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
client=editors/vscode
vsix=build/vscode/treewright.vsix
largest_vsix=1000000

[ -x "$node_bin/node" ] && [ -d .deps/code-server ] || die "vscode: something is not installed; type: bash scripts/setup.sh"

dependencies() {
  local key
  key=$(sha256sum $client/package-lock.json | cut -d' ' -f1)
  [ -d $client/node_modules ] && done_before vscode-dependencies "$key" && return
  say "vscode: fetching what the client is built with"
  npm ci --prefix $client --silent || die "vscode: npm ci failed in $client; npm must reach a package registry"
  finish vscode-dependencies "$key"
}

package() {
  dependencies
  say "vscode: types, unit tests, bundle"
  npm run --prefix $client --silent check
  npm test --prefix $client --silent
  npm run --prefix $client --silent bundle -- --log-level=warning
  mkdir -p build/vscode
  npm run --prefix $client --silent package -- --out "$PWD/$vsix" >build/vscode/vsce.log 2>&1 ||
    { cat build/vscode/vsce.log >&2; exit 1; }
  local size
  size=$(stat -c %s $vsix)
  [ "$size" -lt $largest_vsix ] || die "vscode: $vsix has $size bytes, more than $largest_vsix"
  say "vscode: $vsix, $size bytes"
}

drive() {
  NODE_PATH=.deps/code-server/node_modules node "tests/e2e/vscode/$1" "$PWD" "$PWD/$vsix" \
    "$(realpath "${2:-build/release/treewright}")" "$(realpath "${3:-models/python-base}")"
}

case ${1:-} in
  package) package ;;
  test) package && drive run.js "${@:2}" ;;
  latency) package && drive latency.js "${@:2}" ;;
  *) die "vscode.sh: package, test or latency" ;;
esac
