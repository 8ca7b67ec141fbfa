import { existsSync } from 'node:fs'
import { productVerification, type Verification } from '#domain/verification.ts'
import { openStoreBeside } from '#store/open.ts'
import { verificationAsOf } from '#store/verification.ts'
import { storeOptions, type Tools } from '../tools.ts'

/** Which readers were checked: as the product ships, and by hand where a collector has its database here. */
export async function verificationHere(tools: Tools): Promise<Verification> {
  const options = storeOptions(tools)
  // Judging files needs no database, and makes none.
  if (options.url === null && !existsSync(options.file)) return productVerification
  const store = await openStoreBeside(options)
  try {
    return await verificationAsOf(store.reader, { asOf: null })
  } finally {
    await store.close()
  }
}
