import { expect, test } from 'vitest'
import { actionName, fieldName, personName, valueName } from '#i18n/audit-text.ts'
import { translator } from '#i18n/translator.ts'
import { entryBodies, entryKinds } from '#protocol/register.ts'
import { differenceOf } from '#collector/web/screens/audit/difference.ts'

test('an entry is read field by field, to the inside, and what stayed is told apart', () => {
  const before = { name: 'Sở Y tế', level: 2, place: { room: 'A1', floor: 1 }, tags: ['a'] }
  const after = {
    name: 'Sở Y tế tỉnh',
    level: 2,
    place: { room: 'A1', floor: 2 },
    tags: ['a', 'b'],
  }
  expect(differenceOf(before, after)).toEqual({
    changed: [
      { path: 'name', before: 'Sở Y tế', after: 'Sở Y tế tỉnh' },
      { path: 'place.floor', before: 1, after: 2 },
      { path: 'tags', before: ['a'], after: ['a', 'b'] },
    ],
    unchanged: [
      { path: 'level', before: 2, after: 2 },
      { path: 'place.room', before: 'A1', after: 'A1' },
    ],
  })
})

test('a value that is no object stands alone, and nothing is no field', () => {
  expect(differenceOf(14, 21).changed).toEqual([{ path: '', before: 14, after: 21 }])
  expect(differenceOf(null, null)).toEqual({ changed: [], unchanged: [] })
  expect(differenceOf(null, { until: null }).changed).toEqual([
    { path: 'until', before: undefined, after: null },
  ])
})

test('an action without words is shown as it is, and an export by its table', () => {
  const words = translator('vi')
  expect(actionName(words, 'some-new-thing')).toBe('some-new-thing')
  expect(actionName(words, 'export-hosts')).toBe('Kết xuất: máy tính')
  expect(actionName(words, 'export-some-list')).toBe('Kết xuất: some-list')
  expect(personName(words, 'user Nguyễn Văn An')).toBe('Nguyễn Văn An')
  expect(personName(words, 'something else')).toBe('something else')
})

test('what agencies declare is shown in words, of whatever kind it is', () => {
  const fields = entryKinds.flatMap((kind) => Object.keys(entryBodies[kind].shape))
  expect(fields.filter((field) => fieldName(translator('vi'), field) === field)).toEqual([])
})

test('a choice is a word in the language of the reader, and what somebody wrote stays as it is', () => {
  expect(valueName(translator('vi'), 'state', 'in-store')).toBe('trong kho')
  expect(valueName(translator('en'), 'state', 'in-store')).toBe('in store')
  expect(valueName(translator('vi'), 'note', 'new')).toBe('new')
  expect(valueName(translator('vi'), 'planId', 'qn-2458-2017')).toBe('qn-2458-2017')
  expect(fieldName(translator('vi'), 'from_day')).toBe('Từ ngày')
})
