import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/*
 * A camera of the lab with HTTP Basic, in a process of its own, so that it can stand in a network of its own. What it says
 * and the pair that it takes come by the standard input; it prints a line for each request, never the pair.
 */
const { realm, server, body, path, pair } = JSON.parse(await text(process.stdin))
const takes = `Basic ${Buffer.from(pair).toString('base64')}`

createServer(({ url, headers: { authorization } }, response) => {
  const isIn = authorization === takes
  process.stdout.write(`${authorization === undefined ? 'asked' : isIn ? 'let in' : 'failed'}\n`)
  response.setHeader('server', server)
  if (url !== '/' && url !== path) response.writeHead(404).end()
  else if (isIn) response.end('ok')
  else response.writeHead(401, { 'www-authenticate': `Basic realm="${realm}"` }).end(body)
}).listen(80, () => process.stdout.write('listening\n'))
