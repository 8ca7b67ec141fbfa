import type { LoginRule } from '../rules/devices.ts'
import type { Outcome, Prepared } from './attempt.ts'
import { isLockText } from './signs.ts'
import { openLogin, passwordWays, type Heard, type PasswordWay } from './ssh.ts'
import type { Socket } from 'node:net'

/**
 * One password for the account of the rule, where the server takes passwords. Of a rule without a password the question
 * what the server takes would be the attempt itself: it lets in who has none.
 */
export async function prepareLogin(rule: LoginRule, socket: Socket): Promise<Prepared> {
  const login = await openLogin(socket, rule.account)
  if ('kind' in login) return { trouble: isLockText(login.words) ? 'locked' : 'not-understood' }
  const way = rule.password === '' ? { way: passwordWays[0] } : wayOf(await login.askWhatItTakes())
  if ('trouble' in way) {
    login.close()
    return way
  }
  return {
    go: async () => {
      const heard = await login.give(rule.password, way.way)
      login.close()
      return outcomeOf(heard, way.way)
    },
  }
}

/** How it takes a password, of which it has been given none. */
function wayOf(
  heard: Heard,
): { way: PasswordWay } | { trouble: 'locked' | 'answers-everything' | 'not-understood' } {
  if (heard.kind === 'in') return { trouble: 'answers-everything' }
  if (heard.kind === 'over')
    return { trouble: isLockText(heard.words) ? 'locked' : 'not-understood' }
  const way = passwordWays.find((each) => heard.takes.includes(each))
  return way === undefined ? { trouble: 'not-understood' } : { way }
}

function outcomeOf(heard: Heard, way: PasswordWay): Outcome {
  if (heard.kind === 'in') return { signedIn: 'yes', isLocking: false }
  if (heard.kind === 'over')
    return { signedIn: 'not-understood', isLocking: isLockText(heard.words) }
  // A second proof is asked of who gave the right first one.
  if (heard.isPartly) return { signedIn: 'yes', isLocking: false }
  return { signedIn: heard.takes.includes(way) ? 'no' : 'not-understood', isLocking: false }
}
