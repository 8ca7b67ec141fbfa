/*
 * The files that bring an agent to a computer, by their names. Without zod: the pages make commands from it.
 */

/** Every kind of package of the agent, in the order in which they are shown. */
export const packageKinds = [
  'windows-msi',
  'linux-x64-deb',
  'linux-x64-rpm',
  'linux-x64-tar',
  'linux-arm64-deb',
  'linux-arm64-rpm',
  'linux-arm64-tar',
  'windows-script',
] as const
export type PackageKind = (typeof packageKinds)[number]

const endings: Readonly<Record<string, PackageKind>> = {
  'windows-x64.msi': 'windows-msi',
  'linux-x64.deb': 'linux-x64-deb',
  'linux-x64.rpm': 'linux-x64-rpm',
  'linux-x64.tar.zst': 'linux-x64-tar',
  'linux-arm64.deb': 'linux-arm64-deb',
  'linux-arm64.rpm': 'linux-arm64-rpm',
  'linux-arm64.tar.zst': 'linux-arm64-tar',
}

/** The script for machines that no agent runs on; its name says no version. */
const scriptName = 'khien-legacy.ps1'

/**
 * What a file of this name holds; the version is empty where the name says none. Null: it is nothing of ours. A path is
 * no name.
 */
export function packageOf(name: string): { kind: PackageKind; version: string } | null {
  if (name === scriptName) return { kind: 'windows-script', version: '' }
  const [, version, ending = ''] = /^khien-agent-(\d{1,5}\.\d{1,5}\.\d{1,5})-(.+)$/.exec(name) ?? []
  const kind = Object.hasOwn(endings, ending) ? endings[ending] : undefined
  return version === undefined || kind === undefined ? null : { kind, version }
}

/** The name of a package as it is built, for those who look for it. */
export function packageNameOf(kind: PackageKind, version: string): string {
  if (kind === 'windows-script') return scriptName
  const ending = Object.keys(endings).find((one) => endings[one] === kind) ?? ''
  return `khien-agent-${version}-${ending}`
}

/** Orders versions of three numbers, the newest first. */
export function byNewestVersion(left: string, right: string): number {
  const numbers = (text: string) => text.split('.').map(Number)
  const [ours, theirs] = [numbers(left), numbers(right)]
  const index = ours.findIndex((one, place) => one !== theirs[place])
  return index < 0 ? 0 : (theirs[index] ?? 0) - (ours[index] ?? 0)
}
