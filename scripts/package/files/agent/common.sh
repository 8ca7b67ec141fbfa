set -e
unit=khien-agent.service
config=/etc/khien
join=$config/join
settings=$config/agent.env
marker=$config/no-agent
data=/var/lib/khien-agent
wanted=/etc/systemd/system/multi-user.target.wants/$unit

# Computers of state secrets carry a marker; no installer goes on where it stands.
refuse_where_marked() {
  [ -e "$marker" ] || return 0
  echo "khien-agent: không cài, vì máy này có tệp $marker (máy không được cài phần mềm giám sát)." >&2
  echo "khien-agent: not installed, because $marker says that this computer carries no agent." >&2
  exit 1
}

# A string that cannot be one is named; the installation goes on, and the agent waits for a good one.
keep_join() {
  [ -n "$1" ] || return 0
  case "$1" in
    khien1.*) ;;
    *)
      echo "khien-agent: chuỗi đăng ký không hợp lệ, phải bắt đầu bằng khien1. Hãy ghi chuỗi đúng vào $join" >&2
      echo "khien-agent: this is no join string, it has to begin with khien1. Write the right one to $join" >&2
      return 0
      ;;
  esac
  (umask 077 && printf '%s\n' "$1" >"$join.new" && mv -f "$join.new" "$join")
}

# Other settings in the file stay as they are.
keep_proxy() {
  [ -n "$1" ] || return 0
  (
    umask 077
    if [ -e "$settings" ]; then grep -v '^KHIEN_PROXY=' "$settings" || true; fi >"$settings.new"
    printf 'KHIEN_PROXY=%s\n' "$1" >>"$settings.new" && mv -f "$settings.new" "$settings"
  )
}

# The service reads the file by itself; a command started here does not.
kept_proxy() { sed -n 's/^KHIEN_PROXY=//p' "$settings" 2>/dev/null | tail -n 1 | tr -d "\"'"; }

runs_systemd() { [ -d /run/systemd/system ]; }

start_first() {
  if command -v systemctl >/dev/null; then systemctl enable "$unit" >/dev/null 2>&1 || true; fi
  start_again
}

# What was installed by hand is what runs; a newer release is offered again.
drop_versions() { rm -rf "$data/versions"; }

# Stopped before: an update that is under way would put its own version in the place of the one just installed.
start_again() {
  stop_now
  drop_versions
  runs_systemd || return 0
  systemctl daemon-reload || true
  if systemctl is-enabled --quiet "$unit"; then systemctl restart "$unit" || true; fi
}

stop_now() {
  runs_systemd || return 0
  systemctl stop "$unit" || true
}

# The collector is told as far as it can be reached; removing goes on without it.
say_goodbye() {
  [ -e "$data/enrolment.json" ] || return 0
  KHIEN_PROXY=$(kept_proxy) timeout 20 /usr/lib/khien-agent/khien-agent uninstall --keep-data || true
}

remove_all() {
  rm -rf "$data"
  rm -f "$join" "$join.new" "$settings" "$settings.new" "$wanted"
  if runs_systemd; then systemctl daemon-reload || true; fi
}
