import { openStoreBeside } from '#store/open.ts'
import { checkChain } from '#store/snapshots/verify.ts'
import { storeOptions, type Tools } from './tools.ts'

/** Proves every snapshot again and prints what is not as it was frozen. True: all is. */
export async function verify(tools: Tools): Promise<boolean> {
  const { print, words } = tools
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const { checked, head, faults } = await checkChain(store.reader)
    for (const { number, fault, detail } of faults) {
      print(words.t('verify.fault', { number, fault: words.t(`snapshot.fault.${fault}`), detail }))
    }
    if (head) print(words.t('verify.head', { number: head.number, hash: head.hash }))
    print(words.t(faults.length === 0 ? 'verify.good' : 'verify.bad', { checked }))
    return faults.length === 0
  } finally {
    await store.close()
  }
}
