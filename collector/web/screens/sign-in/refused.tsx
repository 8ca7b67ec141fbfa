import { Alert } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useFailureText } from '../../parts/failure.tsx'
import styles from './sign-in.module.css'

/** Why a step was not taken. */
export function Refused({ error }: { error: Error | null }) {
  const textOf = useFailureText()
  if (!error) return null
  return (
    <Alert
      role="alert"
      variant="light"
      color="red"
      icon={<IconAlertCircle size={18} />}
      p="xs"
      classNames={{ message: styles['error'] ?? '' }}
    >
      {textOf(error)}
    </Alert>
  )
}
