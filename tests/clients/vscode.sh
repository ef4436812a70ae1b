# The extension for VS Code; files of clients source this.

extension=$ROOT/editors/vscode

# Nothing but what the registry has is installed, and none of it runs before it is called.
build_extension() {
  [ "$extension/node_modules/.package-lock.json" -nt "$extension/package-lock.json" ] ||
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$extension"
  npm run --silent --prefix "$extension" build
}
