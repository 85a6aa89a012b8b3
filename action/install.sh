#!/usr/bin/env bash
# Puts quarterdeck on the path: the one that is there, the one of an earlier run, or one built from this action's source.
set -euo pipefail
place="$RUNNER_TEMP/quarterdeck/installed"
if command -v quarterdeck >/dev/null 2>&1; then
  quarterdeck --version
  exit 0
fi
if [ ! -x "$place/bin/quarterdeck" ]; then
  cargo install --locked --root "$place" --path "$GITHUB_ACTION_PATH"
fi
echo "$place/bin" >> "$GITHUB_PATH"
"$place/bin/quarterdeck" --version
