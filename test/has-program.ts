// Programs that a machine may lack.
import { execFileSync } from 'node:child_process'

/** Whether a program is on the PATH and tells its version. */
export function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'])
    return true
  } catch {
    return false
  }
}
