import { useSpeech } from '../../language.tsx'
import type { Fault } from './entry-draft.ts'

/** What is wrong with a field and what to type instead. */
export function useFaultText(): (fault: Fault | undefined) => string | null {
  const { t, number } = useSpeech()
  return (fault) => {
    if (!fault) return null
    switch (fault.what) {
      case 'required':
        return t('register.fault.required')
      case 'length':
        return t('register.fault.length', { max: number(fault.max) })
      case 'at-most':
        return t('register.fault', {
          expected: t('import.expected.at-most', { max: number(fault.max) }),
        })
      case 'at-least':
        return t('register.fault', {
          expected: t('import.expected.at-least', { min: number(fault.max) }),
        })
      case 'product':
        return t('register.fault.product')
      case 'reason-missing':
      case 'ends-before':
      case 'more-than-whole':
      case 'network-not-private':
      case 'address-name':
      case 'address-range':
      case 'address-public':
        return t(`register.fault.${fault.what}`)
      case 'integer':
      case 'amount':
      case 'day':
      case 'mac':
      case 'valid':
        return t('register.fault', { expected: t(`import.expected.${fault.what}`) })
    }
  }
}
