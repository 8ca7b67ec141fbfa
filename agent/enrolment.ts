import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { pin } from '#protocol/frames.ts'
import type { JoinTicket } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'
import { hostId, type HostId } from '#protocol/values.ts'
import { dataFiles, readStored, writeDurably, versionsFolder } from './data-folder.ts'
import type { Target } from './trust.ts'

const enrolment = z.object({
  address: z.string().min(1),
  pins: z.tuple([pin, pin]),
  /** As the collector calls this host. */
  hostId,
  enrolledAtMs: z.int(),
})
/** The collector that has welcomed this host. The token is not kept: it has done its work. */
export type Enrolment = z.infer<typeof enrolment>

/** Null: this machine is not enrolled. @throws Refusal FILE_NOT_READABLE */
export function findEnrolment(folder: string): Enrolment | null {
  const path = join(folder, dataFiles.enrolment)
  const stored = readStored(path, enrolment)
  if (stored === 'damaged')
    throw new Refusal('FILE_NOT_READABLE', { file: path, detail: 'damaged' })
  return stored
}

/** Keeps by which address and which pins this host was welcomed, unless just that is kept already. */
export function keepEnrolment(
  folder: string,
  before: Enrolment | null,
  welcomed: { readonly target: Target; readonly hostId: HostId; readonly nowMs: number },
): Enrolment {
  const { target, hostId, nowMs } = welcomed
  const [current, next] = target.pins
  const enrolledAtMs = before?.enrolledAtMs ?? nowMs
  const made: Enrolment = { address: target.address, pins: [current, next], hostId, enrolledAtMs }
  if (isDeepStrictEqual(made, before)) return made
  writeDurably(join(folder, dataFiles.enrolment), JSON.stringify(enrolment.parse(made)))
  return made
}

/** Removes the files of the agent and nothing else; the folder too, when nothing is left in it. */
export function removeData(folder: string): void {
  for (const name of Object.values(dataFiles)) {
    rmSync(join(folder, name), { force: true })
    rmSync(join(folder, `${name}.tmp`), { force: true })
  }
  rmSync(join(folder, versionsFolder), { recursive: true, force: true })
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder)
}

/**
 * Where to connect: what this machine is enrolled with. A join string that shares a pin with it is of the same
 * collector, and brings its address and both its pins; one of another authority is no reason to leave the
 * collector that this machine belongs to.
 */
export function chooseTarget(enrolled: Enrolment | null, joined: JoinTicket | null): Target {
  if (!enrolled) {
    if (!joined) throw new Refusal('AGENT_NOT_ENROLLED')
    return joined
  }
  return joined && isSameAuthority(enrolled, joined) ? joined : enrolled
}

/** Whether a join string of the same collector says another address or other pins than those that are kept. */
export function bringsNews(enrolled: Enrolment, { address, pins }: JoinTicket): boolean {
  const isKnown = enrolled.address === address && isDeepStrictEqual(enrolled.pins, pins)
  return !isKnown && isSameAuthority(enrolled, { pins })
}

function isSameAuthority(enrolled: Enrolment, joined: Pick<JoinTicket, 'pins'>): boolean {
  return joined.pins.some((one) => enrolled.pins.includes(one))
}
