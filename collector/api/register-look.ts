import { countAgency, type CountedAgency } from '#domain/agency-machines.ts'
import { dayOf } from '#domain/register.ts'
import type { Store } from '#collector/deps.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Scope } from '#store/population.ts'
import { countsForOn } from '#store/register/counts-for.ts'
import type { RecordedDecision } from '#store/register/decisions.ts'
import { readRegisters, type AgencyRegister } from '#store/register/population.ts'

/** From where a reader looks at the machines of agencies. */
export type RegisterLook = {
  readonly scope: Scope
  readonly agencyId: string | undefined
  /** Null: now. */
  readonly asOfMs: EpochMs | null
  /** The moment that is shown, now or the past one. */
  readonly shownMs: EpochMs
  readonly knownAt?: EpochMs | undefined
}

export type CountedRegister = AgencyRegister & CountedAgency

/** The registers of the agencies that are looked at, matched with their hosts and counted. */
export async function countedRegisters(
  store: Pick<Store, 'reader'>,
  look: RegisterLook,
): Promise<{ agencies: CountedRegister[]; decisions: readonly RecordedDecision[] }> {
  const day = { asOfDay: dayOf(look.shownMs), knownAtMs: look.knownAt ?? null }
  const { agencies, decisions } = await readRegisters(store, {
    ...day,
    scope: look.scope,
    agencyId: look.agencyId ?? null,
    atMs: look.asOfMs,
    countsFor: await countsForOn(store.reader, day),
  })
  return {
    agencies: agencies.map((agency) => ({ ...agency, ...countAgency(agency, decisions) })),
    decisions,
  }
}
