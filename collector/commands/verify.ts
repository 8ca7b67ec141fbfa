import { z } from 'zod'
import { faultParts } from '#i18n/audit-text.ts'
import { checkAudit } from '#store/audit/verify.ts'
import { openStoreBeside } from '#store/open.ts'
import type { Db } from '#store/schema.ts'
import { comparePaper } from '#store/snapshots/paper-head.ts'
import { checkChain } from '#store/snapshots/verify.ts'
import { storeOptions, type Tools } from './tools.ts'

/** As it stands on a signed report, "8214:5f0c…"; the first 16 digits of the hash are enough to type. */
export const headOnPaper = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,14}\s*:\s*[0-9a-fA-F]{16,64}$/)
  .transform((text) => {
    const [number = '', hash = ''] = text.split(':')
    return { number: Number(number), hash: hash.trim() }
  })
export type HeadOnPaper = z.output<typeof headOnPaper>

/** A signed report carries the heads of both chains; each is compared with its own. */
export type OnPaper = {
  readonly audit: readonly HeadOnPaper[]
  readonly snapshots: readonly HeadOnPaper[]
}

/**
 * Proves every snapshot and every entry of the audit again and prints what is not as it was; with the heads that
 * somebody has on paper, those too. True: all is as it was.
 */
export async function verify(tools: Tools, onPaper: OnPaper): Promise<boolean> {
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const snapshots = await verifySnapshots(store.reader, tools)
    const paper = await verifySnapshotPaper(store.reader, tools, onPaper.snapshots)
    const audit = await verifyAudit(store.reader, tools, onPaper.audit)
    return snapshots && paper && audit
  } finally {
    await store.close()
  }
}

async function verifySnapshots(db: Db, { print, words }: Tools): Promise<boolean> {
  const { checked, head, faults } = await checkChain(db)
  for (const { number, fault, detail } of faults) {
    print(words.t('verify.fault', { number, fault: words.t(`snapshot.fault.${fault}`), detail }))
  }
  if (head) print(words.t('verify.head', { number: head.number, hash: head.hash }))
  print(words.t(faults.length === 0 ? 'verify.good' : 'verify.bad', { checked }))
  return faults.length === 0
}

async function verifySnapshotPaper(
  db: Db,
  { print, words }: Tools,
  onPaper: readonly HeadOnPaper[],
): Promise<boolean> {
  let isAsPrinted = true
  for (const { number, hash } of onPaper) {
    const found = await comparePaper(db, { number, hash: hash.toLowerCase() })
    print(words.t(`verify.snapshot-head.${found}`, { number: String(number) }))
    if (found !== 'same') isAsPrinted = false
  }
  return isAsPrinted
}

async function verifyAudit(
  db: Db,
  { print, words }: Tools,
  onPaper: readonly HeadOnPaper[],
): Promise<boolean> {
  const { checked, head, faults, faultsFound } = await checkAudit(db, { onPaper })
  for (const one of faults) {
    print(words.t('verify.audit.fault', { ...faultParts(words, one), detail: one.detail }))
  }
  if (head) {
    const { number, hash, atMs } = head
    print(words.t('verify.audit.head', { head: `${number}:${hash}`, at: words.time(atMs) }))
  }
  for (const { number } of onPaper.filter(
    (paper) => !faults.some(({ id }) => id === paper.number),
  )) {
    print(words.t('verify.head.same', { number: String(number) }))
  }
  if (faultsFound === 0) print(words.t('verify.audit.good', { checked }))
  else print(words.t('verify.audit.bad', { checked, faults: faultsFound }))
  return faultsFound === 0
}
