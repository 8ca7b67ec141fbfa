import { createAgency, findAgency } from '#store/agencies.ts'
import type { Actor } from '#store/audit.ts'
import type { Db } from '#store/schema.ts'
import { agenciesOf, type SampleAgency, type SampleHost } from './province.ts'

export type SampleActor = Actor & { readonly newId: () => string }

export type EnsuredAgency = {
  readonly agency: SampleAgency
  readonly id: string
  /** It was made just now. */
  readonly isNew: boolean
}

/** The agencies of a made-up province, made where they are missing; all are marked as sample data. */
export async function ensureSampleAgencies(
  db: Db,
  hosts: readonly SampleHost[],
  by: SampleActor,
): Promise<readonly EnsuredAgency[]> {
  const ensured: EnsuredAgency[] = []
  for (const agency of agenciesOf(hosts)) {
    const known = await findAgency(db, agency.name)
    const { name, kind, level } = agency
    const wanted = { name, kind, level, isSample: true }
    const { id } = known ?? (await createAgency(db, wanted, by))
    ensured.push({ agency, id, isNew: !known })
  }
  return ensured
}
