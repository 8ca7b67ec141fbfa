import { basename } from 'node:path'
import { lineAt, type Source, type Trouble } from './sources.ts'

/** A rule about the text of a file: what it says is wrong, where. */
type TextRule = {
  readonly rule: string
  readonly appliesTo: (path: string) => boolean
  readonly pattern: RegExp
  readonly says: string
}

const isUnder = (folder: string) => (path: string) => path.startsWith(`${folder}/`)
const isAny = () => true
const isOutsideStore = (path: string) =>
  path.startsWith('collector/') && !path.startsWith('collector/store/')

/** Where the browser application asks the collector; each takes its address from the table of routes. */
const webDoors = [
  'collector/web/api.ts',
  'collector/web/download.ts',
  'collector/web/live-channel.tsx',
]

const textRules: readonly TextRule[] = [
  {
    rule: 'web-asks-by-contract',
    appliesTo: (path) => path.startsWith('collector/web/') && !webDoors.includes(path),
    pattern: /\bfetch\(|\bnew EventSource\b|\bXMLHttpRequest\b|\bsendBeacon\b|['"`]\/api\//g,
    says: 'the browser asks through a route of the contract, by api.call or addressOf',
  },
  {
    rule: 'web-asks-by-contract',
    appliesTo: (path) => webDoors.includes(path),
    pattern: /['"`]\/api\/|\bXMLHttpRequest\b|\bsendBeacon\b/g,
    says: 'an address comes from the table of routes',
  },
  {
    rule: 'days-as-in-the-province',
    appliesTo: isUnder('collector/web'),
    pattern: /\btype(?:=\{?|: )\s*['"`](?:date|datetime-local|time|month|week)['"`]/g,
    says: 'a day is typed into parts/day-field.tsx: browsers show their own form of it in their own language',
  },
  {
    rule: 'domain-is-pure',
    appliesTo: isUnder('collector/domain'),
    pattern: /\basync\b(?! *:)|\bawait\b|\bnew Date\(\s*\)|\bDate\.now\b|\bMath\.random\b/g,
    says: 'domain has no I/O, no clock, no chance and no waiting',
  },
  {
    rule: 'protocol-is-pure',
    appliesTo: isUnder('protocol'),
    pattern: /\bawait\b|\bnew Date\(\s*\)/g,
    says: 'protocol is only declarations and pure functions',
  },
  {
    rule: 'sql-only-in-store',
    appliesTo: isOutsideStore,
    pattern: /\bsql`|\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(/g,
    says: 'only store knows SQL',
  },
  {
    rule: 'tone-on-first-vowel',
    appliesTo: isUnder('collector/i18n'),
    pattern: /(?<!\p{L})(?!q)\p{L}*(?:o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ])(?!\p{L})/giu,
    says: 'the tone stands on the first vowel, as in decree 30/2020/NĐ-CP: xóa, hủy',
  },
  {
    rule: 'no-banner',
    appliesTo: isAny,
    pattern: /^\s*(?:\/\/|\/\*+|\*)\s*[-=*#_~─═]{3,}/gm,
    says: 'no banner lines',
  },
  {
    rule: 'no-commented-out-code',
    appliesTo: isAny,
    pattern: /^\s*\/\/ *(?:(?:const|let|import|export|return|await|function)\b.*[;=({'`]|\}\s*$)/gm,
    says: 'no commented-out code',
  },
  {
    rule: 'no-skipped-test',
    appliesTo: (path) => path.endsWith('.test.ts') || path.endsWith('.test.tsx'),
    pattern: /\b(?:test|it|describe)\.(?:skip|only|todo|skipIf)\b|\bvi\.(?:mock|fn|spyOn)\b/g,
    says: 'tests run and mock nothing; an absent thing is told by ctx.skip(why)',
  },
]

/** Texts of one file that break a rule of style which no tool knows. */
export function textTroubles({ path, text }: Source): Trouble[] {
  if (path.startsWith('tests/gates/')) return []
  return textRules
    .filter(({ appliesTo }) => appliesTo(path))
    .flatMap(({ rule, pattern, says }) =>
      [...text.matchAll(pattern)].map((match) => ({
        rule,
        where: `${path}:${lineAt(text, match.index + match[0].length)}`,
        says: `${says}: ${match[0].trim()}`,
      })),
    )
}

const vagueNames = /^(?:utils?|helpers?|managers?|services?|common|misc)$/

/** File names that are not kebab-case nouns. */
export function nameTroubles({ path }: Source): Trouble[] {
  const name = basename(path).replace(/\.(?:ts|tsx|mjs)$/, '')
  const isKebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config|d))?$/.test(name)
  if (isKebab && !vagueNames.test(name)) return []
  return [{ rule: 'file-name', where: path, says: `${name} is no kebab-case noun` }]
}
