import type { Reason } from '#protocol/controls.ts'
import { exposure } from '#protocol/facts/ports.ts'
import { probeId } from '#protocol/facts/registry.ts'
import { because } from '#protocol/values.ts'
import type { TextKey, Translator } from './translator.ts'

/** A reason as a sentence; values that are words of ours (why, which probe, how far) are said in its language. */
export function sayReason(translator: Translator, { key, params }: Reason): string {
  const said = Object.entries(params).map(([name, value]) => [
    name,
    wordFor(translator, name, value) ?? value,
  ])
  return translator.say(`reason.${key}`, Object.fromEntries(said))
}

function wordFor(translator: Translator, name: string, value: unknown): string | null {
  // A port is a name made of digits: 8,080 would be another thing.
  if (name === 'port') return String(value)
  const key = wordKeyFor(name, value)
  return key === null ? null : translator.say(key, {})
}

function wordKeyFor(name: string, value: unknown): TextKey | null {
  switch (name) {
    case 'because': {
      const word = because.safeParse(value)
      return word.success ? `because.${word.data}` : null
    }
    case 'probe': {
      const word = probeId.safeParse(value)
      return word.success ? `probe.${word.data}` : null
    }
    case 'exposure': {
      const word = exposure.safeParse(value)
      return word.success ? `exposure.${word.data}` : null
    }
    case 'part':
      return credentialParts.find((key) => key === `credentialPart.${String(value)}`) ?? null
    default:
      return null
  }
}

const credentialParts = [
  'credentialPart.passwords',
  'credentialPart.automatic-logins',
  'credentialPart.sudo',
  'credentialPart.ssh',
] as const satisfies readonly TextKey[]
