import { expect, test } from 'vitest'
import { legacyScript } from '#scripts/package/legacy-script.ts'
import { checkout } from '#scripts/tool.ts'
import { codeOf, newerConstructs } from './newer-constructs.ts'

const script = legacyScript(checkout)

test('the script holds nothing that PowerShell 2.0 does not have', () => {
  expect(newerConstructs(script)).toEqual([])
})

const planted: readonly (readonly [what: string, code: string])[] = [
  ['an ordered table', '$a = [ordered]@{ b = 1 }'],
  ['an object from a table', '[PSCustomObject]@{ a = 1 }'],
  ['-in', "if ($a -in @('b')) { }"],
  ['-notin', "if ($a -notin @('b')) { }"],
  ['its own folder', '$p = Join-Path $PSScriptRoot x'],
  ['CIM', '$os = Get-CimInstance Win32_OperatingSystem'],
  ['JSON by a cmdlet', '$a | ConvertTo-Json -Depth 5'],
  ['the web by a cmdlet', 'Invoke-WebRequest $url'],
  ['a condition without braces', '$a | Where-Object Name -eq 1'],
  ['a member without braces', '$a | ForEach-Object Name'],
  ['.Where()', '$a.Where({ $_ })'],
  ['a class', 'class Khien { }'],
  ['::new()', '$l = [Collections.ArrayList]::new()'],
  ['a null string', '[IO.File]::Replace($a, $b, [NullString]::Value)'],
  ['both or either', 'a && b'],
  ['?? for null', '$a = $b ?? 1'],
  ['a file at once', 'Get-Content $a -Raw'],
  ['TLS by its name', '[Net.SecurityProtocolType]::Tls12'],
  ['Dispose()', '$stream.Dispose()'],
  ['IsNullOrWhiteSpace', '[string]::IsNullOrWhiteSpace($a)'],
  ['every certificate', '$judge = { return $true }'],
  ['code inside a string', '"a $(Get-CimInstance x) b"'],
  ['a later version', '#requires -Version 5'],
]

test.each(planted)('%s would be found', (_what, code) => {
  expect(newerConstructs(`$a = 1\n${code}\n`)).toMatchObject([{ line: 2 }])
})

test('words in strings and comments are no code', () => {
  const text = '\'Get-CimInstance\' # ConvertTo-Json\n<# class A { }\n#>\n"a -in b"\n'
  expect(newerConstructs(text)).toEqual([])
})

test('the script is ASCII with the line ends of Windows, and begins with its parameters', () => {
  expect(/^[\t\r\n\x20-\x7e]*$/.test(script)).toBe(true)
  expect(script.replaceAll('\r\n', '').includes('\n')).toBe(false)
  expect(/^<#[^]*?#>\r\nparam\(/.test(script)).toBe(true)
})

test('a computer that is marked to carry no agent is left alone before anything else is done', () => {
  const [, first = ''] = (script.split('function Enter-Khien {')[1] ?? '').split('\r\n')
  expect(first).toMatch(/^ {2}if \(Test-NoAgent\) \{ .*return \$script:exits\.marked \}$/)
  const [asked = ''] = (script.split('function Test-NoAgent {')[1] ?? '').split('\r\n}')
  // The two keys that the installer and the service ask.
  expect(asked).toContain(String.raw`@('SOFTWARE\Khien', 'SOFTWARE\Policies\Khien')`)
  expect(asked).toContain("'NoAgent'")
})

test('every function that is called is defined once', () => {
  const defined = [...script.matchAll(/^function ([A-Za-z]+-[A-Za-z0-9]+)/gm)].map(
    ([, name]) => name,
  )
  expect(new Set(defined).size).toBe(defined.length)
  const ofWindows = new Set([
    'New-Object',
    'Select-Object',
    'Set-StrictMode',
    'Sort-Object',
    'Where-Object',
    'ForEach-Object',
    'Write-Host',
  ])
  const code = codeOf(script).replaceAll(/^function \S+/gm, '')
  const called = [...code.matchAll(/(?<![\w$-])([A-Z][a-z]+-[A-Z][A-Za-z0-9]+)\b/g)].map(
    ([, name]) => name ?? '',
  )
  const missing = called.filter((name) => !defined.includes(name) && !ofWindows.has(name))
  expect([...new Set(missing)]).toEqual([])
  expect(defined.filter((name) => !called.includes(name ?? ''))).toEqual([])
})
