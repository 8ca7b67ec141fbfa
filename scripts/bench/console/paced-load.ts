import type { LoadClient } from '../load-client.ts'

const measureMs = 4_000

/** Reports that agents send beside what is measured. */
export type Load = {
  /** Reports a second at full speed, one under way on each connection. */
  readonly perSecondMax: number
  /** Goes on at this share of it until it is stopped. */
  at(share: number): { stop(): Promise<void> }
}

/** Finds out how many reports a second are taken at most, so that a part of it can be asked for. */
export async function openLoad(
  clients: readonly LoadClient[],
  frameOf: (index: number) => string,
): Promise<Load> {
  const send = async (index: number) => {
    const answer = await clients[index]?.exchange(frameOf(index))
    if (!answer?.startsWith('{"type":"ack"')) throw new Error(`not acknowledged: ${answer}`)
  }
  const untilMs = performance.now() + measureMs
  const sent = await Promise.all(
    clients.map(async (_, index) => {
      let count = 0
      for (; performance.now() < untilMs; count += 1) await send(index)
      return count
    }),
  )
  const perSecondMax = (sent.reduce((sum, count) => sum + count, 0) * 1000) / measureMs
  return { perSecondMax, at: (share) => pace(clients.length, send, perSecondMax * share) }
}

function pace(
  connections: number,
  send: (index: number) => Promise<void>,
  perSecond: number,
): { stop(): Promise<void> } {
  const pauseMs = (connections * 1000) / perSecond
  let isOver = false
  const under = Array.from({ length: connections }, async (_, index) => {
    // Spread over one pause, so that they do not come in step.
    await waitMs((pauseMs * index) / connections)
    while (!isOver) {
      const dueMs = performance.now() + pauseMs
      await send(index)
      await waitMs(dueMs - performance.now())
    }
  })
  return {
    stop: async () => {
      isOver = true
      await Promise.all(under)
    },
  }
}

const waitMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))
