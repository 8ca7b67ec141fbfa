import { useState } from 'react'
import { useApi } from './client.ts'
import { dayAt } from './dates.ts'

/** The day in the province when the part of the screen was opened. */
export function useToday(): string {
  const { clock } = useApi()
  const [day] = useState(() => dayAt(clock.now()))
  return day
}
