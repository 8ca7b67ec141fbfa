import {
  cloneElement,
  useEffect,
  useId,
  useState,
  type ReactElement,
  type SyntheticEvent,
} from 'react'
import { useLate } from './late.ts'

const load = () => import('./hint-bubble.tsx').then(({ HintBubble }) => HintBubble)

type Pointed = {
  'aria-describedby'?: string | undefined
  onMouseEnter?: (event: SyntheticEvent<HTMLElement>) => void
  onMouseLeave?: () => void
  onFocus?: (event: SyntheticEvent<HTMLElement>) => void
  onBlur?: () => void
}

/** Words that appear beside an element while it is pointed at or has the focus; Escape puts them away. */
export function Hint(props: {
  label: string
  /** Of more than one line, in pixels. */
  width?: number
  children: ReactElement<Pointed>
}) {
  const { label, width, children } = props
  const id = useId()
  const [Bubble, ask] = useLate(load)
  const [target, setTarget] = useState<HTMLElement | null>(null)
  const isShown = Bubble !== null && target !== null
  const show = ({ currentTarget }: SyntheticEvent<HTMLElement>) => {
    ask()
    setTarget(currentTarget)
  }
  const hide = () => setTarget(null)
  useEscape(isShown, setTarget)
  return (
    <>
      {cloneElement(children, {
        onMouseEnter: show,
        onMouseLeave: hide,
        onFocus: show,
        onBlur: hide,
        ...(isShown ? { 'aria-describedby': id } : {}),
      })}
      {isShown && <Bubble id={id} target={target} label={label} width={width} />}
    </>
  )
}

function useEscape(isShown: boolean, setTarget: (target: null) => void) {
  useEffect(() => {
    if (!isShown) return
    const listen = ({ key }: KeyboardEvent) => key === 'Escape' && setTarget(null)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [isShown, setTarget])
}
