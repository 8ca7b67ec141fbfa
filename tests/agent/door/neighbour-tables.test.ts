import { expect, test } from 'vitest'
import { gatewaysIn, neighboursIn } from '#agent/door/windows/neighbour-tables.ts'

/** A table of iphlpapi: the number of rows, then the rows. */
function tableOf(count: number, hex: string): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32LE(count)
  return Buffer.concat([head, Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')])
}

const camera = '0c000000 06000000 4447cc0a0b0c0000 c0a80114 03000000'
const gone = '0c000000 06000000 4447cc0a0b0d0000 c0a80115 02000000'
const noEthernet = '0c000000 00000000 0000000000000000 c0a80116 03000000'

test('a neighbour is a row of Ethernet that still holds', () => {
  expect(neighboursIn(tableOf(3, camera + gone + noEthernet), new Set(['192.168.1.20']))).toEqual([
    { mac: '44:47:cc:0a:0b:0c', address: '192.168.1.20', isGateway: true },
  ])
  expect(neighboursIn(tableOf(0, ''), new Set())).toEqual([])
})

test('a gateway is that of a route to everywhere', () => {
  const rest = '00'.repeat(40)
  const everywhere = `00000000 00000000 00000000 c0a80101 ${rest}`
  const own = `c0a80100 ffffff00 00000000 c0a80114 ${rest}`
  expect([...gatewaysIn(tableOf(2, everywhere + own))]).toEqual(['192.168.1.1'])
})

test('a table that is shorter than it says is refused, not read past its end', () => {
  expect(() => neighboursIn(tableOf(2, camera), new Set())).toThrow(RangeError)
  expect(() => gatewaysIn(tableOf(1, '00'))).toThrow(RangeError)
})
