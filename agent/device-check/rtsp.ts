import { connectTo, DeviceTrouble, questionMsMax, readSome, type Target } from './connect.ts'
import { userAgent, type HttpAnswer } from './http.ts'

/** Asks a camera to describe its stream; nothing is played. @throws DeviceTrouble */
export async function describeStream(
  target: Target,
  authorization: string | null,
): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(questionMsMax)
  const socket = await connectTo(target, signal)
  const lines = [
    `DESCRIBE ${streamOf(target)} RTSP/1.0`,
    'CSeq: 1',
    `User-Agent: ${userAgent}`,
    'Accept: application/sdp',
    ...(authorization === null ? [] : [`Authorization: ${authorization}`]),
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return parsed(await readSome(socket, (text) => text.includes('\r\n\r\n'), signal))
}

/** What is described: the device itself, by no path. */
export const streamOf = ({ address, port }: Target): string => `rtsp://${address}:${port}/`

function parsed(text: string): HttpAnswer {
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  const [first = '', ...lines] = head.split('\r\n')
  const status = Number(/^RTSP\/1\.0 (\d{3})/.exec(first)?.[1] ?? 0)
  if (status === 0) throw new DeviceTrouble(text === '' ? 'unreachable' : 'not-understood')
  const valuesOf = (name: string) =>
    lines
      .filter((line) => line.toLowerCase().startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trim())
      .join(', ')
  const [server, challenge] = [valuesOf('server'), valuesOf('www-authenticate')]
  return { status, server, challenge, location: valuesOf('location'), cookies: '', body }
}
