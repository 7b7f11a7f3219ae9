# What every script shares: where the repository and the tools are, and how a step is reported. Sourced.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TOOLS=${BEANPOD_TOOLS:-$HOME/.cache/beanpod}
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
export PATH="$TOOLS/bin:$ROOT/tests/node_modules/.bin:$HOME/.cargo/bin:$PATH"

# The one version of each build tool; wasm-bindgen-cli must equal the crate of Cargo.lock.
TRUNK_VERSION=0.21.14
WASM_BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3; exit }' "$ROOT/Cargo.lock")

say() { printf '%s\n' "$*"; }
die() { printf '\nerror: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Where rustup cannot fetch the wasm32 library, setup builds it for Debian's rustc and leaves this file.
# Only wasm builds use that toolchain: they call `wasm_toolchain` in a subshell first.
wasm_toolchain() { if [ -s "$TOOLS/wasm-toolchain" ]; then export RUSTUP_TOOLCHAIN; RUSTUP_TOOLCHAIN=$(cat "$TOOLS/wasm-toolchain"); fi; }

# Prints the path of a Chromium-like browser: CHROMIUM if set, else the first on PATH, else macOS's usual places.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
    if [ -n "$name" ] && have "$name"; then command -v "$name"; return; fi
  done
  return 1
}
