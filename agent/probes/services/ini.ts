import type { ConfigLine } from './config-lines.ts'

/** One setting of a file with `[sections]`. Names of sections and keys are lower-case, keys with `-` for `_`. */
export type IniSetting = {
  readonly line: ConfigLine
  readonly section: string
  readonly key: string
  readonly value: string
}

/** The settings of lines in the form `[section]`, `key = value` or a bare `key`; a new file begins without a section. */
export function iniSettings(lines: readonly ConfigLine[]): IniSetting[] {
  const settings: IniSetting[] = []
  let section = ''
  let file = ''
  for (const line of lines) {
    if (line.file !== file) section = ''
    file = line.file
    const text = line.text.trim()
    if (text === '' || text.startsWith('#') || text.startsWith(';')) continue
    const heading = /^\[(.*)\]/.exec(text)?.[1]
    if (heading !== undefined) section = heading.trim().toLowerCase()
    else settings.push({ line, section, ...pairOf(text) })
  }
  return settings
}

function pairOf(text: string): { key: string; value: string } {
  const equals = text.indexOf('=')
  const key = equals < 0 ? text : text.slice(0, equals)
  const value = equals < 0 ? '' : text.slice(equals + 1).trim()
  return {
    key: key.trim().toLowerCase().replaceAll('_', '-'),
    value: value.replace(/^(["'])(.*)\1$/, '$2'),
  }
}

/** `yes`, `on`, `true` and `1`, as most services write it. */
export function isYes(value: string): boolean {
  return /^(yes|on|true|1)$/i.test(value.trim())
}
