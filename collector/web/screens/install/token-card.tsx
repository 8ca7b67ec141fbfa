import { Button, Checkbox, NumberInput, Text, TextInput } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { InstallView } from '#protocol/install.ts'
import { isNetwork, networkLimits } from '#protocol/networks.ts'
import type { RouteOutput } from '#protocol/routes.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useLimitWords } from './limit-words.ts'
import styles from './install.module.css'

export type TokenWanted = {
  readonly usesMax: number
  readonly validForHours: number
  readonly networks: string[]
  readonly waitsBeyondDeclared: boolean
}
export type MadeToken = RouteOutput<'createToken'>
type Make = UseMutationResult<MadeToken, Error, TokenWanted>

/** Where nobody has declared how many machines there are. */
const usesUnknown = 10
const usesMax = 100_000
const daysUsual = 7
const daysMax = 366

/** Makes a token for an agency, limited in uses, time and networks. */
export function TokenCard({ one, make }: { one: InstallView; make: Make }) {
  const { t } = useSpeech()
  const limitWords = useLimitWords()
  return (
    <Card title={t('install.token')}>
      {make.data ? (
        <div className={styles['made']} role="status">
          <Text size="sm" fw={600}>
            {limitWords(make.data.token)}
          </Text>
          <Text size="sm">{t('install.token.once')}</Text>
          <Button size="xs" variant="default" onClick={() => make.reset()}>
            {t('install.token.again')}
          </Button>
        </div>
      ) : (
        <TokenForm one={one} make={make} />
      )}
    </Card>
  )
}

function TokenForm({ one, make }: { one: InstallView; make: Make }) {
  const { t, number } = useSpeech()
  const textOf = useFailureText()
  const { declared, enrolled } = one
  const missing = declared === null ? null : Math.max(0, declared - enrolled)
  const [uses, setUses] = useState(Math.min(usesMax, missing || usesUnknown))
  const [days, setDays] = useState(daysUsual)
  const [typed, setTyped] = useState('')
  const [waits, setWaits] = useState(true)
  const networks = networksIn(typed)
  const wrong = useNetworksFault()(networks)
  const usesHint =
    missing === null
      ? t('install.token.uses.unknown')
      : t('install.token.uses.missing', { count: number(missing) })
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        const validForHours = days * 24
        make.mutate({ usesMax: uses, validForHours, networks, waitsBeyondDeclared: waits })
      }}
    >
      <Whole
        label={t('install.token.uses')}
        hint={usesHint}
        value={uses}
        max={usesMax}
        onChange={setUses}
      />
      <Whole label={t('install.token.days')} value={days} max={daysMax} onChange={setDays} />
      <TextInput
        size="sm"
        className={styles['wide'] ?? ''}
        label={t('install.token.networks')}
        description={t('install.token.networks.hint')}
        value={typed}
        error={wrong}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Checkbox
        size="sm"
        className={styles['wide'] ?? ''}
        label={t('install.token.waits')}
        checked={waits}
        onChange={(event) => setWaits(event.currentTarget.checked)}
      />
      <div className={styles['wide']}>
        <Button
          type="submit"
          size="sm"
          loading={make.isPending}
          disabled={uses < 1 || days < 1 || wrong !== null}
        >
          {t('install.token.make')}
        </Button>
      </div>
      {make.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {textOf(make.error)}
        </Text>
      )}
    </form>
  )
}

type WholeProps = {
  label: string
  hint?: string
  value: number
  max: number
  onChange: (value: number) => void
}

function Whole({ label, hint, value, max, onChange }: WholeProps) {
  return (
    <NumberInput
      size="sm"
      label={label}
      description={hint ?? null}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      min={1}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      value={value}
      onChange={(typed) => onChange(Number(typed) || 0)}
    />
  )
}

const networksIn = (typed: string) => typed.split(/[\s,;]+/).filter((text) => text !== '')

/** What is wrong with networks that somebody types; null: nothing. */
function useNetworksFault() {
  const { t } = useSpeech()
  const { networksMax: max } = networkLimits
  return (networks: readonly string[]): string | null => {
    const bad = networks.find((text) => !isNetwork(text))
    if (bad !== undefined) return t('install.token.networks.bad', { text: bad.slice(0, 60) })
    return networks.length > max ? t('install.token.networks.many', { max }) : null
  }
}
