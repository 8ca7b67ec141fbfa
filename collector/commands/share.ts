import { join } from 'node:path'
import { shareText } from '#domain/sharing.ts'
import { recordAudit } from '#store/audit.ts'
import { openStoreBeside } from '#store/open.ts'
import { readShare } from '#store/sharing/read-share.ts'
import { openAuthority } from '../pki/authority.ts'
import { openDocumentSigner } from '../pki/document-signer.ts'
import { writeOutput } from './output-file.ts'
import { authorityFolder, storeOptions, type Tools } from './tools.ts'

export type ShareWanted = {
  readonly period: string
  /** A folder, or a file that ends in `.json`; signature and certificates stand beside it. */
  readonly out: string
}

/**
 * Writes the state of protection of a period with a detached signature, for a body above the province.
 * Works beside a collector that is running.
 * @throws Refusal SETTING_INVALID, SHARING_NO_SNAPSHOT, SNAPSHOT_DAMAGED, FILE_NOT_WRITABLE
 */
export async function share(tools: Tools, { period, out }: ShareWanted): Promise<void> {
  const { config, now, print, words } = tools
  const file = out.endsWith('.json') ? out : join(out, `malware-protection-${period}.json`)
  const folder = authorityFolder(config)
  const nowMs = now()
  await openAuthority({ folder, address: config.address, browserCertificate: null, nowMs })
  const signer = await openDocumentSigner(folder, nowMs)
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const wanted = { provinceId: config.province, period, planId: undefined, nowMs }
    const document = shareText(await readShare(store.reader, wanted))
    await writeOutput(file, document)
    await writeOutput(`${file}.sig`, signer.sign(document))
    await writeOutput(`${file}.pem`, signer.certificates)
    await recordAudit(store.db, {
      actor: 'command',
      address: null,
      atMs: nowMs,
      action: 'share',
      subject: period,
    })
  } finally {
    await store.close()
  }
  print(words.t('share.made', { file }))
}
