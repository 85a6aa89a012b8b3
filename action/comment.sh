#!/usr/bin/env bash
# Writes the comment of a pull request, or updates the one that is there. Everything that comes from the change is
# read from files, never put into a command.
#
#   QD_NUMBER           the pull request
#   GITHUB_REPOSITORY   owner/name
#   QD_COMMENT, QD_DIFF the comment and the data; those of diff.sh when not set
set -euo pipefail
out="$RUNNER_TEMP/quarterdeck"
comment=${QD_COMMENT:-$out/diff/comment.md}
data=${QD_DIFF:-$out/diff/diff.json}
[[ "$QD_NUMBER" =~ ^[0-9]+$ ]] || { echo "no pull request number" >&2; exit 2; }
mark=$(head -n 1 "$comment")

# Our own comment: made by a bot, and beginning with our mark. All pages are looked through.
gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$QD_NUMBER/comments?per_page=100" > "$out/comments.json"
jq -s --arg mark "$mark" \
  '[.[][] | select(.user.type == "Bot") | select(.body | startswith($mark))] | first // empty' \
  "$out/comments.json" > "$out/ours.json"

if [ -s "$out/ours.json" ]; then
  if jq -e --rawfile body "$comment" '(.body | gsub("\r\n"; "\n") | rtrimstr("\n")) == ($body | rtrimstr("\n"))' \
    "$out/ours.json" > /dev/null; then
    echo "the comment is up to date"
    exit 0
  fi
  id=$(jq -r '.id | tonumber' "$out/ours.json")
  gh api --silent -X PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F "body=@$comment"
  echo "the comment is updated"
elif [ "$(jq -r '.changed == true' "$data")" = true ]; then
  gh api --silent "repos/$GITHUB_REPOSITORY/issues/$QD_NUMBER/comments" -F "body=@$comment"
  echo "the comment is written"
else
  echo "nothing changed, so there is nothing to say"
fi
