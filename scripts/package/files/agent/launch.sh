#!/bin/sh
# Starts the version that the pointer names, and the installed one wherever something about the pointer is not as it
# should be. It decides nothing else: versions come, prove themselves and go back in the agent. The pointer is one line,
# `<version> <trial|proved> <starts> <previous or ->`; see docs/decisions/0036-self-update.md.
packaged=$(dirname "$(readlink -f "$0")")/khien-agent
versions=${KHIEN_AGENT_DATA_DIR:-/var/lib/khien-agent}/versions
pointer=$versions/current
starts_max=3
# A version on trial is ended after so long, so that one that hangs is counted too. The agent itself gives up earlier.
trial_seconds=1200
export KHIEN_LAUNCHED=1

version= state= starts= previous=
if [ -r "$pointer" ]; then read -r version state starts previous <"$pointer"; fi

# Numbers and points alone, so that no name leads out of the folder.
program_of() {
  case $1 in
    *[!0-9.]* | '' | .* | *..*) echo "$packaged" ;;
    *) if [ -x "$versions/$1/khien-agent" ]; then echo "$versions/$1/khien-agent"; else echo "$packaged"; fi ;;
  esac
}

# A start that cannot be written down is not one of the new version.
count_start() {
  case $starts in [0-9]) ;; *) return 1 ;; esac
  [ "$starts" -lt "$starts_max" ] || return 1
  printf '%s trial %s %s\n' "$version" $((starts + 1)) "${previous:--}" 2>/dev/null >"$pointer.counted" || return 1
  sync "$pointer.counted" 2>/dev/null
  mv -f "$pointer.counted" "$pointer" 2>/dev/null
}

case $state in
  proved) exec "$(program_of "$version")" "$@" ;;
  trial)
    [ "$1" = run ] || exec "$(program_of "$previous")" "$@"
    if count_start; then
      exec timeout --foreground --kill-after=10 "$trial_seconds" "$(program_of "$version")" "$@"
    fi
    exec "$(program_of "$previous")" "$@"
    ;;
  *) exec "$packaged" "$@" ;;
esac
