/** One setting of smb.conf(5). Names ignore case and white space; lines before the first section belong to `global`. */
export type SmbSetting = {
  readonly section: string
  readonly key: string
  readonly value: string
  /** Of the line on which it begins; the first is 1. */
  readonly line: number
}

/** Sections that are no shares of files with a name of their own. */
export const namelessShares: readonly string[] = ['global', 'printers', 'print$', 'ipc$']

/** The settings of smb.conf in their order. */
export function smbSettings(content: string): SmbSetting[] {
  let section = 'global'
  const settings: SmbSetting[] = []
  for (const [index, text] of wholeLines(content).entries()) {
    const setting = settingIn(text)
    section = sectionIn(text) ?? section
    if (setting) settings.push({ section, ...setting, line: index + 1 })
  }
  return settings
}

/** True where settings come from elsewhere too, of which this file says nothing. */
export const includesOthers = (settings: readonly SmbSetting[]): boolean =>
  settings.some(({ key }) => key === 'include' || key === 'configbackend')

const guestKeys = /^(guestok|public|writ(e?able|eok)|readonly|print(able|ok)|available)$/

/**
 * The settings that readers of smb.conf know, for a recording: the rest names shares and people. Every line keeps its
 * number.
 */
export function reduceSmbConf(content: string): string {
  let section = 'global'
  return wholeLines(content)
    .map((text, index) => {
      const heading = sectionIn(text)
      if (heading === null) return reducedLine(text, section)
      section = heading
      return namelessShares.includes(heading) ? `[${heading}]` : `[share-${index + 1}]`
    })
    .join('\n')
}

function reducedLine(text: string, section: string): string {
  const setting = settingIn(text)
  if (setting === null) return ''
  const { key } = setting
  if (guestKeys.test(key)) return text
  if (key === 'include' || key === 'configbackend') return `${key} = -`
  return section === 'global' && key.endsWith('minprotocol') ? text : ''
}

/** Lines that end with a backslash go on in the next; what goes on leaves an empty line, so that numbers hold. */
function wholeLines(content: string): string[] {
  const lines = content.split(/\r?\n/)
  for (let index = lines.length - 2; index >= 0; index -= 1) {
    const line = lines[index] ?? ''
    if (!line.endsWith('\\')) continue
    lines[index] = `${line.slice(0, -1)} ${lines[index + 1] ?? ''}`
    lines[index + 1] = ''
  }
  return lines
}

function sectionIn(text: string): string | null {
  return /^\s*\[(.+)\]/.exec(text)?.[1]?.trim().toLowerCase() ?? null
}

function settingIn(text: string): Pick<SmbSetting, 'key' | 'value'> | null {
  const equals = text.indexOf('=')
  if (equals < 0 || /^\s*[#;[]/.test(text)) return null
  const key = text.slice(0, equals).replaceAll(/\s/g, '').toLowerCase()
  return { key, value: text.slice(equals + 1).trim() }
}
