#!/usr/bin/env bash
# Compares the checked-out commit with its base and keeps the comparison as files: comment, page, data.
set -euo pipefail
out="$RUNNER_TEMP/quarterdeck"
mkdir -p "$out/diff"
case "${GITHUB_EVENT_NAME:-}" in
  pull_request | merge_group) ;;
  *)
    echo "only pull requests and merge groups are compared"
    echo 0 > "$out/diff.code"
    exit 0
    ;;
esac
flags=()
[ -n "${QD_FAIL_ON:-}" ] && flags+=("--fail-on=$QD_FAIL_ON")
code=0
quarterdeck diff "--path=$QD_PATH" "--audience=${QD_AUDIENCE:-team}" "--key=${QD_KEY:-portfolio}" \
  "--markdown=$out/diff/comment.md" "--html=$out/diff/comparison.html" "--json=$out/diff/diff.json" \
  ${flags[@]+"${flags[@]}"} -- ..HEAD || code=$?
echo "$code" > "$out/diff.code"
[ "$code" -lt 2 ]
cat "$out/diff/comment.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
echo "changed=$(jq -r '.changed == true' "$out/diff/diff.json")" >> "${GITHUB_OUTPUT:-/dev/null}"
