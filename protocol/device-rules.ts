import listedRules from './device-rules.json' with { type: 'json' }

/** Ways in which a device that stands as it was delivered is put right. */
export const deviceRemedies = [
  'camera-hikvision',
  'camera-dahua',
  'camera',
  'router',
  'modem',
  'switch',
  'printer',
  'phone',
  'nas',
  'ups',
  'server-controller',
  'attendance',
  'snmp',
] as const
export type DeviceRemedy = (typeof deviceRemedies)[number]

/** What may be said of a rule of devices: whose it is, for what, and how it is mended. Never its pair. */
export type ListedDeviceRule = {
  readonly vendor: string
  readonly models: string
  readonly remedy: DeviceRemedy | null
  /** Of the maker; null: the rule rests on another source. */
  readonly document: { readonly title: string; readonly url: string | null } | null
}

const rules: Readonly<Record<string, Written>> = listedRules.rules
type Written = Omit<ListedDeviceRule, 'remedy'> & { readonly remedy: string }

/**
 * Says of which maker and models a rule is. Null: this collector does not know it, as of an agent with newer rules.
 * The list is made by `node scripts/seal-rules.mjs`.
 */
export function deviceRuleOf(id: string): ListedDeviceRule | null {
  const rule = Object.hasOwn(rules, id) ? rules[id] : undefined
  if (!rule) return null
  return { ...rule, remedy: deviceRemedies.find((one) => one === rule.remedy) ?? null }
}
