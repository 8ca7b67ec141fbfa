/** What a browser may load as JavaScript, gzip, before the figures of the first screen stand. */
export const firstScreenBytesMax = 220_000
