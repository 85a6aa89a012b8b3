#!/usr/bin/env bash
# Checks the documents and shows findings beside the changed lines. A finding is kept for the verdict, so that the
# comparison is still made and posted.
set -euo pipefail
out="$RUNNER_TEMP/quarterdeck"
mkdir -p "$out"
flags=()
[ "${QD_STRICT:-false}" = true ] && flags+=(--strict)
[ "${QD_LOCKED:-false}" = true ] && flags+=(--locked)
code=0
GITHUB_ACTIONS=true quarterdeck check ${flags[@]+"${flags[@]}"} -- "$QD_PATH" || code=$?
echo "$code" > "$out/check.code"
[ "$code" -lt 2 ]
