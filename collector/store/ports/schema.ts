/**
 * From when to when a port of a host listened, as far as it began or ceased after the first look.
 * `opened_ms` null: it was open at the first look; `closed_ms` null: it is open.
 */
type PortChangeTable = {
  host_id: string
  transport: string
  port: number
  opened_ms: number | null
  closed_ms: number | null
  /** It had listened before, ceased, and began again. */
  is_reopened: 0 | 1
}

export type PortsSchema = { port_change: PortChangeTable }
