import { setImmediate } from 'node:timers/promises'

/** A list in parts of at most `size`, in its order: no statement and no turn of the thread takes more. */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

type BatchReading<T, Row> = {
  readonly size: number
  readonly read: (some: readonly T[]) => Promise<readonly Row[]>
}

/** What is read of a long list, part by part; others have their turn on the thread after each. */
export async function* inBatches<T, Row>(
  items: readonly T[],
  { size, read }: BatchReading<T, Row>,
): AsyncGenerator<readonly Row[]> {
  for (const some of chunksOf(items, size)) {
    yield await read(some)
    await setImmediate()
  }
}
