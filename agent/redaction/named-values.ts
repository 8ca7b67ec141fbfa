import type { CimInstance, RegistryKey, RegistryValue } from '../windows-system.ts'
import type { Masks } from './masks.ts'
import { maskAddressesIn, type Keyed } from './addresses.ts'

type Hide = (value: string, masks: Masks, keyed: Keyed) => string

const removed: Hide = () => ''
const presence: Hide = (value) => (value === '' ? '' : 'set')

/**
 * What is done with a value by its name, in the registry and in WMI alike; the first rule that fits. What no rule names
 * goes through `masks.text`.
 */
const rules: readonly { readonly names: RegExp; readonly hide: Hide }[] = [
  { names: /passw(or)?d|secret|token|credential|passphrase/i, hide: presence },
  { names: /^digitalproductid|^productid$|offlineinstallationid|^productkeyid/i, hide: removed },
  { names: /productkey|(licen[cs]e|activation)_?(key|code|number)$|^keydata$/i, hide: presence },
  { names: /serial|asset_?tag|identifyingnumber|^pnpdeviceid$|^uniqueid$/i, hide: bySerial },
  {
    names:
      /^(machineguid|uuid|computerid|machineid|deviceid|hostid|agentid|clientid|installid|susclientid.*|.*hardwareid|tenantid|orgid|(a|c)id)$/i,
    hide: (value, masks) => (value.startsWith('\\\\.\\') ? value : masks.guid(value)),
  },
  {
    names:
      /^((alt)?defaultusername|last.*user(name)?|last.*displayname|registeredowner|primaryowner(name|contact)|(domain)?user(name)?|ownername|owner)$/i,
    hide: (value, masks) => masks.text(masks.account(value)),
  },
  {
    names:
      /^((active|last)?computername|(nv )?hostname|dnshostname|systemname|pscomputername|__server|csname|logonserver|(alt)?defaultdomainname|(nv |dhcp|ics|dns|primary|machine|cacheprimary)?domain|workgroup|registeredorganization|searchlist)$/i,
    hide: (value, masks) => masks.host(value),
  },
  { names: /^(wuserver|wustatusserver|updateserviceurlalternate)$/i, hide: byServer },
  { names: /(^|_)(server|management|admin|proxy)_?(name|address|host|url)$/i, hide: byServer },
  {
    names:
      /^(dhcp)?(ipaddress|server|defaultgateway|nameserver|subnetmask)$|^ipv?[46]?address(es)?$/i,
    hide: (value, masks, keyed) => masks.text(maskAddressesIn(value, keyed)),
  },
  { names: /^mac_?address$|^networkaddress$/i, hide: (value, masks) => masks.mac(value) },
]

function bySerial(value: string, masks: Masks): string {
  return masks.serial(value)
}

function byServer(value: string, masks: Masks): string {
  return value === '' ? value : masks.server(value)
}

/** Longer data is nobody's flag or time; it may hold a name in UTF-16, and no reader asks for it. */
const binaryDigitsMax = 32

/** The values of a key without what tells who or where; `subkeys` are shown by the caller, who must find them again. */
export function hideRegistryValues(
  values: RegistryKey['values'],
  masks: Masks,
  keyed: Keyed,
): RegistryKey['values'] {
  const hidden = Object.entries(values).map(([name, value]) => {
    return [masks.text(name), hideRegistryValue(name, value, (text) => hide(name, text))] as const
  })
  return Object.fromEntries(hidden)

  function hide(name: string, text: string): string {
    return hideNamed(name, text, { masks, keyed })
  }
}

function hideRegistryValue(
  name: string,
  value: RegistryValue,
  hide: (text: string) => string,
): RegistryValue {
  switch (value.type) {
    case 'string':
      return { type: 'string', value: hide(value.value) }
    case 'strings':
      return { type: 'strings', value: value.value.map(hide) }
    case 'number':
      return value
    case 'binary': {
      const isKept = value.value.length <= binaryDigitsMax && !ruleFor(name)
      return { type: 'binary', value: isKept ? value.value : '' }
    }
  }
}

/** One instance of WMI without what tells who or where. */
export function hideCimInstance(instance: CimInstance, masks: Masks, keyed: Keyed): CimInstance {
  const hide = (name: string, text: string) => hideNamed(name, text, { masks, keyed })
  const hidden = Object.entries(instance).map(([name, value]) => {
    if (typeof value === 'string') return [name, hide(name, value)] as const
    if (!isList(value)) return [name, value] as const
    return [
      name,
      value.map((each) => (typeof each === 'string' ? hide(name, each) : each)),
    ] as const
  })
  return Object.fromEntries(hidden)
}

function isList(value: CimInstance[string]): value is readonly (string | number)[] {
  return Array.isArray(value)
}

function hideNamed(name: string, text: string, by: { masks: Masks; keyed: Keyed }): string {
  const rule = ruleFor(name)
  return rule ? rule.hide(text, by.masks, by.keyed) : by.masks.text(text)
}

function ruleFor(name: string) {
  return rules.find(({ names }) => names.test(name))
}
