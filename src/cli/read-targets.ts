// Reads the INI for commands that are about all of its targets.
import { type Configuration, targetNames } from '../config/index.ts'
import { requireProject } from '../provisioner/index.ts'

/**
 * The INI of the working directory.
 *
 * @param file - Which INI; the default is that of every command.
 * @throws PushwrightError `ERR_CONFIG` if there is none, or it is wrong.
 */
export function readTargets(file: string | undefined): Promise<Configuration> {
  const project = { root: process.cwd(), file, env: process.env }
  // Which one is selected matters to nobody here, and with several in the INI somebody would have to say.
  return requireProject({ ...project, overrides: { target: targetNames(project)[0] } })
}
