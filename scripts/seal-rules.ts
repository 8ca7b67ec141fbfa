import { writeSealed } from './sealed-rules.ts'

writeSealed()
