#!/usr/bin/env bash
# Comments on a pull request from a fork. It runs with rights, so nothing of the fork runs here: the saved comparison is
# fetched as data and shown again by our own program, and the pull request is looked up, never taken from the data.
#
#   QD_RUN      the finished run of the planning workflow
#   QD_OWNER    who owns the fork          QD_BRANCH   its branch
#   QD_SHA      the commit that was checked
#   QD_KEY      which portfolio
set -euo pipefail
out="$RUNNER_TEMP/quarterdeck"
mkdir -p "$out/fork"
[[ "$QD_RUN" =~ ^[0-9]+$ ]] || { echo "no run" >&2; exit 2; }
gh run download "$QD_RUN" --repo "$GITHUB_REPOSITORY" --name "quarterdeck-diff-${QD_KEY:-portfolio}" --dir "$out/fork"
[ -f "$out/fork/diff.json" ] && [ ! -L "$out/fork/diff.json" ] || { echo "no comparison" >&2; exit 2; }

gh api -X GET "repos/$GITHUB_REPOSITORY/pulls" -f state=open -f "head=$QD_OWNER:$QD_BRANCH" > "$out/pulls.json"
number=$(jq -r --arg sha "$QD_SHA" '[.[] | select(.head.sha == $sha) | .number] | first // empty' "$out/pulls.json")
if [ -z "$number" ]; then
  echo "no open pull request has this commit any more"
  exit 0
fi

quarterdeck render-diff "--key=${QD_KEY:-portfolio}" "--markdown=$out/fork-comment.md" "--json=$out/fork-diff.json" \
  -- "$out/fork/diff.json" > /dev/null
QD_NUMBER=$number QD_COMMENT="$out/fork-comment.md" QD_DIFF="$out/fork-diff.json" "${BASH_SOURCE[0]%/*}/comment.sh"
