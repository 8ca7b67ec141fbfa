import type { Reason } from '#protocol/controls.ts'
import { exposure } from '#protocol/facts/ports.ts'
import { probeId } from '#protocol/facts/registry.ts'
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

const credentialParts = ['passwords', 'automatic-logins', 'sudo', 'ssh'] as const

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
    case 'part': {
      const part = credentialParts.find((known) => known === value)
      return part ? (`credentialPart.${part}` as const) : null
    }
    default:
      return null
  }
}
