import type { DeviceRule } from '../rules/devices.ts'
import { connectTo, questionMsMax, readSome, type Target } from './connect.ts'

/** Where a greeting ends: a whole line of FTP that says "ready", or the question of telnet for a name or a password. */
const isGreeting = (text: string) =>
  /^220 [^\n]*\n/m.test(text) || /(login|name|word): ?$/i.test(text)

/** What telnet settles before it greets (RFC 854): three bytes each, which nobody answers. */
const settled = /\xff[\xfb-\xfe][\s\S]|\xff[\s\S]/g

/** What a device says to who connects and says nothing; the empty text: nothing within the time. @throws DeviceTrouble */
export async function readGreeting(target: Target): Promise<string> {
  const signal = AbortSignal.timeout(questionMsMax)
  const socket = await connectTo(target, signal)
  const whole = (soFar: string) => isGreeting(soFar.replaceAll(settled, ''))
  return (await readSome(socket, whole, signal)).replaceAll(settled, '')
}

/** True where a greeting names one maker of the rules, by a word of its own. */
export function namesMaker(greeting: string, rules: readonly DeviceRule[]): boolean {
  const vendors = new Set(rules.map(({ vendor }) => vendor))
  return [...vendors].some((vendor) =>
    new RegExp(`(?<![\\p{L}\\d])${RegExp.escape(vendor)}(?![\\p{L}\\d])`, 'iu').test(greeting),
  )
}
