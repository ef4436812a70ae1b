# The program for Linux that needs no libraries; files of clients source this. It is unoptimized, which says the same
# about how it is linked in a fraction of the time.

static_target=x86_64-unknown-linux-musl
static_program=${CARGO_TARGET_DIR:-$ROOT/target}/$static_target/debug/kmslint

build_static() {
  rustup target list --installed | grep -qx "$static_target" || rustup target add "$static_target"
  cargo build --quiet --locked --manifest-path "$ROOT/Cargo.toml" --target "$static_target"
  ldd "$static_program" 2>&1 | grep -Eq 'statically linked|not a dynamic executable' ||
    { echo "$static_program is not static"; ldd "$static_program"; exit 1; }
}
