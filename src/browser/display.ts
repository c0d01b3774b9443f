// How a browser finds the display of its user, who wants to look at it.
import { homedir } from 'node:os'
import { join } from 'node:path'

const names = ['DISPLAY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'XAUTHORITY']

/** Environment variables. The browser's home is not the user's, where the display's key is by default. */
export function display(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const found = names.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]))
  return { XAUTHORITY: join(homedir(), '.Xauthority'), ...(Object.fromEntries(found) as Record<string, string>) }
}
