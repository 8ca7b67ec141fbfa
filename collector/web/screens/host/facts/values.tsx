import { IconHelpCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { isUnknown, type Maybe, type Unknown } from '#protocol/values.ts'
import { useSpeech } from '../../../language.tsx'
import styles from './values.module.css'

/** A value that could not be looked at, with its reason: never off, 0 or an empty list. */
export function UnknownText({ value }: { value: Unknown }) {
  const { t } = useSpeech()
  return (
    <span className={styles['unknown']} title={value.detail}>
      <IconHelpCircle size={14} stroke={1.9} aria-hidden />
      <span>
        {t('facts.unknown', { because: t(`because.${value.because}`) })}
        {value.detail && <span className={styles['detail']}> ({value.detail})</span>}
      </span>
    </span>
  )
}

/** A value if it is known, else why not. */
export function Known<Value>(props: {
  value: Maybe<Value>
  children: (value: Value) => ReactNode
}) {
  if (isUnknown(props.value)) return <UnknownText value={props.value} />
  return props.children(props.value)
}

/** Names and values, one pair a line. */
export function Pairs({ children }: { children: ReactNode }) {
  return <dl className={styles['pairs']}>{children}</dl>
}

export function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A small table. Its name is read out; the card already shows one. */
export function FactTable(props: { name: string; heads: readonly string[]; children: ReactNode }) {
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={props.name}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  )
}

/** A word in a coloured pill; the word says it, the colour only helps the eye. */
export function Pill({
  tone,
  children,
}: {
  tone: 'good' | 'bad' | 'warn' | 'plain'
  children: ReactNode
}) {
  return (
    <span className={styles['pill']} data-tone={tone}>
      {children}
    </span>
  )
}

export function None({ children }: { children: ReactNode }) {
  return <p className={styles['none']}>{children}</p>
}
