import { resolve } from 'node:path'
import { sizeText } from '#i18n/size-text.ts'
import { recordAudit } from '#store/audit.ts'
import { openStoreBeside } from '#store/open.ts'
import { addPackage, type AddedPackage } from '../packages/add.ts'
import { createShelf } from '../packages/shelf.ts'
import { packagesFolder, storeOptions, type Tools } from './tools.ts'

/**
 * Copies packages of the agent to where the console hands them out, one after the other. Works beside a collector that
 * is running.
 * @throws Refusal those of addPackage(), at the first file that is refused; what was copied before stays
 */
export async function addPackages(tools: Tools, files: readonly string[]): Promise<void> {
  const { config, now } = tools
  const store = await openStoreBeside(storeOptions(tools))
  try {
    for (const file of files) {
      const added = await addPackage(packagesFolder(config), resolve(file))
      const { name, bytes, sha256 } = added
      const entry = { actor: 'command', address: null, atMs: now(), action: 'add-package' }
      await recordAudit(store.db, { ...entry, subject: name, after: { bytes, sha256 } })
      say(tools, added)
    }
  } finally {
    await store.close()
  }
}

function say({ print, words }: Tools, { name, bytes, sha256, isSumChecked }: AddedPackage): void {
  print(words.t('collector.packages.added', { name, size: sizeText(words, bytes), sha256 }))
  print(`  ${words.t(`collector.packages.${isSumChecked ? 'checked' : 'unchecked'}`)}`)
}

/** Prints the packages in the form that `sha256sum --check` reads. */
export async function listPackages({ config, print, words }: Tools): Promise<void> {
  const folder = packagesFolder(config)
  const packages = await createShelf(folder).list()
  for (const { name, sha256 } of packages) print(`${sha256}  ${name}`)
  if (packages.length === 0) print(words.t('collector.packages.none', { folder }))
}
