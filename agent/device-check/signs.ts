import type { DeviceRule, Sign } from '../rules/devices.ts'
import { readChallenges } from './digest.ts'
import type { HttpAnswer } from './http.ts'

/** What a device said of itself, by place. */
export type Signs = Readonly<Record<Sign['in'], string>>

const nothing: Signs = {
  realm: '',
  title: '',
  server: '',
  location: '',
  body: '',
  banner: '',
  object: '',
}

/** What a device says of itself in an answer by HTTP or RTSP. */
export function signsOfAnswer(answer: HttpAnswer): Signs {
  const { server, location, body, challenge } = answer
  const title = /<title[^>]*>([^<]{0,300})/i.exec(body)?.[1] ?? ''
  const realm = readChallenges(challenge)
    .map((each) => each.realm)
    .join(' ')
  return { ...nothing, server, location, body, title, realm }
}

/** What a device says of itself before anything is asked. */
export const signsOfBanner = (banner: string): Signs => ({ ...nothing, banner })

/** True where all of the words are there. */
export const hasAll = (signs: Signs, wanted: readonly Sign[]): boolean =>
  wanted.every((each) => hasSign(signs, each))

/** True where one of the words is there. */
export const hasOne = (signs: Signs, wanted: readonly Sign[]): boolean =>
  wanted.some((each) => hasSign(signs, each))

function hasSign(signs: Signs, { in: place, has }: Sign): boolean {
  return signs[place].toLowerCase().includes(has.toLowerCase())
}

/**
 * The one rule that fits best: that with the most signs; among equals of one maker the first.
 * Equals of two makers say nothing.
 */
export function bestRule<Rule extends DeviceRule>(
  rules: readonly Rule[],
  signs: Signs,
): Rule | 'no-rule' | 'two-rules' {
  const fitting = rules.filter((rule) => hasAll(signs, rule.signs))
  const most = Math.max(...fitting.map((rule) => rule.signs.length))
  const [best, ...others] = fitting.filter((rule) => rule.signs.length === most)
  if (best === undefined) return 'no-rule'
  return others.every(({ vendor }) => vendor === best.vendor) ? best : 'two-rules'
}

/** Answers by which a device says that it counts, or has had enough. */
const lockedStatuses: ReadonlySet<number> = new Set([403, 423, 429])
// The last but one is Vietnamese, escaped: for one letter outside ASCII the engine keeps two bytes of every letter of
// the bundled script, 2 MB while an agent starts.
const lockedWords =
  /lockStatus|retryLoginTime|remain(ing)?\s*(login\s*)?(attempts|times|tries)|attempts?\s+(left|remaining)|too many|locked|b\u1ecb kh\u00f3a|illegal login/i

/** True where the device refuses to be asked at all. */
export const isShut = ({ status }: HttpAnswer): boolean => lockedStatuses.has(status)

/** True where an answer to an attempt says that the device counts them. */
export const isLockSign = (answer: HttpAnswer): boolean => isShut(answer) || isLockText(answer.body)

/** True where a device says in words that it counts attempts, or takes no more. */
export const isLockText = (text: string): boolean => lockedWords.test(text)
