import { Title } from '@mantine/core'
import { createElement, type FunctionComponent } from 'react'
import { probeIds, readingSchemas, type Facts, type ProbeId } from '#protocol/facts/registry.ts'
import { isUnknown } from '#protocol/values.ts'
import type { FactView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { AccountsFacts } from './facts/accounts-facts.tsx'
import { AgentFacts } from './facts/agent-facts.tsx'
import { AntivirusFacts } from './facts/antivirus-facts.tsx'
import { FirewallFacts } from './facts/firewall-facts.tsx'
import { HardwareFacts } from './facts/hardware-facts.tsx'
import { MalwareFacts } from './facts/malware-facts.tsx'
import { NeighboursFacts } from './facts/neighbours-facts.tsx'
import { OsFacts } from './facts/os-facts.tsx'
import { PatchesFacts } from './facts/patches-facts.tsx'
import { PortsFacts } from './facts/ports-facts.tsx'
import { RemoteAccessFacts } from './facts/remote-access-facts.tsx'
import { ServiceDefaultsFacts } from './facts/service-defaults-facts.tsx'
import { UnknownText } from './facts/values.tsx'
import styles from './fact-panels.module.css'

/** One panel per probe; a probe without a panel does not compile. */
const panels: { [Id in ProbeId]: FunctionComponent<{ facts: Facts<Id> }> } = {
  os: OsFacts,
  hardware: HardwareFacts,
  patches: PatchesFacts,
  antivirus: AntivirusFacts,
  malware: MalwareFacts,
  firewall: FirewallFacts,
  ports: PortsFacts,
  accounts: AccountsFacts,
  'remote-access': RemoteAccessFacts,
  'service-defaults': ServiceDefaultsFacts,
  agent: AgentFacts,
  neighbours: NeighboursFacts,
}

const readingOrder = [
  'antivirus',
  'malware',
  'patches',
  'firewall',
  'accounts',
  'service-defaults',
  'remote-access',
  'ports',
  'os',
  'hardware',
  'agent',
] as const satisfies readonly ProbeId[]

/** Everything that is known of a host, probe by probe, and what is not, with its reason. */
export function FactPanels({ facts }: { facts: readonly FactView[] }) {
  const { t } = useSpeech()
  const order = [...readingOrder, ...probeIds.filter((id) => !readingOrder.some((o) => o === id))]
  return (
    <section aria-labelledby="facts" className={styles['panels']}>
      <Title order={2} size="h4" id="facts">
        {t('facts.title')}
      </Title>
      <div className={styles['grid']}>
        {order.map((probe) => (
          <Panel key={probe} probe={probe} fact={facts.find((fact) => fact.probe === probe)} />
        ))}
      </div>
    </section>
  )
}

function Panel({ probe, fact }: { probe: ProbeId; fact: FactView | undefined }) {
  const { t, time, sentence } = useSpeech()
  const aside = fact
    ? t('facts.observed', { time: time(fact.observedAtMs), since: time(fact.sinceMs) })
    : ''
  return (
    <Card title={sentence(t(`probe.${probe}`))} aside={aside}>
      {fact ? (
        <Reading probe={probe} reading={fact.reading} />
      ) : (
        <p className={styles['none']}>{t('facts.never')}</p>
      )}
    </Card>
  )
}

function Reading<Id extends ProbeId>({ probe, reading }: { probe: Id; reading: unknown }) {
  const { t } = useSpeech()
  const parsed = readingSchemas[probe].safeParse(reading)
  if (!parsed.success) return <p className={styles['none']}>{t('facts.other-version')}</p>
  if (isUnknown(parsed.data)) {
    return (
      <p className={styles['none']}>
        <UnknownText value={parsed.data} />
      </p>
    )
  }
  return createElement<{ facts: Facts<Id> }>(panels[probe], { facts: parsed.data.facts })
}
