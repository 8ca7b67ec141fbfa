import { expect, test } from 'vitest'
import { readShell } from '#collector/web/shell/shell-search.ts'
import { isFiltered, reportingOf, toFlags } from '#collector/web/screens/hosts/filters.ts'
import { parseSearch, readHosts, toHostQuery, writeSearch } from '#collector/web/search.ts'

test('filters of an address compose', () => {
  const search = readHosts(
    parseSearch('?control=firewall-on&state=unmet&class=server&q=s%E1%BB%9F'),
  )
  expect(search).toEqual({ control: 'firewall-on', state: 'unmet', class: 'server', q: 'sở' })
})

test('a bad value is dropped alone, the rest of an old bookmark still means what it meant', () => {
  expect(readHosts({ control: 'no-such-control', state: 'unmet', page: 'x', sort: 'up' })).toEqual({
    state: 'unmet',
  })
})

test('a number typed as a search stays text', () => {
  expect(readHosts(parseSearch('?q=10'))).toEqual({ q: '10' })
})

test('what is the default anyway is left out of the address', () => {
  expect(writeSearch(readHosts({ sort: 'worst', page: '1', q: '' }))).toBe('')
  expect(writeSearch(readHosts({ sort: 'agency', page: '3' }))).toBe('?sort=agency')
})

test('the query of the list has every default', () => {
  expect(toHostQuery({ silent: 'yes' })).toEqual({
    silent: 'yes',
    sort: 'worst',
    page: 1,
    pageSize: 100,
  })
})

test('a past date is read as a moment and anything else is now', () => {
  expect(readShell({ asOf: '1790000000000' })).toEqual({ asOf: 1_790_000_000_000 })
  expect(readShell({ asOf: 'yesterday' })).toEqual({ asOfFault: 'unreadable' })
})

test('sorting and the choice of columns narrow nothing', () => {
  expect(isFiltered({ sort: 'agency', columns: 'host' })).toBe(false)
  expect(isFiltered({ sharingKey: 'yes' })).toBe(true)
})

test('reporting hosts are those that are neither silent nor never heard of', () => {
  expect(toFlags('reporting')).toEqual({ silent: 'no', neverReported: 'no' })
  expect(reportingOf({ silent: 'no', neverReported: 'no' })).toBe('reporting')
  expect(reportingOf({ silent: 'yes', neverReported: undefined })).toBe('silent')
  expect(reportingOf({ silent: 'no' })).toBeNull()
  expect(reportingOf({})).toBeNull()
})
