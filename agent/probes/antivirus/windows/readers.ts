import type { AntivirusReaderId } from '#protocol/readers.ts'
import type { DetailsReader } from './details.ts'
import { eset } from './eset.ts'
import { kaspersky } from './kaspersky.ts'
import { symantec } from './symantec.ts'
import { trellix } from './trellix.ts'
import { trend } from './trend.ts'
import { withsecure } from './withsecure.ts'

/** The readers compiled for Windows beside Security Center, Defender and mere presence. */
export const detailsReaders: { readonly [Id in AntivirusReaderId]?: DetailsReader } = {
  kaspersky,
  'eset-windows': eset,
  'trend-officescan': trend,
  trellix,
  withsecure,
  symantec,
}
