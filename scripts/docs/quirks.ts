// The quirks, a section each.
import { Quirk, type QuirkDescription } from '../../src/quirks/index.ts'

/** Every quirk of this package. */
export function quirkSections(): string {
  return Object.entries(Quirk as Readonly<Record<string, QuirkDescription>>)
    .map(([key, { name, text, why, evidence, notProbed }]) =>
      [
        `## ${name}`,
        `\`Quirk.${key}\`. ${text}`,
        [
          `- **Why it matters:** ${why}`,
          `- **Seen in:** ${evidence}`,
          ...(notProbed === undefined ? [] : [`- **Not probed:** ${notProbed}`]),
        ].join('\n'),
      ].join('\n\n'),
    )
    .join('\n\n')
}
