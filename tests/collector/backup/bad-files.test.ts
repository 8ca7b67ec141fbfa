import fc from 'fast-check'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openBackup, unpackBackup } from '#collector/backup/read-file.ts'
import { migrationNames } from '#store/migrate.ts'
import { temporaryFolder } from '#tests/support/processes.ts'
import { aPlace, refusalOf } from './made-backup.ts'

const passphrase = 'một câu dài hơn'

/** A backup with its bytes, and a way to offer others in its place. */
async function aBackup(sealed: boolean) {
  const place = await aPlace()
  const { file } = await place.take({ passphrase: sealed ? passphrase : null })
  const bytes = readFileSync(file)
  const offer = async (changed: Buffer) => {
    writeFileSync(place.path('offered'), changed)
    return refusalOf(place.restore(place.path('offered'), { passphrase }))
  }
  return { place, bytes, offer }
}

test.each([
  ['open', false],
  ['sealed', true],
])(
  'an %s backup of which any byte was changed brings nothing back',
  async (_, sealed) => {
    const { place, bytes, offer } = await aBackup(sealed)
    const changes = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }))
    await fc.assert(
      fc.asyncProperty(changes, async ([index, difference]) => {
        const changed = Buffer.from(bytes)
        changed[index] = (changed[index] ?? 0) ^ difference
        expect(await offer(changed)).not.toBeNull()
      }),
      { numRuns: 60 },
    )
    expect(existsSync(place.path('restored/khien.sqlite'))).toBe(false)
  },
  60_000,
)

test('a backup that was cut anywhere brings nothing back', async () => {
  const { bytes, offer } = await aBackup(true)
  const lengths = fc.nat(bytes.length - 1)
  await fc.assert(
    fc.asyncProperty(lengths, async (length) => {
      const refusal = await offer(bytes.subarray(0, length))
      expect(['BACKUP_DAMAGED', 'BACKUP_NOT_ONE']).toContain(refusal?.code)
    }),
    { numRuns: 60 },
  )
  expect((await offer(Buffer.concat([bytes, Buffer.from('x')])))?.code).toBe('BACKUP_DAMAGED')
  expect((await offer(Buffer.from('hello')))?.code).toBe('BACKUP_NOT_ONE')
}, 60_000)

test('a sealed backup whose content was exchanged and hashed anew does not open', async () => {
  const { bytes, offer } = await aBackup(true)
  const changed = Buffer.from(bytes.subarray(0, -32))
  const middle = Math.floor(changed.length / 2)
  changed[middle] = (changed[middle] ?? 0) ^ 1
  const rehashed = Buffer.concat([changed, createHash('sha256').update(changed).digest()])
  expect((await offer(rehashed))?.code).toBe('BACKUP_DAMAGED')
})

test('a backup of a newer version is refused before anything is unpacked', async () => {
  const { place, bytes } = await aBackup(false)
  writeFileSync(place.path('newer'), bytes)
  const older = migrationNames.slice(0, -1)
  expect(await refusalOf(openBackup(place.path('newer'), older))).toEqual({
    code: 'BACKUP_NEWER',
    params: { file: place.path('newer'), version: '0.1.0' },
  })
})

test('a manifest that names a file elsewhere writes nothing there', async () => {
  const { place, bytes } = await aBackup(false)
  const [magic = '', lead = ''] = bytes.toString('latin1').split('\n')
  const { gzipSync, gunzipSync } = await import('node:zlib')
  const begin = magic.length + lead.length + 2
  const content = gunzipSync(bytes.subarray(begin, -32)).toString('latin1')
  const renamed = content.replace('authority/current.pem', '../../../current.pem0'.slice(0, 21))
  const body = Buffer.concat([bytes.subarray(0, begin), gzipSync(Buffer.from(renamed, 'latin1'))])
  const file = place.path('evil')
  writeFileSync(file, Buffer.concat([body, createHash('sha256').update(body).digest()]))
  const folder = await temporaryFolder()
  const backup = await openBackup(file, migrationNames)
  const refusal = await refusalOf(unpackBackup(backup, { folder: folder.path, passphrase: null }))
  expect(refusal?.code).toBe('BACKUP_DAMAGED')
  await folder.remove()
})
