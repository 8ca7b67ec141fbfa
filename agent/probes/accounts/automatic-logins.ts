import type { Answer, System } from '../../system.ts'
import { isMissing, readDropIns } from '../answers.ts'
import { meaningfulLines } from '../text.ts'

/** One account that is signed in without being asked, and by what. */
export type AutomaticLogin = { readonly source: string; readonly account: string }

type Source = {
  readonly source: string
  /** A file, or a folder of drop-ins whose names end in `.conf`. */
  readonly path: string
  readonly isFolder: boolean
  parse(content: string): string[]
  /** A file that signs these accounts in and says nothing else: what a recording may keep. */
  render(accounts: readonly string[]): string
}

type Format = Pick<Source, 'parse' | 'render'>

const lightdm: Format = {
  parse: parseLightdm,
  render: (accounts) => accounts.map((name) => `autologin-user=${name}\n`).join(''),
}
const gdm: Format = {
  parse: parseGdm,
  render: (accounts) =>
    accounts.map((name) => `AutomaticLoginEnable=true\nAutomaticLogin=${name}\n`).join(''),
}
const sddm: Format = {
  parse: parseSddm,
  render: (accounts) => accounts.map((name) => `[Autologin]\nUser=${name}\n`).join(''),
}
const getty: Format = {
  parse: parseGetty,
  render: (accounts) =>
    accounts.map((name) => `ExecStart=-/sbin/agetty --autologin ${name}\n`).join(''),
}

const file = (source: string, path: string, format: Format): Source => {
  return { source, path, isFolder: false, ...format }
}
const folder = (source: string, path: string, format: Format): Source => {
  return { source, path, isFolder: true, ...format }
}

const gettyUnits = [
  'getty@.service',
  'getty@tty1.service',
  'console-getty.service',
  'serial-getty@.service',
  'serial-getty@ttyS0.service',
]

/** Every place that is read. Source: the manuals of lightdm, gdm, sddm and agetty(8). */
export const automaticLoginSources: readonly Source[] = [
  file('lightdm', '/etc/lightdm/lightdm.conf', lightdm),
  folder('lightdm', '/etc/lightdm/lightdm.conf.d', lightdm),
  file('gdm', '/etc/gdm3/daemon.conf', gdm),
  file('gdm', '/etc/gdm3/custom.conf', gdm),
  file('gdm', '/etc/gdm/custom.conf', gdm),
  file('sddm', '/etc/sddm.conf', sddm),
  folder('sddm', '/etc/sddm.conf.d', sddm),
  ...gettyUnits.map((unit) => folder(unit, `/etc/systemd/system/${unit}.d`, getty)),
]

/**
 * Reads every source; one that exists and cannot be read fails the whole: half an answer reads as
 * "none".
 */
export async function readAutomaticLogins(
  system: System,
): Promise<Answer<readonly AutomaticLogin[]>> {
  const found: AutomaticLogin[] = []
  for (const { source, path, isFolder, parse } of automaticLoginSources) {
    const texts = isFolder
      ? await readDropIns(system, path, (name) => name.endsWith('.conf'))
      : await readOne(system, path)
    if (!texts.ok) return texts
    found.push(...texts.value.flatMap(parse).map((account) => ({ source, account })))
  }
  return { ok: true, value: found }
}

async function readOne(system: System, path: string): Promise<Answer<readonly string[]>> {
  const text = await system.readFile(path)
  if (text.ok) return { ok: true, value: [text.value] }
  return isMissing(text) ? { ok: true, value: [] } : text
}

/** `autologin-user=` under any [Seat…]; the guest session counts, it asks nobody. */
export function parseLightdm(content: string): string[] {
  const settings = settingsOf(content)
  const guest = valuesOf(settings, 'autologin-guest').includes('true') ? ['guest'] : []
  return [...valuesOf(settings, 'autologin-user'), ...guest]
}

/** `AutomaticLogin=` and `TimedLogin=`, where their switches are on. */
export function parseGdm(content: string): string[] {
  const settings = settingsOf(content)
  const isOn = (key: string) =>
    valuesOf(settings, key).some((value) => /^(true|1|yes)$/i.test(value))
  return [
    ...(isOn('automaticloginenable') ? valuesOf(settings, 'automaticlogin') : []),
    ...(isOn('timedloginenable') ? valuesOf(settings, 'timedlogin') : []),
  ]
}

/** `User=` under [Autologin]. */
export function parseSddm(content: string): string[] {
  const settings = settingsOf(content).filter(({ section }) => section === 'autologin')
  return valuesOf(settings, 'user')
}

/** `agetty --autologin NAME` or `-a NAME` in the ExecStart of a drop-in. */
export function parseGetty(content: string): string[] {
  return meaningfulLines(content)
    .filter((line) => /^ExecStart\s*=/.test(line))
    .flatMap((line) => {
      const found = /\s(?:--autologin[= ]|-a\s?)\s*(\S+)/.exec(line)
      return found?.[1] === undefined ? [] : [found[1]]
    })
}

type Setting = { section: string; key: string; value: string }

function settingsOf(content: string): Setting[] {
  let section = ''
  const settings: Setting[] = []
  for (const line of meaningfulLines(content)) {
    const heading = /^\[(.+)\]$/.exec(line)
    if (heading?.[1] !== undefined) section = heading[1].toLowerCase()
    const pair = /^([^=]+)=(.*)$/.exec(line)
    if (pair?.[1] === undefined) continue
    settings.push({ section, key: pair[1].trim().toLowerCase(), value: (pair[2] ?? '').trim() })
  }
  return settings
}

function valuesOf(settings: readonly Setting[], key: string): string[] {
  return settings
    .filter((setting) => setting.key === key && setting.value !== '')
    .map(({ value }) => value)
}
