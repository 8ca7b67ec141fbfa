import type { Reason } from '#protocol/controls.ts'
import { detectionOutcome } from '#protocol/facts/malware.ts'
import { exposure } from '#protocol/facts/ports.ts'
import { probeId } from '#protocol/facts/registry.ts'
import { openingKind, opensTo } from '#protocol/facts/service-defaults.ts'
import { because } from '#protocol/values.ts'
import type { Translator } from './translator.ts'

type Value = Reason['params'][string]

/** A reason as a sentence in one language. Values that are codes (a probe, a cause, an exposure) become words. */
export function reasonText(translator: Pick<Translator, 'say' | 't'>, reason: Reason): string {
  const params = Object.fromEntries(
    Object.entries(reason.params).map(([name, value]) => [name, wordOf(translator, name, value)]),
  )
  return translator.say(`reason.${reason.key}`, params)
}

function wordOf({ t }: Pick<Translator, 't'>, name: string, value: Value): Value {
  const key = wordKey(name, value)
  return key === null ? value : t(key)
}

const credentialParts = [
  'passwords',
  'automatic-logins',
  'sudo',
  'ssh',
  'blank-passwords',
  'factory-passwords',
] as const
const remoteAccessParts = [
  'smb1',
  'remote-desktop',
  'network-authentication',
  'remote-tools',
] as const
const outcomes = [...detectionOutcome.options, 'unknown'] as const
const places = ['in-no-file', 'place-unknown'] as const
const profileUses = ['in-use', 'not-in-use', 'use-unknown'] as const
const setBys = ['by-policy', 'on-this-machine'] as const

/** The text that a code stands for; null where the value speaks for itself. */
function wordKey(name: string, value: Value) {
  switch (name) {
    case 'probe': {
      const id = probeId.safeParse(value).data
      return id ? (`probe.${id}` as const) : null
    }
    case 'because': {
      const cause = because.safeParse(value).data
      return cause ? (`because.${cause}` as const) : null
    }
    case 'exposure': {
      const reach = exposure.safeParse(value).data
      return reach ? (`exposure.${reach}` as const) : null
    }
    case 'opening': {
      const kind = openingKind.safeParse(value).data
      return kind ? (`serviceOpening.${kind}` as const) : null
    }
    case 'opens': {
      const rights = opensTo.safeParse(value).data
      return rights ? (`serviceOpens.${rights}` as const) : null
    }
    case 'where':
      return value === 'by-question' ? 'serviceWhere.by-question' : null
    case 'part': {
      const part = credentialParts.find((known) => known === value)
      if (part) return `credentialPart.${part}` as const
      const remote = remoteAccessParts.find((known) => known === value)
      return remote ? (`remoteAccessPart.${remote}` as const) : null
    }
    case 'outcome': {
      const outcome = outcomes.find((known) => known === value)
      return outcome ? (`detectionOutcome.${outcome}` as const) : null
    }
    case 'place': {
      const place = places.find((known) => known === value)
      return place ? (`detectionPlace.${place}` as const) : null
    }
    case 'use': {
      const use = profileUses.find((known) => known === value)
      return use ? (`profileUse.${use}` as const) : null
    }
    case 'setBy': {
      const setBy = setBys.find((known) => known === value)
      return setBy ? (`setBy.${setBy}` as const) : null
    }
    default:
      return null
  }
}
