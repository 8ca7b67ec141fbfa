import type { LoginRule } from '../rules/devices.ts'
import type { Outcome, Prepared } from './attempt.ts'
import { isLockText } from './signs.ts'
import { openLogin, type Heard } from './ssh.ts'
import type { Socket } from 'node:net'

/**
 * One password for the account of the rule, where the server takes passwords. Of a rule without a password the question
 * what the server takes would be the attempt itself: it lets in who has none.
 */
export async function prepareLogin(rule: LoginRule, socket: Socket): Promise<Prepared> {
  const login = await openLogin(socket, rule.account)
  if ('kind' in login) return { trouble: isLockText(login.words) ? 'locked' : 'not-understood' }
  if (rule.password !== '') {
    const heard = await login.askWhatItTakes()
    const trouble = troubleOf(heard)
    if (trouble !== null) {
      login.close()
      return { trouble }
    }
  }
  return {
    go: async () => {
      const heard = await login.give(rule.password)
      login.close()
      return outcomeOf(heard)
    },
  }
}

/** Null: it takes a password and has been given none. */
function troubleOf(heard: Heard): 'locked' | 'answers-everything' | 'not-understood' | null {
  if (heard.kind === 'in') return 'answers-everything'
  if (heard.kind === 'over') return isLockText(heard.words) ? 'locked' : 'not-understood'
  return heard.takes.includes('password') ? null : 'not-understood'
}

function outcomeOf(heard: Heard): Outcome {
  if (heard.kind === 'in') return { signedIn: 'yes', isLocking: false }
  if (heard.kind === 'over')
    return { signedIn: 'not-understood', isLocking: isLockText(heard.words) }
  // A second proof is asked of who gave the right first one.
  if (heard.isPartly) return { signedIn: 'yes', isLocking: false }
  return { signedIn: heard.takes.includes('password') ? 'no' : 'not-understood', isLocking: false }
}
