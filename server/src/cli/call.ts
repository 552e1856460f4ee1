import { parseArgs } from 'node:util'
import { complain, say, UsageError, type Command, type ExitStatus } from './command.ts'

/** Each is loaded when it is called: making a token needs neither a PDF reader nor a printer. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  parse: async () => (await import('./parse.ts')).parse,
  diff: async () => (await import('./diff.ts')).diff,
  instruct: async () => (await import('./instruct.ts')).instruct,
  replay: async () => (await import('./replay.ts')).replayCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  'read-changes': async () => (await import('./read-changes.ts')).readChanges,
  invite: async () => (await import('./invite.ts')).invite,
  token: async () => (await import('./token.ts')).token,
  revoke: async () => (await import('./revoke.ts')).revoke,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  verify: async () => (await import('./verify.ts')).verify,
  'move-to-postgres': async () => (await import('./move.ts')).move,
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()))
  return [
    'travaux COMMAND: work with treaty texts, and with the data of a Travaux server',
    '',
    ...commands.map(({ usage, summary }) => `  ${usage}\n      ${summary}`),
    '',
    'travaux COMMAND --help says more. Exit status: 0 done, 1 the work says no, 2 wrong usage.',
  ].join('\n')
}

const helpOn = ({ usage, summary, help }: Command): string => [`travaux ${usage}`, '', summary, ...help].join('\n')

/** Calls a command as `travaux NAME ARGUMENTS` does. */
export async function call([name, ...rest]: readonly string[]): Promise<ExitStatus> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    ;(name === undefined ? complain : say)(await overview())
    return name === undefined ? 2 : 0
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    complain(`There is no command “${name}”.\n\n${await overview()}`)
    return 2
  }
  const command = await COMMANDS[name]!()
  if (rest.includes('--help') || rest.includes('-h')) {
    say(helpOn(command))
    return 0
  }
  return runCommand(command, rest)
}

async function runCommand(command: Command, rest: string[]): Promise<ExitStatus> {
  try {
    const { positionals, values } = parseArgs({ args: rest, options: command.options, allowPositionals: true })
    return await command.run(positionals, values)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    complain(error.message)
    const misused = error instanceof UsageError || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    if (misused) complain(`\n${helpOn(command)}`)
    return misused ? 2 : 1
  }
}
