# The wheel that hooks and pip install; files of clients source this. The build is that of `cargo build --release`.

wheels=$PREFIX/wheel

build_wheel() {
  rm -f "$wheels"/kmslint-*.whl
  local profile=(--release)
  # While developing: a build for the wheel alone takes minutes.
  [ "${CLIENTS_PROFILE:-release}" = release ] || profile=(--profile "$CLIENTS_PROFILE")
  (cd "$ROOT/python" && CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target} maturin build --quiet --locked "${profile[@]}" --out "$wheels")
}
