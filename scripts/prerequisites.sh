# shellcheck shell=bash
# Sourced by run and test: brings in what the platform needs and this machine lacks.
# Expects the working directory to be the repository root.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif ! command -v sudo >/dev/null; then
    fail "installing packages needs root; install sudo, or run as root once: apt-get install ${missing[*]}"
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo -n "$@" || fail "sudo could not run '$1' without a password; run this once in a terminal, or as root: apt-get install ${missing[*]}"
  fi
}

require_dotnet() {
  command -v dotnet >/dev/null || fail "no .NET SDK found; install the .NET 10 SDK (https://dotnet.microsoft.com/download) and run again"
  dotnet --version >/dev/null 2>&1 || fail "no .NET SDK that fits global.json; install the .NET 10 SDK (https://dotnet.microsoft.com/download) and run again"
}

# The servers run as private children of the AppHost, so a package that is new here must not start a
# system service: not now (policy-rc.d) and not at the next boot (systemctl disable).
install_without_starting_services() {
  local policy=/usr/sbin/policy-rc.d code=0
  if [ ! -e "$policy" ]; then
    # shellcheck disable=SC2064
    trap "as_root rm -f $policy; exit 1" INT TERM HUP
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
  else
    policy=
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$log" 2>&1 </dev/null || code=$?
  if [ -n "$policy" ]; then
    as_root rm -f "$policy"
    trap - INT TERM HUP
  fi
  return "$code"
}

leave_no_service_enabled() {
  [ -d /run/systemd/system ] || return 0
  local package unit
  for package in "$@"; do
    case $package in
      postgresql) unit=postgresql.service ;;
      rabbitmq-server) unit="rabbitmq-server.service epmd.service epmd.socket" ;;
      redis-server) unit=redis-server.service ;;
      *) continue ;;
    esac
    # shellcheck disable=SC2086
    as_root systemctl disable --now --quiet $unit >/dev/null 2>&1 || true
  done
}

# Liberation Serif has the letters of Vietnamese from version 2 on. Older releases of Debian keep that in a package of its own.
has_document_fonts() {
  [ -e /usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf ] ||
    dpkg --compare-versions "$(dpkg-query -W -f '${Version}' fonts-liberation 2>/dev/null)" ge 1:2 2>/dev/null ||
    [ -e /usr/share/fonts/liberation-serif/LiberationSerif-Regular.ttf ]
}

# Arguments: what is needed besides, as COMMAND=PACKAGE.
install_system_packages() {
  missing=()
  local extra
  for extra in "$@"; do
    command -v "${extra%%=*}" >/dev/null || missing+=("${extra#*=}")
  done
  has_document_fonts || missing+=(fonts-liberation2)
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing+=(rabbitmq-server)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v npm >/dev/null || missing+=(npm)
  command -v setpriv >/dev/null || missing+=(util-linux)
  [ ${#missing[@]} -gt 0 ] || return 0

  command -v apt-get >/dev/null || fail "please install these with this system's package manager, then run again: ${missing[*]}"
  say "Installing ${missing[*]}…"
  local log
  log=$(mktemp)
  as_root apt-get update -qq >"$log" 2>&1 </dev/null || say "warning: apt-get update failed; trying with the package lists at hand"
  # Where the package of that name is gone, the plain one has the fonts.
  [ -n "$(apt-cache show fonts-liberation2 2>/dev/null)" ] || missing=("${missing[@]/%fonts-liberation2/fonts-liberation}")
  if ! install_without_starting_services "${missing[@]}"; then
    tail -n 15 "$log" >&2
    fail "apt-get could not install ${missing[*]}; check the network (full output: $log) and run again"
  fi
  rm -f "$log"
  leave_no_service_enabled "${missing[@]}"
}

# The Aspire CLI unpacks the dashboard beside itself; what else it writes goes to a home of its own, and away.
unpack_dashboard() {
  local cli=node_modules/@microsoft/aspire-cli-linux-x64/bin/aspire home
  [ -x "$cli" ] || return 0
  home=$(mktemp -d)
  HOME=$home ASPIRE_CLI_TELEMETRY_OPTOUT=true timeout 120 "$cli" setup --non-interactive --nologo </dev/null >/dev/null 2>&1 ||
    say "warning: the Aspire dashboard could not be unpacked; going on without it"
  rm -rf "$home"
}

install_npm_packages() {
  local stamp=node_modules/.installed wanted
  wanted=$(sha256sum package*.json)
  [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || return 0

  say "Installing npm packages (unit catalogue, API documentation page, dashboard)…"
  local how=install
  [ ! -f package-lock.json ] || how=ci
  if npm "$how" --no-audit --no-fund --no-update-notifier --loglevel=error </dev/null >&2; then
    unpack_dashboard
    sha256sum package*.json >"$stamp"
  else
    say "warning: npm could not install the packages; going on without the dashboard, the API documentation page and the unit catalogue"
  fi
}

# Quiet unless it fails. The projects share one compiler, which is warm after the first; it has a name of its own, so that
# it is stopped with the build and no other build's is.
build() {
  local log code=0 compiler=congngheso-$$
  log=$(mktemp)
  dotnet build "$@" -c Release -nologo -v:q -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" >"$log" 2>&1 || code=$?
  stop_compiler "$compiler"
  if [ "$code" != 0 ]; then
    cat "$log" >&2
    rm -f "$log"
    fail "the build of $1 failed; see above"
  fi
  rm -f "$log"
}

stop_compiler() {
  local process
  for process in /proc/[0-9]*; do
    if tr '\0' ' ' 2>/dev/null <"$process/cmdline" | grep -q -- "-pipename:$1 "; then
      kill "${process#/proc/}" 2>/dev/null || true
    fi
  done
}
