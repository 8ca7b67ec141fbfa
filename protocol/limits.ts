/** Every limit of the wire. Both sides enforce them; the agent so that it never sends what would be refused. */
export const limits = {
  /** One frame, agent to collector. A larger snapshot travels as several reports. */
  frameBytesMax: 65_536,
  /** One frame, collector to agent. */
  collectorFrameBytesMax: 16_384,
  /** The canonical bytes of one probe's reading. */
  readingBytesMax: 49_152,
  /** Seconds from the first byte to the end of the handshake. */
  handshakeTimeoutMs: 10_000,
  /** A connection that sends nothing for so long is closed. */
  idleTimeoutMs: 180_000,
  heartbeatMs: 60_000,
  /** Reports that may be under way on one connection without an acknowledgement. */
  reportsInFlightMax: 8,
  /** How far a host's clock may run ahead of the collector's before its times are taken as wrong. */
  clockAheadMsMax: 10 * 60_000,
  /** Sockets that have not proved who they are, all together. */
  unprovedConnectionsMax: 512,
  connectionsMax: 20_000,
  /**
   * New connections accepted from one address within a minute. High, because a whole agency, or the province behind
   * one gateway, comes from one address and reconnects at once after a break.
   */
  connectionsPerAddressPerMinuteMax: 12_000,
  /** Enrolments that may fail from one address within a minute. */
  refusedEnrolmentsPerAddressPerMinuteMax: 10,
  /** A signed catalogue, and one part of it on its way to an agent. */
  catalogueBytesMax: 262_144,
  cataloguePartBytesMax: 8_192,
  /** The signed manifest of a release, one statement about its keys, and how many of these travel together. */
  releaseManifestBytesMax: 6_000,
  keyStatementBytesMax: 500,
  keyStatementsMax: 6,
  /** One file of a release; packs and unpacked programs alike. */
  releaseFileBytesMax: 268_435_456,
  listenersMax: 256,
  accountsMax: 128,
  antivirusProductsMax: 16,
  detectionsMax: 50,
  remoteToolsMax: 16,
  securityPackagesMax: 40,
  interfacesMax: 32,
  disksMax: 32,
} as const
