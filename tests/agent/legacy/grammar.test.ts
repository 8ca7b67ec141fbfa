import { createRequire } from 'node:module'
import { beforeAll, expect, test } from 'vitest'
import { Language, Parser, type Node } from 'web-tree-sitter'
import { legacyScript } from '#scripts/package/legacy-script.ts'
import { checkout } from '#scripts/tool.ts'

/* The script as a grammar of PowerShell reads it: what it calls and names is listed, and PowerShell 2.0 has all of it. */

/** Cmdlets of PowerShell 2.0. */
const cmdlets = new Set([
  'foreach-object',
  'new-object',
  'select-object',
  'set-strictmode',
  'sort-object',
  'where-object',
  'write-host',
])

/** Types of .NET 2.0, and those that PowerShell 2.0 names shorter. */
const types = new Set(
  (
    'array bool byte byte[] char char[] double int int64 ref regex string string[] switch void ' +
    'BitConverter Collections.IDictionary Collections.IEnumerable Convert DateTime DateTimeKind Diagnostics.Process ' +
    'Diagnostics.Stopwatch Enum Environment Globalization.CultureInfo Globalization.DateTimeStyles IO.Directory ' +
    'IO.File IO.IOException IO.Path Management.ManagementException Math Microsoft.Win32.Registry Net.IPAddress ' +
    'Net.Security.RemoteCertificateValidationCallback Net.Sockets.AddressFamily Net.WebRequest Reflection.Assembly ' +
    'Security.Authentication.SslProtocols Security.Cryptography.CspProviderFlags Security.Principal.NTAccount ' +
    'Security.Principal.SecurityIdentifier Security.Principal.WindowsBuiltInRole ' +
    'Security.Principal.WindowsIdentity StringComparer StringComparison Text.Encoding TimeSpan Uri UriKind'
  ).split(' '),
)

/** Statements that came with 3.0 or later, as the grammar calls them. */
const newerStatements = new Set([
  'class_statement',
  'enum_statement',
  'foreach_parameter',
  'inlinescript_statement',
  'parallel_statement',
  'sequence_statement',
])

const require = createRequire(import.meta.url)
let parser: Parser
beforeAll(async () => {
  await Parser.init()
  const grammar = require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')
  parser = new Parser()
  parser.setLanguage(await Language.load(grammar))
})

/** What a text has that PowerShell 2.0 may not have, each with its line. */
function strangeIn(text: string): string[] {
  const root = parser.parse(text)?.rootNode
  if (!root) throw new Error('nothing was parsed')
  const functions = new Set(
    root.descendantsOfType('function_name').map((node) => node?.text.toLowerCase()),
  )
  const isStrange = (node: Node): boolean => {
    if (node.isError || node.isMissing || newerStatements.has(node.type)) return true
    const name = node.text.toLowerCase()
    if (node.type === 'command_name') return !functions.has(name) && !cmdlets.has(name)
    if (node.type === 'type_literal') return !types.has(node.text.slice(1, -1))
    return node.type === '&&' || node.type === '||'
  }
  const strange: string[] = []
  const look = (node: Node): void => {
    if (isStrange(node)) strange.push(`${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`)
    for (const child of node.children) if (child) look(child)
  }
  look(root)
  return strange
}

test('a grammar of PowerShell reads the whole script, and it calls nothing that 2.0 lacks', () => {
  expect(strangeIn(legacyScript(checkout))).toEqual([])
})

test.each([
  'class Host { }',
  'enum Kind { A }',
  'using namespace System',
  'Get-CimInstance Win32_BIOS',
  '$a ?? $b',
  'Write-Host a && Write-Host b',
  '[ordered]@{}',
  '[Linq.Enumerable]::First($a)',
  'foreach -parallel ($a in $b) { }',
  'if ($a) {',
])('what 2.0 lacks is found: %s', (line) => {
  expect(strangeIn(line)).not.toEqual([])
})
