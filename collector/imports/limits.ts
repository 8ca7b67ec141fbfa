/** What reading one file may cost. The limits on the file itself are `importLimits` of the protocol. */
export const readingLimits = {
  /** From the start of the thread to its answer; docs/decisions/0021-imports.md has what was measured. */
  timeMs: 60_000,
  heapMb: 768,
  /** Files that one collector reads at the same time. */
  readersMax: 2,
  /** Bytes that are inflated between two looks at the count. */
  chunkBytes: 16_384,
  progressEveryRows: 2_000,
  /** Within so many characters of its beginning a CSV shows its delimiter. */
  delimiterSampleLength: 65_536,
} as const
