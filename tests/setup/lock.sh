#!/bin/sh
# Writes the three lock files: versions and hashes, and no address of the place they were fetched from.
set -eu
cd "$(dirname "$0")/../.."

.venv/bin/python -m pip --disable-pip-version-check --quiet install pip-tools==7.6.2
compile() {
    CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/pip-compile --quiet --upgrade --strip-extras --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host "$@"
}
# The build backend is locked with the runtime, since `make build` installs coursepack itself.
compile --all-build-deps --output-file requirements.lock pyproject.toml
compile --output-file tests/requirements.lock pyproject.toml tests/requirements.in

cd tests
rm -rf package-lock.json
npm install --package-lock-only --ignore-scripts --no-audit --no-fund --omit-lockfile-registry-resolved --loglevel=error
# Donation addresses are no part of what is locked.
node -e '
  const fs = require("fs");
  const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
  for (const entry of Object.values(lock.packages)) delete entry.funding;
  fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");
'
