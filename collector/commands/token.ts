import { encodeJoin } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'
import {
  createAgency,
  ensureSampleAgency,
  findAgency,
  listAgencies,
  sampleAgencyName,
} from '#store/agencies.ts'
import { foldForSearch } from '#store/fold.ts'
import { openStoreBeside } from '#store/open.ts'
import type { Db } from '#store/schema.ts'
import { createToken } from '#store/tokens.ts'
import { openAuthority } from '../pki/authority.ts'
import { authorityFolder, storeOptions, type Tools } from './tools.ts'

const hourMs = 3_600_000

export type TokenWanted = {
  readonly agency: string
  readonly usesMax: number
  readonly hours: number
  /** Where it holds; empty: everywhere. */
  readonly networks: readonly string[]
  readonly waitsBeyondDeclared: boolean
  /** Makes the agency when there is none of this name. */
  readonly create: boolean
}

/**
 * Makes an enrolment token and prints its join string, the only time that it is shown.
 * Works beside a collector that is running.
 * @throws Refusal AGENCY_NOT_FOUND
 */
export async function token(tools: Tools, wanted: TokenWanted): Promise<void> {
  const { config, now, newId, randomBytes, print, words } = tools
  const { pins } = await openAuthority({
    folder: authorityFolder(config),
    address: config.address,
    browserCertificate: null,
    nowMs: now(),
  })
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const by = { actor: 'command', address: null, nowMs: now(), newId, randomBytes }
    const agencyId = await agencyNamed(store.db, wanted, by)
    const expiresMs = by.nowMs + wanted.hours * hourMs
    const { usesMax, networks, waitsBeyondDeclared } = wanted
    const limits = { usesMax, expiresMs, networks, waitsBeyondDeclared }
    const { secret } = await createToken(store.db, { agencyId, ...limits }, by)
    print(encodeJoin({ address: config.address, token: secret, pins: [...pins] }))
    const said = { agency: wanted.agency, uses: usesMax, until: words.time(expiresMs) }
    print(words.t('collector.token.made', said))
  } finally {
    await store.close()
  }
}

async function agencyNamed(
  db: Db,
  { agency: name, create }: TokenWanted,
  by: Parameters<typeof createAgency>[2],
): Promise<string> {
  const found = await findAgency(db, name)
  if (found) return found.id
  if (!create) {
    const names = (await listAgencies(db)).map((agency) => agency.name)
    throw new Refusal('AGENCY_NOT_FOUND', { id: `“${name}” (${names.slice(0, 20).join(', ')})` })
  }
  // `npm start` asks for the sample agency by its name; by any other name an agency is a real one.
  const isSample = foldForSearch(name) === foldForSearch(sampleAgencyName)
  if (isSample) return (await ensureSampleAgency(db, by)).id
  const created = await createAgency(db, { name, kind: 'agency', isSample: false }, by)
  return created.id
}
