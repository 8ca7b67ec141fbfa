import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { CollectorFrame } from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal, refusalTable, type RefusalCode } from '#protocol/refusals.ts'
import type { Answered } from './decode.ts'

/** What may wait to be sent to an agent that does not read. */
const unsentBytesMax = 4 * limits.collectorFrameBytesMax
/** What `detail` holds at most. */
const detailCharactersMax = 300

/**
 * A socket that says in the product's own codes why it closes. `ws` closes by itself on a frame that is too
 * large or breaks the protocol (RFC 6455, 7.4.1: 1002, 1007, 1009); here the agent learns the refusal first.
 */
export class AgentSocket extends WebSocket {
  /** Why `ws` itself refused what came, if it did. */
  brokenBy: Refusal | null = null
  #stream: Duplex | null = null

  /** Names the stream below, on which acknowledgements are framed here. */
  runsOn(stream: Duplex): void {
    this.#stream = stream
  }

  override close(code?: number, reason?: string | Buffer): void {
    const refusal = code === undefined ? null : refusalOf(code)
    if (refusal === null || this.readyState !== WebSocket.OPEN) return super.close(code, reason)
    this.brokenBy = refusal
    this.refuse(refusal)
  }

  /** Sends a frame; an agent that does not read its answers is cut off. */
  sendFrame(frame: CollectorFrame): void {
    this.sendText(JSON.stringify(frame))
  }

  /**
   * An acknowledgement is the one frame of the hot path: written as one text with its header, it costs 4 µs less than
   * through `ws`, which hands the stream two buffers. Nothing of `ws` waits before it: what is not compressed
   * is with the stream when `send` returns.
   * Source: RFC 6455, 5.2: a whole text frame, not masked, of less than 126 bytes.
   */
  acknowledge(sequence: number): void {
    if (this.#stream === null)
      throw new Error('a socket that runs on no stream acknowledges nothing')
    if (!this.mayWrite()) return
    const text = `{"type":"ack","sequence":${sequence}}`
    this.#stream.write(`\x81${String.fromCharCode(text.length)}${text}`, 'latin1')
  }

  /** Says no. A refusal whose code closes a socket closes this one, unless it `staysOpen`. */
  refuse(refusal: Refusal, answered: Answered = {}, staysOpen = false): void {
    this.sendFrame(frameOf(refusal, answered))
    const { close } = refusalTable[refusal.code]
    if (close === null || staysOpen) return
    super.close(close, refusal.code)
  }

  private sendText(text: string): void {
    if (this.mayWrite()) this.send(text)
  }

  private mayWrite(): boolean {
    if (this.readyState !== WebSocket.OPEN) return false
    if (this.bufferedAmount <= unsentBytesMax) return true
    this.terminate()
    return false
  }
}

const closedBy: Readonly<Record<number, RefusalCode>> = {
  1002: 'FRAME_MALFORMED',
  1007: 'FRAME_MALFORMED',
  1008: 'FRAME_MALFORMED',
  1009: 'FRAME_TOO_LARGE',
}

/** How much larger is not known: the rest was not read. */
const tooLarge = { bytes: `> ${limits.frameBytesMax}`, bytesMax: limits.frameBytesMax }

function refusalOf(closeCode: number): Refusal | null {
  const code = closedBy[closeCode]
  if (code === undefined) return null
  return new Refusal(code, code === 'FRAME_TOO_LARGE' ? tooLarge : {})
}

function frameOf({ code, params }: Refusal, { sequence, probe }: Answered): CollectorFrame {
  const detail = JSON.stringify(params)
  const isSaid = detail !== '{}' && detail.length <= detailCharactersMax
  return {
    type: 'refused',
    code,
    ...(sequence === undefined ? {} : { sequence }),
    ...(probe === undefined ? {} : { probe }),
    ...(isSaid ? { detail } : {}),
  }
}
