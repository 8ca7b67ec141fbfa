import type { ChallengedRule, DeviceRule, StreamRule, FormRule } from '../rules/devices.ts'
import type { Target } from './connect.ts'
import { answerTo, readChallenges, type Challenge } from './digest.ts'
import { ask, type HttpAnswer } from './http.ts'
import { describeStream, streamOf } from './rtsp.ts'
import { hasOne, isLockSign, isShut, signsOfAnswer } from './signs.ts'

/** An attempt that stands ready: nothing of the pair has left this process before `go`. */
export type Prepared =
  | { readonly go: () => Promise<Outcome> }
  | { readonly trouble: 'locked' | 'answers-everything' | 'not-understood' }

/** What came of the one attempt. */
export type Outcome = {
  readonly signedIn: 'yes' | 'no' | 'not-understood'
  /** The device says that it counts attempts, or takes no more. */
  readonly isLocking: boolean
  /** By which rule the device is known after its answer, where that says more than the one by which it was asked. */
  readonly rule?: DeviceRule
}

type Parts = { readonly target: Target; readonly random: () => string }

/** Asks for the page without a password; only a page that is refused so far can show that the pair opens it. */
export async function prepareChallenged(rule: ChallengedRule, parts: Parts): Promise<Prepared> {
  const { target, random } = parts
  const bare = await ask(target, { method: 'GET', path: rule.path })
  const ready = readyFor(bare, rule.way === 'http-basic')
  if ('trouble' in ready) return ready
  const credentials = { ...rule, method: 'GET', uri: rule.path, cnonce: random() }
  const authorization = answerTo(ready.challenge, credentials)
  if (authorization === null) return { trouble: 'not-understood' }
  const headers = { authorization }
  return {
    go: async () => outcomeOf(await ask(target, { method: 'GET', path: rule.path, headers })),
  }
}

/** The same for the stream of a camera. */
export async function prepareStream(
  rule: StreamRule,
  { bare, target, random }: Parts & { bare: HttpAnswer },
): Promise<Prepared> {
  const ready = readyFor(bare, false)
  if ('trouble' in ready) return ready
  const credentials = { ...rule, method: 'DESCRIBE', uri: streamOf(target), cnonce: random() }
  const authorization = answerTo(ready.challenge, credentials)
  if (authorization === null) return { trouble: 'not-understood' }
  return { go: async () => outcomeOf(await describeStream(target, authorization)) }
}

/** A form is sent once; only what its maker's page says then tells that somebody is in. */
export function prepareForm(rule: FormRule, { target }: Parts): Prepared {
  const question = {
    method: 'POST',
    path: rule.path,
    headers: { 'content-type': rule.type },
    body: filled(rule),
  } as const
  return {
    go: async () => {
      const answer = await ask(target, question)
      const signs = signsOfAnswer(answer)
      const says = { ...signs, body: `${answer.cookies}\n${signs.body}` }
      const isLocking = isLockSign(answer)
      if (isShut(answer)) return { signedIn: 'not-understood', isLocking }
      if (hasOne(says, rule.refused)) return { signedIn: 'no', isLocking }
      const signedIn = hasOne(says, rule.accepted) ? 'yes' : 'not-understood'
      return { signedIn, isLocking }
    },
  }
}

function readyFor(
  bare: HttpAnswer,
  takesBasic: boolean,
): { challenge: Challenge } | { trouble: 'locked' | 'answers-everything' | 'not-understood' } {
  if (isShut(bare)) return { trouble: 'locked' }
  if (bare.status >= 200 && bare.status < 300) return { trouble: 'answers-everything' }
  if (bare.status !== 401) return { trouble: 'not-understood' }
  const challenges = readChallenges(bare.challenge)
  const challenge =
    challenges.find(({ scheme }) => scheme === 'digest') ??
    challenges.find(({ scheme }) => takesBasic && scheme === 'basic')
  return challenge ? { challenge } : { trouble: 'not-understood' }
}

function outcomeOf(answer: HttpAnswer): Outcome {
  const { status } = answer
  if (status >= 200 && status < 300) return { signedIn: 'yes', isLocking: false }
  return { signedIn: status === 401 ? 'no' : 'not-understood', isLocking: isLockSign(answer) }
}

function filled({ fields, type, account, password }: FormRule): string {
  const encoded =
    type === 'application/json'
      ? (text: string) => JSON.stringify(text).slice(1, -1)
      : (text: string) => encodeURIComponent(text)
  return fields.replaceAll(/\{(account|password)\}/g, (_, name) =>
    encoded(name === 'account' ? account : password),
  )
}
