import type { ConfigLine } from './config-lines.ts'

/** One scalar of a configuration in YAML: its path with `.` between the names, e.g. `security.authorization`. */
export type YamlSetting = {
  readonly line: ConfigLine
  readonly path: string
  readonly value: string
}

/**
 * The scalars of a plain YAML file of settings: nested names and `name: value`. Lists, anchors and texts over several
 * lines are passed over; no setting that is read here is one.
 */
export function yamlSettings(lines: readonly ConfigLine[]): YamlSetting[] {
  const settings: YamlSetting[] = []
  let above: { indent: number; path: string }[] = []
  for (const line of lines) {
    const [, space = '', name, value = ''] =
      /^( *)"?([A-Za-z_][\w.-]*)"?\s*:(?:\s+(.*))?$/.exec(
        line.text.replace(/(^|\s)#.*$/, '').trimEnd(),
      ) ?? []
    if (name === undefined) continue
    above = above.filter(({ indent }) => indent < space.length)
    const path = [above.at(-1)?.path, name].filter(Boolean).join('.')
    if (value === '') above.push({ indent: space.length, path })
    else settings.push({ line, path, value: value.trim().replace(/^(["'])(.*)\1$/, '$2') })
  }
  return settings
}
