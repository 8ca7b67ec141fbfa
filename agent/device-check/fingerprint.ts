import type { DeviceRule, InactiveRule } from '../rules/devices.ts'
import { DeviceTrouble, type Target } from './connect.ts'
import { ask, type HttpAnswer } from './http.ts'
import { hasAll, isShut, signsOfAnswer, type Signs } from './signs.ts'

const redirectsMax = 2

/** What was seen of a device by HTTP before anybody signed in. */
export type Sight =
  | { readonly seen: Signs }
  | { readonly trouble: 'leads-elsewhere' | 'answers-everything' | 'locked' }

/**
 * Looks at the first page, following it on the same device only, and at one that nobody has: a device that has every
 * page cannot be told from one that let somebody in. Nothing is signed in to.
 * @throws DeviceTrouble
 */
export async function look(target: Target, random: () => string): Promise<Sight> {
  const first = await firstPage(target)
  if (first === 'leads-elsewhere') return { trouble: first }
  if (isShut(first)) return { trouble: 'locked' }
  const nowhere = await ask(target, { method: 'GET', path: `/${random()}` })
  if (nowhere.status >= 200 && nowhere.status < 300) return { trouble: 'answers-everything' }
  return { seen: signsOfAnswer(first) }
}

async function firstPage(target: Target): Promise<HttpAnswer | 'leads-elsewhere'> {
  let path = '/'
  for (let followed = 0; followed <= redirectsMax; followed += 1) {
    const answer = await ask(target, { method: 'GET', path })
    if (answer.status < 300 || answer.status > 399 || answer.location === '') return answer
    const next = pathOnDevice(answer.location, path, target)
    if (next === null) return 'leads-elsewhere'
    path = next
  }
  throw new DeviceTrouble('not-understood')
}

/** The path of a redirect that stays on this device, by this protocol and port; null: it leads away. */
function pathOnDevice(location: string, from: string, target: Target): string | null {
  const protocol = target.certificate === null ? 'http:' : 'https:'
  const base = new URL(`${protocol}//${target.address}:${target.port}${from}`)
  if (!URL.canParse(location, base.href)) return null
  const next = new URL(location, base)
  return next.origin === base.origin ? `${next.pathname}${next.search}` : null
}

/** The rule by which a device says that it waits for its first password; null: it says nothing of the kind. */
export async function findInactive(
  target: Target,
  { rules, signs }: { rules: readonly DeviceRule[]; signs: Signs },
): Promise<InactiveRule | null> {
  const asked = rules.find(
    (rule): rule is InactiveRule => rule.way === 'inactive' && hasAll(signs, rule.signs),
  )
  if (asked === undefined) return null
  const answer = await ask(target, { method: 'GET', path: asked.path })
  const isThere = asked.answer.every((word) => answer.body.includes(word))
  return answer.status === 200 && isThere ? asked : null
}
