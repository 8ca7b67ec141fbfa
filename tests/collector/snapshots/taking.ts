import { randomUUID } from 'node:crypto'
import type { Store } from '#collector/deps.ts'
import { productContext } from '#domain/context.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { TakenBy } from '#store/snapshots/take.ts'
import type { Taking } from '#store/snapshots/taking.ts'

export const takingOf = (store: Store): Taking => ({
  store,
  provinceId: 'quang-ngai',
  contextRevision: productContext.revision,
})

export const byAt = (nowMs: EpochMs): TakenBy => ({
  actor: 'user an',
  address: null,
  nowMs,
  newId: randomUUID,
})
