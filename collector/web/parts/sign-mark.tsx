import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Hint } from './hint.tsx'
import styles from './sign-mark.module.css'

/** A sign of one letter beside a number, where words would break over lines; they are said and shown on request. */
export function SignMark(props: {
  sign: ReactNode
  words: string
  why: string
  tone?: 'calm' | 'warn' | 'bad'
}) {
  return (
    <Hint label={`${props.words}. ${props.why}`} width={300}>
      <span className={styles['sign']} data-tone={props.tone ?? 'calm'} tabIndex={0}>
        <span aria-hidden>{props.sign}</span>
        <VisuallyHidden>{props.words}</VisuallyHidden>
      </span>
    </Hint>
  )
}
