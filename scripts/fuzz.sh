#!/usr/bin/env bash
# Each libFuzzer target of tests/fuzz for FUZZ_SECONDS (20), from its seeds in tests/fuzz/NAME/, as many at once as there are
# cores. fuzz.sh NAME…: these alone. What was found before is kept in build/fuzz/corpus; an input that fails is kept in
# build/fuzz/.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
seconds=${FUZZ_SECONDS:-20}
key=$(sources_key)-$seconds-$*
if done_before fuzz "$key"; then say "fuzz: nothing changed since it passed"; exit; fi
bash scripts/build.sh fuzz "${@:-tests/fuzz/all}"

# fuzz NAME: the log is in build/fuzz/NAME.log.
fuzz() {
  local name=$1 seeds=tests/fuzz/$1/
  [ -d "$seeds" ] || { echo "fuzz: $name has no seeds in $seeds" >&2; return 1; }
  mkdir -p "build/fuzz/corpus/$name"
  if "build/fuzz/tests/fuzz/$name" -seed=1 -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="build/fuzz/$name-" "build/fuzz/corpus/$name" "$seeds" >"build/fuzz/$name.log" 2>&1; then
    sed -n "s/^stat::number_of_executed_units: */   $name, $seconds s, runs: /p" "build/fuzz/$name.log"
  else
    tail -n 60 "build/fuzz/$name.log" >&2
    echo "fuzz: $name failed; its input is build/fuzz/$name-*, the whole log build/fuzz/$name.log" >&2
    return 1
  fi
}
export -f fuzz
export seconds
if [ $# -gt 0 ]; then names=("$@"); else mapfile -t names < <(cd build/fuzz/tests/fuzz && ls -- *_fuzzer); fi
say "fuzz: ${names[*]}"
printf '%s\n' "${names[@]}" | xargs -P "$(nproc)" -I{} bash -c 'fuzz {}' || die "fuzz: failed"
finish fuzz "$key"
