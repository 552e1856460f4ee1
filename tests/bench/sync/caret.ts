/** One person's caret as y-protocols states it. */
export function caret(client: number, clock: number): Uint8Array {
  const json = Buffer.from(JSON.stringify({ user: { name: `Person ${client}` }, cursor: { anchor: clock, head: clock } }))
  return Buffer.concat([varUint(1), varUint(client), varUint(clock), varUint(json.length), json])
}

function varUint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) | 128)
  }
}
