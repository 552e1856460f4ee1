let ahead = 0

/** Learns from an answer's `Date` header how far the server's clock is ahead of this device's; to a second, which is what it tells. */
export function noteServerTime({ headers }: Response): void {
  const told = Date.parse(headers.get('Date') ?? '')
  if (!Number.isNaN(told)) ahead = told - Date.now()
}

/** The server's time in milliseconds since the epoch, whatever this device's clock says. */
export const serverNow = (): number => Math.round(Date.now() + ahead)
