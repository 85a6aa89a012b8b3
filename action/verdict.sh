#!/usr/bin/env bash
# Fails the job when a check or a condition failed, after everything was said.
set -euo pipefail
out="$RUNNER_TEMP/quarterdeck"
failed=0
if [ "$(cat "$out/check.code")" != 0 ]; then
  echo "the documents have findings; they are shown beside the lines"
  failed=1
fi
if [ "$(cat "$out/diff.code")" != 0 ]; then
  echo "the comparison meets a condition that fails the job; see the summary"
  failed=1
fi
exit "$failed"
