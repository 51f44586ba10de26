#!/usr/bin/env bash
# Each libFuzzer target of tests/fuzz for FUZZ_SECONDS (20), from its seeds in tests/fuzz/NAME/. What it found before is
# kept in build/fuzz/corpus; an input that fails is kept in build/fuzz/.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
seconds=${FUZZ_SECONDS:-20}
key=$(sources_key)-$seconds
if done_before fuzz "$key"; then say "fuzz: nothing changed since it passed"; exit; fi
bash scripts/build.sh fuzz tests/fuzz/all
for program in build/fuzz/tests/fuzz/*_fuzzer; do
  name=$(basename "$program")
  say "fuzz: $name, $seconds s"
  mkdir -p "build/fuzz/corpus/$name"
  seeds=(tests/fuzz/"$name"/)
  [ -d "${seeds[0]}" ] || seeds=()
  log=build/fuzz/$name.log
  if ! "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="build/fuzz/$name-" "build/fuzz/corpus/$name" "${seeds[@]}" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    die "fuzz: $name failed; its input is build/fuzz/$name-*, the whole log $log"
  fi
  sed -n 's/^stat::number_of_executed_units: */   runs: /p' "$log"
done
finish fuzz "$key"
