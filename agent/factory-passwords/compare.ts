import type { Readable, Writable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import { unknown } from '#protocol/values.ts'
import { openLocalAccountRules, type LocalAccountRule } from '../rules/local-accounts.ts'
import { comparison, type Compared, type Comparison } from './answers.ts'
import { cryptByPerl, openLibrary, type Crypt } from './crypt.ts'

/**
 * The whole life of the comparing child: reads what to compare, opens the rules, answers, ends. Nothing but verdicts is
 * ever written, whatever happens; a bug says no more than that it was one.
 */
export async function compareByStreams(input: Readable, output: Writable): Promise<boolean> {
  try {
    const { accounts } = comparison.parse(JSON.parse(await textOf(input)))
    const ways = [await openLibrary(), cryptByPerl].filter((way) => way !== null)
    output.write(JSON.stringify(await compare(accounts, openLocalAccountRules(), ways)))
    return true
  } catch {
    // The message of a failed parse would quote what it read.
    return false
  }
}

/** Compares each account with the pairs of its own name, by the first way that works. */
export async function compare(
  accounts: Comparison['accounts'],
  rules: readonly LocalAccountRule[],
  ways: readonly Crypt[],
): Promise<Compared[]> {
  const answers: Compared[] = []
  for (const { account, hash } of accounts) {
    const own = rules.filter((rule) => rule.accounts.includes(account))
    answers.push({ account, rule: await matching(own, hash, ways) })
  }
  return answers
}

async function matching(
  rules: readonly LocalAccountRule[],
  hash: string,
  ways: readonly Crypt[],
): Promise<Compared['rule']> {
  const trials = rules.map(({ password }) => ({ phrase: password, hash }))
  let why = unknown('tool-missing', 'crypt')
  for (const way of ways) {
    const outcomes = await way(trials)
    if (outcomes === null) continue
    const found = outcomes.indexOf('same')
    if (found >= 0) return rules[found]?.id ?? null
    if (!outcomes.includes('refused')) return null
    why = unknown('not-supported', 'crypt')
  }
  return why
}
