import { readFile } from 'node:fs/promises'
import { Refusal } from '#protocol/refusals.ts'
import { importCatalogue } from '#store/catalogues.ts'
import { openStoreBeside } from '#store/open.ts'
import { storeOptions, type Tools } from './tools.ts'

/**
 * Imports a signed catalogue from a file. Works beside a collector that is running, which takes it up within a minute.
 * @throws Refusal FILE_NOT_READABLE, CATALOGUE_INVALID, CATALOGUE_NOT_TRUSTED, CATALOGUE_OLDER
 */
export async function importCatalogueFile(tools: Tools, file: string): Promise<void> {
  const { config, now, print, words } = tools
  const text = await read(file)
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const by = { actor: 'command', address: null, nowMs: now(), author: 'khien-collector' }
    const kind = await importCatalogue(store.db, text, { ...by, keys: config.catalogueKeys })
    print(words.t('collector.catalogue.imported', { kind, file }))
  } finally {
    await store.close()
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
}
