import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isChangedMeanwhile } from './changed-meanwhile.tsx'

type Changing<Seen, Change, Answer> = {
  /** What the reader looks at as the form opens. */
  readonly seen: Seen
  /** Sends the change with the revision of what was looked at. */
  readonly send: (change: Change, seen: Seen) => Promise<Answer>
  /** Reads how it stands now; undefined: it is not there any more. */
  readonly read: () => Promise<Seen | undefined>
  readonly onDone: (answer: Answer) => unknown
}

/**
 * A change of something that two people may have open. Where somebody else changed it meanwhile, `newer` is how it
 * stands now, and the next attempt is made looking at that. What was typed is the caller's, and stays.
 */
export function useChange<Seen, Change, Answer>(changing: Changing<Seen, Change, Answer>) {
  // What the reader saw when it was opened: a list that is read again meanwhile must not pass for seen.
  const [opened] = useState(changing.seen)
  const [newer, setNewer] = useState<Seen | null>(null)
  const write = useMutation({
    mutationFn: (change: Change) => changing.send(change, newer ?? opened),
    onSuccess: changing.onDone,
    onError: async (error) => {
      if (isChangedMeanwhile(error)) setNewer((await changing.read()) ?? null)
    },
  })
  const isConflict = isChangedMeanwhile(write.error)
  return {
    write,
    /** How it stands after somebody else changed it; null: nobody has, or it is being read. */
    newer,
    isConflict,
    /** What is to be said as any other failure is. */
    failure: isConflict ? null : write.error,
  }
}
