// What git is to leave alone.

/** Lines of a `.gitignore`: the INI is for everybody, and the rest of its folder for one machine; Vitest writes reports. */
export const ignoredLines: readonly string[] = ['.local/*', '!.local/e2etest.ini', '.vitest']
