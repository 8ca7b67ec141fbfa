import type { PackageKind } from './install-packages.ts'

/** One step of an installation; `command` is to be copied as it is. */
export type InstallCommand = {
  readonly id: 'script' | 'msiexec' | 'msiexec-agency' | 'deb' | 'preseed' | 'rpm' | 'tar'
  readonly command: string
}

/**
 * What stands in a command holds no character that any shell reads: the join string and the names of packages are made
 * of letters, digits and these alone. Names of agencies, which people type, never stand in a command.
 */
const plain = /^[A-Za-z0-9._-]+$/

/** @throws Error for a join string or a name that a shell might read as more than a word */
function word(text: string): string {
  if (!plain.test(text)) throw new Error(`no plain word: ${text.slice(0, 80)}`)
  return text
}

/** The command for the Windows package of everybody: as administrator, in cmd.exe or PowerShell alike. */
export const msiexecCommand = (file: string, join: string): string =>
  `msiexec /i ${word(file)} /qn JOIN=${word(join)}`

/** The command for the package of one agency, which carries its join string. */
export const agencyMsiexecCommand = (file: string): string => `msiexec /i ${word(file)} /qn`

/** The command for the script, as administrator; it posts once, a scheduled task posts daily. */
export const scriptCommand = (file: string, join: string): string =>
  `powershell.exe -NoProfile -ExecutionPolicy Bypass -File ${word(file)} -Join ${word(join)}`

/** The commands for a package of one kind, for bash and every other POSIX shell. */
export function linuxCommands(kind: PackageKind, file: string, join: string): InstallCommand[] {
  const [name, given] = [word(file), word(join)]
  if (kind.endsWith('-deb')) {
    const answer = `khien-agent khien-agent/join password ${given}`
    return [
      { id: 'deb', command: `sudo KHIEN_JOIN=${given} dpkg -i ${name}` },
      {
        id: 'preseed',
        command: `echo '${answer}' | sudo debconf-set-selections && sudo dpkg -i ${name}`,
      },
    ]
  }
  if (kind.endsWith('-rpm')) {
    return [{ id: 'rpm', command: `sudo KHIEN_JOIN=${given} rpm -i ${name}` }]
  }
  if (!kind.endsWith('-tar')) return []
  const steps = [
    `sudo tar -C / --no-same-owner -xf ${name}`,
    `sudo install -d -m 0755 /etc/khien`,
    `echo ${given} | sudo install -m 0600 /dev/stdin /etc/khien/join`,
    `sudo systemctl enable --now khien-agent`,
  ]
  return [{ id: 'tar', command: steps.join(' && ') }]
}
