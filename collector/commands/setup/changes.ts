import { settingNames, type SettingName } from '#protocol/settings.ts'
import type { Settings } from '../../config-file.ts'

/** What differs between two sets of settings, a line each: `+` is new, `-` goes, `~` becomes another. */
export function linesOfChanges(before: Settings, after: Settings): string[] {
  return settingNames.flatMap((name) => {
    const [old, wanted] = [shown(name, before[name]), shown(name, after[name])]
    if (before[name] === after[name]) return []
    if (old === undefined) return [`+ ${name}=${wanted}`]
    if (wanted === undefined) return [`- ${name}=${old}`]
    return [`~ ${name}: ${old} → ${wanted}`]
  })
}

/** An address of a database may hold its password. */
function shown(name: SettingName, value: string | undefined): string | undefined {
  return value !== undefined && name === 'KHIEN_DATABASE_URL' ? '***' : value
}
