import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { productContext } from '#domain/context.ts'
import type { Judgement } from '#domain/control.ts'
import { judge as judgeHost } from '#domain/judge.ts'
import type { Verification } from '#domain/verification.ts'
import { reasonText } from '#i18n/reason-text.ts'
import type { ControlId } from '#protocol/controls.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { factsOf, snapshotOf, type Snapshot } from './judge/snapshot.ts'
import { verificationHere } from './judge/verification.ts'
import type { Tools } from './tools.ts'

const filesMax = 10_000

type Judged = {
  readonly file: string
  readonly atMs: EpochMs
  readonly facts: Snapshot
  readonly verdicts: readonly ({ control: ControlId; isProvisional: boolean } & Judgement)[]
}

/**
 * Adds the verdicts to what agents saw. Takes what `khien-agent snapshot`, `replay` and `record` wrote, and folders of
 * such files (`*.json`). As JSON it prints one document a line, `{ file, atMs, facts, verdicts }` or
 * `{ file, refused: { code, params } }`; else a table for a person. A file that is refused stops no other; answers
 * what was refused.
 * Judged as of the newest look in a file, so that the same file always gets the same verdicts.
 */
export async function judge(
  tools: Tools,
  paths: readonly string[],
  options: { readonly isJson: boolean },
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = []
  const verification = await verificationHere(tools)
  for (const path of paths) {
    for await (const file of filesUnder(path)) {
      const judged = file instanceof Refusal ? file : await judgedOrRefused(file, verification)
      if (judged instanceof Refusal) refusals.push(judged)
      for (const line of linesOf(judged, tools, options.isJson)) tools.print(line)
    }
  }
  return refusals
}

/** The file itself, or the JSON files of a folder, sorted by name. */
async function* filesUnder(path: string): AsyncGenerator<string | Refusal> {
  try {
    const isFolder = (await stat(path)).isDirectory()
    if (!isFolder) return yield path
    const names = (await readdir(path)).filter((name) => name.endsWith('.json'))
    if (names.length === 0) throw new Error('*.json: 0')
    if (names.length > filesMax) throw new Error(`> ${filesMax} *.json`)
    for (const name of names.sort()) yield join(path, name)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    yield new Refusal('FILE_NOT_READABLE', { file: path, detail })
  }
}

async function judgedOrRefused(
  file: string,
  { isProvisional }: Verification,
): Promise<Judged | Refusal> {
  try {
    const entries = await snapshotOf(file)
    const atMs = Math.max(...entries.map(({ observedAtMs }) => observedAtMs))
    const facts = factsOf(entries, file)
    const verdicts = judgeHost(facts, productContext, atMs).map(({ control, judgement }) => ({
      control,
      isProvisional: isProvisional(control, facts),
      ...judgement,
    }))
    return { file, atMs, facts: entries, verdicts }
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function linesOf(judged: Judged | Refusal, tools: Tools, isJson: boolean): string[] {
  if (!(judged instanceof Refusal)) {
    return isJson ? [JSON.stringify(judged)] : table(judged, tools)
  }
  const { code, params } = judged
  return isJson ? [JSON.stringify({ file: params['file'], refused: { code, params } })] : []
}

/** One line per control: its state, its name, why. */
function table({ file, atMs, verdicts }: Judged, { words }: Tools): string[] {
  const { t, time } = words
  const rows = verdicts.map(({ control, isProvisional: isMarked, state, reason }) => ({
    state: t(`state.${state}`),
    name: t(`control.${control}.name`),
    why: `${reasonText(words, reason)}${isMarked ? ` (${t('provisional')})` : ''}`,
  }))
  const width = (values: readonly string[]) => Math.max(...values.map((value) => value.length)) + 2
  const stateWidth = width(rows.map(({ state }) => state))
  const nameWidth = width(rows.map(({ name }) => name))
  const lines = rows.map(
    ({ state, name, why }) => `  ${state.padEnd(stateWidth)}${name.padEnd(nameWidth)}${why}`,
  )
  return [`${file}  ${time(atMs)}`, ...lines, '']
}
