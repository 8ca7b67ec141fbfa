import type { FactoryPasswords } from '#protocol/facts/factory-passwords.ts'
import { unknown } from '#protocol/values.ts'
import type { Run } from '../door/run-program.ts'
import { sealedLocalAccounts } from '../rules/local-accounts.ts'
import type { Answer, System } from '../system.ts'
import { compared, comparingCommand, type Compared } from './answers.ts'
import { costOf } from './cost.ts'
import { openKeptVerdicts } from './kept-verdicts.ts'
import { selfCommand } from './self.ts'
import { readSubjects, type Subject } from './subjects.ts'

/** One computation may take so long and hold so much; a dearer hash is not compared. */
const comparisonMsMax = 600
const comparisonBytesMax = 128 * 2 ** 20
/** Of all computations of one look; what is left over is compared at the next. */
const lookMsMax = 8_000
/** Rules name one account so often at most; a test holds it against the rules. */
export const pairsPerAccountMax = 12
const childTimeoutMs = 25_000

type Parts = {
  readonly readFile: System['readFile']
  readonly run: Run
  /** Where verdicts are kept; null: nowhere. */
  readonly verdictsFile: string | null
}

/**
 * Compares the passwords of accounts of makers and of the system with those that they were delivered with. The hashes
 * go to a short-lived child of the lowest priority through its input, and verdicts alone come back. Nobody signs in
 * anywhere, no counter of failed attempts moves.
 */
export async function compareFactoryPasswords(parts: Parts): Promise<Answer<FactoryPasswords>> {
  const { version, accounts } = sealedLocalAccounts
  const subjects = await readSubjects(parts, new Set(accounts))
  if (!subjects.ok) return subjects
  const kept = openKeptVerdicts(parts.verdictsFile, version)
  const known = subjects.value.map((subject) => ({ subject, rule: kept.find(subject) }))
  const fresh = affordable(
    known.flatMap(({ subject, rule }) => (rule === undefined ? subject : [])),
  )
  const answers = new Map<string, Compared['rule']>([
    ...fresh.tooDear,
    ...(await askChild(parts.run, fresh.chosen)),
  ])
  const found = known.map(({ subject, rule }) => ({
    subject,
    rule: rule === undefined ? (answers.get(subject.account) ?? null) : rule,
  }))
  kept.keep(found.flatMap(({ subject, rule }) => (isVerdict(rule) ? { subject, rule } : [])))
  const told = found.map(({ subject: { account }, rule }) => ({ account, rule }))
  return { ok: true, value: { rules: version, accounts: told } }
}

function isVerdict(rule: Compared['rule']): rule is string | null {
  return rule === null || typeof rule === 'string'
}

/** Those whose cost fits, in their order, and of the others why they are left out. */
function affordable(subjects: readonly Subject[]): {
  chosen: readonly Subject[]
  tooDear: readonly [string, Compared['rule']][]
} {
  const chosen: Subject[] = []
  const tooDear: [string, Compared['rule']][] = []
  let spentMs = 0
  for (const subject of subjects) {
    const cost = costOf(subject.hash)
    if (cost === null) {
      tooDear.push([subject.account, unknown('not-understood', 'hash scheme')])
      continue
    }
    const { cpuMs, memoryBytes } = cost
    const isDear = cpuMs > comparisonMsMax || memoryBytes > comparisonBytesMax
    const totalMs = spentMs + cpuMs * pairsPerAccountMax
    if (isDear || totalMs > lookMsMax) {
      const detail = isDear ? `one hash takes ${Math.round(cpuMs)} ms` : 'left for the next look'
      tooDear.push([subject.account, unknown('too-costly', detail)])
      continue
    }
    spentMs = totalMs
    chosen.push(subject)
  }
  return { chosen, tooDear }
}

async function askChild(
  run: Run,
  subjects: readonly Subject[],
): Promise<readonly [string, Compared['rule']][]> {
  if (subjects.length === 0) return []
  const { program, args } = selfCommand()
  const ran = await run(program, [...args, comparingCommand], {
    timeoutMs: childTimeoutMs,
    input: JSON.stringify({ accounts: subjects }),
  })
  const answers = ran.ok ? parsed(ran.value.stdout) : null
  const why = ran.ok ? unknown('tool-failed', 'comparing child') : unknown(ran.because, 'child')
  return subjects.map(({ account }) => {
    const answer = answers?.find((each) => each.account === account)
    return [account, answer ? answer.rule : why]
  })
}

function parsed(stdout: string): readonly Compared[] | null {
  try {
    return compared.parse(JSON.parse(stdout))
  } catch {
    // A child that came to no end has said nothing, or half a sentence.
    return null
  }
}
