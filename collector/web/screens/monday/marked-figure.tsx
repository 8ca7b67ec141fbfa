import type { MondayChange } from '#protocol/monday.ts'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { useRatioText } from './ratio-text.ts'

/** A figure of a sheet: that it may be of more machines stands before it, that it is "tạm tính" after it. */
export function MarkedFigure(props: {
  indicator: MondayChange['indicator']
  figure: MondayChange['now']
  isStrong?: boolean
}) {
  const { indicator, figure, isStrong = false } = props
  const ratioText = useRatioText()
  const text = ratioText(indicator, figure.figure)
  return (
    <>
      {figure.isLowerBound && <LowerBoundMark isSign />}
      {isStrong ? <strong>{text}</strong> : text}
      {figure.isProvisional && (
        <>
          {' '}
          <ProvisionalMark />
        </>
      )}
    </>
  )
}
