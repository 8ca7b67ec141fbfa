import { Refusal } from '#protocol/refusals.ts'
import { scriptReportLimits } from '#protocol/script-reports.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { uploadedBytes } from './uploaded-bytes.ts'

/** Reports of machines that no agent runs on: posted by themselves, or carried here by somebody. */
export function scriptReportHandlers({
  scriptReports,
}: ApiDeps): Pick<Handlers, 'postScriptReport' | 'carryScriptReport'> {
  const read = async (body: unknown) =>
    Buffer.from(await uploadedBytes(body, scriptReportLimits.bytesMax))
  return {
    async postScriptReport({ request, by }) {
      const from = { way: 'posted', by, scope: null } as const
      const { hostId, outcome } = await scriptReports.take(await read(request.body), from)
      return { hostId, outcome }
    },

    async carryScriptReport({ request, by, scope }) {
      const from = { way: 'carried', by, scope } as const
      const { outcome, ...taken } = await scriptReports.take(await read(request.body), from)
      const { hostname } = taken
      if (outcome === 'duplicate') throw new Refusal('SCRIPT_REPORT_OLDER', { hostname })
      return taken
    },
  }
}
