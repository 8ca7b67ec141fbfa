import { deviceRules, type DeviceRule } from '#agent/rules/devices.ts'

/** What screens may say of each rule of devices, by its id: no account, no password, no community. */
export function listedDevices(written: unknown): object {
  const { version, rules } = deviceRules.parse(written)
  return { version, rules: Object.fromEntries(rules.map((rule) => [rule.id, listed(rule)])) }
}

function listed(rule: DeviceRule): object {
  const { vendor, models, remedy } = rule
  return { vendor, models, remedy, document: documentOf(rule) }
}

/** The title of the maker's document ends where a source goes on to say what stands in it. */
function documentOf({ confidence, source }: DeviceRule): object | null {
  if (confidence !== 'vendor-document') return null
  const title = source.split(/[:;] |, https?:|, p\. /)[0] ?? ''
  const url = /https?:\/\/[^\s;,]+/.exec(source)?.[0] ?? null
  return { title, url }
}
