import { parseArgs } from 'node:util'
import { backup } from './backup.ts'
import { complain, say, UsageError, type Command, type ExitStatus } from './command.ts'
import { diff } from './diff.ts'
import { exportCommand } from './export.ts'
import { instruct } from './instruct.ts'
import { invite } from './invite.ts'
import { move } from './move.ts'
import { parse } from './parse.ts'
import { readChanges } from './read-changes.ts'
import { replayCommand } from './replay.ts'
import { restore } from './restore.ts'
import { revoke } from './revoke.ts'
import { token } from './token.ts'
import { verify } from './verify.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  parse,
  diff,
  instruct,
  replay: replayCommand,
  export: exportCommand,
  'read-changes': readChanges,
  invite,
  token,
  revoke,
  backup,
  restore,
  verify,
  'move-to-postgres': move,
}

const overview = (): string =>
  [
    'travaux COMMAND: work with treaty texts, and with the data of a Travaux server',
    '',
    ...Object.values(COMMANDS).map((command) => `  ${command.usage}\n      ${command.summary}`),
    '',
    'travaux COMMAND --help says more. Exit status: 0 done, 1 the work says no, 2 wrong usage.',
  ].join('\n')

const helpOn = ({ usage, summary, help }: Command): string => [`travaux ${usage}`, '', summary, ...help].join('\n')

async function main([name, ...rest]: string[]): Promise<ExitStatus> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    ;(name === undefined ? complain : say)(overview())
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]! : null
  if (!command) {
    complain(`There is no command “${name}”.\n\n${overview()}`)
    return 2
  }
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

/** `travaux parse FILE | head` ends quietly when the reader has seen enough. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await main(process.argv.slice(2))
