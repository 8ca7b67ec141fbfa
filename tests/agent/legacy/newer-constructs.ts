/** A construct that PowerShell 2.0, or .NET before 4.0 under it, does not have. */
export type Newer = { readonly line: number; readonly construct: string; readonly found: string }

/** What stands in code, by the version that brought it. Source: Microsoft, "What's New in Windows PowerShell". */
const constructs: readonly (readonly [construct: string, pattern: RegExp])[] = [
  ['[ordered], [pscustomobject] (3.0)', /\[(ordered|pscustomobject)\]/i],
  ['-in, -notin (3.0)', /\s-(c|i)?(not)?in\b/i],
  ['-shl, -shr (3.0)', /\s-sh[lr]\b/i],
  ['$PSScriptRoot outside modules, $PSCommandPath (3.0)', /\$PS(ScriptRoot|CommandPath|Item)\b/i],
  ['$using: (3.0)', /\$using:/i],
  ['a condition without braces (3.0)', /\|\s*(where-object|where|\?)\s+(?![{\s])/i],
  ['a member without braces (3.0)', /\|\s*(foreach-object|foreach|%)\s+(?![{\s])/i],
  ['redirection of other streams (3.0)', /(^|\s)[3-6*]>/],
  ['workflow (3.0)', /^\s*workflow\s/im],
  ['[nullstring] (3.0)', /\[nullstring\]/i],
  ['class, enum, using (5.0)', /^\s*(class|enum|using\s+(namespace|module|assembly))\s/im],
  ['::new() (5.0)', /::new\s*\(/i],
  ['.Where(), .ForEach() (4.0)', /\.(where|foreach)\s*[({]/i],
  ['?., ??, ternary (7.0)', /\?\?|\?\.|\?\[|\?[^}\n]*\s:\s/],
  ['&&, || (7.0)', /&&|\|\|/],
  [
    'a cmdlet of 3.0 or later',
    /\b(get|new|invoke|set|remove)-cim\w*|\b(convertto|convertfrom)-json\b|\binvoke-(webrequest|restmethod|command)\b/i,
  ],
  [
    'a cmdlet of 3.0 or later',
    /\b(get-filehash|unblock-file|get-localuser|get-localgroup\w*|get-computerinfo|get-net\w+|test-netconnection|get-mp\w+|get-smb\w+|(get|register)-scheduledtask|tee-object -literalpath|expand-archive|compress-archive)\b/i,
  ],
  ['a parameter of 3.0 or later', /\s-(raw|tail|asjob:|noenumerate|literalpath\s+\S+\s+-raw)\b/i],
  [
    '-File, -Directory of Get-ChildItem (3.0)',
    /\b(get-childitem|gci|dir|ls)\b[^|;\n]*\s-(file|directory)\b/i,
  ],
  ['#requires of a later version', /#requires\s+-version\s+([3-9]|\d\d)/i],
  [
    'a member of .NET 4.0 or later',
    /::(isnullorwhitespace|is64bitoperatingsystem|is64bitprocess|enumeratefiles|enumeratedirectories|openbasekey|tls1[123]|frombase64span)\b/i,
  ],
  [
    'a member of .NET 4.0 or later',
    /\.(copyto|tounixtimemilliseconds|tounixtimeseconds|hasflag)\s*\(/i,
  ],
  ['Dispose() that is hidden before .NET 4.0', /\.dispose\s*\(/i],
  ['a type of .NET 4.0 or later', /\[?(net\.http\.|linq\.|threading\.tasks\.|numerics\.)/i],
  [
    'trust in every certificate',
    /servercertificatevalidationcallback|=\s*(\[[^\]]*\]\s*)?\{\s*(return\s+)?\$true\s*\}/i,
  ],
]

/** Everything of a script that PowerShell 2.0 would not understand; strings and comments do not count. */
export function newerConstructs(script: string): Newer[] {
  const lines = codeOf(script).split('\n')
  return lines.flatMap((text, index) =>
    constructs.flatMap(([construct, pattern]) => {
      const found = pattern.exec(text)?.[0]
      return found === undefined ? [] : [{ line: index + 1, construct, found: found.trim() }]
    }),
  )
}

/** The code alone, line for line: strings are emptied but for the code inside them, comments are gone. */
export function codeOf(script: string): string {
  const text = script.replaceAll('\r\n', '\n')
  let out = ''
  let at = 0
  while (at < text.length) {
    const token = tokenAt(text, at)
    out += token.code
    at = token.end
  }
  return out
}

type Token = { readonly code: string; readonly end: number }

const breaksOf = (text: string) => text.replaceAll(/[^\n]/g, '')

function tokenAt(text: string, at: number): Token {
  const rest = text.slice(at, at + 10)
  if (rest.startsWith('<#')) return skipped(text, at, '#>')
  if (rest.startsWith("@'\n")) return skipped(text, at, "\n'@")
  if (rest.startsWith('@"\n')) return expandable(text, at + 2, '\n"@')
  if (/^#(?!requires)/i.test(rest) && !/[\w-]/.test(text[at - 1] ?? '')) {
    const end = text.indexOf('\n', at)
    return { code: '', end: end === -1 ? text.length : end }
  }
  if (rest.startsWith("'")) return literal(text, at)
  if (rest.startsWith('"')) return expandable(text, at + 1, '"')
  if (rest.startsWith('`')) return { code: '  ', end: at + 2 }
  return { code: text[at] ?? '', end: at + 1 }
}

function skipped(text: string, at: number, closing: string): Token {
  const found = text.indexOf(closing, at)
  const end = found === -1 ? text.length : found + closing.length
  return { code: breaksOf(text.slice(at, end)), end }
}

function literal(text: string, at: number): Token {
  const match = /'(?:[^']|'')*'/y
  match.lastIndex = at
  const end = match.test(text) ? match.lastIndex : text.length
  return { code: `''${breaksOf(text.slice(at, end))}`, end }
}

/** Of a string in double quotes the variables and `$( )` are code. */
function expandable(text: string, from: number, closing: string): Token {
  let code = "''"
  let at = from
  while (at < text.length && !text.startsWith(closing, at)) {
    if (text[at] === '`') at += 2
    else if (text.startsWith('$(', at)) {
      const inner = subexpression(text, at + 2)
      code += ` ${inner.code} `
      at = inner.end
    } else {
      const variable = /\$[\w:]+/y
      variable.lastIndex = at
      const found = variable.exec(text)?.[0]
      code += found ? ` ${found} ` : breaksOf(text[at] ?? '')
      at += found?.length ?? 1
    }
  }
  return { code, end: at + closing.length }
}

function subexpression(text: string, from: number): Token {
  let code = ''
  let at = from
  for (let depth = 1; at < text.length;) {
    const token = tokenAt(text, at)
    if (token.code === '(') depth += 1
    if (token.code === ')') depth -= 1
    at = token.end
    if (depth === 0) break
    code += token.code
  }
  return { code, end: at }
}
