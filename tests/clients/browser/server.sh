# VS Code as a server, which a browser shows; files of clients source this. Installed into $server unless it is there.

server_version=4.100.3 # the newest for Node 20; it is VS Code 1.100
server=$PREFIX/code-server-$server_version
server_program=$server/node_modules/code-server/out/node/entry.js

# The packages' own install scripts download programs from places that are no registry. So none of them is run: what
# has to be compiled is compiled by name, and the program that searches files is Debian's.
install_server() {
  [ ! -f "$server/complete" ] || return 0
  local options=(--ignore-scripts --no-audit --no-fund --loglevel=error)
  local workbench=$server/node_modules/code-server/lib/vscode
  mkdir -p "$server"
  npm install "${options[@]}" --prefix "$server" "code-server@$server_version"
  npm install "${options[@]}" --prefix "$workbench" --omit=dev
  # Steps after the compilation call npx, which asks whether it may.
  npm_config_yes=true npm rebuild --prefix "$workbench" kerberos @vscode/spdlog native-watchdog node-pty
  npm rebuild --prefix "$server" argon2 --build-from-source
  mkdir -p "$workbench/node_modules/@vscode/ripgrep/bin"
  ln -sf "$(command -v rg)" "$workbench/node_modules/@vscode/ripgrep/bin/rg"
  # The workbench looks for its modules in the archive that its releases have.
  ln -sfn node_modules "$workbench/node_modules.asar"
  node "$server_program" --version
  touch "$server/complete"
}
