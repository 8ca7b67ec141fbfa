import { expect, test } from 'vitest'
import { rowAfter } from '#collector/web/screens/hosts/roving-rows.ts'
import { inOrder, mergeSame } from '#collector/web/screens/host/order.ts'
import type { VerdictView } from '#protocol/views.ts'

test('j and k move one row and stop at the ends', () => {
  expect(rowAfter('j', 0, 3)).toBe(1)
  expect(rowAfter('ArrowDown', 2, 3)).toBe(2)
  expect(rowAfter('k', 0, 3)).toBe(0)
  expect(rowAfter('End', 0, 3)).toBe(2)
  expect(rowAfter('x', 0, 3)).toBeNull()
})

test('verdicts stand worst first: unmet by severity, then unknown, then met', () => {
  const aVerdict = (
    control: VerdictView['control'],
    state: VerdictView['state'],
    severity: VerdictView['severity'],
  ): VerdictView => ({
    control,
    state,
    severity,
    reason: { key: 'reporting', params: {} },
    evidence: [],
    sinceMs: 1_790_000_000_000,
    untilMs: null,
    observedAtMs: null,
    isProvisional: false,
    settings: [],
  })
  const order = inOrder([
    aVerdict('reporting', 'met', 'info'),
    aVerdict('patched', 'unmet', 'medium'),
    aVerdict('os-supported', 'unknown', 'critical'),
    aVerdict('firewall-on', 'unmet', 'critical'),
  ])
  expect(order.map(({ control }) => control)).toEqual([
    'firewall-on',
    'patched',
    'os-supported',
    'reporting',
  ])
})

test('a change of the reason alone is no change of the state', () => {
  const change = (fromMs: number, untilMs: number | null, state: VerdictView['state']) => ({
    control: 'patched' as const,
    state,
    fromMs,
    untilMs,
  })
  const changes = [change(30, null, 'unmet'), change(20, 30, 'unmet'), change(10, 20, 'met')]
  expect(mergeSame(changes)).toEqual([change(20, null, 'unmet'), change(10, 20, 'met')])
})
