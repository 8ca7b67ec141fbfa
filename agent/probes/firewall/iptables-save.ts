import { noRule, type Chain, type Rule, type Verdict } from './chains.ts'

const verdictOf: Readonly<Record<string, Verdict>> = {
  ACCEPT: 'accept',
  DROP: 'drop',
  REJECT: 'reject',
  RETURN: 'return',
  LOG: 'continue',
  NFLOG: 'continue',
  MARK: 'continue',
}

/**
 * Chains of the table `filter` in the output of iptables-save. Source: iptables-save(8),
 * iptables-restore(8).
 */
export function parseIptablesSave(stdout: string, family: 'ip' | 'ip6'): readonly Chain[] {
  const policies = new Map<string, string>()
  const rules = new Map<string, Rule[]>()
  let table = ''
  for (const line of stdout.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1).trim()
    if (table !== 'filter') continue
    const head = /^:(\S+) (\S+)/.exec(line)
    if (head?.[1] !== undefined) policies.set(head[1], head[2] ?? '-')
    const rule = /^(?:\[[0-9:]+\] )?-A (\S+) ?(.*)$/.exec(line)
    if (rule?.[1] === undefined) continue
    rules.set(rule[1], [...(rules.get(rule[1]) ?? []), ruleOf(rule[2] ?? '')])
  }
  return [...policies].map(([name, policy]) => ({
    family,
    table: 'filter',
    name,
    input: name === 'INPUT' ? { policy: policy === 'DROP' ? 'drop' : 'accept' } : null,
    rules: rules.get(name) ?? [],
  }))
}

function ruleOf(text: string): Rule {
  const plain = text.replaceAll(/-m comment --comment ("(?:[^"\\]|\\.)*"|\S+)/g, '').trim()
  // Packets of no connection: dropping those keeps nobody out.
  if (/^-m (conntrack --ct)?(state --)?state INVALID -j \S+$/.test(plain)) return noRule
  const found = /(?:^|\s)-([jg]) (\S+)/.exec(plain)
  const target = found?.[2]
  if (target === undefined) return noRule
  const verdict = verdictOf[target]
  return {
    isUnconditional: found?.index === 0,
    verdicts: verdict ? [verdict] : [],
    targets: verdict ? [] : [target],
  }
}
