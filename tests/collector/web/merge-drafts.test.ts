import { expect, test } from 'vitest'
import { plansOfProvince } from '#domain/plan.ts'
import { mergeDrafts } from '#collector/web/screens/plans/merge-drafts.ts'

const [plan] = plansOfProvince('quang-ngai')
if (!plan) throw new Error('no plan')
const { indicators: all, ...head } = plan
const [first, second, third, fourth] = all
if (!first || !second || !third || !fourth) throw new Error('too few indicators')

const draft = (indicators: typeof all, more: { number?: string; validFrom?: string } = {}) => ({
  body: { ...head, documentNumber: more.number ?? '1/KH', indicators: [...indicators] },
  validFrom: more.validFrom ?? '2026-01-01',
  validUntil: null,
})
const renamed = (one: typeof first, vi: string) => ({ ...one, name: { vi, en: vi } })
const base = draft([first, second, third])

test('what each changed stands, whoever it was', () => {
  const mine = draft([renamed(first, 'của tôi'), second, third], { number: '2/KH' })
  const theirs = draft([first, renamed(second, 'của họ'), third], { validFrom: '2026-07-01' })
  expect(mergeDrafts({ base, mine, theirs })).toEqual(
    draft([renamed(first, 'của tôi'), renamed(second, 'của họ'), third], {
      number: '2/KH',
      validFrom: '2026-07-01',
    }),
  )
})

test('where both changed one thing mine stands, and I was shown theirs', () => {
  const mine = draft([renamed(first, 'của tôi'), second, third])
  const theirs = draft([renamed(first, 'của họ'), second, third])
  expect(mergeDrafts({ base, mine, theirs })).toEqual(mine)
})

test('what one added or took away the other does not bring back or lose', () => {
  const mine = draft([first, third])
  const theirs = draft([first, second, third, fourth])
  expect(mergeDrafts({ base, mine, theirs })).toEqual(draft([first, third, fourth]))
})

test('while two of mine have one id they cannot be told apart, so none of them is lost', () => {
  const mine = draft([first, renamed(first, 'bản sao'), second, third])
  const theirs = draft([first, renamed(second, 'của họ'), third])
  expect(mergeDrafts({ base, mine, theirs })).toEqual(mine)
})
