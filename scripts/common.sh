# Shared by the scripts: source it from the repository's root.
set -euo pipefail

say() { if [ -t 1 ]; then printf '\033[1m== %s\033[0m\n' "$*"; else printf '== %s\n' "$*"; fi; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# done_before NAME KEY: whether the step was finished for exactly this key. finish NAME KEY records it.
stamps=build/.stamps
done_before() { [ -f "$stamps/$1" ] && [ "$(cat "$stamps/$1")" = "$2" ]; }
finish() { mkdir -p "$stamps" && printf '%s\n' "$2" >"$stamps/$1"; }

# project_files [PATTERN…]: every file that git does not ignore, NUL-separated. sources_key: the state of them all.
project_files() {
  git ls-files -co --exclude-standard -z "$@" | grep -zvxFf <(git ls-files -d) || true
}
sources_key() { { project_files | sort -z | xargs -0 sha256sum 2>/dev/null || true; } | sha256sum | cut -d' ' -f1; }

# A file with LibTorch's headers takes 2 GB to compile.
jobs() {
  local by_memory
  by_memory=$(awk '/^MemAvailable/ { print int($2 / 2097152) }' /proc/meminfo)
  echo $((by_memory < 1 ? 1 : by_memory < $(nproc) ? by_memory : $(nproc)))
}

# The pinned Node.js of set-up, whatever the machine has. No package's own script ever runs.
node() { PATH="$node_bin:$PATH" command node "$@"; }
npm() { node "$node_bin/../lib/node_modules/npm/bin/npm-cli.js" --ignore-scripts --no-audit --no-fund "$@"; }
node_bin=$PWD/.deps/node/bin

if command -v ccache >/dev/null; then
  export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi

# configure PRESET, quietly: what CMake says is shown when it fails.
configure() {
  mkdir -p "build/$1"
  cmake --preset "$1" >"build/$1/configure.log" 2>&1 || { cat "build/$1/configure.log" >&2; exit 1; }
}
