import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { hostId } from '#protocol/values.ts'
import {
  createApiToken,
  findApiToken,
  listApiTokens,
  revokeApiToken,
  touchApiToken,
} from '#store/access/api-tokens.ts'
import { createAgency } from '#store/agencies.ts'
import { hostIdsWithin } from '#store/host-scope.ts'
import { createImport, importsOfFile, listImports } from '#store/imports/imports.ts'
import { listReports } from '#store/reports/archive.ts'
import { createToken, listTokens } from '#store/tokens.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const nowMs = Date.parse('2026-11-22T00:00:00Z')
const by = { actor: 'command', address: null, nowMs, newId: randomUUID, randomBytes }
const nobody = { agencyIds: [] }

onEachDatabase((fresh) => {
  test('a token of the API is found by its secret until it ends or is revoked', async () => {
    const { db } = await (await fresh()).open()
    const wanted = { name: 'kho', role: 'leader', agencyId: null, expiresMs: nowMs + 10 } as const
    const { token, secret } = await createApiToken(db, wanted, by)
    const held = await findApiToken(db, secret, nowMs)
    expect(held).toEqual({
      user: { id: token.id, name: 'kho', role: 'leader', agency: null },
      lastUsedMs: null,
    })
    if (held) await touchApiToken(db, held, nowMs)
    expect(await listApiTokens(db, nowMs)).toEqual([{ ...token, lastUsedMs: nowMs }])
    expect(await findApiToken(db, secret, nowMs + 10)).toBeNull()
    const revoked = await revokeApiToken(db, token.id, by)
    expect(revoked).toMatchObject({ state: 'revoked', revokedMs: nowMs, revokedBy: 'command' })
    expect(await revokeApiToken(db, token.id, { ...by, nowMs: nowMs + 1 })).toEqual(revoked)
    expect(await findApiToken(db, secret, nowMs)).toBeNull()
  })

  test('what is listed for a scope is of its agencies alone; of an empty scope there is nothing', async () => {
    const { db } = await (await fresh()).open()
    const [one, two] = await Promise.all(
      ['Sở Y tế', 'Sở Tài chính'].map((name) =>
        createAgency(db, { name, kind: 'sở', isSample: false }, by),
      ),
    )
    if (!one || !two) throw new Error('no agencies')
    const own = { agencyIds: [one.id] }
    const file = { content: Buffer.from('x'), digest: 'd'.repeat(64) }
    for (const { id } of [one, two]) {
      await createToken(db, { agencyId: id, usesMax: 1, expiresMs: nowMs + 1 }, by)
      await createImport(db, { ...file, fileName: `${id}.csv`, ownerAgencyId: id }, by)
    }
    await createImport(db, { ...file, fileName: 'tỉnh.csv', ownerAgencyId: null }, by)
    const page = { page: 1, pageSize: 10 }
    const counts = async (scope: 'all' | { agencyIds: string[] }) => [
      (await listTokens(db, scope)).length,
      (await listImports(db, { scope, ...page })).total,
      (await listImports(db, { scope, status: 'draft', ...page })).imports.length,
    ]
    expect(await counts('all')).toEqual([2, 3, 3])
    expect(await counts(own)).toEqual([1, 1, 1])
    expect(await counts(nobody)).toEqual([0, 0, 0])
    expect((await listTokens(db, own)).map(({ agencyId }) => agencyId)).toEqual([one.id])
    await db.updateTable('import').set({ status: 'done' }).execute()
    const other = { id: 'another', digest: file.digest }
    expect((await importsOfFile(db, other, own)).map(({ fileName }) => fileName)).toEqual([
      `${one.id}.csv`,
    ])
    expect(await listReports(db, { agencyIds: [one.id], page: 1, pageSize: 50 })).toEqual({
      total: 0,
      reports: [],
    })
    const unknown = hostId.parse('a'.repeat(26))
    expect(await hostIdsWithin(db, nobody, [unknown])).toEqual(new Set())
    expect(await hostIdsWithin(db, own, [unknown])).toEqual(new Set())
  })
})
