set -e
unit=khien-collector.service
user=khien-collector
settings=/etc/khien/collector.conf
data=/var/lib/khien-collector
wanted=/etc/systemd/system/multi-user.target.wants/$unit

runs_systemd() { [ -d /run/systemd/system ]; }

make_user() {
  if ! getent passwd "$user" >/dev/null; then
    adduser --system --group --home "$data" --no-create-home --quiet "$user"
  fi
  [ -d "$data" ] || install -d -o "$user" -g "$user" -m 0700 "$data"
}

say_what_is_next() {
  [ ! -e "$settings" ] || return 0
  echo "Tiếp theo: khien-collector setup && systemctl start khien-collector"
  echo "Next:      khien-collector setup && systemctl start khien-collector"
}

start() {
  if [ -z "$1" ] && command -v systemctl >/dev/null; then
    systemctl enable "$unit" >/dev/null 2>&1 || true
  fi
  runs_systemd || return 0
  systemctl daemon-reload || true
  if systemctl is-enabled --quiet "$unit"; then systemctl restart "$unit" || true; fi
}

stop_now() {
  runs_systemd || return 0
  systemctl stop "$unit" || true
}

remove_all() {
  rm -rf "$data"
  rm -f "$settings" "$wanted"
  rmdir /etc/khien 2>/dev/null || true
  if getent passwd "$user" >/dev/null && command -v deluser >/dev/null; then
    deluser --system --quiet "$user" || true
  fi
  if runs_systemd; then systemctl daemon-reload || true; fi
}
