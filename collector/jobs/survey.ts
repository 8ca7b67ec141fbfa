import { setImmediate } from 'node:timers/promises'
import type { JudgeContext } from '#domain/context.ts'
import { foldForSearch } from '#domain/fold.ts'
import { readersInUse, type ReaderInUse } from '#domain/verification.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import type { HostId } from '#protocol/values.ts'
import { hostFacts, loadFactsOf } from '#store/facts.ts'
import {
  hostIdsAfter,
  raiseWindowsRevisions,
  writeSurvey,
  type SurveyedHost,
} from '#store/survey.ts'
import { recordRefusing, type AgentSays } from '#store/releases/progress.ts'
import { readRunningRelease, type HeldRelease } from '#store/releases/releases.ts'
import { writeReadersInUse } from '#store/verification.ts'
import type { Job, JobDeps } from './job.ts'

/** Few, because nothing else happens on the thread meanwhile. */
const hostsPerPage = 50
const surveyed = ['antivirus', 'os', 'agent'] as const satisfies readonly ProbeId[]
/** One host alone may have a revision that is not to be had: a preview, or a mistake. */
const hostsPerRevisionMin = 2

/** How many hosts show a revision, by build. */
type Revisions = Map<number, Map<number, number>>

/** With the release that is rolled out, if one is. */
type Deps = JobDeps & { readonly release: HeldRelease | null }

/** What only the fleet as a whole tells. */
type Seen = { readonly revisions: Revisions; readonly readers: Map<string, ReaderInUse> }

/**
 * Goes over what all hosts say now, and keeps what only the fleet as a whole knows: products that no catalogue
 * names, the newest revision of each Windows build, by which readers hosts answer, and what agents cost;
 * and who refused the release that is rolled out.
 */
export function survey(deps: JobDeps): Job {
  return { id: 'survey', schedule: '*/10 * * * *', run: () => lookOver(deps) }
}

async function lookOver(deps: JobDeps): Promise<void> {
  const { store, now, reloadContext } = deps
  const seen: Seen = { revisions: new Map(), readers: new Map() }
  const release = await readRunningRelease(store.reader)
  let afterId = ''
  for (;;) {
    const hostIds = await hostIdsAfter(store.reader, afterId, hostsPerPage)
    const last = hostIds.at(-1)
    if (last === undefined) break
    await lookAt({ ...deps, release }, hostIds, seen)
    afterId = last
    await setImmediate()
  }
  const readers = [...seen.readers.values()]
  await writeReadersInUse(store.db, store.engine, { readers, nowMs: now() })
  const raised = await raiseWindowsRevisions(store.db, store.engine, highest(seen.revisions, now()))
  if (raised > 0) await reloadContext()
}

async function lookAt(
  { store, now, context, release }: Deps,
  hostIds: readonly HostId[],
  seen: Seen,
): Promise<void> {
  const { reader, db, engine } = store
  const held = await loadFactsOf(reader, engine, hostIds)
  const agents: AgentSays[] = []
  const hosts = hostIds.map((hostId): SurveyedHost => {
    const facts = hostFacts(held.get(hostId) ?? {}, surveyed)
    const { antivirus, os, agent } = facts
    if (os?.reading.state === 'known') count(seen.revisions, os.reading.facts.build)
    if (agent?.reading.state === 'known') {
      agents.push({ hostId, observedAtMs: agent.observedAtMs, facts: agent.reading.facts })
    }
    for (const one of readersInUse(facts)) seen.readers.set(`${one.reader} ${one.platform}`, one)
    return {
      hostId,
      products:
        antivirus?.reading.state === 'known'
          ? unnamed(antivirus.reading.facts.products, context())
          : [],
      agent:
        agent?.reading.state === 'known'
          ? {
              version: agent.reading.facts.version,
              cpuMs: agent.reading.facts.lastDay?.cpuMs ?? null,
              memoryBytesMax: agent.reading.facts.lastDay?.memoryBytesMax ?? null,
            }
          : null,
    }
  })
  const nowMs = now()
  await db.transaction().execute((trx) => writeSurvey(trx, engine, { hosts, nowMs }))
  if (release) await recordRefusing(db, release, agents)
}

type Told = { readonly product: string; readonly name: string }

/** Aliased names are among them: what was said of a name may be taken back. */
function unnamed(products: readonly Told[], { antivirusProducts }: JudgeContext) {
  const known = new Set(antivirusProducts.map(({ id }) => id))
  const names = products
    .filter(({ product }) => !known.has(product))
    .map(({ name }) => [foldForSearch(name), name] as const)
    .filter(([folded]) => folded !== '')
  return [...new Map(names)].map(([folded, name]) => ({ name, folded }))
}

function count(seen: Revisions, build: { number: number; revision: number } | null): void {
  if (build === null) return
  const revisions = seen.get(build.number) ?? new Map<number, number>()
  revisions.set(build.revision, (revisions.get(build.revision) ?? 0) + 1)
  seen.set(build.number, revisions)
}

/** A higher revision holds what a lower one does, so that two hosts prove the lower of theirs. */
function highest(seen: Revisions, sinceMs: number) {
  return [...seen].flatMap(([build, revisions]) => {
    let hosts = 0
    for (const [revision, of] of [...revisions].toSorted(([left], [right]) => right - left)) {
      hosts += of
      if (hosts >= hostsPerRevisionMin) return [{ build, revision, sinceMs }]
    }
    return []
  })
}
