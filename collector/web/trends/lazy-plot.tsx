import { Skeleton } from '@mantine/core'
import { lazy, Suspense, type ComponentProps } from 'react'

const Plot = lazy(async () => ({ default: (await import('./plot.tsx')).Plot }))

/** A plot that is loaded after what stands around it; its place is kept meanwhile. */
export function LazyPlot(props: ComponentProps<typeof Plot>) {
  return (
    <Suspense fallback={<Skeleton height={props.height} />}>
      <Plot {...props} />
    </Suspense>
  )
}
